//! The settings of a column against its dimension and its file.

use crate::base::code;
use crate::config::schema::{ColumnMap, DimKind, FileMap, Helpline, Source, TIMED};
use crate::config::yaml::{Map, Node};

/// Checks the columns of all files of a line.
pub fn columns(map: &Map<'_>, line: &Helpline) {
    let nodes = map.get("files").map(|n| n.items()).unwrap_or_default();
    for (file, node) in line.files.iter().zip(nodes) {
        let Some(entries) = node.entry("columns") else { continue };
        for column in &file.columns {
            if let Some(node) = entries.entry(&column.target) {
                one(column, file, line, &node);
            }
        }
    }
}

fn one(column: &ColumnMap, file: &FileMap, line: &Helpline, node: &Node<'_>) {
    let dimension = line.dimension(&column.target);
    let kind = dimension.map(|d| d.kind);
    match &column.source {
        Source::Several(_) if kind != Some(DimKind::Multi) => {
            let hint =
                "make the dimension `kind: multi`, or write `first_of:` when only one of them is filled in";
            node.problem(code::C023, "several columns for a dimension with one answer per contact", hint);
        }
        Source::ByOutcome { .. } => by_outcome(column, file, node),
        Source::FirstOf(_) if column.target == "id" => {
            node.problem(
                code::C023,
                "an id stands in one column",
                "give `column:`: corrections look for it there",
            );
        }
        Source::FirstOf(columns) if columns.iter().any(Vec::is_empty) || columns.is_empty() => {
            node.problem(code::C006, "`first_of` names no column", "name the columns, the best one first");
        }
        _ => {}
    }
    if TIMED.contains(&column.target.as_str()) || column.target == "victims" {
        return;
    }
    let quantity = &column.quantity;
    let used = quantity.unit.is_some()
        || quantity.unit_column.is_some()
        || quantity.birth.is_some()
        || !quantity.units.is_empty();
    let banded = dimension.is_some_and(|d| d.codes.codes.iter().any(|c| c.band.is_some()));
    if used && !banded {
        let hint = "give codes of its code list `from:` and `to:`, or take the key away";
        node.problem(code::C023, "a unit or birth for a dimension without bands", hint);
    }
    if quantity.birth.is_some() && (quantity.unit.is_some() || quantity.unit_column.is_some()) {
        node.problem(code::C023, "both `birth` and a unit are given", "keep one of the two");
    }
    let several = matches!(column.source, Source::YesNo(_) | Source::Several(_));
    if several && (quantity.unit_column.is_some() || quantity.birth.is_some()) {
        node.problem(code::C023, "a unit or birth for several columns", "give one `column:`");
    }
}

/// Where the outcome decides which column is read, the file must have a column for the outcome.
fn by_outcome(column: &ColumnMap, file: &FileMap, node: &Node<'_>) {
    if ["outcome", "id"].contains(&column.target.as_str()) {
        node.problem(
            code::C023,
            format!("`{}` cannot depend on the outcome", column.target),
            "take `for:` away",
        );
    } else if !file.columns.iter().any(|c| c.target == "outcome") {
        node.problem(code::C006, "`for:` needs to know the outcome", "map `outcome:` in this file as well");
    }
}
