//! A cross-table of which most is withheld, printed coarser: its groups, or else its margins. The data files have
//! every cell that is given.

use crate::disclosure::{Safe, SafeTable};
use crate::measures::Role;

/// A table of which more than so many per cent would be a sign is printed coarser.
const MOST: usize = 60;

/// What is printed of a cross-table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coarser {
    /// Rows that are printed.
    pub rows: Vec<usize>,
    /// Columns that are printed.
    pub cols: Vec<usize>,
    /// The note that says so.
    pub note: &'static str,
}

/// Groups or margins instead of the cells, where most of these are withheld; nothing where they are not, where the
/// table is no cross-table, or where it has neither groups nor margins that are printed. Groups stand in no more than
/// `widest` columns.
pub fn coarser(table: &SafeTable, cols: &[usize], widest: usize) -> Option<Coarser> {
    table.row_dim().zip(table.col_dim())?;
    let rows: Vec<usize> = (0..table.rows().len()).collect();
    if !mostly_withheld(table, &rows, cols) {
        return None;
    }
    let no_members = |all: &[usize], role: &dyn Fn(usize) -> Role| -> Vec<usize> {
        let grouped = all.iter().any(|n| role(*n) == Role::Group);
        all.iter().copied().filter(|n| !grouped || role(*n) != Role::Member).collect()
    };
    let (row, col) = (|r: usize| table.rows()[r].role, |c: usize| table.cols()[c].role);
    let (fewer_rows, fewer_cols) = (no_members(&rows, &row), no_members(cols, &col));
    let tries =
        [(fewer_rows.clone(), cols.to_vec()), (rows.clone(), fewer_cols.clone()), (fewer_rows, fewer_cols)];
    let groups = tries.into_iter().find(|(r, c)| {
        let fewer = r.len() < rows.len() || c.len() < cols.len();
        fewer && c.len() <= widest && !mostly_withheld(table, r, c)
    });
    if let Some((rows, cols)) = groups {
        return Some(Coarser { rows, cols, note: "note.coarser-groups" });
    }
    let total: Vec<usize> = cols.iter().copied().filter(|c| col(*c) == Role::Total).collect();
    let given = |c: &usize| {
        let inner = rows.iter().filter(|r| row(**r) != Role::Total).map(|r| table.cell(*r, *c).value());
        let some: Vec<Safe> = inner.filter(|value| !zero(*value)).collect();
        some.iter().filter(|value| **value == Safe::Hidden).count() * 100 <= some.len() * MOST
    };
    (total.len() == 1 && total.iter().all(given)).then_some(Coarser {
        rows,
        cols: total,
        note: "note.coarser-margins",
    })
}

/// Whether more than `MOST` per cent of the cells that are no sums of others are withheld, of those that are no
/// zeros: a table of zeros and signs says little. Unknown answers do not count: what is known is what one reads.
fn mostly_withheld(table: &SafeTable, rows: &[usize], cols: &[usize]) -> bool {
    let inner = |role: Role| !matches!(role, Role::Total | Role::Derived | Role::Unknown);
    let grouped = |all: &[usize], role: &dyn Fn(usize) -> Role| all.iter().any(|n| role(*n) == Role::Member);
    let (row, col) = (|r: usize| table.rows()[r].role, |c: usize| table.cols()[c].role);
    let (with_members, with_col_members) = (grouped(rows, &row), grouped(cols, &col));
    let rows = rows.iter().filter(|r| inner(row(**r)) && !(with_members && row(**r) == Role::Group));
    let cells = rows.flat_map(|r| {
        let cols = cols.iter().filter(|c| inner(col(**c)) && !(with_col_members && col(**c) == Role::Group));
        cols.map(|c| table.cell(*r, *c).value()).collect::<Vec<_>>()
    });
    let values: Vec<Safe> =
        cells.filter(|value| !matches!(value, Safe::Missing(_)) && !zero(*value)).collect();
    values.iter().filter(|value| **value == Safe::Hidden).count() * 100 > values.len() * MOST
}

