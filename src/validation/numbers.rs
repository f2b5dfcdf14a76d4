//! Waiting times, durations and numbers of victims.

use crate::config::ColumnMap;
use crate::diagnostics::{Place, Severity};

use super::codes::{one_column, quoted, shown};
use super::memo::Memo;
use super::registrations::NONE_U32;
use super::rows::Rows;
use super::rules;

/// A cell that says nothing.
const MISSING: u64 = 1 << 40;
/// A text that is no number.
const NO_NUMBER: u64 = 2 << 40;
/// A number that is not believed.
const TOO_MUCH: u64 = 3 << 40;

/// Fewest durations of which can be said that they look like minutes.
const ENOUGH: usize = 20;

/// Types a column of whole numbers up to a limit; times may be written as `h:mm:ss`.
pub(super) fn numbers(rows: &mut Rows, map: &ColumnMap, limit: u32, times: bool) -> Option<Vec<u32>> {
    let column = one_column(rows, map)?;
    let mut memo = Memo::new();
    let mut odd = Vec::new();
    let mut values = Vec::with_capacity(rows.verdict.len());
    for (row, cell) in rows.raw.cells(column).iter().enumerate() {
        let value = match whole(cell).map(|value| value.saturating_mul(map.seconds)) {
            Some(value) if value <= limit => u64::from(value),
            _ => memo.get(cell, |cell| slow(cell, map, limit, times)),
        };
        if value > MISSING {
            odd.push((row, value));
        }
        values.push(if value >= MISSING { NONE_U32 } else { value as u32 });
    }
    for (row, value) in odd {
        let text = shown(rows, map, column, row);
        let (code, what) = if value == NO_NUMBER {
            (rules::NO_NUMBER, "is no number; counted as missing".to_owned())
        } else {
            (rules::IMPLAUSIBLE, format!("is not between 0 and {limit}; counted as missing"))
        };
        rows.warn(row, code, column, || {
            let hint = "correct the record, or the limit under `plausible:` in helpline.yaml";
            (format!("{} {what}", quoted(&text)), Some(hint.to_owned()))
        });
    }
    Some(values)
}

/// Warns of a column of conversations that are all so short that it will hold minutes.
pub(super) fn look_like_minutes(rows: &mut Rows, map: &ColumnMap, values: &[u32]) {
    let Some(column) = one_column(rows, map).filter(|_| map.seconds == 1) else { return };
    let cells = rows.raw.cells(column);
    let plain = |row: usize| !cells.get(row).contains(&b':');
    let given: Vec<usize> = (0..values.len())
        .filter(|row| rows.counts(*row) && values[*row] != NONE_U32 && plain(*row))
        .collect();
    let short = given.iter().filter(|row| values[**row] < 60).count();
    let Some(first) = given.first().filter(|_| given.len() >= ENOUGH && 2 * short > given.len()) else {
        return;
    };
    let place = Place::at(rows.raw.file.path.as_str(), rows.raw.line(*first), column.number);
    rows.notes.add(Severity::Warning, rules::MINUTES, place, || {
        let what = "half of the conversations in this column are shorter than a minute when read as seconds";
        let hint = "where the column holds minutes, write `duration_s: {column: …, unit: minutes}`";
        (what.to_owned(), Some(hint.to_owned()))
    });
}

/// Plain digits, the usual case.
#[inline]
fn whole(cell: &[u8]) -> Option<u32> {
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

fn slow(cell: &[u8], map: &ColumnMap, limit: u32, times: bool) -> u64 {
    let text = crate::diagnostics::fold(&String::from_utf8_lossy(cell));
    let recoded = map.values.iter().find(|(from, _)| crate::diagnostics::fold(from) == text);
    let text = recoded.map_or(text.as_str(), |(_, to)| to.trim());
    if matches!(text, "" | "onbekend" | "unknown" | "onduidelijk" | "unclear") {
        return MISSING;
    }
    let number: Option<f64> = if times && text.contains(':') {
        clock(text)
    } else {
        text.replace(',', ".").parse().ok().map(|n: f64| n * f64::from(map.seconds))
    };
    match number {
        Some(number) if number < 0.0 || number.round() > f64::from(limit) => TOO_MUCH,
        Some(number) if number.is_finite() => number.round() as u64,
        _ => NO_NUMBER,
    }
}

/// Seconds of `m:ss` or `h:mm:ss`.
fn clock(text: &str) -> Option<f64> {
    let mut seconds = 0.0;
    let mut parts = 0;
    for part in text.split(':') {
        let value: f64 = part.trim().replace(',', ".").parse().ok()?;
        if value < 0.0 || (parts > 0 && value >= 60.0) {
            return None;
        }
        seconds = seconds * 60.0 + value;
        parts += 1;
    }
    (parts <= 3).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::{clock, whole};

    #[test]
    fn durations_are_read_from_the_right() {
        assert_eq!(clock("2:05"), Some(125.0));
        assert_eq!(clock("1:00:00"), Some(3600.0));
        assert_eq!(clock("1:60"), None);
        assert_eq!(clock("1:2:3:4"), None);
    }

    #[test]
    fn plain_digits_only() {
        assert_eq!(whole(b"0120"), Some(120));
        for text in [&b""[..], b"-1", b"1.0", b"1234567890", b"1 2"] {
            assert_eq!(whole(text), None);
        }
    }
}
