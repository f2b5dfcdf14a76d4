//! Why a cell is suppressed.

use std::collections::BTreeSet;

/// Why a cell is suppressed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Its count is below the threshold.
    Primary,
    /// An earlier edition withheld it, or printed a number so near that the difference would describe few
    /// persons.
    EarlierEdition,
    /// Without it these primary cells could be computed or bounded too tightly.
    Secondary(BTreeSet<String>),
}

/// A row of the private log.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct HiddenCell {
    /// What it counts.
    pub cell: String,
    pub why: Why,
    /// The least value that a proof shows to be possible; lower ones may be possible too. Nothing where no
    /// proof moves the cell down: the value itself is not told.
    pub low: Option<u64>,
    /// The greatest value that a proof shows to be possible; higher ones may be possible too. Nothing where no
    /// proof moves the cell up.
    pub high: Option<u64>,
}
