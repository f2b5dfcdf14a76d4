//! Exports as people really deliver them, each a whole small workspace of made-up registrations outside the
//! repository (`JAARLIJN_CASES`, else `../shared/cases`). The right values were computed from the same files by
//! another program. Where they are missing, the tests say so on the error output.

mod files_as_they_are;
pub mod going_out;
mod moments;
mod quantities;
mod rows_and_ids;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::demo::published_cells;
use super::support::{Run, copy, files, jaarlijn, repository, skipped};

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

/// A workspace that was built.
pub struct Built {
    dir: tempfile::TempDir,
    /// What the program said.
    pub run: Run,
}

/// Builds a copy of a workspace in which texts of files were replaced: (file, what stands there, what is put
/// there). Nothing where the workspaces are not there.
#[track_caller]
pub fn built(case: &str, changes: &[(&str, &str, &str)]) -> Option<Built> {
    let folder = std::env::var_os("JAARLIJN_CASES")
        .map_or_else(|| repository().join("../shared/cases"), PathBuf::from)
        .join(case);
    if !folder.is_dir() {
        skipped("JAARLIJN_CASES is not set and ../shared/cases is not there");
        return None;
    }
    let dir = tempfile::tempdir().unwrap();
    copy(&folder, dir.path());
    for (file, from, to) in changes {
        let path = dir.path().join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{case}/{file} has no `{from}`");
        std::fs::write(path, text.replace(from, to)).unwrap();
    }
    let run = jaarlijn(dir.path(), &["build", "--publish"]);
    run.is_clean();
    Some(Built { dir, run })
}

impl Built {
    /// Its folder.
    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// The published value of a cell; nothing when there is no such cell.
    pub fn cell(
        &self,
        (line, year): (&str, i32),
        (figure, measure): (&str, &str),
        dims: &str,
    ) -> Option<String> {
        let folder = self.path().join(format!("reports/{year}/{line}"));
        if !folder.join("figures.csv").is_file() {
            return None;
        }
        let named = |dims: &std::collections::BTreeMap<String, String>| {
            dims.iter().map(|(d, code)| format!("{d}={code}")).collect::<Vec<_>>().join(";")
        };
        let cells = published_cells(&folder);
        let mut found = cells.iter().filter(|c| {
            c.figure == figure
                && c.measure == measure
                && c.period == year.to_string()
                && named(&c.dims) == dims
        });
        found.next().map(|c| c.value.clone())
    }

    /// Fails unless a cell has this value.
    #[track_caller]
    pub fn has(&self, of: (&str, i32), figure: (&str, &str), dims: &str, value: &str) {
        let found = self.cell(of, figure, dims);
        assert_eq!(found.as_deref(), Some(value), "{figure:?} {dims}\n{}", self.run.said());
    }
}
