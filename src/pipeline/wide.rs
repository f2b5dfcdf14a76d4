//! Reports on several lines: the landscape and the answers, made after all lines were read, from their
//! safe tables.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::Datelike;

use super::drafts::{Draft, Kind, drafts};
use super::gather::{Gathered, first_error};
use super::issue::issues;
use super::protection::Loss;
use super::request::{Outcome, Report, Request, State};
use crate::answers::{self, Source};
use crate::base::Exit;
use crate::config::{Landscape, Workspace};
use crate::disclosure::{Kept, SafeTable};
use crate::landscape::{self, Ground, ID, LineTables};
use crate::publish::LastBuild;
use crate::validation::Accounting;

/// What is to be made beside the reports of the lines.
pub struct Plan {
    /// Number of lines that have registrations; the faces of the others follow them.
    own: usize,
    /// Years of the landscape.
    years: Vec<i32>,
    /// Questions, by their positions among the workspace's questions and among its lines.
    questions: Vec<(usize, usize)>,
}

/// Which landscape and answers are wanted; the workspace then has their faces as its last lines.
pub fn plan(request: &Request, workspace: &mut Workspace) -> Option<Plan> {
    let own = workspace.helplines.len();
    let last = request.only_failed.then(|| LastBuild::load(&request.root)).flatten();
    let wanted = |id: &str| {
        request.lines.iter().any(|l| l == id)
            || (request.lines.is_empty() && last.as_ref().is_none_or(|l| l.failed.contains(id)))
    };
    let in_year = |year: i32| request.year.is_none_or(|y| y == year);
    let landscape = workspace.landscape.clone();
    let years: Vec<i32> = landscape
        .iter()
        .filter(|_| wanted(ID))
        .flat_map(|l| l.years.iter().copied().filter(|y| in_year(*y)))
        .collect();
    let asked: Vec<usize> = (0..workspace.questions.len())
        .filter(|q| wanted(&workspace.questions[*q].id) && in_year(workspace.questions[*q].date.year()))
        .collect();
    if years.is_empty() && asked.is_empty() {
        return None;
    }
    let base = landscape::face(workspace, &landscape.unwrap_or_default());
    let faces: Vec<_> =
        asked.iter().map(|q| answers::face(workspace, &workspace.questions[*q], &base)).collect();
    workspace.helplines.push(base);
    workspace.helplines.extend(faces);
    let questions = asked.into_iter().enumerate().map(|(i, q)| (q, own + 1 + i)).collect();
    Some(Plan { own, years, questions })
}

impl Plan {
    /// Positions of all lines that have to be read.
    pub fn lines(&self) -> std::ops::Range<usize> {
        0..self.own
    }

    /// Positions of the faces of what is to be made.
    pub fn faces(&self) -> impl Iterator<Item = usize> + '_ {
        let landscape = (!self.years.is_empty()).then_some(self.own);
        landscape.into_iter().chain(self.questions.iter().map(|(_, face)| *face))
    }

    /// The drafts, when every line could be read; else what was published stays as it is.
    pub fn drafts(
        &self,
        workspace: &Workspace,
        request: &Request,
        read: &[Arc<Gathered>],
        outcome: &mut Outcome,
    ) -> Vec<Draft> {
        if let Some(line) = self.lacking(workspace, read, outcome) {
            let refused =
                |id: &str, year: i32| Report::new(id, Some(year), State::Refused, &format!("needs {line}"));
            outcome.reports.extend(self.years.iter().map(|year| refused(ID, *year)));
            let answers = self.questions.iter().map(|(q, _)| &workspace.questions[*q]);
            outcome.reports.extend(answers.map(|q| refused(&q.id, q.date.year())));
            return Vec::new();
        }
        let known = workspace.landscape.as_ref();
        let mut all = Vec::new();
        for year in &self.years {
            let Some(landscape) = known else { break };
            let tables = of_year(workspace, landscape, *year, read);
            let first = year + 1 - i32::try_from(landscape.look_back).unwrap_or(1);
            let gathered = gathered(self.own, (*year, first), tables, read);
            all.extend(wide((workspace, request), (gathered, &self.years), &Kind::Landscape, outcome));
        }
        if !self.questions.is_empty() {
            let newest = known.and_then(|l| Some((l, l.years.iter().copied().max()?)));
            let tables = newest.map(|(l, year)| of_year(workspace, l, year, read)).unwrap_or_default();
            let sources = self.sources(workspace, read, &tables);
            let how = (workspace, request, read);
            all.extend(self.questions.iter().flat_map(|q| answered(how, *q, &sources, outcome)));
        }
        all
    }

    /// A line that could not be read.
    fn lacking(&self, workspace: &Workspace, read: &[Arc<Gathered>], outcome: &Outcome) -> Option<String> {
        let is_line = |id: &str| !workspace.questions.iter().any(|q| q.id == id);
        let broken = outcome.reports.iter().find(|r| r.state == State::Refused && is_line(&r.helpline));
        let unread = self.lines().find(|p| !read.iter().any(|g| g.line == *p));
        broken.map(|r| r.helpline.clone()).or_else(|| unread.map(|p| workspace.helplines[p].id.clone()))
    }

    fn sources<'a>(
        &self,
        workspace: &'a Workspace,
        read: &'a [Arc<Gathered>],
        wide: &'a [SafeTable],
    ) -> Vec<Source<'a>> {
        let of_line = |gathered: &'a Arc<Gathered>| {
            let line = &workspace.helplines[gathered.line];
            let mut years: Vec<&(i32, Vec<SafeTable>)> = gathered.years_of(line).collect();
            years.sort_by_key(|(year, _)| std::cmp::Reverse(*year));
            Source {
                line: &line.id,
                position: gathered.line,
                tables: years.into_iter().flat_map(|(_, tables)| tables).collect(),
            }
        };
        let landscape = Source { line: ID, position: self.own, tables: wide.iter().collect() };
        read.iter().map(of_line).chain([landscape]).collect()
    }
}

