//! One file: its bytes are read once, unpacked, hashed, and given to the reader of its kind.

use std::io::Cursor;
use std::path::Path;

use super::raw::{InputFile, RawTable};
use super::sniff::{HEAD, Kind, What, what};
use super::table::{About, Head, build};
use super::{book, delimited, json, packed, parquet, pick, rules, spss, stata};
use crate::base::{Finding, Findings, Place, sha256};
use crate::config::FileMap;

/// Reads the columns that `map` names from one file. `root` is the workspace, to which places are
/// relative; a file inside a zip has the path of the zip before its own. A file that cannot be read as a
/// whole gives findings; a record that cannot be read is in [`RawTable::broken`].
pub fn read(path: &Path, map: &FileMap, root: &Path) -> Result<RawTable, Findings> {
    let shown = relative(path, root);
    let bytes = opened(path, &shown)?;
    let file = InputFile { path: shown, sha256: sha256(&bytes), bytes: bytes.len() as u64, rows: 0 };
    let kind = kind(&bytes, &file.path)?;
    let disguised = disguised(kind, &file.path);
    let table = match kind {
        Kind::Delimited => delimited::read(bytes, map, file),
        Kind::Parquet => parquet::read(bytes, map, file),
        Kind::Workbook(kind) => book::read(bytes, kind, map, file),
        Kind::Json => named(json::Objects::new(bytes, map.encoding, &file.path)?, map, file),
        Kind::Spss => {
            let source = spss::Spss::new(bytes).map_err(|why| spoilt("SPSS", &why, &file.path))?;
            let told = source.told(&file.path);
            named(source, map, file).map(|mut table| {
                table.findings.0.extend(told);
                table
            })
        }
        Kind::Stata => {
            named(stata::Stata::new(bytes).map_err(|why| spoilt("Stata", &why, &file.path))?, map, file)
        }
    };
    table.map(|mut table| {
        table.unwrap_formulas();
        table.findings.0.extend(disguised);
        table
    })
}

/// The bytes of a file, unpacked; one without any is refused.
pub(super) fn opened(path: &Path, shown: &str) -> Result<Vec<u8>, Findings> {
    let bytes = packed::bytes(path).map_err(|error| {
        Findings(vec![
            Finding::error(rules::UNREADABLE, format!("the file cannot be read: {error}"))
                .at(Place::file(shown)),
        ])
    })?;
    let bytes = bytes.map_err(|wrong| Findings(vec![wrong.of(shown)]))?;
    if bytes.is_empty() {
        let finding = Finding::error(rules::EMPTY, "the file is empty: it has not even a header");
        return Err(Findings(vec![finding.at(Place::file(shown))]));
    }
    Ok(bytes)
}

/// Tells of a file that is read as another kind than its name says.
fn disguised(kind: Kind, path: &str) -> Option<Finding> {
    let name = path.strip_suffix(".gz").unwrap_or(path);
    let What::Data(named) = what(b"", name) else { return None };
    let plain = |kind: Kind| match kind {
        Kind::Delimited => "delimited text",
        Kind::Parquet => "Parquet",
        Kind::Workbook(book::BookKind::Xls) => "an XLS workbook",
        Kind::Workbook(book::BookKind::Xlsx) => "an XLSX workbook",
        Kind::Workbook(book::BookKind::Xlsb) => "an XLSB workbook",
        Kind::Workbook(book::BookKind::Ods) => "an ODS workbook",
        Kind::Json => "JSON",
        Kind::Spss => "a file of SPSS",
        Kind::Stata => "a file of Stata",
    };
    (named != kind).then(|| {
        let message = format!("the file is {}, which its name does not say; it is read as that", plain(kind));
        Finding::note(rules::DISGUISED, message).at(Place::file(path)).hint("give it the ending of its kind")
    })
}

/// A source that has the names of its columns apart from its rows.
pub(super) trait Named: super::row::Source {
    /// The names of its columns.
    fn names(&self) -> Vec<String>;

