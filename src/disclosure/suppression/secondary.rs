//! Secondary suppression: further cells are suppressed, so that every goal of the [primary](super::primary)
//! ones is reached by a perturbation of suppressed cells.

use std::collections::{BTreeMap, BTreeSet};

use super::component::Component;
use super::milp;
use super::perturbation::{LAST, Perturbation, QUICK, Space, change};
use super::primary::{self, Goal};
use crate::disclosure::progress::{Progress, Told, Work};
use crate::disclosure::settings::Settings;

/// The largest multiple of a perturbation that is looked at: more than any goal asks.
const MULTIPLES: i64 = 1 << 12;

/// The state of the search for a pattern.
pub struct Search<'a> {
    pub(super) space: &'a Space<'a>,
    pub(super) goals: Vec<Goal>,
    /// So much work may be done on a component.
    limit: u64,
    /// How much had been done when this component was begun. What others took does not count: a component that
    /// is known from before takes nothing.
    begun: u64,
    /// Who hears how far it is.
    pub(super) told: Told<'a>,
    /// The goals of each cell.
    of: BTreeMap<usize, Vec<usize>>,
    pub(super) perturbations: Vec<Perturbation>,
    /// Whether each cell is suppressed.
    pub(super) hidden: Vec<bool>,
    /// Families with a suppressed cell: a primary one, or one of a component that is finished.
    finished_families: BTreeSet<usize>,
    /// The same, with the component that is being solved.
    families: BTreeSet<usize>,
    /// Cells that cannot move as far as they must.
    pub(super) unprotectable: Vec<usize>,
    /// Suppressed cells of which the search did not decide whether they could be published.
    pub(super) undecided: Vec<usize>,
}

impl<'a> Search<'a> {
    pub(super) fn new(space: &'a Space<'a>, settings: &Settings, told: Told<'a>) -> Self {
        let nodes = &space.system.nodes;
        let goals = primary::goals(nodes, settings);
        let mut of = BTreeMap::<usize, Vec<usize>>::new();
        for (g, goal) in goals.iter().enumerate() {
            of.entry(goal.node).or_default().push(g);
        }
        let hidden = primary::suppressed(nodes);
        let families: BTreeSet<usize> =
            (0..nodes.len()).filter(|n| hidden[*n]).map(|n| nodes[n].family).collect();
        Self {
            space,
            goals,
            limit: settings.work_limit,
            begun: 0,
            told,
            of,
            perturbations: Vec::new(),
            hidden,
            finished_families: families.clone(),
            families,
            unprotectable: Vec::new(),
            undecided: Vec::new(),
        }
    }

    /// Whether one of the cells must be protected.
    pub(super) fn has_goals(&self, cells: &[usize]) -> bool {
        cells.iter().any(|n| self.of.contains_key(n))
    }

