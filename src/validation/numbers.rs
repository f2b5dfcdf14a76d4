//! Waiting times, durations and numbers of victims.
//!
//! Plain digits are read in one pass. What is written otherwise is worked out once per distinct text; where
//! that leaves a number with two readings, the column decides when all of it was seen, and asks when it cannot.

use std::collections::BTreeMap;

use crate::config::{Clock, Clue, Clues, ColumnMap, Decimal, Helpline, Quantity, Unit, clue, plain};
use crate::intake::RawColumn;

use super::between::{between, less};
use super::codes::one_column;
use super::memo::{Memo, each};
use super::registrations::{NONE_U32, UNREAD_U32};
use super::rows::Rows;
use super::spans::{Manner, Signs, Span, span};
use super::texts::Texts;
use super::unit_names;
use super::zone::Wall;

/// A cell that says nothing.
const MISSING: u64 = 1 << 40;
/// A text that is no number.
pub(super) const NO_NUMBER: u64 = 2 << 40;
/// A number that is not believed.
const TOO_MUCH: u64 = 3 << 40;
/// A span that ends before it begins.
pub(super) const NEGATIVE: u64 = 4 << 40;
/// Two numbers, by its marks.
pub(super) const EITHER_MARK: u64 = 5 << 40;
/// Hours and minutes, or minutes and seconds.
const EITHER_CLOCK: u64 = 6 << 40;

/// What the numbers of a column are.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    /// The largest that is believed.
    pub limit: u32,
    /// Time spans, which have units and colons; else whole numbers.
    pub timed: bool,
}

/// Types a column of numbers up to a limit; those that are there and cannot be read are [`UNREAD_U32`].
pub(super) fn numbers(rows: &mut Rows, map: &ColumnMap, wanted: Wanted, wall: &Wall) -> Option<Vec<u32>> {
    let named = if wanted.timed { unit_names::span(rows, map) } else { None };
    let map = named.as_ref().unwrap_or(map);
    let column = one_column(rows, map)?;
    let minus = map.quantity.minus.as_deref().filter(|minus| !minus.column.is_empty());
    if let Some(values) = minus.and_then(|minus| between(rows, map, (column, minus), wanted.limit, wall)) {
        return Some(values);
    }
    let texts = Texts::new(map, rows.line);
    let mut values = Typing { map, quantity: &map.quantity, texts, wanted }.read(rows, column);
    if wanted.timed && unit_names::of_no_length(rows, map) {
        values.iter_mut().filter(|v| **v != NONE_U32).for_each(|v| *v = UNREAD_U32);
    }
    Some(match minus {
        Some(minus) => less(rows, map, minus, values),
        None => values,
    })
}

/// One column while it is being typed.
pub(super) struct Typing<'m> {
    pub map: &'m ColumnMap,
    pub quantity: &'m Quantity,
    pub texts: Texts<'m>,
    pub wanted: Wanted,
}

