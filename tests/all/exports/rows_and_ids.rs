//! Rows that stand twice, ids that begin anew, several rows of one contact.

use std::path::Path;

use super::super::support::{jaarlijn, put};
use super::case;

/// The value of the one cell of a figure that has these texts in its record.
#[track_caller]
fn value(dir: &Path, report: &str, figure: &str, texts: &[&str]) -> String {
    let path = dir.join("reports").join(report).join("figures.csv");
    let mut reader = csv::Reader::from_path(&path).unwrap();
    let at = reader.headers().unwrap().iter().position(|h| h == "value").unwrap();
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let has = |record: &&csv::StringRecord| {
        &record[0] == figure && texts.iter().all(|text| record.iter().any(|cell| cell == *text))
    };
    let found: Vec<&csv::StringRecord> = records.iter().filter(has).collect();
    assert_eq!(found.len(), 1, "{figure} {texts:?}: {found:?}");
    found[0][at].to_owned()
}

fn settings(dir: &Path, path: &str, change: impl FnOnce(String) -> String) {
    let text = std::fs::read_to_string(dir.join(path)).unwrap();
    put(dir, path, change(text));
}

#[test]
fn the_same_export_twice_is_refused_with_both_places_or_counted_once() {
    let Some(dir) = case("04-same-export-twice") else { return };
    let refused = [
        "error[V154] data/lijn/registrations/export 2024 eerste helft.csv: this file is equal to",
        "the records of lines 2 to 50 stand in data/lijn/registrations/export 2024 eerste helft (1).csv too, in \
         lines 257 to 305",
        "`same_rows: once`",
    ];
    jaarlijn(dir.path(), &["build", "--publish"]).ends(10, &refused);
    settings(dir.path(), "data/lijn/helpline.yaml", |text| format!("{text}same_rows: once\n"));
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["953 → 600"]);
    let texts = ["contacts", "2024"];
    assert_eq!(value(dir.path(), "2024/lijn", "contacts-per-year", &texts), "600");
}

#[test]
fn ids_that_restart_are_one_finding_and_a_setting() {
    let Some(dir) = case("05-ids-restart-each-year") else { return };
    let run = jaarlijn(dir.path(), &["build", "--publish"]);
    run.ends(10, &["error[V151]", "unique_in: file", "1 error, 0 warnings"]);
    settings(dir.path(), "data/lijn/helpline.yaml", |text| format!("{text}unique_in: file\n"));
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["970 → 970"]);
    assert_eq!(value(dir.path(), "2024/lijn", "contacts-per-year", &["contacts", "2024"]), "350");
    // The other way out: an id of two columns.
    let year = |text: String| {
        text.replace("unique_in: file\n", "").replace("id: Volgnr", "id: {columns: [Volgnr, Datum]}")
    };
    settings(dir.path(), "data/lijn/helpline.yaml", year);
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["970 → 970"]);
}

#[test]
fn legs_of_a_telephone_exchange_are_calls() {
    let Some(dir) = case("pbx-legs-as-calls") else { return };
    jaarlijn(dir.path(), &["build", "--publish"])
        .ends(0, &["warning[V158]", "270 of 270 rows", "`count_by:`", "`linkedid`"]);
    settings(dir.path(), "data/line/helpline.yaml", |text| {
        text.replace("  - match: \"*.csv\"\n", "  - match: \"*.csv\"\n    count_by: linkedid\n")
    });
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["270 → 90"]);
    let of = |texts: &[&str]| value(dir.path(), "2024/line", "funnel", texts);
    assert_eq!(of(&["contacts", "incoming"]), "90");
    assert_eq!(of(&["contacts", "answered"]), "63");
    assert_eq!(value(dir.path(), "2024/line", "answer-rates", &["answer_rate"]), "70.0");
    assert_eq!(value(dir.path(), "2024/line", "rows", &["rule=same:contact"]), "180");
}

#[test]
fn what_a_hint_leaves_out_is_said() {
    let Some(dir) = case("start-empty-when-abandoned") else { return };
    let told = ["error[V020]", "error[V092]", "all 47 of them are attempts that nobody answered"];
    jaarlijn(dir.path(), &["build", "--publish"]).ends(10, &told);
    // Who skips them all the same is told.
    settings(dir.path(), "data/line/helpline.yaml", |text| {
        text.replace(
            "    skip:\n",
            "    skip:\n      - {rule: no start, column: Start Time, equals: [\"\"]}\n",
        )
    });
    let told = ["warning[V164]", "rule `no start`", "warning[V163]", "every attempt of 2024 was answered"];
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &told);
}

#[test]
fn texts_without_a_meaning_are_told_by_value() {
    let Some(dir) = case("29-french-spaces-and-24h15") else { return };
    // One finding for a cause, not one for a row.
    let run = jaarlijn(dir.path(), &["build", "--publish"]);
    assert!(run.err.lines().filter(|l| l.starts_with("warning[")).count() < 12, "{}", run.err);
    let Some(dir) = case("17-multi-select-and-age-units") else { return };
    let run = jaarlijn(dir.path(), &["build", "--publish"]);
    assert!(run.err.lines().filter(|l| l.starts_with("warning[")).count() < 70, "{}", run.err);
}
