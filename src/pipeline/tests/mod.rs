//! What several rooms must agree on.

mod attack;
mod declared_sums;

use std::path::{Path, PathBuf};

use serde_json::json;

use super::gather::{Gathered, Reading, YearTables, gather};
use crate::audit::Release;
use crate::base::SecretKey;
use crate::config::Helpline;
use crate::disclosure::nobody;
use crate::exports;
use crate::publish::Protection;

/// The folder whose `data` is the demonstration.
fn demonstration() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The folders of the workspaces that the repository keeps for its tests.
fn workspaces() -> Vec<PathBuf> {
    let all = std::fs::read_dir(demonstration().join("tests/workspaces")).unwrap();
    let mut all: Vec<PathBuf> =
        all.map(|entry| entry.unwrap().path()).filter(|p| p.join("data").is_dir()).collect();
    all.sort();
    all
}

/// Each line of a workspace with its tables as they were protected; no earlier edition stands beside them.
fn each_line(from: &Path, mut see: impl FnMut(&Helpline, &Gathered)) {
    let root = tempfile::tempdir().unwrap();
    for entry in walkdir::WalkDir::new(from.join("data")).into_iter().map(Result::unwrap) {
        let copy = root.path().join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(copy).unwrap();
        } else {
            std::fs::copy(entry.path(), copy).unwrap();
        }
    }
    let (workspace, _) = crate::config::load(root.path());
    let workspace = workspace.unwrap();
    for (position, line) in workspace.helplines.iter().enumerate() {
        let salt = SecretKey::new(b"of this test");
        let how = Reading {
            year: None,
            all: false,
            jobs: 2,
            quarantine: false,
            tries: None,
            told: &nobody,
            salt: &salt,
        };
        let (gathered, findings) = gather(&workspace, position, &how);
        see(line, &gathered.unwrap_or_else(|_| panic!("{}: {findings:?}", line.id)));
    }
}

/// The report of a year as the attack reads it.
fn release(line: &Helpline, (year, tables): &YearTables) -> Release {
    let cells = exports::cells(tables);
    let manifest = json!({
        "helpline": line.id,
        "year": year,
        "threshold": line.threshold,
        "protection": Protection::of(std::iter::once(line)),
    });
    let (figures, codes) = (exports::figures_csv(&cells).unwrap(), exports::codes_csv(line, &cells).unwrap());
    let name = format!("reports/{year}/{}", line.id);
    Release::read(&name, &figures, &codes, manifest.to_string().as_bytes()).unwrap()
}
