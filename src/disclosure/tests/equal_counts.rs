//! One count under two names.

use super::{breakdown, protect_all, shown};
use crate::disclosure::{SafeTable, Settings};
use crate::measures::Population;

const YEARS: &[i32] = &[2021, 2022, 2023];

/// Who was referred, and where to: asked only of those who were.
fn referrals(referred: [&[u64]; 3], to: [&[u64]; 2]) -> Vec<SafeTable> {
    let tables = |population: Population| {
        let referred = breakdown("referred", &["yes", "no", "unknown"], YEARS, &referred);
        let mut destination = breakdown("destination", &["a", "b"], YEARS, &to);
        destination.rows[2].key.population = population;
        [referred, destination]
    };
    let safe = protect_all(&tables(Population::answering("destination")), &Settings::new(5));
    // A figure that does not say of whom it counts is taken to count others where its number is another one.
    assert_eq!(protect_all(&tables(Population::All), &Settings::new(5)), said_of_all(&safe));
    safe
}

/// The tables as if they counted all contacts.
fn said_of_all(safe: &[SafeTable]) -> Vec<SafeTable> {
    let mut all = safe.to_vec();
    all.iter_mut().flat_map(|t| &mut t.rows).for_each(|row| row.key.population = Population::All);
    all
}

fn column(table: &SafeTable, c: usize) -> Vec<String> {
    (0..table.rows().len()).map(|r| shown(table, r, c)).collect()
}

#[test]
fn it_is_hidden_under_both() {
    // In 2023 three were not referred: 20 of 23 would give them away, under either name.
    let safe = referrals([&[30, 25, 20], &[40, 50, 3], &[0, 0, 0]], [&[18, 15, 12], &[12, 10, 8]]);
    assert_eq!(column(&safe[0], 2), ["[c]", "[c]", "0", "23"]);
    assert_eq!(column(&safe[1], 2)[2], "[c]");
    // And so is one of the two that it is the sum of.
    assert!(column(&safe[1], 2)[..2].contains(&"[c]".to_owned()));
    // Nothing is hidden where nothing is small.
    for year in 0..2 {
        assert!(safe.iter().all(|t| !column(t, year).contains(&"[c]".to_owned())), "{year}");
    }
}

#[test]
fn a_name_that_is_printed_elsewhere_protects_nothing() {
    // The six who were referred are the cheapest beside the three, but they are all of those asked.
    let safe = referrals([&[30, 25, 6], &[40, 50, 3], &[20, 20, 30]], [&[18, 15, 6], &[12, 10, 0]]);
    let (referred, asked) = (column(&safe[0], 2), column(&safe[1], 2));
    assert_eq!(referred[0], asked[2]);
    assert!(referred[1] == "[c]" && referred.iter().filter(|c| *c == "[c]").count() >= 2, "{referred:?}");
}

#[test]
fn numbers_that_differ_once_are_two_counts() {
    // Two referrals of 2022 have no destination.
    let safe = referrals([&[30, 27, 6], &[40, 50, 3], &[20, 20, 30]], [&[18, 15, 6], &[12, 10, 0]]);
    assert_eq!(column(&safe[0], 2), ["[c]", "[c]", "30", "39"]);
    assert_eq!(column(&safe[1], 2), ["6", "0", "6"]);
}
