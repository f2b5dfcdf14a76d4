//! What an interrupted build left behind is put right before the next one begins.

use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::files::{REPLACED, STAGED, WriteError};
use crate::base::{Finding, Findings, Place, code};
use crate::config::relative;

/// How the hidden neighbours of the folder of a draft begin.
const OF_DRAFT: &str = ".draft.";

/// Removes half-made folders and files below `reports`, and brings back a report that was moved aside
/// when its successor never came. What was done is a note.
///
/// # Errors
/// A step that the file system refuses.
pub fn repair(disk: &dyn Disk, root: &Path, reports: &Path) -> Result<Findings, WriteError> {
    let mut findings = Findings::default();
    for path in left_behind(reports) {
        let failed = |error| WriteError { path: path.clone(), error };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let target = name.strip_suffix(REPLACED).map(|n| path.with_file_name(&n[1..]));
        let done = match target {
            Some(target) if std::fs::symlink_metadata(&target).is_err() => {
                disk.rename(&path, &target).map_err(failed)?;
                (target, "the last edition of this report was brought back")
            }
            _ => {
                disk.remove(&path).map_err(failed)?;
                (path.clone(), "what an interrupted build left was removed")
            }
        };
        findings.push(Finding::note(code::P011, done.1).at(Place::file(relative(root, &done.0))));
    }
    Ok(findings)
}

/// Hidden names that only publishing gives, below `reports`, one folder down, and of drafts one more; links are no
/// folders.
fn left_behind(reports: &Path) -> Vec<PathBuf> {
    let is_ours = |name: &str| {
        name.starts_with('.')
            && [STAGED, REPLACED].iter().any(|end| name.len() > end.len() + 1 && name.ends_with(end))
    };
    let mut found: Vec<PathBuf> = walkdir::WalkDir::new(reports)
        .min_depth(1)
        .max_depth(3)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|e| e.depth() < 3 || e.file_name().to_string_lossy().starts_with(OF_DRAFT))
        .filter(|e| e.file_name().to_str().is_some_and(is_ours))
        .map(walkdir::DirEntry::into_path)
        .collect();
    // What is nested in another leftover goes with it.
    found.sort();
    let all = found.clone();
    found.retain(|p| !all.iter().any(|other| p != other && p.starts_with(other)));
    found
}
