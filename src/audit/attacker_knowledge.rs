//! What a reader of all releases knows: one node per count, whatever table, report or edition prints it, and
//! the relations between nodes.

use std::collections::{BTreeMap, BTreeSet};

use super::release::{Published, Release, Shown};
use super::span::Span;
use crate::base::{CountName, Counted, Finding, Place, code};

/// What identifies a count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    pub measure: String,
    /// Empty for a measure without stages.
    pub stage: String,
    pub unit: String,
    pub period: Span,
    /// Codes by dimension, the line included.
    pub dims: BTreeMap<String, String>,
    /// The figure, where it counts only the contacts to which its question applies; else empty.
    pub scope: String,
    /// The state of the data that it counts, by calendar year; first states are left out.
    pub vintage: BTreeMap<i32, u32>,
}

impl Node {
    /// The count as findings name it, with the number that was `computed` from it.
    pub fn count(&self, computed: &str) -> CountName {
        let line = self.dims.get("line").cloned().unwrap_or_default();
        let month = (self.period.first == self.period.last).then(|| "month".to_owned());
        let traits = self.dims.keys().filter(|dim| *dim != "line").cloned().chain(month).collect();
        let years = self.period.years().next().zip(self.period.years().last());
        let name = format!("{self} {computed}").trim_end().to_owned();
        CountName { line, name, counts: Box::new(Counted { traits, years }) }
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

/// What is known of a node, the best knowledge last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It is printed nowhere and follows from other counts.
    Unprinted,
    /// It is printed without a number for another reason than protection.
    Withheld,
    /// It is printed as `[c]`.
    Hidden,
    /// Its number is printed.
    Known(i128),
}

/// A node's state and where it was first printed in that state.
#[derive(Debug, Clone)]
pub struct Fact {
    pub state: State,
    /// Where `[c]` stands for it, or else where its number stands.
    pub place: Option<Place>,
    /// Whether `[c]` stands for it anywhere.
    pub hidden: bool,
    /// The least value that a hidden count can have: 1 where zeros are printed.
    pub least: i128,
    /// How far the printed number can be from the true one; 0 when it is the true one.
    pub slack: i128,
    /// Whether one release prints a number that cannot be what another hides: a zero, where zeros are printed.
    pub impossible: bool,
    /// Number of the release in which that place is.
    pub(super) placed_in: usize,
    /// Number of the release that printed it first.
    pub(super) printed_in: Option<usize>,
}

/// What one cell tells of its count.
#[derive(Debug, Clone, Copy)]
pub struct Told {
    pub shown: Shown,
    /// The least value of a hidden count.
    pub least: i128,
    /// How far a number can be from the true one.
    pub slack: i128,
}

/// Σ coefficient × node = 0, and why.
#[derive(Debug, Clone)]
pub struct Relation {
    /// Nodes with their coefficients.
    pub terms: Vec<(usize, i128)>,
    /// Why it holds, in words.
    pub why: String,
}

/// Σ coefficient × node ≤ bound, and why.
#[derive(Debug, Clone)]
pub struct Limit {
    /// Nodes with their coefficients.
    pub terms: Vec<(usize, i128)>,
    pub bound: i128,
    /// Why it holds, in words.
    pub why: String,
}

/// All nodes, relations and limits.
#[derive(Debug, Default)]
pub struct World {
    pub nodes: Vec<Node>,
    /// What is known of each node.
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
    /// The position of a node; a new node is unprinted.
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
            impossible: false,
            placed_in: 0,
            printed_in: None,
        });
        at
    }

    /// The position of a node, when there is such a node.
    #[must_use]
    pub fn find(&self, node: &Node) -> Option<usize> {
        self.index.get(node).copied()
    }

    /// The true number of a node, where it is printed.
    #[must_use]
    pub fn exact(&self, node: usize) -> Option<i128> {
        self.known(node).filter(|_| self.facts[node].slack == 0)
    }

    /// By how much the printed numbers of a relation miss zero; `None` when one of them is not printed.
    /// Rounded numbers add up among themselves. Beside true ones they may miss zero by as much as rounding
    /// changes them; that is left out.
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

    /// The printed number of a node, rounded or not.
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

    /// Takes in what a cell shows. A contradiction with what another cell showed is a finding.
    pub fn take(&mut self, at: usize, told: Told, place: &Place) -> Option<Finding> {
        let state = match told.shown {
            Shown::Number(n) => n.whole().map_or(State::Withheld, State::Known),
            Shown::Hidden => State::Hidden,
            Shown::Impossible => State::Known(0),
            Shown::Absent => State::Withheld,
        };
        let name = self.nodes[at].to_string();
        let count = self.nodes[at].count("");
        self.facts[at].impossible |= match (self.facts[at].state, state) {
            (State::Known(n), State::Hidden) => n < told.least,
            (State::Hidden, State::Known(n)) => n < self.facts[at].least,
            _ => false,
        };
        if state == State::Hidden && self.told_before(at) {
            // Readers know the number from the earlier report. It stays known, so that what it gives away is
            // found.
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
            // The rounded number says nothing that the true one does not.
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
            (fact.place, fact.placed_in) = (Some(place.clone()), reading);
        }
        if state > fact.state || fact.place.is_none() {
            fact.state = fact.state.max(state);
            if !fact.hidden {
                (fact.place, fact.placed_in) = (Some(place.clone()), reading);
            }
        }
        let finding = |what: &str| {
            let other = old.place.as_ref().map(ToString::to_string).unwrap_or_default();
            let edition = self.releases.get(old.placed_in).map_or(1, |(_, _, edition)| *edition);
            let hint = format!("the other print: {other}, edition {edition}");
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

/// Dimensions that only label a cell: without them it is the same count.
const LABELS: [&str; 3] = ["publication", "vintage", "control"];

/// The identity of a count, still without its state of the data.
#[must_use]
pub fn node_of(release: &Release, cell: &Published) -> Option<Node> {
    let mut dims: BTreeMap<String, String> = cell.dims.clone();
    dims.retain(|d, _| !LABELS.contains(&d.as_str()));
    if cell.measure == "during_event" {
        // The number during an event is the same, whatever it is compared with.
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
