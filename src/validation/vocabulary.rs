//! What the texts of a coded column mean.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{did_you_mean, fold};
use crate::config::{Code, CodeKind, CodeList, ColumnMap, Helpline, NO, Silence, YES};

use super::ages::{self, Ages};
use super::memo::Memo;
use super::texts::Texts;

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
pub(super) struct Vocabulary<'a> {
    words: BTreeMap<String, u16>,
    labels: Vec<String>,
    texts: Texts<'a>,
    bands: Vec<(u32, u32, u16)>,
    ages: Ages,
    pub blank: u16,
    pub unknown: u16,
    pub unclear: u16,
}

fn position(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

impl<'a> Vocabulary<'a> {
    /// Of a dimension's code list.
    pub(super) fn of_codes(list: &CodeList, map: &ColumnMap, line: &'a Helpline) -> Self {
        let special =
            |kind| position(list.codes.iter().position(|c| c.kind == kind).unwrap_or(list.codes.len()));
        let mut new = Self {
            words: BTreeMap::new(),
            labels: Vec::new(),
            texts: Texts::new(map, line),
            bands: Vec::new(),
            ages: Ages::new(map, line),
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
        new
    }

    /// Of a line's channels; the number of channels stands for a blank.
    pub(super) fn of_channels(line: &'a Helpline, map: &ColumnMap) -> Self {
        let blank = position(line.channels.len());
        let mut new = Self {
            words: BTreeMap::new(),
            labels: Vec::new(),
            texts: Texts::new(map, line),
            bands: Vec::new(),
            ages: Ages::new(map, line),
            blank,
            unknown: blank,
            unclear: blank,
        };
        for (at, channel) in line.channels.iter().enumerate() {
            let texts = std::iter::once(&channel.id).chain(channel.label.0.values()).chain(&channel.aliases);
            new.learn_texts(texts, position(at));
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

    /// The meaning of a text: a word of the list, then one that says nothing, then a number.
    pub(super) fn read(&self, text: &[u8]) -> Meaning {
        let text = self.texts.of(text);
        if let Some(code) = self.words.get(&text).copied().or_else(|| self.silent(&text)) {
            return Meaning::Code(code);
        }
        if self.bands.is_empty() { Meaning::None } else { ages::meaning(self, &self.ages, &text) }
    }

    /// The code of a folded text that says nothing.
    pub(super) fn silent(&self, text: &str) -> Option<u16> {
        self.texts.silence(text).map(|silence| match silence {
            Silence::Blank => self.blank,
            Silence::Unknown => self.unknown,
            Silence::Unclear => self.unclear,
        })
    }

    /// The code of the band that a number lies in.
    pub(super) fn band(&self, number: f64) -> Option<u16> {
        if number < 0.0 || number > self.ages.max() {
            return None;
        }
        let number = number as u32;
        self.bands.iter().find(|(from, to, _)| (*from..=*to).contains(&number)).map(|&(_, _, code)| code)
    }

    /// Whether its codes are bands of numbers.
    pub(super) fn has_numbers(&self) -> bool {
        !self.bands.is_empty()
    }

    /// Whether its codes are bands: of numbers, or named like `12-15`.
    pub(super) fn has_bands(&self) -> bool {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let named = |word: &String| word.split_once('-').is_some_and(|(from, to)| digits(from) && digits(to));
        !self.bands.is_empty() || self.words.keys().any(named)
    }

    /// Whether a text is a word of the list as a whole, or recoded to one.
    pub(super) fn knows(&self, text: &str) -> bool {
        self.words.contains_key(&self.texts.of(text.as_bytes()))
    }

    /// All texts that are looked up, folded.
    pub(super) fn texts(&self) -> impl Iterator<Item = &String> {
        self.words.keys().chain(self.texts.recoded())
    }

    /// Of how many parts between separators a word of the list is made at most.
    pub(super) fn parts(&self, separator: &str) -> usize {
        let separator = fold(separator);
        let separator = if separator.is_empty() { " " } else { &separator };
        let of = |word: &String| word.matches(separator).count() + 1;
        self.words.keys().chain(self.texts.recoded()).map(of).max().unwrap_or(1)
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

/// Fewest answers of which can be said that their spellings are a system.
const ENOUGH: usize = 20;

/// The spellings of yes and no in a column.
pub(super) struct YesNo<'a> {
    yes: Vec<String>,
    no: Vec<String>,
    /// Whether the mapping says what they are.
    own: bool,
    texts: Texts<'a>,
}

impl<'a> YesNo<'a> {
    /// The mapping's own spellings, or the usual ones.
    pub(super) fn new(map: &ColumnMap, line: &'a Helpline) -> Self {
        let words = |own: &[String], usual: &[&str]| -> Vec<String> {
            if own.is_empty() {
                usual.iter().map(|&w| w.to_owned()).collect()
            } else {
                own.iter().map(|w| fold(w)).collect()
            }
        };
        let own = !map.yes.is_empty();
        Self { yes: words(&map.yes, YES), no: words(&map.no, NO), own, texts: Texts::new(map, line) }
    }

    /// Two spellings of yes that stand beside a no and are not one word with its first letter: `j` and `o`, `1` and
    /// `-1`. Nothing where the column says what its spellings are.
    pub(super) fn two_yes<'c>(&self, cells: impl Iterator<Item = &'c [u8]>) -> Option<(String, String)> {
        if self.own {
            return None;
        }
        let mut memo = Memo::new();
        let (mut yes, mut no, mut filled) = (BTreeSet::new(), false, 0_usize);
        for cell in cells {
            filled += usize::from(!cell.is_empty());
            memo.get(cell, |cell| {
                match self.read(cell) {
                    // What is recoded to yes is known to be one.
                    Answer::Yes if self.texts.recoding(cell).is_none() => {
                        yes.insert(self.texts.of(cell));
                    }
                    Answer::No => no = true,
                    _ => {}
                }
                0
            });
        }
        let is_short = |text: &str| text.chars().count() == 1 || text.starts_with(['-', '1']);
        let family = |text: &str| match text {
            "1.0" | "1,0" => "1".to_owned(),
            text if text.starts_with('-') => text.to_owned(),
            text => text.chars().take(1).collect(),
        };
        let first = yes.iter().find(|text| {
            is_short(text) && !yes.iter().any(|other| !is_short(other) && family(other) == family(text))
        })?;
        let other = yes.iter().find(|other| family(other) != family(first))?;
        (no && filled >= ENOUGH).then(|| (first.clone(), other.clone()))
    }

    /// All spellings that are looked up, folded.
    pub(super) fn spellings(&self) -> impl Iterator<Item = &str> {
        let own = self.yes.iter().chain(&self.no).chain(self.texts.recoded());
        own.map(String::as_str).chain(YES.iter().chain(NO).copied())
    }

    /// The meaning of a text.
    pub(super) fn read(&self, text: &[u8]) -> Answer {
        let recoded = self.texts.of(text);
        let is = |words: &[String]| words.contains(&recoded);
        // What is recoded is recoded to plain words, whatever the spellings of the column.
        let plain =
            |usual: &[&str]| self.texts.recoded().next().is_some() && usual.contains(&recoded.as_str());
        if is(&self.yes) {
            return Answer::Yes;
        }
        if is(&self.no) {
            return Answer::No;
        }
        match self.texts.silence(&recoded) {
            Some(Silence::Blank) => Answer::Blank,
            Some(Silence::Unknown) => Answer::Unknown,
            Some(Silence::Unclear) => Answer::Unclear,
            None if plain(YES) => Answer::Yes,
            None if plain(NO) => Answer::No,
            None => Answer::Other,
        }
    }
}
