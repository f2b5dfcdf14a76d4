//! Everything that a reader of all releases could write down: one node per count, whatever table,
//! report or edition it stands in, and the relations between nodes.

use std::collections::{BTreeMap, BTreeSet};

use super::release::{Published, Release, Shown};
use super::span::Span;
use crate::base::{CountName, Finding, Place, code};

/// What identifies a count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    /// Measure.
    pub measure: String,
    /// Stage, or empty.
    pub stage: String,
    /// Unit.
    pub unit: String,
    /// Period.
    pub period: Span,
    /// Codes by dimension, the line included.
    pub dims: BTreeMap<String, String>,
    /// The figure, when it counts only those contacts to which its question applies.
    pub scope: String,
    /// Which state of the data, by calendar year; the first is left out.
    pub vintage: BTreeMap<i32, u32>,
}

impl Node {
    /// The count as findings name it, with what was computed from it.
    pub fn count(&self, computed: &str) -> CountName {
        let line = self.dims.get("line").cloned().unwrap_or_default();
        CountName { line, name: format!("{self} {computed}").trim_end().to_owned() }
    }
}

impl std::fmt::Display for Node {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let line = self.dims.get("line").map_or("", String::as_str);
        write!(f, "{line}: {}", self.measure)?;
        if !self.stage.is_empty() {
            write!(f, " {}", self.stage)?;
        }
        write!(f, " {}", self.period)?;
        for (dim, code) in self.dims.iter().filter(|(d, _)| *d != "line") {
            write!(f, " {dim}={code}")?;
        }
        if !self.scope.is_empty() {
            write!(f, " (of {})", self.scope)?;
        }
        for (year, version) in &self.vintage {
            write!(f, " ({year} as revised {version}×)")?;
        }
        Ok(())
    }
}

/// What is known of a node, best knowledge last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It is printed nowhere.
    Unprinted,
    /// Printed without a number, but not to protect it.
    Withheld,
    /// Printed as `[c]`.
    Hidden,
    /// Printed.
    Known(i128),
}

/// A node's state and where it was first printed in that state.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Best knowledge.
    pub state: State,
    /// Where the hidden sign stands, or else the number.
    pub place: Option<Place>,
    /// Whether `[c]` stands for it anywhere.
    pub hidden: bool,
    /// What its sign says it to be at least.
    pub least: i128,
    /// How far the printed number can be from the true one; 0 when it is the true one.
    pub slack: i128,
    /// Number of the release that printed it first.
    pub(super) printed_in: Option<usize>,
}

/// What one cell tells of its count.
#[derive(Debug, Clone, Copy)]
pub struct Told {
    /// What stands there.
    pub shown: Shown,
    /// What a hidden number is at least.
    pub least: i128,
    /// How far a number can be from the true one.
    pub slack: i128,
}

/// Σ coefficient × node = 0, and why.
#[derive(Debug, Clone)]
pub struct Relation {
    /// Nodes with their coefficients.
    pub terms: Vec<(usize, i128)>,
    /// In words.
    pub why: String,
}

/// Σ coefficient × node ≤ bound, and why.
#[derive(Debug, Clone)]
pub struct Limit {
    /// Nodes with their coefficients.
    pub terms: Vec<(usize, i128)>,
    /// Bound.
    pub bound: i128,
    /// In words.
    pub why: String,
}

/// All nodes, relations and limits.
#[derive(Debug, Default)]
pub struct World {
    /// Nodes.
    pub nodes: Vec<Node>,
    /// What is known of each.
    pub facts: Vec<Fact>,
    /// Equations.
    pub relations: Vec<Relation>,
    /// Inequalities.
    pub limits: Vec<Limit>,
    /// Line, year and edition of each release, in order.
    pub releases: Vec<(String, i32, u64)>,
    /// Number of the release that is being read.
    pub reading: usize,
    index: BTreeMap<Node, usize>,
    seen: BTreeSet<Vec<(usize, i128)>>,
}

impl World {
    /// A node's number; a new one is unprinted.
    pub fn node(&mut self, node: Node) -> usize {
        if let Some(&at) = self.index.get(&node) {
            return at;
        }
        let at = self.nodes.len();
        self.index.insert(node.clone(), at);
        self.nodes.push(node);
        self.facts.push(Fact {
            state: State::Unprinted,
            place: None,
            hidden: false,
            least: 0,
            slack: 0,
            printed_in: None,
        });
        at
    }

    /// A node's number, when there is such a node.
    #[must_use]
    pub fn find(&self, node: &Node) -> Option<usize> {
        self.index.get(node).copied()
    }

    /// A node's true number, when that is printed.
    #[must_use]
    pub fn exact(&self, node: usize) -> Option<i128> {
        self.known(node).filter(|_| self.facts[node].slack == 0)
    }

    /// How much more than nothing printed numbers add up to; nothing when one of them is not printed. Rounded
    /// numbers add up among themselves; beside true ones they may be off by what rounding does.
    #[must_use]
    pub fn excess(&self, terms: &[(usize, i128)]) -> Option<i128> {
        let sum: i128 = terms.iter().map(|(n, c)| self.known(*n).map(|v| v * c)).sum::<Option<i128>>()?;
        let rounded = |n: usize| self.facts[n].slack > 0;
        if terms.iter().all(|(n, _)| rounded(*n)) || !terms.iter().any(|(n, _)| rounded(*n)) {
            return Some(sum);
        }
        let free: i128 = terms.iter().map(|(n, c)| self.facts[*n].slack * c.abs()).sum();
        Some(sum.signum() * (sum.abs() - free).max(0))
    }

