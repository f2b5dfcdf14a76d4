//! Accessibility: the funnel, and unanswered attempts by reason and channel.

use super::rows::Vocabulary;
use super::{Context, flow, rates};
use crate::base::Period;
use crate::config::{Chapter, FigureId, Outcome, Stage, dim};
use crate::measures::cube::{Grouping, Sums};
use crate::measures::grid::{code_key, derived_headers, header, measure, plain, with_derived, year_flags};

use crate::measures::{Cell, Exact, Form, Grid, Header, Key, Label, NoteRef, Role, Table, TableKind};

/// Accessibility tables; none when the line registers answered contacts only.
pub fn tables(cx: &Context<'_>) -> Vec<Table> {
    if !cx.line.registers(Stage::Incoming) {
        return Vec::new();
    }
    let outcomes = outcomes(cx);
    let mut tables = vec![funnel(cx, &outcomes)];
    tables.extend(rates::table(cx));
    tables.extend(unanswered_by_channel(cx));
    tables
}

/// Attempts by outcome and year; the last row holds those without an outcome.
fn outcomes(cx: &Context<'_>) -> Grid {
    let mut grid = Grid::new(Outcome::ALL.len() + 1, cx.years.len());
    for (key, sums) in cx.cube.get(&flow()).into_iter().flat_map(Grouping::iter) {
        if let Some(c) = cx.column(cx.cube.year_month(key[0]).0) {
            grid.add(usize::try_from(key[2]).unwrap_or(0), c, sums);
        }
    }
    grid
}

/// Attempts that were not answered, by reason: they add up to all that were not.
fn unanswered(cx: &Context<'_>) -> Key {
    Key { measure: Some("unanswered".to_owned()), ..attempts(cx) }
}

fn attempts(cx: &Context<'_>) -> Key {
    Key { stage: Some(Stage::Incoming), ..measure("contacts", cx.line.unit(Stage::Incoming)) }
}

/// Incoming, what was not answered by reason, and the later stages.
fn funnel(cx: &Context<'_>, outcomes: &Grid) -> Table {
    let years = cx.years.len();
    let mut rows: Vec<Header> = Vec::new();
    let mut counts: Vec<Vec<u64>> = Vec::new();
    rows.push(header(attempts(cx), Label::Stage(Stage::Incoming), Role::Total));
    counts.push((0..years).map(|y| cx.totals(Stage::Incoming).at(0, y).n).collect());
    for outcome in [Outcome::Closed, Outcome::Busy, Outcome::Abandoned, Outcome::OverflowOut] {
        let row = outcome as usize;
        if cx.lists(outcomes.row_total(row)) {
            let key = code_key(dim::OUTCOME, outcome.id()).join(&unanswered(cx));
            rows.push(header(
                key,
                Label::Code { dim: "outcome".to_owned(), code: outcome.id().to_owned() },
                Role::Body,
            ));
            counts.push((0..years).map(|y| outcomes.at(row, y).n).collect());
        }
    }
    if cx.lists(outcomes.row_total(Outcome::ALL.len())) {
        let key = code_key(dim::OUTCOME, "blank").join(&unanswered(cx));
        rows.push(header(key, Label::Word("code.blank".to_owned()), Role::Unknown));
        counts.push((0..years).map(|y| outcomes.at(Outcome::ALL.len(), y).n).collect());
    }
    if rows.len() > 2 {
        let sums = (0..years).map(|y| counts[1..].iter().map(|row| row[y]).sum()).collect();
        rows.push(header(unanswered(cx), Label::Word("row.unanswered".to_owned()), Role::Derived));
        counts.push(sums);
    }
    for stage in cx.line.stages.iter().filter(|s| **s > Stage::Incoming) {
        let key = Key { stage: Some(*stage), ..measure("contacts", cx.line.unit(*stage)) };
        rows.push(header(key, Label::Stage(*stage), Role::Total));
        counts.push((0..years).map(|y| cx.totals(*stage).at(0, y).n).collect());
    }
    // A chat window that was opened is no request: no part of all these was missed, nor answered.
    let shares = cx.line.channels.iter().all(|c| !c.openings);
    let mut cells = Vec::new();
    for (r, row) in counts.iter().enumerate() {
        cells.extend(
            row.iter()
                .zip(&cx.years)
                .map(|(n, y)| Cell { value: Exact::Count(*n), flags: year_flags(cx.line, *y) }),
        );
        cells.extend(with_derived(r, years, Some(0), &year_flags(cx.line, cx.year), shares));
    }
    let mut cols = cx.year_headers();
    cols.extend(derived_headers(&cx.years, shares));
    Table {
        figure: FigureId::Funnel,
        chapter: Chapter::Reach,
        key: Key::default(),
        row_dim: None,
        col_dim: None,
        kind: TableKind::Single,
        form: Form::Funnel,
        year: cx.year,
        rows,
        cols,
        cells,
        notes: std::iter::once(NoteRef::plain("missed-may-return")).chain(rates::openings(cx)).collect(),
        annex: false,
        sums: Vec::new(),
    }
}

