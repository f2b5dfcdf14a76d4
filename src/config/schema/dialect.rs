//! How delimited text is written: names of columns where there is no header, and quotes inside quotes.

/// How a quote is written inside a quoted field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quotes {
    /// It is doubled.
    Doubled,
    /// It stands behind a backslash, and so does a backslash itself.
    Backslash,
    /// It stands as it is; the field ends with the quote before a delimiter.
    Bare,
    /// Fields are not quoted: a quote is a sign like any other.
    None,
}

/// The names of the columns of a file without header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    /// All names, in the order of the columns.
    pub all: Vec<String>,
    /// Fewest fields of a record; the others may be missing at its end.
    pub least: usize,
}
