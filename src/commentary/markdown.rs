//! From Markdown to characters that know their style and their place. What is no prose is refused.

use pulldown_cmark::{Alignment, Event, Options, Parser, Tag, TagEnd};

use super::source::Source;
use super::{Kind, Style};
use crate::base::{Finding, Findings, Place, code};

/// An escaped brace: an ordinary character, no reference.
pub const OPEN: char = '\u{e000}';
/// See [`OPEN`].
pub const CLOSE: char = '\u{e001}';

/// A character with its style and the byte of the file it came from.
#[derive(Debug, Clone, Copy)]
pub struct Glyph {
    /// The character.
    pub c: char,
    /// How it is set.
    pub style: Style,
    /// Byte in the file.
    pub at: usize,
}

/// A block before its references are filled in.
#[derive(Debug)]
pub struct Raw {
    /// What it is.
    pub kind: Kind,
    /// Its items; of a picture the caption and the alternative text.
    pub items: Vec<Vec<Glyph>>,
    /// The picture, when it is one.
    pub picture: Option<Pointed>,
    /// For each column of a table whether its cells stand at the right.
    pub ends: Vec<bool>,
}

impl Raw {
    fn new(kind: Kind, items: Vec<Vec<Glyph>>) -> Self {
        Self { kind, items, picture: None, ends: Vec::new() }
    }
}

/// Most columns and cells of a table: a larger one belongs into the data.
const MOST_COLUMNS: usize = 6;
const MOST_CELLS: usize = 120;

/// A picture before its file is looked up.
#[derive(Debug, Clone)]
pub struct Pointed {
    /// Name of its file.
    pub name: String,
    /// Where it was taken from.
    pub source: String,
    /// Byte at which it is named.
    pub at: usize,
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Raw>,
    open: Option<Vec<Glyph>>,
    list: Option<Raw>,
    quote: Option<Raw>,
    table: Option<Raw>,
    heading: bool,
    picture: Option<Pointed>,
    alt: Option<Vec<Glyph>>,
    described: Vec<Glyph>,
    emphasis: u32,
    strong: u32,
    skipping: u32,
    findings: Findings,
}

/// Parses a file.
pub fn parse(source: &Source) -> (Vec<Raw>, Findings) {
    let mut reader = Reader::default();
    let body = &source.text[source.body..];
    for (event, range) in Parser::new_ext(body, Options::ENABLE_TABLES).into_offset_iter() {
        reader.take(source, event, source.body + range.start, source.body + range.end);
    }
    (reader.blocks, reader.findings)
}

impl Reader {
    fn take(&mut self, source: &Source, event: Event<'_>, from: usize, to: usize) {
        match event {
            Event::Start(tag) => self.start(source, &tag, from),
            Event::End(end) => self.end(source, end, from),
            Event::Text(text) => self.text(source, &text, from, to),
            Event::SoftBreak | Event::HardBreak => self.push(' ', from),
            Event::Html(_) if self.skipping > 0 => {}
            Event::Html(_) | Event::InlineHtml(_) => {
                self.refuse(source, from, "HTML", "write plain text");
            }
            Event::Code(_) => self.refuse(source, from, "code", "write the word without backquotes"),
            Event::Rule => self.refuse(source, from, "a rule", "leave a blank line between paragraphs"),
            _ => self.refuse(source, from, "this markup", "write plain text"),
        }
    }

    fn refuse(&mut self, source: &Source, at: usize, what: &str, hint: &str) {
        let (line, column) = source.place(at);
        let message = format!("{what} has no place in a commentary");
        self.findings
            .push(Finding::error(code::K005, message).at(Place::at(&source.file, line, column)).hint(hint));
    }

