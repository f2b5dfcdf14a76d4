//! The attacker. It takes what was published, as bytes: `figures.csv`, `codes.csv`, `manifest.json` of any
//! number of reports and editions. It gives every hidden cell that can be computed or bounded too tightly,
//! and every small count that is printed somewhere, with the relations that it used.
//!
//! It shares nothing with the protection but the format of those files and the numeric kernels of
//! [`linear`](crate::linear): it finds out by itself which relations hold. It knows only what a reader knows:
//!
//! - counts are whole numbers, printed sums add up, a share is a rounded quotient;
//! - a hidden count is no zero where zeros are printed;
//! - a rounded count is at most so far from the true one;
//! - what earlier editions said;
//! - perhaps that a correction only withdrew registrations, or only added some, where no number says otherwise.
//!
//! It reads in the manifest how a line was protected (`rules`). Messages name cells and never a number.
//!
//! The words are those of the handbook (see [`disclosure`](crate::disclosure)): the *feasibility interval* of
//! a hidden cell lies between the least and the greatest value that agree with all that is printed. A cell is
//! broken when this interval is a single value, or is narrower than the rules ask and contains a small count.
//!
//! | file | what it holds |
//! |---|---|
//! | `release`, `find`, `rules`, `span`, `units` | what was published, and how it was protected |
//! | `attacker_knowledge` | what a reader knows of each count, and the relations between counts |
//! | `additive_relations`, `overlapping_bands`, `shares` | relations that the format promises |
//! | `inferred_relations` | relations that a reader guesses from the words, and the numbers confirm |
//! | `editions`, `monotone_revisions`, `rounded` | states of the same year compared; rounded counts |
//! | `contradictions` | two editions that cannot be of one state of the data, though no printed number shows it |
//! | `system` | the unknown counts as equations and inequalities |
//! | `elimination`, `bound_propagation`, `feasibility_interval`, `attack` | what follows from these |
//! | `findings` | what is said of it |

mod additive_relations;
mod attack;
mod attacker_knowledge;
mod bound_propagation;
mod contradictions;
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
pub(crate) use tests::{believed, intervals};

use std::collections::BTreeSet;

use crate::base::{Finding, Findings, Severity};
use crate::linear::integer_program::{Solver, usual};

pub use find::find;
pub use findings::{BOUNDED, SUPPOSED};
pub use release::Release;
pub use rules::Rules;

/// What an audit found.
#[derive(Debug, Clone, Default)]
pub struct Audit {
    /// One finding for each broken cell and each contradiction, sorted.
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

    /// Number of findings that are errors.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.findings.0.iter().filter(|f| f.severity == Severity::Error).count()
    }
}

/// Attacks all releases together.
#[must_use]
pub fn audit(releases: &[Release], rules: &Rules) -> Audit {
    audit_with(releases, rules, usual())
}

/// The same with another solver.
#[must_use]
pub fn audit_with(releases: &[Release], rules: &Rules, solver: &dyn Solver) -> Audit {
    let supposing = attacked(knowledge(releases, rules, &BTreeSet::new()), solver);
    let Attacked { knowledge, broken } = match contradictions::apart(&supposing) {
        Some(apart) => {
            let anew = attacked(self::knowledge(releases, rules, &apart), solver);
            contradictions::joined(supposing, anew)
        }
        None => supposing,
    };
    let Knowledge { releases, rules: _, world, mut findings } = knowledge;
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

/// What a reader knows, and what follows from it.
struct Attacked {
    knowledge: Knowledge,
    broken: Vec<attack::Break>,
}

fn attacked(mut knowledge: Knowledge, solver: &dyn Solver) -> Attacked {
    let mut broken = attack::attack(&knowledge.world, &knowledge.rules, solver);
    let supposed = monotone_revisions::supposed(&mut knowledge.world, &knowledge.rules, solver, &broken);
    broken.extend(supposed);
    Attacked { knowledge, broken }
}

/// What a reader of all releases knows, with the findings that need no computation.
struct Knowledge {
    /// In the order in which they were published, with the rules that are imposed on them.
    releases: Vec<Release>,
    rules: Rules,
    world: attacker_knowledge::World,
    findings: Vec<Finding>,
}

/// Of the lines that are `apart`, each release that hides other cells is of a state of its own.
fn knowledge(releases: &[Release], rules: &Rules, apart: &BTreeSet<String>) -> Knowledge {
    let mut releases = releases.to_vec();
    releases.sort_by(|a, b| (&a.line, a.year, a.edition).cmp(&(&b.line, b.year, b.edition)));
    rules.impose(&mut releases);
    let rules = rules.with(&releases);
    let vintages = editions::Vintages::of(&releases, apart);
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
