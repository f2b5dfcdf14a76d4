//! The rows of one file while they are being typed: which of them still count, and why others do not.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::text_key::hash;
use crate::base::{Code, Finding, Place, Severity, code, fold};
use crate::config::{FileMap, Helpline, Skip, Unit};
use crate::intake::{RawColumn, RawTable};

use super::corrections::Fix;
use super::memo::Memo;
use super::notes::Notes;
use super::placing::Told;
use super::quarantine::Rejected;
use super::registrations::{Accounting, BELOW, WITHDRAWN};
use super::rules;
use super::shows::Shows;

/// Most verdicts on the rows of a file: one more rule, or one more reason, is counted with an earlier one.
const VERDICTS: usize = u16::MAX as usize - 1;

/// What takes rows out.
pub(super) struct Verdict {
    pub rule: String,
    /// Of rejections: the code, and what is wrong.
    pub reason: Option<(Code, String)>,
}

/// The rows of one file.
pub(super) struct Rows<'a> {
    pub raw: &'a RawTable,
    pub map: &'a FileMap,
    pub line: &'a Helpline,
    /// Per row 0, or 1 + the place of its verdict.
    pub verdict: Vec<u16>,
    pub(super) verdicts: Vec<Verdict>,
    pub notes: Notes,
    /// Cells that corrections replaced, in order.
    pub fixes: &'a [Fix],
    /// Those of them that cannot be read: their place among the fixes, and why.
    unreadable: BTreeMap<usize, String>,
    /// Targets and rows of which a correction says the span as it is.
    pub settled: BTreeSet<(String, usize)>,
    /// Targets left out because nobody knows how to read their column.
    pub asked: BTreeSet<String>,
    /// Units that the names of columns say, by target.
    pub named_units: BTreeMap<String, Unit>,
    pub(super) shows: Shows,
    pub(super) quarantine: Vec<Rejected>,
    pub(super) accounting: Accounting,
}

impl<'a> Rows<'a> {
    /// All rows of a file, with its broken records and the rows that `skip:` rules name already out.
    pub(super) fn new(raw: &'a RawTable, map: &'a FileMap, line: &'a Helpline) -> Self {
        let mut rows = Self {
            raw,
            map,
            line,
            verdict: vec![0; raw.rows()],
            verdicts: Vec::new(),
            notes: Notes::new(&line.id),
            fixes: &[],
            unreadable: BTreeMap::new(),
            settled: BTreeSet::new(),
            asked: BTreeSet::new(),
            named_units: BTreeMap::new(),
            shows: Shows::default(),
            quarantine: Vec::new(),
            accounting: Accounting { read: raw.file.rows, ..Accounting::default() },
        };
        let named = rows.skip_named_lines();
        rows.reject_broken(&named);
        for &row in raw.below.iter().filter(|row| **row < raw.rows()) {
            if rows.verdict[row] == 0 {
                rows.verdict[row] = rows.verdict_of(BELOW, None);
            }
        }
        rows.skip_by_column();
        rows
    }

    /// Whether a row still counts.
    pub(super) fn counts(&self, row: usize) -> bool {
        self.verdict[row] == 0
    }

    /// Takes a row out because of a value in a column.
    pub(super) fn reject(
        &mut self,
        row: usize,
        code: Code,
        column: &RawColumn,
        texts: impl Fn() -> (String, Option<String>),
    ) {
        if !self.counts(row) || self.spoils(row, code, column, &texts) {
            return;
        }
        let at = self.note((Severity::Error, code), row, column, None, texts);
        let rule = format!("rejected:{code}");
        let reason = format!("{}: {}", column.name, self.notes.message(at));
        self.verdict[row] = self.verdict_of(&rule, Some((code, reason)));
    }

    /// Says something about a value of a row that stays.
    pub(super) fn warn(
        &mut self,
        row: usize,
        code: Code,
        column: &RawColumn,
        texts: impl Fn() -> (String, Option<String>),
    ) {
        if self.counts(row) && !self.spoils(row, code, column, &texts) {
            self.note((Severity::Warning, code), row, column, None, texts);
        }
    }

    /// The correction that replaced a cell, as its place among the fixes.
    pub(super) fn fix(&self, row: usize, column: &RawColumn) -> Option<usize> {
        self.fixes.binary_search_by_key(&(row, column.number), |fix| fix.cell).ok()
    }

