//! Parquet: the needed columns only, as text.
//!
//! Decodes with `polars-parquet`, which is below the data frames of polars: those would need the
//! date types compiled in only to hold what becomes text here.

use std::io::Cursor;
use std::ops::Range;

use polars::error::PolarsError;
use polars_arrow::array::{Array, BooleanArray, PrimitiveArray, Utf8ViewArray};
use polars_arrow::datatypes::{ArrowDataType, Field, TimeUnit};
use polars_arrow::types::NativeType;
use polars_parquet::read::{
    BasicDecompressor, FileMetadata, PageReader, column_iter_to_arrays, infer_schema, read_metadata,
};

use super::calendar::{write_day, write_moment, write_second, write_span};
use super::instants::{Manner, manner, told};
use super::pages::{PAGE_MAX, ROWS_MAX, look_over};
use super::raw::{CELL_MAX, InputFile, RawColumn, RawTable, pack, unpack};
use super::spans::Collector;
use super::values::{bytes, decimal, lists};
use super::{header, rules};
use crate::base::{Finding, Findings, Place};
use crate::config::FileMap;

/// Text of all cells, and the place of each.
#[derive(Default)]
pub(super) struct Sink {
    pub text: Vec<u8>,
    pub spans: Collector,
}

impl Sink {
    pub(super) fn cell(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        let start = self.text.len();
        write(&mut self.text);
        self.placed(start);
    }

    /// Takes what was written from `start` on for a cell; a text that stood there already is not kept twice.
    pub(super) fn placed(&mut self, start: usize) {
        let text = &self.text;
        if self.spans.again(&text[start..], |span| &text[unpack(span)]) {
            self.text.truncate(start);
        } else {
            self.spans.push(pack(start, self.text.len() - start));
        }
    }

    /// Adds a cell that is text already; it is copied when it was not met before.
    fn text(&mut self, cell: &[u8]) {
        let text = &self.text;
        if !self.spans.again(cell, |span| &text[unpack(span)]) {
            self.spans.push(pack(self.text.len(), cell.len()));
            self.text.extend_from_slice(cell);
        }
    }
}

/// Reads a Parquet file.
pub(super) fn read(bytes: Vec<u8>, map: &FileMap, file: InputFile) -> Result<RawTable, Findings> {
    let path = file.path.clone();
    // The decoder may panic on bytes that were tampered with.
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| table(&bytes, map, file)));
    result.unwrap_or_else(|_| Err(broken(&path, "its pages cannot be decoded")))
}

fn broken(path: &str, what: &str) -> Findings {
    let finding =
        Finding::error(rules::CONTAINER, format!("this is no Parquet file that can be read: {what}"));
    Findings(vec![finding.at(Place::file(path)).hint("write the file again, or export it as CSV")])
}

fn table(bytes: &[u8], map: &FileMap, mut file: InputFile) -> Result<RawTable, Findings> {
    let fail = |error: PolarsError| broken(&file.path, &error.to_string());
    let metadata = read_metadata(&mut Cursor::new(bytes)).map_err(fail)?;
    let groups = metadata.row_groups.iter().try_fold(0_usize, |sum, g| sum.checked_add(g.num_rows()));
    if groups != Some(metadata.num_rows) || metadata.num_rows > ROWS_MAX {
        return Err(broken(&file.path, "its row groups do not hold the rows that it says it has"));
    }
    let schema = infer_schema(&metadata).map_err(fail)?;
    let names: Vec<String> = schema.iter_names().map(|n| n.to_string()).collect();
    let wanted = header::wanted(map);
    let (places, mut findings) = header::resolve(&names, &wanted, &file.path, 1)?;
    let mut sink = Sink::default();
    let mut columns = Vec::with_capacity(wanted.len());
    for (asked, place) in wanted.into_iter().zip(places) {
        let Some((_, field)) = schema.get_at_index(place) else { continue };
        let name = names[place].clone();
        let manner = column(bytes, &metadata, field, &mut sink).map_err(|what| {
            let finding = Finding::error(rules::COLUMN_KIND, format!("column `{name}` {what}"));
            let hint = "write it as text, number, date or moment";
            Findings(vec![finding.at(Place::at(file.path.as_str(), 1, place as u64 + 1)).hint(hint)])
        })?;
        let spans = sink.spans.finish();
        let told = told(manner, &asked, map);
        findings.0.extend(told.map(|f| f.at(Place::at(file.path.as_str(), 1, place as u64 + 1))));
        let (label, number) = (String::new(), place as u64 + 1);
        columns.push(RawColumn { name, label, number, asked, spans });
    }
    file.rows = metadata.num_rows as u64;
    if let Some(short) = columns.iter().find(|c| c.spans.len() != metadata.num_rows) {
        return Err(broken(&file.path, &format!("column `{}` is shorter than the file", short.name)));
    }
    let rows = metadata.num_rows;
    let (text, lines, end) = (sink.text, vec![(0, 2)], 0);
    let (broken, starts) = (Vec::new(), Vec::new());
    let below = Vec::new();
    let mut table = RawTable { file, columns, broken, findings, below, text, end, rows, starts, lines };
    super::read::warn_without_records(&mut table, 1);
    Ok(table)
}

