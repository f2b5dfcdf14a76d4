//! `protection:` of a line or of the workspace.

use std::collections::BTreeSet;

use super::context::Surroundings;
use crate::base::{code, did_you_mean};
use crate::config::schema::{Method, Protection, SmallCorrections, WORK_UNIT, Zeros};
use crate::config::yaml::Map;

/// Dimensions that a line has without naming them.
const OWN: [&str; 5] = ["channel", "month", "weekday", "hour", "outcome"];

/// `protection:`, completed from the workspace and the defaults; `names` are the line's dimensions.
pub fn protection(map: &Map<'_>, names: &[String], threshold: u64, around: &Surroundings<'_>) -> Protection {
    let Some(node) = map.get("protection") else { return Protection::default() };
    let layers = around.workspace.iter().cloned().chain(around.defaults.entry("workspace"));
    let own = node.map(layers.filter_map(|l| l.entry("protection")).collect());
    let zeros = [("printed", Zeros::Printed), ("may_be_hidden", Zeros::MayBeHidden)];
    let mut known: Vec<String> = names.to_vec();
    known.extend(OWN.map(str::to_owned));
    known.extend(around.defaults.entry("dimensions").map(|n| n.keys()).unwrap_or_default());
    let mut sensitive = BTreeSet::new();
    for node in own.get("sensitive").map(|n| n.items()).unwrap_or_default() {
        let Some(name) = node.text() else { continue };
        if known.contains(&name) {
            sensitive.insert(name);
        } else {
            let hint = match did_you_mean(&name, known.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("there are: {}", known.join(", ")),
            };
            node.problem(code::C058, format!("`{name}` is no dimension"), hint);
        }
    }
    let found = Protection {
        method: method(&own, threshold),
        interval_width: own
            .get("interval_width")
            .and_then(|n| n.whole(0, 1000))
            .and_then(|n| n.try_into().ok()),
        zeros: own.get("zeros").and_then(|n| n.one_of(&zeros)).unwrap_or(Zeros::Printed),
        sensitive,
        small_corrections: own
            .get("small_corrections")
            .and_then(|n| {
                n.one_of(&[("hold", SmallCorrections::Hold), ("publish", SmallCorrections::Publish)])
            })
            .unwrap_or(SmallCorrections::Hold),
        work_limit: own
            .get("work_limit")
            .and_then(|n| n.whole(1, 1_000_000))
            .and_then(|n| u64::try_from(n).ok())
            .map_or(u64::MAX, |millions| millions * WORK_UNIT),
    };
    own.finish();
    found
}

/// `method` and `base`. A base below the threshold is refused, because it would print small counts.
fn method(own: &Map<'_>, threshold: u64) -> Method {
    let methods = [("hiding", false), ("rounding", true)];
    let rounds = own.get("method").and_then(|n| n.one_of(&methods)).unwrap_or(false);
    let asked = own.get("base");
    let base = asked.as_ref().and_then(|n| n.whole(2, 1000)).and_then(|n| u64::try_from(n).ok());
    if let (Some(node), Some(base), true) = (&asked, base, rounds)
        && base < threshold
    {
        let hint = format!("take {threshold} or more, or lower `threshold`");
        node.problem(code::C059, "a base below the threshold would print small counts", hint);
    }
    if rounds { Method::Rounding { base: base.unwrap_or(threshold.max(2)) } } else { Method::Hiding }
}
