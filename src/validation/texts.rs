//! The text of a cell as all columns see it: folded, recoded, and known when it says nothing.

use std::collections::BTreeMap;

use crate::base::fold;
use crate::config::{ColumnMap, Helpline, Silence, Silent};

/// What a column's texts are before anybody looks at what they mean.
pub(super) struct Texts<'a> {
    recode: BTreeMap<String, String>,
    silent: &'a Silent,
}

impl<'a> Texts<'a> {
    /// Of a column of a line.
    pub(super) fn new(map: &ColumnMap, line: &'a Helpline) -> Self {
        let recode = map.values.iter().map(|(text, code)| (fold(text), fold(code))).collect();
        Self { recode, silent: &line.silent }
    }

    /// Of a column without recodings.
    pub(super) fn plain(line: &'a Helpline) -> Self {
        Self { recode: BTreeMap::new(), silent: &line.silent }
    }

    /// A cell's text, folded and recoded. What is a blank under any name is recoded as the empty text is.
    pub(super) fn of(&self, cell: &[u8]) -> String {
        let text = fold(&String::from_utf8_lossy(cell));
        if self.recode.is_empty() {
            return text;
        }
        if let Some(to) = self.recode.get(&text) {
            return to.clone();
        }
        match (self.recode.get(""), self.silent.of(&text)) {
            (Some(to), Some(Silence::Blank)) => to.clone(),
            _ => text,
        }
    }

    /// What a text of [`Self::of`] leaves open.
    pub(super) fn silence(&self, text: &str) -> Option<Silence> {
        self.silent.of(text)
    }

    /// Whether plain digits may be more than a number: they are recoded, or say nothing.
    pub(super) fn has_digits(&self) -> bool {
        let digits = |text: &String| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        self.silent.has_digits() || self.recode.keys().any(digits)
    }

    /// What a cell is recoded to, where it is.
    pub(super) fn recoding(&self, cell: &[u8]) -> Option<String> {
        self.recode.get(&fold(&String::from_utf8_lossy(cell))).cloned()
    }

    /// Texts that are recoded.
    pub(super) fn recoded(&self) -> impl Iterator<Item = &String> {
        self.recode.keys()
    }
}
