//! Splits delimited text into records, strictly: a quote is allowed only around a whole field, and a
//! record that breaks this ends with its physical line, so that nothing after it is lost.
//!
//! The `csv` crate accepts every sequence of bytes and so cannot tell that a stray quote has swallowed
//! the records behind it; that is why this splitter is our own. Tests hold the two side by side.

use memchr::{memchr, memchr_iter, memchr2};

use super::raw::{CELL_MAX, pack, unpack};

/// Most physical lines one record may span.
const LINES_MAX: usize = 1000;

/// Why a record could not be split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    /// A quote inside a field, or text behind a closing quote.
    Quote,
    /// A quote that is never closed, or not before the next records.
    Unclosed,
    /// A cell longer than [`CELL_MAX`].
    Long,
}

/// One step through the text.
pub(super) enum Step {
    /// A line without any text.
    Blank,
    /// The fields stand in [`Splitter::fields`].
    Record,
    /// The record starting here could not be split; its physical line was passed over.
    Broken(Flaw),
}

/// Walks through delimited text.
pub(super) struct Splitter<'a> {
    text: &'a [u8],
    delimiter: u8,
    newline: u8,
    /// First quote at or after the position; the length of the text when there is none.
    quote: usize,
    /// Where the next record starts.
    pub at: usize,
    /// Physical line of the next record, from 1.
    pub line: u64,
    /// Packed places of the fields of the last record.
    pub fields: Vec<u64>,
    /// Fields whose doubled quotes were undone; their places count on behind the text.
    pub extra: Vec<u8>,
    /// The fields of the last record that spread over several lines.
    spread: Vec<Spread>,
}

/// A quoted field over several lines, with the delimiters inside it.
struct Spread {
    field: usize,
    first: usize,
    last: usize,
    between: Vec<usize>,
}

impl<'a> Splitter<'a> {
    pub(super) fn new(text: &'a [u8], at: usize, delimiter: u8, newline: u8) -> Self {
        let mut splitter = Self {
            text,
            delimiter,
            newline,
            quote: 0,
            at,
            line: 1,
            fields: Vec::with_capacity(64),
            extra: Vec::new(),
            spread: Vec::new(),
        };
        splitter.find_quote(at);
        splitter
    }

    /// Goes to where a record starts. Its line is not known then.
    pub(super) fn go(&mut self, at: usize) {
        self.at = at;
        self.find_quote(at);
    }

    /// Whether all text has been walked through.
    pub(super) fn done(&self) -> bool {
        self.at >= self.text.len()
    }

    /// Takes the next record; not to be called when [`done`](Self::done).
    pub(super) fn step(&mut self) -> Step {
        let start = self.at;
        let end = memchr(self.newline, &self.text[start..]).map_or(self.text.len(), |i| start + i);
        if self.quote < end {
            return self.step_quoted(start, end);
        }
        self.at = end + 1;
        self.line += 1;
        let end = self.without_return(start, end);
        if start == end {
            return Step::Blank;
        }
        self.fields.clear();
        if end - start > CELL_MAX && self.has_long_cell(start, end) {
            return Step::Broken(Flaw::Long);
        }
        self.plain_fields(start, end);
        Step::Record
    }

    /// Says of the last record whether it could as well be several records of so many fields that a
    /// stray quote has joined; if so, goes back and passes over its first line only.
    pub(super) fn joined(&mut self, fields: usize, start: usize, line: u64) -> bool {
        let like_records = |spread: &Spread| {
            let behind = self.fields.len() - 1 - spread.field;
            let ends = spread.field + 1 + spread.first == fields && spread.last + 1 + behind == fields;
            ends || spread.between.contains(&(fields - 1))
        };
        let swallowed = self.fields.len() != fields || (fields > 2 && self.spread.iter().any(like_records));
        if swallowed {
            self.skip_line(start, line);
        }
        swallowed
    }

