//! Findings of one file, one per cause: a million equal problems are one finding, with their first place
//! and their number.

use std::collections::{BTreeMap, HashMap};

use crate::base::{Code, Finding, Findings, InFile, Place, Severity};

/// Most texts of findings per code and column; further ones are counted with the last.
const TEXTS: usize = 60;
/// Most cells remembered; the texts of further ones are made anew.
const CELLS: usize = 1 << 16;

/// What tells causes apart: code, column and the words.
type Cause = (Code, Option<u64>, String, Option<String>);

/// Collects findings and folds equal ones.
pub(super) struct Notes {
    helpline: String,
    groups: Vec<Finding>,
    by_cause: BTreeMap<Cause, usize>,
    /// Texts of findings per code and column.
    texts: BTreeMap<(Code, Option<u64>), Vec<usize>>,
    /// By a hash of what stands in the cell, so that no cell is kept.
    by_cell: HashMap<(Code, u64, u64), usize>,
}

impl Notes {
    /// An empty collection.
    pub(super) fn new(helpline: &str) -> Self {
        Self {
            helpline: helpline.to_owned(),
            groups: Vec::new(),
            by_cause: BTreeMap::new(),
            texts: BTreeMap::new(),
            by_cell: HashMap::new(),
        }
    }

    /// Adds a finding; one with the same words counts with it. Gives its number among the causes.
    pub(super) fn add(
        &mut self,
        severity: Severity,
        code: Code,
        place: Place,
        texts: impl FnOnce() -> (String, Option<String>),
    ) -> usize {
        let (message, hint) = texts();
        let column = place.column;
        let cause = (code, column, message, hint);
        if let Some(&at) = self.by_cause.get(&cause) {
            self.again(at, place);
            return at;
        }
        let known = self.texts.entry((code, column)).or_default();
        if let Some(&last) = known.last().filter(|_| known.len() >= TEXTS) {
            self.again(last, place);
            return last;
        }
        let at = self.groups.len();
        known.push(at);
        let mut finding = match severity {
            Severity::Error => Finding::error(code, cause.2.clone()),
            Severity::Warning => Finding::warning(code, cause.2.clone()),
            Severity::Note => Finding::note(code, cause.2.clone()),
        };
        finding.hint.clone_from(&cause.3);
        self.groups.push(finding.at(place).of(&self.helpline));
        self.by_cause.insert(cause, at);
        at
    }

    /// Adds a finding on a value of a column: its texts are made once for all cells that hold it.
    pub(super) fn value(
        &mut self,
        (severity, code): (Severity, Code),
        place: Place,
        value: u64,
        texts: impl FnOnce() -> (String, Option<String>),
    ) -> usize {
        let key = (code, place.column.unwrap_or_default(), value);
        if let Some(&at) = self.by_cell.get(&key) {
            self.again(at, place);
            return at;
        }
        let at = self.add(severity, code, place, texts);
        if self.by_cell.len() < CELLS {
            self.by_cell.insert(key, at);
        }
        at
    }

    /// Once more the same, perhaps further up in the file.
    fn again(&mut self, at: usize, place: Place) {
        let group = &mut self.groups[at];
        group.more += 1;
        if group.place.as_ref().is_some_and(|first| place < *first) {
            group.place = Some(place);
        }
    }

    /// The words of a cause.
    pub(super) fn message(&self, at: usize) -> &str {
        &self.groups[at].message
    }

    /// Adds words to the hints of all findings with a code.
    pub(super) fn hint_more(&mut self, code: &str, words: &str) {
        for group in self.groups.iter_mut().filter(|g| g.code == code) {
            let hint = group.hint.take().map_or_else(|| words.to_owned(), |hint| format!("{hint}; {words}"));
            group.hint = Some(hint);
        }
    }

    /// Adds a finding on several rows, of which the place is the first.
    pub(super) fn add_many(
        &mut self,
        severity: Severity,
        code: Code,
        (place, rows): (Place, u64),
        texts: impl FnOnce() -> (String, Option<String>),
    ) {
        let at = self.add(severity, code, place, texts);
        self.groups[at].more += rows.saturating_sub(1);
    }

