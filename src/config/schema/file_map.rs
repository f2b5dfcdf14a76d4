//! How raw files are read, and which of their rows are no contacts.

use super::caller_number::CALLER_NUMBER;
use super::column::{ColumnMap, Source};
use super::decimal::Decimal;
use super::dialect::{Names, Quotes};
use super::rows::RowRules;

/// A named rule that says which rows are no contacts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Skip {
    /// Rows whose column holds one of the texts (compared folded), or, with `not`, none of them.
    Column {
        /// Name of the rule, printed in the report.
        rule: String,
        /// Possible names of the column; the first that the file has is used.
        column: Vec<String>,
        /// Texts, folded.
        equals: Vec<String>,
        /// Whether rows are taken out whose text is none of these.
        not: bool,
    },
    /// One row, named by file and physical line.
    Row {
        rule: String,
        /// File relative to the line's folder.
        file: String,
        /// Physical line.
        line: u64,
    },
}

impl Skip {
    #[must_use]
    pub fn rule(&self) -> &str {
        match self {
            Self::Column { rule, .. } | Self::Row { rule, .. } => rule,
        }
    }
}

/// Character encoding of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 (with or without mark); what is not valid UTF-8 is refused.
    Utf8,
    /// Windows-1252, which also reads Latin-1.
    Windows1252,
    /// By its mark, else UTF-8 when valid, else refused with a hint.
    Auto,
}

/// How the files that match a pattern are read. The first pattern that matches a file is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileMap {
    /// Pattern relative to the line's `registrations` folder: `*`, `**`, `?`.
    pub pattern: String,
    /// Character encoding of CSV files.
    pub encoding: Encoding,
    /// Field delimiter of CSV files; `None` finds it in the header line.
    pub delimiter: Option<u8>,
    /// Names of the columns of CSV files that have no header.
    pub header: Option<Names>,
    /// Quotes inside quoted fields of CSV files.
    pub quotes: Quotes,
    /// Worksheet of workbooks; `None` takes the one whose header has most of the columns.
    pub sheet: Option<String>,
    /// Line of the header, from 1; `None` finds it among the first.
    pub header_line: Option<u64>,
    /// The mark before decimals; `None`: as the cells show.
    pub decimal: Option<Decimal>,
    pub columns: Vec<ColumnMap>,
    /// Rows that are no contacts.
    pub skip: Vec<Skip>,
    /// How rows become contacts.
    pub rows: RowRules,
}

impl FileMap {
    /// Whether the file holds numbers of callers, so that nothing of its text may be repeated anywhere.
    #[must_use]
    pub fn holds_numbers(&self) -> bool {
        self.columns.iter().any(|c| c.target == CALLER_NUMBER)
    }

    /// The columns of an id, each with the names it may have; none where nothing is mapped to it.
    #[must_use]
    pub fn id_columns(&self) -> Vec<Vec<String>> {
        if !self.rows.id.is_empty() {
            return self.rows.id.clone();
        }
        let id = self.columns.iter().find(|c| c.target == "id");
        match id.map(|c| &c.source) {
            Some(Source::Column(names)) => vec![names.clone()],
            _ => Vec::new(),
        }
    }
}
