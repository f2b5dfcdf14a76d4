//! Which cells are hidden: the small counts, and further ones so that every small count has moves that
//! take it up to the threshold and down to what readers know anyway.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::resort;
use super::search::{FAIR, LAST, Move, QUICK, Space, THOROUGH, change};
use super::settings::Settings;
use super::system::System;

/// The pattern of a system.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// Whether a cell is hidden.
    pub hidden: Vec<bool>,
    /// Cells that cannot be moved far enough.
    pub stuck: Vec<usize>,
    /// For each cell that must not be found the moves that show it cannot be.
    pub proofs: Vec<(usize, Move)>,
}

/// A cell must be able to move by so much, or else one of it and `instead`.
#[derive(Debug, Clone, Copy)]
struct Goal {
    node: usize,
    amount: i64,
    /// When there is no such move: how far the other way.
    instead: Option<i64>,
    /// Move that shows it, and how many times.
    shown: Option<(usize, i64)>,
}

/// Chooses the pattern.
pub fn choose(system: &System, settings: &Settings) -> Pattern {
    let space = Space::new(system);
    let mut search = Search::new(&space, settings);
    search.protect();
    search.clean();
    let proofs = search.verify();
    Pattern { hidden: search.hidden, stuck: search.stuck, proofs }
}

/// So many hidden cells at most are cleaned up with all means: in all, or that hang together.
const THOROUGHLY: usize = 800;
/// See [`THOROUGHLY`].
const TOGETHER: usize = 200;

struct Search<'a> {
    space: &'a Space<'a>,
    goals: Vec<Goal>,
    /// Goals of a cell.
    of: BTreeMap<usize, Vec<usize>>,
    moves: Vec<Move>,
    hidden: Vec<bool>,
    /// Hidden cells per family.
    families: BTreeMap<usize, usize>,
    stuck: Vec<usize>,
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
        let mut families = BTreeMap::new();
        for n in (0..nodes.len()).filter(|n| hidden[*n]) {
            *families.entry(nodes[n].family).or_default() += 1;
        }
        Self { space, goals, of, moves: Vec::new(), hidden, families, stuck: Vec::new() }
    }

    fn protect(&mut self) {
        for g in 0..self.goals.len() {
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

    fn look(&self, node: usize, amount: i64, ways: &[usize]) -> Option<Move> {
        let nodes = &self.space.system.nodes;
        let price = |n: usize| match &nodes[n] {
            node if node.known => None,
            _ if self.hidden[n] => Some(1),
            // The same cell is hidden in another year already.
            node if self.families.contains_key(&node.family) => Some(node.cost * 3 / 4),
            node => Some(node.cost),
        };
        self.space.find(node, amount, ways, &price)
    }

    /// A move at any price, where a cheap one is not found.
    fn look_anywhere(&self, node: usize, amount: i64) -> Option<Move> {
        let nodes = &self.space.system.nodes;
        // New totals are withheld only where nothing else helps.
        [40_000, 40].into_iter().find_map(|total| {
            let price = |n: usize| match &nodes[n] {
                node if node.known => None,
                _ if self.hidden[n] => Some(1),
                node => Some(if node.spared { total } else { 40 }),
            };
            let chain = self.space.find(node, amount, LAST, &price);
            chain.or_else(|| resort::find(self.space, node, amount, &price))
        })
    }

    /// Hides the cells of a move, and notes which goals it reaches, forth and back and several times.
    fn take(&mut self, found: Move) {
        for (n, _) in &found {
            if !self.hidden[*n] {
                self.hidden[*n] = true;
                *self.families.entry(self.space.system.nodes[*n].family).or_default() += 1;
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

    /// Publishes again what need not be hidden, the most valuable first, then all that no move uses.
    fn clean(&mut self) {
        let nodes = &self.space.system.nodes;
        let mut extra: Vec<usize> = (0..nodes.len())
            .filter(|n| self.hidden[*n] && nodes[*n].printed && !nodes[*n].small && !nodes[*n].forced)
            .collect();
        extra.sort_by_key(|n| (Reverse(nodes[*n].cost), *n));
        // Where there are not too many, every other way is tried: what stays hidden then is needed.
        let few = self.hidden.iter().filter(|h| **h).count() <= THOROUGHLY;
        let together = self.space.together(&self.hidden);
        for n in extra {
            let thorough = few || together[n] <= TOGETHER;
            if self.space.leaves_one(n, &self.hidden, |alone| self.of.contains_key(&alone)) {
                continue;
            }
            let users: Vec<usize> = (0..self.goals.len()).filter(|g| self.uses(*g, n)).collect();
            self.hidden[n] = false;
            let mut others: Vec<(usize, Move)> = Vec::new();
            let possible = users.iter().all(|g| {
                let goal = self.goals[*g];
                let reached = |m: &(usize, Move)| {
                    let by = change(&m.1, goal.node);
                    by.signum() == goal.amount.signum() && by.abs() >= goal.amount.abs()
                };
                if others.iter().any(reached) {
                    return true;
                }
                let price = |c: usize| (self.hidden[c] && !nodes[c].known).then_some(nodes[c].cost.min(1));
                let (node, amount) = (goal.node, goal.amount);
                let chain = self.space.find(node, amount, QUICK, &price);
                let found = match chain {
                    None if thorough => resort::find(self.space, node, amount, &price),
                    chain => chain,
                };
                found.map(|m| others.push((*g, m))).is_some()
            });
            if possible {
                self.replace(&users, others);
            } else {
                self.hidden[n] = true;
            }
        }
    }

    fn uses(&self, goal: usize, n: usize) -> bool {
        self.goals[goal].shown.is_some_and(|(m, _)| change(&self.moves[m], n) != 0)
    }

    fn replace(&mut self, users: &[usize], others: Vec<(usize, Move)>) {
        let first = self.moves.len();
        self.moves.extend(others.into_iter().map(|(_, m)| m));
        for g in users {
            let goal = &mut self.goals[*g];
            let fits = |m: &usize| {
                let by = change(&self.moves[*m], goal.node);
                by.signum() == goal.amount.signum() && by.abs() >= goal.amount.abs()
            };
            goal.shown = (first..self.moves.len()).find(fits).map(|m| (m, 1));
        }
    }

    /// Takes every move as it is used and checks it against every sum: this is the proof that the pattern
    /// holds. What no move uses is published; what is hidden moves, so that none of it can be computed.
    fn verify(&mut self) -> Vec<(usize, Move)> {
        let nodes = &self.space.system.nodes;
        let mut proofs = Vec::new();
        let mut used = vec![false; nodes.len()];
        for goal in &self.goals {
            let proven = goal.shown.is_some_and(|(m, times)| {
                let cells: Move = self.moves[m].iter().map(|(n, by)| (*n, by * times)).collect();
                let reaches = change(&cells, goal.node) * goal.amount.signum() >= goal.amount.abs();
                let inside = cells.iter().all(|(n, _)| self.hidden[*n] || !nodes[*n].printed);
                cells.iter().for_each(|(n, _)| used[*n] = true);
                let holds = reaches && inside && self.space.holds(&cells);
                proofs.push((goal.node, cells));
                holds
            });
            if !proven {
                self.stuck.push(goal.node);
            }
        }
        self.stuck.sort_unstable();
        self.stuck.dedup();
        for n in 0..nodes.len() {
            self.hidden[n] &= used[n] || nodes[n].small || nodes[n].forced || !nodes[n].printed;
        }
        proofs
    }
}