/// The draft of an answer, unless its words are wrong: then what was published stays as it is.
fn answered(
    (workspace, request, read): (&Workspace, &Request, &[Arc<Gathered>]),
    (at, face): (usize, usize),
    sources: &[Source<'_>],
    outcome: &mut Outcome,
) -> Vec<Draft> {
    let question = &workspace.questions[at];
    let year = question.date.year();
    let (mut answer, mut findings) = answers::answer(at, question, sources);
    findings.extend(answers::told(workspace, question, sources, &mut answer));
    let stopped = first_error(&findings);
    outcome.findings.extend(findings);
    if let Some(code) = stopped {
        outcome.exit = outcome.exit.worst(Exit::DataRejected);
        outcome.reports.push(Report::new(&question.id, Some(year), State::Refused, code.id()));
        return Vec::new();
    }
    let tables = answer.tables(&|p| workspace.helplines[p].id.clone());
    let gathered = gathered(face, (year, year), tables, read);
    wide((workspace, request), (gathered, &[year]), &Kind::Answer(Arc::new(answer)), outcome)
}

/// The draft of a report on several lines, unless it stands published as it is.
fn wide(
    (workspace, request): (&Workspace, &Request),
    (mut gathered, own): (Gathered, &[i32]),
    kind: &Kind,
    outcome: &mut Outcome,
) -> Vec<Draft> {
    let reports = workspace.root.join("reports");
    let folder = |year: i32, id: &str| kind.folder(&reports, year, id);
    let (issues, told) = issues(workspace, &mut gathered, own, &folder);
    outcome.findings.extend(told);
    let issues = issues.into_iter().map(Arc::new).collect();
    drafts(workspace, request, (&Arc::new(gathered), issues), kind, outcome)
}

/// The tables of the landscape of one year.
fn of_year<'a>(
    workspace: &'a Workspace,
    landscape: &'a Landscape,
    year: i32,
    read: &'a [Arc<Gathered>],
) -> Vec<SafeTable> {
    let line = |g: &'a Arc<Gathered>| {
        let line = &workspace.helplines[g.line];
        LineTables::new(line, g.first_year, g.years_of(line))
    };
    let lines = read.iter().map(line).collect();
    landscape::tables(&Ground { workspace, landscape, lines, year })
}

/// What a report on several lines rests on: all that these rest on.
fn gathered(
    face: usize,
    (year, first_year): (i32, i32),
    tables: Vec<SafeTable>,
    read: &[Arc<Gathered>],
) -> Gathered {
    let mut inputs: Vec<_> = read.iter().flat_map(|g| &g.inputs).cloned().collect();
    inputs.sort();
    let mut accounting = Accounting::default();
    for one in read {
        accounting.read += one.accounting.read;
        accounting.used += one.accounting.used;
        for (rule, n) in &one.accounting.excluded {
            *accounting.excluded.entry(rule.clone()).or_default() += n;
        }
    }
    Gathered {
        line: face,
        years: vec![(year, tables)],
        first_year,
        inputs,
        accounting,
        reasons: BTreeSet::new(),
        absent: Vec::new(),
        missing: Vec::new(),
        kept: Vec::new(),
        commentary: BTreeMap::new(),
        refused: Vec::new(),
        loss: Loss::default(),
        patterns: Kept::default(),
        slight: read.iter().flat_map(|g| g.slight.iter().cloned()).collect(),
    }
}
