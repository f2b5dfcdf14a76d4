//! What is to be made: one report at a time, unless it stands as it is, published or as a draft.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::contents::failed;
use super::edition_plan::{EditionPlan, changed_parts, lacks, made_of};
use super::gather::{Basis, YearTables};
use super::report_kind::ReportKind;
use super::request::{Making, Outcome, Report, Request, State};
use super::revision_hold::held;
use crate::base::{Exit, Finding, Lang, Place, code, sha256};
use crate::commentary::Piece;
use crate::config::{Subject, Workspace};
use crate::disclosure::SafeTable;
use crate::edition::{self, Made, draft_folder};
use crate::exports::{PublishedCell, cells, codes_csv, figures_csv};
use crate::publish::joint_fingerprint;
use crate::report::Facts;

/// A report on a subject and year that is to be made, in all its languages: as a draft, or as an edition.
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
    /// Whether it gets pages for the web.
    pub(super) web: bool,
    /// Whether it is typeset.
    pub(super) paper: bool,
    pub(super) plan: Arc<EditionPlan>,
    /// Whether no edition is made of it.
    pub(super) is_draft: bool,
    /// Why it is to be made.
    pub(super) why: String,
    known: Arc<Known>,
}

/// What follows from a draft, made when it is first asked for.
#[derive(Default)]
struct Known {
    cells: OnceLock<Vec<PublishedCell>>,
    made_of: OnceLock<Made>,
    data: OnceLock<DataFiles>,
}

