//! Tables of cells that are published already, set beside each other. Nothing here sees an exact number:
//! every number is computed from printed ones.

use std::collections::BTreeSet;

use super::safe::{Safe, SafeCell, SafeTable};
use crate::base::Num;
use crate::config::{Chapter, FigureId};

use crate::measures::{Flag, Form, Header, Key, Missing, NoteRef, TableKind};

/// What stands in a cell of such a table.
#[derive(Debug, Clone)]
pub enum Beside {
    /// A published cell, as it is.
    Cell(SafeCell),
    /// A number that is no count of registrations: inhabitants, minutes, somebody else's figure.
    Given(Num, BTreeSet<Flag>),
    /// There is no number.
    Missing(Missing),
    /// `times × num / den`, from two cells of the same table by (row, column).
    Per {
        num: (usize, usize),
        den: (usize, usize),
        times: u32,
        /// Digits behind the point.
        decimals: u8,
    },
    /// The sum of cells of the same table, less others; without a number when one of them has none.
    Sum {
        of: Vec<(usize, usize)>,
        /// What is subtracted, because it was counted twice.
        less: Vec<(usize, usize)>,
    },
}

/// A table without its cells.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Kebab case, stable over years.
    pub figure: FigureId,
    /// Chapter it is printed in.
    pub chapter: Chapter,
    /// Key common to all cells.
    pub key: Key,
    /// Dimension of the rows.
    pub row_dim: Option<String>,
    /// Dimension of the columns.
    pub col_dim: Option<String>,
    /// How it is drawn.
    pub form: Form,
    /// Year of the report.
    pub year: i32,
    pub rows: Vec<Header>,
    pub cols: Vec<Header>,
    /// Notes printed under it.
    pub notes: Vec<NoteRef>,
}

impl SafeTable {
    /// Sets published cells beside each other, row by row. Cells that are not there are not available.
    #[must_use]
    pub fn beside(frame: Frame, cells: Vec<Beside>) -> Self {
        let width = frame.cols.len();
        let size = frame.rows.len() * width;
        let mut safe: Vec<SafeCell> = cells.iter().take(size).map(first).collect();
        safe.resize(size, missing(Missing::NotAvailable));
        for (position, cell) in cells.iter().take(size).enumerate() {
            let computed = match cell {
                Beside::Per { num, den, times, decimals } => {
                    per(&safe, width, (*num, *den), *times, *decimals)
                }
                Beside::Sum { of, less } => sum(&safe, width, of, less),
                Beside::Cell(_) | Beside::Given(..) | Beside::Missing(_) => continue,
            };
            safe[position] = computed;
        }
        Self {
            figure: frame.figure,
            chapter: frame.chapter,
            key: frame.key,
            row_dim: frame.row_dim,
            col_dim: frame.col_dim,
            kind: TableKind::Single,
            form: frame.form,
            year: frame.year,
            rows: frame.rows,
            cols: frame.cols,
            cells: safe,
            notes: frame.notes,
            annex: false,
        }
    }
}

fn missing(why: Missing) -> SafeCell {
    SafeCell { value: Safe::Missing(why), base: None, flags: BTreeSet::new() }
}

fn first(cell: &Beside) -> SafeCell {
    match cell {
        Beside::Cell(cell) => cell.clone(),
        Beside::Given(number, flags) => {
            SafeCell { value: Safe::Number(*number), base: None, flags: flags.clone() }
        }
        Beside::Missing(why) => missing(*why),
        Beside::Per { .. } | Beside::Sum { .. } => missing(Missing::Undefined),
    }
}

fn per(
    cells: &[SafeCell],
    width: usize,
    (num, den): ((usize, usize), (usize, usize)),
    times: u32,
    decimals: u8,
) -> SafeCell {
    let at = |(row, col): (usize, usize)| &cells[row * width + col];
    let (a, b) = match (at(num).value, at(den).value) {
        (Safe::Hidden, _) | (_, Safe::Hidden) => {
            return SafeCell { value: Safe::Hidden, ..missing(Missing::Undefined) };
        }
        (Safe::Missing(why), _) | (_, Safe::Missing(why)) => return missing(why),
        (Safe::Number(a), Safe::Number(b)) => (a, b),
    };
    let common = a.decimals.max(b.decimals);
    let lift = |n: Num| i128::from(n.scaled) * 10_i128.pow(u32::from(common - n.decimals));
    let number = Num::quotient(i64::from(times), lift(a), lift(b), decimals);
    let flags = at(num).flags.union(&at(den).flags).copied().collect();
    SafeCell { value: number.map_or(Safe::Missing(Missing::Undefined), Safe::Number), base: Some(b), flags }
}

