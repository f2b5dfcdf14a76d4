//! What the protection of a line cost, and what could not be protected.

use std::collections::BTreeSet;

use super::breakdowns::Traits;
use super::suppression::reason::HiddenCell;

/// What hiding cost, and what could not be protected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProtectionReport {
    /// Cells with a number of contacts or persons, each once.
    pub cells: usize,
    /// Relations between these cells.
    pub relations: usize,
    /// Primary suppressions.
    pub primary: usize,
    /// Secondary suppressions, and those carried over from earlier editions.
    pub secondary: usize,
    /// Suppressed cells whose number others have published.
    pub published_elsewhere: usize,
    /// Sum of the suppressed counts, without the totals of which a part is suppressed too: it would be
    /// counted twice.
    pub contacts: u64,
    /// So many cells the plain rule suppresses (in every sum at least two), for comparison. It protects
    /// nothing.
    pub plain: usize,
    /// Years of which so few registrations were corrected since they were published that every difference
    /// would describe them.
    pub slightly: Vec<i32>,
    /// Cells that cannot be protected, because too much about them was published before. Then nothing may be
    /// published.
    pub unprotectable: Vec<String>,
    /// The traits and years of these cells.
    pub stuck: BTreeSet<(Traits, (i32, i32))>,
    /// The largest breakdown of what was not protected within the limit on the work, and its years. Without it
    /// there is less to do.
    pub past_limit: BTreeSet<(Traits, i32)>,
    /// What the counts are multiples of, when they are rounded and not suppressed.
    pub base: Option<u64>,
    /// How many components of the system were solved, and how many kept the pattern from before.
    pub parts: (usize, usize),
    /// Suppressed cells of which it was not decided, within the limits on the work, whether they could be
    /// published.
    pub undecided: usize,
    /// The private log: every suppressed cell with its reason. It says which cells are small.
    pub log: Vec<HiddenCell>,
    /// The tables that were protected.
    #[cfg(test)]
    pub tables: Vec<crate::measures::Table>,
}

impl ProtectionReport {
    /// The number of suppressed cells.
    #[must_use]
    pub fn hidden(&self) -> usize {
        self.primary + self.secondary
    }
}
