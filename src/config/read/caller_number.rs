//! `caller_number:` of a line: the number from which someone calls.

use std::path::{Path, PathBuf};

use super::context::Surroundings;
use crate::base::{code, fold};
use crate::config::schema::{CALLER_NUMBER, CallerNumber, SALT_LEAST};
use crate::config::yaml::{Map, Node};

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

/// The file of the key, relative to the workspace. It must be readable and long enough, and lie neither among the
/// reports nor among the registrations.
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
