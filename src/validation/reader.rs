//! The formats of a column: a fast one for numbers, one for anything that people write, numbers of
//! spreadsheets, seconds since 1970.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::loose::loose_time;
use super::stamp::{
    DAY_S, NO_OFFSET, NO_SECOND, Read, Stamp, believable, clock, iso, packed_day, second_of, tail,
};
use super::written::{self, Fields, Part};
use crate::config::ColumnMap;

/// Days from 1970 back to day 0 of a spreadsheet that counts from 1900, and thinks that 1900 was a leap year.
const SHEET_1900: f64 = 25_569.0;
/// The same for one that counts from 1904.
const SHEET_1904: f64 = 24_107.0;
/// Largest number that is taken for a part of a day: hours of the night after go beyond 1.
const PART_OF_A_DAY: f64 = 1.25;

/// One part of a simple format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    Literal(u8),
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

/// How dates or times are written.
#[derive(Debug, Clone)]
enum Format {
    /// Numbers and literals, with its fast reading where every part is a number.
    Parts { fast: Option<Vec<Item>>, parts: Vec<Part> },
    /// Days since a spreadsheet's day 0, which lies so many days before 1970.
    Serial(f64),
    /// Since 1970, so many to a second.
    Unix(i64),
    /// Anything else that `chrono` reads.
    Chrono(String),
}

/// Reads the cells of a column.
#[derive(Debug, Clone)]
pub(super) struct Reader<'m> {
    formats: Vec<Format>,
    months: &'m BTreeMap<String, u32>,
}

impl<'m> Reader<'m> {
    /// From formats, none of which means ISO 8601.
    pub(super) fn new<'f>(
        formats: impl IntoIterator<Item = &'f str>,
        months: &'m BTreeMap<String, u32>,
    ) -> Self {
        Self { formats: formats.into_iter().map(Format::new).collect(), months }
    }

    /// Of a column.
    pub(super) fn of(map: &ColumnMap, months: &'m BTreeMap<String, u32>) -> Self {
        Self::new(map.format.iter().chain(&map.moment.further).map(String::as_str), months)
    }

    /// Reads a date or a date with a time of day. ISO 8601 is understood beside any other format, for
    /// real dates in workbooks are given so.
    #[inline]
    pub(super) fn moment(&self, text: &[u8]) -> Option<Read> {
        if self.formats.is_empty() {
            return iso(text);
        }
        self.formats.iter().find_map(|f| f.quickly(text)).or_else(|| iso(text)).or_else(|| self.named(text))
    }

    /// Reads a date or a moment by the formats alone.
    pub(super) fn named(&self, text: &[u8]) -> Option<Read> {
        self.formats.iter().find_map(|f| f.moment(text, self.months))
    }

    /// Reads a time of day: its second, and seconds east of UTC or [`NO_OFFSET`].
    pub(super) fn time(&self, text: &[u8]) -> Option<(u32, i32)> {
        self.time_named(text).or_else(|| match iso(text) {
            Some(read) => Some((read.stamp.second, read.offset)).filter(|(s, _)| *s != NO_SECOND),
            None => clock(text).or_else(|| {
                let text = std::str::from_utf8(text).ok()?;
                let (hour, minute, second) = loose_time(text)?;
                Some((second_of(hour, minute, second)?, NO_OFFSET))
            }),
        })
    }

    /// Reads a time of day by the formats alone.
    pub(super) fn time_named(&self, text: &[u8]) -> Option<(u32, i32)> {
        self.formats.iter().find_map(|f| f.time(text, self.months))
    }
}

impl Format {
    fn new(format: &str) -> Self {
        match format {
            "serial" => Self::Serial(SHEET_1900),
            "serial-1904" => Self::Serial(SHEET_1904),
            "unix" => Self::Unix(1),
            "unix-ms" => Self::Unix(1000),
            format => match written::parts(format) {
                Some(parts) => Self::Parts { fast: simple(format), parts },
                None => Self::Chrono(format.to_owned()),
            },
        }
    }

    /// Reads what the simple format reads.
    #[inline]
    fn quickly(&self, text: &[u8]) -> Option<Read> {
        match self {
            Self::Parts { fast: Some(items), .. } => stamp_of(&read_simple(items, text)?),
            _ => None,
        }
    }

    fn moment(&self, text: &[u8], months: &BTreeMap<String, u32>) -> Option<Read> {
        let utf8 = || std::str::from_utf8(text).ok();
        match self {
            Self::Parts { fast, parts } => {
                let quick =
                    fast.as_ref().and_then(|items| read_simple(items, text)).and_then(|f| stamp_of(&f));
                quick.or_else(|| stamp_of(&written::read(parts, utf8()?, months)?))
            }
            Self::Serial(before) => serial(utf8()?, *before),
            Self::Unix(per_second) => unix(utf8()?, *per_second),
            Self::Chrono(format) => by_chrono(utf8()?, format),
        }
    }

    fn time(&self, text: &[u8], months: &BTreeMap<String, u32>) -> Option<(u32, i32)> {
        let utf8 = std::str::from_utf8(text).ok()?;
        match self {
            Self::Parts { fast, parts } => {
                let quick =
                    fast.as_ref().and_then(|items| read_simple(items, text)).and_then(|f| time_of(&f));
                quick.or_else(|| time_of(&written::read(parts, utf8, months)?))
            }
            Self::Serial(_) => part_of_a_day(utf8).map(|second| (second, NO_OFFSET)),
            Self::Unix(per_second) => unix(utf8, *per_second).map(|read| (read.stamp.second, read.offset)),
            Self::Chrono(format) => {
                let time = NaiveTime::parse_from_str(utf8, format).ok()?;
                Some((time.num_seconds_from_midnight(), NO_OFFSET))
            }
        }
    }
}

