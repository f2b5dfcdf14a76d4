//! The build itself.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use super::gather::{Gathered, gather};
use super::make::{Job, Made, make};
use crate::charts::{self, Metrics, Theme};
use crate::config::{Helpline, Lang, Workspace, load};
use crate::diagnostics::{Exit, Finding, Findings, Place, did_you_mean};
use crate::disclosure::SafeTable;
use crate::document::Shared;
use crate::exports::{cells, codes_csv, figures_csv, workbook};
use crate::publish::{Manifest, ManifestFile, index, joint_fingerprint, publish};
use crate::report::{Drawn, Facts, assemble, table_model};
use crate::words::{Labels, Words};

/// Width of a chart on paper, in points.
const CHART_WIDTH: f64 = 470.0;

/// What was asked, complete.
#[derive(Debug, Clone)]
pub struct Request {
    /// Folder that holds `data/`.
    pub root: PathBuf,
    /// Lines; all when empty.
    pub lines: Vec<String>,
    /// Only this year.
    pub year: Option<i32>,
    /// Only this language.
    pub lang: Option<Lang>,
    /// Threads.
    pub jobs: usize,
    /// Only say what would change.
    pub dry: bool,
    /// Stop after the first line that fails.
    pub fail_fast: bool,
}

/// What happens during a build, for progress bars.
#[derive(Debug, Clone)]
pub enum Event {
    /// A line is being read.
    Reading(String),
    /// So many charts and pages are to be made.
    Making(usize),
    /// One of them is done.
    Made,
}

/// What became of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Written.
    Made,
    /// Already there, byte for byte.
    UpToDate,
    /// A build would write it (`--check`).
    WouldChange,
    /// Refused because of its data or settings.
    Refused,
    /// A template or chart failed.
    Failed,
    /// Could not be written.
    NotWritten,
}

/// One report in the end table.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Report {
    /// Line.
    pub helpline: String,
    /// Year; `None` when the line was refused as a whole.
    pub year: Option<i32>,
    /// What became of it.
    pub state: State,
    /// Why.
    pub why: String,
    /// Rows read and used.
    pub rows: (u64, u64),
}

/// All that a build gives.
#[derive(Debug)]
pub struct Outcome {
    /// End table.
    pub reports: Vec<Report>,
    /// All findings.
    pub findings: Findings,
    /// How the run ended.
    pub exit: Exit,
}

/// Reads and validates; writes no report.
#[must_use]
pub fn check(request: &Request, progress: &(dyn Fn(Event) + Sync)) -> Outcome {
    let (workspace, findings) = load(&request.root);
    let mut outcome = Outcome { reports: Vec::new(), findings, exit: Exit::Done };
    let Some((workspace, chosen)) = choose(request, workspace, &mut outcome) else { return finish(outcome) };
    for position in chosen {
        let (gathered, found) = gather_safely(&workspace, position, request, progress, false);
        record_refusal(&workspace.helplines[position], gathered.as_ref(), &found, &mut outcome);
        outcome.findings.extend(found);
    }
    finish(outcome)
}

/// Makes the reports.
#[must_use]
pub fn build(request: &Request, progress: &(dyn Fn(Event) + Sync)) -> Outcome {
    let (workspace, findings) = load(&request.root);
    let mut outcome = Outcome { reports: Vec::new(), findings, exit: Exit::Done };
    let Some((workspace, chosen)) = choose(request, workspace, &mut outcome) else { return finish(outcome) };
    let mut gathered = Vec::new();
    for position in chosen {
        let (one, found) = gather_safely(&workspace, position, request, progress, !request.dry);
        record_refusal(&workspace.helplines[position], one.as_ref(), &found, &mut outcome);
        outcome.findings.extend(found);
        match one {
            Some(one) => gathered.push(one),
            None if request.fail_fast => return finish(outcome),
            None => {}
        }
    }
    let drafts = drafts(&workspace, request, &gathered);
    match tools(request) {
        Ok((shared, theme)) => {
            let made = typeset_all(&workspace, request, &drafts, &shared, &theme, progress);
            publish_all(&workspace, request, &drafts, made, &mut outcome);
        }
        Err(found) => {
            outcome.exit = outcome.exit.worst(Exit::Render);
            for draft in &drafts {
                outcome.reports.push(draft.report(&workspace, State::Failed, "templates"));
            }
            outcome.findings.extend(found);
        }
    }
    finish(outcome)
}

