//! The integer programs of this room: whole numbers from zero up, sums that must hold, a cost to be kept
//! small; and who solves them. The attacker has its own.

use std::panic::{AssertUnwindSafe, catch_unwind};

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions};

/// A program.
#[derive(Debug, Clone, Default)]
pub struct Program {
    /// Cost, least and largest value of each unknown.
    unknowns: Vec<(f64, i32, i32)>,
    /// Unknowns with their factors, and what they add up to.
    sums: Vec<(Vec<(usize, f64)>, f64)>,
}

impl Program {
    /// A new unknown, from 0 to `most`.
    pub fn unknown(&mut self, cost: f64, most: i32) -> usize {
        self.unknowns.push((cost, 0, most.max(0)));
        self.unknowns.len() - 1
    }

    /// An unknown whose value is given.
    pub fn fixed(&mut self, cost: f64, value: i32) -> usize {
        self.unknowns.push((cost, value, value));
        self.unknowns.len() - 1
    }

    /// A sum that must hold.
    pub fn sum(&mut self, terms: Vec<(usize, f64)>, rhs: f64) {
        self.sums.push((terms, rhs));
    }

    /// Whether numbers keep every sum and every bound.
    #[cfg(feature = "highs")]
    #[expect(clippy::cast_precision_loss, reason = "numbers of a program are far below 2^53")]
    fn holds(&self, values: &[i64]) -> bool {
        let bounded = |(value, (_, least, most)): (&i64, &(f64, i32, i32))| {
            (i64::from(*least)..=i64::from(*most)).contains(value)
        };
        let sum =
            |terms: &[(usize, f64)]| terms.iter().map(|(n, factor)| values[*n] as f64 * factor).sum::<f64>();
        values.len() == self.unknowns.len()
            && values.iter().zip(&self.unknowns).all(bounded)
            && self.sums.iter().all(|(terms, rhs)| (sum(terms) - rhs).abs() < 1e-9)
    }

    /// What numbers cost that keep every sum and every bound.
    #[cfg(all(test, feature = "highs"))]
    #[expect(clippy::cast_precision_loss, reason = "small numbers of a test")]
    fn cost(&self, values: &[i64]) -> Option<f64> {
        let cost = self.unknowns.iter().zip(values).map(|((cost, ..), value)| cost * *value as f64).sum();
        self.holds(values).then_some(cost)
    }
}

/// Who solves programs. A solver is not believed: whoever asks checks that every sum holds.
pub trait Solver {
    /// Whole numbers at a low cost, after so many branches at most.
    fn whole(&self, program: &Program, branches: u64) -> Option<Vec<i64>>;

    /// Whether there are no numbers at all that keep the sums, whole or not.
    fn impossible(&self, program: &Program) -> bool;
}

/// The solver of this build of the program.
pub fn usual() -> &'static dyn Solver {
    #[cfg(feature = "highs")]
    return &Fast;
    #[cfg(not(feature = "highs"))]
    &Plain
}

/// The solver that is always there: pure Rust.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(all(feature = "highs", not(test)), expect(dead_code, reason = "the fast one is there"))]
pub struct Plain;

impl Plain {
    fn problem(program: &Program, whole: bool) -> (Problem, Vec<microlp::Variable>) {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let unknowns = program.unknowns.iter().map(|(cost, least, most)| {
            if whole {
                problem.add_integer_var(*cost, (*least, *most))
            } else {
                problem.add_var(0.0, (f64::from(*least), f64::from(*most)))
            }
        });
        let unknowns: Vec<_> = unknowns.collect();
        for (terms, rhs) in &program.sums {
            let terms: Vec<_> = terms.iter().map(|(n, factor)| (unknowns[*n], *factor)).collect();
            problem.add_constraint(terms, ComparisonOp::Eq, *rhs);
        }
        (problem, unknowns)
    }
}

impl Solver for Plain {
    fn whole(&self, program: &Program, branches: u64) -> Option<Vec<i64>> {
        let solve = || {
            let (problem, unknowns) = Self::problem(program, true);
            let mut options = SolveOptions::default();
            options.node_limit = Some(branches);
            let outcome = problem.solve_with(options).ok()?;
            let solution = outcome.solution()?;
            Some(unknowns.iter().map(|v| rounded(solution.var_value(*v))).collect())
        };
        // A solver that stops unexpectedly has found nothing.
        catch_unwind(AssertUnwindSafe(solve)).ok().flatten()
    }

    fn impossible(&self, program: &Program) -> bool {
        let solve = || {
            let (problem, _) = Self::problem(program, false);
            matches!(problem.solve_with(SolveOptions::default()), Err(microlp::Error::Infeasible))
        };
        catch_unwind(AssertUnwindSafe(solve)).unwrap_or(false)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "bounded by the largest value of the unknown")]
fn rounded(value: f64) -> i64 {
    value.round() as i64
}

/// `HiGHS`, with one thread, so that equal input gives equal output.
#[cfg(feature = "highs")]
#[derive(Debug, Clone, Copy)]
pub struct Fast;

