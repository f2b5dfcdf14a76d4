//! Chapters and their blocks; the editor's own words and pictures.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use maud::{Markup, Render, html};

use super::figure::{Maker, figure};
use super::table::table;
use super::text::Set;
use crate::document::model::{Block, ChapterModel, PictureModel, ProsePart, Span};

impl Maker<'_> {
    /// A chapter under its number and title.
    pub fn chapter(&mut self, it: &ChapterModel, (anchor, number): (&str, usize)) -> Markup {
        let name = format!("{anchor}-name");
        html! {
            section id=(anchor) aria-labelledby=(name) {
                h2 id=(name) { span.no { (number) } " " (Set(&it.title)) }
                @if !it.lead.is_empty() { p.lead { (Set(&it.lead)) } }
                @for block in &it.blocks { (self.block(block)) }
            }
        }
    }

    fn block(&mut self, it: &Block) -> Markup {
        match it {
            Block::Text { text } => html! { p { (Set(text)) } },
            Block::Heading { text } => html! { h3 { (Set(text)) } },
            Block::Terms { items } => terms(items),
            Block::Words { columns, groups } => words(columns, groups),
            Block::Prose { label, parts, author, case } => html! {
                div.prose.case[*case] {
                    @if !label.is_empty() { p.eyebrow { (Set(label)) } }
                    (self.parts(parts))
                    (signature(author))
                }
            },
            Block::Figure(it) => figure(it, self),
            Block::Table(it) => table(self.words, it, &self.numbers.table().to_string()),
        }
    }

    /// The parts of an editor's text.
    pub fn parts(&self, parts: &[ProsePart]) -> Markup {
        html! { @for part in parts { (self.part(part)) } }
    }

    fn part(&self, it: &ProsePart) -> Markup {
        let first = it.items.first().map_or(&[][..], Vec::as_slice);
        match (it.kind.as_str(), &it.picture) {
            ("picture", Some(shown)) => html! {
                figure.picture {
                    (self.picture(shown))
                    figcaption { @if !first.is_empty() { (Runs(first)) " " } span.note { (Set(&shown.source)) } }
                }
            },
            ("heading", _) => html! { h3 { (Runs(first)) } },
            ("bullets", _) => html! { ul { @for item in &it.items { li { (Runs(item)) } } } },
            ("numbers", _) => html! { ol { @for item in &it.items { li { (Runs(item)) } } } },
            ("quote", _) => html! { blockquote { @for item in &it.items { p { (Runs(item)) } } } },
            ("table", _) => own_table(it),
            _ => html! { p { (Runs(first)) } },
        }
    }

    /// A picture, within the page itself.
    pub fn picture(&self, it: &PictureModel) -> Markup {
        let bytes = self.files.get(&it.path).map_or(&[][..], Vec::as_slice);
        let kind = match bytes {
            [0x89, b'P', b'N', b'G', ..] => "png",
            [0xff, 0xd8, ..] => "jpeg",
            _ => "svg+xml",
        };
        let source = format!("data:image/{kind};base64,{}", BASE64_STANDARD.encode(bytes));
        html! { img src=(source) alt=(Set(&it.alt)) width="1000" height=(it.tall); }
    }
}

/// Terms with their definitions.
pub fn terms(items: &[(String, String)]) -> Markup {
    html! { dl { @for (term, text) in items { div { dt { (Set(term)) } dd { (Set(text)) } } } } }
}

/// A table of words, of which the first names its row.
fn words(columns: &[String], groups: &[(String, Vec<Vec<String>>)]) -> Markup {
    let name = columns.first().map_or("", String::as_str);
    html! {
        div.scroll role="region" aria-label=(Set(name)) tabindex="0" { table.words {
            thead { tr { @for head in columns { th scope="col" { (Set(head)) } } } }
            @for (title, rows) in groups { tbody {
                tr.group { th scope="rowgroup" colspan=(columns.len()) { span { (Set(title)) } } }
                @for row in rows { tr { @for (at, cell) in row.iter().enumerate() {
                    @if at == 0 { th scope="row" { (Set(cell)) } } @else { td { (Set(cell)) } }
                } } }
            } }
        } }
    }
}

/// Who signs a text.
pub fn signature(author: &str) -> Markup {
    html! { @if !author.is_empty() { p.author { (Set(author)) } } }
}

/// Runs of text in their styles.
struct Runs<'r>(&'r [Span]);

impl Render for Runs<'_> {
    fn render_to(&self, out: &mut String) {
        for Span { text, style } in self.0 {
            match style.as_str() {
                "strong" => html! { strong { (Set(text)) } }.render_to(out),
                "emphasis" => html! { em { (Set(text)) } }.render_to(out),
                _ => Set(text).render_to(out),
            }
        }
    }
}

/// A small table of the editor's own, such as accounts.
fn own_table(it: &ProsePart) -> Markup {
    let columns = it.ends.len();
    let (head, body) = it.items.split_at(columns.min(it.items.len()));
    let class = |at: usize| (!it.ends.get(at).copied().unwrap_or(false)).then_some("start");
    html! {
        div.scroll { table.own {
            thead { tr { @for (at, cell) in head.iter().enumerate() {
                @if cell.is_empty() { td {} } @else { th scope="col" class=[class(at)] { (Runs(cell)) } }
            } } }
            tbody { @for row in body.chunks(columns.max(1)) { tr {
                @for (at, cell) in row.iter().enumerate() { td class=[class(at)] { (Runs(cell)) } }
            } } }
        } }
    }
}
