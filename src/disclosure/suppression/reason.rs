//! Why a cell is suppressed.

use std::collections::BTreeSet;

/// Why a cell is hidden.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Its count is below the threshold.
    Primary,
    /// An earlier edition withheld it, or printed a number so near that the difference would tell.
    EarlierEdition,
    /// Without it these small counts could be worked out.
    Secondary(BTreeSet<String>),
}

/// A hidden cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct HiddenCell {
    /// What it counts.
    pub cell: String,
    /// Why.
    pub why: Why,
    /// It may be as low as this for readers, and lower where nothing was shown.
    pub low: u64,
    /// It may be as high as this for readers, and higher where nothing was shown.
    pub high: u64,
}
