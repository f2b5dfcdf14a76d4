//! Victims, contacts that name at least one, and victims per such contact.

use super::Context;
use crate::config::{Chapter, FigureId};
use crate::measures::grid::{derived_headers, header, measure, with_derived, year_flags};
use crate::measures::{Cell, Exact, Form, Formula, Header, Key, Label, Role, Sum, Table, TableKind};

/// One table, where the line registers victims.
pub fn tables(cx: &Context<'_>) -> Option<Table> {
    if !cx.cube.has_victims {
        return None;
    }
    let stage = cx.line.main_stage;
    let totals = cx.totals(stage);
    let years = cx.years.len();
    if (0..years).all(|y| totals.at(0, y).victims == 0) {
        return None;
    }
    let flags = |y: usize| year_flags(cx.line, cx.years[y]);
    let unit = cx.line.unit(stage);
    let mut cells: Vec<Cell> = Vec::new();
    for r in 0..2 {
        let n = |y: usize| if r == 0 { totals.at(0, y).victims } else { totals.at(0, y).with_victims };
        cells.extend((0..years).map(|y| Cell { value: Exact::Count(n(y)), flags: flags(y) }));
        cells.extend(with_derived(r, years, None, &flags(years - 1), false));
    }
    cells.extend((0..years).map(|y| Cell {
        value: Exact::Derived(Formula::Ratio { num: (0, y), den: (1, y), decimals: 2 }),
        flags: flags(y),
    }));
    cells.extend(with_derived(2, years, None, &flags(years - 1), false));
    let row = |key: Key, word: &str, role| header(key, Label::Word(word.to_owned()), role);
    let mut cols: Vec<Header> = cx.year_headers();
    cols.extend(derived_headers(&cx.years, false));
    let table = Table {
        figure: FigureId::Victims,
        chapter: Chapter::Victims,
        key: Key { stage: Some(stage), ..Key::default() },
        row_dim: None,
        col_dim: None,
        kind: TableKind::Single,
        form: Form::YearColumns,
        year: cx.year,
        rows: vec![
            row(measure("victims", "victim"), "row.victims", Role::Total),
            row(measure("contacts_with_victims", unit), "row.with_victims", Role::Derived),
            row(
                measure("victims_per_contact", "victims_per_contact"),
                "row.victims_per_contact",
                Role::Derived,
            ),
        ],
        cols,
        cells,
        notes: Vec::new(),
        annex: false,
        sums: Vec::new(),
    };
    Some(table.declaring(sums))
}

/// Contacts that name a victim are a part of all.
fn sums(key: &Key) -> Vec<Sum> {
    match key.measures("contacts_with_victims") {
        true => vec![Sum::within(key.called("contacts"), vec![key.clone()])],
        false => Vec::new(),
    }
}
