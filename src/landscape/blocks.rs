//! What stands beside the figures: sources, inhabitants, platforms and brands, and what may not be compared.

use crate::config::{Area, Brand, Landscape, LandscapeFigure, Part, Platform, Workspace, dim};
use crate::disclosure::SafeTable;
use crate::document::model::Block;
use crate::words::{Labels, capital};

/// Where the figures of lines without registrations stand, and what they count: a note per source.
pub fn sources(landscape: &Landscape, labels: Labels<'_>, years: &[i32]) -> Vec<String> {
    let lang = labels.words.lang();
    let list = labels.words.get("join.list");
    let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
    let mut notes = Vec::new();
    for line in &landscape.outside {
        let shown: Vec<_> = line.figures.iter().filter(|f| years.contains(&f.year)).collect();
        for figure in &shown {
            let what = figure.what.get(lang);
            let year = figure.year.to_string();
            let key = if what.is_empty() { "landscape.source.item" } else { "landscape.source.item_what" };
            let item = labels.words.fill(key, &[("line", &line.name), ("year", &year), ("what", what)]);
            match groups.iter_mut().find(|(source, _)| *source == figure.source.get(lang)) {
                Some((_, items)) => items.push(item),
                None => groups.push((figure.source.get(lang), vec![item])),
            }
        }
        if shown.is_empty() && !line.source.0.is_empty() {
            let places = [("line", line.name.as_str()), ("source", line.source.get(lang))];
            notes.push(labels.words.fill("landscape.see_source", &places));
        }
    }
    let of = |(source, items): (&str, Vec<String>)| {
        labels.words.fill("landscape.source.group", &[("source", source), ("list", &items.join(list))])
    };
    groups.into_iter().map(of).chain(notes).collect()
}

/// Inhabitants of each area, with date and source.
pub fn populations(landscape: &Landscape, labels: Labels<'_>, year: i32) -> Vec<Block> {
    let words = labels.words;
    let mut items = Vec::new();
    for area in &landscape.areas {
        let name = area.label.get(words.lang()).to_owned();
        let known = (year - 49..=year).rev().filter_map(|y| Some((y, landscape.population(&area.id, y)?)));
        let texts: Vec<String> = known
            .map(|(y, (people, sources))| {
                let source: Vec<&str> = sources.iter().map(|s| s.get(words.lang())).collect();
                // The parts stand in this list with their own sources.
                let source = if area.parts.is_empty() {
                    source.join(words.get("join.list"))
                } else {
                    sum(landscape, area, labels)
                };
                let day = chrono::NaiveDate::from_ymd_opt(y, 1, 1).map(|d| words.date(d)).unwrap_or_default();
                words.fill(
                    "landscape.inhabitants",
                    &[("n", &words.count(people)), ("date", &day), ("source", &source)],
                )
            })
            .collect();
        if !texts.is_empty() {
            items.push((name, texts.join(" ")));
        }
    }
    if items.is_empty() {
        return Vec::new();
    }
    vec![Block::Heading { text: words.get("landscape.areas").to_owned() }, Block::Terms { items }]
}

/// Of which areas an area is the sum: "Vlaams Gewest en 1/3 van Brussels Gewest".
fn sum(landscape: &Landscape, area: &Area, labels: Labels<'_>) -> String {
    let words = labels.words;
    let part = |part: &Part| {
        let label = landscape.area(&part.area).map(|a| a.label.get(words.lang())).unwrap_or(&part.area);
        match part.share {
            (1, 1) => label.to_owned(),
            (n, 1) => words.fill("landscape.part", &[("share", &n.to_string()), ("area", label)]),
            (n, of) => words.fill("landscape.part", &[("share", &format!("{n}/{of}")), ("area", label)]),
        }
    };
    let parts: Vec<String> = area.parts.iter().map(part).collect();
    words.fill("landscape.sum", &[("parts", &words.listed(&parts))])
}

/// Brands with who carries them, and platforms with their members.
pub fn together(workspace: &Workspace, landscape: &Landscape, labels: Labels<'_>) -> Vec<Block> {
    let words = labels.words;
    let mut blocks = Vec::new();
    if !landscape.brands.is_empty() {
        blocks.push(Block::Heading { text: words.get("landscape.brands").to_owned() });
        blocks.push(Block::Text { text: words.get("landscape.brands.text").to_owned() });
        let items = landscape.brands.iter().map(|b| brand(b, workspace, labels)).collect();
        blocks.push(Block::Terms { items });
    }
    if !landscape.platforms.is_empty() {
        blocks.push(Block::Heading { text: words.get("landscape.platforms").to_owned() });
        let item = |p: &Platform| (p.label.get(words.lang()).to_owned(), members(workspace, p, labels));
        blocks.push(Block::Terms { items: landscape.platforms.iter().map(item).collect() });
    }
    blocks
}

