//! The report of one line, one year and one language.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Datelike;

use super::corrections::{corrections, edition_line};
use super::method;
use super::opening::opening_hours;
use super::prose;
use super::table::table_model;
use crate::commentary::{Piece, Slot};
use crate::config::{Chapter, Helpline, Printed, RevisionBounds, Stage, YearStatus};
use crate::disclosure::SafeTable;
use crate::document::Identity;
use crate::document::model::{
    Attachment, Block, ChapterModel, ChartModel, FigureModel, KeyPage, ReportModel, TableModel, Tile,
};
use crate::edition::{Revision, Sentence};
use crate::narrative::{finding, findings, headline, lead, legend, note, subtitle, tiles};
use crate::words::{Labels, Words};

/// A drawn chart of a figure.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// The SVG text.
    pub svg: String,
    /// Alternative text.
    pub alt: String,
    /// What it reads out where somebody points.
    pub readout: String,
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
}

impl Drawn {
    /// The chart of a figure in the report.
    #[must_use]
    pub fn model(&self, figure: &str) -> ChartModel {
        ChartModel {
            path: format!("/charts/{figure}.svg"),
            alt: self.alt.clone(),
            readout: self.readout.clone(),
            width: self.width,
            height: self.height,
        }
    }
}

/// Facts of a build that are no figures.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Publisher.
    pub publisher: String,
    /// Date printed.
    pub date: chrono::NaiveDate,
    /// Whether it is a draft, which says so on every page.
    pub draft: bool,
    /// Report year.
    pub year: i32,
    /// First year with registrations.
    pub first_year: i32,
    /// The edition, and how it differs from the one it replaces.
    pub revision: Arc<Revision>,
    /// Sentences of the edition that it replaces.
    pub sentences_before: Vec<Sentence>,
    /// How changes are printed.
    pub bounds: RevisionBounds,
    /// Number of input files and their joint fingerprint.
    pub inputs: (usize, String),
    /// What the registrations do not have, as keys `absent.*`.
    pub absent: Vec<&'static str>,
    /// The editor's own words, in all languages.
    pub commentary: Vec<Piece>,
}

/// What stands on the cover and in the running head of a report, as far as its kind decides.
pub struct Front<'a> {
    /// The title.
    pub title: String,
    /// Whom or what it is about, as printed.
    pub name: String,
    /// What kind of report it is.
    pub kind: String,
    /// One sentence on it.
    pub about: String,
    /// Whether its figures can still change.
    pub status: String,
    /// Up to when registrations were counted.
    pub cut_off: String,
    /// The last page: whom to reach, and how.
    pub reach: Vec<String>,
    /// Words of the templates that are others in this kind: name in the templates, key of the catalogue.
    pub own_words: &'a [(&'a str, &'a str)],
}

/// The model of a report of any kind: what all have alike, without foreword, key page and annex.
#[must_use]
pub fn model(
    labels: Labels<'_>,
    facts: &Facts,
    front: Front<'_>,
    chapters: Vec<ChapterModel>,
) -> ReportModel {
    let (words, subject) = (labels.words, labels.subject);
    let mut all_words = fixed_words(words);
    all_words
        .extend(front.own_words.iter().map(|(name, key)| ((*name).to_owned(), words.get(key).to_owned())));
    let lang = words.lang().code().to_owned();
    let of_draft = |key: &str| if facts.draft { words.get(key).to_owned() } else { String::new() };
    ReportModel {
        lang: lang.clone(),
        line: front.name,
        year: facts.year.to_string(),
        kind: front.kind,
        about: front.about,
        operator: subject.operator.clone(),
        accent: subject.colour.clone(),
        status: front.status,
        cut_off: front.cut_off,
        edition: edition_line(labels, facts),
        synthetic: if subject.synthetic { words.get("report.synthetic").to_owned() } else { String::new() },
        draft: of_draft("report.draft"),
        draft_short: of_draft("report.draft.short"),
        keyword: Identity { report: subject.id.clone(), year: facts.year, lang, draft: facts.draft }
            .keyword(),
        date: (facts.date.year(), two(facts.date.month()), two(facts.date.day())),
        words: all_words,
        logo: None,
        foreword: None,
        key_page: KeyPage {
            title: String::new(),
            tiles: Vec::new(),
            findings: Vec::new(),
            legend: Vec::new(),
        },
        chapters,
        annex: Vec::new(),
        colophon: colophon(labels, facts, &front.title),
        reach_line: front.reach,
        attachments: attachments(words),
        title: front.title,
    }
}

