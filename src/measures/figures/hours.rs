//! In and out of opening hours, by the dated opening hours of each channel: volume, and how many were
//! answered. Only channels that have opening hours on the day of the contact are counted.

use std::collections::BTreeSet;

use super::{Context, rates};
use crate::config::{Chapter, FigureId, Stage, dim};
use crate::measures::cube::{Col, Grouping, Spec};
use crate::measures::grid::{code_key, derived_headers, header, measure, with_derived, year_flags};
use crate::measures::{
    Cell, Exact, Form, Formula, Grid, Header, Key, Label, NoteRef, Role, Sum, Table, TableKind,
};
use crate::validation::{OPEN, SHUT};

/// What the figure needs.
#[must_use]
pub fn spec() -> Spec {
    vec![Col::Year, Col::Stage, Col::Open]
}

/// One table, where channels have opening hours and contacts a time of day.
pub fn tables(cx: &Context<'_>) -> Option<Table> {
    let grouping = cx.cube.get(&spec())?;
    let base = if cx.line.registers(Stage::Incoming) { Stage::Incoming } else { cx.line.main_stage };
    let incoming = counts(cx, grouping, base);
    if incoming.row_total(0) == 0 || incoming.row_total(1) == 0 {
        return None;
    }
    let mut rows = Vec::new();
    let mut cells = Vec::new();
    let years = cx.years.len();
    let key = |stage: Stage| Key { stage: Some(stage), ..measure(name(cx), cx.line.unit(stage)) };
    for (r, hours) in ["open", "closed", ""].into_iter().enumerate() {
        let (own, role, label) = match hours {
            "" => (Key::default(), Role::Total, "row.total".to_owned()),
            code => (code_key(dim::HOURS, code), Role::Body, format!("hours.{code}")),
        };
        rows.push(header(own.join(&key(base)), Label::Word(label), role));
        cells.extend(year_cells(cx, |y| incoming.at(r, y).n));
        cells.extend(with_derived(r, years, Some(2), &year_flags(cx.line, cx.year), true));
    }
    if base == Stage::Incoming {
        answered(cx, grouping, &mut rows, &mut cells);
    }
    let mut cols: Vec<Header> = cx.year_headers();
    cols.extend(derived_headers(&cx.years, true));
    let table = Table {
        figure: FigureId::ContactsInAndOutOfHours,
        chapter: Chapter::Reach,
        key: Key::default(),
        row_dim: None,
        col_dim: None,
        kind: TableKind::Single,
        form: Form::YearStack,
        year: cx.year,
        rows,
        cols,
        cells,
        notes: std::iter::once(NoteRef::plain("by-opening-hours")).chain(rates::openings(cx)).collect(),
        annex: false,
        sums: Vec::new(),
    };
    Some(table.declaring(sums))
}

/// Contacts on channels with opening hours are a part of all. Who tried outside opening hours was answered all
/// the same, or missed for that reason.
fn sums(key: &Key) -> Vec<Sum> {
    let counts = key.measures("contacts_by_hours");
    match key.dims.get(dim::HOURS).map(String::as_str) {
        None if counts || key.measures("requests_by_hours") => {
            vec![Sum::within(key.called("contacts"), vec![key.clone()])]
        }
        Some("closed") if counts && key.stage == Some(Stage::Incoming) => {
            let missed = key.without("hours").with("outcome", "closed").called("unanswered");
            vec![Sum::equal(key.clone(), vec![key.at(Stage::Answered), missed])]
        }
        _ => Vec::new(),
    }
}

/// What is counted. Without the opened windows of a chat it is another count: those who were missed outside
/// opening hours are then more than those who came outside them.
fn name(cx: &Context<'_>) -> &'static str {
    if cx.line.channels.iter().any(|c| c.openings) { "requests_by_hours" } else { "contacts_by_hours" }
}

/// Open, shut and both, by year.
fn counts(cx: &Context<'_>, grouping: &Grouping, stage: Stage) -> Grid {
    let mut grid = Grid::new(3, cx.years.len());
    for (key, sums) in grouping.iter() {
        let row = [OPEN, SHUT].iter().position(|code| u64::from(*code) == key[2]);
        if let (Some(row), Some(c)) = (row, cx.column(cx.cube.year(key[0])))
            && Context::reaches(key[1], stage)
        {
            grid.add(row, c, sums);
            grid.add(2, c, sums);
        }
    }
    grid
}

fn year_cells(cx: &Context<'_>, n: impl Fn(usize) -> u64) -> Vec<Cell> {
    let cell =
        |(y, year): (usize, &i32)| Cell { value: Exact::Count(n(y)), flags: year_flags(cx.line, *year) };
    cx.years.iter().enumerate().map(cell).collect()
}

/// Answered in and out of hours, and the rates.
fn answered(cx: &Context<'_>, grouping: &Grouping, rows: &mut Vec<Header>, cells: &mut Vec<Cell>) {
    let grid = counts(cx, grouping, Stage::Answered);
    let years = cx.years.len();
    let flags: Vec<BTreeSet<_>> = cx.years.iter().map(|y| year_flags(cx.line, *y)).collect();
    for (r, hours) in ["open", "closed"].into_iter().enumerate() {
        let key = Key { stage: Some(Stage::Answered), ..measure(name(cx), cx.line.unit(Stage::Answered)) };
        let row = rows.len();
        rows.push(header(
            code_key(dim::HOURS, hours).join(&key),
            Label::Word(format!("hours.answered.{hours}")),
            Role::Derived,
        ));
        cells.extend(year_cells(cx, |y| grid.at(r, y).n));
        cells.extend(with_derived(row, years, None, &flags[years - 1], true));
        let rate = code_key(dim::HOURS, hours).join(&measure("answer_rate_by_hours", "percent"));
        rows.push(header(rate, Label::Word(format!("hours.rate.{hours}")), Role::Derived));
        cells.extend((0..years).map(|y| Cell {
            value: Exact::Derived(Formula::Share { part: (row, y), whole: (r, y) }),
            flags: flags[y].clone(),
        }));
        let undefined = Exact::Missing(crate::measures::Missing::Undefined);
        let columns = 1 + usize::from(years > 1);
        cells.extend((0..columns).map(|_| Cell { value: undefined.clone(), flags: BTreeSet::new() }));
    }
}
