//! A cube in the place of registrations: `data/<line>/cube/`, with the file that the statement of
//! [`sql`](crate::sql) gave.
//!
//! Takes a line's folder; gives the [`Cube`](crate::measures::Cube) and what is known of its rows. Refuses a file that was made with other
//! settings than stand now, whose sums disagree, or in which something was not read exactly: each with its line.

mod file;
mod join;
mod keys;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::base::{Finding, Findings, Place, code, sha256};
use crate::config::{Helpline, Published, relative};
use crate::sql::{self, Kind};
use crate::validation::InputFile;

use file::{File, Record};
pub use join::Counted;

/// The folder of a line's cube.
fn folder(line: &Helpline) -> PathBuf {
    line.dir.join("cube")
}

/// Whether a line has a cube.
#[must_use]
pub fn is_there(line: &Helpline) -> bool {
    !files(&folder(line)).is_empty()
}

/// The files below a folder, hidden ones left out, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).min_depth(1).into_iter().filter_map(Result::ok);
    let mut files: Vec<PathBuf> = entries
        .filter(|e| !e.file_type().is_dir() && !e.file_name().to_string_lossy().starts_with(['.', '~']))
        .map(|e| e.into_path())
        .collect();
    files.sort();
    files
}

/// Reads the cube of a line. Nothing when it is refused; the findings say why.
#[must_use]
pub fn read(line: &Helpline, root: &Path, published: &[Published]) -> (Option<Counted>, Findings) {
    let mut findings = Findings::default();
    let counted = one_file(line, root, &mut findings).and_then(|(file, input)| {
        let settings = match sql::settings(line) {
            Ok(settings) => settings,
            Err(refused) => {
                findings.extend(refused);
                return None;
            }
        };
        other_settings(&file, &settings, &mut findings);
        unsure(&file, &mut findings);
        if !findings.has_errors() {
            join::join(line, &file, &sql::needed(line, published), input, &mut findings)
        } else {
            None
        }
    });
    findings.0.iter_mut().for_each(|f| f.helpline = Some(line.id.clone()));
    let whole = !findings.has_errors();
    (counted.filter(|_| whole), findings)
}

/// The one file of a cube.
fn one_file(line: &Helpline, root: &Path, findings: &mut Findings) -> Option<(File, InputFile)> {
    let all = files(&folder(line));
    let path = all.first()?;
    let shown = relative(root, path);
    for (beside, what) in [("registrations", "registrations"), ("corrections", "corrections")] {
        if let Some(other) = files(&line.dir.join(beside)).first() {
            let message =
                format!("the line has a cube and {what}: contacts would count twice, or none of the {what}");
            let hint = format!("move `{beside}` or `cube` out of the folder of the line");
            findings
                .push(Finding::error(code::V192, message).at(Place::file(relative(root, other))).hint(hint));
        }
    }
    if let Some(second) = all.get(1) {
        let message = format!("the line has a cube already, in {shown}: one statement gives one file");
        let hint = "keep the one that counts, and name all tables in one statement";
        findings.push(Finding::error(code::V192, message).at(Place::file(relative(root, second))).hint(hint));
    }
    let plain = std::fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file());
    let bytes = if plain { std::fs::read(path) } else { Err(std::io::ErrorKind::Unsupported.into()) };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("the cube cannot be read as a plain file: {}", error.kind());
            let hint = "put the file itself there, and check its permissions";
            findings.push(Finding::error(code::V189, message).at(Place::file(shown)).hint(hint));
            return None;
        }
    };
    let (sha256, size) = (sha256(&bytes), bytes.len() as u64);
    let file = File::read(&shown, &bytes, findings)?;
    let rows = file.records.len() as u64;
    Some((file, InputFile { path: shown, sha256, bytes: size, rows }))
}

/// Refuses a cube that was made with other settings than stand now, or for another version of the file.
fn other_settings(file: &File, now: &BTreeMap<String, String>, findings: &mut Findings) {
    let anew = "print the statement again with `jaarlijn sql`, run it, and put what it gives here";
    let version: Vec<&Record> = file.of(Kind::Format).collect();
    if version.iter().map(|r| r.key(0)).ne([sql::FORMAT]) {
        let message =
            format!("this is no cube of version {}: its one row `format` does not say so", sql::FORMAT);
        let place =
            version.first().map_or_else(|| Place::line(&file.shown, 1), |r| Place::line(&file.shown, r.line));
        findings.push(Finding::error(code::V188, message).at(place).hint(anew));
    }
    let then: BTreeMap<&str, &str> = file.of(Kind::Settings).map(|r| (r.key(0), r.key(1))).collect();
    let names: BTreeSet<&str> = then.keys().copied().chain(now.keys().map(String::as_str)).collect();
    let changed: Vec<String> = names
        .into_iter()
        .filter(|name| then.get(name).copied() != now.get(*name).map(String::as_str))
        .map(|name| format!("`{name}`"))
        .collect();
    if !changed.is_empty() {
        let message = format!(
            "the cube was made with other settings than stand now: what the statement makes of {} differs",
            changed.join(", ")
        );
        findings.push(Finding::error(code::V188, message).at(Place::file(&file.shown)).hint(anew));
    }
}

/// Refuses a cube of rows of which something was not read exactly as in a file.
fn unsure(file: &File, findings: &mut Findings) {
    for record in file.of(Kind::Unsure).filter(|r| r.sums.n > 0) {
        let (name, rows) = (record.key(0), record.sums.n);
        let (what, hint) = match name {
            "id twice" => (
                "rows have an id that stands twice: which of them counts, only rows can say".to_owned(),
                "make a view in which every id stands once".to_owned(),
            ),
            "midnight" => (
                "rows are exactly at midnight, far more than an hour before or after".to_owned(),
                "write `midnight: unknown` with the column of moments, or `midnight: known`".to_owned(),
            ),
            "hour" => (
                "rows have a time, and none of them is from 13:00 on or before 1:00".to_owned(),
                "write `hour: known` with the column of moments if the hours are right".to_owned(),
            ),
            "day" => (
                "rows are all of the first of a month".to_owned(),
                "write `day: known` with the column of moments if the contacts came on these days".to_owned(),
            ),
            "wait_s for abandoned" => (
                "attempts that were abandoned have nearly all a wait below `short_abandon_s`".to_owned(),
                "set `short_abandon_s` lower if that is so, and make a view with their true waits if it is not".to_owned(),
            ),
            name => (
                format!("rows have a cell of `{name}` that the statement cannot read as files are read"),
                format!("correct these cells, or make a view with plain values for `{name}`"),
            ),
        };
        let place = Place::line(&file.shown, record.line);
        findings.push(Finding::error(code::V191, format!("{rows} {what}")).at(place).hint(hint));
    }
}
