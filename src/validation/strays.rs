//! Dates that are believed but look mistyped: a row alone in its year, and rows after the reports' own date.

use chrono::{Datelike, NaiveDate};

use crate::base::{Place, Severity};
use crate::intake::RawColumn;

use super::placing::Told;
use super::rows::Rows;
use super::rules;

/// Fewest rows of a file of which one can be told to stand alone.
const ENOUGH: usize = 100;
/// Most rows of a year that count as strays.
const FEW: usize = 3;
/// A year of strays holds less than one row in so many.
const ONE_IN: usize = 200;
/// Days from which programs count.
pub(super) const BEGINNINGS: [u32; 4] = [19_000_101, 19_040_101, 19_700_101, 19_800_101];
/// Days at the turn of a year that belong to the neighbouring export.
const TURN: u32 = 7;

/// Warns of dates that are probably mistyped; `days` are those of the rows, 0 for rows without.
pub(super) fn strays(rows: &mut Rows, column: &RawColumn, days: &[u32]) {
    let counted: Vec<(usize, u32)> = days
        .iter()
        .enumerate()
        .filter(|(row, day)| **day != 0 && rows.counts(*row))
        .map(|(row, day)| (row, *day))
        .collect();
    no_dates(rows, column, &counted);
    alone(rows, column, &counted);
    too_new(rows, column, &counted);
}

/// Rows of the day from which a program counts: what it writes when it has no date.
fn no_dates(rows: &mut Rows, column: &RawColumn, counted: &[(usize, u32)]) {
    let mut told = Told::default();
    counted.iter().filter(|(_, day)| BEGINNINGS.contains(day)).for_each(|(row, _)| told.add(*row));
    if told.rows > 0 {
        rows.tell((Severity::Warning, rules::STRAY), column, told, || {
            let what = "the day from which programs count, which they write when there is no date; the row counts there";
            let hint = "correct the record, or skip such rows with a rule under `skip:`";
            (what.to_owned(), Some(hint.to_owned()))
        });
    }
}

/// Rows of a year that hardly any other row of the file has.
fn alone(rows: &mut Rows, column: &RawColumn, counted: &[(usize, u32)]) {
    let mut years = std::collections::BTreeMap::<u32, usize>::new();
    counted.iter().for_each(|(_, day)| *years.entry(day / 10_000).or_default() += 1);
    let lonely = |year: u32| {
        years.get(&year).is_some_and(|n| *n <= FEW && n * ONE_IN < counted.len()) && counted.len() >= ENOUGH
    };
    let odd = |day: u32| lonely(day / 10_000) && !at_the_turn(day) && !BEGINNINGS.contains(&day);
    for (row, day) in counted.iter().filter(|(_, day)| odd(*day)) {
        rows.warn(*row, rules::STRAY, column, || {
            let what = format!("hardly any other row of this file is of {}; the row counts", day / 10_000);
            (what, Some("look whether the year is mistyped".to_owned()))
        });
    }
}

/// Whether a day lies in the first or last days of a year.
fn at_the_turn(day: u32) -> bool {
    let (month, day) = (day / 100 % 100, day % 100);
    (month == 1 && day <= TURN) || (month == 12 && day > 31 - TURN)
}

/// Rows after the date of the reports: told once, at the first.
fn too_new(rows: &mut Rows, column: &RawColumn, counted: &[(usize, u32)]) {
    let Some(date) = rows.line.date else { return };
    let key = |d: NaiveDate| d.year().max(0).unsigned_abs() * 10_000 + d.month() * 100 + d.day();
    let late: Vec<usize> = counted.iter().filter(|(_, day)| *day > key(date)).map(|(row, _)| *row).collect();
    let Some(first) = late.first() else { return };
    let place = Place::at(rows.raw.file.path.as_str(), rows.raw.line(*first), column.number);
    rows.notes.add(Severity::Warning, rules::STRAY, place, || {
        let many = if late.len() == 1 { "1 row is".to_owned() } else { format!("{} rows are", late.len()) };
        let what = format!(
            "from this line on, {many} dated after {date}, the `date` of the reports, and counted all the same"
        );
        (what, Some("look whether the dates are right, or set `date` in workspace.yaml".to_owned()))
    });
}

#[cfg(test)]
mod tests {
    use super::at_the_turn;

    #[test]
    fn the_turn_of_a_year_is_a_week_on_each_side() {
        for (day, at) in [(20230101, true), (20230107, true), (20230108, false), (20221225, true)] {
            assert_eq!(at_the_turn(day), at, "{day}");
        }
        assert!(!at_the_turn(20221224));
    }
}