    /// A node's printed number, rounded or not.
    #[must_use]
    pub fn known(&self, node: usize) -> Option<i128> {
        match self.facts[node].state {
            State::Known(n) => Some(n),
            _ => None,
        }
    }

    /// Adds a relation, unless it says nothing new.
    pub fn relate(&mut self, mut terms: Vec<(usize, i128)>, why: impl FnOnce() -> String) {
        terms.sort_unstable();
        let mut joined: Vec<(usize, i128)> = Vec::with_capacity(terms.len());
        for (node, coefficient) in terms {
            match joined.last_mut() {
                Some(last) if last.0 == node => last.1 += coefficient,
                _ => joined.push((node, coefficient)),
            }
        }
        joined.retain(|(_, c)| *c != 0);
        if joined.first().is_some_and(|(_, c)| *c < 0) {
            joined.iter_mut().for_each(|(_, c)| *c = -*c);
        }
        if !joined.is_empty() && self.seen.insert(joined.clone()) {
            self.relations.push(Relation { terms: joined, why: why() });
        }
    }

    /// Adds a limit.
    pub fn limit(&mut self, terms: Vec<(usize, i128)>, bound: i128, why: String) {
        self.limits.push(Limit { terms, bound, why });
    }

    /// Whether an earlier edition, or the report on an earlier year, printed it.
    fn told_before(&self, at: usize) -> bool {
        let fact = &self.facts[at];
        let Some(printed) = fact.printed_in.filter(|_| !fact.hidden) else { return false };
        let (Some(then), Some(now)) = (self.releases.get(printed), self.releases.get(self.reading)) else {
            return false;
        };
        then.0 == now.0 && (then.1, then.2) < (now.1, now.2)
    }

    /// Takes what a cell shows; a contradiction with what was shown before is a finding.
    pub fn take(&mut self, at: usize, told: Told, place: &Place) -> Option<Finding> {
        let state = match told.shown {
            Shown::Number(n) => n.whole().map_or(State::Withheld, State::Known),
            Shown::Hidden => State::Hidden,
            Shown::Impossible => State::Known(0),
            Shown::Absent => State::Withheld,
        };
        let name = self.nodes[at].to_string();
        let count = self.nodes[at].count("");
        if state == State::Hidden && self.told_before(at) {
            // Readers hold the number of the earlier report; what it gives away is looked for all the same.
            return None;
        }
        let reading = self.reading;
        let fact = &mut self.facts[at];
        let old = fact.clone();
        if let State::Known(_) = state {
            fact.printed_in = fact.printed_in.or(Some(reading));
        }
        if let (State::Known(a), State::Known(b)) = (old.state, state)
            && (old.slack == 0) != (told.slack == 0)
            && (a - b).abs() <= old.slack.max(told.slack)
        {
            // A rounded number beside the true one tells nothing more.
            (fact.state, fact.slack) = (if old.slack == 0 { old.state } else { state }, 0);
            return None;
        }
        if let State::Known(_) = state {
            fact.slack = if let State::Known(_) = old.state { old.slack } else { told.slack };
        }
        if state == State::Hidden {
            fact.least = fact.least.max(told.least);
        }
        if state == State::Hidden && !fact.hidden {
            fact.hidden = true;
            fact.place = Some(place.clone());
        }
        if state > fact.state || fact.place.is_none() {
            fact.state = fact.state.max(state);
            if !fact.hidden {
                fact.place = Some(place.clone());
            }
        }
        let finding = |what: &str| {
            let other = old.place.as_ref().map(ToString::to_string).unwrap_or_default();
            let hint = format!("the other print: {other}");
            let finding = Finding::error(code::A006, format!("`{name}` {what}")).about(Some(count.clone()));
            Some(finding.at(place.clone()).hint(hint))
        };
        match (old.state, state) {
            (State::Known(a), State::Known(b)) if a != b => {
                self.facts[at].state = old.state;
                finding("is printed with another number elsewhere")
            }
            (State::Known(_), State::Hidden) if !old.hidden => {
                finding("is hidden here and printed elsewhere")
            }
            (State::Hidden, State::Known(_)) => finding("is printed here and hidden elsewhere"),
            _ => None,
        }
    }
}

/// Dimensions that only label a cell: the number stands for the same count without them.
const LABELS: [&str; 3] = ["publication", "vintage", "control"];

/// The identity of a count, still without its state of the data.
#[must_use]
pub fn node_of(release: &Release, cell: &Published) -> Option<Node> {
    let mut dims: BTreeMap<String, String> = cell.dims.clone();
    dims.retain(|d, _| !LABELS.contains(&d.as_str()));
    if cell.measure == "during_event" {
        // What an event is compared with does not change how many there were.
        dims.remove("baseline");
    }
    dims.entry("line".to_owned()).or_insert_with(|| release.line.clone());
    let scoped = cell.notes.contains("applies-some");
    Some(Node {
        measure: cell.measure.clone(),
        stage: cell.stage.clone(),
        unit: cell.unit.clone(),
        period: Span::parse(&cell.period)?,
        dims,
        scope: if scoped { cell.figure.clone() } else { String::new() },
        vintage: BTreeMap::new(),
    })
}

/// Whether a cell repeats a number that was published elsewhere before.
#[must_use]
pub fn published_before(cell: &Published) -> bool {
    cell.dims.get("vintage").is_some_and(|v| v == "published")
}