#[cfg(feature = "highs")]
impl Fast {
    fn model(program: &Program, whole: bool) -> highs::Model {
        let mut problem = highs::RowProblem::default();
        let mut unknowns = Vec::with_capacity(program.unknowns.len());
        for (cost, least, most) in &program.unknowns {
            let bounds = f64::from(*least)..=f64::from(*most);
            unknowns.push(match whole {
                true => problem.add_integer_column(*cost, bounds),
                false => problem.add_column(0.0, bounds),
            });
        }
        for (terms, rhs) in &program.sums {
            let terms: Vec<_> = terms.iter().map(|(n, factor)| (unknowns[*n], *factor)).collect();
            problem.add_row(*rhs..=*rhs, terms);
        }
        let mut model = problem.optimise(highs::Sense::Minimise);
        model.make_quiet();
        model.set_option("threads", 1);
        model.set_option("random_seed", 0);
        model.set_option("mip_rel_gap", 0.0);
        model
    }
}

#[cfg(feature = "highs")]
impl Solver for Fast {
    fn whole(&self, program: &Program, branches: u64) -> Option<Vec<i64>> {
        let mut model = Self::model(program, true);
        model.set_option("mip_max_nodes", i32::try_from(branches).unwrap_or(i32::MAX));
        let solved = model.try_solve().ok()?;
        // Its bindings know not every status that it has; whether these are numbers of the program is seen here.
        let values: Vec<i64> = solved.get_solution().columns().iter().map(|v| rounded(*v)).collect();
        program.holds(&values).then_some(values)
    }

    fn impossible(&self, program: &Program) -> bool {
        let solved = Self::model(program, false).try_solve();
        solved.is_ok_and(|s| s.status() == highs::HighsModelStatus::Infeasible)
    }
}

#[cfg(test)]
mod tests {
    use super::{Plain, Program, Solver};

    /// 2x + 3y = 12, x + z = 5: y is dear, so x is as large as it may be.
    fn small(most: i32) -> Program {
        let mut program = Program::default();
        let (x, y, z) = (program.unknown(1.0, most), program.unknown(5.0, 9), program.unknown(0.5, 9));
        program.sum(vec![(x, 2.0), (y, 3.0)], 12.0);
        program.sum(vec![(x, 1.0), (z, 1.0)], 5.0);
        program
    }

    #[test]
    fn the_cheapest_whole_numbers_are_found() {
        assert_eq!(Plain.whole(&small(9), 100), Some(vec![3, 2, 2]));
        assert!(!Plain.impossible(&small(9)));
        // x = 0 leaves z = 5 and y = 4; x below 3 and no multiple of 3 leaves no whole y.
        assert_eq!(Plain.whole(&small(2), 100), Some(vec![0, 4, 5]));
        let mut none = small(9);
        none.sum(vec![(1, 1.0)], 9.0);
        assert!(Plain.impossible(&none) && Plain.whole(&none, 100).is_none());
    }

    #[cfg(feature = "highs")]
    mod both {
        use super::super::{Fast, Plain, Program, Solver};
        use proptest::prelude::*;

        /// Programs that mostly have a solution: sums of numbers that were there first.
        fn program() -> impl Strategy<Value = Program> {
            let unknowns = proptest::collection::vec((0..9_i32, 0..9_i32, 0..9_i32), 2..9);
            let sums = proptest::collection::vec(
                (proptest::collection::vec((0..9_usize, -1..=1_i32), 2..5), 0..8_i32),
                1..6,
            );
            (unknowns, sums).prop_map(|(unknowns, sums)| {
                let mut program = Program::default();
                let count = unknowns.len();
                for (cost, value, more) in &unknowns {
                    program.unknown(f64::from(*cost), value + more);
                }
                for (terms, off) in sums {
                    let mut factors = vec![0; count];
                    terms.iter().for_each(|(n, factor)| factors[n % count] += factor);
                    let terms: Vec<_> = factors.iter().enumerate().filter(|(_, f)| **f != 0).collect();
                    let rhs: i32 = terms.iter().map(|(n, f)| unknowns[*n].1 * **f).sum();
                    // One sum in eight has another result than those numbers.
                    let rhs = f64::from(rhs + i32::from(off == 0));
                    if !terms.is_empty() {
                        program.sum(terms.into_iter().map(|(n, f)| (n, f64::from(*f))).collect(), rhs);
                    }
                }
                program
            })
        }

        #[test]
        fn a_program_with_nothing_to_choose_has_one_answer_or_none() {
            for solver in [&Plain as &dyn Solver, &Fast] {
                let mut program = Program::default();
                program.sum(Vec::new(), 0.0);
                assert_eq!(solver.whole(&program, 100), Some(vec![]));
                let given = program.fixed(1.0, 3);
                program.sum(vec![(given, 1.0)], 3.0);
                assert_eq!(solver.whole(&program, 100), Some(vec![3]));
                program.sum(vec![(given, 1.0)], 4.0);
                assert_eq!(solver.whole(&program, 100), None);
            }
        }

        proptest! {
            #[test]
            fn both_solvers_find_the_same_optimum(program in program()) {
                let costs = [Plain.whole(&program, 1000), Fast.whole(&program, 1000)].map(|found| {
                    found.map(|values| program.cost(&values).expect("keeps every sum"))
                });
                prop_assert_eq!(costs[0].map(|c| (c * 1e6).round()), costs[1].map(|c| (c * 1e6).round()));
                prop_assert_eq!(Plain.impossible(&program), Fast.impossible(&program));
            }
        }
    }
}
