//! The rows of a worksheet of an XLSX file.

use quick_xml::events::{BytesStart, Event};

use super::super::row::{Mark, Merged, Row, Source};
use super::archive::Xml;
use super::serial::{Shape, write, write_iso};
use super::strings::{Strings, reference, rich_text, undo_escapes};

/// Columns that a worksheet can have.
const COLUMNS: usize = 16_384;

/// What the workbook says to all its worksheets.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub strings: &'a Strings,
    pub shapes: &'a [Shape],
    pub from_1904: bool,
}

/// A worksheet while it is read.
pub(super) struct Worksheet<'a> {
    xml: Xml<'a>,
    context: Context<'a>,
    buffer: Vec<u8>,
    line: u64,
    value: String,
    done: bool,
}

/// The kinds of cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Type {
    Number,
    Shared,
    Text,
    Inline,
    Bool,
    Error,
    Iso,
}

/// What stands before the value of a cell.
struct Head {
    column: usize,
    kind: Type,
    shape: Shape,
}

impl<'a> Worksheet<'a> {
    /// Goes to the first row.
    pub(super) fn new(xml: Xml<'a>, context: Context<'a>) -> Result<Self, String> {
        let mut sheet = Self { xml, context, buffer: Vec::new(), line: 0, value: String::new(), done: false };
        loop {
            sheet.buffer.clear();
            match sheet.xml.read_event_into(&mut sheet.buffer).map_err(|e| e.to_string())? {
                Event::Start(e) if e.local_name().as_ref() == "sheetData" => return Ok(sheet),
                Event::Eof => {
                    sheet.done = true;
                    return Ok(sheet);
                }
                _ => {}
            }
        }
    }

    /// Reads the cells of the row that was entered.
    fn cells(&mut self, row: &mut Row) -> Result<(), String> {
        let mut next = 0;
        loop {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(|e| e.to_string())? {
                Event::Start(e) if e.local_name().as_ref() == "c" => {
                    let head = head(&e, next, self.context.shapes);
                    if head.column >= COLUMNS {
                        return Err("a cell stands behind the last column that there can be".to_owned());
                    }
                    next = head.column + 1;
                    self.cell(&head, row)?;
                }
                Event::End(e) if e.local_name().as_ref() == "row" => return Ok(()),
                Event::Eof => return Err("it ends in the middle of a row: it was cut off".to_owned()),
                _ => {}
            }
        }
    }

    /// Reads the cell that was entered.
    fn cell(&mut self, head: &Head, row: &mut Row) -> Result<(), String> {
        self.value.clear();
        let (mut formula, mut inside) = (false, false);
        loop {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(|e| e.to_string())? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "f" => formula = true,
                    "v" if head.kind != Type::Inline => inside = true,
                    "is" => rich_text(&mut self.xml, "is", &mut self.value)?,
                    _ => {}
                },
                Event::Text(t) if inside => self.value.push_str(&t.xml10_content()),
                Event::CData(t) if inside => self.value.push_str(&t.xml10_content()),
                Event::GeneralRef(r) if inside => reference(&r, &mut self.value),
                Event::End(e) => match e.local_name().as_ref() {
                    "v" => inside = false,
                    "c" => break,
                    _ => {}
                },
                Event::Eof => return Err("it ends in the middle of a cell: it was cut off".to_owned()),
                _ => {}
            }
        }
        self.put(head, formula, row)
    }

    fn put(&mut self, head: &Head, formula: bool, row: &mut Row) -> Result<(), String> {
        let column = head.column;
        let mark = if formula { Mark::Formula } else { Mark::Plain };
        let value = self.value.as_str();
        match head.kind {
            Type::Text | Type::Inline => {
                if head.kind == Type::Text {
                    undo_escapes(&mut self.value, 0);
                }
                let text = self.value.as_str();
                let mark = if text.is_empty() { Mark::Plain } else { mark };
                row.put(column, mark, |out| out.extend_from_slice(text.as_bytes()));
            }
            _ if value.trim().is_empty() => {
                let mark = if formula { Mark::Uncomputed } else { Mark::Plain };
                row.put(column, mark, |_| {});
            }
            Type::Shared => {
                let text = value.trim().parse().ok().and_then(|at| self.context.strings.get(at));
                let text = text.ok_or("a cell names a shared text that is not there")?;
                row.put(column, mark, |out| out.extend_from_slice(text.as_bytes()));
            }
            Type::Bool => {
                let text = match value.trim() {
                    "1" => "true",
                    "0" => "false",
                    other => other,
                };
                row.put(column, mark, |out| out.extend_from_slice(text.to_ascii_lowercase().as_bytes()));
            }
            Type::Error => {
                let known = value.starts_with('#') && value.len() <= 24;
                let text = if known { value } else { "#ERROR" };
                row.put(column, Mark::Error, |out| out.extend_from_slice(text.as_bytes()));
            }
            Type::Iso => row.put(column, mark, |out| write_iso(out, value)),
            Type::Number => match value.trim().parse::<f64>() {
                Ok(number) => {
                    let mark = if formula && number == 0.0 { Mark::Zero } else { mark };
                    let from_1904 = self.context.from_1904;
                    row.put(column, mark, |out| write(out, number, head.shape, from_1904));
                }
                Err(_) => row.put(column, mark, |out| out.extend_from_slice(value.as_bytes())),
            },
        }
        Ok(())
    }
}

