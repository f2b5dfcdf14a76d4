//! Attempts without an answer, by channel and reason: per year, and per month of all years shown.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::{Context, flow};
use crate::base::Period;
use crate::config::{Chapter, FigureId, Outcome, Stage, dim};
use crate::measures::cube::Grouping;
use crate::measures::grid::{code_key, header, measure, period_key, year_flags};

use crate::measures::{Cell, Exact, Flag, Form, Header, Key, Label, Missing, Role, Table, TableKind};

/// Reasons in printing order; without one at the end.
const REASONS: [Option<Outcome>; 5] =
    [Some(Outcome::Closed), Some(Outcome::Busy), Some(Outcome::Abandoned), Some(Outcome::OverflowOut), None];

/// Attempts by (channel, reason), each with its numbers by (year, month).
type Counts = BTreeMap<(usize, usize), BTreeMap<(i32, u8), u64>>;

/// Both tables, where attempts are registered.
pub fn tables(cx: &Context<'_>) -> Vec<Table> {
    if !cx.line.registers(Stage::Incoming) {
        return Vec::new();
    }
    let counts = counts(cx);
    if counts.len() < 2 {
        // One reason on one channel: the funnel says it all.
        return Vec::new();
    }
    vec![per_year(cx, &counts), per_month(cx, &counts)]
}

fn counts(cx: &Context<'_>) -> Counts {
    let mut counts = Counts::new();
    for (key, sums) in cx.cube.get(&flow()).into_iter().flat_map(Grouping::iter) {
        let outcome = usize::try_from(key[2]).ok().and_then(|o| Outcome::ALL.get(o)).copied();
        let (year, month) = cx.cube.year_month(key[0]);
        let Some(reason) = REASONS.iter().position(|r| *r == outcome) else { continue };
        if cx.column(year).is_some() {
            let channel = usize::try_from(key[1]).unwrap_or(0);
            *counts.entry((channel, reason)).or_default().entry((year, month)).or_default() += sums.n;
        }
    }
    counts
}

fn channel_id<'a>(cx: &Context<'a>, channel: usize) -> &'a str {
    cx.line.channels.get(channel).map_or("blank", |c| c.id.as_str())
}

fn reason_id(reason: usize) -> &'static str {
    REASONS[reason].map_or("blank", Outcome::id)
}

fn key_of(cx: &Context<'_>, (channel, reason): (usize, usize)) -> Key {
    code_key(dim::CHANNEL, channel_id(cx, channel)).join(&code_key(dim::OUTCOME, reason_id(reason)))
}

fn reason_word(reason: usize) -> String {
    REASONS[reason].map_or_else(|| "code.blank".to_owned(), |o| format!("outcome.{}", o.id()))
}

fn table(cx: &Context<'_>, figure: FigureId) -> Table {
    Table {
        figure,
        chapter: Chapter::Reach,
        key: Key { stage: Some(Stage::Incoming), ..measure("unanswered", cx.line.unit(Stage::Incoming)) },
        row_dim: None,
        col_dim: None,
        kind: TableKind::Single,
        form: Form::None,
        year: cx.year,
        rows: Vec::new(),
        cols: Vec::new(),
        cells: Vec::new(),
        notes: Vec::new(),
        annex: true,
        sums: Vec::new(),
    }
}

/// Each channel with its reasons, years across.
fn per_year(cx: &Context<'_>, counts: &Counts) -> Table {
    let mut t = table(cx, FigureId::UnansweredPerYear);
    let sum = |fits: &dyn Fn(usize, usize) -> bool, year: i32| -> u64 {
        let of_year = |months: &BTreeMap<(i32, u8), u64>| -> u64 {
            months.iter().filter(|((y, _), _)| *y == year).map(|(_, n)| n).sum()
        };
        counts.iter().filter(|((c, r), _)| fits(*c, *r)).map(|(_, months)| of_year(months)).sum()
    };
    let mut add = |header: Header, channel: Option<usize>, fits: &dyn Fn(usize, usize) -> bool| {
        t.rows.push(header);
        t.cells.extend(cx.years.iter().map(|year| {
            let n = sum(fits, *year);
            let exists = channel.and_then(|c| cx.line.channels.get(c)).is_none_or(|c| c.exists_in(*year));
            let value =
                if n == 0 && !exists { Exact::Missing(Missing::NotApplicable) } else { Exact::Count(n) };
            Cell { value, flags: year_flags(cx.line, *year) }
        }));
    };
    let channels: BTreeSet<usize> = counts.keys().map(|(c, _)| *c).collect();
    for channel in channels.iter().copied() {
        let id = channel_id(cx, channel);
        let label = Label::Code { dim: "channel".to_owned(), code: id.to_owned() };
        add(header(code_key(dim::CHANNEL, id), label, Role::Group), Some(channel), &|c, _| c == channel);
        for reason in counts.keys().filter(|(c, _)| *c == channel).map(|(_, r)| *r) {
            let label = Label::Word(reason_word(reason));
            let header = header(key_of(cx, (channel, reason)), label, Role::Member);
            add(header, Some(channel), &|c, r| (c, r) == (channel, reason));
        }
    }
    add(header(Key::default(), Label::Word("row.total".to_owned()), Role::Total), None, &|_, _| true);
    t.cols = cx.year_headers();
    t
}