fn stamp_of(fields: &Fields) -> Option<Read> {
    let (year, month) = (fields.year?, fields.month?);
    let day = match fields.day {
        Some(day) => packed_day(year, month, day)?,
        None => packed_day(year, month, 1)? - 1,
    };
    let second = match fields.hour {
        Some(hour) => second_of(hour, fields.minute, fields.second)?,
        None => NO_SECOND,
    };
    Some(Read { stamp: Stamp { day, second }, offset: fields.offset.unwrap_or(NO_OFFSET), named: true })
}

fn time_of(fields: &Fields) -> Option<(u32, i32)> {
    let second = second_of(fields.hour?, fields.minute, fields.second)?;
    Some((second, fields.offset.unwrap_or(NO_OFFSET)))
}

fn simple(format: &str) -> Option<Vec<Item>> {
    let format = format.replace("%F", "%Y-%m-%d").replace("%T", "%H:%M:%S").replace("%R", "%H:%M");
    let mut items = Vec::new();
    let mut bytes = format.bytes();
    while let Some(byte) = bytes.next() {
        items.push(match byte {
            b'%' => match bytes.next()? {
                b'Y' => Item::Year,
                b'm' => Item::Month,
                b'd' => Item::Day,
                b'H' => Item::Hour,
                b'M' => Item::Minute,
                b'S' => Item::Second,
                _ => return None,
            },
            b' ' => Item::Literal(b' '),
            other if other.is_ascii_whitespace() => return None,
            other => Item::Literal(other),
        });
    }
    Some(items)
}

fn read_simple(items: &[Item], text: &[u8]) -> Option<Fields> {
    let mut read = Fields::default();
    let (mut minute, mut second) = (None, None);
    let mut rest = text;
    for item in items {
        let (field, most) = match item {
            Item::Literal(byte) => {
                rest = rest.strip_prefix(&[*byte])?;
                continue;
            }
            Item::Year => (&mut read.year, 4),
            Item::Month => (&mut read.month, 2),
            Item::Day => (&mut read.day, 2),
            Item::Hour => (&mut read.hour, 2),
            Item::Minute => (&mut minute, 2),
            Item::Second => (&mut second, 2),
        };
        let digits = rest.iter().take(most).take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 || (most == 4 && digits < 4) {
            return None;
        }
        *field = Some(rest[..digits].iter().fold(0, |n, b| n * 10 + u32::from(b - b'0')));
        rest = &rest[digits..];
    }
    (read.minute, read.second) = (minute.unwrap_or(0), second.unwrap_or(0));
    if !rest.is_empty() {
        // A fraction is one of a second.
        if matches!(rest, [b'.' | b',', ..]) && items.last() != Some(&Item::Second) {
            return None;
        }
        let behind =
            matches!(items.last(), Some(Item::Minute | Item::Second)).then(|| tail(rest)).flatten()?;
        read.offset = Some(behind).filter(|o| *o != NO_OFFSET);
    }
    Some(read)
}

/// A number as spreadsheets write it: digits, with a point or comma among them.
fn decimal(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','));
    let number: f64 = text.replace(',', ".").parse().ok()?;
    (plain && number.is_finite()).then_some(number)
}

/// A moment as spreadsheets count it. Rounded, for what a person entered as 10:30 is 10:29:59.9999 there.
fn serial(text: &str, before: f64) -> Option<Read> {
    let number = decimal(text)?;
    // Before March 1900 the days of a spreadsheet are off by one.
    if before == SHEET_1900 && number < 61.0 {
        return None;
    }
    let seconds = ((number - before) * f64::from(DAY_S)).round();
    let stamp = Stamp::of_wall(seconds as i64);
    believable(stamp.day / 10_000).then_some(Read { stamp, offset: NO_OFFSET, named: true })
}

/// A time of day as a part of a day, in seconds, rounded.
fn part_of_a_day(text: &str) -> Option<u32> {
    let number = decimal(text)?;
    let part = if number < PART_OF_A_DAY { number } else { number.fract() };
    let second = (part * f64::from(DAY_S)).round() as u32;
    second_of(second / 3600, second / 60 % 60, second % 60)
}

/// Seconds since 1970, or thousandths.
fn unix(text: &str, per_second: i64) -> Option<Read> {
    let whole = text.split(['.', ',']).next()?;
    let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','));
    let seconds = plain.then(|| whole.parse::<i64>().ok()).flatten()?.div_euclid(per_second);
    let stamp = Stamp::of_wall(seconds);
    believable(stamp.day / 10_000).then_some(Read { stamp, offset: 0, named: true })
}

fn by_chrono(text: &str, format: &str) -> Option<Read> {
    let day = |d: NaiveDate| u32::try_from(d.year()).unwrap_or(0) * 10_000 + d.month() * 100 + d.day();
    let stamp = |moment: NaiveDateTime| Stamp {
        day: day(moment.date()),
        second: moment.time().num_seconds_from_midnight(),
    };
    let read = |stamp, offset| Read { stamp, offset, named: true };
    let zoned = chrono::DateTime::parse_from_str(text, format).ok();
    let zoned = zoned.map(|at| read(stamp(at.naive_local()), at.offset().local_minus_utc()));
    zoned
        .or_else(|| Some(read(stamp(NaiveDateTime::parse_from_str(text, format).ok()?), NO_OFFSET)))
        .or_else(|| {
            let day = day(NaiveDate::parse_from_str(text, format).ok()?);
            Some(read(Stamp { day, second: NO_SECOND }, NO_OFFSET))
        })
        .filter(|read| believable(read.stamp.day / 10_000))
}
