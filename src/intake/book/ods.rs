//! ODS: the tables of a document, read as they stand. White space between cells, which some writers
//! leave, is no cell.

use std::collections::BTreeSet;

use quick_xml::events::Event;

use super::super::row::{Merged, Row, Source};
use super::super::table::About;
use super::archive::{Archive, Xml, attribute};
use super::cell::{COLUMNS, Cell, cell, push};
use super::strings::reference;
use super::{Book, Sheet};

/// Rows that a worksheet can have.
const ROWS: u64 = 1 << 20;

/// A document with worksheets.
pub(super) struct Ods {
    archive: Archive,
    sheets: Vec<Sheet>,
}

impl Ods {
    /// Opens a document.
    pub(super) fn new(bytes: Vec<u8>) -> Result<Self, String> {
        let mut archive = Archive::new(bytes)?;
        if encrypted(&mut archive) {
            return Err("it is protected by a password: save it without one".to_owned());
        }
        let sheets = sheets(&mut archive.open("content.xml")?)?;
        Ok(Self { archive, sheets })
    }
}

/// Whether the document is encrypted.
fn encrypted(archive: &mut Archive) -> bool {
    let Ok(mut xml) = archive.open("META-INF/manifest.xml") else { return false };
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(e)) if e.local_name().as_ref() == "encryption-data" => return true,
            Ok(Event::Eof) | Err(_) => return false,
            _ => {}
        }
    }
}

/// The worksheets: hidden are those whose style is not displayed.
fn sheets(xml: &mut Xml<'_>) -> Result<Vec<Sheet>, String> {
    let (mut sheets, mut hidden) = (Vec::new(), BTreeSet::new());
    let (mut style, mut depth) = (String::new(), 0_usize);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|e| e.to_string())? {
            Event::Start(e) => match e.local_name().as_ref() {
                "style" => style = attribute(&e, "name").unwrap_or_default(),
                "table-properties" if attribute(&e, "display").as_deref() == Some("false") => {
                    hidden.insert(style.clone());
                }
                "table" => {
                    if depth == 0 {
                        let name = attribute(&e, "name").unwrap_or_default();
                        let style = attribute(&e, "style-name").unwrap_or_default();
                        sheets.push(Sheet { name, hidden: hidden.contains(&style) });
                    }
                    depth += 1;
                }
                _ => {}
            },
            Event::End(e) if e.local_name().as_ref() == "table" => depth = depth.saturating_sub(1),
            Event::Eof => return Ok(sheets),
            _ => {}
        }
    }
}

impl Book for Ods {
    fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    fn open(&mut self, at: usize) -> Result<(Box<dyn Source + '_>, About), String> {
        let xml = self.archive.open("content.xml")?;
        let mut table = Table {
            xml,
            buffer: Vec::new(),
            line: 0,
            repeat: 0,
            held: Row::default(),
            merged: Vec::new(),
            done: false,
        };
        table.enter(at)?;
        Ok((Box::new(table), About::default()))
    }
}

/// A worksheet while it is read.
struct Table<'a> {
    xml: Xml<'a>,
    buffer: Vec<u8>,
    line: u64,
    /// How often the row that was read last is to be given once more.
    repeat: u64,
    held: Row,
    merged: Vec<Merged>,
    done: bool,
}

