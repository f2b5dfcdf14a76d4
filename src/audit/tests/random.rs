//! Small random tables: the attacker against an enumeration of every table that a reader holds possible.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::release;
use crate::audit::{Rules, audit};

/// A table with its sums: the last row and column are those.
#[derive(Debug, Clone)]
struct Square {
    cells: Vec<Vec<i64>>,
    hidden: Vec<Vec<bool>>,
    zeros: bool,
}

const T: i64 = 4;

impl Square {
    fn new(inner: &[Vec<i64>], more: &[bool], zeros: bool) -> Self {
        let mut cells = inner.to_vec();
        cells.iter_mut().for_each(|row| row.push(row.iter().sum()));
        let width = cells[0].len();
        cells.push((0..width).map(|c| cells.iter().map(|row| row[c]).sum()).collect());
        let mut more = more.iter().copied().cycle();
        let mut hide = |n: i64| {
            let chosen = more.next().unwrap();
            (1..T).contains(&n) || chosen && (n > 0 || !zeros)
        };
        let hidden = cells.iter().map(|row| row.iter().map(|n| hide(*n)).collect()).collect();
        Self { cells, hidden, zeros }
    }

    fn size(&self) -> (usize, usize) {
        (self.cells.len(), self.cells[0].len())
    }

    /// The codes of a cell, as they are published.
    fn name(&self, r: usize, c: usize) -> String {
        let (rows, cols) = self.size();
        let mut dims = Vec::new();
        dims.extend((c + 1 < cols).then(|| format!("col={c}")));
        dims.extend((r + 1 < rows).then(|| format!("row={r}")));
        dims.join(";")
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for (r, row) in self.cells.iter().enumerate() {
            for (c, n) in row.iter().enumerate() {
                let name = self.name(r, c);
                let name = if name.is_empty() { "-" } else { &name };
                let n = if self.hidden[r][c] { "C".to_owned() } else { n.to_string() };
                text.push_str(&format!("T 2023 {name} {n}\n"));
            }
        }
        text
    }

    fn codes(&self) -> String {
        let (rows, cols) = self.size();
        let rows = (0..rows - 1).map(|r| format!("row {r}\n"));
        rows.chain((0..cols - 1).map(|c| format!("col {c}\n"))).collect()
    }

    /// Smallest and largest value of every cell over all tables that agree with what is printed. Inner
    /// cells above `most` are not tried: the grand total is printed or no bound matters above it.
    fn possible(&self, most: i64) -> BTreeMap<(usize, usize), (i64, i64)> {
        let mut found = BTreeMap::new();
        let (rows, cols) = self.size();
        self.fill(&mut vec![vec![0; cols]; rows], 0, most, &mut found);
        found
    }

    /// Whether a value may stand in a cell.
    fn fits(&self, r: usize, c: usize, n: i64) -> bool {
        match self.hidden[r][c] {
            true => n >= i64::from(self.zeros),
            false => n == self.cells[r][c],
        }
    }

    fn fill(
        &self,
        trial: &mut Vec<Vec<i64>>,
        at: usize,
        most: i64,
        found: &mut BTreeMap<(usize, usize), (i64, i64)>,
    ) {
        let (rows, cols) = self.size();
        let (r, c) = (at / (cols - 1), at % (cols - 1));
        if r + 1 == rows {
            let sums = |c: usize| trial[..r].iter().map(|row| row[c]).sum::<i64>();
            let sums: Vec<i64> = (0..cols).map(sums).collect();
            if !sums.iter().enumerate().all(|(c, sum)| self.fits(r, c, *sum)) {
                return;
            }
            trial[r] = sums;
            for (r, row) in trial.iter().enumerate() {
                for (c, n) in row.iter().enumerate() {
                    let range = found.entry((r, c)).or_insert((*n, *n));
                    *range = (range.0.min(*n), range.1.max(*n));
                }
            }
            return;
        }
        let known = (!self.hidden[r][c]).then_some(self.cells[r][c]);
        for n in known.map_or(0..=most, |n| n..=n) {
            trial[r][c] = n;
            let row_done = c + 2 == cols;
            if row_done {
                trial[r][c + 1] = trial[r][..=c].iter().sum();
            }
            if self.fits(r, c, n) && (!row_done || self.fits(r, c + 1, trial[r][c + 1])) {
                self.fill(trial, at + 1, most, found);
            }
        }
    }

    /// Whether a cell is one of a sum's hidden cells that hold only a small count together.
    fn grouped(&self, r: usize, c: usize) -> bool {
        let (rows, cols) = self.size();
        let row: Vec<(usize, usize)> = (0..cols - 1).map(|c| (r, c)).collect();
        let column: Vec<(usize, usize)> = (0..rows - 1).map(|r| (r, c)).collect();
        let few = |line: Vec<(usize, usize)>, sum: (usize, usize)| {
            let open: i64 =
                line.iter().filter(|(r, c)| self.hidden[*r][*c]).map(|(r, c)| self.cells[*r][*c]).sum();
            !self.hidden[sum.0][sum.1] && (1..T).contains(&open)
        };
        (c + 1 < cols && few(row, (r, cols - 1))) || (r + 1 < rows && few(column, (rows - 1, c)))
    }
}

/// Compares cell by cell: what is one value, what is bounded too tightly, what a group gives away.
fn compare(square: &Square) {
    let rules = Rules { zeros_shown: Some(square.zeros), ..Rules::default() };
    let found = audit(&[release(2023, T, &square.text(), &square.codes())], &rules);
    let (rows, cols) = square.size();
    let most = *square.cells[rows - 1].last().unwrap();
    let possible = square.possible(most + T);
    for r in 0..rows {
        for c in (0..cols).filter(|c| square.hidden[r][*c]) {
            let (low, high) = possible[&(r, c)];
            assert!((low..=high).contains(&square.cells[r][c]));
            let point = low == high;
            let tight = low < T && high >= 1 && high - low < T - 1;
            let name = format!("2023 {}", square.name(r, c).replace(';', " "));
            let said = super::said(&found, name.trim_end());
            let exact = said.iter().any(|code| ["A001", "A002"].contains(code));
            let told = format!("{name} in {low}..={high}: {said:?}\n{}", square.text());
            assert_eq!(exact, point, "{told}");
            assert_eq!(!said.is_empty(), point || tight || square.grouped(r, c), "{told}");
        }
    }
}

fn squares() -> impl Strategy<Value = Square> {
    let count = || prop_oneof![4 => 0..5_i64, 1 => 5..9_i64];
    let inner = |rows, cols| proptest::collection::vec(proptest::collection::vec(count(), cols), rows);
    let inner = prop_oneof![inner(1, 4), inner(2, 2), inner(2, 3), inner(3, 2)];
    let chosen = proptest::collection::vec(prop::bool::weighted(0.3), 12);
    (inner, chosen, any::<bool>()).prop_map(|(inner, chosen, zeros)| {
        let mut square = Square::new(&inner, &chosen, zeros);
        // Without a printed total nothing ends the enumeration.
        let (rows, cols) = square.size();
        square.hidden[rows - 1][cols - 1] = false;
        square
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_attacker_finds_what_an_enumeration_finds(square in squares()) {
        compare(&square);
    }
}

#[test]
fn three_linked_sums_need_the_solver() {
    // No cell is determined by equations, and no single sum bounds them: all three rows together do.
    let square = Square::new(&[vec![1, 1, 5], vec![1, 5, 1], vec![5, 1, 1]], &[false], true);
    compare(&square);
}
