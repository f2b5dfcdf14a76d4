//! How moments are written: formats, time zones, names of months.

use std::collections::BTreeMap;

use chrono_tz::Tz;

/// Targets that hold a moment, a date or a time of day.
pub const MOMENTS: [&str; 6] = ["at", "date", "time", "answered_at", "ended_at", "closed_at"];

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

/// In which zone the time of a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellZone {
    /// In this zone, unless the cell has an offset.
    Of(Tz),
    /// In the line's zone, even if the cell has an offset.
    Local,
}

/// How the moments of a column are written. Its first format stands in `ColumnMap::format`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MomentMap {
    /// Further formats, tried in order.
    pub further: Vec<String>,
    /// Zone of cells; `None`: the line's.
    pub zone: Option<CellZone>,
    /// Whether 00:00 means that the hour is not known; `None`: decided from the cells.
    pub midnight_unknown: Option<bool>,
    /// Whether the hour is not known, as of a clock of twelve hours; `None`: asked when it looks so.
    pub hour_unknown: Option<bool>,
    /// Whether the day is not known; `None`: decided from the cells.
    pub day_unknown: Option<bool>,
    /// Whether day and month are swapped in real dates of a workbook; `None`: the line is asked when they look so.
    pub swapped: Option<bool>,
}
