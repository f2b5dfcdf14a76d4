//! Texts in several languages.

use std::collections::BTreeMap;

use crate::base::Lang;

/// A text per language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text(pub BTreeMap<Lang, String>);

impl Text {
    /// The text in a language; in Dutch where that is missing, else in any. What is missing in a language of a
    /// workspace's own is said in English, as its missing words are.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        self.0
            .get(&lang)
            .or_else(|| self.0.get(&Lang::en()).filter(|_| !Lang::shipped().contains(&lang)))
            .or_else(|| self.0.get(&Lang::nl()))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    /// A text that is printed in every language: it is kept as Dutch, which is the fallback.
    #[must_use]
    pub fn same(text: &str) -> Self {
        Self(BTreeMap::from([(Lang::nl(), text.to_owned())]))
    }
}
