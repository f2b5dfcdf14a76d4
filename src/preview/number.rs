//! What a figure is, and what one of its numbers is: all from published cells and settings.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::base::{Lang, did_you_mean};
use crate::config::{FigureId, Helpline, Stage};
use crate::disclosure::SafeTable;
use crate::edition::Record;
use crate::exports::{PublishedCell, cells};
use crate::measures::CellId;
use crate::narrative::{caption, note};
use crate::words::{Labels, Words};

/// A figure of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FigureFacts {
    pub helpline: String,
    pub figure: String,
    /// What it counts, of which stage, in which unit and when.
    pub definition: String,
    pub stage: String,
    pub units: Vec<String>,
    /// Whether its parts add up to the total, where it has codes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// The chapter in which it is printed, and whether its table stands in the annex.
    pub chapter: &'static str,
    pub annex: bool,
    /// Years of the reports that print it.
    pub reports: Vec<i32>,
    /// Settings that it follows from, each with its value.
    pub settings: BTreeMap<&'static str, String>,
    /// Targets under `columns:` and the columns that they are read from, by pattern of files.
    pub columns: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Rows read, used and left out by rule, as the latest report prints them.
    pub rows: BTreeMap<String, String>,
    pub notes: Vec<String>,
    pub printed: usize,
    pub withheld: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<CellFacts>,
}

/// One number of a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CellFacts {
    pub measure: String,
    pub stage: String,
    pub unit: String,
    pub period: String,
    pub dimensions: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// For a share: its denominator.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub base: String,
    /// Its signs in words, and why there is no number.
    pub signs: Vec<String>,
    /// What published editions of the reports say, oldest first.
    pub published: Vec<Before>,
    /// Why it is withheld: private, like the registrations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// Its name in the private log.
    #[serde(skip)]
    pub name: String,
}

/// What a published edition says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Before {
    pub report: i32,
    pub edition: u32,
    pub date: String,
    /// The number, or its sign.
    pub says: String,
}

/// What picks cells: `2022`, `chat`, `channel=chat`, `measure=share`; several with `;` between them.
#[derive(Debug, Clone, Default)]
pub struct Wanted(Vec<(Option<String>, String)>);

impl Wanted {
    /// Reads what stands behind `#`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let part = |part: &str| match part.split_once('=') {
            Some((key, value)) => (Some(key.trim().to_owned()), value.trim().to_owned()),
            None => (None, part.to_owned()),
        };
        Self(text.split(';').map(str::trim).filter(|p| !p.is_empty()).map(part).collect())
    }

    fn fits(&self, cell: &PublishedCell) -> bool {
        let dims: Vec<(&str, &str)> =
            cell.dimensions.split(';').filter_map(|pair| pair.split_once('=')).collect();
        let own = [
            ("measure", &cell.measure),
            ("stage", &cell.stage),
            ("unit", &cell.unit),
            ("period", &cell.period),
        ];
        self.0.iter().all(|(key, value)| match key.as_deref() {
            Some(key) => {
                own.iter().any(|(name, text)| *name == key && *text == value)
                    || dims.iter().any(|(dim, code)| *dim == key && code == value)
            }
            None => own.iter().any(|(_, text)| *text == value) || dims.iter().any(|(_, code)| code == value),
        })
    }

    /// The one cell that is meant: of several the one with the fewest traits, of the latest year, a count before a
    /// share.
    ///
    /// # Errors
    /// What to write instead.
    pub fn one<'c>(&self, all: &'c [PublishedCell]) -> Result<&'c PublishedCell, String> {
        let mut fitting: Vec<&PublishedCell> = all.iter().filter(|cell| self.fits(cell)).collect();
        let traits = |cell: &PublishedCell| cell.dimensions.split(';').filter(|d| !d.is_empty()).count();
        let derived = |cell: &PublishedCell| matches!(cell.unit.as_str(), "percent" | "percentage_point");
        let least = |cells: &[&PublishedCell], of: &dyn Fn(&PublishedCell) -> usize| {
            cells.iter().map(|cell| of(cell)).min().unwrap_or(0)
        };
        for of in
            [&traits as &dyn Fn(&PublishedCell) -> usize, &|cell: &PublishedCell| usize::from(derived(cell))]
        {
            let fewest = least(&fitting, of);
            fitting.retain(|cell| of(cell) == fewest);
        }
        let latest = fitting.iter().map(|cell| cell.period.clone()).max().unwrap_or_default();
        fitting.retain(|cell| cell.period == latest);
        match fitting.as_slice() {
            [one] => Ok(one),
            [] => Err(self.nothing(all)),
            several => {
                let name = |cell: &&PublishedCell| format!("measure={};stage={}", cell.measure, cell.stage);
                let names: BTreeSet<String> = several.iter().map(name).collect();
                Err(format!(
                    "several cells fit; add one of: {}",
                    names.into_iter().collect::<Vec<_>>().join(" | ")
                ))
            }
        }
    }

    /// What the figure has, where nothing fits.
    fn nothing(&self, all: &[PublishedCell]) -> String {
        let mut known: BTreeSet<&str> = BTreeSet::new();
        for cell in all {
            known.extend([cell.measure.as_str(), cell.period.as_str()]);
            known.extend(
                cell.dimensions.split(';').filter_map(|pair| pair.split_once('=')).map(|(_, code)| code),
            );
        }
        known.remove("");
        let near = self.0.iter().filter(|(_, value)| !known.contains(value.as_str()));
        let mut near = near.filter_map(|(_, value)| did_you_mean(value, known.iter().copied()));
        match near.next() {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let some: Vec<&str> = known.iter().copied().take(24).collect();
                format!("it has {}", some.join(", "))
            }
        }
    }
}

