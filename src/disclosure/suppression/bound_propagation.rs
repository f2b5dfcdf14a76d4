//! What bounds alone forbid: sum by sum, how far each cell can move at most when one must move so far.

use std::collections::BTreeMap;

use super::perturbation::Space;
use crate::linear::bound_propagation::{Next, Outcome, Row, Rows, Search, propagate};

/// No bound.
const OPEN: i128 = 1 << 40;
/// Sums looked at before the question is left open: a count, not a clock.
const LOOKED: usize = 80;

/// Whether the sums forbid that a cell moves by an amount while only cells that are `free` move; what is
/// not seen is not said.
pub fn forbidden(space: &Space, (node, amount): (usize, i64), free: &impl Fn(usize) -> bool) -> bool {
    let amount = i128::from(amount);
    let mut changes = Changes { space, free, bounds: [(node, (amount, amount))].into() };
    let search = Search { next: Next::Smallest, most: LOOKED, open: OPEN };
    propagate(&mut changes, space.sums_of(node), search) == Outcome::Impossible
}

/// How far each cell may change, for all that is known so far.
struct Changes<'s, F> {
    space: &'s Space<'s>,
    free: &'s F,
    bounds: BTreeMap<usize, (i128, i128)>,
}

impl<F: Fn(usize) -> bool> Rows for Changes<'_, F> {
    type Factor = i64;

    /// Changes add up to nothing; a sum in which a cell counts more than once is not looked at.
    fn row(&self, sum: usize) -> Option<Row<'_, i64>> {
        let terms = &self.space.system.relations[sum];
        terms.iter().all(|(_, factor)| factor.abs() == 1).then_some(Row { terms, rhs: 0, equal: true })
    }

    fn rows_of(&self, n: usize) -> impl Iterator<Item = usize> {
        self.space.sums_of(n)
    }

    fn bounds(&self, n: usize) -> (i128, i128) {
        match self.bounds.get(&n) {
            Some(bounds) => *bounds,
            None if (self.free)(n) => (-i128::from(self.space.downward(n)), OPEN),
            None => (0, 0),
        }
    }

    fn narrow(&mut self, n: usize, bounds: (i128, i128)) {
        self.bounds.insert(n, bounds);
    }
}
