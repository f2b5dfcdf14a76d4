//! The work of one build: lines are read one after another, while what they gave is drawn, typeset and
//! published.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::drafts::{Draft, Material, drafts};
use super::gather::{Gathered, Reading, gather};
use super::ground::Ground;
use super::issue::{Issue, issues};
use super::kept::keep;
use super::make::{Job, Made, make};
use super::report_kind::{LineReport, ReportKind};
use super::reports::{by_draft, jobs, publish_all, tools};
use super::request::{Event, Outcome, Report, Request, State};
use super::run::record;
use super::scripts::undrawable;
use super::still::Stamps;
use super::wide;
use crate::base::{Code, Exit, Finding, Findings, code};
use crate::charts::Theme;
use crate::config::Workspace;
use crate::document::Shared;

/// What a build works with.
pub struct Site<'s> {
    /// What was asked for.
    pub request: &'s Request,
    /// The file system, and whether to stop.
    pub ground: &'s Ground<'s>,
    /// Who is told what is going on.
    pub progress: &'s (dyn Fn(Event) + Sync),
    /// The settings.
    pub workspace: &'s Workspace,
    /// The input files as they were when the build began.
    pub stamps: &'s Stamps,
}

/// The lines to read.
struct Lines {
    positions: Vec<usize>,
    /// All lines are read, in all their years: the landscape and the answers rest on them.
    of_all: bool,
}

/// Takes what one line gave.
type Take<'t> = dyn FnMut(&mut Outcome, Gathered, Vec<Issue>) + 't;

impl<'s> Site<'s> {
    /// Reads, draws, typesets and publishes the lines of these positions and what is made of all lines.
    pub fn make(&self, wide: Option<wide::Plan<'s>>, chosen: &[usize], outcome: &mut Outcome) {
        // The landscape and the answers rest on all lines, also on those whose own report was not asked for.
        let positions = wide.as_ref().map_or_else(|| chosen.to_vec(), |w| w.lines().collect());
        let lines = Lines { positions, of_all: wide.is_some() };
        match tools(self.request) {
            Ok((shared, theme)) => {
                let (drafts, made) = self.pages(wide, (lines, chosen), (&shared, &theme), outcome);
                let made = by_draft(&drafts, made);
                publish_all(self.workspace, (self.request, self.ground), &drafts, made, outcome);
            }
            Err(found) => self.without_tools((lines, chosen), found, outcome),
        }
    }

    /// Draws charts and typesets pages while the next lines are read; when the first failure stops
    /// everything, all lines are read before.
    fn pages(
        &self,
        wide: Option<wide::Plan<'s>>,
        (lines, chosen): (Lines, &[usize]),
        (shared, theme): (&Shared, &Theme),
        outcome: &mut Outcome,
    ) -> (Vec<Draft<'s>>, Vec<Made>) {
        let mut drafts = Vec::new();
        let done = || (self.progress)(Event::Made);
        let limits = (self.workspace.limits, self.ground.stop);
        let made = make(self.request.jobs, (shared, &theme.metrics), limits, &done, |add| {
            let mut all = Vec::new();
            self.read(lines, outcome, &mut |outcome, one, issues| {
                let mut new = self.asked(chosen, &one, issues, outcome);
                let odd = undrawable(self.workspace, &self.workspace.helplines[one.line], &theme.metrics);
                if !odd.is_empty() && !new.is_empty() {
                    let failed = |draft: Draft<'_>| draft.report(State::Failed, code::X008.id());
                    outcome.reports.extend(new.drain(..).map(failed));
                    outcome.findings.extend(Findings(odd));
                    outcome.exit = outcome.exit.worst(Exit::Render);
                }
                all.push(one);
                if !self.request.fail_fast {
                    self.hand_over(&new, theme, add);
                }
                drafts.extend(new);
            });
            if let Some(wide) = wide.filter(|_| !self.ground.stopped()) {
                let new = wide.drafts(self.request, &all, outcome);
                if !self.request.fail_fast {
                    self.hand_over(&new, theme, add);
                }
                drafts.extend(new);
            }
            if self.request.fail_fast {
                self.hand_over(&drafts, theme, add);
            }
        });
        (drafts, made)
    }

