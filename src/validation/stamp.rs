//! Dates and times of day, read fast when they are ISO 8601 or a simple format.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use crate::intake::is_day;

/// No time of day.
pub(super) const NO_SECOND: u32 = u32::MAX;

/// A day (`yyyymmdd`) and the second of the day, or [`NO_SECOND`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub day: u32,
    pub second: u32,
}

impl Stamp {
    /// Seconds since the year 1.
    pub(super) fn absolute(self) -> Option<i64> {
        let (y, m, d) = (self.day / 10_000, self.day / 100 % 100, self.day % 100);
        let day = NaiveDate::from_ymd_opt(y as i32, m, d)?;
        (self.second != NO_SECOND)
            .then(|| i64::from(day.num_days_from_ce()) * 86_400 + i64::from(self.second))
    }
}

/// Day of the week of a `yyyymmdd` day, Monday 0.
pub(super) fn weekday(day: u32) -> u8 {
    const SHIFT: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    // The calendar repeats itself after 400 years.
    let (mut y, m, d) = (day / 10_000 + 400, day / 100 % 100, day % 100);
    y -= u32::from(m < 3);
    let sunday_first = (y + y / 4 - y / 100 + y / 400 + SHIFT[(m as usize + 11) % 12] + d) % 7;
    ((sunday_first + 6) % 7) as u8
}

/// One part of a simple format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    Literal(u8),
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

/// How dates or times are written in a column.
#[derive(Debug, Clone)]
pub(super) enum Format {
    /// ISO 8601.
    Iso,
    /// Numbers and literals only.
    Simple(Vec<Item>),
    /// Anything that `chrono` reads.
    Chrono(String),
}

impl Format {
    /// From a format in `chrono` syntax; none means ISO 8601.
    pub(super) fn new(format: Option<&str>) -> Self {
        let Some(format) = format else { return Self::Iso };
        simple(format).map_or_else(|| Self::Chrono(format.to_owned()), Self::Simple)
    }

    /// Reads a date or a date with a time of day. ISO 8601 is understood beside any other format, for
    /// real dates in workbooks are given so.
    #[inline]
    pub(super) fn moment(&self, text: &[u8]) -> Option<Stamp> {
        match self {
            Self::Iso => iso(text),
            other => other.as_named(text).or_else(|| iso(text)),
        }
    }

    fn as_named(&self, text: &[u8]) -> Option<Stamp> {
        match self {
            Self::Iso => None,
            Self::Simple(items) => {
                let read = read_simple(items, text)?;
                read.year?;
                stamp(read)
            }
            Self::Chrono(format) => {
                let text = std::str::from_utf8(text).ok()?;
                let day = |d: NaiveDate| d.year() as u32 * 10_000 + d.month() * 100 + d.day();
                match NaiveDateTime::parse_from_str(text, format) {
                    Ok(moment) => Some(Stamp {
                        day: day(moment.date()),
                        second: moment.time().num_seconds_from_midnight(),
                    }),
                    Err(_) => NaiveDate::parse_from_str(text, format)
                        .ok()
                        .map(|d| Stamp { day: day(d), second: NO_SECOND }),
                }
                .filter(|s| believable(s.day / 10_000))
            }
        }
    }

    /// Reads a time of day.
    pub(super) fn time(&self, text: &[u8]) -> Option<u32> {
        match self {
            Self::Iso => None,
            Self::Simple(items) => {
                read_simple(items, text).and_then(|r| second_of(&r)).filter(|&s| s != NO_SECOND)
            }
            Self::Chrono(format) => std::str::from_utf8(text)
                .ok()
                .and_then(|text| NaiveTime::parse_from_str(text, format).ok())
                .map(|time| time.num_seconds_from_midnight()),
        }
        .or_else(|| match iso(text) {
            Some(stamp) => Some(stamp.second).filter(|&s| s != NO_SECOND),
            None => clock(text),
        })
    }
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
            // White space in a format stands for any amount of it: left to chrono unless one space.
            b' ' => Item::Literal(b' '),
            other if other.is_ascii_whitespace() => return None,
            other => Item::Literal(other),
        });
    }
    Some(items)
}

