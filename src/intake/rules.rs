//! The stable codes of what can be wrong with files and records.

/// There is nothing to read.
pub(super) const NO_FILES: &str = "V001";
/// A data file that no pattern of `files:` matches.
pub(super) const UNMATCHED: &str = "V002";
/// A file of another kind than can be read.
pub(super) const OTHER_KIND: &str = "V003";
/// A link, or a path that leads out of the workspace.
pub(super) const OUTSIDE: &str = "V004";
/// The operating system refused to read.
pub(super) const UNREADABLE: &str = "V005";
/// A file without a header.
pub(super) const EMPTY: &str = "V006";
/// A header without records.
pub(super) const HEADER_ONLY: &str = "V007";
/// Not a text file.
pub(super) const BINARY: &str = "V008";
/// Bytes that are not text in the expected encoding.
pub(super) const ENCODING: &str = "V009";
/// A column name that stands twice in the header.
pub(super) const TWICE: &str = "V010";
/// A mapped column that the file does not have.
pub(super) const NO_COLUMN: &str = "V011";
/// A record with misplaced or unclosed quotes.
pub(super) const QUOTES: &str = "V012";
/// A record with too few or too many fields.
pub(super) const FIELDS: &str = "V013";
/// A cell too long to be one.
pub(super) const LONG_CELL: &str = "V014";
/// A workbook or Parquet file that does not open, or a worksheet that is not there.
pub(super) const CONTAINER: &str = "V015";
/// A Parquet column of a kind that is no text, number or date.
pub(super) const COLUMN_KIND: &str = "V016";
/// Moments of a Parquet column that do not say whether they are UTC.
pub(super) const ZONE: &str = "V128";
