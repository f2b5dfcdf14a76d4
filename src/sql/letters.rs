//! How letters are compared: without capitals and accents, as cells of files are.

use crate::base::fold;

/// Letters and signs that are read: those of the languages of Western and Central Europe, and what programs write
/// for quotes, dashes and spaces.
fn read() -> impl Iterator<Item = char> {
    let spaces = ['\t', '\n', '\u{b}', '\u{c}', '\r', '\u{85}', '\u{a0}', '\u{2009}', '\u{202f}', '\u{3000}'];
    let signs = ('\u{2010}'..='\u{2014}')
        .chain(['\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}', '\u{2026}', '\u{20ac}']);
    (' '..='~').chain(spaces).chain('\u{a1}'..='\u{17f}').chain(signs)
}

/// What a letter is compared as; nothing where that is not one letter.
fn compared(c: char) -> Option<char> {
    if c.is_whitespace() {
        return Some(' ');
    }
    let folded = fold(&c.to_string());
    let mut letters = folded.chars();
    letters.next().filter(|_| letters.next().is_none())
}

/// The letters that are compared as others, and those others, in the same order.
pub(super) fn translated() -> (String, String) {
    read().filter_map(|c| compared(c).filter(|to| *to != c).map(|to| (c, to))).unzip()
}

/// A pattern of which one letter matches that is not known how to compare, once all are translated.
pub(super) fn unknown() -> String {
    let (from, to) = translated();
    let stays = |c: &char| compared(*c) == Some(*c) && !c.is_ascii();
    let mut kept: Vec<char> = read().filter(stays).chain(to.chars().filter(|c| !c.is_ascii())).collect();
    kept.retain(|c| !from.contains(*c));
    kept.sort_unstable();
    kept.dedup();
    format!("[^ -~{}]", kept.into_iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::{translated, unknown};
    use crate::base::fold;

    #[test]
    fn letters_are_compared_as_those_of_cells() {
        let (from, to) = translated();
        let one = |c: char| from.chars().position(|f| f == c).and_then(|at| to.chars().nth(at)).unwrap_or(c);
        for text in ["Été", "ŁÓDŹ", "Straße", "l’Œuvre", "A–B", "Ĳsselmeer", "naïve Señor"] {
            assert_eq!(text.chars().map(one).collect::<String>(), fold(text), "{text}");
        }
        assert!(unknown().starts_with("[^ -~") && unknown().contains('ß') && !unknown().contains('é'));
    }
}
