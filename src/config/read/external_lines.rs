//! `outside:` in `landscape:`: lines without registrations.

use super::text::text;
use crate::base::{Num, code};
use crate::config::schema::{Outside, OutsideFigure, Stage};
use crate::config::yaml::{Map, Node, checked_id};

/// Units for which the catalogues have words at every stage.
const UNITS: [(&str, &str); 6] = [
    ("attempt", "attempt"),
    ("contact", "contact"),
    ("call", "call"),
    ("conversation", "conversation"),
    ("report", "report"),
    ("case_file", "case_file"),
];

/// Reads one line.
pub fn outside(id: &str, node: &Node<'_>, areas: &dyn Fn(&Node<'_>) -> Vec<String>) -> Option<Outside> {
    let map = node.map(Vec::new());
    checked_id(id, node);
    let scopes = [("violence", "violence"), ("broad", "broad"), ("group", "group")];
    let name = map.need("name", "the line's name").and_then(|n| n.text());
    let figures = map.get("figures").map(|n| n.items()).unwrap_or_default();
    let line = Outside {
        id: id.to_owned(),
        name: name.unwrap_or_default(),
        aliases: map.get("aliases").map(|n| n.texts()).unwrap_or_default(),
        in_remit: map.get("in_remit").and_then(|n| n.boolean()).unwrap_or(false),
        scope: map.get("scope").and_then(|n| n.one_of(&scopes)).unwrap_or("violence").to_owned(),
        target_group: text(map.get("target_group")),
        channels: map.get("channels").map(|n| n.texts()).unwrap_or_default(),
        since: map.day("since"),
        operator: map.text("operator"),
        owner: map.text("owner"),
        funder: map.text("funder"),
        areas: map.get("areas").map(|n| areas(&n)).unwrap_or_default(),
        source: text(map.get("source")),
        note: text(map.get("note")),
        figures: figures.iter().filter_map(|n| figure(n, &figures)).collect(),
    };
    map.finish();
    Some(line)
}

/// Reads a figure.
fn figure(node: &Node<'_>, all: &[Node<'_>]) -> Option<OutsideFigure> {
    let map = node.map(Vec::new());
    let stages = Stage::ALL.map(|s| (s.id(), s));
    let unit = map.need("unit", "attempt, contact, call, conversation, report or case_file");
    let year = map.need("year", "the year it is of").and_then(|n| n.whole(1900, 2200));
    let id = map.need("id", "a name of its own").and_then(|n| n.text());
    let (unit, value) = (unit.and_then(|n| n.one_of(&UNITS)), number(&map, all));
    let stage = map.get("stage").and_then(|n| n.one_of(&stages));
    let channel = map.get("channel").and_then(|n| n.text());
    let approximate = map.get("approximate").and_then(|n| n.boolean()).unwrap_or(false);
    let (what, source) = (text(map.get("what")), text(map.get("source")));
    map.finish();
    Some(OutsideFigure {
        id: id?,
        stage,
        unit: unit?.to_owned(),
        year: year?.try_into().ok()?,
        channel,
        value: value?,
        approximate,
        what,
        source,
    })
}

/// The number: given as `value`, or as `percent` of another figure of the line and rounded to a whole number.
fn number(map: &Map<'_>, all: &[Node<'_>]) -> Option<Num> {
    let (Some(percent), Some(of)) = (map.get("percent"), map.get("of")) else {
        let value =
            map.need("value", "the number, or `percent` and `of` another figure")?.whole(0, i64::MAX)?;
        return Some(Num::int(value.try_into().ok()?));
    };
    let id = of.text()?;
    let other = all.iter().find(|n| n.entry("id").and_then(|i| i.text()).as_deref() == Some(&id));
    let Some(whole) = other.and_then(|n| n.entry("value")).and_then(|v| v.value().as_i64()) else {
        of.problem(
            code::C066,
            format!("there is no figure `{id}` with a number here"),
            "name the id of a figure of this line",
        );
        return None;
    };
    let percent = percent.whole(0, 100)?;
    Num::quotient(percent, i128::from(whole), 100, 0)
}
