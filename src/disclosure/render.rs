//! Makes the safe table of an exact table, given which places are hidden.

use super::safe::{Safe, SafeCell, SafeTable};
use crate::base::Num;

use crate::measures::{Cell, Exact, Formula, Missing, Table};

/// The table with its hidden places. A number that is computed from a hidden cell is hidden too.
pub fn render(table: &Table, hidden: &[bool]) -> SafeTable {
    let mut cells: Vec<SafeCell> = table.cells.iter().zip(hidden).map(|(c, h)| own(c, *h)).collect();
    let width = table.cols.len();
    let derive = |only_points: bool, cells: &mut Vec<SafeCell>| {
        for (i, cell) in table.cells.iter().enumerate() {
            if let Exact::Derived(formula) = cell.value
                && matches!(formula, Formula::Points { .. }) == only_points
            {
                let (value, base) = evaluate(formula, cells, width);
                cells[i].value = value;
                cells[i].base = base;
            }
        }
    };
    // Differences of shares are computed from the shares, so these come first.
    derive(false, &mut cells);
    derive(true, &mut cells);
    SafeTable {
        figure: table.figure.clone(),
        chapter: table.chapter,
        key: table.key.clone(),
        row_dim: table.row_dim.clone(),
        col_dim: table.col_dim.clone(),
        kind: table.kind,
        form: table.form,
        year: table.year,
        rows: table.rows.clone(),
        cols: table.cols.clone(),
        cells,
        notes: table.notes.clone(),
        annex: table.annex,
    }
}

fn own(cell: &Cell, hidden: bool) -> SafeCell {
    let value = match cell.value {
        Exact::Stat { n: 0, .. } => Safe::Missing(Missing::Undefined),
        Exact::Missing(why) => Safe::Missing(why),
        Exact::Derived(_) => Safe::Missing(Missing::Undefined),
        _ if hidden => Safe::Hidden,
        Exact::Count(n) => Safe::Number(Num::int(n)),
        Exact::Stat { value, .. } | Exact::Given(value) => Safe::Number(value),
    };
    SafeCell { value, base: None, flags: cell.flags.clone() }
}

fn evaluate(formula: Formula, cells: &[SafeCell], width: usize) -> (Safe, Option<Num>) {
    let at = |(row, col): (usize, usize)| cells[row * width + col].value;
    let (first, second) = match formula {
        Formula::Share { part, whole } => (part, whole),
        Formula::Change { from, to } | Formula::Points { from, to } => (to, from),
        Formula::Ratio { num, den, .. } => (num, den),
    };
    let (a, b) = match (at(first), at(second)) {
        (Safe::Hidden, _) | (_, Safe::Hidden) => return (Safe::Hidden, None),
        (Safe::Missing(why), _) | (_, Safe::Missing(why)) => return (Safe::Missing(why), None),
        (Safe::Number(a), Safe::Number(b)) => (a, b),
    };
    // Both on the larger number of decimals.
    let decimals = a.decimals.max(b.decimals);
    let lift = |n: Num| i128::from(n.scaled) * 10_i128.pow(u32::from(decimals - n.decimals));
    let (x, y) = (lift(a), lift(b));
    let number = match formula {
        Formula::Share { .. } => Num::quotient(100, x, y, 1),
        Formula::Change { .. } => Num::quotient(100, x - y, y, 1),
        Formula::Points { .. } => i64::try_from(x - y).ok().map(|scaled| Num { scaled, decimals }),
        Formula::Ratio { decimals, .. } => Num::quotient(1, x, y, decimals),
    };
    let base = matches!(formula, Formula::Share { .. } | Formula::Ratio { .. }).then_some(b);
    (number.map_or(Safe::Missing(Missing::Undefined), Safe::Number), base)
}
