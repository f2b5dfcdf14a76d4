//! What the protection of a line cost, and what could not be protected.

use super::suppression::reason::HiddenCell;

/// What hiding cost, and what could not be protected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProtectionReport {
    /// Cells with a number of contacts or persons, each once.
    pub cells: usize,
    /// Relations between them.
    pub relations: usize,
    /// Of the cells, hidden because small.
    pub primary: usize,
    /// Of the cells, hidden to protect those.
    pub secondary: usize,
    /// Of the hidden cells, those whose number others have published.
    pub published_elsewhere: usize,
    /// Sum of the numbers hidden, over the cells that have no hidden part below them.
    pub contacts: u64,
    /// Cells that a plain rule hides: in every sum at least two.
    pub plain: usize,
    /// Years of which so few registrations were corrected since they were published that every difference
    /// would describe them.
    pub slightly: Vec<i32>,
    /// Cells that cannot be protected, because too much about them was published before.
    pub unprotectable: Vec<String>,
    /// What the counts are multiples of, when they are rounded and not hidden.
    pub base: Option<u64>,
    /// How many parts of the system were solved, and how many had been solved before and were not again.
    pub parts: (usize, usize),
    /// Hidden cells of which it was not seen within the work that is spent on it whether they could be shown.
    pub undecided: usize,
    /// Every hidden cell with its reason: private, as it says which are the small ones.
    pub log: Vec<HiddenCell>,
}

impl ProtectionReport {
    /// Hidden cells.
    #[must_use]
    pub fn hidden(&self) -> usize {
        self.primary + self.secondary
    }
}
