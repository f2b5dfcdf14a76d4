//! The work of one build: lines are read one after another, while what they gave is drawn, typeset and
//! published.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::drafts::{Draft, Material, drafts};
use super::edition_plan::{EditionPlan, edition_plans};
use super::environment::Environment;
use super::gather::{Gathered, Reading, gather};
use super::input_snapshot::InputSnapshot;
use super::joint_reports::JointReports;
use super::known_lines::KnownLines;
use super::render_queue::{Job, Made, make};
use super::report_kind::{LineReport, ReportKind};
use super::reports::{by_draft, jobs, publish_all, tools};
use super::request::{Event, Outcome, Report, Request, State};
use super::run::record;
use super::scripts::undrawable;
use super::solution_store::keep;
use crate::base::{Code, Exit, Finding, Findings, code};
use crate::charts::Theme;
use crate::config::Workspace;
use crate::disclosure::Progress;
use crate::document::Shared;

/// What a build works with.
pub struct BuildSession<'s> {
    /// What was asked for.
    pub request: &'s Request,
    /// The file system, and whether to stop.
    pub environment: &'s Environment<'s>,
    /// Who is told what is going on.
    pub progress: &'s (dyn Fn(Event) + Sync),
    /// The settings.
    pub workspace: &'s Workspace,
    /// The input files as they were when the build began.
    pub snapshot: &'s InputSnapshot,
}

/// The lines that are still to be read.
struct Lines<'c> {
    positions: VecDeque<usize>,
    /// All lines are read, in all their years: the landscape and the answers rest on them.
    of_all: bool,
    /// Those whose own reports were asked for.
    chosen: &'c [usize],
}

impl<'s> BuildSession<'s> {
    /// Reads, draws, typesets and publishes the lines of these positions and what is made of all lines.
    pub fn make(&self, joint: Option<JointReports<'s>>, chosen: &[usize], outcome: &mut Outcome) {
        // The landscape and the answers rest on all lines, also on those whose own report was not asked for.
        let positions = joint.as_ref().map_or_else(|| chosen.to_vec(), |joint| joint.lines().collect());
        let lines = Lines { positions: positions.into(), of_all: joint.is_some(), chosen };
        match tools(self.request) {
            Ok((shared, theme)) => {
                let (drafts, made) = self.pages(joint, lines, (&shared, &theme), outcome);
                let made = by_draft(&drafts, made);
                publish_all(self.workspace, (self.request, self.environment), &drafts, made, outcome);
            }
            Err(found) => self.without_tools(lines, found, outcome),
        }
    }

    /// Draws charts and typesets pages while the next lines are read; when the first failure stops
    /// everything, all lines are read before.
    fn pages(
        &self,
        joint: Option<JointReports<'s>>,
        mut lines: Lines<'_>,
        (shared, theme): (&Shared, &Theme),
        outcome: &mut Outcome,
    ) -> (Vec<Draft<'s>>, Vec<Made>) {
        let (mut drafts, mut all) = (Vec::new(), Vec::new());
        let done = || (self.progress)(Event::Made);
        let limits = (self.workspace.limits, self.environment.stop, self.environment.drawn);
        let made = make(self.request.jobs, (shared, &theme.metrics), limits, &done, |add| {
            let at_once = !self.request.fail_fast;
            while let Some((one, plans)) = self.next(&mut lines, outcome) {
                let new = self.asked(&lines, &one, plans, outcome);
                let new = self.drawable(&one, new, theme, outcome);
                self.hand_over(at_once, &new, theme, add);
                drafts.extend(new);
                all.push(one);
            }
            if let Some(joint) = joint.filter(|_| !self.environment.stopped()) {
                let new = joint.drafts(self.request, &all, outcome);
                self.hand_over(at_once, &new, theme, add);
                drafts.extend(new);
            }
            self.hand_over(!at_once, &drafts, theme, add);
        });
        (drafts, made)
    }

    /// Templates or fonts are wrong: the lines are read all the same, so that all problems are told at once.
    fn without_tools(&self, mut lines: Lines<'_>, found: Findings, outcome: &mut Outcome) {
        let mut failed = Vec::new();
        while let Some((one, plans)) = self.next(&mut lines, outcome) {
            let report = |draft: &Draft<'_>| draft.report(State::Failed, "templates");
            failed.extend(self.asked(&lines, &one, plans, outcome).iter().map(report));
        }
        outcome.exit = outcome.exit.worst(Exit::Render);
        outcome.reports.extend(failed);
        outcome.findings.extend(found);
    }

