//! Numbers of callers: read, hashed at once, compared within the line, forgotten.
//!
//! What leaves this room is one small code per contact ([`Caller`]): whether the number is known, is new,
//! was answered later, calls often. Neither numbers nor hashes do, so nothing downstream can hold one.

use std::collections::BTreeMap;

use crate::base::fold;
use crate::config::{CallerNumber, ColumnMap, Outcome, Stage};

use super::codes::one_column;
use super::registrations::Registrations;
use super::rows::Rows;
use super::rules;
use super::times::Times;
use crate::base::SecretKey;

/// What is known of the number of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Caller(pub u8);

impl Caller {
    /// Number of codes.
    pub const CODES: u64 = 64;
    /// The number is known.
    pub const KNOWN: u8 = 1;
    /// An unanswered attempt of a number that is new.
    pub const NEW: u8 = 2;
    /// An unanswered attempt whose number was answered within the hours that count.
    pub const REACHED: u8 = 4;
    /// An unanswered attempt without time of day: whether it was answered later is not known.
    pub const UNTIMED: u8 = 8;
    /// The first contact of the main stage that the number had in the calendar year.
    pub const FIRST: u8 = 16;
    /// A contact of the main stage of a number that had so many in the calendar year that it is frequent.
    pub const OFTEN: u8 = 32;

    /// Whether all of these are so.
    #[must_use]
    pub fn is(self, what: u8) -> bool {
        self.0 & what == what
    }
}

/// No number.
pub(super) const NOBODY: u128 = 0;

/// The hashes of a file's numbers, until the line's files are joined.
#[derive(Debug, Default)]
pub(super) struct Calls {
    pub(super) hashes: Vec<u128>,
    /// Seconds, of the day's start where there is no time.
    pub(super) moments: Vec<i64>,
    /// Whether there is one.
    pub(super) timed: Vec<bool>,
}

/// Hashes a column of numbers. Texts that are no number and do not say why are told of, by their place.
pub(super) fn calls(rows: &mut Rows, map: &ColumnMap, times: &Times, salt: &SecretKey) -> Option<Calls> {
    let column = one_column(rows, map)?;
    let settings = &rows.line.caller_number;
    let mut found = Calls::default();
    let mut odd = Vec::new();
    for (row, cell) in rows.raw.cells(column).iter().enumerate() {
        let text = String::from_utf8_lossy(cell);
        let hash = match (read(&text, settings), map.hashed) {
            _ if rows.line.silent.says_nothing(cell) => NOBODY,
            (Read::Withheld, _) => NOBODY,
            (Read::Number(digits), false) => short(salt.hash(digits.as_bytes())),
            (Read::Else, true) => hashed(&text, salt),
            (Read::Number(_), true) | (Read::Else, false) => {
                odd.push(row);
                NOBODY
            }
        };
        found.hashes.push(hash);
        let (moment, timed) = times.moment(row);
        found.moments.push(moment);
        found.timed.push(timed);
    }
    for row in odd {
        rows.warn(row, rules::CALLER, column, || {
            let (what, hint) = if map.hashed {
                ("a number, where hashes should be", "take `hashed: true` away, or have the export corrected")
            } else {
                (
                    "this is no telephone number",
                    "correct the record, or name the text under `caller_number: withheld` in helpline.yaml",
                )
            };
            (format!("{what}; counted as unknown"), Some(hint.to_owned()))
        });
    }
    Some(found)
}

/// What a cell is.
#[derive(Debug, PartialEq, Eq)]
enum Read {
    Withheld,
    /// Digits, with the country code.
    Number(String),
    Else,
}

