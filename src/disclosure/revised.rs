//! Years of which other numbers are published than before, and which of their differences describe persons.

use std::collections::{BTreeMap, BTreeSet};

use super::settings::Known;
use super::system::Identity;

/// Years of which other numbers were printed before.
#[derive(Debug, Default)]
pub struct Revised {
    /// The largest difference of each.
    years: BTreeMap<i32, u64>,
}

impl Revised {
    /// Compares the counts of all tables with what was printed of them.
    pub fn of(ids: &BTreeSet<Identity>, before: &Known) -> Self {
        let mut years: BTreeMap<i32, u64> = BTreeMap::new();
        let ids: Vec<&Identity> = ids.iter().filter(|id| !is_running(id)).collect();
        // One name can stand for two numbers, and then the identities follow each other: another number
        // beside one that stands as it stood is new, not revised.
        for named in ids.chunk_by(|a, b| a.same_name(b)) {
            // Where one of two numbers of that name was withheld, it may be this one.
            if named.iter().any(|id| before.shows(id) || before.withheld_once(id)) {
                continue;
            }
            for id in named {
                let Some((first, last)) = id.period.map(|p| p.months()) else { continue };
                let nearest = before.printed_as(id).map(|n| n.abs_diff(id.value)).min();
                if let Some(nearest) = nearest.filter(|_| first.0 == last.0) {
                    let largest = years.entry(first.0).or_default();
                    *largest = nearest.max(*largest);
                }
            }
        }
        Self { years }
    }

    /// Years whose numbers differ by less than the threshold everywhere: so few registrations were
    /// corrected that every difference describes them.
    pub fn slightly(&self, threshold: u64) -> Vec<i32> {
        self.years.iter().filter(|(_, largest)| **largest < threshold).map(|(year, _)| *year).collect()
    }

    /// Whether a cell counts contacts of a year that is published anew.
    pub fn touches(&self, id: &Identity) -> bool {
        let Some((first, last)) = id.period.map(|p| p.months()) else { return false };
        let first = if is_running(id) { i32::MIN } else { first.0 };
        first <= last.0 && self.years.range(first..=last.0).next().is_some()
    }

    /// Whether the difference from what was printed before would describe those whose registration was
    /// corrected: a small number with two traits or more, a month being one.
    pub fn describes(&self, id: &Identity, threshold: u64, before: &Known) -> bool {
        id.detail() >= 2
            && self.touches(id)
            && !before.shows(id)
            && before.printed_as(id).any(|n| n.abs_diff(id.value) < threshold)
    }
}

/// Whether it counts all years up to its own.
fn is_running(id: &Identity) -> bool {
    id.measure.ends_with("_cumulative")
}
