//! Drafts and editions: a build binds nobody, and what is published is what was built.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hayro_syntax::Pdf;
use serde_json::Value;

use super::editions::{all, date, provinces, registrations};
use super::support::{bare, base, copy, jaarlijn, put};

const REPORT: &str = "reports/2023/voorbeeld";
const DATA: &str = "data/voorbeeld/registrations/2023.csv";

fn workspace() -> tempfile::TempDir {
    let dir = base();
    put(dir.path(), DATA, registrations(2023, 30, 20));
    dir
}

fn manifest(dir: &Path, folder: &str) -> Value {
    let path = dir.join(REPORT).join(folder).join("manifest.json");
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// Fails with the names of the files that differ.
#[track_caller]
fn same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
    let names = one.keys().chain(other.keys());
    let differ: BTreeSet<&String> = names.filter(|name| one.get(*name) != other.get(*name)).collect();
    assert!(differ.is_empty(), "{differ:?}");
}

/// The words of the pages of the report that stands in its own folder, and how many pages it has.
fn words(dir: &Path) -> (String, usize) {
    let pdf = Pdf::new(std::fs::read(dir.join(REPORT).join("report.nl.pdf")).unwrap()).unwrap();
    (super::pdf_text::words(&pdf), pdf.pages().len())
}

#[test]
fn tries_make_no_edition() {
    let dir = workspace();
    let dir = dir.path();
    for phone in [30, 31, 35] {
        put(dir, DATA, registrations(2023, phone, 20));
        jaarlijn(dir, &["build"]).ends(0, &["draft", "nothing was published"]);
        let draft = manifest(dir, "");
        assert_eq!((&draft["draft"], &draft["edition"]), (&Value::from(true), &Value::from(1)));
        assert_eq!(draft["replaces"], Value::Null);
    }
    jaarlijn(dir, &["build"]).ends(0, &["up to date", "draft"]);
    // Nobody knows of it: there is nothing to attack and nothing to correct.
    jaarlijn(dir, &["audit"]).ends(2, &["A021"]);
    jaarlijn(dir, &["diff", "voorbeeld"]).ends(0, &["not published"]);
    jaarlijn(dir, &["publish"]).ends(0, &["published", "new"]);
    let edition = manifest(dir, "");
    assert_eq!((&edition["edition"], &edition["draft"]), (&Value::from(1), &Value::Null));
    assert!(!dir.join(REPORT).join("draft").exists() && !dir.join(REPORT).join("edition-1.json").exists());
    jaarlijn(dir, &["audit"]).ends(0, &["withstands"]);
    jaarlijn(dir, &["publish"]).ends(0, &["up to date"]);
}

#[test]
fn what_is_published_is_what_a_build_that_publishes_makes() {
    let [one, other] = [workspace(), workspace()];
    for phone in [30, 35] {
        for dir in [one.path(), other.path()] {
            put(dir, DATA, registrations(2023, phone, 20));
            date(dir, &format!("2024-05-{phone}").replace("35", "31"));
        }
        jaarlijn(one.path(), &["build"]).ends(0, &["draft"]);
        jaarlijn(one.path(), &["publish"]).ends(0, &["published"]);
        jaarlijn(other.path(), &["build", "--publish"]).ends(0, &["published"]);
        same(&all(one.path()), &all(other.path()));
    }
    assert_eq!(manifest(one.path(), "")["edition"], 2);
}

#[test]
fn a_draft_stands_beside_the_edition_until_it_is_published() {
    let dir = workspace();
    let dir = dir.path();
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["published"]);
    let published = all(dir);
    put(dir, DATA, registrations(2023, 35, 20));
    date(dir, "2024-05-02");
    jaarlijn(dir, &["build"]).ends(0, &["draft", "edition 2: figures changed"]);
    for (name, bytes) in published.iter().filter(|(name, _)| !name.ends_with("index.html")) {
        assert!(all(dir).get(name) == Some(bytes), "a build changed {name} of the published edition");
    }
    let draft = manifest(dir, "draft");
    assert_eq!((&draft["draft"], &draft["edition"]), (&Value::from(true), &Value::from(2)));
    assert!(dir.join(REPORT).join("draft/corrections.csv").exists(), "what it says otherwise");
    jaarlijn(dir, &["verify", &format!("{REPORT}/draft/report.nl.pdf")]).ends(0, &["same bytes"]);
    // Something of one's own in the folder of the draft stays.
    put(dir, &format!("{REPORT}/draft/notes.txt"), "mine");
    jaarlijn(dir, &["publish", "voorbeeld", "--check"]).ends(40, &["would change"]);
    jaarlijn(dir, &["publish", "voorbeeld"]).ends(0, &["published", "edition 2: figures changed"]);
    assert_eq!(manifest(dir, "")["edition"], 2);
    let left: Vec<String> =
        all(dir).into_keys().filter(|name| name.starts_with(&format!("{REPORT}/draft/"))).collect();
    assert_eq!(left, [format!("{REPORT}/draft/notes.txt")]);
    jaarlijn(dir, &["verify", &format!("{REPORT}/report.nl.pdf")]).ends(0, &["same bytes"]);
}