/// The members of a platform on their day, and where the list stands.
#[must_use]
pub fn members(workspace: &Workspace, platform: &Platform, labels: Labels<'_>) -> String {
    let words = labels.words;
    let member = |name: &String| match workspace.line_called(name) {
        Some(id) => labels.code(dim::LINE, id),
        None => name.clone(),
    };
    let members: Vec<String> = platform.members.iter().map(member).collect();
    let list = words.fill(
        "landscape.members",
        &[
            ("date", &words.date(platform.date)),
            ("n", &words.count(members.len() as u64)),
            ("list", &members.join(", ")),
        ],
    );
    let source = words.fill("landscape.members.source", &[("source", platform.source.get(words.lang()))]);
    // "Stop it Now!" has its full stop.
    format!("{} {source}", list.replace("!.", "!"))
}

fn brand(brand: &Brand, workspace: &Workspace, labels: Labels<'_>) -> (String, String) {
    let words = labels.words;
    let carriers: Vec<String> = brand
        .carriers
        .iter()
        .map(|c| {
            let name = match workspace.line_called(&c.name) {
                Some(id) => labels.code(dim::LINE, id),
                None => c.label.get(words.lang()).to_owned(),
            };
            let date = |d: Option<chrono::NaiveDate>| d.map(|d| words.date(d)).unwrap_or_default();
            let key = match (c.from.is_some(), c.until.is_some()) {
                (true, true) => "landscape.carried.span",
                (true, false) => "landscape.carried.from",
                (false, true) => "landscape.carried.until",
                (false, false) => return name,
            };
            words.fill(key, &[("name", &name), ("from", &date(c.from)), ("until", &date(c.until))])
        })
        .collect();
    let list = carriers.join(words.get("join.list"));
    let since = brand.since.map(|d| words.date(d)).unwrap_or_default();
    let key = if since.is_empty() { "landscape.brand" } else { "landscape.brand.since" };
    let text =
        words.fill(key, &[("list", &list), ("since", &since), ("source", brand.source.get(words.lang()))]);
    (brand.label.get(words.lang()).to_owned(), text)
}

/// What may not be set side by side, and why: each count with the lines that share it.
pub fn compare(landscape: &Landscape, labels: Labels<'_>, tables: &[SafeTable]) -> Vec<Block> {
    let words = labels.words;
    let heading = |key: &str| Block::Heading { text: words.get(key).to_owned() };
    let text = |key: &str| Block::Text { text: words.get(key).to_owned() };
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    let counts = |t: &&SafeTable| {
        use LandscapeFigure::{Elsewhere, Lines, Others};
        matches!(t.figure().landscape(), Some(Lines(_) | Others(_) | Elsewhere(_)))
    };
    for table in tables.iter().filter(counts) {
        let measure = capital(&labels.measure(&table.key_of(0, 0)));
        let unstated = table.key().stage.is_none();
        let ids = table.rows().iter().filter(|r| !r.key.dims.contains_key(dim::CHANNEL));
        let names: Vec<String> =
            ids.filter_map(|r| r.key.dims.get(dim::LINE)).map(|l| labels.code(dim::LINE, l)).collect();
        match groups.iter_mut().find(|(m, _)| *m == measure && !unstated) {
            Some((_, all)) => all.extend(names),
            None => groups.push((measure, names)),
        }
    }
    let items: Vec<(String, String)> = groups
        .into_iter()
        .map(|(measure, names)| {
            let key = if names.len() > 1 { "compare.same" } else { "compare.alone" };
            (measure, words.fill(key, &[("list", &words.listed(&names))]))
        })
        .collect();
    let mut blocks = vec![
        heading("compare.kinds.title"),
        text("compare.kinds"),
        Block::Terms { items },
        heading("compare.why.title"),
    ];
    let why = ["stage", "unit", "unstated", "period", "area", "twice"];
    let reason = |id: &&str| {
        (
            words.get(&format!("compare.why.{id}")).to_owned(),
            words.get(&format!("compare.why.{id}.text")).to_owned(),
        )
    };
    blocks.push(Block::Terms { items: why.iter().map(reason).collect() });
    if landscape.outside.iter().any(|o| !o.in_remit) {
        blocks.extend([heading("compare.remit.title"), text("compare.remit")]);
    }
    blocks.extend([
        heading("method.protection.title"),
        text("compare.protection"),
        heading("compare.persons.title"),
        text("method.contacts"),
        text("method.more_reports"),
    ]);
    blocks
}
