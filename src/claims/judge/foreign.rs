//! Texts in other languages than Dutch: their words are not read, but each larger number that is typed
//! must be one of the report.

use crate::base::{Finding, Findings, Lang, Num, Place, code, fold};
use crate::claims::read::lexicon::Lexicon;
use crate::claims::read::tokens::{Placed, Typed, sentences};
use crate::claims::resolve::context::Evidence;
use crate::commentary::{Passage, Piece};
use crate::words::Words;
use crate::words::wording::Ratio;

/// A note for each typed number that the report does not have.
pub fn check(evidence: &Evidence<'_>, piece: &Piece, findings: &mut Findings) {
    if piece.accept.contains(code::L03.id()) {
        return;
    }
    for passage in &piece.passages {
        let read = Passage { text: dutch(&passage.text, piece.lang), ..passage.clone() };
        for sentence in sentences(Lexicon::dutch(), &read) {
            for (i, token) in sentence.tokens.iter().enumerate() {
                let Some(typed) = token.number() else { continue };
                let next = sentence.tokens.get(i + 1).and_then(|t| t.word()).unwrap_or_default();
                let month = (1..=12).any(|m| fold(Words::of(piece.lang).month(m)) == next);
                if !weighs(typed) || month || named(evidence, typed) || published(evidence, typed) {
                    continue;
                }
                let shown: String = passage.text[token.from..token.to].iter().collect();
                let (line, column) = passage.places.get(token.from).copied().unwrap_or((1, 1));
                findings.push(
                    Finding::note(
                        code::L03,
                        format!("{} is no published number of this report", shown.trim()),
                    )
                    .at(Place::at(&piece.file, line, column))
                    .hint("sentences are read in Dutch only: check it, or write a reference")
                    .of(&evidence.setting.line.id),
                );
            }
        }
    }
}

/// The text with its numbers in Dutch notation, sign for sign.
fn dutch(text: &[char], lang: Lang) -> Vec<char> {
    let digit = |i: usize| text.get(i).is_some_and(char::is_ascii_digit);
    let inside = |i: usize| i > 0 && digit(i - 1) && digit(i + 1);
    let group = |i: usize| inside(i) && digit(i + 2) && digit(i + 3) && !digit(i + 4);
    let (thousands, point) = lang.words().signs();
    let spaced = thousands.is_some_and(char::is_whitespace);
    let sign = |(i, c): (usize, &char)| match c {
        ' ' | '\u{a0}' if spaced && group(i) => '\u{202f}',
        c if !spaced && thousands == Some(*c) && group(i) => '.',
        c if point == Some(*c) && inside(i) => ',',
        _ => *c,
    };
    text.iter().enumerate().map(sign).collect()
}

/// The numbers of a text in another language that its original does not have, and those that it leaves out.
#[must_use]
pub fn translated(original: &Piece, other: &Piece) -> Findings {
    let mut findings = Findings::default();
    for (first, second) in original.passages.iter().zip(&other.passages) {
        let mut wanted = numbers(first, original.lang);
        let mut more = Vec::new();
        for (value, at) in numbers(second, other.lang) {
            match wanted.iter().position(|(w, _)| *w == value) {
                Some(same) => drop(wanted.swap_remove(same)),
                None => more.push((value, at)),
            }
        }
        let (a, b) = (original.lang.code(), other.lang.code());
        let mut tell = |message: String, at: usize| {
            let (line, column) = second.places.get(at).copied().unwrap_or((1, 1));
            findings.push(
                Finding::warning(code::L03, message)
                    .at(Place::at(&other.file, line, column))
                    .hint("a translation has the numbers of its original"),
            );
        };
        more.iter().for_each(|((n, _), at)| tell(format!("`{b}` has {n}, which `{a}` has not"), *at));
        wanted.iter().for_each(|((n, _), _)| tell(format!("`{b}` leaves out {n}, which `{a}` has"), 0));
    }
    findings
}

/// The numbers in digits that are typed in a text, whether each is a percentage, and where it stands.
fn numbers(passage: &Passage, lang: Lang) -> Vec<((Num, bool), usize)> {
    let read = Passage { text: dutch(&passage.text, lang), ..passage.clone() };
    let digit = |t: &&Placed| passage.text.get(t.from).is_some_and(char::is_ascii_digit);
    let tokens: Vec<Placed> = sentences(Lexicon::dutch(), &read).into_iter().flat_map(|s| s.tokens).collect();
    // What comes from a reference is written as its language likes: *1 op 4*, *25,0 %*.
    let own = |t: &Placed| t.number().filter(|n| n.cited.is_none());
    let typed = tokens.iter().filter(digit).filter_map(|t| Some((own(t)?, t.from)));
    typed.map(|(n, at)| ((n.value, n.percent), at)).collect()
}

/// Percentages, numbers with decimals, and numbers from 100 on; years and references are none.
fn weighs(typed: Typed) -> bool {
    let large = typed.value.scaled.abs() >= 100;
    typed.cited.is_none() && !typed.yearly && (typed.percent || typed.value.decimals > 0 || large)
}

/// Whether it is the name of a line: 1712.
fn named(evidence: &Evidence<'_>, typed: Typed) -> bool {
    let shown = typed.value.to_string();
    evidence.setting.lines.iter().any(|l| l.name == shown || l.id == shown || l.aliases.contains(&shown))
}

/// Whether a published cell is that number, rounded to the digits that are written.
fn published(evidence: &Evidence<'_>, typed: Typed) -> bool {
    let same = |n: Num| {
        let Ratio(a, b) = Ratio::of(n);
        Ratio(a.abs(), b).rounded(typed.value.decimals).map(|n| n.scaled) == Some(typed.value.scaled.abs())
    };
    let facts = evidence.facts.all.iter().filter(|f| !typed.percent || f.unit == "percent");
    facts.filter_map(|f| f.value.number()).any(same)
}

#[cfg(test)]
mod tests {
    use super::dutch;
    use crate::base::Lang;

    #[test]
    fn numbers_are_read_as_the_language_writes_them() {
        let read = |lang, text: &str| -> String {
            dutch(&text.chars().collect::<Vec<_>>(), lang).into_iter().collect()
        };
        assert_eq!(read(Lang::en(), "9,424 calls, 4.2% more. In 2023"), "9.424 calls, 4,2% more. In 2023");
        assert_eq!(read(Lang::fr(), "9 424 appels, 4,2 % de plus"), "9\u{202f}424 appels, 4,2 % de plus");
        assert_eq!(read(Lang::fr(), "en 2023 911 appels"), "en 2023\u{202f}911 appels");
        assert_eq!(read(Lang::de(), "9.424 Anrufe, 4,2 %"), "9.424 Anrufe, 4,2 %");
    }
}
