//! Text cells in columns: spans into one buffer, eight bytes a cell.

use super::spans::Spans;
use crate::base::{Code, Findings};

/// Longest cell that is still believed to be one, in bytes.
pub(super) const CELL_MAX: usize = 1 << 20;

/// Bits of a packed span that hold its length.
const LEN_BITS: u32 = 24;

/// Packs the place of a cell.
pub(super) fn pack(start: usize, len: usize) -> u64 {
    debug_assert!(len < 1 << LEN_BITS);
    ((start as u64) << LEN_BITS) | len as u64
}

/// Unpacks the place of a cell.
pub(super) fn unpack(span: u64) -> std::ops::Range<usize> {
    let start = (span >> LEN_BITS) as usize;
    start..start + (span & ((1 << LEN_BITS) - 1)) as usize
}

/// One input file as it was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct InputFile {
    /// Path relative to the workspace root, with forward slashes.
    pub path: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// Records in it, the header not counted.
    pub rows: u64,
}

/// One column that was asked for.
#[derive(Debug, Clone)]
pub struct RawColumn {
    /// Name in the file.
    pub name: String,
    /// What it is in words, where a file says so beside the name.
    pub label: String,
    /// Number of the field, from 1.
    pub number: u64,
    /// The names by which it was asked for.
    pub(super) asked: Vec<String>,
    /// Places of its cells.
    pub(super) spans: Spans,
}

impl RawColumn {
    /// Whether it was put together from others: its name cannot stand in a header.
    fn is_derived(&self) -> bool {
        self.asked.iter().any(|name| name.starts_with('\n'))
    }
}

/// The cells of one column.
#[derive(Debug, Clone, Copy)]
pub struct Cells<'a> {
    text: &'a [u8],
    spans: &'a Spans,
}

impl<'a> Cells<'a> {
    /// One cell, without the spaces around it.
    #[must_use]
    pub fn get(&self, row: usize) -> &'a [u8] {
        self.text[unpack(self.spans.get(row))].trim_ascii()
    }

    /// All cells in order, without the spaces around them.
    pub fn iter(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let cells = *self;
        (0..self.spans.len()).map(move |row| cells.get(row))
    }

    /// The number of each cell's text and how many numbers there are, where the column holds few different texts.
    /// Texts that differ in the spaces around them, or were set by themselves, may have several numbers.
    #[must_use]
    pub(crate) fn numbered(&self) -> Option<(usize, impl Iterator<Item = usize> + use<'a>)> {
        self.spans.numbered()
    }
}

/// A record that could not be read.
#[derive(Debug, Clone)]
pub struct Broken {
    /// Physical line it starts on.
    pub line: u64,
    /// Code of the rule it breaks.
    pub code: Code,
    /// What is wrong with it, without its text.
    pub reason: String,
    /// Its place in the text.
    pub(super) span: std::ops::Range<usize>,
}

/// The records of one file, as text.
#[derive(Debug, Clone)]
pub struct RawTable {
    /// The file; its `rows` count the broken records too.
    pub file: InputFile,
    /// Columns asked for, each once.
    pub columns: Vec<RawColumn>,
    /// Records that could not be read, in order.
    pub broken: Vec<Broken>,
    /// What is worth a warning.
    pub findings: Findings,
    /// Rows that are no records but stand below them: totals, notes. In order.
    pub below: Vec<usize>,
    /// All text: the file as UTF-8, then cells that had to be rewritten.
    pub(super) text: Vec<u8>,
    /// Where the file's own text ends.
    pub(super) end: usize,
    /// Number of readable records.
    pub(super) rows: usize,
    /// Where each record starts in the text; empty for files that are not text.
    pub(super) starts: Vec<u64>,
    /// From row → line: rows in between follow line by line.
    pub(super) lines: Vec<(usize, u64)>,
}

impl RawTable {
    /// Number of readable records.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The column that was asked for by these names.
    #[must_use]
    pub fn column(&self, names: &[String]) -> Option<&RawColumn> {
        self.columns.iter().find(|c| c.asked == names)
    }

