//! The dialect of delimited text: line ends, delimiter, header, fields.

use crate::base::Findings;
use crate::config::{MergedCells, Names};

use super::pick::{self, Pick, TOP, Top, Wanted};
use super::raw::{pack, unpack};
use super::records::{Splitter, Step, field};

/// Delimiters tried when the mapping names none.
pub(super) const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// Records looked at to see whether each ends in an extra delimiter.
const SAMPLE: usize = 64;

/// Where the records start, and what they must look like.
pub(super) struct Dialect {
    pub delimiter: u8,
    pub newline: u8,
    /// Behind the header.
    pub at: usize,
    pub line: u64,
    pub header: Vec<String>,
    pub header_line: u64,
    /// Fields with a name.
    pub named: usize,
    /// Fields of a record; those behind the named ones must be empty.
    pub fields: usize,
    /// Fields that a record has at least when the settings say that it may have fewer.
    pub least: Option<usize>,
}

impl Dialect {
    /// Empty fields for those that a record may leave out at its end.
    pub(super) fn pad(&self, fields: &mut Vec<u64>) {
        if self.least.is_some_and(|least| (least..self.fields).contains(&fields.len())) {
            fields.resize(self.fields, pack(0, 0));
        }
    }
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

/// Finds the dialect and the header; gives what is to be told of it too, and nothing where there is no text.
pub(super) fn dialect(
    text: &[u8],
    start: usize,
    delimiter: Option<u8>,
    wanted: &Wanted,
    path: &str,
) -> Result<Option<(Dialect, Findings)>, Findings> {
    let newline = newline(&text[start..]);
    let (start, line, declared) = match separator_line(&text[start..], newline) {
        Some((length, declared)) => (start + length, 2, Some(declared)),
        None => (start, 1, None),
    };
    let candidates: Vec<u8> = match delimiter.or(declared) {
        Some(one) => vec![one],
        None => DELIMITERS.to_vec(),
    };
    let mut best: Option<(u8, Tops, Pick)> = None;
    let mut any = false;
    for delimiter in candidates {
        let tops = tops(text, (start, line), (delimiter, newline), wanted);
        any |= !tops.rows.is_empty();
        let Some(pick) = pick::best(&tops.rows, wanted) else { continue };
        let score = |pick: &Pick| (pick.score, pick.names.len());
        if best.as_ref().is_none_or(|(.., other)| score(&pick) > score(other)) {
            best = Some((delimiter, tops, pick));
        }
        if wanted.names.len() > 1 && best.as_ref().is_some_and(|(.., pick)| wanted.is_met(pick.score)) {
            break;
        }
    }
    let Some((delimiter, tops, pick)) = best else {
        let line = wanted.header_line.filter(|_| any);
        return line.map_or(Ok(None), |line| Err(pick::no_such_line(line, path)));
    };
    pick::nothing_above(&tops.rows, &pick, wanted, path)?;
    let tags = pick::tags(&tops.rows[pick.at + 1..]);
    let told = pick::passed(&tops.rows, pick.at, tags, wanted, path);
    let header_line = tops.rows[pick.at].line;
    let (at, line) = tops.behind[pick.at + tags];
    let named = pick.names.iter().rposition(|n| !n.trim().is_empty()).map_or(0, |i| i + 1);
    let header = pick.names;
    let mut dialect =
        Dialect { delimiter, newline, at, line, header, header_line, named, fields: 0, least: None };
    dialect.fields = record_fields(text, &dialect);
    Ok(Some((dialect, told)))
}

/// Of a file without header, whose names the settings give.
pub(super) fn headless(text: &[u8], start: usize, delimiter: Option<u8>, names: &Names) -> Dialect {
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

/// The first rows of a text whose fields are parted by this delimiter, and whether a line of the text says that they are.
pub(super) fn first_rows(text: &[u8], start: usize, delimiter: u8) -> (bool, Vec<Top>) {
    let newline = newline(&text[start..]);
    let (start, line, declared) = match separator_line(&text[start..], newline) {
        Some((length, declared)) => (start + length, 2, declared == delimiter),
        None => (start, 1, false),
    };
    // No row has such a name, so that all first rows are given.
    let never = Wanted {
        names: vec![vec!["\n".to_owned()]],
        time: None,
        header_line: None,
        merged_cells: MergedCells::Ask,
    };
    (declared, tops(text, (start, line), (delimiter, newline), &never).rows)
}

/// The line `sep=;` that some programs put above the header: its length and the delimiter.
fn separator_line(text: &[u8], newline: u8) -> Option<(usize, u8)> {
    let length = memchr::memchr(newline, text)?;
    match text[..length].trim_ascii_end() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] => Some((length + 1, *delimiter)),
        _ => None,
    }
}

/// The first rows that have any text, and where the text goes on behind each.
struct Tops {
    rows: Vec<Top>,
    behind: Vec<(usize, u64)>,
}

fn tops(text: &[u8], (start, line): (usize, u64), (delimiter, newline): (u8, u8), wanted: &Wanted) -> Tops {
    let mut splitter = Splitter::new(text, start, delimiter, newline);
    splitter.line = line;
    let mut tops = Tops { rows: Vec::new(), behind: Vec::new() };
    let last = wanted.header_line.unwrap_or(0);
    // Behind a header that cannot be bettered two rows are looked at: they may hold tags.
    let mut met = None;
    while !splitter.done()
        && (tops.rows.len() < TOP || (splitter.line <= last + 2 && tops.rows.len() < TOP * 20))
    {
        if met.is_some_and(|at| tops.rows.len() > at + 2) {
            break;
        }
        let line = splitter.line;
        let from = splitter.at;
        let cells: Vec<String> = match splitter.step() {
            Step::Blank => continue,
            Step::Record => {
                let names = splitter.fields.iter().map(|&f| field(text, &splitter.extra, f));
                names.map(pick::text).collect()
            }
            // Names with stray quotes are taken as they stand.
            Step::Broken(_) => {
                let to = splitter.at.min(text.len());
                let names = text[from..to].trim_ascii_end().split(|&b| b == delimiter);
                names.map(|n| pick::text(n).replace('"', "")).collect()
            }
        };
        if cells.iter().any(|c| !c.trim().is_empty()) {
            if met.is_none() && wanted.is_met(pick::score(&cells, wanted)) {
                met = Some(tops.rows.len());
            }
            tops.rows.push(Top { line, cells });
            tops.behind.push((splitter.at, splitter.line));
        }
    }
    tops
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
            // Columns whose name is empty may hold something; what lies behind the last one may not.
            let behind = if n == whole { whole } else { named };
            let empty = splitter.fields.iter().skip(behind).all(|&f| unpack(f).is_empty());
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
