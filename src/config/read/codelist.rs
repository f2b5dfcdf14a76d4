//! Code lists as `codelists/*.yaml` has them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::spellings::Spellings;
use super::text::labels;
use super::tiles::tile_map;
use crate::base::{code, did_you_mean};
use crate::config::schema::{Code, CodeChange, CodeKind, CodeList, Text};
use crate::config::yaml::{Node, checked_id};

const SPECIAL: [(&str, CodeKind); 3] =
    [("unknown", CodeKind::Unknown), ("unclear", CodeKind::Unclear), ("blank", CodeKind::Blank)];

/// Most codes of a list. Codes are stored as numbers of 16 bits, and the special codes need some of these.
const MOST_CODES: usize = 65_000;

/// A code list; the special codes are added when the file does not name them. What it refers to stands in the folder.
pub fn codelist(id: &str, node: &Node<'_>, folder: &Path) -> CodeList {
    let map = node.map(Vec::new());
    let version = map.text("version");
    let ordered = map.get("ordered").and_then(|n| n.boolean()).unwrap_or(false);
    let groups: Vec<Code> =
        map.get("groups").map(|n| n.items()).unwrap_or_default().iter().filter_map(code).collect();
    let mut codes: Vec<Code> = Vec::new();
    let mut spellings = Spellings::default();
    let mut ids = BTreeMap::new();
    let names: BTreeSet<&String> = groups.iter().map(|g| &g.id).collect();
    for item in map.need("codes", "a list of `{id, nl}`").map(|n| n.items()).unwrap_or_default() {
        let Some(code) = self::code(&item) else { continue };
        if let Some(first) = ids.get(&code.id) {
            let message = format!("code `{}` stands twice in this list", code.id);
            item.conflict(code::C011, message, "remove or rename one", first);
            continue;
        }
        ids.insert(code.id.clone(), item.clone());
        if let Some(parent) = code.parent.as_ref().filter(|p| !names.contains(p)) {
            item.problem(
                code::C012,
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
    if codes.len() > MOST_CODES {
        map.node().problem(
            code::C013,
            format!("{} codes in one list, where {MOST_CODES} is the most", codes.len()),
            "a list of so many is no list of categories: leave the column away, or recode it to fewer",
        );
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
    let tiles = map.get("tiles").map(|n| tile_map(&n, &codes, &groups, folder));
    map.finish();
    CodeList {
        id: id.to_owned(),
        version,
        codes,
        groups,
        ordered,
        spellings: BTreeMap::new(),
        changes,
        tiles,
    }
}

/// An entry of `changes:`, a day on which some codes got another meaning.
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
            item.problem(code::C026, format!("`{id}` is no code of this list"), hint);
        }
    }
    let note = labels(&map);
    if note.0.is_empty() {
        map.node().problem(
            code::C014,
            "this change has no text",
            "add `nl:` with a sentence that says what changed",
        );
    }
    map.finish();
    Some(CodeChange { from: from?, codes: named?.iter().filter_map(|n| n.text()).collect(), note })
}

fn code(node: &Node<'_>) -> Option<Code> {
    let map = node.map(Vec::new());
    let Some(id) = map.need("id", "the code").and_then(|n| n.text()) else {
        labels(&map);
        map.finish_early(&["kind", "from", "to", "parent", "aliases", "since", "until"]);
        return None;
    };
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
            code::C014,
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
        map.node().problem(
            code::C015,
            format!("code `{id}` ends before it starts"),
            "check `since` and `until`",
        );
    }
    map.finish();
    Some(Code { id, label, parent, kind, aliases, band, since, until })
}

/// Refuses a band that ends before it starts or overlaps one before it.
pub fn bands(code: &Code, before: &[Code], node: &Node<'_>) {
    let Some((from, to)) = code.band else { return };
    if from > to {
        node.problem(
            code::C019,
            format!("the band of `{}` ends before it starts", code.id),
            "check `from` and `to`",
        );
    }
    let overlaps = |c: &&Code| c.band.is_some_and(|(a, b)| a <= to && from <= b);
    if let Some(other) = before.iter().find(overlaps) {
        node.problem(
            code::C019,
            format!("the bands of `{}` and `{}` overlap", other.id, code.id),
            "both ends belong to a band: let the next one start one higher",
        );
    }
}