    /// Whether what is wrong with a cell is the fault of a correction, which is then left out.
    fn spoils(
        &mut self,
        row: usize,
        code: Code,
        column: &RawColumn,
        texts: impl Fn() -> (String, Option<String>),
    ) -> bool {
        let Some(at) = self.fix(row, column) else { return false };
        if rules::COUNTS_ALL_THE_SAME.contains(&code) {
            let place = self.fixes[at].place.clone();
            self.notes.add(Severity::Warning, code, place, texts);
        } else {
            self.unreadable.entry(at).or_insert_with(|| texts().0);
        }
        true
    }

    /// Ids of registrations whose correction cannot be read, and why.
    pub(super) fn spoilt(&self) -> Vec<(Vec<u8>, Finding)> {
        let of = |(at, why): (&usize, &String)| {
            let fix = &self.fixes[*at];
            let text = format!("`{}`: {why}; the registration stays as it was", fix.target);
            let finding = Finding::error(rules::CORRECTION, text).at(fix.place.clone());
            (
                fix.id.clone(),
                finding.hint("correct this row of the corrections; it is not applied").of(&self.line.id),
            )
        };
        self.unreadable.iter().map(of).collect()
    }

    /// Takes rows out for one cause, which is told once.
    pub(super) fn reject_all(
        &mut self,
        rows: &[usize],
        code: Code,
        column: &RawColumn,
        texts: impl Fn() -> (String, Option<String>),
    ) {
        let rule = format!("rejected:{code}");
        let mut told = Told::default();
        for &row in rows {
            if self.counts(row) && !self.spoils(row, code, column, &texts) {
                let reason = Some((code, format!("{}: {}", column.name, texts().0)));
                self.verdict[row] = self.verdict_of(&rule, reason);
                told.add(row);
            }
        }
        if told.rows > 0 {
            self.tell((Severity::Error, code), column, told, texts);
        }
    }

    /// Says one thing about several rows that stay, once.
    pub(super) fn warn_all(
        &mut self,
        rows: &[usize],
        code: Code,
        column: &RawColumn,
        texts: impl Fn() -> (String, Option<String>),
    ) {
        let mut told = Told::default();
        for &row in rows {
            if self.counts(row) && !self.spoils(row, code, column, &texts) {
                told.add(row);
            }
        }
        if told.rows > 0 {
            self.tell((Severity::Warning, code), column, told, texts);
        }
    }

    /// Says something about some of the rows of a column, once.
    pub(super) fn tell(
        &mut self,
        (severity, code): (Severity, Code),
        column: &RawColumn,
        told: Told,
        texts: impl FnOnce() -> (String, Option<String>),
    ) {
        let path = self.raw.file.path.as_str();
        // What is so with a whole column stands at its first row.
        let place = Place::at(path, self.raw.line(told.first.unwrap_or(0)), column.number);
        self.notes.add_many(severity, code, (place, told.rows), texts);
    }

    /// Says something about a part of a cell of a row that stays.
    pub(super) fn warn_part(
        &mut self,
        row: usize,
        code: Code,
        column: &RawColumn,
        part: &[u8],
        texts: impl Fn() -> (String, Option<String>),
    ) {
        if self.counts(row) && !self.spoils(row, code, column, &texts) {
            self.note((Severity::Warning, code), row, column, Some(part), texts);
        }
    }

    /// One finding for all cells of a column that hold the same, or of which the same is said. Of numbers of
    /// callers not even a hash is kept.
    fn note(
        &mut self,
        what: (Severity, Code),
        row: usize,
        column: &RawColumn,
        part: Option<&[u8]>,
        texts: impl FnOnce() -> (String, Option<String>),
    ) -> usize {
        let place = Place::at(self.raw.file.path.as_str(), self.raw.line(row), column.number);
        if self.map.holds_numbers() {
            return self.notes.add(what.0, what.1, place, texts);
        }
        let value = hash(part.unwrap_or_else(|| self.raw.cells(column).get(row)));
        self.notes.value(what, place, value, texts)
    }

