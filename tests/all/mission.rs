//! Everything that was asked: `tests/mission.yaml` names what delivers it, and each of these must be there.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::demo::{built, published_cells};
use super::support::{jaarlijn, repository};

/// What delivers one row of the mission.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    what: String,
    #[serde(default)]
    figures: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    cases: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    settings: Vec<String>,
    #[serde(default)]
    commands: Vec<String>,
    #[serde(default)]
    files: Vec<String>,
    #[serde(default)]
    reason: String,
}

fn rows() -> BTreeMap<String, Row> {
    let text = std::fs::read_to_string(repository().join("tests/mission.yaml")).unwrap();
    serde_yaml::from_str(&text).unwrap()
}

#[test]
fn every_row_of_the_mission_is_mapped() {
    let rows = rows();
    let wanted: BTreeSet<String> = (1..=98).map(|n| format!("A{n:02}")).collect();
    assert_eq!(rows.keys().cloned().collect::<BTreeSet<_>>(), wanted);
    for (id, row) in &rows {
        assert!(!row.what.is_empty(), "{id}");
        let something = !row.figures.is_empty()
            || !row.cases.is_empty()
            || !row.words.is_empty()
            || !row.settings.is_empty()
            || !row.commands.is_empty()
            || !row.files.is_empty()
            || !row.reason.is_empty();
        assert!(something, "{id} is neither delivered nor given a reason");
    }
}

#[test]
fn every_figure_of_the_mission_stands_in_its_case() {
    let asked: BTreeSet<(String, String)> = rows()
        .into_values()
        .flat_map(|row| row.cases)
        .flat_map(|(case, figures)| figures.into_iter().map(move |f| (case.clone(), f)))
        .collect();
    assert!(!asked.is_empty());
    let cases: BTreeSet<&String> = asked.iter().map(|(case, _)| case).collect();
    let mut there = BTreeSet::new();
    for case in cases {
        let dir = super::cases::workspace(&repository().join("tests/cases").join(case));
        jaarlijn(dir.path(), &["build"]);
        for file in super::support::files(&dir.path().join("reports")) {
            if file.ends_with("figures.csv") {
                let cells = published_cells(file.parent().unwrap());
                there.extend(cells.into_iter().map(|c| (case.clone(), c.figure)));
            }
        }
    }
    let gone: Vec<_> = asked.difference(&there).collect();
    assert!(gone.is_empty(), "{gone:?}");
}

#[test]
fn every_figure_of_the_mission_stands_in_its_report() {
    let mut wrong = Vec::new();
    let mut reports: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (id, row) in rows() {
        for (report, figures) in row.figures {
            let there = reports.entry(report.clone()).or_insert_with(|| {
                let cells = published_cells(&built().join("reports").join(&report));
                cells.into_iter().map(|c| c.figure).collect()
            });
            let missing = figures.iter().filter(|f| !there.contains(*f));
            wrong.extend(missing.map(|f| format!("{id}: {report} has no figure {f}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_word_setting_command_and_file_of_the_mission_is_there() {
    let root = repository();
    let mut words: BTreeSet<String> = BTreeSet::new();
    for entry in std::fs::read_dir(root.join("templates/words")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == "nl.yaml" || name.ends_with(".nl.yaml") {
            let text = std::fs::read_to_string(&path).unwrap();
            words.extend(serde_yaml::from_str::<BTreeMap<String, String>>(&text).unwrap().into_keys());
        }
    }
    let defaults = std::fs::read_to_string(root.join("src/config/defaults.yaml")).unwrap();
    let settings: BTreeSet<&str> = defaults
        .lines()
        .filter_map(|l| l.trim_start_matches([' ', '#']).split_once(':'))
        .map(|(k, _)| k)
        .collect();
    let help = jaarlijn(built(), &["help"]).out;
    let mut wrong = Vec::new();
    for (id, row) in rows() {
        wrong.extend(row.words.iter().filter(|w| !words.contains(*w)).map(|w| format!("{id}: word {w}")));
        let unknown = row.settings.iter().filter(|s| !settings.contains(s.as_str()));
        wrong.extend(unknown.map(|s| format!("{id}: setting {s}")));
        let absent = row.commands.iter().filter(|c| !help.lines().any(|l| l.trim_start().starts_with(*c)));
        wrong.extend(absent.map(|c| format!("{id}: command {c}")));
        wrong.extend(row.files.iter().filter(|f| !root.join(f).is_file()).map(|f| format!("{id}: file {f}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
