//! Waits and durations between two moments, as true time passed: clock changes are counted out.

use crate::config::ColumnMap;
use crate::intake::RawColumn;

use super::moments::{self, Moments};
use super::reader::Reader;
use super::registrations::{NONE_U32, UNREAD_U32};
use super::rows::Rows;
use super::stamp::{NO_SECOND, start_of};
use super::times::Times;
use super::zone::{Instants, Wall};
use super::{rules, unreadable};

/// Waits and durations from `answered_at` and `ended_at`.
pub(super) fn spans(times: &Times, rows: &mut Rows) -> (Option<Vec<u32>>, Option<Vec<u32>>) {
    let map = rows.map;
    let target = |name: &str| map.columns.iter().find(|c| c.target == name);
    let (answered, ended) = (target("answered_at"), target("ended_at"));
    let limits = (rows.line.plausible.wait_max, rows.line.plausible.duration_max);
    let wall = times.wall();
    let start = |row: usize| times.instants(row);
    let answers = answered.and_then(|map| later(rows, map, wall));
    let wait = answers.as_ref().map(|answers| {
        let mut wait = between(rows, answers.column, start, |row| answers.at.instants(row, wall), limits.0);
        answers.unread(&mut wait);
        wait
    });
    let duration = ended.and_then(|map| later(rows, map, wall)).map(|ends| {
        let from =
            |row: usize| answers.as_ref().and_then(|a| a.at.instants(row, wall)).or_else(|| start(row));
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
    (wait, duration)
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
    Some(spans)
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

/// Reads the moments of a further column.
pub(super) fn later<'a>(rows: &mut Rows<'a>, map: &ColumnMap, wall: &Wall) -> Option<Later<'a>> {
    let read = moments::read(rows, map, wall)?;
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
    for row in 0..count {
        spans.push(match span(row) {
            None => NONE_U32,
            Some(span) if span < 0 => {
                rows.warn(row, rules::BACKWARDS, column, || {
                    let hint = "correct the record";
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
            Some(span) => span as u32,
        });
    }
    spans
}
