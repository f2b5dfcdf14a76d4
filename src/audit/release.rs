//! What was published: the cells and codes of one report. They are read from its files and from nothing else.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::{self, LineRules};
use super::span::Decimal;
use crate::base::{Finding, Place, code};

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Number(Decimal),
    /// Withheld for protection: `C`.
    Hidden,
    /// There can be no such count: `M`.
    Impossible,
    /// No number for another reason.
    Absent,
}

/// One row of `figures.csv`.
#[derive(Debug, Clone)]
pub struct Published {
    pub figure: String,
    pub measure: String,
    /// Empty for a measure without stages.
    pub stage: String,
    pub unit: String,
    /// As it is written.
    pub period: String,
    /// Codes by dimension.
    pub dims: BTreeMap<String, String>,
    pub shown: Shown,
    /// Denominator of a share.
    pub base: Option<Decimal>,
    /// Ids of notes.
    pub notes: BTreeSet<String>,
    pub place: Place,
}

/// What `codes.csv` says of a code.
#[derive(Debug, Clone, Default)]
pub struct Code {
    /// Code above it, or empty.
    pub parent: String,
    /// Several answers per contact.
    pub multi: bool,
}

/// Codes by dimension.
pub type Codes = BTreeMap<String, BTreeMap<String, Code>>;

/// All that one edition of one report tells.
#[derive(Debug, Clone)]
pub struct Release {
    /// The folder or file that messages name.
    pub name: String,
    pub line: String,
    pub year: i32,
    pub edition: u64,
    /// Whether a later edition has taken its place.
    pub earlier: bool,
    /// Counts of 1 up to (not including) this are small.
    pub threshold: i64,
    /// How the counts of the lines in it were protected.
    pub rules: BTreeMap<String, LineRules>,
    pub cells: Vec<Published>,
    pub codes: Codes,
}

/// The part of a manifest that is read; its list of cells, which is most of it, is skipped.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Head {
    helpline: serde_json::Value,
    year: serde_json::Value,
    edition: serde_json::Value,
    threshold: serde_json::Value,
    protection: serde_json::Value,
    draft: bool,
}

impl Release {
    /// Whether a manifest is that of a draft.
    #[must_use]
    pub fn is_draft(manifest: &[u8]) -> bool {
        serde_json::from_slice::<Head>(manifest).is_ok_and(|head| head.draft)
    }

    /// Reads a report's files; `name` is the folder that messages name.
    ///
    /// # Errors
    /// Every place at which the files are not as published files are.
    pub fn read(name: &str, figures: &[u8], codes: &[u8], manifest: &[u8]) -> Result<Self, Vec<Finding>> {
        let mut problems = Vec::new();
        let cells = rows(&format!("{name}/figures.csv"), figures, &COLUMNS, &mut problems, cell);
        let codes = read_codes(&format!("{name}/codes.csv"), codes, &mut problems);
        let place = || Place::file(format!("{name}/manifest.json"));
        let bad = |what: &str| unreadable(place(), what);
        let head: Head = serde_json::from_slice(manifest).unwrap_or_default();
        let line = head.helpline.as_str().map(str::to_owned);
        let year = head.year.as_i64().and_then(|y| i32::try_from(y).ok());
        let threshold = head.threshold.as_i64().filter(|t| (1..=1_000_000).contains(t));
        let rules = rules::read(&head.protection).unwrap_or_else(|what| {
            problems.push(bad(what));
            BTreeMap::new()
        });
        match (line, year, threshold) {
            (Some(line), Some(year), Some(threshold)) if problems.is_empty() => {
                let edition = head.edition.as_u64().unwrap_or(1);
                let name = name.to_owned();
                Ok(Self { name, line, year, edition, earlier: false, threshold, rules, cells, codes })
            }
            (line, year, threshold) => {
                let parts = [
                    ("helpline", line.is_none()),
                    ("year", year.is_none()),
                    ("threshold", threshold.is_none()),
                ];
                problems.extend(parts.iter().filter(|p| p.1).map(|p| bad(&format!("no `{}`", p.0))));
                Err(problems)
            }
        }
    }

    /// The lines that it is about: its own line, and those that its cells name.
    #[must_use]
    pub fn lines(&self) -> BTreeSet<&str> {
        let named = self.cells.iter().filter_map(|c| c.dims.get("line"));
        named.chain([&self.line]).map(String::as_str).collect()
    }

    /// Number of cells that are withheld for protection.
    #[must_use]
    pub fn hidden(&self) -> usize {
        self.cells.iter().filter(|c| c.shown == Shown::Hidden).count()
    }

