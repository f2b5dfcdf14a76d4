//! The editor's own words: `data/<line>/commentary/<year>/*.md`.
//!
//! Takes Markdown files, [`SafeTable`]s and a line; gives [`Piece`]s whose numbers are filled in from
//! published cells; refuses what is no plain prose (links, HTML, code) and every reference
//! that does not lead to one published number, each with file, line and column. What an editor types
//! is text and stays text: it never becomes markup of the typesetter.
//!
//! A reference stands between braces: `{contacts-by-channel#chat}`, `{victims#2022}`,
//! `{contacts-by-problem#partner_violence|share}`. Before the `#` the figure, behind it what picks the
//! cell (a year, a code, or `name=value`), behind the `|` how it is written:
//!
//! | format | gives |
//! |---|---|
//! | (nothing) | the number as the report prints it: `9.424` |
//! | `unit` | with its unit: `9.424 beantwoorde oproepen` |
//! | `share` | its share in the total of its table: `25,0 %` |
//! | `ratio` | the same as a simple ratio: `1 op 4`, `bijna 1 op 5` |
//! | `round` | two digits: `ruim 9.400`, `bijna 1.900` |
//! | `change`, `change=2020` | against the year before or another year: `+4,2 %` |
//! | `growth`, `growth=2020` | the same without its sign, for a sentence that says which way |
//!
//! How near *bijna*, *ruim* and *1 op 4* must be stands in [`wording`](crate::words::wording).

mod inline;
mod markdown;
mod pick;
mod picture;
mod reference;
mod resolve;
mod source;

#[cfg(test)]
mod tests;

pub use inline::inline;
pub use picture::Picture;
pub use resolve::Shelf;

use std::collections::BTreeSet;
use std::path::Path;

use crate::base::{Findings, Lang, Languages, Num};
use crate::config::{Chapter, Helpline};
use crate::disclosure::SafeTable;

use crate::measures::Key;
use crate::validation::InputFile;
use crate::words::{Labels, Words};

/// Where a piece is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// Before the year on one page.
    Foreword,
    /// At the head of a chapter.
    Chapter(Chapter),
    /// Before the chapter on method: policy signals, plans.
    Outlook,
    /// A chapter of its own before another.
    Before(Chapter),
    /// A chapter of its own behind another.
    After(Chapter),
    /// People and thanks, at the end.
    Thanks,
    /// The mark of the line, on the cover.
    Logo,
}

/// How a run of text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As the rest.
    Plain,
    /// `*so*`
    Emphasis,
    /// `**so**`
    Strong,
}

/// Text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its text, references filled in.
    pub text: String,
    /// How it is set.
    pub style: Style,
}

/// What a block of prose is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `# so`
    Heading,
    /// A paragraph.
    Paragraph,
    /// `- so`
    Bullets,
    /// `1. so`
    Numbers,
    /// `> so`
    Quote,
    /// `![so](file.jpg "its source")`, and behind it the caption.
    Picture,
    /// `| so | and so |`: cells row by row, the first row its head.
    Table,
}

/// A block of prose: the items of a list, or one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose {
    /// What it is.
    pub kind: Kind,
    /// Its items; of a picture its caption.
    pub items: Vec<Vec<Run>>,
    /// The picture, when it is one.
    pub picture: Option<Placed>,
    /// For each column of a table whether its cells stand at the right.
    pub ends: Vec<bool>,
}

/// A picture at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// What is printed.
    pub picture: Picture,
    /// What it shows, for who does not see it.
    pub alt: String,
    /// Where it was taken from.
    pub source: String,
}

/// A number that came from a reference: true by itself, whatever the sentence around it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// First character in [`Passage::text`].
    pub from: usize,
    /// First character behind it.
    pub to: usize,
    /// Figure it was taken from.
    pub figure: String,
    /// Identity of the cell.
    pub key: Key,
    /// The cell's number.
    pub value: Num,
    /// Whether the number itself is printed, not something computed from it.
    pub plain: bool,
}

/// The plain text of a paragraph, heading or item, for those who check it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Its characters, references filled in.
    pub text: Vec<char>,
    /// Line and column of each character in the file.
    pub places: Vec<(u64, u64)>,
    /// References in it.
    pub cited: Vec<Cited>,
}

/// One file of commentary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Path relative to the workspace.
    pub file: String,
    /// Where it is printed.
    pub slot: Slot,
    /// Language of its text: printed in the reports of that language.
    pub lang: Lang,
    /// Title, when it has one of its own.
    pub title: String,
    /// Who signs it.
    pub author: String,
    /// Whether it tells a made-up case.
    pub case: bool,
    /// Codes of lints that the editor has looked at and does not want for this file.
    pub accept: BTreeSet<String>,
    /// The file, for the record of the report.
    pub input: InputFile,
    /// Its blocks.
    pub blocks: Vec<Prose>,
    /// The same as plain text.
    pub passages: Vec<Passage>,
}

impl Piece {
    /// Pictures in it.
    pub fn pictures(&self) -> impl Iterator<Item = &Picture> {
        self.blocks.iter().filter_map(|block| block.picture.as_ref()).map(|placed| &placed.picture)
    }

    /// Files that it was made from.
    pub fn inputs(&self) -> impl Iterator<Item = &InputFile> {
        std::iter::once(&self.input).chain(self.pictures().map(|picture| &picture.input))
    }
}

/// The picture that is called `logo`: it is printed on the cover in every language.
fn logo(gallery: &source::Gallery, line: &Helpline) -> Option<Piece> {
    let (_, picture) = gallery.iter().find(|(name, _)| source::is_logo(name))?;
    let picture = picture.clone()?;
    let input = picture.input.clone();
    let placed = Placed { picture, alt: line.name.clone(), source: String::new() };
    Some(Piece {
        file: input.path.clone(),
        slot: Slot::Logo,
        lang: line.languages.first().copied().unwrap_or(Lang::nl()),
        title: String::new(),
        author: String::new(),
        case: false,
        accept: BTreeSet::new(),
        input,
        blocks: vec![Prose {
            kind: Kind::Picture,
            items: Vec::new(),
            picture: Some(placed),
            ends: Vec::new(),
        }],
        passages: Vec::new(),
    })
}

/// Reads the commentary of a line's report on a year; no folder means none.
#[must_use]
pub fn read(
    (root, languages): (&Path, &Languages),
    line: &Helpline,
    year: i32,
    tables: &[SafeTable],
) -> (Vec<Piece>, Findings) {
    let (sources, gallery, mut findings) = source::sources((root, languages), line, year);
    let mut pieces = Vec::new();
    for source in sources {
        let labels = Labels { words: Words::of(source.lang), subject: line };
        let (piece, found) = resolve::piece(&source, labels, year, tables, &gallery);
        findings.extend(found);
        pieces.push(piece);
    }
    pieces.extend(logo(&gallery, line));
    source::unused(&gallery, &pieces, &mut findings);
    findings.0.iter_mut().for_each(|f| f.helpline = Some(line.id.clone()));
    pieces.sort_by(|a, b| (a.slot, a.lang, &a.file).cmp(&(b.slot, b.lang, &b.file)));
    (pieces, findings)
}