    /// The verdict of a rule with a reason. Those of one rule that differ in their reasons count together.
    fn verdict_of(&mut self, rule: &str, reason: Option<(Code, String)>) -> u16 {
        let same = |v: &Verdict| v.rule == rule && v.reason == reason;
        let full = self.verdicts.len() >= VERDICTS;
        let found = self.verdicts.iter().position(|v| same(v) || (full && v.rule == rule));
        let at = found.unwrap_or_else(|| {
            self.verdicts.push(Verdict { rule: rule.to_owned(), reason });
            self.verdicts.len() - 1
        });
        at as u16 + 1
    }

    /// Takes out the rows named by file and line; gives the broken lines among them.
    fn skip_named_lines(&mut self) -> Vec<u64> {
        let mut named = Vec::new();
        for skip in &self.map.skip {
            let Skip::Row { rule, file, line } = skip else { continue };
            if !self.is_file(file) {
                continue;
            }
            if let Some(row) = self.raw.row_at(*line) {
                self.verdict[row] = self.verdict_of(rule, None);
            } else if self.raw.broken.iter().any(|b| b.line == *line) {
                named.push(*line);
                *self.accounting.excluded.entry(rule.clone()).or_default() += 1;
            } else {
                let place = Place::line(self.raw.file.path.as_str(), *line);
                self.notes.add(Severity::Warning, rules::NO_ROW, place, || {
                    let hint = "correct `line:` in helpline.yaml; lines count from 1, the header included";
                    (
                        format!("no record starts on this line, which rule `{rule}` skips"),
                        Some(hint.to_owned()),
                    )
                });
            }
        }
        named
    }

    /// Whether a `skip:` rule's file is this one: relative to the line's folder or to `registrations`.
    fn is_file(&self, file: &str) -> bool {
        let path = &self.raw.file.path;
        let inside = path.split_once("registrations/").map_or(path.as_str(), |(_, rest)| rest);
        let file = file.trim_start_matches("./");
        file.strip_prefix("registrations/").unwrap_or(file) == inside
    }

    /// Takes out the rows that a correction withdrew.
    pub(super) fn withdraw(&mut self, rows: &[usize]) {
        for &row in rows.iter().filter(|row| self.verdict[**row] == 0).collect::<Vec<_>>() {
            self.verdict[row] = self.verdict_of(WITHDRAWN, None);
        }
    }

    fn reject_broken(&mut self, named: &[u64]) {
        let raw = self.raw;
        for broken in raw.broken.iter().filter(|b| !named.contains(&b.line)) {
            *self.accounting.excluded.entry(format!("rejected:{}", broken.code)).or_default() += 1;
            self.quarantine.push(Rejected {
                file: raw.file.path.clone(),
                line: broken.line,
                rule: broken.code.id(),
                reason: broken.reason.clone(),
                text: self.repeatable(|| raw.broken_text(broken)),
            });
            let place = Place::line(raw.file.path.as_str(), broken.line);
            self.notes.add(Severity::Error, broken.code, place, || {
                let hint = if broken.code == code::V012 {
                    "correct the record in the file, or name it under `skip:` with the reason; where the file never puts \
                     quotes around a value, write `quotes: none` and its `delimiter:`, where it does and does not double \
                     those within, `quotes: bare`"
                } else {
                    "correct the record in the file, or name it under `skip:` with the reason"
                };
                (format!("the record cannot be read: {}", broken.reason), Some(hint.to_owned()))
            });
        }
    }

    fn skip_by_column(&mut self) {
        for skip in &self.map.skip {
            let Skip::Column { rule, column, equals, not } = skip else { continue };
            let Some(cells) = self.raw.column(column).map(|c| self.raw.cells(c)) else { continue };
            let equals: Vec<String> = equals.iter().map(|text| fold(text)).collect();
            let verdict = self.verdict_of(rule, None);
            let mut memo = Memo::new();
            for (row, cell) in cells.iter().enumerate() {
                let hit = memo.get(cell, |cell| {
                    u64::from(equals.contains(&fold(&String::from_utf8_lossy(cell))) != *not)
                });
                if hit == 1 && self.verdict[row] == 0 {
                    self.verdict[row] = verdict;
                }
            }
        }
    }

    /// The text of a record, where it may be repeated: that of a file with numbers of callers may not.
    pub(super) fn repeatable(&self, text: impl FnOnce() -> String) -> String {
        if self.map.holds_numbers() { String::new() } else { text() }
    }
}
