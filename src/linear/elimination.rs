//! Gaussian elimination modulo a prime. An unknown is a combination of known numbers if and only if the
//! reduced system has a row that holds nothing but this unknown.

use std::collections::{BTreeMap, BTreeSet};

use super::modular::{inverse, lift, negative, plus, residue, times};

/// Factors by unknown; none of them is 0.
type Sparse = BTreeMap<usize, u64>;

/// An equation: Σ factor × unknown = right hand side.
#[derive(Debug, Clone, Default)]
pub struct Equation {
    terms: Sparse,
    rhs: u64,
    /// The combination of the equations given that this one is; empty when nobody asks for it.
    origin: Sparse,
}

impl Equation {
    /// Of unknowns, each once, with their factors.
    pub fn new<N: Into<i128>>(terms: impl IntoIterator<Item = (usize, N)>, rhs: i128) -> Self {
        let terms = terms.into_iter().map(|(at, factor)| (at, residue(factor.into())));
        Self { terms: terms.filter(|(_, f)| *f != 0).collect(), rhs: residue(rhs), origin: Sparse::new() }
    }

    /// The same under a number, by which the result names it as used.
    #[must_use]
    pub fn numbered(mut self, number: usize) -> Self {
        self.origin.insert(number, 1);
        self
    }

    /// Adds a multiple of another equation.
    fn add(&mut self, other: &Self, factor: u64) {
        add(&mut self.terms, &other.terms, factor, |_, _| {});
        self.rhs = plus(self.rhs, times(other.rhs, factor));
        add(&mut self.origin, &other.origin, factor, |_, _| {});
    }
}

/// Adds a multiple of a row; tells of each unknown that comes (`true`) or goes (`false`).
fn add(to: &mut Sparse, row: &Sparse, factor: u64, mut tell: impl FnMut(usize, bool)) {
    for (at, value) in row {
        let entry = to.entry(*at).or_insert(0);
        let new = *entry == 0;
        *entry = plus(*entry, times(*value, factor));
        if *entry == 0 {
            to.remove(at);
            tell(*at, false);
        } else if new {
            tell(*at, true);
        }
    }
}

/// In which order equations are used. It decides which of several combinations gives an unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As they are given.
    Given,
    /// The one that is shortest by then comes first, so that rows stay short.
    ShortestFirst,
}

/// An equation solved for one unknown, whose factor is 1.
#[derive(Debug)]
pub struct Solved {
    /// The unknown for which it is solved. It stands in no row behind this one.
    pub pivot: usize,
    /// The whole row, the pivot included.
    row: Equation,
}

impl Solved {
    /// The other unknowns with their factors.
    pub fn rest(&self) -> impl Iterator<Item = (usize, u64)> + '_ {
        self.row.terms.iter().filter(|(at, _)| **at != self.pivot).map(|(at, factor)| (*at, *factor))
    }
}

/// The equations in triangular form; `None` when they contradict each other.
#[must_use]
pub fn triangular(mut rows: Vec<Equation>, order: Order) -> Option<Vec<Solved>> {
    let turn = |row: &Equation, r: usize| match order {
        Order::Given => (0, r),
        Order::ShortestFirst => (row.terms.len(), r),
    };
    let mut holding: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (r, row) in rows.iter().enumerate() {
        for at in row.terms.keys() {
            holding.entry(*at).or_default().insert(r);
        }
    }
    if rows.iter().any(|row| row.terms.is_empty() && row.rhs != 0) {
        return None;
    }
    let mut open: BTreeSet<(usize, usize)> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| !row.terms.is_empty())
        .map(|(r, row)| turn(row, r))
        .collect();
    let mut solved = Vec::new();
    while let Some((_, r)) = open.pop_first() {
        let mut row = std::mem::take(&mut rows[r]);
        for at in row.terms.keys() {
            holding.entry(*at).or_default().remove(&r);
        }
        // The unknown that the fewest other rows hold: few rows change.
        let Some((&pivot, &factor)) = row.terms.iter().min_by_key(|(at, _)| (holding[*at].len(), **at))
        else {
            continue;
        };
        let per = inverse(factor);
        row.terms.values_mut().chain(row.origin.values_mut()).for_each(|v| *v = times(*v, per));
        row.rhs = times(row.rhs, per);
        for other in holding.remove(&pivot).unwrap_or_default() {
            let changed = &mut rows[other];
            open.remove(&turn(changed, other));
            let by = negative(changed.terms.get(&pivot).copied().unwrap_or(0));
            changed.rhs = plus(changed.rhs, times(row.rhs, by));
            add(&mut changed.origin, &row.origin, by, |_, _| {});
            add(&mut changed.terms, &row.terms, by, |at, comes| {
                let rows_of = holding.entry(at).or_default();
                if comes {
                    rows_of.insert(other)
                } else {
                    rows_of.remove(&other)
                };
            });
            match changed.terms.is_empty() {
                true if changed.rhs != 0 => return None,
                true => {}
                false => drop(open.insert(turn(changed, other))),
            }
        }
        solved.push(Solved { pivot, row });
    }
    Some(solved)
}

