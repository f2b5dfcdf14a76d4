//! Further signs that spans were not read as they were meant: minutes and seconds that became hours and minutes, or
//! a number with decimals; a unit that changes half-way; lengths of nothing.

use std::collections::BTreeSet;

use crate::config::{ColumnMap, Stage, Unit};

use super::codes::one_column;
use super::registrations::NONE_U32;
use super::rows::Rows;
use super::rules;
use super::scales::{given, plain, say};
use super::texts::Texts;

/// Fewest spans of which can be said that they look wrong.
const ENOUGH: usize = 20;
/// Rows on either side of the place where a unit changes.
const SIDE: usize = 20;
/// By how much spans of another unit differ at least: sixty, with room for chance.
const ANOTHER: u32 = 20;

/// `12:45`, typed for minutes and seconds, is shown as `12:45:00` by a spreadsheet, which takes it for hours and
/// minutes: no seconds in any, minutes of every kind, and most too long.
pub(super) fn typed(rows: &mut Rows, map: &ColumnMap, given: &[usize], long: impl Fn(usize) -> bool) -> bool {
    if map.quantity.clock.is_some() || map.quantity.unit.is_some() || map.quantity.minus.is_some() {
        return false;
    }
    let Some(column) = one_column(rows, map) else { return false };
    let cells = rows.raw.cells(column);
    let minutes = |row: &usize| {
        let text = std::str::from_utf8(cells.get(*row)).ok()?;
        let (first, _) =
            text.strip_suffix(":00")?.rsplit_once(':').filter(|(hours, _)| !hours.contains(':'))?;
        let minutes = text.get(first.len() + 1..first.len() + 3)?;
        minutes.parse::<u32>().ok()
    };
    let clocks: Vec<(usize, Option<u32>)> =
        given.iter().filter(|row| cells.get(**row).contains(&b':')).map(|row| (*row, minutes(row))).collect();
    let Some(&(first, _)) = clocks.first().filter(|_| clocks.len() >= ENOUGH) else { return false };
    let round = clocks.iter().filter(|(_, minutes)| minutes.is_some_and(|m| m % 5 == 0)).count();
    let longer = clocks.iter().filter(|(row, _)| long(*row)).count();
    if clocks.iter().any(|(_, minutes)| minutes.is_none())
        || round * 5 > clocks.len() * 2
        || longer * 2 <= clocks.len()
    {
        return false;
    }
    let target = &map.target;
    let what = "the times of this column have hours and minutes, none has seconds, and most are too long: a spreadsheet \
                takes minutes and seconds typed as `12:45` for hours and minutes";
    let hint = format!(
        "where they are minutes and seconds, write `{target}: {{column: …, clock: \"m:ss:00\"}}`; where they are that \
         long, `unit: seconds`"
    );
    say(rows, map, first, (rules::SIXTIETHS, what, &hint))
}

/// `12,45` for twelve minutes and 45 seconds: of many numbers with two decimals none has more than 59.
pub(super) fn marked(rows: &mut Rows, map: &ColumnMap) -> bool {
    let quantity = &map.quantity;
    let unit = quantity.unit.or_else(|| rows.named_units.get(&map.target).copied());
    let (clock, what) = match unit {
        Some(Unit::Minutes) => ("m,ss", "minutes and seconds"),
        Some(Unit::Hours) => ("h,mm", "hours and minutes"),
        _ => return false,
    };
    if quantity.clock.is_some() || quantity.decimal.is_some() {
        return false;
    }
    let Some(column) = one_column(rows, map) else { return false };
    let cells = rows.raw.cells(column);
    let behind = |row: usize| {
        let (_, behind) = std::str::from_utf8(cells.get(row)).ok()?.split_once([',', '.'])?;
        let digits = behind.bytes().all(|b| b.is_ascii_digit());
        match behind.len() {
            1 if digits => behind.parse::<u32>().ok().map(|n| n * 10),
            2 if digits => behind.parse().ok(),
            // More decimals than seconds have.
            _ => Some(99),
        }
    };
    let found: Vec<(usize, u32)> = (0..rows.verdict.len())
        .filter(|row| rows.counts(*row))
        .filter_map(|row| Some((row, behind(row)?)))
        .take(20_000)
        .collect();
    let kinds: BTreeSet<u32> = found.iter().map(|(_, n)| *n).collect();
    let Some(&(first, _)) = found.first().filter(|_| found.len() >= ENOUGH && kinds.len() >= 10) else {
        return false;
    };
    if kinds.iter().any(|n| *n > 59) {
        return false;
    }
    let target = &map.target;
    let what = format!(
        "no number of this column has more than 59 behind its mark, which would be chance were they decimals: `12,45` may \
         be {what}"
    );
    let hint = format!(
        "where it is, write `{target}: {{column: …, clock: \"{clock}\"}}`; where they are decimals, `decimal: comma` or \
         `decimal: point` in the column"
    );
    say(rows, map, first, (rules::SIXTIETHS, &what, &hint))
}

