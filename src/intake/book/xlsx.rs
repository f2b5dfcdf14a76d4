//! XLSX and XLSM: the parts of a workbook.
//!
//! Read with our own code: a library that fails on one error value which it does not know makes whole
//! workbooks unreadable, and none tells a formula that nobody computed from a zero.

use quick_xml::events::Event;

use super::super::row::Source;
use super::super::table::About;
use super::archive::{Archive, attribute, beside};
use super::formats::shapes;
use super::serial::Shape;
use super::strings::Strings;
use super::worksheet::{Context, Worksheet};
use super::{Book, Sheet};

/// A workbook.
pub(super) struct Xlsx {
    archive: Archive,
    sheets: Vec<Sheet>,
    /// The part of each worksheet.
    parts: Vec<String>,
    strings: Strings,
    shapes: Vec<Shape>,
    from_1904: bool,
    recalculate: bool,
}

/// What another part is to the one that names it.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

impl Xlsx {
    /// Opens a workbook.
    pub(super) fn new(bytes: Vec<u8>) -> Result<Self, String> {
        let mut archive = Archive::new(bytes)?;
        let main = relations(&mut archive, "")?.into_iter().find(|r| r.kind.ends_with("/officeDocument"));
        let main = main.map_or_else(|| "xl/workbook.xml".to_owned(), |r| beside("", &r.target));
        let related = relations(&mut archive, &main)?;
        let part =
            |kind: &str| related.iter().find(|r| r.kind.ends_with(kind)).map(|r| beside(&main, &r.target));
        let mut book = Self {
            sheets: Vec::new(),
            parts: Vec::new(),
            strings: Strings::default(),
            shapes: Vec::new(),
            from_1904: false,
            recalculate: false,
            archive,
        };
        book.contents(&main, &related)?;
        if let Some(part) = part("/sharedStrings").filter(|p| book.archive.has(p)) {
            book.strings = Strings::read(&mut book.archive.open(&part)?)?;
        }
        if let Some(part) = part("/styles").filter(|p| book.archive.has(p)) {
            book.shapes = shapes(&mut book.archive.open(&part)?)?;
        }
        Ok(book)
    }

    /// Reads which worksheets there are, and how moments are counted.
    fn contents(&mut self, main: &str, related: &[Relation]) -> Result<(), String> {
        let mut xml = self.archive.open(main)?;
        let mut buffer = Vec::new();
        let on = |value: Option<String>| value.is_some_and(|v| v == "1" || v.eq_ignore_ascii_case("true"));
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|e| e.to_string())? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "workbookPr" => self.from_1904 = on(attribute(&e, "date1904")),
                    "calcPr" => self.recalculate = on(attribute(&e, "fullCalcOnLoad")),
                    "sheet" => {
                        let id = attribute(&e, "id").unwrap_or_default();
                        let state = attribute(&e, "state").unwrap_or_default();
                        let Some(relation) = related.iter().find(|r| r.id == id) else { continue };
                        if relation.kind.ends_with("/worksheet") {
                            let name = attribute(&e, "name").unwrap_or_default();
                            let hidden = state.eq_ignore_ascii_case("hidden")
                                || state.eq_ignore_ascii_case("veryHidden");
                            self.sheets.push(Sheet { name, hidden });
                            self.parts.push(beside(main, &relation.target));
                        }
                    }
                    _ => {}
                },
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// The rows that tables of a worksheet call their totals.
    fn totals(&mut self, part: &str) -> Vec<(u64, u64)> {
        let related = relations(&mut self.archive, part).unwrap_or_default();
        let tables: Vec<String> =
            related.iter().filter(|r| r.kind.ends_with("/table")).map(|r| beside(part, &r.target)).collect();
        tables.iter().filter_map(|table| totals_of(&mut self.archive, table)).collect()
    }
}

/// The rows of totals of a table.
fn totals_of(archive: &mut Archive, table: &str) -> Option<(u64, u64)> {
    let mut xml = archive.open(table).ok()?;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).ok()? {
            Event::Start(e) if e.local_name().as_ref() == "table" => {
                let rows: u64 = attribute(&e, "totalsRowCount")?.parse().ok().filter(|n| *n > 0)?;
                let range = attribute(&e, "ref")?;
                let last = range.rsplit(':').next()?;
                let last: u64 = last.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().ok()?;
                return Some((last.saturating_sub(rows) + 1, last));
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// What a part names beside it; nothing where it names none.
fn relations(archive: &mut Archive, part: &str) -> Result<Vec<Relation>, String> {
    let (folder, name) = part.rsplit_once('/').map_or(("", part), |(f, n)| (f, n));
    let path =
        if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    if !archive.has(&path) {
        return Ok(Vec::new());
    }
    let mut xml = archive.open(&path)?;
    let mut found = Vec::new();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|e| e.to_string())? {
            Event::Start(e) if e.local_name().as_ref() == "Relationship" => {
                let of = |name: &str| attribute(&e, name).unwrap_or_default();
                found.push(Relation { id: of("Id"), kind: of("Type"), target: of("Target") });
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

impl Book for Xlsx {
    fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    fn open(&mut self, at: usize) -> Result<(Box<dyn Source + '_>, About), String> {
        let part = self.parts.get(at).ok_or("there is no such worksheet")?.clone();
        let totals = self.totals(&part);
        let context = Context { strings: &self.strings, shapes: &self.shapes, from_1904: self.from_1904 };
        let sheet = Worksheet::new(self.archive.open(&part)?, context)?;
        let about = About { totals, recalculate: self.recalculate, ..About::default() };
        Ok((Box::new(sheet), about))
    }
}
