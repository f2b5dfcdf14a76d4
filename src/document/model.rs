//! What the templates print: every text is in the report's language, every number formatted. The
//! templates hold layout only; they read this as `/report.json`.

use serde::Serialize;
use std::collections::BTreeMap;

/// A whole report.
#[derive(Debug, Clone, Serialize)]
pub struct ReportModel {
    /// `nl`, `fr`, `en`, `de`.
    pub lang: String,
    /// Title of the file: "Jaarverslag 2023 – 1712".
    pub title: String,
    /// Name of the line.
    pub line: String,
    /// Year as printed.
    pub year: String,
    /// "Jaarverslag".
    pub kind: String,
    /// One sentence about the line.
    pub about: String,
    /// Organisation that runs it.
    pub operator: String,
    /// `#rrggbb`.
    pub accent: String,
    /// "Definitieve cijfers" or "Voorlopige cijfers".
    pub status: String,
    /// "Registraties tot en met 31 december 2023".
    pub cut_off: String,
    /// "Uitgave 1".
    pub edition: String,
    /// "Demonstratiegegevens: geen echte registraties", printed on the cover and in every running
    /// head; empty for real data.
    pub synthetic: String,
    /// "Ontwerp: niet gepubliceerd", printed on the cover and in every running head; empty for an edition.
    pub draft: String,
    /// The same in one word, for the running head: "Ontwerp".
    pub draft_short: String,
    /// Names the report within its workspace, among the keywords of the file.
    pub keyword: String,
    /// ISO date of the document: `(year, month, day)`.
    pub date: (i32, u8, u8),
    /// Fixed words the templates need (`contents`, `table`, `figure`, `source`, …).
    pub words: BTreeMap<String, String>,
    /// The mark of the line, printed on the cover.
    pub logo: Option<PictureModel>,
    /// The editor's foreword, printed before the year on one page.
    pub foreword: Option<Foreword>,
    /// The year on one page.
    pub key_page: KeyPage,
    /// Chapters in printing order.
    pub chapters: Vec<ChapterModel>,
    /// Tables printed at the end.
    pub annex: Vec<TableModel>,
    /// Colophon: (name, text).
    pub colophon: Vec<(String, String)>,
    /// Last page: how to reach the line, as lines of text.
    pub reach_line: Vec<String>,
    /// Files to attach; the bytes stand beside the model under the same names.
    pub attachments: Vec<Attachment>,
}

/// A foreword.
#[derive(Debug, Clone, Serialize)]
pub struct Foreword {
    /// "Woord vooraf".
    pub title: String,
    /// Its text.
    pub parts: Vec<ProsePart>,
    /// Who signs it; empty when nobody does.
    pub author: String,
}

/// A block of an editor's text.
#[derive(Debug, Clone, Serialize)]
pub struct ProsePart {
    /// `paragraph`, `heading`, `bullets`, `numbers`, `quote`, `picture`, `table`.
    pub kind: String,
    /// Its items, one but for lists and quotes, as runs of text.
    pub items: Vec<Vec<Span>>,
    /// The picture, when it is one; its item is the caption.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<PictureModel>,
    /// For each column of a table whether its cells stand at the right; its items are the cells, the head first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ends: Vec<bool>,
}

/// An editor's picture.
#[derive(Debug, Clone, Serialize)]
pub struct PictureModel {
    /// Its path in the document's world.
    pub path: String,
    /// What it shows.
    pub alt: String,
    /// "Bron: …".
    pub source: String,
    /// Height in thousandths of its width.
    pub tall: u32,
}

/// Text in one style.
#[derive(Debug, Clone, Serialize)]
pub struct Span {
    /// The text.
    pub text: String,
    /// `plain`, `emphasis`, `strong`.
    pub style: String,
}

/// A file attached to the PDF.
#[derive(Debug, Clone, Serialize)]
pub struct Attachment {
    /// `figures.csv`.
    pub name: String,
    /// `text/csv`.
    pub mime: String,
    /// What it is.
    pub description: String,
}

/// The year on one page: five to ten key figures and three to five findings.
#[derive(Debug, Clone, Serialize)]
pub struct KeyPage {
    /// "2023 in één oogopslag".
    pub title: String,
    /// Key figures.
    pub tiles: Vec<Tile>,
    /// Generated sentences.
    pub findings: Vec<String>,
    /// Signs used on the page with their meaning.
    pub legend: Vec<(String, String)>,
}

