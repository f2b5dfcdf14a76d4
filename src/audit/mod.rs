//! The attacker. Takes what was published, as bytes: `figures.csv`, `codes.csv`, `manifest.json` of any
//! number of reports and editions. Gives every hidden cell that can be computed or bounded too tightly,
//! and every small count that stands somewhere, with the relations that were used.
//!
//! It shares nothing with the protection but the format of those files, and knows only what a reader
//! knows: counts are whole, printed sums add up, a share was rounded, a hidden sign is no zero where
//! zeros are printed, and what earlier editions said. Messages name cells and never a number.

mod attack;
mod bands;
mod bounds;
mod eliminate;
mod find;
mod guesses;
mod lattice;
mod propagate;
mod release;
mod shares;
mod span;
mod system;
mod tell;
mod world;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::diagnostics::{Finding, Findings, Severity};

pub use bounds::{BoundSolver, Extreme, Plain};
pub use find::find;
pub use release::Release;

/// What a reader knows beside the numbers.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Smallest number of steps between the least and the greatest possibility of a hidden cell that may
    /// be small; threshold − 1 when left out.
    pub width: Option<i128>,
    /// Zeros are printed, so that a hidden count is at least one.
    pub zeros_shown: bool,
    /// All counts are rounded to multiples of this.
    pub rounded: Option<i128>,
    /// Thresholds by line, from the releases.
    thresholds: BTreeMap<String, i128>,
}

impl Default for Rules {
    fn default() -> Self {
        Self { width: None, zeros_shown: true, rounded: None, thresholds: BTreeMap::new() }
    }
}

impl Rules {
    fn with_thresholds(&self, releases: &[Release]) -> Self {
        let mut rules = self.clone();
        for release in releases {
            let t = rules.thresholds.entry(release.line.clone()).or_insert(1);
            *t = (*t).max(i128::from(release.threshold));
        }
        rules
    }

    fn threshold_of(&self, line: &str) -> i128 {
        let highest = || self.thresholds.values().copied().max().unwrap_or(1);
        self.thresholds.get(line).copied().unwrap_or_else(highest)
    }

    fn width(&self, threshold: i128) -> i128 {
        self.width.unwrap_or(threshold - 1)
    }
}

/// What an audit found.
#[derive(Debug, Clone, Default)]
pub struct Audit {
    /// Everything that was broken, sorted.
    pub findings: Findings,
    /// Number of published cells read.
    pub cells: usize,
    /// Number of different counts that are hidden.
    pub hidden: usize,
    /// Number of relations between counts.
    pub relations: usize,
    /// Number of hidden counts that could be computed or bounded.
    pub broken: usize,
}

impl Audit {
    /// Whether anything was broken.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.findings.has_errors()
    }

    /// Number of findings that are refusals.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.findings.0.iter().filter(|f| f.severity == Severity::Error).count()
    }
}

/// Attacks everything that the releases say together.
#[must_use]
pub fn audit(releases: &[Release], rules: &Rules) -> Audit {
    audit_with(releases, rules, &Plain)
}

/// The same with another solver.
#[must_use]
pub fn audit_with(releases: &[Release], rules: &Rules, solver: &dyn BoundSolver) -> Audit {
    let mut releases = releases.to_vec();
    releases.sort_by(|a, b| (&a.line, a.year, a.edition).cmp(&(&b.line, b.year, b.edition)));
    let rules = rules.with_thresholds(&releases);
    let vintages = world::Vintages::of(&releases);
    let mut world = world::World::default();
    let mut findings = tell::take_all(&mut world, &releases, &vintages);
    findings.extend(tell::small_counts(&releases));
    lattice::sums(&mut world, &releases, &vintages, rules.rounded.is_some());
    bands::pieces(&mut world);
    lattice::periods(&mut world);
    guesses::confirmed(&mut world);
    findings.extend(shares::derived(&mut world, &releases, &vintages));
    findings.extend(shares::natural(&mut world, &releases, &vintages));
    if rules.rounded.is_none() {
        findings.extend(tell::sums_that_do_not_add_up(&world));
    }
    findings.extend(tell::revisions(&world, &rules));
    let broken = attack::attack(&world, &rules, solver);
    let of_hidden = broken.iter().filter(|b| world.facts[b.node].hidden).count();
    findings.extend(broken.iter().map(|b| tell::finding(&world, b)));
    let mut findings = Findings(findings.into_iter().map(|f: Finding| tell::of_line(f, &releases)).collect());
    findings.sort();
    findings.0.dedup();
    Audit {
        findings,
        cells: releases.iter().map(|r| r.cells.len()).sum(),
        hidden: world.facts.iter().filter(|f| f.hidden).count(),
        relations: world.relations.len(),
        broken: of_hidden,
    }
}