    /// The findings.
    pub(super) fn into_findings(self) -> Findings {
        Findings(self.groups)
    }
}

/// Folds what several files of a line say in the same words on the same column: the first file bears the
/// finding, and all are counted. `findings` must be in the order of the files.
pub(super) fn fold_files(findings: &mut Findings) {
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.0.len());
    let mut by_cause: HashMap<Cause, usize> = HashMap::new();
    for finding in findings.0.drain(..) {
        let Some(place) = finding.place.clone() else {
            kept.push(finding);
            continue;
        };
        let cause = (finding.code, place.column, finding.message.clone(), finding.hint.clone());
        let counted = InFile { file: place.file, line: place.line, count: 1 + finding.more };
        let first = by_cause.get(&cause).copied().filter(|at| {
            kept[*at].severity == finding.severity
                && kept[*at].place.as_ref().is_some_and(|p| p.file != counted.file)
        });
        match first {
            Some(at) => {
                let first = &mut kept[at];
                if first.files.is_empty()
                    && let Some(place) = &first.place
                {
                    let own = InFile { file: place.file.clone(), line: place.line, count: 1 + first.more };
                    first.files.push(own);
                }
                first.more += counted.count;
                first.files.push(counted);
            }
            None => {
                by_cause.entry(cause).or_insert(kept.len());
                kept.push(finding);
            }
        }
    }
    findings.0 = kept;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::code;

    fn texts(text: &str) -> impl FnOnce() -> (String, Option<String>) {
        let text = text.to_owned();
        move || (text, None)
    }

    #[test]
    fn equal_words_are_one_finding_with_the_first_place() {
        let mut notes = Notes::new("line");
        for line in [9, 3, 5] {
            notes.add(Severity::Warning, code::V026, Place::at("a.csv", line, 2), texts("no code"));
        }
        notes.add(Severity::Warning, code::V026, Place::at("a.csv", 4, 3), texts("no code"));
        let found = notes.into_findings();
        assert_eq!(found.0.iter().map(|f| f.more).collect::<Vec<_>>(), [2, 0]);
        assert_eq!(found.0[0].place, Some(Place::at("a.csv", 3, 2)));
        assert_eq!(found.count(Severity::Warning), 4);
    }

    #[test]
    fn words_are_made_once_for_a_value() {
        let mut notes = Notes::new("line");
        let made = std::cell::Cell::new(0);
        for value in [1, 2, 1, 1, 2] {
            notes.value((Severity::Warning, code::V026), Place::at("a.csv", 1, 2), value, || {
                made.set(made.get() + 1);
                (format!("value {value}"), None)
            });
        }
        assert_eq!(made.get(), 2);
        assert_eq!(notes.into_findings().0.iter().map(|f| 1 + f.more).collect::<Vec<_>>(), [3, 2]);
    }

    #[test]
    fn too_many_words_are_counted_with_the_last() {
        let mut notes = Notes::new("line");
        for n in 0..1000 {
            notes.add(Severity::Error, code::V026, Place::at("a.csv", n, 2), texts(&n.to_string()));
        }
        let found = notes.into_findings();
        assert_eq!((found.0.len(), found.count(Severity::Error)), (TEXTS, 1000));
    }

    #[test]
    fn files_that_say_the_same_say_it_once() {
        let at = |file: &str, line| Finding::warning(code::V026, "no code").at(Place::at(file, line, 2));
        let mut second = at("b.csv", 7);
        second.more = 4;
        let mut found = Findings(vec![at("a.csv", 3), second, at("b.csv", 9).hint("other")]);
        fold_files(&mut found);
        assert_eq!((found.0.len(), found.0[0].more), (2, 5));
        let counts: Vec<(&str, u64)> = found.0[0].files.iter().map(|f| (f.file.as_str(), f.count)).collect();
        assert_eq!(counts, [("a.csv", 1), ("b.csv", 5)]);
        assert_eq!(found.count(Severity::Warning), 7);
    }
}
