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
/// Fewest rows of which it can be said that a key brings none together.
const ENOUGH: usize = 20;
/// Which rows of a line are one contact, and what is said of targets.
pub(super) struct Plan {
    /// Rows, numbered over all chunks, of contacts with several.
    contacts: Vec<Vec<u32>>,
    of_rows: BTreeMap<String, OfRows>,
    moments: Vec<i64>,
    places: BTreeMap<u32, Place>,
    names: String,
    rows: usize,
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
        Some(Self {
            moments: moments.collect(),
            contacts: by_leader.into_values().collect(),
            of_rows,
            places,
            names,
            rows,
        })
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
        ((0..table.rows).filter(|row| !gone[*row]).collect(), findings)
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
        if largest.len() < CROWD || largest.len() * PART < self.rows {
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
