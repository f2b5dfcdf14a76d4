//! What stands published when something is taken away, held back or only said once more: nothing of it changes
//! silently, and what is said of it is true.

use std::path::Path;

use hayro_syntax::Pdf;
use serde_json::Value;

use super::editions::{all, date, provinces, registrations};
use super::pdf_text::words;
use super::support::{bare, base, jaarlijn, put};

fn data(year: i32) -> String {
    format!("data/voorbeeld/registrations/{year}.csv")
}

/// Names the years of the workspace.
fn years(dir: &Path, years: &str) {
    let path = dir.join("data/workspace.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("years: [2023]", &format!("years: {years}"))).unwrap();
}

/// Adds to the settings of the line.
fn set(dir: &Path, text: &str) {
    let path = dir.join("data/voorbeeld/helpline.yaml");
    let before = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("{before}{text}\n")).unwrap();
}

fn manifest(dir: &Path, year: i32) -> Value {
    let path = dir.join(format!("reports/{year}/voorbeeld/manifest.json"));
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// Files that an edition was made from.
fn inputs(dir: &Path, year: i32) -> Vec<String> {
    let manifest = manifest(dir, year);
    let path = |i: &Value| i["path"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    manifest["inputs"].as_array().unwrap().iter().map(path).collect()
}

/// The words of a report, on one line.
fn page(dir: &Path, year: i32) -> String {
    let pdf = std::fs::read(dir.join(format!("reports/{year}/voorbeeld/report.nl.pdf"))).unwrap();
    let text = words(&Pdf::new(pdf).unwrap()).replace(['\u{a0}', '\n'], " ").replace('\u{ad}', "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How often a finding is told.
fn times(said: &str, code: &str) -> usize {
    said.lines().filter(|l| l.contains(&format!("[{code}]"))).count()
}

/// Two years in two files, with words on the second.
fn two_years(dir: &Path) {
    years(dir, "[2022, 2023]");
    put(dir, &data(2022), provinces(2022, [70, 80, 90]));
    put(dir, &data(2023), provinces(2023, [60, 50, 40]));
    put(dir, "data/voorbeeld/commentary/2023/foreword.md", "Een jaar om niet te vergeten.\n");
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["new"]);
}

#[test]
fn the_words_on_one_year_are_no_part_of_the_report_on_another() {
    let dir = bare();
    let dir = dir.path();
    two_years(dir);
    assert_eq!(inputs(dir, 2022), ["2022.csv", "2023.csv"]);
    assert_eq!(inputs(dir, 2023), ["foreword.md", "2022.csv", "2023.csv"]);
    let of_2022 = |dir: &Path| {
        let mut files = all(dir);
        files.retain(|name, _| name.starts_with("reports/2022"));
        files
    };
    let standing = of_2022(dir);
    put(dir, "data/voorbeeld/commentary/2023/foreword.md", "Een jaar om te onthouden.\n");
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["settings changed", "up to date"]);
    assert_eq!(of_2022(dir), standing);
}

#[test]
fn what_waits_changes_no_other_edition_and_diff_says_that_it_waits() {
    let dir = bare();
    let dir = dir.path();
    two_years(dir);
    let published = all(dir);
    put(dir, &data(2023), provinces(2023, [58, 52, 40]));
    date(dir, "2024-06-03");
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["held back", "up to date", "D004"]);
    assert_eq!(all(dir), published, "the other year stands byte for byte");
    jaarlijn(dir, &["verify", "reports/2022/voorbeeld/report.nl.pdf"]).ends(0, &["same"]);
    let other = jaarlijn(dir, &["verify", "reports/2023/voorbeeld/report.nl.pdf"]);
    other.ends(42, &["2023.csv", "is not the same file"]);
    assert!(!other.said().contains("foreword.md"), "{}", other.said());

    let said = jaarlijn(dir, &["diff", "voorbeeld", "2023"]);
    said.ends(0, &["edition 1 stands: the next one is held back"]);
    assert!(!said.said().contains("a build makes") && !said.out.contains('→'), "{}", said.said());
    let said = jaarlijn(dir, &["diff", "voorbeeld", "2023", "--format", "json"]);
    let json: Value = serde_json::from_str(&said.out).unwrap();
    let one = &json["differences"][0];
    assert_eq!((&one["held"], &one["changed"]), (&Value::from(true), &Value::from(false)));
    assert_eq!(one["revision"]["edition"], 1);
    assert_eq!(one["revision"]["changes"].as_array().unwrap().len(), 0);
}

/// A question about the years of the line.
const QUESTION: &str = "number: \"9\"\ndate: 2024-05-28\nasked:\n  - number: \"1\"\n    text: {nl: Proef}\n    parts:\n      \
     - {nl: Per provincie, line: voorbeeld, figure: contacts-by-province, period: PERIOD}\n";

#[test]
fn a_first_answer_tells_nothing_of_corrections_that_wait() {
    let dir = bare();
    let dir = dir.path();
    two_years(dir);
    put(dir, &data(2023), provinces(2023, [58, 52, 40]));
    date(dir, "2024-06-03");
    put(dir, "data/questions/nieuw.yaml", QUESTION.replace("PERIOD", "2022/2023"));
    put(dir, "data/questions/ouder.yaml", QUESTION.replace("PERIOD", "2022"));
    let run = jaarlijn(dir, &["build", "--publish"]);
    run.ends(0, &["held back", "D004", "this report waits"]);
    assert!(!dir.join("reports/answers/nieuw").exists(), "{}", run.said());
    // With the corrections that it waits for it is made.
    put(dir, &data(2023), provinces(2023, [40, 70, 90]));
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["edition 2"]);
    assert!(dir.join("reports/answers/nieuw/report.nl.pdf").exists());
}

