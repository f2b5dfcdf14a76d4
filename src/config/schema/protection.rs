//! How a line protects persons.

use std::collections::BTreeSet;

/// What the sign of a withheld number says about zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zeros {
    /// Every zero is printed, so that a withheld number is at least one.
    Printed,
    /// A zero may be withheld too, to protect other numbers.
    MayBeHidden,
}

/// How small counts are kept from readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// They are withheld, and so are the numbers from which they could be computed.
    Hiding,
    /// All counts are rounded to multiples of `base`, so that they still add up.
    Rounding {
        /// At least the threshold, so that no printed count is a small one.
        base: u64,
    },
}

/// What becomes of a correction of so few registrations that each changed number would describe them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmallCorrections {
    /// The published edition stands until more are corrected, or until a report on another year.
    Hold,
    /// The next edition gives the new numbers, and withholds those with two traits or more that changed.
    Publish,
}

/// How small counts are protected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protection {
    pub method: Method,
    /// Least distance between the lowest and the highest value that readers can compute for a withheld small count;
    /// `None`: two less than the threshold.
    pub interval_width: Option<u64>,
    pub zeros: Zeros,
    /// Dimensions whose small counts are withheld; all when empty.
    pub sensitive: BTreeSet<String>,
    /// What becomes of corrections of few registrations.
    pub small_corrections: SmallCorrections,
    /// So many cells the search for a pattern may look at, in each part of the figures that hangs together by sums;
    /// what is not protected by then is given up.
    pub work_limit: u64,
}

/// What `work_limit` counts in: millions of cells.
pub const WORK_UNIT: u64 = 1_000_000;

impl Protection {
    /// Whether readers can tell zeros: each is printed as it is, and none is withheld. Where they cannot, tables list
    /// every code that could have been registered, because a row that is listed only when somebody has the code would
    /// tell that somebody has it.
    #[must_use]
    pub fn tells_zeros(&self) -> bool {
        self.method == Method::Hiding && self.zeros == Zeros::Printed
    }
}

impl Default for Protection {
    fn default() -> Self {
        Self {
            method: Method::Hiding,
            interval_width: None,
            zeros: Zeros::Printed,
            sensitive: BTreeSet::new(),
            small_corrections: SmallCorrections::Hold,
            work_limit: u64::MAX,
        }
    }
}

impl Protection {
    /// The base of rounding; `None` when counts are not rounded.
    #[must_use]
    pub fn base(&self) -> Option<u64> {
        match self.method {
            Method::Hiding => None,
            Method::Rounding { base } => Some(base),
        }
    }
}
