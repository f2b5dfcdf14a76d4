//! The same months of two years side by side, code by code: like for like.

use super::rows::{Vocabulary, weight};
use super::{Context, dim};
use crate::base::Period;
use crate::config::{DimKind, FigureId, SameMonths};
use crate::measures::grid::{header, measure, period_key, plain};

use crate::measures::{Exact, Form, Formula, Grid, Header, Key, Label, Role, Sum, Table, TableKind};

/// One table per configured comparison of months.
pub fn tables(cx: &Context<'_>) -> Vec<Table> {
    cx.line.same_months.iter().filter_map(|w| table(cx, w)).collect()
}

fn table(cx: &Context<'_>, window: &SameMonths) -> Option<Table> {
    let d = cx.line.dimension(&window.dimension).filter(|d| d.kind == DimKind::Single)?;
    let years = [cx.year - 1, cx.year];
    if cx.cube.first_year > years[0] {
        return None;
    }
    let mut grid = Grid::new(d.codes.codes.len(), 2);
    for (key, sums) in cx.cube.get(&dim(&d.id))?.iter() {
        let (year, month) = cx.cube.year_month(key[0]);
        let Some(col) = years.iter().position(|y| *y == year) else { continue };
        if (window.from..=window.to).contains(&month) && Context::reaches(key[2], cx.line.main_stage) {
            grid.add(usize::try_from(key[3]).unwrap_or(0), col, sums);
        }
    }
    let sum = |codes: &[usize], col: usize| -> u64 { codes.iter().map(|i| grid.at(*i, col).n).sum() };
    let vocabulary = Vocabulary::of_list(&d.id, &d.codes);
    let rows = vocabulary.rows(
        |codes| weight(sum(codes, 1), cx.line.threshold),
        |i| cx.lists(grid.row_total(i)),
        true,
    );
    let mut cells = Vec::new();
    for (r, row) in rows.iter().enumerate() {
        cells.extend([0, 1].map(|col| plain(Exact::Count(sum(&row.codes, col)))));
        cells.push(plain(Exact::Derived(Formula::Change { from: (r, 0), to: (r, 1) })));
    }
    let span = |year: i32| Period::Months((year, window.from), (year, window.to));
    let mut cols: Vec<Header> =
        years.map(|y| header(period_key(span(y)), Label::Period(span(y)), Role::Body)).into();
    let both = Period::Months((years[0], window.from), (years[1], window.to));
    let change = Key { period: Some(both), ..measure("change", "percent") };
    cols.push(header(change, Label::Word("col.change".to_owned()), Role::Derived));
    let table = Table {
        figure: FigureId::SameMonths(d.id.clone()),
        chapter: d.chapter,
        key: Key { stage: Some(cx.line.main_stage), ..measure("contacts", cx.line.unit(cx.line.main_stage)) },
        row_dim: Some(d.id.clone()),
        col_dim: None,
        kind: TableKind::Single,
        form: Form::None,
        year: cx.year,
        rows: rows.into_iter().map(|r| r.header).collect(),
        cols,
        cells,
        notes: Vec::new(),
        annex: false,
        sums: Vec::new(),
    };
    Some(table.declaring(Sum::over_time))
}
