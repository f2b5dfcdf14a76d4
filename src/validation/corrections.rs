//! Corrections as data: `corrections/*.csv` replace, add or withdraw registrations by id. The files as
//! they were delivered stay as they are.
//!
//! Columns: `id`, `action`, `reason`, `author`, `date` (of the correction), then targets of the line's
//! mapping (`at`, `channel`, a dimension, …; `day` for the target `date`). Empty cells replace nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::config::{ColumnMap, Encoding, FileMap, Helpline, Source, relative};
use crate::diagnostics::{Finding, Findings, Place, did_you_mean};
use crate::intake::{InputFile, RawTable, hexadecimal, read_text};

use super::rules;

/// What a correction does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    Replace,
    Add,
    Withdraw,
}

/// One row of a file of corrections.
#[derive(Debug, Clone)]
struct Correction {
    place: Place,
    action: Action,
    reason: String,
    /// Target to text.
    values: BTreeMap<String, String>,
}

/// All corrections of a line.
#[derive(Debug, Default)]
pub(super) struct Corrections {
    by_id: BTreeMap<Vec<u8>, Correction>,
    /// Files as text with only the rows that add, and how they are read.
    adding: Vec<(Vec<u8>, FileMap, InputFile)>,
    /// Files read.
    pub files: Vec<InputFile>,
    /// What is wrong with them.
    pub findings: Findings,
    /// Whether all files could be read.
    pub whole: bool,
}

const OWN: [&str; 5] = ["id", "action", "reason", "author", "date"];

/// The target that a column of a file of corrections names.
fn target(column: &str) -> &str {
    if column == "day" { "date" } else { column }
}

