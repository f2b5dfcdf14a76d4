//! The stable codes of what can be wrong with files and records.

use crate::base::{Code, code};

/// There is nothing to read.
pub(super) const NO_FILES: Code = code::V001;
/// A data file that no pattern of `files:` matches.
pub(super) const UNMATCHED: Code = code::V002;
/// A file of another kind than can be read.
pub(super) const OTHER_KIND: Code = code::V003;
/// A link, or a path that leads out of the workspace.
pub(super) const OUTSIDE: Code = code::V004;
/// The operating system refused to read.
pub(super) const UNREADABLE: Code = code::V005;
/// A file without a header.
pub(super) const EMPTY: Code = code::V006;
/// A header without records.
pub(super) const HEADER_ONLY: Code = code::V007;
/// Not a text file.
pub(super) const BINARY: Code = code::V008;
/// Bytes that are not text in the expected encoding.
pub(super) const ENCODING: Code = code::V009;
/// A column name that stands twice in the header.
pub(super) const TWICE: Code = code::V010;
/// A mapped column that the file does not have.
pub(super) const NO_COLUMN: Code = code::V011;
/// A record with misplaced or unclosed quotes.
pub(super) const QUOTES: Code = code::V012;
/// A record with too few or too many fields.
pub(super) const FIELDS: Code = code::V013;
/// A cell too long to be one.
pub(super) const LONG_CELL: Code = code::V014;
/// A workbook or Parquet file that does not open, or a worksheet that is not there.
pub(super) const CONTAINER: Code = code::V015;
/// A Parquet column of a kind that is no text, number or date.
pub(super) const COLUMN_KIND: Code = code::V016;
/// Moments of a Parquet column that do not say whether they are UTC.
pub(super) const ZONE: Code = code::V128;
/// Registrations above the names of the columns.
pub(super) const ABOVE_HEADER: Code = code::V130;
/// A `header_line:` that names no line.
pub(super) const HEADER_LINE: Code = code::V131;
/// What stands around the header and is passed over.
pub(super) const PASSED: Code = code::V132;
/// Totals and notes below the records.
pub(super) const BELOW: Code = code::V133;
/// Formulas that nobody computed.
pub(super) const UNCOMPUTED: Code = code::V134;
/// Cells that hold an error.
pub(super) const CELL_ERROR: Code = code::V135;
/// A file that was cut off.
pub(super) const CUT_OFF: Code = code::V136;
/// A data format that is known and not read.
pub(super) const FORMAT: Code = code::V137;
/// A file that a password protects.
pub(super) const PASSWORD: Code = code::V138;
/// A file whose content is not what its name says.
pub(super) const DISGUISED: Code = code::V139;
/// A packed file that cannot be unpacked, or holds no data.
pub(super) const PACKED: Code = code::V140;
/// A hidden worksheet with registrations.
pub(super) const HIDDEN: Code = code::V141;
/// A line of JSON that is no object.
pub(super) const NO_OBJECT: Code = code::V142;
/// A file whose own program would count each record several times.
pub(super) const WEIGHTED: Code = code::V170;
/// A visible worksheet that is not read though it looks like registrations.
pub(super) const UNREAD_SHEET: Code = code::V183;
/// Cells that are merged downwards.
pub(super) const MERGED: Code = code::V184;
