//! When: the moment of each contact, in the line's local time.

use chrono::{Datelike, NaiveDate};

use crate::base::{Place, Severity};
use crate::config::ColumnMap;
use crate::intake::RawColumn;

use super::codes::one_column;
use super::moments::{self, Moments, NO_DAY};
use super::nothing::Nothing;
use super::placing::Placing;
use super::reader::Reader;
use super::registrations::{NO_HOUR, Registrations};
use super::rows::Rows;
use super::stamp::{NO_SECOND, Stamp, is_after, is_before, start_of, weekday};
use super::strays::strays;
use super::zone::{Instants, Wall};
use super::{rules, unreadable};

/// The moments of all rows.
pub(super) struct Times {
    moments: Moments,
    /// Rows whose day is not filled in.
    empty: Vec<usize>,
    wall: Wall,
}

/// Types the moment from `at`, or from `date` and `time`. Rows whose day cannot be read are rejected.
pub(super) fn moments(rows: &mut Rows) -> Times {
    let map = rows.map;
    let target = |name: &str| map.columns.iter().find(|c| c.target == name);
    let (at, date, time) = (target("at"), target("date"), target("time"));
    let wall = Wall::new(rows.line.calendar.zone);
    let mut times = Times { moments: Moments::none(rows.verdict.len()), empty: Vec::new(), wall };
    let Some(map) = at.or(date) else {
        let place = Place::file(rows.raw.file.path.as_str());
        rows.notes.add(Severity::Error, rules::NO_DATE_COLUMN, place, || {
            let hint = "map `at:` or `date:` under `columns:`";
            ("no column gives the date of the contacts".to_owned(), Some(hint.to_owned()))
        });
        return times;
    };
    let Some(read) = moments::read(rows, map, &times.wall) else { return times };
    let column = read.column;
    times.moments = read.moments;
    times.empty = read.empty;
    if at.is_none() {
        times.moments.seconds.fill(NO_SECOND);
        times.moments.known.clear();
    }
    unreadable::moments(rows, map, column, &read.odd);
    if let Some(time) = time {
        times.of_day(rows, time, map);
    }
    lifetime(rows, column, times.days());
    strays(rows, column, times.days());
    times
}

/// Rejects what lies before or after the life of the line.
fn lifetime(rows: &mut Rows, column: &RawColumn, days: &[u32]) {
    let key = |d: NaiveDate| d.year().max(0) as u32 * 10_000 + d.month() * 100 + d.day();
    let since = rows.line.since.map_or(0, key);
    let until = rows.line.until.map_or(u32::MAX, key);
    for (row, &day) in days.iter().enumerate() {
        let (early, late) = (is_before(day, since), is_after(day, until));
        if day == NO_DAY || !(early || late) {
            continue;
        }
        let (code, what) = if early {
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

impl Times {
    /// Day of each row, `yyyymmdd`; it ends in 00 where it is not known, and is 0 for rows that are out.
    pub(super) fn days(&self) -> &[u32] {
        &self.moments.days
    }

    /// Per row the second of the day.
    pub(super) fn seconds(&self) -> &[u32] {
        &self.moments.seconds
    }

    /// The clock of the line.
    pub(super) fn wall(&self) -> &Wall {
        &self.wall
    }

    /// Times of day from their own column; a time that cannot be is missing. `date` says in which zone cells
    /// without offset are, where the column of times does not.
    fn of_day(&mut self, rows: &mut Rows, map: &ColumnMap, date: &ColumnMap) {
        let mut map = map.clone();
        map.moment.zone = map.moment.zone.or(date.moment.zone);
        let sure = map.moment.midnight_unknown;
        let dates = self.moments.days.clone();
        let Some((mut met, odd)) = self.place(rows, &map, sure == Some(true)) else { return };
        let Some(column) = one_column(rows, &map) else { return };
        if sure.is_none() && met.midnight_is_no_hour() {
            moments::midnights(rows, column, &met);
            self.moments.days = dates;
            let again = self.place(rows, &map, true).map(|(again, _)| again.known);
            met.known = again.unwrap_or_default();
        }
        moments::tell(rows, column, &self.wall, &met);
        moments::half_day(rows, &map, column, &mut self.moments.seconds);
        self.moments.known = met.known;
        unreadable::times(rows, &map, column, &odd);
    }

    /// Puts the times of a column to the days; gives what was met and the rows that cannot be read.
    fn place(
        &mut self,
        rows: &Rows,
        map: &ColumnMap,
        midnight_unknown: bool,
    ) -> Option<(super::placing::Met, Vec<usize>)> {
        let column = one_column(rows, map)?;
        let reader = Reader::of(map, &rows.line.calendar.months);
        let mut placing = Placing::new(&self.wall, &map.moment, midnight_unknown);
        let mut odd = Vec::new();
        let nothing = Nothing::new(map, rows.line);
        for (row, cell) in rows.raw.cells(column).iter().enumerate() {
            let day = self.moments.days[row];
            if day == NO_DAY || nothing.is(cell) {
                continue;
            }
            let Some((second, offset)) = reader.time(cell) else {
                odd.push(row);
                continue;
            };
            let stamp = placing.put(row, Stamp { day, second }, offset, rows.counts(row));
            (self.moments.days[row], self.moments.seconds[row]) = (stamp.day, stamp.second);
        }
        Some((placing.met, odd))
    }

    /// Rejects the rows without a day, now that is known how they ended.
    pub(super) fn missing(&self, rows: &mut Rows, outcomes: Option<&[u8]>) {
        let map = rows.map;
        let target = |name: &str| map.columns.iter().find(|c| c.target == name);
        if let Some(map) = target("at").or_else(|| target("date")) {
            unreadable::missing(rows, map, &self.empty, outcomes);
        }
    }

    /// Fills the calendar columns.
    pub(super) fn fill(&self, out: &mut Registrations) {
        let count = self.days().len();
        out.year = Vec::with_capacity(count);
        out.month = Vec::with_capacity(count);
        out.day = Vec::with_capacity(count);
        out.weekday = Vec::with_capacity(count);
        let mut last = (NO_DAY, 0, 0, 0);
        for &day in self.days() {
            if day != last.0 {
                last = (day, (day / 10_000) as u16, (day / 100 % 100) as u8, weekday(day));
            }
            out.year.push(last.1);
            out.month.push(last.2);
            out.day.push((day % 100) as u8);
            out.weekday.push(last.3);
        }
        let hour = |&s: &u32| if s == NO_SECOND { NO_HOUR } else { (s / 3600) as u8 };
        out.hour = self.moments.seconds.iter().map(hour).collect();
    }

    /// Day, weekday and minute of the day of a row; nothing without a time of day.
    pub(super) fn minute(&self, row: usize) -> Option<(u32, u8, u16)> {
        let (day, second) = (self.moments.days[row], self.moments.seconds[row]);
        (second != NO_SECOND && day != NO_DAY).then(|| (day, weekday(day), (second / 60) as u16))
    }

    /// Seconds of UTC since 1970, of the day's start where no time of day is registered, and whether one is.
    /// Of a local time that is there twice, the first.
    pub(super) fn moment(&self, row: usize) -> (i64, bool) {
        match self.instants(row) {
            Some(instants) => (instants.all()[0], true),
            None => {
                let start = start_of(self.moments.days[row]).unwrap_or(0);
                (self.wall.instants(start).all()[0], false)
            }
        }
    }

    /// The moments that a row's local time can stand for; nothing without a time of day.
    pub(super) fn instants(&self, row: usize) -> Option<Instants> {
        self.moments.instants(row, &self.wall)
    }
}
