//! From a passage to sentences of tokens: words, numbers in Dutch notation, signs.

use super::lexicon::Lexicon;
use super::numerals::large;
use crate::base::{Num, fold};
use crate::commentary::Passage;

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    /// Folded.
    Word(String),
    /// A number that is typed or came from a reference.
    Number(Typed),
    /// A sign.
    Sign(char),
}

/// A number as it stands in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Typed {
    /// Its value.
    pub value: Num,
    /// Followed by `%` or *procent*.
    pub percent: bool,
    /// Followed by *procentpunt*.
    pub points: bool,
    /// Written as a year can be: four digits without a point.
    pub yearly: bool,
    /// Which reference of the passage it came from.
    pub cited: Option<usize>,
}

/// A token with its place in the passage.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// What it is.
    pub token: Token,
    /// First character.
    pub from: usize,
    /// First character behind it.
    pub to: usize,
}

impl Placed {
    /// The word, folded.
    pub fn word(&self) -> Option<&str> {
        match &self.token {
            Token::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The number.
    pub fn number(&self) -> Option<Typed> {
        match self.token {
            Token::Number(typed) => Some(typed),
            _ => None,
        }
    }

    /// Whether it is this sign.
    pub fn is(&self, sign: char) -> bool {
        self.token == Token::Sign(sign)
    }
}

/// One sentence.
#[derive(Debug, Clone)]
pub struct Sentence {
    pub tokens: Vec<Placed>,
    /// As written, for messages.
    pub shown: String,
}

/// Cuts a passage into sentences.
pub fn sentences(lexicon: &Lexicon, passage: &Passage) -> Vec<Sentence> {
    let tokens = tokens(lexicon, passage);
    let mut found = Vec::new();
    let mut start = 0;
    for i in 0..tokens.len() {
        let end = match tokens[i].token {
            // *Stop it Now! telde …*: a sentence begins with a capital.
            Token::Sign('!' | '?') => !tokens.get(i + 1).is_some_and(|t| goes_on(passage, t)),
            Token::Sign('.') => ends(lexicon, passage, &tokens, i),
            _ => i + 1 == tokens.len(),
        };
        if end || i + 1 == tokens.len() {
            let part = &tokens[start..=i];
            let (from, to) = (part[0].from, tokens[i].to);
            let shown: String = passage.text[from..to].iter().collect();
            found.push(Sentence { tokens: part.to_vec(), shown });
            start = i + 1;
        }
    }
    found
}

fn goes_on(passage: &Passage, next: &Placed) -> bool {
    passage
        .text
        .get(next.from)
        .is_some_and(|c| c.is_lowercase() || c.is_ascii_digit() || matches!(c, ',' | '.'))
}

fn ends(lexicon: &Lexicon, passage: &Passage, tokens: &[Placed], i: usize) -> bool {
    let blank = passage
        .text
        .get(tokens[i].to)
        .is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '”' | '’' | ')'));
    let before = i.checked_sub(1).and_then(|b| tokens[b].word());
    blank && !before.is_some_and(|w| lexicon.sentence.abbreviation.has(w) || w.chars().count() == 1)
}

fn tokens(lexicon: &Lexicon, passage: &Passage) -> Vec<Placed> {
    let text = &passage.text;
    let mut found: Vec<Placed> = Vec::new();
    let mut i = 0;
    while i < text.len() {
        let c = text[i];
        let (token, to) = if c.is_ascii_digit() {
            let (typed, to) = number(lexicon, passage, i);
            (Token::Number(typed), to)
        } else if c.is_alphabetic() {
            let to = word_end(text, i);
            let word = fold(&text[i..to].iter().collect::<String>());
            (
                large(&lexicon.numeral, &word)
                    .map_or(Token::Word(word), |n| Token::Number(whole(passage, i, n))),
                to,
            )
        } else if c.is_whitespace() {
            i += 1;
            continue;
        } else {
            (Token::Sign(c), i + 1)
        };
        found.push(Placed { token, from: i, to });
        i = to;
    }
    found
}

/// A word goes on over an inner hyphen, apostrophe or digit: `oost-vlaanderen`, `foto's`.
fn word_end(text: &[char], from: usize) -> usize {
    let mut i = from;
    while i < text.len() {
        let inner = matches!(text[i], '-' | '\'' | '’') && text.get(i + 1).is_some_and(|c| c.is_alphabetic());
        if !(text[i].is_alphanumeric() || inner) {
            break;
        }
        i += 1;
    }
    i
}

/// A number that is written as a word.
fn whole(passage: &Passage, at: usize, n: i64) -> Typed {
    let cited = passage.cited.iter().position(|c| c.from <= at && at < c.to);
    Typed { value: Num { scaled: n, decimals: 0 }, percent: false, points: false, yearly: false, cited }
}

fn number(lexicon: &Lexicon, passage: &Passage, from: usize) -> (Typed, usize) {
    let text = &passage.text;
    let digit = |i: usize| text.get(i).is_some_and(char::is_ascii_digit);
    let mut to = from;
    while digit(to) {
        to += 1;
    }
    let lead = to - from;
    let mut digits: String = text[from..to].iter().collect();
    let grouped = |i: usize| {
        matches!(text.get(i), Some('.' | '\u{202f}' | '\u{2009}'))
            && digit(i + 1)
            && digit(i + 2)
            && digit(i + 3)
            && !digit(i + 4)
    };
    let mut plain = true;
    while lead <= 3 && grouped(to) {
        digits.extend(&text[to + 1..to + 4]);
        to += 4;
        plain = false;
    }
    let mut decimals = 0;
    if text.get(to) == Some(&',') && digit(to + 1) {
        to += 1;
        while digit(to) && decimals < 9 {
            digits.push(text[to]);
            decimals += 1;
            to += 1;
        }
    }
    let minus = from.checked_sub(1).and_then(|b| text.get(b)).is_some_and(|c| matches!(c, '−' | '-'))
        && from.checked_sub(2).is_none_or(|b| text[b].is_whitespace() || text[b] == '(');
    let magnitude: i64 = digits.parse().unwrap_or(i64::MAX);
    let mut typed = Typed {
        value: Num { scaled: if minus { -magnitude } else { magnitude }, decimals },
        percent: false,
        points: false,
        yearly: plain && decimals == 0 && lead == 4 && (1900..=2100).contains(&magnitude),
        cited: passage.cited.iter().position(|c| c.from <= from && from < c.to),
    };
    let to = percent(lexicon, text, to, &mut typed);
    (typed, to)
}

/// Takes `%`, *procent* or *procentpunt* with the number.
fn percent(lexicon: &Lexicon, text: &[char], to: usize, typed: &mut Typed) -> usize {
    let mut next = to;
    while text.get(next).is_some_and(|c| c.is_whitespace()) {
        next += 1;
    }
    let mut found = None;
    if text.get(next) == Some(&'%') {
        typed.percent = true;
        found = Some(next + 1);
    } else if text.get(next).is_some_and(|c| c.is_alphabetic()) {
        let end = word_end(text, next);
        let word: String = text[next..end].iter().collect();
        let word = word.to_lowercase();
        typed.percent = lexicon.numeral.percent.has(&word);
        typed.points = lexicon.numeral.points.has(&word);
        if !(typed.percent || typed.points) {
            return to;
        }
        found = Some(end);
    }
    if found.is_some() {
        typed.yearly = false;
    }
    found.unwrap_or(to)
}