/// The months of each year under their year, each channel's reasons across.
fn per_month(cx: &Context<'_>, counts: &Counts) -> Table {
    let mut t = table(cx, FigureId::UnansweredByMonth);
    let columns: Vec<(usize, usize)> = counts.keys().copied().collect();
    let n = |place: &(usize, usize), period: Period| -> u64 {
        let ((year, from), (_, to)) = period.months();
        let months = counts[place].iter().filter(|((y, m), _)| *y == year && (from..=to).contains(m));
        months.map(|(_, n)| n).sum()
    };
    for year in &cx.years {
        for month in std::iter::once(None).chain((1..=12).map(Some)) {
            let period = month.map_or(Period::Year(*year), |m| Period::Month(*year, m));
            let role = if month.is_some() { Role::Member } else { Role::Group };
            t.rows.push(header(period_key(period), Label::Period(period), role));
            let flags = flags(cx, period);
            let cell = |n: u64, there: bool| Cell {
                value: if n == 0 && !there {
                    Exact::Missing(Missing::NotApplicable)
                } else {
                    Exact::Count(n)
                },
                flags: flags.clone(),
            };
            let there = |(channel, _): &(usize, usize)| {
                let channel = cx.line.channels.get(*channel);
                open(period, cx.line.since, end(cx, *year))
                    && channel.is_none_or(|c| open(period, c.since, c.until))
            };
            t.cells.extend(columns.iter().map(|place| cell(n(place, period), there(place))));
            let all = columns.iter().map(|place| n(place, period)).sum();
            t.cells.push(cell(all, columns.iter().any(there)));
        }
    }
    t.cols = columns
        .iter()
        .map(|(channel, reason)| {
            let label = format!("{}:code:channel:{}", reason_word(*reason), channel_id(cx, *channel));
            header(key_of(cx, (*channel, *reason)), Label::Word(label), Role::Body)
        })
        .collect();
    t.cols.push(header(Key::default(), Label::Word("row.total".to_owned()), Role::Total));
    t
}

/// The last day that is counted of a year.
fn end(cx: &Context<'_>, year: i32) -> Option<NaiveDate> {
    cx.line.cut_off.get(&year).copied().or(cx.line.until)
}

/// Whether a period has days from one day to another.
fn open(period: Period, since: Option<NaiveDate>, until: Option<NaiveDate>) -> bool {
    let ((year, first), (_, last)) = period.months();
    let month = |d: NaiveDate| (d.year(), d.month());
    since.is_none_or(|d| month(d) <= (year, u32::from(last)))
        && until.is_none_or(|d| month(d) >= (year, u32::from(first)))
}

/// Signs of a year, or of a month: that of the start or of the last day is a part of one.
fn flags(cx: &Context<'_>, period: Period) -> BTreeSet<Flag> {
    let ((year, _), _) = period.months();
    let mut flags = year_flags(cx.line, year);
    if let Period::Month(_, month) = period {
        let here = |d: &NaiveDate| (d.year(), d.month()) == (year, u32::from(month));
        let late = cx.line.since.filter(here).is_some_and(|d| d.day() > 1);
        let last = |d: NaiveDate| d.succ_opt().is_none_or(|next| next.month() != d.month());
        let early = end(cx, year).filter(here).is_some_and(|d| !last(d));
        if !(late || early) {
            flags.remove(&Flag::PartialYear);
        }
    }
    flags
}
