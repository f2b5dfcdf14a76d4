//! Commentary on the demonstration data: wrong sentences are found, true ones are not.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::support::{jaarlijn, repository};

/// Report year of each line of the demonstration.
const YEARS: [(&str, i32); 4] =
    [("1712", 2023), ("stop-it-now", 2020), ("tele-onthaal", 2020), ("nupraatikerover", 2021)];

fn rows(name: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(repository().join("tests/commentary").join(name)).unwrap();
    text.lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty())
        .map(|l| l.split(" | ").map(str::to_owned).collect())
        .collect()
}

fn copy(from: &Path, to: &Path) {
    for file in super::support::files(from) {
        let target = to.join(file.strip_prefix(from).unwrap());
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::copy(file, target).unwrap();
    }
}

/// The demonstration with one paragraph per text, and the findings of each: line and paragraph to codes.
fn findings(
    texts: &[(String, String)],
    settings: &str,
) -> (i32, BTreeMap<(String, usize), BTreeSet<String>>) {
    let root = tempfile::tempdir().unwrap();
    copy(&repository().join("data"), &root.path().join("data"));
    let workspace = root.path().join("data/workspace.yaml");
    let before = std::fs::read_to_string(&workspace).unwrap();
    std::fs::write(&workspace, format!("{before}{settings}")).unwrap();
    for (line, year) in YEARS {
        let folder = root.path().join(format!("data/{line}/commentary/{year}"));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let mine: Vec<&str> = texts.iter().filter(|(l, _)| l == line).map(|(_, t)| t.as_str()).collect();
        if !mine.is_empty() {
            std::fs::write(folder.join("volume.md"), mine.join("\n\n")).unwrap();
        }
    }
    let run = jaarlijn(root.path(), &["check", "--format", "json"]);
    let said: serde_json::Value = serde_json::from_str(run.out.trim()).unwrap();
    let mut found: BTreeMap<(String, usize), BTreeSet<String>> = BTreeMap::new();
    for finding in said["findings"].as_array().unwrap() {
        let file = finding["place"]["file"].as_str().unwrap_or_default();
        if file.ends_with("volume.md") {
            // Every text is a paragraph of one line.
            let paragraph = usize::try_from(finding["place"]["line"].as_u64().unwrap()).unwrap() / 2;
            let line = finding["helpline"].as_str().unwrap().to_owned();
            let code = finding["code"].as_str().unwrap().to_owned();
            found.entry((line, paragraph)).or_default().insert(code);
        }
    }
    (run.code, found)
}

/// Position of each text among those of its line.
fn numbered(texts: &[(String, String)]) -> Vec<((String, usize), &str)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    texts
        .iter()
        .map(|(line, text)| {
            let n = counts.entry(line).or_default();
            *n += 1;
            ((line.clone(), *n - 1), text.as_str())
        })
        .collect()
}

#[test]
fn every_wrong_sentence_is_found() {
    let rows = rows("wrong.txt");
    let texts: Vec<(String, String)> = rows.iter().map(|r| (r[0].clone(), r[3].clone())).collect();
    let (code, found) = findings(&texts, "");
    assert_eq!(code, 0, "claims are warnings");
    for ((key, text), row) in numbered(&texts).into_iter().zip(&rows) {
        let expected: BTreeSet<String> = row[2].split(' ').map(str::to_owned).collect();
        assert_eq!(found.get(&key), Some(&expected), "{text}");
    }
    let errors: BTreeSet<&str> = rows.iter().map(|r| r[1].as_str()).collect();
    for error in [
        "D1", "D2", "D3", "D6", "D9", "D10", "D11", "D12", "D13", "D14", "D15", "D16", "D21", "D22", "D23",
        "D24",
    ] {
        assert!(errors.contains(error), "{error} has no sentence");
    }
}

#[test]
fn no_true_sentence_is_found() {
    let rows = rows("right.txt");
    assert!(rows.len() >= 40);
    let texts: Vec<(String, String)> = rows.iter().map(|r| (r[0].clone(), r[1].clone())).collect();
    let (code, found) = findings(&texts, "");
    assert_eq!(code, 0);
    for (key, text) in numbered(&texts) {
        assert_eq!(found.get(&key), None, "{text}");
    }
}

#[test]
fn strict_settings_refuse_the_report() {
    let wrong = vec![("1712".to_owned(), "In 2023 waren er 9.045 oproepen.".to_owned())];
    let (code, found) = findings(&wrong, "commentary: {strict: true}\n");
    assert_eq!(code, 10);
    assert_eq!(found.len(), 1);
}

#[test]
fn nothing_is_told_about_what_is_withheld() {
    // All claims about a withheld cell get the same answer, the right one included. The cell is withheld
    // in the demonstration: the reference says so.
    let reference = "{contacts-by-referral-destination#2020;doctor}".to_owned();
    let (code, found) = findings(&[("stop-it-now".to_owned(), reference)], "");
    assert_eq!(code, 10);
    assert_eq!(found.values().next(), Some(&BTreeSet::from(["K014".to_owned()])));
    let texts: Vec<(String, String)> = [10, 11, 12, 57]
        .into_iter()
        .map(|n| ("stop-it-now".to_owned(), format!("Naar de huisarts gingen in 2020 {n} contactnames.")))
        .chain((1..=4).map(|n| {
            ("stop-it-now".to_owned(), format!("Naar de huisarts gingen in 2020 {n} contactnames."))
        }))
        .collect();
    let (_, found) = findings(&texts, "");
    let answers: BTreeSet<Option<&BTreeSet<String>>> =
        numbered(&texts).iter().map(|(key, _)| found.get(key)).collect();
    assert_eq!(answers, BTreeSet::from([Some(&BTreeSet::from(["L20".to_owned()]))]), "{found:?}");
}

