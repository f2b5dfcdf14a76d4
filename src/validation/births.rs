//! Ages that are reckoned from a date or a year of birth to the day of the contact.

use crate::base::Severity;
use crate::config::{Birth, ColumnMap, Decimal, plain};
use crate::intake::RawColumn;

use super::codes::{one_column, quoted, shown};
use super::memo::Memo;
use super::placing::Told;
use super::reader::Reader;
use super::rows::Rows;
use super::rules;
use super::stamp::{DAY_S, NO_OFFSET, Read, Stamp};
use super::swapped::{Orders, put_back};
use super::texts::Texts;
use super::vocabulary::Vocabulary;
use super::zone::Wall;

/// Says nothing; and, beside it, the code of what it leaves open.
const SILENT: u64 = 1 << 40;
const NONE: u64 = 1 << 41;
/// A century in the digits of a day.
const CENTURY: u64 = 1_000_000;
/// From this second on a day of birth, told as an instant of another zone, is the next day.
const EVENING: i64 = 75_600;

/// Days of birth of a column.
struct Births<'a> {
    birth: Birth,
    reader: Reader<'a>,
    texts: Texts<'a>,
    wall: Wall,
    /// Whether years have two digits.
    short: bool,
    swapped: bool,
}

impl Births<'_> {
    /// The day of a cell, or what it leaves open.
    fn read(&self, cell: &[u8], words: &Vocabulary) -> u64 {
        let text = self.texts.of(cell);
        if let Some(code) = words.silent(&text) {
            return SILENT | u64::from(code);
        }
        let day = match self.birth {
            Birth::Date => self.reader.moment(cell).map(|read| self.day(&read)),
            Birth::Year if self.short => short_year(&text).map(|year| year * 10_000),
            Birth::Year => year(&text).map(|year| year * 10_000),
        };
        day.map_or(NONE, u64::from)
    }

    /// The local day: with an offset a day of birth is the instant at which it begins.
    fn day(&self, read: &Read) -> u32 {
        let stamp = if self.swapped && !read.named { put_back(read.stamp) } else { read.stamp };
        let Some(written) = stamp.wall().filter(|_| read.offset != NO_OFFSET) else { return stamp.day };
        let local = self.wall.local(written - i64::from(read.offset));
        // Of days long ago not every program knows what the clock was.
        let late = local.rem_euclid(i64::from(DAY_S)) >= EVENING;
        Stamp::of_wall(if late { local + i64::from(DAY_S) } else { local }).day
    }

    /// The code of an age; nothing when there is none. A birth in two digits lies before the contact.
    fn age(&self, born: u64, day: u32, words: &Vocabulary) -> Option<u64> {
        // Years as the digits of two days tell them; a year of birth is reckoned to the end of the year.
        let day = u64::from(if self.birth == Birth::Year { day / 10_000 * 10_000 } else { day });
        let born = if self.short && born > day { born.checked_sub(CENTURY)? } else { born };
        let age = day.checked_sub(born)? / 10_000;
        words.band(age as f64).map(u64::from)
    }
}

/// The code of every row, from dates or years of birth; what cannot be reckoned is unclear and told.
pub(super) fn born(
    rows: &mut Rows,
    (map, birth): (&ColumnMap, Birth),
    words: &Vocabulary,
    days: &[u32],
) -> Option<Vec<u64>> {
    let column = one_column(rows, map)?;
    let births = Births {
        birth,
        reader: Reader::of(map, &rows.line.calendar.months),
        texts: Texts::new(map, rows.line),
        wall: Wall::new(rows.line.calendar.zone),
        short: is_short(rows, map, birth, column),
        swapped: map.moment.swapped == Some(true),
    };
    let open = birth == Birth::Date && half_swapped(rows, map, column, &births.reader);
    let mut memo = Memo::new();
    let mut odd = Vec::new();
    let mut codes = Vec::with_capacity(days.len());
    for (row, (cell, day)) in rows.raw.cells(column).iter().zip(days).enumerate() {
        let code = match memo.get(cell, |cell| births.read(cell, words)) {
            NONE => None,
            silent if silent & SILENT != 0 => Some(silent & !SILENT),
            _ if open => Some(words.unclear.into()),
            born => births.age(born, *day, words),
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

/// Whether years have two digits: by the format of dates; of years when all of them have.
fn is_short(rows: &Rows, map: &ColumnMap, birth: Birth, column: &RawColumn) -> bool {
    match birth {
        Birth::Date => {
            map.format.iter().chain(&map.moment.further).any(|f| f.contains("%y") || f.contains("%D"))
        }
        Birth::Year => {
            let mut years =
                rows.raw.cells(column).iter().filter(|c| !rows.line.silent.says_nothing(c)).peekable();
            years.peek().is_some()
                && years.all(|cell| std::str::from_utf8(cell).is_ok_and(|text| short_year(text).is_some()))
        }
    }
}

/// Asks about dates of birth that look half swapped; they are left out until it is said.
fn half_swapped(rows: &mut Rows, map: &ColumnMap, column: &RawColumn, reader: &Reader<'_>) -> bool {
    let mut orders = Orders::default();
    let cells = rows.raw.cells(column);
    let counted = (0..rows.verdict.len()).filter(|row| rows.counts(*row));
    counted.filter_map(|row| reader.moment(cells.get(row))).for_each(|read| orders.add(&read));
    if map.moment.swapped.is_some() || !orders.half_swapped() {
        return false;
    }
    let all = Told { rows: orders.rows(), first: None };
    let target = &map.target;
    rows.tell((Severity::Error, rules::SWAPPED_BIRTHS), column, all, || {
        let what = "the real dates of birth of this column lie on days 1 to 12, and its texts on days 13 to 31: a \
                    spreadsheet set to another order of day and month made dates of the first, with day and month \
                    swapped; left out until that is said";
        let hint = format!(
            "write `{target}: {{column: …, birth: date, swapped: true}}`, which swaps them back, and `swapped: false` if \
             they are right; better, import the export again with the column set to text"
        );
        (what.to_owned(), Some(hint))
    });
    true
}

/// A year of birth of two digits, in this century: the one before where the contact was earlier.
fn short_year(text: &str) -> Option<u32> {
    let digits = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse::<u32>().ok()).flatten().map(|year| 2000 + year)
}

/// A year of birth that can be one.
fn year(text: &str) -> Option<u32> {
    let number: f64 = plain(text, Decimal::Point).or_else(|| plain(text, Decimal::Comma))?.parse().ok()?;
    (number.fract() == 0.0 && (1870.0..2200.0).contains(&number)).then_some(number as u32)
}

#[cfg(test)]
mod tests {
    use super::{short_year, year};

    #[test]
    fn years_of_birth_are_whole_and_of_our_time() {
        assert_eq!(
            (year("1990"), year("1990.0"), year("1990,5"), year("90")),
            (Some(1990), Some(1990), None, None)
        );
        assert_eq!((short_year("65"), short_year("1965"), short_year("6")), (Some(2065), None, None));
    }
}
