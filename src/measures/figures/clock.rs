//! When: month by year, weekday by year, weekday by hour.

use std::collections::BTreeMap;

use super::{Context, clock_spec, flow};
use crate::base::Period;
use crate::config::{Chapter, FigureId, Stage, dim};
use crate::measures::cube::{Col, Grouping};
use crate::measures::grid::{derived_headers, header, measure, plain, with_derived, year_flags};

use crate::measures::{
    Cell, Exact, Flag, Form, Grid, Header, Key, Label, Missing, NoteRef, Role, Table, TableKind,
};
use chrono::Datelike;

/// Tables of time.
pub fn tables(cx: &Context<'_>) -> Vec<Table> {
    let mut tables = vec![by_month(cx)];
    if week(cx).is_some() {
        tables.push(by_weekday(cx));
    }
    tables.extend(by_hour(cx));
    tables
}

fn total_header() -> Header {
    header(Key::default(), Label::Word("row.total".to_owned()), Role::Total)
}

fn key(cx: &Context<'_>, stage: Stage) -> Key {
    Key { stage: Some(stage), ..measure("contacts", cx.line.unit(stage)) }
}

fn by_month(cx: &Context<'_>) -> Table {
    let years = cx.years.len();
    let mut grid = Grid::new(13, years);
    for (k, sums) in cx.cube.get(&flow()).into_iter().flat_map(Grouping::iter) {
        let (year, month) = cx.cube.year_month(k[0]);
        if let Some(c) = cx.column(year)
            && Context::reaches(k[3], cx.line.main_stage)
        {
            grid.add(usize::from(month) - 1, c, sums);
            grid.add(12, c, sums);
        }
    }
    let mut rows = Vec::new();
    let mut cells = Vec::new();
    for m in 1..=12_u8 {
        // Joined with the year of the column this becomes the cell's period.
        let dims = BTreeMap::from([(dim::MONTH.to_owned(), format!("{m:02}"))]);
        rows.push(header(Key { dims, ..Key::default() }, Label::Month(m), Role::Body));
    }
    rows.push(total_header());
    for r in 0..13 {
        let month = u8::try_from(r + 1).unwrap_or(12);
        cells.extend(cx.years.iter().enumerate().map(|(y, year)| {
            if r < 12 {
                month_cell(cx, *year, month, grid.at(r, y).n)
            } else {
                Cell { value: Exact::Count(grid.at(r, y).n), flags: year_flags(cx.line, *year) }
            }
        }));
        cells.extend(with_derived(r, years, Some(12), &year_flags(cx.line, cx.year), true));
    }
    let mut cols: Vec<Header> = cx.year_headers();
    cols.extend(derived_headers(&cx.years, true));
    Table {
        figure: FigureId::ContactsByMonth,
        chapter: Chapter::When,
        key: key(cx, cx.line.main_stage),
        row_dim: Some(dim::MONTH.to_owned()),
        col_dim: None,
        kind: TableKind::Single,
        form: Form::MonthLines,
        year: cx.year,
        rows,
        cols,
        cells,
        notes: super::events::marks(cx),
        annex: false,
        sums: Vec::new(),
    }
}

/// A month before the line's start cannot exist; one after the last day counted is not there yet; the
/// month of the start or of the last day is a partial one.
fn month_cell(cx: &Context<'_>, year: i32, month: u8, n: u64) -> Cell {
    let at = (year, u32::from(month));
    let month_of = |d: chrono::NaiveDate| (d.year(), d.month());
    let mut flags = year_flags(cx.line, year);
    flags.remove(&Flag::PartialYear);
    if let Some(since) = cx.line.since {
        if at < month_of(since) && n == 0 {
            return plain(Exact::Missing(Missing::NotApplicable));
        }
        if at == month_of(since) && since.day() > 1 {
            flags.insert(Flag::PartialYear);
        }
    }
    let end = cx.line.cut_off.get(&year).copied().or(cx.line.until);
    if let Some(end) = end {
        if at > month_of(end) && n == 0 {
            return plain(Exact::Missing(Missing::NotApplicable));
        }
        let last_day = end.succ_opt().is_none_or(|d| d.month() != end.month());
        if at == month_of(end) && !last_day {
            flags.insert(Flag::PartialYear);
        }
    }
    Cell { value: Exact::Count(n), flags }
}

/// Grouping of weekdays and, where registered, hours.
fn week<'a>(cx: &Context<'a>) -> Option<(&'a Grouping, bool)> {
    let with_hours = cx.cube.get(&clock_spec()).map(|g| (g, true));
    with_hours.or_else(|| cx.cube.get(&[Col::Year, Col::Stage, Col::Weekday]).map(|g| (g, false)))
}

