//! What is shown: findings, and the end table. Findings go to the error stream, results to the
//! standard one.

use std::io::{IsTerminal, Write};

use super::args::{Colour, Common, Format};
use super::excerpt::Excerpts;
use super::request::root;
use crate::base::{Exit, Finding, Findings, InFile, Severity};
use crate::pipeline::{Outcome, Report, State};

/// Files of one finding that are named; the others are counted.
const FILES_SHOWN: usize = 12;

/// Whether it may be told why counts are withheld without being asked: to a person at a terminal. A job of CI keeps
/// and shows its log to others.
pub fn may_tell_reasons() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("CI").is_none()
}

/// Shows everything a build or a check gave.
pub fn outcome(outcome: &Outcome, common: &Common) {
    if common.format == Format::Json {
        let mut value = serde_json::json!({
            "format": 1,
            "exit": outcome.exit.code(),
            "reports": outcome.reports,
            "findings": outcome.findings,
        });
        if !outcome.accounts.is_empty() {
            value["accounts"] = serde_json::json!(outcome.accounts);
        }
        print(&value.to_string());
        return;
    }
    findings(&outcome.findings, common);
    if common.quiet {
        return;
    }
    let rows: Vec<[String; 5]> = outcome.reports.iter().map(row).collect();
    if !rows.is_empty() {
        print(&table(["helpline", "year", "result", "rows read → used", "files or reason"], &rows));
    }
    if outcome.reports.iter().any(|r| r.state == State::Drafted) {
        print("Drafts were made, and nothing was published: look at them, then `jaarlijn publish`.");
    }
    let count = |s: Severity| outcome.findings.count(s);
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if errors + warnings > 0 {
        let plural = |n: u64, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
        print(&format!("{}, {}", plural(errors, "error"), plural(warnings, "warning")));
    }
}

/// Writes a whole text to the standard output.
pub fn give(bytes: &[u8]) -> Exit {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Exit::Write,
        _ => Exit::Done,
    }
}

/// What became of a report, in words.
pub fn state(state: State) -> &'static str {
    match state {
        State::Made => "published",
        State::Drafted => "draft",
        State::Retracted => "retracted",
        State::UpToDate => "up to date",
        State::Held => "held back",
        State::WouldChange => "would change",
        State::Valid => "valid",
        State::Withstands => "withstands",
        State::Broken => "broken",
        State::Same => "same bytes",
        State::Differs => "differs",
        State::Skipped => "skipped",
        State::Refused => "refused",
        State::Failed => "failed",
        State::NotWritten => "not written",
    }
}

fn row(report: &Report) -> [String; 5] {
    [
        report.helpline.clone(),
        report.year.map_or_else(|| "–".to_owned(), |y| y.to_string()),
        state(report.state).to_owned(),
        if report.rows.0 == 0 {
            "–".to_owned()
        } else {
            format!("{} → {}", report.rows.0, report.rows.1)
        },
        report.why.clone(),
    ]
}

fn table(head: [&str; 5], rows: &[[String; 5]]) -> String {
    let head = head.map(str::to_owned);
    let widths: Vec<usize> =
        (0..5).map(|c| rows.iter().chain([&head]).map(|r| r[c].chars().count()).max().unwrap_or(0)).collect();
    let line = |row: &[String; 5]| {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(text, w)| format!("{text}{}", " ".repeat(w - text.chars().count())))
            .collect();
        cells.join("  ").trim_end().to_owned()
    };
    std::iter::once(line(&head)).chain(rows.iter().map(line)).collect::<Vec<_>>().join("\n")
}

/// Shows findings.
pub fn findings(findings: &Findings, common: &Common) {
    let shown = |f: &&Finding| !common.quiet || f.severity == Severity::Error;
    match common.format {
        Format::Json => {
            let value = serde_json::json!({ "format": 1, "findings": findings });
            print(&value.to_string());
        }
        Format::Github => findings.0.iter().filter(shown).for_each(|f| print(&github(f))),
        Format::Human => {
            let colour = coloured(common.color);
            let mut excerpts = Excerpts::of(root(common).ok(), colour);
            for finding in findings.0.iter().filter(shown) {
                let excerpt = excerpts.of_finding(finding);
                let _ = writeln!(std::io::stderr(), "{}", human(finding, excerpt.as_deref(), colour));
            }
        }
    }
}

pub(super) fn print(text: &str) {
    // A closed pipe is the reader's choice.
    let _ = writeln!(std::io::stdout(), "{text}");
}

fn coloured(choice: Colour) -> bool {
    match choice {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
    }
}

/// `error[V012] data/x.csv:3:4: message`, the line that is meant and, on a line of its own, the hint.
#[must_use]
pub fn human(finding: &Finding, excerpt: Option<&str>, colour: bool) -> String {
    let (word, code) = match finding.severity {
        Severity::Error => ("error", "31"),
        Severity::Warning => ("warning", "33"),
        Severity::Note => ("note", "36"),
    };
    let word = if colour {
        format!("\u{1b}[1;{code}m{word}[{}]\u{1b}[0m", finding.code)
    } else {
        format!("{word}[{}]", finding.code)
    };
    let place = finding.place.as_ref().map(|p| format!(" {p}:")).unwrap_or_default();
    let hint = finding.hint.as_ref().map(|h| format!("\n  hint: {h}")).unwrap_or_default();
    let excerpt = excerpt.map(|lines| format!("\n{lines}")).unwrap_or_default();
    format!("{word}{place} {}{}{excerpt}{hint}", finding.message, more(finding))
}

/// How often more, and in which files.
fn more(finding: &Finding) -> String {
    if finding.more == 0 {
        return String::new();
    }
    let one = |file: &InFile| {
        let line = file.line.map(|l| format!(", from line {l} on")).unwrap_or_default();
        format!("{} in {}{line}", file.count, file.file)
    };
    let mut files: Vec<String> = finding.files.iter().take(FILES_SHOWN).map(one).collect();
    if let Some(rest) = finding.files.len().checked_sub(FILES_SHOWN).filter(|n| *n > 0) {
        files.push(format!("{rest} more files"));
    }
    let files = if files.is_empty() { String::new() } else { format!(": {}", files.join("; ")) };
    format!(" (and {} more{files})", finding.more)
}

/// A workflow annotation.
fn github(finding: &Finding) -> String {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut places = Vec::new();
    if let Some(place) = &finding.place {
        places.push(format!("file={}", escape(&place.file, true)));
        places.extend(place.line.map(|l| format!("line={l}")));
        places.extend(place.column.map(|c| format!("col={c}")));
    }
    places.push(format!("title={}", finding.code));
    let hint = finding.hint.as_ref().map(|h| format!("\nhint: {h}")).unwrap_or_default();
    format!("::{level} {}::{}", places.join(","), escape(&format!("{}{hint}", finding.message), false))
}

fn escape(text: &str, property: bool) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    if property { text.replace(':', "%3A").replace(',', "%2C") } else { text }
}
