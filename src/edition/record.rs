//! Manifests read back: what earlier editions said.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::base::Period;
use crate::config::Stage;
use crate::exports::PublishedCell;

use crate::measures::{Key, Population};

/// What identifies a published cell: the first six columns of `figures.csv`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CellId {
    /// Figure id.
    pub figure: String,
    /// What is measured.
    pub measure: String,
    /// Stage, or empty.
    pub stage: String,
    /// Unit.
    pub unit: String,
    /// Period.
    pub period: String,
    /// `channel=chat;province=antwerpen`.
    pub dimensions: String,
}

impl CellId {
    /// Of a published cell.
    #[must_use]
    pub fn of(cell: &PublishedCell) -> Self {
        Self {
            figure: cell.figure.clone(),
            measure: cell.measure.clone(),
            stage: cell.stage.clone(),
            unit: cell.unit.clone(),
            period: cell.period.clone(),
            dimensions: cell.dimensions.clone(),
        }
    }

    /// The key that the cell was named after. Its columns do not say of whom the count is.
    #[must_use]
    pub fn key(&self) -> Key {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Key {
            measure: text(&self.measure),
            stage: Stage::ALL.into_iter().find(|s| s.id() == self.stage),
            unit: text(&self.unit),
            period: Period::parse(&self.period),
            dims: self
                .dimensions
                .split(';')
                .filter_map(|pair| pair.split_once('='))
                .map(|(dim, code)| (dim.to_owned(), code.to_owned()))
                .collect(),
            population: Population::All,
        }
    }
}

/// An edition that another one replaces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    /// Its number.
    pub edition: u32,
    /// Its date.
    pub date: String,
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

/// A published edition.
#[derive(Debug, Clone)]
pub struct Record {
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
        let Said { format, year, edition, date, replaces, made_of, reasons, sentences, inputs, files, cells } =
            said;
        let usable = format == 1 && edition > 0;
        usable.then_some(Self {
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

    /// The first published file that is not what it was, when `print` gives a file's fingerprint.
    pub fn damaged(&self, folder: &Path, print: impl Fn(&[u8]) -> String) -> Option<&str> {
        let whole =
            |f: &&File| std::fs::read(folder.join(&f.name)).is_ok_and(|bytes| print(&bytes) == f.sha256);
        self.files.iter().find(|f| !whole(f)).map(|f| f.name.as_str())
    }
}

/// Cells by identity, without the note that says they were revised.
pub(super) fn by_id(cells: &[PublishedCell]) -> BTreeMap<CellId, PublishedCell> {
    let plain = |cell: &PublishedCell| {
        let note = cell.note.split(' ').filter(|n| *n != "revised").collect::<Vec<_>>().join(" ");
        (CellId::of(cell), PublishedCell { note, ..cell.clone() })
    };
    cells.iter().map(plain).collect()
}

fn folder(reports: &Path, year: i32, line: &str) -> PathBuf {
    reports.join(year.to_string()).join(line)
}

/// All editions of the report in a folder, oldest first; the last is the one that stands published.
#[must_use]
pub fn history(folder: &Path) -> Vec<Record> {
    let record = |name: &str| std::fs::read(folder.join(name)).ok().and_then(Record::parse);
    let Some(last) = record("manifest.json") else { return Vec::new() };
    let mut all: Vec<Record> = (1..last.edition)
        .filter_map(|n| record(&format!("edition-{n}.json")).filter(|r| r.edition == n))
        .collect();
    all.push(last);
    all
}

/// The published editions of a line's reports on other years than these.
#[must_use]
pub fn other_years(reports: &Path, line: &str, own: &[i32]) -> Vec<Record> {
    let entries = std::fs::read_dir(reports).into_iter().flatten().filter_map(Result::ok);
    let mut years: Vec<i32> = entries.filter_map(|e| e.file_name().to_str()?.parse().ok()).collect();
    years.retain(|y| !own.contains(y));
    years.sort_unstable();
    let bytes = |y: &i32| std::fs::read(folder(reports, *y, line).join("manifest.json")).ok();
    years.iter().filter_map(bytes).filter_map(Record::parse).collect()
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
