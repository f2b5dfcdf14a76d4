//! Rounded reports, with all that a reader knows of how they were rounded.

use super::{codes, release, said};
use crate::audit::rules::{LineRules, Rounding, read};
use crate::audit::{Audit, Release, Rules, audit};

const AGES: &str = "age a\nage b\nage c\nage d";

/// A report of rounded counts, each less than 5 from the true one.
fn rounded(year: i32, cells: &str) -> Release {
    let mut release = release(year, 5, cells, AGES);
    let rounding = Some(Rounding { base: 5, deviation: 4, apart: false });
    release.rules.insert("lijn".to_owned(), LineRules { rounding, ..LineRules::plain(5) });
    release
}

fn attack(releases: &[Release]) -> Audit {
    audit(releases, &Rules::default())
}

const GOOD: &str = "T 2023 - 10 #rounded\nT 2023 age=a 5 #rounded\nT 2023 age=b 5 #rounded
    T 2023 age=c 0 #rounded\nT 2023 age=d 0 #rounded\n";

#[test]
fn counts_that_were_rounded_together_give_nothing_away() {
    let found = attack(&[rounded(2023, GOOD)]);
    assert!(found.findings.0.is_empty(), "{:?}", found.findings);
    // Nor with a share of what is printed.
    let found = attack(&[rounded(2023, &format!("{GOOD}share:T 2023 age=a 50.0 10"))]);
    assert!(found.findings.0.is_empty(), "{:?}", found.findings);
}

#[test]
fn trap_i_sums_that_were_rounded_by_themselves_are_seen() {
    let cells = "T 2023 - 10 #rounded\nT 2023 age=a 0 #rounded\nT 2023 age=b 0 #rounded
        T 2023 age=c 0 #rounded\nT 2023 age=d 0 #rounded\n";
    // In another year they add up, so that these are all ages.
    let cells = format!("{}{cells}", GOOD.replace("2023", "2022"));
    let cells = cells.as_str();
    assert_eq!(codes(&attack(&[rounded(2023, cells)])), ["A007"]);
}

#[test]
fn a_true_number_among_rounded_ones_is_found() {
    let found = attack(&[rounded(2023, &GOOD.replace("age=b 5", "age=b 7").replace("- 10", "- 12"))]);
    assert!(codes(&found).contains(&"A013"), "{:?}", found.findings);
}

#[test]
fn a_share_of_true_numbers_gives_them_back() {
    // 3 of 11 is 27.3 %, 5 of 10 is not.
    let found = attack(&[rounded(2023, &format!("{GOOD}share:T 2023 age=a 27.3 10"))]);
    assert_eq!(codes(&found), ["A014"]);
    let change = "T 2022 - 20 #rounded\nT 2022 age=a 10 #rounded\nT 2022 age=b 10 #rounded
        T 2022 age=c 0 #rounded\nT 2022 age=d 0 #rounded\n";
    let with = |percent: &str| {
        attack(&[rounded(2023, &format!("{GOOD}{change}change:T 2022/2023 age=a {percent}"))])
    };
    assert!(with("-50.0").findings.0.is_empty(), "{:?}", with("-50.0").findings);
    assert_eq!(codes(&with("-62.5")), ["A014"]);
}

#[test]
fn true_numbers_of_another_report_unpick_what_is_rounded() {
    // All are 53 and b is 50, it said there: a, c and d are 3 together, and each at most that.
    let exact = release(2023, 5, "U 2023 - 53\nU 2023 age=b 50\nU 2023 age=c 0\nU 2023 age=d 0", AGES);
    let cells = "T 2023 - 55 #rounded\nT 2023 age=a 5 #rounded\nT 2023 age=b 50 #rounded
        T 2023 age=c 0 #rounded\nT 2023 age=d 0 #rounded\n";
    assert!(attack(&[rounded(2023, cells)]).findings.0.is_empty());
    let found = attack(&[exact, rounded(2023, cells)]);
    assert_eq!(said(&found, "age=a"), ["A001"], "{:?}", found.findings);
    assert!(found.findings.0.iter().any(|f| f.message.contains("is rounded, and can still be computed")));
}

#[test]
fn a_sign_is_hidden_as_its_own_line_says() {
    let one = |rules: LineRules| {
        let cells = "T 2023 - 30\nT 2023 age=a 24\nT 2023 age=b C\nT 2023 age=c C";
        let mut report = release(2023, 5, cells, "age a\nage b\nage c");
        report.rules.insert("lijn".to_owned(), rules);
        codes(&attack(&[report]))
    };
    // Two hold 6 together: 1 to 5 when zeros are printed, 0 to 6 when they are not.
    assert!(one(LineRules::plain(5)).is_empty());
    assert_eq!(one(LineRules { width: 5, ..LineRules::plain(5) }), ["A003", "A003"]);
    assert!(one(LineRules { width: 5, zeros_shown: false, ..LineRules::plain(5) }).is_empty());
    assert_eq!(one(LineRules { threshold: 7, ..LineRules::plain(5) }), ["A004", "A004"]);
    // What is not sensitive may be small.
    let sensitive = ["gender".to_owned()].into();
    assert!(one(LineRules { threshold: 7, sensitive, ..LineRules::plain(5) }).is_empty());
}

#[test]
fn the_manifest_says_how_a_line_was_protected() {
    let said = |text: &str| read(&serde_json::from_str::<serde_json::Value>(text).unwrap()["protection"]);
    assert!(said("{}").unwrap().is_empty(), "of an earlier program");
    assert!(said(r#"{"protection": {"version": 2, "lines": {}}}"#).is_err());
    assert!(said(r#"{"protection": {"version": 1, "lines": {"l": {"threshold": 5}}}}"#).is_err());
    let line = r#"{"threshold": 5, "method": "rounding", "base": 10, "deviation": 9, "interval_width": 3,
        "zeros": "may_be_hidden", "sensitive": ["age"]}"#;
    let rules = said(&format!(r#"{{"protection": {{"version": 1, "lines": {{"l": {line}}}}}}}"#)).unwrap();
    let expected = LineRules {
        threshold: 5,
        width: 3,
        zeros_shown: false,
        rounding: Some(Rounding { base: 10, deviation: 9, apart: false }),
        sensitive: ["age".to_owned()].into(),
    };
    assert_eq!(rules["l"], expected);
}

#[test]
fn a_sum_over_a_rounded_line_and_others_is_that_of_the_printed_numbers() {
    let landscape = |total: &str| {
        let cells = format!(
            "L 2023 line=rond 25 #rounded\nL 2023 line=heel 47\nL 2023 line=half 30 #rounded\nL 2023 - {total}"
        );
        let mut release = release(2023, 5, &cells, "");
        let rounding = Some(Rounding { base: 5, deviation: 4, apart: false });
        for line in ["rond", "half"] {
            release.rules.insert(line.to_owned(), LineRules { rounding, ..LineRules::plain(5) });
        }
        release.rules.insert("heel".to_owned(), LineRules::plain(5));
        codes(&attack(&[release]))
    };
    assert!(landscape("102").is_empty());
    // The true numbers are 22 and 31: who knows one of the two lines knows the other.
    assert_eq!(landscape("100"), ["A014"]);
    // So much more is no rounding: those who were counted by two lines, or others.
    assert!(landscape("140").is_empty());
}
