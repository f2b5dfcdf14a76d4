//! The multiples of all cells of a system, level by level.

use std::collections::BTreeMap;

use super::program::{Choice, Sum, choose};
use crate::disclosure::linked_tables::known_to_readers::Known;
use crate::disclosure::linked_tables::system::System;
use crate::disclosure::suppression::solution_cache::{Memory, skeleton};

/// The multiples of all cells of a system.
#[derive(Debug)]
pub struct Rounded {
    /// What they are multiples of.
    pub base: u64,
    multiples: Vec<i64>,
    withheld: Vec<bool>,
    /// How many components of the system were solved, and how many had been solved before.
    pub parts: (usize, usize),
}

impl Rounded {
    /// The number that is printed for a cell; `None` when it is withheld.
    #[must_use]
    pub fn shown(&self, node: usize) -> Option<u64> {
        let multiple = u64::try_from(self.multiples[node]).ok()?;
        (!self.withheld[node]).then_some(multiple * self.base)
    }

    /// Rounds a system, component by component. The numbers of a component that was solved before come from
    /// `memory`.
    #[must_use]
    pub fn of(system: &System, before: &Known, base: u64, memory: &mut Memory<'_>) -> Self {
        let size = system.nodes.len();
        let held: Vec<Option<i64>> = (0..size).map(|n| held(system, before, base, n)).collect();
        let mut rounded = Self { base, multiples: vec![0; size], withheld: vec![false; size], parts: (0, 0) };
        let levels = levels(system);
        // Zeros are in no relation, and stay zeros.
        let mut known: Vec<bool> = system.nodes.iter().map(|n| n.value == 0 && n.printed).collect();
        for whole in wholes(system) {
            let together = !whole.relations.is_empty();
            if together && let Some(numbers) = before_now(system, &whole, &held, base, memory) {
                rounded.take(system, &whole, &numbers);
                rounded.parts.1 += 1;
                continue;
            }
            let top = whole.nodes.iter().map(|n| levels[*n]).max().unwrap_or(0);
            for level in 0..=top {
                let open: Vec<usize> =
                    whole.nodes.iter().copied().filter(|n| levels[*n] == level && !known[*n]).collect();
                for part in parts(system, &open, (&levels, level), &whole.relations) {
                    rounded.settle(system, &part, &held, &known);
                }
                open.iter().for_each(|n| known[*n] = true);
            }
            rounded.withhold(system, &whole, &held);
            if together {
                let numbers = rounded.numbers(system, &whole);
                memory.printed(&texts(system, &whole, &held, base, Some(&numbers)), &numbers);
                rounded.parts.0 += 1;
            }
        }
        rounded
    }

    /// The multiples that are printed of a component.
    fn numbers(&self, system: &System, whole: &Part) -> Vec<Option<u64>> {
        let printed = whole.nodes.iter().filter(|n| system.nodes[**n].printed);
        printed.map(|n| self.shown(*n).map(|shown| shown / self.base)).collect()
    }

    /// Takes over the multiples that were printed of a component before.
    fn take(&mut self, system: &System, whole: &Part, numbers: &[Option<u64>]) {
        let printed = whole.nodes.iter().filter(|n| system.nodes[**n].printed);
        for (n, number) in printed.zip(numbers) {
            self.multiples[*n] = number.and_then(|m| i64::try_from(m).ok()).unwrap_or(0);
            self.withheld[*n] = number.is_none();
        }
    }

