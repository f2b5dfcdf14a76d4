//! What is hidden and need not be is shown again.

use std::cmp::Reverse;

use super::Search;
use crate::disclosure::bound_propagation::forbidden;
use crate::disclosure::elimination::Ties;
use crate::disclosure::milp::{self, Sought};
use crate::disclosure::perturbation::{Perturbation, QUICK, change};

/// So many cells at most are looked at to see whether one could be shown.
#[cfg(feature = "highs")]
const LOOKED: usize = 1_500;
/// See above.
#[cfg(not(feature = "highs"))]
const LOOKED: usize = 200;

/// Integer programs that are asked in one part: a count, not a clock, so that equal input gives equal output.
const ASKED: usize = 100;

impl Search<'_> {
    /// Publishes again what need not be hidden, the most valuable first, then all that no move uses. Every
    /// way is tried: what stays hidden then is needed.
    pub(super) fn clean(&mut self, part: &[usize]) {
        let nodes = &self.space.system.nodes;
        let mut extra: Vec<usize> = part
            .iter()
            .copied()
            .filter(|n| self.hidden[*n] && nodes[*n].printed && !nodes[*n].small && !nodes[*n].forced)
            .collect();
        extra.sort_by_key(|n| (Reverse(nodes[*n].cost), *n));
        let goals = self.goals_of(part);
        let mut left = ASKED;
        let mut ties = Ties::of(self.space, part.iter().copied().filter(|n| self.hidden[*n]).collect());
        for n in extra {
            // Who is shown it could compute a cell that must not be found.
            if goals.iter().any(|g| ties.gives(n, self.goals[*g].node)) {
                continue;
            }
            let users: Vec<usize> = goals.iter().copied().filter(|g| self.uses(*g, n)).collect();
            self.hidden[n] = false;
            match self.otherwise(&users, &mut left) {
                Ok(others) => {
                    self.replace(&users, others);
                    ties.show(n);
                }
                Err(unsure) => {
                    self.hidden[n] = true;
                    self.unsure.extend(unsure.then_some(n));
                }
            }
        }
    }

    /// Other moves for goals whose moves are gone; else whether the search for one was given up. So many
    /// integer programs may still be asked.
    fn otherwise(&self, goals: &[usize], left: &mut usize) -> Result<Vec<(usize, Perturbation)>, bool> {
        let nodes = &self.space.system.nodes;
        let free = |c: usize| self.hidden[c] && !nodes[c].known;
        let aims = |g: &usize| (self.goals[*g].node, self.goals[*g].amount);
        if goals.iter().any(|g| forbidden(self.space, aims(g), &free)) {
            return Err(false);
        }
        let price = |c: usize| free(c).then_some(nodes[c].cost.min(1));
        let mut others: Vec<(usize, Perturbation)> = Vec::new();
        for g in goals {
            let goal = self.goals[*g];
            let reached = |m: &(usize, Perturbation)| {
                let by = change(&m.1, goal.node);
                by.signum() == goal.amount.signum() && by.abs() >= goal.amount.abs()
            };
            if others.iter().any(reached) {
                continue;
            }
            let found = match self.space.find(goal.node, goal.amount, QUICK, &price) {
                Some(found) => found,
                None if *left == 0 => return Err(true),
                None => {
                    *left -= 1;
                    match milp::decide(self.space, (goal.node, goal.amount), LOOKED, &price) {
                        Sought::Found(found) => found,
                        Sought::None => return Err(false),
                        Sought::GivenUp => return Err(true),
                    }
                }
            };
            others.push((*g, found));
        }
        Ok(others)
    }

    fn uses(&self, goal: usize, n: usize) -> bool {
        self.goals[goal].shown.is_some_and(|(m, _)| change(&self.moves[m], n) != 0)
    }

    fn replace(&mut self, users: &[usize], others: Vec<(usize, Perturbation)>) {
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
}
