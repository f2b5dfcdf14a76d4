//! Integer programs (MILP): unknown whole numbers, rows that must hold, a cost; and the solvers that search
//! them.

use std::panic::{AssertUnwindSafe, catch_unwind};

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions, TerminationReason};

/// An open bound, as large as the solvers take.
pub const HUGE: i32 = 1_000_000_000;

/// A program.
#[derive(Debug, Clone, Default)]
pub struct Program {
    /// Cost, least and greatest value of each unknown.
    unknowns: Vec<(f64, i32, i32)>,
    rows: Vec<Row>,
}

/// Unknowns with their factors, and what they add up to, at most when it is no equation.
#[derive(Debug, Clone)]
struct Row {
    terms: Vec<(usize, f64)>,
    equal: bool,
    rhs: f64,
}

impl Program {
    /// A new unknown, from 0 to `most`.
    pub fn unknown(&mut self, cost: f64, most: i32) -> usize {
        self.between(cost, 0, most.max(0))
    }

    /// A new unknown, from `least` to `most`.
    pub fn between(&mut self, cost: f64, least: i32, most: i32) -> usize {
        self.unknowns.push((cost, least, most));
        self.unknowns.len() - 1
    }

    /// An unknown whose value is given.
    pub fn fixed(&mut self, cost: f64, value: i32) -> usize {
        self.between(cost, value, value)
    }

    /// A sum that must be `rhs`.
    pub fn sum(&mut self, terms: Vec<(usize, f64)>, rhs: f64) {
        self.rows.push(Row { terms, equal: true, rhs });
    }

    /// A sum that must be `rhs` at most.
    pub fn at_most(&mut self, terms: Vec<(usize, f64)>, rhs: f64) {
        self.rows.push(Row { terms, equal: false, rhs });
    }

    /// Whether numbers keep every row and every bound.
    #[cfg(any(test, feature = "highs"))]
    #[expect(clippy::cast_precision_loss, reason = "numbers of a program are far below 2^53")]
    fn holds(&self, values: &[i64]) -> bool {
        let bounded = |(value, (_, least, most)): (&i64, &(f64, i32, i32))| {
            (i64::from(*least)..=i64::from(*most)).contains(value)
        };
        let over =
            |row: &Row| row.terms.iter().map(|(n, factor)| values[*n] as f64 * factor).sum::<f64>() - row.rhs;
        values.len() == self.unknowns.len()
            && values.iter().zip(&self.unknowns).all(bounded)
            && self.rows.iter().all(|row| over(row) < 1e-9 && (!row.equal || over(row) > -1e-9))
    }
}

/// Whether the cost is to be low or high.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// As low as possible.
    Lowest,
    /// As high as possible.
    Highest,
}

/// What a search came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Whole numbers, and whether no others are better.
    Found {
        /// A number for each unknown.
        values: Vec<i64>,
        /// Whether no others are better.
        proven: bool,
    },
    /// No whole numbers keep every row.
    Impossible,
    /// The search was given up.
    GivenUp,
}

/// A solver. It calculates with floating point and is not believed: the caller checks that every row holds.
pub trait Solver {
    /// Searches whole numbers, up to so many nodes of the search.
    fn whole(&self, program: &Program, sense: Sense, nodes: u64) -> Answer;

    /// Whether there are no numbers at all that keep the rows, whole or not.
    fn impossible(&self, program: &Program) -> bool;
}

/// The solver of this build of the program.
#[must_use]
pub fn usual() -> &'static dyn Solver {
    #[cfg(feature = "highs")]
    return &Highs;
    #[cfg(not(feature = "highs"))]
    &Microlp
}

/// The solver that is always there: pure Rust.
#[derive(Debug, Clone, Copy, Default)]
#[cfg_attr(all(feature = "highs", not(test)), expect(dead_code, reason = "HiGHS is there"))]
pub struct Microlp;

impl Microlp {
    /// The problem of a program; with whole numbers, or else without cost.
    fn problem(program: &Program, whole: Option<Sense>) -> (Problem, Vec<microlp::Variable>) {
        let mut problem = Problem::new(match whole {
            Some(Sense::Highest) => OptimizationDirection::Maximize,
            Some(Sense::Lowest) | None => OptimizationDirection::Minimize,
        });
        let unknowns = program.unknowns.iter().map(|(cost, least, most)| match whole {
            Some(_) => problem.add_integer_var(*cost, (*least, *most)),
            None => problem.add_var(0.0, (f64::from(*least), f64::from(*most))),
        });
        let unknowns: Vec<_> = unknowns.collect();
        for row in &program.rows {
            let terms: Vec<_> = row.terms.iter().map(|(n, factor)| (unknowns[*n], *factor)).collect();
            let operation = if row.equal { ComparisonOp::Eq } else { ComparisonOp::Le };
            problem.add_constraint(terms, operation, row.rhs);
        }
        (problem, unknowns)
    }
}