fn by_weekday(cx: &Context<'_>) -> Table {
    let years = cx.years.len();
    let mut grid = Grid::new(8, years);
    for (k, sums) in week(cx).into_iter().flat_map(|(g, _)| g.iter()) {
        if let Some(c) = cx.column(cx.cube.year(k[0]))
            && Context::reaches(k[1], cx.line.main_stage)
        {
            grid.add(usize::try_from(k[2]).unwrap_or(0), c, sums);
            grid.add(7, c, sums);
        }
    }
    let mut rows: Vec<Header> =
        (0..7_u8).map(|d| header(weekday_key(d), Label::Weekday(d), Role::Body)).collect();
    rows.push(total_header());
    let mut cells = Vec::new();
    for r in 0..8 {
        cells.extend(
            (0..years).map(|y| Cell {
                value: Exact::Count(grid.at(r, y).n),
                flags: year_flags(cx.line, cx.years[y]),
            }),
        );
        cells.extend(with_derived(r, years, Some(7), &year_flags(cx.line, cx.year), true));
    }
    let mut cols: Vec<Header> = cx.year_headers();
    cols.extend(derived_headers(&cx.years, true));
    Table {
        figure: FigureId::ContactsByWeekday,
        chapter: Chapter::When,
        key: key(cx, cx.line.main_stage),
        row_dim: Some(dim::WEEKDAY.to_owned()),
        col_dim: None,
        kind: TableKind::Single,
        form: Form::None,
        year: cx.year,
        rows,
        cols,
        cells,
        notes: Vec::new(),
        annex: true,
        sums: Vec::new(),
    }
}

fn weekday_key(day: u8) -> Key {
    Key { dims: BTreeMap::from([(dim::WEEKDAY.to_owned(), (day + 1).to_string())]), ..Key::default() }
}

/// The hour of contacts without a time of day.
const NO_TIME: usize = 24;

/// Widths of hour blocks that are tried, from fine to coarse.
const BLOCKS: [u8; 4] = [1, 2, 4, 6];

/// Weekday by hour for the report year. Hours are taken together until the blocks hold enough contacts on
/// average; when even the widest do not there is no figure.
fn by_hour(cx: &Context<'_>) -> Option<Table> {
    let (grouping, true) = week(cx)? else { return None };
    let stage = if cx.line.registers(Stage::Incoming) { Stage::Incoming } else { cx.line.main_stage };
    let mut grid = Grid::new(7, 25);
    for (k, sums) in grouping.iter() {
        if cx.cube.year(k[0]) == cx.year && Context::reaches(k[1], stage) {
            grid.add(usize::try_from(k[2]).unwrap_or(0), usize::try_from(k[3]).unwrap_or(NO_TIME), sums);
        }
    }
    let during = |hour: usize| (0..7).map(|d| grid.at(d, hour).n).sum::<u64>();
    let hours: Vec<u8> = (0..24_u8).filter(|h| cx.lists(during(usize::from(*h)))).collect();
    let (first, last) = (*hours.first()?, *hours.last()?);
    let all = (0..=NO_TIME).map(during).sum();
    let blocks = |width: u8| -> Vec<(u8, u8)> {
        let from = first - first % width;
        (from..=last).step_by(usize::from(width)).map(|h| (h, (h + width).min(24))).collect()
    };
    let width = BLOCKS.into_iter().find(|w| readable(all, blocks(*w).len(), cx.line.threshold))?;
    let blocks = blocks(width);
    // Contacts without a time of day have a column of their own: the total is that of all.
    let untimed = cx.lists(during(NO_TIME));
    let mut cells = Vec::new();
    for day in 0..8 {
        let days = if day < 7 { day..day + 1 } else { 0..7 };
        let sum = |a: u8, b: u8| -> u64 {
            days.clone()
                .flat_map(|d| (a..b).map(move |h| (d, h)))
                .map(|(d, h)| grid.at(d, usize::from(h)).n)
                .sum()
        };
        cells.extend(blocks.iter().map(|(a, b)| plain(Exact::Count(sum(*a, *b)))));
        cells.extend(
            untimed.then(|| plain(Exact::Count(days.clone().map(|d| grid.at(d, NO_TIME).n).sum::<u64>()))),
        );
        cells.push(plain(Exact::Count(
            days.clone().map(|d| (0..25).map(|h| grid.at(d, h).n).sum::<u64>()).sum(),
        )));
    }
    let mut rows: Vec<Header> =
        (0..7_u8).map(|d| header(weekday_key(d), Label::Weekday(d), Role::Body)).collect();
    rows.push(total_header());
    let mut cols: Vec<Header> = blocks
        .iter()
        .map(|(a, b)| {
            let dims = BTreeMap::from([(dim::HOUR.to_owned(), format!("{a:02}-{b:02}"))]);
            header(Key { dims, ..Key::default() }, Label::Hours(*a, *b), Role::Body)
        })
        .collect();
    cols.extend(untimed.then(|| {
        let dims = BTreeMap::from([(dim::HOUR.to_owned(), "unknown".to_owned())]);
        header(Key { dims, ..Key::default() }, Label::Word("code.unknown".to_owned()), Role::Unknown)
    }));
    cols.push(total_header());
    Some(Table {
        figure: FigureId::ContactsByWeekdayAndHour,
        chapter: Chapter::When,
        key: Key { period: Some(Period::Year(cx.year)), ..key(cx, stage) },
        row_dim: Some(dim::WEEKDAY.to_owned()),
        col_dim: Some(dim::HOUR.to_owned()),
        kind: TableKind::Single,
        form: Form::Heat,
        year: cx.year,
        rows,
        cols,
        cells,
        notes: (width > 1).then(|| NoteRef::plain("hours")).into_iter().collect(),
        annex: true,
        sums: Vec::new(),
    })
}

/// Whether blocks of so many hours hold enough contacts on average. How many of them are too small is not asked:
/// a reader who knows this program could count back from the answer.
fn readable(all: u64, blocks: usize, threshold: u64) -> bool {
    let cells = u64::try_from(7 * blocks).unwrap_or(u64::MAX);
    all > 0 && all >= cells.saturating_mul(4 * threshold)
}
