//! Every folder of `tests/cases` is a test of its own: it says what is wrong with a workspace, and `outcome.txt`
//! what the program says about it. `tests/README.md` tells how to add one.

#[path = "all/case.rs"]
mod case;
#[path = "all/program.rs"]
mod program;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};

use case::workspace;
use program::{Run, copy, files, jaarlijn, repository};

/// What a case may consist of.
const PARTS: [&str; 4] = ["command", "without", "data", "templates"];

/// How long each test took.
type Times = Arc<Mutex<Vec<(Duration, String)>>>;

fn main() {
    let times = Times::default();
    let timed = |name: String, test: Box<dyn FnOnce() -> Result<(), Failed> + Send>| {
        let times = times.clone();
        Trial::test(name.clone(), move || {
            let start = Instant::now();
            let ended = test();
            times.lock().unwrap().push((start.elapsed(), name));
            ended
        })
    };
    let mut tests = vec![timed("bad_input_is_told_in_many_ways".to_owned(), Box::new(told_in_many_ways))];
    tests
        .extend(cases().into_iter().map(|case| timed(name(&case), Box::new(move || ends_as_it_says(&case)))));
    let conclusion = libtest_mimic::run(&Arguments::from_args(), tests);
    if std::env::var_os("JAARLIJN_TIMES").is_some() {
        let mut times = std::mem::take(&mut *times.lock().unwrap());
        times.sort();
        times.iter().for_each(|(time, name)| println!("{:6.2} s  {name}", time.as_secs_f64()));
    }
    conclusion.exit();
}

fn cases() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(repository().join("tests/cases")).unwrap();
    let mut cases: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
    cases.sort();
    cases
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn outcome(run: &Run, dir: &Path) -> String {
    let root = dir.canonicalize().unwrap();
    let text = format!("exit {}\n--- stdout\n{}--- stderr\n{}", run.code, run.out, run.err);
    text.replace(&*root.to_string_lossy(), "WORKSPACE").replace(&*dir.to_string_lossy(), "WORKSPACE")
}

/// Runs a case; fails with what is wrong with its outcome.
fn ends_as_it_says(case: &Path) -> Result<(), Failed> {
    has_its_parts_only(case)?;
    let dir = workspace(case);
    if let Some(folder) = std::env::var_os("JAARLIJN_WORKSPACES") {
        copy(dir.path(), &Path::new(&folder).join(name(case)));
        return Ok(());
    }
    let command = std::fs::read_to_string(case.join("command")).unwrap_or_else(|_| "build".to_owned());
    let args: Vec<&str> = command.split_whitespace().collect();
    let run = jaarlijn(dir.path(), &args);
    run.is_clean();
    let found = outcome(&run, dir.path());
    if let Some(value) = leaked(dir.path(), &found) {
        return Err(format!("a value of the data, `{value}`, is in the messages:\n{found}").into());
    }
    if let Some(line) = found.lines().find(|l| l.starts_with("error[") && !is_complete(l)) {
        return Err(format!("this error does not say where: {line}").into());
    }
    let path = case.join("outcome.txt");
    if std::env::var_os("JAARLIJN_UPDATE").is_some() {
        return Ok(std::fs::write(path, found)?);
    }
    match std::fs::read_to_string(path) {
        Ok(expected) if expected == found => Ok(()),
        Ok(expected) => Err(format!("expected\n{expected}\nfound\n{found}").into()),
        Err(_) => Err(format!("no outcome.txt; run with JAARLIJN_UPDATE=1\n{found}").into()),
    }
}

/// Fails where a folder is no case, or has a file that nobody reads.
fn has_its_parts_only(case: &Path) -> Result<(), Failed> {
    let parts: BTreeSet<String> = std::fs::read_dir(case)?.map(|e| name(&e.unwrap().path())).collect();
    let (own, other): (Vec<&str>, Vec<&str>) =
        parts.iter().map(String::as_str).filter(|p| *p != "outcome.txt").partition(|p| PARTS.contains(p));
    if own.is_empty() {
        return Err("an outcome and no case".into());
    }
    if !other.is_empty() {
        return Err(format!("a case has {PARTS:?} and one outcome.txt, and no {other:?}").into());
    }
    Ok(())
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
        let mut cells = BTreeMap::<&str, usize>::new();
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

/// The cases together try most of what can be wrong.
fn told_in_many_ways() -> Result<(), Failed> {
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
    Ok(())
}
