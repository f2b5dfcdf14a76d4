//! Where the texts of a target stand in a file, and how they are read.

use std::collections::BTreeMap;

use super::caller_number::CALLER_NUMBER;
use super::moment::MomentMap;
use super::quantity::Quantity;
use super::rows::OfRows;
use super::vocabulary::Outcome;

/// Standard targets: those that are no dimension.
pub const TARGETS: [&str; 16] = [
    "id",
    "at",
    "date",
    "time",
    "answered_at",
    "ended_at",
    "closed_at",
    "channel",
    "outcome",
    "justified",
    "case_file",
    "wait_s",
    "duration_s",
    "closed_after_s",
    "victims",
    CALLER_NUMBER,
];

/// Targets that hold a time span.
pub const TIMED: [&str; 3] = ["wait_s", "duration_s", "closed_after_s"];

/// Where a target column's text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// One column; the first of the names that the file has.
    Column(Vec<String>),
    /// Several yes/no columns, one per code: (code, column names).
    YesNo(Vec<(String, Vec<String>)>),
    /// Of each row the first of several columns that is filled in.
    FirstOf(Vec<Vec<String>>),
    /// One column, and another for attempts that ended in a certain way (no names: blank).
    ByOutcome {
        /// The column of all other rows.
        usual: Vec<String>,
        /// Outcome and column names.
        other: Vec<(Outcome, Vec<String>)>,
    },
    /// Several columns that hold an answer each, of a dimension with several answers.
    Several(Vec<Vec<String>>),
}

impl Source {
    /// The columns it is read from, each with the names that it may have.
    #[must_use]
    pub fn columns(&self) -> Vec<&Vec<String>> {
        let all: Vec<&Vec<String>> = match self {
            Self::Column(names) => vec![names],
            Self::YesNo(codes) => codes.iter().map(|(_, names)| names).collect(),
            Self::FirstOf(columns) | Self::Several(columns) => columns.iter().collect(),
            Self::ByOutcome { usual, other } => {
                std::iter::once(usual).chain(other.iter().map(|(_, names)| names)).collect()
            }
        };
        all.into_iter().filter(|names| !names.is_empty()).collect()
    }
}

/// How one target is read from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnMap {
    /// A standard column such as `at` or `wait_s`, or the id of a dimension.
    pub target: String,
    /// Where the text comes from.
    pub source: Source,
    /// Recodings, tried before the code list; keys are compared folded.
    pub values: BTreeMap<String, String>,
    /// For multi-valued cells: what stands between the codes.
    pub separator: Option<String>,
    /// First date or time format (`chrono` syntax, or a word); `None` tries ISO 8601.
    pub format: Option<String>,
    /// How moments are written, further formats included.
    pub moment: MomentMap,
    /// Spellings of yes for yes/no columns, folded.
    pub yes: Vec<String>,
    /// Spellings of no, folded.
    pub no: Vec<String>,
    /// Whether values of this column may be shown in messages; `None`: the program decides by what they look
    /// like.
    pub showable: Option<bool>,
    /// How several rows of one contact give one value; `None`: as is usual for the target.
    pub of_rows: Option<OfRows>,
    /// Of `caller_number`: whether the cells are hashes already.
    pub hashed: bool,
    /// Of time spans, counts and ages: how numbers are written and what they count.
    pub quantity: Quantity,
}

impl ColumnMap {
    /// A column that is read as it stands.
    #[must_use]
    pub fn plain(target: String, source: Source) -> Self {
        Self {
            target,
            source,
            values: BTreeMap::new(),
            separator: None,
            format: None,
            moment: MomentMap::default(),
            yes: Vec::new(),
            no: Vec::new(),
            showable: None,
            of_rows: None,
            hashed: false,
            quantity: Quantity::default(),
        }
    }

    /// All columns that are read for this target, each with the names that it may have.
    #[must_use]
    pub fn columns(&self) -> Vec<&Vec<String>> {
        let mut all = self.source.columns();
        all.extend(self.quantity.unit_column.iter());
        all.extend(self.quantity.minus.iter().map(|minus| &minus.column).filter(|names| !names.is_empty()));
        all
    }

    /// The names of the one column from which the target is read: names in the file, or a made-up name for a column
    /// that is put together from several. `None` where several columns are read side by side.
    #[must_use]
    pub fn names(&self) -> Option<Vec<String>> {
        match &self.source {
            Source::Column(names) if self.quantity.unit_column.is_none() => Some(names.clone()),
            Source::YesNo(_) | Source::Several(_) => None,
            // A line feed keeps the made-up name apart from all names in headers.
            _ => Some(vec![format!("\n{}", self.target)]),
        }
    }
}
