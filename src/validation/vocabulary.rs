//! What the texts of a coded column mean.

use std::collections::BTreeMap;

use crate::config::{Code, CodeKind, CodeList, ColumnMap, Helpline};
use crate::diagnostics::{did_you_mean, fold};

/// Words for *onbekend* and *onduidelijk* that every list understands.
const UNKNOWN: [&str; 2] = ["onbekend", "unknown"];
const UNCLEAR: [&str; 2] = ["onduidelijk", "unclear"];

/// Spellings of yes and of no, folded, that are understood when a mapping names none.
const YES: [&str; 8] = ["ja", "yes", "oui", "si", "1", "true", "x", "j"];
const NO: [&str; 8] = ["nee", "no", "non", "0", "false", "neen", "n", "nein"];

/// The meaning of one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A code.
    Code(u16),
    /// A number in no band, or not believed.
    NoBand,
    /// Nothing known.
    None,
}

/// The texts of a code list, as one column of a file writes them.
pub(super) struct Vocabulary {
    words: BTreeMap<String, u16>,
    labels: Vec<String>,
    recode: BTreeMap<String, String>,
    bands: Vec<(u32, u32, u16)>,
    number_max: u32,
    pub blank: u16,
    pub unknown: u16,
    pub unclear: u16,
}

fn position(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

fn recodings(map: &ColumnMap) -> BTreeMap<String, String> {
    map.values.iter().map(|(text, code)| (fold(text), fold(code))).collect()
}

impl Vocabulary {
    /// Of a dimension's code list.
    pub(super) fn of_codes(list: &CodeList, map: &ColumnMap, number_max: u32) -> Self {
        let special =
            |kind| position(list.codes.iter().position(|c| c.kind == kind).unwrap_or(list.codes.len()));
        let mut new = Self {
            words: BTreeMap::new(),
            labels: Vec::new(),
            recode: recodings(map),
            bands: Vec::new(),
            number_max,
            blank: special(CodeKind::Blank),
            unknown: special(CodeKind::Unknown),
            unclear: special(CodeKind::Unclear),
        };
        new.labels.extend(list.spellings.keys().cloned());
        new.words.extend(list.spellings.iter().map(|(text, at)| (text.clone(), position(*at))));
        for (at, code) in list.codes.iter().enumerate() {
            if let Some((from, to)) = code.band {
                new.bands.push((from, to, position(at)));
            }
            new.learn(code, position(at));
        }
        for (words, code) in [(UNKNOWN, new.unknown), (UNCLEAR, new.unclear)] {
            for word in words {
                new.words.entry(word.to_owned()).or_insert(code);
            }
        }
        new
    }

    /// Of a line's channels; the number of channels stands for a blank.
    pub(super) fn of_channels(line: &Helpline, map: &ColumnMap) -> Self {
        let blank = position(line.channels.len());
        let mut new = Self {
            words: BTreeMap::new(),
            labels: Vec::new(),
            recode: recodings(map),
            bands: Vec::new(),
            number_max: 0,
            blank,
            unknown: blank,
            unclear: blank,
        };
        for (at, channel) in line.channels.iter().enumerate() {
            let texts = std::iter::once(&channel.id).chain(channel.label.0.values()).chain(&channel.aliases);
            new.learn_texts(texts, position(at));
        }
        for word in UNKNOWN.into_iter().chain(UNCLEAR) {
            new.words.entry(word.to_owned()).or_insert(blank);
        }
        new
    }

    fn learn(&mut self, code: &Code, at: u16) {
        let texts = std::iter::once(&code.id).chain(code.label.0.values()).chain(&code.aliases);
        self.learn_texts(texts, at);
    }

    fn learn_texts<'t>(&mut self, texts: impl Iterator<Item = &'t String>, at: u16) {
        for text in texts {
            self.words.entry(fold(text)).or_insert(at);
            self.labels.push(text.clone());
        }
    }

    /// The meaning of a text.
    pub(super) fn read(&self, text: &[u8]) -> Meaning {
        let text = fold(&String::from_utf8_lossy(text));
        if text.is_empty() && !self.recode.contains_key("") {
            return Meaning::Code(self.blank);
        }
        let text = self.recode.get(&text).unwrap_or(&text);
        if let Some(&code) = self.words.get(text) {
            return Meaning::Code(code);
        }
        if self.bands.is_empty() {
            return Meaning::None;
        }
        match text.replace(',', ".").parse::<f64>() {
            Err(_) => Meaning::None,
            Ok(number) if number < 0.0 || number > f64::from(self.number_max) => Meaning::NoBand,
            Ok(number) => {
                let number = number as u32;
                let band = self.bands.iter().find(|(from, to, _)| (*from..=*to).contains(&number));
                band.map_or(Meaning::NoBand, |&(_, _, code)| Meaning::Code(code))
            }
        }
    }

    /// The text of a code that comes closest.
    pub(super) fn near(&self, text: &str) -> Option<&str> {
        did_you_mean(text, self.labels.iter().map(String::as_str))
    }
}

/// An answer to a yes/no question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Yes,
    No,
    Blank,
    Unknown,
    Unclear,
    /// Neither.
    Other,
}

/// The spellings of yes and no in a column.
pub(super) struct YesNo {
    yes: Vec<String>,
    no: Vec<String>,
    recode: BTreeMap<String, String>,
}

impl YesNo {
    /// The mapping's own spellings, or the usual ones.
    pub(super) fn new(map: &ColumnMap) -> Self {
        let words = |own: &[String], usual: &[&str]| -> Vec<String> {
            if own.is_empty() {
                usual.iter().map(|&w| w.to_owned()).collect()
            } else {
                own.iter().map(|w| fold(w)).collect()
            }
        };
        Self { yes: words(&map.yes, &YES), no: words(&map.no, &NO), recode: recodings(map) }
    }

    /// The meaning of a text.
    pub(super) fn read(&self, text: &[u8]) -> Answer {
        let text = fold(&String::from_utf8_lossy(text));
        let text = self.recode.get(&text).unwrap_or(&text);
        let is = |words: &[String]| words.iter().any(|w| w == text);
        if is(&self.yes) || (text == "yes" && !self.recode.is_empty()) {
            Answer::Yes
        } else if is(&self.no) || (text == "no" && !self.recode.is_empty()) {
            Answer::No
        } else if text.is_empty() {
            Answer::Blank
        } else if UNKNOWN.contains(&text.as_str()) {
            Answer::Unknown
        } else if UNCLEAR.contains(&text.as_str()) {
            Answer::Unclear
        } else {
            Answer::Other
        }
    }
}
