//! When: the moment of each contact, and waits and durations that follow from moments.

use chrono::{Datelike, NaiveDate};

use crate::config::ColumnMap;
use crate::diagnostics::{Place, Severity};
use crate::intake::RawColumn;

use super::codes::{one_column, quoted, shown};
use super::registrations::{NO_HOUR, NONE_U32, Registrations};
use super::rows::Rows;
use super::rules;
use super::stamp::{Format, NO_SECOND, Stamp, weekday};
use super::strays::strays;

/// No day: the row is out.
const NO_DAY: u32 = 0;

/// The moments of all rows.
pub(super) struct Times {
    /// `yyyymmdd`, or 0 for rows that are out.
    pub days: Vec<u32>,
    seconds: Vec<u32>,
}

/// Types the moment from `at`, or from `date` and `time`. Rows without a day are rejected.
pub(super) fn moments(rows: &mut Rows) -> Times {
    let target = |name: &str| rows.map.columns.iter().find(|c| c.target == name);
    let (at, date, time) = (target("at"), target("date"), target("time"));
    let count = rows.verdict.len();
    let mut times = Times { days: vec![NO_DAY; count], seconds: vec![NO_SECOND; count] };
    let Some(map) = at.or(date) else {
        let place = Place::file(rows.raw.file.path.as_str());
        rows.notes.add(Severity::Error, rules::NO_DATE_COLUMN, place, || {
            let hint = "map `at:` or `date:` under `columns:`";
            ("no column gives the date of the contacts".to_owned(), Some(hint.to_owned()))
        });
        return times;
    };
    let Some(column) = one_column(rows, map) else { return times };
    let format = Format::new(map.format.as_deref());
    let dates_only = at.is_none();
    let mut odd = Vec::new();
    for (row, cell) in rows.raw.cells(column).iter().enumerate() {
        match format.moment(cell) {
            Some(stamp) => {
                times.days[row] = stamp.day;
                times.seconds[row] = if dates_only { NO_SECOND } else { stamp.second };
            }
            None => odd.push(row),
        }
    }
    for row in odd {
        no_moment(rows, map, column, row);
    }
    if let Some(map) = time {
        times_of_day(rows, map, &mut times.seconds);
    }
    lifetime(rows, column, &times.days);
    midnights(rows, column, &mut times.seconds);
    strays(rows, column, &times.days);
    times
}

fn no_moment(rows: &mut Rows, map: &ColumnMap, column: &RawColumn, row: usize) {
    if rows.raw.cells(column).get(row).is_empty() {
        rows.reject(row, rules::NO_DATE, column, || {
            ("no date".to_owned(), Some("fill it in, or skip such rows with a rule under `skip:`".to_owned()))
        });
        return;
    }
    let text = shown(rows, map, column, row);
    rows.reject(row, rules::BAD_DATE, column, || {
        let (expected, hint) = match &map.format {
            Some(format) => (format!("a date like `{format}`"), "correct the record, or `format:`"),
            None => (
                "an ISO 8601 date like 2023-01-05 or 2023-01-05T10:11".to_owned(),
                "name the `format:` of this column, e.g. \"%d/%m/%Y %H:%M\"",
            ),
        };
        (format!("{} is not {expected}, or no day that exists", quoted(&text)), Some(hint.to_owned()))
    });
}

/// Times of day from their own column; a time that cannot be is missing.
fn times_of_day(rows: &mut Rows, map: &ColumnMap, seconds: &mut [u32]) {
    let Some(column) = one_column(rows, map) else { return };
    let format = Format::new(map.format.as_deref());
    let mut odd = Vec::new();
    for (row, cell) in rows.raw.cells(column).iter().enumerate() {
        match format.time(cell) {
            Some(second) => seconds[row] = second,
            None if cell.is_empty() => {}
            None => odd.push(row),
        }
    }
    for row in odd {
        let text = shown(rows, map, column, row);
        rows.warn(row, rules::BAD_TIME, column, || {
            let what = format!("{} is no time of day; counted without hour", quoted(&text));
            (what, Some("correct the record, or name the `format:`, e.g. \"%H:%M\"".to_owned()))
        });
    }
}

/// Rejects what lies before or after the life of the line.
fn lifetime(rows: &mut Rows, column: &RawColumn, days: &[u32]) {
    let key = |d: NaiveDate| d.year().max(0) as u32 * 10_000 + d.month() * 100 + d.day();
    let since = rows.line.since.map_or(0, key);
    let until = rows.line.until.map_or(u32::MAX, key);
    for (row, &day) in days.iter().enumerate() {
        if day == NO_DAY || (since <= day && day <= until) {
            continue;
        }
        let (code, what) = if day < since {
            (rules::TOO_EARLY, "a day before the line's `since`")
        } else {
            (rules::TOO_LATE, "a day after the line's `until`")
        };
        rows.reject(row, code, column, || {
            let hint = "correct the record, or the line's dates in helpline.yaml";
            (what.to_owned(), Some(hint.to_owned()))
        });
    }
}

