//! Corrections as data: the files of `corrections/`, delimited text or workbooks, replace, add or withdraw
//! registrations by id. The files as they were delivered stay as they are.
//!
//! Columns: `id`, `action`, `reason`, `author`, `date` (of the correction), then targets of the line's
//! mapping (`at`, `channel`, a dimension, …; `day` for the target `date`). Empty cells replace nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::base::{Finding, Findings, Place};
use crate::config::{CodeKind, ColumnMap, FileMap, Helpline, Source, relative};
use crate::intake::{InputFile, RawTable, read_text};

use super::lists::items;
use super::rules;
use super::vocabulary::{Meaning, Vocabulary};

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

/// A file whose rows add registrations.
#[derive(Debug)]
pub(super) struct Adding {
    /// All of it, as UTF-8.
    pub text: Vec<u8>,
    /// Where its header stands.
    pub head: Range<usize>,
    /// Where the rows that add stand, by id.
    pub adds: BTreeMap<Vec<u8>, Range<usize>>,
    /// How it is read.
    pub map: FileMap,
    /// The file.
    pub file: InputFile,
}

impl Adding {
    /// The text with only its header and the rows that add what no delivery has, on their own lines.
    fn text(&self, found: &BTreeSet<Vec<u8>>) -> Vec<u8> {
        let mut kept: Vec<u8> =
            self.text.iter().map(|b| if matches!(b, b'\r' | b'\n') { *b } else { b' ' }).collect();
        let wanted = self.adds.iter().filter(|(id, _)| !found.contains(*id)).map(|(_, range)| range);
        for range in wanted.chain([&self.head]) {
            kept[range.clone()].copy_from_slice(&self.text[range.clone()]);
        }
        without_blank_text(&kept)
    }
}

/// Lines of blanks as empty lines.
fn without_blank_text(text: &[u8]) -> Vec<u8> {
    let lines: Vec<&[u8]> =
        text.split(|b| *b == b'\n').map(|l| if l.trim_ascii().is_empty() { &[][..] } else { l }).collect();
    lines.join(&b'\n')
}

/// A cell that a correction replaced.
#[derive(Debug, Clone)]
pub(super) struct Fix {
    /// Row and number of the field, in the file of the registration.
    pub cell: (usize, u64),
    /// Of the registration.
    pub id: Vec<u8>,
    pub target: String,
    /// Of the correction.
    pub place: Place,
}