/// Reads the corrections of a line; no folder means none.
pub(super) fn corrections(line: &Helpline, root: &Path) -> Corrections {
    let mut all = Corrections { whole: true, ..Corrections::default() };
    let folder = line.dir.join("corrections");
    let entries = std::fs::read_dir(&folder).into_iter().flatten().filter_map(Result::ok);
    let mut paths: Vec<PathBuf> =
        entries.map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"))).collect();
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
    fn file(&mut self, path: &Path, shown: &str, line: &Helpline) -> Result<(), Finding> {
        let refused =
            |text: String| Finding::error(rules::CORRECTIONS, text).at(Place::line(shown, 1));
        let is_file = std::fs::symlink_metadata(path).is_ok_and(|m| m.is_file());
        if !is_file {
            return Err(refused("this is no plain file".to_owned()));
        }
        let bytes = std::fs::read(path).map_err(|e| refused(format!("the file cannot be read: {}", e.kind())))?;
        let text = std::str::from_utf8(&bytes)
            .map_err(|_| refused("this file is not UTF-8 text".to_owned()))?
            .trim_start_matches('\u{feff}');
        let head = text.lines().next().unwrap_or_default();
        let delimiter = if head.matches(';').count() > head.matches(',').count() { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let names: Vec<String> = reader
            .headers()
            .map_err(|e| refused(format!("the header cannot be read: {e}")))?
            .iter()
            .map(str::to_owned)
            .collect();
        check_names(&names, line).map_err(refused)?;
        let mut kept = text.as_bytes().to_vec();
        let mut rows = 0;
        let mut record = csv::StringRecord::new();
        let mut ranges = Vec::new();
        loop {
            let start = usize::try_from(reader.position().byte()).unwrap_or(0);
            match reader.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(_) => {
                    let text = "the record has another number of fields than the header".to_owned();
                    return Err(Finding::error(rules::CORRECTIONS, text)
                        .at(Place::line(shown, reader.position().line())));
                }
            }
            rows += 1;
            let end = usize::try_from(reader.position().byte()).unwrap_or(start);
            let physical = record.position().map_or(1, csv::Position::line);
            let added = self.row(&names, &record, Place::line(shown, physical), line);
            if !added {
                ranges.push(start..end);
            }
        }
        // Lines keep their numbers: what does not add is blanked.
        for byte in ranges.into_iter().flatten() {
            if kept[byte] != b'\n' {
                kept[byte] = b' ';
            }
        }
        let file = InputFile {
            path: shown.to_owned(),
            sha256: hexadecimal(&bytes),
            bytes: bytes.len() as u64,
            rows,
        };
        self.adding.push((without_blank_text(kept), add_map(&names, delimiter, line), file.clone()));
        self.files.push(file);
        Ok(())
    }

    /// Takes a row; gives whether it adds a registration.
    fn row(&mut self, names: &[String], record: &csv::StringRecord, place: Place, line: &Helpline) -> bool {
        let get = |name: &str| {
            names.iter().position(|n| n == name).and_then(|at| record.get(at)).unwrap_or_default()
        };
        let action = match get("action") {
            "replace" => Some(Action::Replace),
            "add" => Some(Action::Add),
            "withdraw" => Some(Action::Withdraw),
            _ => None,
        };
        let date = chrono::NaiveDate::parse_from_str(get("date"), "%Y-%m-%d");
        let values: BTreeMap<String, String> = names
            .iter()
            .filter(|n| !OWN.contains(&n.as_str()))
            .map(|n| (target(n).to_owned(), get(n).to_owned()))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        let problem = match action {
            None => Some("`action` is none of replace, add and withdraw"),
            Some(_) if get("id").is_empty() => Some("there is no `id`"),
            Some(_) if get("reason").is_empty() => Some("there is no `reason`"),
            Some(_) if get("author").is_empty() => Some("there is no `author`"),
            Some(_) if date.is_err() => Some("`date` is no day such as 2024-03-31"),
            Some(Action::Replace) if values.is_empty() => Some("nothing is replaced: all other cells are empty"),
            Some(_) if self.by_id.contains_key(get("id").as_bytes()) => {
                Some("another correction names the same id; the first counts")
            }
            Some(_) => None,
        };
        if let Some(text) = problem {
            let hint = "correct this row; it is not applied";
            self.findings.push(Finding::error(rules::CORRECTION, text).at(place).hint(hint).of(&line.id));
            return false;
        }
        let Some(action) = action else { return false };
        let correction = Correction { place, action, reason: get("reason").to_owned(), values };
        self.by_id.insert(get("id").as_bytes().to_vec(), correction);
        action == Action::Add
    }

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

    /// Reasons of what was applied, with the number of registrations.
    pub(super) fn reasons(
        &self,
        found: &BTreeSet<Vec<u8>>,
        overtaken: &BTreeSet<Vec<u8>>,
    ) -> BTreeMap<String, u64> {
        let mut reasons = BTreeMap::new();
        for (id, correction) in &self.by_id {
            let applied = match correction.action {
                Action::Add => !found.contains(id),
                Action::Replace => found.contains(id) && !overtaken.contains(id),
                Action::Withdraw => found.contains(id),
            };
            if applied {
                *reasons.entry(correction.reason.clone()).or_default() += 1;
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

fn check_names(names: &[String], line: &Helpline) -> Result<(), String> {
    if let Some(name) = OWN.iter().find(|own| !names.iter().any(|n| n == *own)) {
        return Err(format!("there is no column `{name}`: needed are {}", OWN.join(", ")));
    }
    let targets: BTreeSet<&str> = line.files.iter().flat_map(|f| &f.columns).map(|c| c.target.as_str()).collect();
    if !targets.contains("id") {
        return Err("this line registers no ids: replace the file in registrations/ by a new delivery".to_owned());
    }
    let known = |n: &&String| OWN.contains(&n.as_str()) || targets.contains(target(n));
    if let Some(name) = names.iter().find(|n| !known(n)) {
        let near = did_you_mean(name, targets.iter().copied()).map_or_else(String::new, |n| format!("; did you mean `{n}`?"));
        return Err(format!("column `{name}` is no target of this line's mapping{near}"));
    }
    Ok(())
}

/// How added registrations are read: by the names of the targets, with the recodings of the line.
fn add_map(names: &[String], delimiter: u8, line: &Helpline) -> FileMap {
    let own = |n: &&String| *n == "id" || !OWN.contains(&n.as_str());
    let column = |name: &String| {
        let of = line.files.iter().flat_map(|f| &f.columns).find(|c| c.target == target(name))?;
        let separator = match of.source {
            Source::YesNo(_) => Some(";".to_owned()),
            Source::Column(_) => of.separator.clone(),
        };
        Some(ColumnMap { source: Source::Column(vec![name.clone()]), separator, ..of.clone() })
    };
    FileMap {
        pattern: String::new(),
        encoding: Encoding::Utf8,
        delimiter: Some(delimiter),
        sheet: None,
        columns: names.iter().filter(own).filter_map(column).collect(),
        skip: Vec::new(),
    }
}

/// Lines of blanks as empty lines.
fn without_blank_text(text: Vec<u8>) -> Vec<u8> {
    let lines: Vec<&[u8]> =
        text.split(|b| *b == b'\n').map(|l| if l.trim_ascii().is_empty() { &[][..] } else { l }).collect();
    lines.join(&b'\n')
}

/// The text with some physical lines emptied.
fn blanked(text: &[u8], gone: &BTreeSet<u64>) -> Vec<u8> {
    let line = |(at, line): (usize, &[u8])| {
        if gone.contains(&(at as u64 + 1)) { Vec::new() } else { line.to_vec() }
    };
    text.split(|b| *b == b'\n').enumerate().map(line).collect::<Vec<_>>().join(&b'\n')
}
