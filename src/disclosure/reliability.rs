//! The sign of low reliability says whether the share of unknown answers is above the limit of the line.
//! Where the number of unknown answers is withheld or rounded, neither the sign nor its absence may say it.

use std::collections::BTreeSet;

use super::safe::{Safe, SafeTable};
use crate::base::Period;

use crate::measures::{Flag, NoteRef, Role};

/// Note of the sign itself, and of its absence.
const SIGN: &str = "low-reliability";
const SILENT: &str = "reliability-withheld";
/// Note of tables in which the sign is never given.
const NEVER: &str = "applies-some";

/// Removes the sign where a reader could not derive it from what is printed, in all tables of that dimension
/// and year; a note says so in every table that could have had the sign.
pub(super) fn silence(tables: &mut [SafeTable]) {
    let silent: BTreeSet<(String, i32)> = tables.iter().flat_map(withheld).collect();
    for table in tables {
        let dims: Vec<String> = table.row_dim.iter().chain(&table.col_dim).cloned().collect();
        let years: BTreeSet<i32> = (0..table.cols.len()).map(|c| year_of(table, c)).collect();
        let is_silent = |year: i32| dims.iter().any(|dim| silent.contains(&(dim.clone(), year)));
        if table.notes.iter().any(|n| n.id == NEVER) || !years.iter().any(|year| is_silent(*year)) {
            continue;
        }
        let width = table.cols.len();
        let quiet: Vec<bool> = (0..width).map(|c| is_silent(year_of(table, c))).collect();
        for (i, cell) in table.cells.iter_mut().enumerate() {
            if quiet[i % width] {
                cell.flags.remove(&Flag::LowReliability);
            }
        }
        if !table.cells.iter().any(|c| c.flags.contains(&Flag::LowReliability)) {
            table.notes.retain(|n| n.id != SIGN);
        }
        table.notes.push(NoteRef::plain(SILENT));
    }
}

/// Dimensions and years of which a number of unknown answers is hidden or rounded in this table.
fn withheld(table: &SafeTable) -> Vec<(String, i32)> {
    let unsure = |r: usize, c: usize| {
        let cell = &table.cells[r * table.cols.len() + c];
        cell.value == Safe::Hidden || cell.flags.contains(&Flag::Rounded)
    };
    let unknown = |role: Role| role == Role::Unknown;
    let (rows, cols) = (0..table.rows.len(), 0..table.cols.len());
    let mut found = Vec::new();
    for c in cols.clone() {
        let margin = table.col_dim.is_none() || table.cols[c].role == Role::Total;
        let mut kinds = rows.clone().filter(|r| unknown(table.rows[*r].role));
        if let Some(dim) = table.row_dim.as_ref().filter(|_| margin && table.cols[c].role != Role::Derived)
            && kinds.any(|r| unsure(r, c))
        {
            found.push((dim.clone(), year_of(table, c)));
        }
    }
    for r in rows.filter(|r| table.rows[*r].role == Role::Total) {
        let mut kinds = cols.clone().filter(|c| unknown(table.cols[*c].role));
        if let Some(dim) = &table.col_dim
            && kinds.any(|c| unsure(r, c))
        {
            found.push((dim.clone(), table.year));
        }
    }
    found
}

/// The year of a column. A column that is computed from others has the year of the report.
fn year_of(table: &SafeTable, col: usize) -> i32 {
    match table.key_of(0, col).period {
        Some(Period::Year(year)) => year,
        _ => table.year,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{SIGN, SILENT, silence};
    use crate::base::{Num, Period};
    use crate::config::{Chapter, FigureId};
    use crate::disclosure::{Safe, SafeCell, SafeTable};

    use crate::measures::{Flag, Form, Header, Key, Label, NoteRef, Role, TableKind};

    fn header(role: Role, period: Option<i32>) -> Header {
        let key = Key { period: period.map(Period::Year), ..Key::default() };
        Header { key, label: Label::Plain(String::new()), role }
    }

    /// Two years of a breakdown; the unknown answers of the second are hidden or printed.
    fn breakdown(figure: FigureId, roles: &[Role], hidden: bool) -> SafeTable {
        let cell = |unknown: bool, year: i32| SafeCell {
            value: if unknown && hidden && year == 2023 { Safe::Hidden } else { Safe::Number(Num::int(20)) },
            base: None,
            flags: BTreeSet::from([Flag::LowReliability]),
        };
        SafeTable {
            figure,
            chapter: Chapter::Who,
            key: Key { dims: BTreeMap::new(), ..Key::default() },
            row_dim: Some("age".to_owned()),
            col_dim: None,
            kind: TableKind::Single,
            form: Form::RankedBars,
            year: 2023,
            rows: roles.iter().map(|role| header(*role, None)).collect(),
            cols: [2022, 2023].into_iter().map(|y| header(Role::Body, Some(y))).collect(),
            cells: roles
                .iter()
                .flat_map(|role| [2022, 2023].map(|y| cell(*role == Role::Unknown, y)))
                .collect(),
            notes: vec![NoteRef::plain(SIGN)],
            annex: false,
        }
    }

    fn signs(table: &SafeTable) -> Vec<bool> {
        table.cells.iter().map(|c| c.flags.contains(&Flag::LowReliability)).collect()
    }

    #[test]
    fn no_sign_tells_how_many_hidden_answers_are_unknown() {
        let contacts = [Role::Body, Role::Unknown, Role::Total];
        let mut tables = [
            breakdown(FigureId::ContactsPerYear, &contacts, true),
            breakdown(FigureId::Victims, &[Role::Body], false),
        ];
        silence(&mut tables);
        assert_eq!(signs(&tables[0]), [true, false, true, false, true, false]);
        // A table without that row follows the one that has it.
        assert_eq!(signs(&tables[1]), [true, false]);
        assert!(tables.iter().all(|t| t.notes.iter().any(|n| n.id == SILENT)));
        let mut open = [breakdown(FigureId::ContactsPerYear, &contacts, false)];
        silence(&mut open);
        assert_eq!(signs(&open[0]), [true; 6]);
        assert_eq!(open[0].notes, [NoteRef::plain(SIGN)]);
    }
}
