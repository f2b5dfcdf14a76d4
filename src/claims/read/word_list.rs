//! Lists of words and phrases, as the file of words gives them.

use std::collections::HashSet;

use serde::Deserialize;

/// A short list of words; its order may matter, as that of numerals does.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct WordList(Vec<String>);

impl WordList {
    /// Whether the word is in it.
    pub fn has(&self, word: &str) -> bool {
        self.position(word).is_some()
    }

    /// The place of the word in it, from 0.
    pub fn position(&self, word: &str) -> Option<usize> {
        self.0.iter().position(|w| w == word)
    }

    /// Whether the word begins with one of it.
    pub fn begins(&self, word: &str) -> bool {
        self.iter().any(|w| word.starts_with(w))
    }

    /// Whether the word ends with one of it.
    pub fn ends(&self, word: &str) -> bool {
        self.iter().any(|w| word.ends_with(w))
    }

    /// Its words, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// A long list of words, without order.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct WordSet(HashSet<String>);

impl WordSet {
    /// Whether the word is in it.
    pub fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

/// Phrases of several words.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct Phrases(Vec<Vec<String>>);

impl From<Vec<String>> for Phrases {
    fn from(texts: Vec<String>) -> Self {
        Self(texts.iter().map(|t| t.split(' ').map(str::to_owned).collect()).collect())
    }
}

impl Phrases {
    /// Whether one of the phrases stands among the words, word by word.
    pub fn stand_in(&self, words: &[&str]) -> bool {
        self.0.iter().any(|phrase| words.windows(phrase.len()).any(|w| w == phrase))
    }
}

/// Words that mean the same.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meaning<V> {
    /// The words.
    pub words: WordList,
    /// What they mean.
    pub means: V,
}

/// What a word means.
pub fn find<'m, V>(meanings: &'m [Meaning<V>], word: &str) -> Option<&'m V> {
    meanings.iter().find(|m| m.words.has(word)).map(|m| &m.means)
}
