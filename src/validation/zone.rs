//! Local time of a zone and the moments it stands for.

use std::cell::{Cell, OnceCell};

use chrono::{DateTime, MappedLocalTime, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;

/// Days from 1970 whose offsets are remembered: till 2106.
const DAYS: usize = 50_000;
/// The offset of a day was not looked up yet.
const UNSET: i32 = i32::MAX;
/// The clock is changed on that day.
const CHANGES: i32 = i32::MIN;
/// Seconds of a day.
const DAY: i64 = 86_400;

/// The clock on the wall of a zone. Offsets are remembered by day.
pub(super) struct Wall {
    zone: Tz,
    days: OnceCell<Vec<Cell<i32>>>,
}

/// The moments, in seconds of UTC since 1970, that a local time can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Instants {
    /// The usual case.
    One(i64),
    /// In the hour that is there twice: the first and the second.
    Twice(i64, i64),
    /// In the hour that the clock skips: as if it had been put forward already, and as if not yet.
    Skipped(i64, i64),
}

impl Instants {
    /// All of them, in order.
    pub(super) fn all(self) -> [i64; 2] {
        match self {
            Self::One(at) => [at, at],
            Self::Twice(first, second) | Self::Skipped(first, second) => [first, second],
        }
    }

    /// Seconds from this moment to another: the smallest span that is not negative, where several are
    /// possible; else the largest, which is negative.
    pub(super) fn until(self, end: Self) -> i64 {
        if let (Self::One(from), Self::One(to)) = (self, end) {
            return to - from;
        }
        let spans = self.all().map(|from| end.all().map(|to| to - from));
        let spans = || spans.as_flattened().iter().copied();
        spans().filter(|s| *s >= 0).min().or_else(|| spans().max()).unwrap_or(0)
    }
}

impl Wall {
    /// The clock of a zone.
    pub(super) fn new(zone: Tz) -> Self {
        Self { zone, days: OnceCell::new() }
    }

    /// Which zone it is of.
    pub(super) fn zone(&self) -> Tz {
        self.zone
    }

    /// Whether the clock is changed on the day of a moment, or on one beside it.
    pub(super) fn changes_near(&self, at: i64) -> bool {
        let day = at.div_euclid(DAY);
        let offset = self.of_day(day);
        offset == CHANGES || self.of_day(day - 1) != offset || self.of_day(day + 1) != offset
    }

    /// Local time, in seconds since the start of 1970 on the wall, at a moment of UTC.
    pub(super) fn local(&self, utc: i64) -> i64 {
        utc + i64::from(self.offset(utc))
    }

    /// The moments that a local time can stand for.
    pub(super) fn instants(&self, local: i64) -> Instants {
        if !self.changes_near(local) {
            return Instants::One(local - i64::from(self.of_day(local.div_euclid(DAY))));
        }
        let fixed = |offset: <Tz as TimeZone>::Offset| local - i64::from(offset.fix().local_minus_utc());
        match naive(local).map(|at| self.zone.offset_from_local_datetime(&at)) {
            Some(MappedLocalTime::Single(offset)) => Instants::One(fixed(offset)),
            Some(MappedLocalTime::Ambiguous(a, b)) => {
                let (a, b) = (fixed(a), fixed(b));
                Instants::Twice(a.min(b), a.max(b))
            }
            Some(MappedLocalTime::None) => {
                let (before, after) = (self.exact(local - DAY), self.exact(local + DAY));
                let (a, b) = (local - i64::from(before), local - i64::from(after));
                Instants::Skipped(a.min(b), a.max(b))
            }
            None => Instants::One(local),
        }
    }

    fn offset(&self, utc: i64) -> i32 {
        match self.of_day(utc.div_euclid(DAY)) {
            CHANGES => self.exact(utc),
            offset => offset,
        }
    }

    /// The offset that holds all through a day of UTC, or [`CHANGES`].
    fn of_day(&self, day: i64) -> i32 {
        let days = self.days.get_or_init(|| vec![Cell::new(UNSET); DAYS]);
        let Some(held) = usize::try_from(day).ok().and_then(|d| days.get(d)) else { return CHANGES };
        if held.get() == UNSET {
            let (start, end) = (self.exact(day * DAY), self.exact(day * DAY + DAY - 1));
            held.set(if start == end { start } else { CHANGES });
        }
        held.get()
    }

    fn exact(&self, utc: i64) -> i32 {
        naive(utc).map_or(0, |at| self.zone.offset_from_utc_datetime(&at).fix().local_minus_utc())
    }
}

fn naive(seconds: i64) -> Option<NaiveDateTime> {
    DateTime::from_timestamp(seconds, 0).map(|at| at.naive_utc())
}
