//! Cells that hold no value: empty ones, words that say nothing, texts recoded to such, and days that never were.

use super::texts::Texts;
use crate::config::{ColumnMap, Helpline, MOMENTS};

/// The cells of a column that hold no value.
pub(super) struct Nothing<'a> {
    texts: Texts<'a>,
    line: &'a Helpline,
    dated: bool,
    recodes: bool,
    digits: bool,
}

impl<'a> Nothing<'a> {
    /// Of a column of a line.
    pub(super) fn new(map: &ColumnMap, line: &'a Helpline) -> Self {
        let own = line.silent.unknown.iter().chain(&line.silent.blank);
        Self {
            texts: Texts::new(map, line),
            line,
            dated: MOMENTS.contains(&map.target.as_str()) && map.target != "time",
            recodes: !map.values.is_empty(),
            digits: own.flat_map(|word| word.bytes()).any(|b| b.is_ascii_digit()),
        }
    }

    /// Whether a cell holds none.
    pub(super) fn is(&self, cell: &[u8]) -> bool {
        self.line.silent.says_nothing(cell)
            || (self.dated && is_no_day(cell))
            || (self.recodes && self.texts.silence(&self.texts.of(cell)).is_some())
    }

    /// Whether a cell that could be read holds none: what a line says of its words goes before.
    pub(super) fn before_reading(&self, cell: &[u8]) -> bool {
        (self.recodes || self.digits) && self.is(cell)
    }

    /// What a cell is recoded to.
    pub(super) fn recoded(&self, cell: &[u8]) -> Option<String> {
        self.recodes.then(|| self.texts.recoding(cell)).flatten()
    }
}

/// What databases and programs write for no day: 0000-00-00, the first of all days, the last of all.
pub(super) fn is_no_day(cell: &[u8]) -> bool {
    let mark = |b: &u8| matches!(b, b'-' | b'/' | b'.');
    let empty = |b: &u8| mark(b) || matches!(b, b'0' | b':' | b' ' | b'T' | b'Z');
    let zeros = cell.len() >= 8 && cell.iter().all(empty) && cell.iter().any(mark);
    let last = match cell {
        [b'3', b'1', a, b'1', b'2', b, b'9', b'9', b'9', b'9', ..] => mark(a) && mark(b),
        _ => false,
    };
    zeros || last || cell.starts_with(b"0001-01-01") || cell.starts_with(b"9999-12-31")
}

#[cfg(test)]
mod tests {
    use super::is_no_day;

    #[test]
    fn days_that_never_were() {
        for text in [
            "0000-00-00",
            "0000-00-00 00:00:00",
            "0000-00-00T00:00:00Z",
            "00/00/0000",
            "0001-01-01T00:00:00",
            "9999-12-31",
            "31/12/9999 00:00",
        ] {
            assert!(is_no_day(text.as_bytes()), "{text}");
        }
        for text in ["2024-01-02", "00:00:00", "000000000", "2000-00-00", "31/12/1999", "0", ""] {
            assert!(!is_no_day(text.as_bytes()), "{text}");
        }
    }
}