    /// Chooses the multiples of cells that sums connect, given the multiples that are chosen already.
    fn settle(&mut self, system: &System, part: &Part, held: &[Option<i64>], known: &[bool]) {
        let position: BTreeMap<usize, usize> = part.nodes.iter().enumerate().map(|(i, n)| (*n, i)).collect();
        let choice = |n: &usize| {
            let node = &system.nodes[*n];
            Choice { count: node.value, held: held[*n], printed: node.printed }
        };
        let choices: Vec<Choice> = part.nodes.iter().map(choice).collect();
        let sums = part.relations.iter().map(|r| {
            let mut sum = Sum { terms: Vec::new(), rhs: 0 };
            for (n, factor) in &system.relations[*r] {
                match position.get(n) {
                    Some(at) => sum.terms.push((*at, *factor)),
                    None if known[*n] => sum.rhs -= factor * self.multiples[*n],
                    None => {}
                }
            }
            sum
        });
        let sums: Vec<Sum> = sums.collect();
        for (n, multiple) in part.nodes.iter().zip(choose(&choices, &sums, self.base)) {
            self.multiples[*n] = multiple;
        }
    }

    /// Withholds a cell whose multiple is too far from its count, or differs from a number that readers know
    /// and that is still near enough; and the most detailed cells of a sum that does not hold.
    fn withhold(&mut self, system: &System, whole: &Part, held: &[Option<i64>]) {
        let base = i64::try_from(self.base).unwrap_or(i64::MAX);
        for n in whole.nodes.iter().copied() {
            let node = &system.nodes[n];
            let off = self.multiples[n] * base - i64::try_from(node.value).unwrap_or(i64::MAX);
            let otherwise = held[n].is_some_and(|m| m != self.multiples[n]);
            self.withheld[n] = off.abs() >= base || self.multiples[n] < 0 || otherwise;
        }
        for relation in whole.relations.iter().map(|r| &system.relations[*r]) {
            let sum: i64 = relation.iter().map(|(n, factor)| factor * self.multiples[*n]).sum();
            if sum != 0 {
                let detail = |n: &usize| system.identities.get(*n).map(|id| id.detail());
                let finest = relation.iter().filter_map(|(n, _)| detail(n)).max();
                for (n, _) in relation.iter().filter(|(n, _)| detail(n) == finest) {
                    self.withheld[*n] = true;
                }
            }
        }
    }
}

/// The texts by which the cache finds the numbers of a component: everything that they follow from; and,
/// where all of them are printed, these numbers themselves.
fn texts(
    system: &System,
    whole: &Part,
    held: &[Option<i64>],
    base: u64,
    numbers: Option<&[Option<u64>]>,
) -> Vec<String> {
    let skeleton = skeleton(system, &whole.nodes, &whole.relations.iter().copied().collect());
    let own: Vec<Option<i64>> = whole.nodes.iter().map(|n| held[*n]).collect();
    let printed = whole.nodes.iter().filter(|n| system.nodes[**n].printed);
    let all: Option<Vec<u64>> = match numbers {
        Some(numbers) => numbers.iter().copied().collect(),
        None => printed.map(|n| held[*n].and_then(|m| u64::try_from(m).ok())).collect(),
    };
    let full = format!("rounding {base}\n{skeleton}{own:?}");
    let closed = all.map(|all| format!("rounded {base}\n{skeleton}{all:?}"));
    std::iter::once(full).chain(closed).collect()
}

/// The numbers of a component from the cache, when they are still right: each is near its count and is the
/// number that readers know, and every sum holds.
fn before_now(
    system: &System,
    whole: &Part,
    held: &[Option<i64>],
    base: u64,
    memory: &mut Memory<'_>,
) -> Option<Vec<Option<u64>>> {
    let printed: Vec<usize> = whole.nodes.iter().copied().filter(|n| system.nodes[*n].printed).collect();
    let good = |numbers: &[Option<u64>]| {
        let near = |(n, number): (&usize, &Option<u64>)| {
            number.is_none_or(|m| {
                let (value, shown) = (system.nodes[*n].value, m.saturating_mul(base));
                shown.abs_diff(value) < base && held[*n].is_none_or(|held| i64::try_from(m) == Ok(held))
            })
        };
        let of: BTreeMap<usize, i64> = printed
            .iter()
            .zip(numbers)
            .filter_map(|(n, number)| Some((*n, i64::try_from((*number)?).ok()?)))
            .collect();
        let adds_up = |r: &usize| {
            let sum: Option<i64> =
                system.relations[*r].iter().map(|(n, factor)| of.get(n).map(|m| m * factor)).sum();
            sum.is_none_or(|sum| sum == 0)
        };
        printed.len() == numbers.len()
            && printed.iter().zip(numbers).all(near)
            && whole.relations.iter().all(adds_up)
    };
    memory.numbers(&texts(system, whole, held, base, None), &good)
}

