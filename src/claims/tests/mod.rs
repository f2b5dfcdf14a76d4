//! Sentences and numbers, and what is said of sentences about an invented year.

mod claims;
mod world;

use super::judge::swapped;
use super::read::lexicon::Lexicon;
use super::read::tokens::{Sentence, Token};
use crate::base::Num;
use crate::commentary::Passage;

fn passage(text: &str) -> Passage {
    let text: Vec<char> = text.chars().collect();
    Passage { places: vec![(1, 1); text.len()], text, cited: Vec::new() }
}

fn sentences(passage: &Passage) -> Vec<Sentence> {
    super::read::tokens::sentences(Lexicon::dutch(), passage)
}

#[test]
fn sentences_end_where_a_reader_ends_them() {
    let count = |text: &str| sentences(&passage(text)).len();
    assert_eq!(count("Er waren 9.424 oproepen. Dat zijn er 4,2 % meer."), 2);
    assert_eq!(count("Vraag nr. 281 is beantwoord."), 1);
    assert_eq!(count("De lijn is o.a. open om 17.00 uur! Ook op zondag?"), 2);
    assert_eq!(count(""), 0);
}

#[test]
fn numbers_are_read_as_dutch_writes_them() {
    let first = |text: &str| {
        let found = sentences(&passage(text));
        found[0].tokens.iter().find_map(|t| match t.token {
            Token::Number(n) => Some(n),
            _ => None,
        })
    };
    let value = |text: &str| first(text).map(|n| (n.value, n.percent));
    assert_eq!(value("9.424 oproepen"), Some((Num::int(9424), false)));
    assert_eq!(value("1.234.567 bezoeken"), Some((Num::int(1_234_567), false)));
    assert_eq!(value("4,2\u{a0}% meer"), Some((Num { scaled: 42, decimals: 1 }, true)));
    assert_eq!(value("31 procent"), Some((Num::int(31), true)));
    assert_eq!(value("daling van −3 %"), Some((Num { scaled: -3, decimals: 0 }, true)));
    assert_eq!(value("17.00 uur"), Some((Num::int(17), false)));
    assert!(first("in 2023 was").is_some_and(|n| n.yearly));
    assert!(first("2.023 oproepen").is_some_and(|n| !n.yearly));
    assert!(first("3 procentpunt meer").is_some_and(|n| n.points && !n.percent));
}

#[test]
fn neighbouring_digits_that_changed_places() {
    assert!(swapped("8059", "8509") && swapped("461", "416"));
    assert!(
        !swapped("461", "460") && !swapped("8059", "9058") && !swapped("12", "123") && !swapped("11", "11")
    );
}
