//! `helpline.yaml` of a line.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::caller_number::caller_number;
use super::channel::channels;
use super::context::Surroundings;
use super::dimensions::{crosses, dimensions, trends};
use super::extra_outputs::{not_measurable, same_months, series};
use super::files::file_map;
use super::missing_values::silent;
use super::moments::calendar;
use super::own_units::units;
use super::protection::protection;
use super::text::text;
use crate::base::{Lang, code};
use crate::config::schema::{
    Chapter, FileMap, Helpline, Plausible, Printed, Stage, Subject, YearStatus, chapter_words,
};
use crate::config::yaml::{Map, Node, checked_id};

/// Reads a line; problems are recorded at their nodes. The mapping is given as well: contradictions are looked for
/// at its nodes before unknown keys are refused.
pub fn helpline<'f>(id: &str, dir: &Path, node: &Node<'f>, around: &Surroundings<'f>) -> (Helpline, Map<'f>) {
    let default = |key: &str| around.defaults.entry(key);
    let mut layers: Vec<Node<'_>> = default("helpline").into_iter().collect();
    layers.extend(shared_settings(around));
    let map = node.map(layers);
    checked_id(id, node);
    let dimensions = dimensions(&map, around);
    // Refused dimensions count as known here: settings that name them have no mistake of their own.
    let names: Vec<String> = map.get("dimensions").map(|n| n.keys()).unwrap_or_default();
    let (channels, channel_groups) = channels(&map, around);
    let stages = stages(&map);
    let main_stage = map.get("main_stage").and_then(|n| n.one_of(&stage_words())).unwrap_or(Stage::Answered);
    let threshold = u64::from(number(&map, "threshold", 1, 1000));
    let (units, own_units) = units(&map, &languages(&map));
    let (crosses, trends) = (crosses(&map, &names, &dimensions), trends(&map, &dimensions));
    let same_months = same_months(&map, &dimensions);
    let subject = Subject {
        id: id.to_owned(),
        name: map.need("name", "the line's name").and_then(|n| n.text()).unwrap_or_default(),
        about: text(map.get("about")),
        operator: map.text("operator"),
        owner: map.text("owner"),
        funder: map.text("funder"),
        colour: colour(&map),
        synthetic: map.get("synthetic").and_then(|n| n.boolean()).unwrap_or(false),
        since: map.get("since").and_then(|n| n.day()),
        languages: languages(&map),
        no_longer_kept: whole_years(map.get("no_longer_kept")),
        look_back: number(&map, "look_back", 1, 60),
        units,
        own_units,
        main_stage,
        series: series(&map, around),
        // They stand in a file of their own.
        events: Vec::new(),
        figures: figures(&map),
        threshold,
        protection: protection(&map, &names, threshold, around),
        channels,
        channel_groups,
        dimensions,
    };
    let line = Helpline {
        subject,
        dir: dir.to_owned(),
        aliases: map.get("aliases").map(|n| n.texts()).unwrap_or_default(),
        target_group: text(map.get("target_group")),
        scope: map
            .get("scope")
            .and_then(|n| n.one_of(&[("violence", "violence"), ("broad", "broad"), ("group", "group")]))
            .unwrap_or_default()
            .to_owned(),
        contact: text(map.get("contact")),
        website: map.text("website"),
        until: map.get("until").and_then(|n| n.day()),
        years: whole_years(map.need("years", "a list of the years to report on, e.g. [2023]")),
        stages,
        crosses,
        trends,
        same_months,
        not_measurable: not_measurable(&map),
        // They are filled in from the workspace's landscape.
        brands: BTreeMap::new(),
        files: files(&map, &names),
        sections: sections(&map),
        status: by_year(&map, "status", |n| {
            n.one_of(&[("provisional", YearStatus::Provisional), ("definitive", YearStatus::Definitive)])
        }),
        cut_off: by_year(&map, "cut_off", |n| n.day()),
        // It is found in the registrations.
        counted_since: None,
        date: around.date,
        short_abandon_s: number(&map, "short_abandon_s", 0, 3600),
        low_unknown_percent: number(&map, "low_unknown_percent", 0, 100),
        max_unknown_percent: number(&map, "max_unknown_percent", 0, 100),
        max_rejected_percent: number(&map, "max_rejected_percent", 0, 100),
        plausible: plausible(&map, &default("workspace")),
        calendar: calendar(&map),
        silent: silent(&map, around),
        caller_number: caller_number(&map, dir, around),
        strict_commentary: strict_commentary(&map),
    };
    (line, map)
}

/// Settings that may stand in the workspace file as well.
fn shared_settings<'f>(around: &Surroundings<'f>) -> Vec<Node<'f>> {
    around.workspace.clone().into_iter().chain(around.defaults.entry("workspace")).collect()
}

