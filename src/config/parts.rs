//! Small parts of configuration files: texts per language, channels, opening hours.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::schema::{Channel, Code, CodeKind, Hours, Lang, Text};
use super::yaml::{Map, Node, TextPlace, checked_id};
use crate::base::code;

/// A text per language, given as `nl:`, `fr:`, … keys of a mapping that holds other keys too.
pub fn labels(map: &Map<'_>) -> Text {
    let found = Lang::ALL.into_iter().filter_map(|lang| {
        let node = map.get(lang.code())?;
        let text = node.text()?;
        if is_computed(&text) {
            let hint = "it stays as it is; whoever opens codes.csv in a spreadsheet must import its columns as \
                        text, unless the label begins with a letter";
            node.doubt(code::C150, format!("a spreadsheet takes {} for a formula", node.shown()), hint);
        }
        Some((lang, text))
    });
    Text(found.collect())
}

/// Whether a spreadsheet that opens a text file would compute a cell: `-12 jaar` it leaves alone.
fn is_computed(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['+', '-']) else {
        return text.starts_with(['=', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    };
    let calls = rest.char_indices().any(|(at, c)| {
        c == '(' && rest[..at].chars().next_back().is_some_and(|before| before.is_alphanumeric())
    });
    let sums = !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || " .,+-*/^%:".contains(c));
    calls || sums || rest.contains(['|', '!'])
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

/// Where each language of a text begins.
pub fn places(text: &Text, node: Option<&Node<'_>>) -> BTreeMap<Lang, TextPlace> {
    let Some(node) = node else { return BTreeMap::new() };
    let own = |lang: &Lang| match node.entry(lang.code()) {
        Some(entry) => TextPlace::of_node(&entry),
        None => TextPlace::of_node(node),
    };
    text.0.keys().map(|lang| (*lang, own(lang))).collect()
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

#[cfg(test)]
mod tests {
    use super::is_computed;

    #[test]
    fn formulas_are_told_from_labels_with_a_sign() {
        for text in ["=1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+SUM(A1)", "-1+2", "-12", "+1!A", "-a|b", "＝1"]
        {
            assert!(is_computed(text), "{text}");
        }
        for text in
            ["-12 jaar", "+18 jaar", "+18 jaar (volwassen)", "+49 {value}", "18+", "", "-", "–5", "e@x"]
        {
            assert!(!is_computed(text), "{text}");
        }
    }
}
