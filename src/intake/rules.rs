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
/// Registrations above the names of the columns.
pub(super) const ABOVE_HEADER: &str = "V130";
/// A `header_line:` that names no line.
pub(super) const HEADER_LINE: &str = "V131";
/// What stands around the header and is passed over.
pub(super) const PASSED: &str = "V132";
/// Totals and notes below the records.
pub(super) const BELOW: &str = "V133";
/// Formulas that nobody computed.
pub(super) const UNCOMPUTED: &str = "V134";
/// Cells that hold an error.
pub(super) const CELL_ERROR: &str = "V135";
/// A file that was cut off.
pub(super) const CUT_OFF: &str = "V136";
/// A data format that is known and not read.
pub(super) const FORMAT: &str = "V137";
/// A file that a password protects.
pub(super) const PASSWORD: &str = "V138";
/// A file whose content is not what its name says.
pub(super) const DISGUISED: &str = "V139";
/// A packed file that cannot be unpacked, or holds no data.
pub(super) const PACKED: &str = "V140";
/// A hidden worksheet with registrations.
pub(super) const HIDDEN: &str = "V141";
/// A line of JSON that is no object.
pub(super) const NO_OBJECT: &str = "V142";
