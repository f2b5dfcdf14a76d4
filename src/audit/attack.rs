//! The attacks on the unknown counts: which are determined, which are bounded too tightly, which groups of
//! cells hold only a small count together.

use std::collections::{BTreeMap, BTreeSet};

use super::Rules;
use super::attacker_knowledge::{State, World};
use super::bound_propagation::narrow;
use super::elimination::determined;
use super::feasibility_interval::{Range, ranges};
use super::system::{Part, parts, reduced};
use crate::linear::integer_program::Solver;

/// How a cell is broken, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It can be computed, and it is small.
    Small,
    /// It can be computed.
    Exact,
    /// Cells that together hold a small count.
    Group,
    /// It can be bounded too tightly, and may be small.
    Tight,
    /// A count that is not printed can be computed or bounded, and is small.
    Implied,
    /// The printed numbers leave no possibility.
    Contradiction,
    /// The solver gave up.
    Unproven,
    /// It can be computed when a correction only withdrew registrations, or only added some, and it is small.
    Supposed,
    /// It can be bounded then, and may be small.
    Bounded,
}

#[derive(Debug, Clone)]
pub struct Break {
    pub node: usize,
    pub kind: Kind,
    /// The relations that were used, in words.
    pub from: Vec<String>,
}

/// A part with more unknowns is not given to a solver: it would not end.
const LARGEST: usize = 3000;

/// Runs all attacks on the unknown counts.
#[must_use]
pub fn attack(world: &World, rules: &Rules, solver: &dyn Solver) -> Vec<Break> {
    let mut broken: BTreeMap<usize, Break> = BTreeMap::new();
    for part in parts(world) {
        let mut attack = Attack { world, rules, broken: &mut broken };
        attack.part(part, solver);
    }
    groups(world, rules, &mut broken);
    broken.into_values().collect()
}

struct Attack<'a> {
    world: &'a World,
    rules: &'a Rules,
    broken: &'a mut BTreeMap<usize, Break>,
}

