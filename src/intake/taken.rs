//! What is taken from rows of cells: the columns that are asked for, what stands below the records, formulas
//! without a result and errors.

use std::collections::VecDeque;

use super::below::{self, END, Last};
use super::raw::{Broken, CELL_MAX, pack, unpack};
use super::row::{Mark, Merged, Row};
use super::rules;
use super::table::About;
use crate::base::{Finding, Findings, Place};
use crate::config::MergedCells;

/// Most text in the cells of a table, in bytes.
const TEXT_MAX: usize = 2 << 30;
/// What stands in the place of a formula that nobody computed: it is not blank, and no value either.
const NO_RESULT: &[u8] = b"#FORMULA";

/// What was taken from the rows so far.
pub(super) struct Taken<'a> {
    places: &'a [usize],
    names: &'a [String],
    time: Option<usize>,
    pub columns: Vec<Vec<u64>>,
    /// Row, position among the columns, and what is known of the cell.
    marks: Vec<(usize, usize, Mark)>,
    /// The last rows.
    last: VecDeque<Last>,
    pub text: Vec<u8>,
    pub lines: Vec<(usize, u64)>,
    pub broken: Vec<Broken>,
    pub rows: usize,
    next_line: u64,
}

impl<'a> Taken<'a> {
    /// Nothing yet: `time` is the column of the day.
    pub(super) fn new(names: &'a [String], places: &'a [usize], time: Option<usize>) -> Self {
        Self {
            places,
            names,
            time,
            columns: places.iter().map(|_| Vec::new()).collect(),
            marks: Vec::new(),
            last: VecDeque::with_capacity(END + 1),
            text: Vec::new(),
            lines: Vec::new(),
            broken: Vec::new(),
            rows: 0,
            next_line: 0,
        }
    }

    /// Takes one row.
    pub(super) fn take(&mut self, row: &Row) -> Result<(), String> {
        if row.is_blank() {
            return Ok(());
        }
        if self.text.len() + row.bytes() > TEXT_MAX {
            return Err(format!("it holds more than {} GiB of text", TEXT_MAX >> 30));
        }
        let start = self.text.len();
        let long = self.places.iter().any(|&place| row.get(place).len() > CELL_MAX);
        let flaw = row.flaw.clone().or_else(|| {
            long.then(|| (rules::LONG_CELL, format!("a cell longer than {} MiB", CELL_MAX >> 20)))
        });
        if let Some((code, reason)) = flaw {
            if long {
                self.text.extend_from_slice(b"(a cell too long to be kept)");
            } else {
                self.text.extend_from_slice(row.get(0));
            }
            self.broken.push(Broken { line: row.line, code, reason, span: start..self.text.len() });
            return Ok(());
        }
        for (at, &place) in self.places.iter().enumerate() {
            let (cell, mark) = (row.get(place), row.mark(place));
            let cell = if mark == Mark::Uncomputed { NO_RESULT } else { cell };
            self.columns[at].push(pack(self.text.len(), cell.len()));
            self.text.extend_from_slice(cell);
            if mark != Mark::Plain {
                self.marks.push((self.rows, at, mark));
            }
        }
        self.remember(row);
        if row.line != self.next_line {
            self.lines.push((self.rows, row.line));
        }
        self.next_line = row.line + 1;
        self.rows += 1;
        Ok(())
    }

    /// Keeps what is known of the last rows.
    fn remember(&mut self, row: &Row) {
        let Some(time) = self.time else { return };
        let cell = row.get(time).trim_ascii();
        let last = if cell.first().is_some_and(u8::is_ascii_digit) {
            Last::record()
        } else {
            let gap = self.rows > 0 && row.line > self.next_line;
            Last::of((0..row.width()).map(|c| row.get(c)), time, gap)
        };
        if self.last.len() == END {
            self.last.pop_front();
        }
        self.last.push_back(last);
    }

    fn line(&self, row: usize) -> u64 {
        let at = self.lines.partition_point(|(from, _)| *from <= row);
        at.checked_sub(1).map_or(0, |i| self.lines[i].1 + (row - self.lines[i].0) as u64)
    }

    /// The lines of rows.
    pub(super) fn lines_of(&self, rows: &[usize]) -> Vec<u64> {
        rows.iter().map(|&row| self.line(row)).collect()
    }

