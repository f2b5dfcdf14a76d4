//! Which published numbers count persons or contacts.

use super::release::{Published, Shown};

/// Units that count no persons and no contacts.
const NOT_COUNTED: [&str; 16] = [
    "percent",
    "percentage_point",
    "second",
    "minute",
    "hour",
    "day",
    "month",
    "fte",
    "euro",
    "row",
    "visitor",
    "visit",
    "inhabitant",
    "index",
    "volunteer",
    "difference",
];

/// Whether a cell counts persons or contacts.
#[must_use]
pub fn counts(cell: &Published) -> bool {
    let whole = match cell.shown {
        Shown::Number(n) => n.whole().is_some_and(|n| n >= 0),
        _ => true,
    };
    let quotient = cell.unit.contains("_per_") || cell.measure.contains("_per_") || is_rate(cell);
    whole && !quotient && !NOT_COUNTED.contains(&cell.unit.as_str())
}

/// Whether a cell is a rate per inhabitant, open hour or member of staff, whose base counts no contacts.
#[must_use]
pub fn is_rate(cell: &Published) -> bool {
    cell.measure.starts_with("per_")
}
