//! Volume: contacts by stage, per year and since the start, and by channel.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::rows::Vocabulary;
use super::{Context, flow};
use crate::base::{Num, Period};
use crate::config::{Chapter, FigureId, Stage, dim};
use crate::measures::cube::Grouping;
use crate::measures::grid::{
    derived_headers, header, measure, partial, period_key, plain, with_derived, year_flags,
};

use crate::measures::{
    Cell, Exact, Flag, Form, Formula, Grid, Header, Key, Label, Missing, NoteRef, Role, Sum, Table, TableKind,
};

/// Volume tables.
pub fn tables(cx: &Context<'_>) -> Vec<Table> {
    let mut tables = vec![per_year(cx)];
    tables.extend(by_stage(cx));
    if cx.line.main_stage != Stage::Incoming && cx.line.registers(Stage::Incoming) {
        tables.extend(by_channel(cx, Stage::Incoming));
    }
    tables.extend(by_channel(cx, cx.line.main_stage));
    tables
}

fn stage_key(cx: &Context<'_>, stage: Stage) -> Key {
    Key { stage: Some(stage), ..measure("contacts", cx.line.unit(stage)) }
}

/// Main stage per year, its change, and the running total since the line's start (or since the first
/// year with registrations).
fn per_year(cx: &Context<'_>) -> Table {
    let stage = cx.line.main_stage;
    let totals = cx.totals(stage);
    let before = counted_before(cx, stage);
    let mut cells: Vec<Cell> = Vec::new();
    let years = cx.years.len();
    let flags = |y: usize| year_flags(cx.line, cx.years[y]);
    cells.extend((0..years).map(|y| Cell { value: Exact::Count(totals.at(0, y).n), flags: flags(y) }));
    // Change from the year before, one column to the left.
    cells.extend((0..years).map(|y| Cell {
        value: match y {
            0 => Exact::Missing(Missing::Undefined),
            y => Exact::Derived(Formula::Change { from: (0, y - 1), to: (0, y) }),
        },
        flags: flags(y),
    }));
    // Where the first years are no longer there nothing is known of all together.
    let gone = cx.line.no_longer_kept.iter().any(|year| *year < cx.cube.first_year);
    let mut running = before;
    cells.extend((0..years).map(|y| {
        running += totals.at(0, y).n;
        let value = if gone { Exact::Missing(Missing::NotAvailable) } else { Exact::Count(running) };
        Cell { value, flags: flags(y) }
    }));
    let average = average(cx, &flags);
    let row = |key: Key, word: &str, role| header(key, Label::Word(word.to_owned()), role);
    let since = cx.line.since.filter(|d| d.year() >= cx.cube.first_year);
    let word = if since.is_some() { "row.cumulative" } else { "row.cumulative_first" };
    let begins = NoteRef {
        id: word.replace("row.", "note-"),
        args: BTreeMap::from([(dim::YEAR.to_owned(), cx.cube.first_year.to_string())]),
    };
    Table {
        figure: FigureId::ContactsPerYear,
        chapter: Chapter::Volume,
        key: stage_key(cx, stage),
        row_dim: None,
        col_dim: None,
        kind: TableKind::Single,
        form: Form::YearColumns,
        year: cx.year,
        rows: [
            header(Key::default(), Label::Stage(stage), Role::Total),
            row(measure("change", "percent"), "row.change", Role::Derived),
            row(
                Key { stage: Some(stage), ..measure("contacts_cumulative", cx.line.unit(stage)) },
                word,
                Role::Derived,
            ),
        ]
        .into_iter()
        .chain(average.iter().map(|(header, _)| header.clone()))
        .collect(),
        cols: cx.year_headers(),
        cells: cells.into_iter().chain(average.into_iter().flat_map(|(_, cells)| cells)).collect(),
        notes: (!gone).then_some(begins).into_iter().collect(),
        annex: false,
        sums: Vec::new(),
    }
    .declaring(running_total)
}

/// A running total is the running total of the year before plus this year's count.
fn running_total(key: &Key) -> Vec<Sum> {
    match (key.period, key.measure.as_deref().and_then(|m| m.strip_suffix("_cumulative"))) {
        (Some(Period::Year(year)), Some(counted)) => {
            let own = key.called(counted);
            let before = Key { period: Some(Period::Year(year - 1)), ..key.clone() };
            vec![Sum::within(key.clone(), vec![own.clone()]), Sum::within(key.clone(), vec![own, before])]
        }
        _ => Vec::new(),
    }
}

