//! Workbooks: XLSX, XLSM and ODS.

use std::io::{Cursor, Read};

use calamine::{Cell, Data, Ods, Range, Reader, Xlsx};

use super::calendar::write_second;
use super::parquet::{float, integer};
use super::raw::{Broken, CELL_MAX, InputFile, RawColumn, RawTable, pack};
use super::{header, rules};
use crate::config::FileMap;
use crate::diagnostics::{Finding, Findings, Place};

/// Largest workbook, unpacked, in bytes.
const INSIDE_MAX: u64 = 4 << 30;
/// How many times smaller than its content a packed file can be at most.
const PACKED_AT_MOST: u64 = 1032;
/// Most text in the cells of a worksheet, in bytes.
const TEXT_MAX: usize = 2 << 30;
/// Largest rectangle around the cells of a worksheet: every row that there can be, with 60 columns.
const AREA_MAX: u64 = 60 << 20;

/// Reads one worksheet of a workbook.
pub(super) fn read(bytes: Vec<u8>, map: &FileMap, file: InputFile) -> Result<RawTable, Findings> {
    if let Some(why) = swells(&bytes) {
        return Err(refuse(&file.path, why, "export the registrations as CSV"));
    }
    let range = if file.path.to_ascii_lowercase().ends_with(".ods") {
        let mut workbook = Ods::new(Cursor::new(bytes)).map_err(|e| unreadable(&file.path, &e))?;
        let name = sheet_name(&workbook.sheet_names(), map, &file.path)?;
        for other in others(&workbook.sheet_names(), map) {
            let range = workbook.worksheet_range(&other).map_err(|e| unreadable(&file.path, &e))?;
            passed_over(&range, &other, map, &file.path)?;
        }
        workbook.worksheet_range(&name).map_err(|e| unreadable(&file.path, &e))?
    } else {
        let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|e| unreadable(&file.path, &e))?;
        let name = sheet_name(&workbook.sheet_names(), map, &file.path)?;
        for other in others(&workbook.sheet_names(), map) {
            let range = xlsx_range(&mut workbook, &other, &file.path)?;
            passed_over(&range, &other, map, &file.path)?;
        }
        xlsx_range(&mut workbook, &name, &file.path)?
    };
    table(&range, map, file)
}

fn refuse(path: &str, message: String, hint: &str) -> Findings {
    Findings(vec![Finding::error(rules::CONTAINER, message).at(Place::file(path)).hint(hint)])
}

fn unreadable(path: &str, error: &dyn std::fmt::Display) -> Findings {
    refuse(path, format!("the workbook cannot be read: {error}"), "save it again, or export it as CSV")
}

/// The worksheet that is asked for, or the first.
fn sheet_name(names: &[String], map: &FileMap, path: &str) -> Result<String, Findings> {
    let name = match &map.sheet {
        Some(wanted) => names.iter().find(|n| *n == wanted),
        None => names.first(),
    };
    name.cloned().ok_or_else(|| {
        let wanted = map.sheet.as_deref().unwrap_or("any");
        let hint = format!("the workbook has: {}", names.join(", "));
        refuse(path, format!("there is no worksheet `{wanted}`"), &hint)
    })
}

/// The worksheets that are not read, where nobody said which one is.
fn others(names: &[String], map: &FileMap) -> Vec<String> {
    if map.sheet.is_some() { Vec::new() } else { names.iter().skip(1).cloned().collect() }
}

/// Refuses a workbook in which a worksheet that would not be read holds registrations as well.
fn passed_over(range: &Range<Data>, sheet: &str, map: &FileMap, path: &str) -> Result<(), Findings> {
    let wanted = header::wanted(map);
    let mut rows = range.rows().filter(|cells| !is_blank(cells));
    let names: Vec<String> = rows.next().map(|head| head.iter().map(name).collect()).unwrap_or_default();
    if wanted.is_empty() || header::found(&names, &wanted) < wanted.len() || rows.next().is_none() {
        return Ok(());
    }
    let why = format!("worksheet `{sheet}` has registrations, and only the first worksheet would be read");
    let hint = "put all rows on one worksheet or in files of their own; if the others are not meant to count, \
                name the one that is with `sheet:`";
    Err(refuse(path, why, hint))
}

