//! Time until closed: days from opening to closing, as a median and in bands. Only where a file says when, or
//! after how long, what was opened was closed.

use std::collections::BTreeMap;

use super::Context;
use crate::base::Num;
use crate::config::{Chapter, FigureId};
use crate::measures::cube::{Col, Spec};
use crate::measures::grid::{breakdown_headers, code_key, header, measure, with_breakdown, year_flags};
use crate::measures::quantile::quantile;

use crate::measures::{Cell, Exact, Form, Header, Key, Label, Missing, NoteRef, Role, Table, TableKind};
use crate::validation::UNREAD_U32;

/// Seconds of a day.
const DAY: u64 = 86_400;
/// Bands by their longest time in days; what is not closed comes after the last.
const BANDS: [(&str, u64); 5] =
    [("week", 7), ("month", 30), ("quarter", 91), ("year", 365), ("longer", u64::MAX / DAY)];
const OPEN: &str = "open";
/// Closed at a moment, or after a time, that is there and could not be read.
const UNREAD: &str = "unread";
const DIM: &str = "closed_within";

/// What the figures need.
pub fn spec() -> Spec {
    vec![Col::Year, Col::Stage, Col::Closed]
}

/// Those of a year that were closed.
#[derive(Clone, Default)]
struct Closed {
    /// How often each number of seconds occurs.
    after: BTreeMap<u64, u64>,
    /// How many times could not be read.
    unread: u64,
}

impl Closed {
    fn read(&self) -> u64 {
        self.after.values().sum()
    }

    /// Whether the times that were read may stand for all.
    fn tells(&self, cx: &Context<'_>) -> bool {
        !cx.too_many(self.unread, self.read() + self.unread)
    }
}

/// The tables.
pub fn tables(cx: &Context<'_>) -> Vec<Table> {
    let Some(grouping) = cx.cube.get(&spec()) else { return Vec::new() };
    let mut counts = vec![Closed::default(); cx.years.len()];
    for (key, sums) in grouping.iter().filter(|(key, _)| Context::reaches(key[1], cx.line.main_stage)) {
        if let Some(c) = cx.column(cx.cube.year(key[0])) {
            if key[2] == u64::from(UNREAD_U32) {
                counts[c].unread += sums.n;
            } else {
                *counts[c].after.entry(key[2]).or_default() += sums.n;
            }
        }
    }
    if counts.iter().all(|closed| closed.after.is_empty()) {
        return Vec::new();
    }
    vec![times(cx, &counts), bands(cx, &counts)]
}

fn times(cx: &Context<'_>, counts: &[Closed]) -> Table {
    let (mut rows, mut cells): (Vec<Header>, Vec<Cell>) = Default::default();
    for (suffix, word, (part, of)) in [("median", "row.median", (1, 2)), ("p90", "row.p90", (9, 10))] {
        let key = measure(&format!("time_until_closed_{suffix}"), "day");
        rows.push(header(key, Label::Word(word.to_owned()), Role::Total));
        for (closed, year) in counts.iter().zip(&cx.years) {
            let days = Some(&closed.after)
                .filter(|_| closed.tells(cx))
                .and_then(|after| quantile(after, part, of))
                .and_then(|seconds| Num::quotient(1, i128::from(seconds.scaled), i128::from(DAY), 1));
            let value = match days {
                Some(value) => Exact::Stat { value, n: closed.read() },
                None => Exact::Missing(Missing::NotAvailable),
            };
            cells.push(Cell { value, flags: year_flags(cx.line, *year) });
        }
    }
    let withheld = counts.iter().any(|closed| !closed.tells(cx)).then(|| cx.unread_note("times-unread"));
    let notes =
        [NoteRef::plain("quantiles"), NoteRef::plain("closing")].into_iter().chain(withheld).collect();
    Table {
        key: Key { stage: Some(cx.line.main_stage), ..Key::default() },
        row_dim: None,
        form: Form::YearLines,
        rows,
        cols: cx.year_headers(),
        cells,
        notes,
        ..empty(cx, FigureId::TimeUntilClosed)
    }
}

fn bands(cx: &Context<'_>, counts: &[Closed]) -> Table {
    let all = cx.totals(cx.line.main_stage);
    let band = |seconds: u64| BANDS.iter().position(|(_, days)| seconds <= days.saturating_mul(DAY));
    let of_band = |wanted: usize, year: usize| -> u64 {
        let of_band = counts[year].after.iter().filter(|(seconds, _)| band(**seconds) == Some(wanted));
        of_band.map(|(_, n)| n).sum()
    };
    let closed = |year: usize| counts[year].read() + counts[year].unread;
    let named = |id: &str, role| {
        header(code_key(DIM, id), Label::Code { dim: DIM.to_owned(), code: id.to_owned() }, role)
    };
    let mut rows: Vec<Header> = BANDS.iter().map(|(id, _)| named(id, Role::Body)).collect();
    let open = rows.len();
    rows.push(named(OPEN, Role::Unknown));
    if counts.iter().any(|closed| closed.unread > 0) {
        rows.push(named(UNREAD, Role::Unknown));
    }
    rows.push(header(Key::default(), Label::Word("row.total".to_owned()), Role::Total));
    let total = rows.len() - 1;
    let mut cells = Vec::new();
    for r in 0..rows.len() {
        let number = |year: usize| match r {
            r if r < open => of_band(r, year),
            r if r == open => all.at(0, year).n.saturating_sub(closed(year)),
            r if r < total => counts[year].unread,
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
        key: Key { stage: Some(cx.line.main_stage), ..measure("contacts", cx.line.unit(cx.line.main_stage)) },
        row_dim: Some(DIM.to_owned()),
        form: Form::RankedBars,
        rows,
        cols,
        cells,
        ..empty(cx, FigureId::ContactsByTimeUntilClosed)
    }
}

fn empty(cx: &Context<'_>, figure: FigureId) -> Table {
    Table {
        figure,
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
        sums: Vec::new(),
    }
}
