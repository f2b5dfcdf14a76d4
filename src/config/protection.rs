//! How a line protects persons: `protection:` of a line or of the workspace.

use std::collections::BTreeSet;

use super::helpline::Surroundings;
use super::yaml::Map;
use crate::base::{code, did_you_mean};

/// What the sign of a withheld number says about zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zeros {
    /// Every zero is printed, so that what is withheld is at least one.
    Printed,
    /// A zero may be withheld as well to protect others.
    MayBeHidden,
}

/// How small counts are kept from readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// They are withheld, with whatever would give them away.
    Hiding,
    /// All counts are rounded to multiples of `base`, so that they still add up.
    Rounding {
        /// At least the threshold, so that no printed count is a small one.
        base: u64,
    },
}

/// What becomes of a correction of so few registrations that every changed number would describe them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmallCorrections {
    /// The published edition stands until more are corrected, or until a report on another year.
    Hold,
    /// The next edition gives the new numbers, and withholds those with two traits or more that changed.
    Publish,
}

/// How small counts are protected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protection {
    /// Hiding or rounding.
    pub method: Method,
    /// So far apart must the lowest and the highest value lie that a small count can have for readers;
    /// the threshold less two when nothing is asked.
    pub interval_width: Option<u64>,
    /// Zeros.
    pub zeros: Zeros,
    /// Dimensions whose small counts are withheld; all when empty.
    pub sensitive: BTreeSet<String>,
    /// Corrections of a few.
    pub small_corrections: SmallCorrections,
}

impl Protection {
    /// Whether a printed zero is one, and what is withheld is none. Where it is not, all that could have been
    /// registered is listed: a row that stands there only because somebody has it would say so.
    #[must_use]
    pub fn tells_zeros(&self) -> bool {
        self.method == Method::Hiding && self.zeros == Zeros::Printed
    }
}

impl Default for Protection {
    fn default() -> Self {
        Self {
            method: Method::Hiding,
            interval_width: None,
            zeros: Zeros::Printed,
            sensitive: BTreeSet::new(),
            small_corrections: SmallCorrections::Hold,
        }
    }
}

impl Protection {
    /// What counts are multiples of, when they are rounded.
    #[must_use]
    pub fn base(&self) -> Option<u64> {
        match self.method {
            Method::Hiding => None,
            Method::Rounding { base } => Some(base),
        }
    }
}

/// Dimensions that every line may have without naming them.
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
    };
    own.finish();
    found
}

/// `method` and `base`. A base below the threshold would print small counts, and one without rounding
/// would promise what is not done.
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