/// The names of its columns.
pub(super) fn names(bytes: &[u8], path: &str) -> Result<Vec<String>, Findings> {
    let read = || {
        let metadata = read_metadata(&mut Cursor::new(bytes)).map_err(|e| e.to_string())?;
        let schema = infer_schema(&metadata).map_err(|e| e.to_string())?;
        Ok::<_, String>(schema.iter_names().map(|n| n.to_string()).collect())
    };
    // The decoder may panic on bytes that were tampered with.
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(read));
    result
        .unwrap_or_else(|_| Err("its schema cannot be decoded".to_owned()))
        .map_err(|why| broken(path, &why))
}

/// Appends a column of all row groups.
fn column(bytes: &[u8], metadata: &FileMetadata, field: &Field, sink: &mut Sink) -> Result<Manner, String> {
    let mut field = field.clone();
    field.dtype = plain(&field.dtype);
    let manner = manner(metadata, &field);
    if let (ArrowDataType::Timestamp(unit, None), Manner::Instants | Manner::Int96) = (&field.dtype, manner) {
        field.dtype = ArrowDataType::Timestamp(*unit, Some("UTC".into()));
    }
    for group in &metadata.row_groups {
        let chunks: Vec<_> = group.columns_under_root_iter(&field.name).into_iter().flatten().collect();
        let [chunk] = chunks[..] else { return Err("holds structures".to_owned()) };
        let listed = matches!(field.dtype, ArrowDataType::LargeList(_));
        let Range { start, end } = chunk.byte_range();
        let pages = bytes.get(start as usize..end as usize).ok_or("ends before its pages do")?;
        let bytes_of_pages = pages.to_vec();
        let reader = || PageReader::new(Cursor::new(bytes_of_pages.clone().into()), chunk, vec![], PAGE_MAX);
        look_over(reader(), group.num_rows(), listed)?;
        let pages = reader();
        let pages = vec![BasicDecompressor::new(pages, vec![])];
        let types = vec![&chunk.descriptor().descriptor.primitive_type];
        let (arrays, _) =
            column_iter_to_arrays(pages, types, field.clone(), None).map_err(|e| e.to_string())?;
        for array in &arrays {
            cells(array.as_ref(), sink)?;
        }
    }
    Ok(manner)
}

/// The type a column is decoded to: dictionaries as their values, text as views.
fn plain(dtype: &ArrowDataType) -> ArrowDataType {
    match dtype {
        ArrowDataType::Dictionary(_, values, _) => plain(values),
        ArrowDataType::Utf8 | ArrowDataType::LargeUtf8 => ArrowDataType::Utf8View,
        ArrowDataType::Binary | ArrowDataType::LargeBinary => ArrowDataType::BinaryView,
        ArrowDataType::List(inner) | ArrowDataType::LargeList(inner) => {
            let mut inner = inner.as_ref().clone();
            inner.dtype = plain(&inner.dtype);
            ArrowDataType::LargeList(Box::new(inner))
        }
        other => other.clone(),
    }
}

