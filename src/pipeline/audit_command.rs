//! The attack on what was published (`audit`).

use std::collections::BTreeSet;

use super::request::{Outcome, Report, Request, State};
use crate::audit::{Audit, Release, Rules, audit, find};
use crate::base::{Exit, Finding, Findings, Place, Severity, code, did_you_mean};

/// Attacks all reports that stand in `reports/`. Years and lines that were not asked for are what a
/// reader knows; what they give away themselves is not told.
#[must_use]
pub fn attack(request: &Request) -> Outcome {
    let (releases, unread) = find(&request.root.join("reports"), "reports");
    let mut outcome = Outcome::new(unread);
    if outcome.findings.has_errors() {
        outcome.exit = Exit::Disclosure;
    }
    if let Err(finding) = asked_for(request, &releases) {
        outcome.findings.push(finding);
        outcome.exit = outcome.exit.worst(Exit::Usage);
        return outcome;
    }
    let asked = |r: &Release| {
        let line = request.lines.is_empty() || request.lines.contains(&r.line);
        line && request.year.is_none_or(|y| y == r.year)
    };
    let lines: BTreeSet<&str> = releases.iter().filter(|r| asked(r)).flat_map(Release::lines).collect();
    let known: Vec<Release> =
        releases.iter().filter(|r| r.lines().iter().any(|l| lines.contains(l))).cloned().collect();
    let found = audit(&known, &Rules::default());
    for release in releases.iter().filter(|r| asked(r) && !r.earlier) {
        outcome.reports.push(row(release, &found));
    }
    let told = |f: &Finding| releases.iter().any(|r| asked(r) && stands_in(f, &r.name));
    outcome.findings.extend(Findings(found.findings.0.into_iter().filter(told).collect()));
    if outcome.findings.has_errors() {
        outcome.exit = outcome.exit.worst(Exit::Disclosure);
    }
    outcome.findings.sort();
    outcome
}

/// That there is something to attack: an audit of nothing is no good news.
fn asked_for(request: &Request, releases: &[Release]) -> Result<(), Finding> {
    let names: BTreeSet<&str> = releases.iter().map(|r| r.line.as_str()).collect();
    let reports = Place::file("reports");
    if let Some(absent) = request.lines.iter().find(|l| !names.contains(l.as_str())) {
        let hint = did_you_mean(absent, names.iter().copied()).map_or_else(
            || format!("there are: {}", names.iter().copied().collect::<Vec<_>>().join(", ")),
            |n| format!("did you mean `{n}`?"),
        );
        return Err(Finding::error(code::A022, format!("no report of `{absent}` stands here"))
            .hint(hint)
            .at(reports));
    }
    if !releases.iter().any(|r| request.year.is_none_or(|y| y == r.year)) {
        let hint = "make the reports with `jaarlijn build`, or name their folder's parent with --root";
        return Err(Finding::error(code::A021, "there is no report to attack").hint(hint).at(reports));
    }
    Ok(())
}

fn stands_in(finding: &Finding, folder: &str) -> bool {
    let file = finding.place.as_ref().and_then(|p| p.file.strip_prefix(folder));
    file.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A report in the end table.
fn row(release: &Release, found: &Audit) -> Report {
    let broken = found.findings.0.iter().filter(|f| f.severity == Severity::Error);
    let broken = broken.filter(|f| stands_in(f, &release.name)).count();
    let state = if broken == 0 { State::Withstands } else { State::Broken };
    let why = format!("{} cells, {} hidden, {broken} broken", release.cells.len(), release.hidden());
    Report::new(&release.line, Some(release.year), state, &why)
}
