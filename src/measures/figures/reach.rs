//! Accessibility: the funnel, unanswered attempts by reason and channel, and the rates.
//!
//! Formulas (printed in the method chapter): offered in hours = incoming − closed − short abandons;
//! answer rate = answered / offered in hours; reach rate = answered / (incoming − short abandons);
//! busy rate = busy / offered in hours; abandonment rate = other abandons / offered in hours.

use std::collections::BTreeMap;

use super::rows::Vocabulary;
use super::{Context, flow, wait_spec};
use crate::config::{Chapter, Outcome, Stage};
use crate::measures::cube::{Grouping, Sums};
use crate::measures::grid::{code_key, derived_headers, header, measure, period_key, plain, with_derived, year_flags};
use crate::measures::{Cell, Exact, Form, Formula, Grid, Header, Key, Label, NoteRef, Period, Role, Table, TableKind};

/// Accessibility tables; none when the line registers answered contacts only.
pub fn tables(cx: &Context<'_>) -> Vec<Table> {
    if !cx.line.registers(Stage::Incoming) {
        return Vec::new();
    }
    let outcomes = outcomes(cx);
    let mut tables = vec![funnel(cx, &outcomes), rates(cx, &outcomes)];
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

fn attempts(cx: &Context<'_>) -> Key {
    Key { stage: Some(Stage::Incoming), ..measure("contacts", cx.line.unit(Stage::Incoming)) }
}

fn year_columns(cx: &Context<'_>) -> Vec<Header> {
    cx.years.iter().map(|y| header(period_key(Period::Year(*y)), Label::Period(Period::Year(*y)), Role::Body)).collect()
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
        if outcomes.row_total(row) > 0 {
            let key = code_key("outcome", outcome.id()).join(&attempts(cx));
            rows.push(header(key, Label::Code { dim: "outcome".to_owned(), code: outcome.id().to_owned() }, Role::Body));
            counts.push((0..years).map(|y| outcomes.at(row, y).n).collect());
        }
    }
    if outcomes.row_total(Outcome::ALL.len()) > 0 {
        let key = code_key("outcome", "blank").join(&attempts(cx));
        rows.push(header(key, Label::Word("code.blank".to_owned()), Role::Unknown));
        counts.push((0..years).map(|y| outcomes.at(Outcome::ALL.len(), y).n).collect());
    }
    for stage in cx.line.stages.iter().filter(|s| **s > Stage::Incoming) {
        let key = Key { stage: Some(*stage), ..measure("contacts", cx.line.unit(*stage)) };
        rows.push(header(key, Label::Stage(*stage), Role::Total));
        counts.push((0..years).map(|y| cx.totals(*stage).at(0, y).n).collect());
    }
    let mut cells = Vec::new();
    for (r, row) in counts.iter().enumerate() {
        cells.extend(row.iter().zip(&cx.years).map(|(n, y)| Cell { value: Exact::Count(*n), flags: year_flags(cx.line, *y) }));
        cells.extend(with_derived(r, years, Some(0), &year_flags(cx.line, cx.year), true));
    }
    let mut cols = year_columns(cx);
    cols.extend(derived_headers(&cx.years, true));
    Table {
        figure: "funnel".to_owned(),
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
        notes: vec![NoteRef { id: "missed-may-return".to_owned(), args: BTreeMap::new() }],
        annex: false,
    }
}

/// Abandoned within the limit of a short abandon, per year.
fn short_abandons(cx: &Context<'_>) -> Vec<u64> {
    let mut short = vec![0; cx.years.len()];
    for (key, sums) in cx.cube.get(&wait_spec()).into_iter().flat_map(Grouping::iter) {
        if key[2] == Outcome::Abandoned as u64
            && key[3] < u64::from(cx.line.short_abandon_s)
            && let Some(c) = cx.column(cx.cube.year(key[0]))
        {
            short[c] += sums.n;
        }
    }
    short
}