impl Typing<'_> {
    /// Types the cells of a column.
    pub(super) fn read(&self, rows: &mut Rows, column: &RawColumn) -> Vec<u32> {
        let mut manner = manner(self.quantity, rows.map.decimal);
        let mut signs = Signs::default();
        let (mut values, mut odd) = self.first(rows, column, &manner, &mut signs);
        if odd.iter().any(|(_, code)| is_open(*code)) {
            self.decide(rows, &column.name, &mut manner, &signs);
            let cells = rows.raw.cells(column);
            let mut memo = Memo::new();
            for (row, code) in odd.iter_mut().filter(|(_, code)| is_open(*code)) {
                *code = memo.get(cells.get(*row), |cell| self.work(cell, &manner, &mut signs));
                values[*row] = stored(*code);
            }
            let open: Vec<(usize, u64)> = odd.iter().copied().filter(|(_, code)| is_open(*code)).collect();
            let filled = values.iter().filter(|v| **v != NONE_U32).count();
            // So few of many change no median: the others count.
            let few = open.len() * 100 <= filled;
            if let Some(&(row, code)) = open.first() {
                self.ask(rows, column, (row, code, open.len()), few);
            }
            if !open.is_empty() && !few {
                rows.asked.insert(self.map.target.clone());
                values.iter_mut().filter(|v| **v != NONE_U32).for_each(|v| *v = UNREAD_U32);
            }
        }
        for (row, code) in odd.into_iter().filter(|(_, code)| (NO_NUMBER..EITHER_MARK).contains(code)) {
            self.tell(rows, column, row, code);
        }
        values
    }

    /// All cells once: plain digits at their worth, other texts as far as each tells by itself.
    fn first(
        &self,
        rows: &Rows,
        column: &RawColumn,
        manner: &Manner,
        signs: &mut Signs,
    ) -> (Vec<u32>, Vec<(usize, u64)>) {
        let marked =
            matches!(self.quantity.clock, Some(Clock::MarkedMinutesSeconds | Clock::MarkedHoursMinutes));
        let quick = !self.texts.has_digits() && !marked;
        let (times, over) = self.scale();
        let digits = |cell: &[u8]| {
            let digits = if quick { whole(cell) } else { None };
            let value = digits.map(|digits| (digits.saturating_mul(times) + over / 2) / over);
            value.filter(|value| *value <= self.wanted.limit).map(u64::from)
        };
        let mut odd = Vec::new();
        let mut values = Vec::with_capacity(rows.verdict.len());
        let work = |cell: &[u8]| self.work(cell, manner, signs);
        each(rows.raw.cells(column), digits, work, |row, value| {
            if value > MISSING {
                odd.push((row, value));
            }
            values.push(stored(value));
        });
        (values, odd)
    }

    /// By what plain digits are multiplied, and divided.
    fn scale(&self) -> (u32, u32) {
        if !self.wanted.timed {
            return (1, 1);
        }
        match self.quantity.unit {
            Some(Unit::Milliseconds) => (1, 1000),
            Some(Unit::Minutes) => (60, 1),
            Some(Unit::Hours) => (3600, 1),
            Some(Unit::Days) => (86_400, 1),
            Some(Unit::Weeks) => (604_800, 1),
            _ => (1, 1),
        }
    }

    /// What a text is.
    fn work(&self, cell: &[u8], manner: &Manner, signs: &mut Signs) -> u64 {
        let text = self.texts.of(cell);
        if self.texts.silence(&text).is_some() {
            return MISSING;
        }
        let number = if self.wanted.timed {
            match span(&text, manner, signs) {
                Span::Seconds(seconds) => seconds.round(),
                Span::EitherMark => return EITHER_MARK,
                Span::EitherClock => return EITHER_CLOCK,
                Span::None => return NO_NUMBER,
            }
        } else {
            match count(&text) {
                Some(number) => number,
                None => return NO_NUMBER,
            }
        };
        match number {
            number if number < 0.0 => NEGATIVE,
            number if number > f64::from(self.wanted.limit) => TOO_MUCH,
            number if number.is_finite() => number as u64,
            _ => NO_NUMBER,
        }
    }

    /// Decides what single cells left open, from the whole column and then from the other columns.
    fn decide(&self, rows: &Rows, name: &str, manner: &mut Manner, signs: &Signs) {
        manner.clock = manner.clock.or_else(|| clock_of(name)).or_else(|| signs.clock(self.wanted.limit));
        if manner.decimal.is_none() && !signs.marks.disagree() {
            manner.decimal = signs.marks.mark().or_else(|| marks_of_file(rows).mark());
        }
    }
}

/// What two parts are where the name of the column says so: `Duur (u:mm)`, `talk time mm:ss`.
fn clock_of(name: &str) -> Option<Clock> {
    let name = crate::base::fold(name);
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if says(&["m:ss", "min:sec", "m:s)"]) && !says(&["h:m", "u:m"]) {
        return Some(Clock::MinutesSeconds);
    }
    (says(&["h:mm", "hh:mm", "u:mm", "uu:mm"]) && !says(&[":ss", ":sec"])).then_some(Clock::HoursMinutes)
}

fn is_open(code: u64) -> bool {
    code >= EITHER_MARK
}

/// As it stands in the typed column.
fn stored(code: u64) -> u32 {
    match code {
        MISSING => NONE_U32,
        code if code > MISSING => UNREAD_U32,
        code => u32::try_from(code).unwrap_or(UNREAD_U32),
    }
}

