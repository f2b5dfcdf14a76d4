//! One column of moments: its cells in local time, and what is said of the column as a whole.

use std::collections::BTreeSet;

use crate::base::{Place, Severity};
use crate::config::ColumnMap;
use crate::intake::RawColumn;

use super::codes::one_column;
use super::nothing::Nothing;
use super::placing::{Met, Placing, Told};
use super::reader::Reader;
use super::rows::Rows;
use super::rules;
use super::stamp::{NO_SECOND, Stamp};
use super::swapped::{Orders, put_back};
use super::zone::{Instants, Wall};

/// No day: the row is out, or the cell is empty.
pub(super) const NO_DAY: u32 = 0;
/// Fewest days of which can be said that they are all the first of a month.
const ENOUGH: u64 = 20;
/// Fewest times of which can be said that their clock has twelve hours.
const TIMED: usize = 50;

/// The moments of a column, in local time.
#[derive(Debug, Default)]
pub(super) struct Moments {
    /// `yyyymmdd`, ending in 00 where the day is not known; 0 where there is none.
    pub days: Vec<u32>,
    /// Second of the day, or [`NO_SECOND`].
    pub seconds: Vec<u32>,
    /// Rows whose local time is there twice, in order, and the moment it is, in seconds of UTC.
    pub known: Vec<(usize, i64)>,
}

impl Moments {
    /// No moment in any row.
    pub(super) fn none(rows: usize) -> Self {
        Self { days: vec![NO_DAY; rows], seconds: vec![NO_SECOND; rows], known: Vec::new() }
    }

    /// Whether a row has a time of day.
    pub(super) fn timed(&self, row: usize) -> bool {
        self.seconds[row] != NO_SECOND
    }

    /// The moments that a row's local time can stand for; nothing without a time of day.
    pub(super) fn instants(&self, row: usize, wall: &Wall) -> Option<Instants> {
        let stamp = Stamp { day: self.days[row], second: self.seconds[row] };
        if stamp.day == NO_DAY {
            return None;
        }
        let local = stamp.wall()?;
        match self.known.binary_search_by_key(&row, |(row, _)| *row) {
            Ok(at) => Some(Instants::One(self.known[at].1)),
            Err(_) => Some(wall.instants(local)),
        }
    }
}

/// A column that was read, and the rows that were not.
pub(super) struct Column<'a> {
    pub column: &'a RawColumn,
    pub moments: Moments,
    pub empty: Vec<usize>,
    pub odd: Vec<usize>,
}

/// Reads a column of moments. Nothing when the file has no such column.
pub(super) fn read<'a>(rows: &mut Rows<'a>, map: &ColumnMap, wall: &Wall) -> Option<Column<'a>> {
    let column = one_column(rows, map)?;
    let sure = map.moment.midnight_unknown;
    let (mut read, mut met, orders) = pass(rows, map, column, wall, sure == Some(true));
    half_swapped(rows, map, column, &orders);
    if sure.is_none() && met.midnight_is_no_hour() {
        // Of a date nobody expects an hour.
        if map.target != "date" {
            midnights(rows, column, &met);
        }
        let told = std::mem::take(&mut met);
        (read, met, _) = pass(rows, map, column, wall, true);
        (met.night, met.skipped) = (told.night, told.skipped);
        (met.with_offset, met.without) = (told.with_offset, told.without);
    }
    tell(rows, column, wall, &met);
    first_of_months(rows, map, column, &mut read.moments);
    if map.target == "at" {
        half_day(rows, map, column, &mut read.moments.seconds);
    }
    read.moments.known = met.known;
    Some(read)
}

