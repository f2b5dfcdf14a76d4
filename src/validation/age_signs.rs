//! Ages that are believed one by one and look wrong together: a letter for the sex behind them, one number that
//! stands for no answer.

use std::collections::BTreeMap;

use crate::base::{Place, Severity, fold};
use crate::config::ColumnMap;
use crate::intake::RawColumn;

use super::rows::Rows;
use super::rules;
use super::texts::Texts;
use super::vocabulary::Vocabulary;

/// Fewest ages of which can be said that they look wrong.
const ENOUGH: usize = 5;
/// Months of an age that people still tell in months.
const MONTHS: u32 = 36;
/// Letters behind an age that are a sex and no unit, folded.
const SEXES: [&str; 6] = ["v", "f", "x", "h", "vr", "man"];

/// What is doubted of a column of ages, row by row.
pub(super) fn doubted(
    rows: &mut Rows,
    map: &ColumnMap,
    column: &RawColumn,
    words: &Vocabulary,
) -> Vec<usize> {
    let quantity = &map.quantity;
    if quantity.birth.is_some() || quantity.unit_column.is_some() {
        return Vec::new();
    }
    let mut rows_of = letters(rows, map, column);
    if quantity.unit.is_none() {
        rows_of.extend(heaps(rows, map, column, words));
    }
    rows_of
}

/// `34` and `m` of `34M`, folded.
fn lettered(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, letter) = (text[..end].parse().ok()?, text[end..].trim());
    Some((number, letter))
}

/// `34M` beside `28V`, or a man of fifty months.
fn letters(rows: &mut Rows, map: &ColumnMap, column: &RawColumn) -> Vec<usize> {
    if map.quantity.units.contains_key("m") {
        return Vec::new();
    }
    let cells = rows.raw.cells(column);
    let (mut months, mut sexes, mut old) = (Vec::new(), 0, 0);
    for row in (0..rows.verdict.len()).filter(|row| rows.counts(*row)) {
        let cell = cells.get(row);
        // Nearly all ages are digits only.
        if cell.last().is_none_or(|last| !last.is_ascii_alphabetic()) {
            continue;
        }
        let text = fold(&String::from_utf8_lossy(cell));
        match lettered(&text) {
            Some((number, "m")) => {
                months.push(row);
                old += usize::from(number > MONTHS);
            }
            Some((_, letter)) => sexes += usize::from(SEXES.contains(&letter)),
            None => {}
        }
    }
    let odd = sexes * 10 >= months.len() && sexes > 0 || old >= ENOUGH && old * 5 > months.len();
    let Some(&first) = months.first().filter(|_| odd) else { return Vec::new() };
    let target = &map.target;
    let place = Place::at(rows.raw.file.path.as_str(), rows.raw.line(first), column.number);
    rows.notes.add(Severity::Error, rules::LETTERS, place, || {
        let what = format!(
            "the letter M stands behind {} numbers of this column: months, or the sex of people of so many years; left out \
             until that is said",
            months.len()
        );
        let hint = format!(
            "where it is the sex, write `{target}: {{column: …, units: {{M: years, V: years, F: years}}}}`; where it is \
             months, `units: {{M: months}}`"
        );
        (what, Some(hint))
    });
    months
}

/// Numbers that programs and people write for no answer.
const NO_ANSWER: [u32; 4] = [0, 98, 99, 100];

/// One age that far more have than those beside it.
fn heaps(rows: &mut Rows, map: &ColumnMap, column: &RawColumn, words: &Vocabulary) -> Vec<usize> {
    let texts = Texts::new(map, rows.line);
    let cells = rows.raw.cells(column);
    let mut ages: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut all = 0;
    for row in (0..rows.verdict.len()).filter(|row| rows.counts(*row)) {
        let cell = cells.get(row);
        if let Some(age) = super::numbers::whole(cell).filter(|_| cell.len() < 4) {
            all += 1;
            if NO_ANSWER.contains(&age) || (1..=4).contains(&age) || (88..=97).contains(&age) {
                ages.entry(age).or_default().push(row);
            }
        }
    }
    let count = |age: u32| ages.get(&age).map_or(0, Vec::len);
    let beside = |age: u32| match age {
        0 => (1..=4).map(count).max().unwrap_or(0),
        _ => (88..=97).map(count).max().unwrap_or(0),
    };
    let mut found = Vec::new();
    for age in NO_ANSWER {
        let Some(same) = ages.get(&age) else { continue };
        let heap = same.len() >= 2 * ENOUGH && same.len() * 50 >= all && same.len() > 6 * (beside(age) + 1);
        let text = age.to_string();
        // Of a list with codes the number may be one; what is recoded or a word that says nothing is known.
        let known =
            texts.recoded().any(|own| *own == text) || texts.silence(&text).is_some() || words.knows(&text);
        let Some(&first) = same.first().filter(|_| heap && !known) else { continue };
        let target = &map.target;
        let place = Place::at(rows.raw.file.path.as_str(), rows.raw.line(first), column.number);
        rows.notes.add(Severity::Error, rules::ZEROS, place, || {
            let what = format!(
                "{} of {all} ages in this column are exactly {age}, and hardly any lies beside it: it may stand for no \
                 answer; left out until that is said",
                same.len()
            );
            let hint = format!(
                "where it does, write `{target}: {{column: …, values: {{\"{age}\": unknown}}}}`; where they are that old, \
                 `values: {{\"{age}\": \"{age}\"}}`"
            );
            (what, Some(hint))
        });
        found.extend(same);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::lettered;

    #[test]
    fn letters_behind_ages() {
        assert_eq!(lettered("34m"), Some((34, "m")));
        assert_eq!(lettered("28 v"), Some((28, "v")));
        assert_eq!(lettered("m34"), None);
        assert_eq!(lettered("34"), None);
    }
}
