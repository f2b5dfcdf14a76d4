//! Whom or what a report is about: what words, charts, pages and exports need to know of it. A line is one, and so
//! are the landscape and each answer, which have no registrations of their own.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::channel::Channel;
use super::codelist::Code;
use super::dimension::Dimension;
use super::event::Event;
use super::extra_outputs::SeriesSpec;
use super::own_unit::OwnUnit;
use super::printed::Printed;
use super::protection::Protection;
use super::text::Text;
use super::vocabulary::Stage;
use crate::base::Lang;

/// The subject of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Name of its folder below `reports/<year>/`, of a line also of that below `data/`.
    pub id: String,
    /// Name as printed.
    pub name: String,
    /// One sentence: what the line is for.
    pub about: Text,
    /// Organisation that runs it.
    pub operator: String,
    /// Minister or organisation responsible.
    pub owner: String,
    /// Who pays.
    pub funder: String,
    /// `#rrggbb`.
    pub colour: String,
    /// Whether the registrations are made up; printed on every page.
    pub synthetic: bool,
    /// First day of a line.
    pub since: Option<NaiveDate>,
    pub languages: Vec<Lang>,
    /// Years that were published and whose registrations are no longer kept.
    pub no_longer_kept: Vec<i32>,
    /// How many years back tables go, the report year included.
    pub look_back: u32,
    /// Unit of what is counted at each stage: `attempt`, `contact`, `conversation`, …
    pub units: BTreeMap<Stage, String>,
    /// Words of the units that are the line's own.
    pub own_units: BTreeMap<String, OwnUnit>,
    /// Stage of the headline number and of all breakdowns.
    pub main_stage: Stage,
    pub channels: Vec<Channel>,
    /// Groups that channels name as their parent.
    pub channel_groups: Vec<Code>,
    /// Dimensions, in printing order.
    pub dimensions: Vec<Dimension>,
    /// Series that are no contacts.
    pub series: Vec<SeriesSpec>,
    /// Events, sorted by day.
    pub events: Vec<Event>,
    /// Figures that are not printed with both chart and table. Their data are published all the same.
    pub figures: BTreeMap<String, Printed>,
    /// Counts below this are hidden.
    pub threshold: u64,
    /// How small counts are protected.
    pub protection: Protection,
}

impl Subject {
    /// Unit word of a stage.
    #[must_use]
    pub fn unit(&self, stage: Stage) -> &str {
        self.units.get(&stage).map_or("contact", String::as_str)
    }

    /// A dimension by id.
    #[must_use]
    pub fn dimension(&self, id: &str) -> Option<&Dimension> {
        self.dimensions.iter().find(|d| d.id == id)
    }
}
