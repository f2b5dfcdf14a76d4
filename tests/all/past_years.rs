//! Years that have a report of their own: reports that look back on them say what it says.

use std::path::Path;

use super::editions::{all, date, provinces, registrations};
use super::support::{bare, base, jaarlijn, put};

/// Names the years of the workspace.
fn years(dir: &Path, years: &str) {
    let path = dir.join("data/workspace.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    let lines = text.lines().map(|l| if l.starts_with("years:") { years.to_owned() } else { l.to_owned() });
    std::fs::write(&path, lines.collect::<Vec<_>>().join("\n")).unwrap();
}

fn data(dir: &Path, year: i32, text: String) {
    put(dir, &format!("data/voorbeeld/registrations/{year}.csv"), text);
}

/// Contacts of 2022 as the report on a year prints them, with the notes of the cell.
fn contacts_of_2022(dir: &Path, report: i32) -> (String, String) {
    let path = dir.join(format!("reports/{report}/voorbeeld/figures.csv"));
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows = reader.records().map(Result::unwrap);
    let mut own = rows.filter(|r| &r[0] == "contacts-per-year" && &r[1] == "contacts" && &r[4] == "2022");
    let row = own.next().unwrap();
    (row[6].to_owned(), row[10].to_owned())
}

/// A report on 2022 and, a year later, one on 2023.
fn two_reports(dir: &Path, before: String, after: String) {
    data(dir, 2022, before);
    data(dir, 2023, after);
    years(dir, "years: [2022]");
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["new"]);
    years(dir, "years: [2023]");
    date(dir, "2024-05-02");
    let next = jaarlijn(dir, &["build", "--publish"]);
    next.ends(0, &["new"]);
    assert!(!next.said().contains("edition 2"), "{}", next.said());
    assert!(!next.said().contains("D030"), "{}", next.said());
}

#[test]
fn a_past_year_is_published_anew_with_the_report_that_looks_back_on_it() {
    let dir = base();
    let dir = dir.path();
    two_reports(dir, registrations(2022, 25, 0), registrations(2023, 30, 20));
    data(dir, 2022, registrations(2022, 35, 0));
    date(dir, "2024-06-03");
    let said = jaarlijn(dir, &["build", "--publish"]);
    said.ends(0, &["2022", "2023", "edition 2: figures changed"]);
    assert!(!said.said().contains("D030"), "{}", said.said());
    let (number, notes) = contacts_of_2022(dir, 2022);
    assert_eq!((number.as_str(), notes.ends_with("revised")), ("35", true), "{notes}");
    assert_eq!(contacts_of_2022(dir, 2023).0, "35");
    jaarlijn(dir, &["audit"]).ends(0, &[" 0 broken"]);
    // The past year is no part of the next build, and both stand.
    let published = all(dir);
    let idle = jaarlijn(dir, &["build", "--publish"]);
    idle.ends(0, &["up to date"]);
    std::fs::remove_dir_all(dir.join(".jaarlijn-cache")).unwrap();
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["up to date"]);
    assert_eq!(all(dir), published);
    jaarlijn(dir, &["verify", "reports/2022/voorbeeld/report.nl.pdf"]).ends(0, &["same"]);
    jaarlijn(dir, &["diff", "voorbeeld", "2022"]).ends(0, &["25", "35"]);
}

#[test]
fn a_silent_restatement_is_told() {
    let dir = base();
    let dir = dir.path();
    two_reports(dir, registrations(2022, 25, 0), registrations(2023, 30, 20));
    data(dir, 2022, registrations(2022, 35, 0));
    jaarlijn(dir, &["build", "--publish", "--year", "2023"])
        .ends(0, &["D030", "the report on 2022 (edition 1) says 25, the report on 2023 says 35"]);
    assert_eq!(contacts_of_2022(dir, 2022).0, "25");
    assert!(contacts_of_2022(dir, 2023).1.contains("revised"));
    let whole = jaarlijn(dir, &["build", "--publish"]);
    whole.ends(0, &["edition 2"]);
    assert!(!whole.said().contains("D030"), "{}", whole.said());
    assert_eq!(contacts_of_2022(dir, 2022).0, contacts_of_2022(dir, 2023).0);
}

#[test]
fn a_correction_that_waits_goes_along_with_the_next_report() {
    let dir = bare();
    let dir = dir.path();
    years(dir, "years: [2022]");
    data(dir, 2022, provinces(2022, [60, 50, 40]));
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["new"]);
    data(dir, 2022, provinces(2022, [58, 50, 40]));
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["held back"]);
    data(dir, 2023, provinces(2023, [70, 80, 90]));
    years(dir, "years: [2023]");
    date(dir, "2024-06-03");
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["2022", "edition 2", "2023", "new"]);
    assert_eq!(contacts_of_2022(dir, 2022).0, "148");
    assert_eq!(contacts_of_2022(dir, 2023).0, "148");
    jaarlijn(dir, &["audit"]).ends(0, &[" 0 broken"]);
}

#[test]
fn a_correction_of_a_few_of_a_past_year_waits_too() {
    let dir = bare();
    let dir = dir.path();
    two_reports(dir, provinces(2022, [60, 50, 40]), provinces(2023, [70, 80, 90]));
    let published = all(dir);
    data(dir, 2022, provinces(2022, [58, 50, 40]));
    let said = jaarlijn(dir, &["build", "--publish"]);
    said.ends(0, &["held back", "D004"]);
    assert!(!said.said().contains("D030"), "{}", said.said());
    assert_eq!(all(dir), published, "nothing of it shows");
}