/// Months counted and the average per month, where a year shown is a part of one: years of unequal length
/// can be compared so. Where a year begins or ends within a month, days: a begun month is no month. The rows
/// stand fourth and fifth.
fn average(cx: &Context<'_>, flags: &dyn Fn(usize) -> BTreeSet<Flag>) -> Vec<(Header, Vec<Cell>)> {
    let years = cx.years.len();
    if !(0..years).any(|y| flags(y).contains(&Flag::PartialYear)) {
        return Vec::new();
    }
    let word = |word: &str| Label::Word(word.to_owned());
    let spans: Vec<(NaiveDate, NaiveDate)> = cx.years.iter().map(|year| days_counted(cx, *year)).collect();
    let begun = |(first, last): &(NaiveDate, NaiveDate)| {
        first.day() > 1 || last.succ_opt().is_some_and(|next| next.month() == last.month())
    };
    let in_days = spans.iter().any(begun);
    let counted = |y: usize| {
        let (first, last) = spans[y];
        if in_days {
            u64::try_from((last - first).num_days() + 1).unwrap_or(0)
        } else {
            u64::from((last.month() + 1).saturating_sub(first.month()))
        }
    };
    let of = (0..years).map(|y| Cell { value: Exact::Given(Num::int(counted(y))), flags: flags(y) });
    let decimals = if in_days { 2 } else { 1 };
    let average = (0..years).map(|y| Cell {
        value: Exact::Derived(Formula::Ratio { num: (0, y), den: (3, y), decimals }),
        flags: flags(y),
    });
    let unit = cx.line.unit(cx.line.main_stage);
    let (name, one, mean) = match in_days {
        true => ("days", "day", "per_day"),
        false => ("months", "month", "per_month"),
    };
    let row =
        |measured: &str, unit: &str, label: &str| header(measure(measured, unit), word(label), Role::Derived);
    vec![
        (row(&format!("{name}_counted"), one, &format!("row.{name}")), of.collect()),
        (row(&format!("contacts_{mean}"), unit, &format!("row.{mean}")), average.collect()),
    ]
}

/// First and last day of a year on which the line was open and counted.
fn days_counted(cx: &Context<'_>, year: i32) -> (NaiveDate, NaiveDate) {
    let in_year = |d: &NaiveDate| d.year() == year;
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let starts = [cx.line.since, cx.line.counted_since].into_iter().flatten().filter(in_year);
    let ends = [cx.line.cut_off.get(&year).copied(), cx.line.until].into_iter().flatten().filter(in_year);
    let (first, last) = (starts.max().unwrap_or(day(1, 1)), ends.min().unwrap_or(day(12, 31)));
    (first, last.max(first))
}

/// Contacts before the first year shown.
fn counted_before(cx: &Context<'_>, stage: Stage) -> u64 {
    let first = cx.years.first().copied().unwrap_or(cx.year);
    cx.cube
        .get(&flow())
        .into_iter()
        .flat_map(Grouping::iter)
        .filter(|(key, _)| cx.cube.year_month(key[0]).0 < first && Context::reaches(key[3], stage))
        .map(|(_, sums)| sums.n)
        .sum()
}

/// The stages that the line registers, per year.
fn by_stage(cx: &Context<'_>) -> Option<Table> {
    if cx.line.stages.len() < 2 {
        return None;
    }
    let years = cx.years.len();
    let rows: Vec<Header> =
        cx.line.stages.iter().map(|s| header(stage_key(cx, *s), Label::Stage(*s), Role::Body)).collect();
    let mut cells = Vec::new();
    for (r, stage) in cx.line.stages.iter().enumerate() {
        let totals = cx.totals(*stage);
        cells.extend((0..years).map(|y| Cell {
            value: Exact::Count(totals.at(0, y).n),
            flags: year_flags(cx.line, cx.years[y]),
        }));
        cells.extend(with_derived(r, years, None, &year_flags(cx.line, cx.year), false));
    }
    let mut cols = cx.year_headers();
    cols.extend(derived_headers(&cx.years, false));
    Some(Table {
        figure: FigureId::ContactsByStage,
        chapter: Chapter::Volume,
        key: Key::default(),
        row_dim: None,
        col_dim: None,
        kind: TableKind::Single,
        form: Form::None,
        year: cx.year,
        rows,
        cols,
        cells,
        notes: vec![NoteRef::plain("stages")],
        annex: false,
        sums: Vec::new(),
    })
}

