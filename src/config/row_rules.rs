//! How the rows of a file become contacts: ids, several rows of one contact, rows that stand in two files.

use super::files::one_of_names;
use super::model::FileMap;
use super::source::Source;
use super::yaml::{Map, Node};
use crate::base::code;

/// How several rows of one contact give one value of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfRows {
    /// Of the row that comes first in time.
    First,
    /// Of the row that comes last in time.
    Last,
    /// Of the first row that was answered, or where none was, of the first row.
    Answered,
    /// All added.
    Sum,
    /// The largest.
    Max,
    /// The smallest.
    Min,
    /// What any row says: lists are united, a yes of one row is a yes.
    Any,
    /// What all rows say.
    All,
}

/// What is done with rows that stand in two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SameRows {
    /// The line is refused, with both places.
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
    /// Whether ids say which record it is within their file only.
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

impl FileMap {
    /// Whether the file holds numbers of callers, so that nothing of its text may be repeated anywhere.
    #[must_use]
    pub fn holds_numbers(&self) -> bool {
        self.columns.iter().any(|c| c.target == super::CALLER_NUMBER)
    }

    /// The columns of an id, each with the names it may have; none where nothing is mapped to it.
    #[must_use]
    pub fn id_columns(&self) -> Vec<Vec<String>> {
        if !self.rows.id.is_empty() {
            return self.rows.id.clone();
        }
        let id = self.columns.iter().find(|c| c.target == "id");
        match id.map(|c| &c.source) {
            Some(Source::Column(names)) => vec![names.clone()],
            _ => Vec::new(),
        }
    }
}

/// The rules of an entry of `files:`; what it leaves out is that of the line.
pub(super) fn row_rules(map: &Map<'_>, line: &Map<'_>) -> RowRules {
    let shared = |key: &str| map.get(key).or_else(|| line.get(key));
    RowRules {
        id: id_columns(map),
        count_by: map.get("count_by").map(|n| columns(&n)).unwrap_or_default(),
        unique_in_file: shared("unique_in")
            .and_then(|n| n.one_of(&[("line", false), ("file", true)]))
            .unwrap_or(false),
        unique_said: map.own("unique_in").is_some() || line.own("unique_in").is_some(),
        same_rows: shared("same_rows")
            .and_then(|n| {
                n.one_of(&[("ask", SameRows::Ask), ("once", SameRows::Once), ("count", SameRows::Count)])
            })
            .unwrap_or_default(),
        merged_cells: shared("merged_cells")
            .and_then(|n| {
                n.one_of(&[
                    ("ask", MergedCells::Ask),
                    ("fill", MergedCells::Fill),
                    ("blank", MergedCells::Blank),
                ])
            })
            .unwrap_or_default(),
    }
}

/// The columns of `id: {columns: […]}`; none when the id has one.
fn id_columns(map: &Map<'_>) -> Vec<Vec<String>> {
    let entry = map.get("columns").and_then(|c| c.entry("id"));
    let several = entry.and_then(|e| e.entry("columns"));
    several.map(|n| n.items().iter().map(one_of_names).collect()).unwrap_or_default()
}

/// A column (or a list of names of which the file has one), or several columns under `columns:`.
fn columns(node: &Node<'_>) -> Vec<Vec<String>> {
    if !node.value().is_mapping() {
        return Some(node.texts()).filter(|names| !names.is_empty()).into_iter().collect();
    }
    let map = node.map(Vec::new());
    let found: Vec<Vec<String>> = map
        .need("columns", "the columns that together say which contact it is")
        .map(|n| n.items().iter().map(one_of_names).collect())
        .unwrap_or_default();
    map.finish();
    found
}

/// `of_rows:` of a target; the words that its kind allows.
pub(super) fn of_rows(map: &Map<'_>, target: &str) -> Option<OfRows> {
    let all = [
        ("first", OfRows::First),
        ("last", OfRows::Last),
        ("answered", OfRows::Answered),
        ("sum", OfRows::Sum),
        ("max", OfRows::Max),
        ("min", OfRows::Min),
        ("any", OfRows::Any),
        ("all", OfRows::All),
    ];
    let allowed: &[OfRows] = match target {
        "at" | "date" | "time" => &[OfRows::First, OfRows::Last, OfRows::Answered],
        "wait_s" | "duration_s" | "answered_at" | "ended_at" => {
            &[OfRows::First, OfRows::Last, OfRows::Answered, OfRows::Sum, OfRows::Max, OfRows::Min]
        }
        "victims" => &[OfRows::First, OfRows::Last, OfRows::Sum, OfRows::Max],
        "justified" | "case_file" => &[OfRows::Any, OfRows::All],
        "outcome" => &[OfRows::First, OfRows::Last, OfRows::Any],
        "id" | super::CALLER_NUMBER => &[],
        _ => &[OfRows::First, OfRows::Last, OfRows::Answered, OfRows::Any],
    };
    let words: Vec<(&str, OfRows)> = all.into_iter().filter(|(_, of)| allowed.contains(of)).collect();
    map.get("of_rows").and_then(|n| n.one_of(&words))
}

/// `of_rows:` says nothing of a file whose rows are each a contact.
pub(super) fn check(file: &Node<'_>) {
    if file.entry("count_by").is_some() {
        return;
    }
    for (_, column) in file.entry("columns").map(|n| n.entries()).unwrap_or_default() {
        if let Some(node) = column.entry("of_rows") {
            node.problem(
                code::C150,
                "`of_rows` stands in a file whose rows are each a contact",
                "name the column that the rows of one contact share under `count_by:` of this file, or take \
                 `of_rows` away",
            );
        }
    }
}
