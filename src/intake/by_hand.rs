//! Tables that people write by hand beside the registrations, such as corrections: delimited text as it is, a
//! workbook as delimited text with each row on the line of its number.

use std::path::Path;

use super::book::rows_under;
use super::sniff::{HEAD, Kind, What, is_harmless, what};
use crate::base::{Findings, fold};

/// Endings of names that are read.
const TEXTS: [&str; 5] = ["csv", "tsv", "txt", "tab", "psv"];
const BOOKS: [&str; 5] = ["xlsx", "xlsm", "xlsb", "xls", "ods"];

/// What a file beside the registrations is.
#[derive(Debug)]
pub enum ByHand {
    /// Delimited text: the bytes of the file, or those of a worksheet.
    Text(Vec<u8>),
    /// What could hold a table and is not read, and what to do.
    Refused(String),
    /// No table, by its name and its first line.
    NoTable,
}

/// The text of a table that has columns with these names, the last of which holds days. A workbook that cannot be
/// read gives findings.
pub fn by_hand(path: &Path, bytes: Vec<u8>, names: &[&str], shown: &str) -> Result<ByHand, Findings> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let end =
        Path::new(&name).extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    if is_harmless(&name) {
        return Ok(ByHand::NoTable);
    }
    let named = TEXTS.contains(&end.as_str()) || BOOKS.contains(&end.as_str());
    match what(&bytes[..bytes.len().min(HEAD)], &name) {
        What::Zip if BOOKS.contains(&end.as_str()) => {
            let kind = match what(b"", &name) {
                What::Data(Kind::Workbook(kind)) => kind,
                _ => return Ok(refused("a packed file", "unpack it")),
            };
            rows_under(bytes, kind, names, shown).map(|rows| ByHand::Text(as_text(&rows)))
        }
        What::Data(Kind::Workbook(kind)) if named => {
            rows_under(bytes, kind, names, shown).map(|rows| ByHand::Text(as_text(&rows)))
        }
        // Notes are often texts too.
        What::Data(Kind::Delimited) if end == "txt" && !has_header(&bytes, names) => Ok(ByHand::NoTable),
        What::Data(Kind::Delimited) | What::Unknown if named => Ok(ByHand::Text(bytes)),
        What::Other(what, todo) if named => Ok(refused(what, todo)),
        What::Data(Kind::Delimited) | What::Unknown | What::Other(..) => Ok(ByHand::NoTable),
        What::Gzip | What::Zip => Ok(refused("a packed file", "unpack it")),
        What::Data(_) => Ok(refused("a file of data of another kind", "save it as CSV or XLSX")),
    }
}

fn refused(what: &str, todo: &str) -> ByHand {
    ByHand::Refused(format!("this is {what}, which is not read here: {todo}"))
}

/// Whether the first line with text has at least two of the names.
fn has_header(bytes: &[u8], names: &[&str]) -> bool {
    let text: String = String::from_utf8_lossy(bytes).replace(['\0', '\u{feff}'], "");
    let mut lines = text.lines().filter(|l| !l.trim().is_empty() && !l.trim_start().starts_with("sep="));
    let first = lines.next().unwrap_or_default();
    let cells = first.split([';', ',', '\t', '|']).map(|cell| fold(cell.trim_matches('"')));
    cells.filter(|cell| names.contains(&cell.as_str())).count() >= 2
}

/// Rows as text between semicolons, each on the line of its number.
fn as_text(rows: &[(u64, Vec<String>)]) -> Vec<u8> {
    let mut text = String::new();
    let mut line = 1;
    for (number, cells) in rows {
        while line < *number {
            text.push('\n');
            line += 1;
        }
        let quoted = cells.iter().map(|cell| {
            let plain = cell.replace(['\n', '\r'], " ").replace('"', "\"\"");
            if plain.contains([';', '"']) { format!("\"{plain}\"") } else { plain }
        });
        text.push_str(&quoted.collect::<Vec<_>>().join(";"));
        text.push('\n');
        line += 1;
    }
    text.into_bytes()
}
