//! Second attack: the whole numbers that an unknown can be, with everything else a reader knows.

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions, TerminationReason};

use super::system::{OPEN, Part};

/// What a solver found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Extreme {
    /// A possible assignment of whole numbers that no other one exceeds.
    Reached(Vec<i128>),
    /// There is no assignment.
    Impossible,
    /// The solver gave up.
    Unknown,
}

/// Finds the assignment of whole numbers with the largest goal.
pub trait BoundSolver {
    /// Maximises Σ coefficient × unknown.
    fn largest(&self, part: &Part, goal: &[(usize, i32)]) -> Extreme;
}

/// The solver that is always there: pure Rust, deterministic.
#[derive(Debug, Clone, Copy, Default)]
pub struct Plain;

/// Nodes of a search that is given up: a count, not a clock, so that equal input gives equal output.
const NODES: u64 = 2000;
/// An open bound, as large as the solver takes.
const HUGE: i32 = 1_000_000_000;

impl BoundSolver for Plain {
    fn largest(&self, part: &Part, goal: &[(usize, i32)]) -> Extreme {
        // A solver that stops unexpectedly has found nothing out.
        let solve = std::panic::AssertUnwindSafe(|| solve(part, goal));
        std::panic::catch_unwind(solve).unwrap_or(Extreme::Unknown)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts and printed digits are far below 2^53")]
fn solve(part: &Part, goal: &[(usize, i32)]) -> Extreme {
    let mut weights = vec![0.0; part.nodes.len()];
    goal.iter().for_each(|(at, weight)| weights[*at] = f64::from(*weight));
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let bound = |n: i128| i32::try_from(n).unwrap_or(HUGE).min(HUGE);
    let variables: Vec<_> = (0..part.nodes.len())
        .map(|at| problem.add_integer_var(weights[at], (bound(part.low[at]), bound(part.high[at]))))
        .collect();
    for (rows, operation) in [(&part.equations, ComparisonOp::Eq), (&part.limits, ComparisonOp::Le)] {
        for row in rows {
            let terms: Vec<_> = row.terms.iter().map(|(at, c)| (variables[*at], *c as f64)).collect();
            problem.add_constraint(terms.as_slice(), operation, row.rhs as f64);
        }
    }
    let mut options = SolveOptions::default();
    options.node_limit = Some(NODES);
    let solution = match problem.solve_with(options) {
        Err(microlp::Error::Infeasible) => return Extreme::Impossible,
        Err(_) => return Extreme::Unknown,
        Ok(outcome) if outcome.termination_reason() != TerminationReason::ProvenOptimal => {
            return Extreme::Unknown;
        }
        Ok(outcome) => outcome,
    };
    let Some(solution) = solution.solution() else { return Extreme::Unknown };
    #[expect(clippy::cast_possible_truncation, reason = "bounded by HUGE")]
    let point: Vec<i128> = variables.iter().map(|v| solution.var_value(*v).round() as i128).collect();
    // Floating point is not believed: the point must satisfy every row exactly.
    if holds(part, &point) { Extreme::Reached(point) } else { Extreme::Unknown }
}

/// The solver of this build of the program.
#[must_use]
pub fn usual() -> &'static dyn BoundSolver {
    #[cfg(feature = "highs")]
    return &Fast;
    #[cfg(not(feature = "highs"))]
    &Plain
}

/// `HiGHS`, with one thread, so that equal input gives equal output.
#[cfg(feature = "highs")]
#[derive(Debug, Clone, Copy, Default)]
pub struct Fast;

#[cfg(feature = "highs")]
impl BoundSolver for Fast {
    #[expect(clippy::cast_precision_loss, reason = "counts and printed digits are far below 2^53")]
    fn largest(&self, part: &Part, goal: &[(usize, i32)]) -> Extreme {
        let mut weights = vec![0.0; part.nodes.len()];
        goal.iter().for_each(|(at, weight)| weights[*at] = f64::from(*weight));
        let mut problem = highs::RowProblem::default();
        let bound = |n: i128| f64::from(i32::try_from(n).unwrap_or(HUGE).min(HUGE));
        let unknowns: Vec<_> = (0..part.nodes.len())
            .map(|at| problem.add_integer_column(weights[at], bound(part.low[at])..=bound(part.high[at])))
            .collect();
        let terms = |row: &super::system::Row| -> Vec<_> {
            row.terms.iter().map(|(at, c)| (unknowns[*at], *c as f64)).collect()
        };
        part.equations.iter().for_each(|row| problem.add_row(row.rhs as f64..=row.rhs as f64, terms(row)));
        part.limits.iter().for_each(|row| problem.add_row(..=row.rhs as f64, terms(row)));
        let mut model = problem.optimise(highs::Sense::Maximise);
        model.make_quiet();
        model.set_option("threads", 1);
        model.set_option("random_seed", 0);
        model.set_option("mip_rel_gap", 0.0);
        model.set_option("mip_max_nodes", i32::try_from(NODES).unwrap_or(i32::MAX));
        let Ok(solved) = model.try_solve() else { return Extreme::Unknown };
        match solved.status() {
            highs::HighsModelStatus::Infeasible => Extreme::Impossible,
            highs::HighsModelStatus::Optimal => {
                #[expect(clippy::cast_possible_truncation, reason = "bounded by HUGE")]
                let whole = |v: &f64| v.round() as i128;
                let point: Vec<i128> = solved.get_solution().columns().iter().map(whole).collect();
                // Floating point is not believed: the point must satisfy every row exactly.
                if holds(part, &point) { Extreme::Reached(point) } else { Extreme::Unknown }
            }
            _ => Extreme::Unknown,
        }
    }
}

/// Whether an assignment satisfies all rows and bounds.
#[must_use]
pub fn holds(part: &Part, point: &[i128]) -> bool {
    let sum = |row: &super::system::Row| row.terms.iter().map(|(at, c)| c * point[*at]).sum::<i128>();
    part.equations.iter().all(|r| sum(r) == r.rhs)
        && part.limits.iter().all(|r| sum(r) <= r.rhs)
        && point.iter().enumerate().all(|(at, n)| (part.low[at]..=part.high[at]).contains(n))
}

/// The smallest and largest values met for an unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// Smallest.
    pub low: i128,
    /// Largest.
    pub high: i128,
    /// Whether there are no others beyond these.
    pub proven: bool,
}

