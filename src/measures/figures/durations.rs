//! Waiting, response and handling time: median and 90th percentile per channel and year. Channels with a
//! response target (e-mail) are answered later by design: their time is a figure of its own.

use std::collections::BTreeMap;

use super::{Context, duration_spec, wait_spec};
use crate::config::{Chapter, FigureId, Outcome, Stage, dim};
use crate::measures::cube::Grouping;
use crate::measures::grid::{code_key, header, measure, year_flags};
use crate::measures::quantile::quantile;
use crate::measures::{Cell, Exact, Form, Header, Key, Label, Missing, NoteRef, Role, Table, TableKind};
use crate::validation::UNREAD_U32;

/// The tables, where the line registers the seconds.
pub fn tables(cx: &Context<'_>) -> Vec<Table> {
    let answered = |key: &[u64]| {
        usize::try_from(key[2]).ok().and_then(|i| Outcome::ALL.get(i)).is_some_and(|o| o.is_answered())
    };
    let stage = |key: &[u64]| Context::reaches(key[2], Stage::Answered);
    let live: Vec<usize> = channels(cx, |target| target.is_none());
    let later: Vec<usize> = channels(cx, |target| target.is_some());
    let all: Vec<usize> = channels(cx, |_| true);
    [
        table(cx, FigureId::WaitingTime, cx.cube.get(&wait_spec()), &live, &answered),
        table(cx, FigureId::ResponseTime, cx.cube.get(&wait_spec()), &later, &answered),
        table(cx, FigureId::HandlingTime, cx.cube.get(&duration_spec()), &all, &stage),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// How often each number of seconds occurs, and how many could not be read.
#[derive(Clone, Default)]
struct Counts {
    seconds: BTreeMap<u64, u64>,
    unread: u64,
}

impl Counts {
    fn add(&mut self, seconds: u64, n: u64) {
        if seconds == u64::from(UNREAD_U32) {
            self.unread += n;
        } else {
            *self.seconds.entry(seconds).or_default() += n;
        }
    }

    fn is_empty(&self) -> bool {
        self.seconds.is_empty()
    }

    /// Whether so many could not be read that the others need not be like them all.
    fn too_little(&self, cx: &Context<'_>) -> bool {
        cx.too_many(self.unread, self.unread + self.seconds.values().sum::<u64>())
    }
}

/// Positions of the channels whose response target fits; a blank channel is answered live.
fn channels(cx: &Context<'_>, fits: impl Fn(Option<u32>) -> bool) -> Vec<usize> {
    let targets = cx.line.channels.iter().map(|c| c.target_hours).chain([None]);
    targets.enumerate().filter(|(_, t)| fits(*t)).map(|(i, _)| i).collect()
}

fn table(
    cx: &Context<'_>,
    figure: FigureId,
    grouping: Option<&Grouping>,
    wanted: &[usize],
    counts: &dyn Fn(&[u64]) -> bool,
) -> Option<Table> {
    let channels = cx.line.channels.len();
    let values = values(cx, grouping?, wanted, counts);
    if values[channels].iter().all(Counts::is_empty) {
        return None;
    }
    let name = figure.to_string().replace('-', "_");
    let mut rows: Vec<Header> = Vec::new();
    let mut cells: Vec<Cell> = Vec::new();
    let mut withheld = false;
    let several = values[..channels].iter().filter(|v| v.iter().any(|c| !c.is_empty())).count() > 1;
    for (i, by_year) in values.iter().enumerate() {
        // A channel without any value has no row; with one channel the total says it all.
        if by_year.iter().all(Counts::is_empty) || (i < channels && !several) {
            continue;
        }
        withheld |= by_year.iter().any(|counts| counts.too_little(cx));
        for (suffix, word, p) in [("median", "row.median", (1, 2)), ("p90", "row.p90", (9, 10))] {
            rows.push(row(cx, i, &measure(&format!("{name}_{suffix}"), "second"), word));
            cells.extend(by_year.iter().zip(&cx.years).map(|(counts, year)| cell(cx, i, *year, counts, p)));
        }
    }
    Some(Table {
        figure,
        chapter: Chapter::Reach,
        key: Key { stage: Some(Stage::Answered), ..Key::default() },
        row_dim: None,
        col_dim: None,
        kind: TableKind::Single,
        // Where all times are withheld there is nothing to draw.
        form: if values[channels].iter().all(|c| c.is_empty() || c.too_little(cx)) {
            Form::None
        } else {
            Form::YearLines
        },
        year: cx.year,
        rows,
        cols: cx.year_headers(),
        cells,
        notes: std::iter::once(NoteRef::plain("quantiles"))
            .chain(only_channel(cx, &values[..channels]))
            .chain(withheld.then(|| cx.unread_note("times-unread")))
            .collect(),
        annex: false,
        sums: Vec::new(),
    })
}

/// The channel that alone has values where the line has others: no row of its own names it.
fn only_channel(cx: &Context<'_>, values: &[Vec<Counts>]) -> Option<NoteRef> {
    let mut with = values.iter().zip(&cx.line.channels).filter(|(v, _)| v.iter().any(|c| !c.is_empty()));
    let (only, more) = (with.next()?.1, with.next());
    (more.is_none() && cx.line.channels.len() > 1).then(|| NoteRef {
        id: "only-channel".to_owned(),
        args: BTreeMap::from([(dim::CHANNEL.to_owned(), format!("code:channel:{}", only.id))]),
    })
}

/// The seconds by year: a row for each channel, and one for all channels.
fn values(
    cx: &Context<'_>,
    grouping: &Grouping,
    wanted: &[usize],
    counts: &dyn Fn(&[u64]) -> bool,
) -> Vec<Vec<Counts>> {
    let channels = cx.line.channels.len();
    let mut values: Vec<Vec<Counts>> = vec![vec![Counts::default(); cx.years.len()]; channels + 1];
    for (key, sums) in grouping.iter().filter(|(key, _)| counts(key)) {
        let Some(c) = cx.column(cx.cube.year(key[0])) else { continue };
        let channel = usize::try_from(key[1]).unwrap_or(channels);
        if !wanted.contains(&channel) {
            continue;
        }
        values[channels][c].add(key[3], sums.n);
        if channel < channels {
            values[channel][c].add(key[3], sums.n);
        }
    }
    values
}

/// The head of a row; past the last channel stands that of all channels.
fn row(cx: &Context<'_>, channel: usize, name: &Key, word: &str) -> Header {
    match cx.line.channels.get(channel) {
        Some(channel) => {
            let id = &channel.id;
            header(
                code_key(dim::CHANNEL, id).join(name),
                Label::Word(format!("{word}:code:channel:{id}")),
                Role::Body,
            )
        }
        None => header(name.clone(), Label::Word(word.to_owned()), Role::Total),
    }
}

fn cell(cx: &Context<'_>, channel: usize, year: i32, counts: &Counts, (part, of): (u64, u64)) -> Cell {
    let known = Some(&counts.seconds).filter(|_| !counts.too_little(cx));
    let value = match known.and_then(|known| quantile(known, part, of)) {
        Some(value) => Exact::Stat { value, n: counts.seconds.values().sum() },
        None => Exact::Missing(match cx.line.channels.get(channel) {
            Some(channel) if !channel.exists_in(year) => Missing::NotApplicable,
            _ => Missing::NotAvailable,
        }),
    };
    Cell { value, flags: year_flags(cx.line, year) }
}