/// The cells of a figure in all reports; of a cell in several the latest report counts.
#[must_use]
pub fn cells_of(figure: &str, reports: &[(i32, &[SafeTable])]) -> Vec<PublishedCell> {
    let mut all: BTreeMap<CellId, PublishedCell> = BTreeMap::new();
    for (_, tables) in reports {
        let own = cells(tables).into_iter().filter(|cell| cell.figure == figure);
        all.extend(own.map(|cell| (cell.id(), cell)));
    }
    all.into_values().collect()
}

/// What a figure is; nothing when no report has it. `published` are the editions of the line's reports.
#[must_use]
pub fn facts(
    line: &Helpline,
    figure: &str,
    reports: &[(i32, &[SafeTable])],
    (wanted, published): (Option<&PublishedCell>, &[Record]),
) -> Option<FigureFacts> {
    let of = |tables: &&[SafeTable]| tables.iter().any(|t| t.figure().is(figure));
    let years: Vec<i32> = reports.iter().filter(|(_, tables)| of(tables)).map(|(year, _)| *year).collect();
    let latest = reports.iter().rev().find(|(_, tables)| of(tables))?.1;
    let table = latest.iter().find(|t| t.figure().is(figure))?;
    let all = cells_of(figure, reports);
    let labels = Labels { words: Words::of(Lang::en()), subject: line };
    let stages: BTreeSet<&str> = all.iter().map(|c| c.stage.as_str()).filter(|s| !s.is_empty()).collect();
    // Of a figure over several stages none is its own.
    let main = if stages.len() == 1 { stages.first().copied().unwrap_or_default() } else { "" };
    let definition = match labels.words.find(&format!("method.stages.{main}")) {
        Some(stage) => format!("{} ({main}: {stage})", caption(table, labels)),
        None => caption(table, labels),
    };
    let traits: BTreeSet<String> = all
        .iter()
        .flat_map(|c| c.dimensions.split(';').filter_map(|pair| pair.split_once('=')))
        .map(|(dim, _)| dim.to_owned())
        .collect();
    let unit: BTreeSet<&String> = all.iter().map(|c| &c.unit).filter(|u| !u.is_empty()).collect();
    Some(FigureFacts {
        helpline: line.id.clone(),
        figure: figure.to_owned(),
        definition,
        stage: main.to_owned(),
        units: unit.into_iter().cloned().collect(),
        kind: kind(line, &traits),
        chapter: table.chapter().id(),
        annex: table.in_annex(),
        reports: years,
        settings: settings(line, figure, &traits, main),
        columns: columns(line, &targets(figure, &traits, line)),
        rows: rows(latest),
        notes: table.notes().iter().map(|n| note(labels, n)).collect(),
        printed: all.iter().filter(|c| !c.value.is_empty()).count(),
        withheld: all.iter().filter(|c| c.conf_status == "C").count(),
        cell: wanted.map(|cell| cell_facts(cell, published)),
    })
}