fn pass<'a>(
    rows: &Rows<'a>,
    map: &ColumnMap,
    column: &'a RawColumn,
    wall: &Wall,
    midnight_unknown: bool,
) -> (Column<'a>, Met, Orders) {
    let count = rows.verdict.len();
    let reader = Reader::of(map, &rows.line.calendar.months);
    let mut placing = Placing::new(wall, &map.moment, midnight_unknown);
    let mut orders = Orders::default();
    let mut moments = Moments::none(count);
    let (mut empty, mut odd) = (Vec::new(), Vec::new());
    let swapped = map.moment.swapped == Some(true);
    let nothing = Nothing::new(map, rows.line);
    for (row, cell) in rows.raw.cells(column).iter().enumerate() {
        if nothing.before_reading(cell) {
            empty.push(row);
            continue;
        }
        let recoded = nothing.recoded(cell);
        let text = recoded.as_ref().map_or(cell, |text| text.as_bytes());
        let Some(read) = reader.moment(text) else {
            if nothing.is(cell) {
                empty.push(row)
            } else {
                odd.push(row)
            };
            continue;
        };
        let counts = rows.counts(row);
        if counts {
            orders.add(&read);
        }
        let stamp = if swapped && !read.named { put_back(read.stamp) } else { read.stamp };
        let stamp = placing.put(row, stamp, read.offset, counts);
        moments.days[row] = stamp.day;
        moments.seconds[row] = stamp.second;
    }
    (Column { column, moments, empty, odd }, placing.met, orders)
}

/// Refuses a file whose dates look half swapped, or of which that is said and cannot be.
fn half_swapped(rows: &mut Rows, map: &ColumnMap, column: &RawColumn, orders: &Orders) {
    let all = Told { rows: orders.rows(), first: None };
    match map.moment.swapped {
        None if orders.half_swapped() => rows.tell((Severity::Error, rules::SWAPPED), column, all, || {
            let what = "the real dates of this column lie on days 1 to 12, and its texts on days 13 to 31: a spreadsheet \
                        set to another order of day and month made dates of the first, with day and month swapped; \
                        the file is not read";
            let hint = "write `swapped: true` for this column, which swaps them back, and `swapped: false` if they \
                        are right; better, import the export again with the column set to text";
            (what.to_owned(), Some(hint.to_owned()))
        }),
        Some(true) if orders.has_late_real() => {
            rows.tell((Severity::Error, rules::SWAPPED), column, all, || {
                let what = "`swapped: true` stands for this column, and some of its real dates have a day beyond 12, \
                            which no swapped date can have; the file is not read";
                let hint = "give this file an entry of its own under `files:`, without `swapped`";
                (what.to_owned(), Some(hint.to_owned()))
            });
        }
        _ => {}
    }
}

/// Says that midnights are no hours.
pub(super) fn midnights(rows: &mut Rows, column: &RawColumn, met: &Met) {
    if met.days_only() {
        let (name, place) = (&column.name, Place::file(rows.raw.file.path.as_str()));
        rows.notes.add(Severity::Note, rules::MIDNIGHT, place, || {
            (format!("all moments in column `{name}` are midnight; read as dates without hour"), None)
        });
        return;
    }
    let heap = if met.written.heap() { met.written } else { met.local };
    let told = Told { rows: heap.rows(), first: None };
    rows.tell((Severity::Warning, rules::MIDNIGHTS), column, told, || {
        let what = "exactly midnight, in far more rows than are an hour before or after: read as a day whose hour is not \
                    known";
        let hint = "write `midnight: unknown` for this column if that is so, and `midnight: known` if these contacts \
                    came at midnight";
        (what.to_owned(), Some(hint.to_owned()))
    });
}

