//! The workspace of a folder of `tests/cases`: the base, without some files, with others, and with settings that
//! a patch changes.

use std::path::Path;

use serde_yaml::{Mapping, Value};

use super::program::{base, copy, files};

/// The end of the name of a file that changes settings of the base: `helpline.patch.yaml` those of
/// `helpline.yaml`.
const PATCH: &str = ".patch.yaml";

/// Lays out the workspace of a case.
pub fn workspace(case: &Path) -> tempfile::TempDir {
    let dir = base();
    for path in std::fs::read_to_string(case.join("without")).unwrap_or_default().lines() {
        let path = dir.path().join(path);
        if path.is_dir() {
            std::fs::remove_dir_all(path).unwrap();
        } else {
            std::fs::remove_file(path).unwrap();
        }
    }
    for part in ["data", "templates"] {
        let to = dir.path().join(part);
        if case.join(part).is_dir() {
            copy(&case.join(part), &to);
            files(&to).iter().for_each(|file| apply(file));
        }
    }
    dir
}

/// Changes the settings of which a file is a patch, and takes it away. Other files stay as they are.
fn apply(file: &Path) {
    let path = file.to_string_lossy();
    let Some(settings) = path.strip_suffix(PATCH).map(|stem| format!("{stem}.yaml")) else { return };
    let read = |path: &str| -> Value {
        let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{path}: {e}"));
        serde_yaml::from_str(&text).unwrap_or_else(|e| panic!("{path}: {e}"))
    };
    let merged = merged(read(&settings), read(&path)).unwrap_or(Value::Null);
    std::fs::write(&settings, serde_yaml::to_string(&merged).unwrap()).unwrap();
    std::fs::remove_file(file).unwrap();
}

/// A value with what a patch says of it: mappings merge by key, entries of a list by their number, `~` takes away,
/// and all else replaces.
fn merged(old: Value, patch: Value) -> Option<Value> {
    match (old, patch) {
        (_, Value::Null) => None,
        (Value::Mapping(old), Value::Mapping(patch)) => Some(Value::Mapping(keys(old, patch))),
        (Value::Sequence(old), Value::Mapping(patch)) => Some(Value::Sequence(entries(old, patch))),
        (_, new) => Some(new),
    }
}

fn keys(mut old: Mapping, patch: Mapping) -> Mapping {
    for (key, change) in patch {
        match old.get_mut(&key) {
            Some(value) => match merged(std::mem::take(value), change) {
                Some(new) => *value = new,
                None => drop(old.shift_remove(&key)),
            },
            None => {
                assert!(!change.is_null(), "a patch takes away {key:?}, which the base does not have");
                old.insert(key, change);
            }
        }
    }
    old
}

/// The first entry has the number 1.
fn entries(old: Vec<Value>, mut patch: Mapping) -> Vec<Value> {
    let number = |at: usize| Value::from(at + 1);
    let change = |(at, value): (usize, Value)| match patch.shift_remove(number(at)) {
        Some(change) => merged(value, change),
        None => Some(value),
    };
    let new = old.into_iter().enumerate().filter_map(change).collect();
    assert!(patch.is_empty(), "a patch names entries that a list of the base does not have: {patch:?}");
    new
}
