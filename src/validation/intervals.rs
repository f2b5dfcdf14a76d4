//! Waits and durations between two moments, as true time passed: clock changes are counted out.

use std::collections::BTreeSet;

use chrono::Datelike;

use crate::config::{CellZone, ColumnMap};
use crate::intake::RawColumn;

use super::between::less;
use super::moments::{self, Moments};
use super::reader::Reader;
use super::registrations::{NONE_U32, UNREAD_U32};
use super::rows::Rows;
use super::stamp::{DAY_S, NO_OFFSET, NO_SECOND, Stamp, is_after, start_of};
use super::times::Times;
use super::zone::{Instants, Wall};
use super::{rules, unreadable};

/// Fewest spans of which most can be said to be wrong.
const ENOUGH: usize = 20;
/// Seconds of half a day: nobody talks or waits that long till after midnight.
const HALF_DAY: u32 = 43_200;

/// Waits and durations from `answered_at` and `ended_at`, and the rows without a moment of answering of which others
/// of their channel have one: nobody knows when their conversation began.
pub(super) fn spans(times: &Times, rows: &mut Rows, channels: Option<&[u8]>) -> Spans {
    let map = rows.map;
    let target = |name: &str| map.columns.iter().find(|c| c.target == name);
    let (answered, ended) = (target("answered_at"), target("ended_at"));
    let limits = (rows.line.plausible.wait_max, rows.line.plausible.duration_max);
    let wall = times.wall();
    let start = |row: usize| times.instants(row);
    let answers = answered.and_then(|map| later(rows, map, wall, Some(times)));
    let channel = |row: usize| channels.and_then(|codes| codes.get(row).copied()).unwrap_or_default();
    let answer = |row: usize| answers.as_ref().and_then(|a| a.at.instants(row, wall));
    let has_answer = |row: &usize| {
        answers.as_ref().is_some_and(|a| a.at.timed(*row) && a.at.days[*row] != moments::NO_DAY)
    };
    let is_odd = |row: &usize| answers.as_ref().is_some_and(|a| a.odd.binary_search(row).is_ok());
    let all = 0..rows.verdict.len();
    let met: BTreeSet<u8> = all.clone().filter(has_answer).map(channel).collect();
    let blank = |row: &usize| !has_answer(row) && !is_odd(row) && met.contains(&channel(*row));
    let counted = |row: &usize| rows.counts(*row) && times.seconds()[*row] != NO_SECOND;
    let unanswered: Vec<usize> = all.filter(|row| counted(row) && blank(row)).collect();
    let wait = answers.as_ref().map(|answers| {
        let mut wait = between(rows, answers.column, start, |row| answers.at.instants(row, wall), limits.0);
        answers.unread(&mut wait);
        wait
    });
    let ends = ended.and_then(|map| later(rows, map, wall, Some(times)));
    let mut duration = ends.map(|ends| {
        // In a channel that registers no answers the conversation begins with the contact.
        let from = |row: usize| answer(row).or_else(|| start(row).filter(|_| !blank(&row)));
        let mut duration = between(rows, ends.column, from, |row| ends.at.instants(row, wall), limits.1);
        ends.unread(&mut duration);
        // Without a readable answer nobody knows when the conversation began.
        for row in answers.iter().flat_map(|answers| &answers.odd) {
            if duration[*row] != NONE_U32 {
                duration[*row] = UNREAD_U32;
            }
        }
        duration
    });
    let minus = ended.and_then(|map| Some((map, map.quantity.minus.as_deref()?)));
    if let Some((map, minus)) = minus.filter(|(_, minus)| !minus.column.is_empty()) {
        duration = duration.map(|spans| less(rows, map, minus, spans));
    }
    Spans { wait, duration, unanswered }
}

/// What [`spans`] gives.
pub(super) struct Spans {
    pub wait: Option<Vec<u32>>,
    pub duration: Option<Vec<u32>>,
    pub unanswered: Vec<usize>,
}

/// Time until closed, from `closed_at`: between two moments, or, where one is a day without a time of day, the
/// days between them.
pub(super) fn closing(times: &Times, rows: &mut Rows, limit: u32) -> Option<Vec<u32>> {
    let map = rows.map.columns.iter().find(|c| c.target == "closed_at")?;
    let wall = times.wall();
    let read = moments::read(rows, map, wall)?;
    let odd = counted(rows, read.odd);
    unreadable::later(rows, map, read.column, odd.clone());
    let ends = Later { column: read.column, at: read.moments, odd };
    let span = |row: usize| match (times.instants(row), ends.at.instants(row, wall)) {
        (Some(from), Some(to)) => Some(from.until(to)),
        _ => Some(start_of(*ends.at.days.get(row)?)? - start_of(*times.days().get(row)?)?),
    };
    let mut spans = limited(rows, ends.column, span, limit);
    ends.unread(&mut spans);
    too_new(rows, &ends, &mut spans);
    Some(spans)
}

/// What is closed after the date of the reports was not closed yet: such days are planned, or mistyped.
fn too_new(rows: &mut Rows, ends: &Later<'_>, spans: &mut [u32]) {
    let Some(date) = rows.line.date else { return };
    let last = date.year().max(0).unsigned_abs() * 10_000 + date.month() * 100 + date.day();
    for (row, span) in spans.iter_mut().enumerate().filter(|(row, _)| is_after(ends.at.days[*row], last)) {
        rows.warn(row, rules::IMPLAUSIBLE, ends.column, || {
            let what = format!("closed after {date}, the `date` of the reports; counted as unreadable");
            let hint = "map the day on which cases were closed, not the one that is planned; else correct the record, or \
                        `date` in workspace.yaml";
            (what, Some(hint.to_owned()))
        });
        if rows.counts(row) {
            *span = UNREAD_U32;
        }
    }
}

