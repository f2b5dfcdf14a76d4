//! A component of the system (cells that hang together by sums), and the suppression pattern of all of them.

use std::collections::{BTreeMap, BTreeSet};

use super::elimination::Ties;
use super::perturbation::{Perturbation, Space};
use super::primary::required;
use super::reason::HiddenCell;
use crate::disclosure::settings::Settings;

/// The suppression pattern of a system.
#[derive(Debug, Clone, Default)]
pub struct Pattern {
    /// Whether each cell is suppressed.
    pub hidden: Vec<bool>,
    /// Cells that cannot move as far as they must.
    pub unprotectable: Vec<usize>,
    /// Cells of components that were given up, because they took more work than the settings allow.
    pub past_limit: Vec<usize>,
    /// For each cell that must not be found the perturbations that prove that it cannot be; they are not
    /// known any more for a component that was solved before.
    pub proofs: Vec<(usize, Perturbation)>,
    /// Why each cell is suppressed, for components that were solved before.
    pub reasons: BTreeMap<usize, HiddenCell>,
    /// How many components were solved, and how many had been solved before.
    pub parts: (usize, usize),
    /// Suppressed cells of which the search did not decide whether they could be published.
    pub undecided: Vec<usize>,
}

/// A component of a system, before it is solved or after.
#[derive(Clone, Copy)]
pub struct Component<'s> {
    pub space: &'s Space<'s>,
    pub settings: &'s Settings,
    /// Its cells, sorted.
    pub cells: &'s [usize],
    /// Whether each cell of the system is suppressed.
    pub hidden: &'s [bool],
    /// Families of which a cell is suppressed in another component.
    pub families: &'s BTreeSet<usize>,
}

impl Component<'_> {
    /// Whether a pattern suppresses what must be suppressed, publishes what readers know, and leaves no cell
    /// that must not be found determined by the sums.
    pub fn holds(&self, hidden: &[bool]) -> bool {
        let nodes = &self.space.system.nodes;
        let allowed = |(n, hidden): (&usize, &bool)| {
            let node = &nodes[*n];
            (*hidden || !required(node)) && !(*hidden && (node.known || node.pinned))
        };
        let unknown = self.cells.iter().zip(hidden).filter(|(_, hidden)| **hidden).map(|(n, _)| *n);
        let ties = Ties::of(self.space, unknown.collect());
        let goal = |n: &&usize| required(&nodes[**n]);
        self.cells.iter().zip(hidden).all(allowed) && !self.cells.iter().filter(goal).any(|n| ties.fixed(*n))
    }
}
