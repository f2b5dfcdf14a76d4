//! What a workspace is once its files have been read, completed with defaults and found free of
//! contradictions. Everything downstream reads these types and no YAML.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;

use super::asked::{NotMeasurable, SameMonths};
use super::decimal::Decimal;
use super::limits::Plausible;
use super::moments::Calendar;
use super::silent::Silent;
use super::source::ColumnMap;
use super::subject::Subject;
use super::vocabulary::{Chapter, Stage, Text};
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

/// One helpline, complete: a subject with all that decides how it is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Helpline {
    /// What reports need to know of it; its fields are read as if they were the line's own.
    pub subject: Subject,
    /// Its folder, absolute.
    pub dir: PathBuf,
    /// Other names in use.
    pub aliases: Vec<String>,
    /// For whom.
    pub target_group: Text,
    /// `violence`, `broad` or `group`.
    pub scope: String,
    /// Where to reach the line, printed on the last page.
    pub contact: Text,
    /// Web address without scheme.
    pub website: String,
    /// Last day.
    pub until: Option<NaiveDate>,
    /// Years to report on; the workspace's when the line names none.
    pub years: Vec<i32>,
    /// Stages it registers; with an outcome column `Incoming` is one of them.
    pub stages: Vec<Stage>,
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
    /// How files are read.
    pub files: Vec<FileMap>,
    /// Chapters wanted; all when the line names none.
    pub sections: Vec<Chapter>,
    /// Status of years that are not definitive, and cut-off dates.
    pub status: BTreeMap<i32, YearStatus>,
    /// Day up to which registrations of a year were counted.
    pub cut_off: BTreeMap<i32, NaiveDate>,
    /// First day of its registrations, where these begin in the course of a year of which the line does not
    /// say that it began with it: found by reading them.
    pub counted_since: Option<NaiveDate>,
    /// Date printed on the reports.
    pub date: Option<NaiveDate>,
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

impl std::ops::Deref for Helpline {
    type Target = Subject;

    fn deref(&self) -> &Subject {
        &self.subject
    }
}

impl Helpline {
    /// Whether the line registers a stage.
    #[must_use]
    pub fn registers(&self, stage: Stage) -> bool {
        self.stages.contains(&stage)
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
