//! How the quantities of a column are written and what they count: marks, units, clocks, deductions.

use std::collections::BTreeMap;

use super::decimal::Decimal;

/// What a plain number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Thousandths of a second.
    Milliseconds,
    Seconds,
    Minutes,
    Hours,
    /// Days, with fractions as spreadsheets keep times.
    Days,
    Weeks,
    /// Months, of ages.
    Months,
    /// Years, of ages.
    Years,
}

impl Unit {
    /// Seconds in one unit; those of a month and a year are means.
    #[must_use]
    pub fn seconds(self) -> f64 {
        match self {
            Self::Milliseconds => 0.001,
            Self::Seconds => 1.0,
            Self::Minutes => 60.0,
            Self::Hours => 3600.0,
            Self::Days => 86_400.0,
            Self::Weeks => 604_800.0,
            Self::Months => 2_629_746.0,
            Self::Years => 31_556_952.0,
        }
    }
}

/// What a text such as `0:45` means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// Hours and minutes.
    HoursMinutes,
    /// Minutes and seconds.
    MinutesSeconds,
    /// Minutes and seconds of which a spreadsheet made hours and minutes: `12:45:00` is 12 minutes 45 seconds.
    TypedMinutesSeconds,
    /// Minutes and seconds with a decimal mark between them: `12,45`.
    MarkedMinutesSeconds,
    /// Hours and minutes with a decimal mark between them: `1,30`.
    MarkedHoursMinutes,
}

/// From what an age is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Birth {
    /// A date of birth: completed years on the day of the contact.
    Date,
    /// A year of birth: the age reached in the year of the contact.
    Year,
}

/// What is subtracted from a span.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Minus {
    /// Possible names of the column; the first that the file has is used. Empty: nothing is subtracted.
    pub column: Vec<String>,
    /// How its numbers are written.
    pub quantity: Quantity,
}

/// How the numbers of a column are written and what they count.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Quantity {
    /// The mark before decimals; `None`: as its cells show.
    pub decimal: Option<Decimal>,
    /// What a plain number counts; `None`: it is not set (seconds are assumed, and years for ages).
    pub unit: Option<Unit>,
    /// What a text of two parts means; `None`: as its cells show.
    pub clock: Option<Clock>,
    /// What is subtracted; `None`: it is not set whether something is.
    pub minus: Option<Box<Minus>>,
    /// Column that holds the unit of each row's number.
    pub unit_column: Option<Vec<String>>,
    /// Further words for units, folded.
    pub units: BTreeMap<String, Unit>,
    /// Whether the column holds dates or years of birth.
    pub birth: Option<Birth>,
}
