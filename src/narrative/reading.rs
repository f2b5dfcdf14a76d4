//! Reading a safe table: by year, by role, by measure.

use crate::base::{Num, Period};
use crate::disclosure::{Safe, SafeTable};

use crate::measures::{Flag, Label, Role, TableKind};

/// Change of one year, in percent, from which the next year can return.
const AWAY: i64 = 20;
/// Change over both years, in percent, from which that is no return.
const BACK: i64 = 10;

/// A table with the questions that sentences ask of it.
#[derive(Clone, Copy)]
pub struct Reading<'a>(pub &'a SafeTable);

impl<'a> Reading<'a> {
    /// Column of a year.
    #[must_use]
    pub fn year_column(&self, year: i32) -> Option<usize> {
        self.0.cols().iter().position(|h| h.role != Role::Derived && h.key.period == Some(Period::Year(year)))
    }

    /// Column of a measure.
    #[must_use]
    pub fn measure_column(&self, measure: &str) -> Option<usize> {
        self.0.cols().iter().position(|h| h.key.measure.as_deref() == Some(measure))
    }

    /// Row of a measure.
    #[must_use]
    pub fn measure_row(&self, measure: &str) -> Option<usize> {
        self.0.rows().iter().position(|h| h.key.measure.as_deref() == Some(measure))
    }

    /// The row of the whole.
    #[must_use]
    pub fn total_row(&self) -> Option<usize> {
        self.0.rows().iter().rposition(|h| h.role == Role::Total)
    }

    /// A published number.
    #[must_use]
    pub fn number(&self, row: usize, col: usize) -> Option<Num> {
        self.0.cell(row, col).value().number()
    }

    /// What a hidden part of a column can be at most: what the published parts leave of the whole, nothing
    /// when no part is hidden. `None` when the whole does not tell it.
    #[must_use]
    pub fn hidden_at_most(&self, col: usize) -> Option<i64> {
        let parts: Vec<usize> =
            (0..self.0.rows().len()).filter(|r| is_part(self.0.rows()[*r].role)).collect();
        let cells = parts.iter().map(|r| self.0.cell(*r, col).value());
        rest(cells, self.total_row().and_then(|r| self.number(r, col)), self.0.kind())
    }

    /// The same for the parts of a row.
    #[must_use]
    pub fn hidden_in_row(&self, row: usize) -> Option<i64> {
        let parts = self.0.cols().iter().enumerate().filter(|(_, h)| is_part(h.role)).map(|(c, _)| c);
        let cells = parts.map(|c| self.0.cell(row, c).value());
        let total = self.0.cols().iter().position(|h| h.role == Role::Total);
        rest(cells, total.and_then(|c| self.number(row, c)), self.0.kind())
    }

    /// The largest row in a column, members of groups not counted, when one stands above all others. A
    /// hidden row that could be as large leaves none; one whose limit is not known does not count.
    #[must_use]
    pub fn largest(&self, col: usize) -> Option<usize> {
        match self.all_largest(col).as_slice() {
            [row] => Some(*row),
            _ => None,
        }
    }

    /// All rows that are as large as the largest, in the order of the table.
    #[must_use]
    pub fn all_largest(&self, col: usize) -> Vec<usize> {
        let body = |r: &usize| matches!(self.0.rows()[*r].role, Role::Body | Role::Group);
        let numbers = (0..self.0.rows().len()).filter(body).filter_map(|r| Some((self.number(r, col)?, r)));
        let found: Vec<(Num, usize)> = numbers.collect();
        let Some(most) = found.iter().map(|(n, _)| *n).max().filter(|n| n.scaled > 0) else {
            return Vec::new();
        };
        if self.hidden_at_most(col).is_some_and(|hidden| hidden >= most.scaled) {
            return Vec::new();
        }
        found.into_iter().filter(|(n, _)| *n == most).map(|(_, r)| r).collect()
    }

