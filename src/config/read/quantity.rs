//! The keys of a column that say how its quantities are written and what they count.

use crate::base::{code, fold};
use crate::config::schema::{Birth, Clock, Decimal, Minus, Quantity, Unit};
use crate::config::yaml::{Map, Node};

/// Units of time spans, by their word in settings.
const OF_SPANS: [(&str, Unit); 6] = [
    ("milliseconds", Unit::Milliseconds),
    ("seconds", Unit::Seconds),
    ("minutes", Unit::Minutes),
    ("hours", Unit::Hours),
    ("days", Unit::Days),
    ("weeks", Unit::Weeks),
];

/// Units of ages, by their word in settings.
const OF_AGES: [(&str, Unit); 4] =
    [("years", Unit::Years), ("months", Unit::Months), ("weeks", Unit::Weeks), ("days", Unit::Days)];

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
