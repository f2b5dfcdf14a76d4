//! Releases whose counts are rounded. Every number that is computed must be computed from the rounded ones,
//! and no true number may stand among them: the difference would give the true counts.

use std::collections::BTreeMap;

use super::attacker_knowledge::{World, node_of, published_before};
use super::release::{Published, Release, Shown};
use super::shares::numerators;
use super::span::Decimal;
use super::units::counts;
use crate::base::{Finding, code};

/// Counts that are no multiple of the base although the manifest says that all are.
pub fn exact_counts(releases: &[Release]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for release in releases {
        let count = |c: &&Published| counts(c) && c.base.is_none() && !published_before(c);
        for cell in release.cells.iter().filter(count) {
            let Some(rounding) = release.rules_for(cell).rounding else { continue };
            let Shown::Number(value) = cell.shown else { continue };
            if value.whole().is_some_and(|n| n % rounding.base != 0) {
                let node = node_of(release, cell);
                let name = node.as_ref().map_or_else(String::new, ToString::to_string);
                findings.push(
                    Finding::error(code::A013, format!("`{name}` is not rounded as the others are"))
                        .about(node.map(|node| node.count(&cell.figure)))
                        .at(cell.place.clone())
                        .hint("a true number among rounded ones gives others away"),
                );
            }
        }
    }
    findings
}

/// Sums over lines of which some are rounded. The printed sum must be the sum of the printed numbers. A sum
/// that differs from it by no more than rounding explains is the sum of the true numbers; a reader who
/// subtracts the other lines from it has the true number of the rounded one.
pub fn mixed_sums(releases: &[Release]) -> Vec<Finding> {
    type Sum<'r> = (Option<(i128, &'r Published)>, Vec<(i128, i128)>);
    let mut findings = Vec::new();
    for release in releases {
        let mut sums: BTreeMap<_, Sum<'_>> = BTreeMap::new();
        for cell in release.cells.iter().filter(|c| counts(c) && !published_before(c)) {
            let Shown::Number(value) = cell.shown else { continue };
            let Some(value) = value.whole() else { continue };
            let mut dims = cell.dims.clone();
            let line = dims.remove("line");
            let key = (&cell.figure, &cell.measure, &cell.stage, &cell.unit, &cell.period, dims);
            let sum = sums.entry(key).or_default();
            match line {
                Some(_) => sum.1.push((value, release.slack(cell))),
                None => sum.0 = Some((value, cell)),
            }
        }
        for (whole, parts) in sums.into_values() {
            let Some((whole, cell)) = whole.filter(|_| parts.len() > 1) else { continue };
            let off = whole - parts.iter().map(|(n, _)| n).sum::<i128>();
            let slack: i128 = parts.iter().map(|(_, slack)| slack).sum();
            if off != 0 && off.abs() <= slack {
                let node = node_of(release, cell);
                let name = node.as_ref().map_or_else(String::new, ToString::to_string);
                let message =
                    format!("`{name}` is not the sum of the rounded numbers of the lines beside it");
                let finding = Finding::error(code::A014, message)
                    .about(node.map(|node| node.count(&cell.figure)))
                    .at(cell.place.clone())
                    .hint("a sum of true numbers gives the rounded ones back: add up what is printed");
                findings.push(finding);
            }
        }
    }
    findings
}

fn not_of_these(world: &World, node: usize, cell: &Published) -> Finding {
    let message =
        format!("the {} of `{}` was not computed from the rounded numbers", cell.measure, world.nodes[node]);
    Finding::error(code::A014, message)
        .about(Some(world.nodes[node].count(&cell.measure)))
        .at(cell.place.clone())
        .hint("a ratio of true numbers gives them back: compute it from what is printed")
}

/// Whether a share of a rounded count is computed from the printed numbers: then it says nothing more than
/// they do. `None` when the count is not rounded.
pub fn share(
    world: &World,
    cell: &Published,
    value: Decimal,
    base: Option<i128>,
    node: usize,
) -> Option<Option<Finding>> {
    let n = world.known(node).filter(|_| world.facts[node].slack > 0)?;
    let agrees = base.is_none_or(|base| {
        let (low, high) = numerators(cell, value, base);
        (low..=high).contains(&n)
    });
    Some((!agrees).then(|| not_of_these(world, node, cell)))
}

/// The same for a change.
pub fn change(
    world: &World,
    cell: &Published,
    value: Decimal,
    (from, to): (usize, usize),
) -> Option<Option<Finding>> {
    let rounded = |n: usize| world.facts[n].slack > 0;
    if !rounded(from) && !rounded(to) {
        return None;
    }
    let (old, new) = world.known(from).zip(world.known(to))?;
    let digits = 2 * 100 * (new - old) * value.unit();
    let agrees = (digits - 2 * value.digits * old).abs() <= old.abs();
    let mixed = rounded(from) != rounded(to);
    Some((!agrees && !mixed).then(|| not_of_these(world, to, cell)))
}