/// Digits of a number as ITU-T E.164 counts them: at most 15, with the country code.
fn read(text: &str, settings: &CallerNumber) -> Read {
    let text = text.trim();
    if text.is_empty() || settings.withheld.contains(&fold(text)) {
        return Read::Withheld;
    }
    // A spreadsheet that took the number for a quantity.
    let text = text.strip_suffix(".0").unwrap_or(text);
    let apart = |c: char| c.is_whitespace() || matches!(c, '.' | '/' | '-' | '‑' | '–' | '(' | ')');
    let abroad = text.starts_with('+') || text.starts_with("00");
    // "+32 (0)470": the zero that is only dialled at home.
    let text = if abroad { text.replacen("(0)", "", 1) } else { text.to_owned() };
    let plain: String = text.chars().filter(|c| !apart(*c)).collect();
    let digits = plain.strip_prefix('+').unwrap_or(&plain);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Read::Else;
    }
    if digits.bytes().all(|b| b == b'0') {
        return Read::Withheld;
    }
    let whole = match (plain.starts_with('+'), digits.strip_prefix("00"), digits.strip_prefix('0')) {
        (true, ..) => digits.to_owned(),
        (_, Some(rest), _) => rest.to_owned(),
        (_, _, Some(rest)) => format!("{}{rest}", settings.country),
        // Without its zero: taken away by a spreadsheet when it is short, else with its country code.
        _ if digits.len() <= 9 => format!("{}{digits}", settings.country),
        _ => digits.to_owned(),
    };
    if (8..=15).contains(&whole.len()) { Read::Number(whole) } else { Read::Else }
}

/// A hash that was made elsewhere: 64 hexadecimal digits are one made with the same key, any other text is
/// hashed as it is.
fn hashed(text: &str, salt: &SecretKey) -> u128 {
    let text = text.trim();
    let hex = text.get(..32).filter(|_| text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit()));
    let made = hex.and_then(|h| u128::from_str_radix(h, 16).ok()).filter(|h| *h != NOBODY);
    made.unwrap_or_else(|| short(salt.hash(text.as_bytes())))
}

fn short(hash: [u8; 32]) -> u128 {
    let mut half = [0; 16];
    half.copy_from_slice(&hash[..16]);
    u128::from_be_bytes(half).max(1)
}

impl Calls {
    /// Keeps the rows that `from` names, in its order, until it names none.
    pub(super) fn keep(&mut self, from: impl Fn(usize) -> Option<usize>) {
        let mut to = 0;
        while let Some(row) = from(to) {
            self.hashes[to] = self.hashes[row];
            self.moments[to] = self.moments[row];
            self.timed[to] = self.timed[row];
            to += 1;
        }
        self.hashes.truncate(to);
        self.moments.truncate(to);
        self.timed.truncate(to);
    }
}

/// The numbers of all rows of a line; `parts` are those of its files, in order, with their numbers of rows.
/// Nothing when no file has numbers.
pub(super) fn together(parts: Vec<(Option<Calls>, usize)>) -> Option<Calls> {
    if parts.iter().all(|(calls, _)| calls.is_none()) {
        return None;
    }
    let mut all = Calls::default();
    for (calls, rows) in parts {
        let calls = calls.unwrap_or_else(|| Calls {
            hashes: vec![NOBODY; rows],
            moments: vec![0; rows],
            timed: vec![false; rows],
        });
        all.hashes.extend(calls.hashes);
        all.moments.extend(calls.moments);
        all.timed.extend(calls.timed);
    }
    Some(all)
}

/// The codes of all rows of a line.
pub(super) fn codes(all: &Calls, data: &Registrations, settings: &CallerNumber, main: Stage) -> Vec<Caller> {
    let mut codes = vec![Caller::default(); data.rows];
    let mut order: Vec<usize> = (0..data.rows).filter(|row| all.hashes[*row] != NOBODY).collect();
    order.sort_unstable_by_key(|row| (all.hashes[*row], all.moments[*row], *row));
    for one in order.chunk_by(|a, b| all.hashes[*a] == all.hashes[*b]) {
        one.iter().for_each(|row| codes[*row].0 |= Caller::KNOWN);
        missed(one, all, data, settings, &mut codes);
        contacts(one, data, (settings.frequent, main), &mut codes);
    }
    codes
}

