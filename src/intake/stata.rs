//! Stata's DTA files, of every release. Value labels stand in the place of their numbers, days and moments
//! are written as ISO 8601.

use std::io::Cursor;

use dta::stata::dta::dta_reader::DtaReader;
use dta::stata::dta::long_string_table::LongStringTable;
use dta::stata::dta::record_reader::RecordReader;
use dta::stata::dta::value::Value;
use dta::stata::dta::value_label_table::ValueLabelTable;
use dta::stata::dta::variable::Variable;
use dta::stata::stata_byte::StataByte;
use dta::stata::stata_double::StataDouble;
use dta::stata::stata_float::StataFloat;
use dta::stata::stata_int::StataInt;
use dta::stata::stata_long::StataLong;

use super::calendar::{days_from_civil, write_day, write_moment};
use super::parquet::{float, integer};
use super::raw::CELL_MAX;
use super::read::Named;
use super::row::{Mark, Row, Source};

/// Fewest bytes that describe a variable: its type, and its name of 8 letters with an end.
const VARIABLE_LEAST: usize = 10;

/// A file while it is read.
pub(super) struct Stata {
    records: RecordReader<Cursor<Vec<u8>>>,
    variables: Vec<Variable>,
    labels: ValueLabelTable,
    texts: LongStringTable,
    line: u64,
}

/// Does what may panic on bytes that were tampered with.
fn guarded<T>(what: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(what));
    result.unwrap_or_else(|_| Err("its parts contradict each other".to_owned()))
}

impl Stata {
    /// Reads what stands around the records: first what stands behind them.
    pub(super) fn new(bytes: Vec<u8>) -> Result<Self, String> {
        guarded(|| {
            let mut labels = ValueLabelTable::new();
            let mut texts = LongStringTable::for_reading();
            let length = bytes.len();
            let mut records = records(Cursor::new(bytes.as_slice()), length)?;
            records.skip_to_end().map_err(|e| e.to_string())?;
            let mut long = records.into_long_string_reader().map_err(|e| e.to_string())?;
            long.read_remaining_into(&mut texts).map_err(|e| e.to_string())?;
            let mut sets = long.into_value_label_reader().map_err(|e| e.to_string())?;
            sets.read_remaining_into(&mut labels).map_err(|e| e.to_string())?;
            let records = self::records(Cursor::new(bytes), length)?;
            let variables = records.schema().variables().to_vec();
            Ok(Self { records, variables, labels, texts, line: 0 })
        })
    }
}

/// Goes to the records of a file of so many bytes. Some that are damaged keep `dta` 0.6 busy for half a minute.
fn records<R: std::io::Read + std::io::Seek>(from: R, length: usize) -> Result<RecordReader<R>, String> {
    let header = DtaReader::new().from_reader(from).read_header().map_err(|e| e.to_string())?;
    if (header.header().variable_count() as usize).saturating_mul(VARIABLE_LEAST) > length {
        return Err("it states more variables than it has room for: it is damaged".to_owned());
    }
    let mut characteristics = header.read_schema().map_err(|e| e.to_string())?;
    characteristics.skip_to_end().map_err(|e| e.to_string())?;
    characteristics.into_record_reader().map_err(|e| e.to_string())
}

impl Named for Stata {
    fn names(&self) -> Vec<String> {
        self.variables.iter().map(|v| v.name().to_owned()).collect()
    }
}

impl Source for Stata {
    fn next(&mut self, row: &mut Row) -> Result<bool, String> {
        let encoding = self.records.encoding();
        guarded(|| {
            let Some(record) = self.records.read_record().map_err(|e| e.to_string())? else {
                return Ok(false);
            };
            self.line += 1;
            row.clear(self.line);
            for (column, (value, variable)) in record.values().iter().zip(&self.variables).enumerate() {
                let number = match value {
                    Value::Byte(StataByte::Present(n)) => Some(f64::from(*n)),
                    Value::Int(StataInt::Present(n)) => Some(f64::from(*n)),
                    Value::Long(StataLong::Present(n)) => Some(f64::from(*n)),
                    Value::Float(StataFloat::Present(n)) => Some(short(*n)),
                    Value::Double(StataDouble::Present(n)) => Some(*n),
                    Value::String(text) => {
                        row.put(column, Mark::Plain, |out| out.extend_from_slice(text.as_bytes()));
                        None
                    }
                    Value::LongStringRef(reference) => {
                        if let Some(long) = self.texts.get(reference)
                            && let Some(text) = long.data_str(encoding)
                        {
                            let text = text.trim_end_matches('\0');
                            row.put(column, Mark::Plain, |out| {
                                out.extend_from_slice(&text.as_bytes()[..text.len().min(CELL_MAX + 1)]);
                            });
                        }
                        None
                    }
                    _ => None,
                };
                if let Some(number) = number {
                    let label =
                        self.labels.label_for(variable, number as i32).filter(|_| number.fract() == 0.0);
                    row.put(column, Mark::Plain, |out| write(out, number, variable.format(), label));
                }
            }
            Ok(true)
        })
    }
}

/// A number of few digits as it was meant: 0.1 and not 0.100000001.
fn short(number: f32) -> f64 {
    number.to_string().parse().unwrap_or_else(|_| f64::from(number))
}

/// Writes a number by its label, or as its format shows it.
fn write(out: &mut Vec<u8>, number: f64, format: &str, label: Option<&str>) {
    if let Some(label) = label {
        out.extend_from_slice(label.as_bytes());
        return;
    }
    let epoch = days_from_civil(1960, 1, 1);
    let format = format.trim_start_matches(['%', '-']);
    match format {
        _ if number.abs() > 1e15 => float(out, number),
        f if f.starts_with("tc") || f.starts_with("tC") => {
            write_moment(out, epoch * 86_400 + (number / 1000.0).round() as i64);
        }
        f if f.starts_with("td") || f.starts_with('d') => write_day(out, epoch + number.floor() as i64),
        f if f.starts_with("tm") => {
            let months = number.floor() as i64;
            integer(out, 1960 + months.div_euclid(12));
            out.extend_from_slice(format!("-{:02}", months.rem_euclid(12) + 1).as_bytes());
        }
        _ => float(out, number),
    }
}

#[cfg(test)]
mod tests {
    use super::{short, write};

    #[test]
    fn numbers_are_written_as_their_format_shows_them() {
        for (number, format, label, text) in [
            (23_376.0, "%td", None, "2024-01-01"),
            (23_376.0, "%dD_m_Y", None, "2024-01-01"),
            (2_019_724_200_000.0, "%tc", None, "2024-01-01T10:30:00"),
            (768.0, "%tm", None, "2024-01"),
            (2.0, "%9.0g", Some("chat"), "chat"),
            (2.5, "%9.0g", None, "2.5"),
        ] {
            let mut out = Vec::new();
            write(&mut out, number, format, label);
            assert_eq!(String::from_utf8_lossy(&out), text);
        }
        assert!((short(0.1) - 0.1).abs() < 1e-12);
    }
}
