//! Lines without registrations: what others published about them.

use chrono::NaiveDate;

use super::text::Text;
use super::vocabulary::Stage;
use crate::base::Num;

/// A line without registrations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    pub id: String,
    pub name: String,
    /// Other names in use.
    pub aliases: Vec<String>,
    /// Whether it falls under the authority that publishes the landscape.
    pub in_remit: bool,
    /// `violence`, `broad` or `group`.
    pub scope: String,
    /// For whom.
    pub target_group: Text,
    /// Ids of its channels.
    pub channels: Vec<String>,
    /// First day.
    pub since: Option<NaiveDate>,
    /// Who runs it.
    pub operator: String,
    /// Minister or organisation responsible.
    pub owner: String,
    /// Who pays.
    pub funder: String,
    /// Areas whose inhabitants it can be set against; the first is its own.
    pub areas: Vec<String>,
    /// Where its figures can be found.
    pub source: Text,
    /// What limits a comparison of its numbers with those of other lines.
    pub note: Text,
    pub figures: Vec<OutsideFigure>,
}

/// A figure that somebody published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideFigure {
    pub id: String,
    /// How far the counted contacts came; `None` when the source does not say.
    pub stage: Option<Stage>,
    pub unit: String,
    pub year: i32,
    /// Channel, when it is of one only.
    pub channel: Option<String>,
    pub value: Num,
    /// Whether the source itself says *ongeveer*.
    pub approximate: bool,
    /// What was counted, in the words of the source.
    pub what: Text,
    /// Where it was published.
    pub source: Text,
}
