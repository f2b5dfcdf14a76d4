//! Reports on several lines: the landscape and the answers, made after all lines were read, from their
//! safe tables.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::Datelike;

use super::drafts::{Draft, Material, drafts};
use super::edition_plan::edition_plans;
use super::gather::{Basis, Gathered, YearTables, first_error};
use super::report_kind::{AnswerReport, LandscapeReport, ReportKind};
use super::request::{Outcome, Report, Request, State};
use crate::answers::{self, Source};
use crate::base::Exit;
use crate::config::{Landscape, Question, Subject, Workspace};
use crate::disclosure::SafeTable;
use crate::landscape::{self, Ground, ID, LineTables};
use crate::publish::LastBuild;
use crate::validation::Accounting;

/// What is to be made beside the reports of the lines.
pub struct JointReports<'w> {
    workspace: &'w Workspace,
    /// All lines together.
    subject: Arc<Subject>,
    /// Years of the landscape.
    years: Vec<i32>,
    /// Questions, by their positions in the workspace.
    questions: Vec<usize>,
}

/// Which landscape and answers are wanted.
pub fn plan<'w>(request: &Request, workspace: &'w Workspace) -> Option<JointReports<'w>> {
    let last = request.only_failed.then(|| LastBuild::load(&request.root)).flatten();
    let wanted = |id: &str| {
        request.lines.iter().any(|l| l == id)
            || (request.lines.is_empty() && last.as_ref().is_none_or(|l| l.failed.contains(id)))
    };
    let in_year = |year: i32| request.year.is_none_or(|y| y == year);
    let years: Vec<i32> = workspace
        .landscape
        .iter()
        .filter(|_| wanted(ID))
        .flat_map(|l| l.years.iter().copied().filter(|y| in_year(*y)))
        .collect();
    let questions: Vec<usize> = (0..workspace.questions.len())
        .filter(|q| wanted(&workspace.questions[*q].id) && in_year(workspace.questions[*q].date.year()))
        .collect();
    if years.is_empty() && questions.is_empty() {
        return None;
    }
    let none = Landscape::default();
    let subject = landscape::subject(workspace, workspace.landscape.as_ref().unwrap_or(&none));
    Some(JointReports { workspace, subject: Arc::new(subject), years, questions })
}

impl<'w> JointReports<'w> {
    /// Positions of all lines that have to be read.
    pub fn lines(&self) -> std::ops::Range<usize> {
        0..self.workspace.helplines.len()
    }

