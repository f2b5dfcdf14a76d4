//! The last resort: a move by whole numbers that an integer program finds where no chain of steps was
//! met. What it does not find either is not there.

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions};

use super::search::{Move, Space};

/// So many cells and no more are given to the solver.
const LARGEST: usize = 6_000;
/// Branches of a search that is given up: a count, not a clock, so that equal input gives equal output.
const BRANCHES: u64 = 100;
/// An open bound, as large as the solver takes.
const HUGE: i32 = 1_000_000_000;

/// A cheap move of a cell by `amount`, of cells ever further from it; `price` as for a chain.
pub fn find(space: &Space, node: usize, amount: i64, price: &impl Fn(usize) -> Option<u64>) -> Option<Move> {
    let mut near = vec![node];
    loop {
        let wider = space.around(&near, &|n| price(n).is_some());
        let whole = wider.len() == near.len();
        near = wider;
        if near.len() > LARGEST {
            return None;
        }
        // A solver that stops unexpectedly has found nothing.
        let solve = std::panic::AssertUnwindSafe(|| solve(space, &near, (node, amount), price));
        let found = std::panic::catch_unwind(solve).ok().flatten();
        if found.is_some() || whole {
            return found;
        }
    }
}

/// The cheapest move of one cell by an amount that only cells of `near` take part in.
#[expect(clippy::cast_precision_loss, reason = "prices and counts are far below 2^53")]
fn solve(
    space: &Space,
    near: &[usize],
    (node, amount): (usize, i64),
    price: &impl Fn(usize) -> Option<u64>,
) -> Option<Move> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let bound = |n: i64| i32::try_from(n).unwrap_or(HUGE).clamp(0, HUGE);
    let mut steps = Vec::with_capacity(near.len());
    for n in near {
        let cost = price(*n).unwrap_or(0) as f64;
        let (up, down) = match *n == node {
            true => ((bound(amount), bound(amount)), (bound(-amount), bound(-amount))),
            false => ((0, HUGE), (0, bound(space.downward(*n)))),
        };
        steps.push((problem.add_integer_var(cost, up), problem.add_integer_var(cost, down)));
    }
    for terms in space.sums_over(near) {
        let signed = terms
            .iter()
            .flat_map(|(at, factor)| [(steps[*at].0, *factor as f64), (steps[*at].1, -(*factor as f64))]);
        problem.add_constraint(signed.collect::<Vec<_>>(), ComparisonOp::Eq, 0.0);
    }
    let mut options = SolveOptions::default();
    options.node_limit = Some(BRANCHES);
    let outcome = problem.solve_with(options).ok()?;
    let solution = outcome.solution()?;
    #[expect(clippy::cast_possible_truncation, reason = "bounded by HUGE")]
    let whole = |v| solution.var_value(v).round() as i64;
    let found = near.iter().zip(&steps).map(|(n, (up, down))| (*n, whole(*up) - whole(*down)));
    let found: Move = found.filter(|(_, by)| *by != 0).collect();
    // Floating point is not believed: every sum must hold exactly.
    space.holds(&found).then_some(found)
}
