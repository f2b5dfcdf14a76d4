//! `unknown:` and `blank:`: further words of a line for a missing value.

use super::context::Surroundings;
use crate::base::fold;
use crate::config::schema::Silent;
use crate::config::yaml::Map;

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
