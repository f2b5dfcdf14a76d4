//! From safe tables to published files, report by report.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::contents::files;
use super::disclosure_gate::{Kept, broken_lines};
use super::drafts::Draft;
use super::environment::Environment;
use super::render_queue::{Job, Made, Rendered};
use super::request::{Files, Outcome, Report, Request, State};
use super::web_page::beside;
use crate::base::{Code, Exit, Finding, Findings, Lang, code, parallel};
use crate::charts::{self, ChartPlan, Ground, Metrics, Theme};
use crate::commentary::Piece;
use crate::config::{Printed, Workspace};
use crate::document::Shared;
use crate::edition::{Title, is_published, web_page};
use crate::narrative::{compared_years, is_pictured};
use crate::publish::{Change, changes, publish_beside, replaced, would_change};
use crate::report::Drawn;
use crate::site::banner;
use crate::words::{Labels, Words};

/// Width of a chart on paper, in points.
const CHART_WIDTH: f64 = 470.0;

/// Templates, fonts and chart theme.
pub fn tools(request: &Request) -> Result<(Shared, Theme), Findings> {
    let one = |finding: Finding| Findings(vec![finding]);
    let metrics = Metrics::embedded().map_err(|e| one(e.into()))?;
    let shared = Shared::with_folder(&request.root.join("templates"))?;
    let theme = Theme::new(metrics.with(shared.own_fonts())).map_err(|e| one(e.into()))?;
    Ok((shared, theme))
}

/// The jobs of a draft: one per language.
pub fn jobs<'a>(workspace: &'a Workspace, draft: &Draft<'a>, theme: &Theme) -> Vec<Job<'a>> {
    draft.langs.iter().map(|lang| job(workspace, draft, *lang, theme)).collect()
}

/// What was made, draft by draft.
pub fn by_draft(drafts: &[Draft<'_>], made: Vec<Made>) -> Vec<Vec<Made>> {
    let mut made = made.into_iter();
    drafts.iter().map(|d| made.by_ref().take(d.langs.len()).collect()).collect()
}

/// One report in one language; a panic on the way fails this report only.
fn job<'a>(workspace: &'a Workspace, draft: &Draft<'a>, lang: Lang, theme: &Theme) -> Job<'a> {
    let (words, subject) = (Words::of(lang), draft.kind.subject());
    let planned = catch_unwind(AssertUnwindSafe(|| {
        let plans = plans(draft, words, theme);
        draft.data().clone().map(|attached| (plans, attached.to_vec()))
    }));
    let (plans, attached, failed) = match planned {
        Ok(Ok((plans, attached))) => (plans, attached, None),
        Ok(Err(finding)) => (Vec::new(), Vec::new(), Some(finding)),
        Err(_) => (Vec::new(), Vec::new(), Some(stopped(code::X099, "preparing the charts of this report"))),
    };
    let (facts, kind, tables) = (draft.facts(workspace), Arc::clone(&draft.kind), draft.shared_tables());
    Job {
        plans,
        failed,
        helpline: subject.id.clone(),
        beside: draft.web.then(|| beside(draft, words)),
        paper: draft.paper,
        model: Box::new(move |drawn: &BTreeMap<String, Drawn>| {
            let model = kind.model(words, &facts, &tables, drawn);
            let mut files: BTreeMap<String, Vec<u8>> =
                drawn.iter().map(|(f, d)| (format!("/charts/{f}.svg"), d.svg.clone().into_bytes())).collect();
            let pictures = facts.commentary.iter().flat_map(Piece::pictures);
            files.extend(pictures.map(|p| (p.path.clone(), p.bytes.as_ref().clone())));
            files.extend(attached.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.clone())));
            (model, files)
        }),
    }
}

