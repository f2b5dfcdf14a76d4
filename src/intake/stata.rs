//! Stata's DTA files, of every release. Value labels stand in the place of their numbers, days and moments
//! are written as ISO 8601.

use std::cell::Cell;
use std::io::{Cursor, Error, Read, Seek, SeekFrom};
use std::rc::Rc;

use dta::stata::dta::byte_order::ByteOrder;
use dta::stata::dta::dta_reader::DtaReader;
use dta::stata::dta::header::Header;
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

/// Bytes of a file whose stated lengths are held against its size. `dta` 0.6 makes a buffer of the length that
/// stands before a note, a long text or a set of labels, of up to four gigabytes, before it reads what fills it.
struct Bounded<B> {
    bytes: Cursor<B>,
    lengths: Lengths,
}

/// How a length is read, while what is read in four bytes is one; shared with the owner of the reader.
type Lengths = Rc<Cell<Option<fn([u8; 4]) -> u32>>>;

/// How the lengths of a file are read.
fn order(header: &Header) -> fn([u8; 4]) -> u32 {
    match header.byte_order() {
        ByteOrder::LittleEndian => u32::from_le_bytes,
        ByteOrder::BigEndian => u32::from_be_bytes,
    }
}

impl<B: AsRef<[u8]>> Read for Bounded<B> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.bytes.read(into)?;
        let four = <[u8; 4]>::try_from(&*into).ok().filter(|_| read == 4);
        if let Some((number, four)) = self.lengths.get().zip(four) {
            let left = (self.bytes.get_ref().as_ref().len() as u64).saturating_sub(self.bytes.position());
            // Notes begin with four letters.
            let letters = four.starts_with(b"<ch") || four == *b"</ch";
            if !letters && u64::from(number(four)) > left {
                return Err(Error::other("it states a length beyond its end: it is damaged"));
            }
        }
        Ok(read)
    }
}

impl<B: AsRef<[u8]>> Seek for Bounded<B> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.bytes.seek(to)
    }
}

/// A file while it is read.
pub(super) struct Stata {
    records: RecordReader<Bounded<Vec<u8>>>,
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
            let (mut records, lengths) = records(bytes.as_slice())?;
            records.skip_to_end().map_err(|e| e.to_string())?;
            lengths.set(Some(order(records.header())));
            let mut long = records.into_long_string_reader().map_err(|e| e.to_string())?;
            long.read_remaining_into(&mut texts).map_err(|e| e.to_string())?;
            let mut sets = long.into_value_label_reader().map_err(|e| e.to_string())?;
            sets.read_remaining_into(&mut labels).map_err(|e| e.to_string())?;
            let (records, _) = self::records(bytes)?;
            let variables = records.schema().variables().to_vec();
            Ok(Self { records, variables, labels, texts, line: 0 })
        })
    }
}

/// Goes to the records of a file. Some that are damaged keep `dta` 0.6 busy for half a minute.
fn records<B: AsRef<[u8]>>(bytes: B) -> Result<(RecordReader<Bounded<B>>, Lengths), String> {
    let length = bytes.as_ref().len();
    let lengths = Lengths::default();
    let bounded = Bounded { bytes: Cursor::new(bytes), lengths: lengths.clone() };
    let header = DtaReader::new().from_reader(bounded).read_header().map_err(|e| e.to_string())?;
    if (header.header().variable_count() as usize).saturating_mul(VARIABLE_LEAST) > length {
        return Err("it states more variables than it has room for: it is damaged".to_owned());
    }
    let mut characteristics = header.read_schema().map_err(|e| e.to_string())?;
    lengths.set(Some(order(characteristics.header())));
    characteristics.skip_to_end().map_err(|e| e.to_string())?;
    lengths.set(None);
    let records = characteristics.into_record_reader().map_err(|e| e.to_string())?;
    Ok((records, lengths))
}

impl Named for Stata {
    fn names(&self) -> Vec<String> {
        self.variables.iter().map(|v| v.name().to_owned()).collect()
    }

    fn labels(&self) -> Vec<String> {
        self.variables.iter().map(|v| v.label().to_owned()).collect()
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
    use std::io::{Cursor, Read};

    use super::{Bounded, Lengths, short, write};

    #[test]
    fn a_length_beyond_the_end_is_refused_before_it_is_believed() {
        let read = |bytes: &[u8], number: Option<fn([u8; 4]) -> u32>, take: usize| {
            let mut bounded = Bounded { bytes: Cursor::new(bytes), lengths: Lengths::default() };
            bounded.lengths.set(number);
            bounded.read_exact(&mut vec![0; take]).map_err(|e| e.to_string())
        };
        let little: fn([u8; 4]) -> u32 = u32::from_le_bytes;
        let big: fn([u8; 4]) -> u32 = u32::from_be_bytes;
        assert_eq!(read(&[2, 0, 0, 0, b'a', b'b'], Some(little), 4), Ok(()));
        assert_eq!(read(&[0, 0, 0, 2, b'a', b'b'], Some(big), 4), Ok(()));
        assert_eq!(read(b"<ch>", Some(little), 4), Ok(()), "where a note begins");
        assert_eq!(read(&[3, 0, 0, 0, b'a', b'b'], None, 4), Ok(()), "among records");
        assert_eq!(read(&[3, 0, 0, 0, b'a', b'b'], Some(little), 6), Ok(()), "no length");
        for (bytes, number) in [([3, 0, 0, 0, 0, 0], little), ([2, 0, 0, 0, 0, 0], big)] {
            let refused = read(&bytes, Some(number), 4).expect_err("longer than the file");
            assert!(refused.contains("beyond its end"), "{refused}");
        }
    }

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
