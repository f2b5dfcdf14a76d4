//! What reading asks of a draft, answered with the likeliest setting and a question.

use std::collections::BTreeMap;

use super::model::{Draft, EntryDraft, TargetDraft};
use super::sources::Export;
use super::yaml::scalar;
use crate::base::{Code, Finding, Findings, Severity, code, fold};
use crate::config::YES;
use crate::validation::Rejected;

/// Most rows of a file that are named one by one.
const NAMED: usize = 20;

/// Where a finding is.
struct At {
    entry: usize,
    file: usize,
    /// Position of the target that is read from the column of the finding.
    target: Option<usize>,
}

/// Mends a draft; gives whether anything was changed.
pub(super) fn mend(
    draft: &mut Draft,
    exports: &[Export],
    findings: &Findings,
    rejected: &[Rejected],
) -> bool {
    let mut changed = rejected_rows(draft, exports, rejected);
    for finding in &findings.0 {
        changed |= of_line(draft, finding);
        let Some(at) = place(draft, exports, finding) else { continue };
        changed |= of_file(draft, &at, finding, exports);
        changed |= match at.target {
            Some(target) => of_column(draft, &at, target, finding, exports),
            None => false,
        };
    }
    changed
}

/// The entry, the file and the target that a finding is about.
fn place(draft: &Draft, exports: &[Export], finding: &Finding) -> Option<At> {
    let place = finding.place.as_ref()?;
    let (entry, file) = of_path(draft, exports, &place.file)?;
    let number = place.column;
    let name = number.and_then(|n| exports[file].layout.names.get(usize::try_from(n).ok()?.checked_sub(1)?));
    let target = name.and_then(|name| {
        let reads = |t: &TargetDraft| !t.off && t.columns().iter().any(|c| fold(c) == fold(name));
        draft.entries[entry].targets.iter().position(reads)
    });
    Some(At { entry, file, target })
}

fn of_path(draft: &Draft, exports: &[Export], path: &str) -> Option<(usize, usize)> {
    let below = format!("data/{}/registrations/", draft.id);
    let name = path.strip_prefix(&below)?;
    let file = exports.iter().position(|export| export.name == name)?;
    let entry = draft.entries.iter().position(|entry| entry.files.contains(&file))?;
    Some((entry, file))
}

fn set(entry: &mut EntryDraft, key: &'static str, value: &str, todo: &str) -> bool {
    if entry.settings.iter().any(|(k, v, _)| *k == key && v == value) {
        return false;
    }
    entry.settings.retain(|(k, ..)| *k != key);
    entry.settings.push((key, value.to_owned(), format!("TO DO {todo}")));
    true
}

/// What is asked of the line as a whole.
fn of_line(draft: &mut Draft, finding: &Finding) -> bool {
    let same = [code::V154, code::V155, code::V182];
    if !same.contains(&finding.code) || finding.severity != Severity::Error {
        return false;
    }
    let versions = finding.message.contains("differ from it");
    let (value, other) = if versions { ("count", "once") } else { ("once", "count") };
    if draft.settings.iter().any(|(setting, _)| setting.starts_with("same_rows")) {
        return false;
    }
    let todo = format!(
        "whether these are the same contacts: {}; `same_rows: {other}` if not so",
        finding.message.replace("they would count twice", "they are counted as this line says")
    );
    draft.settings.push((format!("same_rows: {value}"), todo));
    true
}