/// The whole report on a line.
#[must_use]
pub fn assemble(
    line: &Helpline,
    words: &Words,
    facts: &Facts,
    tables: &[SafeTable],
    drawn: &BTreeMap<String, Drawn>,
) -> ReportModel {
    let labels = Labels { words, subject: line };
    let year = facts.year.to_string();
    let status = match line.year_status(facts.year) {
        YearStatus::Provisional => "report.provisional",
        YearStatus::Definitive if is_partial(line, facts.year) => "report.partial",
        YearStatus::Definitive => "report.definitive",
    };
    let mut annex = Vec::new();
    let mut chapters = Vec::new();
    for at in Chapter::ALL {
        chapters.extend(prose::free(labels, &facts.commentary, Slot::Before(at)));
        if at == Chapter::Method {
            chapters.extend(prose::outlook(labels, &facts.commentary));
        }
        chapters.extend(chapter(at, (line, labels), facts, tables, drawn, &mut annex));
        chapters.extend(prose::free(labels, &facts.commentary, Slot::After(at)));
    }
    chapters.extend(corrections(labels, facts, tables, &|figure| drawn.contains_key(figure)));
    chapters.extend(prose::thanks(labels, &facts.commentary));
    let front = Front {
        title: words.fill("report.title", &[("year", &year), ("line", &line.name)]),
        name: line.name.clone(),
        kind: words.get("report.kind").to_owned(),
        about: line.about.get(words.lang()).to_owned(),
        status: words.get(status).to_owned(),
        cut_off: words.fill("report.cut_off", &[("date", &words.date(cut_off(line, facts.year)))]),
        reach: reach_line(line, words, facts.date),
        own_words: &[],
    };
    ReportModel {
        logo: prose::logo(&facts.commentary),
        foreword: prose::foreword(labels, &facts.commentary),
        key_page: key_page(labels, facts, tables),
        annex,
        ..model(labels, facts, front, chapters)
    }
}

fn two(n: u32) -> u8 {
    u8::try_from(n).unwrap_or(1)
}

/// Last day whose registrations were counted.
fn cut_off(line: &Helpline, year: i32) -> chrono::NaiveDate {
    let end = chrono::NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or_default();
    line.cut_off.get(&year).copied().or(line.until.filter(|d| *d < end)).unwrap_or(end)
}

/// Whether the year had not ended when its registrations were counted.
fn is_partial(line: &Helpline, year: i32) -> bool {
    chrono::NaiveDate::from_ymd_opt(year, 12, 31).is_some_and(|end| cut_off(line, year) < end)
}

/// The words that templates print by themselves.
fn fixed_words(words: &Words) -> BTreeMap<String, String> {
    words
        .keys()
        .filter_map(|k| k.strip_prefix("word."))
        .map(|k| (k.to_owned(), words.get(&format!("word.{k}")).to_owned()))
        .collect()
}

fn key_page(labels: Labels<'_>, facts: &Facts, tables: &[SafeTable]) -> KeyPage {
    let found = tiles(tables, labels);
    let signs = found.iter().flat_map(|t| t.signs.iter().copied()).collect();
    KeyPage {
        title: labels.words.fill("key.title", &[("year", &facts.year.to_string())]),
        findings: findings(tables, labels),
        legend: legend(labels, &signs),
        tiles: found
            .into_iter()
            .map(|t| Tile {
                value: t.value,
                label: t.label,
                change: t.change,
                direction: t.direction,
                spark: t.spark,
                spark_from: t.years.0.to_string(),
                spark_to: t.years.1.to_string(),
            })
            .collect(),
    }
}

fn source(labels: Labels<'_>, facts: &Facts, table: &SafeTable) -> String {
    let first = facts.first_year.max(facts.year - i32::try_from(labels.subject.look_back).unwrap_or(5) + 1);
    let period =
        if first == facts.year { facts.year.to_string() } else { format!("{first}–{}", facts.year) };
    let key = if table.chapter() == Chapter::Online || table.chapter() == Chapter::Means {
        "word.source_series"
    } else {
        "word.source_line"
    };
    labels.words.fill(key, &[("line", &labels.subject.name), ("period", &period)])
}

/// The message of a chapter. Of the reach of a line that registers nobody who was not answered that has to be known.
fn message(chapter: Chapter, line: &Helpline, labels: Labels<'_>, tables: &[&SafeTable]) -> String {
    let found = lead(tables, labels);
    if chapter != Chapter::Reach || tables.is_empty() || line.registers(Stage::Incoming) {
        return found;
    }
    format!("{found} {}", labels.words.get("lead.only_answered")).trim().to_owned()
}