/// All corrections of a line.
#[derive(Debug, Default)]
pub(super) struct Corrections {
    pub by_id: BTreeMap<Vec<u8>, Correction>,
    /// Files with rows that add.
    pub adding: Vec<Adding>,
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
    let visible = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        !(name.starts_with('.') || name.starts_with("~$"))
    };
    let entries = walkdir::WalkDir::new(&folder).min_depth(1).into_iter().filter_entry(visible);
    let found = entries.filter_map(Result::ok).filter(|e| !e.file_type().is_dir());
    let mut paths: Vec<PathBuf> = found.map(|e| e.path().to_owned()).collect();
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

    /// Whether ids of several columns keep corrections from naming one registration.
    pub(super) fn ambiguous(&self, line: &Helpline) -> Option<Finding> {
        let several = line.files.iter().any(|f| f.rows.id.len() > 1);
        let first = self.by_id.values().map(|c| &c.place).min().filter(|_| several)?;
        let text = "a correction names a registration by one id, and an id of this line has several columns";
        let hint = "correct the registrations in their file, or map one column to `id`";
        Some(Finding::error(rules::CORRECTIONS, text).at(first.clone()).hint(hint))
    }

    /// What is said of a correction whose id stands in several files.
    pub(super) fn of_several(&self, id: &[u8]) -> Option<Finding> {
        let place = self.by_id.get(id)?.place.clone();
        let text = "the id that this correction names stands in several files (`unique_in: file`), and each was changed";
        let hint = "correct the registration in its file, and take this row out";
        Some(Finding::error(rules::CORRECTION, text).at(place).hint(hint))
    }

    /// Replaces cells of a file, and gives what was found there. The corrections of `spoilt` ids are left out:
    /// what they say cannot be read.
    pub(super) fn apply(
        &self,
        raw: &mut RawTable,
        map: &FileMap,
        line: &Helpline,
        spoilt: &BTreeSet<Vec<u8>>,
    ) -> Applied {
        let mut applied = Applied::default();
        let mut left_out = BTreeSet::new();
        let id = map.columns.iter().find(|c| c.target == "id");
        let Some(Source::Column(names)) = id.map(|c| &c.source) else { return applied };
        let Some(column) = raw.column(names) else { return applied };
        let is_text = raw.is_text();
        let named = |id: &[u8]| -> Option<Vec<u8>> {
            let written = std::iter::once(id).chain(as_shown(id).filter(|_| !is_text));
            written.filter(|id| self.by_id.contains_key(*id)).map(<[u8]>::to_vec).next()
        };
        let hits: Vec<(usize, Vec<u8>)> =
            raw.cells(column).iter().enumerate().filter_map(|(row, id)| Some((row, named(id)?))).collect();
        for (row, id) in hits {
            let correction = &self.by_id[&id];
            match correction.action {
                Action::Withdraw => applied.withdrawn.push(row),
                Action::Add => {}
                Action::Replace if spoilt.contains(&id) => {}
                Action::Replace => {
                    match replace(raw, row, (&correction.values, map, line), &mut applied.settled) {
                        Ok(cells) if cells.is_empty() => drop(applied.overtaken.insert(id.clone())),
                        Ok(cells) => applied.fixes.extend(cells.into_iter().map(|(field, target)| Fix {
                            cell: (row, field),
                            id: id.clone(),
                            target,
                            place: correction.place.clone(),
                        })),
                        Err(Unapplied { what, todo }) => {
                            let found = Finding::error(rules::CORRECTION, what).at(correction.place.clone());
                            applied.findings.push(found.hint(todo).of(&line.id));
                            left_out.insert(id.clone());
                        }
                    }
                }
            }
            applied.found.insert(id);
        }
        applied.fixes.sort_by_key(|fix| fix.cell);
        applied.spoilt.clone_from(spoilt);
        applied.spoilt.extend(left_out);
        applied
    }

    /// What remains to be said once all files were read.
    pub(super) fn rest(&mut self, done: &Applied, line: &Helpline) {
        let (found, overtaken) = (&done.found, &done.overtaken);
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
        let adds = |file: &&Adding| file.adds.keys().any(|id| !found.contains(id));
        let of = |file: &'_ Adding| read_text(&file.text(found), &file.map, &file.file);
        self.adding.iter().filter(adds).map(|file| (of(file), &file.map)).collect()
    }

    /// Reasons of what was applied.
    pub(super) fn reasons(&self, done: &Applied) -> BTreeSet<String> {
        let (found, overtaken) = (&done.found, &done.overtaken);
        let mut reasons = BTreeSet::new();
        for (id, correction) in &self.by_id {
            let applied = match correction.action {
                Action::Add => !found.contains(id),
                Action::Replace => found.contains(id) && !overtaken.contains(id) && !done.spoilt.contains(id),
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
    /// Cells that were replaced, in order.
    pub fixes: Vec<Fix>,
    /// Ids whose correction cannot be read.
    pub spoilt: BTreeSet<Vec<u8>>,
    /// Targets and rows whose span was said as it is.
    pub settled: BTreeSet<(String, usize)>,
    /// What could not be applied.
    pub findings: Findings,
}

impl Applied {
    /// Takes what was done in another file.
    pub(super) fn extend(&mut self, other: Self) {
        self.found.extend(other.found);
        self.overtaken.extend(other.overtaken);
        self.spoilt.extend(other.spoilt);
        self.findings.extend(other.findings);
    }
}

/// A number with three decimals as its workbook shows it: it was given a fourth, so that it has one reading.
fn as_shown(id: &[u8]) -> Option<&[u8]> {
    let point = id.len().checked_sub(5)?;
    let digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    let is_one = id[point] == b'.' && digits(&id[..point]) && digits(&id[point + 1..]);
    id.strip_suffix(b"0").filter(|_| is_one)
}

/// Why a correction of a registration is not applied, and what to do.
struct Unapplied {
    what: String,
    todo: &'static str,
}

impl Unapplied {
    /// The file of the registration has no column that could say it.
    fn no_column(target: &str) -> Self {
        let what = format!("the file of this registration has no column for `{target}`");
        Self { what, todo: "replace what the file has" }
    }
}

/// Replaces cells of a row; gives the number of the field and the target of each, none when all said so
/// already.
fn replace(
    raw: &mut RawTable,
    row: usize,
    (values, map, line): (&BTreeMap<String, String>, &FileMap, &Helpline),
    settled: &mut BTreeSet<(String, usize)>,
) -> Result<Vec<(u64, String)>, Unapplied> {
    let mut cells: Vec<(&[String], String, &str)> = Vec::new();
    for (target, text) in values {
        let column =
            map.columns.iter().find(|c| c.target == *target).ok_or_else(|| Unapplied::no_column(target))?;
        if column.quantity.minus.is_some() {
            settled.insert((target.clone(), row));
        }
        let said = corrected(column, text, line)?;
        cells.extend(said.into_iter().map(|(names, text)| (names, text, target.as_str())));
    }
    let mut replaced = Vec::new();
    for (names, text, target) in &cells {
        let Some(column) = raw.column(names) else {
            return Err(Unapplied::no_column(names.first().map_or("", String::as_str)));
        };
        if raw.cells(column).get(row) != text.as_bytes() {
            replaced.push((column.number, (*target).to_owned()));
        }
    }
    for (names, text, _) in &cells {
        raw.set(names, row, text);
    }
    Ok(replaced)
}

/// The cells of a row that say what a correction says; refused when its columns are too few for all answers.
fn corrected<'m>(
    column: &'m ColumnMap,
    text: &str,
    line: &Helpline,
) -> Result<Vec<(&'m [String], String)>, Unapplied> {
    let answers = || text.split([';', '|']).map(str::trim).filter(|answer| !answer.is_empty());
    let mut cells: Vec<(&[String], String)> = match &column.source {
        // The first that is filled in counts.
        Source::FirstOf(columns) => {
            columns.first().map(|names| (names.as_slice(), text.to_owned())).into_iter().collect()
        }
        Source::ByOutcome { .. } => {
            column.source.columns().into_iter().map(|names| (names.as_slice(), text.to_owned())).collect()
        }
        Source::Column(names) => vec![(names, text.to_owned())],
        Source::Several(columns) => {
            if answers().count() > columns.len() {
                return Err(Unapplied::no_column(&column.target));
            }
            let texts = answers().map(str::to_owned).chain(std::iter::repeat(String::new()));
            columns.iter().map(Vec::as_slice).zip(texts).collect()
        }
        Source::YesNo(codes) => answered(column, codes, text, line)?,
    };
    // A corrected number is in the unit of the column, not in that of the row.
    cells.extend(column.quantity.unit_column.iter().map(|names| (names.as_slice(), String::new())));
    Ok(cells)
}

/// What a correction says in columns of yes and no: its answers are understood as those of any other column, by id,
/// label or alias. One that is not understood would say no to all.
fn answered<'m>(
    column: &'m ColumnMap,
    codes: &'m [(String, Vec<String>)],
    text: &str,
    line: &Helpline,
) -> Result<Vec<(&'m [String], String)>, Unapplied> {
    let target = &column.target;
    let Some(dimension) = line.dimension(target) else { return Err(Unapplied::no_column(target)) };
    let list = &dimension.codes;
    let words = Vocabulary::of_codes(list, column, line);
    let separator = if text.contains('|') && !text.contains(';') { "|" } else { ";" };
    let (mut wanted, mut silent) = (BTreeSet::new(), None);
    for answer in items(&words, text, Some(separator)) {
        let Meaning::Code(at) = words.read(answer.as_bytes()) else {
            let what = format!(
                "`{target}`: an answer is no code of `{}`; the registration stays as it was",
                list.id
            );
            return Err(Unapplied { what, todo: "write ids or labels of codes, with `;` between them" });
        };
        match list.codes.get(usize::from(at)).map(|code| (code.kind, code)) {
            Some((CodeKind::Plain | CodeKind::Other, code)) => {
                match codes.iter().find(|(id, _)| *id == code.id) {
                    Some((id, _)) => drop(wanted.insert(id)),
                    None => {
                        let what = format!(
                            "`{target}`: the file of this registration has no column for one of the answers; the \
                         registration stays as it was"
                        );
                        return Err(Unapplied { what, todo: "replace what the file has" });
                    }
                }
            }
            Some((CodeKind::Unknown, _)) => silent = Some("unknown"),
            Some((CodeKind::Unclear, _)) => silent = silent.or(Some("unclear")),
            Some((CodeKind::Blank, _)) | None => silent = silent.or(Some("")),
        }
    }
    let word = |words: &[String], usual: &str| words.first().cloned().unwrap_or_else(|| usual.to_owned());
    let text = |id: &String| match silent.filter(|_| wanted.is_empty()) {
        Some(silent) => silent.to_owned(),
        None if wanted.contains(id) => word(&column.yes, "yes"),
        None => word(&column.no, "no"),
    };
    Ok(codes.iter().map(|(code, names)| (names.as_slice(), text(code))).collect())
}