fn stage_words() -> [(&'static str, Stage); 4] {
    Stage::ALL.map(|s| (s.id(), s))
}

fn stages(map: &Map<'_>) -> Vec<Stage> {
    let mut stages: Vec<Stage> = map
        .get("stages")
        .map(|n| n.items())
        .unwrap_or_default()
        .iter()
        .filter_map(|n| n.one_of(&stage_words()))
        .collect();
    stages.sort_unstable();
    stages.dedup();
    stages
}

fn number(map: &Map<'_>, key: &str, low: i64, high: i64) -> u32 {
    map.get(key).and_then(|n| n.whole(low, high)).and_then(|n| u32::try_from(n).ok()).unwrap_or(0)
}

fn plausible(map: &Map<'_>, default: &Option<Node<'_>>) -> Plausible {
    let fallback = default.as_ref().and_then(|d| d.entry("plausible"));
    let limits = map.get("plausible").map(|n| n.map(fallback.into_iter().collect()));
    let limit = |key: &str| limits.as_ref().map_or(0, |m| number(m, key, 1, i64::from(u32::MAX)));
    let found = Plausible {
        age_max: limit("age_max"),
        victims_max: limit("victims_max"),
        wait_max: limit("wait_max"),
        duration_max: limit("duration_max"),
        closed_max: limit("closed_max"),
    };
    if let Some(limits) = limits {
        limits.finish();
    }
    found
}

fn strict_commentary(map: &Map<'_>) -> bool {
    let Some(settings) = map.get("commentary").map(|n| n.map(Vec::new())) else { return false };
    let strict = settings.get("strict").and_then(|n| n.boolean()).unwrap_or(false);
    settings.finish();
    strict
}

fn colour(map: &Map<'_>) -> String {
    let hint = "write it as \"#1d4e6b\", between quotes: without them all that follows the # is a comment";
    if let Some(empty) = map.empty("colour") {
        empty.problem(code::C031, "found nothing, expected a colour", hint);
    }
    let Some(node) = map.get("colour") else { return String::new() };
    let text = node.text().unwrap_or_default();
    let good = text.len() == 7 && text.starts_with('#') && text[1..].bytes().all(|b| b.is_ascii_hexdigit());
    if !good {
        node.problem(code::C031, format!("{} is no colour", node.shown()), hint);
    }
    text.to_lowercase()
}

fn languages(map: &Map<'_>) -> Vec<Lang> {
    let words = map.node().languages().choices();
    let items = map.get("languages").map(|n| n.items()).unwrap_or_default();
    let mut found: Vec<Lang> = items.iter().filter_map(|n| n.one_of(&words)).collect();
    let mut seen = BTreeSet::new();
    found.retain(|lang| seen.insert(*lang));
    found
}

/// Years of a list, sorted.
fn whole_years(node: Option<Node<'_>>) -> Vec<i32> {
    let nodes = node.map(|n| n.items()).unwrap_or_default();
    let mut years: Vec<i32> =
        nodes.iter().filter_map(|n| n.whole(1900, 2200)).filter_map(|y| i32::try_from(y).ok()).collect();
    years.sort_unstable();
    years.dedup();
    years
}

fn by_year<T>(map: &Map<'_>, key: &str, read: impl Fn(&Node<'_>) -> Option<T>) -> BTreeMap<i32, T> {
    let mut found = BTreeMap::new();
    for (year, node) in map.get(key).map(|n| n.entries()).unwrap_or_default() {
        match year.parse::<i32>() {
            Ok(year) => {
                if let Some(value) = read(&node) {
                    found.insert(year, value);
                }
            }
            Err(_) => node.problem(code::C032, format!("`{year}` is no year"), "use lines such as `2021: …`"),
        }
    }
    found
}

fn files(map: &Map<'_>, names: &[String]) -> Vec<FileMap> {
    map.need("files", "a list that says how the registrations are read")
        .map(|n| n.items())
        .unwrap_or_default()
        .iter()
        .filter_map(|n| file_map(n, names, map))
        .collect()
}

/// `figures:` figures that are not printed with both chart and table.
fn figures(map: &Map<'_>) -> BTreeMap<String, Printed> {
    let words = [("chart", Printed::Chart), ("table", Printed::Table), ("none", Printed::Nowhere)];
    let entries = map.get("figures").map(|n| n.entries()).unwrap_or_default();
    entries.into_iter().filter_map(|(figure, node)| Some((figure, node.one_of(&words)?))).collect()
}

fn sections(map: &Map<'_>) -> Vec<Chapter> {
    match map.get("sections") {
        None => Chapter::ALL.to_vec(),
        Some(node) => node.items().iter().filter_map(|n| n.one_of(&chapter_words())).collect(),
    }
}
