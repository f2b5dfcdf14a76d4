//! First attack: exact elimination modulo a prime over the unknowns of a part. An unknown is a linear
//! combination of printed numbers if and only if the reduced system has a row with nothing but it.

use std::collections::{BTreeMap, BTreeSet};

use super::system::Part;

/// The prime 2⁶¹ − 1: sums and products of its remainders fit into 128 bits, and no tolerance is needed.
pub const PRIME: u64 = (1 << 61) - 1;

fn times(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b) % u128::from(PRIME);
    u64::try_from(product).unwrap_or(0)
}

fn minus(a: u64, b: u64) -> u64 {
    if a >= b { a - b } else { a + PRIME - b }
}

fn inverse(a: u64) -> u64 {
    let (mut power, mut exponent, mut result) = (a, PRIME - 2, 1);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = times(result, power);
        }
        power = times(power, power);
        exponent >>= 1;
    }
    result
}

fn residue(n: i128) -> u64 {
    u64::try_from(n.rem_euclid(i128::from(PRIME))).unwrap_or(0)
}

/// The whole number of smallest size with this remainder.
fn lift(n: u64) -> i128 {
    if n > PRIME / 2 { i128::from(n) - i128::from(PRIME) } else { i128::from(n) }
}

type Sparse = BTreeMap<usize, u64>;

#[derive(Debug, Default)]
struct Reduced {
    terms: Sparse,
    rhs: u64,
    /// Combination of the equations that gives this row.
    mix: Sparse,
}

fn subtract(from: &mut Sparse, row: &Sparse, factor: u64) {
    for (at, value) in row {
        let entry = from.entry(*at).or_insert(0);
        *entry = minus(*entry, times(*value, factor));
        if *entry == 0 {
            from.remove(at);
        }
    }
}

impl Reduced {
    fn subtract(&mut self, other: &Self, factor: u64) {
        subtract(&mut self.terms, &other.terms, factor);
        self.rhs = minus(self.rhs, times(other.rhs, factor));
        subtract(&mut self.mix, &other.mix, factor);
    }

    fn scale(&mut self, factor: u64) {
        self.terms.values_mut().chain(self.mix.values_mut()).for_each(|v| *v = times(*v, factor));
        self.rhs = times(self.rhs, factor);
    }
}

/// An unknown that the equations determine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Determined {
    /// Which.
    pub at: usize,
    /// Its value.
    pub value: i128,
    /// The equations used; empty when they were not asked for.
    pub used: Vec<usize>,
}

/// All unknowns that the equations alone determine; `None` when the equations contradict each other.
#[must_use]
pub fn determined(part: &Part, explain: bool) -> Option<Vec<Determined>> {
    let mut order: Vec<usize> = (0..part.equations.len()).collect();
    order.sort_by_key(|i| part.equations[*i].terms.len());
    // Rows by their leading unknown; none of them contains the leading unknown of another.
    let mut rows: BTreeMap<usize, Reduced> = BTreeMap::new();
    let mut holders: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); part.nodes.len()];
    for equation in order {
        let mut row = Reduced { rhs: residue(part.equations[equation].rhs), ..Reduced::default() };
        row.terms.extend(part.equations[equation].terms.iter().map(|(at, c)| (*at, residue(*c))));
        if explain {
            row.mix.insert(equation, 1);
        }
        let leads: Vec<(usize, u64)> = row.terms.iter().map(|(a, v)| (*a, *v)).collect();
        for (at, factor) in leads {
            if let Some(known) = rows.get(&at) {
                row.subtract(known, factor);
            }
        }
        // The unknown that fewest rows hold keeps the rows short.
        let Some(lead) = row.terms.keys().copied().min_by_key(|at| (holders[*at].len(), *at)) else {
            if row.rhs != 0 {
                return None;
            }
            continue;
        };
        row.scale(inverse(row.terms[&lead]));
        for holder in std::mem::take(&mut holders[lead]) {
            if let Some(other) = rows.get_mut(&holder) {
                let factor = other.terms[&lead];
                other.subtract(&row, factor);
                for at in row.terms.keys().filter(|at| **at != lead) {
                    if other.terms.contains_key(at) {
                        holders[*at].insert(holder);
                    } else {
                        holders[*at].remove(&holder);
                    }
                }
            }
        }
        for at in row.terms.keys().filter(|at| **at != lead) {
            holders[*at].insert(lead);
        }
        rows.insert(lead, row);
    }
    let alone = rows.into_iter().filter(|(_, row)| row.terms.len() == 1);
    Some(
        alone
            .map(|(at, row)| Determined { at, value: lift(row.rhs), used: row.mix.into_keys().collect() })
            .collect(),
    )
}
