//! The site of all reports, made anew after a build from what stands there.

use super::environment::Environment;
use super::request::{Outcome, Report, Request};
use crate::base::{Exit, Lang};
use crate::config::Workspace;
use crate::publish::{WriteError, publish_file};
use crate::site::{Facts, no_more_made, site};

/// Writes the files of the site that changed, when there is a report, and takes away those that are made no more.
pub fn front_door(
    workspace: &Workspace,
    (request, environment): (&Request, &Environment<'_>),
    outcome: &mut Outcome,
) {
    let stands = |r: &Report| r.state.is_good();
    if request.dry || !outcome.reports.iter().any(stands) {
        return;
    }
    let first = workspace.helplines.iter().flat_map(|line| &line.languages).next();
    let tokens = std::fs::read_to_string(request.root.join("templates/tokens.yaml")).unwrap_or_default();
    let reports = request.root.join("reports");
    let facts = Facts {
        publisher: &workspace.publisher,
        site: &workspace.site,
        first: first.copied().unwrap_or(Lang::nl()),
        languages: workspace.languages.iter().collect(),
        names: workspace.helplines.iter().map(|line| (line.id.clone(), line.name.clone())).collect(),
        tokens: &tokens,
    };
    let files = site(&reports, &facts);
    let written = files
        .iter()
        .map(|(name, bytes)| publish_file(environment.disk, &reports.join(name), bytes).map(drop));
    let removed = no_more_made(&reports, &files)
        .into_iter()
        .map(|path| environment.disk.remove(&path).map_err(|error| WriteError { path, error }));
    for error in written.chain(removed).filter_map(Result::err) {
        outcome.findings.push(error.finding(&request.root));
        outcome.exit = outcome.exit.worst(Exit::Write);
    }
}
