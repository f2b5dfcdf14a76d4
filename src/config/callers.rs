//! The number from which someone calls: `caller_number:` of a line.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::helpline::Surroundings;
use super::schema::{CALLER_NUMBER, CallerNumber, FileMap, SALT_LEAST, Skip, Source};
use super::yaml::{Map, Node};
use crate::base::{code, fold};

/// `caller_number:`, completed from the defaults.
pub fn caller_number(map: &Map<'_>, dir: &Path, around: &Surroundings<'_>) -> CallerNumber {
    let Some(node) = map.get(CALLER_NUMBER) else { return CallerNumber::default() };
    let fallback = around.defaults.entry("helpline").and_then(|d| d.entry(CALLER_NUMBER));
    let own = node.map(fallback.into_iter().collect());
    let whole = |key: &str, low: i64, high: i64| {
        own.get(key).and_then(|n| n.whole(low, high)).and_then(|n| u32::try_from(n).ok())
    };
    let found = CallerNumber {
        salt_file: own.get("salt_file").and_then(|n| salt_file(&n, dir)),
        country: whole("country", 1, 999).map_or_else(String::new, |n| n.to_string()),
        withheld: own
            .get("withheld")
            .map(|n| n.texts().iter().map(|t| fold(t)).collect())
            .unwrap_or_default(),
        new_after_hours: whole("new_after_hours", 1, 8784),
        reached_within_hours: whole("reached_within_hours", 1, 8784).unwrap_or(24),
        frequent: whole("frequent", 2, 10_000).unwrap_or(10),
    };
    own.finish();
    found
}

/// The file of the key, relative to the workspace: there, readable only, long enough, and not among what
/// is published or counted.
fn salt_file(node: &Node<'_>, dir: &Path) -> Option<PathBuf> {
    let text = node.text()?;
    let root = dir.ancestors().nth(2).unwrap_or(dir);
    let path = root.join(&text);
    let make = format!(
        "make one that stays out of version control: `head -c 48 /dev/urandom | base64 > {text}` in the workspace; or leave \
         `salt_file` away, then every run draws a key of its own and forgets it"
    );
    let inside = |folder: &Path| path.starts_with(folder) || text.split('/').any(|part| part == "..");
    if inside(&root.join("reports")) || inside(&dir.join("registrations")) {
        node.problem(code::C081, "the key does not belong there", "keep it in a folder such as `secrets`");
        return None;
    }
    match std::fs::read(&path) {
        Ok(bytes) if bytes.trim_ascii().len() >= SALT_LEAST => Some(path),
        Ok(_) => {
            node.problem(code::C081, format!("the key is shorter than {SALT_LEAST} characters"), make);
            None
        }
        Err(error) => {
            node.problem(code::C081, format!("the key cannot be read: {}", error.kind()), make);
            None
        }
    }
}

/// Refuses what would let a number out: a second use of its column; and what would keep two writings of
/// one number apart.
pub fn check(map: &Map<'_>, files: &[FileMap]) {
    let nodes = map.get("files").map(|n| n.items()).unwrap_or_default();
    let mut kinds = BTreeMap::new();
    for (file, node) in files.iter().zip(nodes) {
        let Some(numbers) = file.columns.iter().find(|c| c.target == CALLER_NUMBER) else { continue };
        let entry = node.entry("columns").and_then(|c| c.entry(CALLER_NUMBER));
        let Some(entry) = entry else { continue };
        let Source::Column(names) = &numbers.source else {
            let what = match numbers.source {
                Source::YesNo(_) => "a number is no answer with yes or no",
                _ => "a number of a caller stands in one column",
            };
            entry.problem(code::C082, what, "give `column:`");
            continue;
        };
        let uses = |other: &[String]| other.iter().any(|name| names.contains(name));
        let others = file.columns.iter().filter(|c| c.target != CALLER_NUMBER);
        let twice = others.flat_map(|c| c.columns()).any(|other| uses(other));
        let skipped = file.skip.iter().any(|s| matches!(s, Skip::Column { column, .. } if uses(column)));
        if twice || skipped {
            entry.problem(
                code::C082,
                "the column of numbers is used for something else as well",
                "let `caller_number` be its only use: what else is read from it could be published",
            );
        }
        kinds.entry(numbers.hashed).or_insert(entry);
    }
    // A key that is named and has a problem of its own is not missing as well.
    let keyed = map.get(CALLER_NUMBER).is_some_and(|n| n.entry("salt_file").is_some());
    if !keyed && let (Some(entry), true) = (kinds.get(&true), kinds.len() > 1) {
        entry.problem(
            code::C083,
            "one file holds numbers and another hashes: without the key nobody can tell which are the same",
            "name the key with which the hashes were made: `caller_number: {salt_file: …}`",
        );
    }
}
