//! The build itself.

use super::build_cache::{Inputs, note, recall};
use super::build_session::{BuildSession, gather_safely};
use super::environment::Environment;
use super::front_door::front_door;
use super::gather::{Gathered, Reading};
use super::input_snapshot::InputSnapshot;
use super::joint_reports::{self, JointReports};
use super::last_build::{only_failed, remember};
use super::reports::tools;
use super::request::{Event, Making, Outcome, Report, Request, State};
use super::scripts::undrawable;
use super::selection::choose;
use super::showing;
use crate::base::{Code, Exit, Finding, Findings, Place, Severity, code};
use crate::config::{Helpline, load};
use crate::publish::{Lock, NotLocked, discard_draft, repair};

/// What `check` looks at beside what is wrong.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// A dimension that is shown whole.
    pub detail: Option<String>,
    /// Whether it is told why each count is withheld. That says which counts are small: it is private.
    pub reasons: bool,
}

/// Reads and validates, and says what the reports will show; writes no report.
#[must_use]
pub fn check(request: &Request, look: &Look, progress: &(dyn Fn(Event) + Sync)) -> Outcome {
    let snapshot = InputSnapshot::take(&request.root);
    let (workspace, findings) = load(&request.root);
    let mut outcome = Outcome::new(findings);
    let Some((workspace, chosen)) = choose(request, workspace, &mut outcome) else { return finish(outcome) };
    if let Some(finding) = look.detail.as_deref().and_then(|d| showing::no_line_has(&workspace, &chosen, d)) {
        outcome.findings.push(finding);
        outcome.exit = outcome.exit.worst(Exit::Usage);
        return finish(outcome);
    }
    let tries = look.detail.as_deref().filter(|_| look.reasons);
    // What is wrong with templates a build tells.
    let metrics = tools(request).ok().map(|(_, theme)| theme.metrics);
    for position in chosen {
        let line = &workspace.helplines[position];
        let how = Reading::of(request, false, false).trying(tries.filter(|d| showing::has(line, d)));
        if how.tries.is_some() {
            progress(Event::Trying(line.id.clone()));
        }
        let (gathered, found) = gather_safely((&workspace, None), position, &how, progress, &snapshot);
        record(&workspace.helplines[position], &gathered, &found, &mut outcome);
        outcome.findings.extend(found);
        let odd = metrics.as_ref().map(|m| undrawable(&workspace, &workspace.helplines[position], m));
        if let Some(odd) = odd.filter(|odd| !odd.is_empty()) {
            outcome.exit = outcome.exit.worst(Exit::Render);
            outcome.findings.extend(Findings(odd));
        }
        if let Ok(mut gathered) = gathered {
            let (account, told) = showing::account_of(&workspace, &mut gathered, look);
            outcome.accounts.extend(account);
            outcome.findings.extend(told);
            let line = &line.id;
            let rows = gathered.basis.rows();
            let valid = |year: &i32| Report::new(line, Some(*year), State::Valid, "").rows(rows);
            outcome.reports.extend(gathered.years.iter().map(|(year, _)| valid(year)));
        }
    }
    finish(outcome)
}

/// Makes the reports.
#[must_use]
pub fn build(request: &Request, progress: &(dyn Fn(Event) + Sync)) -> Outcome {
    build_on(request, &Environment::default(), progress)
}

/// Makes the reports, on a file system and with a way to stop.
#[must_use]
pub fn build_on(
    request: &Request,
    environment: &Environment<'_>,
    progress: &(dyn Fn(Event) + Sync),
) -> Outcome {
    let snapshot = InputSnapshot::of_workspace(&request.root);
    let inputs = Inputs::take(request);
    let (workspace, findings) = load(&request.root);
    let mut outcome = Outcome::new(findings);
    let Some((workspace, chosen)) = choose(request, workspace, &mut outcome) else { return finish(outcome) };
    let chosen = only_failed(request, &workspace, chosen, &mut outcome);
    let lock = match lock(request, environment, &mut outcome) {
        Ok(lock) => lock,
        Err(why) => {
            let not_written =
                |p: &usize| Report::new(&workspace.helplines[*p].id, None, State::NotWritten, why.id());
            outcome.reports.extend(chosen.iter().map(not_written));
            outcome.exit = outcome.exit.worst(Exit::Write);
            return finish(outcome);
        }
    };
    if let Some(outcome) = recall(request, &inputs, &outcome) {
        return outcome;
    }
    let joint = joint_reports::plan(request, &workspace);
    let mut touched: Vec<String> = chosen.iter().map(|p| workspace.helplines[*p].id.clone()).collect();
    touched.extend(joint.iter().flat_map(JointReports::ids));
    BuildSession { request, environment, progress, workspace: &workspace, snapshot: &snapshot }.make(
        joint,
        &chosen,
        &mut outcome,
    );
    if environment.stopped() {
        outcome.exit = Exit::Interrupted;
        outcome.findings.push(Finding::error(
            code::U009,
            "stopped by the user: reports not yet made keep their last edition",
        ));
    }
    if request.making == Making::Editions {
        nothing_published(&mut outcome);
    }
    if !request.dry {
        discard_obsolete(request, environment, &mut outcome);
        front_door(&workspace, (request, environment), &mut outcome);
    }
    // Publishing makes nothing that a build could not.
    if !request.dry && request.making != Making::Editions {
        remember(request, environment, &workspace, &touched, &mut outcome);
    }
    drop(lock);
    let outcome = finish(outcome);
    note(request, environment, &inputs, &outcome);
    outcome
}

