//! Several rows of one contact become one: legs of a call, people of one report.
//!
//! Nothing depends on the order of rows or files: rows of a contact are put in the order of their moments, and
//! where these are equal in that of their values.

use std::collections::BTreeMap;

use crate::base::{Finding, Place, Severity};
use crate::config::{Helpline, OfRows};

use super::callers::Calls;
use super::contact::One;
use super::file::Chunk;
use super::keys::{Locate, leaders};
use super::notes::Notes;
use super::registrations::Registrations;
use super::rules;
use super::values::{rank, values};

/// The rule by which rows are counted with another of their contact.
pub(super) const RULE: &str = "same:contact";
/// Rows of one key from which it is doubted, when they are one in [`PART`].
const CROWD: usize = 50;
const PART: usize = 100;
/// Rows of one key from which it is doubted in a small line, when they are one in so many.
const SMALL_CROWD: usize = 15;
const SMALL_PART: usize = 12;
/// Fewest rows of which it can be said that a key brings none together.
const ENOUGH: usize = 20;
/// Seconds between rows of one key from which it is doubted that they are one contact: 60 days.
const FAR: i64 = 60 * 86_400;
/// Fewest such keys that are told.
const FEW: usize = 3;

/// Which rows of a line are one contact, and what is said of targets.
pub(super) struct Plan {
    /// Rows, numbered over all chunks, of contacts with several.
    contacts: Vec<Vec<u32>>,
    of_rows: BTreeMap<String, OfRows>,
    moments: Vec<i64>,
    places: BTreeMap<u32, Place>,
    names: String,
    rows: usize,
    far: Far,
}

/// Contacts whose rows lie far apart, where the settings do not say that a key means one.
#[derive(Default)]
struct Far {
    /// Those within a file, and those in several.
    within: usize,
    across: usize,
    /// All contacts with rows in several files.
    of_files: usize,
    /// A row of the first of them, and one in another file.
    first: Option<(Place, Place)>,
}

impl Far {
    fn of(contacts: &BTreeMap<usize, Vec<u32>>, moments: &[i64], chunks: &[Chunk], locate: &Locate) -> Self {
        let mut far = Self::default();
        for rows in contacts.values() {
            let mut of_rows: Vec<(i64, (usize, usize))> =
                rows.iter().map(|row| (moments[*row as usize], locate.row(*row as usize))).collect();
            if of_rows.iter().any(|(_, (chunk, _))| chunks[*chunk].keys.rules.unique_said) {
                continue;
            }
            of_rows.sort_unstable();
            let (Some(first), Some(last)) = (of_rows.first(), of_rows.last()) else { continue };
            let several = of_rows.iter().any(|(_, (chunk, _))| *chunk != first.1.0);
            far.of_files += usize::from(several);
            if last.0 - first.0 < FAR {
                continue;
            }
            *if several { &mut far.across } else { &mut far.within } += 1;
            let place = |(chunk, row): (usize, usize)| chunks[chunk].keys.place(row);
            far.first.get_or_insert_with(|| (place(last.1), place(first.1)));
        }
        far
    }
}

impl Plan {
    /// Of chunks in the order of their paths; none where no file is counted by a key.
    pub(super) fn of(chunks: &mut [Chunk]) -> Option<Self> {
        let first = chunks.iter().find(|c| c.keys.has_keys())?;
        let names = first.keys.key_names();
        let mut of_rows = BTreeMap::new();
        for chunk in chunks.iter().filter(|c| c.keys.has_keys()) {
            for (target, of) in &chunk.keys.of_rows {
                of_rows.entry(target.clone()).or_insert(*of);
            }
        }
        let locate = Locate::new(chunks);
        let mut by_leader: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        leaders(
            chunks,
            |chunk| chunk.keys.has_keys().then(|| chunk.keys.keys()),
            |number, first| {
                by_leader.entry(first).or_insert_with(|| vec![first as u32]).push(number as u32);
            },
        );
        let place = |number: u32| {
            let (chunk, row) = locate.row(number as usize);
            (number, chunks[chunk].keys.place(row))
        };
        let places = by_leader.values().map(|rows| place(rows[0])).collect();
        let rows = chunks.iter().filter(|c| c.keys.has_keys()).map(Chunk::rows).sum();
        let moments = chunks.iter_mut().flat_map(|c| {
            let own = std::mem::take(&mut c.moments);
            if own.is_empty() { vec![0; c.rows()] } else { own }
        });
        let moments: Vec<i64> = moments.collect();
        let far = Far::of(&by_leader, &moments, chunks, &Locate::new(chunks));
        Some(Self { far, moments, contacts: by_leader.into_values().collect(), of_rows, places, names, rows })
    }

