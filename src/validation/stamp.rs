//! Days and times of day as they are counted, and ISO 8601 read fast.

use chrono::{Datelike, NaiveDate};

use crate::intake::is_day;

/// No time of day.
pub(super) const NO_SECOND: u32 = u32::MAX;
/// No offset from UTC stands behind the time.
pub(super) const NO_OFFSET: i32 = i32::MAX;
/// Seconds of a day.
pub(super) const DAY_S: u32 = 86_400;
/// Hours from 24 up to this one belong to the night after their date.
const NIGHT_ENDS: u32 = 30;

/// A day (`yyyymmdd`, ending in 00 where the day of the month is not known) and the second of the day, or
/// [`NO_SECOND`]. A second beyond the day's last is one of the night after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub day: u32,
    pub second: u32,
}

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Read {
    pub stamp: Stamp,
    /// Seconds east of UTC, or [`NO_OFFSET`].
    pub offset: i32,
    /// Whether a format of the column was needed: what is not is ISO 8601, as real dates in workbooks are.
    pub named: bool,
}

impl Stamp {
    /// Seconds since the start of 1970, of the clock on the wall.
    pub(super) fn wall(self) -> Option<i64> {
        let start = start_of(self.day)?;
        (self.second != NO_SECOND).then(|| start + i64::from(self.second))
    }

    /// From seconds since the start of 1970, of the clock on the wall.
    pub(super) fn of_wall(seconds: i64) -> Self {
        let (year, month, day) = crate::intake::civil_from_days(seconds.div_euclid(i64::from(DAY_S)));
        let year = u32::try_from(year).unwrap_or(0);
        let second = u32::try_from(seconds.rem_euclid(i64::from(DAY_S))).unwrap_or(0);
        Self { day: year * 10_000 + month * 100 + day, second }
    }

    /// The same moment with its second within the day.
    pub(super) fn settled(self) -> Self {
        match self.wall() {
            Some(wall) if self.second >= DAY_S => Self::of_wall(wall),
            _ => self,
        }
    }

    /// Whether it is a moment of the night after its date.
    pub(super) fn is_of_the_night(self) -> bool {
        self.second != NO_SECOND && self.second >= DAY_S
    }
}

/// Seconds from 1970 to the start of a `yyyymmdd` day; of its month where the day is not known.
pub(super) fn start_of(day: u32) -> Option<i64> {
    const OF_1970: i64 = 719_163;
    let (y, m, d) = (day / 10_000, day / 100 % 100, (day % 100).max(1));
    let day = NaiveDate::from_ymd_opt(i32::try_from(y).ok()?, m, d)?;
    Some((i64::from(day.num_days_from_ce()) - OF_1970) * i64::from(DAY_S))
}

/// Whether a day, or a month whose day is not known, lies before another day as a whole.
pub(super) fn is_before(day: u32, first: u32) -> bool {
    if day.is_multiple_of(100) { day / 100 < first / 100 } else { day < first }
}