/// Appends the cells of an array.
pub(super) fn cells(array: &dyn Array, sink: &mut Sink) -> Result<(), String> {
    use ArrowDataType as T;
    match array.dtype() {
        T::Utf8View => return texts(array, sink),
        T::BinaryView => return bytes(array, sink),
        T::LargeList(inner) => return lists(array, &inner.dtype, sink),
        T::Boolean => return booleans(array, sink),
        T::Null => (0..array.len()).for_each(|_| sink.cell(|_| {})),
        T::Int8 => numbers::<i8>(array, sink, |out, v| integer(out, v.into()))?,
        T::Int16 => numbers::<i16>(array, sink, |out, v| integer(out, v.into()))?,
        T::Int32 => numbers::<i32>(array, sink, |out, v| integer(out, v.into()))?,
        T::Int64 => numbers::<i64>(array, sink, integer)?,
        T::UInt8 => numbers::<u8>(array, sink, |out, v| integer(out, v.into()))?,
        T::UInt16 => numbers::<u16>(array, sink, |out, v| integer(out, v.into()))?,
        T::UInt32 => numbers::<u32>(array, sink, |out, v| integer(out, v.into()))?,
        T::UInt64 => numbers::<u64>(array, sink, |out, v| out.extend_from_slice(v.to_string().as_bytes()))?,
        T::Float32 => numbers::<f32>(array, sink, |out, v| float(out, v.into()))?,
        T::Float64 => numbers::<f64>(array, sink, float)?,
        T::Date32 => numbers::<i32>(array, sink, |out, v| write_day(out, v.into()))?,
        T::Date64 => numbers::<i64>(array, sink, |out, v| write_moment(out, v.div_euclid(1000)))?,
        T::Timestamp(unit, zone) => {
            let (per, instant) = (per_second(*unit), zone.is_some());
            numbers::<i64>(array, sink, |out, v| {
                write_moment(out, v.div_euclid(per));
                if instant {
                    out.push(b'Z');
                }
            })?;
        }
        T::Time32(unit) => {
            let per = per_second(*unit);
            numbers::<i32>(array, sink, |out, v| write_second(out, (i64::from(v) / per) as u32))?;
        }
        T::Time64(unit) => {
            let per = per_second(*unit);
            numbers::<i64>(array, sink, |out, v| write_second(out, (v / per) as u32))?;
        }
        T::Duration(unit) => {
            let per = per_second(*unit);
            numbers::<i64>(array, sink, |out, v| {
                write_span(out, v.div_euclid(per) + i64::from(2 * v.rem_euclid(per) >= per && per > 1));
            })?;
        }
        T::Decimal(_, scale) => numbers::<i128>(array, sink, |out, v| decimal(out, v, *scale))?,
        other => return Err(format!("is of a type that is not read here: {other:?}")),
    }
    Ok(())
}

fn per_second(unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::Second => 1,
        TimeUnit::Millisecond => 1000,
        TimeUnit::Microsecond => 1_000_000,
        TimeUnit::Nanosecond => 1_000_000_000,
    }
}

fn texts(array: &dyn Array, sink: &mut Sink) -> Result<(), String> {
    let array = array.as_any().downcast_ref::<Utf8ViewArray>().ok_or("is not what its type says")?;
    for value in array.iter() {
        let value = value.unwrap_or_default();
        if value.len() > CELL_MAX {
            return Err(format!("has a cell longer than {} MiB", CELL_MAX >> 20));
        }
        sink.text(value.as_bytes());
    }
    Ok(())
}

fn booleans(array: &dyn Array, sink: &mut Sink) -> Result<(), String> {
    let array = array.as_any().downcast_ref::<BooleanArray>().ok_or("is not what its type says")?;
    for value in array.iter() {
        let text: &[u8] = match value {
            Some(true) => b"true",
            Some(false) => b"false",
            None => b"",
        };
        sink.text(text);
    }
    Ok(())
}

