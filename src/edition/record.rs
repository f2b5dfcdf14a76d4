//! Manifests read back: what earlier editions said.

use crate::base::{Lang, Languages};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::exports::PublishedCell;

use crate::measures::CellId;

/// Name of the record of an edition, or of a draft, in its folder.
const MANIFEST: &str = "manifest.json";
/// Name of the folder of a draft beside the edition that stands published.
pub const DRAFT: &str = "draft";

/// An edition that another one replaces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    /// Its number.
    pub edition: u32,
    /// Its date.
    pub date: String,
    /// That it was taken back before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retracted: Option<Retracted>,
}

/// That an edition was taken back: it stands published no more, and readers may hold it all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retracted {
    /// On which day.
    pub date: String,
    /// Why.
    pub reason: String,
}

/// A sentence that a report printed, and the figure whose cells it was written from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sentence {
    /// Language code.
    pub lang: String,
    /// Figure whose headline it is; empty for the findings of the key page.
    pub figure: String,
    /// The sentence.
    pub text: String,
}

/// What a report is called in one of its languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Title {
    /// Language code.
    pub lang: String,
    /// Whom or what it is about.
    pub name: String,
    /// What kind of report it is.
    pub kind: String,
    /// The title.
    pub title: String,
    /// One sentence on it; may be empty.
    pub about: String,
    /// Whether its figures can still change; may be empty.
    pub status: String,
    /// Who runs the line, or publishes the report.
    pub operator: String,
}

/// What a report was made of, as fingerprints: equal ones give equal bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// The program with its templates, words, fonts and engine.
    pub program: String,
    /// The workspace's own templates.
    pub templates: String,
    /// Settings that reach the page, the languages among them.
    pub settings: String,
    /// Tables with their values, names and notes.
    pub figures: String,
    /// What is said about the edition.
    pub edition: String,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Input {
    pub path: String,
    pub sha256: String,
}

/// A published file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct File {
    name: String,
    sha256: String,
}

/// Reasons of corrections; earlier programs said of how many registrations.
#[derive(Debug, Clone, Default)]
struct Reasons(BTreeSet<String>);

impl<'de> Deserialize<'de> for Reasons {
    fn deserialize<D: serde::Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            Names(BTreeSet<String>),
            Counted(BTreeMap<String, u64>),
        }
        Ok(Self(match Either::deserialize(reader)? {
            Either::Names(names) => names,
            Either::Counted(counted) => counted.into_keys().collect(),
        }))
    }
}

/// The part of a manifest that is read back.
#[derive(Debug, Clone, Deserialize)]
struct Said {
    format: u32,
    year: i32,
    edition: u32,
    date: String,
    #[serde(default)]
    draft: bool,
    #[serde(default)]
    retracted: Option<Retracted>,
    #[serde(default)]
    replaces: Option<Replaced>,
    #[serde(default)]
    made_of: Made,
    #[serde(default)]
    reasons: Reasons,
    #[serde(default)]
    sentences: Vec<Sentence>,
    inputs: Vec<Input>,
    files: Vec<File>,
    cells: Vec<PublishedCell>,
}

/// A published edition, or the draft of one.
#[derive(Debug, Clone)]
pub struct Record {
    /// Whether it is a draft: nothing that was published.
    pub draft: bool,
    /// That it was taken back.
    pub retracted: Option<Retracted>,
    /// Report year.
    pub year: i32,
    /// Its number.
    pub edition: u32,
    /// Its date.
    pub date: String,
    /// The edition that it replaced.
    pub replaces: Option<Replaced>,
    /// What it was made of.
    pub made_of: Made,
    /// Reasons of corrections.
    pub reasons: BTreeSet<String>,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// Its cells, as they stand in the manifest.
    pub cells: Vec<PublishedCell>,
    /// The manifest's bytes.
    pub bytes: Vec<u8>,
    pub(super) inputs: Vec<Input>,
    files: Vec<File>,
}

impl Record {
    /// Reads a manifest; `None` when it is none that can be believed.
    #[must_use]
    pub fn parse(bytes: Vec<u8>) -> Option<Self> {
        let said: Said = serde_json::from_slice(&bytes).ok()?;
        let usable = said.format == 1 && said.edition > 0;
        let Said { year, edition, date, draft, retracted, replaces, made_of, .. } = said;
        let Said { reasons, sentences, inputs, files, cells, .. } = said;
        usable.then_some(Self {
            draft,
            retracted,
            year,
            edition,
            date,
            replaces,
            made_of,
            reasons: reasons.0,
            sentences,
            cells,
            bytes,
            inputs,
            files,
        })
    }

    /// The cells by what identifies them, without what only says that they were revised.
    #[must_use]
    pub fn by_id(&self) -> BTreeMap<CellId, PublishedCell> {
        by_id(&self.cells)
    }

    /// Files read for it: path and fingerprint.
    pub fn inputs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.inputs.iter().map(|i| (i.path.as_str(), i.sha256.as_str()))
    }

    /// Whether a file of this name was published with it.
    #[must_use]
    pub fn has_file(&self, name: &str) -> bool {
        self.files.iter().any(|f| f.name == name)
    }

    /// The languages of its page files, among those that there are.
    #[must_use]
    pub fn langs(&self, all: &Languages) -> Vec<Lang> {
        all.iter().filter(|lang| self.has_file(&format!("report.{}.pdf", lang.code()))).collect()
    }

    /// Whether the report stands on the web too.
    #[must_use]
    pub fn has_web_pages(&self) -> bool {
        self.files.iter().any(|f| f.name.starts_with("report.") && f.name.ends_with(".html"))
    }

    /// The first published file that is not what it was, when `print` gives a file's fingerprint.
    pub fn damaged(&self, folder: &Path, print: impl Fn(&[u8]) -> String) -> Option<&str> {
        let whole =
            |f: &&File| std::fs::read(folder.join(&f.name)).is_ok_and(|bytes| print(&bytes) == f.sha256);
        self.files.iter().find(|f| !whole(f)).map(|f| f.name.as_str())
    }
}