/// A key figure.
#[derive(Debug, Clone, Serialize)]
pub struct Tile {
    /// "9.424", sign included when it has one.
    pub value: String,
    /// "beantwoorde oproepen": measure with unit and stage.
    pub label: String,
    /// "+4,2 % tegenover 2022"; empty when there is nothing to compare with.
    pub change: String,
    /// -1, 0, 1: direction of the change.
    pub direction: i8,
    /// Years before, oldest first, last = this year; `None` where there is no number.
    pub spark: Vec<Option<f64>>,
    /// Years of the first and last point, for the spark line's caption.
    pub spark_from: String,
    /// See `spark_from`.
    pub spark_to: String,
}

/// A chapter.
#[derive(Debug, Clone, Serialize)]
pub struct ChapterModel {
    /// Stable id: `volume`.
    pub id: String,
    /// "Aantallen en evolutie".
    pub title: String,
    /// Its one message.
    pub lead: String,
    /// What follows.
    pub blocks: Vec<Block>,
}

/// A piece of a chapter.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Text {
        /// Its text; may hold `*emphasis*` nowhere: plain text.
        text: String,
    },
    /// A subheading.
    Heading {
        /// Its text.
        text: String,
    },
    /// An editor's own words.
    Prose {
        /// "Toelichting", or a title of its own.
        label: String,
        /// The text.
        parts: Vec<ProsePart>,
        /// Who signs it.
        author: String,
        /// Whether it tells a made-up case: it stands in a box.
        case: bool,
    },
    /// Terms with definitions.
    Terms {
        /// (term, definition).
        items: Vec<(String, String)>,
    },
    /// A table of words.
    Words {
        /// Heads of its columns; the first names the rows.
        columns: Vec<String>,
        /// Names of groups, each with its rows: a text a column.
        groups: Vec<(String, Vec<Vec<String>>)>,
    },
    /// A figure: headline, chart, notes, table.
    Figure(Box<FigureModel>),
    /// A table by itself.
    Table(TableModel),
}

/// A figure.
#[derive(Debug, Clone, Serialize)]
pub struct FigureModel {
    /// Stable id: `contacts-by-channel`.
    pub id: String,
    /// Headline that states the finding.
    pub headline: String,
    /// Measure, stage, unit, base and period.
    pub subtitle: String,
    /// The chart, when there is one.
    pub chart: Option<ChartModel>,
    /// Notes and legend of signs in the chart.
    pub notes: Vec<String>,
    /// "Bron: registraties van 1712, 2017–2023".
    pub source: String,
    /// Its table, when printed beside it.
    pub table: Option<TableModel>,
    /// "Cijfers: tabel B.3", when the table stands in the annex; empty otherwise.
    pub annex_reference: String,
}

/// A drawn chart.
#[derive(Debug, Clone, Serialize)]
pub struct ChartModel {
    /// Path of the SVG in the document's world: `/charts/contacts-by-channel.svg`.
    pub path: String,
    /// Alternative text.
    pub alt: String,
    /// What it reads out where somebody points; on paper nobody does.
    #[serde(skip)]
    pub readout: String,
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
}

/// A typeset table.
#[derive(Debug, Clone, Serialize)]
pub struct TableModel {
    /// Figure it belongs to.
    pub id: String,
    /// "Tabel 3" text is made by the template; this is the caption.
    pub caption: String,
    /// Head of the first column (row headers).
    pub corner: String,
    /// Columns after the row headers.
    pub columns: Vec<ColumnModel>,
    /// Rows.
    pub rows: Vec<RowModel>,
    /// Notes printed under it.
    pub notes: Vec<String>,
    /// Signs used in it with their meaning.
    pub legend: Vec<(String, String)>,
    /// "Bron: …"; empty when the figure prints it.
    pub source: String,
}

/// A column of a table.
#[derive(Debug, Clone, Serialize)]
pub struct ColumnModel {
    /// Head.
    pub label: String,
    /// `count`, `derived` (shares and changes, set apart), `current` (the report year).
    pub role: String,
}

/// A row of a table.
#[derive(Debug, Clone, Serialize)]
pub struct RowModel {
    /// Row header.
    pub label: String,
    /// `body`, `group`, `other`, `unknown`, `total`, `derived`.
    pub role: String,
    /// Part of a group above it.
    pub indent: bool,
    /// Formatted cells, signs included: "159 [d]", "[c]", "–".
    pub cells: Vec<String>,
}
