//! The folders of `tests/cases`: each says what is wrong with a workspace, and `outcome.txt` what the
//! program says about it. `tests/README.md` tells how to add one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::support::{Run, copy, files, jaarlijn, repository};

/// What a case may consist of.
const PARTS: [&str; 4] = ["command", "without", "data", "templates"];

fn cases() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(repository().join("tests/cases")).unwrap();
    let mut cases: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
    cases.sort();
    cases
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// The workspace of a case: the base, without some files, with others.
pub(super) fn workspace(case: &Path) -> tempfile::TempDir {
    let dir = super::support::base();
    for path in std::fs::read_to_string(case.join("without")).unwrap_or_default().lines() {
        let path = dir.path().join(path);
        if path.is_dir() {
            std::fs::remove_dir_all(path).unwrap();
        } else {
            std::fs::remove_file(path).unwrap();
        }
    }
    for part in ["data", "templates"] {
        if case.join(part).is_dir() {
            copy(&case.join(part), &dir.path().join(part));
        }
    }
    dir
}

fn outcome(run: &Run, dir: &Path) -> String {
    let root = dir.canonicalize().unwrap();
    let text = format!("exit {}\n--- stdout\n{}--- stderr\n{}", run.code, run.out, run.err);
    text.replace(&*root.to_string_lossy(), "WORKSPACE").replace(&*dir.to_string_lossy(), "WORKSPACE")
}

/// Runs a case; gives what is wrong with its outcome.
fn problem(case: &Path, update: bool) -> Option<String> {
    let dir = workspace(case);
    let command = std::fs::read_to_string(case.join("command")).unwrap_or_else(|_| "build".to_owned());
    let args: Vec<&str> = command.split_whitespace().collect();
    let run = jaarlijn(dir.path(), &args);
    run.is_clean();
    let found = outcome(&run, dir.path());
    if let Some(value) = leaked(dir.path(), &found) {
        return Some(format!("{}: a value of the data, `{value}`, is in the messages:\n{found}", name(case)));
    }
    if let Some(line) = found.lines().find(|l| l.starts_with("error[") && !is_complete(l)) {
        return Some(format!("{}: this error does not say where: {line}", name(case)));
    }
    let path = case.join("outcome.txt");
    if update {
        std::fs::write(path, found).unwrap();
        return None;
    }
    match std::fs::read_to_string(path) {
        Ok(expected) if expected == found => None,
        Ok(expected) => Some(format!("{}: expected\n{expected}\nfound\n{found}", name(case))),
        Err(_) => Some(format!("{}: no outcome.txt; run with JAARLIJN_UPDATE=1\n{found}", name(case))),
    }
}

/// An error names a file; only what is wrong with the command line has none.
fn is_complete(line: &str) -> bool {
    let place = line.split_once("] ").map_or("", |(_, rest)| rest);
    line.starts_with("error[U") || ["data", "templates", "reports"].iter().any(|root| place.starts_with(root))
}

/// How often a text must occur in its file before it may be shown; the threshold of the base is 5.
const FREQUENT: usize = 5;

/// A cell of a raw file, that is no word of the settings, and stands in the messages all the same. A code may:
/// a short text of few words and digits that many records of its file have. A rare text, a sentence, a number or
/// an address never.
fn leaked(dir: &Path, said: &str) -> Option<String> {
    let all = files(dir);
    let is = |path: &Path, end: &str| path.extension().is_some_and(|e| e == end);
    let settings: String = all
        .iter()
        .filter(|p| is(p, "yaml"))
        .map(|p| String::from_utf8_lossy(&std::fs::read(p).unwrap()).into_owned())
        .collect();
    if settings.contains("showable: true") {
        return None;
    }
    let raw = all.iter().filter(|p| is(p, "csv") && p.components().any(|c| c.as_os_str() == "registrations"));
    for path in raw {
        let text = String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
        let mut lines = text.lines();
        let header = lines.next().unwrap_or_default();
        let mut cells = std::collections::BTreeMap::<&str, usize>::new();
        for cell in lines.flat_map(|l| l.split([';', ',', '|', '"'])).map(str::trim) {
            *cells.entry(cell).or_default() += 1;
        }
        for (cell, times) in cells.into_iter().filter(|(c, _)| c.chars().count() >= 4) {
            let short = cell.chars().count() <= 40 && cell.split_whitespace().count() <= 5;
            let digits = cell.chars().filter(char::is_ascii_digit).count();
            let code = short && digits <= 4 && !cell.contains('@') && times >= FREQUENT;
            if !code && said.contains(cell) && !settings.contains(cell) && !header.contains(cell) {
                return Some(cell.to_owned());
            }
        }
    }
    None
}

#[test]
fn every_case_ends_as_its_outcome_says() {
    let update = std::env::var_os("JAARLIJN_UPDATE").is_some();
    let queue = Mutex::new(cases().into_iter());
    let problems = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                loop {
                    let Some(case) = queue.lock().unwrap().next() else { return };
                    if let Some(problem) = problem(&case, update) {
                        problems.lock().unwrap().push(problem);
                    }
                }
            });
        }
    });
    let mut problems = problems.into_inner().unwrap();
    problems.sort();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn nothing_is_left_over() {
    for case in cases() {
        let parts: BTreeSet<String> =
            std::fs::read_dir(&case).unwrap().map(|e| name(&e.unwrap().path())).collect();
        let (own, other): (Vec<&String>, Vec<&String>) =
            parts.iter().partition(|p| PARTS.contains(&p.as_str()));
        assert!(!own.is_empty(), "{} has an outcome and no case", name(&case));
        assert_eq!(other, ["outcome.txt"], "{}: a case has {PARTS:?} and one outcome.txt", name(&case));
    }
}

#[test]
fn bad_input_is_told_in_many_ways() {
    let outcomes: Vec<String> =
        cases().iter().filter_map(|c| std::fs::read_to_string(c.join("outcome.txt")).ok()).collect();
    let bad = outcomes.iter().filter(|o| o.contains("error") || o.contains("warning["));
    assert!(bad.count() >= 60);
    let codes: BTreeSet<&str> = outcomes
        .iter()
        .flat_map(|o| o.lines())
        .filter_map(|l| l.split_once('[')?.1.split_once(']').map(|(code, _)| code))
        .collect();
    assert!(codes.len() >= 40, "{codes:?}");
}
