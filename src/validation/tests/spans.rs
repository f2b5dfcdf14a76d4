//! Time spans in the writings of people and programs.

use proptest::prelude::*;

use crate::config::{Clock, Decimal};
use crate::validation::spans::{Manner, Signs, Span, span};

fn manner() -> Manner {
    Manner { decimal: None, clock: None, seconds: 1.0 }
}

fn read(text: &str, manner: &Manner) -> Span {
    span(&crate::base::fold(text), manner, &mut Signs::default())
}

#[test]
fn spans_are_read_as_they_are_written() {
    for (text, seconds) in [
        ("90", 90.0),
        ("12,4", 12.4),
        ("2\u{202f}586", 2586.0),
        ("1:02:03", 3723.0),
        ("01:02:03,5", 3723.5),
        ("00:10:00.0000000", 600.0),
        ("123:00:00", 442_800.0),
        ("3.04:15:00", 274_500.0),
        ("-3.04:15:00", -274_500.0),
        ("3:04:15:00", 274_500.0),
        ("0 days 00:10:00", 600.0),
        ("1 days 02:03:04.500000", 93_784.5),
        ("-1 days +23:59:50", -10.0),
        ("1 day, 2:03:04", 93_784.0),
        ("-1 day, 23:59:50", -10.0),
        ("3 days", 259_200.0),
        ("1 02:03:04", 93_784.0),
        ("12:10:00 AM", 600.0),
        ("1:05:00 PM", 47_100.0),
        ("12:10 am", 600.0),
        ("1899-12-30 00:10:00", 600.0),
        ("1899-12-30T00:10:00", 600.0),
        ("PT1H2M3.5S", 3723.5),
        ("PT90S", 90.0),
        ("P1DT2H", 93_600.0),
        ("P0Y0M0DT0H10M0S", 600.0),
        ("-PT5S", -5.0),
        ("P2W", 1_209_600.0),
        ("1h 20m", 4800.0),
        ("1h20", 4800.0),
        ("1u05", 3900.0),
        ("2 uur en 5 min", 7500.0),
        ("12 min", 720.0),
        ("1,5 uur", 5400.0),
        ("90s", 90.0),
        ("125 secs", 125.0),
        ("2.5 mins", 150.0),
        ("3600s (~1 hours)", 3600.0),
        ("5'30\"", 330.0),
        ("5′30″", 330.0),
        ("5m30", 330.0),
        ("1d 2h 3m 4s 500ms", 93_784.5),
        ("2 586 s", 2586.0),
        ("-90s", -90.0),
        ("\u{2212}90", -90.0),
        ("2 jours 3 heures", 183_600.0),
        ("1 Stunde 5 Minuten", 3900.0),
        ("0:45.5", 45.5),
    ] {
        assert_eq!(read(text, &manner()), Span::Seconds(seconds), "{text}");
    }
    for text in [
        "1:60",
        "1:2:3",
        "3.04:15",
        "1:2:3:4",
        "25:61:00",
        "1.25:00:00",
        "P1M",
        "P1Y2D",
        "P",
        "PT",
        "P1DT",
        "1h 2h",
        "5m 1h",
        "1h 2",
        "abc",
        "1 x",
        "10:00:00:00:00",
        "h",
        "13:00:00 pm",
        "0:10:00 am",
        "12,5,3",
        "1 day 25:00:00",
        "2024-01-01 00:10:00",
        "::",
        "1:",
        ":30",
        "-",
        "5e400",
        "1 20",
    ] {
        assert_eq!(read(text, &manner()), Span::None, "{text}");
    }
}

#[test]
fn what_has_two_readings_is_left_open_and_read_once_told() {
    assert_eq!(read("0:45", &manner()), Span::EitherClock);
    let told = |clock| Manner { clock: Some(clock), ..manner() };
    assert_eq!(read("0:45", &told(Clock::HoursMinutes)), Span::Seconds(2700.0));
    assert_eq!(read("0:45", &told(Clock::MinutesSeconds)), Span::Seconds(45.0));
    assert_eq!(read("-1:30", &told(Clock::MinutesSeconds)), Span::Seconds(-90.0));
    for text in ["1.234", "1.234 s", "PT1.234S", "1,234 min"] {
        assert_eq!(read(text, &manner()), Span::EitherMark, "{text}");
    }
    let marked = |mark| Manner { decimal: Some(mark), ..manner() };
    assert_eq!(read("1.234", &marked(Decimal::Comma)), Span::Seconds(1234.0));
    assert_eq!(read("1.234", &marked(Decimal::Point)), Span::Seconds(1.234));
    assert_eq!(read("1.5", &marked(Decimal::Comma)), Span::None, "not this column's mark");
}

#[test]
fn the_others_of_a_column_say_what_two_parts_are() {
    let signs = |texts: &[&str]| {
        let mut signs = Signs::default();
        for text in texts {
            span(text, &manner(), &mut signs);
        }
        signs.clock(86_400)
    };
    assert_eq!(signs(&["0:45", "12:30"]), None);
    assert_eq!(signs(&["0:45", "25:30"]), Some(Clock::MinutesSeconds), "no conversation of 25 hours");
    assert_eq!(signs(&["45:10", "1:02:03"]), Some(Clock::MinutesSeconds));
    assert_eq!(signs(&["0:45", "00:12:30", "1:02:03"]), None, "hours are written even when there are none");
    assert_eq!(signs(&["0:45", "0:12.5"]), Some(Clock::MinutesSeconds));
}

/// Seconds in one of many writings.
fn written(seconds: u32, manner: u8) -> String {
    let (d, h, m, s) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    let hours = seconds / 3600;
    match manner {
        0 => seconds.to_string(),
        1 => format!("{hours}:{m:02}:{s:02}"),
        2 => format!("{hours:02}:{m:02}:{s:02}.000"),
        3 => format!("{d}.{h:02}:{m:02}:{s:02}"),
        4 => format!("{d} days {h:02}:{m:02}:{s:02}"),
        5 => format!("{d} day, {h}:{m:02}:{s:02}"),
        6 => format!("P{d}DT{h}H{m}M{s}S"),
        7 => format!("PT{seconds}S"),
        8 => format!("PT{hours}H{m}M{s}S"),
        9 => format!("{hours}h {m}m {s}s"),
        10 => format!("{d}d {h} uur {m} min {s} sec"),
        11 => format!("{seconds} secs"),
        12 => format!("{}ms", u64::from(seconds) * 1000),
        13 => format!("{hours} h {m:02} min {s} s"),
        14 => format!("{d} jours, {h} heures, {m} minutes et {s} secondes"),
        _ => format!("{d}:{h:02}:{m:02}:{s:02}"),
    }
}

proptest! {
    #[test]
    fn a_span_in_any_writing_is_the_same(seconds in 0_u32..2_000_000, manner_of in 0_u8..16) {
        let text = written(seconds, manner_of);
        let Span::Seconds(found) = read(&text, &manner()) else { panic!("{text}") };
        prop_assert!((found - f64::from(seconds)).abs() < 1e-6, "{} {}", text, found);
    }

    #[test]
    fn nothing_panics(text in "[-0-9.,:hmsdptuj '\"() ]{0,20}|.{0,20}") {
        let _ = read(&text, &manner());
    }
}
