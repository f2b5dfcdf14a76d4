//! What the reports of a line may show before they are made: the safe tables that a build would publish.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::edition_plan::edition_plans;
use super::gather::{Gathered, YearTables};
use super::report_kind::{LineReport, ReportKind};
use super::revision_hold::waits;
use super::run::Look;
use crate::base::{Finding, Findings, code, did_you_mean};
use crate::config::{Helpline, Workspace};
use crate::disclosure::SafeTable;
use crate::preview::{Account, Grounds, Reasons, account, empty, reasons};

/// Dimensions that every line has.
const STANDARD: [&str; 3] = ["channel", "month", "weekday"];

/// Whether a line has a dimension that can be shown whole.
pub fn has(line: &Helpline, dimension: &str) -> bool {
    STANDARD.contains(&dimension) || line.dimension(dimension).is_some()
}

/// That none of these lines has the dimension, with what they have.
pub fn no_line_has(workspace: &Workspace, chosen: &[usize], dimension: &str) -> Option<Finding> {
    let lines = || chosen.iter().map(|position| &workspace.helplines[*position]);
    if chosen.is_empty() || lines().any(|line| has(line, dimension)) {
        return None;
    }
    let own = lines().flat_map(|line| line.dimensions.iter().map(|d| d.id.as_str()));
    let names: BTreeSet<&str> = own.chain(STANDARD).collect();
    let hint = match did_you_mean(dimension, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are: {}", names.into_iter().collect::<Vec<_>>().join(", ")),
    };
    Some(Finding::error(code::U015, format!("no line has a dimension `{dimension}`")).hint(hint))
}

/// The report years of a line with the tables that a build would publish, and what is said of those that wait. Where
/// the next edition is held back its numbers may not be told either: beside those that stand they would describe the
/// few who were corrected.
pub fn showable(workspace: &Workspace, gathered: &mut Gathered) -> (Vec<YearTables>, Findings) {
    let kind = LineReport { line: &workspace.helplines[gathered.line] };
    let own = gathered.report_years(None);
    let years = (&mut gathered.years[..], &gathered.commentary);
    let (plans, mut told) = edition_plans(workspace, &kind, years, &gathered.basis, &own);
    let (id, file) = (&kind.subject().id, kind.settings_file());
    let mut shown = Vec::new();
    for ((year, tables), plan) in gathered.years.iter().zip(plans) {
        match waits(id, (*year, file.clone()), &gathered.basis.slight, &plan.revision) {
            Some(waiting) => told.push(waiting),
            None => shown.push((*year, Arc::clone(tables))),
        }
    }
    (shown, told)
}

/// The account of a line, and what stands in its reports without a number.
pub fn account_of(
    workspace: &Workspace,
    gathered: &mut Gathered,
    look: &Look,
) -> (Option<Account>, Findings) {
    let line = &workspace.helplines[gathered.line];
    let (shown, mut told) = showable(workspace, gathered);
    // That a number was published otherwise a build tells.
    told.0.retain(|finding| finding.code == code::D004);
    if shown.is_empty() {
        return (None, told);
    }
    let why = look.reasons.then(|| {
        let tried = gathered.tried.take().unwrap_or_default();
        Reasons { withheld: reasons(&gathered.loss.log), tried: tried.helps, in_vain: tried.in_vain }
    });
    let reports: Vec<(i32, &[SafeTable])> = shown.iter().map(|(year, tables)| (*year, &tables[..])).collect();
    let account = account(Grounds { line, reports, reasons: why });
    told.0.extend(empty(line, &account));
    (Some(account), told)
}
