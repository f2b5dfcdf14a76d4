//! A line's files: found, read and typed by several threads, joined into one table.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::base::{Finding, Findings, Place, SecretKey, parallel};
use crate::config::{CallerNumber, Helpline, SALT_LEAST};
use crate::intake::{find, map_of, read};

use super::corrections::{Applied, Corrections, corrections};
use super::file::{Typed, type_corrected, type_file};
use super::join::join;
use super::late_columns;
use super::notes::fold_files;
use super::quarantine::Rejected;
use super::registrations::Registrations;
use super::rules;

/// What one file gave: its rows and the corrections applied to them.
type OneFile = Result<(Typed, Applied), Findings>;

/// Called with the number of records of each file that is done, from any thread.
pub type Progress<'a> = &'a (dyn Fn(u64) + Sync);

/// Reads, types and joins all files of a line with up to `jobs` threads. The result does not depend on
/// their number, nor on the key with which numbers of callers are hashed. One file that cannot be read as a whole leaves the line without registrations: a report
/// never silently counts fewer rows.
#[must_use]
pub fn registrations(
    line: &Helpline,
    root: &Path,
    jobs: usize,
    progress: Option<Progress>,
    salt: &SecretKey,
) -> (Option<Registrations>, Findings, Vec<Rejected>) {
    let (files, mut findings) = find(line, root);
    let mut corrections = corrections(line, root);
    let mut whole = !findings.has_errors() && corrections.whole;
    let mut chunks = Vec::with_capacity(files.len());
    let mut quarantine = Vec::new();
    let salt = match key_of(&line.caller_number, salt) {
        Ok(salt) => salt,
        Err(finding) => {
            findings.push(finding.of(&line.id));
            return (None, findings, quarantine);
        }
    };
    if let Some(finding) = corrections.ambiguous(line) {
        whole = false;
        findings.push(finding.of(&line.id));
    }
    let own_file = line.files.iter().any(|f| f.rows.unique_in_file);
    let mut done = Applied::default();
    // In one file nothing can stand in two.
    let many = files.len() > 1;
    let mut results = each(&files, (line, &salt, many), root, jobs, (progress, &corrections));
    findings.0.extend(without_late(
        &mut results,
        &files,
        (line, &salt, many),
        root,
        (progress, &corrections),
    ));
    for result in results {
        match result {
            Ok((typed, applied)) => {
                if own_file {
                    let several = applied.found.intersection(&done.found);
                    let told = several.filter_map(|id| corrections.of_several(id));
                    findings.0.extend(told.map(|f| f.of(&line.id)));
                }
                done.extend(applied);
                findings.extend(typed.findings);
                quarantine.extend(typed.quarantine);
                chunks.push(typed.chunk);
            }
            Err(refused) => {
                whole = false;
                findings.extend(refused);
            }
        }
    }
    for (read, map) in corrections.added(&done.found) {
        match read {
            Ok(raw) => {
                let mut typed = type_file(raw, map, line, &salt);
                typed.chunk.take_files();
                findings.extend(typed.findings);
                quarantine.extend(typed.quarantine);
                chunks.push(typed.chunk);
            }
            Err(refused) => {
                whole = false;
                findings.extend(refused);
            }
        }
    }
    fold_files(&mut findings);
    let (table, repeated, rejected) = join(chunks, line);
    corrections.rest(&done, line);
    let table = table.map(|mut table| {
        table.corrections = corrections.reasons(&done);
        table.files.extend(std::mem::take(&mut corrections.files));
        table
    });
    findings.extend(done.findings);
    findings.extend(corrections.findings);
    findings.extend(repeated);
    quarantine.extend(rejected);
    quarantine.sort();
    findings.sort();
    (table.filter(|_| whole), findings, quarantine)
}

