//! What is to be made: one draft per report, unless it stands published as it is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::gather::{Basis, YearTables};
use super::held::held;
use super::issue::{Issue, made_of};
use super::report_kind::ReportKind;
use super::request::{Outcome, Report, Request, State};
use crate::commentary::Piece;
use crate::config::{Lang, Subject, Workspace};
use crate::disclosure::SafeTable;
use crate::edition::Made;
use crate::exports::{PublishedCell, cells};
use crate::publish::joint_fingerprint;
use crate::report::Facts;

/// A report on a subject and year, in all its languages.
#[derive(Clone)]
pub struct Draft<'w> {
    /// What kind of report it is.
    pub(super) kind: Arc<dyn ReportKind + 'w>,
    pub(super) basis: Arc<Basis>,
    pub(super) year: i32,
    tables: Arc<Vec<SafeTable>>,
    /// The editor's own words.
    words: Arc<Vec<Piece>>,
    pub(super) langs: Vec<Lang>,
    pub(super) issue: Arc<Issue>,
    /// Why it is to be made.
    pub(super) why: String,
    /// Filled when first asked for: its cells as data, and fingerprints of all that decides its bytes.
    known: Arc<(OnceLock<Vec<PublishedCell>>, OnceLock<Made>)>,
}

impl Draft<'_> {
    /// What it is about.
    pub(super) fn id(&self) -> &str {
        &self.kind.subject().id
    }

    /// Its folder.
    pub(super) fn folder(&self, reports: &Path) -> PathBuf {
        self.kind.folder(reports, self.year)
    }

    /// Its tables.
    pub(super) fn tables(&self) -> &[SafeTable] {
        &self.tables
    }

    /// The same, to be kept.
    pub(super) fn shared_tables(&self) -> Arc<Vec<SafeTable>> {
        Arc::clone(&self.tables)
    }

    /// Its line in the end table.
    pub fn report(&self, state: State, why: &str) -> Report {
        let rows = (self.basis.accounting.read, self.basis.accounting.used);
        Report::new(self.id(), Some(self.year), state, why).rows(rows)
    }

    /// The cells of its tables as data.
    pub(super) fn cells(&self) -> &[PublishedCell] {
        self.known.0.get_or_init(|| cells(self.tables()))
    }

    /// Fingerprints of all that decides its bytes.
    pub(super) fn made_of(&self, workspace: &Workspace) -> &Made {
        self.known.1.get_or_init(|| {
            made_of(workspace, &self.facts(workspace), &self.langs, self.kind.as_ref(), self.tables())
        })
    }

    pub(super) fn facts(&self, workspace: &Workspace) -> Facts {
        Facts {
            publisher: workspace.publisher.clone(),
            date: self.issue.date,
            year: self.year,
            first_year: self.basis.first_year,
            revision: Arc::clone(&self.issue.revision),
            sentences_before: self.issue.sentences_before.clone(),
            bounds: workspace.revision,
            inputs: (self.issue.inputs.len(), joint_fingerprint(&self.issue.inputs)),
            absent: self.basis.absent.clone(),
            commentary: self.words.to_vec(),
        }
    }
}

/// What the reports of a subject are made from: the years with their tables, the editor's words on them, and what
/// all rest on.
pub struct Material<'m> {
    pub years: &'m [YearTables],
    pub words: &'m BTreeMap<i32, Vec<Piece>>,
    pub basis: &'m Arc<Basis>,
}

/// What is to be made of what was read; what stands published already is told to `outcome`.
pub fn drafts<'w>(
    workspace: &'w Workspace,
    request: &Request,
    kind: &Arc<dyn ReportKind + 'w>,
    (material, issues): (Material<'_>, Vec<Issue>),
    outcome: &mut Outcome,
) -> Vec<Draft<'w>> {
    let reports = workspace.root.join("reports");
    let mut drafts = Vec::new();
    for ((year, tables), issue) in material.years.iter().zip(issues) {
        let year = *year;
        if !kind.is_joint() && request.year.is_some_and(|y| y != year) {
            continue;
        }
        let folder = kind.folder(&reports, year);
        let mut draft = Draft {
            kind: Arc::clone(kind),
            basis: Arc::clone(material.basis),
            year,
            tables: Arc::clone(tables),
            words: Arc::new(material.words.get(&year).cloned().unwrap_or_default()),
            langs: langs(request, kind.subject(), &folder),
            issue: Arc::new(issue),
            why: String::new(),
            known: Arc::default(),
        };
        if let Some((held, finding)) = held(&draft) {
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
                outcome.reports.push(draft.report(State::UpToDate, &why));
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
fn langs(request: &Request, subject: &Subject, folder: &Path) -> Vec<Lang> {
    let asked = if request.lang.is_empty() { &subject.languages } else { &request.lang };
    let part = |l: &Lang| !request.lang.is_empty() && !request.keep && subject.languages.contains(l);
    let stands = |l: &Lang| part(l) && folder.join(format!("report.{}.pdf", l.code())).is_file();
    Lang::ALL.into_iter().filter(|l| asked.contains(l) || stands(l)).collect()
}