/// Templates, fonts and chart theme.
fn tools(request: &Request) -> Result<(Shared, Theme), Findings> {
    let one = |finding: Finding| Findings(vec![finding]);
    let metrics = Metrics::embedded().map_err(|e| one(e.into()))?;
    let theme = Theme::new(metrics).map_err(|e| one(e.into()))?;
    Ok((Shared::with_folder(&request.root.join("templates"))?, theme))
}

/// The lines asked for; an unknown one is an error with a suggestion.
fn choose(request: &Request, workspace: Option<Workspace>, outcome: &mut Outcome) -> Option<(Workspace, Vec<usize>)> {
    if outcome.findings.has_errors() {
        outcome.exit = Exit::Config;
    }
    let workspace = workspace?;
    // Lines whose settings are wrong are not in the workspace: each gets its line in the end table.
    let mut broken: Vec<String> = outcome.findings.0.iter().filter_map(|f| f.helpline.clone()).collect();
    broken.dedup();
    for id in broken.into_iter().filter(|id| request.lines.is_empty() || request.lines.contains(id)) {
        outcome.reports.push(Report { helpline: id, year: None, state: State::Refused, why: "settings".to_owned(), rows: (0, 0) });
    }
    if request.lines.is_empty() {
        let all = (0..workspace.helplines.len()).collect();
        return Some((workspace, all));
    }
    let mut chosen = Vec::new();
    for asked in &request.lines {
        let fits = |l: &Helpline| l.id == *asked || l.name == *asked || l.aliases.contains(asked);
        match workspace.helplines.iter().position(fits) {
            Some(position) => chosen.push(position),
            None if outcome.reports.iter().any(|r| r.helpline == *asked) => {}
            None => {
                let names = workspace.helplines.iter().map(|l| l.id.as_str());
                let hint = did_you_mean(asked, names.clone())
                    .map_or_else(|| format!("there are: {}", names.collect::<Vec<_>>().join(", ")), |n| format!("did you mean `{n}`?"));
                outcome.findings.push(Finding::error("C042", format!("there is no line `{asked}`")).hint(hint).at(Place::file("data")));
                outcome.exit = outcome.exit.worst(Exit::Usage);
            }
        }
    }
    chosen.sort_unstable();
    chosen.dedup();
    Some((workspace, chosen))
}

fn gather_safely(
    workspace: &Workspace,
    position: usize,
    request: &Request,
    progress: &(dyn Fn(Event) + Sync),
    quarantine: bool,
) -> (Option<Gathered>, Findings) {
    let line = &workspace.helplines[position];
    progress(Event::Reading(line.id.clone()));
    catch_unwind(AssertUnwindSafe(|| gather(workspace, position, request.year, request.jobs, quarantine))).unwrap_or_else(|_| {
        let finding = Finding::error("V099", "reading this line stopped unexpectedly").hint("please report this with the version of Jaarlijn");
        (None, Findings(vec![finding.of(&line.id)]))
    })
}

fn record_refusal(line: &Helpline, gathered: Option<&Gathered>, found: &Findings, outcome: &mut Outcome) {
    let rejected = gathered.is_some_and(|g| g.accounting.rejected() > 0);
    if found.has_errors() || rejected {
        let config = found.0.iter().any(|f| f.severity == crate::diagnostics::Severity::Error && f.code.starts_with('C'));
        outcome.exit = outcome.exit.worst(if config { Exit::Config } else { Exit::DataRejected });
        if found.0.iter().any(|f| f.code == "P001") {
            outcome.exit = outcome.exit.worst(Exit::Write);
        }
    }
    if gathered.is_none() {
        let why = found.0.iter().find(|f| f.severity == crate::diagnostics::Severity::Error).map_or("data", |f| f.code);
        outcome.reports.push(Report { helpline: line.id.clone(), year: None, state: State::Refused, why: why.to_owned(), rows: (0, 0) });
    }
}