/// How often all unknowns are pushed up and down at once before any is asked for by itself.
const PUSHES: u64 = 6;

/// Bounds of the unknowns asked for. One whose values met so far are `enough` is not pursued further.
/// `None` when there is no assignment at all.
pub fn ranges(
    part: &Part,
    asked: &[usize],
    enough: &dyn Fn(Range) -> bool,
    solver: &dyn BoundSolver,
) -> Option<Vec<Range>> {
    let mut met: Vec<Option<Range>> = vec![None; part.nodes.len()];
    let meet = |met: &mut Vec<Option<Range>>, point: &[i128]| {
        for (range, n) in met.iter_mut().zip(point) {
            let old = range.unwrap_or(Range { low: *n, high: *n, proven: false });
            *range = Some(Range { low: old.low.min(*n), high: old.high.max(*n), proven: false });
        }
    };
    let satisfied = |met: &[Option<Range>], at: usize| met[at].is_some_and(enough);
    let mut dice = 0x9e37_79b9_7f4a_7c15_u64;
    for push in 0..PUSHES {
        if asked.iter().all(|at| satisfied(&met, *at)) {
            break;
        }
        // Every second push is the reverse of the one before.
        if push % 2 == 0 {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        }
        let mut bits = dice;
        let goal: Vec<(usize, i32)> = (0..part.nodes.len())
            .map(|at| {
                bits = bits.rotate_left(7).wrapping_mul(0x2545_f491_4f6c_dd1d);
                (at, if (bits >> 40 & 1 == 0) == (push % 2 == 0) { 1 } else { -1 })
            })
            .filter(|(at, sign)| *sign < 0 || part.high[*at] < OPEN)
            .collect();
        match solver.largest(part, &goal) {
            Extreme::Reached(point) => meet(&mut met, &point),
            Extreme::Impossible => return None,
            Extreme::Unknown => {}
        }
    }
    let mut found = Vec::new();
    for &at in asked {
        let mut proven = true;
        for sign in [1, -1] {
            if satisfied(&met, at) {
                break;
            }
            match solver.largest(part, &[(at, sign)]) {
                Extreme::Reached(point) => meet(&mut met, &point),
                Extreme::Impossible => return None,
                Extreme::Unknown => proven = false,
            }
        }
        let range = met[at].unwrap_or(Range { low: part.low[at], high: part.high[at], proven: false });
        found.push(Range { proven: proven && met[at].is_some(), ..range });
    }
    Some(found)
}

#[cfg(all(test, feature = "highs"))]
mod tests {
    use super::{BoundSolver, Extreme, Fast, Part, Plain};
    use crate::audit::system::Row;
    use proptest::prelude::*;

    /// Sums of numbers that were there first; now and then one that nothing fits.
    fn part() -> impl Strategy<Value = Part> {
        let numbers = proptest::collection::vec((0..9_i128, 0..9_i128), 2..9);
        let rows = proptest::collection::vec(
            (proptest::collection::vec(0..9_usize, 2..5), 0..8_i32, any::<bool>()),
            1..6,
        );
        (numbers, rows).prop_map(|(numbers, rows)| {
            let size = numbers.len();
            let mut part = Part {
                nodes: (0..size).collect(),
                low: vec![0; size],
                high: numbers.iter().map(|(n, more)| n + more).collect(),
                ..Part::default()
            };
            for (cells, off, limit) in rows {
                let mut cells: Vec<usize> = cells.iter().map(|at| at % size).collect();
                cells.sort_unstable();
                cells.dedup();
                let rhs = cells.iter().map(|at| numbers[*at].0).sum::<i128>() - i128::from(off == 0);
                let row = Row { terms: cells.into_iter().map(|at| (at, 1)).collect(), rhs, from: 0 };
                if limit { part.limits.push(row) } else { part.equations.push(row) }
            }
            part
        })
    }

    proptest! {
        #[test]
        fn both_solvers_reach_the_same(part in part(), up in any::<bool>()) {
            let goal: Vec<(usize, i32)> =
                (0..part.nodes.len()).map(|at| (at, if up == (at % 2 == 0) { 1 } else { -1 })).collect();
            let worth = |found: Extreme| match found {
                Extreme::Reached(point) => {
                    Some(goal.iter().map(|(at, weight)| i128::from(*weight) * point[*at]).sum::<i128>())
                }
                Extreme::Impossible => None,
                Extreme::Unknown => panic!("a small problem is not given up"),
            };
            prop_assert_eq!(worth(Plain.largest(&part, &goal)), worth(Fast.largest(&part, &goal)));
        }
    }
}
