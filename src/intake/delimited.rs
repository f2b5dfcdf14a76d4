//! CSV and its relatives: finds the dialect, then takes the needed fields of every record.

use crate::base::{Code, Finding, Findings, Place};
use crate::config::{FileMap, Quotes};

use super::below::{self, END, Last};
use super::decode::to_utf8;
use super::dialect::{Dialect, dialect, headless};
use super::pick::Wanted;
use super::raw::{Broken, InputFile, RawColumn, RawTable, unpack};
use super::records::{Flaw, Splitter, Step, field};
use super::spans::Collector;
use super::{header, quotes, rules};

/// Reads a delimited text file.
pub(super) fn read(bytes: Vec<u8>, map: &FileMap, mut file: InputFile) -> Result<RawTable, Findings> {
    let (mut text, start) = to_utf8(bytes, map.encoding, &file.path)?;
    if map.quotes == Quotes::Doubled {
        text = quotes::without_formulas(text, start, map.delimiter);
    }
    text = quotes::doubled(text, start, map.quotes, map.delimiter);
    // Old programs end a text with the sign for that.
    while text.last() == Some(&0x1a) {
        text.pop();
    }
    let wanted = Wanted::of(map);
    let found = match &map.header {
        Some(names) => Some((headless(&text, start, map.delimiter, names), Findings::default())),
        None => dialect(&text, start, map.delimiter, &wanted, &file.path)?,
    };
    let Some((dialect, told)) = found else {
        let finding = Finding::error(rules::EMPTY, "the file is empty: it has not even a header");
        return Err(Findings(vec![finding.at(Place::file(file.path))]));
    };
    let resolved = header::resolve(&dialect.header, &wanted.names, &file.path, dialect.header_line);
    let (places, mut findings) = resolved?;
    findings.extend(told);
    let mut taken = take(&text, &dialect, &places);
    if let Some(line) = taken.cut {
        return Err(cut_off(&file.path, line));
    }
    file.rows = (taken.starts.len() + taken.broken.len()) as u64;
    let below = wanted.time.map_or_else(Vec::new, |time| below(&text, &dialect, &taken, places[time]));
    let columns = wanted.names.into_iter().zip(places).zip(taken.columns);
    let columns = columns
        .map(|((asked, place), mut cells)| RawColumn {
            name: dialect.header[place].trim().to_owned(),
            label: String::new(),
            number: place as u64 + 1,
            asked,
            spans: cells.finish(),
        })
        .collect();
    let end = text.len();
    text.append(&mut taken.extra);
    let mut table = RawTable {
        file,
        columns,
        broken: taken.broken,
        findings,
        below,
        text,
        end,
        rows: taken.starts.len(),
        starts: taken.starts,
        lines: taken.lines,
    };
    let lines: Vec<u64> = table.below.iter().map(|&row| table.line(row)).collect();
    table.findings.0.extend(below::told(&table.file.path, &lines, None));
    super::read::warn_without_records(&mut table, dialect.header_line);
    Ok(table)
}

/// A file whose last line has no end and too few fields.
fn cut_off(path: &str, line: u64) -> Findings {
    let what = "the file ends in the middle of a record: it was cut off, and nobody knows what is missing";
    let hint = "export it again; if nothing is missing, end the last line with a line break";
    Findings(vec![Finding::error(rules::CUT_OFF, what).at(Place::line(path, line)).hint(hint)])
}

/// Rows at the end that are no records: sums and notes.
fn below(text: &[u8], dialect: &Dialect, taken: &Taken, time: usize) -> Vec<usize> {
    let rows = taken.starts.len();
    let from = rows.saturating_sub(END);
    let mut last = Vec::with_capacity(END);
    let mut splitter = Splitter::new(text, text.len(), dialect.delimiter, dialect.newline);
    for row in from..rows {
        let start = taken.starts[row] as usize;
        splitter.go(start);
        if !matches!(splitter.step(), Step::Record) {
            return Vec::new();
        }
        let cells = splitter.fields.iter().map(|&f| field(text, &splitter.extra, f));
        last.push(Last::of(cells, time, empty_above(dialect, &text[..start])));
    }
    (rows - below::count(&last, dialect.header.iter().filter(|n| !n.trim().is_empty()).count())..rows)
        .collect()
}

