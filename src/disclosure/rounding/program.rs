//! Chooses a multiple near each count, for cells that sums connect: the sums hold, and the multiples are as
//! near the counts as the sums allow.

use crate::linear::integer_program::{Answer, Program, Sense, usual};

/// A cell whose multiple is to be chosen. All numbers but the count are in multiples of the base.
#[derive(Debug, Clone)]
pub struct Choice {
    /// How many contacts or persons.
    pub count: u64,
    /// The multiple that readers know already.
    pub held: Option<i64>,
    /// Whether it is printed. A cell that is printed nowhere may have any multiple.
    pub printed: bool,
}

/// A sum of choices that must be `rhs`: choices by position, with their factors.
#[derive(Debug, Clone)]
pub struct Sum {
    pub terms: Vec<(usize, i64)>,
    /// What they add up to.
    pub rhs: i64,
}

impl Sum {
    /// Whether the multiples add up.
    #[must_use]
    pub fn holds(&self, multiples: &[i64]) -> bool {
        self.terms.iter().map(|(at, factor)| factor * multiples[*at]).sum::<i64>() == self.rhs
    }
}

/// After so many nodes a search is given up. This is a count and no clock, so that equal input gives equal
/// output.
const BRANCHES: u64 = 400;
/// So many multiples beyond the next one a cell may go, when the sums allow nothing nearer.
const FURTHER: i32 = 3;
/// The cost of each multiple beyond the next one, of leaving a multiple that readers know, and of each unit
/// by which a sum is off.
const FAR: f64 = 8.0;
const LEFT: f64 = 40.0;
const BROKEN: f64 = 2000.0;

/// A multiple for each choice. Every sum holds; where that is impossible, as many as possible do.
#[must_use]
pub fn choose(choices: &[Choice], sums: &[Sum], base: u64) -> Vec<i64> {
    let found = solve(choices, sums, base, false).or_else(|| solve(choices, sums, base, true));
    found.unwrap_or_else(|| choices.iter().map(|c| nearest(c, base)).collect())
}

fn whole(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The multiple below a count, or the count's own.
fn floor(choice: &Choice, base: u64) -> i64 {
    whole(choice.count / base)
}

fn nearest(choice: &Choice, base: u64) -> i64 {
    choice.held.unwrap_or_else(|| floor(choice, base) + i64::from(choice.count % base * 2 > base))
}

/// The variables of a choice, with what each adds to `from`.
struct Parts {
    from: i64,
    steps: Vec<(usize, i64)>,
}

#[expect(clippy::cast_precision_loss, reason = "remainders and multiples are far below 2^53")]
fn solve(choices: &[Choice], sums: &[Sum], base: u64, loose: bool) -> Option<Vec<i64>> {
    let mut program = Program::default();
    let mut parts = Vec::with_capacity(choices.len());
    for choice in choices {
        let from = floor(choice, base);
        let rest = (choice.count % base) as f64 / base as f64;
        let down = i32::try_from(from.min(i64::from(FURTHER))).unwrap_or(FURTHER);
        let mut steps = Vec::new();
        let mut step = |cost: f64, most: i32, sign: i64| {
            if most > 0 {
                steps.push((program.unknown(cost, most), sign));
            }
        };
        match (choice.printed, choice.held) {
            (true, Some(held)) => {
                let below = i32::try_from(held.min(i64::from(FURTHER))).unwrap_or(FURTHER);
                if loose {
                    step(LEFT, FURTHER, 1);
                    step(LEFT, below, -1);
                }
                parts.push(Parts { from: held, steps });
                continue;
            }
            (true, None) => {
                step(1.0 - 2.0 * rest, i32::from(rest > 0.0), 1);
                if loose {
                    step(FAR, FURTHER, 1);
                    step(FAR, down, -1);
                }
            }
            (false, _) => {
                step(0.1, FURTHER + 1, 1);
                step(0.1, down, -1);
            }
        }
        parts.push(Parts { from, steps });
    }
    for sum in sums {
        let fixed: i64 = sum.terms.iter().map(|(at, factor)| factor * parts[*at].from).sum();
        let steps = |(at, factor): &(usize, i64)| {
            let factor = *factor;
            parts[*at].steps.iter().map(move |(var, sign)| (*var, (factor * sign) as f64))
        };
        let mut terms: Vec<(usize, f64)> = sum.terms.iter().flat_map(steps).collect();
        if loose {
            let most = i32::MAX / 4;
            terms.push((program.unknown(BROKEN, most), 1.0));
            terms.push((program.unknown(BROKEN, most), -1.0));
        }
        if terms.is_empty() && fixed != sum.rhs {
            return None;
        }
        program.sum(terms, (sum.rhs - fixed) as f64);
    }
    let Answer::Found { values: found, .. } = usual().whole(&program, Sense::Lowest, BRANCHES) else {
        return None;
    };
    let multiples: Vec<i64> = parts
        .iter()
        .map(|p| p.from + p.steps.iter().map(|(var, sign)| sign * found[*var]).sum::<i64>())
        .collect();
    // The solver calculates with floating point, so every sum is checked exactly.
    (loose || sums.iter().all(|s| s.holds(&multiples))).then_some(multiples)
}

#[cfg(test)]
mod tests {
    use super::{Choice, Sum, choose};

    fn cells(counts: &[u64]) -> Vec<Choice> {
        counts.iter().map(|n| Choice { count: *n, held: None, printed: true }).collect()
    }

    fn parts(range: std::ops::Range<usize>, rhs: i64) -> Sum {
        Sum { terms: range.map(|at| (at, 1)).collect(), rhs }
    }

    #[test]
    fn parts_take_the_multiples_that_are_nearest_within_their_sum() {
        // 3 + 7 + 12 + 13 = 35: 5 + 5 + 10 + 15.
        let sum = parts(0..4, 7);
        assert_eq!(choose(&cells(&[3, 7, 12, 13]), &[sum], 5), [1, 1, 2, 3]);
        // Four times 2 is 8, printed as 10: two of them become 5.
        let found = choose(&cells(&[2, 2, 2, 2]), &[parts(0..4, 2)], 5);
        assert_eq!(found.iter().sum::<i64>(), 2);
        assert!(found.iter().all(|m| [0, 1].contains(m)), "{found:?}");
    }

    #[test]
    fn what_readers_hold_stays_when_it_can() {
        let mut choices = cells(&[2, 8]);
        choices[0].held = Some(1);
        assert_eq!(choose(&choices, &[parts(0..2, 2)], 5), [1, 1]);
        // It cannot: both are held, and the sum is another.
        choices[1].held = Some(2);
        let found = choose(&choices, &[parts(0..2, 2)], 5);
        assert_eq!(found.iter().sum::<i64>(), 2);
    }

    #[test]
    fn a_sum_that_is_impossible_is_left_and_the_others_hold() {
        // A cell of 0 to 5 cannot be 100 and its neighbour's sum still holds.
        let sums = [parts(0..1, 20), parts(1..3, 2)];
        let found = choose(&cells(&[3, 4, 6]), &sums, 5);
        assert!(!sums[0].holds(&found) && sums[1].holds(&found), "{found:?}");
    }
}
