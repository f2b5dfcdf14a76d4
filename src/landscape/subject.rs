//! What the landscape is about: the channels of all lines, and code lists that name the lines, the areas and both
//! together.

use std::collections::BTreeMap;

use crate::base::{Lang, Languages};
use crate::config::{
    Applies, Chapter, Code, CodeKind, CodeList, DimKind, Dimension, Landscape, Protection, Stage, Subject,
    Text, Workspace, dim,
};
use crate::words::Words;

pub use crate::config::LANDSCAPE as ID;

/// Colour of the report.
const COLOUR: &str = "#33415c";

/// A text of the catalogues in all languages.
fn words(key: &str, languages: &Languages) -> Text {
    Text(languages.iter().map(|l| (l, Words::of(l).get(key).to_owned())).collect())
}

/// All lines of a workspace as the subject of one report.
#[must_use]
pub fn subject(workspace: &Workspace, landscape: &Landscape) -> Subject {
    let lines = &workspace.helplines;
    let mut channels = Vec::new();
    let mut channel_groups = Vec::new();
    let mut series = Vec::new();
    for line in lines {
        for channel in &line.channels {
            if !channels.iter().any(|c: &crate::config::Channel| c.id == channel.id) {
                // Phone and e-mail stand apart at one line and together at another: no group of the two here.
                channels.push(crate::config::Channel { parent: None, ..channel.clone() });
            }
        }
        for group in &line.channel_groups {
            if !channel_groups.iter().any(|g: &Code| g.id == group.id) {
                channel_groups.push(group.clone());
            }
        }
        series.extend(line.series.iter().cloned());
    }
    Subject {
        id: ID.to_owned(),
        name: Words::of(Lang::nl()).get("landscape.name").to_owned(),
        about: words("landscape.about", &workspace.languages),
        operator: workspace.publisher.clone(),
        owner: String::new(),
        funder: String::new(),
        colour: COLOUR.to_owned(),
        synthetic: lines.iter().any(|l| l.synthetic),
        since: None,
        languages: landscape.languages.clone(),
        no_longer_kept: Vec::new(),
        look_back: landscape.look_back,
        units: BTreeMap::new(),
        own_units: lines.iter().flat_map(|l| l.own_units.clone()).collect(),
        main_stage: Stage::Answered,
        channels,
        channel_groups,
        dimensions: dimensions(workspace, landscape),
        series,
        events: Vec::new(),
        figures: BTreeMap::new(),
        threshold: lines.iter().map(|l| l.threshold).max().unwrap_or(5),
        protection: Protection::default(),
    }
}

/// The code lists of what stands side by side.
fn dimensions(workspace: &Workspace, landscape: &Landscape) -> Vec<Dimension> {
    let languages = &workspace.languages;
    let mut lines: Vec<(String, Text)> =
        workspace.helplines.iter().map(|l| (l.id.clone(), Text::same(&l.name))).collect();
    lines.extend(landscape.outside.iter().map(|o| (o.id.clone(), Text::same(&o.name))));
    let areas: Vec<(String, Text)> =
        landscape.areas.iter().map(|a| (a.id.clone(), a.label.clone())).collect();
    let brands: Vec<(String, Text)> =
        landscape.brands.iter().map(|b| (b.id.clone(), b.label.clone())).collect();
    let channels: Vec<(String, Text)> = workspace
        .helplines
        .iter()
        .flat_map(|l| l.channels.iter().map(|c| (format!("{}.{}", l.id, c.id), joined(&l.name, &c.label))))
        .collect();
    let pairs = lines.iter().flat_map(|(line, name)| {
        let name = name.get(Lang::nl()).to_owned();
        areas.iter().map(move |(area, label)| (format!("{line}.{area}"), joined(&name, label)))
    });
    let carriers = landscape.brands.iter().flat_map(|b| {
        b.carriers.iter().enumerate().map(|(at, c)| (format!("{}.{at}", b.id), c.label.clone()))
    });
    let sources = workspace
        .helplines
        .iter()
        .flat_map(|l| l.series.iter().map(|s| (format!("{}.{}", l.id, s.id), s.source.clone())));
    vec![
        dimension(languages, "line_area", pairs.collect()),
        dimension(languages, "line_channel", channels),
        dimension(languages, "line", lines.clone()),
        others(workspace, lines),
        dimension(languages, "area", areas),
        dimension(languages, super::brands::BRAND, brands),
        dimension(languages, super::brands::CARRIER, carriers.collect()),
        dimension(languages, super::means::SOURCE, sources.collect()),
    ]
}

/// The lines as the other one of two, with what transfers name and no line is.
fn others(workspace: &Workspace, lines: Vec<(String, Text)>) -> Dimension {
    let languages = &workspace.languages;
    let mut others = dimension(languages, dim::OTHER_LINE, lines);
    let lists = workspace.helplines.iter().filter_map(|l| l.dimension(super::transfers::TO));
    for code in lists.flat_map(|d| &d.codes.codes) {
        let id = super::transfers::receiver(workspace, &code.id);
        if !others.codes.codes.iter().any(|c| c.id == id) {
            others.codes.codes.push(Code { parent: None, since: None, until: None, ..code.clone() });
        }
    }
    others
}

fn joined(name: &str, label: &Text) -> Text {
    Text(label.0.iter().map(|(l, label)| (*l, format!("{name} – {label}"))).collect())
}

fn dimension(languages: &Languages, id: &str, codes: Vec<(String, Text)>) -> Dimension {
    let code = |(id, label): (String, Text)| Code {
        id,
        label,
        parent: None,
        kind: CodeKind::Plain,
        aliases: Vec::new(),
        band: None,
        since: None,
        until: None,
    };
    Dimension {
        id: id.to_owned(),
        label: words(&format!("dim.{id}"), languages),
        kind: DimKind::Single,
        codes: CodeList {
            id: id.to_owned(),
            version: String::new(),
            codes: codes.into_iter().map(code).collect(),
            groups: Vec::new(),
            ordered: true,
            spellings: BTreeMap::new(),
            changes: Vec::new(),
            tiles: None,
        },
        applies: Applies::Answered,
        chapter: Chapter::Volume,
        victims: false,
        strict: false,
    }
}