    /// The cells of a column.
    #[must_use]
    pub fn cells<'a>(&'a self, column: &'a RawColumn) -> Cells<'a> {
        Cells { text: &self.text, spans: &column.spans }
    }

    /// Physical line on which a record starts (row of the sheet in workbooks, counted record and header
    /// in Parquet).
    #[must_use]
    pub fn line(&self, row: usize) -> u64 {
        let at = self.lines.partition_point(|(from, _)| *from <= row);
        match at.checked_sub(1).map(|i| self.lines[i]) {
            Some((from, line)) => line + (row - from) as u64,
            None => row as u64 + 2,
        }
    }

    /// The row that starts on a physical line.
    #[must_use]
    pub fn row_at(&self, line: u64) -> Option<usize> {
        let at = self.lines.partition_point(|(_, from)| *from <= line);
        let (row, from) = *self.lines.get(at.checked_sub(1)?)?;
        let row = row + usize::try_from(line - from).ok()?;
        (row < self.rows && self.line(row) == line).then_some(row)
    }

    /// The text of a record as it stands in the file; for workbooks and Parquet the cells that were asked
    /// for, as one line of CSV.
    #[must_use]
    pub fn record_text(&self, row: usize) -> String {
        let Some(&start) = self.starts.get(row) else {
            let mut writer = csv::Writer::from_writer(Vec::new());
            let own = self.columns.iter().filter(|c| !c.is_derived());
            let _ = writer.write_record(own.map(|c| &self.text[unpack(c.spans.get(row))]));
            let line = writer.into_inner().unwrap_or_default();
            return String::from_utf8_lossy(&line).trim_end().to_owned();
        };
        let start = start as usize;
        let end = self.starts.get(row + 1).map_or(self.end, |&s| s as usize);
        let next = self.broken.partition_point(|b| b.span.start <= start);
        let end = self.broken.get(next).map_or(end, |b| end.min(b.span.start));
        self.original(start..end)
    }

    /// The text of a broken record.
    #[must_use]
    pub fn broken_text(&self, broken: &Broken) -> String {
        self.original(broken.span.clone())
    }

    fn original(&self, range: std::ops::Range<usize>) -> String {
        String::from_utf8_lossy(&self.text[range]).trim_end_matches(['\r', '\n']).to_owned()
    }

    /// Puts another text into a cell; the file's own text stays as it is. Gives whether there is such a
    /// column.
    pub fn set(&mut self, names: &[String], row: usize, text: &str) -> bool {
        let text = &text.as_bytes()[..text.len().min(CELL_MAX)];
        let Some(column) = self.columns.iter_mut().find(|c| c.asked == names) else { return false };
        if row >= column.spans.len() {
            return false;
        }
        column.spans.set(row, pack(self.text.len(), text.len()));
        self.text.extend_from_slice(text);
        true
    }

    /// Takes a text that a program wrote as a formula, `="0470"`, for that text.
    pub(super) fn unwrap_formulas(&mut self) {
        let text = &self.text;
        // Hardly any file has one.
        if memchr::memmem::find(text, b"=\"").is_none() {
            return;
        }
        for span in self.columns.iter_mut().flat_map(|c| c.spans.places_mut()) {
            let range = unpack(*span);
            let Some(b'=') = text.get(range.start).filter(|_| range.len() > 2) else { continue };
            let inside = text[range.clone()].strip_prefix(b"=\"").and_then(|rest| rest.strip_suffix(b"\""));
            if let Some(inside) = inside.filter(|inside| !inside.contains(&b'"')) {
                *span = pack(range.start + 2, inside.len());
            }
        }
    }

    /// Whether its records are text, and not cells of a container.
    pub(crate) fn is_text(&self) -> bool {
        !self.starts.is_empty()
    }