/// Whether the line above holds nothing but delimiters.
fn empty_above(dialect: &Dialect, before: &[u8]) -> bool {
    let line = before.strip_suffix(&[dialect.newline]).unwrap_or(before);
    let start = memchr::memrchr(dialect.newline, line).map_or(0, |i| i + 1);
    line[start..].iter().all(|b| b.is_ascii_whitespace() || *b == dialect.delimiter || *b == b'"')
}

/// What was taken from the records.
struct Taken {
    columns: Vec<Collector>,
    starts: Vec<u64>,
    lines: Vec<(usize, u64)>,
    broken: Vec<Broken>,
    extra: Vec<u8>,
    /// The line of a last record that was cut off.
    cut: Option<u64>,
}

fn take(text: &[u8], dialect: &Dialect, places: &[usize]) -> Taken {
    let at = dialect.at.min(text.len());
    let mut splitter = Splitter::new(text, at, dialect.delimiter, dialect.newline);
    splitter.line = dialect.line;
    let rows = estimate(&text[at..], dialect.newline);
    let mut taken = Taken {
        columns: places.iter().map(|_| Collector::with_capacity(rows)).collect(),
        starts: Vec::with_capacity(rows),
        lines: Vec::new(),
        broken: Vec::new(),
        extra: Vec::new(),
        cut: None,
    };
    let ended = text.last().is_none_or(|b| matches!(b, b'\n' | b'\r'));
    let mut next_line = 0;
    while !splitter.done() {
        let (start, line) = (splitter.at, splitter.line);
        let flaw = match splitter.step() {
            Step::Blank => continue,
            Step::Broken(flaw) => Some(describe(flaw)),
            Step::Record => {
                dialect.pad(&mut splitter.fields);
                if splitter.line > line + 1 && splitter.joined(dialect.fields, start, line) {
                    Some(describe(Flaw::Unclosed))
                } else {
                    miscounted(dialect, &splitter.fields)
                }
            }
        };
        if let Some((code, reason)) = flaw {
            if !ended && splitter.done() {
                let few = code == rules::FIELDS && splitter.fields.len() < dialect.fields;
                let quotes = || memchr::memchr_iter(b'"', &text[start..]).count();
                if few || (code == rules::QUOTES && quotes() % 2 == 1) {
                    taken.cut = Some(line);
                }
            }
            let span = start..splitter.at.min(text.len());
            taken.broken.push(Broken { line, code, reason, span });
            continue;
        }
        if line != next_line {
            taken.lines.push((taken.starts.len(), line));
        }
        next_line = line + 1;
        taken.starts.push(start as u64);
        for (column, &place) in taken.columns.iter_mut().zip(places) {
            let span = splitter.fields[place];
            let cell = |span| field(text, &splitter.extra, span);
            if !column.again(cell(span), cell) {
                column.push(span);
            }
        }
    }
    taken.extra = splitter.extra;
    taken
}

/// How many records there may be, from the first lines.
fn estimate(text: &[u8], newline: u8) -> usize {
    let sample = &text[..text.len().min(16_384)];
    let lines = memchr::memchr_iter(newline, sample).count();
    if sample.len() == text.len() { lines + 1 } else { (lines + 1) * (text.len() / sample.len() + 1) }
}

fn miscounted(dialect: &Dialect, fields: &[u64]) -> Option<(Code, String)> {
    if fields.len() == dialect.fields {
        let is_column = fields.len() == dialect.header.len();
        if is_column || fields[dialect.named.min(fields.len())..].iter().all(|&f| unpack(f).is_empty()) {
            return None;
        }
        return Some((rules::FIELDS, "a value in a field that has no name in the header".to_owned()));
    }
    Some((rules::FIELDS, format!("{} fields where {} were expected", fields.len(), dialect.fields)))
}

fn describe(flaw: Flaw) -> (Code, String) {
    match flaw {
        Flaw::Quote => (rules::QUOTES, "a quote inside a field, or text behind a closing quote".to_owned()),
        Flaw::Unclosed => {
            (rules::QUOTES, "a quote that is not closed before the next records begin".to_owned())
        }
        Flaw::Long => {
            let limit = super::raw::CELL_MAX >> 20;
            (rules::LONG_CELL, format!("a cell longer than {limit} MiB"))
        }
    }
}
