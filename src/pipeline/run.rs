//! The build itself.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::choose::choose;
use super::drafts::{Draft, Kind, drafts};
use super::gather::{Gathered, Reading, gather};
use super::ground::Ground;
use super::idle::{Inputs, note, recall};
use super::issue::{Issue, issues};
use super::kept::keep;
use super::last::{only_failed, remember};
use super::make::make;
use super::reports::{by_draft, jobs, publish_all, tools};
use super::request::{Event, Outcome, Report, Request, State};
use super::still::Stamps;
use super::wide;
use crate::config::{Helpline, Workspace, load};
use crate::diagnostics::{Exit, Finding, Findings, Place, Severity};
use crate::publish::{Lock, NotLocked, repair};

/// Reads and validates; writes no report.
#[must_use]
pub fn check(request: &Request, progress: &(dyn Fn(Event) + Sync)) -> Outcome {
    let stamps = Stamps::take(&request.root);
    let (workspace, findings) = load(&request.root);
    let mut outcome = Outcome::new(findings);
    let Some((workspace, chosen)) = choose(request, workspace, &mut outcome) else { return finish(outcome) };
    for position in chosen {
        let how = Reading::of(request, false, false);
        let (gathered, found) = gather_safely(&workspace, position, &how, progress, &stamps);
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
    build_on(request, &Ground::default(), progress)
}

/// Makes the reports, on a file system and with a way to stop.
#[must_use]
pub fn build_on(request: &Request, ground: &Ground<'_>, progress: &(dyn Fn(Event) + Sync)) -> Outcome {
    let stamps = Stamps::take(&request.root);
    let inputs = Inputs::take(request);
    let (workspace, findings) = load(&request.root);
    let mut outcome = Outcome::new(findings);
    let Some((workspace, chosen)) = choose(request, workspace, &mut outcome) else { return finish(outcome) };
    let chosen = only_failed(request, &workspace, chosen, &mut outcome);
    let lock = match lock(request, ground, &mut outcome) {
        Ok(lock) => lock,
        Err(why) => {
            let not_written =
                |p: &usize| Report::new(&workspace.helplines[*p].id, None, State::NotWritten, why);
            outcome.reports.extend(chosen.iter().map(not_written));
            outcome.exit = outcome.exit.worst(Exit::Write);
            return finish(outcome);
        }
    };
    if let Some(outcome) = recall(request, &inputs, &outcome) {
        return outcome;
    }
    let mut workspace = workspace;
    let wide = wide::plan(request, &mut workspace);
    let touched: Vec<usize> = chosen.iter().copied().chain(wide.iter().flat_map(wide::Plan::faces)).collect();
    make_all(request, ground, progress, (&workspace, wide), chosen, &stamps, &mut outcome);
    if ground.stopped() {
        outcome.exit = Exit::Interrupted;
        outcome.findings.push(Finding::error(
            "U009",
            "stopped by the user: reports not yet made keep their last edition",
        ));
    }
    if !request.dry {
        remember(request, ground, &workspace, &touched, &mut outcome);
    }
    drop(lock);
    let outcome = finish(outcome);
    note(request, ground, &inputs, &outcome);
    outcome
}

/// Takes the lock and puts right what an interrupted build left. Who only looks needs no lock.
fn lock(request: &Request, ground: &Ground<'_>, outcome: &mut Outcome) -> Result<Option<Lock>, &'static str> {
    if request.dry {
        return Ok(None);
    }
    let reports = request.root.join("reports");
    let lock = Lock::take(&reports, &ground.holder).map_err(|refused| {
        outcome.findings.push(refused.finding(&request.root));
        if matches!(refused, NotLocked::Held(_)) { "P010" } else { "P001" }
    })?;
    if let Some(who) = &lock.died {
        let text = format!("the last build did not come to its end ({who})");
        outcome.findings.push(Finding::note("P011", text).at(Place::file("reports")));
    }
    match repair(ground.disk, &request.root, &reports) {
        Ok(found) => outcome.findings.extend(found),
        Err(error) => {
            outcome.findings.push(error.finding(&request.root));
            return Err("P001");
        }
    }
    Ok(Some(lock))
}

/// Reads, draws, typesets and publishes.
fn make_all(
    request: &Request,
    ground: &Ground<'_>,
    progress: &(dyn Fn(Event) + Sync),
    (workspace, wide): (&Workspace, Option<wide::Plan>),
    chosen: Vec<usize>,
    stamps: &Stamps,
    outcome: &mut Outcome,
) {
    // The landscape and the answers rest on all lines, also on those whose own report was not asked for.
    let to_read = wide.as_ref().map_or_else(|| chosen.clone(), |w| w.lines().collect());
    let of_all = wide.is_some();
    let asked = |one: &Arc<Gathered>, issues: Vec<Arc<Issue>>, outcome: &mut Outcome| {
        let wanted = chosen.contains(&one.line);
        if wanted { drafts(workspace, request, (one, issues), &Kind::Line, outcome) } else { Vec::new() }
    };
    match tools(request) {
        Ok((shared, theme)) => {
            let mut drafts = Vec::new();
            let done = || progress(Event::Made);
            // Charts are drawn and pages typeset while the next lines are read; when the first failure
            // stops everything, all lines are read before.
            let made = make(
                request.jobs,
                (&shared, &theme.metrics),
                (workspace.limits, ground.stop),
                &done,
                |add| {
                    let mut hand_over = |drafts: &[Draft]| {
                        for job in drafts.iter().flat_map(|draft| jobs(workspace, draft, &theme)) {
                            progress(Event::Making(job.plans.len() + 1));
                            add(job);
                        }
                    };
                    let mut all = Vec::new();
                    read(
                        workspace,
                        (to_read, of_all),
                        (request, ground),
                        progress,
                        stamps,
                        outcome,
                        |outcome, one, issues| {
                            let new = asked(&one, issues, outcome);
                            all.push(one);
                            if !request.fail_fast {
                                hand_over(&new);
                            }
                            drafts.extend(new);
                        },
                    );
                    if let Some(wide) = wide.filter(|_| !ground.stopped()) {
                        let new = wide.drafts(workspace, request, &all, outcome);
                        if !request.fail_fast {
                            hand_over(&new);
                        }
                        drafts.extend(new);
                    }
                    if request.fail_fast {
                        hand_over(&drafts);
                    }
                },
            );
            let made = by_draft(&drafts, made);
            publish_all(workspace, (request, ground), &drafts, made, outcome);
        }
        Err(found) => {
            let mut failed = Vec::new();
            read(
                workspace,
                (to_read, of_all),
                (request, ground),
                progress,
                stamps,
                outcome,
                |outcome, one, issues| {
                    let report = |draft: &Draft| draft.report(workspace, State::Failed, "templates");
                    failed.extend(asked(&one, issues, outcome).iter().map(report));
                },
            );
            outcome.exit = outcome.exit.worst(Exit::Render);
            outcome.reports.extend(failed);
            outcome.findings.extend(found);
        }
    }
}

/// Reads the lines one after another, with `of_all` in all their years; `take` is given what each gave.
fn read(
    workspace: &Workspace,
    (chosen, of_all): (Vec<usize>, bool),
    (request, ground): (&Request, &Ground<'_>),
    progress: &(dyn Fn(Event) + Sync),
    stamps: &Stamps,
    outcome: &mut Outcome,
    mut take: impl FnMut(&mut Outcome, Arc<Gathered>, Vec<Arc<Issue>>),
) {
    let mut chosen = chosen.into_iter();
    while !ground.stopped()
        && let Some(position) = chosen.next()
    {
        let how = Reading::of(request, of_all, !request.dry);
        let (one, found) = gather_safely(workspace, position, &how, progress, stamps);
        record(&workspace.helplines[position], &one, &found, outcome);
        outcome.findings.extend(found);
        match one {
            Ok(mut one) => {
                let (id, (solved, before)) = (&workspace.helplines[position].id, one.loss.parts);
                progress(Event::Protected(id.clone(), solved, before));
                if !request.dry {
                    keep(ground.disk, &workspace.root, id, &one.kept);
                }
                let folder =
                    |year: i32, id: &str| Kind::Line.folder(&workspace.root.join("reports"), year, id);
                let own = one.report_years(request.year);
                let (issues, told) = issues(workspace, &mut one, &own, &folder);
                outcome.findings.extend(told);
                take(outcome, Arc::new(one), issues.into_iter().map(Arc::new).collect());
            }
            Err(_) if request.fail_fast => break,
            Err(_) => {}
        }
    }
    for position in chosen {
        let why = if ground.stopped() { "interrupted" } else { "stopped after the first failure" };
        outcome.reports.push(Report::new(&workspace.helplines[position].id, None, State::Skipped, why));
    }
}

fn gather_safely(
    workspace: &Workspace,
    position: usize,
    how: &Reading<'_>,
    progress: &(dyn Fn(Event) + Sync),
    stamps: &Stamps,
) -> (Result<Gathered, &'static str>, Findings) {
    let line = &workspace.helplines[position];
    progress(Event::Reading(line.id.clone()));
    let read = || gather(workspace, position, how);
    let (gathered, mut findings) = catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        let finding = Finding::error("V099", "reading this line stopped unexpectedly")
            .hint("please report this with the version of Jaarlijn");
        (Err("V099"), Findings(vec![finding.of(&line.id)]))
    });
    match stamps.moved(&workspace.root, &line.dir) {
        Some(moved) => {
            let code = moved.code;
            findings.push(moved.of(&line.id));
            (Err(code), findings)
        }
        None => (gathered, findings),
    }
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
            outcome.reports.extend(gathered.missing.iter().map(|year| refused(Some(*year), "V093")));
            outcome.reports.extend(gathered.refused.iter().map(|(year, why)| refused(Some(*year), why)));
        }
    }
}

/// The exit code of the whole: 30 when some reports are there and some are not.
fn finish(mut outcome: Outcome) -> Outcome {
    let wanted = || outcome.reports.iter().filter(|r| r.state != State::Skipped);
    let good = |r: &Report| matches!(r.state, State::Made | State::UpToDate | State::Held);
    let (some, all) = (wanted().any(good), wanted().all(good));
    if outcome.reports.iter().any(|r| r.state == State::WouldChange) {
        outcome.exit = outcome.exit.worst(Exit::WouldChange);
    } else if some && !all && !matches!(outcome.exit, Exit::Usage | Exit::Interrupted) {
        outcome.exit = Exit::Partial;
    }
    outcome.findings.sort();
    outcome.reports.sort_by(|a, b| (&a.helpline, a.year).cmp(&(&b.helpline, b.year)));
    outcome
}