    /// The reports of one line, where they were asked for.
    fn asked(
        &self,
        lines: &Lines<'_>,
        one: &Gathered,
        plans: Vec<EditionPlan>,
        outcome: &mut Outcome,
    ) -> Vec<Draft<'s>> {
        if !lines.chosen.contains(&one.line) {
            return Vec::new();
        }
        let kind: Arc<dyn ReportKind + 's> = Arc::new(self.kind(one.line));
        let material = Material { years: &one.years, words: &one.commentary, basis: &one.basis };
        drafts(self.workspace, self.request, &kind, (material, plans), outcome)
    }

    /// The report on the line of this position.
    fn kind(&self, position: usize) -> LineReport<'s> {
        LineReport { line: &self.workspace.helplines[position] }
    }

    /// The drafts of a line, none of them when a letter of its names is in no font.
    fn drawable(
        &self,
        one: &Gathered,
        drafts: Vec<Draft<'s>>,
        theme: &Theme,
        outcome: &mut Outcome,
    ) -> Vec<Draft<'s>> {
        let odd = undrawable(self.workspace, &self.workspace.helplines[one.line], &theme.metrics);
        if odd.is_empty() || drafts.is_empty() {
            return drafts;
        }
        outcome.reports.extend(drafts.iter().map(|draft| draft.report(State::Failed, code::X008.id())));
        outcome.findings.extend(Findings(odd));
        outcome.exit = outcome.exit.worst(Exit::Render);
        Vec::new()
    }

    /// Gives the charts and pages of these drafts to the threads, when it is time.
    fn hand_over(&self, now: bool, drafts: &[Draft<'s>], theme: &Theme, add: &mut dyn FnMut(Job<'s>)) {
        for job in drafts.iter().filter(|_| now).flat_map(|draft| jobs(self.workspace, draft, theme)) {
            (self.progress)(Event::Making(job.plans.len() + 1));
            add(job);
        }
    }

    /// Reads the next line that can be read, and finds its editions; nothing after the last, and nothing more when
    /// the build stops: then the others are told of as skipped.
    fn next(&self, lines: &mut Lines<'_>, outcome: &mut Outcome) -> Option<(Gathered, Vec<EditionPlan>)> {
        let mut failed = false;
        while !(self.environment.stopped() || failed && self.request.fail_fast)
            && let Some(position) = lines.positions.pop_front()
        {
            match self.line(position, lines.of_all, outcome) {
                Some(read) => return Some(read),
                None => failed = true,
            }
        }
        let why = if self.environment.stopped() { "interrupted" } else { "stopped after the first failure" };
        let skipped =
            |position: usize| Report::new(&self.workspace.helplines[position].id, None, State::Skipped, why);
        outcome.reports.extend(lines.positions.drain(..).map(skipped));
        None
    }

    /// Reads one line and finds the editions of its reports.
    fn line(
        &self,
        position: usize,
        of_all: bool,
        outcome: &mut Outcome,
    ) -> Option<(Gathered, Vec<EditionPlan>)> {
        let (workspace, request) = (self.workspace, self.request);
        let how = Reading::of(request, of_all, !request.dry);
        let known = self.environment.lines;
        let (one, found) = gather_safely((workspace, known), position, &how, self.progress, self.snapshot);
        record(&workspace.helplines[position], &one, &found, outcome);
        outcome.findings.extend(found);
        let mut one = one.ok()?;
        let (id, (solved, before)) = (&workspace.helplines[position].id, one.loss.parts);
        (self.progress)(Event::Protected(id.clone(), solved, before));
        if !request.dry {
            keep(self.environment.disk, &workspace.root, id, &one.patterns);
        }
        let own = one.report_years(request.year);
        let years = (&mut one.years[..], &one.commentary);
        let (plans, told) = edition_plans(workspace, &self.kind(position), years, &one.basis, &own);
        outcome.findings.extend(told);
        Some((one, plans))
    }
}

/// Reads one line; a panic on the way, or a file that changed meanwhile, fails this line only.
pub fn gather_safely(
    (workspace, known): (&Workspace, Option<&KnownLines>),
    position: usize,
    how: &Reading<'_>,
    progress: &(dyn Fn(Event) + Sync),
    snapshot: &InputSnapshot,
) -> (Result<Gathered, Code>, Findings) {
    let line = &workspace.helplines[position];
    progress(Event::Reading(line.id.clone()));
    let told = |far: Progress| progress(Event::Protecting(line.id.clone(), far));
    let read = || {
        let how = Reading { told: &told, ..*how };
        known.map_or_else(
            || gather(workspace, position, &how),
            |known| known.gather(workspace, position, &how, snapshot),
        )
    };
    let (gathered, mut findings) = catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        let finding = Finding::error(code::V099, "reading this line stopped unexpectedly")
            .hint("please report this with the version of Jaarlijn");
        (Err(code::V099), Findings(vec![finding.of(&line.id)]))
    });
    match snapshot.moved(&workspace.root, &line.dir) {
        Some(moved) => {
            let code = moved.code;
            findings.push(moved.of(&line.id));
            (Err(code), findings)
        }
        None => (gathered, findings),
    }
}