/// Checks 1712, of whose contacts in 2023 an edition printed another number than they are, with a sentence that
/// repeats it and with further figures in `published.yaml`.
fn printed_before(printed: &str, text: &str, published: &str) -> super::support::Run {
    let root = tempfile::tempdir().unwrap();
    copy(&repository().join("data"), &root.path().join("data"));
    let folder = root.path().join("reports/2023/1712");
    std::fs::create_dir_all(&folder).unwrap();
    let cell = serde_json::json!({
        "figure": "contacts-per-year", "measure": "contacts", "stage": "answered", "unit": "call",
        "period": "2023", "dimensions": "", "value": printed, "base": "", "obs_status": "A", "conf_status": "F",
        "note": "",
    });
    let manifest = serde_json::json!({
        "format": 1, "year": 2023, "edition": 1, "date": "2024-04-15", "inputs": [], "files": [], "cells": [cell],
    });
    std::fs::write(folder.join("manifest.json"), manifest.to_string()).unwrap();
    std::fs::write(root.path().join("data/1712/commentary/2023/volume.md"), text).unwrap();
    let file = root.path().join("data/1712/published.yaml");
    let before = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("{before}{published}")).unwrap();
    jaarlijn(root.path(), &["check", "1712"])
}

/// A published figure that is other than what the registrations give.
const WRONG: &str = "  - {id: wrong, measure: contacts, period: 2023, value: 9000, source: A newspaper}\n";

#[test]
fn a_number_of_an_earlier_edition_is_recognised() {
    let run = printed_before("9324", "In 2023 beantwoordde de lijn 9.324 oproepen.\n", WRONG);
    let place = "warning[L02] data/1712/commentary/2023/volume.md:1:30";
    run.ends(
        0,
        &[place, "9324 was printed in edition 1", "now 9424", "published 9000, computed 9424", "50390"],
    );
}

#[test]
fn what_a_correction_that_waits_would_print_is_not_told() {
    let run = printed_before("9421", "In 2023 beantwoordde de lijn 9.421 oproepen.\n", WRONG);
    run.ends(0, &["warning[D004]", "so little was corrected"]);
    // Neither in what is said of the editor's words and of published figures, nor by the rows that were used.
    for number in ["9424", "9.424", "50390"] {
        assert!(!run.said().contains(number), "{}", run.said());
    }
}

/// The demonstration's chat line with a series of staff, in Dutch and French, and commentary on it.
fn with_staff(texts: &[(&str, &str)]) -> super::support::Run {
    let root = tempfile::tempdir().unwrap();
    copy(&repository().join("data"), &root.path().join("data"));
    let line = root.path().join("data/nupraatikerover");
    let settings = std::fs::read_to_string(line.join("helpline.yaml")).unwrap();
    let label = "nl: Medewerkers, fr: Collaborateurs, en: Staff, de: Mitarbeitende";
    let series = format!("\nseries:\n  crew: {{{label}, unit: fte, chapter: means}}\n");
    // No other staff than this, so that it is clear which is meant.
    let others = |l: &&str| !l.starts_with("  fte_added");
    let settings = settings.lines().filter(others).collect::<Vec<_>>().join("\n");
    std::fs::remove_file(line.join("series/personeel.csv")).unwrap();
    let published = std::fs::read_to_string(line.join("published.yaml")).unwrap();
    let published: Vec<&str> = published.lines().filter(|l| !l.contains("fte_added")).collect();
    std::fs::write(line.join("published.yaml"), published.join("\n")).unwrap();
    std::fs::write(line.join("helpline.yaml"), settings.replacen("\nseries:\n", &series, 1)).unwrap();
    std::fs::write(line.join("series/crew.csv"), "series,period,value\ncrew,2020,1.0\ncrew,2021,1.2\n")
        .unwrap();
    let folder = line.join("commentary/2021");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for (name, text) in texts {
        std::fs::write(folder.join(name), text).unwrap();
    }
    jaarlijn(root.path(), &["check", "nupraatikerover"])
}

#[test]
fn staff_is_compared_with_its_series() {
    let run = with_staff(&[(
        "means.md",
        "In 2021 werkten er 1,2 VTE medewerkers.\n\nIn 2021 werkten er 1,4 VTE medewerkers.\n",
    )]);
    run.ends(
        0,
        &["warning[L03] data/nupraatikerover/commentary/2021/means.md:3:20", "claimed 1.4 FTE, computed 1.2"],
    );
    assert!(!run.said().contains("means.md:1:"), "{}", run.said());
    let run = with_staff(&[("means.md", "In 2021 werkten er 1,0 VTE medewerkers.\n")]);
    run.ends(0, &["warning[L04]", "that is the number of 2020"]);
}

#[test]
fn numbers_of_other_languages_must_be_published_ones() {
    let french =
        "En 2021, 923 entretiens ont eu lieu, soit 1,0 % de plus.\n\nEn 2021, 932 entretiens ont eu lieu.\n";
    let run = with_staff(&[("volume.fr.md", french)]);
    run.ends(
        0,
        &[
            "note[L03] data/nupraatikerover/commentary/2021/volume.fr.md:3:10",
            "932 is no published number of this report",
        ],
    );
    assert!(!run.said().contains("volume.fr.md:1:"), "{}", run.said());
    let english = "There were 923 conversations in 2021, up 1.0%.\n\nUp 7.5% on 5 July.\n";
    let run = with_staff(&[("volume.en.md", english)]);
    run.ends(0, &["volume.en.md:3:4", "7.5% is no published number"]);
    assert!(!run.said().contains("volume.en.md:1:"), "{}", run.said());
}
