//! Local exchange: a secondary suppression gives way to cheaper ones. The perturbations that move it are
//! taken back, with every suppression that only they need, and sought anew without it; the change is kept
//! where it costs less than before.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::perturbation::{Perturbation, QUICK, change};
use super::primary::required;
use super::secondary::Search;
use crate::disclosure::progress::{Progress, Work};

/// Every suppression is tried so often at most.
const ROUNDS: usize = 4;
/// So many perturbations are sought in one component at most: a count, not a clock, so that equal input
/// gives equal output.
const SOUGHT: usize = 20_000;
/// A suppression that more goals need than these is not tried: they hardly ever all find others.
const NEEDED: usize = 60;

/// The goals whose proofs move each cell.
pub(super) type Uses = BTreeMap<usize, BTreeSet<usize>>;

/// Perturbations, each with the goals that it reaches.
type Others = Vec<(Perturbation, Vec<usize>)>;

impl Search<'_> {
    /// Exchanges secondary suppressions of a component, the most expensive first.
    pub(super) fn exchange(&mut self, cells: &[usize]) {
        let mut uses = self.uses(cells);
        for n in cells.iter().filter(|n| !uses.contains_key(n)) {
            self.hidden[*n] &= !self.is_secondary(*n);
        }
        let mut left = SOUGHT;
        for _ in 0..ROUNDS {
            let secondary = |n: &usize| self.hidden[*n] && self.is_secondary(*n);
            let mut order: Vec<usize> = cells.iter().copied().filter(secondary).collect();
            order.sort_by_key(|n| (Reverse(self.space.system.nodes[*n].cost), *n));
            let mut better = false;
            let of = order.len();
            for (done, n) in order.into_iter().enumerate() {
                (self.told)(Progress { work: Work::Exchanging, done, of });
                if self.tired() {
                    return;
                }
                better |= self.hidden[n] && self.give_way(n, &mut uses, &mut left);
            }
            if !better || left == 0 {
                return;
            }
        }
    }

    /// The goals of a component whose proofs move each cell.
    pub(super) fn uses(&self, cells: &[usize]) -> Uses {
        let mut uses = Uses::new();
        for g in self.goals_of(cells) {
            for n in self.moved(g) {
                uses.entry(n).or_default().insert(g);
            }
        }
        uses
    }

    /// Whether a cell is printed and need not be suppressed for its own sake.
    fn is_secondary(&self, n: usize) -> bool {
        let node = &self.space.system.nodes[n];
        node.printed && !required(node)
    }

    /// The cells that the proof of a goal moves.
    pub(super) fn moved(&self, goal: usize) -> impl Iterator<Item = usize> + '_ {
        let proof = self.goals[goal].proof.map(|(m, _)| &self.perturbations[m]);
        proof.into_iter().flatten().map(|(n, _)| *n)
    }

    /// Publishes a cell where the goals that need it are reached at less cost without it.
    fn give_way(&mut self, n: usize, uses: &mut Uses, left: &mut usize) -> bool {
        let users = uses.get(&n).cloned().unwrap_or_default();
        if users.len() > NEEDED {
            return false;
        }
        let theirs: BTreeSet<usize> = users.iter().flat_map(|g| self.moved(*g)).collect();
        let only = |c: &usize| self.is_secondary(*c) && uses[c].is_subset(&users);
        let only: Vec<usize> = theirs.into_iter().filter(only).collect();
        let before: u64 = only.iter().map(|c| self.space.system.nodes[*c].cost).sum();
        let standing = self.hidden.clone();
        only.iter().for_each(|c| self.hidden[*c] = false);
        let Some(found) = self.cheaper(n, &users, before, left) else {
            self.hidden = standing;
            return false;
        };
        for g in &users {
            for c in self.moved(*g).collect::<Vec<_>>() {
                uses.entry(c).or_default().remove(g);
            }
        }
        for (other, reached) in found {
            for g in reached {
                for (c, _) in &other {
                    uses.entry(*c).or_default().insert(g);
                }
                self.goals[g].proof = Some((self.perturbations.len(), 1));
            }
            self.perturbations.push(other);
        }
        true
    }

    /// Perturbations for some goals that do not move a cell, and suppresses what they need. None when that
    /// does not cost less than `most`; what is suppressed by then stays.
    fn cheaper(&mut self, n: usize, goals: &BTreeSet<usize>, most: u64, left: &mut usize) -> Option<Others> {
        let nodes = &self.space.system.nodes;
        let (mut most, mut found) = (most, Others::new());
        let mut open: Vec<usize> = goals.iter().copied().collect();
        while let Some(goal) = open.first().map(|g| self.goals[*g]) {
            *left = left.checked_sub(1)?;
            let price = |c: usize| match &nodes[c] {
                node if node.known || node.pinned || c == n => None,
                _ if self.hidden[c] => Some(0),
                node => Some(node.cost),
            };
            let other = self.space.find_below(goal.node, goal.amount, QUICK, &price, most)?;
            let new: Vec<usize> = other.iter().map(|(c, _)| *c).filter(|c| !self.hidden[*c]).collect();
            let cost: u64 = new.iter().map(|c| nodes[*c].cost).sum();
            most = most.checked_sub(cost).filter(|rest| *rest > 0)?;
            new.iter().for_each(|c| self.hidden[*c] = true);
            let reaches = |g: &usize| {
                let (by, amount) = (change(&other, self.goals[*g].node), self.goals[*g].amount);
                by.signum() == amount.signum() && by.abs() >= amount.abs()
            };
            let (reached, still): (Vec<usize>, Vec<usize>) = open.into_iter().partition(reaches);
            open = still;
            found.push((other, reached));
        }
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::Search;
    use crate::disclosure::linked_tables::system::{Node, Relation, System};
    use crate::disclosure::progress::nobody;
    use crate::disclosure::settings::Settings;
    use crate::disclosure::suppression::perturbation::Space;
    use crate::disclosure::suppression::suppress::solve;

    const SIZE: usize = 5;

    /// A table of printed counts with its margins; the dearer a cell the larger it is, and a margin twice.
    fn table(counts: &[u64]) -> System {
        let row = |r: usize| (0..SIZE).map(move |c| r * SIZE + c);
        let col = |c: usize| (0..SIZE).map(move |r| r * SIZE + c);
        let mut parts: Vec<Vec<usize>> = (0..SIZE).map(|r| row(r).collect()).collect();
        parts.extend((0..SIZE).map(|c| col(c).collect::<Vec<_>>()));
        let total = SIZE * SIZE + 2 * SIZE;
        parts.push((SIZE * SIZE..SIZE * SIZE + SIZE).collect());
        let mut values = counts.to_vec();
        let sums: Vec<u64> = parts[..2 * SIZE].iter().map(|p| p.iter().map(|n| counts[*n]).sum()).collect();
        values.extend(sums);
        values.push(counts.iter().sum());
        let node = |(n, value): (usize, &u64)| Node {
            printed: true,
            known: n == total,
            lower_bound: 1,
            cost: (500 + 100 * value) * if n < SIZE * SIZE { 1 } else { 2 },
            family: n,
            ..Node::implied(*value, (1..5).contains(value))
        };
        let relation = |(at, parts): (usize, &Vec<usize>)| {
            let whole = SIZE * SIZE + at.min(2 * SIZE);
            let open = parts.iter().copied().chain([whole]).filter(|n| values[*n] > 0);
            open.map(|n| (n, if n == whole { -1 } else { 1 })).collect::<Relation>()
        };
        let mut relations: Vec<Relation> = parts.iter().enumerate().map(relation).collect();
        relations.push((SIZE * SIZE + SIZE..total).map(|n| (n, 1)).chain([(total, -1)]).collect());
        System { nodes: values.iter().enumerate().map(node).collect(), relations, ..System::default() }
    }

    #[test]
    fn what_is_exchanged_costs_less_and_protects_as_before() {
        let mut seed = 7_u64;
        let mut random = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        let (mut less, mut tried) = (0, 0);
        for _ in 0..60 {
            let counts: Vec<u64> = (0..SIZE * SIZE)
                .map(|_| if random(3) == 0 { 1 + random(4) } else { 5 + random(60) })
                .collect();
            let system = table(&counts);
            let (space, settings) = (Space::new(&system), Settings::new(5));
            let cost = |search: &Search<'_>| -> u64 {
                (0..system.nodes.len()).filter(|n| search.hidden[*n]).map(|n| system.nodes[n].cost).sum()
            };
            let cells: Vec<usize> = (0..system.nodes.len()).collect();
            let mut search = Search::new(&space, &settings, &nobody);
            search.protect(&cells);
            assert!(search.unprotectable.is_empty());
            let before = cost(&search);
            search.exchange(&cells);
            let after = cost(&search);
            assert!(after <= before, "{after} {before} {counts:?}");
            less += usize::from(after < before);
            tried += 1;
            // Every goal is proven against every sum.
            assert!(search.verify(&cells, &mut Vec::new()), "{counts:?}");
            let mut search = Search::new(&space, &settings, &nobody);
            assert!(solve(&mut search, &cells, &mut Vec::new()));
            assert!(cost(&search) <= after);
        }
        assert!(less > tried / 4, "{less} of {tried}");
    }
}
