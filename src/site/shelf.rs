//! What stands in the folder of the reports: of each report the edition that stands, its draft, and those before.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::base::{Lang, sha256};
use crate::edition::{DRAFT, Replaced, Retracted, Sentence, Title};
use crate::landscape;

/// What a report is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// One line.
    Line,
    /// All lines side by side.
    Landscape,
    /// A written question.
    Answer,
}

/// A report: one line in one year, the landscape of a year, an answer.
#[derive(Debug, Clone)]
pub struct Report {
    /// Its folder below that of the reports, with slashes.
    pub place: String,
    /// Its id.
    pub id: String,
    pub kind: Kind,
    pub year: i32,
    /// The edition that stands published.
    pub standing: Option<Edition>,
    /// The next one, not published.
    pub draft: Option<Edition>,
    /// Editions that stand no more, oldest first.
    pub earlier: Vec<Edition>,
}

/// An edition, or a draft.
#[derive(Debug, Clone)]
pub struct Edition {
    /// The folder of its files below that of the reports.
    pub place: String,
    pub year: i32,
    pub number: u32,
    pub date: String,
    pub is_draft: bool,
    pub retracted: Option<Retracted>,
    pub replaces: Option<Replaced>,
    pub reasons: Vec<String>,
    /// Whether the registrations are made up.
    pub synthetic: bool,
    /// Its files; of one that stands no more those that are left.
    pub files: Vec<File>,
    pub titles: Vec<Title>,
    pub sentences: Vec<Sentence>,
    /// The first year that its figures speak of.
    pub first_year: i32,
    /// Of each figure the codes that its cells are of.
    pub codes: BTreeMap<String, BTreeSet<(String, String)>>,
    /// The fingerprint of its figures, by which it is known beside others.
    pub figures: String,
    /// How many numbers it says otherwise than the one that it replaces.
    pub corrected: Option<u64>,
}

/// A published file.
#[derive(Debug, Clone, Deserialize)]
pub struct File {
    pub name: String,
    pub sha256: String,
    #[serde(default)]
    pub bytes: u64,
}

/// What is read of a record.
#[derive(Deserialize)]
struct Said<'r> {
    format: u32,
    year: i32,
    edition: u32,
    date: String,
    #[serde(default)]
    draft: bool,
    #[serde(default)]
    synthetic: bool,
    #[serde(default)]
    retracted: Option<Retracted>,
    #[serde(default)]
    replaces: Option<Replaced>,
    #[serde(default)]
    reasons: Value,
    #[serde(default)]
    titles: Vec<Title>,
    #[serde(default)]
    sentences: Vec<Sentence>,
    files: Vec<File>,
    #[serde(borrow)]
    cells: Vec<SaidCell<'r>>,
}

#[derive(Deserialize)]
struct SaidCell<'r> {
    #[serde(borrow)]
    figure: std::borrow::Cow<'r, str>,
    #[serde(borrow)]
    period: std::borrow::Cow<'r, str>,
    #[serde(borrow)]
    dimensions: std::borrow::Cow<'r, str>,
}

impl Report {
    /// What of it there is to read: the edition that stands, or the draft where none does.
    pub fn shown(&self) -> Option<&Edition> {
        self.standing.as_ref().or(self.draft.as_ref())
    }

    /// All editions that were ever published, oldest first.
    pub fn published(&self) -> impl DoubleEndedIterator<Item = &Edition> {
        self.earlier.iter().chain(&self.standing)
    }

    /// That the last edition was taken back, and none stands since.
    pub fn taken_back(&self) -> Option<&Retracted> {
        let last = self.earlier.last().filter(|_| self.standing.is_none());
        last.and_then(|edition| edition.retracted.as_ref())
    }

    /// Its title in a language, or in the first that it has.
    pub fn title(&self, lang: &str) -> Option<&Title> {
        let latest = self.shown().or(self.earlier.last())?;
        latest.titles.iter().find(|title| title.lang == lang).or(latest.titles.first())
    }
}

impl Edition {
    /// Whether a file of this name stands there.
    pub fn has(&self, name: &str) -> bool {
        self.files.iter().any(|file| file.name == name)
    }

    /// The path of a file below the folder of the reports.
    pub fn path(&self, name: &str) -> String {
        format!("{}/{name}", self.place)
    }