/// The multiple that an earlier edition printed for a cell, when it is still less than the base away.
fn held(system: &System, before: &Known, base: u64, node: usize) -> Option<i64> {
    let (id, count) = (system.identities.get(node)?, system.nodes[node].value);
    let near = before.printed_as(id).filter(|n| n.is_multiple_of(base) && n.abs_diff(count) < base);
    let best = near.filter(|n| count > 0 || *n == 0).min_by_key(|n| (n.abs_diff(count), *n))?;
    i64::try_from(best / base).ok()
}

/// How many traits each cell names. A cell that is printed nowhere counts like the most detailed cell beside
/// it.
fn levels(system: &System) -> Vec<usize> {
    let mut levels: Vec<usize> = system.identities.iter().map(|id| id.detail()).collect();
    levels.resize(system.nodes.len(), 0);
    for relation in &system.relations {
        let named = relation.iter().filter(|(n, _)| *n < system.identities.len());
        let finest = named.map(|(n, _)| levels[*n]).max().unwrap_or(0);
        for (n, _) in relation.iter().filter(|(n, _)| *n >= system.identities.len()) {
            levels[*n] = levels[*n].max(finest);
        }
    }
    levels
}

/// Cells of one level that sums connect, with the relations among them and less detailed cells.
struct Part {
    nodes: Vec<usize>,
    relations: Vec<usize>,
}

/// The components of a system, with all their relations.
fn wholes(system: &System) -> Vec<Part> {
    let nodes = system.components();
    let mut part_of = vec![0; system.nodes.len()];
    for (at, part) in nodes.iter().enumerate() {
        part.iter().for_each(|n| part_of[*n] = at);
    }
    let mut wholes: Vec<Part> =
        nodes.into_iter().map(|nodes| Part { nodes, relations: Vec::new() }).collect();
    for (r, relation) in system.relations.iter().enumerate() {
        if let Some((n, _)) = relation.first() {
            wholes[part_of[*n]].relations.push(r);
        }
    }
    wholes
}

fn parts(system: &System, open: &[usize], (levels, level): (&[usize], usize), among: &[usize]) -> Vec<Part> {
    let place: BTreeMap<usize, usize> = open.iter().enumerate().map(|(i, n)| (*n, i)).collect();
    let mut above: Vec<usize> = (0..open.len()).collect();
    fn root(above: &mut [usize], mut at: usize) -> usize {
        while above[at] != at {
            above[at] = above[above[at]];
            at = above[at];
        }
        at
    }
    let mut inside = Vec::new();
    for (r, relation) in among.iter().map(|r| (*r, &system.relations[*r])) {
        let here: Vec<usize> = relation.iter().filter_map(|(n, _)| place.get(n).copied()).collect();
        if here.is_empty() || relation.iter().any(|(n, _)| levels[*n] > level) {
            continue;
        }
        for pair in here.windows(2) {
            let (a, b) = (root(&mut above, pair[0]), root(&mut above, pair[1]));
            above[a.max(b)] = a.min(b);
        }
        inside.push((r, here[0]));
    }
    let mut parts: BTreeMap<usize, Part> = BTreeMap::new();
    for (at, node) in open.iter().enumerate() {
        let top = root(&mut above, at);
        let part = parts.entry(top).or_insert_with(|| Part { nodes: Vec::new(), relations: Vec::new() });
        part.nodes.push(*node);
    }
    for (r, at) in inside {
        let top = root(&mut above, at);
        if let Some(part) = parts.get_mut(&top) {
            part.relations.push(r);
        }
    }
    parts.into_values().collect()
}
