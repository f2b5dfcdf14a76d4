//! How moments are written: formats, time zones, names of months.

use std::collections::BTreeMap;

use chrono_tz::Tz;

/// Where a line is, and how it names months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Zone of the line's local time.
    pub zone: Tz,
    /// Further names of months, folded, and their months from 1 to 12.
    pub months: BTreeMap<String, u32>,
}

impl Default for Calendar {
    fn default() -> Self {
        Self { zone: Tz::Europe__Brussels, months: BTreeMap::new() }
    }
}

/// What the time of a cell without offset is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellZone {
    /// Local time of this zone; an offset in the cell goes before it.
    Of(Tz),
    /// The line's local time, whatever offset stands behind it.
    Local,
}

/// How the moments of a column are written, beside its first `format`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MomentMap {
    /// Further formats, tried in order.
    pub further: Vec<String>,
    /// Zone of cells; `None`: the line's.
    pub zone: Option<CellZone>,
    /// Whether 00:00 says that the hour is not known; `None`: decided from the cells.
    pub midnight_unknown: Option<bool>,
    /// Whether the day is not known; `None`: decided from the cells.
    pub day_unknown: Option<bool>,
    /// Whether the real dates have day and month swapped; `None`: asked when they look so.
    pub swapped: Option<bool>,
}
