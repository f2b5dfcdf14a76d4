//! From Typst's diagnostics to findings with file, line and column.

use crate::base::{Code, Finding, Findings, Place, code};
use typst::diag::{Severity, SourceDiagnostic};
use typst::syntax::{DiagSpan, DiagSpanKind};
use typst::{World, WorldExt};

/// Every diagnostic as an error: what Typst only warns of (an unknown font, a layout that does not
/// settle) would make a wrong page.
pub(super) fn findings<'a>(
    world: &dyn World,
    diagnostics: impl IntoIterator<Item = &'a SourceDiagnostic>,
    export: bool,
) -> Findings {
    let mut findings = Findings::default();
    for diagnostic in diagnostics {
        let code = match (diagnostic.severity, export) {
            (Severity::Warning, _) => code::T002,
            (Severity::Error, false) => code::T001,
            (Severity::Error, true) => code::T003,
        };
        let finding = finding(world, diagnostic, code);
        if !findings.0.contains(&finding) {
            findings.push(finding);
        }
    }
    findings
}

fn finding(world: &dyn World, diagnostic: &SourceDiagnostic, code: Code) -> Finding {
    let mut finding = Finding::error(code, diagnostic.message.to_string());
    let calls = diagnostic.trace.iter().filter_map(|point| place(world, point.span.into()));
    let mut places = place(world, diagnostic.span).into_iter().chain(calls);
    finding.place = places.next();
    let mut hints: Vec<String> = diagnostic
        .hints
        .iter()
        .map(|hint| match place(world, hint.span) {
            Some(at) => format!("{} ({at})", hint.v),
            None => hint.v.to_string(),
        })
        .collect();
    hints.extend(places.map(|at| format!("called at {at}")));
    if !hints.is_empty() {
        finding = finding.hint(hints.join("; "));
    }
    finding
}

/// Line and column from 1; `None` for a problem that lies in no file.
fn place(world: &dyn World, span: DiagSpan) -> Option<Place> {
    let id = span.id()?;
    let file = id.vpath().get_without_slash().to_owned();
    let at = world.range(span).and_then(|range| match span.get() {
        DiagSpanKind::Number { .. } => world.source(id).ok()?.lines().byte_to_line_column(range.start),
        DiagSpanKind::Range { .. } => world.file(id).ok()?.lines().ok()?.byte_to_line_column(range.start),
        DiagSpanKind::Detached => None,
    });
    Some(match at {
        Some((line, column)) => Place::at(file, line as u64 + 1, column as u64 + 1),
        None => Place::file(file),
    })
}