/// Channels by year, with the total since the start.
fn by_channel(cx: &Context<'_>, stage: Stage) -> Option<Table> {
    if cx.line.channels.len() < 2 {
        return None;
    }
    let years = cx.years.len();
    let since = cx.line.since.filter(|d| d.year() >= cx.cube.first_year);
    let width = years + usize::from(since.is_some());
    let mut grid = Grid::new(cx.line.channels.len() + 1, width);
    for (key, sums) in cx.cube.get(&flow())?.iter() {
        let year = cx.cube.year_month(key[0]).0;
        if !Context::reaches(key[3], stage) || year > cx.year {
            continue;
        }
        let row = usize::try_from(key[1]).unwrap_or(0);
        if let Some(c) = cx.column(year) {
            grid.add(row, c, sums);
        }
        if since.is_some() {
            grid.add(row, years, sums);
        }
    }
    let vocabulary = Vocabulary::of_channels(cx.line);
    let listed = |i: usize| cx.lists(grid.row_total(i));
    let mut rows = vocabulary.rows(|_| 0, listed, true);
    // A channel that was always registered needs no row for an unknown one.
    rows.retain(|r| r.header.role != Role::Unknown || r.codes.iter().any(|i| listed(*i)));
    let total = rows.len() - 1;
    let mut cells = Vec::new();
    for (r, row) in rows.iter().enumerate() {
        let count = |c: usize| row.codes.iter().map(|i| grid.at(*i, c).n).sum();
        cells.extend((0..years).map(|y| channel_cell(cx, row, cx.years[y], count(y))));
        if since.is_some() {
            cells.push(plain(Exact::Count(count(years))));
        }
        cells.extend(with_derived(r, years, Some(total), &year_flags(cx.line, cx.year), true));
    }
    let mut cols = cx.year_headers();
    if let Some(d) = since {
        let period = Period::Months((d.year(), u8::try_from(d.month()).unwrap_or(1)), (cx.year, 12));
        cols.push(header(period_key(period), Label::Word("col.since_start".to_owned()), Role::Derived));
    }
    cols.extend(derived_headers(&cx.years, true));
    let figure = match stage == cx.line.main_stage {
        true => FigureId::ContactsByChannel,
        false => FigureId::AttemptsByChannel,
    };
    let table = Table {
        figure,
        chapter: Chapter::Channels,
        key: stage_key(cx, stage),
        row_dim: Some(dim::CHANNEL.to_owned()),
        col_dim: None,
        kind: TableKind::Single,
        form: Form::YearStack,
        year: cx.year,
        rows: rows.into_iter().map(|r| r.header).collect(),
        cols,
        cells,
        notes: channel_notes(cx),
        annex: false,
        sums: Vec::new(),
    };
    Some(table.declaring(Sum::over_time))
}

fn channel_cell(cx: &Context<'_>, row: &super::rows::CodeRow, year: i32, n: u64) -> Cell {
    let mut flags = year_flags(cx.line, year);
    let channels: Vec<_> = row.codes.iter().filter_map(|i| cx.line.channels.get(*i)).collect();
    let exists = |c: &&crate::config::Channel| {
        c.since.is_none_or(|d| d.year() <= year) && c.until.is_none_or(|d| d.year() >= year)
    };
    if row.header.role != Role::Total {
        if n == 0 && !channels.is_empty() && !channels.iter().any(exists) {
            return plain(Exact::Missing(Missing::NotApplicable));
        }
        if let [channel] = channels.as_slice()
            && partial(channel.since, channel.until, None, year)
        {
            flags.insert(Flag::PartialYear);
        }
    }
    Cell { value: Exact::Count(n), flags }
}

fn channel_notes(cx: &Context<'_>) -> Vec<NoteRef> {
    let first = cx.years.first().copied().unwrap_or(cx.year);
    cx.line
        .channels
        .iter()
        .filter(|c| c.since.is_some_and(|d| d.year() >= first && Some(d) != cx.line.since))
        .map(|c| NoteRef {
            id: "channel-since".to_owned(),
            args: BTreeMap::from([
                ("channel".to_owned(), format!("code:channel:{}", c.id)),
                ("date".to_owned(), c.since.map(|d| format!("date:{d}")).unwrap_or_default()),
            ]),
        })
        .collect()
}
