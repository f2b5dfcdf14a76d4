//! The demonstration is the same every time, equals the repository's `data/`, and covers every figure
//! of the collected publications.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_yaml::Value;

use super::{File, write};

/// The files of the demonstration, made once for all tests.
pub(super) fn files() -> &'static [File] {
    static FILES: OnceLock<Vec<File>> = OnceLock::new();
    FILES.get_or_init(|| super::files().unwrap())
}

/// All files below a folder, by path with forward slashes. What `.gitignore` keeps out is left out.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_entry(|e| e.file_name() != "quarantine")
        .filter_map(Result::ok)
        .filter(|e| e.file_type().is_file())
        .map(|e| {
            let path = e.path().strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
            (path, std::fs::read(e.path()).unwrap())
        })
        .collect()
}

/// Compares without printing megabytes.
fn assert_same(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    for (path, bytes) in a {
        assert!(bytes == &b[path], "{path} differs");
    }
}

#[test]
fn two_runs_give_the_bytes_of_the_repository() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path()).unwrap();
    let made = tree(&folder.path().join("data"));
    let again = files().iter().map(|f| (f.path.clone(), f.bytes.clone())).collect();
    assert_same(&made, &again);
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("JAARLIJN_UPDATE").is_some() {
        let _ = std::fs::remove_dir_all(repository.join("data"));
        write(repository).unwrap();
    }
    let kept = tree(&repository.join("data"));
    assert!(!kept.is_empty(), "data/ is missing: run this test once with JAARLIJN_UPDATE=1");
    assert_same(&made, &kept);
}

#[test]
fn everything_written_by_hand_is_delivered() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/demo/files");
    let mut by_hand: BTreeSet<String> = tree(&folder).into_keys().collect();
    assert!(by_hand.remove("golden-elsewhere.yaml"));
    let delivered: BTreeSet<String> = files().iter().map(|f| f.path.clone()).collect();
    assert_eq!(by_hand.difference(&delivered).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn the_demonstration_stays_small() {
    let size: usize = files().iter().map(|f: &File| f.bytes.len()).sum();
    assert!(size < 25_000_000, "{size} bytes");
}

#[test]
fn every_line_says_that_it_is_made_up() {
    let lines: Vec<Value> = files()
        .iter()
        .filter(|f| f.path.ends_with("/helpline.yaml"))
        .map(|f| serde_yaml::from_slice(&f.bytes).unwrap())
        .collect();
    assert_eq!(lines.len(), 4);
    assert!(lines.iter().all(|line| line["synthetic"] == Value::Bool(true)));
}

#[test]
fn every_label_has_its_four_languages() {
    let mut labels = 0;
    for file in files().iter().filter(|f| f.path.starts_with("codelists/")) {
        let list: Value = serde_yaml::from_slice(&file.bytes).unwrap();
        for code in list["codes"].as_sequence().unwrap() {
            for lang in ["nl", "fr", "en", "de"] {
                assert!(code[lang].is_string(), "{}: {lang} of {:?}", file.path, code["id"]);
                labels += 1;
            }
        }
    }
    assert!(labels > 300, "{labels}");
}

/// The collected publications, when they lie beside the repository or where the variable points.
fn golden() -> Option<Vec<Value>> {
    let path = std::env::var_os("JAARLIJN_GOLDEN").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/mission/golden.yaml"),
        PathBuf::from,
    );
    match std::fs::read(&path) {
        Ok(bytes) => Some(serde_yaml::from_slice(&bytes).unwrap()),
        Err(error) => {
            println!("skipped: no collected publications ({}); set JAARLIJN_GOLDEN", error.kind());
            None
        }
    }
}

/// Figures of all `published.yaml` with their line, by id.
pub(super) fn published() -> BTreeMap<String, (String, Value)> {
    let mut found = BTreeMap::new();
    for file in files().iter().filter(|f| f.path.ends_with("/published.yaml")) {
        let list: Value = serde_yaml::from_slice(&file.bytes).unwrap();
        for figure in list["figures"].as_sequence().unwrap() {
            let id = figure["id"].as_str().unwrap().to_owned();
            let line = file.path.split('/').next().unwrap().to_owned();
            assert!(found.insert(id.clone(), (line, figure.clone())).is_none(), "{id} stands twice");
        }
    }
    found
}

#[test]
fn every_published_figure_is_reconciled_or_has_a_reason() {
    let elsewhere: BTreeMap<String, String> =
        serde_yaml::from_str(include_str!("files/golden-elsewhere.yaml")).unwrap();
    let published = published();
    assert!(elsewhere.keys().all(|id| !published.contains_key(id)));
    let Some(golden) = golden() else { return };
    let mut ids = BTreeSet::new();
    for entry in &golden {
        let id = entry["id"].as_str().unwrap();
        ids.insert(id.to_owned());
        let Some((_, figure)) = published.get(id) else {
            assert!(elsewhere.get(id).is_some_and(|reason| !reason.is_empty()), "{id} is nowhere");
            continue;
        };
        match (&entry["value"], figure["value"].as_f64()) {
            (Value::Null, value) => assert!(value.is_none() && figure["value"] == "not_applicable", "{id}"),
            (number, Some(value)) => {
                let number = number.as_f64().unwrap();
                let wanted = if entry["unit"] == "share" { (number * 100.0).round() } else { number };
                assert!((wanted - value).abs() < 1e-9, "{id}: {wanted} became {value}");
            }
            _ => panic!("{id} has no number"),
        }
    }
    let known: BTreeSet<&String> = published.keys().chain(elsewhere.keys()).collect();
    assert_eq!(known, ids.iter().collect());
}
