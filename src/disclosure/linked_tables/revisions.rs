//! Corrected years: other numbers are published of them than before, and some differences describe few
//! persons.
//!
//! Each edition is compared by itself. An edition with other numbers of a year than are true now tells of the
//! true ones only by the differences; an edition with the same numbers is what readers know. So once a
//! corrected year is published it is no correction any more, but its first edition still differs.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::Identity;
use super::known_to_readers::{Known, Told};

/// Years of which other numbers were printed before.
#[derive(Debug, Default)]
pub struct Revised {
    /// Those that no edition says as they are now, with the largest difference of each.
    years: BTreeMap<i32, u64>,
    /// For each edition the years of which it says something else.
    stale: Vec<BTreeSet<i32>>,
}

impl Revised {
    /// Compares the counts of all tables with what was printed of them.
    pub fn of(counts: &BTreeMap<Identity, u64>, before: &Known) -> Self {
        let mut years: BTreeMap<i32, u64> = BTreeMap::new();
        let counts: Vec<(&Identity, u64)> =
            counts.iter().filter(|(id, _)| !is_running(id)).map(|(id, n)| (id, *n)).collect();
        for (id, value) in &counts {
            // When the number was withheld, it may have been this one.
            if before.shows(id, *value) || before.withheld_once(id) {
                continue;
            }
            let nearest = before.printed_as(id).map(|n| n.abs_diff(*value)).min();
            if let Some((nearest, year)) = nearest.zip(single(id)) {
                let largest = years.entry(year).or_default();
                *largest = nearest.max(*largest);
            }
        }
        let stale = before.editions().iter().map(|told| stale(&counts, told)).collect();
        Self { years, stale }
    }

    /// Years whose numbers differ by less than the threshold everywhere: so few registrations were
    /// corrected that every difference describes them.
    pub fn slightly(&self, threshold: u64) -> Vec<i32> {
        self.years.iter().filter(|(_, largest)| **largest < threshold).map(|(year, _)| *year).collect()
    }

    /// Whether a cell counts contacts of a year that is published anew.
    pub fn touches(&self, id: &Identity) -> bool {
        years(id).is_some_and(|years| self.years.range(years).next().is_some())
    }

    /// The editions that say of the years of a cell what is true now.
    pub(in crate::disclosure) fn standing<'k>(
        &'k self,
        id: &'k Identity,
        before: &'k Known,
    ) -> impl Iterator<Item = &'k Told> {
        self.editions(id, before).filter(|(stale, _)| !stale).map(|(_, told)| told)
    }

    /// Whether the difference from what was printed before would describe the persons whose registration was
    /// corrected: the difference is small, and the cell names two traits or more (a month is one).
    pub fn describes(&self, id: &Identity, value: u64, threshold: u64, before: &Known) -> bool {
        let near = |told: &Told| told.printed_as(id).any(|n| n.abs_diff(value) < threshold);
        id.detail() >= 2
            && !before.shows(id, value)
            && self.editions(id, before).any(|(stale, told)| stale && near(told))
    }

    /// Editions, and whether they say something else of the years of a cell.
    fn editions<'k>(
        &'k self,
        id: &Identity,
        before: &'k Known,
    ) -> impl Iterator<Item = (bool, &'k Told)> + use<'k> {
        let years = years(id);
        let other = move |stale: &BTreeSet<i32>| {
            years.clone().is_some_and(|years| stale.range(years).next().is_some())
        };
        self.stale.iter().map(other).zip(before.editions())
    }
}

/// The years of which an edition says something else.
fn stale(counts: &[(&Identity, u64)], told: &Told) -> BTreeSet<i32> {
    let other = |(id, value): &&(&Identity, u64)| {
        !told.withholds(id) && !told.shows(id, *value) && told.printed_as(id).next().is_some()
    };
    counts.iter().filter(other).filter_map(|(id, _)| single(id)).collect()
}

/// The year of a count, where it lies in one.
fn single(id: &Identity) -> Option<i32> {
    id.period.map(|p| p.months()).filter(|(first, last)| first.0 == last.0).map(|(first, _)| first.0)
}

/// The years that a cell counts.
fn years(id: &Identity) -> Option<std::ops::RangeInclusive<i32>> {
    let (first, last) = id.period?.months();
    let first = if is_running(id) { i32::MIN } else { first.0 };
    (first <= last.0).then_some(first..=last.0)
}

/// Whether it counts all years up to its own.
fn is_running(id: &Identity) -> bool {
    id.measure.ends_with("_cumulative")
}
