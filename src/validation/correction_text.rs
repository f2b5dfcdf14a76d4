//! The text of a file of corrections, and its records with the physical lines on which they start.

use std::ops::Range;

use super::rules;
use crate::base::{Finding, Place};

/// A record, its place, and where it stands in the text.
pub(super) struct Row {
    pub cells: Vec<String>,
    pub place: Place,
    pub range: Range<usize>,
}

impl Row {
    /// Whether it has nothing.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }

    /// A cell; beyond the last nothing.
    pub(super) fn get(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", String::as_str)
    }
}

/// The text, and whether its encoding is that of a spreadsheet.
pub(super) fn decoded(bytes: &[u8]) -> Result<(String, bool), &'static str> {
    use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
    let by_mark = Encoding::for_bom(bytes);
    let (encoding, start) = by_mark.unwrap_or((UTF_8, 0));
    let whole = encoding.decode_without_bom_handling_and_without_replacement(&bytes[start..]);
    let (text, is_foreign) = match whole {
        Some(text) => (text.into_owned(), false),
        None if by_mark.is_none() => (WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(), true),
        None => return Err("bytes that are not what its byte-order mark says"),
    };
    if text.contains('\0') { Err("this is no text file") } else { Ok((text, is_foreign)) }
}

/// The text without the line `sep=;` that spreadsheets understand; its line stays.
pub(super) fn without_separator_line(text: &str) -> String {
    match text.split_once('\n') {
        Some((first, rest)) if first.trim().to_ascii_lowercase().starts_with("sep=") => format!("\n{rest}"),
        _ => text.to_owned(),
    }
}

/// All records of a text, the header first.
pub(super) fn records(text: &str, delimiter: u8, shown: &str) -> Result<Vec<Row>, Finding> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    let at = |byte: u64| usize::try_from(byte).unwrap_or(text.len()).min(text.len());
    let mut lines = Lines::default();
    loop {
        let start = at(reader.position().byte());
        // The reader leaves half of a line end, and blank lines, to the next record.
        let skipped = text.as_bytes()[start..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let start = start + skipped;
        let place = Place::line(shown, lines.of(text.as_bytes(), start));
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(rows),
            Err(_) => {
                let finding =
                    Finding::error(rules::CORRECTIONS, "this record cannot be read as delimited text");
                return Err(finding.at(place));
            }
        }
        let cells = record.iter().map(str::to_owned).collect();
        rows.push(Row { cells, place, range: start..at(reader.position().byte()).max(start) });
    }
}

/// Counts physical lines, whose ends are CR LF, LF or CR.
#[derive(Default)]
struct Lines {
    seen: usize,
    ends: u64,
}

impl Lines {
    /// The line on which a byte stands; called in the order of the bytes.
    fn of(&mut self, text: &[u8], byte: usize) -> u64 {
        let is_end = |at: usize| match text[at] {
            b'\n' => true,
            b'\r' => text.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        self.ends += (self.seen..byte).filter(|at| is_end(*at)).count() as u64;
        self.seen = byte;
        self.ends + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_with_any_line_end_and_within_quotes() {
        let lines = |text: &str| -> Vec<(u64, String)> {
            let rows = records(text, b';', "x.csv").expect("rows");
            rows.iter().map(|r| (r.place.line.unwrap_or(0), r.cells[0].clone())).collect()
        };
        let expected = |numbers: [u64; 3]| -> Vec<(u64, String)> {
            numbers.into_iter().zip(["id", "a", "b"]).map(|(n, t)| (n, t.to_owned())).collect()
        };
        for end in ["\n", "\r\n", "\r"] {
            let text = ["id;x", "a;1", "b;2", ""].join(end);
            assert_eq!(lines(&text), expected([1, 2, 3]), "{end:?}");
            let text = ["id;x", "", "a;\"1", "2\"", "b;2"].join(end);
            assert_eq!(lines(&text), expected([1, 3, 5]), "{end:?}");
        }
    }

    #[test]
    fn texts_are_decoded_as_spreadsheets_save_them() {
        assert_eq!(decoded(b"\xef\xbb\xbfid;\xc3\xa9"), Ok(("id;é".to_owned(), false)));
        assert_eq!(decoded(b"id;\xe9"), Ok(("id;é".to_owned(), true)));
        assert_eq!(decoded(b"\xff\xfei\0d\0"), Ok(("id".to_owned(), false)));
        assert!(decoded(b"id\0").is_err());
        assert_eq!(without_separator_line("sep=;\r\nid;x\r\n"), "\nid;x\r\n");
    }
}