/// The name of a report's page for the web, which stands beside its PDF.
#[must_use]
pub fn web_page(lang: Lang) -> String {
    format!("report.{}.html", lang.code())
}

/// Cells by identity, without the note that says they were revised.
pub(super) fn by_id(cells: &[PublishedCell]) -> BTreeMap<CellId, PublishedCell> {
    let plain = |cell: &PublishedCell| {
        let note = cell.note.split(' ').filter(|n| *n != "revised").collect::<Vec<_>>().join(" ");
        (cell.id(), PublishedCell { note, ..cell.clone() })
    };
    cells.iter().map(plain).collect()
}

fn folder(reports: &Path, year: i32, line: &str) -> PathBuf {
    reports.join(year.to_string()).join(line)
}

/// The record in a folder.
fn record(folder: &Path, name: &str) -> Option<Record> {
    std::fs::read(folder.join(name)).ok().and_then(Record::parse)
}

/// All editions of the report in a folder, oldest first; the last is the one that stands published, or was taken back.
/// A draft is none.
#[must_use]
pub fn history(folder: &Path) -> Vec<Record> {
    let last = standing(folder);
    let mut all = replaced(folder, last.as_ref().map(|r| r.edition));
    // Without the record of the last edition the others are no history, unless the last one was taken back.
    if last.is_none() && all.last().is_none_or(|r| r.retracted.is_none()) {
        return Vec::new();
    }
    all.extend(last);
    all
}

/// The records of editions that stand published no more, oldest first: those before an edition, or all.
fn replaced(folder: &Path, before: Option<u32>) -> Vec<Record> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let number = |entry: std::fs::DirEntry| {
        entry.file_name().to_str()?.strip_prefix("edition-")?.strip_suffix(".json")?.parse::<u32>().ok()
    };
    let mut numbers: Vec<u32> =
        entries.filter_map(number).filter(|n| before.is_none_or(|b| *n < b)).collect();
    numbers.sort_unstable();
    let own = |n: u32| record(folder, &format!("edition-{n}.json")).filter(|r| r.edition == n);
    numbers.into_iter().filter_map(own).collect()
}

/// The edition that stands published in a folder.
#[must_use]
pub fn standing(folder: &Path) -> Option<Record> {
    record(folder, MANIFEST).filter(|r| !r.draft)
}

/// Whether an edition stands in a folder. A record that cannot be read may be of one.
#[must_use]
pub fn is_published(folder: &Path) -> bool {
    record(folder, MANIFEST).map_or_else(|| folder.join(MANIFEST).exists(), |r| !r.draft)
}

/// Where the draft of a report stands: in the report's own folder until an edition stands there, and then beside
/// that one.
#[must_use]
pub fn draft_folder(folder: &Path) -> PathBuf {
    if is_published(folder) { folder.join(DRAFT) } else { folder.to_owned() }
}

/// The draft of a report, when there is one.
#[must_use]
pub fn draft(folder: &Path) -> Option<Record> {
    record(&draft_folder(folder), MANIFEST).filter(|r| r.draft)
}

/// The published editions of a line's reports on other years than these.
#[must_use]
pub fn other_years(reports: &Path, line: &str, own: &[i32]) -> Vec<Record> {
    let entries = std::fs::read_dir(reports).into_iter().flatten().filter_map(Result::ok);
    let mut years: Vec<i32> = entries.filter_map(|e| e.file_name().to_str()?.parse().ok()).collect();
    years.retain(|y| !own.contains(y));
    years.sort_unstable();
    years.iter().filter_map(|year| standing(&folder(reports, *year, line))).collect()
}

/// Every cell of a line that was ever published, edition by edition of all reports, hidden ones included.
/// The landscape and the answers name the line; a reader may still hold a withdrawn edition.
#[must_use]
pub fn published_before(root: &Path, line: &str) -> Vec<Vec<PublishedCell>> {
    let inside = |folder: PathBuf| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
        entries.map(|e| e.path()).filter(|p| p.is_dir())
    };
    let mut folders: Vec<PathBuf> = inside(root.join("reports")).flat_map(inside).collect();
    folders.sort();
    let editions = folders.iter().flat_map(|folder| {
        let own = folder.file_name().is_some_and(|name| name == line);
        let cells = move |record: Record| -> Vec<PublishedCell> {
            let of_line = |cell| if own { Some(cell) } else { of_line(cell, line) };
            record.cells.into_iter().filter_map(of_line).collect()
        };
        history(folder).into_iter().map(cells)
    });
    editions.filter(|cells| !cells.is_empty()).collect()
}

/// A cell of a report on several lines as one of this line, when it is.
fn of_line(cell: PublishedCell, line: &str) -> Option<PublishedCell> {
    let named = |pair: &str| pair.strip_prefix("line=").map(str::to_owned);
    (cell.dimensions.split(';').find_map(named)? == line).then(|| {
        let rest: Vec<&str> = cell.dimensions.split(';').filter(|pair| named(pair).is_none()).collect();
        let dimensions = rest.join(";");
        PublishedCell { dimensions, ..cell }
    })
}
