//! Time until closed: days from opening to closing, as a median and in bands. Only where a file says when, or
//! after how long, what was opened was closed.

use std::collections::BTreeMap;

use super::Context;
use crate::config::Chapter;
use crate::measures::cube::{Col, Spec};
use crate::measures::grid::{breakdown_headers, code_key, header, measure, with_breakdown, year_flags};
use crate::measures::quantile::quantile;
use crate::measures::{Cell, Exact, Form, Header, Key, Label, Missing, NoteRef, Num, Role, Table, TableKind};

/// Seconds of a day.
const DAY: u64 = 86_400;
/// Bands by their longest time in days; what is not closed comes after the last.
const BANDS: [(&str, u64); 5] =
    [("week", 7), ("month", 30), ("quarter", 91), ("year", 365), ("longer", u64::MAX / DAY)];
const OPEN: &str = "open";
const DIM: &str = "closed_within";

/// What the figures need.
pub fn spec() -> Spec {
    vec![Col::Year, Col::Stage, Col::Closed]
}

/// How often each number of seconds occurs, by year.
type Counts = Vec<BTreeMap<u64, u64>>;

/// The tables.
pub fn tables(cx: &Context<'_>) -> Vec<Table> {
    let Some(grouping) = cx.cube.get(&spec()) else { return Vec::new() };
    let mut counts: Counts = vec![BTreeMap::new(); cx.years.len()];
    for (key, sums) in grouping.iter().filter(|(key, _)| Context::reaches(key[1], cx.line.main_stage)) {
        if let Some(c) = cx.column(cx.cube.year(key[0])) {
            *counts[c].entry(key[2]).or_default() += sums.n;
        }
    }
    if counts.iter().all(BTreeMap::is_empty) {
        return Vec::new();
    }
    vec![times(cx, &counts), bands(cx, &counts)]
}

fn times(cx: &Context<'_>, counts: &Counts) -> Table {
    let (mut rows, mut cells): (Vec<Header>, Vec<Cell>) = Default::default();
    for (suffix, word, (part, of)) in [("median", "row.median", (1, 2)), ("p90", "row.p90", (9, 10))] {
        let key = measure(&format!("time_until_closed_{suffix}"), "day");
        rows.push(header(key, Label::Word(word.to_owned()), Role::Total));
        for (by_value, year) in counts.iter().zip(&cx.years) {
            let days = quantile(by_value, part, of)
                .and_then(|seconds| Num::quotient(1, i128::from(seconds.scaled), i128::from(DAY), 1));
            let value = match days {
                Some(value) => Exact::Stat { value, n: by_value.values().sum() },
                None => Exact::Missing(Missing::NotAvailable),
            };
            cells.push(Cell { value, flags: year_flags(cx.line, *year) });
        }
    }
    let notes = vec![NoteRef::plain("quantiles"), NoteRef::plain("closing")];
    Table {
        figure: "time-until-closed".to_owned(),
        key: Key { stage: Some(cx.line.main_stage), ..Key::default() },
        row_dim: None,
        form: Form::YearLines,
        rows,
        cols: cx.year_headers(),
        cells,
        notes,
        ..empty(cx)
    }
}

fn bands(cx: &Context<'_>, counts: &Counts) -> Table {
    let all = cx.totals(cx.line.main_stage);
    let band = |seconds: u64| BANDS.iter().position(|(_, days)| seconds <= days.saturating_mul(DAY));
    let of_band = |wanted: usize, year: usize| -> u64 {
        counts[year].iter().filter(|(seconds, _)| band(**seconds) == Some(wanted)).map(|(_, n)| n).sum()
    };
    let closed = |year: usize| counts[year].values().sum::<u64>();
    let named = |id: &str, role| {
        header(code_key(DIM, id), Label::Code { dim: DIM.to_owned(), code: id.to_owned() }, role)
    };
    let mut rows: Vec<Header> = BANDS.iter().map(|(id, _)| named(id, Role::Body)).collect();
    rows.push(named(OPEN, Role::Unknown));
    rows.push(header(Key::default(), Label::Word("row.total".to_owned()), Role::Total));
    let total = rows.len() - 1;
    let mut cells = Vec::new();
    for r in 0..rows.len() {
        let number = |year: usize| match r {
            r if r < BANDS.len() => of_band(r, year),
            r if r < total => all.at(0, year).n.saturating_sub(closed(year)),
            _ => all.at(0, year).n,
        };
        let counted: Vec<Cell> = cx
            .years
            .iter()
            .enumerate()
            .map(|(y, year)| Cell { value: Exact::Count(number(y)), flags: year_flags(cx.line, *year) })
            .collect();
        let more = with_breakdown(r, total, &counted);
        cells.extend(counted.into_iter().chain(more));
    }
    let mut cols = cx.year_headers();
    cols.extend(breakdown_headers(&cx.years));
    Table {
        figure: "contacts-by-time-until-closed".to_owned(),
        key: Key { stage: Some(cx.line.main_stage), ..measure("contacts", cx.line.unit(cx.line.main_stage)) },
        row_dim: Some(DIM.to_owned()),
        form: Form::RankedBars,
        rows,
        cols,
        cells,
        ..empty(cx)
    }
}

fn empty(cx: &Context<'_>) -> Table {
    Table {
        figure: String::new(),
        chapter: Chapter::Reach,
        key: Key::default(),
        row_dim: None,
        col_dim: None,
        kind: TableKind::Single,
        form: Form::None,
        year: cx.year,
        rows: Vec::new(),
        cols: Vec::new(),
        cells: Vec::new(),
        notes: Vec::new(),
        annex: false,
    }
}
