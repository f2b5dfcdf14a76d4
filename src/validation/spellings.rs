//! All texts that a column's cells are looked up by, with what each of them means: what another program needs to
//! read the column as this one does.

use std::collections::BTreeMap;

use crate::config::{ColumnMap, Dimension, Helpline, Outcome};

use super::answers;
use super::codes::{MARKS, single};
use super::texts::Texts;
use super::vocabulary::{Answer, Meaning, Vocabulary, YesNo};

/// Largest number that is looked up as the text of an age.
const LARGEST: u32 = 999;

/// The texts of a column and what they mean.
#[derive(Debug, Clone, Default)]
pub struct Spellings {
    /// Folded text to code; an empty code is a blank of channels and outcomes.
    pub codes: BTreeMap<String, String>,
    /// The code of all other texts; nothing where these take their row out.
    pub other: Option<String>,
    /// Whether numbers lie in bands, so that ages written in other ways than plain digits have a meaning too.
    pub bands: bool,
    /// Of how many parts between separators one of the texts is made at most.
    pub parts: usize,
}

fn texts<'t>(line: &'t Helpline, own: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    own.chain(line.silent.words()).collect()
}

/// Of a dimension that is read from a column.
#[must_use]
pub fn code_spellings(line: &Helpline, map: &ColumnMap, dimension: &Dimension) -> Spellings {
    let words = Vocabulary::of_codes(&dimension.codes, map, line);
    let id = |stored: u64| {
        let at = usize::try_from(stored & !MARKS).unwrap_or(usize::MAX);
        dimension.codes.codes.get(at).map(|code| code.id.clone()).unwrap_or_default()
    };
    let mut codes: BTreeMap<String, String> = texts(line, words.texts().map(String::as_str))
        .into_iter()
        .map(|text| (text.to_owned(), id(single(&words, text.as_bytes()))))
        .collect();
    if words.has_numbers() {
        for number in (0..=LARGEST).map(|number| number.to_string()) {
            let code = id(single(&words, number.as_bytes()));
            codes.insert(number, code);
        }
    }
    let parts = map.separator.as_deref().filter(|s| !s.is_empty()).map_or(1, |s| words.parts(s));
    Spellings { codes, other: Some(id(words.unclear.into())), bands: words.has_numbers(), parts }
}

/// Of the channels of a line.
#[must_use]
pub fn channel_spellings(line: &Helpline, map: &ColumnMap) -> Spellings {
    let words = Vocabulary::of_channels(line, map);
    let id = |text: &str| match words.read(text.as_bytes()) {
        Meaning::Code(code) => line.channels.get(usize::from(code)).map(|c| c.id.clone()).unwrap_or_default(),
        Meaning::NoBand | Meaning::None => String::new(),
    };
    let own = texts(line, words.texts().map(String::as_str));
    let codes = own.into_iter().map(|text| (text.to_owned(), id(text))).collect();
    Spellings { codes, other: Some(String::new()), bands: false, parts: 1 }
}

/// Of outcomes.
#[must_use]
pub fn outcome_spellings(line: &Helpline, map: &ColumnMap) -> Spellings {
    let words = Texts::new(map, line);
    let written = Outcome::ALL.iter().flat_map(|outcome| {
        let id = outcome.id();
        [id.to_owned(), id.replace('_', " "), id.replace('_', "-")]
    });
    let mut codes = BTreeMap::new();
    let own: Vec<String> = written.chain(words.recoded().cloned()).collect();
    for text in texts(line, own.iter().map(String::as_str)) {
        let read = answers::read(text.as_bytes(), &words);
        if read != answers::NONE {
            let at = usize::try_from(read).unwrap_or(usize::MAX);
            codes.insert(text.to_owned(), Outcome::ALL.get(at).map_or("", |o| o.id()).to_owned());
        }
    }
    Spellings { codes, other: None, bands: false, parts: 1 }
}

/// Of answers to yes/no questions: `yes`, `no`, `blank`, `unknown` or `unclear`.
#[must_use]
pub fn yes_no_spellings(line: &Helpline, map: &ColumnMap) -> Spellings {
    let words = YesNo::new(map, line);
    let id = |text: &str| match words.read(text.as_bytes()) {
        Answer::Yes => "yes",
        Answer::No => "no",
        Answer::Blank => "blank",
        Answer::Unknown => "unknown",
        Answer::Unclear | Answer::Other => "unclear",
    };
    let own = texts(line, words.spellings());
    let codes = own.into_iter().map(|text| (text.to_owned(), id(text).to_owned())).collect();
    Spellings { codes, other: Some("unclear".to_owned()), bands: false, parts: 1 }
}
