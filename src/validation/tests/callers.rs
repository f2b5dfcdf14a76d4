//! What is known of numbers, on rows that can be checked by eye.

use super::*;
use crate::validation::callers::{Calls, codes, together};

/// Number (0: not known), hour since the first of January 2022, whether it has a time, outcome (0 answered,
/// 1 busy).
type Call = (u128, i64, bool, u8);

fn coded(calls: &[Call], settings: &CallerNumber) -> Vec<Caller> {
    let data = Registrations {
        rows: calls.len(),
        year: calls.iter().map(|c| if c.1 < 365 * 24 { 2022 } else { 2023 }).collect(),
        outcome: Some(calls.iter().map(|c| c.3).collect()),
        stage: calls.iter().map(|c| if c.3 == 0 { Stage::Answered as u8 } else { 0 }).collect(),
        ..Registrations::default()
    };
    let part = |calls: &[Call]| Calls {
        hashes: calls.iter().map(|c| c.0).collect(),
        moments: calls.iter().map(|c| c.1 * 3600).collect(),
        timed: calls.iter().map(|c| c.2).collect(),
    };
    let (first, rest) = calls.split_at(2);
    let parts = vec![(Some(part(first)), 2), (Some(part(rest)), rest.len())];
    codes(&together(parts).unwrap(), &data, settings, Stage::Answered)
}

fn settings(new_after_hours: Option<u32>) -> CallerNumber {
    CallerNumber { new_after_hours, reached_within_hours: 24, frequent: 3, ..CallerNumber::default() }
}

#[test]
fn a_number_is_new_once_in_a_year_or_after_so_many_hours() {
    // In no order of time; the last is of the next year.
    let calls = [
        (7, 40, true, 1),
        (7, 2, true, 1),
        (8, 2, true, 1),
        (0, 3, true, 1),
        (7, 45, true, 1),
        (7, 8761, true, 1),
    ];
    let new =
        |hours| -> Vec<bool> { coded(&calls, &settings(hours)).iter().map(|c| c.is(Caller::NEW)).collect() };
    assert_eq!(new(None), [false, true, true, false, false, true]);
    assert_eq!(new(Some(24)), [true, true, true, false, false, true]);
    let known: Vec<bool> = coded(&calls, &settings(None)).iter().map(|c| c.is(Caller::KNOWN)).collect();
    assert_eq!(known, [true, true, true, false, true, true]);
}

#[test]
fn answered_later_is_within_the_hours_and_by_the_same_number() {
    let calls = [
        (7, 0, true, 1),
        (7, 24, true, 0),
        (8, 0, true, 1),
        (8, 25, true, 0),
        (9, 5, true, 0),
        (9, 6, true, 1),
        (6, 0, false, 1),
        (6, 1, true, 0),
        (0, 0, true, 1),
        (0, 1, true, 0),
    ];
    let found = coded(&calls, &settings(None));
    let reached: Vec<usize> = (0..calls.len()).filter(|i| found[*i].is(Caller::REACHED)).collect();
    assert_eq!(reached, [0]);
    let untimed: Vec<usize> = (0..calls.len()).filter(|i| found[*i].is(Caller::UNTIMED)).collect();
    assert_eq!(untimed, [6]);
}

#[test]
fn a_number_is_frequent_in_the_year_in_which_it_calls_often() {
    let calls = [
        (7, 9000, true, 0),
        (7, 10, true, 0),
        (7, 11, true, 0),
        (7, 12, true, 1),
        (7, 12, true, 0),
        (8, 5, true, 0),
    ];
    let found = coded(&calls, &settings(None));
    let with = |what| -> Vec<usize> { (0..calls.len()).filter(|i| found[*i].is(what)).collect() };
    assert_eq!(with(Caller::FIRST), [0, 1, 5]);
    assert_eq!(with(Caller::OFTEN), [1, 2, 4]);
}