/// Channels down, reasons across, for the report year.
fn unanswered_by_channel(cx: &Context<'_>) -> Option<Table> {
    if cx.line.channels.len() < 2 {
        return None;
    }
    let last = cx.column(cx.year)?;
    let reasons = [Outcome::Closed, Outcome::Busy, Outcome::Abandoned, Outcome::OverflowOut];
    let mut grid = Grid::new(cx.line.channels.len() + 1, reasons.len());
    for (key, sums) in cx.cube.get(&flow())?.iter() {
        let reason = reasons.iter().position(|o| *o as u64 == key[2]);
        if let Some(reason) = reason
            && cx.column(cx.cube.year_month(key[0]).0) == Some(last)
        {
            grid.add(usize::try_from(key[1]).unwrap_or(0), reason, sums);
        }
    }
    let of = |reason: usize| (0..=cx.line.channels.len()).map(|r| grid.at(r, reason).n).sum::<u64>();
    if (0..reasons.len()).all(|c| of(c) == 0) {
        return None;
    }
    let shown: Vec<usize> = (0..reasons.len()).filter(|c| cx.lists(of(*c))).collect();
    let listed = |i: usize| cx.lists(grid.row_total(i));
    let mut rows = Vocabulary::of_channels(cx.line).rows(|_| 0, listed, true);
    rows.retain(|r| r.header.role != Role::Unknown || r.codes.iter().any(|i| listed(*i)));
    let mut cells = Vec::new();
    for row in &rows {
        let sum = |c: usize| row.codes.iter().map(|i| grid.at(*i, c)).fold(0, |n, s: Sums| n + s.n);
        let counts: Vec<u64> = shown.iter().map(|c| sum(*c)).collect();
        cells.extend(counts.iter().map(|n| plain(Exact::Count(*n))));
        cells.push(plain(Exact::Count(counts.iter().sum())));
    }
    let mut cols: Vec<Header> = shown
        .iter()
        .map(|c| {
            let id = reasons[*c].id();
            header(
                code_key(dim::OUTCOME, id),
                Label::Code { dim: "outcome".to_owned(), code: id.to_owned() },
                Role::Body,
            )
        })
        .collect();
    cols.push(header(Key::default(), Label::Word("row.total".to_owned()), Role::Total));
    Some(Table {
        figure: FigureId::UnansweredByChannel,
        chapter: Chapter::Reach,
        key: Key { period: Some(Period::Year(cx.year)), ..unanswered(cx) },
        row_dim: Some(dim::CHANNEL.to_owned()),
        col_dim: Some(dim::OUTCOME.to_owned()),
        kind: TableKind::Single,
        form: Form::StackedShare,
        year: cx.year,
        rows: rows.into_iter().map(|r| r.header).collect(),
        cols,
        cells,
        notes: rates::openings(cx),
        annex: false,
        sums: Vec::new(),
    })
}
