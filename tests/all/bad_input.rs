//! Bad input that no file in the repository can hold, or that a file could not be checked out with.

use std::path::Path;
use std::process::Command;

use super::support::{base, copy, files, jaarlijn, program, put, repository, run};

const HEADER: &str = "Nummer;Tijdstip;Kanaal;Provincie;Leeftijd\n";
const EXTRA: &str = "data/voorbeeld/registrations/extra.csv";
const SETTINGS: &str = "data/voorbeeld/helpline.yaml";

fn settings() -> String {
    std::fs::read_to_string(repository().join("tests/base").join(SETTINGS)).unwrap()
}

/// A second line, in good order.
fn second_line(dir: &Path) {
    copy(&dir.join("data/voorbeeld"), &dir.join("data/andere"));
}

#[test]
fn a_binary_file_called_csv() {
    let dir = base();
    let bytes: Vec<u8> = (0..4096_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    put(dir.path(), EXTRA, bytes);
    jaarlijn(dir.path(), &["build", "--publish"]).ends(
        10,
        &["error[V008] data/voorbeeld/registrations/extra.csv:", "hint: export the registrations again"],
    );
    assert!(!dir.path().join("reports").exists());
}

#[test]
fn a_cell_of_ten_megabytes() {
    let dir = base();
    let cell = "Geheimtaal ".repeat(1_000_000);
    put(dir.path(), EXTRA, format!("{HEADER}x01;2023-05-01T10:00;Telefoon;{cell};30\n"));
    let run = jaarlijn(dir.path(), &["build", "--publish"]);
    run.ends(10, &["error[V014] data/voorbeeld/registrations/extra.csv:2: ", "a cell longer than"]);
    assert!(!run.said().contains("Geheimtaal"));
}

#[test]
fn a_settings_file_of_five_megabytes() {
    let dir = base();
    put(dir.path(), SETTINGS, format!("{}# {}\n", settings(), "x".repeat(5 << 20)));
    jaarlijn(dir.path(), &["build", "--publish"]).ends(
        3,
        &[
            "error[C040] data/voorbeeld/helpline.yaml: ",
            "is too large for a settings file",
            "voorbeeld  –     refused",
        ],
    );
}

#[test]
fn a_worksheet_that_is_not_there() {
    let dir = base();
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("Blad1").unwrap().write_string(0, 0, "Geheim").unwrap();
    put(dir.path(), "data/voorbeeld/registrations/extra.xlsx", book.save_to_buffer().unwrap());
    let mapped = settings().replace(
        "  - match: \"*.csv\"\n",
        "  - match: \"*.xlsx\"\n    sheet: Contacten\n    columns: {at: Tijdstip}\n  - match: \"*.csv\"\n",
    );
    put(dir.path(), SETTINGS, mapped);
    let run = jaarlijn(dir.path(), &["build", "--publish"]);
    run.ends(
        10,
        &[
            "error[V015] data/voorbeeld/registrations/extra.xlsx: there is no worksheet `Contacten`",
            "hint: the workbook has: Blad1",
        ],
    );
    assert!(!run.said().contains("Geheim"));
}

#[test]
fn no_mutation_of_a_settings_file_is_fatal() {
    let dir = base();
    let text = settings();
    let mut seed = 7_u64;
    let mut dice = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for _ in 0..400 {
        let mut bytes = text.clone().into_bytes();
        for _ in 0..=dice(4) {
            let at = dice(bytes.len());
            match dice(4) {
                0 => drop(bytes.remove(at)),
                1 => bytes.insert(at, b"{}[]:\"'#&*!|>%@,\t\n -0"[dice(21)]),
                2 => bytes[at] = dice(256) as u8,
                _ => bytes.truncate(at.max(1)),
            }
        }
        put(dir.path(), SETTINGS, &bytes);
        let (_, findings) = jaarlijn::config::load(dir.path());
        for finding in findings.0 {
            assert!(finding.place.is_some() && finding.hint.is_some(), "{finding:?}");
        }
    }
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    fn pipe(path: &Path) {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    #[test]
    fn links_are_not_followed() {
        let elsewhere = tempfile::tempdir().unwrap();
        put(elsewhere.path(), "x.csv", format!("{HEADER}x01;2023-05-01T10:00;Telefoon;Geheimstad;30\n"));
        let dir = base();
        symlink(elsewhere.path().join("x.csv"), dir.path().join(EXTRA)).unwrap();
        jaarlijn(dir.path(), &["build", "--publish"]).ends(
            10,
            &[
                "error[V004] data/voorbeeld/registrations/extra.csv: a link is not followed",
                "hint: copy the file itself",
            ],
        );

        let dir = base();
        symlink(elsewhere.path(), dir.path().join("data/voorbeeld/registrations/map")).unwrap();
        jaarlijn(dir.path(), &["build", "--publish"])
            .ends(10, &["error[V004] data/voorbeeld/registrations/map: "]);

        let dir = base();
        std::fs::remove_dir_all(dir.path().join("data/voorbeeld/registrations")).unwrap();
        symlink(elsewhere.path(), dir.path().join("data/voorbeeld/registrations")).unwrap();
        jaarlijn(dir.path(), &["build", "--publish"])
            .ends(10, &["error[V004] data/voorbeeld/registrations: the folder leads out of the workspace"]);

        let dir = base();
        std::fs::create_dir(dir.path().join("data/voorbeeld/series")).unwrap();
        symlink(elsewhere.path().join("x.csv"), dir.path().join("data/voorbeeld/series/x.csv")).unwrap();
        jaarlijn(dir.path(), &["build", "--publish"])
            .ends(10, &["error[S001] data/voorbeeld/series/x.csv: this is no plain file"]);
    }

    #[test]
    fn pipes_do_not_hold_the_program_up() {
        for (path, code, text) in [
            (EXTRA, 10, "error[V005] data/voorbeeld/registrations/extra.csv"),
            (
                "data/voorbeeld/series/web.csv",
                10,
                "error[S001] data/voorbeeld/series/web.csv: this is no plain file",
            ),
            (
                "data/voorbeeld/published.yaml",
                3,
                "error[C040] data/voorbeeld/published.yaml: this is no plain file",
            ),
            ("data/codelists/extra.yaml", 3, "error[C040] data/codelists/extra.yaml: this is no plain file"),
            ("data/andere/helpline.yaml", 30, "error[C040] data/andere/helpline.yaml: this is no plain file"),
        ] {
            let dir = base();
            let path = dir.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            pipe(&path);
            jaarlijn(dir.path(), &["build", "--publish"]).ends(code, &[text]);
        }
    }

    #[test]
    fn a_name_that_is_no_text() {
        let dir = base();
        let name = std::ffi::OsStr::from_bytes(b"\xff\xfe.csv");
        std::fs::write(dir.path().join("data/voorbeeld/registrations").join(name), HEADER).unwrap();
        jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["warning[V007]"]);
    }

    #[test]
    fn a_full_output_is_no_success() {
        for command in ["man", "completions"] {
            let dir = base();
            let mut shell = Command::new("sh");
            let shell_name = if command == "completions" { "bash" } else { "" };
            shell.args(["-c", "exec \"$0\" $1 $2 > /dev/full", program(), command, shell_name]);
            run(dir.path(), shell).ends(74, &[]);
        }
    }

    /// Runs the program with something mounted on `reports`, in a mount table of its own. `None` when
    /// this machine does not let us.
    fn mounted(dir: &Path, options: &str) -> Option<super::super::support::Run> {
        std::fs::create_dir_all(dir.join("reports")).unwrap();
        let script = format!(
            "mount -t tmpfs -o {options} tmpfs reports || exit 99; \"$0\" build; code=$?; ls -AR reports; exit $code"
        );
        let mut command = Command::new("unshare");
        command.args(["-m", "sh", "-c", &script, program()]);
        if Command::new("unshare").arg("-m").arg("true").output().is_ok_and(|o| o.status.success()) {
            let run = run(dir, command);
            if run.code != 99 {
                return Some(run);
            }
        }
        crate::support::skipped("no right to mount here");
        None
    }

    #[test]
    fn a_full_disk() {
        let dir = base();
        let Some(run) = mounted(dir.path(), "size=64k") else { return };
        run.ends(74, &["error[P001] reports/2023/voorbeeld/", "hint: make room on the disk", "not written"]);
        assert!(!run.out.contains(".staged"), "half a file is left:\n{}", run.out);
        assert!(!run.out.contains("report.nl.pdf\n"), "{}", run.out);
    }

    #[test]
    fn a_read_only_disk() {
        let dir = base();
        let Some(run) = mounted(dir.path(), "ro") else { return };
        run.ends(
            74,
            &["error[P001] reports: cannot write: read-only filesystem", "hint: give yourself the right"],
        );
    }
}

#[test]
fn a_file_where_the_reports_belong() {
    let dir = base();
    put(dir.path(), "reports", "in the way");
    jaarlijn(dir.path(), &["build", "--publish"]).ends(
        74,
        &[
            "error[P001] reports: cannot write",
            "hint: a file or link stands where a folder is needed",
            "not written",
        ],
    );
    assert_eq!(std::fs::read(dir.path().join("reports")).unwrap(), b"in the way");
}

#[test]
fn a_file_where_one_report_belongs_stops_no_other() {
    let dir = base();
    second_line(dir.path());
    put(dir.path(), "reports/2023/andere", "in the way");
    jaarlijn(dir.path(), &["build", "--publish"]).ends(
        30,
        &[
            "error[P001] reports/2023/andere: cannot write",
            "andere     2023  not written",
            "voorbeeld  2023  published",
        ],
    );
    assert!(dir.path().join("reports/2023/voorbeeld/report.nl.pdf").is_file());
}

#[test]
fn a_quarantine_that_cannot_be_written() {
    let dir = base();
    put(dir.path(), EXTRA, format!("{HEADER}x01;2023-02-30T10:00;Telefoon;Limburg;30\n"));
    put(dir.path(), "data/voorbeeld/quarantine", "in the way");
    jaarlijn(dir.path(), &["build", "--publish"])
        .ends(74, &["error[V041] data/voorbeeld/registrations/extra.csv: ", "error[V021]"]);
}

#[test]
fn a_line_that_fails_leaves_its_published_report_alone() {
    let dir = base();
    second_line(dir.path());
    jaarlijn(dir.path(), &["build", "--publish"])
        .ends(0, &["andere     2023  published", "voorbeeld  2023  published"]);
    let reports = || -> Vec<Vec<u8>> {
        files(&dir.path().join("reports/2023/andere")).iter().map(|p| std::fs::read(p).unwrap()).collect()
    };
    let before = reports();
    assert_eq!(before.len(), 6);
    put(dir.path(), "data/andere/registrations/2023.csv", b"\x00\x01");
    jaarlijn(dir.path(), &["build", "--publish"])
        .ends(30, &["andere     –     refused", "voorbeeld  2023  up to date"]);
    assert_eq!(reports(), before);
}

#[test]
fn the_quarantine_holds_the_record_and_goes_when_it_is_corrected() {
    let dir = base();
    put(dir.path(), EXTRA, format!("{HEADER}x01;2023-02-30T10:00;Telefoon;Limburg;30\n"));
    jaarlijn(dir.path(), &["build", "--publish"]).ends(10, &["25 → 24"]);
    let kept = dir.path().join("data/voorbeeld/quarantine/extra.csv.csv");
    assert!(std::fs::read_to_string(&kept).unwrap().contains("x01;2023-02-30T10:00"));
    put(dir.path(), EXTRA, format!("{HEADER}x01;2023-02-28T10:00;Telefoon;Limburg;30\n"));
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["25 → 25"]);
    assert!(!kept.exists());
}

