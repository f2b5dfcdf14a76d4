//! What a build would say otherwise than what stands published, cell by cell, with the reasons.

use super::edition_plan::edition_plans;
use super::gather::{Reading, gather};
use super::report_kind::{LineReport, ReportKind};
use super::request::{Event, Outcome, Request};
use super::revision_hold::waits;
use super::selection::choose;
use crate::base::{Exit, Findings};
use crate::config::load;
use crate::edition::Revision;

/// What a report would say otherwise.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Difference {
    /// Line.
    pub helpline: String,
    /// Report year.
    pub year: i32,
    /// Whether it stands published at all.
    pub published: bool,
    /// Whether the figures differ from the edition that stands published. When they do not, the
    /// revision tells how that edition differs from its predecessor.
    pub changed: bool,
    /// Whether a build holds the next edition back, because its differences would describe those concerned.
    /// The revision then tells of the edition that stands and of no cell.
    pub held: bool,
    /// The changes.
    pub revision: Revision,
}

/// All differences of the lines and the year asked for; nothing is written.
#[must_use]
pub fn diff(request: &Request, progress: &(dyn Fn(Event) + Sync)) -> (Vec<Difference>, Findings, Exit) {
    let (workspace, findings) = load(&request.root);
    let mut outcome = Outcome::new(findings);
    let Some((workspace, chosen)) = choose(request, workspace, &mut outcome) else {
        return (Vec::new(), outcome.findings, outcome.exit);
    };
    let mut all = Vec::new();
    for position in chosen {
        let line = &workspace.helplines[position].id;
        progress(Event::Reading(line.clone()));
        let (gathered, found) = gather(&workspace, position, &Reading::of(request, false, false));
        outcome.findings.extend(found);
        let Ok(mut gathered) = gathered else {
            outcome.exit = outcome.exit.worst(Exit::DataRejected);
            continue;
        };
        let own = gathered.report_years(request.year);
        let kind = LineReport { line: &workspace.helplines[position] };
        let years = (&mut gathered.years[..], &gathered.commentary);
        let (plans, told) = edition_plans(&workspace, &kind, years, &gathered.basis, &own);
        outcome.findings.extend(told);
        for ((year, _), plan) in gathered.years.iter().zip(plans) {
            let mut revision = (*plan.revision).clone();
            let published = revision.published || revision.replaces.is_some();
            let waits = waits(line, (*year, kind.settings_file()), &gathered.basis.slight, &revision);
            let held = waits.is_some();
            outcome.findings.0.extend(waits);
            if held {
                let edition = revision.edition - 1;
                revision = Revision { edition, published: true, ..Revision::default() };
            }
            let changed = !revision.published;
            all.push(Difference { helpline: line.clone(), year: *year, published, changed, held, revision });
        }
    }
    outcome.findings.sort();
    (all, outcome.findings, outcome.exit)
}
