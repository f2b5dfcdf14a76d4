//! What the attack believes of the sums between published counts, for tests that compare it with what is declared.

use std::collections::BTreeSet;

use crate::audit::attacker_knowledge::{Relation, node_of, published_before};
use crate::audit::editions::Vintages;
use crate::audit::units::counts;
use crate::audit::{Release, Rules, knowledge};

/// Sums between counts.
pub struct Believed {
    /// Of each release the count of each cell, in the order of its file; `None` for what is no count of contacts.
    pub cells: Vec<Vec<Option<usize>>>,
    pub sums: Vec<Relation>,
}

/// What a reader of releases of one line believes; the releases are in the order of their years.
pub fn believed(releases: &[Release], rules: &Rules) -> Believed {
    let known = knowledge(releases, rules, &BTreeSet::new());
    let vintages = Vintages::of(&known.releases, &BTreeSet::new());
    let count = |position: usize, release: &Release| -> Vec<Option<usize>> {
        let node = |cell: &crate::audit::release::Published| {
            let mut node = node_of(release, cell).filter(|_| counts(cell) && !published_before(cell))?;
            node.vintage = vintages.touching(position, &node);
            known.world.find(&node)
        };
        release.cells.iter().map(node).collect()
    };
    let cells = known.releases.iter().enumerate().map(|(at, release)| count(at, release)).collect();
    Believed { cells, sums: known.world.relations }
}
