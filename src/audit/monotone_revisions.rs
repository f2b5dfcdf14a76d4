//! What a reader may suppose of a correction. When every printed number of a year fell, the reader supposes
//! that registrations were only withdrawn: then no count has risen, and none has fallen by more than a whole
//! of which it is a part. When every number rose, the same holds the other way.
//!
//! Nobody says that it is so, and it may be wrong. So it is a finding only where a small count would become
//! known or bounded, and not where a larger one would.

use std::collections::{BTreeMap, BTreeSet};

use super::Rules;
use super::attack::{Break, Kind, attack};
use super::attacker_knowledge::{Node, State, World};
use crate::linear::integer_program::Solver;

/// A count in two states of the data.
struct Pair {
    old: usize,
    new: usize,
}

/// Line, year and state of a year that was published anew.
type Revision = (String, i32, u32);

/// In which directions the numbers of a year changed.
#[derive(Default)]
struct Way {
    rose: bool,
    fell: bool,
}

/// Measures that count no registrations, or that compare counts.
const OTHER: [&str; 3] = ["event", "baseline", "publication"];

/// Adds the limits that follow from the supposition; gives whether there are any.
fn suppose(world: &mut World) -> bool {
    let mut revisions: BTreeMap<Revision, Vec<Pair>> = BTreeMap::new();
    for (new, node) in world.nodes.iter().enumerate() {
        let counted = !OTHER.iter().any(|dim| node.dims.contains_key(*dim));
        if let Some((revision, old)) = before(world, node).filter(|_| counted) {
            revisions.entry(revision).or_default().push(Pair { old, new });
        }
    }
    let mut limits = Vec::new();
    for pairs in revisions.values() {
        let mut way = Way::default();
        pairs.iter().for_each(|pair| way.see(world, pair));
        if way.rose == way.fell {
            continue;
        }
        for pair in pairs {
            let (more, less) = if way.fell { (pair.old, pair.new) } else { (pair.new, pair.old) };
            if world.exact(more).is_some() && world.exact(less).is_some() {
                continue;
            }
            let what = if way.fell { "withdrawn" } else { "added" };
            let why = format!("registrations were only {what}: `{}`", world.nodes[pair.new]);
            limits.push((vec![(less, 1), (more, -1)], 0, why.clone()));
            if let Some(most) = wholes(world, &world.nodes[pair.new]).min() {
                limits.push((vec![(more, 1), (less, -1)], most, why));
            }
        }
    }
    let any = !limits.is_empty();
    limits.into_iter().for_each(|(terms, bound, why)| world.limit(terms, bound, why));
    any
}

/// The same count in the state before, where its year was published anew.
fn before(world: &World, node: &Node) -> Option<(Revision, usize)> {
    let mut states = node.vintage.iter();
    let (Some((year, version)), None) = (states.next(), states.next()) else { return None };
    let state = |version: u32| {
        let vintage = (version > 0).then_some((*year, version)).into_iter().collect();
        world.find(&Node { vintage, ..node.clone() })
    };
    let old = (0..*version).rev().find_map(state)?;
    let line = node.dims.get("line").cloned().unwrap_or_default();
    Some(((line, *year, *version), old))
}

/// By how much the printed wholes of a count changed. A whole is the count without one of its codes.
fn wholes<'w>(world: &'w World, node: &'w Node) -> impl Iterator<Item = i128> + 'w {
    node.dims.keys().filter(|dim| *dim != "line").filter_map(move |dim| {
        let mut whole = node.clone();
        whole.dims.remove(dim);
        let new = world.find(&whole)?;
        let old = before(world, &whole)?.1;
        Some((world.exact(new)? - world.exact(old)?).abs())
    })
}

impl Way {
    fn see(&mut self, world: &World, pair: &Pair) {
        let hidden = |n: usize| world.facts[n].state == State::Hidden && world.facts[n].least > 0;
        match (world.exact(pair.old), world.exact(pair.new)) {
            (Some(old), Some(new)) => {
                self.rose |= new > old;
                self.fell |= new < old;
            }
            // A hidden count is no zero here.
            (Some(0), None) => self.rose |= hidden(pair.new),
            (None, Some(0)) => self.fell |= hidden(pair.old),
            _ => {}
        }
    }
}

/// Small counts that become known, or known to be small, only by the supposition. Where it leaves no possible
/// value the supposition was wrong, and that is no finding.
#[must_use]
pub fn supposed(world: &mut World, rules: &Rules, solver: &dyn Solver, broken: &[Break]) -> Vec<Break> {
    if !suppose(world) {
        return Vec::new();
    }
    let already: BTreeSet<usize> = broken.iter().map(|b| b.node).collect();
    let found = attack(world, &rules.strictly(), solver).into_iter();
    let found = found.filter(|b| matches!(b.kind, Kind::Small | Kind::Tight) && !already.contains(&b.node));
    let kind = |b: &Break| if b.kind == Kind::Small { Kind::Supposed } else { Kind::Bounded };
    found.map(|b| Break { kind: kind(&b), ..b }).collect()
}