#[test]
fn no_file_says_how_many_rows_a_delivery_has() {
    let dir = bare();
    let dir = dir.path();
    two_years(dir);
    let manifest = manifest(dir, 2023);
    for input in manifest["inputs"].as_array().unwrap() {
        let keys: Vec<&String> = input.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["path", "sha256"]);
    }
    let told = manifest["findings"].as_array().unwrap().iter().map(|f| f["code"].as_str().unwrap());
    assert!(told.into_iter().all(|code| !code.starts_with(['D', 'V'])));
}

const BEFORE: &str =
    "figures:\n  - {id: jaar-2022, measure: contacts, period: 2022, value: 25, source: Vraag 1}\n";

/// A report on 2023 that looks back on 2022, and one on 2022.
fn looking_back(dir: &Path) {
    years(dir, "[2022, 2023]");
    put(dir, &data(2022), registrations(2022, 25, 0));
    put(dir, &data(2023), registrations(2023, 30, 20));
    put(dir, "data/voorbeeld/published.yaml", BEFORE);
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["new"]);
}

#[test]
fn a_published_year_without_registrations_stops_its_line() {
    let dir = base();
    let dir = dir.path();
    looking_back(dir);
    let published = all(dir);
    std::fs::remove_file(dir.join(data(2022))).unwrap();
    for command in ["check", "build"] {
        jaarlijn(dir, &[command])
            .ends(10, &["V095", "figures of 2022 were published", "no_longer_kept: [2022]"]);
    }
    assert_eq!(all(dir), published);
    put(dir, &data(2022), registrations(2022, 25, 0));
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["up to date"]);
}

