//! Everything that was asked: `tests/mission.yaml` names what delivers it, and each of these must be there.

use std::collections::{BTreeMap, BTreeSet};

use hayro_syntax::Pdf;
use serde::Deserialize;

use super::demo::{built, published_cells};
use super::pdf_text;
use super::support::{files, jaarlijn, repository};

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
    printed: BTreeMap<String, Vec<String>>,
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
            || !row.printed.is_empty()
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
        let dir = super::case::workspace(&repository().join("tests/cases").join(case));
        jaarlijn(dir.path(), &["build", "--publish"]);
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
fn every_setting_command_and_file_of_the_mission_is_there() {
    let root = repository();
    let defaults = std::fs::read_to_string(root.join("src/config/defaults.yaml")).unwrap();
    let settings: BTreeSet<&str> = defaults
        .lines()
        .filter_map(|l| l.trim_start_matches([' ', '#']).split_once(':'))
        .map(|(k, _)| k)
        .collect();
    let help = jaarlijn(built(), &["help"]).out;
    let mut wrong = Vec::new();
    for (id, row) in rows() {
        let unknown = row.settings.iter().filter(|s| !settings.contains(s.as_str()));
        wrong.extend(unknown.map(|s| format!("{id}: setting {s}")));
        let absent = row.commands.iter().filter(|c| !help.lines().any(|l| l.trim_start().starts_with(*c)));
        wrong.extend(absent.map(|c| format!("{id}: command {c}")));
        wrong.extend(row.files.iter().filter(|f| !root.join(f).is_file()).map(|f| format!("{id}: file {f}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The Dutch catalogue, without the words by which claims are read: these are printed nowhere.
fn catalogue() -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    for entry in std::fs::read_dir(repository().join("templates/words/nl")).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().is_some_and(|name| name != "claims.yaml") {
            let text = std::fs::read_to_string(&path).unwrap();
            words.extend(serde_yaml::from_str::<BTreeMap<String, String>>(&text).unwrap());
        }
    }
    words
}

/// Letters, digits and signs only: lines are broken and words divided where the page asks for it.
fn squeezed(text: &str) -> String {
    let kept = |c: &char| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}' | '\u{ad}' | '\u{2011}');
    text.chars().filter(kept).flat_map(char::to_lowercase).collect()
}

/// What the Dutch PDFs below a folder print, and what their dictionaries say of them.
fn pages(folder: &std::path::Path) -> Vec<String> {
    let reports = files(folder).into_iter().filter(|p| p.ends_with("report.nl.pdf"));
    let text = |path: std::path::PathBuf| {
        let pdf = Pdf::new(std::fs::read(path).unwrap()).expect("this is no PDF");
        squeezed(&format!("{}\n{}", pdf_text::words(&pdf), pdf_text::strings(&pdf)))
    };
    reports.map(text).collect()
}

/// How many letters may stand where a text has a place.
const PLACE: usize = 600;

/// Whether a text of the catalogue is printed: what stands between its places, in that order.
fn is_printed(template: &str, page: &str) -> bool {
    let mut parts = Vec::new();
    for (i, part) in template.split('{').enumerate() {
        let text = if i == 0 { part } else { part.split_once('}').map_or(part, |(_, rest)| rest) };
        parts.push(squeezed(text));
    }
    parts.retain(|p| !p.is_empty());
    let Some((first, rest)) = parts.split_first() else { return false };
    page.match_indices(first.as_str()).any(|(at, _)| {
        let mut from = at + first.len();
        rest.iter().all(|part| {
            let to = page.char_indices().map(|(i, _)| i).find(|i| *i >= (from + PLACE).min(page.len()));
            let within = &page[from..to.unwrap_or(page.len())];
            within.find(part.as_str()).inspect(|found| from += found + part.len()).is_some()
        })
    })
}

#[test]
fn a_text_is_found_between_its_places_only() {
    let page = squeezed("In 2023 namen 9.424 mensen con-\ntact op; in 2022 waren dat er 9.045.");
    assert!(is_printed("In {year} namen {n} mensen contact op", &page));
    assert!(!is_printed("In {year} namen {n} dieren contact op", &page));
    assert!(!is_printed("contact op{n}In {year} namen", &page), "in that order");
    assert!(!is_printed("{n}", &page), "a place alone says nothing");
}

#[test]
fn every_word_of_the_mission_is_printed() {
    let words = catalogue();
    let demo = pages(&built().join("reports"));
    assert!(demo.len() >= 10);
    let mut wrong = Vec::new();
    let mut of_case: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut look = |id: &str, key: &str, pages: &[String], place: &str| match words.get(key) {
        None => wrong.push(format!("{id}: there is no word {key}")),
        Some(text) if !pages.iter().any(|page| is_printed(text, page)) => {
            wrong.push(format!("{id}: {key} is printed nowhere in {place}: {text}"));
        }
        Some(_) => {}
    };
    for (id, row) in rows() {
        row.words.iter().for_each(|key| look(&id, key, &demo, "the demonstration"));
        for (case, keys) in row.printed {
            let pages = of_case.entry(case.clone()).or_insert_with(|| {
                let dir = super::case::workspace(&repository().join("tests/cases").join(&case));
                jaarlijn(dir.path(), &["build", "--publish"]);
                pages(&dir.path().join("reports"))
            });
            keys.iter().for_each(|key| look(&id, key, pages, &case));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
