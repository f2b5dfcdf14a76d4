//! Redundant suppressions: a cell that is suppressed and need not be is published again.

use std::cmp::Reverse;

use super::bound_propagation::forbidden;
use super::elimination::Ties;
use super::exchange::Uses;
use super::milp::{self, Verdict};
use super::perturbation::{Perturbation, QUICK, change};
use super::primary::{Goal, required};
use super::secondary::Search;
use crate::disclosure::progress::{Progress, Work};

/// So many cells at most are looked at to see whether one could be published.
#[cfg(feature = "highs")]
const LOOKED: usize = 1_500;
/// See above.
#[cfg(not(feature = "highs"))]
const LOOKED: usize = 200;

/// Integer programs that are asked in one component: a count, not a clock, so that equal input gives equal
/// output.
const ASKED: usize = 100;

/// Why a cell stays suppressed.
enum Stays {
    /// Without it a goal cannot be reached.
    Needed,
    /// The search was given up before that was decided.
    Undecided,
}

/// Whether a perturbation reaches a goal.
fn reaches(perturbation: &Perturbation, goal: &Goal) -> bool {
    let by = change(perturbation, goal.node);
    by.signum() == goal.amount.signum() && by.abs() >= goal.amount.abs()
}

impl Search<'_> {
    /// Publishes the cells again that need not be suppressed, the most valuable first. Every way is tried: a
    /// cell that stays suppressed then is needed.
    pub(super) fn remove_redundant(&mut self, cells: &[usize]) {
        let nodes = &self.space.system.nodes;
        let mut secondary: Vec<usize> = cells
            .iter()
            .copied()
            .filter(|n| self.hidden[*n] && nodes[*n].printed && !required(&nodes[*n]))
            .collect();
        secondary.sort_by_key(|n| (Reverse(nodes[*n].cost), *n));
        let goals = self.goals_of(cells);
        let (mut left, mut uses) = (ASKED, self.uses(cells));
        let mut ties = Ties::of(self.space, cells.iter().copied().filter(|n| self.hidden[*n]).collect());
        let of = secondary.len();
        for (done, n) in secondary.into_iter().enumerate() {
            (self.told)(Progress { work: Work::GivingBack, done, of });
            if self.tired() {
                self.undecided.push(n);
                continue;
            }
            // A reader who is shown this cell could compute one that must not be found.
            if goals.iter().any(|g| ties.gives(n, self.goals[*g].node)) {
                continue;
            }
            let users: Vec<usize> = uses.get(&n).into_iter().flatten().copied().collect();
            self.hidden[n] = false;
            match self.without(&users, &mut left) {
                Ok(others) => {
                    self.replace(&users, others, &mut uses);
                    ties.show(n);
                }
                Err(stays) => {
                    self.hidden[n] = true;
                    if let Stays::Undecided = stays {
                        self.undecided.push(n);
                    }
                }
            }
        }
    }

    /// Other perturbations for goals that lose theirs. So many integer programs may still be asked.
    fn without(&self, goals: &[usize], left: &mut usize) -> Result<Vec<Perturbation>, Stays> {
        let nodes = &self.space.system.nodes;
        let free = |c: usize| self.hidden[c] && !nodes[c].known;
        let aim = |g: &usize| (self.goals[*g].node, self.goals[*g].amount);
        if goals.iter().any(|g| forbidden(self.space, aim(g), &free)) {
            return Err(Stays::Needed);
        }
        let price = |c: usize| free(c).then_some(nodes[c].cost.min(1));
        let mut others: Vec<Perturbation> = Vec::new();
        for g in goals {
            let goal = self.goals[*g];
            if others.iter().any(|other| reaches(other, &goal)) {
                continue;
            }
            let found = match self.space.find(goal.node, goal.amount, QUICK, &price) {
                Some(found) => found,
                None if *left == 0 => return Err(Stays::Undecided),
                None => {
                    *left -= 1;
                    match milp::decide(self.space, (goal.node, goal.amount), LOOKED, &price) {
                        Verdict::Possible(found) => found,
                        Verdict::Impossible => return Err(Stays::Needed),
                        Verdict::GivenUp => return Err(Stays::Undecided),
                    }
                }
            };
            others.push(found);
        }
        Ok(others)
    }

    /// Gives goals the first of some perturbations that reaches each.
    fn replace(&mut self, users: &[usize], others: Vec<Perturbation>, uses: &mut Uses) {
        let first = self.perturbations.len();
        self.perturbations.extend(others);
        for g in users {
            for n in self.moved(*g).collect::<Vec<_>>() {
                uses.entry(n).or_default().remove(g);
            }
            let goal = &mut self.goals[*g];
            let fits = |m: &usize| reaches(&self.perturbations[*m], goal);
            goal.proof = (first..self.perturbations.len()).find(fits).map(|m| (m, 1));
            for n in self.moved(*g).collect::<Vec<_>>() {
                uses.entry(n).or_default().insert(*g);
            }
        }
    }
}