    /// Empties the cells of a column that say nothing.
    pub(crate) fn empty(&mut self, names: &[String], says_nothing: impl Fn(&[u8]) -> bool) {
        let Some(at) = self.columns.iter().position(|c| c.asked == names) else { return };
        let text = &self.text;
        for span in self.columns.get_mut(at).map(|c| c.spans.places_mut()).unwrap_or_default() {
            if says_nothing(text[unpack(*span)].trim_ascii()) {
                *span = 0;
            }
        }
    }

    /// Adds a column of which each cell stands in one of several others: `pick` takes the row and its cells and
    /// says which; nothing, or one that the file does not have, is an empty cell.
    pub(crate) fn add_picked(
        &mut self,
        asked: Vec<String>,
        of: &[Vec<String>],
        pick: impl Fn(usize, &[&[u8]]) -> Option<usize>,
    ) {
        let columns: Vec<Option<&RawColumn>> = of.iter().map(|names| self.column(names)).collect();
        let Some(first) = columns.iter().flatten().next() else { return };
        let (name, label, number) = (first.name.clone(), first.label.clone(), first.number);
        let mut spans = Vec::with_capacity(self.rows);
        let mut cells: Vec<&[u8]> = Vec::with_capacity(columns.len());
        for row in 0..self.rows {
            cells.clear();
            cells.extend(columns.iter().map(|c| c.map_or(&[][..], |c| self.cells(c).get(row))));
            let picked = pick(row, &cells).and_then(|at| columns.get(at).copied().flatten());
            spans.push(picked.map_or(0, |column| column.spans.get(row)));
        }
        self.columns.push(RawColumn { name, label, number, asked, spans: Spans::Each(spans) });
    }

    /// Adds a column of which each cell is that of one column with that of another behind it, where `with` wants
    /// the other.
    pub(crate) fn add_joined(
        &mut self,
        asked: Vec<String>,
        (first, second): (&[String], &[String]),
        with: impl Fn(&[u8]) -> bool,
    ) {
        let (Some(a), Some(b)) = (self.column(first), self.column(second)) else { return };
        let (name, label, number) = (a.name.clone(), a.label.clone(), a.number);
        let mut text = Vec::new();
        let mut spans = Vec::with_capacity(self.rows);
        for row in 0..self.rows {
            let (cell, behind) = (self.cells(a).get(row), self.cells(b).get(row));
            if cell.is_empty() || !with(behind) || cell.len() + behind.len() >= CELL_MAX {
                spans.push(a.spans.get(row));
                continue;
            }
            let start = self.text.len() + text.len();
            text.extend_from_slice(cell);
            text.push(b' ');
            text.extend_from_slice(behind);
            spans.push(pack(start, cell.len() + 1 + behind.len()));
        }
        self.text.extend_from_slice(&text);
        self.columns.push(RawColumn { name, label, number, asked, spans: Spans::Each(spans) });
    }

    /// Gives back the memory of all columns but some.
    pub(crate) fn keep_only(&mut self, asked: &[Vec<String>]) {
        self.columns.retain(|c| asked.contains(&c.asked));
        if self.columns.is_empty() {
            self.text = Vec::new();
            self.starts = Vec::new();
        }
    }

    /// Gives back the memory of the cells of a column; it has none from then on.
    pub(crate) fn forget_cells(&mut self, column: usize) {
        if let Some(column) = self.columns.get_mut(column) {
            column.spans = Spans::default();
        }
    }

    /// Forgets all text but that of the cells; [`Self::record_text`] gives only them from then on.
    pub(crate) fn forget_records(&mut self) {
        let mut text = Vec::new();
        for span in self.columns.iter_mut().flat_map(|c| c.spans.places_mut()) {
            let cell = self.text[unpack(*span)].trim_ascii();
            *span = pack(text.len(), cell.len());
            text.extend_from_slice(cell);
        }
        text.shrink_to_fit();
        (self.text, self.end, self.starts) = (text, 0, Vec::new());
        self.broken.clear();
    }
}
