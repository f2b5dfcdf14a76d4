//! Each setting of protection, of the workspace and of a line, changes what is published; and what is then
//! published withstands the attack.

use std::collections::BTreeMap;
use std::path::Path;

use super::support::{bare, jaarlijn, put};

/// A published count: its value, whether it is withheld, the ids of its notes.
struct Shown {
    value: Option<i64>,
    withheld: bool,
    notes: String,
}

type Counts = BTreeMap<(String, String, String), Shown>;

/// Builds the example with settings added to the workspace and to the line; gives the counts of contacts, and
/// what the manifest says of the protection.
fn built(workspace: &str, line: &str) -> (Counts, serde_json::Value) {
    let dir = bare();
    add(dir.path(), "data/workspace.yaml", workspace);
    add(dir.path(), "data/voorbeeld/helpline.yaml", line);
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["published"]);
    jaarlijn(dir.path(), &["audit"]).ends(0, &["withstands"]);
    let folder = dir.path().join("reports/2023/voorbeeld");
    let mut reader = csv::Reader::from_path(folder.join("figures.csv")).unwrap();
    let mut counts = Counts::new();
    for record in reader.records().map(Result::unwrap).filter(|r| &r[1] == "contacts") {
        let key = (record[0].to_owned(), record[4].to_owned(), record[5].to_owned());
        let shown = Shown {
            value: record[6].parse().ok(),
            withheld: &record[9] == "C",
            notes: record[10].to_owned(),
        };
        counts.insert(key, shown);
    }
    let manifest = std::fs::read(folder.join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
    (counts, manifest["protection"]["lines"]["voorbeeld"].clone())
}

fn add(dir: &Path, file: &str, text: &str) {
    let old = std::fs::read_to_string(dir.join(file)).unwrap();
    put(dir, file, format!("{old}\n{text}\n"));
}

fn withheld(counts: &Counts) -> usize {
    counts.values().filter(|c| c.withheld).count()
}

#[test]
fn a_threshold_of_the_line_goes_before_that_of_the_workspace() {
    let (five, _) = built("", "");
    let (two, said) = built("threshold: 2", "");
    assert!(withheld(&two) < withheld(&five), "{} {}", withheld(&two), withheld(&five));
    assert_eq!(said["threshold"], 2);
    let (line, said) = built("threshold: 9", "threshold: 2");
    assert_eq!((withheld(&line), &said["threshold"]), (withheld(&two), &serde_json::json!(2)));
}

#[test]
fn a_wider_interval_hides_more() {
    let (usual, said) = built("", "");
    assert_eq!(said["interval_width"], 3);
    let (wide, said) = built("protection: {interval_width: 12}", "");
    assert_eq!(said["interval_width"], 12);
    assert!(withheld(&wide) > withheld(&usual), "{} {}", withheld(&wide), withheld(&usual));
    let (line, said) = built("protection: {interval_width: 12}", "protection: {interval_width: 3}");
    assert_eq!((withheld(&line), &said["interval_width"]), (withheld(&usual), &serde_json::json!(3)));
}

#[test]
fn a_zero_is_hidden_only_where_it_may_be() {
    let (_, said) = built("", "");
    assert_eq!(said["zeros"], "printed");
    let (_, said) = built("", "protection: {zeros: may_be_hidden}");
    assert_eq!(said["zeros"], "may_be_hidden");
}

#[test]
fn what_is_not_sensitive_may_be_small() {
    let small = |counts: &Counts, dim: &str| {
        let of = counts.iter().filter(|((_, _, dims), _)| dims.starts_with(dim) && !dims.contains(';'));
        of.filter(|(_, c)| c.value.is_some_and(|n| (1..5).contains(&n))).count()
    };
    let (all, said) = built("", "");
    assert_eq!(
        (small(&all, "province="), small(&all, "age="), &said["sensitive"]),
        (0, 0, &serde_json::json!([]))
    );
    let (age, said) = built("", "protection: {sensitive: [age]}");
    assert_eq!(said["sensitive"], serde_json::json!(["age"]));
    assert!(small(&age, "weekday=") > 0, "a small number of a weekday is printed");
    assert_eq!(small(&all, "weekday="), 0);
    let months =
        |counts: &Counts| counts.iter().filter(|((_, p, _), c)| p.contains('-') && c.withheld).count();
    assert!(months(&all) > 0 && months(&age) == 0, "months are no trait of persons here");
    assert_eq!(small(&age, "age="), 0);
}

#[test]
fn a_line_may_have_its_counts_rounded() {
    let (rounded, said) = built("", "protection: {method: rounding, base: 5}");
    assert_eq!(
        (&said["method"], &said["base"], &said["deviation"]),
        (&"rounding".into(), &5.into(), &4.into())
    );
    assert_eq!(withheld(&rounded), 0);
    assert!(rounded.values().filter_map(|c| c.value).all(|n| n % 5 == 0));
    assert!(rounded.values().filter(|c| c.value.is_some()).all(|c| c.notes.contains("rounded")));
    // 24 contacts.
    let key = |dims: &str| ("contacts-per-year".to_owned(), "2023".to_owned(), dims.to_owned());
    assert_eq!(rounded.get(&key("")).and_then(|c| c.value), Some(25));
    // The line's method goes before that of the workspace.
    let (hidden, said) = built("protection: {method: rounding}", "protection: {method: hiding}");
    assert_eq!(said["method"], "hiding");
    assert!(withheld(&hidden) > 0);
}

#[test]
fn a_series_may_begin_like_a_figure_of_the_landscape() {
    let dir = bare();
    let series = "series:\n  others_asked: {nl: Vragen aan anderen, unit: contact, chapter: volume, source: {nl: eigen telling}}";
    add(dir.path(), "data/voorbeeld/helpline.yaml", series);
    put(dir.path(), "data/voorbeeld/series/vragen.csv", "series,period,value\nothers_asked,2023,57\n");
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["published"]);
    let manifest = std::fs::read_to_string(dir.path().join("reports/2023/voorbeeld/manifest.json")).unwrap();
    assert!(manifest.contains("Vragen aan anderen: 57"), "the headline is that of a series");
    assert!(!manifest.contains("elders gepubliceerd"));
}
