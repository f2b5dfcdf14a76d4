//! How a line protects persons.

use std::collections::BTreeSet;

/// What the sign of a withheld number says about zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zeros {
    /// Every zero is printed, so that what is withheld is at least one.
    Printed,
    /// A zero may be withheld as well to protect others.
    MayBeHidden,
}

/// How small counts are kept from readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// They are withheld, with whatever would give them away.
    Hiding,
    /// All counts are rounded to multiples of `base`, so that they still add up.
    Rounding {
        /// At least the threshold, so that no printed count is a small one.
        base: u64,
    },
}

/// What becomes of a correction of so few registrations that every changed number would describe them.
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
    /// Hiding or rounding.
    pub method: Method,
    /// So far apart must the lowest and the highest value lie that a small count can have for readers;
    /// the threshold less two when nothing is asked.
    pub interval_width: Option<u64>,
    /// Zeros.
    pub zeros: Zeros,
    /// Dimensions whose small counts are withheld; all when empty.
    pub sensitive: BTreeSet<String>,
    /// Corrections of a few.
    pub small_corrections: SmallCorrections,
}

impl Protection {
    /// Whether a printed zero is one, and what is withheld is none. Where it is not, all that could have been
    /// registered is listed: a row that stands there only because somebody has it would say so.
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
        }
    }
}

impl Protection {
    /// What counts are multiples of, when they are rounded.
    #[must_use]
    pub fn base(&self) -> Option<u64> {
        match self.method {
            Method::Hiding => None,
            Method::Rounding { base } => Some(base),
        }
    }
}
