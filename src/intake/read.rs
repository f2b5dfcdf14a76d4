//! One file: its bytes are read once, hashed, and given to the reader of its kind.

use std::path::Path;

use sha2::{Digest, Sha256};

use super::raw::{InputFile, RawTable};
use super::{delimited, parquet, rules, sheets};
use crate::config::FileMap;
use crate::diagnostics::{Finding, Findings, Place};

/// What a file is, by the end of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// CSV and its relatives.
    Delimited,
    /// Parquet.
    Parquet,
    /// XLSX, XLSM or ODS.
    Workbook,
}

impl Kind {
    /// The kind of a file, when it is one that can be read.
    pub(super) fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "csv" | "tsv" | "txt" => Some(Self::Delimited),
            "parquet" => Some(Self::Parquet),
            "xlsx" | "xlsm" | "ods" => Some(Self::Workbook),
            _ => None,
        }
    }
}

/// Reads the columns that `map` names from one file. `root` is the workspace, to which places are
/// relative. A file that cannot be read as a whole gives findings; a record that cannot be read is in
/// [`RawTable::broken`].
pub fn read(path: &Path, map: &FileMap, root: &Path) -> Result<RawTable, Findings> {
    let shown = relative(path, root);
    let Some(kind) = Kind::of(path) else {
        return Err(Findings(vec![
            Finding::error(rules::OTHER_KIND, "a file of a kind that cannot be read").at(Place::file(shown)),
        ]));
    };
    let bytes = std::fs::read(path).map_err(|error| {
        Findings(vec![
            Finding::error(rules::UNREADABLE, format!("the file cannot be read: {error}"))
                .at(Place::file(shown.as_str())),
        ])
    })?;
    let file = InputFile { path: shown, sha256: hexadecimal(&bytes), bytes: bytes.len() as u64, rows: 0 };
    if bytes.is_empty() {
        let finding = Finding::error(rules::EMPTY, "the file is empty: it has not even a header");
        return Err(Findings(vec![finding.at(Place::file(file.path))]));
    }
    match kind {
        Kind::Delimited => delimited::read(bytes, map, file),
        Kind::Parquet => parquet::read(bytes, map, file),
        Kind::Workbook => sheets::read(bytes, map, file),
    }
}

/// Reads records that stand in memory as delimited text, as if they were the file's. `rows` of the file
/// is counted anew.
pub fn read_text(bytes: &[u8], map: &FileMap, file: &InputFile) -> Result<RawTable, Findings> {
    delimited::read(bytes.to_vec(), map, InputFile { rows: 0, ..file.clone() })
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

/// SHA-256 in hexadecimal.
pub fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