/// Moments of a further column.
pub(super) struct Later<'a> {
    pub column: &'a RawColumn,
    pub at: Moments,
    /// Rows with a cell that could not be read.
    odd: Vec<usize>,
}

impl Later<'_> {
    /// What hangs on a moment that could not be read cannot be read either.
    pub(super) fn unread(&self, spans: &mut [u32]) {
        self.odd.iter().for_each(|row| spans[*row] = UNREAD_U32);
    }
}

fn counted(rows: &Rows, odd: Vec<usize>) -> Vec<usize> {
    odd.into_iter().filter(|row| rows.counts(*row)).collect()
}

/// Reads the moments of a further column; `times` are those of the contacts, to which times of day belong.
pub(super) fn later<'a>(
    rows: &mut Rows<'a>,
    map: &ColumnMap,
    wall: &Wall,
    times: Option<&Times>,
) -> Option<Later<'a>> {
    let mut read = moments::read(rows, map, wall)?;
    if let Some(times) = times {
        of_the_day(rows, map, &mut read, times);
    }
    let mut odd = read.odd;
    let (cells, reader) = (rows.raw.cells(read.column), Reader::of(map, &rows.line.calendar.months));
    // A day without a time of day says nothing of how long something took.
    let is_day = |row: &usize| {
        !read.moments.timed(*row)
            && reader.moment(cells.get(*row)).is_some_and(|said| said.stamp.second == NO_SECOND)
    };
    odd.extend((0..read.moments.days.len()).filter(is_day));
    odd.sort_unstable();
    let odd = counted(rows, odd);
    unreadable::later(rows, map, read.column, odd.clone());
    Some(Later { column: read.column, at: read.moments, odd })
}

/// Times of day without a date are those of the day of the contact, or of the night after it.
fn of_the_day(rows: &Rows, map: &ColumnMap, read: &mut moments::Column<'_>, times: &Times) {
    // What the zone of the column makes of a time depends on its day.
    let own_zone = matches!(map.moment.zone, Some(CellZone::Of(zone)) if zone != times.wall().zone());
    if own_zone || read.odd.is_empty() || read.moments.days.iter().any(|day| *day != moments::NO_DAY) {
        return;
    }
    let (cells, reader) = (rows.raw.cells(read.column), Reader::of(map, &rows.line.calendar.months));
    let (days, seconds) = (times.days(), times.seconds());
    read.odd.retain(|&row| {
        let (day, from) = (days[row], seconds[row]);
        let Some((second, NO_OFFSET)) = reader.time(cells.get(row)) else { return true };
        if day == moments::NO_DAY || from == NO_SECOND {
            return true;
        }
        let stamp = match second {
            second if second >= from => Stamp { day, second },
            // A clock without seconds lags behind one with.
            second if second % 60 == 0 && from - second < 60 => Stamp { day, second: from },
            second if second + DAY_S - from < HALF_DAY => Stamp { day, second: second + DAY_S }.settled(),
            _ => return true,
        };
        (read.moments.days[row], read.moments.seconds[row]) = (stamp.day, stamp.second);
        false
    });
}

/// Seconds from one moment to another.
pub(super) fn between(
    rows: &mut Rows,
    column: &RawColumn,
    from: impl Fn(usize) -> Option<Instants>,
    to: impl Fn(usize) -> Option<Instants>,
    limit: u32,
) -> Vec<u32> {
    limited(rows, column, |row| from(row).zip(to(row)).map(|(from, to)| from.until(to)), limit)
}

/// Spans in seconds; backwards and implausible ones are there and cannot be believed.
fn limited(rows: &mut Rows, column: &RawColumn, span: impl Fn(usize) -> Option<i64>, limit: u32) -> Vec<u32> {
    let count = rows.verdict.len();
    let mut spans = Vec::with_capacity(count);
    let found: Vec<Option<i64>> = (0..count).map(span).collect();
    let counted = || (0..count).filter(|row| rows.counts(*row)).filter_map(|row| found[row]);
    let (all, backwards) = (counted().count(), counted().filter(|span| *span < 0).count());
    let mostly = backwards >= ENOUGH && backwards * 2 > all;
    for (row, span) in found.into_iter().enumerate() {
        spans.push(match span {
            None => NONE_U32,
            Some(span) if span < 0 => {
                rows.warn(row, rules::BACKWARDS, column, || {
                    let hint = if mostly {
                        "most rows are so: the two columns are probably in different time zones, or swapped; write \
                         `time_zone:` of each, for the whole file beside `match:` where it is the same, or swap the columns"
                    } else {
                        "correct the record"
                    };
                    ("an end before its start; counted as unreadable".to_owned(), Some(hint.to_owned()))
                });
                UNREAD_U32
            }
            Some(span) if span > i64::from(limit) => {
                rows.warn(row, rules::IMPLAUSIBLE, column, || {
                    let hint = "correct the record, or the limit under `plausible:` in helpline.yaml";
                    (format!("more than {limit} seconds; counted as unreadable"), Some(hint.to_owned()))
                });
                UNREAD_U32
            }
            // Where most are wrong the others are no better.
            Some(_) if mostly => UNREAD_U32,
            Some(span) => span as u32,
        });
    }
    spans
}
