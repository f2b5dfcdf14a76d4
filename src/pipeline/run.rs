//! The build itself.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::gather::{Gathered, gather};
use super::idle::{Inputs, recall, remember};
use super::make::make;
use super::reports::{Draft, by_draft, drafts, jobs, publish_all, tools};
use super::request::{Event, Outcome, Report, Request, State};
use crate::config::{Helpline, Workspace, load};
use crate::diagnostics::{Exit, Finding, Findings, Place, Severity, did_you_mean};

/// Reads and validates; writes no report.
#[must_use]
pub fn check(request: &Request, progress: &(dyn Fn(Event) + Sync)) -> Outcome {
    let (workspace, findings) = load(&request.root);
    let mut outcome = Outcome { reports: Vec::new(), findings, exit: Exit::Done };
    let Some((workspace, chosen)) = choose(request, workspace, &mut outcome) else { return finish(outcome) };
    for position in chosen {
        let (gathered, found) = gather_safely(&workspace, position, request, progress, false);
        record(&workspace.helplines[position], &gathered, &found, &mut outcome);
        outcome.findings.extend(found);
        if let Ok(gathered) = gathered {
            let line = &workspace.helplines[position].id;
            let rows = (gathered.accounting.read, gathered.accounting.used);
            let valid = |year: &i32| Report::new(line, Some(*year), State::Valid, "").rows(rows);
            outcome.reports.extend(gathered.years.iter().map(|(year, _)| valid(year)));
        }
    }
    finish(outcome)
}

/// Makes the reports.
#[must_use]
pub fn build(request: &Request, progress: &(dyn Fn(Event) + Sync)) -> Outcome {
    let inputs = Inputs::take(request);
    if let Some(outcome) = recall(request, &inputs) {
        return outcome;
    }
    let (workspace, findings) = load(&request.root);
    let mut outcome = Outcome { reports: Vec::new(), findings, exit: Exit::Done };
    let Some((workspace, chosen)) = choose(request, workspace, &mut outcome) else { return finish(outcome) };
    match tools(request) {
        Ok((shared, theme)) => {
            let mut drafts = Vec::new();
            let done = || progress(Event::Made);
            // Charts are drawn and pages typeset while the next lines are read; when the first failure
            // stops everything, all lines are read before.
            let made = make(request.jobs, &shared, &theme.metrics, &done, |add| {
                let mut hand_over = |drafts: &[Draft]| {
                    for job in drafts.iter().flat_map(|draft| jobs(&workspace, draft, &theme)) {
                        progress(Event::Making(job.plans.len() + 1));
                        add(job);
                    }
                };
                read(&workspace, chosen, request, progress, &mut outcome, |new| {
                    if !request.fail_fast {
                        hand_over(&new);
                    }
                    drafts.extend(new);
                });
                if request.fail_fast {
                    hand_over(&drafts);
                }
            });
            let made = by_draft(&drafts, made);
            publish_all(&workspace, request, &drafts, made, &mut outcome);
        }
        Err(found) => {
            let mut failed = Vec::new();
            read(&workspace, chosen, request, progress, &mut outcome, |drafts| {
                failed
                    .extend(drafts.iter().map(|draft| draft.report(&workspace, State::Failed, "templates")));
            });
            outcome.exit = outcome.exit.worst(Exit::Render);
            outcome.reports.extend(failed);
            outcome.findings.extend(found);
        }
    }
    let outcome = finish(outcome);
    if !request.dry {
        remember(request, &inputs, &outcome);
    }
    outcome
}

/// Reads the lines one after another; `take` is given the drafts of each.
fn read(
    workspace: &Workspace,
    chosen: Vec<usize>,
    request: &Request,
    progress: &(dyn Fn(Event) + Sync),
    outcome: &mut Outcome,
    mut take: impl FnMut(Vec<Draft>),
) {
    let mut chosen = chosen.into_iter();
    for position in chosen.by_ref() {
        let (one, found) = gather_safely(workspace, position, request, progress, !request.dry);
        record(&workspace.helplines[position], &one, &found, outcome);
        outcome.findings.extend(found);
        match one {
            Ok(one) => {
                let new = drafts(workspace, request, one, outcome);
                take(new);
            }
            Err(_) if request.fail_fast => break,
            Err(_) => {}
        }
    }
    for position in chosen {
        let why = "stopped after the first failure";
        outcome.reports.push(Report::new(&workspace.helplines[position].id, None, State::Skipped, why));
    }
}

