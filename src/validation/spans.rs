//! Time spans as people and programs write them.
//!
//! A text is a plain number (in the unit of its column), parts with colons (`h:mm:ss`, `d.hh:mm:ss`,
//! `1 days 02:03:04`), an ISO 8601 duration (`PT1H2M3.5S`) or numbers with units (`1h 20m`, `90 s`). Texts
//! come folded. A text of two parts, and a number that its marks leave open, are for the column to decide.

use crate::config::{Clock, Clue, Clues, Decimal, clue, plain};

use super::span_units::{iso, units};

/// How the texts of a column are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    /// The mark before decimals, once known.
    pub decimal: Option<Decimal>,
    /// What two parts are, once known.
    pub clock: Option<Clock>,
    /// Seconds of a plain number's unit.
    pub seconds: f64,
}

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Span {
    /// So many seconds.
    Seconds(f64),
    /// Two numbers, by its marks.
    EitherMark,
    /// Hours and minutes, or minutes and seconds.
    EitherClock,
    /// Neither a span nor a number.
    None,
}

/// What the texts of a column say together.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Signs {
    /// Of marks.
    pub marks: Clues,
    /// A text of three parts, the first of them not zero.
    pub with_hours: bool,
    /// A text of three parts, the first of them zero: hours are always written.
    pub zero_hours: bool,
    /// Two parts with a fraction: the second are seconds.
    pub fraction: bool,
    /// The largest first one of two parts.
    pub first: u32,
}

impl Signs {
    /// What two parts are, when the others show it: hours and minutes that would be longer than `limit`
    /// seconds are minutes and seconds, and so are two parts where hours are written when there are any.
    pub(super) fn clock(&self, limit: u32) -> Option<Clock> {
        let shown = self.with_hours && !self.zero_hours;
        let beyond = u64::from(self.first) * 3600 > u64::from(limit);
        (shown || beyond || self.fraction).then_some(Clock::MinutesSeconds)
    }
}

/// Reads a text and takes in what it says of its column.
pub(super) fn span(text: &str, manner: &Manner, signs: &mut Signs) -> Span {
    if let Some(said) = clue(text) {
        if let Some(worth) = marked_worth(manner) {
            return marked(text).map_or(Span::None, |minutes| Span::Seconds(minutes * worth));
        }
        signs.marks.add(said);
        return match number(text, manner) {
            Some(number) => Span::Seconds(number * manner.seconds),
            None if manner.decimal.is_none() => Span::EitherMark,
            None => Span::None,
        };
    }
    let (sign, body) = sign(text);
    let read = if body.starts_with('p') {
        iso(body, manner, signs)
    } else if body.contains(':') {
        return parts(text, manner, signs);
    } else {
        units(body, manner, signs)
    };
    match read {
        Span::Seconds(seconds) => Span::Seconds(sign * seconds),
        other => other,
    }
}

/// Seconds of what stands behind a mark that separates minutes and seconds, or hours and minutes.
fn marked_worth(manner: &Manner) -> Option<f64> {
    match manner.clock? {
        Clock::MarkedMinutesSeconds => Some(1.0),
        Clock::MarkedHoursMinutes => Some(60.0),
        _ => None,
    }
}

/// `12,45` as sixtieths: 765.
fn marked(text: &str) -> Option<f64> {
    let (first, last) = text.split_once([',', '.']).unwrap_or((text, "00"));
    // A spreadsheet takes the zero behind 12,50 away.
    let last = if last.len() == 1 { format!("{last}0") } else { last.to_owned() };
    Some(whole(first)? * 60.0 + below(&last, 60.0)?)
}

/// The number of a text that is one; nothing when its marks leave it open.
pub(super) fn number(text: &str, manner: &Manner) -> Option<f64> {
    let mark = match clue(text)? {
        Clue::Comma => Decimal::Comma,
        Clue::Point | Clue::Plain => Decimal::Point,
        Clue::Either => manner.decimal?,
    };
    // A column that was said or shown to have one mark does not have the other.
    if manner.decimal.is_some_and(|decimal| decimal != mark) && clue(text) != Some(Clue::Plain) {
        return None;
    }
    plain(text, mark)?.parse().ok().filter(|n: &f64| n.is_finite())
}

fn sign(text: &str) -> (f64, &str) {
    match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1.0, rest.trim_start()),
        None => (1.0, text.strip_prefix('+').unwrap_or(text).trim_start()),
    }
}

/// A run of digits that is no longer than any span.
fn whole(text: &str) -> Option<f64> {
    let good = !text.is_empty() && text.len() <= 7 && text.bytes().all(|b| b.is_ascii_digit());
    good.then(|| text.parse().ok()).flatten()
}

/// Two digits (or one, when it is the first) below 60, or below 24.
fn below(text: &str, limit: f64) -> Option<f64> {
    whole(text).filter(|n| *n < limit && text.len() == 2)
}

