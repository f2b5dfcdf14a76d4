//! What a workspace is once its files have been read, completed with defaults and found free of
//! contradictions. Everything downstream reads these types and no YAML.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;

use super::asked::{NotMeasurable, SameMonths, SeriesSpec};
use super::channel::Channel;
use super::decimal::Decimal;
use super::events::Event;
use super::figure_names::Printed;
use super::limits::Plausible;
use super::moments::Calendar;
use super::protection::Protection;
use super::silent::Silent;
use super::source::ColumnMap;
use super::vocabulary::{Chapter, Code, Dimension, Lang, Stage, Text};
use super::written::{Names, Quotes};

/// Whether a year's figures can still change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum YearStatus {
    /// May be revised.
    Provisional,
    /// Consolidated.
    Definitive,
}

/// A named rule by which rows are no contacts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Skip {
    /// Rows whose column holds one of the texts (compared folded), or, with `not`, none of them.
    Column {
        /// Name of the rule, printed in the report.
        rule: String,
        /// Column names, the first that the file has.
        column: Vec<String>,
        /// Texts, folded.
        equals: Vec<String>,
        /// Turn the test round.
        not: bool,
    },
    /// One row, named by file and physical line, with the reason.
    Row {
        /// Name of the rule.
        rule: String,
        /// File relative to the line's folder.
        file: String,
        /// Physical line.
        line: u64,
    },
}

impl Skip {
    /// Name of the rule.
    #[must_use]
    pub fn rule(&self) -> &str {
        match self {
            Self::Column { rule, .. } | Self::Row { rule, .. } => rule,
        }
    }
}

/// Character encoding of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 (with or without mark); what is not valid UTF-8 is refused.
    Utf8,
    /// Windows-1252, which also reads Latin-1.
    Windows1252,
    /// By its mark, else UTF-8 when valid, else refused with a hint.
    Auto,
}

/// How the files that match a pattern are read. The first pattern that matches a file is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileMap {
    /// Pattern relative to the line's `registrations` folder: `*`, `**`, `?`.
    pub pattern: String,
    /// Character encoding of CSV files.
    pub encoding: Encoding,
    /// Field delimiter of CSV files; `None` finds it in the header line.
    pub delimiter: Option<u8>,
    /// Names of the columns of CSV files that have no header.
    pub header: Option<Names>,
    /// Quotes inside quoted fields of CSV files.
    pub quotes: Quotes,
    /// Worksheet of workbooks; `None` takes the one whose header has most of the columns.
    pub sheet: Option<String>,
    /// Line of the header, from 1; `None` finds it among the first.
    pub header_line: Option<u64>,
    /// The mark before decimals; `None`: as the cells show.
    pub decimal: Option<Decimal>,
    /// Columns.
    pub columns: Vec<ColumnMap>,
    /// Rows that are no contacts.
    pub skip: Vec<Skip>,
    /// How rows become contacts.
    pub rows: super::RowRules,
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
    /// Last day.
    pub until: Option<NaiveDate>,
    /// Languages of its reports.
    pub languages: Vec<Lang>,
    /// Years to report on; the workspace's when the line names none.
    pub years: Vec<i32>,
    /// Years that were published and whose registrations are no longer kept.
    pub no_longer_kept: Vec<i32>,
    /// How many years back tables go, the report year included.
    pub look_back: u32,
    /// Stages it registers; with an outcome column `Incoming` is one of them.
    pub stages: Vec<Stage>,
    /// Unit word per stage: `attempt`, `contact`, `conversation`, …
    pub units: BTreeMap<Stage, String>,
    /// Words of the units that are the line's own.
    pub own_units: BTreeMap<String, super::OwnUnit>,
    /// Stage of the headline number and of all breakdowns.
    pub main_stage: Stage,
    /// Its channels.
    pub channels: Vec<Channel>,
    /// Groups of channels, named as parent by some.
    pub channel_groups: Vec<Code>,
    /// Dimensions, in printing order.
    pub dimensions: Vec<Dimension>,
    /// Pairs of dimensions (`channel` is allowed) to cross.
    pub crosses: Vec<(String, String)>,
    /// Pairs of dimensions of which the second is shown within the first over the years.
    pub trends: Vec<(String, String)>,
    /// Months that are set against the same months of the year before.
    pub same_months: Vec<SameMonths>,
    /// What readers ask for and the line cannot measure.
    pub not_measurable: Vec<NotMeasurable>,
    /// Brands that lines carry, and when this line did: nothing when it never did. Their ids are codes
    /// of `entry_point`.
    pub brands: BTreeMap<String, Vec<super::Carried>>,
    /// Series that are no contacts.
    pub series: Vec<SeriesSpec>,
    /// What happened, by day.
    pub events: Vec<Event>,
    /// How files are read.
    pub files: Vec<FileMap>,
    /// Chapters wanted; all when the line names none.
    pub sections: Vec<Chapter>,
    /// Figures that are printed otherwise than with their chart and table. Their data are published
    /// all the same.
    pub figures: BTreeMap<String, Printed>,
    /// Status of years that are not definitive, and cut-off dates.
    pub status: BTreeMap<i32, YearStatus>,
    /// Day up to which registrations of a year were counted.
    pub cut_off: BTreeMap<i32, NaiveDate>,
    /// First day of its registrations, where these begin in the course of a year of which the line does not
    /// say that it began with it: found by reading them.
    pub counted_since: Option<NaiveDate>,
    /// Date printed on the reports.
    pub date: Option<NaiveDate>,
    /// Counts below this are hidden.
    pub threshold: u64,
    /// What is done so that they stay hidden.
    pub protection: Protection,
    /// Abandoned within so many seconds counts as a short abandon.
    pub short_abandon_s: u32,
    /// Share of unknown above which a breakdown carries the sign of low reliability, in percent.
    pub low_unknown_percent: u32,
    /// Share of unknown above which a breakdown is not printed, in percent.
    pub max_unknown_percent: u32,
    /// Share of rejected rows above which no report is made, in percent.
    pub max_rejected_percent: u32,
    /// Limits of plausibility.
    pub plausible: Plausible,
    /// Its time zone and names of months.
    pub calendar: Calendar,
    /// Words that say nothing, in all columns.
    pub silent: Silent,
    /// How numbers of callers are read and counted.
    pub caller_number: super::CallerNumber,
    /// Whether a wrong claim in a commentary keeps the report from being made.
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

/// A workspace, complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    /// Folder that holds `data/`, absolute.
    pub root: PathBuf,
    /// Publisher printed in the colophon.
    pub publisher: String,
    /// Date printed and written into the files; never the clock.
    pub date: NaiveDate,
    /// Where that date stands.
    pub date_at: crate::base::Place,
    /// How changes between editions are graded.
    pub revision: super::RevisionBounds,
    /// What a chart may ask of the machine.
    pub limits: super::Limits,
    /// The report on all lines, when it is wanted.
    pub landscape: Option<super::Landscape>,
    /// Written questions, sorted by id.
    pub questions: Vec<super::Question>,
    /// Lines, sorted by id.
    pub helplines: Vec<Helpline>,
}