    fn start(&mut self, source: &Source, tag: &Tag<'_>, at: usize) {
        match tag {
            Tag::Paragraph if self.open.is_some() => self.push(' ', at),
            Tag::Paragraph | Tag::Item => self.open = Some(Vec::new()),
            Tag::Heading { .. } => {
                self.heading = true;
                self.open = Some(Vec::new());
            }
            Tag::List(_) if self.list.is_some() => {
                self.refuse(source, at, "a list inside a list", "make it one list");
            }
            Tag::List(first) => {
                let kind = if first.is_some() { Kind::Numbers } else { Kind::Bullets };
                self.list = Some(Raw::new(kind, Vec::new()));
            }
            Tag::BlockQuote(_) => {
                self.quote = Some(Raw::new(Kind::Quote, Vec::new()));
            }
            Tag::Table(_) if self.list.is_some() || self.quote.is_some() => {
                self.refuse(source, at, "a table inside a list or quotation", "put it behind it");
            }
            Tag::Table(columns) => {
                let ends = columns.iter().map(|column| *column == Alignment::Right).collect();
                self.table = Some(Raw { ends, ..Raw::new(Kind::Table, Vec::new()) });
            }
            Tag::TableHead | Tag::TableRow => {}
            Tag::TableCell => self.open = Some(Vec::new()),
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strong => self.strong += 1,
            Tag::Link { .. } => {
                self.refuse(source, at, "a link", "a report is read on paper: write the address as text");
            }
            Tag::Image { dest_url, title, .. } if self.begins() => {
                let (name, source) = (dest_url.to_string(), title.to_string());
                self.picture = Some(Pointed { name, source, at });
                self.alt = Some(Vec::new());
            }
            Tag::Image { .. } => {
                self.refuse(
                    source,
                    at,
                    "a picture amid text",
                    "begin a paragraph of its own with the picture",
                );
            }
            Tag::CodeBlock(_) => {
                self.skipping += 1;
                self.refuse(source, at, "a block of code", "begin the line without spaces or backquotes");
            }
            Tag::HtmlBlock => {
                self.skipping += 1;
                self.refuse(source, at, "HTML", "write plain text");
            }
            _ => self.refuse(source, at, "this markup", "write plain text"),
        }
    }

    /// Whether a paragraph of its own has just begun.
    fn begins(&self) -> bool {
        let alone = self.list.is_none() && self.quote.is_none() && !self.heading && self.picture.is_none();
        alone && self.open.as_ref().is_some_and(Vec::is_empty)
    }

    /// A table is done, when it is one that a page has room for.
    fn end_table(&mut self, source: &Source, at: usize) {
        let Some(table) = self.table.take() else { return };
        if table.ends.len() > MOST_COLUMNS || table.items.len() > MOST_CELLS {
            let what = format!("a table of more than {MOST_COLUMNS} columns or {MOST_CELLS} cells");
            self.refuse(source, at, &what, "print what readers need; the rest belongs into a file of data");
            return;
        }
        self.blocks.push(table);
    }

    fn end(&mut self, source: &Source, end: TagEnd, at: usize) {
        match end {
            TagEnd::Paragraph if self.list.is_some() => {}
            TagEnd::Paragraph => {
                let glyphs = self.open.take().unwrap_or_default();
                let picture = self.picture.take();
                match &mut self.quote {
                    Some(quote) => quote.items.push(glyphs),
                    None if picture.is_some() => {
                        let items = vec![glyphs, std::mem::take(&mut self.described)];
                        self.blocks.push(Raw { picture, ..Raw::new(Kind::Picture, items) });
                    }
                    None => self.blocks.push(Raw::new(Kind::Paragraph, vec![glyphs])),
                }
            }
            TagEnd::Image => self.described.extend(self.alt.take().unwrap_or_default()),
            TagEnd::Heading(_) => {
                self.heading = false;
                let glyphs = self.open.take().unwrap_or_default();
                self.blocks.push(Raw::new(Kind::Heading, vec![glyphs]));
            }
            TagEnd::Item => {
                let glyphs = self.open.take().unwrap_or_default();
                if let Some(list) = &mut self.list {
                    list.items.push(glyphs);
                }
            }
            TagEnd::TableCell => {
                let glyphs = self.open.take().unwrap_or_default();
                if let Some(table) = &mut self.table {
                    table.items.push(glyphs);
                }
            }
            TagEnd::Table => self.end_table(source, at),
            TagEnd::List(_) => self.blocks.extend(self.list.take()),
            TagEnd::BlockQuote(_) => self.blocks.extend(self.quote.take()),
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::CodeBlock | TagEnd::HtmlBlock => self.skipping = self.skipping.saturating_sub(1),
            _ => {}
        }
    }

    fn text(&mut self, source: &Source, text: &str, from: usize, to: usize) {
        if self.skipping > 0 {
            return;
        }
        let literal = source.text.get(from..to) == Some(text);
        let escaped = from > 0 && source.text.as_bytes()[from - 1] == b'\\';
        for (i, (offset, c)) in text.char_indices().enumerate() {
            let c = match c {
                '{' if i == 0 && escaped => OPEN,
                '}' if i == 0 && escaped => CLOSE,
                c => c,
            };
            self.push(c, if literal { from + offset } else { from });
        }
    }

    fn push(&mut self, c: char, at: usize) {
        let style = match (self.strong, self.emphasis) {
            (0, 0) => Style::Plain,
            (0, _) => Style::Emphasis,
            _ => Style::Strong,
        };
        if let Some(open) = self.alt.as_mut().or(self.open.as_mut())
            && !(c == ' ' && open.is_empty())
        {
            open.push(Glyph { c, style, at });
        }
    }
}
