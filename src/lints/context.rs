//! What a sentence is about: years, codes, units, directions, other lines.

use std::collections::BTreeMap;

use super::facts::{Fact, Facts};
use super::lexicon::{self, Lexicon, Unit};
use super::reading::{clauses, directions, mentions, others, years};
use super::text::{Placed, Sentence, Typed};
use crate::commentary::wording::Nearness;
use crate::commentary::{Cited, Passage, Piece};
use crate::config::Helpline;
use crate::diagnostics::{Finding, Findings, Place};
use crate::measures::Num;

/// A name that was found, with the codes it can mean.
#[derive(Debug, Clone)]
pub struct Mention {
    /// First token.
    pub from: usize,
    /// First token behind it.
    pub to: usize,
    /// (dimension, code).
    pub options: Vec<(String, String)>,
}

impl Mention {
    fn means(&self, dim: &str, code: &str) -> bool {
        self.options.iter().any(|(d, c)| d == dim && c == code)
    }
}

/// A cell as an earlier edition printed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Figure.
    pub figure: String,
    /// `measure;stage;unit;period;dimensions`, as in `figures.csv`.
    pub key: [String; 5],
    /// Number, when one was printed.
    pub value: Option<Num>,
    /// Edition that printed it.
    pub edition: u32,
}

/// What all sentences of a report are checked with.
pub struct Ground<'a> {
    /// Published cells.
    pub facts: Facts,
    /// The line.
    pub line: &'a Helpline,
    /// All lines of the workspace.
    pub lines: &'a [Helpline],
    /// Names.
    pub lexicon: Lexicon,
    /// Cells of earlier editions of this report.
    pub earlier: &'a [Earlier],
}

/// A sentence with what it is about.
pub struct Context<'a> {
    /// What it is checked with.
    pub ground: &'a Ground<'a>,
    /// Where it stands.
    pub piece: &'a Piece,
    /// See `piece`.
    pub passage: &'a Passage,
    /// The sentence.
    pub sentence: &'a Sentence,
    /// Tokens that are years.
    pub years: Vec<(usize, i32)>,
    /// Codes named.
    pub mentions: Vec<Mention>,
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

impl<'a> Context<'a> {
    /// Reads a sentence.
    pub fn of(
        ground: &'a Ground<'a>,
        piece: &'a Piece,
        passage: &'a Passage,
        sentence: &'a Sentence,
        before: Vec<i32>,
    ) -> Self {
        let tokens = &sentence.tokens;
        let mut units = Vec::new();
        let mut mentions = mentions(tokens, &ground.lexicon);
        for (i, token) in tokens.iter().enumerate() {
            let Some((unit, channel)) = token.word().and_then(lexicon::unit) else { continue };
            units.push((i, unit));
            if let Some(channel) = channel.filter(|c| ground.line.channels.iter().any(|l| l.id == **c)) {
                mentions.push(Mention {
                    from: i,
                    to: i + 1,
                    options: vec![("channel".to_owned(), channel.to_owned())],
                });
            }
            // *Oproepen van slachtoffers*: who called, not what is counted.
            let role = |w: Option<&str>| w.is_some_and(|w| ["van", "door", "met"].contains(&w));
            let by = unit == Unit::Victim && i > 1 && role(tokens[i - 1].word());
            if by && ground.line.dimension("role").is_some_and(|d| d.codes.position("victim").is_some()) {
                units.pop();
                mentions.push(Mention {
                    from: i,
                    to: i + 1,
                    options: vec![("role".to_owned(), "victim".to_owned())],
                });
            }
        }
        mentions.sort_by_key(|m| m.from);
        let clauses = clauses(tokens, &mentions);
        Self {
            years: years(tokens),
            directions: directions(tokens),
            others: others(tokens, &ground.lexicon),
            ground,
            piece,
            passage,
            sentence,
            mentions,
            units,
            clauses,
            before,
        }
    }

