//! Waits and durations between two moments, as true time passed: clock changes are counted out.

use crate::config::ColumnMap;
use crate::intake::RawColumn;

use super::moments::{self, Moments};
use super::reader::Reader;
use super::registrations::NONE_U32;
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
    let wait = answers
        .as_ref()
        .map(|(column, at)| between(rows, column, start, |row| at.instants(row, wall), limits.0));
    let duration = ended.and_then(|map| later(rows, map, wall)).map(|(column, end)| {
        let from =
            |row: usize| answers.as_ref().and_then(|(_, at)| at.instants(row, wall)).or_else(|| start(row));
        between(rows, column, from, |row| end.instants(row, wall), limits.1)
    });
    (wait, duration)
}

/// Time until closed, from `closed_at`: between two moments, or, where one is a day without a time of day, the
/// days between them.
pub(super) fn closing(times: &Times, rows: &mut Rows, limit: u32) -> Option<Vec<u32>> {
    let map = rows.map.columns.iter().find(|c| c.target == "closed_at")?;
    let wall = times.wall();
    let read = moments::read(rows, map, wall)?;
    unreadable::later(rows, map, read.column, read.odd);
    let ends = read.moments;
    let span = |row: usize| match (times.instants(row), ends.instants(row, wall)) {
        (Some(from), Some(to)) => Some(from.until(to)),
        _ => Some(start_of(*ends.days.get(row)?)? - start_of(*times.days().get(row)?)?),
    };
    Some(limited(rows, read.column, span, limit))
}

/// Moments of a further column.
pub(super) fn later<'a>(
    rows: &mut Rows<'a>,
    map: &ColumnMap,
    wall: &Wall,
) -> Option<(&'a RawColumn, Moments)> {
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
    unreadable::later(rows, map, read.column, odd);
    Some((read.column, read.moments))
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

/// Spans in seconds; backwards and implausible ones are missing.
fn limited(rows: &mut Rows, column: &RawColumn, span: impl Fn(usize) -> Option<i64>, limit: u32) -> Vec<u32> {
    let count = rows.verdict.len();
    let mut spans = Vec::with_capacity(count);
    for row in 0..count {
        spans.push(match span(row) {
            None => NONE_U32,
            Some(span) if span < 0 => {
                rows.warn(row, rules::BACKWARDS, column, || {
                    let hint = "correct the record";
                    ("an end before its start; counted as missing".to_owned(), Some(hint.to_owned()))
                });
                NONE_U32
            }
            Some(span) if span > i64::from(limit) => {
                rows.warn(row, rules::IMPLAUSIBLE, column, || {
                    let hint = "correct the record, or the limit under `plausible:` in helpline.yaml";
                    (format!("more than {limit} seconds; counted as missing"), Some(hint.to_owned()))
                });
                NONE_U32
            }
            Some(span) => span as u32,
        });
    }
    spans
}
