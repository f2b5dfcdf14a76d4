//! How near a worded number must be, and which ratio is said.

use proptest::prelude::*;

use super::{FRACTIONS, Nearness, Ratio, holds, simple_ratio, two_digits};
use crate::base::Num;

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

/// The rule once more, written down by itself: what may be said of `part` in `whole`, each with how far it is
/// away in parts of the ratio.
fn allowed(part: i128, whole: i128) -> Vec<(Nearness, i128, i128)> {
    let mut found = Vec::new();
    for (a, b) in FRACTIONS {
        // The share lies at `part · b` where the ratio lies at `a · whole`.
        let (at, ratio) = (part * b, a * whole);
        let hundredth = part * 100 * b - a * whole * 100;
        let near = |points: i128| -points * whole * b <= hundredth && hundredth <= points * whole * b;
        let plain = 98 * ratio <= 100 * at && 100 * at <= 102 * ratio && near(1);
        let almost = at < ratio && 90 * ratio <= 100 * at && near(3);
        let over = at > ratio && 100 * at <= 110 * ratio && near(3);
        let kinds = [(plain, Nearness::Plain), (almost, Nearness::Almost), (over, Nearness::Over)];
        found.extend(kinds.into_iter().filter(|(holds, _)| *holds).map(|(_, n)| (n, a, b)));
    }
    found
}

proptest! {
    #[test]
    fn a_ratio_is_said_where_the_rule_allows_one(whole in 1_i128..200_000, of in 0_i128..=1_000_000) {
        let part = whole * of / 1_000_000;
        let may = allowed(part, whole);
        match simple_ratio(part, whole) {
            None => prop_assert!(part == 0 || may.is_empty(), "{}/{}: {:?}", part, whole, may),
            Some(said) => {
                prop_assert!(may.contains(&said), "{}/{} as {:?}", part, whole, said);
                // A ratio that needs a word gives way to one that needs none.
                let plain = may.iter().any(|(n, ..)| *n == Nearness::Plain);
                prop_assert_eq!(plain, said.0 == Nearness::Plain);
                // Of those that need a word none is nearer.
                let away = |(_, a, b): (Nearness, i128, i128)| ((part * b - a * whole).abs(), a * whole);
                let nearer = |x: (i128, i128), y: (i128, i128)| x.0 * y.1 < y.0 * x.1;
                prop_assert!(plain || !may.iter().any(|m| nearer(away(*m), away(said))));
            }
        }
    }
}

#[test]
fn the_limits_of_the_rule_are_where_it_says() {
    // Of 10 000: a quarter is plain from 2 450 to 2 550; *ruim* goes on to 2 750, from where *bijna drie op de
    // tien* is nearer.
    let said = |part: i128| simple_ratio(part, 10_000);
    assert_eq!(said(2450), Some((Nearness::Plain, 1, 4)));
    assert_eq!(said(2449), Some((Nearness::Almost, 1, 4)));
    assert_eq!(said(2550), Some((Nearness::Plain, 1, 4)));
    assert_eq!(said(2551), Some((Nearness::Over, 1, 4)));
    assert_eq!(said(2727), Some((Nearness::Over, 1, 4)));
    assert_eq!(said(2728), Some((Nearness::Almost, 3, 10)));
    // A large share is told apart from its ratio sooner: by one point, and by three.
    assert_eq!(said(7900), Some((Nearness::Plain, 4, 5)));
    assert_eq!(said(7899), Some((Nearness::Almost, 4, 5)));
    assert_eq!(said(8700), Some((Nearness::Almost, 9, 10)));
    assert_eq!(said(8560), None);
    // Nine in ten is the last ratio: three points above it nothing is said.
    assert_eq!(said(9300), Some((Nearness::Over, 9, 10)));
    assert_eq!(said(9301), None);
    // One in twenty is the first.
    assert_eq!(said(450), Some((Nearness::Almost, 1, 20)));
    assert_eq!(said(449), None);
}