#[test]
fn a_draft_that_says_no_more_than_the_edition_goes() {
    let dir = workspace();
    let dir = dir.path();
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["published"]);
    let published = all(dir);
    put(dir, DATA, registrations(2023, 35, 20));
    jaarlijn(dir, &["build"]).ends(0, &["draft"]);
    put(dir, DATA, registrations(2023, 30, 20));
    jaarlijn(dir, &["build"]).ends(0, &["up to date"]);
    same(&all(dir), &published);
}

#[test]
fn only_what_was_built_is_published() {
    let dir = workspace();
    let dir = dir.path();
    jaarlijn(dir, &["publish"]).ends(2, &["error[P020]", "jaarlijn build"]);
    jaarlijn(dir, &["publish", "voorbeeld"]).ends(2, &["error[P020]", "the report on 2023", "refused"]);
    assert!(!dir.join(REPORT).exists());
    jaarlijn(dir, &["build"]).ends(0, &["draft"]);
    let draft = all(dir);
    // Registrations, settings, words: whatever changed since, it is not what somebody looked at.
    put(dir, DATA, registrations(2023, 31, 20));
    jaarlijn(dir, &["publish"]).ends(40, &["error[P021]", "names or notes changed", "build again"]);
    put(dir, DATA, registrations(2023, 30, 20));
    put(dir, "data/voorbeeld/commentary/2023/foreword.md", "Een woord vooraf.\n");
    jaarlijn(dir, &["publish"]).ends(40, &["error[P021]", "settings changed"]);
    std::fs::remove_file(dir.join("data/voorbeeld/commentary/2023/foreword.md")).unwrap();
    assert!(draft == all(dir), "what was refused changed something");
    // Who damages a file of the draft changes nothing: the edition is made of the inputs.
    put(dir, &format!("{REPORT}/figures.csv"), "figure,value\n");
    jaarlijn(dir, &["publish"]).ends(0, &["published"]);
    jaarlijn(dir, &["verify", &format!("{REPORT}/report.nl.pdf")]).ends(0, &["same bytes"]);
}

#[test]
fn where_one_year_was_built_the_others_are_not_meant() {
    let dir = workspace();
    let dir = dir.path();
    let settings = std::fs::read_to_string(dir.join("data/workspace.yaml")).unwrap();
    put(dir, "data/workspace.yaml", settings.replace("years: [2023]", "years: [2022, 2023]"));
    put(dir, "data/voorbeeld/registrations/2022.csv", registrations(2022, 30, 20));
    jaarlijn(dir, &["build", "voorbeeld", "--year", "2023"]).ends(0, &["draft"]);
    let said = jaarlijn(dir, &["publish", "voorbeeld"]);
    said.ends(0, &["2022  skipped", "no draft", "2023  published"]);
    jaarlijn(dir, &["publish", "voorbeeld", "--year", "2022"]).ends(2, &["error[P020]"]);
}

#[test]
fn a_draft_says_so_on_its_pages_and_an_edition_does_not() {
    let dir = workspace();
    let dir = dir.path();
    jaarlijn(dir, &["build"]).ends(0, &["draft"]);
    let (text, pages) = words(dir);
    assert!(text.contains("Ontwerp: niet gepubliceerd"), "{text}");
    // The cover says it whole; the back cover has no running head.
    assert!(text.matches("Ontwerp").count() >= pages - 1, "a page does not say it: {text}");
    let index = std::fs::read_to_string(dir.join("reports/index.html")).unwrap();
    assert!(index.contains("Ontwerp: niet gepubliceerd"), "{index}");
    jaarlijn(dir, &["publish"]).ends(0, &["published"]);
    assert!(!words(dir).0.contains("Ontwerp"));
    let index = std::fs::read_to_string(dir.join("reports/index.html")).unwrap();
    assert!(!index.contains("Ontwerp"), "{index}");
}

#[test]
fn each_line_is_published_by_itself() {
    let dir = workspace();
    let dir = dir.path();
    copy(&dir.join("data/voorbeeld"), &dir.join("data/andere"));
    jaarlijn(dir, &["build"]).ends(0, &["andere     2023  draft", "voorbeeld  2023  draft"]);
    jaarlijn(dir, &["publish", "andere"]).ends(0, &["andere    2023  published"]);
    assert_eq!(manifest(dir, "")["draft"], true);
    // Of what was not built nothing is said to be wrong when nobody asked for it.
    std::fs::remove_dir_all(dir.join(REPORT)).unwrap();
    jaarlijn(dir, &["publish"])
        .ends(0, &["andere     2023  up to date", "voorbeeld  2023  skipped", "no draft"]);
}