#[test]
fn registrations_that_may_be_kept_no_longer_are_told_and_are_no_zero() {
    let dir = base();
    let dir = dir.path();
    looking_back(dir);
    let mut published = all(dir);
    std::fs::remove_file(dir.join(data(2022))).unwrap();
    set(dir, "no_longer_kept: [2022]");
    date(dir, "2024-06-03");
    let said = jaarlijn(dir, &["build", "--publish"]);
    said.ends(0, &["registrations no longer kept", "edition 2"]);
    assert!(!said.said().contains("R001") && !said.said().contains("V093"), "{}", said.said());
    let mut after = all(dir);
    for files in [&mut published, &mut after] {
        files.retain(|name, _| name.starts_with("reports/2022"));
    }
    assert_eq!(after, published, "what stands, stands");
    let manifest = manifest(dir, 2023);
    let computed = manifest["cells"].as_array().unwrap().iter().find(|c| {
        let dims = c["dimensions"].as_str().unwrap();
        c["figure"] == "published-before" && dims.contains("vintage=computed")
    });
    let computed = computed.unwrap();
    assert_eq!((&computed["value"], &computed["obs_status"]), (&Value::from(""), &Value::from("O")));
    // Nothing is known of all years together.
    let cells = manifest["cells"].as_array().unwrap();
    let running =
        cells.iter().find(|c| c["measure"] == "contacts_cumulative" && c["period"] == "2023").unwrap();
    assert_eq!((&running["value"], &running["obs_status"]), (&Value::from(""), &Value::from("O")));
    let page = page(dir, 2023);
    assert!(page.contains("Sinds de vorige uitgave zijn gegevens weggevallen."), "{page}");
    assert!(page.contains("De registraties van 2022 worden niet meer bewaard."), "{page}");
    assert!(!page.contains("verbeterd of aangevuld"), "{page}");
    std::fs::remove_dir_all(dir.join(".jaarlijn-cache")).unwrap();
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["up to date", "registrations no longer kept"]);
}

#[test]
fn a_gap_between_years_is_never_accepted() {
    let dir = base();
    let dir = dir.path();
    years(dir, "[2021, 2022, 2023]");
    for year in [2021, 2022, 2023] {
        put(dir, &data(year), registrations(year, 30, 0));
    }
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["new"]);
    let published = all(dir);
    std::fs::remove_file(dir.join(data(2022))).unwrap();
    set(dir, "no_longer_kept: [2022]");
    jaarlijn(dir, &["build", "--publish"]).ends(10, &["V095", "they run from 2021 to 2023"]);
    assert_eq!(all(dir), published);
}

#[test]
fn what_is_left_out_is_named_and_no_data_are_said_to_be_corrected() {
    let dir = base();
    let dir = dir.path();
    looking_back(dir);
    std::fs::remove_file(dir.join("data/voorbeeld/published.yaml")).unwrap();
    date(dir, "2024-06-03");
    jaarlijn(dir, &["build", "--publish", "--year", "2023"]).ends(0, &["edition 2"]);
    let page = page(dir, 2023);
    assert!(page.contains("Geen enkel getal dat in beide uitgaven staat, is gewijzigd."), "{page}");
    assert!(page.contains("Niet meer opgenomen Eerder gepubliceerde cijfers"), "{page}");
    assert!(!page.contains("verbeterd of aangevuld") && !page.contains("teken [r]"), "{page}");
}

#[test]
fn each_thing_is_told_once() {
    let dir = base();
    let dir = dir.path();
    looking_back(dir);
    let two = "  - {id: weer-2022, measure: contacts, period: 2022, value: 52, source: Vraag 2}\n";
    put(dir, "data/voorbeeld/published.yaml", format!("{BEFORE}{two}"));
    let said = jaarlijn(dir, &["build", "--publish"]);
    said.ends(0, &["published 52, computed 25", "D031] data/workspace.yaml:2:"]);
    assert_eq!((times(&said.said(), "R001"), times(&said.said(), "D031")), (1, 2), "{}", said.said());
    let again = jaarlijn(dir, &["build", "--publish"]);
    again.ends(0, &["up to date"]);
    assert_eq!((times(&again.said(), "R001"), times(&again.said(), "D031")), (1, 0), "{}", again.said());
}

#[test]
fn what_protection_costs_is_the_same_before_and_after_publishing() {
    let dir = base();
    let dir = dir.path();
    put(dir, &data(2023), provinces(2023, [60, 50, 3]));
    let cost = |said: String| said.lines().find(|l| l.contains("[D002]")).unwrap().to_owned();
    let before = cost(jaarlijn(dir, &["check"]).said());
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["new"]);
    assert_eq!(cost(jaarlijn(dir, &["check"]).said()), before);
}