/// Why a workbook must not be unpacked: it is far larger inside than any export of registrations. The
/// sizes that the container states can lie, so it is unpacked once and counted.
fn swells(bytes: &[u8]) -> Option<String> {
    // Packed as tightly as can be, a small file cannot hold more.
    if (bytes.len() as u64).saturating_mul(PACKED_AT_MOST) <= INSIDE_MAX {
        return None;
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut left = INSIDE_MAX;
    for position in 0..archive.len() {
        let Ok(entry) = archive.by_index(position) else { continue };
        let size = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink()).unwrap_or(0);
        match left.checked_sub(size) {
            Some(rest) => left = rest,
            None => {
                return Some(format!("the workbook holds more than {} GiB when unpacked", INSIDE_MAX >> 30));
            }
        }
    }
    None
}

/// The cells of a worksheet. Far apart, a handful of them would make an immense rectangle.
fn xlsx_range<RS: std::io::Read + std::io::Seek>(
    workbook: &mut Xlsx<RS>,
    name: &str,
    path: &str,
) -> Result<Range<Data>, Findings> {
    let mut reader = match workbook.worksheet_cells_reader(name) {
        // A sheet that holds only a chart has no cells.
        Err(calamine::XlsxError::NotAWorksheet(_)) => return Ok(Range::empty()),
        reader => reader.map_err(|e| unreadable(path, &e))?,
    };
    let mut cells: Vec<Cell<Data>> = Vec::new();
    let (mut low, mut high, mut text) = ((u32::MAX, u32::MAX), (0, 0), 0);
    while let Some(cell) = reader.next_cell().map_err(|e| unreadable(path, &e))? {
        let (row, column) = cell.get_position();
        let value = Data::from(cell.get_value().clone());
        if value == Data::Empty {
            continue;
        }
        low = (low.0.min(row), low.1.min(column));
        high = (high.0.max(row), high.1.max(column));
        text += if let Data::String(s) = &value { s.len() } else { 0 };
        if text > TEXT_MAX {
            let why = format!("the worksheet holds more than {} GiB of text", TEXT_MAX >> 30);
            return Err(refuse(path, why, "export the registrations as CSV"));
        }
        cells.push(Cell::new((row, column), value));
    }
    let area = u64::from(high.0.saturating_sub(low.0) + 1) * u64::from(high.1.saturating_sub(low.1) + 1);
    if !cells.is_empty() && area > AREA_MAX {
        let why = format!("the cells of the worksheet are spread over {area} places: too many to be a table");
        return Err(refuse(path, why, "look for a stray cell far down or far right, or export as CSV"));
    }
    // The reader needs them in order; most files have them so already.
    cells.sort_by_key(Cell::get_position);
    Ok(Range::from_sparse(cells))
}

fn table(range: &Range<Data>, map: &FileMap, mut file: InputFile) -> Result<RawTable, Findings> {
    let (top, left) = range.start().unwrap_or((0, 0));
    let mut rows = range.rows().zip(u64::from(top) + 1..).skip_while(|(cells, _)| is_blank(cells));
    let Some((head, header_line)) = rows.next() else {
        let finding = Finding::error(rules::EMPTY, "the worksheet is empty: it has not even a header");
        return Err(Findings(vec![finding.at(Place::file(file.path))]));
    };
    let names: Vec<String> = head.iter().map(name).collect();
    let wanted = header::wanted(map);
    let (places, findings) = header::resolve(&names, &wanted, &file.path, header_line)?;
    let mut columns: Vec<RawColumn> = wanted
        .into_iter()
        .zip(&places)
        .map(|(asked, &place)| RawColumn {
            name: names[place].clone(),
            number: u64::from(left) + place as u64 + 1,
            asked,
            spans: Vec::new(),
        })
        .collect();
    let mut taken = Taken::default();
    for (cells, line) in rows.filter(|(cells, _)| !is_blank(cells)) {
        taken.record(cells, line, &places, &mut columns);
    }
    let Taken { text, lines, broken, rows, .. } = taken;
    file.rows = (rows + broken.len()) as u64;
    let end = text.len();
    let mut table = RawTable { file, columns, broken, findings, text, end, rows, starts: Vec::new(), lines };
    super::read::warn_without_records(&mut table, header_line);
    Ok(table)
}

