//! What was asked of a build, what happens during it, and what it gives.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::base::SecretKey;
use crate::base::{Exit, Findings, Lang};
use crate::disclosure::Progress;
use crate::preview::Account;
use crate::publish::Change;

/// What was asked, complete.
#[derive(Debug, Clone)]
pub struct Request {
    /// Folder that holds `data/`.
    pub root: PathBuf,
    /// Lines; all when empty.
    pub lines: Vec<String>,
    /// Only this year.
    pub year: Option<i32>,
    /// Only these languages; those of the line when empty.
    pub lang: Vec<Lang>,
    /// Threads.
    pub jobs: usize,
    /// What is made of reports that are out of date.
    pub making: Making,
    /// Only say what would change.
    pub dry: bool,
    /// Make a page for the web of each report too.
    pub web: bool,
    /// Typeset the reports; what is published always is.
    pub paper: bool,
    /// Make the reports in memory and keep their files in [`Outcome::files`].
    pub keep: bool,
    /// Stop after the first line that fails.
    pub fail_fast: bool,
    /// Only lines that the last build did not make.
    pub only_failed: bool,
    /// Key of this run for numbers of callers, that nobody keeps.
    pub salt: SecretKey,
}

/// What is made of a report that is out of date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Making {
    /// A draft: marked as one, compared with nothing but what was published, known to no later report.
    Drafts,
    /// The edition, of exactly what was last built.
    Editions,
    /// The edition at once, without a draft that somebody looked at.
    EditionsAtOnce,
}

/// What happens during a build, for progress bars.
#[derive(Debug, Clone)]
pub enum Event {
    /// A line is being read.
    Reading(String),
    /// The figures of a line are being protected, and so far it is.
    Protecting(String, Progress),
    /// Changes of a line's settings are tried, each with all its figures protected anew.
    Trying(String),
    /// The figures of a line are protected: so many parts of its system of sums were solved, and so many had
    /// been solved before.
    Protected(String, usize, usize),
    /// So many more charts and pages are to be made.
    Making(usize),
    /// One of them is done.
    Made,
}

/// What became of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Published.
    Made,
    /// Written as a draft.
    Drafted,
    /// Taken back: its record stays.
    Retracted,
    /// Already there, byte for byte.
    UpToDate,
    /// The published edition stands: so little was corrected that the next one would describe it.
    Held,
    /// A build would write it (`--check`).
    WouldChange,
    /// Read and found in order (`check`).
    Valid,
    /// The file is what the inputs give (`verify`).
    Same,
    /// It is not (`verify`).
    Differs,
    /// Nothing hidden can be found out (`audit`).
    Withstands,
    /// Something can (`audit`).
    Broken,
    /// Not asked for this time, or not reached.
    Skipped,
    /// Refused because of its data or settings.
    Refused,
    /// A template or chart failed.
    Failed,
    /// Could not be written.
    NotWritten,
}

impl State {
    /// Whether a report is there as it should be, or waits for a good reason.
    pub(super) fn is_good(self) -> bool {
        matches!(self, Self::Made | Self::Drafted | Self::Retracted | Self::UpToDate | Self::Held)
    }
}

/// One report in the end table.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Report {
    /// Line.
    pub helpline: String,
    /// Year; `None` when the line was refused as a whole.
    pub year: Option<i32>,
    /// What became of it.
    pub state: State,
    /// Why.
    pub why: String,
    /// Rows read and used; 0 where they are not told.
    pub rows: (u64, u64),
    /// Published figures that are other than in the report it replaces.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
}

impl Report {
    /// A report without rows.
    pub(super) fn new(helpline: &str, year: Option<i32>, state: State, why: &str) -> Self {
        Self {
            helpline: helpline.to_owned(),
            year,
            state,
            why: why.to_owned(),
            rows: (0, 0),
            changes: Vec::new(),
        }
    }

    /// Adds the rows read and used.
    pub(super) fn rows(mut self, rows: (u64, u64)) -> Self {
        self.rows = rows;
        self
    }
}

/// All that a build gives.
#[derive(Debug)]
pub struct Outcome {
    /// End table.
    pub reports: Vec<Report>,
    /// What the reports of each line will show (`check`).
    pub accounts: Vec<Account>,
    /// All findings.
    pub findings: Findings,
    /// Files of the reports made, by line and year, when they were to be kept.
    pub files: BTreeMap<(String, i32), Files>,
    /// Folders of reports whose drafts say no more than what stands published.
    pub obsolete: Vec<PathBuf>,
    /// How the run ended.
    pub exit: Exit,
}

/// Files of one report: name and bytes.
pub type Files = Vec<(String, Vec<u8>)>;

impl Outcome {
    /// Of a run that has only read the settings.
    #[must_use]
    pub fn new(findings: Findings) -> Self {
        Self {
            reports: Vec::new(),
            accounts: Vec::new(),
            findings,
            files: BTreeMap::new(),
            obsolete: Vec::new(),
            exit: Exit::Done,
        }
    }
}