/// A report of one line and year, in all its languages.
struct Draft<'a> {
    gathered: &'a Gathered,
    year: i32,
    tables: &'a [SafeTable],
    langs: Vec<Lang>,
}

impl Draft<'_> {
    fn report(&self, workspace: &Workspace, state: State, why: &str) -> Report {
        Report {
            helpline: workspace.helplines[self.gathered.line].id.clone(),
            year: Some(self.year),
            state,
            why: why.to_owned(),
            rows: (self.gathered.accounting.read, self.gathered.accounting.used),
        }
    }

    fn facts(&self, workspace: &Workspace) -> Facts {
        Facts {
            publisher: workspace.publisher.clone(),
            date: workspace.date,
            year: self.year,
            first_year: self.gathered.first_year,
            edition: 1,
            inputs: (self.gathered.inputs.len(), joint_fingerprint(&self.gathered.inputs)),
            absent: self.gathered.absent.clone(),
        }
    }
}

fn drafts<'a>(workspace: &Workspace, request: &Request, gathered: &'a [Gathered]) -> Vec<Draft<'a>> {
    let mut drafts = Vec::new();
    for one in gathered {
        let own = &workspace.helplines[one.line].languages;
        let langs: Vec<Lang> = match request.lang {
            Some(lang) => vec![lang],
            None => own.clone(),
        };
        drafts.extend(one.years.iter().map(|(year, tables)| Draft { gathered: one, year: *year, tables, langs: langs.clone() }));
    }
    drafts
}

fn typeset_all(
    workspace: &Workspace,
    request: &Request,
    drafts: &[Draft<'_>],
    shared: &Shared,
    theme: &Theme,
    progress: &(dyn Fn(Event) + Sync),
) -> Vec<Vec<Made>> {
    let mut jobs = Vec::new();
    for draft in drafts {
        let line = &workspace.helplines[draft.gathered.line];
        let figures = figures_csv(draft.tables).unwrap_or_default();
        let codes = codes_csv(line, &cells(draft.tables)).unwrap_or_default();
        for lang in &draft.langs {
            let labels = Labels { words: Words::of(*lang), line };
            let plans = draft.tables.iter().filter_map(|t| charts::plan(t, &labels, theme, &line.colour, CHART_WIDTH)).collect();
            let facts = draft.facts(workspace);
            let attached = [("figures.csv", figures.clone()), ("codes.csv", codes.clone())];
            jobs.push(Job {
                plans,
                helpline: line.id.clone(),
                model: Box::new(move |drawn: &BTreeMap<String, Drawn>| {
                    let model = assemble(labels, &facts, draft.tables, drawn);
                    let mut files: BTreeMap<String, Vec<u8>> =
                        drawn.iter().map(|(f, d)| (format!("/charts/{f}.svg"), d.svg.clone().into_bytes())).collect();
                    files.extend(attached.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.clone())));
                    (model, files)
                }),
            });
        }
    }
    progress(Event::Making(jobs.iter().map(|j| j.plans.len() + 1).sum()));
    let mut made = make(&jobs, request.jobs, shared, &theme.metrics, &|_, _| progress(Event::Made)).into_iter();
    drafts.iter().map(|d| made.by_ref().take(d.langs.len()).collect()).collect()
}

