//! Corrections as data: `corrections/*.csv` replace, add or withdraw registrations by id. The files as
//! they were delivered stay as they are.
//!
//! Columns: `id`, `action`, `reason`, `author`, `date` (of the correction), then targets of the line's
//! mapping (`at`, `channel`, a dimension, …; `day` for the target `date`). Empty cells replace nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::config::{FileMap, Helpline, Source, relative};
use crate::diagnostics::{Finding, Findings, Place};
use crate::intake::{InputFile, RawTable, read_text};

use super::rules;

/// What a correction does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Replace,
    Add,
    Withdraw,
}

/// One row of a file of corrections.
#[derive(Debug, Clone)]
pub(super) struct Correction {
    pub place: Place,
    pub action: Action,
    pub reason: String,
    /// Target to text.
    pub values: BTreeMap<String, String>,
}

/// All corrections of a line.
#[derive(Debug, Default)]
pub(super) struct Corrections {
    pub by_id: BTreeMap<Vec<u8>, Correction>,
    /// Files as text with only the rows that add, and how they are read.
    pub adding: Vec<(Vec<u8>, FileMap, InputFile)>,
    /// Files read.
    pub files: Vec<InputFile>,
    /// What is wrong with them.
    pub findings: Findings,
    /// Whether all files could be read.
    pub whole: bool,
}

/// Reads the corrections of a line; no folder means none.
pub(super) fn corrections(line: &Helpline, root: &Path) -> Corrections {
    let mut all = Corrections { whole: true, ..Corrections::default() };
    let folder = line.dir.join("corrections");
    let entries = std::fs::read_dir(&folder).into_iter().flatten().filter_map(Result::ok);
    let mut paths: Vec<PathBuf> = entries
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv")))
        .collect();
    paths.sort();
    for path in paths {
        let shown = relative(root, &path);
        if let Err(finding) = all.file(&path, &shown, line) {
            all.whole = false;
            all.findings.push(finding.of(&line.id));
        }
    }
    all
}

impl Corrections {
    /// Whether there is anything to apply.
    pub(super) fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// Replaces cells of a file, and gives what was found there.
    pub(super) fn apply(&self, raw: &mut RawTable, map: &FileMap, line: &Helpline) -> Applied {
        let mut applied = Applied::default();
        let id = map.columns.iter().find(|c| c.target == "id");
        let Some(Source::Column(names)) = id.map(|c| &c.source) else { return applied };
        let Some(column) = raw.column(names) else { return applied };
        let hits: Vec<(usize, Vec<u8>)> = raw
            .cells(column)
            .iter()
            .enumerate()
            .filter(|(_, id)| self.by_id.contains_key(*id))
            .map(|(row, id)| (row, id.to_vec()))
            .collect();
        for (row, id) in hits {
            let correction = &self.by_id[&id];
            match correction.action {
                Action::Withdraw => applied.withdrawn.push(row),
                Action::Add => {}
                Action::Replace => match replace(raw, row, &correction.values, map) {
                    Ok(true) => {}
                    Ok(false) => drop(applied.overtaken.insert(id.clone())),
                    Err(target) => {
                        let text = format!("the file of this registration has no column for `{target}`");
                        let found = Finding::error(rules::CORRECTION, text).at(correction.place.clone());
                        applied.findings.push(found.hint("replace what the file has").of(&line.id));
                    }
                },
            }
            applied.found.insert(id);
        }
        applied
    }

    /// What remains to be said once all files were read.
    pub(super) fn rest(&mut self, found: &BTreeSet<Vec<u8>>, overtaken: &BTreeSet<Vec<u8>>, line: &Helpline) {
        for (id, correction) in &self.by_id {
            let finding = match (correction.action, found.contains(id)) {
                (Action::Add, true) => Finding::warning(
                    rules::OVERTAKEN,
                    "a delivery has the registration that this correction adds; it counts once",
                )
                .hint("take this row out"),
                (Action::Add, false) => continue,
                (_, false) => Finding::error(
                    rules::UNKNOWN_ID,
                    "no registration has the id that this correction names: it was never there, or a new \
                     delivery has left it out",
                )
                .hint("correct the id, or take this row out"),
                (Action::Replace, true) if overtaken.contains(id) => Finding::warning(
                    rules::OVERTAKEN,
                    "the registration already says what this correction replaces",
                )
                .hint("a new delivery has overtaken it: take this row out"),
                (_, true) => continue,
            };
            self.findings.push(finding.at(correction.place.clone()).of(&line.id));
        }
    }