    /// Reads an earlier edition, which is kept as one JSON document with its `cells`. The codes are those of
    /// the report.
    ///
    /// # Errors
    /// When it is no such document.
    pub fn read_edition(
        name: &str,
        document: &[u8],
        codes: &[u8],
        manifest: &[u8],
    ) -> Result<Self, Vec<Finding>> {
        let bad = || vec![unreadable(Place::file(name), "no list of cells")];
        let value: serde_json::Value = serde_json::from_slice(document).map_err(|_| bad())?;
        let listed = value["cells"].as_array().ok_or_else(bad)?;
        let mut writer = csv::Writer::from_writer(Vec::new());
        let text = |cell: &serde_json::Value, column: &str| match &cell[column] {
            serde_json::Value::String(text) => text.clone(),
            serde_json::Value::Number(number) => number.to_string(),
            _ => String::new(),
        };
        writer.write_record(COLUMNS).map_err(|_| bad())?;
        for cell in listed {
            writer.write_record(COLUMNS.map(|c| text(cell, c))).map_err(|_| bad())?;
        }
        let figures = writer.into_inner().map_err(|_| bad())?;
        // A document of an older program does not say everything; the manifest of the report says the rest.
        let whole =
            if value["helpline"].is_string() && value["threshold"].is_i64() { document } else { manifest };
        let mut release = Self::read(name, &figures, codes, whole)?;
        release.edition = value["edition"].as_u64().unwrap_or(release.edition);
        release.earlier = true;
        release.cells.iter_mut().for_each(|c| c.place = Place::file(name));
        Ok(release)
    }
}

const COLUMNS: [&str; 11] = [
    "figure",
    "measure",
    "stage",
    "unit",
    "period",
    "dimensions",
    "value",
    "base",
    "obs_status",
    "conf_status",
    "note",
];

fn unreadable(place: Place, what: &str) -> Finding {
    Finding::error(code::A020, format!("this is not as published files are: {what}"))
        .at(place)
        .hint("build the report again")
}

/// Reads a CSV file with the given leading columns, row by row.
fn rows<T>(
    file: &str,
    bytes: &[u8],
    columns: &[&str],
    problems: &mut Vec<Finding>,
    read: impl Fn(&csv::StringRecord, Place) -> Result<T, &'static str>,
) -> Vec<T> {
    let mut reader = csv::Reader::from_reader(bytes);
    let head = reader.headers().cloned().unwrap_or_default();
    if !columns.iter().enumerate().all(|(i, name)| head.get(i) == Some(name)) {
        let expected = format!("expected the columns {}", columns.join(", "));
        problems.push(unreadable(Place::line(file, 1), &expected));
        return Vec::new();
    }
    let mut out = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let place = Place::line(file, record.position().map_or(0, csv::Position::line));
                match read(&record, place.clone()) {
                    Ok(row) => out.push(row),
                    Err(what) => problems.push(unreadable(place, what)),
                }
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                problems.push(unreadable(Place::line(file, line), "a row has another number of fields"));
            }
        }
    }
    out
}

fn cell(record: &csv::StringRecord, place: Place) -> Result<Published, &'static str> {
    let text = |at: usize| record.get(at).unwrap_or_default();
    let number = |at: usize| match text(at) {
        "" => Ok(None),
        text => Decimal::parse(text).map(Some).ok_or("a value is no plain decimal"),
    };
    let dims = text(5).split(';').filter(|d| !d.is_empty());
    let dims = dims.map(|d| d.split_once('=').map(|(d, c)| (d.to_owned(), c.to_owned())));
    let status: BTreeSet<&str> = text(8).split_whitespace().collect();
    let shown = match number(6)? {
        Some(value) => Shown::Number(value),
        None if text(9) == "C" || status.contains("Q") => Shown::Hidden,
        None if status.contains("M") => Shown::Impossible,
        None => Shown::Absent,
    };
    Ok(Published {
        figure: text(0).to_owned(),
        measure: text(1).to_owned(),
        stage: text(2).to_owned(),
        unit: text(3).to_owned(),
        period: text(4).to_owned(),
        dims: dims.collect::<Option<_>>().ok_or("a dimension without a code")?,
        shown,
        base: number(7)?,
        notes: text(10).split_whitespace().map(str::to_owned).collect(),
        place,
    })
}

fn read_codes(file: &str, bytes: &[u8], problems: &mut Vec<Finding>) -> Codes {
    let columns = ["dimension", "code", "parent", "kind"];
    let listed = rows(file, bytes, &columns, problems, |record, _| {
        let text = |at: usize| record.get(at).unwrap_or_default().to_owned();
        let multi = match record.get(3).unwrap_or_default() {
            "single" => false,
            "multi" => true,
            _ => return Err("a kind that is neither single nor multi"),
        };
        Ok((text(0), text(1), Code { parent: text(2), multi }))
    });
    let mut codes = Codes::new();
    for (dim, code, what) in listed {
        codes.entry(dim).or_default().insert(code, what);
    }
    codes
}
