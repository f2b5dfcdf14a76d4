//! How a line is protected, what readers know from earlier publications, and what hiding cost.

use std::collections::{BTreeMap, BTreeSet};

use super::linked_tables::Identity;
use super::suppression_log::HiddenCell;
use crate::config::{Helpline, Zeros};
use crate::measures::Key;

/// How a line is protected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Counts from 1 up to (not including) this are hidden.
    pub threshold: u64,
    /// Readers must not confine a small count to an interval narrower than this.
    pub width: u64,
    /// What a hidden cell may be.
    pub zeros: Zeros,
    /// Dimensions whose small counts are hidden; all when empty.
    pub sensitive: BTreeSet<String>,
    /// Dimensions whose rows are sorted by size.
    pub sorted: BTreeSet<String>,
    /// What counts are rounded to multiples of, instead of being hidden.
    pub base: Option<u64>,
}

impl Settings {
    /// With a threshold, and the other settings as they are by default.
    #[must_use]
    pub fn new(threshold: u64) -> Self {
        Self {
            threshold,
            width: threshold.saturating_sub(2),
            zeros: Zeros::Printed,
            sensitive: BTreeSet::new(),
            sorted: BTreeSet::new(),
            base: None,
        }
    }

    /// Of a line.
    #[must_use]
    pub fn of(line: &Helpline) -> Self {
        let by_size = line.dimensions.iter().filter(|d| !d.codes.ordered).map(|d| d.id.clone());
        let usual = Self::new(line.threshold);
        Self {
            width: line.protection.interval_width.unwrap_or(usual.width),
            zeros: line.protection.zeros,
            sensitive: line.protection.sensitive.clone(),
            sorted: by_size.collect(),
            base: line.protection.base(),
            ..usual
        }
    }
}

/// Cells that were published before, edition by edition: readers hold them, whatever a new report prints.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    editions: Vec<Told>,
}

/// What one edition of one report said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Told {
    shown: BTreeSet<Identity>,
    hidden: BTreeMap<Identity, Option<u64>>,
}

impl Told {
    /// The numbers that it printed for what a cell counts.
    pub(super) fn printed_as(&self, id: &Identity) -> impl Iterator<Item = u64> + '_ {
        let from = Identity { value: 0, ..id.clone() };
        let to = Identity { value: u64::MAX, ..id.clone() };
        self.shown.range(from..=to).map(|other| other.value)
    }

    pub(super) fn shows(&self, id: &Identity) -> bool {
        self.shown.contains(id)
    }

    /// Whether it withheld a number of what a cell counts, whatever it was.
    pub(super) fn withholds(&self, id: &Identity) -> bool {
        self.hidden.contains_key(&Identity { value: 0, ..id.clone() })
    }
}

impl Known {
    /// Nothing was published before.
    #[must_use]
    pub fn nothing() -> Self {
        Self::default()
    }

    /// What follows was said by another edition, or in another report.
    pub fn next(&mut self) {
        if self.editions.last().is_none_or(|told| *told != Told::default()) {
            self.editions.push(Told::default());
        }
    }

    fn newest(&mut self) -> &mut Told {
        if self.editions.is_empty() {
            self.editions.push(Told::default());
        }
        let last = self.editions.len() - 1;
        &mut self.editions[last]
    }

    /// A count that was printed. It cannot be hidden any more while it has this value.
    pub fn printed(&mut self, key: &Key, value: u64) {
        self.newest().shown.insert(Identity::of(key, value));
    }

    /// A count that was withheld. It stays so; `then` is its value at that time where the private record
    /// has it, and a cell whose value has changed since is free again.
    pub fn withheld(&mut self, key: &Key, then: Option<u64>) {
        self.newest().hidden.insert(Identity::of(key, 0), then);
    }

    /// Editions, in the order in which they were told.
    pub(super) fn editions(&self) -> &[Told] {
        &self.editions
    }

    /// The numbers that were printed for what a cell counts.
    pub(super) fn printed_as<'k>(&'k self, id: &'k Identity) -> impl Iterator<Item = u64> + 'k {
        self.editions.iter().flat_map(|told| told.printed_as(id))
    }

    pub(super) fn shows(&self, id: &Identity) -> bool {
        self.editions.iter().any(|told| told.shows(id))
    }

    /// Whether a number of what it counts was withheld, whatever it was.
    pub(super) fn withheld_once(&self, id: &Identity) -> bool {
        self.editions.iter().any(|told| told.withholds(id))
    }

    pub(super) fn hides(&self, id: &Identity) -> bool {
        let unnamed = Identity { value: 0, ..id.clone() };
        let then = |told: &Told| told.hidden.get(&unnamed).copied();
        self.editions.iter().filter_map(then).any(|then| then.is_none_or(|n| n == id.value))
    }
}

/// What hiding cost, and what could not be protected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProtectionReport {
    /// Cells with a number of contacts or persons, each once.
    pub cells: usize,
    /// Relations between them.
    pub relations: usize,
    /// Of the cells, hidden because small.
    pub small: usize,
    /// Of the cells, hidden to protect those.
    pub further: usize,
    /// Of the hidden cells, those whose number others have published.
    pub elsewhere: usize,
    /// Sum of the numbers hidden, over the cells that have no hidden part below them.
    pub contacts: u64,
    /// Cells that a plain rule hides: in every sum at least two.
    pub plain: usize,
    /// Years of which so few registrations were corrected since they were published that every difference
    /// would describe them.
    pub slightly: Vec<i32>,
    /// Cells that cannot be protected, because too much about them was published before.
    pub unrepairable: Vec<String>,
    /// What the counts are multiples of, when they are rounded and not hidden.
    pub base: Option<u64>,
    /// How many parts of the system were solved, and how many had been solved before and were not again.
    pub parts: (usize, usize),
    /// Hidden cells of which it was not seen within the work that is spent on it whether they could be shown.
    pub unsure: usize,
    /// Every hidden cell with its reason: private, as it says which are the small ones.
    pub log: Vec<HiddenCell>,
}

impl ProtectionReport {
    /// Hidden cells.
    #[must_use]
    pub fn hidden(&self) -> usize {
        self.small + self.further
    }
}
