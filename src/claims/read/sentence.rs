//! A sentence with what it is about: years, codes, units, directions, other lines.

use super::entities::{self, Named};
use super::lexicon::Lexicon;
use super::mention::Mention;
use super::names::NameIndex;
use super::part_of_year::{Part, part};
use super::structure;
use super::tokens::{Placed, Sentence, Typed};
use super::unit::Unit;
use super::word_list::{Phrases, WordList};
use crate::commentary::{Cited, Passage, Piece};
use crate::config::Helpline;
use crate::words::wording::Nearness;

/// What all sentences of a report are read with.
pub struct Setting<'a> {
    /// The line that the report is of.
    pub line: &'a Helpline,
    /// All lines of the workspace.
    pub lines: &'a [Helpline],
    /// Names that a sentence can use.
    pub names: NameIndex,
    pub year: i32,
}

/// A sentence that was read.
pub struct Reading<'a> {
    /// What it was read with.
    pub setting: &'a Setting<'a>,
    /// Words of its language.
    pub lexicon: &'static Lexicon,
    /// The text that it stands in.
    pub piece: &'a Piece,
    /// Its paragraph.
    pub passage: &'a Passage,
    /// Its tokens and its wording.
    pub sentence: &'a Sentence,
    /// Tokens that are years.
    pub years: Vec<(usize, i32)>,
    /// Codes named.
    pub mentions: Vec<Mention>,
    /// Codes that may be meant.
    pub hints: Vec<Mention>,
    /// Tokens whose words may narrow down what is counted.
    pub residue: Vec<usize>,
    /// Tokens that are part of an age.
    pub ages: Vec<usize>,
    /// Part of the year.
    pub part: Part,
    /// Unit words.
    pub units: Vec<(usize, Unit)>,
    /// Direction words, those of *meer dan 900* left out.
    pub directions: Vec<(usize, i8)>,
    /// Other lines named.
    pub others: Vec<usize>,
    /// Number of the clause of each token.
    pub clauses: Vec<usize>,
    /// Years of the sentence before.
    pub before: Vec<i32>,
}

impl<'a> Reading<'a> {
    /// Reads a sentence; `before` holds the years of the sentence before it.
    pub fn of(
        setting: &'a Setting<'a>,
        lexicon: &'static Lexicon,
        piece: &'a Piece,
        passage: &'a Passage,
        sentence: &'a Sentence,
        before: Vec<i32>,
    ) -> Self {
        let tokens = &sentence.tokens;
        let mut named = entities::named(lexicon, tokens, &setting.names);
        let units = entities::units(lexicon, tokens, setting.line, &mut named);
        named.mentions.sort_by_key(|m| m.from);
        let clauses = structure::clauses(lexicon, tokens, &named.mentions);
        let directions = structure::directions(lexicon, tokens);
        entities::drop_causes(lexicon, tokens, &directions, &units, &mut named);
        let others = entities::others(tokens, &setting.names);
        let residue = entities::residue(lexicon, tokens, &setting.names, setting.lines, &named, &others);
        let Named { mentions, hints, ages, .. } = named;
        Self {
            setting,
            lexicon,
            piece,
            passage,
            sentence,
            years: structure::years(lexicon, tokens),
            mentions,
            hints,
            residue,
            ages,
            part: part(lexicon, tokens),
            units,
            directions,
            others,
            clauses,
            before,
        }
    }

    /// Whether every word of the clause of a token is understood, so that one published cell is meant.
    pub fn certain(&self, i: usize) -> bool {
        let here = |j: usize| self.clauses[j] == self.clauses[i];
        // *Van wie 654 via chat*: of those that another clause names.
        !self.residue.iter().any(|j| here(*j))
            && !self.hints.iter().any(|m| here(m.from))
            && !(0..self.tokens().len()).any(|j| here(j) && self.lexicon.sentence.part_of.has(self.word(j)))
    }

    pub fn tokens(&self) -> &'a [Placed] {
        &self.sentence.tokens
    }

    /// The word at a token.
    pub fn word(&self, i: usize) -> &str {
        self.tokens().get(i).and_then(Placed::word).unwrap_or_default()
    }

    /// Whether any of the words stands in it.
    pub fn has(&self, words: &WordList) -> bool {
        self.tokens().iter().filter_map(Placed::word).any(|w| words.has(w))
    }

    /// Whether the word stands in it.
    pub fn has_word(&self, word: &str) -> bool {
        self.tokens().iter().any(|t| t.word() == Some(word))
    }

    /// Whether one of the phrases stands in it, word by word.
    pub fn says(&self, phrases: &Phrases) -> bool {
        let words: Vec<&str> = self.tokens().iter().filter_map(Placed::word).collect();
        phrases.stand_in(&words)
    }

    /// The reference that a number came from.
    pub fn cited(&self, typed: Typed) -> Option<&'a Cited> {
        typed.cited.map(|i| &self.passage.cited[i])
    }

    /// How near the number at a token must be.
    pub fn nearness(&self, i: usize) -> Nearness {
        let from = i.saturating_sub(3);
        let before: Vec<&str> = (from..i).map(|j| self.word(j)).collect();
        // An article may stand between: *bijna de helft*, *ruim een kwart*.
        let skip = usize::from(before.last().is_some_and(|w| self.lexicon.particle.article.has(w)));
        self.lexicon.nearness(&before[..before.len() - skip])
    }

    /// Mentions in the clause of a token.
    pub fn mentions_at(&self, i: usize) -> Vec<&Mention> {
        self.mentions.iter().filter(|m| self.clauses[m.from] == self.clauses[i]).collect()
    }

    /// Whether an unknown word stands where it narrows the unit down: *nachtelijke oproepen*, *oproepen over
    /// huisdieren*.
    pub fn narrowed(&self) -> bool {
        let unknown =
            |j: usize| self.residue.contains(&j) || self.hints.iter().any(|m| m.from <= j && j < m.to);
        self.units.iter().any(|(at, _)| {
            let before = *at > 0 && unknown(at - 1);
            let joint = self.lexicon.sentence.joint.has(self.word(at + 1));
            let behind = joint && (at + 2..at + 6).any(|j| j < self.tokens().len() && unknown(j));
            before || behind
        })
    }
}