fn rates(cx: &Context<'_>, outcomes: &Grid) -> Table {
    let years = cx.years.len();
    let short = short_abandons(cx);
    let incoming = cx.totals(Stage::Incoming);
    let answered = cx.totals(Stage::Answered);
    let n = |o: Outcome, y: usize| outcomes.at(o as usize, y).n;
    let mut rows = Vec::new();
    let mut cells = Vec::new();
    let mut counts = |key: Key, word: &str, f: &dyn Fn(usize) -> u64| {
        rows.push(header(key, Label::Word(word.to_owned()), Role::Body));
        cells.extend((0..years).map(|y| Cell { value: Exact::Count(f(y)), flags: year_flags(cx.line, cx.years[y]) }));
    };
    let unit = cx.line.unit(Stage::Incoming);
    let in_hours = |y: usize| incoming.at(0, y).n - n(Outcome::Closed, y) - short[y];
    counts(measure("offered_in_hours", unit), "row.offered_in_hours", &in_hours);
    counts(measure("attempts_without_short", unit), "row.attempts_without_short", &|y| incoming.at(0, y).n - short[y]);
    counts(
        Key { stage: Some(Stage::Answered), ..measure("contacts", cx.line.unit(Stage::Answered)) },
        "row.answered",
        &|y| answered.at(0, y).n,
    );
    counts(code_key("outcome", "busy").join(&attempts(cx)), "outcome.busy", &|y| n(Outcome::Busy, y));
    let long = |y: usize| n(Outcome::Abandoned, y) - short[y];
    counts(measure("abandoned_after_limit", unit), "row.abandoned_after_limit", &long);
    for (name, word, part, whole) in [
        ("answer_rate", "row.answer_rate", 2, 0),
        ("reach_rate", "row.reach_rate", 2, 1),
        ("busy_rate", "row.busy_rate", 3, 0),
        ("abandonment_rate", "row.abandonment_rate", 4, 0),
    ] {
        rows.push(header(measure(name, "percent"), Label::Word(word.to_owned()), Role::Derived));
        cells.extend((0..years).map(|y| Cell {
            value: Exact::Derived(Formula::Share { part: (part, y), whole: (whole, y) }),
            flags: year_flags(cx.line, cx.years[y]),
        }));
    }
    Table {
        figure: "answer-rates".to_owned(),
        chapter: Chapter::Reach,
        key: Key::default(),
        row_dim: None,
        col_dim: None,
        kind: TableKind::Single,
        form: Form::YearLines,
        year: cx.year,
        rows,
        cols: year_columns(cx),
        cells,
        notes: vec![NoteRef {
            id: "rates".to_owned(),
            args: BTreeMap::from([("seconds".to_owned(), cx.line.short_abandon_s.to_string())]),
        }],
        annex: false,
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
    let shown: Vec<usize> =
        (0..reasons.len()).filter(|c| (0..=cx.line.channels.len()).any(|r| grid.at(r, *c).n > 0)).collect();
    if shown.is_empty() {
        return None;
    }
    let mut rows = Vocabulary::of_channels(cx.line).rows(|_| 0, |i| grid.row_total(i) > 0, true);
    rows.retain(|r| r.header.role != Role::Unknown || r.codes.iter().any(|i| grid.row_total(*i) > 0));
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
            header(code_key("outcome", id), Label::Code { dim: "outcome".to_owned(), code: id.to_owned() }, Role::Body)
        })
        .collect();
    cols.push(header(Key { measure: Some("unanswered".to_owned()), ..Key::default() }, Label::Word("row.total".to_owned()), Role::Total));
    Some(Table {
        figure: "unanswered-by-channel".to_owned(),
        chapter: Chapter::Reach,
        key: Key { period: Some(Period::Year(cx.year)), ..attempts(cx) },
        row_dim: Some("channel".to_owned()),
        col_dim: Some("outcome".to_owned()),
        kind: TableKind::Single,
        form: Form::StackedShare,
        year: cx.year,
        rows: rows.into_iter().map(|r| r.header).collect(),
        cols,
        cells,
        notes: Vec::new(),
        annex: false,
    })
}
