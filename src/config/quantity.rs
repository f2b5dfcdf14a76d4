//! How the quantities of a column are written and what they count: marks, units, clocks, what is taken off.

use std::collections::BTreeMap;

use super::decimal::Decimal;
use super::yaml::{Map, Node};
use crate::base::{code, fold};

/// What a plain number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Thousandths of a second.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days, with fractions as spreadsheets keep times.
    Days,
    /// Weeks.
    Weeks,
    /// Months, of ages.
    Months,
    /// Years, of ages.
    Years,
}

/// Units of time spans, by their word in settings.
const OF_SPANS: [(&str, Unit); 5] = [
    ("milliseconds", Unit::Milliseconds),
    ("seconds", Unit::Seconds),
    ("minutes", Unit::Minutes),
    ("hours", Unit::Hours),
    ("days", Unit::Days),
];
/// Units of ages, by their word in settings.
const OF_AGES: [(&str, Unit); 4] =
    [("years", Unit::Years), ("months", Unit::Months), ("weeks", Unit::Weeks), ("days", Unit::Days)];

impl Unit {
    /// Seconds of one; those of a month and a year are means.
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

/// What `0:45` is.
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

/// From what an age is reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Birth {
    /// A date of birth: completed years on the day of the contact.
    Date,
    /// A year of birth: the age reached in the year of the contact.
    Year,
}

/// What is taken off a span.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Minus {
    /// Column names, the first that the file has; none: nothing is to be taken off.
    pub column: Vec<String>,
    /// How its numbers are written.
    pub quantity: Quantity,
}

/// How the numbers of a column are written and what they count.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Quantity {
    /// The mark before decimals; `None`: as its cells show.
    pub decimal: Option<Decimal>,
    /// What a plain number counts; `None`: nobody said (seconds; years of ages).
    pub unit: Option<Unit>,
    /// What a text of two parts is; `None`: as its cells show.
    pub clock: Option<Clock>,
    /// What is taken off; `None`: nobody said whether something is.
    pub minus: Option<Box<Minus>>,
    /// Column that holds the unit of each row's number.
    pub unit_column: Option<Vec<String>>,
    /// Further words for units, folded.
    pub units: BTreeMap<String, Unit>,
    /// Whether the column holds dates or years of birth.
    pub birth: Option<Birth>,
}

/// `decimal:` of a file or a column.
pub fn decimal(map: &Map<'_>) -> Option<Decimal> {
    let words = [("comma", Decimal::Comma), ("point", Decimal::Point)];
    map.get("decimal").and_then(|n| n.one_of(&words))
}

/// The keys of a time span.
pub fn of_span(map: &Map<'_>) -> Quantity {
    let clocks = [
        ("h:mm", Clock::HoursMinutes),
        ("m:ss", Clock::MinutesSeconds),
        ("m:ss:00", Clock::TypedMinutesSeconds),
        ("m,ss", Clock::MarkedMinutesSeconds),
        ("h,mm", Clock::MarkedHoursMinutes),
    ];
    Quantity {
        decimal: decimal(map),
        unit: map.get("unit").and_then(|n| n.one_of(&OF_SPANS)),
        clock: map.get("clock").and_then(|n| n.one_of(&clocks)),
        minus: map.get("minus").map(|n| Box::new(minus(&n))),
        ..Quantity::default()
    }
}

fn minus(node: &Node<'_>) -> Minus {
    if !node.value().is_mapping() {
        return Minus { column: node.texts(), quantity: Quantity::default() };
    }
    let map = node.map(Vec::new());
    let column = map.need("column", "the column that is taken off").map(|n| n.texts()).unwrap_or_default();
    let quantity = of_span(&map);
    if quantity.minus.is_some() {
        map.node().problem(code::C023, "`minus` within `minus`", "take one column off");
    }
    map.finish();
    Minus { column, quantity }
}

/// The key of a moment that ends a span.
pub fn of_end(map: &Map<'_>) -> Quantity {
    Quantity { minus: map.get("minus").map(|n| Box::new(minus(&n))), ..Quantity::default() }
}

/// The keys of a count of persons.
pub fn of_count(map: &Map<'_>) -> Quantity {
    Quantity { decimal: decimal(map), ..Quantity::default() }
}

/// The keys of a dimension whose numbers fall into bands.
pub fn of_ages(map: &Map<'_>) -> Quantity {
    let births = [("date", Birth::Date), ("year", Birth::Year)];
    let units = map.get("units").map(|n| n.entries()).unwrap_or_default();
    Quantity {
        decimal: decimal(map),
        unit: map.get("unit").and_then(|n| n.one_of(&OF_AGES)),
        unit_column: map.get("unit_column").map(|n| n.texts()),
        units: units.into_iter().filter_map(|(word, n)| Some((fold(&word), n.one_of(&OF_AGES)?))).collect(),
        birth: map.get("birth").and_then(|n| n.one_of(&births)),
        ..Quantity::default()
    }
}