impl Solver for Microlp {
    fn whole(&self, program: &Program, sense: Sense, nodes: u64) -> Answer {
        let solve = || {
            let (problem, unknowns) = Self::problem(program, Some(sense));
            let mut options = SolveOptions::default();
            options.node_limit = Some(nodes);
            let outcome = match problem.solve_with(options) {
                Err(microlp::Error::Infeasible) => return Answer::Impossible,
                Err(_) => return Answer::GivenUp,
                Ok(outcome) => outcome,
            };
            let Some(solution) = outcome.solution() else { return Answer::GivenUp };
            Answer::Found {
                values: unknowns.iter().map(|v| rounded(solution.var_value(*v))).collect(),
                proven: outcome.termination_reason() == TerminationReason::ProvenOptimal,
            }
        };
        // A solver that stops unexpectedly has found nothing.
        catch_unwind(AssertUnwindSafe(solve)).unwrap_or(Answer::GivenUp)
    }

    fn impossible(&self, program: &Program) -> bool {
        let solve = || {
            let (problem, _) = Self::problem(program, None);
            matches!(problem.solve_with(SolveOptions::default()), Err(microlp::Error::Infeasible))
        };
        catch_unwind(AssertUnwindSafe(solve)).unwrap_or(false)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "bounded by the greatest value of the unknown")]
fn rounded(value: f64) -> i64 {
    value.round() as i64
}

/// `HiGHS`, with one thread, so that equal input gives equal output.
#[cfg(feature = "highs")]
#[derive(Debug, Clone, Copy, Default)]
pub struct Highs;

#[cfg(feature = "highs")]
impl Highs {
    /// The model of a program; with whole numbers, or else without cost.
    fn model(program: &Program, whole: Option<Sense>) -> highs::Model {
        let mut problem = highs::RowProblem::default();
        let mut unknowns = Vec::with_capacity(program.unknowns.len());
        for (cost, least, most) in &program.unknowns {
            let bounds = f64::from(*least)..=f64::from(*most);
            unknowns.push(match whole {
                Some(_) => problem.add_integer_column(*cost, bounds),
                None => problem.add_column(0.0, bounds),
            });
        }
        for row in &program.rows {
            let terms: Vec<_> = row.terms.iter().map(|(n, factor)| (unknowns[*n], *factor)).collect();
            match row.equal {
                true => problem.add_row(row.rhs..=row.rhs, terms),
                false => problem.add_row(..=row.rhs, terms),
            };
        }
        let mut model = problem.optimise(match whole {
            Some(Sense::Highest) => highs::Sense::Maximise,
            Some(Sense::Lowest) | None => highs::Sense::Minimise,
        });
        model.make_quiet();
        model.set_option("threads", 1);
        model.set_option("random_seed", 0);
        model.set_option("mip_rel_gap", 0.0);
        model
    }
}

#[cfg(feature = "highs")]
impl Solver for Highs {
    fn whole(&self, program: &Program, sense: Sense, nodes: u64) -> Answer {
        let mut model = Self::model(program, Some(sense));
        model.set_option("mip_max_nodes", i32::try_from(nodes).unwrap_or(i32::MAX));
        let Ok(solved) = model.try_solve() else { return Answer::GivenUp };
        if solved.status() == highs::HighsModelStatus::Infeasible {
            return Answer::Impossible;
        }
        // The bindings do not know every status that HiGHS has, so the numbers themselves are checked.
        let values: Vec<i64> = solved.get_solution().columns().iter().map(|v| rounded(*v)).collect();
        let proven = solved.status() == highs::HighsModelStatus::Optimal;
        if program.holds(&values) { Answer::Found { values, proven } } else { Answer::GivenUp }
    }

    fn impossible(&self, program: &Program) -> bool {
        let solved = Self::model(program, None).try_solve();
        solved.is_ok_and(|s| s.status() == highs::HighsModelStatus::Infeasible)
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Microlp, Program, Sense, Solver};

    /// 2x + 3y = 12, x + z = 5: y is dear, so x is as large as it may be.
    fn small(most: i32) -> Program {
        let mut program = Program::default();
        let (x, y, z) = (program.unknown(1.0, most), program.unknown(5.0, 9), program.unknown(0.5, 9));
        program.sum(vec![(x, 2.0), (y, 3.0)], 12.0);
        program.sum(vec![(x, 1.0), (z, 1.0)], 5.0);
        program
    }

