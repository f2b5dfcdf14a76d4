//! Primary suppression: the cells that must not be found, and how far each must be able to move.
//!
//! A cell is protected when a table is possible in which it is so much larger, and one in which it is so much
//! smaller: its feasibility interval then reaches at least from one to the other.

use std::cmp::Reverse;

use crate::disclosure::linked_tables::system::Node;
use crate::disclosure::settings::Settings;

/// A cell must be able to move by `amount`, or else by `alternative`.
#[derive(Debug, Clone, Copy)]
pub struct Goal {
    pub node: usize,
    pub amount: i64,
    /// How far the cell must move instead where it cannot move by the amount.
    pub alternative: Option<i64>,
    /// The perturbation that proves it, and how many times it is applied.
    pub proof: Option<(usize, i64)>,
}

/// Whether a cell must be suppressed: it is primary, or the suppression is carried over from an earlier
/// edition.
pub fn required(node: &Node) -> bool {
    node.primary || node.carried_over
}

/// The cells that are suppressed before any secondary suppression. A cell that is printed nowhere is unknown
/// to readers unless it is zero.
pub fn suppressed(nodes: &[Node]) -> Vec<bool> {
    nodes.iter().map(|n| required(n) || (!n.printed && n.value > 0)).collect()
}

/// The goals, in the order in which they are sought: primary cells first, and of these the largest first.
pub fn goals(nodes: &[Node], settings: &Settings) -> Vec<Goal> {
    let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let mut order: Vec<usize> = (0..nodes.len()).filter(|n| required(&nodes[*n])).collect();
    order.sort_by_key(|n| (Reverse(nodes[*n].primary), Reverse(nodes[*n].value), *n));
    let mut goals = Vec::new();
    let mut aim = |node: usize, amount: i64, alternative: Option<i64>| {
        if amount != 0 {
            goals.push(Goal { node, amount, alternative, proof: None });
        }
    };
    for n in order {
        let node = &nodes[n];
        if !node.primary {
            // It must not be computed; how far it can move does not matter.
            aim(n, 1, Some(-1));
            continue;
        }
        // Down to the lower bound that readers know anyway; up to the threshold, and further where the
        // interval would be narrower than the settings ask.
        let down = (signed(node.value) - signed(node.lower_bound)).max(0);
        let width = signed(settings.width);
        let up = (signed(settings.threshold) - signed(node.value)).max(width - down);
        aim(n, up, None);
        // A cell that cannot go down must go up by the whole width.
        aim(n, -down, Some(up.max(width)));
    }
    goals
}
