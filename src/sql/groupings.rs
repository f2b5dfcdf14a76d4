//! Groupings by name, and the columns of the statement that they count by.

use crate::measures::{Col, Spec};

use super::dialect::Dialect;

/// Version of the file that the statement gives.
pub const FORMAT: &str = "1";

/// What a row of the file says, in its first field; any other text is the name of a grouping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The version of the file.
    Format,
    /// A setting and the fingerprint of what the statement makes of it.
    Settings,
    /// The name of a grouping that was counted, with or without contacts.
    Grouping,
    /// `used`, or the rule that leaves rows out; and how many.
    Rows,
    /// A year, `read` or `rejected`; and how many rows.
    Year,
    /// The day of the first contact.
    FirstDay,
    /// What could not be read exactly as in a file; and how many rows.
    Unsure,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Format, Self::Settings, Self::Grouping, Self::Rows, Self::Year, Self::FirstDay, Self::Unsure];

    /// The word in the file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Settings => "settings",
            Self::Grouping => "grouping",
            Self::Rows => "rows",
            Self::Year => "rows of year",
            Self::FirstDay => "first day",
            Self::Unsure => "unsure",
        }
    }
}

/// A column as people name it; dimensions have their own word before their name.
fn word(col: &Col) -> String {
    match col {
        Col::YearMonth => "month".to_owned(),
        Col::Year => "year".to_owned(),
        Col::Day => "day".to_owned(),
        Col::Stage => "stage".to_owned(),
        Col::Channel => "channel".to_owned(),
        Col::Outcome => "outcome".to_owned(),
        Col::Weekday => "weekday".to_owned(),
        Col::Hour => "hour".to_owned(),
        Col::Open => "open".to_owned(),
        Col::Caller => "caller".to_owned(),
        Col::Wait => "wait_s".to_owned(),
        Col::Duration => "duration_s".to_owned(),
        Col::Closed => "closed_after_s".to_owned(),
        Col::Dim(id) => format!("dimension {id}"),
    }
}

/// The name of a grouping: its columns with ` + ` between them.
#[must_use]
pub fn name_of(spec: &[Col]) -> String {
    spec.iter().map(word).collect::<Vec<_>>().join(" + ")
}

/// The seconds that a grouping counts by: contacts without any are left out.
pub(super) fn seconds(spec: &Spec) -> Option<&'static str> {
    spec.iter().find_map(|col| match col {
        Col::Wait => Some("wait_s"),
        Col::Duration => Some("duration_s"),
        Col::Closed => Some("closed_after_s"),
        _ => None,
    })
}

/// The key of a column, as a text.
pub(super) fn key(dialect: Dialect, col: &Col) -> String {
    let number = |name: &str| dialect.as_text(name);
    match col {
        Col::YearMonth => {
            let zero = "CASE WHEN m < 10 THEN '-0' ELSE '-' END";
            format!("CONCAT({}, {zero}, {})", number("y"), number("m"))
        }
        Col::Year => number("y"),
        Col::Day => number("d"),
        Col::Weekday => number("weekday"),
        Col::Hour => format!("COALESCE({}, '')", number("hour_of_day")),
        Col::Stage => "stage".to_owned(),
        Col::Channel => "channel".to_owned(),
        Col::Outcome => "outcome".to_owned(),
        Col::Open => "open_or_shut".to_owned(),
        Col::Caller => "''".to_owned(),
        Col::Wait | Col::Duration | Col::Closed => {
            let name = word(col);
            format!("CASE WHEN {name} < 0 THEN 'unread' ELSE {} END", number(&name))
        }
        Col::Dim(id) => dialect.name(&of_dimension(id)),
    }
}

/// The column of a dimension.
pub(super) fn of_dimension(id: &str) -> String {
    format!("dimension_{id}")
}
