//! The exact table: headers with keys, cells with counts. A cell's identity is its row's key joined
//! with its column's key.

use std::collections::{BTreeMap, BTreeSet};

use super::{Form, Population};
use crate::base::{Num, Period};
use crate::config::{Chapter, FigureId, Stage, dim};

/// What identifies a cell, apart from its figure. Parts come from the row, the column or the table.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// `contacts`, `answer_rate`, `victims`, …
    pub measure: Option<String>,
    /// How far the counted contacts came.
    pub stage: Option<Stage>,
    /// `contact`, `percent`, `second`, …
    pub unit: Option<String>,
    /// When.
    pub period: Option<Period>,
    /// Dimension id to code id; a total leaves its dimension out.
    pub dims: BTreeMap<String, String>,
    /// Of whom the count is.
    pub population: Population,
}

impl Key {
    /// This key, completed by another where it says nothing itself; dimensions are joined.
    #[must_use]
    pub fn join(&self, other: &Self) -> Self {
        let mut dims = other.dims.clone();
        dims.extend(self.dims.clone());
        Self {
            measure: self.measure.clone().or_else(|| other.measure.clone()),
            stage: self.stage.or(other.stage),
            unit: self.unit.clone().or_else(|| other.unit.clone()),
            period: self.period.or(other.period),
            dims,
            population: self.population.or(&other.population),
        }
    }

    /// Identity of a cell: its column's key joined with its row's and its table's. A change or share of a
    /// row with a measure of its own is named after that: `victims_change`.
    #[must_use]
    pub fn of_cell(col: &Self, row: &Self, table: &Self) -> Self {
        let mut key = col.join(row).join(table).settled();
        if let (Some(derived), Some(of)) = (&col.measure, &row.measure) {
            key.measure = Some(format!("{of}_{derived}"));
        }
        key
    }

    /// A month of the year that stands as a dimension (rows are months, columns years) becomes the
    /// period.
    #[must_use]
    pub fn settled(mut self) -> Self {
        if let Some(Period::Year(year)) = self.period
            && let Some(month) = self.dims.get(dim::MONTH).and_then(|m| m.parse().ok())
        {
            self.dims.remove(dim::MONTH);
            self.period = Some(Period::Month(year, month));
        }
        self
    }
}

/// What a row or column is called; turned into words by the report's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// A code of a dimension (`channel` and `channel` groups included).
    Code {
        /// Dimension id.
        dim: String,
        /// Code id.
        code: String,
    },
    /// A dimension's own name.
    Dimension(String),
    /// A period.
    Period(Period),
    /// Month of the year, 1 to 12, without its year.
    Month(u8),
    /// Day of the week, Monday 0.
    Weekday(u8),
    /// Hour of the day, from and to (exclusive).
    Hours(u8, u8),
    /// A word of the catalogue.
    Word(String),
    /// A stage with its unit, e.g. *beantwoorde oproepen*.
    Stage(Stage),
    /// A series.
    Series(String),
    /// Text as it is (a source, a name).
    Plain(String),
}

/// What a row or column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// One of the parts.
    Body,
    /// A group of the parts that follow it.
    Group,
    /// A part of the group above it.
    Member,
    /// *Andere*.
    Other,
    /// Unknown, unclear or blank: always printed, after the parts.
    Unknown,
    /// The whole.
    Total,
    /// A share, change or rate computed from other cells.
    Derived,
}

/// A row or a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Its part of the cells' identity.
    pub key: Key,
    /// What it is called.
    pub label: Label,
    /// What it is for.
    pub role: Role,
}

/// Why there is no number although nothing is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Missing {
    /// Cannot exist: the channel did not exist yet. Sign `[z]`, printed as a dash.
    NotApplicable,
    /// Not available here. Sign `[x]`.
    NotAvailable,
    /// Withheld because too much is unknown. Sign `[x]` with a note.
    TooMuchUnknown,
    /// Withheld with its whole breakdown, because a small count would follow from it and from what readers
    /// hold. Sign `[x]` with a note.
    BesidePublished,
    /// Withheld with its whole breakdown, because protecting it is more work than the settings allow. Sign
    /// `[x]` with a note.
    PastLimit,
    /// Division by zero: a share of nothing.
    Undefined,
}

/// How a derived cell follows from others of the same table, by (row, column).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formula {
    /// 100 × part / whole, one decimal, unit `percent`.
    Share {
        /// Numerator.
        part: (usize, usize),
        /// Denominator.
        whole: (usize, usize),
    },
    /// 100 × (to − from) / from, one decimal, unit `percent`.
    Change {
        /// Earlier value.
        from: (usize, usize),
        /// Later value.
        to: (usize, usize),
    },
    /// Difference of two shares (cells holding [`Formula::Share`]), one decimal, unit `percentage_point`.
    Points {
        /// Earlier share.
        from: (usize, usize),
        /// Later share.
        to: (usize, usize),
    },
    /// num / den with so many decimals.
    Ratio {
        /// Numerator.
        num: (usize, usize),
        /// Denominator.
        den: (usize, usize),
        /// Digits behind the point.
        decimals: u8,
    },
}

