//! Moments as people write them: a format's parts, names of months in four languages, hours before and
//! after noon.

use std::collections::BTreeMap;

use super::calendar_names::{is_weekday, month_of};
use super::stamp::{NO_OFFSET, offset, tail};
use crate::base::fold;

/// A year of two digits below this is of this century.
const CENTURY_TURNS: u32 = 69;

/// What makes a number the first, second, … of a month.
const ORDINALS: [&str; 9] = ["er", "e", "de", "ste", "st", "nd", "rd", "th", "eme"];

/// One part of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Literal(char),
    /// White space, any amount of any kind.
    Space,
    Year,
    /// Two digits.
    ShortYear,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    /// Hours, minutes (and seconds) without anything between them: so many numbers.
    Packed(usize),
    Noon,
    MonthName,
    WeekdayName,
    Offset,
}

/// What a text says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Fields {
    pub year: Option<u32>,
    pub month: Option<u32>,
    pub day: Option<u32>,
    pub hour: Option<u32>,
    pub minute: u32,
    pub second: u32,
    /// Seconds east of UTC.
    pub offset: Option<i32>,
}

/// The parts of a format; nothing when it has one that is not known here.
pub(super) fn parts(format: &str) -> Option<Vec<Part>> {
    let format = format
        .replace("%F", "%Y-%m-%d")
        .replace("%D", "%m/%d/%y")
        .replace("%T", "%H:%M:%S")
        .replace("%R", "%H:%M");
    let mut parts: Vec<Part> = Vec::new();
    let mut rest = format.chars().peekable();
    while let Some(c) = rest.next() {
        let part = match c {
            '%' => {
                while rest.next_if(|c| matches!(c, '-' | '_' | ':')).is_some() {}
                match rest.next()? {
                    'Y' => Part::Year,
                    'y' => Part::ShortYear,
                    'm' => Part::Month,
                    'd' | 'e' => Part::Day,
                    'H' | 'k' | 'I' | 'l' => Part::Hour,
                    'M' => Part::Minute,
                    'S' => Part::Second,
                    'p' | 'P' => Part::Noon,
                    'b' | 'B' | 'h' => Part::MonthName,
                    'a' | 'A' => Part::WeekdayName,
                    'z' | 'Z' => Part::Offset,
                    '%' => Part::Literal('%'),
                    _ => return None,
                }
            }
            c if c.is_whitespace() => Part::Space,
            c => Part::Literal(c),
        };
        match (parts.last_mut(), part) {
            (Some(Part::Space), Part::Space) => {}
            (Some(last @ Part::Hour), Part::Minute) => *last = Part::Packed(2),
            (Some(last @ Part::Packed(2)), Part::Second) => *last = Part::Packed(3),
            _ => parts.push(part),
        }
    }
    Some(parts)
}

/// Reads a text by the parts of a format. A fraction of a second, `Z` and offsets may stand behind a time.
pub(super) fn read(parts: &[Part], text: &str, months: &BTreeMap<String, u32>) -> Option<Fields> {
    let mut found = Fields::default();
    let mut after_noon = None;
    let mut rest = text.trim();
    for (at, part) in parts.iter().enumerate() {
        let next = parts.get(at + 1);
        rest = match part {
            Part::Literal(wanted) => literal(rest, *wanted)?,
            Part::Space => space(rest, next)?,
            Part::Year => number(rest, 4, 4, &mut found.year)?,
            Part::ShortYear => {
                let rest = number(rest, 2, 2, &mut found.year)?;
                found.year = found.year.map(|y| if y < CENTURY_TURNS { 2000 + y } else { 1900 + y });
                rest
            }
            Part::Month => number(rest, 1, 2, &mut found.month)?,
            Part::Day => without_ordinal(number(rest, 1, 2, &mut found.day)?, next),
            Part::Hour => number(rest, 1, 2, &mut found.hour)?,
            Part::Minute => clock_number(rest, &mut found.minute)?,
            Part::Second => without_fraction(clock_number(rest, &mut found.second)?, next),
            Part::Packed(numbers) => packed(rest, *numbers, &mut found)?,
            Part::Noon => {
                let (pm, rest) = noon(rest)?;
                after_noon = Some(pm);
                rest
            }
            Part::MonthName => month_name(rest, next, months, &mut found.month)?,
            Part::WeekdayName => weekday_name(rest)?,
            Part::Offset => {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                found.offset = Some(offset(&rest.as_bytes()[..end])?);
                &rest[end..]
            }
        };
    }
    let timed = matches!(parts.last(), Some(Part::Minute | Part::Second | Part::Packed(_)));
    // A fraction is one of a second.
    let fraction = rest.starts_with(['.', ',']);
    if fraction && !matches!(parts.last(), Some(Part::Second | Part::Packed(3))) {
        return None;
    }
    if !rest.trim().is_empty() {
        let behind = timed.then(|| tail(rest.as_bytes())).flatten()?;
        found.offset = Some(behind).filter(|o| *o != NO_OFFSET);
    }
    if let Some(pm) = after_noon {
        found.hour = Some(of_day(found.hour?, pm)?);
    }
    Some(found)
}

