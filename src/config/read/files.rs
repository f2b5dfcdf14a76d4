//! One entry of `files:`: how the files that match a pattern are read, and which rows are no contacts.

use super::columns::column;
use super::dialect::{names, quotes};
use super::moments::cell_zone;
use super::quantity::decimal;
use super::rows::row_rules;
use crate::base::{code, fold};
use crate::config::schema::{ColumnMap, Encoding, FileMap, Skip};
use crate::config::yaml::{Map, Node};

/// One entry of `files:`.
pub fn file_map(node: &Node<'_>, dimensions: &[String], line: &Map<'_>) -> Option<FileMap> {
    let map = node.map(Vec::new());
    let named = map.need("match", "a pattern such as \"*.csv\"").and_then(|n| n.text());
    let pattern = named.clone().unwrap_or_default();
    if pattern.starts_with('/') || pattern.split('/').any(|part| part == "..") {
        map.node().problem(
            code::C020,
            "this pattern leaves the folder `registrations`",
            "use a pattern relative to it, without `..`",
        );
    }
    let encodings = [
        ("auto", Encoding::Auto),
        ("utf-8", Encoding::Utf8),
        ("windows-1252", Encoding::Windows1252),
        ("latin-1", Encoding::Windows1252),
    ];
    let delimiters =
        [(",", Some(b',')), (";", Some(b';')), ("\t", Some(b'\t')), ("|", Some(b'|')), ("auto", None)];
    let zone = map.get("time_zone").and_then(|n| cell_zone(&n));
    let columns: Vec<ColumnMap> = map
        .need("columns", "a line per target, e.g. `at: Datum`")
        .map(|n| n.entries())
        .unwrap_or_default()
        .into_iter()
        .filter_map(|(target, entry)| column(target, &entry, dimensions, zone))
        .collect();
    if !columns.iter().any(|c| c.target == "at" || c.target == "date") {
        map.node().problem(
            code::C021,
            "no column gives the time of the contact",
            "add `at:` (or `date:`) under `columns`: it is the only column that a line must have",
        );
    }
    let delimiter = map.get("delimiter").and_then(|n| n.one_of(&delimiters)).flatten();
    let mut file_map = FileMap {
        pattern,
        encoding: map.get("encoding").and_then(|n| n.one_of(&encodings)).unwrap_or(Encoding::Auto),
        delimiter,
        header: map.get("header").and_then(|n| names(&n)),
        quotes: quotes(&map, delimiter),
        sheet: map.get("sheet").and_then(|n| n.text()),
        header_line: map
            .get("header_line")
            .and_then(|n| n.whole(1, 1000))
            .and_then(|n| u64::try_from(n).ok()),
        decimal: decimal(&map),
        columns,
        skip: map.get("skip").map(|n| n.items()).unwrap_or_default().iter().filter_map(skip).collect(),
        rows: row_rules(&map, line),
    };
    map.finish();
    named?;
    // A number of a caller may stand in another column by mistake, and must not get into a message.
    if file_map.holds_numbers() {
        file_map.columns.iter_mut().for_each(|c| c.showable = Some(false));
    }
    Some(file_map)
}

fn skip(node: &Node<'_>) -> Option<Skip> {
    let map = node.map(Vec::new());
    let rule = map.need("rule", "the name printed in the report").and_then(|n| n.text());
    let file = map.get("file").and_then(|n| n.text());
    let line = map.get("line").and_then(|n| n.whole(1, i64::MAX)).and_then(|n| u64::try_from(n).ok());
    let column = map.get("column").map(|n| n.texts()).unwrap_or_default();
    let equals: Vec<String> =
        map.get("equals").map(|n| n.texts().iter().map(|t| fold(t)).collect()).unwrap_or_default();
    let not: Vec<String> =
        map.get("not").map(|n| n.texts().iter().map(|t| fold(t)).collect()).unwrap_or_default();
    let node = map.node().clone();
    map.finish();
    let rule = rule?;
    match (file, line) {
        (Some(file), Some(line)) => Some(Skip::Row { rule, file, line }),
        (None, None) if !column.is_empty() && (equals.is_empty() != not.is_empty()) => {
            let turned = equals.is_empty();
            Some(Skip::Column { rule, column, equals: if turned { not } else { equals }, not: turned })
        }
        _ => {
            node.problem(
                code::C024,
                "this rule does not say which rows it takes out",
                "give `column` with `equals` or `not`, or `file` with `line`",
            );
            None
        }
    }
}