/// Hours of a clock that goes to twelve and has nothing for before and after noon: by day and by night, and none from
/// 13 on. They are left out until it is said that they are right.
pub(super) fn half_day(rows: &mut Rows, map: &ColumnMap, column: &RawColumn, seconds: &mut [u32]) {
    let unknown = map.moment.hour_unknown.unwrap_or_else(|| {
        let mut hours = [0_usize; 24];
        for (row, second) in seconds.iter().enumerate() {
            if *second != NO_SECOND && rows.counts(row) {
                hours[(*second / 3600) as usize % 24] += 1;
                // Nearly every file is done with its first rows.
                if *second < 3600 || *second >= 13 * 3600 {
                    return false;
                }
            }
        }
        let (all, night): (usize, usize) = (hours.iter().sum(), hours[1..7].iter().sum());
        let kinds = hours.iter().filter(|count| **count > 0).count();
        all >= TIMED && kinds >= 10 && night * 10 >= all && (all - night) * 10 >= all
    });
    if !unknown {
        return;
    }
    if map.moment.hour_unknown.is_none() {
        rows.tell((Severity::Error, rules::HALF_DAY), column, Told::default(), || {
            let what = "the times of this column have every hour from 1 to 12, by night as by day, and none from 13 on: a \
                        clock of twelve hours that does not say before or after noon; the hours are left out until it \
                        is said what they are";
            let hint = "export again with hours up to 24, or with AM and PM; else write `hour: unknown` for this column, \
                        and `hour: known` if the hours are right";
            (what.to_owned(), Some(hint.to_owned()))
        });
    }
    seconds.fill(NO_SECOND);
}

/// When all days of a file are the first of a month, they are months that a program wrote as days.
fn first_of_months(rows: &mut Rows, map: &ColumnMap, column: &RawColumn, moments: &mut Moments) {
    let dated = matches!(map.target.as_str(), "at" | "date");
    let unknown = match map.moment.day_unknown {
        _ if !dated => false,
        Some(sure) => sure,
        None => {
            let counted =
                || (0..moments.days.len()).filter(|row| rows.counts(*row) && moments.days[*row] != NO_DAY);
            let first =
                |row: usize| moments.days[row] % 100 == 1 && matches!(moments.seconds[row], 0 | NO_SECOND);
            // Nearly every file is done with its first rows.
            counted().all(first) && counted().count() as u64 >= ENOUGH && {
                let months: BTreeSet<u32> = counted().map(|row| moments.days[row] / 100).collect();
                months.len() >= 3
            }
        }
    };
    if !unknown {
        return;
    }
    if map.moment.day_unknown.is_none() {
        rows.tell((Severity::Warning, rules::MONTHS), column, Told::default(), || {
            let what = "all days of this column are the first of a month: read as months whose days are not known, and \
                        no figure by weekday or day is made";
            let hint = "write `day: unknown` for this column if that is so, and `day: known` if the contacts came on \
                        these days";
            (what.to_owned(), Some(hint.to_owned()))
        });
    }
    moments.days.iter_mut().for_each(|day| *day -= *day % 100);
    moments.seconds.fill(NO_SECOND);
}

/// Says once of a column what is so with some of its rows.
pub(super) fn tell(rows: &mut Rows, column: &RawColumn, wall: &Wall, met: &Met) {
    let zone = wall.zone().name();
    if met.with_offset.rows > 0 && met.without.rows > 0 {
        rows.tell((Severity::Warning, rules::MIXED_ZONES), column, met.without, || {
            let what = "no offset from UTC, which other moments of this column have; read as local time";
            let hint = "write `time_zone: UTC` (or another) for the column if those are not local time, and `time_zone: \
                        local` if the offsets mean nothing";
            (what.to_owned(), Some(hint.to_owned()))
        });
    }
    if met.night.rows > 0 {
        rows.tell((Severity::Warning, rules::NIGHT), column, met.night, || {
            let what = "a time from 24:00 on; read as one of the night after its date";
            (what.to_owned(), Some("correct the record where that is not so".to_owned()))
        });
    }
    if met.skipped.rows > 0 {
        rows.tell((Severity::Warning, rules::SKIPPED_HOUR), column, met.skipped, || {
            let what = format!("in the hour that the clock skips in spring in {zone}; counted in the hour that is written");
            let hint = "if the times are in UTC or in winter time all year, write `time_zone: UTC` or `time_zone: \
                        Etc/GMT-1` for this column; if they are local time, `time_zone: local`";
            (what, Some(hint.to_owned()))
        });
    }
}
