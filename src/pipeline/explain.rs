//! What a figure of a line is, and what one of its numbers is.

use super::gather::{Reading, gather};
use super::report_kind::{LineReport, ReportKind};
use super::request::{Event, Outcome, Request};
use super::selection::choose;
use super::showing::showable;
use crate::base::{Exit, Finding, Findings, code, did_you_mean};
use crate::config::load;
use crate::disclosure::SafeTable;
use crate::edition::{Record, history};
use crate::preview::{FigureFacts, Reasons, Wanted, cells_of, facts, reasons};

/// What is asked about a line.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// A figure; all when none is named.
    pub figure: Option<String>,
    /// What picks one of its numbers.
    pub cell: Option<String>,
    /// Whether it may be told why a count is withheld.
    pub reasons: bool,
}

/// The answer.
#[derive(Debug)]
pub struct Explained {
    pub figures: Vec<FigureFacts>,
    pub findings: Findings,
    pub exit: Exit,
}

/// Says what the figures of the line asked for are; nothing is written.
#[must_use]
pub fn explain(request: &Request, question: &Question, progress: &(dyn Fn(Event) + Sync)) -> Explained {
    let (workspace, findings) = load(&request.root);
    let mut outcome = Outcome::new(findings);
    let failed = |outcome: Outcome, exit: Exit| Explained {
        figures: Vec::new(),
        findings: outcome.findings,
        exit: outcome.exit.worst(exit),
    };
    let Some((workspace, chosen)) = choose(request, workspace, &mut outcome) else {
        return failed(outcome, Exit::Done);
    };
    let Some(position) = chosen.first().copied() else { return failed(outcome, Exit::Config) };
    let line = &workspace.helplines[position];
    progress(Event::Reading(line.id.clone()));
    let (gathered, found) = gather(&workspace, position, &Reading::of(request, false, false));
    let Ok(mut gathered) = gathered else {
        outcome.findings.extend(found);
        return failed(outcome, Exit::DataRejected);
    };
    let (shown, waiting) = showable(&workspace, &mut gathered);
    let reports: Vec<(i32, &[SafeTable])> = shown.iter().map(|(year, tables)| (*year, &tables[..])).collect();
    let kind = LineReport { line };
    let folder = workspace.root.join("reports");
    let published: Vec<Record> =
        reports.iter().flat_map(|(year, _)| history(&kind.folder(&folder, *year))).collect();
    let names = figures(&reports);
    let Some(figure) = &question.figure else {
        let all = names.iter().filter_map(|name| facts(line, name, &reports, (None, &published))).collect();
        return Explained { figures: all, findings: Findings::default(), exit: Exit::Done };
    };
    if !names.contains(figure) {
        outcome.findings.extend(waiting);
        outcome.findings.push(unknown(&line.id, figure, &names));
        return failed(outcome, Exit::Usage);
    }
    let all = cells_of(figure, &reports);
    let wanted = match question.cell.as_deref().map(|text| Wanted::parse(text).one(&all)) {
        None => None,
        Some(Ok(cell)) => Some(cell),
        Some(Err(hint)) => {
            let text = question.cell.clone().unwrap_or_default();
            let message = format!("`{figure}#{text}` is no cell of that figure, or not one alone");
            outcome.findings.push(Finding::error(code::U017, message).hint(hint));
            return failed(outcome, Exit::Usage);
        }
    };
    let mut figures: Vec<FigureFacts> =
        facts(line, figure, &reports, (wanted, &published)).into_iter().collect();
    if question.reasons {
        let why = Reasons { withheld: reasons(&gathered.loss.log), ..Reasons::default() };
        for cell in figures.iter_mut().filter_map(|f| f.cell.as_mut()).filter(|cell| cell.value.is_empty()) {
            cell.reasons = why.of(&cell.name).map(crate::preview::Reason::text).collect();
        }
    }
    Explained { figures, findings: Findings::default(), exit: Exit::Done }
}

/// The figures of all reports, in their order.
fn figures(reports: &[(i32, &[SafeTable])]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for table in reports.iter().flat_map(|(_, tables)| tables.iter()) {
        let name = table.figure().to_string();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn unknown(line: &str, figure: &str, names: &[String]) -> Finding {
    let hint = match did_you_mean(figure, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`? `jaarlijn explain {line}` lists them"),
        None => format!("`jaarlijn explain {line}` lists them"),
    };
    Finding::error(code::U016, format!("the reports of `{line}` have no figure `{figure}`")).hint(hint)
}
