//! `jaarlijn explain`: what a code of a finding means, and what a number of a report is.

use std::fmt::Write;

use super::args::{Build, Common, Explain, Format};
use super::progress::Progress;
use super::request::{request, root};
use super::show::{self, give};
use crate::base::{Audience, Code, Exit, Finding, Findings, code, did_you_mean};
use crate::pipeline::{self, Explained, Question};
use crate::preview::{CellFacts, FigureFacts};

/// Carries it out: codes when the first word looks like one, else a line.
pub fn run(common: &Common, asked: &Explain) -> Exit {
    match asked.what.as_slice() {
        [first, ..] if !looks_like_code(first) => number(common, asked),
        _ => codes(common, &asked.what),
    }
}

/// A letter and two digits or more; names of lines such as `1712` are none.
fn looks_like_code(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && (2..=4).contains(&chars.as_str().len())
        && chars.all(|c| c.is_ascii_digit())
}

/// Says what codes mean; those that are not known are told of, all at once.
fn codes(common: &Common, asked: &[String]) -> Exit {
    let (mut codes, mut unknown) = (Vec::new(), Findings::default());
    for text in asked {
        match Code::parse(text) {
            Some(code) => codes.push(code),
            None => unknown.push(unknown_code(text)),
        }
    }
    if unknown.has_errors() {
        show::findings(&unknown, common);
        return Exit::Usage;
    }
    if asked.is_empty() {
        codes.extend(Code::all());
        codes.sort_unstable();
    }
    let text = match common.format {
        Format::Json => {
            let entry = |code: &Code| {
                serde_json::json!({
                    "code": code, "title": code.title(), "why": code.why(), "mend": code.mend(), "example": code.example(),
                    "area": code.area().name(),
                    "exit": code.exit().code(), "public": code.audience() == Audience::Public,
                })
            };
            format!("{:#}\n", serde_json::Value::Array(codes.iter().map(entry).collect()))
        }
        _ if asked.is_empty() => codes.iter().map(|code| format!("{code:5} {}\n", code.title())).collect(),
        _ => codes
            .iter()
            .map(|code| {
                let example = code.example().replace('\n', "\n           ");
                format!(
                    "{code}: {}\n  why:     {}\n  mend:    {}\n  example: {example}\n",
                    code.title(),
                    code.why(),
                    code.mend()
                )
            })
            .collect(),
    };
    give(text.as_bytes())
}

fn unknown_code(text: &str) -> Finding {
    let near = did_you_mean(text, Code::all().map(Code::id));
    let hint = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
    Finding::error(code::U006, format!("`{text}` is no code of a finding"))
        .hint(format!("`jaarlijn explain` lists all of them{hint}"))
}

/// Says what the figures of a line are, or one of them, or one of its numbers.
fn number(common: &Common, asked: &Explain) -> Exit {
    let refuse = |findings: Findings| {
        show::findings(&findings, common);
        Exit::Usage
    };
    let (line, figure) = match asked.what.as_slice() {
        [line] => (line.clone(), None),
        [line, figure] => (line.clone(), Some(figure.as_str())),
        _ => {
            let finding = Finding::error(code::U018, "more than a line and one of its figures was named")
                .hint("write `jaarlijn explain LINE FIGURE`, or codes of findings alone");
            return refuse(Findings(vec![finding]));
        }
    };
    let split = figure.map(|text| text.split_once('#').map_or((text, None), |(f, cell)| (f, Some(cell))));
    let question = Question {
        figure: split.map(|(figure, _)| figure.to_owned()),
        cell: split.and_then(|(_, cell)| cell).map(str::to_owned),
        reasons: asked.reasons || show::may_tell_reasons(),
    };
    let wanted = Build { lines: vec![line], ..Build::default() };
    let request = match root(common).and_then(|root| request(common, root, wanted)) {
        Ok(request) => request,
        Err(finding) => return refuse(Findings(vec![finding])),
    };
    let progress = Progress::new(common);
    let explained = pipeline::explain(&request, &question, &|event| progress.take(event));
    progress.end();
    let Explained { figures, findings, exit } = explained;
    let text = match common.format {
        Format::Json => format!(
            "{}\n",
            serde_json::json!({ "format": 1, "exit": exit.code(), "figures": figures, "findings": findings })
        ),
        _ => {
            show::findings(&findings, common);
            match (&question.figure, figures.as_slice()) {
                (Some(_), [figure]) => whole(figure, question.reasons),
                _ => figures.iter().map(|f| format!("{:44} {}\n", f.figure, f.definition)).collect(),
            }
        }
    };
    if give(text.as_bytes()) == Exit::Write { Exit::Write } else { exit }
}

/// A figure, and the number that was asked for.
fn whole(facts: &FigureFacts, reasons: bool) -> String {
    let mut text = format!("{} {}\n", facts.helpline, facts.figure);
    let mut line = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(text, "  {name:11} {value}");
        }
    };
    line("is", &facts.definition);
    line("unit", &facts.units.join(", "));
    line("codes", facts.kind.unwrap_or_default());
    let years: Vec<String> = facts.reports.iter().map(ToString::to_string).collect();
    let annex = if facts.annex { ", its table in the annex" } else { "" };
    line("printed", &format!("chapter `{}` of the reports on {}{annex}", facts.chapter, years.join(", ")));
    line("cells", &format!("{} printed, {} withheld", facts.printed, facts.withheld));
    for (n, (setting, value)) in facts.settings.iter().enumerate() {
        line(if n == 0 { "settings" } else { "" }, &format!("{setting}: {value}"));
    }
    let mut name = "columns";
    for (files, columns) in &facts.columns {
        let one = |(target, names): (&String, &Vec<String>)| format!("{target} ← {}", names.join(" + "));
        line(name, &format!("{files}: {}", columns.iter().map(one).collect::<Vec<_>>().join("; ")));
        name = "";
    }
    for (n, (rows, count)) in facts.rows.iter().enumerate() {
        line(if n == 0 { "rows" } else { "" }, &format!("{rows}: {count}"));
    }
    for (n, note) in facts.notes.iter().enumerate() {
        line(if n == 0 { "notes" } else { "" }, note);
    }
    if let Some(cell) = &facts.cell {
        text.push_str(&one_cell(cell, reasons));
    }
    text
}

fn one_cell(cell: &CellFacts, reasons: bool) -> String {
    let id = [&cell.measure, &cell.stage, &cell.unit, &cell.period, &cell.dimensions];
    let id: Vec<&str> = id.iter().map(|part| part.as_str()).filter(|part| !part.is_empty()).collect();
    let mut text = format!("\n{}\n", id.join(" "));
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(text, "  {name:11} {value}");
    };
    line("value", if cell.value.is_empty() { "none" } else { &cell.value });
    if !cell.base.is_empty() {
        line("base", &cell.base);
    }
    for sign in &cell.signs {
        line("sign", sign);
    }
    if cell.signs.iter().any(|sign| sign.starts_with("[c]")) {
        let computed = "it is computed from a count that is withheld, or counts too few";
        match (reasons, cell.reasons.as_slice()) {
            (false, _) => line("reason", "which of the two: `--reasons`, where nobody else reads along"),
            (true, []) => line("reason", computed),
            (true, all) => all.iter().for_each(|reason| line("reason", reason)),
        }
    }
    for before in &cell.published {
        let edition =
            format!("edition {} of the report on {}, {}", before.edition, before.report, before.date);
        line("published", &format!("{}: {edition}", before.says));
    }
    if cell.published.is_empty() {
        line("published", "in no edition yet");
    }
    text
}
