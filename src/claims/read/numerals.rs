//! Numbers in letters.

const UNITS: [&str; 20] = [
    "",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
];

const TENS: [&str; 8] =
    ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"];

/// A number from a hundred on, written as one word: *negenduizend*, *tweehonderdvijftig*. The plain words
/// *honderd* and *duizend* are rarely meant to the letter.
pub fn large(word: &str) -> Option<i64> {
    let (thousands, rest) = match word.split_once("duizend") {
        Some((before, rest)) => (below_thousand(before)?, rest),
        None => (0, word),
    };
    let value = 1000 * thousands + if rest.is_empty() { 0 } else { below_thousand(rest)? };
    (value >= 100).then_some(value)
}

fn below_thousand(word: &str) -> Option<i64> {
    match word.split_once("honderd") {
        Some((before, rest)) => {
            let rest = rest.strip_prefix("en").unwrap_or(rest);
            let rest = if rest.is_empty() { 0 } else { below_hundred(rest)? };
            Some(100 * below_hundred(before)? + rest)
        }
        None => below_hundred(word),
    }
}

fn below_hundred(word: &str) -> Option<i64> {
    if let Some(n) = UNITS.iter().position(|u| *u == word).filter(|n| *n > 0) {
        return i64::try_from(n).ok();
    }
    let (ten, name) = TENS.iter().enumerate().find(|(_, t)| word.ends_with(**t))?;
    let before = word.strip_suffix(name)?;
    let unit = match before.strip_suffix("en") {
        Some(unit) => UNITS.iter().position(|u| *u == unit).filter(|n| (1..10).contains(n))?,
        None if before.is_empty() => 0,
        None => return None,
    };
    i64::try_from(10 * (ten + 2) + unit).ok()
}

#[cfg(test)]
mod tests {
    use super::large;

    #[test]
    fn words_become_numbers() {
        assert_eq!(large("negenduizend"), Some(9000));
        assert_eq!(large("tweehonderdvijftig"), Some(250));
        assert_eq!(large("twaalfduizenddriehonderd"), Some(12_300));
        assert_eq!(large("driehonderdvierenzestig"), Some(364));
        for word in ["honderd", "duizend", "honderden", "twintig", "oproepen", "eenduizendje", ""] {
            assert_eq!(large(word), None, "{word}");
        }
    }
}