/// The name in a cell of the header.
fn name(cell: &Data) -> String {
    let mut name = Vec::new();
    write(&mut name, cell);
    String::from_utf8_lossy(&name).trim().to_owned()
}

/// What was taken from a worksheet so far.
#[derive(Default)]
struct Taken {
    text: Vec<u8>,
    lines: Vec<(usize, u64)>,
    broken: Vec<Broken>,
    rows: usize,
    next_line: u64,
}

impl Taken {
    fn record(&mut self, cells: &[Data], line: u64, places: &[usize], columns: &mut [RawColumn]) {
        let start = self.text.len();
        let mut spans = Vec::with_capacity(places.len());
        for &place in places {
            let from = self.text.len();
            write(&mut self.text, &cells[place]);
            spans.push((from, self.text.len() - from));
        }
        if spans.iter().any(|&(_, length)| length > CELL_MAX) {
            let reason = format!("a cell longer than {} MiB", CELL_MAX >> 20);
            self.broken.push(Broken { line, code: rules::LONG_CELL, reason, span: start..self.text.len() });
            return;
        }
        if line != self.next_line {
            self.lines.push((self.rows, line));
        }
        self.next_line = line + 1;
        self.rows += 1;
        for (column, (from, length)) in columns.iter_mut().zip(spans) {
            column.spans.push(pack(from, length));
        }
    }
}

fn is_blank(cells: &[Data]) -> bool {
    cells.iter().all(|cell| match cell {
        Data::Empty => true,
        Data::String(text) => text.trim().is_empty(),
        _ => false,
    })
}

/// Writes a cell as text: dates as ISO 8601, whole numbers without a point.
fn write(out: &mut Vec<u8>, cell: &Data) {
    match cell {
        Data::Empty => {}
        Data::String(text) | Data::DateTimeIso(text) => out.extend_from_slice(text.as_bytes()),
        Data::DurationIso(text) => match iso_duration(text) {
            Some(second) => write_second(out, second),
            None => out.extend_from_slice(text.as_bytes()),
        },
        Data::Int(value) => integer(out, *value),
        Data::Float(value) => float(out, *value),
        Data::Bool(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
        Data::Error(error) => out.extend_from_slice(error.to_string().as_bytes()),
        Data::DateTime(moment) => {
            let value = moment.as_f64();
            if moment.is_duration() || (0.0..1.0).contains(&value) {
                write_second(out, (value * 86_400.0).round().clamp(0.0, 359_999.0) as u32);
            } else {
                let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
                let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
                out.extend_from_slice(text.as_bytes());
            }
        }
    }
}

/// Seconds of a duration like `PT09H30M00S`, in which ODS stores times of the day.
fn iso_duration(text: &str) -> Option<u32> {
    let mut rest = text.strip_prefix("PT")?;
    let mut seconds = 0;
    for (unit, worth) in [('H', 3600), ('M', 60), ('S', 1)] {
        if let Some((number, behind)) = rest.split_once(unit) {
            let whole = number.split(['.', ',']).next()?;
            seconds += whole.parse::<u32>().ok()?.checked_mul(worth)?;
            rest = behind;
        }
    }
    rest.is_empty().then_some(seconds)
}
