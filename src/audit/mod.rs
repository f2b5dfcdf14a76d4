//! The attacker. Takes what was published, as bytes: `figures.csv`, `codes.csv`, `manifest.json` of any
//! number of reports and editions. Gives every hidden cell that can be computed or bounded too tightly,
//! and every small count that stands somewhere, with the relations that were used.
//!
//! It shares nothing with the protection but the format of those files and the numeric kernels of
//! [`linear`](crate::linear): which relations hold it finds out by itself. It knows only what a reader
//! knows: counts are whole, printed sums add up, a share was rounded, a hidden sign is no zero where
//! zeros are printed, rounded counts are so far from the true ones at most, what earlier editions said, and that
//! registrations were only withdrawn, or only added, where no number since says otherwise.
//! How a line was protected it reads in the manifest (`rules`). Messages name cells and never a number.
//!
//! `attacker_knowledge` holds what is known of each count; `additive_relations` and `inferred_relations` are the sums
//! that hold, printed and guessed; `editions`, `monotone_revisions` compare states of the same year; `elimination`,
//! `bound_propagation` and `feasibility_interval` compute what follows; `findings` says it.

mod additive_relations;
mod attack;
mod attacker_knowledge;
mod bound_propagation;
mod editions;
mod elimination;
mod feasibility_interval;
mod find;
mod findings;
mod inferred_relations;
mod monotone_revisions;
mod overlapping_bands;
mod release;
mod rounded;
mod rules;
mod shares;
mod span;
mod system;
mod units;

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::intervals;

use crate::base::{Finding, Findings, Severity};
use crate::linear::integer_program::{Solver, usual};

pub use find::find;
pub use findings::{BOUNDED, SUPPOSED};
pub use release::Release;
pub use rules::Rules;

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
pub fn audit_with(releases: &[Release], rules: &Rules, solver: &dyn Solver) -> Audit {
    let Knowledge { releases, rules, mut world, mut findings } = knowledge(releases, rules);
    let mut broken = attack::attack(&world, &rules, solver);
    let supposed = monotone_revisions::supposed(&mut world, &rules, solver, &broken);
    broken.extend(supposed);
    let of_hidden = broken.iter().filter(|b| world.facts[b.node].hidden).count();
    findings.extend(broken.iter().map(|b| findings::finding(&world, b)));
    let mut findings =
        Findings(findings.into_iter().map(|f: Finding| findings::of_line(f, &releases)).collect());
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

/// What a reader of all releases can write down, with what is wrong on paper before anything is computed.
struct Knowledge {
    /// In the order in which they were published, with the rules that are imposed on them.
    releases: Vec<Release>,
    rules: Rules,
    world: attacker_knowledge::World,
    findings: Vec<Finding>,
}

fn knowledge(releases: &[Release], rules: &Rules) -> Knowledge {
    let mut releases = releases.to_vec();
    releases.sort_by(|a, b| (&a.line, a.year, a.edition).cmp(&(&b.line, b.year, b.edition)));
    rules.impose(&mut releases);
    let rules = rules.with(&releases);
    let vintages = editions::Vintages::of(&releases);
    let mut world = attacker_knowledge::World::default();
    let mut findings = findings::take_all(&mut world, &releases, &vintages);
    findings.extend(findings::small_counts(&releases));
    additive_relations::sums(&mut world, &releases, &vintages);
    overlapping_bands::pieces(&mut world);
    additive_relations::periods(&mut world);
    inferred_relations::confirmed(&mut world);
    findings.extend(shares::derived(&mut world, &releases, &vintages));
    findings.extend(shares::natural(&mut world, &releases, &vintages));
    if rules.rounded.is_none() {
        findings.extend(findings::sums_that_do_not_add_up(&world));
    }
    findings.extend(rounded::exact_counts(&releases));
    findings.extend(rounded::mixed_sums(&releases));
    findings.extend(findings::revisions(&world, &rules));
    Knowledge { releases, rules, world, findings }
}
