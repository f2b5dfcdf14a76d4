//! CSV and its relatives: finds the dialect, then takes the needed fields of every record.

use crate::config::{FileMap, Names};
use crate::diagnostics::{Finding, Findings, Place};

use super::decode::to_utf8;

use super::raw::{Broken, InputFile, RawColumn, RawTable, pack, unpack};
use super::records::{Flaw, Splitter, Step, field};
use super::{header, quotes, rules};

/// Delimiters tried when the mapping names none.
const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// Records looked at to see whether each ends in an extra delimiter.
const SAMPLE: usize = 64;

/// Where the records start, and what they must look like.
struct Dialect {
    delimiter: u8,
    newline: u8,
    /// Behind the header.
    at: usize,
    line: u64,
    header: Vec<String>,
    header_line: u64,
    /// Fields with a name.
    named: usize,
    /// Fields of a record; those behind the named ones must be empty.
    fields: usize,
    /// Fields that a record has at least when the settings say that it may have fewer.
    least: Option<usize>,
}

impl Dialect {
    /// Empty fields for those that a record may leave out at its end.
    fn pad(&self, fields: &mut Vec<u64>) {
        if self.least.is_some_and(|least| (least..self.fields).contains(&fields.len())) {
            fields.resize(self.fields, pack(0, 0));
        }
    }
}

/// Reads a delimited text file.
pub(super) fn read(bytes: Vec<u8>, map: &FileMap, mut file: InputFile) -> Result<RawTable, Findings> {
    let (text, start) = to_utf8(bytes, map.encoding, &file.path)?;
    let text = quotes::doubled(text, start, map.quotes, map.delimiter);
    let wanted = header::wanted(map);
    let found = match &map.header {
        Some(names) => Some(headless(&text, start, map.delimiter, names)),
        None => dialect(&text, start, map.delimiter, &wanted),
    };
    let Some(dialect) = found else {
        let finding = Finding::error(rules::EMPTY, "the file is empty: it has not even a header");
        return Err(Findings(vec![finding.at(Place::file(file.path))]));
    };
    let (places, findings) = header::resolve(&dialect.header, &wanted, &file.path, dialect.header_line)?;
    let mut taken = take(&text, &dialect, &places);
    file.rows = (taken.starts.len() + taken.broken.len()) as u64;
    let columns = wanted
        .into_iter()
        .zip(places)
        .zip(taken.columns)
        .map(|((asked, place), spans)| RawColumn {
            name: dialect.header[place].trim().to_owned(),
            number: place as u64 + 1,
            asked,
            spans,
        })
        .collect();
    let mut text = text;
    let end = text.len();
    text.append(&mut taken.extra);
    let mut table = RawTable {
        file,
        columns,
        broken: taken.broken,
        findings,
        text,
        end,
        rows: taken.starts.len(),
        starts: taken.starts,
        lines: taken.lines,
    };
    super::read::warn_without_records(&mut table, dialect.header_line);
    Ok(table)
}

/// The first byte that ends a line outside quotes.
fn newline(text: &[u8]) -> u8 {
    let mut quoted = false;
    for (i, &byte) in text.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => return b'\n',
            b'\r' if !quoted && text.get(i + 1) != Some(&b'\n') => return b'\r',
            _ => {}
        }
    }
    b'\n'
}

fn dialect(text: &[u8], start: usize, delimiter: Option<u8>, wanted: &[Vec<String>]) -> Option<Dialect> {
    let newline = newline(&text[start..]);
    let (start, line, declared) = match separator_line(&text[start..], newline) {
        Some((length, declared)) => (start + length, 2, Some(declared)),
        None => (start, 1, None),
    };
    let candidates: Vec<u8> = match delimiter.or(declared) {
        Some(one) => vec![one],
        None => DELIMITERS.to_vec(),
    };
    let mut best: Option<((usize, usize), Dialect)> = None;
    for delimiter in candidates {
        let Some(dialect) = header_by(text, start, line, delimiter, newline) else { continue };
        let score = (header::found(&dialect.header, wanted), dialect.header.len());
        if best.as_ref().is_none_or(|(other, _)| score > *other) {
            best = Some((score, dialect));
        }
    }
    best.map(|(_, mut dialect)| {
        dialect.fields = record_fields(text, &dialect);
        dialect
    })
}

