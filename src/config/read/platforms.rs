//! Platforms and brands in `landscape:`.

use super::text::{labels, text};
use crate::base::code;
use crate::config::schema::{Brand, Carrier, Platform, Text};
use crate::config::yaml::{Node, checked_id};

/// Reads a platform.
pub fn platform(id: &str, node: &Node<'_>) -> Option<Platform> {
    let map = node.map(Vec::new());
    checked_id(id, node);
    let date = map.need("date", "the day on which these were its members").and_then(|n| n.day());
    let (label, source) = (labels(&map), text(map.get("source")));
    let members = map.need("members", "a list of names").map(|n| n.texts()).unwrap_or_default();
    map.finish();
    Some(Platform { id: id.to_owned(), label, date: date?, members, source })
}

/// Reads a brand.
pub fn brand(id: &str, node: &Node<'_>) -> Brand {
    let map = node.map(Vec::new());
    checked_id(id, node);
    let brand = Brand {
        id: id.to_owned(),
        label: labels(&map),
        since: map.day("since"),
        carriers: map
            .get("carriers")
            .map(|n| n.items())
            .unwrap_or_default()
            .iter()
            .filter_map(carrier)
            .collect(),
        source: text(map.get("source")),
    };
    map.finish();
    brand
}

fn carrier(node: &Node<'_>) -> Option<Carrier> {
    let map = node.map(Vec::new());
    let name = map.need("name", "the id of a line, or the name of an organisation").and_then(|n| n.text());
    let label = labels(&map);
    let (from, until) = (map.day("from"), map.day("until"));
    if from.zip(until).is_some_and(|(a, b)| b < a) {
        map.node().problem(code::C063, "this period ends before it starts", "check `from` and `until`");
    }
    map.finish();
    let name = name?;
    let label = if label.0.is_empty() { Text::same(&name) } else { label };
    Some(Carrier { name, label, from, until })
}
