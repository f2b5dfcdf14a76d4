//! Corrections that only hidden counts show.

use super::{codes, release, said};
use crate::audit::{Audit, Release, Rules, audit};

const CODES: &str = "age a\nage b\nage c\nage d\nprov x\nprov y\nprov z";

fn editions(first: &str, second: &str) -> [Release; 2] {
    let [first, mut second] = [first, second].map(|cells| release(2022, 5, cells, CODES));
    second.edition = 2;
    [first, second]
}

fn both(first: &str, second: &str) -> Audit {
    let releases = editions(first, second);
    for one in &releases {
        let alone = audit(std::slice::from_ref(one), &Rules::default());
        assert!(alone.findings.0.is_empty(), "{:?}", alone.findings);
    }
    audit(&releases, &Rules::default())
}

#[test]
fn a_hidden_count_that_is_none_now_was_corrected() {
    // Whoever was a is c now: no count that both editions print differs.
    let first = "T 2022 - 60\nT 2022 age=a C\nT 2022 age=b 30\nT 2022 age=c C\nT 2022 age=d 8";
    let second = "T 2022 - 60\nT 2022 age=a 0\nT 2022 age=b 30\nT 2022 age=c 22\nT 2022 age=d 8";
    let found = both(first, second);
    assert!(found.findings.0.is_empty(), "{:?}", found.findings);
}

#[test]
fn a_count_that_was_none_and_is_hidden_now_was_corrected_too() {
    let first = "T 2022 - 60\nT 2022 age=a 0\nT 2022 age=b 30\nT 2022 age=c 22\nT 2022 age=d 8";
    let second = "T 2022 - 60\nT 2022 age=a C\nT 2022 age=b 30\nT 2022 age=c C\nT 2022 age=d 8";
    let found = both(first, second);
    assert!(!codes(&found).contains(&"A011") && !codes(&found).contains(&"A007"), "{:?}", found.findings);
}

#[test]
fn what_no_contradiction_touches_is_joined_as_before() {
    // The ages contradict each other; of the provinces each edition hides another partner, and both together
    // give the small one.
    let ages = [
        "T 2022 age=a C\nT 2022 age=b 30\nT 2022 age=c C\nT 2022 age=d 8",
        "T 2022 age=a 0\nT 2022 age=b 30\nT 2022 age=c 22\nT 2022 age=d 8",
    ];
    let provinces = [
        "U 2022 prov=x C\nU 2022 prov=y C\nU 2022 prov=z 37",
        "U 2022 prov=x C\nU 2022 prov=y 20\nU 2022 prov=z C",
    ];
    let cells = |n: usize| format!("T 2022 - 60\n{}\n{}", ages[n], provinces[n]);
    let found = both(&cells(0), &cells(1));
    assert!(said(&found, "2022 prov=x").contains(&"A001"), "{:?}", found.findings);
    assert!(said(&found, "2022 age=a").is_empty(), "{:?}", found.findings);
}

#[test]
fn the_two_states_are_compared() {
    // The total fell by none, but what is hidden of the second state follows from its own sums.
    let first = "T 2022 - 60\nT 2022 age=a C\nT 2022 age=b C\nT 2022 age=c 30\nT 2022 age=d 8";
    let second = "T 2022 - 60\nT 2022 age=a 0\nT 2022 age=b C\nT 2022 age=c 30\nT 2022 age=d 8";
    let releases = editions(first, second);
    let found = audit(&releases, &Rules::default());
    assert!(codes(&found).contains(&"A002"), "{:?}", found.findings);
}
