//! The bounds of every hidden count, for tests that compare two patterns: findings never name a number.

use std::collections::BTreeMap;

use crate::audit::attacker_knowledge::State;
use crate::audit::bound_propagation::narrow;
use crate::audit::elimination::determined;
use crate::audit::system::{OPEN, parts};
use crate::audit::{Release, Rules, knowledge};

/// For each hidden count its least and greatest value, by its name in findings: what the equations determine,
/// and else what bounds propagate to. Without an end the greatest value is `None`.
pub fn intervals(releases: &[Release], rules: &Rules) -> BTreeMap<String, (i128, Option<i128>)> {
    let world = knowledge(releases, rules, &std::collections::BTreeSet::new()).world;
    let mut found = BTreeMap::new();
    for mut part in parts(&world) {
        for one in determined(&part, false).expect("the printed numbers agree") {
            (part.low[one.at], part.high[one.at]) = (one.value, one.value);
        }
        assert!(narrow(&mut part), "the printed numbers agree");
        for (at, node) in part.nodes.iter().enumerate() {
            if world.facts[*node].state == State::Hidden {
                let high = Some(part.high[at]).filter(|high| *high < OPEN);
                found.insert(world.nodes[*node].to_string(), (part.low[at], high));
            }
        }
    }
    found
}