/// When all moments of a file are midnight, they are dates that a program wrote as moments.
fn midnights(rows: &mut Rows, column: &RawColumn, seconds: &mut [u32]) {
    let mut any = false;
    for (row, &second) in seconds.iter().enumerate() {
        if second != 0 && second != NO_SECOND && rows.counts(row) {
            return;
        }
        any |= second == 0;
    }
    if any {
        seconds.fill(NO_SECOND);
        let place = Place::file(rows.raw.file.path.as_str());
        rows.notes.add(Severity::Note, rules::MIDNIGHT, place, || {
            (
                format!("all moments in column `{}` are midnight; read as dates without hour", column.name),
                None,
            )
        });
    }
}

impl Times {
    /// Fills the calendar columns.
    pub(super) fn fill(&self, out: &mut Registrations) {
        let count = self.days.len();
        out.year = Vec::with_capacity(count);
        out.month = Vec::with_capacity(count);
        out.day = Vec::with_capacity(count);
        out.weekday = Vec::with_capacity(count);
        let mut last = (NO_DAY, 0, 0, 0);
        for &day in &self.days {
            if day != last.0 {
                last = (day, (day / 10_000) as u16, (day / 100 % 100) as u8, weekday(day));
            }
            out.year.push(last.1);
            out.month.push(last.2);
            out.day.push((day % 100) as u8);
            out.weekday.push(last.3);
        }
        let hour = |&s: &u32| if s == NO_SECOND { NO_HOUR } else { (s / 3600) as u8 };
        out.hour = self.seconds.iter().map(hour).collect();
    }

    /// Day, weekday and minute of the day of a row; nothing without a time of day.
    pub(super) fn minute(&self, row: usize) -> Option<(u32, u8, u16)> {
        let (day, second) = (self.days[row], self.seconds[row]);
        (second != NO_SECOND && day != NO_DAY).then(|| (day, weekday(day), (second / 60) as u16))
    }

    /// Seconds since the year 1, of the day's start where no time of day is registered, and whether one is.
    pub(super) fn moment(&self, row: usize) -> (i64, bool) {
        let day = Stamp { day: self.days[row], second: 0 }.absolute().unwrap_or(0);
        match self.seconds[row] {
            NO_SECOND => (day, false),
            second => (day + i64::from(second), true),
        }
    }

    fn absolute(&self, row: usize) -> Option<i64> {
        Stamp { day: self.days[row], second: self.seconds[row] }.absolute()
    }

    /// Waits and durations from `answered_at` and `ended_at`.
    pub(super) fn spans(&self, rows: &mut Rows) -> (Option<Vec<u32>>, Option<Vec<u32>>) {
        let target = |name: &str| rows.map.columns.iter().find(|c| c.target == name);
        let (answered, ended) = (target("answered_at"), target("ended_at"));
        let limits = (rows.line.plausible.wait_max, rows.line.plausible.duration_max);
        let start: Vec<Option<i64>> = (0..self.days.len()).map(|row| self.absolute(row)).collect();
        let answers = answered.and_then(|map| later(rows, map));
        let wait = answers.as_ref().map(|(column, at)| between(rows, column, &start, at, limits.0));
        let duration = ended.and_then(|map| later(rows, map)).map(|(column, end)| {
            let from: Vec<Option<i64>> = match &answers {
                Some((_, at)) => at.iter().zip(&start).map(|(a, s)| a.or(*s)).collect(),
                None => start.clone(),
            };
            between(rows, column, &from, &end, limits.1)
        });
        (wait, duration)
    }
}

/// Moments of a further column, in seconds.
fn later<'a>(rows: &mut Rows<'a>, map: &ColumnMap) -> Option<(&'a RawColumn, Vec<Option<i64>>)> {
    let column = one_column(rows, map)?;
    let format = Format::new(map.format.as_deref());
    let mut odd = Vec::new();
    let mut moments = Vec::with_capacity(rows.verdict.len());
    for (row, cell) in rows.raw.cells(column).iter().enumerate() {
        let moment = format.moment(cell).and_then(Stamp::absolute);
        if moment.is_none() && !cell.is_empty() {
            odd.push(row);
        }
        moments.push(moment);
    }
    for row in odd {
        let text = shown(rows, map, column, row);
        rows.warn(row, rules::BAD_TIME, column, || {
            let what = format!("{} is no moment with a time of day; counted as missing", quoted(&text));
            (what, Some("correct the record, or name the `format:` of this column".to_owned()))
        });
    }
    Some((column, moments))
}

/// Seconds from one moment to another; backwards and implausible spans are missing.
fn between(
    rows: &mut Rows,
    column: &RawColumn,
    from: &[Option<i64>],
    to: &[Option<i64>],
    limit: u32,
) -> Vec<u32> {
    let mut spans = Vec::with_capacity(to.len());
    for (row, (from, to)) in from.iter().zip(to).enumerate() {
        let span = from.zip(*to).map(|(from, to)| to - from);
        spans.push(match span {
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