    /// Templates or fonts are wrong: the lines are read all the same, so that all problems are told at once.
    fn without_tools(&self, (lines, chosen): (Lines, &[usize]), found: Findings, outcome: &mut Outcome) {
        let mut failed = Vec::new();
        self.read(lines, outcome, &mut |outcome, one, issues| {
            let report = |draft: &Draft<'_>| draft.report(State::Failed, "templates");
            failed.extend(self.asked(chosen, &one, issues, outcome).iter().map(report));
        });
        outcome.exit = outcome.exit.worst(Exit::Render);
        outcome.reports.extend(failed);
        outcome.findings.extend(found);
    }

    /// The reports of one line, where they were asked for.
    fn asked(
        &self,
        chosen: &[usize],
        one: &Gathered,
        issues: Vec<Issue>,
        outcome: &mut Outcome,
    ) -> Vec<Draft<'s>> {
        if !chosen.contains(&one.line) {
            return Vec::new();
        }
        let kind: Arc<dyn ReportKind + 's> = Arc::new(self.kind(one.line));
        let material = Material { years: &one.years, words: &one.commentary, basis: &one.basis };
        drafts(self.workspace, self.request, &kind, (material, issues), outcome)
    }

    /// The report on the line of this position.
    fn kind(&self, position: usize) -> LineReport<'s> {
        LineReport { line: &self.workspace.helplines[position] }
    }

    fn hand_over(&self, drafts: &[Draft<'s>], theme: &Theme, add: &mut dyn FnMut(Job<'s>)) {
        for job in drafts.iter().flat_map(|draft| jobs(self.workspace, draft, theme)) {
            (self.progress)(Event::Making(job.plans.len() + 1));
            add(job);
        }
    }

    /// Reads the lines one after another; `take` is given what each gave.
    fn read(&self, lines: Lines, outcome: &mut Outcome, take: &mut Take<'_>) {
        let (workspace, request) = (self.workspace, self.request);
        let mut positions = lines.positions.into_iter();
        while !self.ground.stopped()
            && let Some(position) = positions.next()
        {
            let how = Reading::of(request, lines.of_all, !request.dry);
            let (one, found) = gather_safely(workspace, position, &how, self.progress, self.stamps);
            record(&workspace.helplines[position], &one, &found, outcome);
            outcome.findings.extend(found);
            match one {
                Ok(mut one) => {
                    let (id, (solved, before)) = (&workspace.helplines[position].id, one.loss.parts);
                    (self.progress)(Event::Protected(id.clone(), solved, before));
                    if !request.dry {
                        keep(self.ground.disk, &workspace.root, id, &one.patterns);
                    }
                    let own = one.report_years(request.year);
                    let years = (&mut one.years[..], &one.commentary);
                    let (issues, told) = issues(workspace, &self.kind(position), years, &one.basis, &own);
                    outcome.findings.extend(told);
                    take(outcome, one, issues);
                }
                Err(_) if request.fail_fast => break,
                Err(_) => {}
            }
        }
        let why = if self.ground.stopped() { "interrupted" } else { "stopped after the first failure" };
        let skipped =
            |position: usize| Report::new(&workspace.helplines[position].id, None, State::Skipped, why);
        outcome.reports.extend(positions.map(skipped));
    }
}

/// Reads one line; a panic on the way, or a file that changed meanwhile, fails this line only.
pub fn gather_safely(
    workspace: &Workspace,
    position: usize,
    how: &Reading<'_>,
    progress: &(dyn Fn(Event) + Sync),
    stamps: &Stamps,
) -> (Result<Gathered, Code>, Findings) {
    let line = &workspace.helplines[position];
    progress(Event::Reading(line.id.clone()));
    let read = || gather(workspace, position, how);
    let (gathered, mut findings) = catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        let finding = Finding::error(code::V099, "reading this line stopped unexpectedly")
            .hint("please report this with the version of Jaarlijn");
        (Err(code::V099), Findings(vec![finding.of(&line.id)]))
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
