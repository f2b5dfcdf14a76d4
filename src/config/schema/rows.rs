//! How the rows of a file become contacts: ids, several rows of one contact, rows that stand in two files.

/// How several rows of one contact give one value of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfRows {
    /// Of the row that comes first in time.
    First,
    /// Of the row that comes last in time.
    Last,
    /// Of the first row that was answered, or of the first row where none was.
    Answered,
    /// The sum.
    Sum,
    /// The largest.
    Max,
    /// The smallest.
    Min,
    /// What any row says: lists are united, and a yes of one row is a yes.
    Any,
    /// What all rows say: a yes only when every row says yes.
    All,
}

/// What is done with rows that stand in two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SameRows {
    /// The line is refused, and both places are named.
    #[default]
    Ask,
    /// They count once.
    Once,
    /// They are different contacts.
    Count,
}

/// What the cells say over which a cell of a workbook is merged downwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MergedCells {
    /// Nobody knows: the file is not read.
    #[default]
    Ask,
    /// What the merged cell says.
    Fill,
    /// Nothing.
    Blank,
}

/// How the rows of a file become contacts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowRules {
    /// The columns of an id that has several, each with the names it may have.
    pub id: Vec<Vec<String>>,
    /// The columns whose texts the rows of one contact share.
    pub count_by: Vec<Vec<String>>,
    /// Whether ids are unique only within their file.
    pub unique_in_file: bool,
    /// Whether the settings say that, or it is only so by default.
    pub unique_said: bool,
    /// What is done with rows that stand in two files.
    pub same_rows: SameRows,
    /// What cells say that are merged with the one above them.
    pub merged_cells: MergedCells,
}

impl RowRules {
    /// The columns that are read for them.
    pub fn columns(&self) -> impl Iterator<Item = &Vec<String>> {
        self.id.iter().chain(&self.count_by)
    }
}
