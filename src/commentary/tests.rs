//! Wording, notation and what Markdown may hold.

use super::reference::{Format, Reference, Want, parse};
use super::wording::{Nearness, Ratio, holds, simple_ratio, two_digits};
use crate::measures::{Num, Period};

#[test]
fn wording_keeps_its_limits() {
    // Named 100; the actual number and what may be said of it, worked by hand from the table of rules.
    let said = |n: Nearness, actual: i128| holds(n, Ratio(100, 1), Ratio(actual, 1), true);
    for (actual, almost, over, about, more) in [
        (89, false, false, false, false),
        (90, true, false, true, false),
        (99, true, false, true, false),
        (100, false, false, true, false),
        (101, false, true, true, true),
        (110, false, true, true, true),
        (111, false, false, false, true),
    ] {
        assert_eq!(said(Nearness::Almost, actual), almost, "almost {actual}");
        assert_eq!(said(Nearness::Over, actual), over, "over {actual}");
        assert_eq!(said(Nearness::About, actual), about, "about {actual}");
        assert_eq!(said(Nearness::More, actual), more, "more {actual}");
        assert_eq!(said(Nearness::Less, actual), actual < 100);
        assert_eq!(said(Nearness::AtLeast, actual), actual >= 100);
        assert_eq!(said(Nearness::Plain, actual), actual == 100);
    }
    // A plain ratio allows a twentieth: 1 in 4 from 23.75 % to 26.25 %.
    let quarter = |percent_100: i128| holds(Nearness::Plain, Ratio(1, 4), Ratio(percent_100, 10_000), false);
    assert!(quarter(2375) && quarter(2625) && !quarter(2374) && !quarter(2626));
}

#[test]
fn ratios_are_the_simplest_that_come_near() {
    for (part, whole, expected) in [
        (2356, 9424, (Nearness::Plain, 1, 4)),
        (1885, 9424, (Nearness::Plain, 1, 5)),
        (2, 3, (Nearness::Plain, 2, 3)),
        // 48 %: below a half by 4 %.
        (48, 100, (Nearness::Almost, 1, 2)),
        // 27 %: above a quarter by 8 %, below three tenths by 10 %.
        (27, 100, (Nearness::Over, 1, 4)),
        (7, 7, (Nearness::Over, 9, 10)),
    ] {
        let found = simple_ratio(part, whole);
        if part == whole {
            // All of them is no ratio that a tenth could excuse.
            assert_eq!(found, None);
        } else {
            assert_eq!(found, Some(expected), "{part}/{whole}");
        }
    }
    assert_eq!(simple_ratio(1, 100), None);
    assert_eq!(simple_ratio(0, 100), None);
}

#[test]
fn what_is_written_is_what_would_be_accepted() {
    for part in 1..400 {
        if let Some((nearness, a, b)) = simple_ratio(part, 400) {
            assert!(
                holds(nearness, Ratio(a, b), Ratio(part, 400), false),
                "{part}/400 as {nearness:?} {a}/{b}"
            );
        }
    }
    for n in 10..20_000 {
        let (nearness, rounded) = two_digits(Num::int(n)).unwrap();
        assert!(
            holds(nearness, Ratio::of(rounded), Ratio(i128::from(n), 1), true),
            "{n} as {nearness:?} {rounded}"
        );
    }
    assert_eq!(two_digits(Num::int(9424)), Some((Nearness::Over, Num::int(9400))));
    assert_eq!(two_digits(Num::int(9480)), Some((Nearness::Almost, Num::int(9500))));
    assert_eq!(two_digits(Num::int(97)), Some((Nearness::Plain, Num::int(97))));
}

#[test]
fn references_are_read() {
    let figure = |f: &str, wants: Vec<Want>, format| Ok(Reference { figure: f.to_owned(), wants, format });
    assert_eq!(parse("contacts-per-year"), figure("contacts-per-year", vec![], Format::Number));
    assert_eq!(
        parse("contacts-by-channel#period=2023;channel=chat|share"),
        figure(
            "contacts-by-channel",
            vec![Want::Period(Period::Year(2023)), Want::Named("channel".to_owned(), "chat".to_owned())],
            Format::Share
        )
    );
    assert_eq!(
        parse("a#2022-03; chat | change=2020"),
        figure(
            "a",
            vec![Want::Period(Period::Month(2022, 3)), Want::Bare("chat".to_owned())],
            Format::Change(Some(2020))
        )
    );
    for wrong in ["a|big", "a|share=2020", "a#period=yes", "a|change=last"] {
        assert!(parse(wrong).is_err(), "{wrong}");
    }
}
