//! What a sentence is about: years, codes, units, directions, other lines.

use std::collections::BTreeMap;

use super::facts::{Fact, Facts};
use super::lexicon::{self, Unit};
use super::names::{Lexicon, Option_};
use super::periods::{Part, part};
use super::reading::{self, Named, clauses, directions, others, years};
use super::text::{Placed, Sentence, Typed};
use crate::base::{Code, Finding, Findings, Num, Place};
use crate::commentary::{Cited, Passage, Piece};
use crate::config::Helpline;
use crate::words::wording::Nearness;

/// A name that was found, with the codes it can mean.
#[derive(Debug, Clone)]
pub struct Mention {
    /// First token.
    pub from: usize,
    /// First token behind it.
    pub to: usize,
    /// (dimension, code).
    pub options: Vec<Option_>,
}

impl Mention {
    /// Whether it can mean a code.
    pub fn means(&self, dim: &str, code: &str) -> bool {
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
    /// Cells of which all codes are named.
    pub covered: Vec<&'a Fact>,
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
        let mut named = reading::named(tokens, &ground.lexicon);
        let units = units(tokens, ground.line, &mut named);
        named.mentions.sort_by_key(|m| m.from);
        let clauses = clauses(tokens, &named.mentions);
        let directions = directions(tokens);
        reading::drop_causes(tokens, &directions, &units, &mut named);
        let others = others(tokens, &ground.lexicon);
        let residue = reading::residue(tokens, &ground.lexicon, ground.lines, &named, &others);
        let Named { mentions, hints, ages, .. } = named;
        let mut cx = Self {
            years: years(tokens),
            directions,
            part: part(tokens),
            others,
            ground,
            piece,
            passage,
            sentence,
            mentions,
            hints,
            residue,
            ages,
            units,
            clauses,
            before,
            covered: Vec::new(),
        };
        cx.covered = ground.facts.all.iter().filter(|f| cx.covers(f)).collect();
        cx
    }

    /// Whether every word of the clause of a token is understood, so that one published cell is meant.
    pub fn certain(&self, i: usize) -> bool {
        let here = |j: usize| self.clauses[j] == self.clauses[i];
        // *Van wie 654 via chat*: of those that another clause names.
        let parts = ["wie", "waarvan", "hiervan", "daarvan", "waaronder", "hen", "hun"];
        !self.residue.iter().any(|j| here(*j))
            && !self.hints.iter().any(|m| here(m.from))
            && !(0..self.tokens().len()).any(|j| here(j) && parts.contains(&self.word(j)))
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

    /// Mentions in the clause of a token.
    pub fn mentions_at(&self, i: usize) -> Vec<&Mention> {
        self.mentions.iter().filter(|m| self.clauses[m.from] == self.clauses[i]).collect()
    }

    /// Whether all codes of a fact are named.
    pub fn covers(&self, fact: &Fact) -> bool {
        fact.dims.iter().all(|(d, c)| self.mentions.iter().chain(&self.hints).any(|m| m.means(d, c)))
    }

    /// Adds a finding about a token.
    pub fn report(&self, code: Code, i: usize, message: &str, hint: &str, findings: &mut Findings) {
        if self.piece.accept.contains(code.id()) {
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

/// The unit words of a sentence; the codes that some of them name are added to the others.
fn units(tokens: &[Placed], line: &Helpline, named: &mut Named) -> Vec<(usize, Unit)> {
    let Named { mentions, hints, .. } = named;
    let has_role = line.dimension("role").is_some_and(|d| d.codes.position("victim").is_some());
    let counted = tokens.iter().any(|t| t.word() == Some("slachtoffers"));
    let victim =
        |i: usize| Mention { from: i, to: i + 1, options: vec![("role".to_owned(), "victim".to_owned())] };
    let mut units = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let Some((unit, channel)) = token.word().and_then(lexicon::unit) else { continue };
        // *(Mogelijke) slachtoffers* within a name is part of the name.
        if mentions.iter().any(|m| m.from <= i && i < m.to) {
            continue;
        }
        units.push((i, unit));
        if let Some(channel) =
            channel.filter(|c| line.channels.len() > 1 && line.channels.iter().any(|l| l.id == **c))
        {
            let options = vec![("channel".to_owned(), channel.to_owned())];
            mentions.push(Mention { from: i, to: i + 1, options });
        }
        // *Oproepen van slachtoffers*: who called, not what is counted.
        let word = |n: usize| i.checked_sub(n).and_then(|j| tokens[j].word()).unwrap_or_default();
        let itself = word(1) == "zelf" || (word(1) == "het" && word(2) == "zelf");
        let by = unit == Unit::Victim && i > 1 && (["van", "door", "met"].contains(&word(1)) || itself);
        if by && has_role {
            units.pop();
            mentions.push(victim(i));
        } else if has_role && token.word() == Some("slachtoffer") && !counted {
            // *Op de tweede plaats: slachtoffer*, one word for who called and for what is counted.
            hints.push(victim(i));
        }
    }
    units
}

/// How far back in what the mentions can mean the codes of a fact stand: *Limburg* is the province before it
/// is the team.
pub fn rank(fact: &Fact, mentions: &[&Mention]) -> usize {
    let place = |m: &&Mention| m.options.iter().position(|(d, c)| fact.dims.get(d) == Some(c));
    mentions.iter().filter_map(place).max().unwrap_or_default()
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