    /// What its columns are in words, where the file says so.
    fn labels(&self) -> Vec<String> {
        Vec::new()
    }
}

fn named(mut source: impl Named, map: &FileMap, file: InputFile) -> Result<RawTable, Findings> {
    let about = About { names: Some(source.names()), labels: source.labels(), ..About::default() };
    build(&mut source, Head::none(), pick::Wanted::of(map), file, &about)
}

fn spoilt(what: &str, why: &str, path: &str) -> Findings {
    let message = format!("this is no file of {what} that can be read: {why}");
    super::table::refuse(path, message, "save it again, or export it as CSV")
}

/// What the unpacked bytes are; what is not read is an error.
pub(super) fn kind(bytes: &[u8], path: &str) -> Result<Kind, Findings> {
    let name = path.strip_suffix(".gz").unwrap_or(path);
    let refuse = |finding: Finding| Err(Findings(vec![finding]));
    let what = match what(&bytes[..bytes.len().min(HEAD)], name) {
        What::Zip => packed::names(Cursor::new(bytes))
            .map_or_else(|| unpackable(name), |names| packed::zip_what(&names)),
        other => other,
    };
    match what {
        What::Data(Kind::Workbook(book::BookKind::Xls)) => match compound(bytes) {
            None => Ok(Kind::Workbook(book::BookKind::Xls)),
            Some(finding) => refuse(finding.at(Place::file(path))),
        },
        What::Data(kind) => Ok(kind),
        What::Other(what, todo) => refuse(packed::other(what, todo, path)),
        What::Gzip | What::Zip => {
            let what = "it is packed twice";
            let hint = "unpack it once, and put what is inside in the folder";
            refuse(Finding::error(rules::PACKED, what).at(Place::file(path)).hint(hint))
        }
        What::Unknown => refuse(packed::unknown(path)),
    }
}

/// What a zip without a list of contents was to be: the reader of that kind tells what is wrong with it.
fn unpackable(name: &str) -> What {
    match what(b"", name) {
        What::Data(kind @ Kind::Workbook(_)) => What::Data(kind),
        _ => What::Other("a packed file that was cut off or spoilt", "pack or fetch it again"),
    }
}

/// What is wrong with a compound file that is no workbook, or a protected one.
fn compound(bytes: &[u8]) -> Option<Finding> {
    if !bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return None;
    }
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &wide).is_some()
    };
    if has("EncryptedPackage") {
        let what = "the workbook is protected by a password";
        return Some(Finding::error(rules::PASSWORD, what).hint("save it without one"));
    }
    if has("Workbook") || has("Book") || has("WORKBOOK") || has("BOOK") {
        return None;
    }
    let what = "this is a file of an older office program and no workbook, which is not read";
    Some(Finding::error(rules::FORMAT, what).hint("export the registrations as CSV or XLSX"))
}

/// Reads records that stand in memory as delimited text, as if they were the file's. `rows` of the file
/// is counted anew.
pub fn read_text(bytes: &[u8], map: &FileMap, file: &InputFile) -> Result<RawTable, Findings> {
    delimited::read(bytes.to_vec(), map, InputFile { rows: 0, ..file.clone() })
}

/// The bytes of a file of registrations as they are read, also of one inside a zip; `None` when it cannot be
/// read.
#[must_use]
pub fn contents(path: &Path) -> Option<Vec<u8>> {
    packed::bytes(path).ok()?.ok()
}

/// A path as messages show it: relative to the workspace, with forward slashes.
pub(super) fn relative(path: &Path, root: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = path.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}

/// Warns of a file with a header and nothing below it.
pub(super) fn warn_without_records(table: &mut RawTable, header_line: u64) {
    if table.file.rows == 0 {
        table.findings.push(
            Finding::warning(rules::HEADER_ONLY, "the file has a header and no records")
                .at(Place::line(table.file.path.as_str(), header_line))
                .hint("export the registrations again, or take the file away"),
        );
    }
}
