//! P18 where many cells are hidden: no further one could be shown without the others giving a small count
//! away.

use super::reference;
use crate::disclosure::linked_tables::builder::Builder;
use crate::disclosure::linked_tables::relations::relate;
use crate::disclosure::linked_tables::system::System;
use crate::disclosure::suppression::component::Pattern;
use crate::disclosure::suppression::milp;
use crate::disclosure::suppression::perturbation::{QUICK, Space, change};
use crate::disclosure::suppression::suppress::suppress;
use crate::disclosure::{Known, Memory, Settings, nobody};

/// How far a small count must be able to move in the direction of a move that shows it can.
fn amount(system: &System, pattern: &Pattern, node: usize, up: bool) -> i64 {
    let value = i64::try_from(system.nodes[node].value).unwrap();
    let down = pattern.proofs.iter().any(|(n, cells)| *n == node && change(cells, node) < 0);
    let enough = (5 - value).max(3 - (value - 1));
    match (up, down) {
        (false, _) => 1 - value,
        (true, true) => enough,
        // It cannot go down, so it must go up as far as the interval is wide.
        (true, false) => enough.max(3),
    }
}

#[test]
fn p18_no_cell_of_a_small_group_is_hidden_in_vain() {
    let tables = reference::years(1, 6_000, 14);
    let (settings, before) = (Settings::new(5), Known::nothing());
    let mut builder = Builder::new(&tables, &settings, &before);
    relate(&mut builder, &tables);
    let system = builder.finish();
    let pattern = suppress(&system, &settings, &mut Memory::none(), &|_| String::new(), &nobody);
    assert!(pattern.hidden.iter().filter(|h| **h).count() > 800, "so many are a large problem");
    let space = Space::new(&system);
    let further = |n: &usize| pattern.hidden[*n] && system.nodes[*n].printed && !system.nodes[*n].primary;
    let mut tried = 0;
    for n in (0..system.nodes.len()).filter(further) {
        let price = |c: usize| (pattern.hidden[c] && c != n).then_some(1);
        let needed = pattern.proofs.iter().filter(|(_, cells)| change(cells, n) != 0).any(|(node, cells)| {
            let by = amount(&system, &pattern, *node, change(cells, *node) > 0);
            let chain = space.find(*node, by, QUICK, &price);
            chain.or_else(|| milp::find(&space, *node, by, &price)).is_none()
        });
        assert!(needed, "{} is hidden in vain", system.identities[n].describe());
        tried += 1;
    }
    assert!(tried > 200, "{tried}");
}
