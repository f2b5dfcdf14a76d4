//! The register: which lines there are, for whom, by which channels, since when, and who answers for them.

use std::collections::BTreeSet;

use crate::config::{Channel, Helpline, Landscape, Outside, Workspace, dim};
use crate::document::model::Block;
use crate::words::{Labels, Words, capital};

/// What the register says of a line.
struct Entry {
    id: String,
    name: String,
    /// For whom, by which channels since when, who answers for it, how to reach it.
    cells: [Vec<Fact>; 4],
    /// Whether others told of it: then what they do not tell is named too.
    told: bool,
}

/// The word before a fact, where it has one, and what is known.
type Fact = (&'static str, String);

/// What a reader looks for with every line.
const EXPECTED: [&str; 5] =
    ["register.channels", "register.start", "register.operator", "register.owner", "register.funder"];
/// Facts that need no word before them under the head of their column.
const PLAIN: [&str; 4] = ["register.scope", "register.target", "register.channels", "register.contact"];

/// The register, and who is a member of which platform.
pub fn blocks(workspace: &Workspace, landscape: &Landscape, labels: Labels<'_>) -> Vec<Block> {
    let words = labels.words;
    let heading = |key: &str| Block::Heading { text: words.get(key).to_owned() };
    let groups = [
        ("register.own", own(workspace, labels)),
        ("register.others", others(landscape, labels, true)),
        ("register.elsewhere", others(landscape, labels, false)),
    ];
    let known = groups.into_iter().filter(|(_, entries)| !entries.is_empty());
    let columns =
        ["dim.line", "register.target", "register.col.channels", "register.col.who", "register.col.contact"];
    let mut blocks = vec![Block::Words {
        columns: columns.iter().map(|key| words.get(key).to_owned()).collect(),
        groups: known.map(|(key, entries)| (words.get(key).to_owned(), rows(entries, words))).collect(),
    }];
    let missing = forgotten(workspace, landscape, words);
    if !missing.is_empty() {
        blocks.push(heading("register.forgotten.title"));
        let text = words.fill("register.forgotten", &[("list", &missing.join(", "))]);
        blocks.push(Block::Text { text });
    }
    blocks
}

/// A row per line, by name.
fn rows(mut entries: Vec<Entry>, words: &Words) -> Vec<Vec<String>> {
    entries.sort_by(|a, b| a.id.cmp(&b.id));
    words.sort_by_name(&mut entries, |e| &e.name);
    let row = |entry: &Entry| {
        let cells = entry.cells.iter().map(|facts| cell(facts, entry.told, words));
        std::iter::once(entry.name.clone()).chain(cells).collect()
    };
    entries.iter().map(row).collect()
}

/// What is known, a sentence a fact, and then what the source does not say.
fn cell(facts: &[Fact], told: bool, words: &Words) -> String {
    let known =
        facts.iter().filter(|(_, text)| !text.is_empty()).map(|(key, text)| match PLAIN.contains(key) {
            true => capital(text),
            false => words.fill("join.colon", &[("a", words.get(key)), ("b", text)]),
        });
    let unstated = || words.get("register.unstated");
    let unsaid =
        unsaid(facts, told, words).map(|names| match facts.iter().any(|(_, text)| !text.is_empty()) {
            true => words.fill("join.colon", &[("a", &capital(&names)), ("b", unstated())]),
            false => capital(unstated()),
        });
    let sentence = |text: String| if text.ends_with(['.', '!', '?']) { text } else { format!("{text}.") };
    known.chain(unsaid).map(sentence).collect::<Vec<_>>().join(" ")
}

/// What the source does not say of a line, in one list: "kanalen en startdatum".
fn unsaid(facts: &[Fact], told: bool, words: &Words) -> Option<String> {
    let missing = facts.iter().filter(|(key, text)| told && text.is_empty() && EXPECTED.contains(key));
    let names: Vec<String> = missing.map(|(key, _)| words.get(&format!("{key}.inside")).to_owned()).collect();
    (!names.is_empty()).then(|| words.listed(&names))
}

fn own(workspace: &Workspace, labels: Labels<'_>) -> Vec<Entry> {
    let (words, lang) = (labels.words, labels.words.lang());
    let entry = |line: &Helpline| {
        let channel = |c: &Channel| {
            let name = labels.small(c.label.get(lang));
            match c.since.filter(|d| Some(*d) != line.since) {
                Some(day) => words.fill("register.since", &[("what", &name), ("date", &words.date(day))]),
                None => name,
            }
        };
        let contact = Some(line.contact.get(lang)).filter(|c| !c.is_empty()).unwrap_or(&line.website);
        Entry {
            id: line.id.clone(),
            name: line.name.clone(),
            cells: [
                vec![
                    (
                        "register.scope",
                        words.find(&format!("scope.{}", line.scope)).unwrap_or_default().to_owned(),
                    ),
                    ("register.target", line.target_group.get(lang).to_owned()),
                ],
                vec![
                    ("register.channels", line.channels.iter().map(channel).collect::<Vec<_>>().join(", ")),
                    ("register.start", line.since.map(|d| words.date(d)).unwrap_or_default()),
                ],
                responsible(&line.operator, &line.owner, &line.funder),
                vec![("register.contact", contact.to_owned()), ("register.aliases", line.aliases.join(", "))],
            ],
            told: false,
        }
    };
    workspace.helplines.iter().map(entry).collect()
}

/// Who runs a line, who is responsible, and who pays.
fn responsible(operator: &str, owner: &str, funder: &str) -> Vec<Fact> {
    vec![
        ("register.operator", operator.to_owned()),
        ("register.owner", owner.to_owned()),
        ("register.funder", funder.to_owned()),
    ]
}

fn others(landscape: &Landscape, labels: Labels<'_>, in_remit: bool) -> Vec<Entry> {
    let (words, lang) = (labels.words, labels.words.lang());
    let entry = |line: &Outside| {
        let channels: Vec<String> =
            line.channels.iter().map(|c| labels.small(&labels.code(dim::CHANNEL, c))).collect();
        Entry {
            id: line.id.clone(),
            name: line.name.clone(),
            cells: [
                vec![
                    ("register.scope", words.get(&format!("scope.{}", line.scope)).to_owned()),
                    ("register.target", line.target_group.get(lang).to_owned()),
                ],
                vec![
                    ("register.channels", channels.join(", ")),
                    ("register.start", line.since.map(|d| words.date(d)).unwrap_or_default()),
                ],
                responsible(&line.operator, &line.owner, &line.funder),
                vec![
                    ("register.source", line.source.get(lang).to_owned()),
                    ("register.aliases", line.aliases.join(", ")),
                ],
            ],
            told: true,
        }
    };
    landscape.outside.iter().filter(|o| o.in_remit == in_remit).map(entry).collect()
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
