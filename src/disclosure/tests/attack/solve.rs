//! What follows from sums: exact elimination modulo 2^31 − 1, then whole-number bounds.

use std::collections::BTreeMap;

use super::facts::Facts;

const PRIME: i64 = (1 << 31) - 1;
const FAR: i64 = 1 << 60;

/// Lowest and highest value per hidden cell; they are equal when it can be computed.
pub fn solve(facts: &Facts) -> Vec<(i64, i64)> {
    let cells = facts.hidden().count();
    // What is hidden is at least one: a printed zero is a zero.
    let mut bounds = vec![(1, FAR); cells];
    for (cell, low, high) in &facts.limits {
        let (a, b) = bounds[*cell];
        bounds[*cell] = (a.max(*low), b.min(*high));
    }
    let sums: Vec<(Vec<(usize, i64)>, i64)> =
        facts.sums.iter().map(|s| (s.terms.iter().map(|(c, f)| (*c, *f)).collect(), s.is)).collect();
    // Narrowing ends when nothing changes, or is stopped when it creeps.
    for _ in 0..400 {
        let before = bounds.clone();
        for (terms, is) in &sums {
            narrow(&mut bounds, terms, *is);
        }
        if bounds == before {
            break;
        }
    }
    for (cell, value) in determined(&sums) {
        bounds[cell] = value.map_or((bounds[cell].0, bounds[cell].0), |v| (v, v));
    }
    bounds
}

fn narrow(bounds: &mut [(i64, i64)], terms: &[(usize, i64)], is: i64) {
    for (cell, factor) in terms {
        // Factors are one or minus one, or small sums of these.
        let others = terms.iter().filter(|(c, _)| c != cell);
        let (mut least, mut most) = (0_i64, 0_i64);
        for (c, f) in others {
            let (low, high) = bounds[*c];
            let (a, b) = if *f > 0 { (f * low, mul(high, *f)) } else { (mul(high, *f), f * low) };
            least = (least + a).max(-FAR);
            most = (most + b).min(FAR);
        }
        let (mut low, mut high) = (-FAR, FAR);
        if most < FAR {
            low = is - most;
        }
        if least > -FAR {
            high = is - least;
        }
        if *factor < 0 {
            (low, high) = (-high, -low);
        }
        let size = factor.abs();
        if size == 1 {
            let (a, b) = bounds[*cell];
            bounds[*cell] = (a.max(low), b.min(high));
        }
    }
}

fn mul(n: i64, factor: i64) -> i64 {
    if n >= FAR { FAR * factor.signum() } else { n * factor }
}

/// Cells that can be computed, with their value where that is a plain number.
fn determined(sums: &[(Vec<(usize, i64)>, i64)]) -> Vec<(usize, Option<i64>)> {
    // Gauss–Jordan; the number that a sum must be stands as the last column.
    let right = usize::MAX;
    let mut done: Vec<(usize, BTreeMap<usize, i64>)> = Vec::new();
    for (terms, is) in sums {
        let mut row: BTreeMap<usize, i64> = terms.iter().map(|(c, f)| (*c, f.rem_euclid(PRIME))).collect();
        row.insert(right, is.rem_euclid(PRIME));
        for (pivot, other) in &done {
            if let Some(factor) = row.get(pivot).copied() {
                subtract(&mut row, other, factor);
            }
        }
        let Some((pivot, factor)) = row.iter().map(|(c, f)| (*c, *f)).find(|(c, _)| *c != right) else {
            continue;
        };
        let inverse = power(factor, PRIME - 2);
        row.values_mut().for_each(|f| *f = *f * inverse % PRIME);
        for (_, other) in &mut done {
            if let Some(factor) = other.get(&pivot).copied() {
                subtract(other, &row, factor);
            }
        }
        done.push((pivot, row));
    }
    let alone = |row: &BTreeMap<usize, i64>| row.keys().filter(|c| **c != right).count() == 1;
    let value = |row: &BTreeMap<usize, i64>| {
        let n = row.get(&right).copied().unwrap_or(0);
        (n < PRIME / 2).then_some(n)
    };
    done.iter().filter(|(_, row)| alone(row)).map(|(pivot, row)| (*pivot, value(row))).collect()
}

fn subtract(row: &mut BTreeMap<usize, i64>, other: &BTreeMap<usize, i64>, factor: i64) {
    for (column, f) in other {
        let entry = row.entry(*column).or_default();
        *entry = (*entry - factor * f % PRIME).rem_euclid(PRIME);
    }
    row.retain(|_, f| *f != 0);
}

fn power(mut base: i64, mut exponent: i64) -> i64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        exponent >>= 1;
    }
    result
}
