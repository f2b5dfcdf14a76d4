//! What a reader knows beside the numbers: how the counts of each line were protected. The published manifest
//! says it.

use std::collections::{BTreeMap, BTreeSet};

use super::attacker_knowledge::Node;
use super::release::{Published, Release};
use super::span::Span;

/// Newest version of `protection` in a manifest that is understood.
const VERSION: u64 = 1;

/// Note of a cell whose number is rounded.
const NOTE: &str = "rounded";

/// Rules that are assumed in place of those in the releases.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// Smallest width of the feasibility interval of a hidden cell that may be small.
    pub width: Option<i128>,
    /// Whether zeros are printed, so that a hidden count is at least one.
    pub zeros_shown: Option<bool>,
    /// All counts are rounded to the nearest multiple of this, each by itself.
    pub rounded: Option<i128>,
    /// How each line was protected, in all its releases together.
    pub(super) lines: BTreeMap<String, LineRules>,
}

/// How counts were rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rounding {
    /// What they are multiples of.
    pub base: i128,
    /// How far a printed count can be from the true one.
    pub deviation: i128,
    /// Whether each was rounded by itself, so that sums need not hold.
    pub apart: bool,
}

/// How the counts of a line were protected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineRules {
    /// Counts of 1 up to (not including) this are small.
    pub threshold: i128,
    /// Smallest width of the feasibility interval of a small count.
    pub width: i128,
    /// Whether zeros are printed.
    pub zeros_shown: bool,
    /// How counts are rounded, where they are rounded.
    pub rounding: Option<Rounding>,
    /// Dimensions whose small counts are protected; all when empty.
    pub sensitive: BTreeSet<String>,
}

impl LineRules {
    /// The rules of a report that says its threshold only.
    #[must_use]
    pub fn plain(threshold: i64) -> Self {
        let threshold = i128::from(threshold);
        Self {
            threshold,
            width: threshold - 1,
            zeros_shown: true,
            rounding: None,
            sensitive: BTreeSet::new(),
        }
    }

    /// Whether a count with these dimensions must be protected when it is small.
    pub fn protects(&self, dims: &BTreeMap<String, String>, period: Span) -> bool {
        let month = (period.first == period.last).then_some("month");
        let mut traits = dims.keys().map(String::as_str).filter(|d| *d != "line").chain(month).peekable();
        self.sensitive.is_empty() || traits.peek().is_none() || traits.any(|d| self.sensitive.contains(d))
    }

    /// Joins the rules of two releases; the stricter of the two is expected.
    fn and(&mut self, other: &Self) {
        self.threshold = self.threshold.max(other.threshold);
        self.width = self.width.max(other.width);
        self.zeros_shown |= other.zeros_shown;
        self.rounding = self.rounding.or(other.rounding);
        if self.sensitive.is_empty() || other.sensitive.is_empty() {
            self.sensitive.clear();
        }
        self.sensitive.extend(other.sensitive.iter().filter(|_| !other.sensitive.is_empty()).cloned());
    }
}

/// Reads `protection` of a manifest: the rules of each line. An older manifest has no such part, and gives
/// none.
///
/// # Errors
/// What is wrong with it.
pub fn read(part: &serde_json::Value) -> Result<BTreeMap<String, LineRules>, &'static str> {
    if part.is_null() {
        return Ok(BTreeMap::new());
    }
    if part["version"].as_u64().is_none_or(|v| v > VERSION) {
        return Err("a `protection` of another version");
    }
    let lines = part["lines"].as_object().ok_or("no `lines` in `protection`")?;
    lines.iter().map(|(line, value)| Some((line.clone(), of_line(value)?))).collect::<Option<_>>().ok_or(
        "a line in `protection` without its threshold, its width, its method or what that is with zeros",
    )
}

fn of_line(value: &serde_json::Value) -> Option<LineRules> {
    let number = |key: &str| value[key].as_u64().filter(|n| *n <= 1_000_000).map(i128::from);
    let rounding = match value["method"].as_str()? {
        "hiding" => None,
        "rounding" => {
            let (base, deviation) = (number("base").filter(|b| *b > 0)?, number("deviation")?);
            Some(Rounding { base, deviation, apart: false })
        }
        _ => return None,
    };
    let sensitive = value["sensitive"].as_array()?.iter().map(|d| d.as_str().map(str::to_owned));
    Some(LineRules {
        threshold: number("threshold").filter(|t| *t > 0)?,
        width: number("interval_width")?,
        zeros_shown: match value["zeros"].as_str()? {
            "printed" => true,
            "may_be_hidden" => false,
            _ => return None,
        },
        rounding,
        sensitive: sensitive.collect::<Option<_>>()?,
    })
}

impl Rules {
    /// Adds the rules that the releases say.
    pub(super) fn with(&self, releases: &[Release]) -> Self {
        let mut rules = self.clone();
        for release in releases {
            let own = std::iter::once((&release.line, release.rules_of(&release.line)));
            for (line, said) in own.chain(release.rules.iter().map(|(l, r)| (l, r.clone()))) {
                rules.lines.entry(line.clone()).and_modify(|known| known.and(&said)).or_insert(said);
            }
        }
        rules
    }

    /// Writes the rules that are assumed into the releases, in place of what they say.
    pub(super) fn impose(&self, releases: &mut [Release]) {
        for release in releases {
            let own = release.rules_of(&release.line);
            release.rules.entry(release.line.clone()).or_insert(own);
            for rules in release.rules.values_mut() {
                rules.width = self.width.unwrap_or(rules.width);
                rules.zeros_shown = self.zeros_shown.unwrap_or(rules.zeros_shown);
                let apart = |base| Rounding { base, deviation: base / 2, apart: true };
                rules.rounding = self.rounded.map(apart).or(rules.rounding);
            }
        }
    }

    /// The same rules, with intervals so wide that no count may be known to be small.
    pub(super) fn strictly(&self) -> Self {
        let strict =
            |rules: &LineRules| LineRules { width: rules.width.max(rules.threshold - 1), ..rules.clone() };
        let lines = self.lines.iter().map(|(line, rules)| (line.clone(), strict(rules)));
        Self { lines: lines.collect(), ..self.clone() }
    }

    /// The rules for a count: those of its line, or else the strictest of all lines.
    pub(super) fn of(&self, node: &Node) -> &LineRules {
        let line = node.dims.get("line").map_or("", String::as_str);
        let strictest = || self.lines.values().max_by_key(|rules| rules.threshold);
        self.lines.get(line).or_else(strictest).unwrap_or(&NOTHING)
    }
}

/// The rules without any release: there is nothing to protect.
static NOTHING: LineRules =
    LineRules { threshold: 1, width: 0, zeros_shown: true, rounding: None, sensitive: BTreeSet::new() };

impl Release {
    /// How the counts of a line were protected when this was published.
    #[must_use]
    pub fn rules_of(&self, line: &str) -> LineRules {
        self.rules.get(line).cloned().unwrap_or_else(|| LineRules::plain(self.threshold))
    }

    /// The rules for a cell.
    #[must_use]
    pub fn rules_for(&self, cell: &Published) -> LineRules {
        self.rules_of(cell.dims.get("line").unwrap_or(&self.line))
    }

    /// How far the printed number of a cell can be from the true one.
    #[must_use]
    pub fn slack(&self, cell: &Published) -> i128 {
        let rounding = self.rules_for(cell).rounding;
        rounding.filter(|r| r.apart || cell.notes.contains(NOTE)).map_or(0, |r| r.deviation)
    }
}