/// Whether a day, or a month whose day is not known, lies after another day as a whole.
pub(super) fn is_after(day: u32, last: u32) -> bool {
    if day.is_multiple_of(100) { day / 100 > last / 100 } else { day > last }
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

/// Second of the day of an hour, minute and second; hours of the night after are let through.
pub(super) fn second_of(hour: u32, minute: u32, second: u32) -> Option<u32> {
    (hour < NIGHT_ENDS && minute < 60 && second < 61).then_some(hour * 3600 + minute * 60 + second.min(59))
}

/// A day as a number, when there is such a day in a believable year.
pub(super) fn packed_day(year: u32, month: u32, day: u32) -> Option<u32> {
    (believable(year) && is_day(year, month, day)).then_some(year * 10_000 + month * 100 + day)
}

/// Whether contacts can be of a year.
pub(super) fn believable(year: u32) -> bool {
    (1900..2200).contains(&year)
}

#[inline]
fn digits2(a: u8, b: u8) -> Option<u32> {
    let (a, b) = (a.wrapping_sub(b'0'), b.wrapping_sub(b'0'));
    (a < 10 && b < 10).then(|| u32::from(a) * 10 + u32::from(b))
}

/// ISO 8601: `2023-01-05`, with `T10:11` or ` 10:11:12` behind it, a fraction, and `Z` or an offset. The end
/// of a day may be written `24:00`.
#[inline]
pub(super) fn iso(text: &[u8]) -> Option<Read> {
    let date: &[u8; 10] = text.first_chunk()?;
    if date[4] != b'-' || date[7] != b'-' {
        return None;
    }
    let year = digits2(date[0], date[1])? * 100 + digits2(date[2], date[3])?;
    let (month, day) = (digits2(date[5], date[6])?, digits2(date[8], date[9])?);
    let day = packed_day(year, month, day)?;
    let (second, offset) = match text.get(10) {
        None => (NO_SECOND, NO_OFFSET),
        Some(b'T' | b't' | b' ') => clock(&text[11..])?,
        Some(_) => return None,
    };
    let within = second == NO_SECOND || second <= DAY_S;
    within.then_some(Read { stamp: Stamp { day, second }, offset, named: false })
}

/// `10:11`, `10:11:12`, `9:05`, with a fraction and `Z` or an offset: seconds of the day, and the offset.
#[inline]
pub(super) fn clock(text: &[u8]) -> Option<(u32, i32)> {
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
    let offset = if rest.is_empty() { NO_OFFSET } else { tail(rest)? };
    Some((second_of(hour, minute, second)?, offset))
}

/// What may stand behind a time: a fraction of a second, then nothing, `Z` or an offset.
pub(super) fn tail(text: &[u8]) -> Option<i32> {
    let rest = match text {
        [b'.' | b',', digits @ ..] => {
            let n = digits.iter().take_while(|b| b.is_ascii_digit()).count();
            if n == 0 {
                return None;
            }
            &digits[n..]
        }
        other => other,
    };
    match rest.trim_ascii_start() {
        [] => Some(NO_OFFSET),
        rest => offset(rest),
    }
}

/// `Z`, `+01:00`, `+0100`, `+01`, `UTC`, `GMT+1`, `CET`, with the name of the zone in brackets behind it:
/// seconds east of UTC.
pub(super) fn offset(text: &[u8]) -> Option<i32> {
    let named: [(&[u8], i32); 7] = [
        (b"UTC", 0),
        (b"GMT", 0),
        (b"CEST", 7200),
        (b"CET", 3600),
        (b"MESZ", 7200),
        (b"MEZ", 3600),
        (b"Z", 0),
    ];
    let known = named
        .iter()
        .find(|(name, _)| text.len() >= name.len() && text[..name.len()].eq_ignore_ascii_case(name));
    let (base, rest) = known.map_or((0, text), |(name, base)| (*base, &text[name.len()..]));
    let (sign, rest) = match rest {
        rest if known.is_some() && is_comment(rest) => return Some(base),
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] | [0xe2, 0x88, 0x92, rest @ ..] => (-1, rest),
        _ => return None,
    };
    let (hours, minutes, rest) = match rest {
        [a, b, b':', c, d, rest @ ..] => (digits2(*a, *b)?, digits2(*c, *d)?, rest),
        [a, b, c, d, rest @ ..] if c.is_ascii_digit() => (digits2(*a, *b)?, digits2(*c, *d)?, rest),
        [a, b, rest @ ..] if b.is_ascii_digit() => (digits2(*a, *b)?, 0, rest),
        [a, rest @ ..] if known.is_some() => (digits2(b'0', *a)?, 0, rest),
        _ => return None,
    };
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    (hours <= 15 && minutes < 60 && is_comment(rest)).then_some(base + sign * seconds)
}

/// Nothing, or the name of a zone in brackets.
fn is_comment(text: &[u8]) -> bool {
    matches!(text.trim_ascii(), [] | [b'[', .., b']'] | [b'(', .., b')'])
}
