//! The private log of the suppressions: whether each is primary or secondary, which cells it protects, and
//! its feasibility interval (the numbers between which it can lie for all that is printed). It says which
//! cells are the small ones, so it never leaves the building.

use std::collections::{BTreeMap, BTreeSet};

use super::component::Pattern;
use super::perturbation::change;
use super::reason::{HiddenCell, Why};
use crate::disclosure::linked_tables::system::System;

/// Every suppressed cell that is printed, in the order of the cells.
pub fn log(system: &System, pattern: &Pattern, describe: impl Fn(usize) -> String) -> Vec<HiddenCell> {
    let mut ranges: BTreeMap<usize, (i64, i64)> = BTreeMap::new();
    let mut serves: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (node, cells) in &pattern.proofs {
        for (n, _) in cells {
            let by = change(cells, *n);
            let range = ranges.entry(*n).or_default();
            *range = (range.0.min(by), range.1.max(by));
            serves.entry(*n).or_default().insert(*node);
        }
    }
    let entry = |n: usize| {
        if let Some(before) = pattern.reasons.get(&n) {
            return before.clone();
        }
        let node = &system.nodes[n];
        let why = if node.primary {
            Why::Primary
        } else if node.carried_over {
            Why::EarlierEdition
        } else {
            Why::Secondary(serves.get(&n).into_iter().flatten().map(|m| describe(*m)).collect())
        };
        let (down, up) = ranges.get(&n).copied().unwrap_or_default();
        let moved = |by: i64| (by != 0).then(|| node.value.saturating_add_signed(by));
        let (low, high) = (moved(down), moved(up));
        HiddenCell { cell: describe(n), why, low, high }
    };
    (0..system.nodes.len()).filter(|n| pattern.hidden[*n] && system.nodes[*n].printed).map(entry).collect()
}