    /// Ids of what is to be made.
    pub fn ids(&self) -> impl Iterator<Item = String> + '_ {
        let landscape = (!self.years.is_empty()).then(|| ID.to_owned());
        landscape.into_iter().chain(self.questions().map(|question| question.id.clone()))
    }

    fn questions(&self) -> impl Iterator<Item = &'w Question> + '_ {
        self.questions.iter().map(|at| &self.workspace.questions[*at])
    }

    /// The drafts, when every line could be read; else what was published stays as it is.
    pub fn drafts(&self, request: &Request, read: &[Gathered], outcome: &mut Outcome) -> Vec<Draft<'w>> {
        if let Some(line) = self.lacking(read, outcome) {
            let refused =
                |id: &str, year: i32| Report::new(id, Some(year), State::Refused, &format!("needs {line}"));
            outcome.reports.extend(self.years.iter().map(|year| refused(ID, *year)));
            outcome.reports.extend(self.questions().map(|q| refused(&q.id, q.date.year())));
            return Vec::new();
        }
        let mut all = Vec::new();
        let known = self.workspace.landscape.as_ref();
        for (landscape, year) in known.iter().flat_map(|l| self.years.iter().map(move |year| (*l, *year))) {
            let tables = self.of_year(landscape, year, read);
            let first = year + 1 - i32::try_from(landscape.look_back).unwrap_or(1);
            let (workspace, subject) = (self.workspace, Arc::clone(&self.subject));
            let kind: Arc<dyn ReportKind + 'w> = Arc::new(LandscapeReport { workspace, landscape, subject });
            let basis = Arc::new(basis(first, read.iter()));
            all.extend(self.draft(request, &kind, ((year, tables), basis, &self.years), outcome));
        }
        if !self.questions.is_empty() {
            let newest = known.and_then(|l| Some((l, l.years.iter().copied().max()?)));
            let tables = newest.map(|(l, year)| self.of_year(l, year, read)).unwrap_or_default();
            let sources = self.sources(read, &tables);
            for at in &self.questions {
                all.extend(self.answered(request, *at, (&sources, read), outcome));
            }
        }
        all
    }

    /// A line that could not be read.
    fn lacking(&self, read: &[Gathered], outcome: &Outcome) -> Option<String> {
        let is_line = |id: &str| !self.workspace.questions.iter().any(|q| q.id == id);
        let broken = outcome.reports.iter().find(|r| r.state == State::Refused && is_line(&r.helpline));
        let unread = self.lines().find(|p| !read.iter().any(|g| g.line == *p));
        broken.map(|r| r.helpline.clone()).or_else(|| unread.map(|p| self.workspace.helplines[p].id.clone()))
    }

    fn sources<'a>(&self, read: &'a [Gathered], joint: &'a [SafeTable]) -> Vec<Source<'a>>
    where
        'w: 'a,
    {
        let workspace = self.workspace;
        let of_line = |gathered: &'a Gathered| {
            let line = &workspace.helplines[gathered.line];
            let mut years: Vec<&YearTables> = gathered.years_of(line).collect();
            years.sort_by_key(|(year, _)| std::cmp::Reverse(*year));
            let tables = years.into_iter().flat_map(|(_, tables)| tables.iter()).collect();
            Source { line: &line.id, tables }
        };
        let landscape = Source { line: ID, tables: joint.iter().collect() };
        read.iter().map(of_line).chain([landscape]).collect()
    }

    /// The draft of an answer, unless its words are wrong: then what was published stays as it is.
    fn answered(
        &self,
        request: &Request,
        at: usize,
        (sources, read): (&[Source<'_>], &[Gathered]),
        outcome: &mut Outcome,
    ) -> Vec<Draft<'w>> {
        let workspace = self.workspace;
        let question = &workspace.questions[at];
        let year = question.date.year();
        let (mut answer, mut findings) = answers::answer(at, question, sources);
        findings.extend(answers::told(workspace, &self.subject, question, sources, &mut answer));
        let stopped = first_error(&findings);
        outcome.findings.extend(findings);
        if let Some(code) = stopped {
            outcome.exit = outcome.exit.worst(Exit::DataRejected);
            outcome.reports.push(Report::new(&question.id, Some(year), State::Refused, code.id()));
            return Vec::new();
        }
        let tables = answer.tables();
        let subject = answers::subject(workspace, question, &self.subject);
        let landscape = Arc::clone(&self.subject);
        let kind: Arc<dyn ReportKind + 'w> = Arc::new(AnswerReport { workspace, landscape, subject, answer });
        let counted: BTreeSet<&str> = kind.lines().iter().map(|line| line.id.as_str()).collect();
        let read = read.iter().filter(|g| counted.contains(workspace.helplines[g.line].id.as_str()));
        let basis = Arc::new(basis(year, read));
        self.draft(request, &kind, ((year, tables), basis, &[year]), outcome)
    }

    /// The draft of a report on several lines, unless it stands published as it is.
    fn draft(
        &self,
        request: &Request,
        kind: &Arc<dyn ReportKind + 'w>,
        ((year, tables), basis, own): ((i32, Vec<SafeTable>), Arc<Basis>, &[i32]),
        outcome: &mut Outcome,
    ) -> Vec<Draft<'w>> {
        let mut years = [(year, Arc::new(tables))];
        // The editor writes on lines.
        let words = BTreeMap::new();
        let (plans, told) =
            edition_plans(self.workspace, kind.as_ref(), (&mut years[..], &words), &basis, own);
        outcome.findings.extend(told);
        let material = Material { years: &years, words: &words, basis: &basis };
        drafts(self.workspace, request, kind, (material, plans), outcome)
    }

    /// The tables of the landscape of one year.
    fn of_year(&self, landscape: &Landscape, year: i32, read: &[Gathered]) -> Vec<SafeTable> {
        let workspace = self.workspace;
        let line = |g| {
            let g: &Gathered = g;
            let line = &workspace.helplines[g.line];
            LineTables::new(
                line,
                g.basis.first_year,
                g.years_of(line).map(|(year, tables)| (*year, &tables[..])),
            )
        };
        let lines = read.iter().map(line).collect();
        landscape::tables(&Ground { workspace, landscape, lines, year })
    }
}

/// What a report on these lines rests on: all that they rest on.
fn basis<'r>(first_year: i32, read: impl Iterator<Item = &'r Gathered> + Clone) -> Basis {
    let all = || read.clone().map(|gathered| &gathered.basis);
    let mut inputs: Vec<_> = all().flat_map(|basis| &basis.inputs).cloned().collect();
    inputs.sort();
    let mut accounting = Accounting::default();
    for one in all().map(|basis| &basis.accounting) {
        accounting.read += one.read;
        accounting.used += one.used;
        for (rule, n) in &one.excluded {
            *accounting.excluded.entry(rule.clone()).or_default() += n;
        }
    }
    let slight = all().flat_map(|basis| basis.slight.iter().cloned()).collect();
    Basis { first_year, inputs, accounting, reasons: BTreeSet::new(), absent: Vec::new(), slight }
}