fn kind(line: &Helpline, traits: &BTreeSet<String>) -> Option<&'static str> {
    let mut own = traits.iter().filter_map(|t| line.dimension(t)).peekable();
    own.peek()?;
    let multi = own.any(|d| d.kind == crate::config::DimKind::Multi);
    Some(if multi {
        "multi: several answers per contact, parts do not add up"
    } else {
        "single: parts add up"
    })
}

/// Targets under `columns:` that a figure rests on.
fn targets(figure: &str, traits: &BTreeSet<String>, line: &Helpline) -> Vec<String> {
    let mut all: Vec<&str> = vec!["at", "date", "time"];
    if line.registers(Stage::Incoming) {
        all.push("outcome");
    }
    all.extend(line.registers(Stage::Justified).then_some("justified"));
    all.extend(line.registers(Stage::CaseFile).then_some("case_file"));
    let by_figure: [(&str, &[&str]); 6] = [
        ("waiting-time response-time response-target answer-rates", &["wait_s", "answered_at"]),
        ("handling-time", &["duration_s", "answered_at", "ended_at"]),
        ("time-until-closed contacts-by-time-until-closed", &["closed_at", "closed_after_s"]),
        (
            "contacts-by-caller frequent-callers unanswered-by-caller unanswered-answered-later",
            &["caller_number"],
        ),
        ("victims", &["victims"]),
        ("unanswered-by-channel attempts-by-channel contacts-in-and-out-of-hours", &["channel"]),
    ];
    for (figures, targets) in by_figure {
        if figures.split(' ').any(|name| name == figure)
            || (figures == "victims" && figure.starts_with("victims-by-"))
        {
            all.extend(targets);
        }
    }
    all.into_iter().map(str::to_owned).chain(traits.iter().cloned()).collect()
}

/// The columns that targets are read from, by pattern of files and target.
fn columns(line: &Helpline, targets: &[String]) -> BTreeMap<String, BTreeMap<String, Vec<String>>> {
    let mut all: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for file in &line.files {
        for column in file.columns.iter().filter(|c| targets.contains(&c.target)) {
            let names = column.source.columns().into_iter().map(|names| names.join(" or ")).collect();
            all.entry(file.pattern.clone()).or_default().insert(column.target.clone(), names);
        }
    }
    all
}

/// Settings that decide what the figure says, each with its value.
fn settings(
    line: &Helpline,
    figure: &str,
    traits: &BTreeSet<String>,
    stage: &str,
) -> BTreeMap<&'static str, String> {
    let mut all = BTreeMap::from([("threshold", line.threshold.to_string())]);
    all.insert(
        "protection",
        match line.protection.base() {
            Some(base) => format!("{{method: rounding, base: {base}}}"),
            None => "{method: hiding}".to_owned(),
        },
    );
    all.insert("look_back", line.look_back.to_string());
    if stage == line.main_stage.id() {
        all.insert("main_stage", stage.to_owned());
    }
    if let Some(stage) = Stage::parse(stage) {
        all.insert("units", format!("{{{}: {}}}", stage.id(), line.unit(stage)));
    }
    let lists: Vec<String> = traits
        .iter()
        .filter_map(|t| line.dimension(t))
        .map(|d| format!("{}: {{codelist: {}}}", d.id, d.codes.id))
        .collect();
    if !lists.is_empty() {
        all.insert("dimensions", lists.join(", "));
        all.insert("max_unknown_percent", line.max_unknown_percent.to_string());
        all.insert("low_unknown_percent", line.low_unknown_percent.to_string());
    }
    let id = |a: &str, b: &str| format!("contacts-by-{a}-and-{b}").replace('_', "-");
    if let Some((a, b)) = line.crosses.iter().find(|(a, b)| id(a, b) == figure) {
        all.insert("crosses", format!("[{a}, {b}]"));
    }
    if let Some((a, b)) = line.trends.iter().find(|(a, b)| format!("{}-per-year", id(a, b)) == figure) {
        all.insert("trends", format!("[{a}, {b}]"));
    }
    if figure == "answer-rates" {
        all.insert("short_abandon_s", line.short_abandon_s.to_string());
    }
    all
}