/// The hour of the day of an hour before or after noon.
pub(super) fn of_day(hour: u32, after_noon: bool) -> Option<u32> {
    match (hour, after_noon) {
        (12, false) => Some(0),
        (12, true) => Some(12),
        (0..12, false) => Some(hour),
        (0..12, true) => Some(hour + 12),
        // Some programs write 15:07 PM.
        (13..24, true) => Some(hour),
        _ => None,
    }
}

fn literal(rest: &str, wanted: char) -> Option<&str> {
    let mut chars = rest.chars();
    let found = chars.next()?;
    (found == wanted || found.to_lowercase().eq(wanted.to_lowercase())).then_some(chars.as_str())
}

fn space<'t>(rest: &'t str, next: Option<&Part>) -> Option<&'t str> {
    let trimmed = rest.trim_start();
    let optional = matches!(next, Some(Part::Noon));
    (trimmed.len() < rest.len() || optional).then_some(trimmed)
}

fn number<'t>(rest: &'t str, least: usize, most: usize, into: &mut Option<u32>) -> Option<&'t str> {
    let digits = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
    if digits < least {
        return None;
    }
    *into = rest[..digits].parse().ok();
    Some(&rest[digits..])
}

fn clock_number<'t>(rest: &'t str, into: &mut u32) -> Option<&'t str> {
    let mut found = None;
    let rest = number(rest, 1, 2, &mut found)?;
    *into = found?;
    Some(rest)
}

/// `2135`, `935` (whose zero a spreadsheet took away) and `5`: five past midnight.
fn packed<'t>(rest: &'t str, numbers: usize, into: &mut Fields) -> Option<&'t str> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 2 * numbers {
        return None;
    }
    let value: u32 = rest[..digits].parse().ok()?;
    let (value, second) = if numbers == 3 { (value / 100, value % 100) } else { (value, 0) };
    (into.hour, into.minute, into.second) = (Some(value / 100), value % 100, second);
    Some(&rest[digits..])
}

fn without_ordinal<'t>(rest: &'t str, next: Option<&Part>) -> &'t str {
    if !matches!(next, Some(Part::Space)) {
        return rest;
    }
    let end = rest.find(|c: char| !c.is_alphabetic() && c != 'º' && c != '°').unwrap_or(rest.len());
    let mark = &rest[..end];
    if mark == "º" || mark == "°" || ORDINALS.contains(&fold(mark).as_str()) { &rest[end..] } else { rest }
}

fn without_fraction<'t>(rest: &'t str, next: Option<&Part>) -> &'t str {
    let is_part = matches!(next, Some(Part::Literal('.' | ',')) | None);
    let digits = rest.strip_prefix(['.', ',']).map(|r| r.trim_start_matches(|c: char| c.is_ascii_digit()));
    match digits {
        Some(behind) if !is_part && behind.len() + 1 < rest.len() => behind,
        _ => rest,
    }
}

/// `AM`, `p.m.`, `pm`: whether it is after noon.
pub(super) fn noon(rest: &str) -> Option<(bool, &str)> {
    let rest = rest.trim_start();
    let mut letters = rest.char_indices().filter(|(_, c)| !matches!(c, '.' | ' ' | '\u{a0}' | '\u{202f}'));
    let (_, first) = letters.next()?;
    let (at, second) = letters.next()?;
    let pm = match (first.to_ascii_lowercase(), second.to_ascii_lowercase()) {
        ('a', 'm') => false,
        ('p', 'm') => true,
        _ => return None,
    };
    let rest = &rest[at + 1..];
    Some((pm, rest.strip_prefix('.').unwrap_or(rest)))
}

fn letters(rest: &str) -> (&str, &str) {
    let is_letter = |c: char| c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c);
    rest.split_at(rest.find(|c| !is_letter(c)).unwrap_or(rest.len()))
}

fn month_name<'t>(
    rest: &'t str,
    next: Option<&Part>,
    own: &BTreeMap<String, u32>,
    into: &mut Option<u32>,
) -> Option<&'t str> {
    let (word, rest) = letters(rest);
    *into = Some(month_of(word, own)?);
    // A full stop is part of an abbreviation, unless it is the one that the format has.
    Some(match rest.strip_prefix('.') {
        Some(behind) if next != Some(&Part::Literal('.')) || behind.starts_with('.') => behind,
        _ => rest,
    })
}

fn weekday_name(rest: &str) -> Option<&str> {
    let (word, rest) = letters(rest);
    is_weekday(word).then(|| rest.strip_prefix('.').unwrap_or(rest))
}
