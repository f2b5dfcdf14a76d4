//! Files of corrections, row by row, as people and spreadsheets save them: workbooks, or text with commas,
//! semicolons, tabs or bars, any line ends, UTF-8, UTF-16 or Windows-1252, empty columns and rows at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use crate::base::{Finding, Place, did_you_mean, sha256};
use crate::config::{ColumnMap, Encoding, FileMap, Helpline, Quantity, Quotes, RowRules, Source};
use crate::intake::{ByHand, InputFile, by_hand};

use super::correction_text::{Row, decoded, records, without_separator_line};
use super::corrections::{Action, Adding, Correction, Corrections};
use super::guess::{self, Guess};
use super::numbers::two_readings;
use super::reader::Reader;
use super::rules;
use super::stamp::{NO_SECOND, Read};

const OWN: [&str; 5] = ["id", "action", "reason", "author", "date"];
/// How the day of a correction may be written; nothing is computed from it.
const DAYS: [&str; 12] = [
    "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%d.%m.%Y", "%Y/%m/%d", "%d/%m/%y", "%m/%d/%y",
    "%d-%m-%y", "%d-%b-%y", "%d %b %Y", "serial",
];

/// The target that a column of a file of corrections names.
fn target(column: &str) -> &str {
    if column == "day" { "date" } else { column }
}

/// A file of corrections while it is read.
struct Sheet<'a> {
    text: &'a str,
    names: Vec<String>,
    maps: Vec<Option<ColumnMap>>,
    shown: &'a str,
    line: &'a Helpline,
}

impl Corrections {
    /// Takes a file in.
    pub(super) fn file(&mut self, path: &Path, shown: &str, line: &Helpline) -> Result<(), Finding> {
        let refused = |text: String| Finding::error(rules::CORRECTIONS, text).at(Place::line(shown, 1));
        let is_file = std::fs::symlink_metadata(path).is_ok_and(|m| m.is_file());
        if !is_file {
            return Err(refused("this is no plain file".to_owned()));
        }
        let bytes =
            std::fs::read(path).map_err(|e| refused(format!("the file cannot be read: {}", e.kind())))?;
        let sha256 = sha256(&bytes);
        let size = bytes.len() as u64;
        let read = by_hand(path, bytes, &OWN, shown).map_err(|all| {
            let first = all.0.into_iter().next();
            first.unwrap_or_else(|| refused("the workbook cannot be read".to_owned()))
        })?;
        let bytes = match read {
            ByHand::Text(bytes) => bytes,
            ByHand::Refused(why) => return Err(refused(why)),
            ByHand::NoTable => {
                let note = "no corrections by its name or its first line: it is passed over";
                let finding = Finding::note(rules::OTHER_KIND, note).at(Place::file(shown));
                self.findings.push(finding.of(&line.id));
                return Ok(());
            }
        };
        let (text, is_foreign) = decoded(&bytes).map_err(|why| refused(why.to_owned()))?;
        if is_foreign {
            let note = "this file is not UTF-8 text; read as Windows-1252, as spreadsheets save it";
            let finding = Finding::note(rules::CORRECTIONS_ENCODING, note).at(Place::file(shown));
            self.findings.push(finding.of(&line.id));
        }
        let text = without_separator_line(&text);
        let head = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
        let count = |mark: u8| head.bytes().filter(|b| *b == mark).count();
        let delimiter =
            [b';', b'\t', b'|'].into_iter().find(|mark| count(*mark) > count(b',')).unwrap_or(b',');
        let mut rows = records(&text, delimiter, shown)?;
        if rows.is_empty() {
            return Err(refused("the file is empty: it has not even a header".to_owned()));
        }
        let header = rows.remove(0);
        rows.retain(|row| !row.is_blank());
        check_names(&header.cells, line).map_err(refused)?;
        check_fields(&header.cells, &rows)?;
        let maps = header.cells.iter().map(|name| column_map(name, line)).collect();
        let mut sheet = Sheet { text: &text, names: header.cells, maps, shown, line };
        sheet.recognise_moments(&rows);
        self.take(&sheet, &rows, header.range, delimiter, (sha256, size));
        Ok(())
    }

