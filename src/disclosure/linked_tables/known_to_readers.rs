//! What readers know from earlier publications: the cells that each edition printed or withheld.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::Identity;
use crate::measures::{Key, Population};

/// The cells that were published before, edition by edition. Readers know them, whatever a new report prints.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    editions: Vec<Told>,
}

/// What one edition of one report said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::disclosure) struct Told {
    /// The numbers that were printed for each count; a source that published it before may have another one.
    shown: BTreeMap<Identity, BTreeSet<u64>>,
    hidden: BTreeMap<Identity, Option<u64>>,
}

/// The names under which an edition can have published a count. It does not always say of which question
/// those who answered are counted, nor which of two figures counts whom.
fn names(id: &Identity) -> impl Iterator<Item = Identity> + use<> {
    let (first, second) = match &id.population {
        Population::All => (id.clone(), None),
        Population::Answering(_) => (id.clone(), Some(id.among(Population::Answering(String::new())))),
        Population::Unsaid(..) => (id.among(Population::All), None),
    };
    std::iter::once(first).chain(second)
}

impl Told {
    /// The numbers that the edition printed for what a cell counts.
    pub(in crate::disclosure) fn printed_as(&self, id: &Identity) -> impl Iterator<Item = u64> + '_ {
        names(id).filter_map(move |name| self.shown.get(&name)).flatten().copied()
    }

    pub(in crate::disclosure) fn shows(&self, id: &Identity, value: u64) -> bool {
        self.printed_as(id).any(|n| n == value)
    }

    /// Whether the edition withheld what a cell counts, whatever its number was.
    pub(in crate::disclosure) fn withholds(&self, id: &Identity) -> bool {
        names(id).any(|name| self.hidden.contains_key(&name))
    }
}

impl Known {
    /// Nothing was published before.
    #[must_use]
    pub fn nothing() -> Self {
        Self::default()
    }

    /// Whether anything was published before.
    pub(in crate::disclosure) fn any(&self) -> bool {
        self.editions.iter().any(|told| *told != Told::default())
    }

    /// Begins another edition, or another report.
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

    /// Notes a count that was printed. It cannot be suppressed any more while it has this value.
    pub fn printed(&mut self, key: &Key, value: u64) {
        self.newest().shown.entry(Identity::of(key)).or_default().insert(value);
    }

    /// Notes a count that was withheld; it stays withheld. `then` is its value at that time, where the
    /// private record has it: a cell whose value has changed since may be published.
    pub fn withheld(&mut self, key: &Key, then: Option<u64>) {
        self.newest().hidden.insert(Identity::of(key), then);
    }

    /// Editions, in the order in which they were noted.
    pub(in crate::disclosure) fn editions(&self) -> &[Told] {
        &self.editions
    }

    /// The numbers that were printed for what a cell counts.
    pub(in crate::disclosure) fn printed_as<'k>(
        &'k self,
        id: &'k Identity,
    ) -> impl Iterator<Item = u64> + 'k {
        self.editions.iter().flat_map(|told| told.printed_as(id))
    }

    pub(in crate::disclosure) fn shows(&self, id: &Identity, value: u64) -> bool {
        self.editions.iter().any(|told| told.shows(id, value))
    }

    /// Whether an edition withheld what a cell counts, whatever its number was.
    pub(in crate::disclosure) fn withheld_once(&self, id: &Identity) -> bool {
        self.editions.iter().any(|told| told.withholds(id))
    }

    pub(in crate::disclosure) fn hides(&self, id: &Identity, value: u64) -> bool {
        let then = |told: &Told| names(id).find_map(|name| told.hidden.get(&name).copied());
        self.editions.iter().filter_map(then).any(|then| then.is_none_or(|n| n == value))
    }
}
