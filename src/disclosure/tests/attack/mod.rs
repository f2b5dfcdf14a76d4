//! The attack: what can a reader with a pencil find out from the published cells? It shares nothing with
//! the protection but the safe tables, which are all that it sees.

mod facts;
mod solve;

use crate::disclosure::SafeTable;
use facts::Facts;

/// A cell that readers could find, or confine to a few numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exposed {
    /// What it counts.
    pub cell: String,
    /// It is at least this.
    pub low: i64,
    /// It is at most this.
    pub high: i64,
}

/// Attacks published tables. A cell is exposed when it can be computed, or confined to at most `width`
/// whole numbers of which one is below the threshold.
#[must_use]
pub fn audit(tables: &[SafeTable], threshold: u64, width: u64) -> Vec<Exposed> {
    let facts = Facts::read(tables);
    let [threshold, width] = [threshold, width].map(|n| i64::try_from(n).unwrap_or(i64::MAX));
    let mut exposed = facts.said_outright(threshold);
    let solved = solve::solve(&facts);
    for (cell, (low, high)) in facts.hidden().zip(solved) {
        if low == high || (high - low < width && low < threshold) {
            exposed.push(Exposed { cell: cell.to_owned(), low, high });
        }
    }
    exposed.sort();
    exposed.dedup();
    exposed
}
