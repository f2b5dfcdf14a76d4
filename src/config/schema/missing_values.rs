//! Words for a missing value: a cell that holds one is blank, unknown or unclear, whatever its column is. Also
//! the spellings of yes and no.
//!
//! One list serves numbers, codes, channels, outcomes, yes and no, series and recodings, so that a word means the
//! same everywhere. A word that a code list has for itself means what the list says.

use crate::base::fold;

/// Why a value is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// Nothing was filled in.
    Blank,
    /// Asked and not known.
    Unknown,
    /// Registered and not clear.
    Unclear,
}

/// Words for a blank, folded: as people, spreadsheets (`#N/A`, `#N/B`, `#NV`, `#N/D`), data frames (`NaN`, `NaT`, `<NA>`),
/// databases (`NULL`, `\N`) and scripts (`None`, `nil`, `undefined`) write them.
const BLANK: &[&str] = &[
    "", "blank", "leeg", "vide", "leer", "(blank)", "(leeg)", "(vide)", "(leer)", "nan", "-nan", "nat", "na",
    "n/a", "n.a.", "#n/a", "#na", "#n/b", "#nv", "#n/d", "<na>", "null", "(null)", "<null>", "\\n", "none",
    "nil", "-", "--", ".",
];

const UNKNOWN: &[&str] = &["unknown", "onbekend", "inconnu", "inconnue", "unbekannt", "desconocido", "?"];

const UNCLEAR: &[&str] = &["unclear", "onduidelijk", "unklar"];

/// Spellings of yes, folded: of people, of spreadsheets in five languages, of databases (`-1`), of statistical
/// programs (`1.0`), of forms (`checked`) and of drawn boxes.
pub const YES: &[&str] = &[
    "ja",
    "yes",
    "oui",
    "si",
    "1",
    "true",
    "x",
    "j",
    "y",
    "o",
    "s",
    "t",
    "waar",
    "vrai",
    "wahr",
    "verdadero",
    "vero",
    "sim",
    "1.0",
    "1,0",
    "-1",
    "on",
    "aan",
    "checked",
    "ticked",
    "selected",
    "aangevinkt",
    "coche",
    "cochee",
    "angekreuzt",
    "marcado",
    "✓",
    "✔",
    "✔\u{fe0f}",
    "☑",
    "☑\u{fe0f}",
    "✅",
    "☒",
];

/// Spellings of no, folded.
pub const NO: &[&str] = &[
    "nee",
    "no",
    "non",
    "0",
    "false",
    "neen",
    "n",
    "nein",
    "onwaar",
    "faux",
    "falsch",
    "falso",
    "f",
    "nao",
    "0.0",
    "0,0",
    "off",
    "uit",
    "unchecked",
    "unticked",
    "unselected",
    "not checked",
    "not selected",
    "niet aangevinkt",
    "non coche",
    "non cochee",
    "nicht angekreuzt",
    "no marcado",
    "☐",
    "□",
    "⬜",
    "not ticked",
    "❌",
];

/// A line's own words for a missing value, beside the usual ones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Silent {
    /// Further words for *unknown*, folded.
    pub unknown: Vec<String>,
    /// Further words for a blank, folded.
    pub blank: Vec<String>,
}

impl Silent {
    /// Why the value is missing, by its folded text; `None` when it is a value.
    #[must_use]
    pub fn of(&self, folded: &str) -> Option<Silence> {
        let own = |words: &[String]| words.iter().any(|word| word == folded);
        if own(&self.unknown) {
            return Some(Silence::Unknown);
        }
        if own(&self.blank) {
            return Some(Silence::Blank);
        }
        // Most cells are longer than all of these words and need no comparison.
        if folded.len() > 12 {
            return None;
        }
        let usual = [(Silence::Blank, BLANK), (Silence::Unknown, UNKNOWN), (Silence::Unclear, UNCLEAR)];
        usual.into_iter().find(|(_, words)| words.contains(&folded)).map(|(silence, _)| silence)
    }

    /// All words for a missing value, folded: the line's own and the usual ones.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let own = self.unknown.iter().chain(&self.blank).map(String::as_str);
        own.chain([BLANK, UNKNOWN, UNCLEAR].into_iter().flatten().copied())
    }

    /// Whether a cell, as it stands in its file, has no value.
    #[must_use]
    pub fn says_nothing(&self, cell: &[u8]) -> bool {
        if cell.is_empty() {
            return true;
        }
        // None of the usual words has a digit, and most cells have one.
        if self.unknown.is_empty() && self.blank.is_empty() && cell.iter().any(u8::is_ascii_digit) {
            return false;
        }
        self.of(&fold(&String::from_utf8_lossy(cell))).is_some()
    }

    /// Whether one of the line's own words consists of digits, so that numbers must be compared with it as texts.
    #[must_use]
    pub fn has_digits(&self) -> bool {
        let digits = |word: &String| word.bytes().all(|b| b.is_ascii_digit());
        self.unknown.iter().chain(&self.blank).any(digits)
    }
}

#[cfg(test)]
mod tests {
    use super::{Silence, Silent};

    #[test]
    fn words_of_people_and_programs_say_nothing_in_any_capitals() {
        let silent = Silent { unknown: vec!["wil niet zeggen".to_owned()], blank: vec!["999".to_owned()] };
        for (text, expected) in [
            ("NaN", Some(Silence::Blank)),
            ("#N/A", Some(Silence::Blank)),
            ("–", Some(Silence::Blank)),
            (" \u{a0} ", Some(Silence::Blank)),
            ("None", Some(Silence::Blank)),
            ("?", Some(Silence::Unknown)),
            ("Onbekend", Some(Silence::Unknown)),
            ("Wil  niet zeggen", Some(Silence::Unknown)),
            ("999", Some(Silence::Blank)),
            ("onduidelijk", Some(Silence::Unclear)),
            ("0", None),
            ("no", None),
            ("nooit", None),
        ] {
            assert_eq!(silent.of(&crate::base::fold(text)), expected, "{text}");
        }
        assert!(silent.has_digits() && !Silent::default().has_digits());
    }
}
