//! The files of a line.

use std::io::Read;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::glob::matches;
use super::read::relative;
use super::sniff::{HEAD, What, is_harmless, what};
use super::{packed, rules};
use crate::base::{Finding, Findings, Place};
use crate::config::{FileMap, Helpline};

/// The files below the line's `registrations` folder that a pattern of the line matches, sorted by path.
/// Everything else found there is a finding: a data file without a pattern, a data format that is not read, a
/// link are errors; only what is plainly no data is passed over. Files inside a zip stand below its path.
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

/// The first mapping whose pattern matches a file, or what it is without its packing: `*.csv` matches
/// `a.csv.gz`, and `a.csv` inside `x.zip`.
pub(crate) fn map_of<'l>(line: &'l Helpline, path: &Path) -> Option<&'l FileMap> {
    let path = relative(path, &line.dir.join("registrations"));
    let names = spellings(&path);
    line.files.iter().find(|map| names.iter().any(|name| matches(&map.pattern, name)))
}

/// The names by which a pattern may know a file.
fn spellings(path: &str) -> Vec<String> {
    let mut names = vec![path.to_owned()];
    let lower = path.to_ascii_lowercase();
    if let Some(at) = lower.find(".zip/") {
        let (zip, inner) = (&path[..at + 4], &path[at + 5..]);
        let folder = zip.rsplit_once('/').map_or_else(String::new, |(folder, _)| format!("{folder}/"));
        let last = inner.rsplit('/').next().unwrap_or(inner);
        names.extend([zip.to_owned(), format!("{folder}{inner}"), format!("{folder}{last}")]);
    }
    let unpacked: Vec<String> = names
        .iter()
        .filter(|n| n.to_ascii_lowercase().ends_with(".gz"))
        .map(|n| n[..n.len() - 3].to_owned())
        .collect();
    names.extend(unpacked);
    names
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
    let shown = relative(path, root);
    let data = match entries(path, &shown) {
        Ok(data) => data,
        Err(finding) => return findings.push(finding),
    };
    findings.extend(data.findings);
    for file in data.files {
        if map_of(line, &file).is_some() {
            files.push(file);
            continue;
        }
        let place = Place::file(relative(&file, root));
        findings.push(
            Finding::error(rules::UNMATCHED, "no pattern under `files:` matches this file").at(place).hint(
                format!(
                    "add a `match:` for `{}` to helpline.yaml, or move the file out of `registrations`",
                    relative(&file, folder)
                ),
            ),
        );
    }
}

/// The files of data that a file is, or holds.
#[derive(Default)]
struct Data {
    files: Vec<PathBuf>,
    findings: Findings,
}

/// The files of data that a file is, or holds when it is packed, and what is wrong with others in it.
pub(crate) fn unpacked(path: &Path, shown: &str) -> Result<(Vec<PathBuf>, Findings), Finding> {
    entries(path, shown).map(|data| (data.files, data.findings))
}

fn entries(path: &Path, shown: &str) -> Result<Data, Finding> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if is_harmless(&name) {
        return Err(packed::harmless(shown));
    }
    let one = Data { files: vec![path.to_owned()], findings: Findings::default() };
    // What cannot be opened is told when it is read.
    let Ok(head) = head(path) else { return Ok(one) };
    match what(&head, &name) {
        What::Other(what, todo) => Err(packed::other(what, todo, shown)),
        What::Unknown => Err(packed::unknown(shown)),
        What::Zip => {
            let file = std::fs::File::open(path).ok();
            let names = file.and_then(|f| packed::names(std::io::BufReader::new(f)));
            match names.map(|names| packed::zip_what(&names)) {
                Some(What::Other(what, todo)) => Err(packed::other(what, todo, shown)),
                Some(What::Data(_)) => Ok(one),
                None if matches!(what(b"", &name), What::Data(_)) => Ok(one),
                _ => {
                    let (files, findings) = packed::inside(path, shown);
                    Ok(Data { files, findings })
                }
            }
        }
        What::Data(_) | What::Gzip => Ok(one),
    }
}

/// The first bytes of a file.
fn head(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::new();
    std::fs::File::open(path)?.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}
