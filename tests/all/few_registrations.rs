//! Lines with few registrations: protection ends, and what it leaves withstands the attack.

use std::path::Path;

use super::support::{base, copy, jaarlijn, put, repository};

/// The demonstration lines that have text files, with one row in so many and nothing published before.
fn thinned(every: usize) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let data = repository().join("data");
    copy(&data.join("codelists"), &dir.path().join("data/codelists"));
    let workspace = std::fs::read_to_string(data.join("workspace.yaml")).unwrap();
    put(dir.path(), "data/workspace.yaml", workspace.split("landscape:").next().unwrap());
    for line in ["1712", "nupraatikerover", "stop-it-now"] {
        let to = dir.path().join("data").join(line);
        copy(&data.join(line), &to);
        let _ = std::fs::remove_dir_all(to.join("commentary"));
        let _ = std::fs::remove_dir_all(to.join("corrections"));
        let _ = std::fs::remove_file(to.join("published.yaml"));
        thin(&to.join("registrations"), every);
    }
    dir
}

fn thin(folder: &Path, every: usize) {
    for file in super::support::files(folder) {
        let bytes = std::fs::read(&file).unwrap();
        let mut rows = bytes.split_inclusive(|b| *b == b'\n');
        let head = rows.next().unwrap().to_vec();
        let kept = rows.step_by(every).flatten().copied();
        std::fs::write(&file, head.into_iter().chain(kept).collect::<Vec<u8>>()).unwrap();
    }
}

fn withstands(every: usize) {
    let dir = thinned(every);
    let run = jaarlijn(dir.path(), &["build", "--publish"]);
    run.ends(0, &["published"]);
    assert!(!run.said().contains("D001"), "{}", run.said());
    let made = run.out.lines().filter(|l| l.contains("  published ")).count();
    assert_eq!(made, 3, "{}", run.said());
    let attack = jaarlijn(dir.path(), &["audit"]);
    attack.ends(0, &["withstands", " 0 broken"]);
    let hides = attack.out.lines().filter(|l| l.contains("withstands") && !l.contains(" 0 hidden")).count();
    assert_eq!(hides, 3, "{}", attack.said());
}

#[test]
fn every_seventh_registration() {
    withstands(7);
}

#[test]
fn every_thirtieth_registration() {
    withstands(30);
}

#[test]
fn every_hundredth_registration() {
    withstands(100);
}

#[test]
fn every_two_hundredth_registration() {
    withstands(200);
}

/// Landscape and answers too, beside a line that has all its registrations. A few chats are left, and one
/// question asks for nothing but their appointments: its answer has no figure.
#[test]
fn every_five_hundredth_registration_in_all_reports() {
    let dir = tempfile::tempdir().unwrap();
    copy(&repository().join("data"), &dir.path().join("data"));
    for line in ["1712", "nupraatikerover", "stop-it-now"] {
        let folder = dir.path().join("data").join(line);
        let _ = std::fs::remove_dir_all(folder.join("commentary"));
        let _ = std::fs::remove_dir_all(folder.join("corrections"));
        let _ = std::fs::remove_file(folder.join("published.yaml"));
        thin(&folder.join("registrations"), 500);
    }
    // The words of this answer cite numbers that are withheld here.
    std::fs::remove_file(dir.path().join("data/questions/vraag-265.yaml")).unwrap();
    let run = jaarlijn(dir.path(), &["build", "--publish"]);
    run.ends(0, &["0 errors"]);
    assert_eq!(run.out.lines().filter(|l| l.contains("  published ")).count(), 9, "{}", run.said());
    let empty = std::fs::read_to_string(dir.path().join("reports/answers/vervolg-281/figures.csv")).unwrap();
    assert_eq!(empty.lines().count(), 1, "{empty}");
    jaarlijn(dir.path(), &["audit"]).ends(0, &["withstands", " 0 broken"]);
}

/// A line with so many contacts in 2023, each of another kind than the one before.
fn few(contacts: usize) -> tempfile::TempDir {
    let dir = base();
    let mut text = "Nummer;Tijdstip;Kanaal;Provincie;Leeftijd\n".to_owned();
    for n in 0..contacts {
        let (channel, province) = [("Telefoon", "Antwerpen"), ("Chat", "Limburg")][n % 2];
        let (month, age) = (4 + n, [10, 40, 70][n % 3]);
        text.push_str(&format!("n{n};2023-{month:02}-05T10:15;{channel};{province};{age}\n"));
    }
    put(dir.path(), "data/voorbeeld/registrations/2023.csv", text);
    let line = std::fs::read_to_string(dir.path().join("data/voorbeeld/helpline.yaml")).unwrap();
    let crossed = line.replace("files:", "crosses: [[province, channel], [age, channel]]\nfiles:");
    put(dir.path(), "data/voorbeeld/helpline.yaml", crossed);
    dir
}

#[test]
fn a_line_with_hardly_a_contact() {
    for contacts in [1, 2, 3, 4, 6, 9] {
        let dir = few(contacts);
        let run = jaarlijn(dir.path(), &["build", "--publish"]);
        run.ends(0, &["published"]);
        jaarlijn(dir.path(), &["audit"]).ends(0, &["withstands", " 0 broken"]);
        let figures = std::fs::read_to_string(dir.path().join("reports/2023/voorbeeld/figures.csv")).unwrap();
        let total = figures
            .lines()
            .find(|l| l.starts_with("contacts-per-year,contacts,answered,contact,2023,,"))
            .unwrap_or_else(|| panic!("no total in\n{figures}"));
        // At the very last the total itself.
        let hidden = total.contains(",Q,C,");
        assert!(hidden || contacts >= 5, "{contacts}: {total}");
    }
}

#[test]
fn a_line_without_any_contact_prints_zeros() {
    let dir = few(0);
    let run = jaarlijn(dir.path(), &["build", "--publish"]);
    run.is_clean();
    assert!(!run.said().contains("D001"), "{}", run.said());
}

#[test]
fn the_private_log_stays_with_the_line() {
    let dir = few(9);
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["published"]);
    let log =
        std::fs::read_to_string(dir.path().join("data/voorbeeld/quarantine/hidden.csv")).expect("a log");
    let mut rows = csv::Reader::from_reader(log.as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    // Each hidden count of the report is there, as primary or as secondary for others.
    assert!(rows.iter().any(|r| &r[1] == "primary"), "{log}");
    for row in &rows {
        assert!(["primary", "secondary"].contains(&&row[1]), "{log}");
        assert_eq!(&row[1] == "secondary", !row[2].is_empty(), "{log}");
        // A bound is told where a proof moves the cell that way; then it is not the value itself.
        let bound = |at: usize| row[at].parse::<u64>().ok();
        assert!(bound(3).is_none_or(|low| bound(4).is_none_or(|high| low < high)), "{log}");
        assert!(bound(3).or(bound(4)).is_some(), "{log}");
    }
    // No file of the reports says which are the small ones.
    for file in super::support::files(&dir.path().join("reports")) {
        let bytes = std::fs::read(&file).unwrap();
        let says = |what: &str| bytes.windows(what.len()).any(|w| w == what.as_bytes());
        assert!(!says("primary,") && !says("secondary,") && !says("may_be_low"), "{}", file.display());
    }
}
