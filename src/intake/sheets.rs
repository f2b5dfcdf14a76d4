//! Workbooks: XLSX, XLSM and ODS.

use std::io::Cursor;

use calamine::{Data, Ods, Range, Reader, Xlsx};

use super::calendar::write_second;
use super::parquet::{float, integer};
use super::raw::{Broken, CELL_MAX, InputFile, RawColumn, RawTable, pack};
use super::{header, rules};
use crate::config::FileMap;
use crate::diagnostics::{Finding, Findings, Place};

/// Reads one worksheet of a workbook.
pub(super) fn read(bytes: Vec<u8>, map: &FileMap, file: InputFile) -> Result<RawTable, Findings> {
    let range = if file.path.to_ascii_lowercase().ends_with(".ods") {
        sheet::<Ods<_>>(bytes, map, &file.path)?
    } else {
        sheet::<Xlsx<_>>(bytes, map, &file.path)?
    };
    table(&range, map, file)
}

fn refuse(path: &str, message: String, hint: &str) -> Findings {
    Findings(vec![Finding::error(rules::CONTAINER, message).at(Place::file(path)).hint(hint)])
}

fn sheet<R>(bytes: Vec<u8>, map: &FileMap, path: &str) -> Result<Range<Data>, Findings>
where
    R: Reader<Cursor<Vec<u8>>>,
    R::Error: std::fmt::Display,
{
    let unreadable = |error: R::Error| {
        refuse(path, format!("the workbook cannot be read: {error}"), "save it again, or export it as CSV")
    };
    let mut workbook = R::new(Cursor::new(bytes)).map_err(unreadable)?;
    let names = workbook.sheet_names();
    let name = match &map.sheet {
        Some(wanted) => names.iter().find(|n| *n == wanted),
        None => names.first(),
    };
    let Some(name) = name.cloned() else {
        let wanted = map.sheet.as_deref().unwrap_or("any");
        let hint = format!("the workbook has: {}", names.join(", "));
        return Err(refuse(path, format!("there is no worksheet `{wanted}`"), &hint));
    };
    workbook.worksheet_range(&name).map_err(unreadable)
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
