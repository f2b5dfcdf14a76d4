//! Which cells are hidden: the small counts, and further ones so that every small count has moves that
//! take it up to the threshold and down to what readers know anyway.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::linked_tables::System;
use super::milp;
use super::perturbation::{FAIR, LAST, Perturbation, Space, THOROUGH, change};
use super::settings::Settings;
use super::solution_cache::Memory;
use super::suppression_log::HiddenCell;

mod redundancy;

/// The pattern of a system.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// Whether a cell is hidden.
    pub hidden: Vec<bool>,
    /// Cells that cannot be moved far enough.
    pub stuck: Vec<usize>,
    /// For each cell that must not be found the moves that show it cannot be; of what was solved before
    /// they are not known any more.
    pub proofs: Vec<(usize, Perturbation)>,
    /// Why each hidden cell is hidden, of what was solved before.
    pub reasons: BTreeMap<usize, HiddenCell>,
    /// How many parts of the system were solved, and how many had been solved before.
    pub parts: (usize, usize),
    /// Cells of which it was not seen whether they could be shown.
    pub unsure: Vec<usize>,
}

/// A cell must be able to move by so much, or else one of it and `instead`.
#[derive(Debug, Clone, Copy)]
struct Goal {
    node: usize,
    amount: i64,
    /// When there is no such move: how far the other way.
    instead: Option<i64>,
    /// Perturbation that shows it, and how many times.
    shown: Option<(usize, i64)>,
}

/// Chooses the pattern, part by part: what was solved before is taken from `memory`, by the names of cells.
pub fn choose(
    system: &System,
    settings: &Settings,
    memory: &mut Memory<'_>,
    name: &dyn Fn(usize) -> String,
) -> Pattern {
    let space = Space::new(system);
    let mut search = Search::new(&space, settings);
    let mut pattern = Pattern {
        hidden: Vec::new(),
        stuck: Vec::new(),
        proofs: Vec::new(),
        reasons: BTreeMap::new(),
        parts: (0, 0),
        unsure: Vec::new(),
    };
    for part in system.parts() {
        if !part.iter().any(|n| search.of.contains_key(n)) {
            continue;
        }
        // A cell by itself is shown or not: there is nothing to solve.
        let whole = part.len() > 1;
        if whole && let Some(before) = memory.recall(&search.situation(settings, &part), name) {
            for (n, hidden) in part.iter().zip(&before.hidden) {
                search.hidden[*n] = *hidden;
            }
            pattern.reasons.extend(before.reasons);
            pattern.parts.1 += 1;
        } else if whole && let Some(hidden) = search.situation(settings, &part).published() {
            for (n, hidden) in part.iter().zip(&hidden) {
                search.hidden[*n] = *hidden;
            }
            memory.solved(&search.situation(settings, &part));
            pattern.parts.1 += 1;
        } else {
            search.protect(&part);
            search.clean(&part);
            let stuck = search.verify(&part, &mut pattern.proofs);
            if whole && !stuck {
                memory.solved(&search.situation(settings, &part));
            }
            pattern.parts.0 += usize::from(whole);
        }
        search.settle(&part);
    }
    search.stuck.sort_unstable();
    search.stuck.dedup();
    Pattern { hidden: search.hidden, stuck: search.stuck, unsure: search.unsure, ..pattern }
}

struct Search<'a> {
    space: &'a Space<'a>,
    goals: Vec<Goal>,
    /// Goals of a cell.
    of: BTreeMap<usize, Vec<usize>>,
    moves: Vec<Perturbation>,
    hidden: Vec<bool>,
    /// Families of hidden cells: of the small ones and of the parts that are done, and now.
    settled: BTreeSet<usize>,
    families: BTreeSet<usize>,
    stuck: Vec<usize>,
    unsure: Vec<usize>,
}

/// A part of a system, as it is before it is solved or after.
#[derive(Clone, Copy)]
pub struct Situation<'s> {
    pub space: &'s Space<'s>,
    pub settings: &'s Settings,
    /// Its cells.
    pub part: &'s [usize],
    /// Which cells are hidden.
    pub hidden: &'s [bool],
    /// Families of which a cell is hidden elsewhere.
    pub families: &'s BTreeSet<usize>,
}

impl<'a> Search<'a> {
    fn new(space: &'a Space<'a>, settings: &Settings) -> Self {
        let nodes = &space.system.nodes;
        let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let mut order: Vec<usize> =
            (0..nodes.len()).filter(|n| nodes[*n].small || nodes[*n].forced).collect();
        order.sort_by_key(|n| (Reverse(nodes[*n].small), Reverse(nodes[*n].value), *n));
        let (mut goals, mut of) = (Vec::new(), BTreeMap::<usize, Vec<usize>>::new());
        let mut aim = |node: usize, amount: i64, instead: Option<i64>| {
            if amount != 0 {
                of.entry(node).or_default().push(goals.len());
                goals.push(Goal { node, amount, instead, shown: None });
            }
        };
        for n in order {
            let node = &nodes[n];
            if !node.small {
                aim(n, 1, Some(-1));
                continue;
            }
            // From what readers know anyway up to the threshold, and further where that is too narrow.
            let down = (signed(node.value) - signed(node.least)).max(0);
            let width = signed(settings.width);
            let up = (signed(settings.threshold) - signed(node.value)).max(width - down);
            aim(n, up, None);
            // What cannot go down must go up as far as the interval is wide.
            aim(n, -down, Some(up.max(width)));
        }
        let hidden: Vec<bool> =
            nodes.iter().map(|n| n.small || n.forced || (!n.printed && n.value > 0)).collect();
        let families: BTreeSet<usize> =
            (0..nodes.len()).filter(|n| hidden[*n]).map(|n| nodes[n].family).collect();
        let settled = families.clone();
        let (moves, stuck, unsure) = (Vec::new(), Vec::new(), Vec::new());
        Self { space, goals, of, moves, hidden, settled, families, stuck, unsure }
    }