/// The charts of a draft.
fn plans(draft: &Draft<'_>, words: &Words, theme: &Theme) -> Vec<ChartPlan> {
    draft.kind.charts(draft.tables(), &|subject, table| {
        let labels = Labels { words, subject };
        // Who asks for a chart gets one.
        let wanted = match subject.figures.get(&table.figure().to_string()) {
            Some(printed) => *printed == Printed::Chart,
            None => is_pictured(table, labels),
        };
        let ground = Ground { theme, accent: &subject.colour, page: CHART_WIDTH };
        wanted.then(|| charts::plan(table, &labels, ground, compared_years(table))).flatten()
    })
}

/// A mistake of the program, kept to one report.
fn stopped(code: Code, what: &str) -> Finding {
    Finding::error(code, format!("{what} stopped unexpectedly"))
        .hint("please report this with the version of Jaarlijn")
}

/// Writes what was made, report by report.
pub fn publish_all(
    workspace: &Workspace,
    (request, environment): (&Request, &Environment<'_>),
    drafts: &[Draft<'_>],
    made: Vec<Vec<Made>>,
    outcome: &mut Outcome,
) {
    let reports = request.root.join("reports");
    let ready = complete(workspace, (request, environment), drafts, made, outcome);
    let folder = |d: &Draft<'_>| {
        let folder = d.folder(Path::new("reports"));
        folder.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    };
    let attacked = ready.iter().map(|(d, files)| (d.id(), folder(d), files));
    let broken = broken_lines(&request.root, request.jobs, attacked, outcome);
    // Reports that were ready before another failed are published.
    let before = outcome.reports.len();
    for (draft, files) in &ready {
        if let Some(why) = skipped((request, environment), &outcome.reports[before..]) {
            outcome.reports.push(draft.report(State::Skipped, why));
            continue;
        }
        let report = match broken.get(draft.id()) {
            Some(Kept::Refused(code)) => draft.report(State::Refused, code.id()),
            Some(Kept::Waits) => {
                outcome.obsolete.push(draft.folder(&reports));
                draft.report(State::Held, "corrections that went one way")
            }
            None => {
                let folder = draft.folder(&reports);
                let changed = changed_figures(&folder, files);
                let report = put((request, environment), draft, (&draft.place(&reports), files), outcome);
                if !draft.is_draft && report.state.is_good() {
                    outcome.obsolete.push(folder);
                }
                Report { changes: changed, ..report }
            }
        };
        outcome.reports.push(report);
    }
}

/// All files of the reports whose pages could be made; of the others it is said what kept them.
fn complete<'d, 'w>(
    workspace: &Workspace,
    (request, environment): (&Request, &Environment<'_>),
    drafts: &'d [Draft<'w>],
    made: Vec<Vec<Made>>,
    outcome: &mut Outcome,
) -> Vec<(&'d Draft<'w>, Files)> {
    let whole: Vec<(&Draft<'w>, Mutex<Pages>)> =
        drafts.iter().zip(made).map(|(draft, made)| (draft, Mutex::new(pages(draft, made)))).collect();
    let found = outcome.findings.clone();
    let all = parallel::each(request.jobs, &whole, |(draft, pages)| {
        let pages = std::mem::replace(
            &mut *pages.lock().unwrap_or_else(PoisonError::into_inner),
            Err(Findings::default()),
        );
        filled(workspace, draft, pages, &found)
    });
    let mut ready = Vec::new();
    for (draft, filled) in drafts.iter().zip(all) {
        if let Some(why) = skipped((request, environment), &outcome.reports) {
            outcome.reports.push(draft.report(State::Skipped, why));
            continue;
        }
        match filled {
            Ok(files) if request.keep => {
                outcome.reports.push(draft.report(State::Valid, ""));
                outcome.files.insert((draft.id().to_owned(), draft.year), files);
            }
            Ok(files) => ready.push((draft, files)),
            Err(problems) => {
                outcome.exit = outcome.exit.worst(Exit::Render);
                let why = problems.0.first().map_or("", |f| f.code.id());
                outcome.reports.push(draft.report(State::Failed, why));
                outcome.findings.extend(problems);
            }
        }
    }
    ready
}

/// The pages of a report in all its languages, by the names of their files, with its titles, or what kept one from
/// being made.
type Pages = Result<(Files, Vec<Title>), Findings>;

fn pages(draft: &Draft<'_>, made: Vec<Made>) -> Pages {
    let (mut files, mut titles, mut problems) = (Files::new(), Vec::new(), Findings::default());
    let mut whole = made.len() == draft.langs.len();
    for (lang, page) in draft.langs.iter().zip(made) {
        match page {
            Ok(Rendered { pdf, web, title }) => {
                titles.push(title);
                files.extend(pdf.map(|pdf| (format!("report.{}.pdf", lang.code()), pdf)));
                files.extend(web.map(|page| (web_page(*lang), page)));
            }
            Err(found) => {
                whole = false;
                problems.extend(found);
            }
        }
    }
    if whole { Ok((files, titles)) } else { Err(problems) }
}

/// All files of a report's folder; `found` is what has been found before.
fn filled(
    workspace: &Workspace,
    draft: &Draft<'_>,
    pages: Pages,
    found: &Findings,
) -> Result<Files, Findings> {
    let (pages, titles) = pages?;
    let all = catch_unwind(AssertUnwindSafe(|| files(workspace, draft, (pages, &titles), found)));
    all.unwrap_or_else(|_| Err(stopped(code::E099, "writing the tables of this report").of(draft.id())))
        .map_err(|finding| Findings(vec![finding]))
}

/// Why the next report is not made any more.
fn skipped((request, environment): (&Request, &Environment<'_>), reports: &[Report]) -> Option<&'static str> {
    let bad = |r: &Report| matches!(r.state, State::Failed | State::NotWritten | State::Refused);
    match () {
        () if environment.stopped() => Some("interrupted"),
        () if request.fail_fast && reports.iter().any(bad) => Some("stopped after the first failure"),
        () => None,
    }
}

/// Publishes one report, or, when only asked, says whether a build would.
fn put(
    (request, environment): (&Request, &Environment<'_>),
    draft: &Draft<'_>,
    (folder, files): (&Path, &[(String, Vec<u8>)]),
    outcome: &mut Outcome,
) -> Report {
    if request.dry {
        let same = would_change(folder, files).iter().all(|name| name == "manifest.json");
        let state = if same { State::UpToDate } else { State::WouldChange };
        return draft.report(state, if same { "" } else { &draft.why });
    }
    let before = replaced(folder, files, &|lang, n, date| {
        let known = draft.langs.iter().copied().chain(Lang::shipped());
        let lang = known.into_iter().find(|own| own.code() == lang);
        lang.map(|lang| banner(lang, n, date)).unwrap_or_default()
    });
    match publish_beside(environment.disk, folder, files, &before) {
        // What only the record says otherwise, no reader sees.
        Ok(changed) if changed.iter().all(|name| name == "manifest.json") => {
            draft.report(State::UpToDate, "")
        }
        Ok(_) => draft.report(if draft.is_draft { State::Drafted } else { State::Made }, &draft.why),
        Err(error) => {
            outcome.findings.push(error.finding(&request.root).of(draft.id()));
            outcome.exit = outcome.exit.worst(Exit::Write);
            draft.report(State::NotWritten, code::P001.id())
        }
    }
}

/// What of the published figures these files change; none for a first report.
fn changed_figures(folder: &Path, files: &[(String, Vec<u8>)]) -> Vec<Change> {
    if !is_published(folder) {
        return Vec::new();
    }
    let new = files.iter().find(|(name, _)| name == "figures.csv").map(|(_, bytes)| bytes.as_slice());
    let old = std::fs::read(folder.join("figures.csv")).unwrap_or_default();
    new.map(|new| changes(&old, new)).unwrap_or_default()
}
