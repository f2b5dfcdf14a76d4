//! Words that say nothing: a cell that holds one is blank, unknown or unclear, whatever its column is.
//!
//! One list for numbers, codes, channels, outcomes, yes and no, series and recodings, so that a word means the
//! same everywhere. What a code list knows under a word of its own goes before.

use super::helpline::Surroundings;
use super::schema::Silent;
use super::yaml::Map;
use crate::base::fold;

/// `unknown:` and `blank:` of a line, beside those of the workspace.
pub fn silent(map: &Map<'_>, around: &Surroundings<'_>) -> Silent {
    let shared = |key: &str| around.workspace.as_ref().and_then(|w| w.entry(key));
    let words = |key: &str| {
        let own = map.own(key);
        let nodes = own.into_iter().chain(shared(key));
        nodes.flat_map(|n| n.texts()).map(|t| fold(&t)).filter(|t| !t.is_empty()).collect()
    };
    Silent { unknown: words("unknown"), blank: words("blank") }
}
