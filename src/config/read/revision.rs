//! `revision:` of the workspace: how changes between two editions are graded.

use crate::base::code;
use crate::config::schema::RevisionBounds;
use crate::config::yaml::Node;

/// `revision:` of the workspace, completed from the defaults.
pub fn revision(own: Option<Node<'_>>, default: Option<Node<'_>>) -> RevisionBounds {
    let usual = RevisionBounds::default();
    let Some(node) = own.or_else(|| default.clone()) else { return usual };
    let map = node.map(default.into_iter().collect());
    let whole = |key: &str, max: i64, usual: u32| {
        map.get(key).and_then(|n| n.whole(0, max)).and_then(|n| u32::try_from(n).ok()).unwrap_or(usual)
    };
    let bounds = RevisionBounds {
        tiny_percent: whole("tiny_percent", 100, usual.tiny_percent),
        serious_percent: whole("serious_percent", 1000, usual.serious_percent),
        serious_count: whole("serious_count", 1_000_000, usual.serious_count),
        rows: whole("rows", 1000, usual.rows),
    };
    if bounds.serious_percent < bounds.tiny_percent {
        let hint = "a serious change is at least as large as one that is not tiny";
        node.problem(code::C075, "`serious_percent` is below `tiny_percent`", hint);
    }
    map.finish();
    bounds
}
