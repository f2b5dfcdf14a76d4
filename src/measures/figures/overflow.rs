//! Contacts that another line passed on because it was busy or closed, beside the line's own.

use super::{Context, flow};
use crate::config::{Chapter, FigureId, Outcome};
use crate::measures::cube::Grouping;
use crate::measures::grid::{breakdown_headers, code_key, header, measure, with_breakdown, year_flags};
use crate::measures::{Cell, Exact, Form, Grid, Key, Label, Role, Table, TableKind};

/// What the rows are codes of.
const DIM: &str = "origin";

/// The table, where any contact came from another line in the years shown.
pub fn table(cx: &Context<'_>) -> Option<Table> {
    let counts = counts(cx);
    let years = cx.years.len();
    if (0..years).all(|y| counts.at(1, y).n == 0) {
        return None;
    }
    let row = |id: &str| {
        let label = Label::Code { dim: DIM.to_owned(), code: id.to_owned() };
        header(code_key(DIM, id), label, Role::Body)
    };
    let total = header(Key::default(), Label::Word("row.total".to_owned()), Role::Total);
    let mut cells = Vec::new();
    for r in 0..3 {
        let n = |y: usize| match r {
            2 => counts.at(0, y).n + counts.at(1, y).n,
            r => counts.at(r, y).n,
        };
        let own: Vec<Cell> = (0..years)
            .map(|y| Cell { value: Exact::Count(n(y)), flags: year_flags(cx.line, cx.years[y]) })
            .collect();
        let derived = with_breakdown(r, 2, &own);
        cells.extend(own.into_iter().chain(derived));
    }
    let mut cols = cx.year_headers();
    cols.extend(breakdown_headers(&cx.years));
    let stage = cx.line.main_stage;
    Some(Table {
        figure: FigureId::ContactsByOrigin,
        chapter: Chapter::Reach,
        key: Key { stage: Some(stage), ..measure("contacts", cx.line.unit(stage)) },
        row_dim: Some(DIM.to_owned()),
        col_dim: None,
        kind: TableKind::Single,
        form: Form::RankedBars,
        year: cx.year,
        rows: vec![row("own"), row(Outcome::OverflowIn.id()), total],
        cols,
        cells,
        notes: Vec::new(),
        annex: false,
        sums: Vec::new(),
    })
}

/// Contacts of the main stage that came directly, and those that another line passed on.
fn counts(cx: &Context<'_>) -> Grid {
    let mut grid = Grid::new(2, cx.years.len());
    for (key, sums) in cx.cube.get(&flow()).into_iter().flat_map(Grouping::iter) {
        let Some(c) = cx.column(cx.cube.year_month(key[0]).0) else { continue };
        if Context::reaches(key[3], cx.line.main_stage) {
            let outcome = usize::try_from(key[2]).ok().and_then(|o| Outcome::ALL.get(o));
            grid.add(usize::from(outcome == Some(&Outcome::OverflowIn)), c, sums);
        }
    }
    grid
}