/// The unanswered attempts of one number, in the order of time.
fn missed(one: &[usize], all: &Calls, data: &Registrations, settings: &CallerNumber, codes: &mut [Caller]) {
    let Some(outcomes) = &data.outcome else { return };
    let answered = |row: usize| Outcome::ALL.get(outcomes[row] as usize).is_some_and(|o| o.is_answered());
    let mut before: Option<usize> = None;
    for (at, row) in one.iter().copied().enumerate().filter(|(_, row)| !answered(*row)) {
        let again = before.replace(row).is_some_and(|before| match settings.new_after_hours {
            None => data.year[before] == data.year[row],
            Some(hours) => all.moments[row] - all.moments[before] < i64::from(hours) * 3600,
        });
        if !again {
            codes[row].0 |= Caller::NEW;
        }
        if !all.timed[row] {
            codes[row].0 |= Caller::UNTIMED;
            continue;
        }
        let until = all.moments[row] + i64::from(settings.reached_within_hours) * 3600;
        let mut later = one[at + 1..].iter().take_while(|next| all.moments[**next] <= until);
        if later.any(|next| all.timed[*next] && answered(*next)) {
            codes[row].0 |= Caller::REACHED;
        }
    }
}

/// The contacts of the main stage of one number, in the order of time.
fn contacts(one: &[usize], data: &Registrations, (frequent, main): (u32, Stage), codes: &mut [Caller]) {
    let mut years: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    for row in one.iter().filter(|row| data.stage[**row] >= main as u8) {
        years.entry(data.year[*row]).or_default().push(*row);
    }
    for rows in years.values() {
        codes[rows[0]].0 |= Caller::FIRST;
        if rows.len() >= frequent as usize {
            rows.iter().for_each(|row| codes[*row].0 |= Caller::OFTEN);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Read, hashed, read, short};
    use crate::base::SecretKey;
    use crate::config::CallerNumber;

    fn settings() -> CallerNumber {
        let withheld = vec!["anoniem".to_owned(), "*67".to_owned()];
        CallerNumber { country: "32".to_owned(), withheld, ..CallerNumber::default() }
    }

    #[test]
    fn one_number_has_many_writings() {
        let one = "32470123456";
        for text in [
            "0470123456",
            "0470 12 34 56",
            "0470/12.34.56",
            "+32470123456",
            "+32 (0)470 12 34 56",
            "0032470123456",
            "0032 (0) 470 123456".replace("(0) ", "").as_str(),
            "32470123456",
            "470123456",
            "470123456.0",
            " 0470-12-34-56 ",
            "(0470) 123456",
        ] {
            assert_eq!(read(text, &settings()), Read::Number(one.to_owned()), "{text}");
        }
        assert_eq!(read("+31 20 123 45 67", &settings()), Read::Number("31201234567".to_owned()));
        assert_eq!(read("02 123 45 67", &settings()), Read::Number("3221234567".to_owned()));
    }

    #[test]
    fn what_is_withheld_is_no_number_and_no_mistake() {
        for text in ["", "  ", "Anoniem", "ANONIEM", "*67", "0000000000", "0"] {
            assert_eq!(read(text, &settings()), Read::Withheld, "{text}");
        }
        for text in ["geen idee", "112", "+", "4.7E+08", "1234567890123456", "0470 12 34 56 (mama)"] {
            assert_eq!(read(text, &settings()), Read::Else, "{text}");
        }
    }

    #[test]
    fn a_hash_of_the_same_key_is_the_number_itself() {
        let salt = SecretKey::new(b"een sleutel die lang genoeg is, echt");
        let whole = salt.hash(b"32470123456");
        let hex: String = whole.iter().map(|b| format!("{b:02X}")).collect();
        assert_eq!(hashed(&hex, &salt), short(whole));
        assert_ne!(hashed("Zm9vYmFy", &salt), hashed("Zm9vYmFz", &salt));
    }
}