impl Attack<'_> {
    fn add(&mut self, node: usize, kind: Kind, from: Vec<String>) {
        let worse = self.broken.get(&node).is_none_or(|b| kind < b.kind);
        if worse {
            self.broken.insert(node, Break { node, kind, from });
        }
    }

    fn threshold(&self, node: usize) -> i128 {
        self.rules.of(&self.world.nodes[node]).threshold
    }

    fn part(&mut self, mut part: Part, solver: &dyn Solver) {
        let Some(found) = determined(&part, false) else {
            return self.add(part.nodes[0], Kind::Contradiction, self.about(&part, 0));
        };
        let explained = if found.is_empty() { None } else { determined(&part, true) };
        for one in explained.into_iter().flatten() {
            let words = one.used.iter().map(|e| &self.world.relations[part.equations[*e].from].why);
            let words: Vec<String> = words.cloned().collect::<BTreeSet<_>>().into_iter().collect();
            if one.value < part.low[one.at] || one.value > part.high[one.at] {
                return self.add(part.nodes[one.at], Kind::Contradiction, words);
            }
            (part.low[one.at], part.high[one.at]) = (one.value, one.value);
            self.judge(&part, one.at, words);
        }
        if !narrow(&mut part) {
            return self.add(part.nodes[0], Kind::Contradiction, self.about(&part, 0));
        }
        for at in 0..part.nodes.len() {
            self.judge(&part, at, self.about(&part, at));
        }
        for rest in reduced(&part) {
            self.bound(&rest, solver);
        }
    }

    /// Judges an unknown by its bounds so far.
    fn judge(&mut self, part: &Part, at: usize, from: Vec<String>) {
        let (low, high, node) = (part.low[at], part.high[at], part.nodes[at]);
        let (t, fact) = (self.threshold(node), &self.world.facts[node]);
        let small = low >= 1 && high < t && self.protected(node);
        match fact.state {
            State::Hidden if low == high => {
                self.add(node, if small { Kind::Small } else { Kind::Exact }, from);
            }
            State::Hidden if self.tight(node, low, high) => self.add(node, Kind::Tight, from),
            State::Hidden => {}
            State::Known(_) if small => self.add(node, Kind::Small, from),
            State::Known(_) if fact.slack > 0 && self.tight(node, low, high) => {
                self.add(node, Kind::Tight, from);
            }
            State::Known(_) => {}
            State::Withheld | State::Unprinted if small => self.add(node, Kind::Implied, from),
            State::Withheld | State::Unprinted => {}
        }
    }

    /// Whether an interval contains a small count and is narrower than the rules ask.
    fn tight(&self, node: usize, low: i128, high: i128) -> bool {
        let (rules, slack) = (self.rules.of(&self.world.nodes[node]), self.world.facts[node].slack);
        let width = if slack > 0 { rules.width.min(slack) } else { rules.width };
        low < rules.threshold && high >= 1 && high - low < width && self.protected(node)
    }

    /// Whether a small count of this node is one that must be protected.
    fn protected(&self, node: usize) -> bool {
        let node = &self.world.nodes[node];
        self.rules.of(node).protects(&node.dims, node.period)
    }

    /// The rows about an unknown, in words.
    fn about(&self, part: &Part, at: usize) -> Vec<String> {
        let holds = |row: &&super::system::Row| row.terms.iter().any(|(a, _)| *a == at);
        let sums = part.equations.iter().filter(holds).map(|r| &self.world.relations[r.from].why);
        let limits = part.limits.iter().filter(holds).map(|r| &self.world.limits[r.from].why);
        sums.chain(limits).cloned().collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Asks the solver for the intervals of the hidden cells that may be small. In a part that is a tree,
    /// propagation has found the exact bounds already.
    fn bound(&mut self, part: &Part, solver: &dyn Solver) {
        if part.is_tree() {
            return;
        }
        let open = |at: &usize| {
            let node = part.nodes[*at];
            let unjudged = !self.broken.contains_key(&node);
            unjudged
                && self.protected(node)
                && self.world.facts[node].state == State::Hidden
                && part.low[*at] < self.threshold(node)
        };
        let asked: Vec<usize> = (0..part.nodes.len()).filter(open).collect();
        if asked.is_empty() {
            return;
        }
        if part.nodes.len() > LARGEST {
            return self.add(part.nodes[asked[0]], Kind::Unproven, self.about(part, asked[0]));
        }
        let width = |at: &usize| self.rules.of(&self.world.nodes[part.nodes[*at]]).width;
        let wide = asked.iter().map(width).max().unwrap_or(1);
        let enough = |range: Range| range.high - range.low >= wide;
        let Some(found) = ranges(part, &asked, &enough, solver) else {
            return self.add(part.nodes[0], Kind::Contradiction, self.about(part, 0));
        };
        for (at, range) in asked.into_iter().zip(found) {
            let (node, from) = (part.nodes[at], self.about(part, at));
            match range {
                Range { low, high, proven: true } if low == high => {
                    let small = (1..self.threshold(node)).contains(&low) && self.protected(node);
                    self.add(node, if small { Kind::Small } else { Kind::Exact }, from);
                }
                Range { low, high, proven: true } if self.tight(node, low, high) => {
                    self.add(node, Kind::Tight, from);
                }
                Range { proven: false, .. } if !enough(range) => self.add(node, Kind::Unproven, from),
                Range { .. } => {}
            }
        }
    }
}

/// Hidden cells of one sum that hold only a small count together: whoever is counted in one of them knows
/// nearly all of the others.
fn groups(world: &World, rules: &Rules, broken: &mut BTreeMap<usize, Break>) {
    for relation in &world.relations {
        let unknown: Vec<(usize, i128)> =
            relation.terms.iter().copied().filter(|(n, _)| world.known(*n).is_none()).collect();
        if relation.terms.iter().any(|(n, _)| world.facts[*n].slack > 0) {
            continue;
        }
        let known = relation.terms.iter().filter_map(|(n, c)| world.known(*n).map(|v| c * v));
        let Some(sign) = unknown.first().map(|(_, c)| *c) else { continue };
        let sum = -known.sum::<i128>() * sign.signum();
        let of = rules.of(&world.nodes[unknown[0].0]);
        let protects = |n: usize| of.protects(&world.nodes[n].dims, world.nodes[n].period);
        let protected = unknown.iter().any(|(n, _)| protects(*n));
        let alike = unknown.iter().all(|(_, c)| *c == sign) && sign.abs() == 1;
        if !alike || !protected || !(1..of.threshold).contains(&sum) {
            continue;
        }
        let hidden: Vec<usize> =
            unknown.iter().map(|(n, _)| *n).filter(|n| world.facts[*n].state == State::Hidden).collect();
        let (kind, members) = match hidden.is_empty() {
            true => (Kind::Implied, vec![unknown[0].0]),
            false => (Kind::Group, hidden),
        };
        for node in members {
            if broken.get(&node).is_none_or(|b| kind < b.kind) {
                broken.insert(node, Break { node, kind, from: vec![relation.why.clone()] });
            }
        }
    }
}