    /// The codes of the languages in which it can be read.
    pub fn written_in(&self) -> Vec<&str> {
        let langs = self.titles.iter().map(|title| title.lang.as_str());
        langs.filter(|lang| self.reading(lang).is_some()).collect()
    }

    /// What one reads of it in a language: the page, else the file for paper.
    pub fn reading(&self, lang: &str) -> Option<String> {
        let names = [format!("report.{lang}.html"), format!("report.{lang}.pdf")];
        names.into_iter().find(|name| self.has(name))
    }

    /// The same in a language, or in the first that there is; with its code.
    pub fn reading_near<'e>(&'e self, lang: &'e str) -> Option<(&'e str, String)> {
        let langs = std::iter::once(lang).chain(self.titles.iter().map(|title| title.lang.as_str()));
        langs.into_iter().find_map(|lang| Some((lang, self.reading(lang)?)))
    }
}

/// All reports in the folder: answers, and of each year lines and landscape. A name that begins with a point is of a
/// report that is being made complete. `named` says what a line is called whose record does not say it.
pub fn shelf(reports: &Path, named: &dyn Fn(&str, i32) -> Vec<Title>) -> Vec<Report> {
    let mut all = Vec::new();
    for above in folders(reports) {
        for name in folders(&reports.join(&above)) {
            all.extend(report(reports, (&above, &name), named));
        }
    }
    all
}

/// The folders within a folder, by name.
fn folders(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let real = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    let mut names: Vec<String> = real.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    names
}

fn report(
    reports: &Path,
    (above, id): (&str, &str),
    named: &dyn Fn(&str, i32) -> Vec<Title>,
) -> Option<Report> {
    let place = format!("{above}/{id}");
    let kind = match above {
        "answers" => Kind::Answer,
        _ if id == landscape::ID => Kind::Landscape,
        _ => Kind::Line,
    };
    let own = read(reports, &place, "manifest.json");
    let (standing, draft) = match own {
        Some(draft) if draft.is_draft => (None, Some(draft)),
        standing => (standing, read(reports, &format!("{place}/{DRAFT}"), "manifest.json")),
    };
    let earlier = earlier(reports, &place, standing.as_ref().map(|edition| edition.number));
    // An answer is of the year of its question, which its record tells.
    let year = standing.as_ref().or(draft.as_ref()).or(earlier.last())?.year;
    let mut report = Report { place, id: id.to_owned(), kind, year, standing, draft, earlier };
    let all = report.earlier.iter_mut().chain(&mut report.standing).chain(&mut report.draft);
    for edition in all.filter(|edition| edition.titles.is_empty()) {
        edition.titles = named(id, year);
    }
    Some(report)
}

/// The editions that stand no more, oldest first: those before the one that stands, or all when the last of them was
/// taken back.
fn earlier(reports: &Path, place: &str, before: Option<u32>) -> Vec<Edition> {
    let entries = std::fs::read_dir(reports.join(place)).into_iter().flatten().filter_map(Result::ok);
    let number = |entry: std::fs::DirEntry| {
        entry.file_name().to_str()?.strip_prefix("edition-")?.strip_suffix(".json")?.parse::<u32>().ok()
    };
    let mut numbers: Vec<u32> =
        entries.filter_map(number).filter(|n| before.is_none_or(|b| *n < b)).collect();
    numbers.sort_unstable();
    let own = |n: u32| {
        let edition = read(reports, place, &format!("edition-{n}.json")).filter(|e| e.number == n)?;
        // What is left of it stands in a folder of its own.
        let place = format!("{place}/edition-{n}");
        let files = edition
            .files
            .into_iter()
            .filter(|file| reports.join(&place).join(&file.name).is_file())
            .collect();
        Some(Edition { place, files, ..edition })
    };
    let all: Vec<Edition> = numbers.into_iter().filter_map(own).collect();
    let known = before.is_some() || all.last().is_some_and(|last| last.retracted.is_some());
    if known { all } else { Vec::new() }
}

/// Whether a name is that of a file in a folder, and leads nowhere else.
fn is_plain(name: &str) -> bool {
    Path::new(name).file_name().is_some_and(|own| own == name)
}

