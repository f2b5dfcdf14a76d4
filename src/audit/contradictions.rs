//! Editions that cannot be of one state of the data although no printed number shows it.
//!
//! The attacker takes two editions for the same state of a year as long as every count that both print has
//! the same number, and joins what they hide. Where that leaves a count without a possible value (a zero in
//! one edition is hidden in the other; sums that cannot hold), the registrations were corrected, and only
//! hidden counts show it. The attacker then knows that the two are of different states, and compares these.
//! What followed from the first supposition and does not hang together with the contradiction still follows:
//! a correction need not touch all counts.

use std::collections::BTreeSet;

use super::Attacked;
use super::attack::{Break, Kind};
use super::attacker_knowledge::World;
use super::findings;
use crate::base::{Finding, code};

/// The lines whose editions contradict each other when they are taken for one state; nothing when none do.
pub fn apart(supposing: &Attacked) -> Option<BTreeSet<String>> {
    let world = &supposing.knowledge.world;
    let line = |node: usize| world.nodes[node].dims.get("line").cloned().unwrap_or_default();
    let found: BTreeSet<String> = contradictory(supposing).into_iter().map(line).collect();
    (!found.is_empty()).then_some(found)
}

/// The counts that contradict each other.
fn contradictory(attacked: &Attacked) -> BTreeSet<usize> {
    let world = &attacked.knowledge.world;
    let without = attacked.broken.iter().filter(|b| b.kind == Kind::Contradiction).map(|b| b.node);
    let impossible = (0..world.nodes.len()).filter(|n| world.facts[*n].impossible);
    let uneven = world.relations.iter().filter(|r| world.excess(&r.terms).is_some_and(|sum| sum != 0));
    let uneven = uneven.flat_map(|r| &r.terms).map(|(n, _)| *n);
    without.chain(impossible).chain(uneven).collect()
}

/// What is found when the editions are taken apart, with what was found before and does not rest on the
/// contradiction. Where contradictions remain they have another cause, and all is told as it was.
pub fn joined(supposing: Attacked, mut anew: Attacked) -> Attacked {
    if !contradictory(&anew).is_empty() {
        return supposing;
    }
    let world = &supposing.knowledge.world;
    let resting = resting(world, contradictory(&supposing));
    let known: BTreeSet<String> = anew.broken.iter().map(|b| name(&anew.knowledge.world, b)).collect();
    let still = supposing.broken.iter().filter(|b| !resting.contains(&b.node));
    let still = still.filter(|b| !known.contains(&name(world, b)));
    let still: Vec<Finding> = still.map(|b| findings::finding(world, b)).collect();
    anew.knowledge.findings.extend(still);
    let hidden_and_printed = |finding: &Finding| {
        resting.iter().any(|node| finding.count.as_ref() == Some(&world.nodes[*node].count("")))
    };
    // Numbers of two states do not add up.
    let others = supposing.knowledge.findings.iter().filter(|f| f.code != code::A007);
    let others = others.filter(|f| f.code != code::A006 || !hidden_and_printed(f));
    anew.knowledge.findings.extend(others.cloned());
    anew
}

fn name(world: &World, broken: &Break) -> String {
    format!("{:?} {}", broken.kind, world.nodes[broken.node])
}

/// The counts that hang together with a contradictory one: over sums, and over counts that are hidden in one
/// edition at least. What is printed alike everywhere separates.
fn resting(world: &World, wrong: BTreeSet<usize>) -> BTreeSet<usize> {
    let mut of: Vec<Vec<usize>> = vec![Vec::new(); world.nodes.len()];
    for (r, relation) in world.relations.iter().enumerate() {
        relation.terms.iter().for_each(|(n, _)| of[*n].push(r));
    }
    let open = |n: usize| world.known(n).is_none() || world.facts[n].hidden;
    let mut left: Vec<usize> = wrong.iter().copied().collect();
    let mut resting = wrong;
    while let Some(node) = left.pop() {
        let beside = of[node].iter().flat_map(|r| &world.relations[*r].terms).map(|(n, _)| *n);
        let new: Vec<usize> = beside.filter(|n| open(*n) && !resting.contains(n)).collect();
        for node in new {
            if resting.insert(node) {
                left.push(node);
            }
        }
    }
    resting
}
