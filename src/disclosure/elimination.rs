//! Which hidden cells hang together so tightly that one gives another: by elimination modulo a prime, over
//! everything by which the hidden cells can move while every sum stays.
//!
//! The moves are not listed: some of them, taken at random, tell the same. Where two cells move in the same
//! proportion in all of these they do in every move, but for one chance in 2^61.

use std::collections::{BTreeMap, BTreeSet};

use super::perturbation::Space;

const PRIME: u64 = (1 << 61) - 1;
/// Random moves drawn at a time, and so few are left when more are drawn.
const DRAWN: usize = 40;
const LEAST: usize = 3;

/// Random moves of hidden cells.
#[derive(Debug)]
pub struct Ties<'a> {
    space: &'a Space<'a>,
    /// Cells that move, sorted.
    cells: Vec<usize>,
    moves: Vec<Vec<u64>>,
    dice: u64,
}

impl<'a> Ties<'a> {
    /// Of cells, sorted.
    pub fn of(space: &'a Space<'a>, cells: Vec<usize>) -> Self {
        let mut ties = Self { space, cells, moves: Vec::new(), dice: 0x9e37_79b9_7f4a_7c15 };
        ties.draw();
        ties
    }

    /// Whether a cell cannot move at all: it can be computed.
    pub fn fixed(&self, n: usize) -> bool {
        self.cells.binary_search(&n).is_ok_and(|at| self.moves.iter().all(|m| m[at] == 0))
    }

    /// Whether a reader who is shown one cell can compute the other.
    pub fn gives(&self, shown: usize, other: usize) -> bool {
        let at = |n: usize| self.cells.binary_search(&n).ok();
        let (Some(a), Some(b)) = (at(shown), at(other)) else { return false };
        let Some(first) = self.moves.iter().find(|m| m[a] != 0) else {
            return self.moves.iter().all(|m| m[b] == 0);
        };
        self.moves.iter().all(|m| times(first[a], m[b]) == times(m[a], first[b]))
    }

    /// Takes a cell away: it is shown and does not move any more.
    pub fn show(&mut self, n: usize) {
        let Ok(at) = self.cells.binary_search(&n) else { return };
        if let Some(pivot) = self.moves.iter().position(|m| m[at] != 0) {
            let pivot = self.moves.swap_remove(pivot);
            let per = inverse(pivot[at]);
            for other in self.moves.iter_mut().filter(|m| m[at] != 0) {
                let factor = PRIME - times(other[at], per);
                for (value, by) in other.iter_mut().zip(&pivot) {
                    *value = plus(*value, times(factor, *by));
                }
            }
        }
        self.cells.remove(at);
        for values in &mut self.moves {
            values.remove(at);
        }
        if self.moves.len() < LEAST {
            self.draw();
        }
    }

    /// Draws random moves of the cells.
    fn draw(&mut self) {
        let rows = eliminated(self.space.sums_over(&self.cells, None));
        let mut bound = vec![false; self.cells.len()];
        rows.iter().for_each(|row| bound[row.pivot] = true);
        self.moves = (0..DRAWN)
            .map(|_| {
                let mut values: Vec<u64> =
                    bound.iter().map(|bound| if *bound { 0 } else { self.roll() }).collect();
                // What was eliminated last depends on nothing that was eliminated before.
                for row in rows.iter().rev() {
                    let sum = row.rest.iter().fold(0, |sum, (n, f)| plus(sum, times(values[*n], *f)));
                    values[row.pivot] = PRIME - sum;
                    values[row.pivot] %= PRIME;
                }
                values
            })
            .collect();
    }

    /// A random number; the same every time.
    fn roll(&mut self) -> u64 {
        self.dice = self.dice.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut n = self.dice;
        n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (n ^ (n >> 31)) % PRIME
    }
}

/// pivot + Σ factor × other = 0.
struct Row {
    pivot: usize,
    rest: Vec<(usize, u64)>,
}

