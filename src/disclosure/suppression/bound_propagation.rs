//! Which moves bounds alone forbid. A cell is moved by an amount; sum by sum it follows how far the other
//! cells must and can move. This is quick and sees much, so it is asked before a search.

use std::cell::RefMut;

use super::bounds::Bounds;
use super::perturbation::Space;
use crate::linear::bound_propagation::{Next, Outcome, Row, Rows, Search, propagate};

/// A move from here on has no bound.
const OPEN: i128 = 1 << 40;
/// After so many sums the question is left open. This is a count and no clock, so that equal input gives
/// equal output.
const LOOKED: usize = 80;

/// Whether the sums forbid that a cell moves by an amount while only `free` cells move. `false` means that no
/// contradiction was seen, and not that the move is possible.
pub fn forbidden(space: &Space, (node, amount): (usize, i64), free: &impl Fn(usize) -> bool) -> bool {
    let amount = i128::from(amount);
    let mut changes = Changes { space, free, bounds: space.bounds() };
    changes.narrow(node, (amount, amount));
    let search = Search { next: Next::Smallest, most: LOOKED, open: OPEN };
    propagate(&mut changes, space.sums_of(node), search) == Outcome::Impossible
}

/// How far each cell may change, for all that is known so far.
struct Changes<'s, F> {
    space: &'s Space<'s>,
    free: &'s F,
    bounds: RefMut<'s, Bounds>,
}

impl<F: Fn(usize) -> bool> Rows for Changes<'_, F> {
    type Factor = i64;

    /// The changes of a sum add up to zero. A sum with a factor other than 1 and −1 gives the propagation up.
    fn row(&self, sum: usize) -> Option<Row<'_, i64>> {
        let terms = &self.space.system.relations[sum];
        self.space.look(terms.len());
        terms.iter().all(|(_, factor)| factor.abs() == 1).then_some(Row { terms, rhs: 0, equal: true })
    }

    fn rows_of(&self, n: usize) -> impl Iterator<Item = usize> {
        self.space.sums_of(n)
    }

    fn bounds(&self, n: usize) -> (i128, i128) {
        match self.bounds.get(n) {
            Some(bounds) => bounds,
            None if (self.free)(n) => (-i128::from(self.space.downward(n)), OPEN),
            None => (0, 0),
        }
    }

    fn narrow(&mut self, n: usize, bounds: (i128, i128)) {
        self.bounds.set(n, bounds);
    }
}
