//! The settings of the protection of a line.

use std::collections::BTreeSet;

use crate::config::{Helpline, Zeros};

/// How a line is protected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Counts from 1 up to (not including) this are hidden.
    pub threshold: u64,
    /// Smallest width of the feasibility interval of a small count.
    pub width: u64,
    /// Whether a hidden cell may be zero.
    pub zeros: Zeros,
    /// Dimensions whose small counts are hidden; all when empty.
    pub sensitive: BTreeSet<String>,
    /// Dimensions whose rows are sorted by size.
    pub sorted: BTreeSet<String>,
    /// Counts are rounded to multiples of this, instead of being hidden.
    pub base: Option<u64>,
    /// So many cells may be looked at before what is not protected by then is given up.
    pub work_limit: u64,
}

impl Settings {
    /// Settings with a threshold; the others are the defaults.
    #[must_use]
    pub fn new(threshold: u64) -> Self {
        Self {
            threshold,
            width: threshold.saturating_sub(2),
            zeros: Zeros::Printed,
            sensitive: BTreeSet::new(),
            sorted: BTreeSet::new(),
            base: None,
            work_limit: u64::MAX,
        }
    }

    /// The settings of a line.
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
            work_limit: line.protection.work_limit,
            ..usual
        }
    }
}
