//! Everything that a reader of all releases could write down: one node per count, whatever table,
//! report or edition it stands in, and the relations between nodes.

use std::collections::{BTreeMap, BTreeSet};

use super::release::{Published, Release, Shown};
use super::span::Span;
use crate::diagnostics::{Finding, Place};

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
    index: BTreeMap<Node, usize>,
    seen: BTreeSet<Vec<(usize, i128)>>,
}

/// Units that count no persons and no contacts.
const NOT_COUNTED: [&str; 16] = [
    "percent",
    "percentage_point",
    "second",
    "minute",
    "hour",
    "day",
    "month",
    "fte",
    "euro",
    "row",
    "visitor",
    "visit",
    "inhabitant",
    "index",
    "volunteer",
    "difference",
];

/// Whether a cell counts persons or contacts.
#[must_use]
pub fn counts(cell: &Published) -> bool {
    let whole = match cell.shown {
        Shown::Number(n) => n.whole().is_some_and(|n| n >= 0),
        _ => true,
    };
    let quotient = cell.unit.contains("_per_") || cell.measure.contains("_per_");
    whole && !quotient && !NOT_COUNTED.contains(&cell.unit.as_str())
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
        self.facts.push(Fact { state: State::Unprinted, place: None, hidden: false });
        at
    }

    /// A node's number, when there is such a node.
    #[must_use]
    pub fn find(&self, node: &Node) -> Option<usize> {
        self.index.get(node).copied()
    }

    /// A node's printed number.
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

    /// Takes what a cell shows; a contradiction with what was shown before is a finding.
    pub fn take(&mut self, at: usize, shown: Shown, place: &Place) -> Option<Finding> {
        let state = match shown {
            Shown::Number(n) => n.whole().map_or(State::Withheld, State::Known),
            Shown::Hidden => State::Hidden,
            Shown::Impossible => State::Known(0),
            Shown::Absent => State::Withheld,
        };
        let name = self.nodes[at].to_string();
        let fact = &mut self.facts[at];
        let old = fact.clone();
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
            Some(Finding::error("A006", format!("`{name}` {what}")).at(place.clone()).hint(hint))
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
const LABELS: [&str; 2] = ["publication", "vintage"];

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

/// For every release the state of the data of each calendar year: a year whose printed numbers differ
/// from those of an earlier release is another state.
#[derive(Debug)]
pub struct Vintages(Vec<BTreeMap<i32, u32>>);

impl Vintages {
    /// Compares all releases, in their order.
    #[must_use]
    pub fn of(releases: &[Release]) -> Self {
        type Printed = BTreeMap<Node, i128>;
        let mut states: BTreeMap<(String, i32), Vec<Printed>> = BTreeMap::new();
        let mut all = Vec::new();
        for release in releases {
            let mut by_year: BTreeMap<i32, Printed> = BTreeMap::new();
            for cell in release.cells.iter().filter(|c| counts(c) && !published_before(c)) {
                let (Some(node), Shown::Number(n)) = (node_of(release, cell), cell.shown) else { continue };
                let mut years = node.period.years();
                if let (Some(year), None, Some(n)) = (years.next(), years.next(), n.whole()) {
                    by_year.entry(year).or_default().entry(node).or_insert(n);
                }
            }
            let mut own = BTreeMap::new();
            for (year, printed) in by_year {
                let states = states.entry((release.line.clone(), year)).or_default();
                let differs = |state: &Printed| {
                    printed.iter().any(|(node, n)| state.get(node).is_some_and(|other| other != n))
                };
                let at = match states.iter().rposition(|state| !differs(state)) {
                    Some(at) => at,
                    None => {
                        states.push(Printed::new());
                        states.len() - 1
                    }
                };
                states[at].extend(printed);
                if at > 0 {
                    own.insert(year, u32::try_from(at).unwrap_or(u32::MAX));
                }
            }
            all.push(own);
        }
        Self(all)
    }

    /// The states of the data of a release that touch a period.
    #[must_use]
    pub fn touching(&self, release: usize, period: Span) -> BTreeMap<i32, u32> {
        part(&self.0[release], period)
    }
}

/// The part of a vintage that touches a period.
#[must_use]
pub fn part(vintage: &BTreeMap<i32, u32>, period: Span) -> BTreeMap<i32, u32> {
    vintage.iter().filter(|(y, _)| period.years().any(|t| t == **y)).map(|(y, v)| (*y, *v)).collect()
}
