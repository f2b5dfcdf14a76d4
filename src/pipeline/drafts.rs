//! What is to be made: one draft per report, unless it stands published as it is.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::gather::Gathered;
use super::held::held;
use super::issue::{Issue, made_of};
use super::request::{Outcome, Report, Request, State};
use crate::answers::Answer;
use crate::config::{Helpline, Lang, Workspace};
use crate::disclosure::SafeTable;
use crate::edition::Made;
use crate::exports::{PublishedCell, cells};
use crate::publish::joint_fingerprint;
use crate::report::Facts;

/// A report of one line and year, in all its languages.
#[derive(Clone)]
pub struct Draft {
    /// What its line gave.
    pub(super) gathered: Arc<Gathered>,
    /// Which of the years gathered.
    at: usize,
    pub(super) year: i32,
    pub(super) langs: Vec<Lang>,
    /// What kind of report it is.
    pub(super) kind: Kind,
    pub(super) issue: Arc<Issue>,
    /// Why it is to be made.
    pub(super) why: String,
    /// Filled when first asked for: its cells as data, and fingerprints of all that decides its bytes.
    known: Arc<(OnceLock<Vec<PublishedCell>>, OnceLock<Made>)>,
}

/// What kind of report.
#[derive(Clone)]
pub enum Kind {
    /// Of one line.
    Line,
    /// Of all lines side by side.
    Landscape,
    /// The answer to a question.
    Answer(Arc<Answer>),
}

impl Kind {
    /// Folder of a report.
    pub fn folder(&self, reports: &Path, year: i32, id: &str) -> PathBuf {
        match self {
            Self::Answer(_) => reports.join("answers").join(id),
            _ => reports.join(year.to_string()).join(id),
        }
    }
}

impl Draft {
    /// Its folder.
    pub(super) fn folder(&self, reports: &Path, line: &Helpline) -> PathBuf {
        self.kind.folder(reports, self.year, &line.id)
    }

    /// Its tables.
    pub(super) fn tables(&self) -> &[SafeTable] {
        self.gathered.years.get(self.at).map_or(&[], |(_, tables)| tables)
    }

    /// Its line in the end table.
    pub fn report(&self, workspace: &Workspace, state: State, why: &str) -> Report {
        Report {
            helpline: workspace.helplines[self.gathered.line].id.clone(),
            year: Some(self.year),
            state,
            why: why.to_owned(),
            rows: (self.gathered.accounting.read, self.gathered.accounting.used),
            changes: Vec::new(),
        }
    }

    /// The cells of its tables as data.
    pub(super) fn cells(&self) -> &[PublishedCell] {
        self.known.0.get_or_init(|| cells(self.tables()))
    }

    /// Fingerprints of all that decides its bytes.
    pub(super) fn made_of(&self, workspace: &Workspace) -> &Made {
        self.known.1.get_or_init(|| {
            let line = &workspace.helplines[self.gathered.line];
            made_of(workspace, &self.facts(workspace), &self.langs, line, self.tables())
        })
    }

    pub(super) fn facts(&self, workspace: &Workspace) -> Facts {
        Facts {
            publisher: workspace.publisher.clone(),
            date: self.issue.date,
            year: self.year,
            first_year: self.gathered.first_year,
            revision: Arc::clone(&self.issue.revision),
            sentences_before: self.issue.sentences_before.clone(),
            bounds: workspace.revision,
            inputs: (self.issue.inputs.len(), joint_fingerprint(&self.issue.inputs)),
            absent: self.gathered.absent.clone(),
            commentary: self.gathered.commentary.get(&self.year).cloned().unwrap_or_default(),
        }
    }
}

/// What is to be made of what was read; what stands published already is told to `outcome`.
pub fn drafts(
    workspace: &Workspace,
    request: &Request,
    (gathered, issues): (&Arc<Gathered>, Vec<Arc<Issue>>),
    kind: &Kind,
    outcome: &mut Outcome,
) -> Vec<Draft> {
    let line = &workspace.helplines[gathered.line];
    let reports = workspace.root.join("reports");
    let mut drafts = Vec::new();
    for (at, issue) in issues.into_iter().enumerate() {
        let year = gathered.years.get(at).map_or(0, |(year, _)| *year);
        if matches!(kind, Kind::Line) && request.year.is_some_and(|y| y != year) {
            continue;
        }
        let folder = kind.folder(&reports, year, &line.id);
        let mut draft = Draft {
            gathered: Arc::clone(gathered),
            at,
            year,
            langs: langs(request, line, &folder),
            kind: kind.clone(),
            issue,
            why: String::new(),
            known: Arc::default(),
        };
        if let Some((held, finding)) = held(workspace, &draft) {
            outcome.findings.push(finding);
            // Who verifies wants to see what would be made; that it waits is told all the same.
            if !request.keep {
                outcome.reports.push(held);
                continue;
            }
        }
        match draft.issue.why(draft.made_of(workspace), &folder, &draft.langs) {
            None if !request.keep => {
                let date = draft.issue.date;
                let why = if date == workspace.date { String::new() } else { format!("edition of {date}") };
                outcome.reports.push(draft.report(workspace, State::UpToDate, &why));
            }
            why => {
                draft.why = why.unwrap_or_default();
                drafts.push(draft);
            }
        }
    }
    drafts
}

/// Languages in which a report is made. One that stands there in another language is made anew with the
/// others: a folder holds one edition, and its manifest names all of it.
fn langs(request: &Request, line: &Helpline, folder: &Path) -> Vec<Lang> {
    let asked = if request.lang.is_empty() { &line.languages } else { &request.lang };
    let part = |l: &Lang| !request.lang.is_empty() && !request.keep && line.languages.contains(l);
    let stands = |l: &Lang| part(l) && folder.join(format!("report.{}.pdf", l.code())).is_file();
    Lang::ALL.into_iter().filter(|l| asked.contains(l) || stands(l)).collect()
}
