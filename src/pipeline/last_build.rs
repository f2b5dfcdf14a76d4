//! The memory from one build to the next: which lines failed.

use super::environment::Environment;
use super::request::{Outcome, Request};
use crate::base::{Finding, Place, code};
use crate::config::Workspace;
use crate::publish::LastBuild;

/// With `--only-failed`: of the lines chosen, those that the last build did not make. Without a record
/// all of them.
pub fn only_failed(
    request: &Request,
    workspace: &Workspace,
    chosen: Vec<usize>,
    outcome: &mut Outcome,
) -> Vec<usize> {
    if !request.only_failed {
        return chosen;
    }
    let Some(last) = LastBuild::load(&request.root) else {
        let text = "there is no record of a last build: all lines are built";
        outcome.findings.push(Finding::note(code::P012, text).at(Place::file("data")));
        return chosen;
    };
    chosen.into_iter().filter(|p| last.failed.contains(&workspace.helplines[*p].id)).collect()
}

/// Notes for the next build which lines failed in this one.
pub fn remember(
    request: &Request,
    environment: &Environment<'_>,
    workspace: &Workspace,
    touched: &[String],
    outcome: &mut Outcome,
) {
    let good = |id: &str| {
        let own = || outcome.reports.iter().filter(|r| r.helpline == id);
        own().count() > 0 && own().all(|r| r.state.is_good())
    };
    let known = workspace.helplines.iter().map(|l| l.id.as_str());
    let broken =
        outcome.reports.iter().map(|r| r.helpline.as_str()).filter(|id| known.clone().all(|k| k != *id));
    let before = LastBuild::load(&request.root).unwrap_or_default();
    let mut last = before.clone();
    last.update(touched.iter().map(String::as_str).chain(broken).map(|id| (id, good(id))));
    if last == before {
        return;
    }
    if let Err(error) = last.save(environment.disk, &request.root) {
        let text = format!("which reports failed cannot be remembered: {}", error.error.kind());
        let finding = Finding::warning(code::P013, text).at(Place::file(".jaarlijn-cache"));
        outcome.findings.push(finding.hint("`--only-failed` will not know of this build"));
    }
}
