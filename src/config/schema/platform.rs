//! Platforms in which lines meet.

use chrono::NaiveDate;

use super::text::Text;

/// A platform in which lines meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Platform {
    pub id: String,
    pub label: Text,
    /// Day on which these were its members.
    pub date: NaiveDate,
    /// Names as published.
    pub members: Vec<String>,
    /// Where the list stands.
    pub source: Text,
}