/// Of a file without header, whose names the settings give.
fn headless(text: &[u8], start: usize, delimiter: Option<u8>, names: &Names) -> Dialect {
    let newline = newline(&text[start..]);
    let fields = names.all.len();
    let fits = |delimiter: &u8| {
        let mut splitter = Splitter::new(text, start, *delimiter, newline);
        let whole = !splitter.done() && matches!(splitter.step(), Step::Record);
        whole && (names.least..=fields).contains(&splitter.fields.len())
    };
    let delimiter = delimiter.or_else(|| DELIMITERS.into_iter().find(fits)).unwrap_or(b',');
    let header = names.all.clone();
    let least = Some(names.least);
    Dialect { delimiter, newline, at: start, line: 1, header, header_line: 1, named: fields, fields, least }
}

/// The line `sep=;` that some programs put above the header: its length and the delimiter.
fn separator_line(text: &[u8], newline: u8) -> Option<(usize, u8)> {
    let length = memchr::memchr(newline, text)?;
    match text[..length].trim_ascii_end() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] => Some((length + 1, *delimiter)),
        _ => None,
    }
}

fn header_by(text: &[u8], start: usize, line: u64, delimiter: u8, newline: u8) -> Option<Dialect> {
    let mut splitter = Splitter::new(text, start, delimiter, newline);
    splitter.line = line;
    while !splitter.done() {
        let header_line = splitter.line;
        let from = splitter.at;
        let header: Vec<String> = match splitter.step() {
            Step::Blank => continue,
            Step::Record => {
                let names = splitter.fields.iter().map(|&f| field(text, &splitter.extra, f));
                names.map(|n| String::from_utf8_lossy(n).into_owned()).collect()
            }
            // Names with stray quotes are taken as they stand.
            Step::Broken(_) => {
                let to = splitter.at.min(text.len());
                let names = text[from..to].trim_ascii_end().split(|&b| b == delimiter);
                names.map(|n| String::from_utf8_lossy(n).replace('"', "")).collect()
            }
        };
        let named = header.iter().rposition(|n| !n.trim().is_empty()).map_or(0, |i| i + 1);
        if named == 0 {
            continue;
        }
        let (at, line) = (splitter.at, splitter.line);
        return Some(Dialect {
            delimiter,
            newline,
            at,
            line,
            header,
            header_line,
            named,
            fields: 0,
            least: None,
        });
    }
    None
}

/// How many fields the records have: those of the header with or without an empty one behind,
/// whichever the first records mostly have.
fn record_fields(text: &[u8], dialect: &Dialect) -> usize {
    let whole = dialect.header.len();
    let mut seen: Vec<(usize, usize)> = Vec::new();
    let mut splitter = Splitter::new(text, dialect.at.min(text.len()), dialect.delimiter, dialect.newline);
    for _ in 0..SAMPLE {
        if splitter.done() {
            break;
        }
        if matches!(splitter.step(), Step::Record) {
            let (n, named) = (splitter.fields.len(), dialect.named);
            let empty = splitter.fields.iter().skip(named).all(|&f| unpack(f).is_empty());
            if (named..=whole + 1).contains(&n) && empty {
                match seen.iter_mut().find(|(fields, _)| *fields == n) {
                    Some((_, times)) => *times += 1,
                    None => seen.push((n, 1)),
                }
            }
        }
    }
    seen.into_iter().max_by_key(|&(n, times)| (times, n == whole)).map_or(whole, |(n, _)| n)
}

/// What was taken from the records.
struct Taken {
    columns: Vec<Vec<u64>>,
    starts: Vec<u64>,
    lines: Vec<(usize, u64)>,
    broken: Vec<Broken>,
    extra: Vec<u8>,
}

fn take(text: &[u8], dialect: &Dialect, places: &[usize]) -> Taken {
    let at = dialect.at.min(text.len());
    let mut splitter = Splitter::new(text, at, dialect.delimiter, dialect.newline);
    splitter.line = dialect.line;
    let rows = estimate(&text[at..], dialect.newline);
    let mut taken = Taken {
        columns: places.iter().map(|_| Vec::with_capacity(rows)).collect(),
        starts: Vec::with_capacity(rows),
        lines: Vec::new(),
        broken: Vec::new(),
        extra: Vec::new(),
    };
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
            column.push(splitter.fields[place]);
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

fn miscounted(dialect: &Dialect, fields: &[u64]) -> Option<(&'static str, String)> {
    if fields.len() == dialect.fields {
        if fields.len() <= dialect.named || fields[dialect.named..].iter().all(|&f| unpack(f).is_empty()) {
            return None;
        }
        return Some((rules::FIELDS, "a value in a field that has no name in the header".to_owned()));
    }
    Some((rules::FIELDS, format!("{} fields where {} were expected", fields.len(), dialect.fields)))
}

fn describe(flaw: Flaw) -> (&'static str, String) {
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