/// The column, kind and format of a cell; `next` is the column behind the one before.
fn head(element: &BytesStart<'_>, next: usize, shapes: &[Shape]) -> Head {
    let mut head = Head { column: next, kind: Type::Number, shape: Shape::Number };
    for attribute in element.attributes().with_checks(false).flatten() {
        let value = attribute.value.as_ref();
        match attribute.key.as_ref() {
            "r" => head.column = column(value).unwrap_or(next),
            "s" => {
                let shape = value.parse::<usize>().ok().and_then(|s| shapes.get(s));
                head.shape = shape.copied().unwrap_or_default();
            }
            "t" => {
                head.kind = match value {
                    "s" => Type::Shared,
                    "str" => Type::Text,
                    "inlineStr" | "is" => Type::Inline,
                    "b" => Type::Bool,
                    "e" => Type::Error,
                    "d" => Type::Iso,
                    _ => Type::Number,
                }
            }
            _ => {}
        }
    }
    head
}

/// The cells of a range like `B2:B5`, where it spans several rows.
fn merged(range: &str) -> Option<Merged> {
    let (from, to) = range.split_once(':')?;
    let row = |place: &str| place.trim_start_matches(|c: char| !c.is_ascii_digit()).parse::<u64>().ok();
    let lines = (row(from)?, row(to)?);
    (lines.0 < lines.1).then_some(Merged { lines, columns: column(from)?..column(to)? + 1 })
}

/// The column of a place like `AB12`, from 0.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).take(6);
    let number = letters.fold(0_usize, |n, b| n * 26 + usize::from(b.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

impl Source for Worksheet<'_> {
    fn merged(&mut self) -> Result<Vec<Merged>, String> {
        let mut found = Vec::new();
        loop {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(|e| e.to_string())? {
                Event::Start(e) if e.local_name().as_ref() == "mergeCell" => {
                    let range = e.attributes().with_checks(false).flatten().find(|a| a.key.as_ref() == "ref");
                    found.extend(range.and_then(|a| merged(a.value.as_ref())));
                }
                Event::Eof => return Ok(found),
                _ => {}
            }
        }
    }

    fn next(&mut self, row: &mut Row) -> Result<bool, String> {
        while !self.done {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(|e| e.to_string())? {
                Event::Start(e) if e.local_name().as_ref() == "row" => {
                    let stated = e.attributes().with_checks(false).flatten().find(|a| a.key.as_ref() == "r");
                    let stated = stated.and_then(|a| a.value.parse().ok()).filter(|line| *line > self.line);
                    self.line = stated.unwrap_or(self.line + 1);
                    row.clear(self.line);
                    self.cells(row)?;
                    return Ok(true);
                }
                Event::End(e) if e.local_name().as_ref() == "sheetData" => self.done = true,
                Event::Eof => return Err("it ends before its last row: it was cut off".to_owned()),
                _ => {}
            }
        }
        Ok(false)
    }
}
