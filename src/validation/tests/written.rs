//! Moments as people write them.

use std::collections::BTreeMap;

use crate::validation::loose::loose_time;
use crate::validation::written::{parts, read};

fn fields(format: &str, text: &str) -> Option<(u32, u32, u32, u32, u32, u32)> {
    let parts = parts(format)?;
    let f = read(&parts, text, &BTreeMap::new())?;
    Some((f.year?, f.month?, f.day.unwrap_or(0), f.hour.unwrap_or(99), f.minute, f.second))
}

#[test]
fn names_of_months_are_read_in_four_languages_with_and_without_a_stop() {
    let day = |month| Some((2024, month, 12, 99, 0, 0));
    for (text, month) in [
        ("12-mrt-24", 3),
        ("12-MRT.-24", 3),
        ("12-Mär-24", 3),
        ("12-okt-24", 10),
        ("12-oct-24", 10),
        ("12-mei-24", 5),
        ("12-dez-24", 12),
        ("12-août-24", 8),
        ("12-aou\u{302}t-24", 8),
        ("12-sept.-24", 9),
        ("12-juil-24", 7),
        ("12-juin-24", 6),
        ("12-FÉVR.-24", 2),
        ("12-Fevrier-24", 2),
        ("12-Jänner-24", 1),
    ] {
        assert_eq!(fields("%d-%b-%y", text), day(month), "{text}");
    }
    for text in ["12-jui-24", "12-ma-24", "12-xyz-24", "12--24", "12-mrt-2024", "12-maandag-24"] {
        assert_eq!(fields("%d-%b-%y", text), None, "{text}");
    }
    assert_eq!(fields("%d. %B %Y", "12. März 2024"), day(3));
    assert_eq!(fields("%d.%b.%Y", "12.Mrz.2024"), day(3));
    assert_eq!(fields("%d.%b.%Y", "12.Mrz..2024"), day(3));
    assert_eq!(fields("%A %d %B %Y", "mardi 12 mars 2024"), day(3));
    assert_eq!(fields("%a %d %b %Y", "di. 12 mrt. 2024"), day(3));
    assert_eq!(fields("%d %B %Y", "1er janvier 2024"), Some((2024, 1, 1, 99, 0, 0)));
    assert_eq!(fields("%b %Y", "mrt 2024"), Some((2024, 3, 0, 99, 0, 0)));
}

#[test]
fn hours_before_and_after_noon_are_read_with_any_space() {
    let at = |hour, minute| Some((2024, 3, 5, hour, minute, 0));
    for text in ["Mar 5, 2024 3:07 PM", "mar. 5, 2024 3:07\u{202f}PM", "March 5, 2024 03:07pm"] {
        assert_eq!(fields("%b %d, %Y %I:%M %p", text), at(15, 7), "{text}");
    }
    assert_eq!(fields("%m/%d/%Y %I:%M:%S %p", "03/05/2024 12:07:00 a.m."), at(0, 7));
    assert_eq!(fields("%m/%d/%Y %I:%M:%S %p", "03/05/2024 12:07:00.25 p. m."), at(12, 7));
    assert_eq!(fields("%m/%d/%Y %I:%M %p", "03/05/2024 15:07 AM"), None);
}

#[test]
fn times_are_read_as_people_write_them() {
    for (text, time) in [
        ("21h35", Some((21, 35, 0))),
        ("9u05", Some((9, 5, 0))),
        ("21 H 35", Some((21, 35, 0))),
        ("9u", Some((9, 0, 0))),
        ("2135", Some((21, 35, 0))),
        ("3:07 PM", Some((15, 7, 0))),
        ("12 am", Some((0, 0, 0))),
        ("21:35 uur", Some((21, 35, 0))),
        ("21h35min", Some((21, 35, 0))),
        ("21h35m10s", Some((21, 35, 10))),
        ("24:10", Some((24, 10, 0))),
        ("21.35", None),
        ("9", None),
        ("935", None),
        ("half tien", None),
        ("21:3", None),
        ("21h35x", None),
        ("", None),
    ] {
        assert_eq!(loose_time(text), time, "{text}");
    }
    let packed = parts("%H%M").expect("parts");
    let of = |text| read(&packed, text, &BTreeMap::new()).map(|f| (f.hour, f.minute));
    assert_eq!(of("935"), Some((Some(9), 35)));
    assert_eq!(of("5"), Some((Some(0), 5)));
    assert_eq!(of("12345"), None);
}
