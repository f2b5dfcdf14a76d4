//! From bytes to UTF-8, once per file.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::base::{Finding, Findings, Place};
use crate::config::Encoding;

use super::rules;

/// Text in UTF-8 and where it starts behind a byte-order mark.
pub(super) fn to_utf8(bytes: Vec<u8>, encoding: Encoding, file: &str) -> Result<(Vec<u8>, usize), Findings> {
    let (text, start) = match bytes.as_slice() {
        [0xef, 0xbb, 0xbf, ..] => (utf8(bytes, file, "its byte-order mark says so")?, 3),
        [0xff, 0xfe, ..] => (foreign(&bytes[2..], UTF_16LE, file)?, 0),
        [0xfe, 0xff, ..] => (foreign(&bytes[2..], UTF_16BE, file)?, 0),
        _ if encoding == Encoding::Auto && unmarked(&bytes).is_some() => {
            (foreign(&bytes, unmarked(&bytes).unwrap_or(UTF_16LE), file)?, 0)
        }
        _ => match encoding {
            Encoding::Utf8 => (utf8(bytes, file, "`encoding: utf-8` says so")?, 0),
            Encoding::Auto => (utf8(bytes, file, "no byte-order mark says otherwise")?, 0),
            Encoding::Windows1252 => (foreign(&bytes, WINDOWS_1252, file)?, 0),
        },
    };
    match memchr::memchr(0, &text) {
        None => Ok((text, start)),
        Some(at) => refuse(
            Finding::error(rules::BINARY, "a NUL byte: this is no text file")
                .at(Place::line(file, line_of(&text, at)))
                .hint("export the registrations again as CSV in UTF-8, or as XLSX or Parquet"),
        ),
    }
}

/// UTF-16 without a mark, as some programs write it: every second byte of plain letters is 0.
fn unmarked(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let sample = &bytes[..bytes.len().min(1024) & !1];
    let zeros = |first: usize| sample.iter().skip(first).step_by(2).filter(|b| **b == 0).count();
    let half = sample.len() / 4;
    match (zeros(0), zeros(1)) {
        (0, odd) if odd > half && bytes.len().is_multiple_of(2) => Some(UTF_16LE),
        (even, 0) if even > half && bytes.len().is_multiple_of(2) => Some(UTF_16BE),
        _ => None,
    }
}

fn refuse<T>(finding: Finding) -> Result<T, Findings> {
    Err(Findings(vec![finding]))
}

fn line_of(text: &[u8], at: usize) -> u64 {
    1 + memchr::memchr_iter(b'\n', &text[..at]).count() as u64
}

fn utf8(bytes: Vec<u8>, file: &str, because: &str) -> Result<Vec<u8>, Findings> {
    let Err(error) = std::str::from_utf8(&bytes) else { return Ok(bytes) };
    let line = line_of(&bytes, error.valid_up_to());
    if memchr::memchr(0, &bytes[..bytes.len().min(4096)]).is_some() {
        return refuse(
            Finding::error(rules::BINARY, "bytes that are no text")
                .at(Place::line(file, line))
                .hint("export the registrations again as CSV in UTF-8, or as XLSX or Parquet"),
        );
    }
    refuse(
        Finding::error(
            rules::ENCODING,
            format!("bytes that are not UTF-8, which was expected because {because}"),
        )
        .at(Place::line(file, line))
        .hint("if the file comes from Excel, set `encoding: windows-1252` for it under `files:`"),
    )
}

fn foreign(bytes: &[u8], encoding: &'static encoding_rs::Encoding, file: &str) -> Result<Vec<u8>, Findings> {
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(text.into_owned().into_bytes()),
        None => refuse(
            Finding::error(rules::ENCODING, format!("bytes that are not {}", encoding.name()))
                .at(Place::file(file))
                .hint("export the registrations again as CSV in UTF-8"),
        ),
    }
}
