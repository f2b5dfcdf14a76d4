//! How delimited text is written: names of columns where there is no header, and quotes inside quotes.

/// How a quote is written inside a quoted field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quotes {
    /// Twice.
    Doubled,
    /// Behind a backslash, as a backslash is.
    Backslash,
    /// As it is; the field ends with the quote before a delimiter.
    Bare,
    /// Nothing is quoted: a quote is a letter as any.
    None,
}

/// The names of the columns of a file without header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    /// In their order.
    pub all: Vec<String>,
    /// So many a record has at least.
    pub least: usize,
}