    fn situation<'s>(&'s self, settings: &'s Settings, part: &'s [usize]) -> Situation<'s> {
        Situation { space: self.space, settings, part, hidden: &self.hidden, families: &self.settled }
    }

    /// The part is done: what is hidden in it is known to the next ones.
    fn settle(&mut self, part: &[usize]) {
        let nodes = &self.space.system.nodes;
        self.settled.extend(part.iter().filter(|n| self.hidden[**n]).map(|n| nodes[*n].family));
        self.families.clone_from(&self.settled);
    }

    /// Goals of a part, in the order in which they are sought.
    fn goals_of(&self, part: &[usize]) -> Vec<usize> {
        let mut goals: Vec<usize> = part.iter().filter_map(|n| self.of.get(n)).flatten().copied().collect();
        goals.sort_unstable();
        goals
    }

    fn protect(&mut self, part: &[usize]) {
        for g in self.goals_of(part) {
            if self.goals[g].shown.is_some() {
                continue;
            }
            let goal = self.goals[g];
            let ways = if goal.instead.is_some() { FAIR } else { THOROUGH };
            let found = self.look(goal.node, goal.amount, ways).or_else(|| {
                self.goals[g].amount = goal.instead.unwrap_or(goal.amount);
                let amount = self.goals[g].amount;
                self.look(goal.node, amount, THOROUGH).or_else(|| self.look_anywhere(goal.node, amount))
            });
            match found {
                Some(found) => self.take(found),
                None => self.stuck.push(goal.node),
            }
        }
    }

    fn look(&self, node: usize, amount: i64, ways: &[usize]) -> Option<Perturbation> {
        let nodes = &self.space.system.nodes;
        let price = |n: usize| match &nodes[n] {
            node if node.known => None,
            _ if self.hidden[n] => Some(1),
            // The same cell is hidden in another year already.
            node if self.families.contains(&node.family) => Some(node.cost * 3 / 4),
            node => Some(node.cost),
        };
        self.space.find(node, amount, ways, &price)
    }

    /// A move at any price, where a cheap one is not found.
    fn look_anywhere(&self, node: usize, amount: i64) -> Option<Perturbation> {
        let nodes = &self.space.system.nodes;
        // New totals are withheld only where nothing else helps.
        [40_000, 40].into_iter().find_map(|total| {
            let price = |n: usize| match &nodes[n] {
                node if node.known => None,
                _ if self.hidden[n] => Some(1),
                node => Some(if node.spared { total } else { 40 }),
            };
            let chain = self.space.find(node, amount, LAST, &price);
            chain.or_else(|| milp::find(self.space, node, amount, &price))
        })
    }

    /// Hides the cells of a move, and notes which goals it reaches, forth and back and several times.
    fn take(&mut self, found: Perturbation) {
        for (n, _) in &found {
            if !self.hidden[*n] {
                self.hidden[*n] = true;
                self.families.insert(self.space.system.nodes[*n].family);
            }
        }
        let at = self.moves.len();
        let far = 1 << 12;
        let times = [1, -1].map(|way| self.space.multiple(&found, way, far));
        for (n, by) in &found {
            for g in self.of.get(n).into_iter().flatten() {
                let goal = &mut self.goals[*g];
                if goal.shown.is_some() {
                    continue;
                }
                let way = by.signum() * goal.amount.signum();
                let needed = (goal.amount.abs() + by.abs() - 1) / by.abs();
                if needed <= times[usize::from(way < 0)] {
                    goal.shown = Some((at, way * needed));
                }
            }
        }
        self.moves.push(found);
    }

    /// Takes every move as it is used and checks it against every sum: this is the proof that the pattern
    /// holds. What no move uses is published; what is hidden moves, so that none of it can be computed.
    /// Gives whether a cell of the part is stuck.
    fn verify(&mut self, part: &[usize], proofs: &mut Vec<(usize, Perturbation)>) -> bool {
        let nodes = &self.space.system.nodes;
        let mut used = BTreeSet::new();
        for g in self.goals_of(part) {
            let goal = &self.goals[g];
            let proven = goal.shown.is_some_and(|(m, times)| {
                let cells: Perturbation = self.moves[m].iter().map(|(n, by)| (*n, by * times)).collect();
                let reaches = change(&cells, goal.node) * goal.amount.signum() >= goal.amount.abs();
                let inside = cells.iter().all(|(n, _)| self.hidden[*n] || !nodes[*n].printed);
                used.extend(cells.iter().map(|(n, _)| *n));
                let holds = reaches && inside && self.space.holds(&cells);
                proofs.push((goal.node, cells));
                holds
            });
            if !proven {
                self.stuck.push(goal.node);
            }
        }
        for n in part.iter().copied() {
            self.hidden[n] &= used.contains(&n) || nodes[n].small || nodes[n].forced || !nodes[n].printed;
        }
        part.iter().any(|n| self.stuck.contains(n))
    }
}
