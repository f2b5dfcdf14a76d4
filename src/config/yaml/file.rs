//! Reading a settings file from disk, and its path as it is shown.

use std::path::Path;

use super::tree::YamlFile;
use crate::base::{Finding, Findings, Languages, Place, code};

/// Largest settings file that is read, in bytes.
const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// Lines of undecided settings that are named.
const SHOWN: usize = 8;

/// Where settings are, and the languages that their texts can be in.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    /// Folder of the workspace.
    pub root: &'a Path,
    /// Languages.
    pub languages: &'a Languages,
}

/// Reads one YAML file; what keeps it from being read is a finding.
pub fn read(
    Settings { root, languages }: Settings<'_>,
    path: &Path,
    findings: &mut Findings,
) -> Option<YamlFile> {
    let shown = relative(root, path);
    let fail =
        |message: String, hint: &str| Finding::error(code::C040, message).at(Place::file(&shown)).hint(hint);
    if leaves(root, path) {
        findings.push(fail(
            "this leads out of the workspace: links to elsewhere are not followed".to_owned(),
            "put the file itself here",
        ));
        return None;
    }
    let size = match std::fs::metadata(path) {
        Ok(meta) if !meta.is_file() => {
            findings.push(fail("this is no plain file".to_owned(), "put the file itself here"));
            return None;
        }
        Ok(meta) => meta.len(),
        Err(error) => {
            let hint = "run `jaarlijn demo DIR` to see a complete workspace, or name its folder with --root";
            findings.push(fail(format!("cannot read this file: {}", error.kind()), hint));
            return None;
        }
    };
    if size > MAX_BYTES {
        findings.push(fail(
            format!("{size} bytes is too large for a settings file"),
            "data belong under registrations/ or series/",
        ));
        return None;
    }
    match std::fs::read(path).map(String::from_utf8) {
        Ok(Ok(text)) => {
            let text = text.trim_start_matches('\u{feff}').to_owned();
            findings.0.extend(undecided(&shown, &text));
            Some(YamlFile::parse(&shown, text).with_texts_in(languages))
        }
        Ok(Err(error)) => {
            let valid = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..valid].iter().filter(|b| **b == b'\n').count() as u64 + 1;
            findings.push(
                Finding::error(code::C040, "this file is not UTF-8 text")
                    .at(Place::line(&shown, line))
                    .hint("save it as UTF-8 in your editor"),
            );
            None
        }
        Err(error) => {
            findings.push(fail(format!("cannot read this file: {}", error.kind()), "check its permissions"));
            None
        }
    }
}

/// Says which decisions a draft left to a person, while their marks stand in the comments.
fn undecided(shown: &str, text: &str) -> Option<Finding> {
    let marked = |line: &str| line.split_once("# ").is_some_and(|(_, comment)| comment.starts_with("TO DO "));
    let lines: Vec<u64> = (1..).zip(text.lines()).filter(|(_, line)| marked(line)).map(|(n, _)| n).collect();
    let first = *lines.first()?;
    let all: Vec<String> = lines.iter().take(SHOWN).map(ToString::to_string).collect();
    let rest = lines.len().saturating_sub(SHOWN);
    let more = if rest == 0 { String::new() } else { format!(" and {rest} more") };
    let message = format!("{} decisions are marked TO DO, in lines {}{more}", lines.len(), all.join(", "));
    let message = if lines.len() == 1 { "a decision is marked TO DO".to_owned() } else { message };
    let hint = "decide, and take the mark away";
    Some(Finding::note(code::C164, message).at(Place::line(shown, first)).hint(hint))
}

/// Whether a path that is there, links resolved, is not below the workspace.
fn leaves(root: &Path, path: &Path) -> bool {
    match (path.canonicalize(), root.canonicalize()) {
        (Ok(path), Ok(root)) => !path.starts_with(root),
        _ => false,
    }
}

/// A path relative to the workspace, with forward slashes.
#[must_use]
pub fn relative(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}
