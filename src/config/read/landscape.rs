//! `landscape:` of `workspace.yaml`.

use super::external_lines::outside;
use super::platforms::{brand, platform};
use super::text::{labels, text};
use crate::base::{Lang, code, did_you_mean};
use crate::config::schema::{Area, Beside, Landscape, Part, Population};
use crate::config::yaml::{Node, checked_id};

/// Reads the section. Where it names no years or languages, those of the workspace are taken.
pub fn landscape(node: &Node<'_>, years: &[i32], languages: &[Lang], default: Option<Node<'_>>) -> Landscape {
    let map = node.map(default.into_iter().collect());
    let entries = |key: &str| map.get(key).map(|n| n.entries()).unwrap_or_default();
    let own: Vec<i32> = whole_years(map.get("years"));
    let langs = node.languages().choices();
    let named: Vec<Lang> = map
        .get("languages")
        .map(|n| n.items())
        .unwrap_or_default()
        .iter()
        .filter_map(|n| n.one_of(&langs))
        .collect();
    let areas: Vec<Area> = entries("areas").iter().map(|(id, n)| area(id, n)).collect();
    let known = |n: &Node<'_>| known_areas(n, &areas);
    for (_, node) in entries("areas") {
        for (id, part) in node.entry("parts").map(|n| n.entries()).unwrap_or_default() {
            check_area(&id, &part, &areas);
        }
    }
    let landscape = Landscape {
        years: if own.is_empty() { years.to_vec() } else { own },
        look_back: map
            .get("look_back")
            .and_then(|n| n.whole(1, 50))
            .and_then(|n| n.try_into().ok())
            .unwrap_or(5),
        languages: if named.is_empty() { languages.to_vec() } else { named },
        lines: entries("lines").iter().map(|(id, n)| (id.clone(), beside(n, &known))).collect(),
        outside: entries("outside").iter().filter_map(|(id, n)| outside(id, n, &known)).collect(),
        platforms: entries("platforms").iter().filter_map(|(id, n)| platform(id, n)).collect(),
        brands: entries("brands").iter().map(|(id, n)| brand(id, n)).collect(),
        areas,
    };
    map.finish();
    landscape
}

fn whole_years(node: Option<Node<'_>>) -> Vec<i32> {
    let items = node.map(|n| n.items()).unwrap_or_default();
    items.iter().filter_map(|n| n.whole(1900, 2200)).filter_map(|y| y.try_into().ok()).collect()
}

fn area(id: &str, node: &Node<'_>) -> Area {
    let map = node.map(Vec::new());
    checked_id(id, node);
    let populations = map.get("population").map(|n| n.items()).unwrap_or_default();
    let parts = map.get("parts").map(|n| n.entries()).unwrap_or_default();
    if populations.is_empty() == parts.is_empty() {
        map.node().problem(
            code::C060,
            format!("the area `{id}` needs a population of its own, or parts, and not both"),
            "add `population:` with `{year, value, source}`, or `parts: {other_area: 1}`",
        );
    }
    let area = Area {
        id: id.to_owned(),
        label: labels(&map),
        populations: populations.iter().filter_map(population).collect(),
        parts: parts.iter().filter_map(|(id, n)| part(id, n)).collect(),
    };
    map.finish();
    area
}

fn population(node: &Node<'_>) -> Option<Population> {
    let map = node.map(Vec::new());
    let year = map.need("year", "the year whose 1 January it is").and_then(|n| n.whole(1900, 2200));
    let value = map.need("value", "the number of inhabitants").and_then(|n| n.whole(1, 20_000_000_000));
    let source = text(map.get("source"));
    map.finish();
    Some(Population { year: year?.try_into().ok()?, value: value?.try_into().ok()?, source })
}

fn part(id: &str, node: &Node<'_>) -> Option<Part> {
    let text = node.text()?;
    let (a, b) = text.split_once('/').unwrap_or((text.as_str(), "1"));
    let number = |t: &str| t.trim().parse::<u64>().ok().filter(|n| (1..=1000).contains(n));
    let share = number(a).zip(number(b));
    if share.is_none() {
        node.problem(
            code::C061,
            format!("{} is no share of an area", node.shown()),
            "write 1, or a fraction such as 1/3",
        );
    }
    Some(Part { area: id.to_owned(), share: share? })
}

fn check_area(id: &str, node: &Node<'_>, areas: &[Area]) {
    match areas.iter().find(|a| a.id == id) {
        Some(area) if area.parts.is_empty() => {}
        Some(_) => node.problem(
            code::C062,
            format!("the area `{id}` has parts itself"),
            "name areas with a population of their own",
        ),
        None => {
            let hint = did_you_mean(id, areas.iter().map(|a| a.id.as_str()))
                .map_or_else(|| "name an area of `areas`".to_owned(), |a| format!("did you mean `{a}`?"));
            node.problem(code::C062, format!("there is no area `{id}`"), hint);
        }
    }
}

/// The areas that a list names; unknown ones are refused.
fn known_areas(node: &Node<'_>, areas: &[Area]) -> Vec<String> {
    let mut found = Vec::new();
    for item in node.items() {
        let Some(id) = item.text() else { continue };
        if areas.iter().any(|a| a.id == id) {
            found.push(id);
        } else {
            let hint = did_you_mean(&id, areas.iter().map(|a| a.id.as_str()))
                .map_or_else(|| "name an area of `areas`".to_owned(), |a| format!("did you mean `{a}`?"));
            item.problem(code::C062, format!("there is no area `{id}`"), hint);
        }
    }
    found
}

fn beside(node: &Node<'_>, areas: &dyn Fn(&Node<'_>) -> Vec<String>) -> Beside {
    let map = node.map(Vec::new());
    let beside = Beside {
        areas: map.get("areas").map(|n| areas(&n)).unwrap_or_default(),
        note: text(map.get("note")),
    };
    map.finish();
    beside
}
