//! The result of a build as Markdown, for the summary page of a CI job. How many rows were read and used is
//! not in it: beside the figures it could tell what a report withholds, and a summary is passed on.

use std::fmt::Write;

use super::show::state;
use crate::base::{Area, Finding, Severity};
use crate::pipeline::{Outcome, Report};

/// Changed figures shown per report; the others are counted.
const CHANGES_SHOWN: usize = 40;
/// Errors and warnings shown; the others are counted.
const FINDINGS_SHOWN: usize = 50;

/// The page.
pub fn markdown(outcome: &Outcome) -> String {
    let mut page = format!("# Reports\n\nExit code {}.\n", outcome.exit.code());
    if !outcome.reports.is_empty() {
        page.push_str("\n| helpline | year | result | changed figures | files or reason |\n");
        page.push_str("|---|---|---|--:|---|\n");
    }
    for report in &outcome.reports {
        let cells = [
            cell(&report.helpline),
            year(report),
            state(report.state).to_owned(),
            report.changes.len().to_string(),
            cell(&report.why),
        ];
        let _ = writeln!(page, "| {} |", cells.join(" | "));
    }
    for report in outcome.reports.iter().filter(|r| !r.changes.is_empty()) {
        let _ = writeln!(page, "\n## Changed figures: {} {}\n", cell(&report.helpline), year(report));
        page.push_str("| figure | cell | before | after |\n|---|---|--:|--:|\n");
        for change in report.changes.iter().take(CHANGES_SHOWN) {
            let cells = [&change.figure, &change.cell, &change.before, &change.after].map(|text| cell(text));
            let _ = writeln!(page, "| {} |", cells.join(" | "));
        }
        more(&mut page, report.changes.len(), CHANGES_SHOWN);
    }
    let bad: Vec<&Finding> = outcome.findings.0.iter().filter(|f| f.severity != Severity::Note).collect();
    if !bad.is_empty() {
        page.push_str("\n## Findings\n\n");
        let mut lines: Vec<String> = bad.into_iter().map(line).collect();
        lines.dedup();
        lines.iter().take(FINDINGS_SHOWN).for_each(|line| page.push_str(line));
        more(&mut page, lines.len(), FINDINGS_SHOWN);
    }
    page
}

/// A finding. Those on registrations are told once for a file: how many there are can be a small count.
fn line(finding: &Finding) -> String {
    let of_registrations = finding.code.area() == Area::Registrations;
    let place = finding.place.as_ref().map(|p| if of_registrations { p.file.clone() } else { p.to_string() });
    let place = place.map(|place| format!(" {}", cell(&place))).unwrap_or_default();
    let hint = finding.hint.as_ref().map(|h| format!(" *{}*", cell(h))).unwrap_or_default();
    let word = if finding.severity == Severity::Error { "error" } else { "warning" };
    format!("- {word} {}{place}: {}.{hint}\n", finding.code, cell(&finding.message))
}

fn more(page: &mut String, all: usize, shown: usize) {
    if all > shown {
        let _ = writeln!(page, "\n… and {} more.", all - shown);
    }
}

fn year(report: &Report) -> String {
    report.year.map_or_else(|| "–".to_owned(), |y| y.to_string())
}

/// A text that stays text: no markup, no column, no line of its own.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '#' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{cell, markdown};
    use crate::base::code;
    use crate::base::{Exit, Finding, Findings, Place};
    use crate::pipeline::{Outcome, Report, State};
    use crate::publish::Change;

    fn outcome(changes: usize) -> Outcome {
        let change = |n: usize| Change {
            figure: "contacts".into(),
            cell: format!("contacts 2023 region=r|{n}"),
            before: "7".into(),
            after: "8".into(),
        };
        let report = Report {
            helpline: "a_line".into(),
            year: Some(2023),
            state: State::Made,
            why: "figures.csv".into(),
            rows: (10, 9),
            changes: (0..changes).map(change).collect(),
        };
        let finding =
            Finding::error(code::V001, "found <b>").at(Place::at("data/a.csv", 3, 4)).hint("do | it");
        let word = Finding::warning(code::L01, "found").at(Place::at("data/b.md", 3, 4));
        Outcome {
            reports: vec![report],
            findings: Findings(vec![finding.clone(), finding, word]),
            exit: Exit::DataRejected,
            ..Outcome::new(Findings::default())
        }
    }

    #[test]
    fn reports_changes_and_findings_are_told() {
        let page = markdown(&outcome(1));
        for line in [
            "Exit code 10.",
            "| a\\_line | 2023 | published | 1 | figures.csv |",
            "## Changed figures: a\\_line 2023",
            "| contacts | contacts 2023 region=r\\|0 | 7 | 8 |",
            "- error V001 data/a.csv: found &lt;b&gt;. *do \\| it*",
            "- warning L01 data/b.md:3:4: found.",
        ] {
            assert!(page.lines().any(|l| l == line), "`{line}` is not in\n{page}");
        }
    }

    #[test]
    fn a_long_list_is_cut_and_counted() {
        let page = markdown(&outcome(100));
        assert_eq!(page.matches("| 7 | 8 |").count(), 40);
        assert!(page.contains("… and 60 more."));
        // How often something was found in registrations is not told.
        assert_eq!(page.matches("V001").count(), 1);
    }

    #[test]
    fn no_text_becomes_markup() {
        assert_eq!(cell("<script>|`x`\n[a](b)"), "&lt;script&gt;\\|\\`x\\` \\[a\\](b)");
    }
}
