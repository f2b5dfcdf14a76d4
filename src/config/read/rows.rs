//! The keys of an entry of `files:` that say how rows become contacts.

use crate::config::schema::{CALLER_NUMBER, MergedCells, OfRows, RowRules, SameRows};
use crate::config::yaml::{Map, Node};

/// The rules of an entry of `files:`. `unique_in` and `same_rows` come from the line where it leaves them out.
pub fn row_rules(map: &Map<'_>, line: &Map<'_>) -> RowRules {
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
    several.map(|n| n.items().iter().map(Node::texts).collect()).unwrap_or_default()
}

/// A column (or a list of names of which the file has one), or several columns under `columns:`.
fn columns(node: &Node<'_>) -> Vec<Vec<String>> {
    if !node.value().is_mapping() {
        return Some(node.texts()).filter(|names| !names.is_empty()).into_iter().collect();
    }
    let map = node.map(Vec::new());
    let found: Vec<Vec<String>> = map
        .need("columns", "the columns that together say which contact it is")
        .map(|n| n.items().iter().map(Node::texts).collect())
        .unwrap_or_default();
    map.finish();
    found
}

/// `of_rows:` of a target. The kind of target decides which words are allowed.
pub fn of_rows(map: &Map<'_>, target: &str) -> Option<OfRows> {
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
        "id" | CALLER_NUMBER => &[],
        _ => &[OfRows::First, OfRows::Last, OfRows::Answered, OfRows::Any],
    };
    let words: Vec<(&str, OfRows)> = all.into_iter().filter(|(_, of)| allowed.contains(of)).collect();
    map.get("of_rows").and_then(|n| n.one_of(&words))
}
