//! The demonstration workspace in `data/`, built whole: every line, every file, every published figure.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_yaml::Value;

use super::pdf::attachments;
use super::support::{copy, files, jaarlijn, repository, skipped};

const HEADER: &str = "figure,measure,stage,unit,period,dimensions,value,base,obs_status,conf_status,note";
const NAMES: [&str; 6] =
    ["codes.csv", "figures.csv", "manifest.json", "report.nl.html", "report.nl.pdf", "tables.xlsx"];

/// Units of contacts and persons, to whom the threshold applies.
pub(super) const PERSONAL: [&str; 7] =
    ["attempt", "contact", "call", "conversation", "report", "case_file", "victim"];

/// A row of `figures.csv`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cell {
    pub figure: String,
    pub measure: String,
    pub stage: String,
    pub unit: String,
    pub period: String,
    pub dims: BTreeMap<String, String>,
    pub value: String,
    base: String,
    pub obs: String,
    pub conf: String,
    pub note: String,
}

impl Cell {
    fn number(&self) -> Option<f64> {
        self.value.parse().ok()
    }

    fn key(&self) -> (String, String, String, String, String, BTreeMap<String, String>) {
        (
            self.figure.clone(),
            self.measure.clone(),
            self.stage.clone(),
            self.unit.clone(),
            self.period.clone(),
            self.dims.clone(),
        )
    }
}

fn workspace() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    copy(&repository().join("data"), &dir.path().join("data"));
    dir
}

/// The demonstration built once, with one thread.
pub(super) fn built() -> &'static Path {
    static BUILT: OnceLock<tempfile::TempDir> = OnceLock::new();
    let dir = BUILT.get_or_init(|| {
        let dir = workspace();
        jaarlijn(dir.path(), &["build", "--check"]).ends(40, &["would change"]);
        assert!(!dir.path().join("reports").exists(), "--check has written something");
        jaarlijn(dir.path(), &["build", "--publish", "--jobs", "1"]).ends(0, &["published"]);
        dir
    });
    dir.path()
}

/// Lines of the workspace: their folders.
fn lines() -> Vec<PathBuf> {
    let data = repository().join("data");
    let mut lines: Vec<PathBuf> = std::fs::read_dir(data)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.join("helpline.yaml").is_file())
        .collect();
    lines.sort();
    assert!(lines.len() >= 4);
    lines
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// Every report of the demonstration: its line and folder.
fn reports() -> Vec<(String, PathBuf)> {
    let manifests = files(&built().join("reports")).into_iter().filter(|p| p.ends_with("manifest.json"));
    manifests.map(|p| p.parent().unwrap().to_owned()).map(|p| (name(&p), p)).collect()
}

