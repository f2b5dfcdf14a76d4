//! The last resort: a move by whole numbers that an integer program finds where no chain of steps was
//! met. What it does not find either is not there.

use super::perturbation::{Perturbation, Space};
use crate::linear::integer_program::{Answer, HUGE, Program, Sense, usual};

/// So many cells and no more are given to the solver.
const LARGEST: usize = 6_000;
/// Branches of a search that is given up: a count, not a clock, so that equal input gives equal output.
const BRANCHES: u64 = 100;

/// Whether a cell can move by an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// By this perturbation.
    Possible(Perturbation),
    /// No perturbation moves it so far.
    Impossible,
    /// The search was given up.
    GivenUp,
}

/// A cheap move of a cell by `amount`, of cells ever further from it; `price` as for a chain.
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

/// Any move of a cell by `amount`, or that there is none: what the sums near it do not allow, all sums
/// together do not. Given up when neither is seen among `most` cells.
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
        // The sums around the cells of the smaller ring are complete in the wider one.
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

/// The cheapest move of one cell by an amount that only cells of `near` take part in.
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
    // Floating point is not believed: every sum must hold exactly.
    space.holds(&found).then_some(found)
}

/// How the cells of `near` may move so that one moves by an amount: unknowns up and down per cell. Every
/// sum must hold in which one of them stands, or only those around the cells of `inside`.
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
        let signed = terms
            .iter()
            .flat_map(|(at, factor)| [(steps[*at].0, *factor as f64), (steps[*at].1, -(*factor as f64))]);
        program.sum(signed.collect(), 0.0);
    }
    (program, steps)
}
