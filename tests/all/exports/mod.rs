//! Exports as people and programs really leave them, each with the value that is right. The whole folders lie
//! in `../shared/cases`, or in the folder that `JAARLIJN_CASES` names; small ones of the same kinds lie in
//! `tests/cases`.

mod b;
mod c;
mod d;
mod e;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::support::{copy, files, repository, skipped};

/// A copy of a case, or nothing, with the reason told, where the cases are not at hand.
pub fn case(name: &str) -> Option<tempfile::TempDir> {
    let all = std::env::var_os("JAARLIJN_CASES")
        .map_or_else(|| repository().join("../shared/cases"), PathBuf::from);
    let from = all.join(name);
    if !from.is_dir() {
        skipped(&format!("no folder {name} in ../shared/cases; JAARLIJN_CASES can name another place"));
        return None;
    }
    let dir = tempfile::tempdir().unwrap();
    copy(&from, dir.path());
    Some(dir)
}

/// Rows of a report's `figures.csv`, by the names of their columns.
pub fn cells(dir: &Path, year: i32, line: &str) -> Vec<BTreeMap<String, String>> {
    let path = dir.join(format!("reports/{year}/{line}/figures.csv"));
    let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    reader.deserialize().map(Result::unwrap).collect()
}

/// The value of the one cell that fits a figure, a measure (any when empty), a period and dimensions.
#[track_caller]
pub fn value(dir: &Path, (year, line): (i32, &str), [figure, measure, period, dims]: [&str; 4]) -> String {
    let all = cells(dir, year, line);
    let fits = |c: &&BTreeMap<String, String>| {
        c["figure"] == figure
            && (measure.is_empty() || c["measure"] == measure)
            && c["period"] == period
            && c["dimensions"] == dims
    };
    let found: Vec<_> = all.iter().filter(fits).collect();
    assert_eq!(found.len(), 1, "{figure} {measure} {period} {dims}: {found:?}");
    found[0]["value"].clone()
}

/// The only file of a name in a workspace's reports.
#[track_caller]
pub fn only(dir: &Path, name: &str) -> PathBuf {
    let all = files(&dir.join("reports"));
    let mut found = all.into_iter().filter(|f| f.file_name().is_some_and(|n| n == name));
    let first = found.next().unwrap_or_else(|| panic!("no {name}"));
    assert!(found.next().is_none(), "more than one {name}");
    first
}