/// What is asked of a file as a whole.
fn of_file(draft: &mut Draft, at: &At, finding: &Finding, exports: &[Export]) -> bool {
    if [code::V157, code::V158].contains(&finding.code) {
        let ask = format!(
            "what a row is: {}; each row counts as a contact until `count_by` names what the rows of one contact share",
            finding.message
        );
        let asks = &mut draft.entries[at.entry].asks;
        let new = !asks.contains(&ask);
        return new && {
            asks.push(ask);
            true
        };
    }
    if finding.severity != Severity::Error {
        return false;
    }
    let is = |codes: &[Code]| codes.contains(&finding.code);
    let layout = &exports[at.file].layout;
    let entry = &mut draft.entries[at.entry];
    let message = finding.message.as_str();
    if is(&[code::V151]) {
        return set(entry, "unique_in", "file", &format!("whether ids begin anew in each file: {message}"));
    }
    if is(&[code::V152, code::V153, code::V033, code::V150, code::V034]) {
        return of_ids(entry, finding.code == code::V152, message);
    }
    if is(&[code::V181]) {
        let before = entry.settings.len();
        entry.settings.retain(|(key, ..)| *key != "count_by");
        return entry.settings.len() < before;
    }
    if is(&[code::V184]) {
        let todo = format!("what the rows below a merged cell hold: {message}; `blank` if nothing");
        return set(entry, "merged_cells", "fill", &todo);
    }
    if let Some(sheet) = layout.sheet.as_ref().filter(|_| is(&[code::V183, code::V141, code::V015])) {
        return set(entry, "sheet", &scalar(sheet), &format!("whether this worksheet counts: {message}"));
    }
    match layout.header_line.filter(|_| is(&[code::V130])) {
        Some(line) => {
            set(entry, "header_line", &line.to_string(), &format!("whether this is the header: {message}"))
        }
        None => false,
    }
}

/// Ids that are none: those that neighbours share are keys of contacts, others are left out.
fn of_ids(entry: &mut EntryDraft, shared: bool, message: &str) -> bool {
    let Some(at) = entry.targets.iter().position(|t| t.target == "id" && !t.off) else { return false };
    if !shared {
        return off(&mut entry.targets[at], message);
    }
    let id = entry.targets.remove(at);
    let name = id.columns().first().map(|name| scalar(name)).unwrap_or_default();
    let todo = format!("what a row is: {message}; rows that share the text become one contact");
    set(entry, "count_by", &name, &todo)
}

/// Writes a target as a comment only.
fn off(target: &mut TargetDraft, message: &str) -> bool {
    if target.off {
        return false;
    }
    target.off = true;
    target.ask(format!("left out for now: {message}"));
    true
}

fn give(target: &mut TargetDraft, key: &'static str, value: &str, todo: String) -> bool {
    if target.has(key) {
        return false;
    }
    target.set(key, value);
    target.ask(todo);
    true
}

/// What is asked of a column.
fn of_column(draft: &mut Draft, at: &At, target: usize, finding: &Finding, exports: &[Export]) -> bool {
    let wait = draft.entries[at.entry].targets.iter().find(|t| t.target == "wait_s" && !t.off);
    let wait = wait.and_then(|t| t.columns().first().map(|name| scalar(name)));
    let semicolon = exports[at.file].layout.delimiter == Some(b';');
    let yes = spellings_of_yes(&draft.entries[at.entry].targets[target], exports, at.file);
    let one = &mut draft.entries[at.entry].targets[target];
    let is_moment = matches!(one.target.as_str(), "at" | "date");
    let message = &without_consequence(&finding.message);
    let error = finding.severity == Severity::Error;
    let typed = if message.contains(":00") { "\"m:ss:00\"" } else { "\"m,ss\"" };
    let mark = if semicolon { "comma" } else { "point" };
    let (wait, yes) =
        (wait.unwrap_or_default(), if yes.is_empty() { String::new() } else { super::yaml::list(&yes) });
    let answers = [
        (code::V121, "swapped", "true", "whether a spreadsheet swapped day and month", "`false` if not"),
        (code::V178, "hour", "unknown", "whether the hours are right", "`hour: known` if so"),
        (
            code::V124,
            "midnight",
            "unknown",
            "whether 00:00 says that the hour is not known",
            "`midnight: known` if not",
        ),
        (code::V125, "day", "unknown", "whether only months are known", "`day: known` if not"),
        (code::V110, "decimal", mark, "which mark stands before decimals", "comma or point"),
        (code::V111, "clock", "m:ss", "hours and minutes, or minutes and seconds", "`clock: h:mm` if hours"),
        (code::V112, "unit", "milliseconds", "the unit", "`unit: seconds` if they are seconds"),
        (code::V044, "unit", "minutes", "the unit", "`unit: seconds` if they are seconds"),
        (code::V113, "minus", wait.as_str(), "whether the wait is part of this length", "`minus: []` if not"),
        (code::V172, "clock", typed, "what the numbers mean", "take the line away if they are right"),
        (code::V176, "yes", yes.as_str(), "which spellings are a yes", "leave out those that are none"),
    ];
    let answer = answers.iter().find(|(code, _, value, ..)| *code == finding.code && !value.is_empty());
    let done = answer.is_some_and(|(_, key, value, what, otherwise)| {
        give(one, key, value, format!("{what}: {message}; {otherwise}"))
    });
    // Without its outcomes each attempt would be a conversation.
    let stays = is_moment || row_by_row(finding.code) || finding.code == code::V027;
    done || (error && !stays && off(one, message))
}

