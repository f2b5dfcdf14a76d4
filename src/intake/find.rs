//! The files of a line.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::glob::matches;
use super::read::{Kind, relative};
use super::rules;
use crate::config::{FileMap, Helpline};
use crate::diagnostics::{Finding, Findings, Place};

/// The files below the line's `registrations` folder that a pattern of the line matches, sorted by path.
/// Everything else found there is a finding: a data file without a pattern and a link are errors.
#[must_use]
pub fn find(line: &Helpline, root: &Path) -> (Vec<PathBuf>, Findings) {
    let mut files = Vec::new();
    let mut findings = Findings::default();
    let folder = line.dir.join("registrations");
    let shown = relative(&folder, root);
    match outside(&folder, root) {
        Ok(false) => {}
        Ok(true) => {
            findings.push(
                Finding::error(rules::OUTSIDE, "the folder leads out of the workspace")
                    .at(Place::file(shown)),
            );
            return (files, of(findings, line));
        }
        Err(_) => {
            let missing = Finding::error(rules::NO_FILES, "there is no folder `registrations`");
            findings.push(missing.at(Place::file(shown)).hint("put the exports of the line there"));
            return (files, of(findings, line));
        }
    }
    for entry in WalkDir::new(&folder).min_depth(1).sort_by_file_name().into_iter().filter_entry(visible) {
        match entry {
            Ok(entry) => one(&entry, &folder, line, root, &mut files, &mut findings),
            Err(error) => {
                let path = error.path().map_or_else(|| shown.clone(), |p| relative(p, root));
                let cause = error.io_error().map_or_else(String::new, |e| format!(": {e}"));
                findings.push(
                    Finding::error(rules::UNREADABLE, format!("the folder cannot be read{cause}"))
                        .at(Place::file(path)),
                );
            }
        }
    }
    files.sort_by_cached_key(|path| relative(path, root));
    if files.is_empty() && !findings.has_errors() {
        findings.push(
            Finding::error(rules::NO_FILES, "the folder `registrations` holds no data")
                .at(Place::file(shown))
                .hint("put the exports of the line there"),
        );
    }
    (files, of(findings, line))
}

/// The first mapping whose pattern matches a file.
pub(crate) fn map_of<'l>(line: &'l Helpline, path: &Path) -> Option<&'l FileMap> {
    let path = relative(path, &line.dir.join("registrations"));
    line.files.iter().find(|map| matches(&map.pattern, &path))
}

fn of(mut findings: Findings, line: &Helpline) -> Findings {
    findings.0.iter_mut().for_each(|f| f.helpline = Some(line.id.clone()));
    findings
}

fn visible(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    !(name.starts_with('.') || name.starts_with("~$") || (entry.file_type().is_dir() && name == "quarantine"))
}

/// Whether a path, links resolved, is not below the workspace.
fn outside(path: &Path, root: &Path) -> std::io::Result<bool> {
    Ok(!path.canonicalize()?.starts_with(root.canonicalize()?))
}

fn one(
    entry: &DirEntry,
    folder: &Path,
    line: &Helpline,
    root: &Path,
    files: &mut Vec<PathBuf>,
    findings: &mut Findings,
) {
    let path = entry.path();
    let place = Place::file(relative(path, root));
    if entry.path_is_symlink() || outside(path, root).unwrap_or(true) {
        findings.push(
            Finding::error(rules::OUTSIDE, "a link is not followed: it may lead out of the workspace")
                .at(place)
                .hint("copy the file itself into the folder"),
        );
        return;
    }
    if entry.file_type().is_dir() {
        return;
    }
    if !entry.file_type().is_file() {
        let finding = Finding::error(rules::UNREADABLE, "this is no plain file: it cannot be read");
        findings.push(finding.at(place).hint("put the file itself in the folder"));
        return;
    }
    if Kind::of(path).is_none() {
        findings.push(
            Finding::warning(rules::OTHER_KIND, "a file of a kind that cannot be read is passed over")
                .at(place)
                .hint("registrations are read from csv, tsv, txt, parquet, xlsx, xlsm and ods files"),
        );
    } else if map_of(line, path).is_none() {
        findings.push(
            Finding::error(rules::UNMATCHED, "no pattern under `files:` matches this file").at(place).hint(
                format!(
                    "add a `match:` for `{}` to helpline.yaml, or move the file out of `registrations`",
                    relative(path, folder)
                ),
            ),
        );
    } else {
        files.push(path.to_owned());
    }
}