    /// Rows that are no records: the file's own totals, and what stands at the end.
    pub(super) fn below(&mut self, about: &About) -> Vec<usize> {
        if about.names.is_some() {
            return Vec::new();
        }
        let width = self.names.iter().filter(|n| !n.trim().is_empty()).count();
        let end = below::count(self.last.make_contiguous(), width);
        let mut rows: Vec<usize> = (self.rows - end..self.rows).collect();
        for &(first, last) in &about.totals {
            let of = |line: u64| (0..self.rows).rev().find(|&row| self.line(row) <= line);
            let (Some(to), from) = (of(last), of(first.saturating_sub(1)).map_or(0, |r| r + 1)) else {
                continue;
            };
            rows.extend(from..=to);
        }
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// Gives the rows that a cell is merged over what it says, where the settings want that, or refuses the file:
    /// without a word these rows would be blank. `header` and rows `below` the records are left as they are.
    pub(super) fn merged(
        &mut self,
        all: &[Merged],
        (header, below): (u64, &[usize]),
        wanted: MergedCells,
        path: &str,
    ) -> Result<(), Findings> {
        let (mut blank, mut first) = (0_usize, None);
        for merged in all.iter().filter(|m| m.lines.0 > header) {
            for at in (0..self.places.len()).filter(|at| merged.columns.contains(&self.places[*at])) {
                let lines: Vec<(usize, u64)> = self.rows_between(merged.lines);
                let Some(&(top, _)) = lines.first().filter(|(_, line)| *line == merged.lines.0) else {
                    continue;
                };
                let span = self.columns[at][top];
                if self.text[unpack(span)].trim_ascii().is_empty() {
                    continue;
                }
                for &(row, _) in lines[1..].iter().filter(|(row, _)| below.binary_search(row).is_err()) {
                    if wanted == MergedCells::Fill {
                        self.columns[at][row] = span;
                    }
                    blank += 1;
                    first.get_or_insert((at, top));
                }
            }
        }
        let Some((at, top)) = first.filter(|_| wanted == MergedCells::Ask) else { return Ok(()) };
        let what = format!(
            "column `{}` has cells that are merged with those below them: {blank} cells of records show what stands above \
             them and hold nothing themselves",
            self.names[self.places[at]].trim()
        );
        let hint = "write `merged_cells: fill` in helpline.yaml to give each row what the merged cell says, `merged_cells: \
                    blank` to leave them blank; or undo the merging in the workbook";
        let finding = Finding::error(rules::MERGED, what).at(self.place(at, top, path)).hint(hint);
        Err(Findings(vec![finding]))
    }

    /// The rows that stand on some lines, with their lines.
    fn rows_between(&self, (from, to): (u64, u64)) -> Vec<(usize, u64)> {
        let at = self.lines.partition_point(|(_, line)| *line <= from).saturating_sub(1);
        let first = self
            .lines
            .get(at)
            .map_or(0, |(row, line)| row + usize::try_from(from.saturating_sub(*line)).unwrap_or(0));
        let with_line = (first.min(self.rows)..self.rows).map(|row| (row, self.line(row)));
        with_line.skip_while(|(_, line)| *line < from).take_while(|(_, line)| *line <= to).collect()
    }

    /// Tells, per column, of formulas without a result and of errors; what is not known is no number.
    pub(super) fn formulas_and_errors(&mut self, path: &str, about: &About, below: &[usize]) -> Findings {
        let mut findings = Findings::default();
        let marks: Vec<_> =
            self.marks.iter().filter(|(row, ..)| below.binary_search(row).is_err()).copied().collect();
        for at in 0..self.places.len() {
            let of = |mark: Mark| marks.iter().filter(move |m| m.1 == at && m.2 == mark).map(|m| m.0);
            let mut none: Vec<usize> = of(Mark::Uncomputed).collect();
            if about.recalculate && of(Mark::Formula).next().is_none() {
                let zeros: Vec<usize> = of(Mark::Zero).collect();
                let span = pack(self.text.len(), NO_RESULT.len());
                self.text.extend_from_slice(if zeros.is_empty() { b"" } else { NO_RESULT });
                zeros.iter().for_each(|&row| self.columns[at][row] = span);
                none.extend(zeros);
                none.sort_unstable();
            }
            findings.0.extend(self.uncomputed(at, &none, path, about));
            let errors: Vec<usize> = of(Mark::Error).collect();
            findings.0.extend(self.errors(at, &errors, path, about));
        }
        findings
    }

    fn place(&self, at: usize, row: usize, path: &str) -> Place {
        Place::at(path, self.line(row), self.places[at] as u64 + 1)
    }

    fn title(&self, at: usize, about: &About) -> String {
        let sheet = about.sheet.as_ref().map_or_else(String::new, |s| format!(" of worksheet `{s}`"));
        format!("column `{}`{sheet}", self.names[self.places[at]].trim())
    }

    fn uncomputed(&self, at: usize, rows: &[usize], path: &str, about: &About) -> Option<Finding> {
        let first = *rows.first()?;
        let count = if rows.len() == 1 { "a formula".to_owned() } else { format!("{} formulas", rows.len()) };
        let title = self.title(at, about);
        let what =
            format!("{title} has {count} without a result, as nobody computed it: the value is not known");
        let hint =
            "open the workbook in a spreadsheet program and save it, or map the columns it is computed from";
        Some(Finding::warning(rules::UNCOMPUTED, what).at(self.place(at, first, path)).hint(hint))
    }

    fn errors(&self, at: usize, rows: &[usize], path: &str, about: &About) -> Option<Finding> {
        let first = *rows.first()?;
        let mut kinds: Vec<String> = Vec::new();
        for &row in rows {
            let text = String::from_utf8_lossy(&self.text[unpack(self.columns[at][row])]).into_owned();
            if !kinds.contains(&text) && kinds.len() < 5 {
                kinds.push(text);
            }
        }
        let count = if rows.len() == 1 { "a cell".to_owned() } else { format!("{} cells", rows.len()) };
        let what = format!("{} has {count} with an error: {}", self.title(at, about), kinds.join(", "));
        let hint = "mend the formulas in the workbook, and save it";
        Some(Finding::warning(rules::CELL_ERROR, what).at(self.place(at, first, path)).hint(hint))
    }
}