    fn take(
        &mut self,
        sheet: &Sheet<'_>,
        rows: &[Row],
        head: Range<usize>,
        delimiter: u8,
        (sha256, bytes): (String, u64),
    ) {
        let mut adds = BTreeMap::new();
        for row in rows {
            if let Some(id) = self.row(sheet, row) {
                adds.insert(id, row.range.clone());
            }
        }
        let file = InputFile { path: sheet.shown.to_owned(), sha256, bytes, rows: rows.len() as u64 };
        let (text, map) = (sheet.text.as_bytes().to_vec(), sheet.add_map(delimiter));
        self.adding.push(Adding { text, head, adds, map, file: file.clone() });
        self.files.push(file);
    }

    /// Takes a row; gives the id of the registration that it adds.
    fn row(&mut self, sheet: &Sheet<'_>, row: &Row) -> Option<Vec<u8>> {
        let get = |name: &str| sheet.names.iter().position(|n| n == name).map_or("", |at| row.get(at));
        let action = match get("action").to_ascii_lowercase().as_str() {
            "replace" => Some(Action::Replace),
            "add" => Some(Action::Add),
            "withdraw" => Some(Action::Withdraw),
            _ => None,
        };
        let values = sheet.values(row);
        let none = BTreeMap::new();
        let is_day = Reader::new(DAYS, &none).moment(get("date").as_bytes()).is_some();
        let problem = match action {
            None => Some("`action` is none of replace, add and withdraw"),
            Some(_) if get("id").is_empty() => Some("there is no `id`"),
            Some(_) if get("reason").is_empty() => Some("there is no `reason`"),
            Some(_) if get("author").is_empty() => Some("there is no `author`"),
            Some(_) if !is_day => Some("`date` is no day such as 2024-03-31"),
            Some(_) if two_readings(&values, sheet.line) => Some(
                "a number of this row has two readings, by its marks or as h:mm and m:ss: write it in digits only",
            ),
            Some(Action::Replace) if values.is_empty() => {
                Some("nothing is replaced: all other cells are empty")
            }
            Some(_) if self.by_id.contains_key(get("id").as_bytes()) => {
                Some("another correction names the same id; the first counts")
            }
            Some(_) => None,
        };
        if let Some(text) = problem {
            let hint = "correct this row; it is not applied";
            let finding = Finding::error(rules::CORRECTION, text).at(row.place.clone()).hint(hint);
            self.findings.push(finding.of(&sheet.line.id));
            return None;
        }
        let action = action?;
        let correction =
            Correction { place: row.place.clone(), action, reason: get("reason").to_owned(), values };
        let id = get("id").as_bytes().to_vec();
        self.by_id.insert(id.clone(), correction);
        (action == Action::Add).then_some(id)
    }
}

impl Sheet<'_> {
    /// Where a spreadsheet wrote moments in its own way, adds the format that reads all of the column.
    fn recognise_moments(&mut self, rows: &[Row]) {
        let months = &self.line.calendar.months;
        for (at, map) in self.maps.iter_mut().enumerate() {
            let Some(map) = map.as_mut().filter(|m| is_moment(&m.target)) else { continue };
            let cells: Vec<&[u8]> =
                rows.iter().map(|r| r.get(at).as_bytes()).filter(|c| !c.is_empty()).collect();
            let own = Reader::of(map, months);
            if cells.iter().all(|cell| own.moment(cell).is_some()) {
                continue;
            }
            if let Guess::Reads(formats) | Guess::Beside(formats) = guess::moments(&cells, &own, months) {
                map.moment.further.extend(formats);
            }
        }
    }

    /// What a row says of the targets. Moments in a way of writing that is not the registrations' become ISO.
    fn values(&self, row: &Row) -> BTreeMap<String, String> {
        let mut values = BTreeMap::new();
        for (at, (name, map)) in self.names.iter().zip(&self.maps).enumerate() {
            let cell = row.get(at);
            if !cell.is_empty() && !name.is_empty() && !OWN.contains(&name.as_str()) {
                values.insert(target(name).to_owned(), self.written(map.as_ref(), cell));
            }
        }
        values
    }

    fn written(&self, map: Option<&ColumnMap>, cell: &str) -> String {
        let Some(map) = map.filter(|m| is_moment(&m.target)) else { return cell.to_owned() };
        let months = &self.line.calendar.months;
        let own = column_map(&map.target, self.line)
            .is_some_and(|own| Reader::of(&own, months).moment(cell.as_bytes()).is_some());
        match Reader::of(map, months).moment(cell.as_bytes()) {
            Some(read) if !own => as_iso(&read),
            _ => cell.to_owned(),
        }
    }

    /// How added registrations are read: by the names of the targets, with the recodings of the line.
    fn add_map(&self, delimiter: u8) -> FileMap {
        let own = |name: &str| name == "id" || !OWN.contains(&name);
        let named = self.names.iter().zip(&self.maps).filter(|(name, _)| !name.is_empty() && own(name));
        let columns = named.filter_map(|(name, map)| {
            let of = map.clone().or_else(|| column_map(name, self.line))?;
            let separator = match of.source {
                Source::YesNo(_) | Source::Several(_) => Some(";".to_owned()),
                _ => of.separator.clone(),
            };
            let quantity = Quantity { minus: None, unit_column: None, ..of.quantity.clone() };
            Some(ColumnMap { source: Source::Column(vec![name.clone()]), separator, quantity, ..of })
        });
        FileMap {
            pattern: String::new(),
            encoding: Encoding::Utf8,
            delimiter: Some(delimiter),
            header: None,
            quotes: Quotes::Doubled,
            sheet: None,
            header_line: None,
            decimal: None,
            columns: columns.collect(),
            skip: Vec::new(),
            rows: RowRules::default(),
        }
    }
}

