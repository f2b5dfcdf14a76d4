//! Propagates bounds through the equations and limits of a part until none gets narrower.

use super::system::{self, OPEN, Part};
use crate::linear::bound_propagation::{Next, Outcome, Row, Rows, Search, propagate};

/// Each row is looked at so often on average and no more: bounds that creep in small steps are left to the
/// solver.
const ROUNDS: usize = 60;

/// Narrows the bounds of a part; `false` when no numbers satisfy it.
pub fn narrow(part: &mut Part) -> bool {
    let count = part.equations.len() + part.limits.len();
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); part.nodes.len()];
    for (i, row) in part.equations.iter().chain(&part.limits).enumerate() {
        row.terms.iter().for_each(|(at, _)| holders[*at].push(i));
    }
    let mut narrowing = Narrowing {
        equations: &part.equations,
        limits: &part.limits,
        holders: &holders,
        low: &mut part.low,
        high: &mut part.high,
    };
    let search = Search { next: Next::Longest, most: count * ROUNDS, open: OPEN };
    let outcome = propagate(&mut narrowing, 0..count, search);
    outcome != Outcome::Impossible && part.low.iter().zip(&part.high).all(|(low, high)| low <= high)
}

/// The rows of a part, the equations first, with the bounds so far.
struct Narrowing<'p> {
    equations: &'p [system::Row],
    limits: &'p [system::Row],
    /// The rows that hold each unknown.
    holders: &'p [Vec<usize>],
    low: &'p mut [i128],
    high: &'p mut [i128],
}

impl Rows for Narrowing<'_> {
    type Factor = i128;

    fn row(&self, i: usize) -> Option<Row<'_, i128>> {
        let equal = i < self.equations.len();
        let row = if equal { self.equations.get(i) } else { self.limits.get(i - self.equations.len()) };
        row.map(|row| Row { terms: &row.terms, rhs: row.rhs, equal })
    }

    fn rows_of(&self, at: usize) -> impl Iterator<Item = usize> {
        self.holders[at].iter().copied()
    }

    fn bounds(&self, at: usize) -> (i128, i128) {
        (self.low[at], self.high[at])
    }

    fn narrow(&mut self, at: usize, (low, high): (i128, i128)) {
        (self.low[at], self.high[at]) = (low, high);
    }
}