/// Takes away drafts that say no more than what stands published.
pub(super) fn discard_obsolete(request: &Request, environment: &Environment<'_>, outcome: &mut Outcome) {
    for folder in std::mem::take(&mut outcome.obsolete) {
        if let Err(error) = discard_draft(environment.disk, &folder) {
            outcome.findings.push(error.finding(&request.root));
            outcome.exit = outcome.exit.worst(Exit::Write);
        }
    }
}

/// Says that there was no draft to publish.
fn nothing_published(outcome: &mut Outcome) {
    let none = outcome.reports.iter().all(|r| r.state == State::Skipped);
    if none && !outcome.reports.is_empty() && !outcome.findings.has_errors() {
        let finding = Finding::error(
            code::P020,
            "there is no draft of any report: nothing was built that could be published",
        );
        let hint = "make drafts with `jaarlijn build`, look at them, and publish then";
        outcome.findings.push(finding.at(Place::file("reports")).hint(hint));
        outcome.exit = outcome.exit.worst(Exit::Usage);
    }
}

/// Takes the lock and puts right what an interrupted build left. Who only looks needs no lock.
pub(super) fn lock(
    request: &Request,
    environment: &Environment<'_>,
    outcome: &mut Outcome,
) -> Result<Option<Lock>, Code> {
    if request.dry {
        return Ok(None);
    }
    let reports = request.root.join("reports");
    let lock = Lock::take(&reports, &environment.holder).map_err(|refused| {
        outcome.findings.push(refused.finding(&request.root));
        if matches!(refused, NotLocked::Held(_)) { code::P010 } else { code::P001 }
    })?;
    if let Some(who) = &lock.died {
        let text = format!("the last build did not come to its end ({who})");
        outcome.findings.push(Finding::note(code::P011, text).at(Place::file("reports")));
    }
    match repair(environment.disk, &request.root, &reports) {
        Ok(found) => outcome.findings.extend(found),
        Err(error) => {
            outcome.findings.push(error.finding(&request.root));
            return Err(code::P001);
        }
    }
    Ok(Some(lock))
}

/// Takes what reading a line gave into the exit code and the end table.
pub fn record(line: &Helpline, gathered: &Result<Gathered, Code>, found: &Findings, outcome: &mut Outcome) {
    let errors = || found.0.iter().filter(|f| f.severity == Severity::Error);
    let rejected = gathered.as_ref().is_ok_and(|g| g.basis.accounting.rejected() > 0);
    if rejected {
        outcome.exit = outcome.exit.worst(Exit::DataRejected);
    }
    for error in errors() {
        outcome.exit = outcome.exit.worst(match error.code.exit() {
            exit @ (Exit::Config | Exit::Write) => exit,
            _ => Exit::DataRejected,
        });
    }
    let refused = |year, why| Report::new(&line.id, year, State::Refused, why);
    match gathered {
        Err(why) => outcome.reports.push(refused(None, why.id())),
        Ok(gathered) => {
            outcome.reports.extend(gathered.missing.iter().map(|year| refused(Some(*year), code::V093.id())));
            let rows = (gathered.basis.accounting.read, gathered.basis.accounting.used);
            let stands = |year: &i32| {
                Report::new(&line.id, Some(*year), State::UpToDate, "registrations no longer kept").rows(rows)
            };
            outcome.reports.extend(gathered.kept.iter().map(stands));
            outcome.reports.extend(gathered.refused.iter().map(|(year, why)| refused(Some(*year), why.id())));
        }
    }
}

/// The exit code of the whole: 30 when some reports are there and some are not.
pub(super) fn finish(mut outcome: Outcome) -> Outcome {
    let wanted = || outcome.reports.iter().filter(|r| r.state != State::Skipped);
    let good = |r: &Report| r.state.is_good();
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
