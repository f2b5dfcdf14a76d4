//! The editor's own words at their places in the report.

use crate::commentary::{Kind, Piece, Slot, Style};
use crate::config::Chapter;
use crate::document::model::{Block, ChapterModel, Foreword, ProsePart, Span};
use crate::words::Labels;

/// The foreword, when there is one in the report's language. Several are printed as one.
pub fn foreword(labels: Labels<'_>, pieces: &[Piece]) -> Option<Foreword> {
    let mine = of_slot(labels, pieces, Slot::Foreword);
    let first = mine.first()?;
    Some(Foreword {
        title: title(first, labels.words.get("commentary.foreword")),
        parts: mine.iter().flat_map(|p| parts(p)).collect(),
        author: first.author.clone(),
    })
}

/// What stands at the head of a chapter.
pub fn of_chapter(labels: Labels<'_>, pieces: &[Piece], chapter: Chapter) -> Vec<Block> {
    let block = |p: &&Piece| Block::Prose {
        label: title(p, labels.words.get("commentary.chapter")),
        parts: parts(p),
        author: p.author.clone(),
    };
    of_slot(labels, pieces, Slot::Chapter(chapter)).iter().map(block).collect()
}

/// Looking ahead: a chapter of its own.
pub fn outlook(labels: Labels<'_>, pieces: &[Piece]) -> Option<ChapterModel> {
    let mine = of_slot(labels, pieces, Slot::Outlook);
    let first = mine.first()?;
    Some(ChapterModel {
        id: "outlook".to_owned(),
        title: title(first, labels.words.get("commentary.outlook")),
        lead: String::new(),
        blocks: mine
            .iter()
            .map(|p| Block::Prose { label: String::new(), parts: parts(p), author: p.author.clone() })
            .collect(),
    })
}

fn of_slot<'p>(labels: Labels<'_>, pieces: &'p [Piece], slot: Slot) -> Vec<&'p Piece> {
    pieces
        .iter()
        .filter(|p| p.slot == slot && p.lang == labels.words.lang() && !p.blocks.is_empty())
        .collect()
}

fn title(piece: &Piece, usual: &str) -> String {
    if piece.title.is_empty() { usual.to_owned() } else { piece.title.clone() }
}

fn parts(piece: &Piece) -> Vec<ProsePart> {
    let kind = |k: Kind| match k {
        Kind::Heading => "heading",
        Kind::Paragraph => "paragraph",
        Kind::Bullets => "bullets",
        Kind::Numbers => "numbers",
        Kind::Quote => "quote",
    };
    let style = |s: Style| match s {
        Style::Plain => "plain",
        Style::Emphasis => "emphasis",
        Style::Strong => "strong",
    };
    let span = |text: &str, s: Style| Span { text: text.to_owned(), style: style(s).to_owned() };
    let part = |block: &crate::commentary::Prose| ProsePart {
        kind: kind(block.kind).to_owned(),
        items: block.items.iter().map(|runs| runs.iter().map(|r| span(&r.text, r.style)).collect()).collect(),
    };
    piece.blocks.iter().map(part).collect()
}