#[derive(Default)]
struct Read {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    hour: Option<u32>,
    minute: Option<u32>,
    second: Option<u32>,
}

fn read_simple(items: &[Item], text: &[u8]) -> Option<Read> {
    let mut read = Read::default();
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
            Item::Minute => (&mut read.minute, 2),
            Item::Second => (&mut read.second, 2),
        };
        let digits = rest.iter().take(most).take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 || (most == 4 && digits < 4) {
            return None;
        }
        *field = Some(rest[..digits].iter().fold(0, |n, b| n * 10 + u32::from(b - b'0')));
        rest = &rest[digits..];
    }
    rest.is_empty().then_some(read)
}

fn second_of(read: &Read) -> Option<u32> {
    let Some(hour) = read.hour else { return Some(NO_SECOND) };
    let (minute, second) = (read.minute.unwrap_or(0), read.second.unwrap_or(0));
    (hour < 24 && minute < 60 && second < 61).then_some(hour * 3600 + minute * 60 + second.min(59))
}

fn stamp(read: Read) -> Option<Stamp> {
    let (year, month, day) = (read.year?, read.month?, read.day?);
    let second = second_of(&read)?;
    (believable(year) && is_day(year, month, day))
        .then_some(Stamp { day: year * 10_000 + month * 100 + day, second })
}

fn believable(year: u32) -> bool {
    (1900..2200).contains(&year)
}

#[inline]
fn digits2(a: u8, b: u8) -> Option<u32> {
    let (a, b) = (a.wrapping_sub(b'0'), b.wrapping_sub(b'0'));
    (a < 10 && b < 10).then(|| u32::from(a) * 10 + u32::from(b))
}

/// ISO 8601: `2023-01-05`, with `T10:11` or ` 10:11:12` behind it, a fraction, and `Z` or an offset;
/// the hour is taken as it is written.
#[inline]
fn iso(text: &[u8]) -> Option<Stamp> {
    let date: &[u8; 10] = text.first_chunk()?;
    if date[4] != b'-' || date[7] != b'-' {
        return None;
    }
    let year = digits2(date[0], date[1])? * 100 + digits2(date[2], date[3])?;
    let (month, day) = (digits2(date[5], date[6])?, digits2(date[8], date[9])?);
    if !believable(year) || !is_day(year, month, day) {
        return None;
    }
    let day = year * 10_000 + month * 100 + day;
    let second = match text.get(10) {
        None => NO_SECOND,
        Some(b'T' | b't' | b' ') => clock(&text[11..])?,
        Some(_) => return None,
    };
    Some(Stamp { day, second })
}

/// `10:11`, `10:11:12`, `9:05`, with a fraction and `Z` or an offset tolerated.
#[inline]
fn clock(text: &[u8]) -> Option<u32> {
    let (hour, rest) = match text {
        [a, b, b':', rest @ ..] => (digits2(*a, *b)?, rest),
        [a, b':', rest @ ..] => (digits2(b'0', *a)?, rest),
        _ => return None,
    };
    let [a, b, rest @ ..] = rest else { return None };
    let minute = digits2(*a, *b)?;
    let (second, rest) = match rest {
        [b':', a, b, rest @ ..] => (digits2(*a, *b)?, rest),
        _ => (0, rest),
    };
    let read = Read { hour: Some(hour), minute: Some(minute), second: Some(second), ..Read::default() };
    if !rest.is_empty() && !is_tail(rest) {
        return None;
    }
    second_of(&read)
}

/// A fraction of a second, then nothing, `Z` or an offset.
fn is_tail(text: &[u8]) -> bool {
    let rest = match text {
        [b'.' | b',', digits @ ..] => {
            let n = digits.iter().take_while(|b| b.is_ascii_digit()).count();
            if n == 0 {
                return false;
            }
            &digits[n..]
        }
        other => other,
    };
    match rest {
        [] | [b'Z' | b'z'] => true,
        [b'+' | b'-', offset @ ..] => match offset {
            [a, b] => digits2(*a, *b).is_some(),
            [a, b, c, d] | [a, b, b':', c, d] => digits2(*a, *b).is_some() && digits2(*c, *d).is_some(),
            _ => false,
        },
        _ => false,
    }
}