#[test]
fn an_edition_that_is_taken_back_stays_known() {
    let dir = workspace();
    let dir = dir.path();
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["published"]);
    let first = manifest(dir, "");
    let before = all(dir);
    for wrong in [["voorbeld", "2023"], ["voorbeeld", "2022"]] {
        let said = jaarlijn(dir, &["retract", wrong[0], wrong[1], "--reason", "fout"]);
        said.ends(2, &["error[P022]", "stands published"]);
    }
    jaarlijn(dir, &["retract", "voorbeeld", "2023", "--reason", ""]).ends(2, &[]);
    assert!(all(dir) == before, "what was refused changed something");

    date(dir, "2024-05-02");
    let reason = "de oproepen van mei stonden er twee keer in";
    jaarlijn(dir, &["retract", "voorbeeld", "2023", "--reason", reason]).ends(0, &["retracted", reason]);
    let left: Vec<String> = all(dir).into_keys().filter(|name| name.starts_with(REPORT)).collect();
    assert_eq!(left, ["codes.csv", "edition-1.json"].map(|name| format!("{REPORT}/{name}")));
    let record: Value = serde_json::from_slice(&all(dir)[&format!("{REPORT}/edition-1.json")]).unwrap();
    assert_eq!(record["retracted"], serde_json::json!({ "date": "2024-05-02", "reason": reason }));
    assert_eq!(record["cells"], first["cells"]);
    let index = std::fs::read_to_string(dir.join("reports/index.html")).unwrap();
    assert!(index.contains(&format!("ingetrokken op 2 mei 2024: {reason}")), "{index}");
    // Readers may hold it: it is attacked as before, and cannot be taken back twice.
    assert_eq!(::jaarlijn::audit::find(&dir.join("reports"), "reports").0.len(), 1);
    jaarlijn(dir, &["retract", "voorbeeld", "2023", "--reason", reason]).ends(2, &["error[P022]"]);

    // What comes next takes its place, though its numbers are the same.
    date(dir, "2024-05-03");
    jaarlijn(dir, &["build"]).ends(0, &["draft", "edition 2"]);
    jaarlijn(dir, &["publish"]).ends(0, &["published", "edition 2"]);
    let second = manifest(dir, "");
    assert_eq!(
        (&second["edition"], &second["replaces"]["retracted"]["reason"]),
        (&Value::from(2), &reason.into())
    );
    let text = words(dir).0.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("die werd ingetrokken op 2 mei 2024"), "{text}");
    jaarlijn(dir, &["build"]).ends(0, &["up to date"]);
    jaarlijn(dir, &["verify", &format!("{REPORT}/report.nl.pdf")]).ends(0, &["same bytes"]);
}

/// Publishes a report, and leaves a draft of a large correction beside it.
fn published_and_drafted() -> tempfile::TempDir {
    let dir = bare();
    put(dir.path(), DATA, provinces(2023, [60, 50, 40]));
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["published"]);
    put(dir.path(), DATA, provinces(2023, [52, 44, 31]));
    date(dir.path(), "2024-05-02");
    jaarlijn(dir.path(), &["build"]).ends(0, &["draft", "edition 2"]);
    assert!(dir.path().join(REPORT).join("draft").exists());
    dir
}

#[test]
fn an_edition_that_only_its_record_tells_anew_takes_its_draft_away() {
    let dir = workspace();
    let dir = dir.path();
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["published"]);
    // No page uses this template: whatever a reader sees stays the same.
    put(dir, "templates/unused.typ", "#let nothing = none\n");
    jaarlijn(dir, &["build"]).ends(0, &["draft", "templates changed"]);
    assert!(dir.join(REPORT).join("draft").exists());
    jaarlijn(dir, &["publish"]).ends(0, &["up to date"]);
    assert!(!dir.join(REPORT).join("draft").exists());
    jaarlijn(dir, &["build"]).ends(0, &["up to date"]);
    assert!(!dir.join(REPORT).join("draft").exists());
}

#[test]
fn a_draft_of_other_numbers_goes_when_the_next_one_waits() {
    let dir = published_and_drafted();
    let dir = dir.path();
    put(dir, DATA, provinces(2023, [58, 50, 40]));
    jaarlijn(dir, &["build", "--check"]).ends(0, &["held back"]);
    assert!(dir.join(REPORT).join("draft").exists(), "who only asks takes nothing away");
    jaarlijn(dir, &["build"]).ends(0, &["held back", "D004"]);
    assert!(!dir.join(REPORT).join("draft").exists());
    assert_eq!(manifest(dir, "")["edition"], 1);
}

#[test]
fn what_was_taken_back_keeps_no_correction_waiting() {
    let dir = published_and_drafted();
    let dir = dir.path();
    jaarlijn(dir, &["retract", "voorbeeld", "2023", "--reason", "fout"]).ends(0, &["retracted"]);
    assert!(!dir.join(REPORT).join("draft").exists(), "it was to replace what stands no more");
    // So little was corrected that it would wait, if anything stood.
    put(dir, DATA, provinces(2023, [58, 50, 40]));
    let said = jaarlijn(dir, &["build", "--publish"]);
    said.ends(0, &["published", "edition 2"]);
    assert!(!said.said().contains("D004"), "{}", said.said());
    assert_eq!(manifest(dir, "")["edition"], 2);
    // Readers may hold both.
    jaarlijn(dir, &["audit"]).ends(0, &["0 broken"]);
}
