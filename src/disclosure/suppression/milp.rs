//! The search for perturbations by an integer program (MILP). The chains of steps of `perturbation` can miss a
//! perturbation that exists; the program finds it, and the cheapest one; it also proves that none exists.

use super::perturbation::{Perturbation, Space};
use crate::linear::integer_program::{Answer, HUGE, Program, Sense, usual};

/// The solver is given so many cells at most, because its time grows faster than their number.
const LARGEST: usize = 20_000;
/// After so many nodes a search is given up. This is a count and no clock, so that equal input gives equal
/// output.
const BRANCHES: u64 = 100;

/// A cell in a sum of a program is as much work as so many that are looked at.
const SOLVED: usize = 200;

/// Whether a cell can move by an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// This perturbation moves it so far.
    Possible(Perturbation),
    /// No perturbation moves it so far.
    Impossible,
    /// The search was given up.
    GivenUp,
}

/// A cheap perturbation that moves a cell by `amount`. The search begins with the cells beside it and takes
/// in cells further away until one is found; `price` is as in [`Space::find`].
pub fn find(
    space: &Space,
    node: usize,
    amount: i64,
    price: &impl Fn(usize) -> Option<u64>,
) -> Option<Perturbation> {
    let mut near = vec![node];
    loop {
        let wider = space.around(&near, &|n| price(n).is_some());
        let whole = wider.len() == near.len();
        near = wider;
        if near.len() > LARGEST {
            return None;
        }
        let found = solve(space, &near, (node, amount), price);
        if found.is_some() || whole {
            return found;
        }
    }
}

/// Decides whether a cell can move by `amount`. When the sums near the cell forbid it, all sums together
/// forbid it too. Given up when neither is seen among `most` cells.
pub fn decide(
    space: &Space,
    (node, amount): (usize, i64),
    most: usize,
    price: &impl Fn(usize) -> Option<u64>,
) -> Verdict {
    let mut near = vec![node];
    loop {
        let wider = space.around(&near, &|n| price(n).is_some());
        if wider.len() > most {
            return Verdict::GivenUp;
        }
        let whole = wider.len() == near.len();
        if let Some(found) = solve(space, &wider, (node, amount), price) {
            return Verdict::Possible(found);
        }
        // A sum around a cell of `near` has all its free cells in `wider`, so it may be required here.
        let (program, _) = program(space, &wider, (node, amount), price, Some(&near));
        if usual().impossible(&program) {
            return Verdict::Impossible;
        }
        if whole {
            return Verdict::GivenUp;
        }
        near = wider;
    }
}

/// The cheapest perturbation of the cells in `near` that moves one of them by an amount.
fn solve(
    space: &Space,
    near: &[usize],
    goal: (usize, i64),
    price: &impl Fn(usize) -> Option<u64>,
) -> Option<Perturbation> {
    let (program, steps) = program(space, near, goal, price, None);
    let Answer::Found { values: found, .. } = usual().whole(&program, Sense::Lowest, BRANCHES) else {
        return None;
    };
    let found = near.iter().zip(&steps).map(|(n, (up, down))| (*n, found[*up] - found[*down]));
    let found: Perturbation = found.filter(|(_, by)| *by != 0).collect();
    // The solver calculates with floating point, so every sum is checked exactly.
    space.holds(&found).then_some(found)
}

/// The program of [`solve`]: for each cell of `near` one unknown for its move up and one for its move down.
/// Every sum with one of these cells must hold; with `inside`, only the sums with a cell of `inside` must.
#[expect(clippy::cast_precision_loss, reason = "prices and counts are far below 2^53")]
fn program(
    space: &Space,
    near: &[usize],
    (node, amount): (usize, i64),
    price: &impl Fn(usize) -> Option<u64>,
    inside: Option<&[usize]>,
) -> (Program, Vec<(usize, usize)>) {
    let mut program = Program::default();
    let bound = |n: i64| i32::try_from(n).unwrap_or(HUGE).clamp(0, HUGE);
    let mut steps = Vec::with_capacity(near.len());
    for n in near {
        let cost = price(*n).unwrap_or(0) as f64;
        if *n == node {
            steps.push((program.fixed(cost, bound(amount)), program.fixed(cost, bound(-amount))));
        } else {
            steps.push((program.unknown(cost, HUGE), program.unknown(cost, bound(space.downward(*n)))));
        }
    }
    for terms in space.sums_over(near, inside) {
        space.look(SOLVED * terms.len());
        let signed = terms
            .iter()
            .flat_map(|(at, factor)| [(steps[*at].0, *factor as f64), (steps[*at].1, -(*factor as f64))]);
        program.sum(signed.collect(), 0.0);
    }
    (program, steps)
}
