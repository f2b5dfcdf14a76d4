//! The years of a line, and how far the last of them was counted.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::model::Draft;

/// Rows that a year has at least to be reported on, of a hundred of the fullest year.
const YEAR: u64 = 2;
/// A year whose rows end so many days before its last one was not counted to its end.
const EARLY: i64 = 20;

/// Sets years, first and last day and `cut_off` by the days of the contacts. `date` is that of the reports, where the
/// workspace has one: no later year can be reported on.
pub(super) fn calendar(draft: &mut Draft, days: &BTreeMap<NaiveDate, u64>, date: Option<NaiveDate>) {
    let mut years: BTreeMap<i32, u64> = BTreeMap::new();
    for (day, n) in days {
        *years.entry(day.year()).or_default() += n;
    }
    let most = years.values().copied().max().unwrap_or(0);
    years.retain(|_, n| *n * 100 >= most * YEAR);
    if let Some(date) = date.filter(|date| years.keys().any(|year| *year <= date.year())) {
        years.retain(|year, _| *year <= date.year());
    }
    let inside = |day: &&NaiveDate| years.contains_key(&day.year());
    let span = days.keys().find(inside).copied().zip(days.keys().rev().find(inside).copied());
    draft.cut_off = span.and_then(|(_, last)| {
        let end = NaiveDate::from_ymd_opt(last.year(), 12, 31)?;
        let open = date.is_some_and(|date| end >= date);
        let day = date.map_or(last, |date| last.min(date));
        (open || (end - last).num_days() > EARLY).then_some((last.year(), day))
    });
    draft.years = years;
    draft.span = span;
}

/// The day that a new workspace prints on its reports: the first on which the registrations are complete.
pub(super) fn date(draft: &Draft) -> Option<NaiveDate> {
    let (_, last) = draft.span?;
    match draft.cut_off {
        Some(_) => last.succ_opt(),
        None => NaiveDate::from_ymd_opt(last.year() + 1, 1, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn drafted(days: &[(&str, u64)], date: Option<&str>) -> Draft {
        let mut draft = Draft::default();
        let days = days.iter().map(|(text, n)| (day(text), *n)).collect();
        calendar(&mut draft, &days, date.map(day));
        draft
    }

    #[test]
    fn a_year_that_ends_early_is_cut_off_and_a_few_rows_make_no_year() {
        let rows = [("2019-12-31", 1), ("2022-01-02", 300), ("2022-12-20", 20), ("2023-06-30", 90)];
        let draft = drafted(&rows, None);
        assert_eq!(draft.years.keys().copied().collect::<Vec<_>>(), [2022, 2023]);
        assert_eq!(draft.cut_off, Some((2023, day("2023-06-30"))));
        assert_eq!(date(&draft), Some(day("2023-07-01")));
        let whole = drafted(&[("2023-01-02", 9), ("2023-12-24", 9)], None);
        assert_eq!((whole.cut_off, date(&whole)), (None, Some(day("2024-01-01"))));
    }

    #[test]
    fn no_year_is_later_than_the_reports() {
        let rows = [("2022-03-02", 30), ("2023-06-30", 90), ("2024-02-01", 50)];
        let draft = drafted(&rows, Some("2023-09-01"));
        assert_eq!(draft.years.keys().copied().collect::<Vec<_>>(), [2022, 2023]);
        assert_eq!(draft.cut_off, Some((2023, day("2023-06-30"))));
    }
}