/// Seconds with an optional fraction behind either mark.
fn second(text: &str) -> Option<(f64, bool)> {
    let (seconds, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let seconds = below(seconds, 60.0)?;
    if fraction.is_empty() {
        return (!text.ends_with(['.', ','])).then_some((seconds, false));
    }
    let good = fraction.len() <= 9 && fraction.bytes().all(|b| b.is_ascii_digit());
    let fraction: f64 = good.then(|| format!("0.{fraction}").parse().ok()).flatten()?;
    Some((seconds + fraction, true))
}

/// Parts with colons, with days before them or without.
fn parts(text: &str, manner: &Manner, signs: &mut Signs) -> Span {
    let (days, clock) = match days_before(text) {
        Some((days, clock)) => (Some(days), clock),
        None => (None, text),
    };
    let (sign, clock) = sign(clock);
    let read = match days {
        Some(days) => within_a_day(clock).map(|seconds| Span::Seconds(days * 86_400.0 + sign * seconds)),
        None => bare(clock, sign, manner, signs),
    };
    read.unwrap_or(Span::None)
}

/// `1 days `, `-1 day, ` (of data frames and scripts), `1 ` or the day on which spreadsheets begin, and what
/// stands behind it.
fn days_before(text: &str) -> Option<(f64, &str)> {
    // Half past twelve as the moment of a day that never was.
    for zero in ["1899-12-30", "1900-01-00"] {
        if let Some(clock) = text.strip_prefix(zero) {
            return Some((0.0, clock.strip_prefix(['t', ' '])?));
        }
    }
    let (first, rest) = text.split_once(' ')?;
    let (sign, digits) = sign(first);
    let days = sign * whole(digits)?;
    let Some((word, clock)) = rest.split_once(' ') else { return Some((days, rest)) };
    match word.trim_end_matches(',') {
        "day" | "days" | "dag" | "dagen" | "jour" | "jours" | "tag" | "tage" => Some((days, clock)),
        // `12:10:00 am` has no days before it.
        _ => None,
    }
}

/// `hh:mm:ss` or `hh:mm` of less than a day.
fn within_a_day(clock: &str) -> Option<f64> {
    let mut parts = clock.split(':');
    let hours = whole(parts.next()?).filter(|h| *h < 24.0)?;
    let minutes = below(parts.next()?, 60.0)?;
    let (seconds, _) = parts.next().map_or(Some((0.0, false)), second)?;
    parts.next().is_none().then_some(hours * 3600.0 + minutes * 60.0 + seconds)
}

fn bare(clock: &str, sign: f64, manner: &Manner, signs: &mut Signs) -> Option<Span> {
    if let Some((clock, half)) = half_day(clock) {
        let seconds = within_a_day(clock).filter(|s| (3600.0..46_800.0).contains(s))?;
        return Some(Span::Seconds(seconds % 43_200.0 + half));
    }
    let parts: Vec<&str> = clock.split(':').map(str::trim).collect();
    let seconds = match parts[..] {
        // Days and hours: `3.04:15:00`.
        [first, minutes, seconds] if first.contains('.') => {
            let (days, hours) = first.split_once('.')?;
            days_and(whole(days)?, hours, minutes, seconds)?
        }
        [days, hours, minutes, seconds] => days_and(whole(days)?, hours, minutes, seconds)?,
        [first, last, zero] if manner.clock == Some(Clock::TypedMinutesSeconds) => {
            second(zero).filter(|(seconds, _)| *seconds == 0.0)?;
            whole(first)? * 60.0 + below(last, 60.0)?
        }
        [hours, minutes, seconds] => {
            let hours = whole(hours)?;
            signs.with_hours |= hours > 0.0;
            signs.zero_hours |= hours == 0.0;
            hours * 3600.0 + below(minutes, 60.0)? * 60.0 + second(seconds)?.0
        }
        [first, last] => return two(whole(first)?, second(last)?, sign, manner, signs),
        _ => return None,
    };
    Some(Span::Seconds(sign * seconds))
}

/// A time of the day in two halves, as which spreadsheets in English show a span: `12:10:00 am` is ten minutes.
fn half_day(clock: &str) -> Option<(&str, f64)> {
    let (clock, half) = match clock.strip_suffix("am") {
        Some(clock) => (clock, 0.0),
        None => (clock.strip_suffix("pm")?, 43_200.0),
    };
    Some((clock.trim_end(), half))
}

fn days_and(days: f64, hours: &str, minutes: &str, seconds: &str) -> Option<f64> {
    let hours = below(hours, 24.0)?;
    Some(days * 86_400.0 + hours * 3600.0 + below(minutes, 60.0)? * 60.0 + second(seconds)?.0)
}

fn two(
    first: f64,
    (last, fraction): (f64, bool),
    sign: f64,
    manner: &Manner,
    signs: &mut Signs,
) -> Option<Span> {
    signs.fraction |= fraction;
    signs.first = signs.first.max(first as u32);
    let clock = if fraction { Some(Clock::MinutesSeconds) } else { manner.clock };
    Some(match clock {
        Some(Clock::MinutesSeconds | Clock::TypedMinutesSeconds | Clock::MarkedMinutesSeconds) => {
            Span::Seconds(sign * (first * 60.0 + last))
        }
        Some(Clock::HoursMinutes | Clock::MarkedHoursMinutes) => {
            Span::Seconds(sign * (first * 60.0 + last) * 60.0)
        }
        None => Span::EitherClock,
    })
}
