//! Attempts without an answer, by channel and reason: per year, and per month of the report year.

use std::collections::BTreeMap;

use super::{Context, flow};
use crate::config::{Chapter, Outcome, Stage};
use crate::measures::cube::Grouping;
use crate::measures::grid::{code_key, header, measure, plain, year_flags};
use crate::measures::{Cell, Exact, Form, Header, Key, Label, Missing, Period, Role, Table, TableKind};

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
    code_key("channel", channel_id(cx, channel)).join(&code_key("outcome", reason_id(reason)))
}

fn reason_word(reason: usize) -> String {
    REASONS[reason].map_or_else(|| "code.blank".to_owned(), |o| format!("outcome.{}", o.id()))
}

fn table(cx: &Context<'_>, figure: &str) -> Table {
    Table {
        figure: figure.to_owned(),
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
    }
}

/// Each channel with its reasons, years across.
fn per_year(cx: &Context<'_>, counts: &Counts) -> Table {
    let mut t = table(cx, "unanswered-per-year");
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
    let channels: std::collections::BTreeSet<usize> = counts.keys().map(|(c, _)| *c).collect();
    for channel in channels.iter().copied() {
        let id = channel_id(cx, channel);
        let label = Label::Code { dim: "channel".to_owned(), code: id.to_owned() };
        add(header(code_key("channel", id), label, Role::Group), Some(channel), &|c, _| c == channel);
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

/// The months of the report year, each channel's reasons across.
fn per_month(cx: &Context<'_>, counts: &Counts) -> Table {
    let mut t = table(cx, "unanswered-by-month");
    t.row_dim = Some("month".to_owned());
    t.key.period = Some(Period::Year(cx.year));
    let columns: Vec<(usize, usize)> = counts
        .iter()
        .filter(|(_, months)| months.keys().any(|(y, _)| *y == cx.year))
        .map(|(place, _)| *place)
        .collect();
    let n = |place: &(usize, usize), month: Option<u8>| -> u64 {
        let fits = |at: &(i32, u8)| at.0 == cx.year && month.is_none_or(|m| m == at.1);
        counts[place].iter().filter(|(at, _)| fits(at)).map(|(_, n)| n).sum()
    };
    for month in (1..=12).map(Some).chain([None]) {
        let row = match month {
            Some(m) => header(code_key("month", &format!("{m:02}")), Label::Month(m), Role::Body),
            None => header(Key::default(), Label::Word("row.total".to_owned()), Role::Total),
        };
        t.rows.push(row);
        t.cells.extend(columns.iter().map(|place| plain(Exact::Count(n(place, month)))));
        t.cells.push(plain(Exact::Count(columns.iter().map(|place| n(place, month)).sum())));
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