#[test]
fn a_record_that_loses_its_id_to_another_stands_whole_in_the_quarantine() {
    let dir = base();
    let lost = "x01;2023-05-01T10:00;Telefoon;Limburg;30";
    put(dir.path(), EXTRA, format!("{HEADER}{lost}\nx01;2023-05-02T10:00;Telefoon;Antwerpen;31\n"));
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in [
        ["Nummer", "Tijdstip", "Kanaal", "Provincie", "Leeftijd"],
        ["y01", "2023-06-02T10:00", "Telefoon", "Antwerpen", "41"],
        ["y01", "2023-06-01T10:00", "Telefoon", "Limburg", "40"],
    ]
    .iter()
    .enumerate()
    {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write_string(row as u32, column as u16, *cell).unwrap();
        }
    }
    put(dir.path(), "data/voorbeeld/registrations/book.xlsx", book.save_to_buffer().unwrap());
    let columns = "{id: Nummer, at: Tijdstip, channel: Kanaal, province: Provincie, age: Leeftijd}";
    let entry = format!(
        "  - match: \"*.csv\"\n    columns: {columns}\n  - match: \"*.xlsx\"\n    columns: {columns}\n"
    );
    let before = settings().split_once("  - match:").map(|(before, _)| before.to_owned()).unwrap();
    put(dir.path(), SETTINGS, before + &entry);
    jaarlijn(dir.path(), &["build", "--publish"]).ends(10, &["error[V033]"]);
    let kept = |name: &str| {
        let path = dir.path().join("data/voorbeeld/quarantine").join(name);
        std::fs::read_to_string(path).unwrap_or_default()
    };
    assert!(kept("extra.csv.csv").contains(lost), "{}", kept("extra.csv.csv"));
    assert!(
        kept("book.xlsx.csv").contains("y01,2023-06-01T10:00,Telefoon,Limburg,40"),
        "{}",
        kept("book.xlsx.csv")
    );
}
