//! Notation and what Markdown may hold.

use super::reference::{Format, Reference, Want, parse};
use crate::base::Period;

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
