//! The order of rows must not say how large a hidden count is. Where rows are sorted by size, hidden rows
//! come behind the others, sorted by their codes; where numbers are rounded, rows with the same number are
//! sorted by their codes.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::safe::{Safe, SafeTable};
use crate::measures::{Form, Header, Key, Role};

/// Moves hidden rows and columns of sorted dimensions behind those that are shown; `by_print` sorts these
/// by the number that is printed, not by the one that was counted.
pub fn reorder(table: &mut SafeTable, sorted: &BTreeSet<String>, by_print: bool) {
    let is_sorted = |dim: &Option<String>| dim.as_ref().is_some_and(|d| sorted.contains(d));
    if is_sorted(&table.row_dim) {
        // A cross is sorted by its last column, the total; a breakdown by its last year.
        let of_year = |h: &Header| matches!(h.role, Role::Body | Role::Total);
        let by = match table.col_dim {
            Some(_) => table.cols.len().checked_sub(1),
            None => table.cols.iter().rposition(of_year),
        };
        let Some(by) = by else { return };
        // Members in the order of their code list say nothing of sizes, and each group lists them alike.
        let sorts = Sorts { members: table.form != Form::SmallMultiples, by_print };
        let order = order(&table.rows, sorts, |r| table.cell(r, by).value());
        let width = table.cols.len();
        table.cells = order.iter().flat_map(|r| table.cells[r * width..(r + 1) * width].to_vec()).collect();
        table.rows = order.iter().map(|r| table.rows[*r].clone()).collect();
    }
    if is_sorted(&table.col_dim) {
        let Some(by) = table.rows.len().checked_sub(1) else { return };
        let order = order(&table.cols, Sorts { members: true, by_print }, |c| table.cell(by, c).value());
        let cell = |r: usize| order.iter().map(move |c| (r, *c));
        let rows = 0..table.rows.len();
        table.cells = rows.flat_map(cell).map(|(r, c)| table.cell(r, c).clone()).collect();
        table.cols = order.iter().map(|c| table.cols[*c].clone()).collect();
    }
}

/// What is sorted, and by what.
#[derive(Debug, Clone, Copy)]
struct Sorts {
    /// Members move within their group.
    members: bool,
    /// By the number that is printed.
    by_print: bool,
}

/// New order of the headers: within the parts, and within each group where `members` move, shown ones as
/// they were, then the others by their codes. The rest stays where it is.
fn order(
    headers: &[Header],
    Sorts { members, by_print }: Sorts,
    value: impl Fn(usize) -> Safe,
) -> Vec<usize> {
    let place = |i: usize| match value(i) {
        Safe::Number(n) if by_print => (0, 0, Reverse(n.scaled), headers[i].key.clone()),
        Safe::Number(_) => (0, i, Reverse(0), Key::default()),
        Safe::Hidden | Safe::Missing(_) => (1, 0, Reverse(0), headers[i].key.clone()),
    };
    let is_block = |i: usize| matches!(headers[i].role, Role::Body | Role::Group | Role::Member);
    let parts = (0..headers.len()).take_while(|i| is_block(*i)).count();
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    for (i, header) in headers.iter().enumerate().take(parts) {
        match blocks.last_mut() {
            Some(block) if header.role == Role::Member => block.push(i),
            _ => blocks.push(vec![i]),
        }
    }
    for block in blocks.iter_mut().filter(|_| members) {
        block[1..].sort_by_key(|i| place(*i));
    }
    blocks.sort_by_key(|block| place(block[0]));
    blocks.into_iter().flatten().chain(parts..headers.len()).collect()
}
