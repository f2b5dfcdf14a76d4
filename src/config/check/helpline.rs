//! Contradictions between the settings of one line.

use std::collections::BTreeMap;

use super::caller_number::caller_number;
use super::columns::columns;
use super::printed_figures::printed_figures;
use super::recodings::recodings;
use super::rows::rows;
use crate::base::code;
use crate::config::schema::{FigureId, Helpline, OLDEST, TARGETS, dim};
use crate::config::yaml::Map;

/// Whether no dimension can have this name: cells or columns have it already, or the figure of that dimension would
/// be called as one that every line can have.
#[must_use]
pub fn is_reserved(id: &str) -> bool {
    dim::OWN.contains(&id) || TARGETS.contains(&id) || FigureId::ContactsBy(id.to_owned()).is_standard()
}

/// Refuses two figures with one text: files, settings and references could not tell them apart.
fn figures_of_one_name(map: &Map<'_>, line: &Helpline) {
    let mut seen: BTreeMap<String, FigureId> = BTreeMap::new();
    for (name, id) in FigureId::of_line(line) {
        // A figure in two tables, of months in spring and in autumn, is one; reserved names are told already.
        let first = seen.entry(name.clone()).or_insert_with(|| id.clone());
        if *first == id || id.by().is_some_and(is_reserved) {
            continue;
        }
        let (key, made_from) = match &id {
            FigureId::SeriesPerMonth(series) | FigureId::SeriesPerYear(series) => ("series", Some(series)),
            FigureId::Cross(..) => ("crosses", None),
            FigureId::Trend(..) => ("trends", None),
            FigureId::ContactsBy(dim) | FigureId::VictimsBy(dim) | FigureId::Per100000By(dim) => {
                ("dimensions", Some(dim))
            }
            _ => ("same_months", None),
        };
        let setting = map.get(key);
        let entry = setting.as_ref().and_then(|node| node.entry(made_from?));
        entry.or(setting).unwrap_or_else(|| map.node().clone()).problem(
            code::C037,
            format!("another figure of this line is called `{name}` as well"),
            "give another name to the dimension or series that it is made from",
        );
    }
}

/// Checks of a whole line.
pub fn line(map: &Map<'_>, line: &Helpline) {
    if let (Some(since), Some(until), Some(node)) = (line.since, line.until, map.get("until"))
        && until < since
    {
        node.problem(code::C015, "the line ends before it starts", "check `since` and `until`");
    }
    for key in ["years", "languages", "stages"] {
        if let Some(node) = map.get(key).filter(|n| n.items().is_empty()) {
            node.problem(code::C038, format!("`{key}` is empty"), "name at least one, or leave the key away");
        }
    }
    for (id, node) in map.get("dimensions").map(|n| n.entries()).unwrap_or_default() {
        if is_reserved(&id) {
            node.problem(
                code::C037,
                format!("`{id}` cannot be the name of a dimension: it has a meaning already"),
                "choose another name",
            );
        }
    }
    figures_of_one_name(map, line);
    unmapped(map, line);
    if !line.stages.is_empty() && !line.registers(line.main_stage) {
        map.node().problem(
            code::C030,
            "`main_stage` is not one of the `stages` of this line",
            "add it to `stages`, or choose another",
        );
    }
    unended(map, line);
    printed_figures(map.get("figures").as_ref(), line);
    caller_number(map, &line.files);
    columns(map, line);
    for file in map.get("files").map(|n| n.items()).unwrap_or_default() {
        rows(&file);
        for (target, column) in file.entry("columns").map(|n| n.entries()).unwrap_or_default() {
            recodings(&target, &column, line);
        }
    }
}

/// Says which reports have no map of a dimension whose areas have a population: that of other years.
fn unmapped(map: &Map<'_>, line: &Helpline) {
    for (id, node) in map.get("dimensions").map(|n| n.entries()).unwrap_or_default() {
        let Some(tiles) = line.dimension(&id).and_then(|d| d.codes.tiles.as_ref()) else { continue };
        let unset = |year: &&i32| tiles.population(**year).is_none();
        let years: Vec<String> = line.years.iter().filter(unset).map(i32::to_string).collect();
        if tiles.populations.is_empty() || years.is_empty() {
            continue;
        }
        let given: Vec<String> = tiles.populations.iter().map(|p| p.year.to_string()).collect();
        node.doubt(
            code::C163,
            format!(
                "no map of `{id}` is drawn for {}: its code list has the inhabitants of {}",
                years.join(", "),
                given.join(", ")
            ),
            format!("add those of that year to `tiles`, or of one at most {OLDEST} years before it"),
        );
    }
}

/// Dates of years against the date of the reports. A year that had not ended on that date needs a `cut_off`, and no
/// `cut_off` lies after that date.
fn unended(map: &Map<'_>, line: &Helpline) {
    let Some(date) = line.date else { return };
    let node = map.get("years");
    for year in line.years.iter().filter(|year| !line.cut_off.contains_key(year)) {
        let end =
            chrono::NaiveDate::from_ymd_opt(*year, 12, 31).filter(|end| line.until.is_none_or(|d| d >= *end));
        if let (Some(node), Some(_)) = (&node, end.filter(|end| *end >= date)) {
            let hint = format!(
                "say up to when the registrations run, e.g. `cut_off: {{{year}: {date}}}`, or correct `date` in workspace.yaml"
            );
            node.problem(
                code::C089,
                format!("{year} had not ended on {date}, the date of the reports"),
                hint,
            );
        }
    }
    for (year, node) in map.get("cut_off").map(|n| n.entries()).unwrap_or_default() {
        if let Some(day) = year.parse().ok().and_then(|y: i32| line.cut_off.get(&y)).filter(|d| **d > date) {
            let message =
                format!("the registrations are said to run to {day}, after {date}, the date of the reports");
            node.problem(code::C090, message, "correct `cut_off`, or `date` in workspace.yaml");
        }
    }
}
