//! From what a cell says to local time: offsets, zones of columns, hours beyond midnight, clock changes.

use crate::config::{CellZone, MomentMap};

use super::stamp::{DAY_S, NO_OFFSET, NO_SECOND, Stamp};
use super::strays::BEGINNINGS;
use super::zone::{Instants, Wall};

/// Rows of which something is told once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub rows: u64,
    pub first: Option<usize>,
}

impl Told {
    pub(super) fn add(&mut self, row: usize) {
        self.rows += 1;
        self.first = self.first.or(Some(row));
    }
}

/// How many times of day are exactly midnight, and how many are exactly an hour from it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Midnights {
    pub timed: u64,
    at: u64,
    before: u64,
    after: u64,
}

/// Fewest midnights of which can be said that they are too many.
const FEWEST: u64 = 10;

impl Midnights {
    fn add(&mut self, second: u32) {
        self.timed += 1;
        match second % DAY_S {
            0 => self.at += 1,
            82_800 => self.before += 1,
            3600 => self.after += 1,
            _ => {}
        }
    }

    /// Whether every time is midnight.
    pub(super) fn all(&self) -> bool {
        self.at > 0 && self.at == self.timed
    }

    /// Whether far more times are midnight than are 23:00 or 1:00: nobody registers only those so often.
    pub(super) fn heap(&self) -> bool {
        let beside = self.before.max(self.after);
        !self.all() && self.at >= FEWEST && self.at * 100 >= self.timed && self.at > 4 * (beside + 1)
    }

    /// How many are.
    pub(super) fn rows(&self) -> u64 {
        self.at
    }
}

/// What was met while the cells of a column were placed.
#[derive(Debug, Default)]
pub(super) struct Met {
    pub with_offset: Told,
    pub without: Told,
    pub night: Told,
    pub skipped: Told,
    /// As they are written.
    pub written: Midnights,
    /// In local time.
    pub local: Midnights,
    /// Rows whose local time is there twice, and the moment it is, in seconds of UTC.
    pub known: Vec<(usize, i64)>,
}

impl Met {
    /// Whether every time is midnight, as it is written or in local time.
    pub(super) fn days_only(&self) -> bool {
        self.written.all() || self.local.all()
    }

    /// Whether midnight says that the hour is not known.
    pub(super) fn midnight_is_no_hour(&self) -> bool {
        self.days_only() || self.written.heap() || self.local.heap()
    }
}

/// Puts stamps into local time.
pub(super) struct Placing<'w> {
    wall: &'w Wall,
    from: Option<Wall>,
    ignores_offsets: bool,
    midnight_unknown: bool,
    /// The last day that was looked at, and whether the clock is changed near it.
    last: (u32, bool),
    pub met: Met,
}

impl<'w> Placing<'w> {
    /// By the settings of a column.
    pub(super) fn new(wall: &'w Wall, moment: &MomentMap, midnight_unknown: bool) -> Self {
        let from = match moment.zone {
            Some(CellZone::Of(zone)) if zone != wall.zone() => Some(Wall::new(zone)),
            _ => None,
        };
        let ignores_offsets = moment.zone == Some(CellZone::Local);
        Self { wall, from, ignores_offsets, midnight_unknown, last: (0, false), met: Met::default() }
    }

    /// Local time of what a cell says; `counts` tells whether its row still does.
    #[inline]
    pub(super) fn put(&mut self, row: usize, stamp: Stamp, offset: i32, counts: bool) -> Stamp {
        if stamp.second == NO_SECOND || stamp.day.is_multiple_of(100) {
            return stamp;
        }
        if stamp.second == 0 && self.midnight_unknown {
            return Stamp { second: NO_SECOND, ..stamp };
        }
        // Who writes 24:00 means midnight, and a day from which programs count is no day.
        let usual = !stamp.is_of_the_night() && !BEGINNINGS.contains(&stamp.day);
        if counts {
            if usual {
                self.met.written.add(stamp.second);
            }
            if stamp.is_of_the_night() {
                self.met.night.add(row);
            }
            let told = if offset == NO_OFFSET { &mut self.met.without } else { &mut self.met.with_offset };
            told.add(row);
        }
        let local = if (offset == NO_OFFSET || self.ignores_offsets) && self.from.is_none() {
            self.as_it_stands(row, stamp.settled(), counts)
        } else {
            self.converted(row, stamp, offset)
        };
        if counts && usual {
            self.met.local.add(local.second);
        }
        if local.second == 0 && self.midnight_unknown && usual {
            Stamp { second: NO_SECOND, ..local }
        } else {
            local
        }
    }

    #[inline]
    fn as_it_stands(&mut self, row: usize, stamp: Stamp, counts: bool) -> Stamp {
        if stamp.day != self.last.0 {
            let noon = Stamp { second: DAY_S / 2, ..stamp }.wall();
            self.last = (stamp.day, noon.is_some_and(|at| self.wall.changes_near(at)));
        }
        // Who says that all is local time knows that hour.
        if self.last.1 && counts && !self.ignores_offsets {
            let instants = stamp.wall().map(|at| self.wall.instants(at));
            if matches!(instants, Some(Instants::Skipped(..))) {
                self.met.skipped.add(row);
            }
        }
        stamp
    }

    fn converted(&mut self, row: usize, stamp: Stamp, offset: i32) -> Stamp {
        let Some(written) = stamp.wall() else { return stamp };
        let utc = match &self.from {
            _ if offset != NO_OFFSET => written - i64::from(offset),
            Some(from) => from.instants(written).all()[0],
            None => return stamp,
        };
        let local = self.wall.local(utc);
        if matches!(self.wall.instants(local), Instants::Twice(..)) {
            self.met.known.push((row, utc));
        }
        Stamp::of_wall(local)
    }
}