/// Rows read, used and left out, as a report prints them; a number that it withholds is its sign.
fn rows(tables: &[SafeTable]) -> BTreeMap<String, String> {
    let own = cells(tables).into_iter().filter(|cell| FigureId::Rows.is(&cell.figure));
    own.map(|cell| {
        let name = if cell.dimensions.is_empty() {
            cell.measure.clone()
        } else {
            format!("{} {}", cell.measure, cell.dimensions)
        };
        (name, said(&cell))
    })
    .collect()
}

/// The number of a published cell, or its sign.
fn said(cell: &PublishedCell) -> String {
    match (cell.value.as_str(), cell.conf_status.as_str()) {
        ("", "C") => "[c]".to_owned(),
        ("", _) if cell.obs_status.contains('M') => "[z]".to_owned(),
        ("", _) => "[x]".to_owned(),
        (value, _) => value.to_owned(),
    }
}

fn cell_facts(cell: &PublishedCell, published: &[Record]) -> CellFacts {
    let id = cell.id();
    let before = |record: &Record| {
        let own = record.cells.iter().find(|c| c.id() == id)?;
        Some(Before {
            report: record.year,
            edition: record.edition,
            date: record.date.clone(),
            says: said(own),
        })
    };
    CellFacts {
        measure: cell.measure.clone(),
        stage: cell.stage.clone(),
        unit: cell.unit.clone(),
        period: cell.period.clone(),
        dimensions: cell.dimensions.clone(),
        value: cell.value.clone(),
        base: cell.base.clone(),
        signs: signs(cell),
        published: published.iter().filter_map(before).collect(),
        reasons: Vec::new(),
        name: crate::disclosure::cell_name(&id.key()),
    }
}

/// The signs of a cell in words.
fn signs(cell: &PublishedCell) -> Vec<String> {
    let noted = |id: &str| cell.note.split(' ').any(|note| note == id);
    let has = |letter: &str| cell.obs_status.split(' ').any(|own| own == letter);
    let sign = |is: bool, text: &str| is.then(|| text.to_owned());
    let missing = has("O") && cell.value.is_empty();
    let withheld = ["withheld-unknown", "withheld-beside-published", "withheld-past-limit"];
    let other = missing && !withheld.into_iter().any(noted);
    [
        sign(has("Q"), "[c] withheld: it is a small count, or a small one could be computed from it"),
        sign(
            missing && noted("withheld-unknown"),
            "[x] not given: too much is unknown, more than `max_unknown_percent`",
        ),
        sign(
            missing && noted("withheld-beside-published"),
            "[x] not given: beside what earlier editions printed a small count would follow from it",
        ),
        sign(
            missing && noted("withheld-past-limit"),
            "[x] not given: protecting it is more work than `protection: {work_limit}` allows",
        ),
        sign(other, "[x] there is no number: nothing to divide by, or it could not be read"),
        sign(has("M"), "[z] not applicable: the code or channel did not exist then"),
        sign(has("P"), "[p] provisional: `status:` of the year"),
        sign(has("B"), "[b] break in the series: a code or channel began, ended or was defined anew"),
        sign(has("U"), "[u] low reliability: more unknown answers than `low_unknown_percent`"),
        sign(has("E"), "[e] estimated"),
        sign(noted("revised"), "[r] revised: the edition before says otherwise"),
        sign(noted("partial-period"), "[d] counted in a part of the period"),
        sign(noted("rounded"), "[a] rounded to a multiple of the base"),
    ]
    .into_iter()
    .flatten()
    .collect()
}