/// The lines asked for; an unknown one is an error with a suggestion, and then nothing is done.
pub(super) fn choose(
    request: &Request,
    workspace: Option<Workspace>,
    outcome: &mut Outcome,
) -> Option<(Workspace, Vec<usize>)> {
    let asked = |id: &str| request.lines.is_empty() || request.lines.iter().any(|l| l == id);
    if workspace.is_some() {
        // What is wrong with other lines was not asked.
        outcome.findings.0.retain(|f| f.helpline.as_deref().is_none_or(asked));
    }
    if outcome.findings.has_errors() {
        outcome.exit = Exit::Config;
    }
    let workspace = workspace?;
    // Lines whose settings are wrong are not in the workspace: each gets its line in the end table.
    let mut broken: Vec<&String> = outcome.findings.0.iter().filter_map(|f| f.helpline.as_ref()).collect();
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

/// Positions of the lines that were named.
fn named(request: &Request, workspace: &Workspace, outcome: &mut Outcome) -> Option<Vec<usize>> {
    let mut chosen = Vec::new();
    let mut all_known = true;
    for asked in &request.lines {
        let fits = |l: &Helpline| l.id == *asked || l.name == *asked || l.aliases.contains(asked);
        match workspace.helplines.iter().position(fits) {
            Some(position) => chosen.push(position),
            None if outcome.reports.iter().any(|r| r.helpline == *asked) => {}
            None => {
                let names = workspace.helplines.iter().map(|l| l.id.as_str());
                let hint = did_you_mean(asked, names.clone()).map_or_else(
                    || format!("there are: {}", names.collect::<Vec<_>>().join(", ")),
                    |n| format!("did you mean `{n}`?"),
                );
                outcome.findings.push(
                    Finding::error("C042", format!("there is no line `{asked}`"))
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
    let (with, without): (Vec<usize>, Vec<usize>) =
        chosen.into_iter().partition(|p| workspace.helplines[*p].years.contains(&year));
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
            Finding::error("C043", format!("no line reports on {year}")).hint(hint).at(Place::file("data")),
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

fn gather_safely(
    workspace: &Workspace,
    position: usize,
    request: &Request,
    progress: &(dyn Fn(Event) + Sync),
    quarantine: bool,
) -> (Result<Gathered, &'static str>, Findings) {
    let line = &workspace.helplines[position];
    progress(Event::Reading(line.id.clone()));
    catch_unwind(AssertUnwindSafe(|| gather(workspace, position, request.year, request.jobs, quarantine)))
        .unwrap_or_else(|_| {
            let finding = Finding::error("V099", "reading this line stopped unexpectedly")
                .hint("please report this with the version of Jaarlijn");
            (Err("V099"), Findings(vec![finding.of(&line.id)]))
        })
}

/// Takes what reading a line gave into the exit code and the end table.
fn record(
    line: &Helpline,
    gathered: &Result<Gathered, &'static str>,
    found: &Findings,
    outcome: &mut Outcome,
) {
    let errors = || found.0.iter().filter(|f| f.severity == Severity::Error);
    let rejected = gathered.as_ref().is_ok_and(|g| g.accounting.rejected() > 0);
    if found.has_errors() || rejected {
        let config = errors().any(|f| f.code.starts_with('C'));
        outcome.exit = outcome.exit.worst(if config { Exit::Config } else { Exit::DataRejected });
        // A quarantine that cannot be written.
        if errors().any(|f| f.code == "V041") {
            outcome.exit = outcome.exit.worst(Exit::Write);
        }
    }
    let refused = |year, why| Report::new(&line.id, year, State::Refused, why);
    match gathered {
        Err(why) => outcome.reports.push(refused(None, why)),
        Ok(gathered) => {
            outcome.reports.extend(gathered.missing.iter().map(|year| refused(Some(*year), "V093")))
        }
    }
}

/// The exit code of the whole: 30 when some reports are there and some are not.
fn finish(mut outcome: Outcome) -> Outcome {
    let wanted = || outcome.reports.iter().filter(|r| r.state != State::Skipped);
    let good = |r: &Report| matches!(r.state, State::Made | State::UpToDate);
    let (some, all) = (wanted().any(good), wanted().all(good));
    if outcome.reports.iter().any(|r| r.state == State::WouldChange) {
        outcome.exit = outcome.exit.worst(Exit::WouldChange);
    } else if some && !all && outcome.exit != Exit::Usage {
        outcome.exit = Exit::Partial;
    }
    outcome.findings.sort();
    outcome.reports.sort_by(|a, b| (&a.helpline, a.year).cmp(&(&b.helpline, b.year)));
    outcome
}
