//! The attacker. Takes what was published, as bytes: `figures.csv`, `codes.csv`, `manifest.json` of any
//! number of reports and editions. Gives every hidden cell that can be computed or bounded too tightly,
//! and every small count that stands somewhere, with the relations that were used.
//!
//! It shares nothing with the protection but the format of those files, and knows only what a reader
//! knows: counts are whole, printed sums add up, a share was rounded, a hidden sign is no zero where
//! zeros are printed, rounded counts are so far from the true ones at most, what earlier editions said, and that
//! registrations were only withdrawn, or only added, where no number since says otherwise.
//! How a line was protected it reads in the manifest (`rules`). Messages name cells and never a number.

mod attack;
mod bands;
mod bounds;
mod eliminate;
mod find;
mod guesses;
mod lattice;
mod one_way;
mod propagate;
mod release;
mod rounded;
mod rules;
mod shares;
mod span;
mod system;
mod tell;
mod units;
mod vintages;
mod world;

#[cfg(test)]
mod tests;

use crate::base::{Finding, Findings, Severity};

#[cfg(feature = "highs")]
pub use bounds::Fast;
pub use bounds::{BoundSolver, Extreme, Plain, usual};
pub use find::find;
pub use release::Release;
pub use rules::Rules;
pub use tell::{BOUNDED, SUPPOSED};

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
    audit_with(releases, rules, usual())
}

/// The same with another solver.
#[must_use]
pub fn audit_with(releases: &[Release], rules: &Rules, solver: &dyn BoundSolver) -> Audit {
    let mut releases = releases.to_vec();
    releases.sort_by(|a, b| (&a.line, a.year, a.edition).cmp(&(&b.line, b.year, b.edition)));
    rules.impose(&mut releases);
    let rules = rules.with(&releases);
    let vintages = vintages::Vintages::of(&releases);
    let mut world = world::World::default();
    let mut findings = tell::take_all(&mut world, &releases, &vintages);
    findings.extend(tell::small_counts(&releases));
    lattice::sums(&mut world, &releases, &vintages);
    bands::pieces(&mut world);
    lattice::periods(&mut world);
    guesses::confirmed(&mut world);
    findings.extend(shares::derived(&mut world, &releases, &vintages));
    findings.extend(shares::natural(&mut world, &releases, &vintages));
    if rules.rounded.is_none() {
        findings.extend(tell::sums_that_do_not_add_up(&world));
    }
    findings.extend(rounded::exact_counts(&releases));
    findings.extend(rounded::mixed_sums(&releases));
    findings.extend(tell::revisions(&world, &rules));
    let mut broken = attack::attack(&world, &rules, solver);
    let supposed = one_way::supposed(&mut world, &rules, solver, &broken);
    broken.extend(supposed);
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
