//! Channels of a line, their groups and their opening hours.

use chrono::NaiveDate;

use super::context::Surroundings;
use super::spellings::Spellings;
use super::text::labels;
use crate::base::code;
use crate::config::schema::{Channel, Code, CodeKind, Hours};
use crate::config::yaml::{Map, Node, checked_id};

pub fn channels(map: &Map<'_>, around: &Surroundings<'_>) -> (Vec<Channel>, Vec<Code>) {
    let standard = around.defaults.entry("channels");
    let groups = groups(map.get("channel_groups"));
    let mut found = Vec::new();
    let mut spellings = Spellings::default();
    for (id, node) in map.get("channels").map(|n| n.entries()).unwrap_or_default() {
        let default = standard.as_ref().and_then(|s| s.entry(&id));
        let channel = channel(id, &node, default);
        if let Some(parent) = channel.parent.as_ref().filter(|p| !groups.iter().any(|g| g.id == **p)) {
            node.problem(
                code::C012,
                format!("group `{parent}` is not under `channel_groups`"),
                "add it there, or remove `parent`",
            );
        }
        spellings.add(
            &channel.id,
            std::iter::once(&channel.id).chain(channel.label.0.values()).chain(&channel.aliases),
            &node,
        );
        found.push(channel);
    }
    (found, groups)
}

/// Groups given as `name: {nl: …}`.
pub fn groups(node: Option<Node<'_>>) -> Vec<Code> {
    let Some(node) = node else { return Vec::new() };
    node.entries()
        .into_iter()
        .map(|(id, entry)| {
            checked_id(&id, &entry);
            let map = entry.map(Vec::new());
            let label = labels(&map);
            map.finish();
            let aliases = Vec::new();
            Code {
                id,
                label,
                parent: None,
                kind: CodeKind::Plain,
                aliases,
                band: None,
                since: None,
                until: None,
            }
        })
        .collect()
}

/// A channel; its standard name and spellings come from the defaults.
pub fn channel(id: String, node: &Node<'_>, standard: Option<Node<'_>>) -> Channel {
    checked_id(&id, node);
    let map = node.map(standard.into_iter().collect());
    let label = labels(&map);
    if label.0.is_empty() {
        map.node().problem(
            code::C014,
            format!("channel `{id}` has no label"),
            "add `nl:` with the words printed in reports",
        );
    }
    let since = map.get("since").and_then(|n| n.day());
    let until = map.get("until").and_then(|n| n.day());
    if let (Some(a), Some(b)) = (since, until)
        && a > b
    {
        map.node().problem(
            code::C015,
            format!("channel `{id}` ends before it starts"),
            "check `since` and `until`",
        );
    }
    let hours = map.get("hours").map(|n| n.items()).unwrap_or_default().iter().filter_map(hours).collect();
    let channel = Channel {
        label,
        parent: map.get("parent").and_then(|n| n.text()),
        since,
        until,
        hours,
        target_hours: map
            .get("target_hours")
            .and_then(|n| n.whole(1, 10_000))
            .and_then(|n| u32::try_from(n).ok()),
        openings: map.get("openings").and_then(|n| n.boolean()).unwrap_or(false),
        aliases: map.get("aliases").map(|n| n.texts()).unwrap_or_default(),
        id,
    };
    map.finish();
    channel
}

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

fn hours(node: &Node<'_>) -> Option<Hours> {
    let entries = node.entries();
    let mut from: Option<NaiveDate> = None;
    let mut week: [Vec<(u16, u16)>; 7] = Default::default();
    for (key, value) in &entries {
        if key == "from" {
            from = value.day();
            continue;
        }
        let Some((first, last)) = days(key) else {
            value.problem(
                code::C016,
                format!("`{key}` is no day of the week"),
                "use from, mon, tue, wed, thu, fri, sat, sun, or a range such as mon-fri",
            );
            continue;
        };
        for span in value.items() {
            match span.text().as_deref().and_then(self::span) {
                Some(span) => (first..=last).for_each(|d| week[d].push(span)),
                None => span.problem(
                    code::C017,
                    format!("{} are no opening hours", span.shown()),
                    "write them as \"09:00-17:00\"",
                ),
            }
        }
    }
    if from.is_none() {
        node.problem(
            code::C006,
            "`from` is missing",
            "add the first day on which these hours hold, as `from: 2019-06-01`",
        );
    }
    week.iter_mut().for_each(|d| d.sort_unstable());
    Some(Hours { from: from?, week })
}

fn days(key: &str) -> Option<(usize, usize)> {
    let position = |word: &str| DAYS.iter().position(|d| *d == word);
    match key.split_once('-') {
        Some((a, b)) => Some((position(a)?, position(b)?)).filter(|(a, b)| a <= b),
        None => position(key).map(|d| (d, d)),
    }
}

fn span(text: &str) -> Option<(u16, u16)> {
    fn minutes(text: &str) -> Option<u16> {
        let (h, m) = text.trim().split_once(':')?;
        let (h, m): (u16, u16) = (h.parse().ok()?, m.parse().ok()?);
        (m < 60 && h * 60 + m <= 1440).then_some(h * 60 + m)
    }
    let (a, b) = text.split_once('-')?;
    Some((minutes(a)?, minutes(b)?)).filter(|(a, b)| a < b)
}
