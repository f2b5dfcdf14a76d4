//! How decimals and thousands are marked in a text of digits.
//!
//! `1.234` is two numbers. Which of them is meant is decided from all cells of a column together, from the
//! other columns of the file, or by a setting; never from the one cell.

/// The mark before decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decimal {
    /// `1.234,5`.
    Comma,
    /// `1,234.5`.
    Point,
}

/// What a number says about the marks of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clue {
    /// It is the same number with either mark.
    Plain,
    /// It is a number with a decimal comma only.
    Comma,
    /// It is a number with a decimal point only.
    Point,
    /// It is another number with each.
    Either,
}

/// What the numbers met so far say together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Clues {
    /// One can only be read with a decimal comma.
    pub comma: bool,
    /// One can only be read with a decimal point.
    pub point: bool,
}

impl Clues {
    /// Adds what one number says.
    pub fn add(&mut self, clue: Clue) {
        self.comma |= clue == Clue::Comma;
        self.point |= clue == Clue::Point;
    }

    /// The mark that all agree on, when one of them shows it.
    #[must_use]
    pub fn mark(self) -> Option<Decimal> {
        match (self.comma, self.point) {
            (true, false) => Some(Decimal::Comma),
            (false, true) => Some(Decimal::Point),
            _ => None,
        }
    }

    /// Whether some were written one way and some the other.
    #[must_use]
    pub fn disagree(self) -> bool {
        self.comma && self.point
    }
}

/// What a text says about the marks; nothing when it is no number.
#[must_use]
pub fn clue(text: &str) -> Option<Clue> {
    match (plain(text, Decimal::Comma), plain(text, Decimal::Point)) {
        (Some(a), Some(b)) if a == b => Some(Clue::Plain),
        (Some(_), Some(_)) => Some(Clue::Either),
        (Some(_), None) => Some(Clue::Comma),
        (None, Some(_)) => Some(Clue::Point),
        (None, None) => None,
    }
}

/// The number with a decimal point and nothing between its other digits: `-1 234,50` gives `-1234.50`. Nothing
/// when the text is no number with this mark. What is given can be parsed, and is finite unless it is longer
/// than any quantity.
#[must_use]
pub fn plain(text: &str, decimal: Decimal) -> Option<String> {
    let text = text.trim();
    let (sign, body) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (body, exponent) = split_exponent(body);
    if !body.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',') || body.len() > 40 {
        return None;
    }
    let mark = if decimal == Decimal::Comma { ',' } else { '.' };
    let (whole, part) = match body.rsplit_once(mark) {
        Some((_, "")) => return None,
        Some((whole, part)) => (whole, part),
        None => (body, ""),
    };
    if !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut digits = grouped(whole, mark)?;
    if digits.is_empty() {
        digits.push('0');
    }
    let point = if part.is_empty() { "" } else { "." };
    Some(format!("{sign}{digits}{point}{part}{exponent}"))
}

/// `1,2E+05` as a spreadsheet writes long numbers: what stands before the `E`, and the rest in small letters.
fn split_exponent(body: &str) -> (&str, String) {
    let Some((before, power)) = body.split_once(['e', 'E']) else { return (body, String::new()) };
    let digits = power.strip_prefix(['+', '-']).unwrap_or(power);
    let good = !digits.is_empty() && digits.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit());
    if good { (before, format!("e{power}")) } else { (body, String::new()) }
}

/// What can part thousands: the other mark, an apostrophe or a space, each in all its forms.
fn parts_thousands(c: char, mark: char) -> Option<char> {
    match c {
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' => Some(' '),
        '\'' | '\u{2019}' => Some('\''),
        '.' | ',' if c != mark => Some(c),
        _ => None,
    }
}

