//! Packed files: gzip, and zip with files of data.
//!
//! A file inside a zip is named like one in a folder: `x.zip/inner.csv`.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use super::book::BookKind;
use super::rules;
use super::sniff::{HEAD, Kind, What, is_harmless, what};
use crate::base::{Code, Finding, Findings, Place};

/// Largest file, unpacked, in bytes.
const INSIDE_MAX: u64 = 4 << 30;
/// Most files in a zip.
const FILES_MAX: usize = 10_000;

const AGAIN: &str = "pack or fetch it again, or put the files themselves in the folder";

/// What a packed file cannot be: the code, what is wrong and what to do.
pub(super) struct Wrong {
    code: Code,
    what: String,
    todo: &'static str,
}

impl Wrong {
    fn new(code: Code, what: impl Into<String>, todo: &'static str) -> Self {
        Self { code, what: what.into(), todo }
    }

    /// As it is told of a file.
    pub(super) fn of(self, path: &str) -> Finding {
        Finding::error(self.code, self.what).at(Place::file(path)).hint(self.todo)
    }
}

/// Reads to the end what may not become larger than a file of registrations can be.
fn unpack(from: impl Read) -> Result<Vec<u8>, Wrong> {
    let mut bytes = Vec::new();
    from.take(INSIDE_MAX + 1).read_to_end(&mut bytes).map_err(|e| {
        if e.kind() == std::io::ErrorKind::UnexpectedEof {
            let what = "the packed file ends in the middle: it was cut off, and nobody knows what is missing";
            Wrong::new(rules::CUT_OFF, what, AGAIN)
        } else {
            Wrong::new(rules::PACKED, format!("it cannot be unpacked: {e}"), AGAIN)
        }
    })?;
    if bytes.len() as u64 > INSIDE_MAX {
        let what = format!("it holds more than {} GiB when unpacked", INSIDE_MAX >> 30);
        return Err(Wrong::new(rules::PACKED, what, "split the export, and deliver it in several files"));
    }
    Ok(bytes)
}

/// Undoes gzip, however many pieces it was packed in.
pub(super) fn gunzip(bytes: &[u8]) -> Result<Vec<u8>, Wrong> {
    unpack(flate2::read::MultiGzDecoder::new(bytes))
}

/// What a zip is: a workbook, something else that is a zip inside, or files.
pub(super) fn zip_what(names: &[String]) -> What {
    let has = |name: &str| names.iter().any(|n| n.eq_ignore_ascii_case(name));
    let below = |folder: &str| names.iter().any(|n| n.to_ascii_lowercase().starts_with(folder));
    match () {
        () if has("xl/workbook.bin") => What::Data(Kind::Workbook(BookKind::Xlsb)),
        () if below("xl/") => What::Data(Kind::Workbook(BookKind::Xlsx)),
        () if below("word/") => What::Other("a Word document", "export the registrations as CSV or XLSX"),
        () if below("ppt/") => What::Other("a presentation", "export the registrations as CSV or XLSX"),
        () if below("index/") && names.iter().any(|n| n.ends_with(".iwa")) => {
            What::Other("a workbook of Apple Numbers", "export it as CSV or XLSX")
        }
        () if has("mimetype") && has("content.xml") => What::Data(Kind::Workbook(BookKind::Ods)),
        () => What::Zip,
    }
}

/// The names in a zip; nothing where it is none.
pub(super) fn names(bytes: impl Read + std::io::Seek) -> Option<Vec<String>> {
    let mut archive = zip::ZipArchive::new(bytes).ok()?;
    let mut names = Vec::new();
    for at in 0..archive.len().min(FILES_MAX) {
        let entry = archive.by_index_raw(at).ok()?;
        names.push(entry.name().map_or_else(|_| String::new(), std::borrow::Cow::into_owned));
    }
    Some(names)
}

/// A name inside a zip as a path below it: nothing leads out.
fn safe(name: &str) -> String {
    let name = name.replace('\\', "/");
    let parts: Vec<&str> = name.split('/').filter(|p| !matches!(*p, "" | "." | "..")).collect();
    parts.join("/")
}

/// Whether an entry is what systems add, and no file of anybody.
fn is_dross(name: &str) -> bool {
    name.starts_with("__MACOSX/")
        || name.split('/').any(|part| part.starts_with('.') || part.starts_with("~$"))
}