/// Sums by elimination, the shortest first; each pivot stands in no row behind its own.
fn eliminated(sums: Vec<Vec<(usize, i64)>>) -> Vec<Row> {
    let residue =
        |factor: i64| if factor < 0 { PRIME - factor.unsigned_abs() } else { factor.unsigned_abs() };
    let mut rows: Vec<BTreeMap<usize, u64>> =
        sums.into_iter().map(|sum| sum.into_iter().map(|(n, f)| (n, residue(f))).collect()).collect();
    let mut holding: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (r, row) in rows.iter().enumerate() {
        for n in row.keys() {
            holding.entry(*n).or_default().insert(r);
        }
    }
    let mut open: BTreeSet<(usize, usize)> =
        rows.iter().enumerate().map(|(r, row)| (row.len(), r)).filter(|(len, _)| *len > 0).collect();
    let mut done = Vec::new();
    while let Some((_, r)) = open.pop_first() {
        let row = std::mem::take(&mut rows[r]);
        for n in row.keys() {
            holding.entry(*n).or_default().remove(&r);
        }
        // The cell that the fewest other rows hold.
        let Some((&pivot, &factor)) = row.iter().min_by_key(|(n, _)| (holding[*n].len(), **n)) else {
            continue;
        };
        let per = inverse(factor);
        let rest: Vec<(usize, u64)> =
            row.iter().filter(|(n, _)| **n != pivot).map(|(n, f)| (*n, times(*f, per))).collect();
        for other in holding.remove(&pivot).unwrap_or_default() {
            let row = &mut rows[other];
            open.remove(&(row.len(), other));
            let by = PRIME - row.remove(&pivot).unwrap_or(0);
            for (n, f) in &rest {
                let value = row.entry(*n).or_insert(0);
                let new = *value == 0;
                *value = plus(*value, times(by, *f));
                let gone = *value == 0;
                if gone {
                    row.remove(n);
                }
                let rows_of = holding.entry(*n).or_default();
                if gone {
                    rows_of.remove(&other);
                } else if new {
                    rows_of.insert(other);
                }
            }
            if !row.is_empty() {
                open.insert((row.len(), other));
            }
        }
        done.push(Row { pivot, rest });
    }
    done
}

fn plus(a: u64, b: u64) -> u64 {
    (a + b) % PRIME
}

fn times(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    #[expect(clippy::cast_possible_truncation, reason = "both parts are below 2^61")]
    let (low, high) = ((product & u128::from(PRIME)) as u64, (product >> 61) as u64);
    plus(low, high)
}

/// What gives one, times this number.
fn inverse(n: u64) -> u64 {
    let (mut power, mut left, mut result) = (n, PRIME - 2, 1);
    while left > 0 {
        if left & 1 == 1 {
            result = times(result, power);
        }
        power = times(power, power);
        left >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::Ties;
    use crate::disclosure::linked_tables::{Node, System};
    use crate::disclosure::perturbation::Space;

    /// Cells 0 to 6: 0 + 1 + 2 and 2 + 3 + 4 are given, so is 3 + 4 + 5, and 6.
    fn system() -> System {
        let nodes = (0..7).map(|_| Node::implied(9, false)).collect();
        let sum = |cells: &[usize]| cells.iter().map(|n| (*n, 1)).collect::<Vec<_>>();
        let relations = vec![sum(&[0, 1, 2]), sum(&[2, 3, 4]), sum(&[3, 4, 5]), sum(&[6])];
        System { nodes, relations, identities: Vec::new(), slightly: Vec::new() }
    }

    #[test]
    fn what_gives_what_is_what_elimination_gives() {
        let system = system();
        let space = Space::new(&system);
        let mut ties = Ties::of(&space, (0..7).collect());
        // By hand: 2 = 5; nothing else but 6, which has a sum for itself, follows from one cell.
        let given =
            |ties: &Ties<'_>, n: usize| (0..7).filter(|m| *m != n && ties.gives(n, *m)).collect::<Vec<_>>();
        assert_eq!((0..7).filter(|n| ties.fixed(*n)).collect::<Vec<_>>(), [6]);
        assert_eq!([given(&ties, 2), given(&ties, 5), given(&ties, 0)], [vec![5, 6], vec![2, 6], vec![6]]);
        // Once 2 is shown, 5 is fixed, and of 0 and 1 one gives the other.
        ties.show(2);
        assert!(ties.fixed(5) && !ties.fixed(0) && ties.gives(0, 1) && ties.gives(3, 4) && !ties.gives(0, 3));
    }
}
