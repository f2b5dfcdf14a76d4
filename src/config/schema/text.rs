//! Languages of reports, and texts in several of them.

use std::collections::BTreeMap;

/// A language of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Dutch.
    Nl,
    /// French.
    Fr,
    /// English.
    En,
    /// German.
    De,
}

impl Lang {
    /// All languages, Dutch first.
    pub const ALL: [Self; 4] = [Self::Nl, Self::Fr, Self::En, Self::De];

    /// Two-letter code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::Fr => "fr",
            Self::En => "en",
            Self::De => "de",
        }
    }

    /// Finds a language by its two-letter code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.code() == code)
    }
}

/// A text per language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text(pub BTreeMap<Lang, String>);

impl Text {
    /// The text in a language; in Dutch where that is missing, else in any.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        self.0
            .get(&lang)
            .or_else(|| self.0.get(&Lang::Nl))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    /// A text that is printed in every language: it is kept as Dutch, which is the fallback.
    #[must_use]
    pub fn same(text: &str) -> Self {
        Self(BTreeMap::from([(Lang::Nl, text.to_owned())]))
    }
}