/// An unknown that the equations determine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Determined {
    /// The unknown.
    pub at: usize,
    /// Its value.
    pub value: i128,
    /// The numbers of the equations used; empty when they have none.
    pub used: Vec<usize>,
}

/// All unknowns that the equations alone determine, in their order; `None` when the equations contradict each
/// other.
#[must_use]
pub fn determined(equations: Vec<Equation>, order: Order) -> Option<Vec<Determined>> {
    let solved = triangular(equations, order)?;
    // From the last row back: then no row holds the pivot of another.
    let mut reduced: BTreeMap<usize, Equation> = BTreeMap::new();
    for Solved { pivot, mut row } in solved.into_iter().rev() {
        let pivots = row.terms.iter().filter(|(at, _)| reduced.contains_key(*at));
        let pivots: Vec<(usize, u64)> = pivots.map(|(at, factor)| (*at, *factor)).collect();
        for (at, factor) in pivots {
            row.add(&reduced[&at], negative(factor));
        }
        reduced.insert(pivot, row);
    }
    let alone = reduced.into_iter().filter(|(_, row)| row.terms.len() == 1);
    let found = |(at, row): (usize, Equation)| Determined {
        at,
        value: lift(row.rhs),
        used: row.origin.into_keys().collect(),
    };
    Some(alone.map(found).collect())
}

#[cfg(test)]
mod tests {
    use super::{Determined, Equation, Order, determined};

    /// Terms and right hand side.
    type Short<'r> = (&'r [(usize, i64)], i128);

    fn equations(rows: &[Short<'_>]) -> Vec<Equation> {
        let row =
            |(n, (terms, rhs)): (usize, &Short<'_>)| Equation::new(terms.iter().copied(), *rhs).numbered(n);
        rows.iter().enumerate().map(row).collect()
    }

    #[test]
    fn what_the_equations_determine_is_found_with_the_equations_used() {
        // x + y = 10, y + z = 7, x + y + z = 12; w is in a sum with v.
        let rows: &[Short<'_>] = &[
            (&[(0, 1), (1, 1)], 10),
            (&[(1, 1), (2, 1)], 7),
            (&[(0, 1), (1, 1), (2, 1)], 12),
            (&[(3, 1), (4, 1)], 5),
        ];
        let one = |at, value, used: &[usize]| Determined { at, value, used: used.to_vec() };
        let expected = [one(0, 5, &[1, 2]), one(1, 5, &[0, 1, 2]), one(2, 2, &[0, 2])];
        for order in [Order::Given, Order::ShortestFirst] {
            assert_eq!(determined(equations(rows), order), Some(expected.to_vec()));
        }
    }

    #[test]
    fn in_the_order_given_the_first_equations_are_the_ones_used() {
        // The last one follows from the others, and is the shortest.
        let rows: &[Short<'_>] = &[(&[(0, 1), (1, 1)], 3), (&[(0, 1), (1, -1)], 1), (&[(0, 2)], 4)];
        let found = determined(equations(rows), Order::Given).unwrap();
        assert_eq!(found[0], Determined { at: 0, value: 2, used: vec![0, 1] });
        let found = determined(equations(rows), Order::ShortestFirst).unwrap();
        assert_eq!(found[0], Determined { at: 0, value: 2, used: vec![2] });
    }

    #[test]
    fn a_contradiction_is_seen() {
        let rows: &[Short<'_>] = &[(&[(0, 1), (1, 1)], 3), (&[(0, 2), (1, 2)], 7)];
        assert_eq!(determined(equations(rows), Order::Given), None);
        assert_eq!(determined(equations(&[(&[], 1)]), Order::Given), None);
        assert_eq!(determined(equations(&[(&[], 0)]), Order::Given), Some(vec![]));
    }
}