impl Table<'_> {
    /// Goes into a worksheet by its number.
    fn enter(&mut self, at: usize) -> Result<(), String> {
        let (mut seen, mut depth) = (0, 0_usize);
        loop {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(|e| e.to_string())? {
                Event::Start(e) if e.local_name().as_ref() == "table" => {
                    if depth == 0 && seen == at {
                        return Ok(());
                    }
                    seen += usize::from(depth == 0);
                    depth += 1;
                }
                Event::End(e) if e.local_name().as_ref() == "table" => depth = depth.saturating_sub(1),
                Event::Eof => return Err("there is no such worksheet".to_owned()),
                _ => {}
            }
        }
    }

    /// Reads the cells of the row that was entered.
    fn cells(&mut self, row: &mut Row) -> Result<(), String> {
        let mut column = 0;
        loop {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(|e| e.to_string())? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "table-cell" => {
                        let spanned: u64 =
                            attribute(&e, "number-rows-spanned").and_then(|n| n.parse().ok()).unwrap_or(1);
                        let wide: usize =
                            attribute(&e, "number-columns-spanned").and_then(|n| n.parse().ok()).unwrap_or(1);
                        if (2..=ROWS).contains(&spanned) && wide <= COLUMNS {
                            let lines = (self.line, self.line + spanned - 1);
                            self.merged.push(Merged { lines, columns: column..column + wide.max(1) });
                        }
                        let cell = cell(&e);
                        column = self.one(cell, column, row)?;
                    }
                    "covered-table-cell" => {
                        let repeat = cell(&e).repeat;
                        self.skip("covered-table-cell")?;
                        column += repeat;
                    }
                    _ => {}
                },
                Event::End(e) if e.local_name().as_ref() == "table-row" => return Ok(()),
                Event::Eof => return Err("it ends in the middle of a row: it was cut off".to_owned()),
                _ => {}
            }
        }
    }

    /// Passes over the element that was entered.
    fn skip(&mut self, element: &str) -> Result<(), String> {
        let mut depth = 1_usize;
        while depth > 0 {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(|e| e.to_string())? {
                Event::Start(e) if e.local_name().as_ref() == element => depth += 1,
                Event::End(e) if e.local_name().as_ref() == element => depth -= 1,
                Event::Eof => return Err(format!("it ends inside `{element}`: it was cut off")),
                _ => {}
            }
        }
        Ok(())
    }

    /// Reads the text of the cell that was entered and puts it into the row; gives the column behind it.
    fn one(&mut self, cell: Cell, column: usize, row: &mut Row) -> Result<usize, String> {
        let mut text = String::new();
        let (mut paragraph, mut paragraphs) = (0, 0);
        loop {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(|e| e.to_string())? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "p" => {
                        if paragraphs > 0 {
                            text.push('\n');
                        }
                        paragraphs += 1;
                        paragraph += 1;
                    }
                    "s" if paragraph > 0 => {
                        let n: usize = attribute(&e, "c").and_then(|n| n.parse().ok()).unwrap_or(1);
                        text.extend(std::iter::repeat_n(' ', n.min(1000)));
                    }
                    "tab" if paragraph > 0 => text.push('\t'),
                    "line-break" if paragraph > 0 => text.push('\n'),
                    // What is remarked on a cell, or drawn over it, is not its text.
                    name @ ("annotation" | "frame" | "shapes" | "custom-shape" | "control") => {
                        let name = name.to_owned();
                        self.skip(&name)?;
                    }
                    _ => {}
                },
                Event::Text(t) if paragraph > 0 => push(&mut text, &t.xml10_content()),
                Event::CData(t) if paragraph > 0 => push(&mut text, &t.xml10_content()),
                Event::GeneralRef(r) if paragraph > 0 => reference(&r, &mut text),
                Event::End(e) => match e.local_name().as_ref() {
                    "p" => paragraph -= 1,
                    "table-cell" => break,
                    _ => {}
                },
                Event::Eof => return Err("it ends in the middle of a cell: it was cut off".to_owned()),
                _ => {}
            }
        }
        let behind = column + cell.repeat;
        if cell.kind.is_empty() && text.trim().is_empty() && !cell.formula {
            return Ok(behind);
        }
        if behind > COLUMNS {
            return Err("a cell stands behind the last column that there can be".to_owned());
        }
        let mark = cell.mark(&text);
        for at in column..behind {
            row.put(at, mark, |out| cell.write(out, &text));
        }
        Ok(behind)
    }
}

impl Source for Table<'_> {
    fn merged(&mut self) -> Result<Vec<Merged>, String> {
        Ok(std::mem::take(&mut self.merged))
    }

    fn next(&mut self, row: &mut Row) -> Result<bool, String> {
        if self.repeat > 0 {
            self.repeat -= 1;
            self.line += 1;
            let held = self.held.clone();
            row.clear(self.line);
            for column in 0..held.width() {
                row.put(column, held.mark(column), |out| out.extend_from_slice(held.get(column)));
            }
            return Ok(true);
        }
        let mut depth = 0_usize;
        while !self.done {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(|e| e.to_string())? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "table-row" if depth == 0 => {
                        let repeat: u64 =
                            attribute(&e, "number-rows-repeated").and_then(|n| n.parse().ok()).unwrap_or(1);
                        let repeat = repeat.clamp(1, ROWS);
                        self.line += 1;
                        row.clear(self.line);
                        self.cells(row)?;
                        if row.is_blank() {
                            self.line += repeat - 1;
                            continue;
                        }
                        if self.line + repeat > 2 * ROWS {
                            return Err("it has more rows than there can be".to_owned());
                        }
                        if repeat > 1 {
                            self.repeat = repeat - 1;
                            self.held = row.clone();
                        }
                        return Ok(true);
                    }
                    // Drawings may hold tables of their own.
                    "table" | "shapes" => depth += 1,
                    _ => {}
                },
                Event::End(e) => match e.local_name().as_ref() {
                    "table" if depth == 0 => self.done = true,
                    "table" | "shapes" => depth = depth.saturating_sub(1),
                    _ => {}
                },
                Event::Eof => return Err("it ends before its last row: it was cut off".to_owned()),
                _ => {}
            }
        }
        Ok(false)
    }
}
