//! Small parts of configuration files: texts per language, code lists, channels, opening hours.

use chrono::NaiveDate;

use super::channel::{Channel, Hours};
use super::checks::{Spellings, bands};
use super::vocabulary::{Code, CodeChange, CodeKind, CodeList, Lang, Text};
use super::yaml::{Map, Node};
use crate::diagnostics::did_you_mean;

/// A text per language, given as `nl:`, `fr:`, … keys of a mapping that holds other keys too.
pub fn labels(map: &Map<'_>) -> Text {
    Text(Lang::ALL.into_iter().filter_map(|l| Some((l, map.get(l.code())?.text()?))).collect())
}

/// A text per language, given as a plain text (Dutch) or as a mapping of languages.
pub fn text(node: Option<Node<'_>>) -> Text {
    let Some(node) = node else { return Text::default() };
    if node.value().is_mapping() {
        let map = node.map(Vec::new());
        let text = labels(&map);
        map.finish();
        text
    } else {
        node.text().filter(|t| !t.is_empty()).map(|t| Text::same(&t)).unwrap_or_default()
    }
}

/// Whether an id is snake case, so that it can stand in file names and exports.
pub fn checked_id(id: &str, node: &Node<'_>) -> bool {
    let good = !id.is_empty()
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-');
    if !good {
        node.problem(
            "C010",
            format!("`{id}` cannot be used as an id"),
            "use small letters, digits, hyphens and underscores",
        );
    }
    good
}

const SPECIAL: [(&str, CodeKind); 3] =
    [("unknown", CodeKind::Unknown), ("unclear", CodeKind::Unclear), ("blank", CodeKind::Blank)];

/// A code list; the special codes are added when the file does not name them.
pub fn codelist(id: &str, node: &Node<'_>) -> CodeList {
    let map = node.map(Vec::new());
    let version = map.text("version");
    let ordered = map.get("ordered").and_then(|n| n.boolean()).unwrap_or(false);
    let groups: Vec<Code> =
        map.get("groups").map(|n| n.items()).unwrap_or_default().iter().filter_map(code).collect();
    let mut codes: Vec<Code> = Vec::new();
    let mut spellings = Spellings::default();
    for item in map.need("codes", "a list of `{id, nl}`").map(|n| n.items()).unwrap_or_default() {
        let Some(code) = self::code(&item) else { continue };
        if codes.iter().any(|c| c.id == code.id) {
            item.problem(
                "C011",
                format!("code `{}` stands twice in this list", code.id),
                "remove or rename one",
            );
            continue;
        }
        if let Some(parent) = code.parent.as_ref().filter(|p| !groups.iter().any(|g| g.id == **p)) {
            item.problem(
                "C012",
                format!("code `{}` names the group `{parent}`, which is not under `groups`", code.id),
                "add the group, or remove `parent`",
            );
        }
        bands(&code, &codes, &item);
        spellings.add(
            &code.id,
            std::iter::once(&code.id).chain(code.label.0.values()).chain(&code.aliases),
            &item,
        );
        codes.push(code);
    }
    if codes.len() > 200 {
        map.node().problem("C013", "more than 200 codes in one list", "group them, or use two dimensions");
    }
    for (id, kind) in SPECIAL {
        if !codes.iter().any(|c| c.kind == kind) {
            codes.push(Code {
                id: id.to_owned(),
                label: Text::default(),
                parent: None,
                kind,
                aliases: Vec::new(),
                band: None,
                since: None,
                until: None,
            });
        }
    }
    let mut changes: Vec<CodeChange> = map
        .get("changes")
        .map(|n| n.items())
        .unwrap_or_default()
        .iter()
        .filter_map(|n| change(n, &codes))
        .collect();
    changes.sort_by_key(|c| c.from);
    map.finish();
    CodeList { id: id.to_owned(), version, codes, groups, ordered, changes }
}

/// A day on which some codes got another meaning.
fn change(node: &Node<'_>, codes: &[Code]) -> Option<CodeChange> {
    let map = node.map(Vec::new());
    let from = map.need("from", "the first day of the new meaning").and_then(|n| n.day());
    let named = map.need("codes", "the codes that cannot be compared with earlier").map(|n| n.items());
    for item in named.iter().flatten() {
        if let Some(id) = item.text().filter(|id| !codes.iter().any(|c| c.id == *id)) {
            let ids = codes.iter().map(|c| c.id.as_str());
            let hint = did_you_mean(&id, ids).map_or_else(
                || "use the id of a code of this list".to_owned(),
                |c| format!("did you mean `{c}`?"),
            );
            item.problem("C026", format!("`{id}` is no code of this list"), hint);
        }
    }
    let note = labels(&map);
    if note.0.is_empty() {
        map.node().problem(
            "C014",
            "this change has no text",
            "add `nl:` with a sentence that says what changed",
        );
    }
    map.finish();
    Some(CodeChange { from: from?, codes: named?.iter().filter_map(|n| n.text()).collect(), note })
}

fn code(node: &Node<'_>) -> Option<Code> {
    let map = node.map(Vec::new());
    let id = map.need("id", "the code").and_then(|n| n.text())?;
    checked_id(&id, node);
    let kinds = [
        ("plain", CodeKind::Plain),
        ("other", CodeKind::Other),
        ("unknown", CodeKind::Unknown),
        ("unclear", CodeKind::Unclear),
        ("blank", CodeKind::Blank),
    ];
    let implied = SPECIAL.iter().find(|(word, _)| *word == id).map_or(CodeKind::Plain, |(_, k)| *k);
    let kind = map.get("kind").and_then(|n| n.one_of(&kinds)).unwrap_or(implied);
    let number =
        |key: &str| map.get(key).and_then(|n| n.whole(0, 1_000_000)).and_then(|n| u32::try_from(n).ok());
    let band = match (number("from"), number("to")) {
        (None, None) => None,
        (from, to) => Some((from.unwrap_or(0), to.unwrap_or(u32::MAX))),
    };
    let label = labels(&map);
    if label.0.is_empty() && kind == CodeKind::Plain {
        map.node().problem(
            "C014",
            format!("code `{id}` has no label"),
            "add `nl:` with the words printed in reports",
        );
    }
    let parent = map.get("parent").and_then(|n| n.text());
    let aliases = map.get("aliases").map(|n| n.texts()).unwrap_or_default();
    let since = map.get("since").and_then(|n| n.day());
    let until = map.get("until").and_then(|n| n.day());
    if let (Some(a), Some(b)) = (since, until)
        && a > b
    {
        map.node().problem("C015", format!("code `{id}` ends before it starts"), "check `since` and `until`");
    }
    map.finish();
    Some(Code { id, label, parent, kind, aliases, band, since, until })
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
            "C014",
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
            "C015",
            format!("channel `{id}` ends before it starts"),
            "check `since` and `until`",
        );
    }
    let hours =
        map.get("hours").map(|n| n.items()).unwrap_or_default().iter().filter_map(self::hours).collect();
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
                "C016",
                format!("`{key}` is no day of the week"),
                "use from, mon, tue, wed, thu, fri, sat, sun, or a range such as mon-fri",
            );
            continue;
        };
        for span in value.items() {
            match span.text().as_deref().and_then(self::span) {
                Some(span) => (first..=last).for_each(|d| week[d].push(span)),
                None => span.problem(
                    "C017",
                    format!("{} are no opening hours", span.shown()),
                    "write them as \"09:00-17:00\"",
                ),
            }
        }
    }
    if from.is_none() {
        node.problem(
            "C006",
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
