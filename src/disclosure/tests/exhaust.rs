//! The strongest attack there is, on small tables: every table of whole numbers that agrees with what is
//! published.

use proptest::prelude::*;

use super::protect_all;
use super::{Safe, SafeTable, cross, shown};
use crate::disclosure::Settings;

/// Lowest and highest value of every hidden inner cell over all tables that agree; `None` when there are
/// too many to try.
fn agreeing(table: &SafeTable, limit: usize) -> Option<Vec<(usize, usize, i64, i64)>> {
    let inner = hidden_inside(table);
    let alone: Vec<Vec<(usize, usize)>> = inner.iter().map(|cell| vec![*cell]).collect();
    let found = possible(table, limit, &alone)?;
    Some(inner.iter().zip(found).map(|((r, c), (low, high))| (*r, *c, low, high)).collect())
}

fn hidden_inside(table: &SafeTable) -> Vec<(usize, usize)> {
    let (rows, cols) = (table.rows().len() - 1, table.cols().len() - 1);
    let all = (0..rows).flat_map(|r| (0..cols).map(move |c| (r, c)));
    all.filter(|(r, c)| table.cell(*r, *c).value() == Safe::Hidden).collect()
}

/// Lowest and highest value of sums of inner cells over all tables that agree.
fn possible(table: &SafeTable, limit: usize, sums: &[Vec<(usize, usize)>]) -> Option<Vec<(i64, i64)>> {
    let (rows, cols) = (table.rows().len() - 1, table.cols().len() - 1);
    let number = |r: usize, c: usize| table.cell(r, c).value().number().map(|n| n.scaled);
    let inner = hidden_inside(table);
    let value = |values: &[i64], (r, c): (usize, usize)| match inner.iter().position(|p| *p == (r, c)) {
        Some(at) => values[at],
        None => number(r, c).unwrap_or(0),
    };
    let mut found = vec![(i64::MAX, i64::MIN); sums.len()];
    let mut meet = |values: &[i64]| {
        for (sum, range) in sums.iter().zip(&mut found) {
            let value: i64 = sum.iter().map(|cell| value(values, *cell)).sum();
            *range = (range.0.min(value), range.1.max(value));
        }
    };
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
        meet: &mut dyn FnMut(&[i64]),
        fits: &dyn Fn(&[i64], usize) -> bool,
        steps: &mut usize,
        limit: usize,
    ) -> bool {
        if at == values.len() {
            meet(values);
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
            if !search(at + 1, values, meet, fits, steps, limit) {
                return false;
            }
        }
        true
    }
    let total_hidden =
        (0..rows).any(|r| number(r, cols).is_none()) || (0..cols).any(|c| number(rows, c).is_none());
    if total_hidden || !search(0, &mut values, &mut meet, &fits, &mut steps, limit) {
        return None;
    }
    Some(found)
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

    #[test]
    fn p9_a_combination_that_is_not_printed_is_not_found_either(
        numbers in proptest::collection::vec(proptest::collection::vec(0_u64..9, 3), 3),
    ) {
        // Two rows together within a column, two columns together within a row: no table prints these.
        let rows: Vec<&[u64]> = numbers.iter().map(Vec::as_slice).collect();
        let table = cross(("r", &["w", "x", "y"]), ("c", &["a", "b", "c"]), &rows);
        let safe = protect_all(&[table], &Settings::new(3)).remove(0);
        let pairs = [(0, 1), (0, 2), (1, 2)];
        let down = pairs.iter().flat_map(|(a, b)| (0..3).map(move |c| vec![(*a, c), (*b, c)]));
        let across = pairs.iter().flat_map(|(a, b)| (0..3).map(move |r| vec![(r, *a), (r, *b)]));
        let sums: Vec<Vec<(usize, usize)>> = down.chain(across).collect();
        let Some(found) = possible(&safe, 300_000, &sums) else { return Ok(()) };
        for (sum, (low, high)) in sums.iter().zip(found) {
            let small = low == high && (1..3).contains(&low);
            prop_assert!(!small, "{:?} of {:?}", sum, numbers);
        }
    }
}
