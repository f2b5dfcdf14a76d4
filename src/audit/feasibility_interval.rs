//! Second attack: the feasibility interval of an unknown, between the least and the greatest whole number
//! that agree with everything a reader knows. A solver looks for both ends.

use super::system::{OPEN, Part, Row};
use crate::linear::integer_program::{Answer, HUGE, Program, Sense, Solver};

/// The assignment with the highest goal.
enum Extreme {
    /// A possible assignment of whole numbers; no other one has a higher goal.
    Reached(Vec<i128>),
    /// No assignment is possible.
    Impossible,
    /// The solver gave up.
    Unknown,
}

/// After so many nodes a search is given up. This is a count and no clock, so that equal input gives equal
/// output.
const NODES: u64 = 2000;

/// Maximises Σ weight × unknown over the assignments of whole numbers.
#[expect(clippy::cast_precision_loss, reason = "counts and printed digits are far below 2^53")]
fn largest(part: &Part, goal: &[(usize, i32)], solver: &dyn Solver) -> Extreme {
    let mut weights = vec![0.0; part.nodes.len()];
    goal.iter().for_each(|(at, weight)| weights[*at] = f64::from(*weight));
    let bound = |n: i128| i32::try_from(n).unwrap_or(HUGE).min(HUGE);
    let mut program = Program::default();
    for (at, weight) in weights.into_iter().enumerate() {
        program.between(weight, bound(part.low[at]), bound(part.high[at]));
    }
    let terms = |row: &Row| row.terms.iter().map(|(at, c)| (*at, *c as f64)).collect();
    part.equations.iter().for_each(|row| program.sum(terms(row), row.rhs as f64));
    part.limits.iter().for_each(|row| program.at_most(terms(row), row.rhs as f64));
    match solver.whole(&program, Sense::Highest, NODES) {
        Answer::Impossible => Extreme::Impossible,
        Answer::Found { values, proven: true } => {
            let point: Vec<i128> = values.into_iter().map(i128::from).collect();
            // The solver calculates with floating point, so every row is checked exactly.
            if holds(part, &point) { Extreme::Reached(point) } else { Extreme::Unknown }
        }
        Answer::Found { proven: false, .. } | Answer::GivenUp => Extreme::Unknown,
    }
}

/// Whether an assignment satisfies all rows and bounds.
fn holds(part: &Part, point: &[i128]) -> bool {
    let sum = |row: &Row| row.terms.iter().map(|(at, c)| c * point[*at]).sum::<i128>();
    part.equations.iter().all(|r| sum(r) == r.rhs)
        && part.limits.iter().all(|r| sum(r) <= r.rhs)
        && point.iter().enumerate().all(|(at, n)| (part.low[at]..=part.high[at]).contains(n))
}

/// The least and the greatest value that a possible assignment gave an unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    pub low: i128,
    pub high: i128,
    /// Whether no value outside these is possible.
    pub proven: bool,
}

/// So many times random unknowns are pushed up and the others down at once; this settles most of them with
/// few searches.
const PUSHES: u64 = 6;

/// The ranges of the unknowns in `asked`. An unknown whose range is wide `enough` already is not looked at
/// further. `None` when no assignment is possible.
pub fn ranges(
    part: &Part,
    asked: &[usize],
    enough: &dyn Fn(Range) -> bool,
    solver: &dyn Solver,
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
        match largest(part, &goal, solver) {
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
            match largest(part, &[(at, sign)], solver) {
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
