//! Rows of cells: what every reader of a container gives, whatever the container.
//!
//! Workbooks, JSON, SPSS and Stata files become rows through [`Source`], and rows become a
//! [`RawTable`](super::RawTable) in one place (`table`). Delimited text and Parquet find their header with the
//! same code, but take their cells in ways of their own, as they are read by the million.

/// What is known of a cell beside its text.
use crate::base::Code;
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing.
    #[default]
    Plain,
    /// The result of a formula, other than zero.
    Formula,
    /// The result of a formula, and it is zero.
    Zero,
    /// A formula whose result was never computed.
    Uncomputed,
    /// An error, such as a division by zero.
    Error,
}

#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    start: usize,
    end: usize,
    mark: Mark,
}

/// One row of cells.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// Its number in the file, from 1.
    pub line: u64,
    /// Why it cannot be read: the code of the rule and what is wrong, without its text.
    pub flaw: Option<(Code, String)>,
    text: Vec<u8>,
    cells: Vec<Cell>,
    /// Most cells that are kept; 0: all.
    limit: usize,
    /// Whether something stands behind them.
    beyond: bool,
}

impl Row {
    /// A row of which only so many cells are kept.
    pub(super) fn of_width(limit: usize) -> Self {
        Self { limit, ..Self::default() }
    }

    /// Takes away what it holds.
    pub(super) fn clear(&mut self, line: u64) {
        self.line = line;
        self.flaw = None;
        self.beyond = false;
        self.text.clear();
        self.cells.clear();
    }

    /// Writes the cell of a column, counted from 0.
    pub(super) fn put(&mut self, column: usize, mark: Mark, write: impl FnOnce(&mut Vec<u8>)) {
        let start = self.text.len();
        write(&mut self.text);
        if self.limit > 0 && column >= self.limit {
            self.beyond |= mark != Mark::Plain || !self.text[start..].trim_ascii().is_empty();
            self.text.truncate(start);
            return;
        }
        if self.cells.len() <= column {
            let here = Cell { start, end: start, mark: Mark::Plain };
            self.cells.resize(column + 1, here);
        }
        self.cells[column] = Cell { start, end: self.text.len(), mark };
    }

    /// The text of a cell; nothing where there is none.
    pub(super) fn get(&self, column: usize) -> &[u8] {
        self.cells.get(column).map_or(&[], |c| &self.text[c.start..c.end])
    }

    /// What is known of a cell.
    pub(super) fn mark(&self, column: usize) -> Mark {
        self.cells.get(column).map_or(Mark::Plain, |c| c.mark)
    }

    /// Number of cells up to the last.
    pub(super) fn width(&self) -> usize {
        self.cells.len()
    }

    /// Bytes of text in it.
    pub(super) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Whether no cell says anything. A formula without a result does.
    pub(super) fn is_blank(&self) -> bool {
        let says = |c: &Cell| c.mark != Mark::Plain || !self.text[c.start..c.end].trim_ascii().is_empty();
        self.flaw.is_none() && !self.beyond && !self.cells.iter().any(says)
    }

    /// All cells as texts; a formula without a result says that.
    pub(super) fn whole_texts(&self) -> Vec<String> {
        let text = |at: usize| match self.mark(at) {
            Mark::Uncomputed => "#FORMULA".to_owned(),
            _ => String::from_utf8_lossy(self.get(at)).into_owned(),
        };
        (0..self.width()).map(text).collect()
    }

    /// All cells as texts, as far as they can be names.
    pub(super) fn texts(&self) -> Vec<String> {
        (0..self.width()).map(|c| super::pick::text(self.get(c))).collect()
    }
}

/// What gives rows, one after another.
pub(super) trait Source {
    /// Puts the next row into `row`, and says whether there was one; rows without any cell may be left out.
    /// Fails with what is wrong with the file, without its text.
    fn next(&mut self, row: &mut Row) -> Result<bool, String>;

    /// Cells that are merged over several rows; known when all rows were read.
    fn merged(&mut self) -> Result<Vec<Merged>, String> {
        Ok(Vec::new())
    }
}

/// Cells that are merged over several rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Merged {
    /// Its first and last row.
    pub lines: (u64, u64),
    /// Its columns, counted from 0.
    pub columns: std::ops::Range<usize>,
}
