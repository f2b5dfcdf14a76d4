//! Which lines a build or check is about.

use super::gather::asked;
use super::request::{Outcome, Report, Request, State};
use crate::base::{Exit, Finding, Place, Severity, code, did_you_mean};
use crate::config::{Helpline, Workspace};
use crate::landscape;

/// The lines asked for; an unknown one is an error with a suggestion, and then nothing is done.
pub fn choose(
    request: &Request,
    workspace: Option<Workspace>,
    outcome: &mut Outcome,
) -> Option<(Workspace, Vec<usize>)> {
    // The landscape and the answers rest on all lines.
    let all = request.lines.is_empty()
        || workspace.as_ref().is_some_and(|w| request.lines.iter().any(|l| is_wide(w, l)));
    let asked = |id: &str| all || request.lines.iter().any(|l| l == id);
    if workspace.is_some() {
        // What is wrong with other lines was not asked.
        outcome.findings.0.retain(|f| f.helpline.as_deref().is_none_or(asked));
    }
    if outcome.findings.has_errors() {
        outcome.exit = Exit::Config;
    }
    let workspace = workspace?;
    // Lines whose settings are wrong are not in the workspace: each gets its line in the end table.
    let errors = outcome.findings.0.iter().filter(|f| f.severity == Severity::Error);
    let mut broken: Vec<&String> = errors.filter_map(|f| f.helpline.as_ref()).collect();
    broken.dedup();
    outcome.reports.extend(broken.into_iter().map(|id| Report::new(id, None, State::Refused, "settings")));
    let chosen = if request.lines.is_empty() {
        (0..workspace.helplines.len()).collect()
    } else {
        named(request, &workspace, outcome)?
    };
    let chosen = of_year(request, &workspace, chosen, outcome)?;
    Some((workspace, chosen))
}

/// Whether a name is that of a report on several lines.
fn is_wide(workspace: &Workspace, name: &str) -> bool {
    (name == landscape::ID && workspace.landscape.is_some())
        || workspace.questions.iter().any(|q| q.id == name)
}

/// Positions of the lines that were named.
fn named(request: &Request, workspace: &Workspace, outcome: &mut Outcome) -> Option<Vec<usize>> {
    let mut chosen = Vec::new();
    let mut all_known = true;
    for asked in &request.lines {
        let fits = |l: &Helpline| l.id == *asked || l.name == *asked || l.aliases.contains(asked);
        match workspace.helplines.iter().position(fits) {
            Some(position) => chosen.push(position),
            None if is_wide(workspace, asked) => {}
            None if outcome.reports.iter().any(|r| r.helpline == *asked) => {}
            None => {
                let names = workspace
                    .helplines
                    .iter()
                    .map(|l| l.id.as_str())
                    .chain(workspace.landscape.iter().map(|_| landscape::ID))
                    .chain(workspace.questions.iter().map(|q| q.id.as_str()));
                let hint = did_you_mean(asked, names.clone()).map_or_else(
                    || format!("there are: {}", names.collect::<Vec<_>>().join(", ")),
                    |n| format!("did you mean `{n}`?"),
                );
                outcome.findings.push(
                    Finding::error(code::C042, format!("there is no line `{asked}`"))
                        .hint(hint)
                        .at(Place::file("data")),
                );
                outcome.exit = outcome.exit.worst(Exit::Usage);
                all_known = false;
            }
        }
    }
    chosen.sort_unstable();
    chosen.dedup();
    all_known.then_some(chosen)
}

/// Those that report on the year asked for; the others are skipped, and it is an error when all are.
fn of_year(
    request: &Request,
    workspace: &Workspace,
    chosen: Vec<usize>,
    outcome: &mut Outcome,
) -> Option<Vec<usize>> {
    let Some(year) = request.year else { return Some(chosen) };
    let (with, without): (Vec<usize>, Vec<usize>) = chosen
        .into_iter()
        .partition(|p| asked(&request.root, &workspace.helplines[*p], Some(year)).contains(&year));
    if with.is_empty() && !without.is_empty() {
        let mut years: Vec<i32> =
            without.iter().flat_map(|p| workspace.helplines[*p].years.clone()).collect();
        years.sort_unstable();
        years.dedup();
        let years: Vec<String> = years.iter().map(i32::to_string).collect();
        let hint = format!(
            "there are reports on {}; `years` in helpline.yaml or workspace.yaml names them",
            years.join(", ")
        );
        outcome.findings.push(
            Finding::error(code::C043, format!("no line reports on {year}"))
                .hint(hint)
                .at(Place::file("data")),
        );
        outcome.exit = outcome.exit.worst(Exit::Usage);
        return None;
    }
    for position in without {
        let why = format!("does not report on {year}");
        outcome.reports.push(Report::new(&workspace.helplines[position].id, None, State::Skipped, &why));
    }
    Some(with)
}
