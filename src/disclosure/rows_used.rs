//! The number of rows used is the sum of the contacts of all years. Where the number of a year is withheld,
//! or the years that are not printed have few contacts, a reader could subtract; then the number of rows is
//! withheld too.

use std::collections::BTreeMap;

use super::safe::{Safe, SafeTable};
use crate::base::Period;
use crate::config::Stage;

use crate::measures::{Exact, Key, Population, Table};

/// Withholds the sums of rows where years could be computed from them.
pub(super) fn withhold(tables: &[Table], safe: &mut [SafeTable], threshold: u64) {
    let Some(used) = tables.iter().find_map(used) else { return };
    let withheld = safe.iter().any(|table| {
        let places = (0..table.rows.len()).flat_map(|r| (0..table.cols.len()).map(move |c| (r, c)));
        places
            .filter(|(r, c)| year(&table.key_of(*r, *c)).is_some())
            .any(|(r, c)| table.cell(r, c).value() == Safe::Hidden)
    });
    let few = totals(tables).values().any(|years| {
        let rest = used.saturating_sub(years.values().sum());
        // If it were withheld only where the rest is small, the sign itself would say that it is small.
        (1..2 * threshold).contains(&rest)
    });
    if withheld || few {
        safe.iter_mut().for_each(hide);
    }
}

/// Rows used, where this is the table of rows.
fn used(table: &Table) -> Option<u64> {
    let row = table.rows.iter().position(|h| h.key.measure.as_deref() == Some("rows_used"))?;
    match table.cells[row * table.cols.len()].value {
        Exact::Given(n) if n.decimals == 0 => u64::try_from(n.scaled).ok(),
        _ => None,
    }
}

/// The year of a count of all contacts of a year.
fn year(key: &Key) -> Option<i32> {
    match key.period {
        Some(Period::Year(year))
            if key.dims.is_empty()
                && key.population == Population::All
                && key.measure.as_deref() == Some("contacts") =>
        {
            Some(year)
        }
        _ => None,
    }
}

/// Contacts per year, by stage.
fn totals(tables: &[Table]) -> BTreeMap<Option<Stage>, BTreeMap<i32, u64>> {
    let mut totals: BTreeMap<Option<Stage>, BTreeMap<i32, u64>> = BTreeMap::new();
    for table in tables {
        for (i, cell) in table.cells.iter().enumerate() {
            let key = table.key_of(i / table.cols.len(), i % table.cols.len());
            if let (Exact::Count(n), Some(year)) = (&cell.value, year(&key)) {
                totals.entry(key.stage).or_default().insert(year, *n);
            }
        }
    }
    totals
}

fn hide(table: &mut SafeTable) {
    let width = table.cols.len();
    for (r, row) in table.rows.iter().enumerate() {
        if matches!(row.key.measure.as_deref(), Some("rows_used" | "rows_read")) {
            table.cells[r * width..(r + 1) * width].iter_mut().for_each(|cell| cell.value = Safe::Hidden);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::base::{Num, Period};
    use crate::config::{Chapter, FigureId, Stage};
    use crate::disclosure::{Known, Safe, SafeTable, Settings, protect_all};

    use crate::measures::{Cell, Exact, Form, Header, Key, Label, Role, Table, TableKind};

    fn table(figure: FigureId, rows: Vec<Header>, cols: Vec<Header>, values: Vec<Exact>, key: Key) -> Table {
        Table {
            figure,
            chapter: Chapter::Method,
            key,
            row_dim: None,
            col_dim: None,
            kind: TableKind::Single,
            form: Form::None,
            year: 2024,
            rows,
            cols,
            cells: values.into_iter().map(|value| Cell { value, flags: Default::default() }).collect(),
            notes: Vec::new(),
            annex: false,
            sums: Vec::new(),
        }
    }

    fn header(key: Key) -> Header {
        Header { key, label: Label::Plain(String::new()), role: Role::Body }
    }

    /// Whether the rows used are printed beside years of so many contacts.
    fn printed(years: [u64; 2], used: u64) -> bool {
        let contacts = Key {
            measure: Some("contacts".to_owned()),
            stage: Some(Stage::Answered),
            unit: Some("contact".to_owned()),
            ..Key::default()
        };
        let year = |y: i32| header(Key { period: Some(Period::Year(y)), ..Key::default() });
        let volume = table(
            FigureId::ContactsPerYear,
            vec![header(Key::default())],
            vec![year(2023), year(2024)],
            years.map(Exact::Count).to_vec(),
            contacts,
        );
        let named = |name: &str| {
            header(Key { measure: Some(name.to_owned()), unit: Some("row".to_owned()), ..Key::default() })
        };
        let rows = table(
            FigureId::Rows,
            vec![named("rows_read"), named("rows_used")],
            vec![header(Key::default())],
            [used, used].map(|n| Exact::Given(Num::int(n))).to_vec(),
            Key { period: Some(Period::Years(2023, 2024)), ..Key::default() },
        );
        let settings = Settings::new(5);
        let (safe, _): (Vec<SafeTable>, _) = protect_all(&[volume, rows], &settings, &Known::default());
        let shown = |t: &SafeTable| (0..2).map(|r| t.cell(r, 0).value() != Safe::Hidden).collect::<Vec<_>>();
        let shown = shown(&safe[1]);
        assert_eq!(shown[0], shown[1], "read and used go together");
        shown[0]
    }

    #[test]
    fn rows_do_not_give_a_year_back() {
        assert!(printed([30, 300], 330));
        // A year that is hidden, and one that is not printed at all.
        assert!(!printed([3, 300], 303));
        assert!(!printed([30, 300], 333));
        assert!(printed([30, 300], 350));
    }
}