    /// Share of a row in the whole, in percent with one decimal, from published numbers.
    #[must_use]
    pub fn share(&self, row: usize, col: usize) -> Option<Num> {
        let total = self.number(self.total_row()?, col)?;
        Num::quotient(100, i128::from(self.number(row, col)?.scaled), i128::from(total.scaled), 1)
    }

    /// Change between two columns in percent, one decimal; none when one of them is a part of a year.
    #[must_use]
    pub fn change(&self, row: usize, from: usize, to: usize) -> Option<Num> {
        let (a, b) = (self.number(row, from)?, self.number(row, to)?);
        if [from, to].iter().any(|c| self.0.cell(row, *c).flags().contains(&Flag::PartialYear)) {
            return None;
        }
        // Nor over a break in the series.
        if (from + 1..=to).any(|c| self.0.cell(row, c).flags().contains(&Flag::Break)) {
            return None;
        }
        if a.decimals != b.decimals {
            return None;
        }
        Num::quotient(100, i128::from(b.scaled) - i128::from(a.scaled), i128::from(a.scaled), 1)
    }

    /// The columns of the year before and of two years before, where the report year is again where it was then:
    /// growth against a single low year is no growth, and a fall behind a single high one no fall.
    #[must_use]
    pub fn back_again(&self, row: usize) -> Option<(usize, usize)> {
        let col = |years: i32| self.year_column(self.0.year() - years);
        let (now, then, before) = (col(0)?, col(1)?, col(2)?);
        // Over a part of a year or a break there is no change.
        let (away, back) = (self.change(row, before, then)?, self.change(row, then, now)?);
        let over = self.change(row, before, now)?;
        let percent = |change: Num| change.scaled.abs() / 10_i64.pow(u32::from(change.decimals));
        let returns = away.scaled.signum() * back.scaled.signum() < 0;
        (returns && percent(away) >= AWAY && percent(over) < BACK).then_some((then, before))
    }

    /// Label of a row.
    #[must_use]
    pub fn row_label(&self, row: usize) -> &'a Label {
        &self.0.rows()[row].label
    }
}

/// Whether a row or column is a part of the whole.
pub fn is_part(role: Role) -> bool {
    matches!(role, Role::Body | Role::Group | Role::Other | Role::Unknown)
}

fn rest(cells: impl Iterator<Item = Safe>, total: Option<Num>, kind: TableKind) -> Option<i64> {
    let cells: Vec<Safe> = cells.collect();
    if !cells.contains(&Safe::Hidden) {
        return Some(0);
    }
    if kind == TableKind::Multi {
        return None;
    }
    let shown: i64 = cells.iter().filter_map(|cell| cell.number()).map(|n| n.scaled).sum();
    Some(total?.scaled - shown)
}

#[cfg(test)]
mod tests {
    use super::rest;
    use crate::base::Num;
    use crate::disclosure::Safe;

    use crate::measures::TableKind;

    #[test]
    fn what_is_hidden_is_bounded_by_what_is_shown() {
        let cells = [Safe::Number(Num::int(10)), Safe::Hidden, Safe::Number(Num::int(5)), Safe::Hidden];
        let most = |cells: &[Safe], total, kind| rest(cells.iter().copied(), total, kind);
        // 30 less 10 and 5: one of the hidden ones can be 15 and so exceed the 10.
        assert_eq!(most(&cells, Some(Num::int(30)), TableKind::Single), Some(15));
        assert_eq!(most(&cells, Some(Num::int(18)), TableKind::Single), Some(3));
        // Nothing hidden, nothing to fear, not even where the parts overlap.
        assert_eq!(most(&cells[..1], None, TableKind::Multi), Some(0));
        // Without the whole, or where parts overlap, there is no bound.
        assert_eq!(most(&cells, None, TableKind::Single), None);
        assert_eq!(most(&cells, Some(Num::int(18)), TableKind::Multi), None);
    }
}
