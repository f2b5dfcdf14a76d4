//! A line's files: found, read and typed by several threads, joined into one table.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::config::Helpline;
use crate::diagnostics::Findings;
use crate::intake::{find, map_of, read};

use super::file::{Typed, type_file};
use super::join::join;
use super::quarantine::Rejected;
use super::registrations::Registrations;

/// Called with the number of records of each file that is done, from any thread.
pub type Progress<'a> = &'a (dyn Fn(u64) + Sync);

/// Reads, types and joins all files of a line with up to `jobs` threads. The result does not depend on
/// their number. One file that cannot be read as a whole leaves the line without registrations: a report
/// never silently counts fewer rows.
#[must_use]
pub fn registrations(
    line: &Helpline,
    root: &Path,
    jobs: usize,
    progress: Option<Progress>,
) -> (Option<Registrations>, Findings, Vec<Rejected>) {
    let (files, mut findings) = find(line, root);
    let mut whole = !findings.has_errors();
    let mut chunks = Vec::with_capacity(files.len());
    let mut quarantine = Vec::new();
    for result in each(&files, line, root, jobs, progress) {
        match result {
            Ok(typed) => {
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
    let (table, repeated, rejected) = join(chunks, line);
    findings.extend(repeated);
    quarantine.extend(rejected);
    quarantine.sort();
    findings.sort();
    (whole.then_some(table), findings, quarantine)
}

/// The result of every file, in the order of the files.
fn each(
    files: &[PathBuf],
    line: &Helpline,
    root: &Path,
    jobs: usize,
    progress: Option<Progress>,
) -> Vec<Result<Typed, Findings>> {
    // Large files first, so that no thread starts the largest when the others are done.
    let size = |path: &PathBuf| std::fs::metadata(path).map_or(0, |m| m.len());
    let mut order: Vec<usize> = (0..files.len()).collect();
    order.sort_by_cached_key(|&at| (std::cmp::Reverse(size(&files[at])), at));
    let next = AtomicUsize::new(0);
    let results: Vec<Mutex<Option<Result<Typed, Findings>>>> =
        files.iter().map(|_| Mutex::new(None)).collect();
    let work = || {
        while let Some(&at) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            let result = one(&files[at], line, root, progress);
            if let Ok(mut slot) = results[at].lock() {
                *slot = Some(result);
            }
        }
    };
    let threads = jobs.clamp(1, files.len().max(1));
    if threads == 1 {
        work();
    } else {
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(work);
            }
        });
    }
    results.into_iter().filter_map(|slot| slot.into_inner().ok().flatten()).collect()
}

fn one(path: &Path, line: &Helpline, root: &Path, progress: Option<Progress>) -> Result<Typed, Findings> {
    let of_line = |mut findings: Findings| {
        findings.0.iter_mut().for_each(|f| f.helpline = Some(line.id.clone()));
        findings
    };
    let Some(map) = map_of(line, path) else { return Err(Findings::default()) };
    let raw = read(path, map, root).map_err(of_line)?;
    let rows = raw.file.rows;
    let typed = type_file(raw, map, line);
    if let Some(progress) = progress {
        progress(rows);
    }
    // Without a date column no row has a place in any year.
    if typed.findings.0.iter().any(|f| f.code == super::rules::NO_DATE_COLUMN) {
        return Err(typed.findings);
    }
    Ok(typed)
}
