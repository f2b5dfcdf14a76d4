//! `jaarlijn verify`: the same bytes, or which page, figure and input differ.

use std::path::{Path, PathBuf};

use super::editions::{date, provinces};
use super::support::{bare, base, files, jaarlijn, put};

fn pdf(dir: &Path) -> PathBuf {
    let all = files(&dir.join("reports"));
    all.into_iter().find(|f| f.extension().is_some_and(|e| e == "pdf")).expect("no report")
}

/// A workspace whose report is made, and the path of its PDF.
fn made() -> (tempfile::TempDir, String) {
    let dir = base();
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["published"]);
    let file = pdf(dir.path()).to_string_lossy().into_owned();
    (dir, file)
}

fn registrations(dir: &Path) -> PathBuf {
    let all = files(&dir.join("data"));
    all.into_iter().find(|f| f.to_string_lossy().contains("registrations")).expect("no registrations")
}

#[test]
fn a_report_made_anew_has_the_same_bytes() {
    let (dir, file) = made();
    let before = std::fs::read(&file).unwrap();
    jaarlijn(dir.path(), &["verify", &file, "--jobs", "1"]).ends(0, &["same bytes"]);
    // Also elsewhere, under another name: the file names its report itself.
    let elsewhere = dir.path().join("copy of it.pdf");
    std::fs::copy(&file, &elsewhere).unwrap();
    jaarlijn(dir.path(), &["verify", "copy of it.pdf"]).ends(0, &["same bytes"]);
    assert_eq!(std::fs::read(&file).unwrap(), before, "verify wrote into the reports");
}

#[test]
fn a_row_less_is_named_with_page_figure_and_input() {
    let (dir, file) = made();
    let raw = registrations(dir.path());
    let text = std::fs::read_to_string(&raw).unwrap();
    let shorter: Vec<&str> = text.lines().take(text.lines().count() - 1).collect();
    std::fs::write(&raw, shorter.join("\n") + "\n").unwrap();
    let name = raw.strip_prefix(dir.path()).unwrap().to_string_lossy().into_owned();
    let figure = "figure contacts-per-year: ";
    jaarlijn(dir.path(), &["verify", &file])
        .ends(42, &["R011", figure, "R013", "page 2 differs", "R021", &name, "differs"]);
}

#[test]
fn which_of_several_files_is_another_one_is_not_told() {
    let dir = base();
    let raw = registrations(dir.path());
    let text = std::fs::read_to_string(&raw).unwrap();
    put(dir.path(), "data/voorbeeld/registrations/more.csv", text.replace("\nb", "\nc"));
    let line = std::fs::read_to_string(dir.path().join("data/voorbeeld/helpline.yaml")).unwrap();
    put(dir.path(), "data/voorbeeld/helpline.yaml", format!("{line}same_rows: count\n"));
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["48 → 48"]);
    let file = pdf(dir.path()).to_string_lossy().into_owned();
    let (shorter, _) = text.trim_end().rsplit_once('\n').unwrap();
    std::fs::write(&raw, format!("{shorter}\n")).unwrap();
    let run = jaarlijn(dir.path(), &["verify", &file]);
    run.ends(42, &["R011", "R023"]);
    assert!(!run.said().contains("R021") && !run.said().contains("R022"), "{}", run.said());
}

#[test]
fn an_altered_file_differs_though_no_input_changed() {
    let (dir, file) = made();
    let mut bytes = std::fs::read(&file).unwrap();
    bytes.extend_from_slice(b"\n% a line more\n");
    std::fs::write(&file, bytes).unwrap();
    jaarlijn(dir.path(), &["verify", &file]).ends(42, &["R015", "R022"]);
}

#[test]
fn what_is_no_report_is_refused() {
    let (dir, _) = made();
    put(dir.path(), "note.pdf", "no PDF at all");
    jaarlijn(dir.path(), &["verify", "note.pdf"]).ends(2, &["R002", "note.pdf"]);
    jaarlijn(dir.path(), &["verify", "nowhere.pdf"]).ends(2, &["R004"]);
}

#[test]
fn a_report_whose_line_is_gone_cannot_be_verified() {
    let (dir, file) = made();
    for settings in files(&dir.path().join("data")).iter().filter(|f| f.ends_with("helpline.yaml")) {
        std::fs::remove_file(settings).unwrap();
    }
    let run = jaarlijn(dir.path(), &["verify", &file]);
    assert_ne!(run.code, 0, "{}", run.said());
    assert!(run.said().contains("R003"), "{}", run.said());
}

/// Lines and their organisations as they are called, and in which language a report says so.
#[test]
fn reports_in_every_language_and_with_every_name_are_known_again() {
    let names = [
        ("Écoute-Enfants", "asbl Télé-Accueil, Liège"),
        ("Tele-Onthaal; naïef", "vzw Tele-Onthaal"),
        ("Kindertelefoon ’s-Hertogenbosch", "Ministerium für Frauen – Ö"),
        ("Γραμμή βοήθειας", "jaarlijn: de uitgever"),
        ("jaarlijn:2022/x/y Лінія", "vzw Żółć"),
    ];
    for (name, operator) in names {
        let dir = base();
        let line = dir.path().join("data/voorbeeld/helpline.yaml");
        let text = std::fs::read_to_string(&line).unwrap();
        let kept = |l: &&str| !["name:", "operator:", "languages:"].iter().any(|key| l.starts_with(key));
        let rest: Vec<&str> = text.lines().filter(kept).collect();
        let head = format!("name: \"{name}\"\noperator: \"{operator}\"\nlanguages: [nl, fr, en, de]\n");
        put(dir.path(), "data/voorbeeld/helpline.yaml", head + &rest.join("\n") + "\n");
        jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["published"]);
        let pdfs: Vec<PathBuf> = files(&dir.path().join("reports"))
            .into_iter()
            .filter(|f| f.extension().is_some_and(|e| e == "pdf"))
            .collect();
        assert_eq!(pdfs.len(), 4);
        for pdf in pdfs {
            jaarlijn(dir.path(), &["verify", &pdf.to_string_lossy()]).ends(0, &["same bytes"]);
        }
    }
}

#[test]
fn a_correction_that_is_held_back_is_told() {
    let dir = bare();
    let dir = dir.path();
    put(dir, "data/voorbeeld/registrations/2023.csv", provinces(2023, [60, 50, 40]));
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["new"]);
    put(dir, "data/voorbeeld/registrations/2023.csv", provinces(2023, [58, 50, 40]));
    date(dir, "2024-06-03");
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["held back"]);
    let file = pdf(dir).to_string_lossy().into_owned();
    let said = jaarlijn(dir, &["verify", &file]);
    said.ends(42, &["R024", "a correction is held back", "small_corrections: publish", "R021"]);
    // With what it was made of it is the same file again, and nothing waits.
    put(dir, "data/voorbeeld/registrations/2023.csv", provinces(2023, [60, 50, 40]));
    let said = jaarlijn(dir, &["verify", &file]);
    said.ends(0, &["same bytes"]);
    assert!(!said.said().contains("R024"));
}
