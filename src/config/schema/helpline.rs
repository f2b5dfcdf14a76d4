//! One helpline, complete.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;

use super::brand::Carried;
use super::caller_number::CallerNumber;
use super::extra_outputs::{NotMeasurable, SameMonths};
use super::file_map::FileMap;
use super::limits::Plausible;
use super::missing_values::Silent;
use super::moment::Calendar;
use super::subject::Subject;
use super::text::Text;
use super::vocabulary::{Chapter, Stage};

/// Whether a year's figures can still change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum YearStatus {
    /// They may be revised.
    Provisional,
    /// They are final.
    Definitive,
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
    /// Last day of the line.
    pub until: Option<NaiveDate>,
    /// Years to report on; the workspace's when the line names none.
    pub years: Vec<i32>,
    /// Stages that it registers.
    pub stages: Vec<Stage>,
    /// Pairs of dimensions (`channel` is allowed) to cross.
    pub crosses: Vec<(String, String)>,
    /// Pairs of dimensions of which the second is shown within the first over the years.
    pub trends: Vec<(String, String)>,
    pub same_months: Vec<SameMonths>,
    pub not_measurable: Vec<NotMeasurable>,
    /// All brands, by their code in `entry_point`, with the periods in which this line carried each. The list is
    /// empty for a brand that it never carried.
    pub brands: BTreeMap<String, Vec<Carried>>,
    /// How files are read.
    pub files: Vec<FileMap>,
    /// Chapters wanted; all when the line names none.
    pub sections: Vec<Chapter>,
    /// Status of years; a year that is not named is definitive.
    pub status: BTreeMap<i32, YearStatus>,
    /// Day up to which registrations of a year were counted.
    pub cut_off: BTreeMap<i32, NaiveDate>,
    /// First day of its registrations where they begin in the course of a year and `since` does not lie in that year.
    /// It is found by reading them.
    pub counted_since: Option<NaiveDate>,
    /// Date printed on the reports.
    pub date: Option<NaiveDate>,
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
