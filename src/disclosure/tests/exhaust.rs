//! The strongest attack there is, on small tables: every table of whole numbers that agrees with what is
//! published.

use proptest::prelude::*;

use super::protect_all;
use super::{Safe, SafeTable, cross, shown};
use crate::disclosure::Settings;

/// Lowest and highest value of every hidden inner cell over all tables that agree; `None` when there are
/// too many to try.
fn agreeing(table: &SafeTable, limit: usize) -> Option<Vec<(usize, usize, i64, i64)>> {
    let (rows, cols) = (table.rows().len() - 1, table.cols().len() - 1);
    let number = |r: usize, c: usize| table.cell(r, c).value().number().map(|n| n.scaled);
    let inner: Vec<(usize, usize)> = (0..rows)
        .flat_map(|r| (0..cols).map(move |c| (r, c)))
        .filter(|(r, c)| table.cell(*r, *c).value() == Safe::Hidden)
        .collect();
    let mut found = vec![(i64::MAX, i64::MIN); inner.len()];
    let mut values = vec![0; inner.len()];
    let mut steps = 0;
    let fits = |values: &[i64], done: usize| {
        let line = |cells: &mut dyn Iterator<Item = (usize, usize)>, total: Option<i64>| {
            let (mut sum, mut open) = (0, false);
            for (r, c) in cells {
                match inner.iter().position(|p| *p == (r, c)) {
                    Some(i) if i < done => sum += values[i],
                    Some(_) => (sum, open) = (sum + 1, true),
                    None => sum += number(r, c).unwrap_or(0),
                }
            }
            total.is_none_or(|t| if open { sum <= t } else { sum == t })
        };
        (0..rows).all(|r| line(&mut (0..cols).map(|c| (r, c)), number(r, cols)))
            && (0..cols).all(|c| line(&mut (0..rows).map(|r| (r, c)), number(rows, c)))
    };
    fn search(
        at: usize,
        values: &mut Vec<i64>,
        found: &mut [(i64, i64)],
        fits: &dyn Fn(&[i64], usize) -> bool,
        steps: &mut usize,
        limit: usize,
    ) -> bool {
        if at == values.len() {
            for (value, range) in values.iter().zip(found) {
                *range = (range.0.min(*value), range.1.max(*value));
            }
            return true;
        }
        for value in 1.. {
            *steps += 1;
            if *steps > limit {
                return false;
            }
            values[at] = value;
            if !fits(values, at + 1) {
                // Larger ones do not fit either, unless smaller ones were too few for a full line.
                if value > 60 {
                    return true;
                }
                continue;
            }
            if !search(at + 1, values, found, fits, steps, limit) {
                return false;
            }
        }
        true
    }
    let total_hidden =
        (0..rows).any(|r| number(r, cols).is_none()) || (0..cols).any(|c| number(rows, c).is_none());
    if total_hidden || !search(0, &mut values, &mut found, &fits, &mut steps, limit) {
        return None;
    }
    Some(inner.iter().zip(found).map(|((r, c), (low, high))| (*r, *c, low, high)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_hidden_cell_is_confined_by_any_reasoning(
        numbers in proptest::collection::vec(proptest::collection::vec(0_u64..12, 3), 3),
    ) {
        let rows: Vec<&[u64]> = numbers.iter().map(Vec::as_slice).collect();
        let table = cross(("r", &["w", "x", "y"]), ("c", &["a", "b", "c"]), &rows);
        let safe = protect_all(&[table], &Settings::new(3)).remove(0);
        let Some(cells) = agreeing(&safe, 300_000) else { return Ok(()) };
        for (r, c, low, high) in cells {
            prop_assert!(
                high - low >= 2 || low >= 3,
                "{} lies in {}..={} of {:?}", shown(&safe, r, c), low, high, numbers
            );
        }
    }
}