/// The digits before the decimals, in groups of three or in none. (In India, `12,34,567`: groups of two
/// before the last.)
fn grouped(whole: &str, mark: char) -> Option<String> {
    let mut groups: Vec<String> = vec![String::new()];
    let mut between = None;
    for c in whole.chars() {
        if c.is_ascii_digit() {
            groups.last_mut()?.push(c);
            continue;
        }
        let kind = parts_thousands(c, mark)?;
        if between.is_some_and(|other| other != kind) {
            return None;
        }
        between = Some(kind);
        groups.push(String::new());
    }
    if let [first, middle @ .., last] = groups.as_slice() {
        let three = (1..=3).contains(&first.len()) && middle.iter().all(|g| g.len() == 3);
        let two = between == Some(',')
            && !middle.is_empty()
            && (1..=2).contains(&first.len())
            && middle.iter().all(|g| g.len() == 2);
        if last.len() != 3 || !(three || two) || first.starts_with('0') {
            return None;
        }
    }
    Some(groups.concat())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Clue, Clues, Decimal, clue, plain};

    #[test]
    fn one_text_is_one_number_or_two() {
        for (text, expected) in [
            ("1234", Some(Clue::Plain)),
            ("1 234", Some(Clue::Plain)),
            ("1\u{202f}234\u{a0}567", Some(Clue::Plain)),
            ("1'234", Some(Clue::Plain)),
            ("1.234", Some(Clue::Either)),
            ("-123,456", Some(Clue::Either)),
            ("1.000", Some(Clue::Either)),
            ("0.234", Some(Clue::Point)),
            ("1.2345", Some(Clue::Point)),
            ("1234.567", Some(Clue::Point)),
            ("1.23", Some(Clue::Point)),
            (".5", Some(Clue::Point)),
            ("1,5", Some(Clue::Comma)),
            ("1.234.567", Some(Clue::Comma)),
            ("1.234,5", Some(Clue::Comma)),
            ("1,234.5", Some(Clue::Point)),
            ("12,34,567", Some(Clue::Point)),
            ("1 234,567", Some(Clue::Comma)),
            ("1’234.567", Some(Clue::Point)),
            ("1,2E+05", Some(Clue::Comma)),
            ("1e5", Some(Clue::Plain)),
            ("1.234,567,8", None),
            ("1.23.456", None),
            ("1 23", None),
            ("1 234'567", None),
            ("5.", None),
            ("", None),
            ("-", None),
            ("NaN", None),
            ("inf", None),
            ("1e999", None),
            ("12a", None),
        ] {
            assert_eq!(clue(text), expected, "{text}");
        }
        assert_eq!(plain("-1.234,50", Decimal::Comma).as_deref(), Some("-1234.50"));
        assert_eq!(plain("1,2E+05", Decimal::Comma).as_deref(), Some("1.2e+05"));
    }

    #[test]
    fn what_disagrees_decides_nothing() {
        let mut clues = Clues::default();
        clues.add(Clue::Comma);
        assert_eq!(clues.mark(), Some(Decimal::Comma));
        clues.add(Clue::Point);
        assert_eq!((clues.mark(), clues.disagree()), (None, true));
    }

    proptest! {
        /// A number in any writing is read back, or known to be two.
        #[test]
        fn written_numbers_are_read_back(
            whole in 0_u64..100_000_000, decimals in 0_u32..1_000_000, places in 0_usize..6,
            between in prop::sample::select(vec!["", ".", ",", " ", "\u{a0}", "\u{202f}", "\u{2009}", "'", "’"]),
            mark in prop::sample::select(vec!['.', ',']),
        ) {
            prop_assume!(!between.starts_with(mark));
            let digits = whole.to_string();
            let mut grouped = String::new();
            for (i, c) in digits.chars().enumerate() {
                if i > 0 && (digits.len() - i) % 3 == 0 {
                    grouped.push_str(between);
                }
                grouped.push(c);
            }
            let part = format!("{:0places$}", u64::from(decimals) % 10_u64.pow(places as u32));
            let (text, number) = if places == 0 {
                (grouped, digits)
            } else {
                (format!("{grouped}{mark}{part}"), format!("{digits}.{part}"))
            };
            let decimal = if mark == ',' { Decimal::Comma } else { Decimal::Point };
            prop_assert_eq!(plain(&text, decimal), Some(number));
            let said = clue(&text).unwrap();
            let own = if decimal == Decimal::Comma { Clue::Comma } else { Clue::Point };
            prop_assert!(said == own || matches!(said, Clue::Plain | Clue::Either), "{} {:?}", text, said);
        }

        #[test]
        fn nothing_panics(text in ".{0,24}") {
            let _ = clue(&text);
        }
    }
}
