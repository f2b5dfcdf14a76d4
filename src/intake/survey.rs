//! An export that nobody described yet: what kind of file it is, its dialect, its worksheet, its header and the names
//! of its columns, found from the file alone.

use std::collections::BTreeSet;
use std::path::Path;

use super::book;
use super::decode::to_utf8;
use super::dialect::{DELIMITERS, first_rows};
use super::pick::{TOP, Top};
use super::read::{Named, kind, opened};
use super::sniff::Kind;
use super::{json, parquet, rules, spss, stata};
use crate::base::{Finding, Findings, Place};
use crate::config::Encoding;

/// Of the widest of the first rows a header has so many of a hundred cells.
const WIDE: usize = 70;

/// How a file is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// What it is, in words.
    pub kind: &'static str,
    /// Encoding of delimited text.
    pub encoding: Encoding,
    /// What stands between the fields of delimited text.
    pub delimiter: Option<u8>,
    /// Worksheet with the registrations, and the names of the others.
    pub sheet: Option<String>,
    /// Further worksheets.
    pub other_sheets: Vec<String>,
    /// Line of the header; nothing where the names stand apart from the rows.
    pub header_line: Option<u64>,
    /// Rows with text above the header.
    pub above: usize,
    /// Whether there is no header: the names are made up.
    pub headless: bool,
    /// Fewest fields among the first rows.
    pub least: usize,
    /// The names of the columns.
    pub names: Vec<String>,
}

impl Layout {
    fn of_names(kind: &'static str, names: Vec<String>) -> Self {
        Self {
            kind,
            encoding: Encoding::Auto,
            delimiter: None,
            sheet: None,
            other_sheets: Vec::new(),
            header_line: None,
            above: 0,
            headless: false,
            least: names.len(),
            names,
        }
    }
}

/// Finds out how a file is laid out. `shown` is its path in messages.
pub fn survey(path: &Path, shown: &str) -> Result<Layout, Findings> {
    let bytes = opened(path, shown)?;
    match kind(&bytes, shown)? {
        Kind::Delimited => delimited(bytes, shown),
        Kind::Parquet => parquet::names(&bytes, shown).map(|names| Layout::of_names("Parquet", names)),
        Kind::Workbook(kind) => workbook(bytes, kind, shown),
        Kind::Json => Ok(Layout::of_names("JSON", json::Objects::new(bytes, Encoding::Auto, shown)?.names())),
        Kind::Spss => {
            let spoilt = |why: String| no_file("SPSS", &why, shown);
            Ok(Layout::of_names("SPSS", spss::Spss::new(bytes).map_err(spoilt)?.names()))
        }
        Kind::Stata => {
            let spoilt = |why: String| no_file("Stata", &why, shown);
            Ok(Layout::of_names("Stata", stata::Stata::new(bytes).map_err(spoilt)?.names()))
        }
    }
}

fn no_file(what: &str, why: &str, shown: &str) -> Findings {
    let message = format!("this is no file of {what} that can be read: {why}");
    super::table::refuse(shown, message, "save it again, or export it as CSV")
}

fn delimited(bytes: Vec<u8>, shown: &str) -> Result<Layout, Findings> {
    let (encoding, (text, start)) = match to_utf8(bytes.clone(), Encoding::Auto, shown) {
        Ok(text) => (Encoding::Auto, text),
        Err(refused) if refused.0.iter().any(|f| f.code == rules::ENCODING) => {
            (Encoding::Windows1252, to_utf8(bytes, Encoding::Windows1252, shown)?)
        }
        Err(refused) => return Err(refused),
    };
    let mut best: Option<((usize, usize), u8, Vec<Top>)> = None;
    for delimiter in DELIMITERS {
        let (declared, rows) = first_rows(&text, start, delimiter);
        let Some(fields) = steady(&rows) else { continue };
        let score = (fields.0 * usize::from(fields.1 > 1), fields.1);
        if declared {
            best = Some((score, delimiter, rows));
            break;
        }
        if best.as_ref().is_none_or(|(other, ..)| (score.0 * score.1) > (other.0 * other.1)) {
            best = Some((score, delimiter, rows));
        }
    }
    let Some(((_, fields), delimiter, rows)) = best else {
        let finding = Finding::error(rules::EMPTY, "the file is empty: it has not even a header");
        return Err(Findings(vec![finding.at(Place::file(shown))]));
    };
    let mut layout = headed("delimited text", &rows);
    layout.encoding = encoding;
    layout.delimiter = (fields > 1).then_some(delimiter);
    Ok(layout)
}

/// Of a hundred rows so many have the same number of fields, and how many fields that is.
fn steady(rows: &[Top]) -> Option<(usize, usize)> {
    let widths: Vec<usize> = rows.iter().map(|row| row.cells.len()).collect();
    let times = |width: usize| widths.iter().filter(|w| **w == width).count();
    let most = widths.iter().copied().max_by_key(|w| (times(*w), *w))?;
    Some((times(most) * 100 / widths.len(), most))
}

