//! One column of `files:`: where the texts of a target stand, and how they are read.

use super::moments::moment_map;
use super::quantity::{of_ages, of_count, of_end, of_span};
use super::rows::of_rows;
use crate::base::{code, did_you_mean, fold};
use crate::config::schema::{
    CALLER_NUMBER, CellZone, ColumnMap, MomentMap, Outcome, Quantity, Source, TARGETS, TIMED,
};
use crate::config::yaml::{Map, Node};

pub fn column(
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
        moment: MomentMap { zone, ..MomentMap::default() },
        ..ColumnMap::plain(target.clone(), source)
    };
    if !node.value().is_mapping() {
        return Some(plain(Source::Column(node.texts())));
    }
    let map = node.map(Vec::new());
    // What is wrong with the source hides nothing that is wrong behind it.
    let source = source(&map, &target, dimensions.contains(&target));
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
        of_rows: of_rows(&map, &target),
        hashed: target == CALLER_NUMBER && map.get("hashed").and_then(|n| n.boolean()).unwrap_or(false),
        quantity: match target.as_str() {
            name if TIMED.contains(&name) => of_span(&map),
            "ended_at" => of_end(&map),
            "victims" => of_count(&map),
            name if dimensions.iter().any(|d| d == name) => of_ages(&map),
            _ => Quantity::default(),
        },
        ..plain(source.clone().unwrap_or_else(|| Source::Column(Vec::new())))
    };
    map.finish();
    source.map(|_| column)
}

/// Where the texts of a target stand. Exactly one of the keys for this must be given.
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
    // Of an id with several columns the first stands here; `RowRules::id` names all of them.
    if let Some(node) = (target == "id").then(|| map.get("columns")).flatten() {
        let first = node.items().first().map(Node::texts).unwrap_or_default();
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
            match (map.get(a), map.get(b)) {
                (Some(a), Some(b)) => b.conflict(code::C023, what, "keep one of the two", &a),
                _ => map.node().problem(code::C023, what, "keep one of the two"),
            }
            return None;
        }
    }
    given.pop().map(|(_, source)| source)
}

/// `for:` other columns, for attempts that ended in a certain way.
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