fn chapter(
    chapter: Chapter,
    (line, labels): (&Helpline, Labels<'_>),
    facts: &Facts,
    tables: &[SafeTable],
    drawn: &BTreeMap<String, Drawn>,
    annex: &mut Vec<TableModel>,
) -> Option<ChapterModel> {
    let mine: Vec<&SafeTable> = tables.iter().filter(|t| t.chapter() == chapter).collect();
    let mut blocks = prose::of_chapter(labels, &facts.commentary, chapter);
    if chapter == Chapter::Method {
        blocks.extend(method::blocks((line, labels), facts, tables));
    }
    for table in mine.iter().filter(|t| printed(line, t) != Printed::Nowhere) {
        let source = source(labels, facts, table);
        let id = table.figure().to_string();
        let chart = drawn.get(&id).map(|d| d.model(&id));
        let typeset = table_model(table, labels, "");
        let to_annex =
            !typeset.rows.is_empty() && (table.in_annex() || (chart.is_some() && table.cols().len() > 12));
        if to_annex {
            annex.push(annexed(table, labels, (&typeset, &source)));
        }
        if to_annex && chart.is_none() {
            continue;
        }
        blocks.push(figure(table, labels, source, (typeset, to_annex), chart));
    }
    if blocks.is_empty() {
        return None;
    }
    blocks.extend(method::not_measurable(line, labels.words, chapter));
    Some(ChapterModel {
        id: chapter.id().to_owned(),
        title: labels.words.get(&format!("chapter.{}", chapter.id())).to_owned(),
        lead: message(chapter, line, labels, &mine),
        blocks,
    })
}

/// A figure with its table, unless that stands in the annex or has no row left to print.
fn figure(
    table: &SafeTable,
    labels: Labels<'_>,
    source: String,
    (typeset, to_annex): (TableModel, bool),
    chart: Option<ChartModel>,
) -> Block {
    let words_only = typeset.rows.is_empty();
    Block::Figure(Box::new(FigureModel {
        id: table.figure().to_string(),
        headline: headline(table, labels),
        // A table says of which years it is, a chart what it shows.
        subtitle: match chart {
            Some(_) => subtitle(table, labels, true),
            None => typeset.caption.clone(),
        },
        notes: if to_annex {
            method::beside_table(table).map(|n| note(labels, n)).collect()
        } else if words_only {
            typeset.notes.clone()
        } else {
            Vec::new()
        },
        source,
        annex_reference: if to_annex {
            labels.words.get("word.annex_reference").to_owned()
        } else {
            String::new()
        },
        table: (!to_annex && !words_only).then_some(typeset),
        chart,
    }))
}

/// A table of the annex: under its headline, where that says more than the caption.
fn annexed(table: &SafeTable, labels: Labels<'_>, (typeset, source): (&TableModel, &str)) -> TableModel {
    let caption = match finding(table, labels) {
        Some(_) => format!("{}. {}", headline(table, labels), typeset.caption),
        None => typeset.caption.clone(),
    };
    TableModel { source: source.to_owned(), caption, ..typeset.clone() }
}

/// What the line's settings say of a figure.
fn printed(line: &Helpline, table: &SafeTable) -> Printed {
    line.figures.get(&table.figure().to_string()).copied().unwrap_or_default()
}

/// The colophon: names and texts.
fn colophon(labels: Labels<'_>, facts: &Facts, title: &str) -> Vec<(String, String)> {
    let (words, line) = (labels.words, labels.subject);
    let date = words.date(facts.date);
    let edition = facts.revision.edition.to_string();
    let (count, hash) = &facts.inputs;
    // A line that names no operator is cited by its publisher.
    let by = if line.operator.is_empty() { &facts.publisher } else { &line.operator };
    let citation =
        [("operator", by.as_str()), ("title", title), ("n", edition.as_str()), ("date", date.as_str())];
    let inputs = [("n", words.count(*count as u64)), ("hash", hash.clone())];
    let inputs: Vec<(&str, &str)> = inputs.iter().map(|(key, text)| (*key, text.as_str())).collect();
    // An answer may have words only.
    let inputs = if *count == 0 { String::new() } else { words.fill("colophon.inputs.text", &inputs) };
    [
        ("colophon.publisher", facts.publisher.clone()),
        ("colophon.operator", line.operator.clone()),
        ("colophon.owner", line.owner.clone()),
        ("colophon.funder", line.funder.clone()),
        ("colophon.date", date.clone()),
        ("colophon.edition", edition_line(labels, facts)),
        ("colophon.data", words.get("colophon.data.text").to_owned()),
        ("colophon.inputs", inputs),
        ("colophon.program", format!("Jaarlijn {}", env!("CARGO_PKG_VERSION"))),
        ("colophon.citation", words.fill("colophon.citation.text", &citation)),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .map(|(key, text)| (words.get(key).to_owned(), text))
    .collect()
}

/// How to reach the line, where it says so, and when on the day of the report.
fn reach_line(line: &Helpline, words: &Words, on: chrono::NaiveDate) -> Vec<String> {
    let mut lines = vec![line.contact.get(words.lang()).to_owned(), line.website.clone()];
    lines.retain(|l| !l.is_empty());
    if !lines.is_empty() {
        lines.extend(opening_hours(Labels { words, subject: line }, on));
    }
    lines
}

/// The files that go with every report.
fn attachments(words: &Words) -> Vec<Attachment> {
    [("figures.csv", "attachment.figures"), ("codes.csv", "attachment.codes")]
        .map(|(name, key)| Attachment {
            name: name.to_owned(),
            mime: "text/csv".to_owned(),
            description: words.get(key).to_owned(),
        })
        .to_vec()
}
