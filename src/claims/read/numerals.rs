//! Numbers in letters.

use super::sections::Numerals;

/// A number from a hundred on, written as one word: *negenduizend*, *tweehonderdvijftig*. The plain words
/// *honderd* and *duizend* are rarely meant to the letter.
pub fn large(words: &Numerals, word: &str) -> Option<i64> {
    let (thousands, rest) = match word.split_once(words.thousand.as_str()) {
        Some((before, rest)) => (below_thousand(words, before)?, rest),
        None => (0, word),
    };
    let value = 1000 * thousands + if rest.is_empty() { 0 } else { below_thousand(words, rest)? };
    (value >= 100).then_some(value)
}

fn below_thousand(words: &Numerals, word: &str) -> Option<i64> {
    match word.split_once(words.hundred.as_str()) {
        Some((before, rest)) => {
            let rest = rest.strip_prefix(words.joint.as_str()).unwrap_or(rest);
            let rest = if rest.is_empty() { 0 } else { below_hundred(words, rest)? };
            Some(100 * below_hundred(words, before)? + rest)
        }
        None => below_hundred(words, word),
    }
}

fn below_hundred(words: &Numerals, word: &str) -> Option<i64> {
    if let Some(n) = words.units.position(word) {
        return i64::try_from(n + 1).ok();
    }
    let (ten, name) = words.tens.iter().enumerate().find(|(_, t)| word.ends_with(*t))?;
    let before = word.strip_suffix(name)?;
    let unit = match before.strip_suffix(words.joint.as_str()) {
        Some(unit) => words.units.position(unit).map(|n| n + 1).filter(|n| (1..10).contains(n))?,
        None if before.is_empty() => 0,
        None => return None,
    };
    i64::try_from(10 * (ten + 2) + unit).ok()
}

#[cfg(test)]
mod tests {
    use crate::base::Lang;
    use crate::claims::read::lexicon::Lexicon;

    #[test]
    fn words_become_numbers() {
        let words = &Lexicon::of(Lang::nl()).unwrap().numeral;
        let large = |word: &str| super::large(words, word);
        assert_eq!(large("negenduizend"), Some(9000));
        assert_eq!(large("tweehonderdvijftig"), Some(250));
        assert_eq!(large("twaalfduizenddriehonderd"), Some(12_300));
        assert_eq!(large("driehonderdvierenzestig"), Some(364));
        for word in ["honderd", "duizend", "honderden", "twintig", "oproepen", "eenduizendje", ""] {
            assert_eq!(large(word), None, "{word}");
        }
    }
}