    /// The facts.
    pub fn facts(&self) -> &'a Facts {
        &self.ground.facts
    }

    /// Its tokens.
    pub fn tokens(&self) -> &'a [Placed] {
        &self.sentence.tokens
    }

    /// The word at a token.
    pub fn word(&self, i: usize) -> &str {
        self.tokens().get(i).and_then(Placed::word).unwrap_or_default()
    }

    /// Whether any of the words stands in it.
    pub fn has(&self, words: &[&str]) -> bool {
        self.tokens().iter().filter_map(Placed::word).any(|w| words.contains(&w))
    }

    /// Whether one of the phrases stands in it, word by word.
    pub fn says(&self, phrases: &[&str]) -> bool {
        let words: Vec<&str> = self.tokens().iter().filter_map(Placed::word).collect();
        phrases.iter().any(|phrase| {
            let phrase: Vec<&str> = phrase.split(' ').collect();
            words.windows(phrase.len()).any(|w| w == phrase)
        })
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
        let skip = usize::from(before.last().is_some_and(|w| ["de", "een", "het"].contains(w)));
        lexicon::nearness(&before[..before.len() - skip])
    }

    /// Years a number at a token is about, the likeliest first, and whether they are certain.
    pub fn years_at(&self, i: usize) -> (Vec<i32>, bool) {
        let tokens = self.tokens();
        let at = |j: usize| self.years.iter().find(|(k, _)| *k == j).map(|(_, y)| *y);
        if tokens.get(i + 1).is_some_and(|t| t.is('('))
            && let Some(year) = at(i + 2)
        {
            return (vec![year], true);
        }
        for j in i + 1..(i + 4).min(tokens.len()) {
            if self.clauses[j] == self.clauses[i]
                && ["in", "van", "voor"].contains(&self.word(j))
                && let Some(year) = at(j + 1)
            {
                return (vec![year], true);
            }
        }
        let report = self.facts().year;
        // *Sinds 2017*: where something begins, not when it was counted.
        let begins = |j: usize| ["sinds", "vanaf"].contains(&self.word(j.wrapping_sub(1)));
        let own: Vec<(usize, i32)> = self.years.iter().filter(|(j, _)| !begins(*j)).copied().collect();
        let same: Vec<i32> =
            own.iter().filter(|(j, _)| self.clauses[*j] == self.clauses[i]).map(|(_, y)| *y).collect();
        if !same.is_empty() {
            let certain = same.len() == 1;
            return (same, certain);
        }
        if !self.years.is_empty() {
            let mut years: Vec<i32> = own.iter().map(|(_, y)| *y).collect();
            if years.is_empty() {
                years.push(report);
            }
            let certain = years.len() == 1;
            return (years, certain);
        }
        if self.says(&["vorig jaar", "het jaar voordien", "een jaar eerder", "het jaar ervoor"]) {
            return (vec![report - 1, report], false);
        }
        let mut years = vec![report];
        years.extend(&self.before);
        (years, self.before.is_empty())
    }

    /// Mentions in the clause of a token.
    pub fn mentions_at(&self, i: usize) -> Vec<&Mention> {
        self.mentions.iter().filter(|m| self.clauses[m.from] == self.clauses[i]).collect()
    }

    /// Whether all codes of a fact are named.
    pub fn covers(&self, fact: &Fact) -> bool {
        fact.dims.iter().all(|(d, c)| self.mentions.iter().any(|m| m.means(d, c)))
    }

    /// The two years of a comparison, earlier first, when the sentence tells them.
    pub fn compared(&self) -> Option<(i32, i32)> {
        let mut years: Vec<i32> = self.years.iter().map(|(_, y)| *y).collect();
        years.sort_unstable();
        years.dedup();
        let report = self.facts().year;
        let last_year = self.says(&["vorig jaar", "het jaar voordien", "een jaar eerder", "het jaar ervoor"]);
        let against =
            self.has(&["tegenover", "vergeleken", "vs", "opzichte", "dan", "sinds", "vergelijking"]);
        match years[..] {
            [a, .., b] => Some((a, b)),
            [y] if last_year => Some((y - 1, y)),
            [y] if against && y < report => Some((y, report)),
            [y] => Some((y - 1, y)),
            [] => Some((report - 1, report)),
        }
    }

    /// The years that a change at a token can be between, the likeliest first: with more than two years
    /// in the sentence, those that stand before it.
    pub fn compared_at(&self, at: usize) -> Vec<(i32, i32)> {
        let pair = |a: i32, b: i32| (a.min(b), a.max(b));
        if self.years.len() <= 2 {
            return self.compared().into_iter().collect();
        }
        let mut near: Vec<(usize, i32)> = self.years.clone();
        near.sort_by_key(|(j, _)| (*j > at, j.abs_diff(at)));
        let mut pairs = Vec::new();
        for (n, (_, a)) in near.iter().enumerate() {
            pairs.extend(near[n + 1..].iter().filter(|(_, b)| a != b).map(|(_, b)| pair(*a, *b)));
        }
        pairs
    }

    /// Whether the sentence leans on another one for its year.
    pub fn leans(&self) -> bool {
        self.years.is_empty() && (self.has(&["toen"]) || self.says(&["dat jaar", "in die periode"]))
    }

    /// Adds a finding about a token.
    pub fn report(&self, code: &'static str, i: usize, message: &str, hint: &str, findings: &mut Findings) {
        if self.piece.accept.contains(code) {
            return;
        }
        let from = self.tokens().get(i).map_or(0, |t| t.from);
        let (line, column) = self.passage.places.get(from).copied().unwrap_or((1, 1));
        let mut shown: String = self.sentence.shown.chars().take(160).collect();
        if shown.len() < self.sentence.shown.len() {
            shown.push('…');
        }
        let finding = Finding::warning(code, format!("“{shown}”: {message}"))
            .at(Place::at(&self.piece.file, line, column))
            .hint(hint)
            .of(&self.ground.line.id);
        if !findings.0.contains(&finding) {
            findings.push(finding);
        }
    }
}

/// Whether the codes of a fact are exactly those that mentions name, one code a mention.
pub fn exactly(fact: &Fact, mentions: &[&Mention]) -> bool {
    // The same name may be said twice.
    let mut left: BTreeMap<&str, &str> = fact.dims.iter().map(|(d, c)| (d.as_str(), c.as_str())).collect();
    let all = fact.dims.len();
    let mut used = 0;
    for mention in mentions {
        let Some((dim, code)) = fact.dims.iter().find(|(d, c)| mention.means(d, c)) else { return false };
        if left.remove(dim.as_str()) == Some(code.as_str()) {
            used += 1;
        }
    }
    used == all
}
