//! Languages of reports. A language is data: a folder of catalogues in `templates/words`, the program's own or a
//! workspace's. What is beyond words (the signs of numbers, plurals, the order of names) comes from Unicode CLDR, by the
//! locale that the language names.

mod grammar;
mod words;

pub use grammar::Grammar;
pub use words::{Lang, Words};

/// The languages that texts and reports can be in: those of the program, and those of a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Languages(Vec<Lang>);

impl Default for Languages {
    fn default() -> Self {
        Self(Lang::shipped().to_vec())
    }
}

impl Languages {
    /// Those of the program, each replaced by the one of the same code, and the others behind them.
    #[must_use]
    pub fn with(own: &[Lang]) -> Self {
        let mut all: Vec<Lang> = own.to_vec();
        all.extend(Lang::shipped().into_iter().filter(|lang| !own.contains(lang)));
        all.sort();
        Self(all)
    }

    /// The language of a code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<Lang> {
        self.iter().find(|lang| lang.code() == code)
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = Lang> + '_ {
        self.0.iter().copied()
    }

    /// Their codes with the languages, as settings choose from them.
    #[must_use]
    pub fn choices(&self) -> Vec<(&'static str, Lang)> {
        self.iter().map(|lang| (lang.code(), lang)).collect()
    }

    /// Their codes in a sentence: `nl, fr, en, de or es`.
    #[must_use]
    pub fn named(&self) -> String {
        let codes: Vec<&str> = self.iter().map(Lang::code).collect();
        match codes.split_last() {
            Some((last, first)) if !first.is_empty() => format!("{} or {last}", first.join(", ")),
            _ => codes.concat(),
        }
    }
}

#[cfg(test)]
mod tests;
