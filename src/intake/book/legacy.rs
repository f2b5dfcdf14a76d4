//! XLS and XLSB, which `calamine` reads.

use std::io::Cursor;

use calamine::{Cell, Data, Range, Reader, SheetType, SheetVisible, Xls, Xlsb};

use super::super::calendar::{days_from_civil, write_moment, write_second, write_span};
use super::super::parquet::{float, integer};
use super::super::row::{Mark, Merged, Row, Source};
use super::super::table::About;
use super::serial::{write_duration, write_iso};
use super::{Book, Sheet, biff, compound, short};

/// Most text in the cells of a worksheet, in bytes.
const TEXT_MAX: usize = 2 << 30;
/// Largest rectangle around the cells of a worksheet: every row that there can be, with 60 columns.
pub(super) const AREA_MAX: u64 = 60 << 20;

/// A workbook and how to take a worksheet out of it.
struct Legacy<B> {
    book: B,
    sheets: Vec<Sheet>,
    range: fn(&mut B, &str) -> Result<Range<Data>, String>,
    merged: fn(&B, &str) -> Result<Vec<Merged>, String>,
}

/// Does what may panic on bytes that were tampered with.
fn guarded<T>(what: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(what));
    result.unwrap_or_else(|_| Err("its records contradict each other".to_owned()))
}

/// Opens an XLS file.
pub(super) fn xls(bytes: Vec<u8>) -> Result<Box<dyn Book>, String> {
    biff::look_over(&compound::look_over(&bytes)?)?;
    guarded(|| {
        let book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
        let sheets = sheets(book.sheets_metadata());
        let range = |book: &mut Xls<_>, name: &str| book.worksheet_range(name).map_err(|e| e.to_string());
        Ok(Box::new(Legacy { book, sheets, range, merged }) as Box<dyn Book>)
    })
}

/// Opens an XLSB file.
pub(super) fn xlsb(bytes: Vec<u8>) -> Result<Box<dyn Book>, String> {
    guarded(|| {
        let bytes = short::written_out(bytes)?;
        let book: Xlsb<_> = Xlsb::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
        let sheets = sheets(book.sheets_metadata());
        // Of this format `calamine` 0.38 does not say which cells are merged.
        let merged = |_: &Xlsb<_>, _: &str| Ok(Vec::new());
        Ok(Box::new(Legacy { book, sheets, range: xlsb_range, merged }) as Box<dyn Book>)
    })
}

fn sheets(all: &[calamine::Sheet]) -> Vec<Sheet> {
    let worksheets = all.iter().filter(|s| s.typ == SheetType::WorkSheet);
    worksheets.map(|s| Sheet { name: s.name.clone(), hidden: s.visible != SheetVisible::Visible }).collect()
}

/// The cells of a worksheet that are merged over several rows.
fn merged<R: std::io::Read + std::io::Seek>(book: &Xls<R>, name: &str) -> Result<Vec<Merged>, String> {
    let all = book.merge_cells_by_sheet_name(name).map_err(|e| e.to_string())?;
    let downwards = all.into_iter().filter(|cells| cells.start.0 < cells.end.0);
    let merged = downwards.map(|cells| Merged {
        lines: (u64::from(cells.start.0) + 1, u64::from(cells.end.0) + 1),
        columns: cells.start.1 as usize..cells.end.1 as usize + 1,
    });
    Ok(merged.collect())
}

/// The cells of a worksheet. Far apart, a handful of them would make an immense rectangle.
fn xlsb_range(book: &mut Xlsb<Cursor<Vec<u8>>>, name: &str) -> Result<Range<Data>, String> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|e| e.to_string())?;
    let mut cells: Vec<Cell<Data>> = Vec::new();
    let (mut low, mut high, mut text) = ((u32::MAX, u32::MAX), (0, 0), 0);
    while let Some(cell) = reader.next_cell().map_err(|e| e.to_string())? {
        let (row, column) = cell.get_position();
        let value = Data::from(cell.get_value().clone());
        if value == Data::Empty {
            continue;
        }
        low = (low.0.min(row), low.1.min(column));
        high = (high.0.max(row), high.1.max(column));
        text += if let Data::String(s) = &value { s.len() } else { 0 };
        if text > TEXT_MAX {
            return Err(format!("it holds more than {} GiB of text", TEXT_MAX >> 30));
        }
        cells.push(Cell::new((row, column), value));
    }
    let area = u64::from(high.0.saturating_sub(low.0) + 1) * u64::from(high.1.saturating_sub(low.1) + 1);
    if !cells.is_empty() && area > AREA_MAX {
        return Err(format!("its cells are spread over {area} places: too many to be a table"));
    }
    // The reader needs them in order; most files have them so already.
    cells.sort_by_key(Cell::get_position);
    Ok(Range::from_sparse(cells))
}

impl<B> Book for Legacy<B> {
    fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    fn open(&mut self, at: usize) -> Result<(Box<dyn Source + '_>, About), String> {
        let name = self.sheets.get(at).ok_or("there is no such worksheet")?.name.clone();
        let range = guarded(|| (self.range)(&mut self.book, &name))?;
        let merged = (self.merged)(&self.book, &name)?;
        Ok((Box::new(Cells { range, at: 0, merged }), About::default()))
    }
}

/// The rows of a rectangle of cells.
struct Cells {
    range: Range<Data>,
    at: usize,
    merged: Vec<Merged>,
}

impl Source for Cells {
    fn next(&mut self, row: &mut Row) -> Result<bool, String> {
        let (top, left) = self.range.start().unwrap_or((0, 0));
        if self.at >= self.range.height() {
            return Ok(false);
        }
        let cells = &self.range[self.at];
        row.clear(u64::from(top) + self.at as u64 + 1);
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| **cell != Data::Empty) {
            let mark = if matches!(cell, Data::Error(_)) { Mark::Error } else { Mark::Plain };
            row.put(left as usize + column, mark, |out| write(out, cell));
        }
        self.at += 1;
        Ok(true)
    }

    fn merged(&mut self) -> Result<Vec<Merged>, String> {
        Ok(std::mem::take(&mut self.merged))
    }
}

/// Writes a cell as text: moments as ISO 8601, whole numbers without a point.
fn write(out: &mut Vec<u8>, cell: &Data) {
    match cell {
        Data::Empty => {}
        Data::String(text) => out.extend_from_slice(text.as_bytes()),
        Data::DateTimeIso(text) => write_iso(out, text),
        Data::DurationIso(text) => write_duration(out, text),
        Data::Int(value) => integer(out, *value),
        Data::Float(value) => float(out, *value),
        Data::Bool(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
        Data::Error(error) => out.extend_from_slice(error.to_string().as_bytes()),
        Data::DateTime(moment) => {
            let value = moment.as_f64();
            let seconds = (value * 86_400.0).round();
            if moment.is_duration() {
                write_span(out, seconds as i64);
            } else if (0.0..1.0).contains(&value) {
                write_second(out, (seconds as u32).min(86_399));
            } else {
                let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
                let days = days_from_civil(i64::from(year), u32::from(month), u32::from(day));
                let of_day = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
                write_moment(out, days * 86_400 + of_day + i64::from(milli >= 500));
            }
        }
    }
}
