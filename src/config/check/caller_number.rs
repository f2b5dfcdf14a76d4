//! The column of numbers of callers against all other columns and files.

use std::collections::BTreeMap;

use crate::base::code;
use crate::config::schema::{CALLER_NUMBER, FileMap, Skip, Source};
use crate::config::yaml::Map;

/// Refuses a second use of the column, from which numbers could be published. Also refuses numbers in one file and
/// hashes in another without a key, because nobody could tell which of them are the same.
pub fn caller_number(map: &Map<'_>, files: &[FileMap]) {
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
    // A key that is named and was refused is not missing as well.
    let keyed = map.get(CALLER_NUMBER).is_some_and(|n| n.entry("salt_file").is_some());
    if !keyed && let (Some(entry), true) = (kinds.get(&true), kinds.len() > 1) {
        entry.problem(
            code::C083,
            "one file holds numbers and another hashes: without the key nobody can tell which are the same",
            "name the key with which the hashes were made: `caller_number: {salt_file: …}`",
        );
    }
}
