//! The register: which lines there are, for whom, by which channels, since when, and who answers for them.

use std::collections::BTreeSet;

use crate::config::{Landscape, Workspace, dim};
use crate::document::model::Block;
use crate::words::{Labels, Words, capital};

/// What the register says of a line.
struct Entry {
    id: String,
    name: String,
    facts: Vec<(&'static str, String)>,
    /// Whether others told of it: then what they do not tell is named too.
    told: bool,
}

/// What a reader looks for with every line.
const EXPECTED: [&str; 5] =
    ["register.channels", "register.start", "register.operator", "register.owner", "register.funder"];

/// The register, and who is a member of which platform.
pub fn blocks(workspace: &Workspace, landscape: &Landscape, labels: Labels<'_>) -> Vec<Block> {
    let words = labels.words;
    let heading = |key: &str| Block::Heading { text: words.get(key).to_owned() };
    let mut blocks = vec![heading("register.own")];
    blocks.push(terms(own(workspace, labels), words));
    for (key, in_remit) in [("register.others", true), ("register.elsewhere", false)] {
        let entries = others(landscape, labels, in_remit);
        if !entries.is_empty() {
            blocks.extend([heading(key), terms(entries, words)]);
        }
    }
    let missing = forgotten(workspace, landscape, words);
    if !missing.is_empty() {
        blocks.push(heading("register.forgotten.title"));
        let text = words.fill("register.forgotten", &[("list", &missing.join(", "))]);
        blocks.push(Block::Text { text });
    }
    blocks
}

fn terms(mut entries: Vec<Entry>, words: &Words) -> Block {
    entries.sort_by(|a, b| a.id.cmp(&b.id));
    words.sort_by_name(&mut entries, |e| &e.name);
    let text = |entry: &Entry| {
        let known = entry.facts.iter().filter(|(_, text)| !text.is_empty());
        let said = known.map(|(key, text)| (words.get(key).to_owned(), text.as_str()));
        let unsaid = unsaid(entry, words).map(|names| (names, words.get("register.unstated")));
        said.chain(unsaid)
            .map(|(a, b)| words.fill("join.colon", &[("a", &a), ("b", &format!("{b}. "))]))
            .collect::<String>()
            .trim_end()
            .to_owned()
    };
    Block::Terms { items: entries.iter().map(|e| (e.name.clone(), text(e))).collect() }
}

/// What the source does not say of a line, in one list: "Kanalen, start en uitvoerder".
fn unsaid(entry: &Entry, words: &Words) -> Option<String> {
    let empty = |key: &&str| entry.facts.iter().any(|(k, text)| k == key && text.is_empty());
    let missing = EXPECTED.iter().filter(|_| entry.told).filter(|key| empty(key));
    let names: Vec<String> = missing.map(|key| words.get(&format!("{key}.inside")).to_owned()).collect();
    (!names.is_empty()).then(|| capital(&words.listed(&names)))
}

fn own(workspace: &Workspace, labels: Labels<'_>) -> Vec<Entry> {
    let (words, lang) = (labels.words, labels.words.lang());
    workspace
        .helplines
        .iter()
        .map(|line| {
            let channel = |c: &crate::config::Channel| {
                let name = labels.small(c.label.get(lang));
                match c.since.filter(|d| Some(*d) != line.since) {
                    Some(day) => words.fill("register.since", &[("what", &name), ("date", &words.date(day))]),
                    None => name,
                }
            };
            Entry {
                id: line.id.clone(),
                name: line.name.clone(),
                facts: vec![
                    (
                        "register.scope",
                        words.find(&format!("scope.{}", line.scope)).unwrap_or_default().to_owned(),
                    ),
                    ("register.target", labels.small(line.target_group.get(lang))),
                    ("register.channels", line.channels.iter().map(channel).collect::<Vec<_>>().join(", ")),
                    ("register.start", line.since.map(|d| words.date(d)).unwrap_or_default()),
                    ("register.operator", line.operator.clone()),
                    ("register.owner", line.owner.clone()),
                    ("register.funder", line.funder.clone()),
                    ("register.aliases", line.aliases.join(", ")),
                ],
                told: false,
            }
        })
        .collect()
}

fn others(landscape: &Landscape, labels: Labels<'_>, in_remit: bool) -> Vec<Entry> {
    let (words, lang) = (labels.words, labels.words.lang());
    let lines = landscape.outside.iter().filter(|o| o.in_remit == in_remit);
    lines
        .map(|line| {
            let channels: Vec<String> =
                line.channels.iter().map(|c| labels.small(&labels.code(dim::CHANNEL, c))).collect();
            Entry {
                id: line.id.clone(),
                name: line.name.clone(),
                facts: vec![
                    ("register.scope", words.get(&format!("scope.{}", line.scope)).to_owned()),
                    ("register.target", labels.small(line.target_group.get(lang))),
                    ("register.channels", channels.join(", ")),
                    ("register.start", line.since.map(|d| words.date(d)).unwrap_or_default()),
                    ("register.operator", line.operator.clone()),
                    ("register.owner", line.owner.clone()),
                    ("register.funder", line.funder.clone()),
                    ("register.aliases", line.aliases.join(", ")),
                    ("register.source", line.source.get(lang).to_owned()),
                ],
                told: true,
            }
        })
        .collect()
}

/// Members of platforms that the register does not have.
fn forgotten(workspace: &Workspace, landscape: &Landscape, words: &Words) -> Vec<String> {
    let members = landscape.platforms.iter().flat_map(|p| &p.members);
    let mut missing: Vec<String> = members.filter(|m| workspace.line_called(m).is_none()).cloned().collect();
    words.sort_by_name(&mut missing, |m| m);
    let mut seen = BTreeSet::new();
    missing.retain(|name| seen.insert(plain(name)));
    missing
}

/// A name without capitals and article: lists write "De druglijn" and "Druglijn".
fn plain(name: &str) -> String {
    let name = name.to_lowercase();
    let bare = ["de ", "het ", "la ", "le ", "les ", "the ", "die ", "el ", "los ", "las "]
        .iter()
        .find_map(|a| name.strip_prefix(a));
    bare.map_or(name.clone(), str::to_owned)
}