/// `figures.csv` and `codes.csv`, which are published and attached to the pages, or why one cannot be made.
pub type DataFiles = Result<[(&'static str, Vec<u8>); 2], Finding>;

impl Draft<'_> {
    /// What it is about.
    pub(super) fn id(&self) -> &str {
        &self.kind.subject().id
    }

    /// Its folder, in which an edition of it stands published.
    pub(super) fn folder(&self, reports: &Path) -> PathBuf {
        self.kind.folder(reports, self.year)
    }

    /// The folder that it is written to.
    pub(super) fn place(&self, reports: &Path) -> PathBuf {
        let folder = self.folder(reports);
        if self.is_draft { draft_folder(&folder) } else { folder }
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
        Report::new(self.id(), Some(self.year), state, why).rows(self.basis.rows())
    }

    /// The cells of its tables as data.
    pub(super) fn cells(&self) -> &[PublishedCell] {
        self.known.cells.get_or_init(|| cells(self.tables()))
    }

    /// Its cells as files.
    pub(super) fn data(&self) -> &DataFiles {
        self.known.data.get_or_init(|| {
            let made = |name: &'static str, bytes: Result<Vec<u8>, csv::Error>| match bytes {
                Ok(bytes) => Ok((name, bytes)),
                Err(error) => Err(failed(name, &error.to_string()).of(self.id())),
            };
            let figures = made("figures.csv", figures_csv(self.cells()))?;
            Ok([figures, made("codes.csv", codes_csv(self.kind.subject(), self.cells()))?])
        })
    }

    /// Fingerprints of all that decides its bytes.
    pub(super) fn made_of(&self, workspace: &Workspace) -> &Made {
        self.known.made_of.get_or_init(|| {
            made_of(workspace, &self.facts(workspace), &self.langs, self.kind.as_ref(), self.tables())
        })
    }

    pub(super) fn facts(&self, workspace: &Workspace) -> Facts {
        Facts {
            publisher: workspace.publisher.clone(),
            date: self.plan.date,
            draft: self.is_draft,
            year: self.year,
            first_year: self.basis.first_year,
            revision: Arc::clone(&self.plan.revision),
            sentences_before: self.plan.sentences_before.clone(),
            bounds: workspace.revision,
            inputs: (self.plan.inputs.len(), joint_fingerprint(&self.plan.inputs)),
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

/// What is to be made of what was read; what stands already is told to `outcome`.
pub fn drafts<'w>(
    workspace: &'w Workspace,
    request: &Request,
    kind: &Arc<dyn ReportKind + 'w>,
    (material, plans): (Material<'_>, Vec<EditionPlan>),
    outcome: &mut Outcome,
) -> Vec<Draft<'w>> {
    let reports = workspace.root.join("reports");
    let mut drafts = Vec::new();
    for ((year, tables), plan) in material.years.iter().zip(plans) {
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
            web: gets_web_pages(request, &folder),
            // What is only looked at may go without.
            paper: request.paper || !request.keep,
            plan: Arc::new(plan),
            is_draft: request.making == Making::Drafts,
            why: String::new(),
            known: Arc::default(),
        };
        if let Some((held, finding)) = held(&draft) {
            outcome.findings.push(finding);
            // Who verifies wants to see what would be made; that it waits is told all the same.
            if !request.keep {
                // A draft that stands there is of numbers that are not the present ones.
                outcome.obsolete.push(folder);
                outcome.reports.push(held);
                continue;
            }
        }
        match draft.plan.why(draft.made_of(workspace), &folder, (&draft.langs, draft.web)) {
            None if !request.keep => {
                let date = draft.plan.date;
                let why = if date == workspace.date { String::new() } else { format!("edition of {date}") };
                outcome.reports.push(draft.report(State::UpToDate, &why));
                outcome.obsolete.push(folder);
            }
            why => {
                draft.why = why.unwrap_or_default();
                if request.keep || is_to_be_made(workspace, request, (&mut draft, &folder), outcome) {
                    drafts.push(draft);
                }
            }
        }
    }
    drafts
}

/// Whether what does not stand published is to be made; else it is told why not. What is published takes the
/// languages of its draft.
fn is_to_be_made(
    workspace: &Workspace,
    request: &Request,
    (draft, folder): (&mut Draft<'_>, &Path),
    outcome: &mut Outcome,
) -> bool {
    match (request.making, edition::draft(folder)) {
        (Making::EditionsAtOnce, _) | (Making::Drafts, None) => true,
        (Making::Drafts, Some(built)) => {
            let whole = lacks(&built, &draft.langs, draft.web).is_none()
                && built.damaged(&draft_folder(folder), sha256).is_none();
            let stands = whole && built.made_of == *draft.made_of(workspace);
            if stands {
                outcome.reports.push(draft.report(State::UpToDate, "draft"));
            }
            !stands
        }
        (Making::Editions, None) => {
            // Where one of its years was built, the others were not meant.
            let asked = request.lines.iter().any(|line| line == draft.id());
            let meant = request.year.is_some() || !is_built(draft, workspace);
            if asked && meant {
                outcome.exit = outcome.exit.worst(Exit::Usage);
                outcome.findings.push(not_built(draft));
                outcome.reports.push(draft.report(State::Refused, code::P020.id()));
            } else {
                outcome.reports.push(draft.report(State::Skipped, "no draft"));
            }
            false
        }
        (Making::Editions, Some(built)) => {
            draft.langs.clone_from(&built.langs(&workspace.languages));
            draft.known = Arc::default();
            let changed = changed_parts(draft.made_of(workspace), &built.made_of);
            if !changed.is_empty() {
                outcome.exit = outcome.exit.worst(Exit::WouldChange);
                outcome.findings.push(built_otherwise(draft, &changed));
                outcome.reports.push(draft.report(State::Refused, code::P021.id()));
            }
            changed.is_empty()
        }
    }
}

/// Whether there is a draft of a report on any year.
fn is_built(draft: &Draft<'_>, workspace: &Workspace) -> bool {
    let reports = workspace.root.join("reports");
    let years = std::fs::read_dir(&reports).into_iter().flatten().filter_map(Result::ok);
    let mut years = years.filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
    years.any(|year| edition::draft(&draft.kind.folder(&reports, year)).is_some())
}

/// That there is nothing to publish.
fn not_built(draft: &Draft<'_>) -> Finding {
    let message = format!(
        "there is no draft of the report on {}: nothing was built that could be published",
        draft.year
    );
    Finding::error(code::P020, message)
        .at(Place::file("reports"))
        .hint(format!("make the draft with `jaarlijn build {}`, look at it, and publish then", draft.id()))
        .of(draft.id())
}

/// That what would be published is not what was built.
fn built_otherwise(draft: &Draft<'_>, changed: &[&str]) -> Finding {
    let message = format!(
        "the draft of the report on {} was made of something else than what stands here now ({})",
        draft.year,
        changed.join(", ")
    );
    Finding::error(code::P021, message)
        .at(Place::file("reports"))
        .hint(format!(
            "build again with `jaarlijn build {}`, look at the new draft, and publish then",
            draft.id()
        ))
        .of(draft.id())
}

/// Whether a report gets pages for the web: an edition gets what its draft has, so that nothing is published that nobody
/// could look at.
fn gets_web_pages(request: &Request, folder: &Path) -> bool {
    match request.making {
        Making::Editions => edition::draft(folder).is_some_and(|built| built.has_web_pages()),
        Making::Drafts | Making::EditionsAtOnce => request.web,
    }
}

/// Languages in which a report is made. One that stands there in another language is made anew with the
/// others: a folder holds one edition, and its manifest names all of it.
fn langs(request: &Request, subject: &Subject, folder: &Path) -> Vec<Lang> {
    let asked = if request.lang.is_empty() { &subject.languages } else { &request.lang };
    let part = |l: &Lang| !request.lang.is_empty() && !request.keep && subject.languages.contains(l);
    let folders = [folder.to_owned(), draft_folder(folder)];
    let is_there = |l: &Lang| folders.iter().any(|f| f.join(format!("report.{}.pdf", l.code())).is_file());
    let all: BTreeSet<Lang> = subject.languages.iter().chain(&request.lang).copied().collect();
    all.into_iter().filter(|l| asked.contains(l) || part(l) && is_there(l)).collect()
}
