//! Bounds that follow from one row at a time, until none gets narrower. Outer bounds: the true ones are
//! never wider; on a part without circles they are the true ones.

use super::system::{OPEN, Part, Row};

/// A row after a row, at most so often per row; bounds that creep in small steps are left to the solver.
const ROUNDS: usize = 60;

/// Narrows the bounds of a part; `false` when nothing is possible at all.
pub fn narrow(part: &mut Part) -> bool {
    let rows: Vec<(Row, bool)> = part
        .equations
        .iter()
        .map(|r| (r.clone(), true))
        .chain(part.limits.iter().map(|r| (r.clone(), false)))
        .collect();
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); part.nodes.len()];
    for (i, (row, _)) in rows.iter().enumerate() {
        row.terms.iter().for_each(|(at, _)| holders[*at].push(i));
    }
    let mut queue: std::collections::VecDeque<usize> = (0..rows.len()).collect();
    let mut waiting = vec![true; rows.len()];
    let mut left = rows.len() * ROUNDS;
    while let Some(i) = queue.pop_front() {
        waiting[i] = false;
        if left == 0 {
            break;
        }
        left -= 1;
        let (row, equal) = &rows[i];
        let Some(changed) = row_bounds(part, row, *equal) else { return false };
        for at in changed {
            for &other in holders[at].iter().filter(|o| **o != i) {
                if !waiting[other] {
                    waiting[other] = true;
                    queue.push_back(other);
                }
            }
        }
    }
    part.low.iter().zip(&part.high).all(|(low, high)| low <= high)
}

/// Narrows the unknowns of one row; gives those that changed, or nothing when the row cannot hold.
fn row_bounds(part: &mut Part, row: &Row, equal: bool) -> Option<Vec<usize>> {
    let least = |part: &Part, at: usize, c: i128| c * if c > 0 { part.low[at] } else { part.high[at] };
    let most = |part: &Part, at: usize, c: i128| c * if c > 0 { part.high[at] } else { part.low[at] };
    let open = |part: &Part, at: usize, up: bool, c: i128| (up == (c > 0)) && part.high[at] >= OPEN;
    let mut changed = Vec::new();
    for &(at, c) in &row.terms {
        let (mut floor, mut roof, mut floor_open, mut roof_open) = (0, 0, false, false);
        for &(other, d) in row.terms.iter().filter(|(other, _)| *other != at) {
            floor_open |= open(part, other, false, d);
            roof_open |= open(part, other, true, d);
            floor += least(part, other, d);
            roof += most(part, other, d);
        }
        // c · x ≤ rhs − floor, and for an equation c · x ≥ rhs − roof.
        let (mut low, mut high) = (part.low[at], part.high[at]);
        if !floor_open {
            let bound = row.rhs - floor;
            if c > 0 { high = high.min(bound.div_euclid(c)) } else { low = low.max(ceil(bound, c)) }
        }
        if equal && !roof_open {
            let bound = row.rhs - roof;
            if c > 0 { low = low.max(ceil(bound, c)) } else { high = high.min(floor_of(bound, c)) }
        }
        if low > high {
            return None;
        }
        if (low, high) != (part.low[at], part.high[at]) {
            (part.low[at], part.high[at]) = (low, high);
            changed.push(at);
        }
    }
    Some(changed)
}

/// Smallest whole number that is at least a / b.
fn ceil(a: i128, b: i128) -> i128 {
    -floor_of(-a, b)
}

/// Largest whole number that is at most a / b.
fn floor_of(a: i128, b: i128) -> i128 {
    if b > 0 { a.div_euclid(b) } else { (-a).div_euclid(-b) }
}
