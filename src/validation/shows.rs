//! Which values of a column may stand in a message.
//!
//! A column that says `showable` is obeyed, but never in a file with numbers of callers. Numbers show how
//! they are written and not what they are. Of other columns the program decides: only those of channels, outcomes, answers and dimensions are looked at, and only when
//! they look like codes: at most [`MOST`] different texts occur as often as the line's threshold, and at
//! least [`SURE`] of a hundred filled cells hold one of them. Then a text is shown that occurs so often, is
//! short, of few words, and has few digits and no `@`. A text that is rarer is never shown: it could be a
//! name or a sentence about one person.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use crate::config::ColumnMap;
use crate::intake::RawColumn;

use super::rows::Rows;

/// Most texts that occur often in a column of codes.
pub(super) const MOST: usize = 50;
/// Of a hundred filled cells so many hold a text that occurs often.
pub(super) const SURE: usize = 75;
/// Different texts after which a column holds no codes.
const TOO_MANY: usize = 2000;
/// Most letters of a code.
const LETTERS: usize = 40;
/// Most words of a code.
const WORDS: usize = 5;
/// Most digits of a code: more can be a number of somebody.
const DIGITS: usize = 4;
/// A text that occurs less often is never shown, whatever the threshold.
pub(super) const FEWEST: u64 = 3;

/// Targets that hold what belongs to one contact. How moments are written is told where they are read.
const NEVER: [&str; 7] =
    ["id", "at", "date", "time", "answered_at", "ended_at", crate::config::CALLER_NUMBER];
/// Targets that hold numbers: of these the form is shown, with `#` for each digit.
const FORMS: [&str; 3] = ["wait_s", "duration_s", "victims"];
/// Letters side by side in a form: more can be a word.
const UNIT: usize = 3;

/// How often each text of a column occurs, when it holds codes.
type Often = Option<Rc<HashMap<Vec<u8>, u32>>>;

/// What was found out about columns: by number of the field and separator of several answers.
#[derive(Default)]
pub(super) struct Shows(RefCell<BTreeMap<(u64, Option<String>), Often>>);

impl Rows<'_> {
    /// A text of a column, where it may stand in a message.
    pub(super) fn shown_text(&self, map: &ColumnMap, column: &RawColumn, text: &[u8]) -> Option<String> {
        if self.map.holds_numbers() || map.showable == Some(false) {
            return None;
        }
        if FORMS.contains(&map.target.as_str())
            && let Some(form) = form(text)
        {
            return Some(form);
        }
        let may = map.showable.unwrap_or_else(|| self.is_frequent_code(map, column, text));
        may.then(|| String::from_utf8_lossy(text).chars().take(60).collect())
    }

    fn is_frequent_code(&self, map: &ColumnMap, column: &RawColumn, text: &[u8]) -> bool {
        let target = map.target.as_str();
        if NEVER.contains(&target) || FORMS.contains(&target) || !is_short(text) {
            return false;
        }
        let least = self.line.threshold.max(FEWEST);
        let separator = map.separator.clone().filter(|s| !s.is_empty());
        let mut known = self.shows.0.borrow_mut();
        let often = known
            .entry((column.number, separator))
            .or_insert_with_key(|(_, separator)| often(self, column, separator.as_deref(), least));
        often.as_ref().is_some_and(|counts| counts.get(text).is_some_and(|n| u64::from(*n) >= least))
    }
}

/// How a number or moment is written, `##h##`; nothing for a text with words.
fn form(text: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(text).ok().filter(|t| t.chars().count() <= LETTERS)?;
    let words = text.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > UNIT);
    let digits = text.chars().any(|c| c.is_ascii_digit());
    let sign = |c: char| match c {
        '0'..='9' => '#',
        // What cannot be seen.
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        c => c,
    };
    (digits && !words).then(|| text.chars().map(sign).collect())
}

/// Whether a text is as short as that of a code, and no address or number.
pub(super) fn is_short(text: &[u8]) -> bool {
    let text = String::from_utf8_lossy(text);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.chars().count() <= LETTERS
        && text.split_whitespace().count() <= WORDS
        && digits <= DIGITS
        && !text.contains('@')
}

/// The texts of a column with their numbers, when they look like codes.
fn often(rows: &Rows<'_>, column: &RawColumn, separator: Option<&str>, least: u64) -> Often {
    let mut counts: HashMap<Vec<u8>, u32> = HashMap::new();
    let mut filled = 0_usize;
    for cell in rows.raw.cells(column).iter().filter(|cell| !cell.is_empty()) {
        let text = String::from_utf8_lossy(cell);
        let parts: Vec<&[u8]> = match separator {
            Some(separator) => text.split(separator).map(|p| p.trim().as_bytes()).collect(),
            None => vec![cell],
        };
        for part in parts.into_iter().filter(|p| !p.is_empty()) {
            filled += 1;
            if let Some(n) = counts.get_mut(part) {
                *n += 1;
            } else if counts.len() >= TOO_MANY {
                return None;
            } else {
                counts.insert(part.to_vec(), 1);
            }
        }
    }
    let frequent = counts.values().filter(|n| u64::from(**n) >= least);
    let (texts, cells) = frequent.fold((0, 0), |(texts, cells), n| (texts + 1, cells + *n as usize));
    (texts <= MOST && cells * 100 >= filled * SURE).then(|| Rc::new(counts))
}

#[cfg(test)]
mod tests {
    use super::{form, is_short};

    #[test]
    fn numbers_and_moments_show_how_they_are_written() {
        for (text, shown) in [
            ("21h35", Some("##h##")),
            ("2\u{202f}586", Some("# ###")),
            ("25:10", Some("##:##")),
            ("12 min", Some("## min")),
            ("12-mrt-24", Some("##-mrt-##")),
            ("belde om 10 uur", None),
            ("geen", None),
            ("12 Peeters", None),
        ] {
            assert_eq!(form(text.as_bytes()).as_deref(), shown, "{text}");
        }
    }

    #[test]
    fn addresses_numbers_and_sentences_are_no_codes() {
        for text in ["Oost-Vlaanderen", "18-25", "ja", "Fysiek geweld (zwaar)", "P2", "Brussel 1000"] {
            assert!(is_short(text.as_bytes()), "{text}");
        }
        for text in [
            "jan@voorbeeld.be",
            "0470123456",
            "12/03/2019",
            "belde terug over haar buurman en zoon",
            "een woord dat zo lang is dat het geen code kan zijn",
        ] {
            assert!(!is_short(text.as_bytes()), "{text}");
        }
    }
}