fn records(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn cells(bytes: &[u8]) -> Vec<Cell> {
    let rows = records(bytes);
    assert_eq!(rows[0].join(","), HEADER);
    let dims = |text: &str| {
        text.split(';').filter_map(|d| d.split_once('=')).map(|(d, c)| (d.to_owned(), c.to_owned())).collect()
    };
    let cell = |r: &Vec<String>| Cell {
        figure: r[0].clone(),
        measure: r[1].clone(),
        stage: r[2].clone(),
        unit: r[3].clone(),
        period: r[4].clone(),
        dims: dims(&r[5]),
        value: r[6].clone(),
        base: r[7].clone(),
        obs: r[8].clone(),
        conf: r[9].clone(),
        note: r[10].clone(),
    };
    rows[1..].iter().map(cell).collect()
}

pub(super) fn published_cells(report: &Path) -> Vec<Cell> {
    cells(&std::fs::read(report.join("figures.csv")).unwrap())
}

fn yaml(path: &Path) -> Value {
    serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn every_line_has_its_reports_with_all_their_files() {
    let found: BTreeSet<String> = reports().into_iter().map(|(line, _)| line).collect();
    let questions = std::fs::read_dir(repository().join("data/questions")).unwrap();
    let questions = questions.map(|e| name(&e.unwrap().path()).replace(".yaml", ""));
    let wide = ["landscape".to_owned()].into_iter().chain(questions);
    assert_eq!(found, lines().iter().map(|l| name(l)).chain(wide).collect());
    for (line, folder) in reports() {
        let names: Vec<String> = files(&folder).iter().map(|p| name(p)).collect();
        // An answer is a letter too.
        let letter = folder.parent().is_some_and(|p| p.ends_with("answers"));
        let letters = ["answer.nl.docx", "answer.nl.md"].into_iter().filter(|_| letter);
        assert_eq!(names, letters.chain(NAMES).collect::<Vec<_>>(), "{line}");
        assert!(std::fs::read(folder.join("report.nl.pdf")).unwrap().starts_with(b"%PDF-"));
    }
    assert!(built().join("reports/index.html").is_file());
}

#[test]
fn a_second_build_changes_nothing() {
    let before: Vec<_> = files(&built().join("reports"))
        .iter()
        .map(|p| (p.clone(), p.metadata().unwrap().modified().unwrap()))
        .collect();
    jaarlijn(built(), &["build", "--check"]).ends(0, &["up to date"]);
    let run = jaarlijn(built(), &["build", "--publish"]);
    run.ends(0, &["up to date"]);
    assert!(!run.out.contains("published"), "{}", run.out);
    let after: Vec<_> = files(&built().join("reports"))
        .iter()
        .map(|p| (p.clone(), p.metadata().unwrap().modified().unwrap()))
        .collect();
    assert_eq!(before, after);
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let dir = workspace();
    jaarlijn(dir.path(), &["build", "--publish", "--jobs", "4"]).ends(0, &["published"]);
    let inside = |root: &Path| -> Vec<PathBuf> {
        // Other tests build here at the same time: the lock is no report.
        let shown = |p: &PathBuf| !p.file_name().unwrap().to_string_lossy().starts_with('.');
        let all = files(&root.join("reports")).into_iter().filter(shown);
        all.map(|p| p.strip_prefix(root).unwrap().to_owned()).collect()
    };
    assert_eq!(inside(built()), inside(dir.path()));
    for path in inside(built()) {
        let same =
            std::fs::read(built().join(&path)).unwrap() == std::fs::read(dir.path().join(&path)).unwrap();
        assert!(same, "{} differs", path.display());
    }
}

#[test]
fn the_figures_are_sorted_and_told_apart() {
    for (line, folder) in reports() {
        let rows = records(&std::fs::read(folder.join("figures.csv")).unwrap());
        assert!(rows[1..].is_sorted(), "{line}: not sorted");
        let mut seen = BTreeSet::new();
        for cell in &published_cells(&folder) {
            assert!(seen.insert(cell.key()), "{line}: two cells {:?}", cell.key());
        }
    }
}

#[test]
fn nothing_small_is_published() {
    for (line, folder) in reports() {
        let mut hidden = 0;
        for cell in published_cells(&folder) {
            let letters: Vec<&str> = cell.obs.split(' ').collect();
            let withheld = cell.value.is_empty() && letters.contains(&"Q");
            assert_eq!(cell.conf == "C", withheld, "{line}: {cell:?}");
            assert!(cell.conf == "C" || cell.conf == "F", "{line}: {cell:?}");
            assert!(
                !cell.value.is_empty() || cell.base.is_empty(),
                "{line}: a base without a share: {cell:?}"
            );
            hidden += u32::from(withheld);
            let small = cell.number().is_some_and(|n| (0.5..4.5).contains(&n));
            let mean = cell.key().1.ends_with("_per_day");
            let personal = PERSONAL.contains(&cell.unit.as_str())
                && !mean
                && cell.dims.get("vintage").is_none_or(|v| v != "published");
            assert!(!(small && personal), "{line}: a small number: {:?}", cell.key());
            let base = cell.base.parse::<f64>().unwrap_or(0.0);
            assert!(!(0.5..4.5).contains(&base), "{line}: a small base: {:?}", cell.key());
        }
        assert!(hidden > 0 || line != "1712", "a demonstration without a hidden cell shows nothing");
    }
}

#[test]
fn every_code_used_is_explained() {
    for (line, folder) in reports() {
        let rows = records(&std::fs::read(folder.join("codes.csv")).unwrap());
        assert_eq!(rows[0][..4].join(","), "dimension,code,parent,kind");
        let known: BTreeSet<(&str, &str)> =
            rows[1..].iter().map(|r| (r[0].as_str(), r[1].as_str())).collect();
        for row in &rows[1..] {
            assert!(!row[4].is_empty(), "{line}: {}={} has no name", row[0], row[1]);
            assert!(row[3] == "single" || row[3] == "multi", "{line}: {row:?}");
            assert!(
                row[2].is_empty() || known.contains(&(row[0].as_str(), row[2].as_str())),
                "{line}: parent of {row:?}"
            );
        }
        for cell in published_cells(&folder) {
            for (dim, code) in &cell.dims {
                assert!(
                    known.contains(&(dim.as_str(), code.as_str())),
                    "{line}: {dim}={code} of {}",
                    cell.figure
                );
            }
        }
    }
}

#[test]
fn parts_add_up_to_their_total() {
    for (line, folder) in reports() {
        let rows = records(&std::fs::read(folder.join("codes.csv")).unwrap());
        // Groups count what their members count.
        let groups: BTreeSet<(&str, &str)> =
            rows[1..].iter().filter(|r| !r[2].is_empty()).map(|r| (r[0].as_str(), r[2].as_str())).collect();
        let multi: BTreeSet<&str> =
            rows[1..].iter().filter(|r| r[3] == "multi").map(|r| r[0].as_str()).collect();
        let cells = published_cells(&folder);
        let by_key: BTreeMap<_, &Cell> = cells.iter().map(|c| (c.key(), c)).collect();
        let mut sums: BTreeMap<_, (String, f64, bool)> = BTreeMap::new();
        for cell in
            cells.iter().filter(|c| PERSONAL.contains(&c.unit.as_str()) && c.figure != "published-before")
        {
            for (dim, code) in &cell.dims {
                if multi.contains(dim.as_str()) || groups.contains(&(dim.as_str(), code.as_str())) {
                    continue;
                }
                let mut total = cell.key();
                total.5.remove(dim);
                let entry = sums.entry((total, dim.clone())).or_insert((dim.clone(), 0.0, true));
                // A channel that did not exist yet adds nothing; a hidden number makes the sum unknown.
                let absent = cell.obs.split(' ').any(|o| o == "M");
                let withheld = cell.note.contains("too-much-unknown");
                entry.1 += cell.number().unwrap_or(0.0);
                entry.2 &= !withheld && (absent || cell.number().is_some());
            }
        }
        let mut checked = 0;
        for ((total, _), (dim, sum, complete)) in sums {
            let Some(total) = by_key.get(&total).filter(|_| complete) else { continue };
            let Some(number) = total.number() else { continue };
            assert!(
                (sum - number).abs() < 0.5,
                "{line}: {} by {dim}: {sum} is not {number}: {:?}",
                total.figure,
                total.key()
            );
            checked += 1;
        }
        let short = folder.parent().is_some_and(|p| p.ends_with("answers"));
        assert!(checked >= 10 || short, "{line}: only {checked} totals could be checked");
    }
}

#[test]
fn the_workbook_has_the_same_numbers() {
    for (line, folder) in reports() {
        assert!(super::exports::going_out::same_numbers(&folder) > 0, "{line}");
    }
}

#[test]
fn the_attached_figures_are_those_beside_the_report() {
    for (line, folder) in reports() {
        let attached = attachments(std::fs::read(folder.join("report.nl.pdf")).unwrap());
        for name in ["figures.csv", "codes.csv"] {
            let beside = std::fs::read(folder.join(name)).unwrap();
            assert!(
                attached.get(name).is_some_and(|bytes| *bytes == beside),
                "{line}: {name} of {:?}",
                attached.keys()
            );
        }
    }
}

#[test]
fn the_manifest_says_what_was_made_of_what() {
    use sha2::{Digest, Sha256};
    let hash = |path: &Path| {
        Sha256::digest(std::fs::read(path).unwrap()).iter().map(|b| format!("{b:02x}")).collect::<String>()
    };
    for (line, folder) in reports() {
        let manifest: serde_json::Value =
            serde_json::from_slice(&std::fs::read(folder.join("manifest.json")).unwrap()).unwrap();
        let listed = |key: &str, name: &str| -> Vec<(String, String)> {
            let list = manifest[key].as_array().unwrap();
            list.iter()
                .map(|f| (f[name].as_str().unwrap().to_owned(), f["sha256"].as_str().unwrap().to_owned()))
                .collect()
        };
        for (name, sha) in listed("files", "name") {
            assert_eq!(hash(&folder.join(&name)), sha, "{line}: {name}");
        }
        for (path, sha) in listed("inputs", "path") {
            // What a file with a few registrations holds could be tried out: all have a key.
            let keyed = ["/registrations/", "/corrections/"].iter().any(|d| path.contains(d));
            assert_eq!(sha.starts_with("keyed:"), keyed, "{line}: {path}");
            assert!(keyed || hash(&built().join(&path)) == sha, "{line}: {path}");
        }
        // Only the report of a line says how many rows it rests on.
        let rows = &manifest["rows"];
        let own = ["1712", "nupraatikerover", "stop-it-now", "tele-onthaal"].contains(&line.as_str());
        assert_eq!(rows.is_object(), own, "{line}");
        if own {
            let excluded = rows["excluded"].as_object().unwrap().values().map(|n| n.as_u64().unwrap());
            let sum = rows["used"].as_u64().unwrap() + excluded.sum::<u64>();
            assert_eq!(rows["read"].as_u64().unwrap(), sum, "{line}");
        }
        assert_eq!(manifest["cells"].as_array().unwrap().len(), published_cells(&folder).len());
    }
}

/// The figures that five public documents hold, by id.
fn golden() -> Option<BTreeMap<String, Value>> {
    let path = std::env::var_os("JAARLIJN_GOLDEN")
        .map_or_else(|| repository().join("../shared/mission/golden.yaml"), PathBuf::from);
    let Ok(text) = std::fs::read_to_string(&path) else {
        skipped(&format!("there is no {}; JAARLIJN_GOLDEN can name it", path.display()));
        return None;
    };
    let list: Vec<Value> = serde_yaml::from_str(&text).unwrap();
    Some(list.into_iter().map(|v| (v["id"].as_str().unwrap().to_owned(), v)).collect())
}

/// A text of a YAML value, numbers as they are written.
fn word(value: &Value) -> String {
    match value {
        Value::String(s) => s.clone(),
        Value::Number(n) => n.to_string(),
        _ => String::new(),
    }
}

#[test]
fn every_golden_figure_comes_out_of_the_report() {
    let Some(golden) = golden() else { return };
    let mut compared = 0;
    // Reports on several lines show no figures that were published before.
    let of_lines = |(line, _): &(String, PathBuf)| repository().join("data").join(line).is_dir();
    for (line, folder) in reports().into_iter().filter(of_lines) {
        let attached = attachments(std::fs::read(folder.join("report.nl.pdf")).unwrap());
        let cells: Vec<Cell> =
            cells(&attached["figures.csv"]).into_iter().filter(|c| c.figure == "published-before").collect();
        let figures = yaml(&repository().join("data").join(&line).join("published.yaml"));
        for figure in figures["figures"].as_sequence().unwrap() {
            let id = word(&figure["id"]);
            let Some(known) = golden.get(&id) else { panic!("{line}: {id} is no golden figure") };
            if !figure["not_reproducible"].is_null() {
                continue;
            }
            let mut dims: BTreeMap<String, String> = figure["dimensions"]
                .as_mapping()
                .map(|m| m.iter().map(|(k, v)| (word(k), word(v))).collect())
                .unwrap_or_default();
            dims.insert("vintage".to_owned(), "computed".to_owned());
            dims.insert("publication".to_owned(), id.clone());
            let stage = word(&figure["stage"]);
            let fits = |c: &&Cell| {
                (stage.is_empty() || c.stage.is_empty() || c.stage == stage)
                    && c.measure == word(&figure["measure"])
                    && c.period == word(&figure["period"])
                    && c.dims == dims
            };
            let cell = cells.iter().find(fits).unwrap_or_else(|| panic!("{line}: {id} is not in the report"));
            // "One in four" is 0.25 there, and 25 percent here.
            let scale = if cell.unit == "percent" && word(&known["unit"]) != "percent" { 100.0 } else { 1.0 };
            match (known["value"].as_f64().map(|v| v * scale), word(&figure["qualifier"]).as_str()) {
                (Some(value), "" | "exact") => assert_eq!(cell.number(), Some(value), "{line}: {id}"),
                (Some(value), "at_least") => {
                    assert!(cell.number() >= Some(value), "{line}: {id}: {}", cell.value)
                }
                (Some(value), "almost") => {
                    let number = cell.number().unwrap();
                    assert!(number <= value && number >= value * 0.9, "{line}: {id}: {number}");
                }
                (Some(value), _) => assert!(
                    cell.number().is_some_and(|n| (n - value).abs() <= value * 0.1),
                    "{line}: {id}: {cell:?} is not about {value}"
                ),
                (None, _) => assert!(cell.value.is_empty() && cell.obs == "M", "{line}: {id}: {cell:?}"),
            }
            compared += 1;
        }
    }
    println!("{compared} golden figures read back out of the reports");
    assert!(compared >= 80, "only {compared} golden figures were compared");
}
