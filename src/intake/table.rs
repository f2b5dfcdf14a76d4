//! From rows of cells to the columns that are asked for: the one way of every reader that is neither
//! delimited text nor Parquet.

use super::below;
use super::pick::{self, Pick, TOP, Top, Wanted};
use super::raw::{InputFile, RawColumn, RawTable};
use super::row::{Row, Source};
use super::spans::Spans;
use super::taken::Taken;
use super::{header, rules};
use crate::base::{Finding, Findings, Place};

/// What is known of the table beside its rows.
#[derive(Debug, Default)]
pub(super) struct About {
    /// Its worksheet, in messages.
    pub sheet: Option<String>,
    /// First and last line of the rows that the file itself calls totals.
    pub totals: Vec<(u64, u64)>,
    /// Whether the file asks to be computed when it is opened: a result of zero may be none.
    pub recalculate: bool,
    /// The names of the columns, where the file has them apart from its rows.
    pub names: Option<Vec<String>>,
    /// What they are in words, as far as the file says so.
    pub labels: Vec<String>,
}

/// The rows until the header is known.
pub(super) struct Head {
    rows: Vec<Row>,
    tops: Vec<Top>,
    /// Whether there are more rows.
    more: bool,
}

impl Head {
    /// Reads the first rows that have any text.
    pub(super) fn read(source: &mut dyn Source, wanted: &Wanted) -> Result<Self, String> {
        let mut head = Self { rows: Vec::new(), tops: Vec::new(), more: true };
        let last = wanted.header_line.unwrap_or(0);
        let mut line = 0;
        // Behind a header that is named far down its first record is wanted too.
        while head.rows.len() < TOP || (line <= last && head.rows.len() < TOP * 20) {
            let mut row = Row::default();
            if !source.next(&mut row)? {
                head.more = false;
                break;
            }
            line = row.line;
            if !row.is_blank() {
                head.tops.push(Top { line: row.line, cells: row.texts() });
                head.rows.push(row);
            }
        }
        Ok(head)
    }

    /// No rows: the names of the columns are known.
    pub(super) fn none() -> Self {
        Self { rows: Vec::new(), tops: Vec::new(), more: true }
    }

    /// Whether there are more rows, and the first.
    pub(super) fn into_tops(self) -> (bool, Vec<Top>) {
        (self.more, self.tops)
    }

    /// The header, as far as there is one.
    pub(super) fn pick(&self, wanted: &Wanted) -> Option<Pick> {
        pick::best(&self.tops, wanted)
    }

    /// The line of the header, as far as there is one.
    pub(super) fn line(&self, wanted: &Wanted) -> Option<u64> {
        self.pick(wanted).map(|pick| self.tops[pick.at].line)
    }

    /// In how many of the rows one and the same column holds a date, and whether it mostly has a time of day.
    pub(super) fn dated(&self) -> (usize, bool) {
        let width = self.tops.iter().map(|top| top.cells.len()).max().unwrap_or(0);
        let of_column = |at: usize| {
            let kinds =
                self.tops.iter().filter(|top| top.filled() >= 2).filter_map(|top| dated(top.cells.get(at)?));
            let kinds: Vec<bool> = kinds.collect();
            (kinds.len(), 2 * kinds.iter().filter(|timed| **timed).count() > kinds.len())
        };
        (0..width).map(of_column).max().unwrap_or((0, false))
    }

    /// Whether its rows belong to those of another worksheet, as survey tools write what is repeated.
    pub(super) fn is_of_parents(&self) -> bool {
        let names = self.tops.first().map(|top| top.cells.as_slice()).unwrap_or_default();
        names.iter().any(|n| {
            matches!(n.trim(), "_parent_index" | "_parent_table_name" | "_submission__id" | "PARENT_KEY")
        })
    }

    /// Whether rows stand below a header.
    pub(super) fn has_below(&self, pick: &Pick) -> bool {
        self.more || pick.at + 1 < self.rows.len()
    }
}

/// Whether a cell is a date, and if so whether a time of day stands behind it.
fn dated(cell: &str) -> Option<bool> {
    let cell = cell.trim();
    let end =
        cell.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '/' | '.'))).unwrap_or(cell.len());
    let mut parts: Vec<usize> = Vec::new();
    for part in cell[..end].split(['-', '/', '.']) {
        parts.push(part.len());
    }
    let is_date = matches!(parts[..], [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4]);
    let rest = cell[end..].trim_start_matches(['T', ' ', ',']);
    let time = rest.split_once(':').is_some_and(|(hour, _)| matches!(hour, "00" | "0"))
        && rest.trim_start_matches(['0', ':', '.', 'Z']).is_empty();
    is_date.then(|| rest.contains(':') && !time)
}

