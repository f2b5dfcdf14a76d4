//! Spans of numbers with units: ISO 8601, and as people and programs write them.

use crate::config::{Clue, clue};

use super::spans::{Manner, Signs, Span, number};

/// `pt1h2m3.5s`, `p1dt2h`, `p2w`: no years or months, unless there are none of them.
pub(super) fn iso(text: &str, manner: &Manner, signs: &mut Signs) -> Span {
    let body = &text[1..];
    let (date, time) = body.split_once('t').unwrap_or((body, ""));
    if date.is_empty() && time.is_empty() || body.ends_with('t') {
        return Span::None;
    }
    let mut seconds = 0.0;
    for (part, units) in [
        (date, &[('y', f64::NAN), ('m', f64::NAN), ('w', 604_800.0), ('d', 86_400.0)][..]),
        (time, &[('h', 3600.0), ('m', 60.0), ('s', 1.0)][..]),
    ] {
        let mut rest = part;
        for (unit, worth) in units {
            let Some((amount, behind)) = rest.split_once(*unit) else { continue };
            let amount = match open_number(amount, manner, signs) {
                Ok(Some(amount)) => amount,
                Ok(None) => return Span::EitherMark,
                Err(()) => return Span::None,
            };
            match (worth.is_nan(), amount == 0.0) {
                (true, true) => {}
                (true, false) => return Span::None,
                (false, _) => seconds += amount * worth,
            }
            rest = behind;
        }
        if !rest.is_empty() {
            return Span::None;
        }
    }
    Span::Seconds(seconds)
}

/// A number within a text: nothing when its marks leave it open, an error when it is none.
fn open_number(text: &str, manner: &Manner, signs: &mut Signs) -> Result<Option<f64>, ()> {
    let said = clue(text).ok_or(())?;
    signs.marks.add(said);
    match number(text, manner) {
        Some(number) => Ok(Some(number)),
        None if said == Clue::Either && manner.decimal.is_none() => Ok(None),
        None => Err(()),
    }
}

/// Seconds of the units of spans, by their words, folded.
const WORDS: &[(&str, f64)] = &[
    ("ms", 0.001),
    ("msec", 0.001),
    ("msecs", 0.001),
    ("millis", 0.001),
    ("milliseconds", 0.001),
    ("millisecond", 0.001),
    ("milliseconden", 0.001),
    ("millisecondes", 0.001),
    ("millisekunden", 0.001),
    ("s", 1.0),
    ("sec", 1.0),
    ("secs", 1.0),
    ("second", 1.0),
    ("seconds", 1.0),
    ("seconde", 1.0),
    ("seconden", 1.0),
    ("secondes", 1.0),
    ("sek", 1.0),
    ("sekunde", 1.0),
    ("sekunden", 1.0),
    ("\"", 1.0),
    ("''", 1.0),
    ("\u{2033}", 1.0),
    ("m", 60.0),
    ("min", 60.0),
    ("mins", 60.0),
    ("minute", 60.0),
    ("minutes", 60.0),
    ("minuut", 60.0),
    ("minuten", 60.0),
    ("mn", 60.0),
    ("'", 60.0),
    ("\u{2032}", 60.0),
    ("min.", 60.0),
    ("sec.", 1.0),
    ("h", 3600.0),
    ("hr", 3600.0),
    ("hrs", 3600.0),
    ("hour", 3600.0),
    ("hours", 3600.0),
    ("u", 3600.0),
    ("uur", 3600.0),
    ("uren", 3600.0),
    ("heure", 3600.0),
    ("heures", 3600.0),
    ("std", 3600.0),
    ("std.", 3600.0),
    ("stunde", 3600.0),
    ("stunden", 3600.0),
    ("d", 86_400.0),
    ("day", 86_400.0),
    ("days", 86_400.0),
    ("dag", 86_400.0),
    ("dagen", 86_400.0),
    ("j", 86_400.0),
    ("jour", 86_400.0),
    ("jours", 86_400.0),
    ("tag", 86_400.0),
    ("tage", 86_400.0),
    ("tagen", 86_400.0),
    ("w", 604_800.0),
    ("wk", 604_800.0),
    ("wks", 604_800.0),
    ("week", 604_800.0),
    ("weeks", 604_800.0),
    ("weken", 604_800.0),
    ("semaine", 604_800.0),
    ("semaines", 604_800.0),
    ("woche", 604_800.0),
    ("wochen", 604_800.0),
    ("u.", 3600.0),
];

/// Numbers with their units, the largest first: `1 h 20`, `2 days 3 hours`, `5'30"`.
pub(super) fn units(text: &str, manner: &Manner, signs: &mut Signs) -> Span {
    // `3600s (~1 hours)`
    let mut rest = text.split(" (").next().unwrap_or_default().trim();
    let (mut seconds, mut last) = (0.0, f64::INFINITY);
    while !rest.is_empty() {
        let Some((amount, worth, behind)) = amount(rest, last) else { return Span::None };
        match open_number(amount, manner, signs) {
            Ok(Some(number)) if worth < last => seconds += number * worth,
            Ok(None) => return Span::EitherMark,
            _ => return Span::None,
        }
        last = worth;
        rest = behind.trim_start_matches([' ', ',', '+']);
        rest = ["and ", "en ", "et ", "und "].into_iter().find_map(|w| rest.strip_prefix(w)).unwrap_or(rest);
    }
    if last.is_finite() { Span::Seconds(seconds) } else { Span::None }
}

/// The next number, what its unit is worth, and what stands behind. Without a unit of its own a number is of
/// the next smaller one: `1h20`.
fn amount(text: &str, last: f64) -> Option<(&str, f64, &str)> {
    let digits = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(text.len());
    let (mut number, mut rest) = text.split_at(digits);
    // `2 586 s`: spaces between groups of three.
    while let Some(group) = rest.strip_prefix(' ').and_then(|r| r.get(..3)) {
        if !group.bytes().all(|b| b.is_ascii_digit()) || rest[4..].starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        (number, rest) = text.split_at(number.len() + 4);
    }
    if number.is_empty() {
        return None;
    }
    let rest = rest.trim_start();
    let end = rest.find(|c: char| c.is_ascii_digit() || matches!(c, ' ' | ',' | '+')).unwrap_or(rest.len());
    let (word, behind) = rest.split_at(end);
    if word.is_empty() && behind.is_empty() && number.len() == 2 {
        let worth = if last == 3600.0 { 60.0 } else { 1.0 };
        return (last == 3600.0 || last == 60.0).then_some((number, worth, behind));
    }
    let worth = WORDS.iter().find(|(known, _)| *known == word).map(|(_, worth)| *worth)?;
    Some((number, worth, behind))
}