fn numbers<T: NativeType>(
    array: &dyn Array,
    sink: &mut Sink,
    write: impl Fn(&mut Vec<u8>, T),
) -> Result<(), String> {
    let array = array.as_any().downcast_ref::<PrimitiveArray<T>>().ok_or("is not what its type says")?;
    for value in array.iter() {
        sink.cell(|out| {
            if let Some(value) = value {
                write(out, *value);
            }
        });
    }
    Ok(())
}

/// Writes an integer.
pub(super) fn integer(out: &mut Vec<u8>, value: i64) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    let mut rest = value.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(&digits[at..]);
}

/// Writes a number, without a point when it is whole. What is not a number becomes a blank. Three decimals get a
/// fourth: nobody knows what the text `1.234` is, and here it is known.
pub(super) fn float(out: &mut Vec<u8>, value: f64) {
    if value.fract() == 0.0 && value.abs() < 9e15 {
        integer(out, value as i64);
    } else if value.is_finite() {
        let text = value.to_string();
        out.extend_from_slice(text.as_bytes());
        if text.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 3) {
            out.push(b'0');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(array: &dyn Array) -> Vec<String> {
        let mut sink = Sink::default();
        cells(array, &mut sink).expect("cells");
        let text = |span: u64| String::from_utf8_lossy(&sink.text[unpack(span)]).into_owned();
        (0..array.len()).filter_map(|row| sink.spans.get(row)).map(text).collect()
    }

    #[test]
    fn a_number_has_one_reading() {
        let numbers = PrimitiveArray::from_vec(vec![1.5, 2.0, 1.234, f64::NAN]);
        assert_eq!(written(&numbers), ["1.5", "2", "1.2340", ""]);
    }

    #[test]
    fn moments_days_and_times_become_iso() {
        let moments = |unit, values: Vec<i64>| {
            written(&PrimitiveArray::from_vec(values).to(ArrowDataType::Timestamp(unit, None)))
        };
        assert_eq!(moments(TimeUnit::Second, vec![1_700_000_000]), ["2023-11-14T22:13:20"]);
        let zoned = ArrowDataType::Timestamp(TimeUnit::Millisecond, Some("Europe/Brussels".into()));
        assert_eq!(
            written(&PrimitiveArray::from_vec(vec![1_700_000_000_500_i64]).to(zoned)),
            ["2023-11-14T22:13:20Z"]
        );
        assert_eq!(moments(TimeUnit::Microsecond, vec![1_700_000_000_999_999]), ["2023-11-14T22:13:20"]);
        assert_eq!(moments(TimeUnit::Nanosecond, vec![-1]), ["1969-12-31T23:59:59"]);
        let days = PrimitiveArray::from_vec(vec![19_362_i32]).to(ArrowDataType::Date32);
        assert_eq!(written(&days), ["2023-01-05"]);
        let times =
            PrimitiveArray::from_vec(vec![34_200_000_i32]).to(ArrowDataType::Time32(TimeUnit::Millisecond));
        assert_eq!(written(&times), ["09:30:00"]);
        let times = PrimitiveArray::from_vec(vec![34_200_000_000_i64])
            .to(ArrowDataType::Time64(TimeUnit::Microsecond));
        assert_eq!(written(&times), ["09:30:00"]);
        let spans = PrimitiveArray::from_vec(vec![98_100_000_i64, -90_000, 90_600])
            .to(ArrowDataType::Duration(TimeUnit::Millisecond));
        assert_eq!(written(&spans), ["27:15:00", "-0:01:30", "0:01:31"]);
        let decimals =
            PrimitiveArray::from_vec(vec![12_345_i128, -5, 1200]).to(ArrowDataType::Decimal(10, 2));
        assert_eq!(written(&decimals), ["123.45", "-0.05", "12"]);
        let blanks = PrimitiveArray::from(vec![None, Some(3_u64)]);
        assert_eq!(written(&blanks), ["", "3"]);
    }

    #[test]
    fn integers_are_written_to_their_ends() {
        for value in [0, 7, -7, 1_000_000, i64::MIN, i64::MAX] {
            let mut out = Vec::new();
            integer(&mut out, value);
            assert_eq!(String::from_utf8(out).expect("text"), value.to_string());
        }
    }
}