/// A moment as every column understands it.
fn as_iso(read: &Read) -> String {
    let (day, second) = (read.stamp.day, read.stamp.settled());
    let (day, second) =
        if read.stamp.second == NO_SECOND { (day, NO_SECOND) } else { (second.day, second.second) };
    let date = format!("{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100);
    if second == NO_SECOND {
        return date;
    }
    let time = format!("{date}T{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
    match read.offset {
        super::stamp::NO_OFFSET => time,
        offset => {
            let minutes = offset.abs() / 60;
            let sign = if offset < 0 { '-' } else { '+' };
            format!("{time}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
    }
}

/// Whether a target holds a date or a moment.
fn is_moment(target: &str) -> bool {
    matches!(target, "at" | "date" | "answered_at" | "ended_at" | "closed_at")
}

/// How the line reads a column of a file of corrections.
fn column_map(name: &str, line: &Helpline) -> Option<ColumnMap> {
    line.files.iter().flat_map(|f| &f.columns).find(|c| c.target == target(name)).cloned()
}

fn check_names(names: &[String], line: &Helpline) -> Result<(), String> {
    if let Some(name) = OWN.iter().find(|own| !names.iter().any(|n| n == *own)) {
        return Err(format!("there is no column `{name}`: needed are {}", OWN.join(", ")));
    }
    let targets: BTreeSet<&str> =
        line.files.iter().flat_map(|f| &f.columns).map(|c| c.target.as_str()).collect();
    if !targets.contains("id") {
        return Err(
            "this line registers no ids: replace the file in registrations/ by a new delivery".to_owned()
        );
    }
    let named = || names.iter().filter(|n| !n.is_empty());
    let known = |n: &&String| OWN.contains(&n.as_str()) || targets.contains(target(n));
    if let Some(name) = named().find(|n| !known(n)) {
        let near = did_you_mean(name, targets.iter().copied())
            .map_or_else(String::new, |n| format!("; did you mean `{n}`?"));
        return Err(format!("column `{name}` is no target of this line's mapping{near}"));
    }
    if let Some(name) = named().find(|n| named().filter(|m| m == n).count() > 1) {
        return Err(format!("column `{name}` is there twice"));
    }
    Ok(())
}

/// What stands in a field without a name would be lost without a word.
fn check_fields(names: &[String], rows: &[Row]) -> Result<(), Finding> {
    for row in rows {
        let nameless = |at: &usize| names.get(*at).is_none_or(String::is_empty);
        if (0..row.cells.len()).filter(nameless).any(|at| !row.get(at).is_empty()) {
            let text = "the record has another number of fields than the header";
            return Err(Finding::error(rules::CORRECTIONS, text)
                .at(row.place.clone())
                .hint("put texts that hold the delimiter between quotes, and give every column a name"));
        }
    }
    Ok(())
}