/// Finds the header among the first rows.
fn headed(kind: &'static str, rows: &[Top]) -> Layout {
    let widest = rows.iter().map(Top::filled).max().unwrap_or(0);
    let at = rows.iter().position(|row| row.filled() * 100 >= widest * WIDE).unwrap_or(0);
    // A row of names that are all different and no data goes before one that is wide enough.
    let sure = rows.iter().take(TOP).position(|row| row.filled() * 100 >= widest * WIDE && is_header(row));
    let headless = sure.is_none() && rows.get(at).is_some_and(|row| row.cells.iter().any(|c| is_data(c)));
    let header = sure.filter(|sure| *sure <= at + 3).unwrap_or(at);
    let Some(row) = rows.get(header) else { return Layout::of_names(kind, Vec::new()) };
    let mut layout = Layout::of_names(kind, row.cells.iter().map(|c| c.trim().to_owned()).collect());
    layout.header_line = Some(row.line);
    layout.above = header;
    if headless {
        let most = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        layout.names = (1..=most).map(|n| format!("column_{n}")).collect();
        layout.least = rows.iter().map(|row| row.cells.len()).min().unwrap_or(most).max(1);
        (layout.header_line, layout.above, layout.headless) = (None, 0, true);
    }
    layout
}

/// Whether the cells of a row can be names: texts, and no text twice.
fn is_header(row: &Top) -> bool {
    let filled: Vec<&str> = row.cells.iter().map(|c| c.trim()).filter(|c| !c.is_empty()).collect();
    let different: BTreeSet<&str> = filled.iter().copied().collect();
    let data = filled.iter().filter(|c| is_data(c)).count();
    data * 5 <= filled.len() && different.len() * 10 >= filled.len() * 8
}

/// Whether a cell is a number, a moment or a length, and no name.
fn is_data(cell: &str) -> bool {
    let cell = cell.trim();
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    digits > 0 && (letters == 0 || (digits >= 6 && letters <= 4))
}

fn workbook(bytes: Vec<u8>, kind: book::BookKind, shown: &str) -> Result<Layout, Findings> {
    let sheets = book::first_rows(bytes, kind, shown)?;
    // The worksheet with the most cells among its first rows, moments before all.
    let weight = |rows: &[Top]| {
        let cells: usize = rows.iter().map(Top::filled).sum();
        let dated = rows.iter().filter(|row| row.cells.iter().any(|c| is_moment(c))).count();
        (dated.min(5), cells)
    };
    let best = (0..sheets.len()).max_by_key(|at| {
        let (_, hidden, more, rows) = &sheets[*at];
        let (dated, cells) = weight(rows);
        (dated.min(5), !hidden, *more, cells, std::cmp::Reverse(*at))
    });
    let Some(at) = best.filter(|at| !sheets[*at].3.is_empty()) else {
        let what = "the workbook is empty: no worksheet has even a header";
        return Err(Findings(vec![Finding::error(rules::EMPTY, what).at(Place::file(shown))]));
    };
    let mut layout = headed("a workbook", &sheets[at].3);
    layout.sheet = Some(sheets[at].0.clone());
    let others = sheets.iter().enumerate().filter(|(other, sheet)| *other != at && !sheet.3.is_empty());
    layout.other_sheets = others.map(|(_, sheet)| sheet.0.clone()).collect();
    Ok(layout)
}

/// Whether a cell begins as a day does.
fn is_moment(cell: &str) -> bool {
    let mut parts = cell.trim().split(['-', '/', '.', ' ', 'T']);
    let digits =
        |part: Option<&str>| part.is_some_and(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()));
    cell.len() >= 8 && digits(parts.next()) && digits(parts.next()) && digits(parts.next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tops(rows: &[&[&str]]) -> Vec<Top> {
        let top = |(at, cells): (usize, &&[&str])| Top {
            line: at as u64 + 1,
            cells: cells.iter().map(|c| (*c).to_owned()).collect(),
        };
        rows.iter().enumerate().map(top).collect()
    }

    #[test]
    fn titles_above_the_header_are_passed_over() {
        let layout = headed(
            "",
            &tops(&[
                &["Registraties 2024"],
                &["Gemaakt op", "2024-12-31"],
                &["Datum", "Kanaal", "Duur (min)"],
                &["2024-01-05", "chat", "5"],
                &["2024-01-06", "chat", "6"],
            ]),
        );
        assert_eq!((layout.header_line, layout.above, layout.headless), (Some(3), 2, false));
        assert_eq!(layout.names, ["Datum", "Kanaal", "Duur (min)"]);
    }

    #[test]
    fn a_first_row_of_data_is_no_header() {
        let layout = headed("", &tops(&[&["2024-01-05", "chat", "5"], &["2024-01-06", "chat", "6"]]));
        assert!(layout.headless);
        assert_eq!(layout.names, ["column_1", "column_2", "column_3"]);
    }

    #[test]
    fn a_row_of_groups_above_the_names_is_no_header() {
        let layout = headed(
            "",
            &tops(&[
                &["Contact", "", "", ""],
                &["Datum", "Uur", "Kanaal", "Taal"],
                &["5/1/2024", "1", "a", "b"],
            ]),
        );
        assert_eq!(layout.header_line, Some(2));
    }
}