    /// Makes one row of each contact's rows: the first in the table bears it. Gives the rows that remain, and
    /// what is to be said.
    pub(super) fn apply(
        &self,
        table: &mut Registrations,
        mut calls: Option<&mut Calls>,
        line: &Helpline,
    ) -> (Vec<usize>, Vec<Finding>) {
        let mut gone = vec![false; table.rows];
        let mut notes = Notes::new(&line.id);
        for rows in &self.contacts {
            let mut rows: Vec<usize> = rows.iter().map(|row| *row as usize).collect();
            let leader = rows[0];
            let order = |row: &usize| rank(&values(table, calls.as_deref(), line, *row));
            rows.sort_by_cached_key(|row| (self.moments[*row], order(row)));
            let one = One { plan: self, rows: &rows, leader, line, odd: Vec::new() };
            for (target, what, hint) in one.resolve(table, calls.as_deref_mut()) {
                let place = self.places.get(&(leader as u32)).cloned().unwrap_or_else(|| Place::file(""));
                notes.add(Severity::Warning, rules::DISAGREE, Place { column: None, ..place }, || {
                    (format!("rows of one contact differ in `{target}`; {what}"), Some(hint))
                });
            }
            rows.iter().filter(|row| **row != leader).for_each(|row| gone[*row] = true);
        }
        let mut findings = notes.into_findings().0;
        findings.extend(self.doubts(line));
        findings.extend(self.far_apart(line));
        ((0..table.rows).filter(|row| !gone[*row]).collect(), findings)
    }

    /// Numbers that begin anew in every file: those of several files nearly all lie far apart.
    pub(super) fn restart(&self, line: &Helpline) -> Option<Finding> {
        let far = &self.far;
        let (again, first) = far.first.as_ref()?;
        if far.across < FEW || 10 * far.across < 9 * far.of_files || far.across < far.within {
            return None;
        }
        let what = format!(
            "{} texts in `{}` stand in another file too, in rows more than {} days apart, such as the one in {}: the \
             numbers seem to begin anew, and different contacts would be one",
            far.across,
            self.names,
            FAR / 86_400,
            Place { column: None, ..first.clone() }
        );
        let hint = "write `unique_in: file` in helpline.yaml, or, where another column tells the files apart, \
                    `count_by: {columns: [Jaar, Nummer]}`; `unique_in: line` if these rows are one contact";
        Some(Finding::error(rules::KEYS_FAR, what).at(again.clone()).hint(hint).of(&line.id))
    }

    /// Contacts with rows that lie far apart, where they are no exception.
    fn far_apart(&self, line: &Helpline) -> Option<Finding> {
        let count = self.far.across + self.far.within;
        let (again, first) = self.far.first.as_ref()?;
        if count < FEW || count * PART < self.contacts.len() * 5 {
            return None;
        }
        let what = format!(
            "{count} contacts have rows more than {} days apart, such as this one and that in {}; each counts as one \
             contact, on its first day",
            FAR / 86_400,
            Place { column: None, ..first.clone() }
        );
        let hint = "where numbers begin anew, count by the columns that together tell contacts apart: `count_by: \
                    {columns: [Jaar, Nummer]}`; write `unique_in: line` in helpline.yaml if these rows are one contact";
        Some(Finding::warning(rules::KEYS_FAR, what).at(again.clone()).hint(hint).of(&line.id))
    }

    /// Keys that bring nothing together, or half of the line.
    fn doubts(&self, line: &Helpline) -> Option<Finding> {
        let settings = Place::file(super::codes::settings(line));
        let names = &self.names;
        if self.contacts.is_empty() && self.rows >= ENOUGH {
            let what = format!("no two rows share `{names}`, which `count_by` names: each row is a contact");
            let hint = "name the column that rows of one contact share, or take `count_by` away";
            return Some(Finding::warning(rules::KEYS, what).at(settings).hint(hint).of(&line.id));
        }
        let largest = self.contacts.iter().max_by_key(|rows| rows.len())?;
        let is_crowd =
            |least: usize, part: usize| largest.len() >= least && largest.len() * part >= self.rows;
        if !is_crowd(CROWD, PART) && !is_crowd(SMALL_CROWD, SMALL_PART) {
            return None;
        }
        let place = self.places.get(&largest[0]).cloned()?;
        let what = format!(
            "{} rows share the text that stands here in `{names}` and are counted as one contact",
            largest.len()
        );
        let hint = "look whether this text names nobody: then add it to `caller_number: withheld` in helpline.yaml, \
                    and each of its rows is a contact";
        Some(Finding::warning(rules::KEYS, what).at(place).hint(hint).of(&line.id))
    }

    /// What is said of a target.
    pub(super) fn said(&self, target: &str) -> Option<OfRows> {
        self.of_rows.get(target).copied()
    }
}