/// The files of data in a zip, as paths below it, and what is wrong with others.
pub(super) fn inside(path: &Path, shown: &str) -> (Vec<PathBuf>, Findings) {
    let mut findings = Findings::default();
    let mut files = Vec::new();
    match list(path) {
        Err(wrong) => findings.push(wrong.of(shown)),
        Ok(entries) => {
            let mut seen = BTreeSet::new();
            for (name, head) in entries {
                let place = format!("{shown}/{name}");
                if is_harmless(&name) {
                    findings.push(harmless(&place));
                } else if !seen.insert(name.clone()) {
                    let what = "two files in the packed file have the same name";
                    findings.push(Wrong::new(rules::PACKED, what, AGAIN).of(&place));
                } else {
                    match what(&head, &name) {
                        What::Other(what, todo) => findings.push(other(what, todo, &place)),
                        What::Unknown => findings.push(unknown(&place)),
                        _ => files.push(path.join(&name)),
                    }
                }
            }
            if files.is_empty() && !findings.has_errors() {
                let what = "the packed file holds no file of registrations";
                findings
                    .push(Wrong::new(rules::PACKED, what, "put the export in it, or take it away").of(shown));
            }
        }
    }
    (files, findings)
}

/// Names and first bytes of the files in a zip.
fn list(path: &Path) -> Result<Vec<(String, Vec<u8>)>, Wrong> {
    let broken = |e: &dyn std::fmt::Display| {
        Wrong::new(rules::PACKED, format!("it cannot be unpacked, or was cut off: {e}"), AGAIN)
    };
    let file = std::fs::File::open(path).map_err(|e| broken(&e))?;
    let mut archive = zip::ZipArchive::new(std::io::BufReader::new(file)).map_err(|e| broken(&e))?;
    if archive.len() > FILES_MAX {
        let what = format!("it holds more than {FILES_MAX} files");
        return Err(Wrong::new(rules::PACKED, what, "put the files themselves in the folder"));
    }
    let mut entries = Vec::new();
    for at in 0..archive.len() {
        let raw = archive.by_index_raw(at).map_err(|e| broken(&e))?;
        let name = safe(&raw.name().map_err(|e| broken(&e))?);
        if raw.encrypted() {
            let what = "it is protected by a password";
            return Err(Wrong::new(
                rules::PASSWORD,
                what,
                "pack it without one, or put the files in the folder",
            ));
        }
        let is_dir = raw.is_dir();
        drop(raw);
        if is_dir || name.is_empty() || is_dross(&name) {
            continue;
        }
        let entry = archive.by_index(at).map_err(|e| broken(&e))?;
        let mut head = Vec::new();
        entry.take(HEAD as u64).read_to_end(&mut head).map_err(|e| broken(&e))?;
        entries.push((name, head));
    }
    Ok(entries)
}

/// A data format that is not read.
pub(super) fn other(what: &str, todo: &str, shown: &str) -> Finding {
    let message = format!("this is {what}, which is not read: its registrations would be missing");
    Finding::error(rules::FORMAT, message).at(Place::file(shown)).hint(todo)
}

/// A file that nobody knows.
pub(super) fn unknown(shown: &str) -> Finding {
    let message =
        "this is a file of a kind that is not known: if it holds registrations, they would be missing";
    let hint = "export it as CSV, XLSX or Parquet, or move it out of `registrations`";
    Finding::error(rules::FORMAT, message).at(Place::file(shown)).hint(hint)
}

/// A file that is plainly no data.
pub(super) fn harmless(shown: &str) -> Finding {
    Finding::note(rules::OTHER_KIND, "no registrations by its name: it is passed over").at(Place::file(shown))
}

/// The bytes of a file, also of one inside a zip; gzip is undone.
pub(super) fn bytes(path: &Path) -> std::io::Result<Result<Vec<u8>, Wrong>> {
    let bytes = match locate(path) {
        None => std::fs::read(path)?,
        Some((zip, inner)) => match entry(std::fs::read(zip)?, &inner) {
            Ok(bytes) => bytes,
            Err(wrong) => return Ok(Err(wrong)),
        },
    };
    Ok(if bytes.starts_with(b"\x1f\x8b") { gunzip(&bytes) } else { Ok(bytes) })
}

/// The zip that a path leads into, and the name inside it.
fn locate(path: &Path) -> Option<(&Path, String)> {
    if path.is_file() {
        return None;
    }
    let zip = path.ancestors().skip(1).find(|folder| folder.is_file())?;
    let inner = path.strip_prefix(zip).ok()?;
    let parts: Vec<_> = inner.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
    Some((zip, parts.join("/")))
}

fn entry(zip: Vec<u8>, inner: &str) -> Result<Vec<u8>, Wrong> {
    let broken =
        |e: zip::result::ZipError| Wrong::new(rules::PACKED, format!("it cannot be unpacked: {e}"), AGAIN);
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).map_err(broken)?;
    for at in 0..archive.len() {
        let raw = archive.by_index_raw(at).map_err(broken)?;
        let found = raw.name().is_ok_and(|name| safe(&name) == inner);
        drop(raw);
        if found {
            return unpack(archive.by_index(at).map_err(broken)?);
        }
    }
    Err(Wrong::new(rules::PACKED, "the packed file has changed while it was read", AGAIN))
}
