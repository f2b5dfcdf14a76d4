//! What stands below the records: sums, averages, notes. They are no contacts.

use crate::base::{Finding, Place, fold};

use super::rules;

/// Rows at the end that are looked at.
pub(super) const END: usize = 8;

/// Words with which a row of sums or of averages begins.
const WORDS: [&str; 30] = [
    "totaal",
    "totalen",
    "eindtotaal",
    "subtotaal",
    "total",
    "totals",
    "totaux",
    "subtotal",
    "sous-total",
    "gesamt",
    "gesamtsumme",
    "gesamtergebnis",
    "insgesamt",
    "summe",
    "zwischensumme",
    "som",
    "sum",
    "somme",
    "grand total",
    "general total",
    "algemeen totaal",
    "total general",
    "gemiddelde",
    "gemiddeld",
    "average",
    "mean",
    "moyenne",
    "durchschnitt",
    "mittelwert",
    "mediaan",
];

/// What is known of a row near the end.
#[derive(Debug, Clone, Default)]
pub(super) struct Last {
    /// Whether it begins with a word for sums.
    sum: bool,
    /// Whether it has a moment of its own.
    moment: bool,
    /// Cells that have text.
    filled: usize,
    /// Whether an empty row stands above it.
    gap: bool,
}

impl Last {
    /// What is known of a row with these cells, `time` the column of the day.
    pub(super) fn of<'c>(cells: impl Iterator<Item = &'c [u8]>, time: usize, gap: bool) -> Self {
        let mut last = Self { gap, ..Self::default() };
        let mut moment: &[u8] = b"";
        let mut at_time = false;
        for (at, cell) in cells.enumerate() {
            let cell = cell.trim_ascii();
            if cell.is_empty() {
                continue;
            }
            if last.filled == 0 {
                last.sum = is_sum(cell);
                at_time = at == time;
            }
            last.filled += 1;
            if at == time {
                moment = cell;
            }
        }
        let begins = moment.first().is_some_and(u8::is_ascii_digit);
        let digits = last.filled > 1 && moment.iter().any(u8::is_ascii_digit);
        last.moment = (begins || digits) && !(last.sum && at_time);
        last
    }

    /// A row whose cell in the column of the day begins with a digit, which needs no further look.
    pub(super) fn record() -> Self {
        Self { moment: true, ..Self::default() }
    }
}

/// Whether a cell begins with a word for sums.
fn is_sum(cell: &[u8]) -> bool {
    let text = fold(&String::from_utf8_lossy(&cell[..cell.len().min(200)]));
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-');
    WORDS.iter().any(|word| text.strip_prefix(word).is_some_and(ends))
}

/// How many of the last rows are no records: sums, and notes behind an empty row. `width` is the number of
/// columns that have a name.
pub(super) fn count(last: &[Last], width: usize) -> usize {
    let is_note = |row: &Last| row.filled <= 1 && width >= 3;
    let belongs = |row: &Last| !row.moment && (row.sum || is_note(row));
    let begins = |row: &Last| row.sum || row.gap;
    let run = last.iter().rev().take_while(|row| belongs(row)).count();
    (1..=run).rev().find(|n| begins(&last[last.len() - n])).unwrap_or(0)
}

/// Tells of the rows that are left out.
pub(super) fn told(path: &str, lines: &[u64], sheet: Option<&str>) -> Option<Finding> {
    let first = *lines.first()?;
    let sheet = sheet.map_or_else(String::new, |s| format!(" of worksheet `{s}`"));
    let what = match lines.len() {
        1 => format!("a row of totals or a note at the end{sheet} is left out: it has no moment of its own"),
        n => format!("{n} rows of totals or notes at the end{sheet} are left out: they are no registrations"),
    };
    let hint = "take them out of the file, or leave them: the report tells how many rows are left out";
    Some(Finding::warning(rules::BELOW, what).at(Place::line(path, first)).hint(hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(cells: &[&str], gap: bool) -> Last {
        Last::of(cells.iter().map(|c| c.as_bytes()), 1, gap)
    }

    #[test]
    fn sums_and_notes_are_told_from_records() {
        let record = last(&["17", "2024-05-01 10:00", "chat", "5"], false);
        for (end, expected) in [
            (vec![last(&["Totaal", "", "", "676"], false)], 1),
            (vec![last(&["Total général :", "", "", "676"], true)], 1),
            (vec![last(&["", "Totaal 2024", "", "676"], false)], 1),
            (vec![last(&["Totaal", "", "", "6"], false), last(&["Gemiddelde", "", "", "6"], false)], 2),
            (vec![last(&["Totaal", "", "", "6"], true), last(&["* voorlopig", "", "", ""], true)], 2),
            (vec![last(&["Gemaakt door x", "", "", ""], true)], 1),
            (vec![last(&["Gemaakt door x", "", "", ""], false)], 0),
            (vec![last(&["Totaalweigeraar", "", "chat", "5"], false)], 0),
            (vec![last(&["Totaal", "2024-05-01", "chat", "5"], false)], 0),
            (vec![last(&["18", "", "chat", "5"], true)], 0),
            (vec![last(&["", "2024-05-01", "", ""], true)], 0),
        ] {
            let rows: Vec<Last> = std::iter::once(record.clone()).chain(end.clone()).collect();
            assert_eq!(count(&rows, 4), expected, "{end:?}");
        }
        assert_eq!(count(&[], 4), 0);
    }
}
