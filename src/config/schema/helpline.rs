//! One helpline, complete.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;

use super::brand::Carried;
use super::caller_number::CallerNumber;
use super::channel::Channel;
use super::codelist::Code;
use super::dimension::Dimension;
use super::event::Event;
use super::extra_outputs::{NotMeasurable, SameMonths, SeriesSpec};
use super::file_map::FileMap;
use super::limits::Plausible;
use super::missing_values::Silent;
use super::moment::Calendar;
use super::own_unit::OwnUnit;
use super::printed::Printed;
use super::protection::Protection;
use super::text::{Lang, Text};
use super::vocabulary::{Chapter, Stage};

/// Whether a year's figures can still change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum YearStatus {
    /// They may be revised.
    Provisional,
    /// They are final.
    Definitive,
}

/// One helpline, complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Helpline {
    /// Name of its folder.
    pub id: String,
    /// Its folder, absolute.
    pub dir: PathBuf,
    /// Name as printed.
    pub name: String,
    /// Other names in use.
    pub aliases: Vec<String>,
    /// One sentence: what the line is for.
    pub about: Text,
    /// Organisation that runs it.
    pub operator: String,
    /// Minister or organisation responsible.
    pub owner: String,
    /// Who pays.
    pub funder: String,
    /// For whom.
    pub target_group: Text,
    /// `violence`, `broad` or `group`.
    pub scope: String,
    /// Where to reach the line, printed on the last page.
    pub contact: Text,
    /// Web address without scheme.
    pub website: String,
    /// `#rrggbb`.
    pub colour: String,
    /// Whether the registrations are made up; printed on every page.
    pub synthetic: bool,
    /// First day of the line.
    pub since: Option<NaiveDate>,
    /// Last day of the line.
    pub until: Option<NaiveDate>,
    pub languages: Vec<Lang>,
    /// Years to report on; the workspace's when the line names none.
    pub years: Vec<i32>,
    /// Years that were published and whose registrations are no longer kept.
    pub no_longer_kept: Vec<i32>,
    /// How many years back tables go, the report year included.
    pub look_back: u32,
    /// Stages that it registers.
    pub stages: Vec<Stage>,
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
    /// Pairs of dimensions (`channel` is allowed) to cross.
    pub crosses: Vec<(String, String)>,
    /// Pairs of dimensions of which the second is shown within the first over the years.
    pub trends: Vec<(String, String)>,
    pub same_months: Vec<SameMonths>,
    pub not_measurable: Vec<NotMeasurable>,
    /// All brands, by their code in `entry_point`, with the periods in which this line carried each. The list is
    /// empty for a brand that it never carried.
    pub brands: BTreeMap<String, Vec<Carried>>,
    /// Series that are no contacts.
    pub series: Vec<SeriesSpec>,
    /// Events, sorted by day.
    pub events: Vec<Event>,
    /// How files are read.
    pub files: Vec<FileMap>,
    /// Chapters wanted; all when the line names none.
    pub sections: Vec<Chapter>,
    /// Figures that are not printed with both chart and table. Their data are published all the same.
    pub figures: BTreeMap<String, Printed>,
    /// Status of years; a year that is not named is definitive.
    pub status: BTreeMap<i32, YearStatus>,
    /// Day up to which registrations of a year were counted.
    pub cut_off: BTreeMap<i32, NaiveDate>,
    /// First day of its registrations where they begin in the course of a year and `since` does not lie in that year.
    /// It is found by reading them.
    pub counted_since: Option<NaiveDate>,
    /// Date printed on the reports.
    pub date: Option<NaiveDate>,
    /// Counts below this are hidden.
    pub threshold: u64,
    /// How small counts are protected.
    pub protection: Protection,
    /// An attempt that is abandoned within so many seconds is a short abandon.
    pub short_abandon_s: u32,
    /// Share of unknown above which a breakdown carries the sign of low reliability, in percent.
    pub low_unknown_percent: u32,
    /// Share of unknown above which a breakdown is not printed, in percent.
    pub max_unknown_percent: u32,
    /// Share of rejected rows above which no report is made, in percent.
    pub max_rejected_percent: u32,
    pub plausible: Plausible,
    /// Its time zone and names of months.
    pub calendar: Calendar,
    /// Words for a missing value, in all columns.
    pub silent: Silent,
    /// How numbers of callers are read and counted.
    pub caller_number: CallerNumber,
    /// Whether a wrong claim in a commentary stops the report.
    pub strict_commentary: bool,
}

impl Helpline {
    /// Whether the line registers a stage.
    #[must_use]
    pub fn registers(&self, stage: Stage) -> bool {
        self.stages.contains(&stage)
    }

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

    /// Status of a year.
    #[must_use]
    pub fn year_status(&self, year: i32) -> YearStatus {
        self.status.get(&year).copied().unwrap_or(YearStatus::Definitive)
    }
}