/// An exact value. Never printed, never formatted: only `disclosure` reads it.
#[derive(Clone, PartialEq, Eq)]
pub enum Exact {
    /// A count of contacts or persons: the threshold rule applies.
    Count(u64),
    /// A statistic over `n` contacts: hidden when `n` is a small count.
    Stat {
        /// The statistic.
        value: Num,
        /// Contacts it was computed from.
        n: u64,
    },
    /// A number that is no count of registrations: web visits, money, staff, rows of a file.
    Given(Num),
    /// Follows from other cells, after these were protected.
    Derived(Formula),
    /// There is no number.
    Missing(Missing),
}

impl std::fmt::Debug for Exact {
    /// Without the number, so that no log can hold it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Count(_) => "Count(…)",
            Self::Stat { .. } => "Stat(…)",
            Self::Given(_) => "Given(…)",
            Self::Derived(_) => "Derived",
            Self::Missing(_) => "Missing",
        })
    }
}

/// Signs that a cell carries beside its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// `[p]`
    Provisional,
    /// `[r]`
    Revised,
    /// `[b]`
    Break,
    /// `[u]`
    LowReliability,
    /// `[e]`
    Estimated,
    /// `[d]`
    PartialYear,
    /// `[a]`
    Rounded,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its exact value.
    pub value: Exact,
    /// Its signs.
    pub flags: BTreeSet<Flag>,
}

/// Note of a figure that counts only those with an answer to its question.
pub const APPLIES_SOME: &str = "applies-some";

/// A note by its id in the catalogue, with the texts that fill its places.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NoteRef {
    /// Id in the catalogue, e.g. `multi-select`.
    pub id: String,
    /// Place name to text; numbers are formatted already.
    pub args: BTreeMap<String, String>,
}

impl NoteRef {
    /// A note without places.
    #[must_use]
    pub fn plain(id: &str) -> Self {
        Self { id: id.to_owned(), args: BTreeMap::new() }
    }
}

/// Whether parts add up to their total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// They do.
    Single,
    /// They do not: several answers per contact.
    Multi,
}

/// A sum that holds between counts, in whatever tables they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// What the one side adds up; where there may be a rest, the whole.
    pub left: Vec<Key>,
    /// What the other side adds up.
    pub right: Vec<Key>,
    /// Whether the parts may leave a rest of the whole. The rest are contacts, too, and a part that no table
    /// prints belongs to it.
    pub rest: bool,
}

/// A figure's exact numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub figure: FigureId,
    /// Chapter it is printed in.
    pub chapter: Chapter,
    /// Key common to all cells.
    pub key: Key,
    /// Dimension of the rows, when they are codes of one.
    pub row_dim: Option<String>,
    /// Dimension of the columns, when they are codes of one.
    pub col_dim: Option<String>,
    /// Whether parts add up.
    pub kind: TableKind,
    /// How it is drawn.
    pub form: Form,
    /// Year of the report.
    pub year: i32,
    /// Rows.
    pub rows: Vec<Header>,
    /// Columns.
    pub cols: Vec<Header>,
    /// Row by row.
    pub cells: Vec<Cell>,
    /// Notes printed under it.
    pub notes: Vec<NoteRef>,
    /// Whether the table itself is printed in the annex instead of beside its chart.
    pub annex: bool,
    /// Sums of its counts with each other and with counts of other tables, beside those that the roles of its
    /// rows and columns show.
    pub sums: Vec<Sum>,
}

impl Table {
    /// A cell.
    #[must_use]
    pub fn cell(&self, row: usize, col: usize) -> &Cell {
        &self.cells[row * self.cols.len() + col]
    }

    /// The table with the sums that each of its counts brings with it, or the count that a statistic describes.
    #[must_use]
    pub fn declaring(mut self, sums: impl Fn(&Key) -> Vec<Sum>) -> Self {
        let places = (0..self.rows.len()).flat_map(|r| (0..self.cols.len()).map(move |c| (r, c)));
        let is_count = |value: &Exact| matches!(value, Exact::Count(_) | Exact::Stat { .. });
        let counts = places.filter(|(r, c)| is_count(&self.cell(*r, *c).value));
        let declared: Vec<Sum> = counts.flat_map(|(r, c)| sums(&self.key_of(r, c))).collect();
        self.sums.extend(declared);
        self
    }

    /// Identity of a cell.
    #[must_use]
    pub fn key_of(&self, row: usize, col: usize) -> Key {
        Key::of_cell(&self.cols[col].key, &self.rows[row].key, &self.key)
    }
}