fn sum(cells: &[SafeCell], width: usize, of: &[(usize, usize)], less: &[(usize, usize)]) -> SafeCell {
    let at = |(row, col): &(usize, usize)| &cells[row * width + col];
    let all = || of.iter().chain(less).map(at);
    if all().any(|c| c.value == Safe::Hidden) {
        return SafeCell { value: Safe::Hidden, ..missing(Missing::Undefined) };
    }
    if let Some(why) = all().find_map(|c| if let Safe::Missing(why) = c.value { Some(why) } else { None }) {
        return missing(if why == Missing::NotApplicable { Missing::NotAvailable } else { why });
    }
    let whole = |c: &SafeCell| c.value.number().filter(|n| n.decimals == 0).map(|n| n.scaled);
    let add = |list: &[(usize, usize)]| list.iter().map(at).map(whole).sum::<Option<i64>>();
    let value = match add(of).zip(add(less)) {
        Some((a, b)) => Safe::Number(Num { scaled: a - b, decimals: 0 }),
        None => Safe::Missing(Missing::Undefined),
    };
    SafeCell { value, base: None, flags: all().flat_map(|c| c.flags.iter().copied()).collect() }
}

#[cfg(test)]
mod tests {
    use super::{Beside, Frame};
    use crate::base::Num;
    use crate::config::{Chapter, FigureId};
    use crate::disclosure::{Known, Safe, SafeTable, Settings, protect_all};

    use crate::measures::{Cell, Exact, Form, Header, Key, Label, Missing, Role, Table, TableKind};

    fn head(name: &str) -> Header {
        Header { key: Key::default(), label: Label::Plain(name.to_owned()), role: Role::Body }
    }

    fn published(counts: &[u64]) -> SafeTable {
        let cell = |n: &u64| Cell { value: Exact::Count(*n), flags: Default::default() };
        let table = Table {
            figure: FigureId::ContactsPerYear,
            chapter: Chapter::Volume,
            key: Key::default(),
            row_dim: None,
            col_dim: None,
            kind: TableKind::Single,
            form: Form::None,
            year: 2020,
            rows: vec![head("r")],
            cols: counts.iter().map(|n| head(&n.to_string())).collect(),
            cells: counts.iter().map(cell).collect(),
            notes: Vec::new(),
            annex: false,
            sums: Vec::new(),
        };
        protect_all(&[table], &Settings::new(5), &Known::nothing()).0.remove(0)
    }

    fn row(cells: Vec<Beside>) -> Vec<Safe> {
        let cols = (0..cells.len()).map(|c| head(&c.to_string())).collect();
        let frame = Frame {
            figure: FigureId::ContactsByStage,
            chapter: Chapter::Volume,
            key: Key::default(),
            row_dim: None,
            col_dim: None,
            form: Form::None,
            year: 2020,
            rows: vec![head("r")],
            cols,
            notes: Vec::new(),
        };
        let table = SafeTable::beside(frame, cells);
        (0..table.cols().len()).map(|c| table.cell(0, c).value()).collect()
    }

    fn number(scaled: i64, decimals: u8) -> Safe {
        Safe::Number(Num { scaled, decimals })
    }

    #[test]
    fn what_is_hidden_stays_hidden_in_all_that_is_computed() {
        let safe = published(&[3, 20, 0]);
        let cell = |c| Beside::Cell(safe.cell(0, c).clone());
        let per = |n, d| Beside::Per { num: (0, n), den: (0, d), times: 1000, decimals: 1 };
        let sum = |of: &[usize]| Beside::Sum { of: of.iter().map(|c| (0, *c)).collect(), less: Vec::new() };
        let found = row(vec![cell(0), cell(1), cell(2), per(0, 1), per(1, 0), sum(&[0, 1]), sum(&[1, 2])]);
        let hidden = Safe::Hidden;
        assert_eq!(found, [hidden, number(20, 0), number(0, 0), hidden, hidden, hidden, number(20, 0)]);
    }

    #[test]
    fn rates_and_sums_are_those_worked_by_hand() {
        // 8059 of 6629143 is 121.57 of 100000; 12 + 30 - 5 = 37.
        let given = |n| Beside::Given(Num::int(n), Default::default());
        let per = Beside::Per { num: (0, 0), den: (0, 1), times: 100_000, decimals: 1 };
        let found = row(vec![given(8059), given(6_629_143), per]);
        assert_eq!(found[2], number(1216, 1));
        let less = Beside::Sum { of: vec![(0, 0), (0, 1)], less: vec![(0, 2)] };
        assert_eq!(row(vec![given(12), given(30), given(5), less])[3], number(37, 0));
    }

    #[test]
    fn a_part_that_is_not_there_leaves_no_sum() {
        let given = |n| Beside::Given(Num::int(n), Default::default());
        let sum = Beside::Sum { of: vec![(0, 0), (0, 1)], less: Vec::new() };
        let found = row(vec![given(12), Beside::Missing(Missing::NotApplicable), sum]);
        assert_eq!(found[2], Safe::Missing(Missing::NotAvailable));
    }
}