/// An edition by its record; nothing when it is none that can be believed.
fn read(reports: &Path, place: &str, record: &str) -> Option<Edition> {
    let folder = reports.join(place);
    let bytes = std::fs::read(folder.join(record)).ok()?;
    let said: Said<'_> = serde_json::from_slice(&bytes).ok().filter(|s: &Said<'_>| s.format == 1)?;
    let figures = said.files.iter().find(|file| file.name == "figures.csv");
    let figures = figures.map(|file| file.sha256.clone()).unwrap_or_default();
    // Of an edition that stands its record says what there is: a file that is missing the next build brings back.
    let files: Vec<File> = said.files.into_iter().filter(|file| is_plain(&file.name)).collect();
    let corrected = said.replaces.as_ref().and_then(|_| lines(&folder.join("corrections.csv")));
    let mut codes: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    for cell in &said.cells {
        let own = match codes.get_mut(cell.figure.as_ref()) {
            Some(own) => own,
            None => codes.entry(cell.figure.to_string()).or_default(),
        };
        own.extend(cell.dimensions.split(';').filter_map(|pair| pair.split_once('=')).map(owned));
    }
    let years = said.cells.iter().filter_map(|cell| cell.period.get(..4)?.parse::<i32>().ok());
    Some(Edition {
        place: place.to_owned(),
        year: said.year,
        number: said.edition,
        date: said.date,
        is_draft: said.draft,
        first_year: years.min().unwrap_or(said.year).min(said.year),
        retracted: said.retracted,
        replaces: said.replaces,
        reasons: reasons(&said.reasons),
        synthetic: said.synthetic,
        files,
        titles: said.titles,
        sentences: said.sentences,
        figures,
        codes,
        corrected,
    })
}

fn owned((dimension, code): (&str, &str)) -> (String, String) {
    (dimension.to_owned(), code.to_owned())
}

/// Reasons of corrections; earlier programs said of how many registrations, which nobody needs.
fn reasons(said: &Value) -> Vec<String> {
    let listed = said.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
    let counted = said.as_object().into_iter().flat_map(|map| map.keys().cloned());
    listed.chain(counted).collect()
}

/// The records of a CSV file below its header.
fn lines(path: &Path) -> Option<u64> {
    let mut reader = csv::Reader::from_path(path).ok()?;
    Some(reader.byte_records().filter_map(Result::ok).count() as u64)
}

/// A name that is always the same for the same words, and hardly ever for others: version 8 of RFC 9562.
pub fn urn(words: &[&str]) -> String {
    let print = sha256(words.join("\n").as_bytes());
    let variant = match u8::from_str_radix(&print[16..17], 16).unwrap_or_default() % 4 {
        0 => '8',
        1 => '9',
        2 => 'a',
        _ => 'b',
    };
    let (a, b, c, d, e) = (&print[..8], &print[8..12], &print[13..16], &print[17..20], &print[20..32]);
    format!("urn:uuid:{a}-{b}-8{c}-{variant}{d}-{e}")
}

/// The languages of all reports: `first`, and those of the others in their order.
pub fn languages(shelf: &[Report], first: Lang, known: &[Lang]) -> Vec<Lang> {
    let shown = |lang: &Lang| {
        let mut editions = shelf.iter().filter_map(Report::shown);
        editions.any(|edition| edition.reading(lang.code()).is_some())
    };
    let others = known.iter().copied().filter(|lang| *lang != first && shown(lang));
    std::iter::once(first).chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::{reasons, urn};

    #[test]
    fn equal_words_have_one_name_and_others_another() {
        let name = urn(&["2023/lijn", "1", "2024-04-15", "ab"]);
        assert_eq!(name, urn(&["2023/lijn", "1", "2024-04-15", "ab"]));
        assert_ne!(name, urn(&["2023/lijn", "2", "2024-04-15", "ab"]));
        let (version, variant) = (&name["urn:uuid:".len() + 14..][..1], &name["urn:uuid:".len() + 19..][..1]);
        assert!(version == "8" && ["8", "9", "a", "b"].contains(&variant), "{name}");
    }

    #[test]
    fn reasons_of_earlier_programs_are_read_without_their_numbers() {
        assert_eq!(reasons(&serde_json::json!(["late", "twice"])), ["late", "twice"]);
        assert_eq!(reasons(&serde_json::json!({"late": 3})), ["late"]);
        assert!(reasons(&serde_json::Value::Null).is_empty());
    }
}
