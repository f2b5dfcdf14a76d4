//! The result of a build as JUnit XML: every report is a test.

use std::fmt::Write;

use super::show::human;
use crate::base::{Finding, Severity};
use crate::pipeline::{Outcome, Report, State};

/// The file. A report that was not made is a failure, one that was passed over is skipped; errors that
/// belong to no line are a test of their own.
pub fn xml(outcome: &Outcome) -> String {
    let general: Vec<&Finding> = errors(outcome).filter(|f| f.helpline.is_none()).collect();
    let mut cases = String::new();
    let (mut tests, mut failures, mut skipped) = (0, 0, 0);
    if !general.is_empty() {
        tests += 1;
        failures += 1;
        case(&mut cases, "workspace", "workspace", Some(&failure("errors of the workspace", &general)));
    }
    for report in &outcome.reports {
        tests += 1;
        let inside = inside(outcome, report);
        failures += usize::from(inside.as_ref().is_some_and(|i| i.contains("<failure")));
        skipped += usize::from(inside.as_ref().is_some_and(|i| i.contains("<skipped")));
        let name = report.year.map_or_else(|| "all years".to_owned(), |y| y.to_string());
        case(&mut cases, &report.helpline, &name, inside.as_deref());
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites tests=\"{tests}\" failures=\"{failures}\" skipped=\"{skipped}\">\n\
         <testsuite name=\"jaarlijn\" tests=\"{tests}\" failures=\"{failures}\" skipped=\"{skipped}\">\n\
         {cases}</testsuite>\n</testsuites>\n"
    )
}

fn errors(outcome: &Outcome) -> impl Iterator<Item = &Finding> {
    outcome.findings.0.iter().filter(|f| f.severity == Severity::Error)
}

fn inside(outcome: &Outcome, report: &Report) -> Option<String> {
    match report.state {
        State::Made
        | State::Drafted
        | State::Retracted
        | State::UpToDate
        | State::Held
        | State::Valid
        | State::Same
        | State::Withstands => None,
        State::Skipped => Some(format!("<skipped message=\"{}\"/>", escape(&report.why))),
        State::WouldChange => Some(failure("a build would change this report", &[])),
        State::Refused | State::Failed | State::NotWritten | State::Differs | State::Broken => {
            let own: Vec<&Finding> =
                errors(outcome).filter(|f| f.helpline.as_deref() == Some(&report.helpline)).collect();
            Some(failure(&report.why, &own))
        }
    }
}

fn failure(message: &str, findings: &[&Finding]) -> String {
    let lines: Vec<String> = findings.iter().map(|f| escape(&human(f, None, false))).collect();
    format!("<failure message=\"{}\">{}</failure>", escape(message), lines.join("\n"))
}

fn case(out: &mut String, class: &str, name: &str, inside: Option<&str>) {
    let (class, name) = (escape(class), escape(name));
    let _ = match inside {
        None => writeln!(out, "<testcase classname=\"{class}\" name=\"{name}\"/>"),
        Some(inside) => {
            writeln!(out, "<testcase classname=\"{class}\" name=\"{name}\">{inside}</testcase>")
        }
    };
}

/// Text in XML; what XML cannot hold becomes a space.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::xml;
    use crate::base::code;
    use crate::base::{Exit, Finding, Findings, Place};
    use crate::pipeline::{Outcome, Report, State};

    #[test]
    fn every_report_is_a_test_and_text_stays_text() {
        let report = |line: &str, state| Report {
            helpline: line.into(),
            year: Some(2023),
            state,
            why: "a<b".into(),
            rows: (0, 0),
            changes: Vec::new(),
        };
        let reports =
            vec![report("a", State::Made), report("b", State::Refused), report("c", State::Skipped)];
        let own = Finding::error(code::V001, "a & b\u{1}").at(Place::line("data/b.csv", 2)).of("b");
        let other = Finding::error(code::P001, "no disk");
        let outcome = Outcome {
            reports,
            findings: Findings(vec![own, other]),
            exit: Exit::Partial,
            ..Outcome::new(Findings::default())
        };
        let text = xml(&outcome);
        assert!(text.contains("<testsuites tests=\"4\" failures=\"2\" skipped=\"1\">"), "{text}");
        assert!(text.contains("<testcase classname=\"a\" name=\"2023\"/>"));
        assert!(text.contains("<failure message=\"a&lt;b\">error[V001] data/b.csv:2: a &amp; b </failure>"));
        assert!(text.contains("<skipped message=\"a&lt;b\"/>"));
        assert!(text.contains("<failure message=\"errors of the workspace\">error[P001] no disk</failure>"));
    }
}