/// Refuses a file that cannot be read as a whole.
pub(super) fn refuse(path: &str, message: String, hint: &str) -> Findings {
    Findings(vec![Finding::error(rules::CONTAINER, message).at(Place::file(path)).hint(hint)])
}

/// What is told when a source fails.
fn failed(path: &str, about: &About, why: &str) -> Findings {
    let message = match &about.sheet {
        Some(sheet) => format!("worksheet `{sheet}` cannot be read: {why}"),
        None => format!("the file cannot be read: {why}"),
    };
    refuse(path, message, "save or export it again, or export it as CSV")
}

/// Takes the columns that are asked for from rows, of which the first are read already.
pub(super) fn build(
    source: &mut dyn Source,
    head: Head,
    wanted: Wanted,
    mut file: InputFile,
    about: &About,
) -> Result<RawTable, Findings> {
    let Header { names, line: header_line, behind, mut findings } = match &about.names {
        Some(names) => Header { names: names.clone(), line: 1, behind: 0, findings: Findings::default() },
        None => found(&head, &wanted, &file.path)?,
    };
    let resolved = header::resolve(&names, &wanted.names, &file.path, header_line);
    let (places, twice) = resolved.map_err(|all| of_sheet(all, about))?;
    findings.extend(twice);
    let mut taken = Taken::new(&names, &places, wanted.time.map(|t| places[t]));
    let Head { rows, more, .. } = head;
    for row in rows.iter().skip(behind) {
        taken.take(row).map_err(|why| failed(&file.path, about, &why))?;
    }
    drop(rows);
    if more {
        let mut row = Row::of_width(names.len());
        while source.next(&mut row).map_err(|why| failed(&file.path, about, &why))? {
            taken.take(&row).map_err(|why| failed(&file.path, about, &why))?;
        }
    }
    let below = taken.below(about);
    let merged = source.merged().map_err(|why| failed(&file.path, about, &why))?;
    taken
        .merged(&merged, (header_line, &below), wanted.merged_cells, &file.path)
        .map_err(|f| of_sheet(f, about))?;
    findings.extend(taken.formulas_and_errors(&file.path, about, &below));
    findings.0.extend(below::told(&file.path, &taken.lines_of(&below), about.sheet.as_deref()));
    let columns = wanted.names.into_iter().zip(&places).zip(std::mem::take(&mut taken.columns));
    let column = |((asked, &place), spans): ((Vec<String>, &usize), Vec<u64>)| RawColumn {
        name: names[place].trim().to_owned(),
        label: about.labels.get(place).cloned().unwrap_or_default(),
        number: place as u64 + 1,
        asked,
        spans: Spans::Each(spans),
    };
    let columns = columns.map(column).collect();
    let Taken { text, lines, broken, rows, .. } = taken;
    file.rows = (rows + broken.len()) as u64;
    let (end, starts) = (text.len(), Vec::new());
    let mut table = RawTable { file, columns, broken, findings, below, text, end, rows, starts, lines };
    super::read::warn_without_records(&mut table, header_line);
    Ok(table)
}

/// Names the worksheet in what is wrong with its header.
fn of_sheet(mut findings: Findings, about: &About) -> Findings {
    if let Some(sheet) = &about.sheet {
        findings.0.iter_mut().for_each(|f| f.message = format!("worksheet `{sheet}`: {}", f.message));
    }
    findings
}

/// The header, and what is to be told of it.
struct Header {
    names: Vec<String>,
    line: u64,
    /// Rows up to the first record.
    behind: usize,
    findings: Findings,
}

fn found(head: &Head, wanted: &Wanted, path: &str) -> Result<Header, Findings> {
    if head.rows.is_empty() {
        let finding = Finding::error(rules::EMPTY, "the worksheet is empty: it has not even a header");
        return Err(Findings(vec![finding.at(Place::file(path))]));
    }
    let Some(pick) = head.pick(wanted) else {
        return Err(pick::no_such_line(wanted.header_line.unwrap_or(1), path));
    };
    pick::nothing_above(&head.tops, &pick, wanted, path)?;
    let tags = pick::tags(&head.tops[pick.at + 1..]);
    let findings = pick::passed(&head.tops, pick.at, tags, wanted, path);
    let line = head.tops[pick.at].line;
    Ok(Header { names: pick.names, line, behind: pick.at + 1 + tags, findings })
}
