//! Rejected records, set apart beside the line's data so that somebody can correct them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::base::{Finding, Findings, Place};

use super::rules;

/// One rejected record. Its text is data: it never appears in a message.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rejected {
    /// File relative to the workspace root.
    pub file: String,
    /// Physical line it starts on.
    pub line: u64,
    /// Code of the rule.
    pub rule: &'static str,
    /// What is wrong, without data.
    pub reason: String,
    /// The record as it stands in the file.
    pub text: String,
}

/// Writes the rejected records of a line below its folder `quarantine`, one CSV per file, and takes away
/// what earlier runs left there for `files` (paths relative to the workspace root) that are clean now.
/// Every cell is quoted and unaltered. Gives the paths written.
pub fn write_quarantine(
    line_dir: &Path,
    files: &BTreeSet<String>,
    rejected: &[Rejected],
) -> Result<Vec<PathBuf>, Findings> {
    let mut by_file: BTreeMap<&str, Vec<&Rejected>> =
        files.iter().map(|f| (f.as_str(), Vec::new())).collect();
    for one in rejected {
        by_file.entry(&one.file).or_default().push(one);
    }
    let mut written = Vec::new();
    let mut findings = Findings::default();
    for (file, mut records) in by_file {
        let path = target(line_dir, file);
        records.sort();
        let done = match () {
            () if leaves(line_dir, &path) => {
                Err(std::io::Error::other("a link leads out of the line's folder"))
            }
            () if records.is_empty() => remove(&path),
            () => write(&path, &records),
        };
        match done {
            Ok(()) if records.is_empty() => {}
            Ok(()) => written.push(path),
            Err(error) => findings.push(
                Finding::error(rules::QUARANTINE, format!("its quarantine cannot be written: {error}"))
                    .at(Place::file(file))
                    .hint("see whether the folder `quarantine` of the line can be written"),
            ),
        }
    }
    if findings.has_errors() { Err(findings) } else { Ok(written) }
}

/// Writes a text for the line's own people below its folder `quarantine`; an empty one is taken away.
pub fn set_aside(line_dir: &Path, name: &str, text: &str) -> Result<(), Finding> {
    let path = line_dir.join("quarantine").join(name);
    let done = match () {
        () if leaves(line_dir, &path) => Err(std::io::Error::other("a link leads out of the line's folder")),
        () if text.is_empty() => remove(&path),
        () => replace(&path, text),
    };
    done.map_err(|error| {
        Finding::error(rules::QUARANTINE, format!("`{name}` cannot be written: {error}"))
            .hint("see whether the folder `quarantine` of the line can be written")
    })
}

/// Where the quarantine of a file is: the same path below `quarantine`, with `.csv` behind it.
fn target(line_dir: &Path, file: &str) -> PathBuf {
    let inside = file.split_once("registrations/").map_or(file, |(_, rest)| rest);
    let safe = inside.split('/').filter(|part| !matches!(*part, "" | "." | ".."));
    let mut path = safe.fold(line_dir.join("quarantine"), |path, part| path.join(part)).into_os_string();
    path.push(".csv");
    PathBuf::from(path)
}

/// Whether a folder on the way to a path is a link: raw records stay with the line.
fn leaves(line_dir: &Path, path: &Path) -> bool {
    let on_the_way = path.ancestors().skip(1).take_while(|folder| *folder != line_dir);
    on_the_way.into_iter().any(|folder| folder.is_symlink())
}

fn remove(path: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
    temporary.write_all(text.as_bytes())?;
    temporary.persist(path)?;
    Ok(())
}

/// Writes beside the target, then moves: a reader sees the old file or the new one.
fn write(path: &Path, records: &[&Rejected]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
    let mut csv = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .from_writer(std::io::BufWriter::new(temporary.as_file_mut()));
    csv.write_record(["file", "line", "rule", "reason", "record"])?;
    for one in records {
        csv.write_record([&one.file, &one.line.to_string(), one.rule, &one.reason, &one.text])?;
    }
    csv.into_inner().map_err(csv::IntoInnerError::into_error)?.flush()?;
    temporary.as_file().sync_all()?;
    temporary.persist(path)?;
    Ok(())
}