fn middle(values: &mut [u32]) -> u32 {
    let at = values.len() / 2;
    *values.select_nth_unstable(at).1
}

/// From a row on all spans are far smaller, or far larger: the export has another unit from there.
pub(super) fn changed(rows: &mut Rows, map: &ColumnMap, plain: &[usize], values: &[u32]) -> bool {
    if plain.len() < 2 * SIDE {
        return false;
    }
    let of = |part: &[usize]| part.iter().map(|row| values[*row]).collect::<Vec<u32>>();
    let apart = |a: u32, b: u32| a.min(b).max(1).saturating_mul(ANOTHER) <= a.max(b);
    let change = (SIDE..=plain.len() - SIDE).step_by(SIDE / 2).find(|at| {
        let (mut left, mut right) = (of(&plain[at - SIDE..*at]), of(&plain[*at..at + SIDE]));
        if !apart(middle(&mut left), middle(&mut right)) {
            return false;
        }
        // And so it is on either side as a whole, with hardly an exception.
        let (mut left, mut right) = (of(&plain[..*at]), of(&plain[*at..]));
        let small = middle(&mut left).min(middle(&mut right));
        let large = middle(&mut left).max(middle(&mut right));
        let border = (f64::from(small.max(1)) * f64::from(large)).sqrt();
        let below = |part: &[u32]| part.iter().filter(|v| f64::from(**v) < border).count();
        let (l, r) = (below(&left), below(&right));
        let neat = |few: usize, few_of: usize, many: usize, many_of: usize| {
            few * 10 <= few_of && (many_of - many) * 10 <= many_of
        };
        apart(small, large) && (neat(l, left.len(), r, right.len()) || neat(r, right.len(), l, left.len()))
    });
    let Some(row) = change.and_then(|at| plain.get(at)).copied() else { return false };
    let target = &map.target;
    let what = "from about this row on the numbers of this column are of quite another size: the unit seems to change";
    let hint = format!(
        "export the rows of either unit to a file of their own, with `{target}: {{column: …, unit: minutes}}` for one \
         of them; where all are seconds, `unit: seconds`"
    );
    say(rows, map, row, (rules::UNIT_CHANGES, what, &hint))
}

/// Conversations of exactly nothing, far more than of a few seconds: gives them.
pub(super) fn zeros(rows: &mut Rows, map: &ColumnMap, values: &[u32], stages: &[u8]) -> Vec<usize> {
    let own = Texts::new(map, rows.line);
    let minutes = map.quantity.unit.is_some() || rows.named_units.contains_key(&map.target);
    if minutes || map.quantity.minus.is_some() || own.recoded().any(|text| text == "0") {
        return Vec::new();
    }
    let all = given(rows, map, values);
    let spoke: Vec<usize> = plain(rows, map, &all)
        .into_iter()
        .filter(|row| stages[*row] >= Stage::Answered as u8 && values[*row] != NONE_U32)
        .collect();
    let mut zeros: Vec<usize> = spoke.iter().copied().filter(|row| values[*row] == 0).collect();
    let short = spoke.iter().filter(|row| (1..=5).contains(&values[**row])).count();
    let heap = zeros.len() >= ENOUGH && zeros.len() * 10 >= spoke.len() && zeros.len() > 4 * (short + 1);
    let Some(&first) = zeros.first().filter(|_| heap && zeros.len() < spoke.len()) else { return Vec::new() };
    let spoke =
        |row: &usize| stages[*row] >= Stage::Answered as u8 && values[*row] != NONE_U32 && rows.counts(*row);
    let all = (0..values.len()).filter(spoke).count();
    zeros = (0..values.len()).filter(|row| values[*row] == 0).filter(spoke).collect();
    let target = &map.target;
    let what = format!(
        "{} of {all} lengths of conversations in this column are exactly 0, and hardly any is of a few seconds: 0 may \
         stand for no conversation or for no measurement",
        zeros.len()
    );
    let hint = format!(
        "where it does, write `{target}: {{column: …, values: {{\"0\": blank}}}}`, or map `outcome:` where nobody was \
         spoken to; where they lasted nothing, `values: {{\"0\": \"0\"}}`"
    );
    if say(rows, map, first, (rules::ZEROS, &what, &hint)) { zeros } else { Vec::new() }
}