    /// A component with its pattern so far.
    pub(super) fn component<'s>(&'s self, settings: &'s Settings, cells: &'s [usize]) -> Component<'s> {
        Component {
            space: self.space,
            settings,
            cells,
            hidden: &self.hidden,
            families: &self.finished_families,
        }
    }

    /// Takes over the pattern of a component.
    pub(super) fn adopt(&mut self, cells: &[usize], hidden: &[bool]) {
        for (n, hidden) in cells.iter().zip(hidden) {
            self.hidden[*n] = *hidden;
        }
    }

    /// The component is finished: the next ones prefer the families that it suppresses.
    pub(super) fn finish(&mut self, cells: &[usize]) {
        let nodes = &self.space.system.nodes;
        self.finished_families.extend(cells.iter().filter(|n| self.hidden[**n]).map(|n| nodes[*n].family));
        self.families.clone_from(&self.finished_families);
    }

    /// Goals of a component, in the order in which they are sought.
    pub(super) fn goals_of(&self, cells: &[usize]) -> Vec<usize> {
        let mut goals: Vec<usize> = cells.iter().filter_map(|n| self.of.get(n)).flatten().copied().collect();
        goals.sort_unstable();
        goals
    }

    /// A component is begun.
    pub(super) fn begin(&mut self) {
        self.begun = self.space.work();
    }

    /// Whether all the work was done on this component that the settings allow.
    pub(super) fn spent(&self) -> bool {
        self.space.work() - self.begun >= self.limit
    }

    /// Whether the pattern must be good enough as it is: the other half of the work is for cells that are not
    /// protected yet.
    pub(super) fn tired(&self) -> bool {
        self.space.work() - self.begun >= self.limit / 2
    }

    /// Suppresses further cells until every goal of a component is reached, or cannot be, or all the work is
    /// done.
    pub(super) fn protect(&mut self, cells: &[usize]) {
        let goals = self.goals_of(cells);
        for (done, g) in goals.iter().copied().enumerate() {
            (self.told)(Progress { work: Work::Protecting, done, of: goals.len() });
            if self.goals[g].proof.is_some() {
                continue;
            }
            if self.spent() {
                return;
            }
            let goal = self.goals[g];
            let found = self.quick(goal.node, goal.amount).or_else(|| {
                let other = goal.alternative.filter(|other| *other != goal.amount);
                let amount = other.unwrap_or(goal.amount);
                self.goals[g].amount = amount;
                other
                    .and_then(|_| self.quick(goal.node, amount))
                    .or_else(|| self.cheapest(goal.node, amount))
                    .or_else(|| self.at_any_cost(goal.node, amount))
            });
            match found {
                Some(found) => self.take(found),
                None => self.unprotectable.push(goal.node),
            }
        }
    }

    /// What it costs that a cell moves; `None` where it must not.
    fn price(&self, n: usize) -> Option<u64> {
        match &self.space.system.nodes[n] {
            node if node.known || node.pinned => None,
            _ if self.hidden[n] => Some(1),
            // The same cell is suppressed in another year already.
            node if self.families.contains(&node.family) => Some(node.cost * 3 / 4),
            node => Some(node.cost),
        }
    }

    /// A perturbation whose further suppressions cost little, where a quick search finds one.
    fn quick(&self, node: usize, amount: i64) -> Option<Perturbation> {
        self.space.find(node, amount, QUICK, &|n| self.price(n))
    }

    /// The perturbation whose further suppressions cost least among the cells near by, by an integer program.
    fn cheapest(&self, node: usize, amount: i64) -> Option<Perturbation> {
        milp::find(self.space, node, amount, &|n| self.price(n))
    }

    /// A perturbation at any cost, where no cheap one is found.
    fn at_any_cost(&self, node: usize, amount: i64) -> Option<Perturbation> {
        let nodes = &self.space.system.nodes;
        // A corrected total is suppressed only where nothing else helps.
        [40_000, 40].into_iter().find_map(|total| {
            let price = |n: usize| match &nodes[n] {
                node if node.known || node.pinned => None,
                _ if self.hidden[n] => Some(1),
                node => Some(if node.corrected_total { total } else { 40 }),
            };
            let chain = self.space.find(node, amount, LAST, &price);
            chain.or_else(|| milp::find(self.space, node, amount, &price))
        })
    }

    /// Suppresses the cells of a perturbation, and notes which goals it reaches: forwards, backwards, and
    /// applied several times.
    fn take(&mut self, found: Perturbation) {
        for (n, _) in &found {
            if !self.hidden[*n] {
                self.hidden[*n] = true;
                self.families.insert(self.space.system.nodes[*n].family);
            }
        }
        let at = self.perturbations.len();
        let times = [1, -1].map(|way| self.space.multiple(&found, way, MULTIPLES));
        for (n, by) in &found {
            for g in self.of.get(n).into_iter().flatten() {
                let goal = &mut self.goals[*g];
                if goal.proof.is_some() {
                    continue;
                }
                let way = by.signum() * goal.amount.signum();
                let needed = (goal.amount.abs() + by.abs() - 1) / by.abs();
                if needed <= times[usize::from(way < 0)] {
                    goal.proof = Some((at, way * needed));
                }
            }
        }
        self.perturbations.push(found);
    }

    /// Checks every proof against every sum, as it is applied: this shows that the pattern holds, however it
    /// was found. A cell that no proof uses is published; each suppressed cell moves, so that none can be
    /// computed. Gives whether every cell of the component is protected.
    pub(super) fn verify(&mut self, cells: &[usize], proofs: &mut Vec<(usize, Perturbation)>) -> bool {
        let nodes = &self.space.system.nodes;
        let mut used = BTreeSet::new();
        for g in self.goals_of(cells) {
            let goal = &self.goals[g];
            let proven = goal.proof.is_some_and(|(m, times)| {
                let moved: Perturbation =
                    self.perturbations[m].iter().map(|(n, by)| (*n, by * times)).collect();
                let reaches = change(&moved, goal.node) * goal.amount.signum() >= goal.amount.abs();
                let inside = moved.iter().all(|(n, _)| self.hidden[*n] || !nodes[*n].printed);
                used.extend(moved.iter().map(|(n, _)| *n));
                let holds = reaches && inside && self.space.holds(&moved);
                proofs.push((goal.node, moved));
                holds
            });
            if !proven {
                self.unprotectable.push(goal.node);
            }
        }
        for n in cells.iter().copied() {
            self.hidden[n] &= used.contains(&n) || primary::required(&nodes[n]) || !nodes[n].printed;
        }
        !cells.iter().any(|n| self.unprotectable.contains(n))
    }
}
