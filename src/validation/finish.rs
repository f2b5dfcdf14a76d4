//! What became of the rows of a file: those that count, and those that rules and rejections took out.

use std::collections::BTreeMap;

use crate::config::Outcome;

use super::notes::Notes;
use super::quarantine::Rejected;
use super::registrations::{Accounting, Taken};
use super::rows::{Rows, Verdict};
use super::rules;

impl Rows<'_> {
    /// What became of the rows; `years` and `outcome` are those of all rows.
    pub(super) fn finish(mut self, years: &[u16], outcome: Option<&[u8]>) -> Finished {
        self.count_years(years);
        if self.verdict.iter().all(|&v| v == 0) {
            self.accounting.used = self.verdict.len() as u64;
            return Finished {
                kept: None,
                accounting: self.accounting,
                taken: BTreeMap::new(),
                notes: self.notes,
                quarantine: self.quarantine,
            };
        }
        let taken = self.taken(outcome);
        let mut kept = Vec::with_capacity(self.verdict.len());
        for (row, &verdict) in self.verdict.iter().enumerate() {
            let Some(at) = (verdict as usize).checked_sub(1) else {
                kept.push(row as u32);
                continue;
            };
            let Verdict { rule, reason } = &self.verdicts[at];
            *self.accounting.excluded.entry(rule.clone()).or_default() += 1;
            if let Some((code, reason)) = reason {
                self.quarantine.push(Rejected {
                    file: self.raw.file.path.clone(),
                    line: self.raw.line(row),
                    rule: code.id(),
                    reason: reason.clone(),
                    text: self.repeatable(|| self.raw.record_text(row)),
                });
            }
        }
        self.accounting.used = kept.len() as u64;
        self.quarantine.sort_by_key(|r| r.line);
        Finished {
            kept: Some(kept),
            accounting: self.accounting,
            taken,
            notes: self.notes,
            quarantine: self.quarantine,
        }
    }

    /// Records read and rejected per year. One without a day belongs to the year of the record before it that
    /// has one, or behind it.
    fn count_years(&mut self, years: &[u16]) {
        let rejected: Vec<bool> = self.verdicts.iter().map(|v| v.reason.is_some()).collect();
        let mut year = years.iter().copied().find(|y| *y != 0).unwrap_or(0);
        let mut broken = self.raw.broken.iter().map(|b| b.line).peekable();
        let named: Vec<u64> = self.quarantine.iter().map(|r| r.line).collect();
        let counted = &mut self.accounting.years;
        let mut add = |year: u16, out: bool| {
            let of_year = counted.entry(year).or_default();
            of_year.read += 1;
            of_year.rejected += u64::from(out);
        };
        for (row, verdict) in self.verdict.iter().enumerate() {
            if !self.raw.broken.is_empty() {
                let line = self.raw.line(row);
                while let Some(one) = broken.next_if(|b| *b < line) {
                    add(year, named.contains(&one));
                }
            }
            year = years.get(row).copied().filter(|y| *y != 0).unwrap_or(year);
            let out = (*verdict as usize).checked_sub(1).is_some_and(|at| rejected[at]);
            add(year, out);
        }
        broken.for_each(|one| add(year, named.contains(&one)));
    }

    /// How the rows ended that each rule takes out. A hint that leads to leaving rows out says what that does.
    fn taken(&mut self, outcome: Option<&[u8]>) -> BTreeMap<String, Taken> {
        let mut taken: BTreeMap<String, Taken> = BTreeMap::new();
        let Some(codes) = outcome else { return taken };
        for (row, &verdict) in self.verdict.iter().enumerate() {
            let Some(at) = (verdict as usize).checked_sub(1) else { continue };
            let of_rule = taken.entry(self.verdicts[at].rule.clone()).or_default();
            of_rule.rows += 1;
            match Outcome::ALL.get(usize::from(codes[row])) {
                Some(outcome) if outcome.is_answered() => of_rule.answered += 1,
                Some(_) => of_rule.missed += 1,
                None => {}
            }
        }
        for (rule, of_rule) in &taken {
            // What goes with rows without a date is told with them.
            let code = rule.strip_prefix("rejected:").filter(|code| *code != rules::NO_DATE.id());
            if let Some(code) = code.filter(|_| of_rule.is_telling(self.line.threshold)) {
                let words = format!(
                    "{} of these rows are attempts that nobody answered: without them the answer rate is better \
                     than it was, so do not leave them out",
                    of_rule.part()
                );
                self.notes.hint_more(code, &words);
            }
        }
        taken
    }
}

/// What became of the rows of a file.
pub(super) struct Finished {
    /// Rows that count; `None`: all.
    pub kept: Option<Vec<u32>>,
    pub accounting: Accounting,
    /// By rule, how the rows ended that it takes out.
    pub taken: BTreeMap<String, Taken>,
    pub notes: Notes,
    pub quarantine: Vec<Rejected>,
}