/// A message without what it says is left out: that is so no more once the setting stands.
fn without_consequence(message: &str) -> String {
    let kept = message.split("; ").map(|part| match part.find(", and `") {
        Some(at) if part[at..].contains("left out") => &part[..at],
        _ => part,
    });
    kept.filter(|part| !part.contains("left out")).collect::<Vec<_>>().join("; ")
}

/// Errors of single rows, which are named one by one.
fn row_by_row(code: Code) -> bool {
    [code::V012, code::V013, code::V014, code::V020, code::V021].contains(&code)
}

/// The spellings of yes that the columns of a target have.
fn spellings_of_yes(target: &TargetDraft, exports: &[Export], file: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in target.columns() {
        let texts = exports[file]
            .columns
            .iter()
            .find(|(n, ..)| fold(n) == fold(name))
            .and_then(|(.., p)| p.texts.as_ref());
        for text in texts.into_iter().flatten().map(|(text, _)| fold(text)) {
            if YES.contains(&text.as_str()) && !found.contains(&text) {
                found.push(text);
            }
        }
    }
    found
}

/// Names rows that cannot be read, so that somebody looks at them; many of one kind are named by their empty cell.
fn rejected_rows(draft: &mut Draft, exports: &[Export], rejected: &[Rejected]) -> bool {
    let mut changed = false;
    let mut kinds: BTreeMap<(&str, &str), Vec<&Rejected>> = BTreeMap::new();
    for one in rejected {
        kinds.entry((one.file.as_str(), one.rule)).or_default().push(one);
    }
    for ((path, rule), rows) in kinds {
        let Some((entry, file)) = of_path(draft, exports, path) else { continue };
        let entry = &mut draft.entries[entry];
        let name = &exports[file].name;
        if rule == code::V020.id() {
            let begin = entry.targets.iter().find(|t| matches!(t.target.as_str(), "at" | "date"));
            let Some(column) = begin.and_then(|t| t.columns().first().map(|n| scalar(n))) else { continue };
            let line = format!("{{rule: no day, column: {column}, equals: [\"\"]}}");
            let todo = format!("whether rows without a day are contacts: {} rows are left out", rows.len());
            if !entry.skip.iter().any(|(rule, _)| *rule == line) && rows.len() > NAMED {
                entry.skip.push((line, todo));
                changed = true;
                continue;
            }
        }
        if rows.len() > NAMED {
            continue;
        }
        for row in rows {
            let line = format!("{{rule: unreadable, file: {}, line: {}}}", scalar(name), row.line);
            let todo = format!("look at this record and correct the export, or leave it out: {}", row.reason);
            if !entry.skip.iter().any(|(rule, _)| *rule == line) {
                entry.skip.push((line, todo));
                changed = true;
            }
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::without_consequence;

    #[test]
    fn what_is_left_out_is_no_more_once_it_is_answered() {
        let asked =
            "7 times are written like `0:07`; no other shows which, and `wait_s` of this file is left out";
        assert_eq!(without_consequence(asked), "7 times are written like `0:07`; no other shows which");
        assert_eq!(
            without_consequence("the hours are odd; the hours are left out until it is said"),
            "the hours are odd"
        );
    }
}