fn publish_all(workspace: &Workspace, request: &Request, drafts: &[Draft<'_>], made: Vec<Vec<Made>>, outcome: &mut Outcome) {
    let reports = request.root.join("reports");
    for (draft, pages) in drafts.iter().zip(made) {
        let mut pdfs = Vec::new();
        let mut problems = Findings::default();
        for (lang, page) in draft.langs.iter().zip(pages) {
            match page {
                Ok(bytes) => pdfs.push((format!("report.{}.pdf", lang.code()), bytes)),
                Err(found) => problems.extend(found),
            }
        }
        if pdfs.len() < draft.langs.len() {
            outcome.exit = outcome.exit.worst(Exit::Render);
            let why = problems.0.first().map_or("", |f| f.code);
            outcome.reports.push(draft.report(workspace, State::Failed, why));
            outcome.findings.extend(problems);
            continue;
        }
        let line = &workspace.helplines[draft.gathered.line];
        let folder = reports.join(draft.year.to_string()).join(&line.id);
        match files(workspace, draft, pdfs, &outcome.findings) {
            Ok(files) if request.dry => {
                let same = files.iter().all(|(name, bytes)| std::fs::read(folder.join(name)).is_ok_and(|old| old == *bytes));
                let state = if same { State::UpToDate } else { State::WouldChange };
                outcome.reports.push(draft.report(workspace, state, ""));
            }
            Ok(files) => match publish(&folder, &files) {
                Ok(changed) if changed.is_empty() => outcome.reports.push(draft.report(workspace, State::UpToDate, "")),
                Ok(changed) => outcome.reports.push(draft.report(workspace, State::Made, &changed.join(", "))),
                Err(error) => {
                    outcome.findings.push(error.finding(&request.root).of(&line.id));
                    outcome.reports.push(draft.report(workspace, State::NotWritten, "P001"));
                    outcome.exit = outcome.exit.worst(Exit::Write);
                }
            },
            Err(finding) => {
                outcome.exit = outcome.exit.worst(Exit::Render);
                outcome.reports.push(draft.report(workspace, State::Failed, finding.code));
                outcome.findings.push(finding);
            }
        }
    }
    if !request.dry && outcome.reports.iter().any(|r| r.state == State::Made) {
        let page = index(&reports).into_bytes();
        if let Err(error) = publish(&reports, &[("index.html".to_owned(), page)]) {
            outcome.findings.push(error.finding(&request.root));
            outcome.exit = outcome.exit.worst(Exit::Write);
        }
    }
}

/// All files of one report folder.
fn files(workspace: &Workspace, draft: &Draft<'_>, pdfs: Vec<(String, Vec<u8>)>, findings: &Findings) -> Result<Vec<(String, Vec<u8>)>, Finding> {
    let line = &workspace.helplines[draft.gathered.line];
    let labels = Labels { words: Words::of(draft.langs.first().copied().unwrap_or(Lang::Nl)), line };
    let failed = |what: &str, why: String| Finding::error("E001", format!("{what} could not be made: {why}")).of(&line.id);
    let published = cells(draft.tables);
    let mut files = pdfs;
    files.push(("figures.csv".to_owned(), figures_csv(draft.tables).map_err(|e| failed("figures.csv", e.to_string()))?));
    files.push(("codes.csv".to_owned(), codes_csv(line, &published).map_err(|e| failed("codes.csv", e.to_string()))?));
    let book = workbook(draft.tables, labels, &|t| table_model(t, labels, ""), workspace.date);
    files.push(("tables.xlsx".to_owned(), book.map_err(|e| failed("tables.xlsx", e.to_string()))?));
    let own = Findings(findings.0.iter().filter(|f| f.helpline.as_deref() == Some(&line.id)).cloned().collect());
    let manifest = Manifest {
        format: 1,
        program: format!("jaarlijn {}", env!("CARGO_PKG_VERSION")),
        helpline: &line.id,
        year: draft.year,
        edition: 1,
        date: workspace.date.to_string(),
        synthetic: line.synthetic,
        threshold: line.threshold,
        inputs: &draft.gathered.inputs,
        rows: &draft.gathered.accounting,
        findings: &own,
        files: files.iter().map(|(name, bytes)| ManifestFile::of(name, bytes)).collect(),
        cells: &published,
    };
    files.push(("manifest.json".to_owned(), manifest.to_bytes().map_err(|e| failed("manifest.json", e.to_string()))?));
    Ok(files)
}

/// The exit code of the whole: 30 when some reports are there and some are not.
fn finish(mut outcome: Outcome) -> Outcome {
    let good = |r: &Report| matches!(r.state, State::Made | State::UpToDate);
    let (some, all) = (outcome.reports.iter().any(good), outcome.reports.iter().all(good));
    if outcome.reports.iter().any(|r| r.state == State::WouldChange) {
        outcome.exit = outcome.exit.worst(Exit::WouldChange);
    } else if some && !all && outcome.exit != Exit::Usage {
        outcome.exit = Exit::Partial;
    }
    outcome.findings.sort();
    outcome
}
