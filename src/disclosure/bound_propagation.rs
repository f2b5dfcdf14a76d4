//! What bounds alone forbid: sum by sum, how far each cell can move at most when one must move so far.

use std::collections::{BTreeMap, BTreeSet};

use super::perturbation::Space;

/// No bound.
const OPEN: i64 = 1 << 40;
/// Sums looked at before the question is left open: a count, not a clock.
const LOOKED: usize = 80;

/// Whether the sums forbid that a cell moves by an amount while only cells that are `free` move; what is
/// not seen is not said.
pub fn forbidden(space: &Space, (node, amount): (usize, i64), free: &impl Fn(usize) -> bool) -> bool {
    let mut bounds: BTreeMap<usize, (i64, i64)> = [(node, (amount, amount))].into();
    let mut waiting: BTreeSet<usize> = space.sums_of(node).collect();
    let range = |n: usize, bounds: &BTreeMap<usize, (i64, i64)>| match bounds.get(&n) {
        Some(range) => *range,
        None if free(n) => (-space.downward(n), OPEN),
        None => (0, 0),
    };
    for _ in 0..LOOKED {
        let Some(sum) = waiting.pop_first() else { return false };
        let terms = &space.system.relations[sum];
        // How far the sum can go with every term at its least and its most; open ends are counted.
        let (mut least, mut most) = ((0, 0), (0, 0));
        let of = |n: usize, factor: i64, bounds: &BTreeMap<usize, (i64, i64)>| {
            let (low, high) = range(n, bounds);
            if factor > 0 { (low, high) } else { (-high, -low) }
        };
        for (n, factor) in terms {
            if factor.abs() != 1 {
                return false;
            }
            let (low, high) = of(*n, *factor, &bounds);
            if low <= -OPEN {
                least.1 += 1
            } else {
                least.0 += low
            }
            if high >= OPEN { most.1 += 1 } else { most.0 += high }
        }
        if (least.1 == 0 && least.0 > 0) || (most.1 == 0 && most.0 < 0) {
            return true;
        }
        for (n, factor) in terms {
            let (low, high) = of(*n, *factor, &bounds);
            // The others reach from … to …; this one must make up for it.
            let others_least = if low <= -OPEN { (least.0, least.1 - 1) } else { (least.0 - low, least.1) };
            let others_most = if high >= OPEN { (most.0, most.1 - 1) } else { (most.0 - high, most.1) };
            let new_high = if others_least.1 == 0 { high.min(-others_least.0) } else { high };
            let new_low = if others_most.1 == 0 { low.max(-others_most.0) } else { low };
            if new_low > new_high {
                return true;
            }
            if (new_low, new_high) != (low, high) {
                let range = if *factor > 0 { (new_low, new_high) } else { (-new_high, -new_low) };
                bounds.insert(*n, range);
                waiting.extend(space.sums_of(*n).filter(|other| *other != sum));
            }
        }
    }
    false
}
