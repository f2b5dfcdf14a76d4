//! What engines write differently.

/// An engine's SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// DuckDB 1.0 or later.
    DuckDb,
    /// PostgreSQL 12 or later.
    Postgres,
}

impl Dialect {
    /// A text.
    pub(super) fn text(self, text: &str) -> String {
        format!("'{}'", text.replace('\'', "''"))
    }

    /// The name of a column.
    pub(super) fn name(self, name: &str) -> String {
        format!("\"{}\"", name.replace('"', "\"\""))
    }

    /// The name of a table, with its schema before a dot.
    pub(super) fn table(self, name: &str) -> String {
        name.split('.').map(|part| self.name(part)).collect::<Vec<_>>().join(".")
    }

    /// The type of texts.
    fn text_type(self) -> &'static str {
        match self {
            Self::DuckDb => "VARCHAR",
            Self::Postgres => "TEXT",
        }
    }

    /// A text of digits as a whole number.
    pub(super) fn whole(self, of: &str) -> String {
        match self {
            Self::DuckDb => format!("TRY_CAST({of} AS BIGINT)"),
            Self::Postgres => format!("CAST({of} AS BIGINT)"),
        }
    }

    /// An expression as a text.
    pub(super) fn as_text(self, of: &str) -> String {
        format!("CAST({of} AS {})", self.text_type())
    }

    /// A text of plain letters without capitals, whatever the language of the database.
    pub(super) fn lower(self, of: &str) -> String {
        match self {
            Self::DuckDb => format!("LOWER({of})"),
            Self::Postgres => format!("LOWER({of} COLLATE \"C\")"),
        }
    }

    /// Whether a text matches a pattern.
    pub(super) fn matches(self, of: &str, pattern: &str) -> String {
        let pattern = self.text(pattern);
        match self {
            Self::DuckDb => format!("regexp_matches({of}, {pattern})"),
            Self::Postgres => format!("{of} ~ {pattern}"),
        }
    }

    /// The text of a group of a pattern; empty or nothing where the group is not there.
    pub(super) fn part(self, of: &str, pattern: &str, group: usize) -> String {
        let pattern = self.text(pattern);
        match self {
            Self::DuckDb => format!("regexp_extract({of}, {pattern}, {group})"),
            Self::Postgres => format!("(regexp_match({of}, {pattern}))[{group}]"),
        }
    }

    /// All that matches a pattern, replaced.
    pub(super) fn replaced(self, of: &str, pattern: &str, with: &str) -> String {
        let (pattern, with) = (self.text(pattern), self.text(with));
        format!("regexp_replace({of}, {pattern}, {with}, 'g')")
    }

    /// What keeps a part of the statement from being computed for each of its uses.
    pub(super) fn once(self) -> &'static str {
        "AS MATERIALIZED"
    }
}

/// A text as a pattern that matches it alone.
pub(super) fn literally(text: &str) -> String {
    let mut pattern = String::new();
    for c in text.chars() {
        match c {
            '^' => pattern.push_str("\\^"),
            '\\' => pattern.push_str("\\\\"),
            '[' => pattern.push_str("\\["),
            ']' => pattern.push_str("\\]"),
            c if c.is_alphanumeric() || c == ' ' => pattern.push(c),
            c => {
                pattern.push('[');
                pattern.push(c);
                pattern.push(']');
            }
        }
    }
    pattern
}