    fn found(program: &Program, sense: Sense) -> Option<Vec<i64>> {
        match Microlp.whole(program, sense, 100) {
            Answer::Found { values, proven: true } if program.holds(&values) => Some(values),
            Answer::Impossible => None,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_cheapest_and_the_dearest_whole_numbers_are_found() {
        assert_eq!(found(&small(9), Sense::Lowest), Some(vec![3, 2, 2]));
        assert_eq!(found(&small(9), Sense::Highest), Some(vec![0, 4, 5]));
        assert!(!Microlp.impossible(&small(9)));
        // x = 0 leaves z = 5 and y = 4; x below 3 and no multiple of 3 leaves no whole y.
        assert_eq!(found(&small(2), Sense::Lowest), Some(vec![0, 4, 5]));
        let mut none = small(9);
        none.sum(vec![(1, 1.0)], 9.0);
        assert!(Microlp.impossible(&none) && found(&none, Sense::Lowest).is_none());
    }

    #[test]
    fn a_limit_may_be_reached_and_is_not_passed() {
        // y is 4 at most, so that it is 4 where it counts most.
        let mut program = small(9);
        program.at_most(vec![(1, 1.0), (2, -1.0)], -1.0);
        assert_eq!(found(&program, Sense::Highest), Some(vec![0, 4, 5]));
        program.at_most(vec![(1, 1.0)], 3.0);
        assert_eq!(found(&program, Sense::Highest), None);
    }

    #[cfg(feature = "highs")]
    mod both {
        use super::super::{Answer, Highs, Microlp, Program, Sense, Solver};
        use proptest::prelude::*;

        /// Programs that mostly have a solution: rows over numbers that were there first.
        fn program() -> impl Strategy<Value = Program> {
            let unknowns = proptest::collection::vec((0..9_i32, 0..9_i32, 0..9_i32), 2..9);
            let terms = proptest::collection::vec((0..9_usize, -1..=1_i32), 2..5);
            let rows = proptest::collection::vec((terms, 0..8_i32, any::<bool>()), 1..6);
            (unknowns, rows).prop_map(|(unknowns, rows)| {
                let mut program = Program::default();
                let count = unknowns.len();
                for (cost, value, more) in &unknowns {
                    program.unknown(f64::from(*cost), value + more);
                }
                for (terms, off, limit) in rows {
                    let mut factors = vec![0; count];
                    terms.iter().for_each(|(n, factor)| factors[n % count] += factor);
                    let terms: Vec<_> = factors.iter().enumerate().filter(|(_, f)| **f != 0).collect();
                    let rhs: i32 = terms.iter().map(|(n, f)| unknowns[*n].1 * **f).sum();
                    // One row in eight has another right hand side than those numbers.
                    let off = i32::from(off == 0);
                    let rhs = f64::from(if limit { rhs - off } else { rhs + off });
                    let terms: Vec<_> = terms.into_iter().map(|(n, f)| (n, f64::from(*f))).collect();
                    match (terms.is_empty(), limit) {
                        (true, _) => {}
                        (_, true) => program.at_most(terms, rhs),
                        (_, false) => program.sum(terms, rhs),
                    }
                }
                program
            })
        }

        fn cost(program: &Program, answer: &Answer) -> Option<f64> {
            match answer {
                Answer::Found { values, proven: true } => {
                    assert!(program.holds(values), "keeps every row");
                    let costs = program.unknowns.iter().zip(values);
                    Some(costs.map(|((cost, ..), value)| cost * *value as f64).sum())
                }
                Answer::Impossible => None,
                other => panic!("a small program is not given up: {other:?}"),
            }
        }

        #[test]
        fn a_program_with_nothing_to_choose_has_one_answer_or_none() {
            for solver in [&Microlp as &dyn Solver, &Highs] {
                let values = |program: &Program| match solver.whole(program, Sense::Lowest, 100) {
                    Answer::Found { values, .. } => Some(values),
                    _ => None,
                };
                let mut program = Program::default();
                program.sum(Vec::new(), 0.0);
                assert_eq!(values(&program), Some(vec![]));
                let given = program.fixed(1.0, 3);
                program.sum(vec![(given, 1.0)], 3.0);
                assert_eq!(values(&program), Some(vec![3]));
                program.sum(vec![(given, 1.0)], 4.0);
                assert_eq!(values(&program), None);
            }
        }

        proptest! {
            #[test]
            fn both_solvers_find_the_same_optimum(program in program(), high in any::<bool>()) {
                let sense = if high { Sense::Highest } else { Sense::Lowest };
                let [slow, fast] = [Microlp.whole(&program, sense, 1000), Highs.whole(&program, sense, 1000)]
                    .map(|answer| cost(&program, &answer).map(|c| (c * 1e6).round()));
                prop_assert_eq!(slow, fast);
                prop_assert_eq!(Microlp.impossible(&program), Highs.impossible(&program));
            }
        }
    }
}
