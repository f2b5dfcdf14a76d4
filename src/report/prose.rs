//! The editor's own words at their places in the report.

use crate::commentary::{Kind, Piece, Slot, Style};
use crate::config::Chapter;
use crate::document::model::{Block, ChapterModel, Foreword, PictureModel, ProsePart, Span};
use crate::words::Labels;

/// The foreword, when there is one in the report's language. Several are printed as one.
pub fn foreword(labels: Labels<'_>, pieces: &[Piece]) -> Option<Foreword> {
    let mine = of_slot(labels, pieces, Slot::Foreword);
    let first = mine.first()?;
    Some(Foreword {
        title: title(first, labels.words.get("commentary.foreword")),
        parts: mine.iter().flat_map(|p| parts(labels, p)).collect(),
        author: first.author.clone(),
    })
}

/// The mark of the line.
pub fn logo(pieces: &[Piece]) -> Option<PictureModel> {
    let piece = pieces.iter().find(|piece| piece.slot == Slot::Logo)?;
    let placed = piece.blocks.iter().find_map(|block| block.picture.as_ref())?;
    Some(PictureModel {
        path: placed.picture.path.clone(),
        alt: placed.alt.clone(),
        source: String::new(),
        tall: placed.picture.tall,
    })
}

/// What stands at the head of a chapter.
pub fn of_chapter(labels: Labels<'_>, pieces: &[Piece], chapter: Chapter) -> Vec<Block> {
    let block = |p: &&Piece| block(labels, p, title(p, labels.words.get("commentary.chapter")));
    of_slot(labels, pieces, Slot::Chapter(chapter)).iter().map(block).collect()
}

/// A text as a block. That a case is made up is always said.
fn block(labels: Labels<'_>, piece: &Piece, label: String) -> Block {
    let made_up = labels.words.get("commentary.case");
    let label = match (piece.case, piece.title.as_str()) {
        (false, _) => label,
        (true, "") => made_up.to_owned(),
        (true, title) => format!("{made_up} · {title}"),
    };
    Block::Prose { label, parts: parts(labels, piece), author: piece.author.clone(), case: piece.case }
}

/// Looking ahead: a chapter of its own.
pub fn outlook(labels: Labels<'_>, pieces: &[Piece]) -> Option<ChapterModel> {
    whole(labels, &of_slot(labels, pieces, Slot::Outlook), "outlook")
}

/// People and thanks: a chapter of its own.
pub fn thanks(labels: Labels<'_>, pieces: &[Piece]) -> Option<ChapterModel> {
    whole(labels, &of_slot(labels, pieces, Slot::Thanks), "thanks")
}

fn whole(labels: Labels<'_>, mine: &[&Piece], id: &str) -> Option<ChapterModel> {
    let first = mine.first()?;
    Some(ChapterModel {
        id: id.to_owned(),
        title: title(first, labels.words.get(&format!("commentary.{id}"))),
        lead: String::new(),
        blocks: mine.iter().map(|p| block(labels, p, String::new())).collect(),
    })
}

/// Chapters of an editor before or behind another; those of one title are one.
pub fn free(labels: Labels<'_>, pieces: &[Piece], slot: Slot) -> Vec<ChapterModel> {
    let mut chapters: Vec<ChapterModel> = Vec::new();
    for piece in of_slot(labels, pieces, slot) {
        let part = block(labels, piece, String::new());
        match chapters.iter_mut().find(|c| c.title == piece.title) {
            Some(chapter) => chapter.blocks.push(part),
            None => chapters.push(ChapterModel {
                id: format!(
                    "own-{}",
                    crate::base::sha256(piece.file.as_bytes()).get(..8).unwrap_or_default()
                ),
                title: piece.title.clone(),
                lead: String::new(),
                blocks: vec![part],
            }),
        }
    }
    chapters
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

fn parts(labels: Labels<'_>, piece: &Piece) -> Vec<ProsePart> {
    let kind = |k: Kind| match k {
        Kind::Heading => "heading",
        Kind::Paragraph => "paragraph",
        Kind::Bullets => "bullets",
        Kind::Numbers => "numbers",
        Kind::Quote => "quote",
        Kind::Picture => "picture",
        Kind::Table => "table",
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
        picture: block.picture.as_ref().map(|placed| PictureModel {
            path: placed.picture.path.clone(),
            alt: placed.alt.clone(),
            source: labels.words.fill("commentary.source", &[("source", &placed.source)]),
            tall: placed.picture.tall,
        }),
        ends: block.ends.clone(),
    };
    piece.blocks.iter().map(part).collect()
}
