//! How changes between two editions are graded and printed.

use super::yaml::Node;
use crate::base::code;

/// Bounds of grading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RevisionBounds {
    /// Changes below so many percent (or percentage points) are tiny.
    pub tiny_percent: u32,
    /// Changes from so many percent (or percentage points) on are serious.
    pub serious_percent: u32,
    /// A count that changes by less than this is never seriously changed.
    pub serious_count: u32,
    /// Changes printed per grade; the others stand in `corrections.csv`.
    pub rows: u32,
}

impl Default for RevisionBounds {
    fn default() -> Self {
        Self { tiny_percent: 1, serious_percent: 5, serious_count: 10, rows: 40 }
    }
}

/// `revision:` of the workspace, completed from the defaults.
pub fn revision(own: Option<Node<'_>>, default: Option<Node<'_>>) -> RevisionBounds {
    let usual = RevisionBounds::default();
    let Some(node) = own.or_else(|| default.clone()) else { return usual };
    let map = node.map(default.into_iter().collect());
    let whole = |key: &str, max: i64, usual: u32| {
        map.get(key).and_then(|n| n.whole(0, max)).and_then(|n| u32::try_from(n).ok()).unwrap_or(usual)
    };
    let bounds = RevisionBounds {
        tiny_percent: whole("tiny_percent", 100, usual.tiny_percent),
        serious_percent: whole("serious_percent", 1000, usual.serious_percent),
        serious_count: whole("serious_count", 1_000_000, usual.serious_count),
        rows: whole("rows", 1000, usual.rows),
    };
    if bounds.serious_percent < bounds.tiny_percent {
        let hint = "a serious change is at least as large as one that is not tiny";
        node.problem(code::C075, "`serious_percent` is below `tiny_percent`", hint);
    }
    map.finish();
    bounds
}
