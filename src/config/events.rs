//! `events.yaml`: campaigns, news, capacity changes and periods that a line's numbers are read beside.

use chrono::NaiveDate;

use super::model::Helpline;
use super::parts::{checked_id, labels};
use super::vocabulary::Text;
use super::workspace::read;
use super::yaml::Node;
use crate::diagnostics::Findings;

/// What kind of event it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventKind {
    /// A campaign of or for the line.
    Campaign,
    /// News that is about what the line is about.
    Media,
    /// The line itself was named in the media.
    Mention,
    /// More or fewer people, lines or hours.
    Capacity,
    /// A time of another kind, such as a lockdown.
    Period,
    /// A change in how contacts are registered.
    Registration,
}

impl EventKind {
    /// Whether an effect on the number of contacts is asked of it.
    #[must_use]
    pub fn has_effect(self) -> bool {
        matches!(self, Self::Campaign | Self::Media | Self::Mention | Self::Period)
    }
}

/// An event on the time line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// A name of its own.
    pub id: String,
    /// What kind.
    pub kind: EventKind,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// What it is called.
    pub label: Text,
}

/// Reads a line's events, sorted by day; no file means none.
#[must_use]
pub fn events(root: &std::path::Path, line: &Helpline) -> (Vec<Event>, Findings) {
    let path = line.dir.join("events.yaml");
    let mut findings = Findings::default();
    if !path.exists() {
        return (Vec::new(), findings);
    }
    let Some(file) = read(root, &path, &mut findings) else { return (Vec::new(), findings) };
    let mut found: Vec<Event> = Vec::new();
    for node in file.root().items() {
        let Some(event) = event(&node) else { continue };
        if found.iter().any(|e| e.id == event.id) {
            let message = format!("the event `{}` stands twice in this file", event.id);
            node.problem("C057", message, "give one of the two another id");
        }
        found.push(event);
    }
    found.sort_by(|a, b| (a.from, a.to, &a.id).cmp(&(b.from, b.to, &b.id)));
    findings.extend(file.into_findings());
    findings.0.iter_mut().for_each(|f| f.helpline = Some(line.id.clone()));
    (found, findings)
}

fn event(node: &Node<'_>) -> Option<Event> {
    let kinds = [
        ("campaign", EventKind::Campaign),
        ("media", EventKind::Media),
        ("mention", EventKind::Mention),
        ("capacity", EventKind::Capacity),
        ("period", EventKind::Period),
        ("registration", EventKind::Registration),
    ];
    let map = node.map(Vec::new());
    let id = map.need("id", "a name of its own").and_then(|n| n.text());
    let kind = map.need("kind", "campaign, media, mention, capacity, period or registration");
    let from = map.need("from", "its first day").and_then(|n| n.day());
    let to = map.get("to").map_or(from, |n| n.day());
    let label = labels(&map);
    if label.0.is_empty() {
        map.node().problem("C014", "this event has no name", "add `nl:` with the words printed in reports");
    }
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        map.node().problem("C015", "this event ends before it starts", "check `from` and `to`");
    }
    map.finish();
    let id = id.filter(|id| checked_id(id, node))?;
    Some(Event { id, kind: kind?.one_of(&kinds)?, from: from?, to: to?, label })
}
