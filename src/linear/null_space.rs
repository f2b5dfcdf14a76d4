//! How unknowns can move while every sum stays as it is: the null space of the sums.
//!
//! The null space is not listed: some of its vectors, taken at random, tell the same. Where two unknowns move
//! in the same proportion in all of these they do in every vector, but for one chance in 2⁶¹ for each vector.

use super::elimination::{Equation, Order, triangular};
use super::modular::{PRIME, inverse, negative, plus, times};

/// Random vectors of the null space.
#[derive(Debug)]
pub struct Sample {
    vectors: Vec<Vec<u64>>,
    seed: u64,
}

impl Sample {
    /// None yet; equal seeds draw equal vectors.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { vectors: Vec::new(), seed }
    }

    /// Draws vectors over so many unknowns that leave every sum as it is, in place of those drawn before.
    pub fn draw(&mut self, sums: Vec<Vec<(usize, i64)>>, unknowns: usize, vectors: usize) {
        let equations = sums.into_iter().map(|sum| Equation::new(sum, 0)).collect();
        // Sums that are all 0 cannot contradict each other.
        let rows = triangular(equations, Order::ShortestFirst).unwrap_or_default();
        let mut bound = vec![false; unknowns];
        rows.iter().for_each(|row| bound[row.pivot] = true);
        self.vectors = (0..vectors)
            .map(|_| {
                let mut values: Vec<u64> =
                    bound.iter().map(|bound| if *bound { 0 } else { self.random() }).collect();
                // The last row depends on nothing that was eliminated before it.
                for row in rows.iter().rev() {
                    let sum = row.rest().fold(0, |sum, (n, f)| plus(sum, times(values[n], f)));
                    values[row.pivot] = negative(sum);
                }
                values
            })
            .collect();
    }

    /// How many vectors there are.
    #[must_use]
    pub fn size(&self) -> usize {
        self.vectors.len()
    }

    /// Whether an unknown cannot move: the sums determine it.
    #[must_use]
    pub fn fixes(&self, at: usize) -> bool {
        self.vectors.iter().all(|v| v[at] == 0)
    }

    /// Whether one unknown gives the other: they move in the same proportion in every vector.
    #[must_use]
    pub fn ties(&self, given: usize, other: usize) -> bool {
        let Some(first) = self.vectors.iter().find(|v| v[given] != 0) else { return self.fixes(other) };
        self.vectors.iter().all(|v| times(first[given], v[other]) == times(v[given], first[other]))
    }

    /// Leaves only the vectors that do not move an unknown, and takes it out. There is one vector less.
    pub fn hold(&mut self, at: usize) {
        if let Some(pivot) = self.vectors.iter().position(|v| v[at] != 0) {
            let pivot = self.vectors.swap_remove(pivot);
            let per = inverse(pivot[at]);
            for other in self.vectors.iter_mut().filter(|v| v[at] != 0) {
                let factor = negative(times(other[at], per));
                for (value, by) in other.iter_mut().zip(&pivot) {
                    *value = plus(*value, times(factor, *by));
                }
            }
        }
        for values in &mut self.vectors {
            values.remove(at);
        }
    }

    /// A random remainder (SplitMix64), the same every time.
    fn random(&mut self) -> u64 {
        self.seed = self.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut n = self.seed;
        n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (n ^ (n >> 31)) % PRIME
    }
}

#[cfg(test)]
mod tests {
    use super::Sample;

    #[test]
    fn what_gives_what_is_what_elimination_gives() {
        // 0 + 1 + 2 and 2 + 3 + 4 are given, so is 3 + 4 + 5, and 6.
        let sum = |cells: &[usize]| cells.iter().map(|n| (*n, 1)).collect::<Vec<_>>();
        let sums = vec![sum(&[0, 1, 2]), sum(&[2, 3, 4]), sum(&[3, 4, 5]), sum(&[6])];
        let mut sample = Sample::new(1);
        sample.draw(sums, 7, 5);
        // By hand: 2 = 5; nothing else but 6, which has a sum for itself, follows from one unknown.
        let given = |s: &Sample, n: usize| (0..7).filter(|m| *m != n && s.ties(n, *m)).collect::<Vec<_>>();
        assert_eq!((0..7).filter(|n| sample.fixes(*n)).collect::<Vec<_>>(), [6]);
        assert_eq!(
            [given(&sample, 2), given(&sample, 5), given(&sample, 0)],
            [vec![5, 6], vec![2, 6], vec![6]]
        );
        // Once 2 is held and taken out, those behind it move up: 5 is fixed, and of 0 and 1 one gives the
        // other.
        sample.hold(2);
        assert_eq!(sample.size(), 4);
        assert!(sample.fixes(4) && !sample.fixes(0));
        assert!(sample.ties(0, 1) && sample.ties(2, 3) && !sample.ties(0, 2));
    }
}
