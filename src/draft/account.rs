//! What is said of a draft: the files, what each column is taken for, what is left out, and what has to be decided.

use std::collections::BTreeSet;

use super::model::{Draft, From, TargetDraft};
use super::sources::Export;
use crate::base::{Findings, Severity};

/// What was done, for people and for programs.
#[derive(Debug, Clone)]
pub struct Account {
    /// For people.
    pub text: String,
    /// For programs.
    pub json: serde_json::Value,
    /// What reading the draft still has to say.
    pub findings: Findings,
}

/// Number of decisions that are left.
fn open(draft: &Draft) -> usize {
    let targets = draft.entries.iter().flat_map(|entry| &entry.targets).filter(|t| t.todo.is_some()).count();
    let settings =
        draft.entries.iter().flat_map(|e| &e.settings).filter(|(.., note)| note.starts_with("TO DO")).count();
    let skips: usize = draft.entries.iter().map(|entry| entry.skip.len()).sum();
    let lists = draft.lists.iter().filter(|list| list.todo.is_some()).count();
    let asks: usize = draft.entries.iter().map(|entry| entry.asks.len()).sum();
    // The name of the line and its first day; of a new workspace its publisher and its date.
    let always = if draft.workspace.is_some() { 4 } else { 2 };
    always
        + asks
        + targets
        + settings
        + skips
        + lists
        + draft.settings.len()
        + usize::from(draft.cut_off.is_some())
}

/// Numbers with a comma between thousands.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn sources(target: &TargetDraft) -> String {
    match &target.from {
        From::Column(names) => names.join(", "),
        From::YesNo(codes) => format!("{} columns of yes and no", codes.len()),
    }
}

/// A line per target, with the columns that it is read from.
fn targets(draft: &Draft) -> Vec<String> {
    let width =
        draft.entries.iter().flat_map(|e| &e.targets).map(|t| t.target.chars().count()).max().unwrap_or(0);
    let mut said: BTreeSet<(String, String)> = BTreeSet::new();
    let mut lines = Vec::new();
    for target in draft.entries.iter().flat_map(|entry| &entry.targets) {
        if !said.insert((target.target.clone(), sources(target))) {
            continue;
        }
        let keys: Vec<String> = target.keys.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        let keys = if keys.is_empty() { String::new() } else { format!("  ({})", short(&keys.join(", "))) };
        let mark = if target.off { "  left out for now" } else { "" };
        lines.push(format!("  {:width$}  {}{keys}{mark}", target.target, sources(target)));
    }
    lines
}

/// The account of a new line.
pub(super) fn account(
    draft: &Draft,
    exports: &[Export],
    written: &[String],
    findings: Findings,
    rows: (u64, u64),
) -> Account {
    let mut text = String::new();
    let mut say = |line: String| {
        text.push_str(line.trim_end());
        text.push('\n');
    };
    let all: u64 = exports.iter().map(|e| e.rows).sum();
    let files = if exports.len() == 1 { "1 file".to_owned() } else { format!("{} files", exports.len()) };
    let span = draft.span.map(|(a, b)| format!(", {a} to {b}")).unwrap_or_default();
    say(format!("{files}, {} rows{span}", grouped(all)));
    for export in exports {
        let broken =
            if export.broken > 0 { format!(", {} cannot be read", export.broken) } else { String::new() };
        say(format!("  {}: {}, {} rows{broken}", export.name, export.described(), grouped(export.rows)));
    }
    say(String::new());
    say("What the columns are taken for:".to_owned());
    targets(draft).into_iter().for_each(&mut say);
    if !draft.left.is_empty() {
        say(String::new());
        say("Left out:".to_owned());
        draft.left.iter().for_each(|(name, why)| say(format!("  {name}: {why}")));
    }
    say(String::new());
    say("Written:".to_owned());
    written.iter().for_each(|path| say(format!("  {path}")));
    let warnings = findings.count(Severity::Warning);
    say(String::new());
    say(format!(
        "The draft reads {} of {} rows; warnings: {warnings}, which `jaarlijn check {}` shows.",
        grouped(rows.1),
        grouped(rows.0),
        draft.id
    ));
    let errors = findings.count(Severity::Error);
    if errors > 0 {
        say(format!("It still has errors: {errors}, which that command shows too."));
    }
    let open = open(draft);
    say(format!("{open} lines of these files are marked TO DO: each is a decision, with what was seen."));
    say(format!("Next: read data/{}/helpline.yaml, then jaarlijn build {}", draft.id, draft.id));
    let json = serde_json::json!({
        "format": 1, "line": draft.id, "rows": all, "written": written, "open": open,
        "targets": draft.entries.iter().flat_map(|e| &e.targets).map(|t| serde_json::json!({
            "target": t.target, "columns": t.columns(), "todo": t.todo, "left_out": t.off,
        })).collect::<Vec<_>>(),
        "left_out": draft.left.iter().map(|(name, why)| serde_json::json!({"column": name, "why": why})).collect::<Vec<_>>(),
        "findings": findings,
    });
    Account { text, json, findings }
}

fn short(text: &str) -> String {
    if text.chars().count() <= 60 {
        text.to_owned()
    } else {
        format!("{}…", text.chars().take(59).collect::<String>())
    }
}