    /// Splits a line without quotes. Looks at eight bytes at a time: fields are so short that a search
    /// for each delimiter costs more than it saves.
    #[inline]
    fn plain_fields(&mut self, start: usize, end: usize) {
        const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
        let pattern = u64::from_ne_bytes([self.delimiter; 8]);
        let mut from = start;
        let mut at = start;
        let mut words = self.text[start..end].chunks_exact(8);
        for word in &mut words {
            let word = word.first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes)) ^ pattern;
            // The top bit of each byte that is a delimiter.
            let mut hits = !(((word & LOW) + LOW) | word | LOW);
            while hits != 0 {
                let to = at + (hits.trailing_zeros() / 8) as usize;
                self.fields.push(pack(from, to - from));
                from = to + 1;
                hits &= hits - 1;
            }
            at += 8;
        }
        for &byte in words.remainder() {
            if byte == self.delimiter {
                self.fields.push(pack(from, at - from));
                from = at + 1;
            }
            at += 1;
        }
        self.fields.push(pack(from, end - from));
    }

    fn has_long_cell(&self, start: usize, end: usize) -> bool {
        self.text[start..end].split(|&byte| byte == self.delimiter).any(|cell| cell.len() > CELL_MAX)
    }

    fn find_quote(&mut self, from: usize) {
        let from = from.min(self.text.len());
        self.quote = memchr(b'"', &self.text[from..]).map_or(self.text.len(), |i| from + i);
    }

    fn without_return(&self, start: usize, end: usize) -> usize {
        if self.newline == b'\n' && end > start && self.text[end - 1] == b'\r' { end - 1 } else { end }
    }

    /// Goes on behind the physical line that starts here.
    fn skip_line(&mut self, start: usize, line: u64) {
        let end = memchr(self.newline, &self.text[start..]).map_or(self.text.len(), |i| start + i);
        self.at = end + 1;
        self.line = line + 1;
        self.find_quote(self.at);
    }

    #[inline(never)]
    fn step_quoted(&mut self, start: usize, line_end: usize) -> Step {
        let line = self.line;
        self.spread.clear();
        let before = self.extra.len();
        match self.quoted_record(start) {
            Ok(end) => {
                self.at = end + 1;
                let over = if end > line_end {
                    memchr_iter(self.newline, &self.text[start..end.min(self.text.len())]).count()
                } else {
                    0
                };
                self.line = line + 1 + over as u64;
                self.find_quote(self.at);
                Step::Record
            }
            Err(flaw) => {
                self.extra.truncate(before);
                self.skip_line(start, line);
                Step::Broken(flaw)
            }
        }
    }

    /// Splits the record that starts here; gives the place of its newline.
    fn quoted_record(&mut self, start: usize) -> Result<usize, Flaw> {
        self.fields.clear();
        let text = self.text;
        let mut at = start;
        loop {
            let end = if text.get(at) == Some(&b'"') {
                self.quoted_field(at)?
            } else {
                let end = memchr2(self.delimiter, self.newline, &text[at..]).map_or(text.len(), |i| at + i);
                let last = text.get(end).is_none_or(|&b| b == self.newline);
                let to = if last { self.without_return(at, end) } else { end };
                if to - at > CELL_MAX {
                    return Err(Flaw::Long);
                }
                if memchr(b'"', &text[at..to]).is_some() {
                    return Err(Flaw::Quote);
                }
                self.fields.push(pack(at, to - at));
                end
            };
            match text.get(end) {
                Some(&b) if b == self.delimiter => at = end + 1,
                _ => return Ok(end),
            }
        }
    }

    /// Takes the quoted field that starts here; gives the place behind it.
    fn quoted_field(&mut self, open: usize) -> Result<usize, Flaw> {
        let text = self.text;
        let limit = text.len().min(open + 1 + CELL_MAX + 1);
        let mut from = open + 1;
        let mut doubled = false;
        let close = loop {
            let Some(i) = memchr(b'"', &text[from..limit]) else {
                return Err(if limit < text.len() && !self.many_lines(open, limit) {
                    Flaw::Long
                } else {
                    Flaw::Unclosed
                });
            };
            if text.get(from + i + 1) != Some(&b'"') {
                break from + i;
            }
            doubled = true;
            from += i + 2;
            if from > limit {
                return Err(Flaw::Long);
            }
        };
        let end = match text.get(close + 1) {
            None => close + 1,
            Some(&b) if b == self.delimiter || b == self.newline => close + 1,
            Some(b'\r') if self.newline == b'\n' && text.get(close + 2).is_none_or(|&b| b == b'\n') => {
                close + 2
            }
            Some(_) => return Err(Flaw::Quote),
        };
        self.note_lines(open + 1, close)?;
        if doubled {
            let from = text.len() + self.extra.len();
            let mut rest = &text[open + 1..close];
            while let Some(i) = memchr(b'"', rest) {
                self.extra.extend_from_slice(&rest[..=i]);
                rest = &rest[i + 2..];
            }
            self.extra.extend_from_slice(rest);
            self.fields.push(pack(from, text.len() + self.extra.len() - from));
        } else {
            self.fields.push(pack(open + 1, close - open - 1));
        }
        Ok(end)
    }

    fn many_lines(&self, from: usize, to: usize) -> bool {
        memchr(self.newline, &self.text[from..to]).is_some()
    }

    /// Remembers how a quoted field spreads over lines, to judge later whether it swallowed records.
    fn note_lines(&mut self, from: usize, to: usize) -> Result<(), Flaw> {
        let content = &self.text[from..to];
        if memchr(self.newline, content).is_none() {
            return Ok(());
        }
        let mut pieces: Vec<usize> = Vec::new();
        for piece in content.split(|&b| b == self.newline) {
            if pieces.len() == LINES_MAX {
                return Err(Flaw::Unclosed);
            }
            pieces.push(memchr_iter(self.delimiter, piece).count());
        }
        let last = pieces.pop().unwrap_or_default();
        let between = pieces.split_off(1);
        self.spread.push(Spread { field: self.fields.len(), first: pieces[0], last, between });
        Ok(())
    }
}

/// The text of a place, in the text or in what stands behind it.
pub(super) fn field<'t>(text: &'t [u8], extra: &'t [u8], span: u64) -> &'t [u8] {
    let range = unpack(span);
    match range.start.checked_sub(text.len()) {
        Some(start) if !extra.is_empty() => &extra[start..start + range.len()],
        _ => &text[range],
    }
}