/// How the texts of a column are read as long as only its settings are known.
pub(super) fn manner(quantity: &Quantity, of_file: Option<Decimal>) -> Manner {
    Manner {
        decimal: quantity.decimal.or(of_file),
        clock: quantity.clock,
        seconds: quantity.unit.map_or(1.0, Unit::seconds),
    }
}

/// A number of persons: a mark with three zeros behind it can only be one of decimals.
fn count(text: &str) -> Option<f64> {
    let mark = match clue(text)? {
        Clue::Comma => Decimal::Comma,
        Clue::Either if text.contains(',') => Decimal::Comma,
        _ => Decimal::Point,
    };
    plain(text, mark)?.parse().ok().filter(|n: &f64| n.fract() == 0.0)
}

/// Whether a number of a correction has two readings: another writer than that of the registrations wrote it, so
/// that their column does not decide.
pub(super) fn two_readings(values: &BTreeMap<String, String>, line: &Helpline) -> bool {
    let columns = || line.files.iter().flat_map(|file| &file.columns);
    values.iter().filter(|(target, _)| ["wait_s", "duration_s"].contains(&target.as_str())).any(
        |(target, text)| {
            let clock = columns().filter(|c| c.target == *target).find_map(|c| c.quantity.clock);
            let manner = Manner { decimal: None, clock, seconds: 1.0 };
            let read = span(&crate::base::fold(text), &manner, &mut Signs::default());
            matches!(read, Span::EitherMark | Span::EitherClock)
        },
    )
}

/// What all numbers of a file say about its marks.
fn marks_of_file(rows: &Rows) -> Clues {
    let mut signs = Signs::default();
    for map in &rows.map.columns {
        let banded = |d: &crate::config::Dimension| d.codes.codes.iter().any(|c| c.band.is_some());
        let timed = map.target == "wait_s" || map.target == "duration_s";
        if !timed && map.target != "victims" && !rows.line.dimension(&map.target).is_some_and(banded) {
            continue;
        }
        let minus = map.quantity.minus.iter().map(|minus| minus.column.clone());
        for names in map.names().into_iter().chain(minus) {
            let Some(column) = rows.raw.column(&names) else { continue };
            let texts = Texts::new(map, rows.line);
            let manner = manner(&map.quantity, None);
            let mut memo = Memo::new();
            for cell in rows.raw.cells(column).iter().filter(|cell| whole(cell).is_none()) {
                memo.get(cell, |cell| {
                    let text = texts.of(cell);
                    if texts.silence(&text).is_none() {
                        span(&text, &manner, &mut signs);
                    }
                    0
                });
            }
        }
    }
    signs.marks
}

/// Plain digits, the usual case.
#[inline]
pub(super) fn whole(cell: &[u8]) -> Option<u32> {
    if cell.is_empty() || cell.len() > 9 {
        return None;
    }
    let mut value = 0;
    for &byte in cell {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value * 10 + u32::from(digit);
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::{clock_of, count, whole};
    use crate::config::Clock;

    #[test]
    fn plain_digits_only() {
        assert_eq!(whole(b"0120"), Some(120));
        for text in [&b""[..], b"-1", b"1.0", b"1234567890", b"1 2"] {
            assert_eq!(whole(text), None);
        }
    }

    #[test]
    fn a_name_can_say_what_two_parts_are() {
        for (name, clock) in [
            ("Duur (u:mm)", Some(Clock::HoursMinutes)),
            ("Duration hh:mm", Some(Clock::HoursMinutes)),
            ("Talk time (MM:SS)", Some(Clock::MinutesSeconds)),
            ("Duur (h:mm:ss)", None),
            ("duration", None),
        ] {
            assert_eq!(clock_of(name), clock, "{name}");
        }
    }

    #[test]
    fn persons_are_whole() {
        for (text, number) in
            [("2", Some(2.0)), ("2.0", Some(2.0)), ("2,000", Some(2.0)), ("1 000", Some(1000.0))]
        {
            assert_eq!(count(text), number, "{text}");
        }
        for text in ["1.5", "1.234", "nan", "inf", "two"] {
            assert_eq!(count(text), None, "{text}");
        }
    }
}
