//! Ages that are reckoned from a date or a year of birth to the day of the contact.

use crate::config::{Birth, ColumnMap, Decimal, plain};

use super::codes::{one_column, quoted, shown};
use super::memo::Memo;
use super::reader::Reader;
use super::rows::Rows;
use super::rules;
use super::texts::Texts;
use super::vocabulary::Vocabulary;

/// The code of every row, from dates or years of birth; what cannot be reckoned is unclear and told.
pub(super) fn born(
    rows: &mut Rows,
    (map, birth): (&ColumnMap, Birth),
    words: &Vocabulary,
    days: &[u32],
) -> Option<Vec<u64>> {
    /// Says nothing; and, beside it, the code of what it leaves open.
    const SILENT: u64 = 1 << 40;
    const NONE: u64 = 1 << 41;
    let column = one_column(rows, map)?;
    let texts = Texts::new(map, rows.line);
    let reader = Reader::of(map, &rows.line.calendar.months);
    let read = |cell: &[u8]| -> u64 {
        let text = texts.of(cell);
        if let Some(code) = words.silent(&text) {
            return SILENT | u64::from(code);
        }
        let day = match birth {
            Birth::Date => reader.moment(cell).map(|read| read.stamp.day),
            Birth::Year => year(&text).map(|year| year * 10_000),
        };
        day.map_or(NONE, u64::from)
    };
    let mut memo = Memo::new();
    let mut odd = Vec::new();
    let mut codes = Vec::with_capacity(days.len());
    for (row, (cell, day)) in rows.raw.cells(column).iter().zip(days).enumerate() {
        let code = match memo.get(cell, read) {
            NONE => None,
            silent if silent & SILENT != 0 => Some(silent & !SILENT),
            born => {
                // Years as the digits of two days tell them; a year of birth is reckoned to the end of the year.
                let day = if birth == Birth::Year { day / 10_000 * 10_000 } else { *day };
                let age = u64::from(day).checked_sub(born).map(|span| span / 10_000);
                age.and_then(|age| words.band(age as f64)).map(u64::from)
            }
        };
        if code.is_none() && *day != 0 {
            odd.push(row);
        }
        codes.push(code.unwrap_or(words.unclear.into()));
    }
    for row in odd {
        let text = shown(rows, map, column, row);
        rows.warn(row, rules::NO_BAND, column, || {
            let what = "gives no age that is believed and fits a band; counted as unclear";
            let hint = "correct the record, or name the `format:` of the dates of birth";
            (format!("{} {what}", quoted(&text)), Some(hint.to_owned()))
        });
    }
    Some(codes)
}

/// A year of birth that can be one.
fn year(text: &str) -> Option<u32> {
    let number: f64 = plain(text, Decimal::Point).or_else(|| plain(text, Decimal::Comma))?.parse().ok()?;
    (number.fract() == 0.0 && (1870.0..2200.0).contains(&number)).then_some(number as u32)
}

#[cfg(test)]
mod tests {
    use super::year;

    #[test]
    fn years_of_birth_are_whole_and_of_our_time() {
        assert_eq!(
            (year("1990"), year("1990.0"), year("1990,5"), year("90")),
            (Some(1990), Some(1990), None, None)
        );
    }
}
