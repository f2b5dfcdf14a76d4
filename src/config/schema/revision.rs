//! How changes between two editions are graded and printed.

/// Bounds between the grades of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RevisionBounds {
    /// Changes below so many percent (or percentage points) are tiny.
    pub tiny_percent: u32,
    /// Changes of at least so many percent (or percentage points) are serious.
    pub serious_percent: u32,
    /// A count that changes by less than this has no serious change.
    pub serious_count: u32,
    /// Changes printed per grade; the others stand in `corrections.csv`.
    pub rows: u32,
}

impl Default for RevisionBounds {
    fn default() -> Self {
        Self { tiny_percent: 1, serious_percent: 5, serious_count: 10, rows: 40 }
    }
}