/// The result of every file, in the order of the files.
fn each(
    files: &[PathBuf],
    (line, salt, many): (&Helpline, &SecretKey, bool),
    root: &Path,
    jobs: usize,
    (progress, corrections): (Option<Progress>, &Corrections),
) -> Vec<OneFile> {
    // Large files first, so that no thread starts the largest when the others are done.
    let size = |path: &PathBuf| std::fs::metadata(path).map_or(0, |m| m.len());
    let mut order: Vec<usize> = (0..files.len()).collect();
    order.sort_by_cached_key(|&at| (std::cmp::Reverse(size(&files[at])), at));
    let done = parallel::each(jobs, &order, |&at| {
        (at, one(&files[at], (line, salt, many), root, (progress, corrections)))
    });
    let mut results: Vec<Option<OneFile>> = files.iter().map(|_| None).collect();
    for (at, result) in done {
        results[at] = Some(result);
    }
    results.into_iter().flatten().collect()
}

/// Reads the files again that lack a column which only later ones have; gives what is said of it.
fn without_late(
    results: &mut [OneFile],
    files: &[PathBuf],
    (line, salt, many): (&Helpline, &SecretKey, bool),
    root: &Path,
    (progress, corrections): (Option<Progress>, &Corrections),
) -> Vec<Finding> {
    let whole: Vec<bool> = results.iter().map(Result::is_ok).collect();
    let mut told = Vec::new();
    for at in 0..results.len() {
        let earlier = match &results[at] {
            Err(found) if results.len() == files.len() => {
                late_columns::earlier(line, files, (at, found), &whole, root)
            }
            _ => None,
        };
        if let Some(earlier) = earlier {
            results[at] = one(&files[at], (&earlier.line, salt, many), root, (progress, corrections));
            told.push(earlier.warning);
        }
    }
    told
}

fn one(
    path: &Path,
    (line, salt, many): (&Helpline, &SecretKey, bool),
    root: &Path,
    (progress, corrections): (Option<Progress>, &Corrections),
) -> Result<(Typed, Applied), Findings> {
    let of_line = |mut findings: Findings| {
        findings.0.iter_mut().for_each(|f| f.helpline = Some(line.id.clone()));
        findings
    };
    let Some(map) = map_of(line, path) else { return Err(Findings::default()) };
    let mut spoilt = BTreeSet::new();
    let mut found = Findings::default();
    let (rows, applied, mut typed) = loop {
        let mut raw = read(path, map, root).map_err(&of_line)?;
        let rows = raw.file.rows;
        let mut applied = match corrections.is_empty() {
            true => Applied::default(),
            false => corrections.apply(&mut raw, map, line, &spoilt),
        };
        let typed = type_corrected(raw, map, (line, salt), &applied, many);
        // What a correction says and cannot be read is its own fault: the registration stays as it was.
        typed.spoilt.iter().for_each(|(_, finding)| found.push(finding.clone()));
        let more: Vec<Vec<u8>> = typed.spoilt.iter().map(|(id, _)| id.clone()).collect();
        if more.is_empty() {
            applied.findings.extend(found);
            break (rows, applied, typed);
        }
        spoilt.extend(more);
    };
    if let Some(progress) = progress {
        progress(rows);
    }
    // Without a date, or with dates that may be others, no row has a place in any year.
    let refused = [super::rules::NO_DATE_COLUMN, super::rules::SWAPPED, super::rules::TWO_YES_STAGE];
    if typed.findings.0.iter().any(|f| refused.contains(&f.code)) {
        return Err(typed.findings);
    }
    typed.chunk.keys.forget_records(path.to_owned(), root.to_owned(), map.clone());
    Ok((typed, applied))
}

/// The key of a line: that of its file, else the one given for this run.
fn key_of(settings: &CallerNumber, run: &SecretKey) -> Result<SecretKey, Finding> {
    let Some(path) = &settings.salt_file else { return Ok(run.clone()) };
    let shown = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let refused = |what: String| {
        Finding::error(rules::SALT, what)
            .at(Place::file(shown.as_str()))
            .hint("see `caller_number: salt_file` in helpline.yaml")
    };
    let bytes = std::fs::read(path).map_err(|e| refused(format!("the key cannot be read: {}", e.kind())))?;
    let key = bytes.trim_ascii();
    if key.len() < SALT_LEAST {
        return Err(refused(format!("the key is shorter than {SALT_LEAST} characters")));
    }
    Ok(SecretKey::new(key))
}
