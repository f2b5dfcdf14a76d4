//! How raw files are read: patterns, columns, recodings, rows that are no contacts.

use std::collections::BTreeMap;

use super::model::{Encoding, FileMap, Skip};
use super::moments::{CellZone, MomentMap, cell_zone, moment_map};
use super::quantity::{self, Quantity};
use super::row_rules;
use super::source::{ColumnMap, Source};
use super::vocabulary::Outcome;
use super::written::{names, quotes};
use super::yaml::{Map, Node};
use crate::base::{code, did_you_mean, fold};

/// Targets that are no dimension.
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
    super::CALLER_NUMBER,
];

/// Targets that hold a time span.
pub const TIMED: [&str; 3] = ["wait_s", "duration_s", "closed_after_s"];

/// One entry of `files:`.
pub fn file_map(node: &Node<'_>, dimensions: &[String], line: &Map<'_>) -> Option<FileMap> {
    let map = node.map(Vec::new());
    let pattern = map.need("match", "a pattern such as \"*.csv\"").and_then(|n| n.text())?;
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
        decimal: quantity::decimal(&map),
        columns,
        skip: map.get("skip").map(|n| n.items()).unwrap_or_default().iter().filter_map(skip).collect(),
        rows: row_rules::row_rules(&map, line),
    };
    row_rules::check(map.node());
    map.finish();
    // A number that slipped into another column must not stand in a message.
    if file_map.holds_numbers() {
        file_map.columns.iter_mut().for_each(|c| c.showable = Some(false));
    }
    Some(file_map)
}

fn column(
    target: String,
    node: &Node<'_>,
    dimensions: &[String],
    zone: Option<CellZone>,
) -> Option<ColumnMap> {
    let known = || TARGETS.iter().copied().chain(dimensions.iter().map(String::as_str));
    if !known().any(|k| k == target) {
        let timed = ["wait", "duration"].into_iter().find(|t| target.starts_with(t));
        let hint = match (timed, did_you_mean(&target, known())) {
            (Some(timed), _) => format!(
                "write `{timed}_s: {{column: …}}`, with `unit: minutes` where the column holds minutes"
            ),
            (None, Some(near)) => format!("did you mean `{near}`?"),
            (None, None) => "declare it under `dimensions`, or remove it".to_owned(),
        };
        node.problem(
            code::C022,
            format!("`{target}` is neither a standard column nor a dimension of this line"),
            hint,
        );
        return None;
    }
    let plain = |source| ColumnMap {
        target: target.clone(),
        source,
        values: BTreeMap::new(),
        separator: None,
        format: None,
        moment: MomentMap { zone, ..MomentMap::default() },
        yes: Vec::new(),
        no: Vec::new(),
        showable: None,
        of_rows: None,
        hashed: false,
        quantity: Quantity::default(),
    };
    if !node.value().is_mapping() {
        return Some(plain(Source::Column(node.texts())));
    }
    let map = node.map(Vec::new());
    let source = source(&map, &target, dimensions.contains(&target))?;
    let folded =
        |key: &str| map.get(key).map(|n| n.texts().iter().map(|t| fold(t)).collect()).unwrap_or_default();
    let (format, moment) = moment_map(&target, &map, zone);
    let column = ColumnMap {
        values: map
            .get("values")
            .map(|n| n.entries().into_iter().filter_map(|(k, v)| Some((fold(&k), v.text()?))).collect())
            .unwrap_or_default(),
        separator: map.get("separator").and_then(|n| n.text()).filter(|s| !s.is_empty()),
        format,
        moment,
        yes: folded("yes"),
        no: folded("no"),
        showable: map.get("showable").and_then(|n| n.boolean()),
        of_rows: row_rules::of_rows(&map, &target),
        hashed: target == super::CALLER_NUMBER
            && map.get("hashed").and_then(|n| n.boolean()).unwrap_or(false),
        quantity: match target.as_str() {
            name if TIMED.contains(&name) => quantity::of_span(&map),
            "ended_at" => quantity::of_end(&map),
            "victims" => quantity::of_count(&map),
            name if dimensions.iter().any(|d| d == name) => quantity::of_ages(&map),
            _ => Quantity::default(),
        },
        ..plain(source)
    };
    map.finish();
    Some(column)
}

/// A name of a column, or several of which a file has one.
pub(super) fn one_of_names(node: &Node<'_>) -> Vec<String> {
    node.texts()
}

/// Where a target's texts stand: exactly one of the keys that say so.
fn source(map: &Map<'_>, target: &str, dimension: bool) -> Option<Source> {
    let each = |n: &Node<'_>| -> Vec<Vec<String>> { n.items().iter().map(Node::texts).collect() };
    let mut given: Vec<(&str, Source)> = Vec::new();
    if let Some(node) = map.get("column") {
        let other = others(map);
        let usual = node.texts();
        given.push((
            "column",
            if other.is_empty() { Source::Column(usual) } else { Source::ByOutcome { usual, other } },
        ));
    }
    if let Some(node) = map.get("yes_no") {
        let codes = node.entries().into_iter().map(|(code, n)| (code, n.texts())).collect();
        given.push(("yes_no", Source::YesNo(codes)));
    }
    if let Some(node) = map.get("first_of") {
        given.push(("first_of", Source::FirstOf(each(&node))));
    }
    if let Some(node) = dimension.then(|| map.get("columns")).flatten() {
        given.push(("columns", Source::Several(each(&node))));
    }
    // An id of several columns: the first stands for it, and `RowRules::id` names all.
    if let Some(node) = (target == "id").then(|| map.get("columns")).flatten() {
        let first = node.items().first().map(one_of_names).unwrap_or_default();
        given.push(("columns", Source::Column(first)));
    }
    let names: Vec<&str> = given.iter().map(|(name, _)| *name).collect();
    match names[..] {
        [_] => {}
        [] => {
            let hint = "add `column:` with the name in the file's header";
            map.node().problem(code::C006, "`column` is missing", hint);
        }
        [a, b, ..] => {
            let what = format!("both `{a}` and `{b}` are given");
            map.node().problem(code::C023, what, "keep one of the two");
            return None;
        }
    }
    given.pop().map(|(_, source)| source)
}

/// `for:`: the columns of attempts that ended in another way than most.
fn others(map: &Map<'_>) -> Vec<(Outcome, Vec<String>)> {
    let entries = map.get("for").map(|n| n.entries()).unwrap_or_default();
    let words = Outcome::ALL.map(|o| (o.id(), o));
    let mut found = Vec::new();
    for (word, node) in entries {
        match words.iter().find(|(id, _)| *id == word) {
            Some((_, outcome)) => found.push((*outcome, node.texts())),
            None => {
                let all = words.map(|(id, _)| id).join(", ");
                node.problem(code::C004, format!("`{word}` is no outcome"), format!("use one of: {all}"));
            }
        }
    }
    found
}

fn skip(node: &Node<'_>) -> Option<Skip> {
    let map = node.map(Vec::new());
    let rule = map.need("rule", "the name printed in the report").and_then(|n| n.text())?;
    let file = map.get("file").and_then(|n| n.text());
    let line = map.get("line").and_then(|n| n.whole(1, i64::MAX)).and_then(|n| u64::try_from(n).ok());
    let column = map.get("column").map(|n| n.texts()).unwrap_or_default();
    let equals: Vec<String> =
        map.get("equals").map(|n| n.texts().iter().map(|t| fold(t)).collect()).unwrap_or_default();
    let not: Vec<String> =
        map.get("not").map(|n| n.texts().iter().map(|t| fold(t)).collect()).unwrap_or_default();
    let node = map.node().clone();
    map.finish();
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