fn zero(value: Safe) -> bool {
    value.number().is_some_and(|n| n.scaled == 0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::coarser;
    use crate::config::{Chapter, FigureId};
    use crate::disclosure::{Known, SafeTable, Settings, protect_all};
    use crate::measures::{Cell, Exact, Form, Header, Key, Label, Role, Table, TableKind};

    fn heads(dim: &str, all: &[(&str, Role)]) -> Vec<Header> {
        let head = |(code, role): &(&str, Role)| {
            let mut key = Key::default();
            if *role != Role::Total {
                key.dims.insert(dim.to_owned(), (*code).to_owned());
            }
            Header { key, label: Label::Plain((*code).to_owned()), role: *role }
        };
        all.iter().map(head).collect()
    }

    fn table(rows: &[(&str, Role)], cols: &[(&str, Role)], counts: &[&[u64]]) -> SafeTable {
        let table = Table {
            figure: FigureId::Cross("place".to_owned(), "age".to_owned()),
            chapter: Chapter::Who,
            key: Key { measure: Some("contacts".to_owned()), ..Key::default() },
            row_dim: Some("place".to_owned()),
            col_dim: Some("age".to_owned()),
            kind: TableKind::Single,
            form: Form::None,
            year: 2023,
            rows: heads("place", rows),
            cols: heads("age", cols),
            cells: counts
                .iter()
                .flat_map(|row| row.iter())
                .map(|n| Cell { value: Exact::Count(*n), flags: BTreeSet::new() })
                .collect(),
            notes: Vec::new(),
            annex: false,
            sums: Vec::new(),
        };
        protect_all(&[table], &Settings::new(5), &Known::nothing()).0.remove(0)
    }

    const BODY: Role = Role::Body;
    const AGES: [(&str, Role); 4] = [("a", BODY), ("b", BODY), ("c", BODY), ("all", Role::Total)];

    #[test]
    fn a_table_with_many_numbers_stays() {
        let places = [("x", BODY), ("y", BODY), ("all", Role::Total)];
        let safe = table(&places, &AGES, &[&[20, 30, 40, 90], &[31, 22, 13, 66], &[51, 52, 53, 156]]);
        assert_eq!(coarser(&safe, &[0, 1, 2, 3], 16), None);
    }

    #[test]
    fn unknown_answers_do_not_make_a_table_coarser() {
        let unknown = Role::Unknown;
        let places = [("x", BODY), ("t", unknown), ("u", unknown), ("v", unknown), ("all", Role::Total)];
        let counts: [&[u64]; 5] =
            [&[20, 30, 40, 90], &[2, 3, 4, 9], &[3, 4, 3, 10], &[4, 3, 2, 9], &[29, 40, 49, 118]];
        let safe = table(&places, &AGES, &counts);
        assert_eq!(coarser(&safe, &[0, 1, 2, 3], 16), None);
        // The same numbers as answers.
        let answers = places.map(|(code, role)| (code, if role == unknown { BODY } else { role }));
        assert!(coarser(&table(&answers, &AGES, &counts), &[0, 1, 2, 3], 16).is_some());
    }

    #[test]
    fn where_nearly_all_is_withheld_the_margins_stand() {
        let places = [("x", BODY), ("y", BODY), ("z", BODY), ("all", Role::Total)];
        let counts: [&[u64]; 4] = [&[3, 4, 3, 10], &[4, 3, 4, 11], &[4, 4, 3, 11], &[11, 11, 10, 32]];
        let safe = table(&places, &AGES, &counts);
        let found = coarser(&safe, &[0, 1, 2, 3], 16).unwrap();
        assert_eq!((found.rows.len(), found.cols, found.note), (4, vec![3], "note.coarser-margins"));
        // Where that column is not there, nothing else can be printed.
        assert_eq!(coarser(&safe, &[0, 1, 2], 16), None);
    }

    #[test]
    fn groups_stand_for_parts_of_which_most_is_withheld() {
        let member = Role::Member;
        let places = [
            ("north", Role::Group),
            ("n1", member),
            ("n2", member),
            ("n3", member),
            ("south", Role::Group),
            ("s1", member),
            ("s2", member),
            ("s3", member),
            ("all", Role::Total),
        ];
        let counts: [&[u64]; 9] = [
            &[9, 10, 9, 28],
            &[3, 4, 2, 9],
            &[2, 3, 4, 9],
            &[4, 3, 3, 10],
            &[10, 9, 9, 28],
            &[4, 3, 2, 9],
            &[3, 2, 4, 9],
            &[3, 4, 3, 10],
            &[19, 19, 18, 56],
        ];
        let safe = table(&places, &AGES, &counts);
        let found = coarser(&safe, &[0, 1, 2, 3], 16).unwrap();
        assert_eq!((found.rows, found.cols), (vec![0, 4, 8], vec![0, 1, 2, 3]));
        assert_eq!(found.note, "note.coarser-groups");
        // So many columns would be turned, and rows and columns are those of the whole table then.
        let narrow = coarser(&safe, &[0, 1, 2, 3], 3).unwrap();
        assert_eq!((narrow.cols, narrow.note), (vec![3], "note.coarser-margins"));
    }
}