    /// The registrations that are added, file by file; those that a delivery has are left out.
    pub(super) fn added(&self, found: &BTreeSet<Vec<u8>>) -> Vec<(Result<RawTable, Findings>, &FileMap)> {
        let wanted = |(id, c): (&Vec<u8>, &Correction), path: &str| {
            c.action == Action::Add && c.place.file == path && !found.contains(id)
        };
        self.adding
            .iter()
            .filter(|(_, _, file)| self.by_id.iter().any(|entry| wanted(entry, &file.path)))
            .map(|(text, map, file)| {
                let lines: BTreeSet<u64> = self
                    .by_id
                    .iter()
                    .filter(|(id, c)| found.contains(*id) && c.place.file == file.path)
                    .filter_map(|(_, c)| c.place.line)
                    .collect();
                (read_text(&blanked(text, &lines), map, file), map)
            })
            .collect()
    }

    /// Reasons of what was applied.
    pub(super) fn reasons(
        &self,
        found: &BTreeSet<Vec<u8>>,
        overtaken: &BTreeSet<Vec<u8>>,
    ) -> BTreeSet<String> {
        let mut reasons = BTreeSet::new();
        for (id, correction) in &self.by_id {
            let applied = match correction.action {
                Action::Add => !found.contains(id),
                Action::Replace => found.contains(id) && !overtaken.contains(id),
                Action::Withdraw => found.contains(id),
            };
            if applied {
                reasons.insert(correction.reason.clone());
            }
        }
        reasons
    }
}

/// What the corrections did in one file.
#[derive(Debug, Default)]
pub(super) struct Applied {
    /// Rows that do not count.
    pub withdrawn: Vec<usize>,
    /// Ids met.
    pub found: BTreeSet<Vec<u8>>,
    /// Ids whose registration said so already.
    pub overtaken: BTreeSet<Vec<u8>>,
    /// What could not be applied.
    pub findings: Findings,
}

/// Replaces cells of a row; gives whether any was different, or the target that the file lacks.
fn replace(
    raw: &mut RawTable,
    row: usize,
    values: &BTreeMap<String, String>,
    map: &FileMap,
) -> Result<bool, String> {
    let mut cells: Vec<(&[String], String)> = Vec::new();
    for (target, text) in values {
        let column = map.columns.iter().find(|c| c.target == *target).ok_or_else(|| target.clone())?;
        match &column.source {
            Source::Column(names) => cells.push((names, text.clone())),
            Source::YesNo(codes) => {
                let wanted: Vec<&str> = text.split([';', '|']).map(str::trim).collect();
                let word = |words: &[String], usual: &str| {
                    words.first().cloned().unwrap_or_else(|| usual.to_owned())
                };
                for (code, names) in codes {
                    let yes = wanted.contains(&code.as_str());
                    let text = if yes { word(&column.yes, "yes") } else { word(&column.no, "no") };
                    cells.push((names, text));
                }
            }
        }
    }
    if let Some((names, _)) = cells.iter().find(|(names, _)| raw.column(names).is_none()) {
        return Err(names.first().cloned().unwrap_or_default());
    }
    let same = |(names, text): &(&[String], String)| {
        raw.column(names).is_some_and(|c| raw.cells(c).get(row) == text.as_bytes())
    };
    if cells.iter().all(same) {
        return Ok(false);
    }
    for (names, text) in &cells {
        raw.set(names, row, text);
    }
    Ok(true)
}

/// The text with some physical lines emptied.
fn blanked(text: &[u8], gone: &BTreeSet<u64>) -> Vec<u8> {
    let line = |(at, line): (usize, &[u8])| {
        if gone.contains(&(at as u64 + 1)) { Vec::new() } else { line.to_vec() }
    };
    text.split(|b| *b == b'\n').enumerate().map(line).collect::<Vec<_>>().join(&b'\n')
}
