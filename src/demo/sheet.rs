//! CSV files in the dialects of different years of registration software.

use std::io;

/// How a file is written.
#[derive(Clone, Copy)]
pub struct Dialect {
    /// Field delimiter.
    pub delimiter: u8,
    /// Windows line ends.
    pub crlf: bool,
    /// Windows-1252 instead of UTF-8.
    pub windows_1252: bool,
    /// A byte order mark in front.
    pub mark: bool,
}

/// A file under construction: a header and rows.
pub struct Sheet {
    dialect: Dialect,
    writer: csv::Writer<Vec<u8>>,
}

impl Sheet {
    /// A file with its header.
    pub fn new(dialect: Dialect, header: &[&str]) -> io::Result<Self> {
        let terminator = if dialect.crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut writer = csv::WriterBuilder::new()
            .delimiter(dialect.delimiter)
            .terminator(terminator)
            .from_writer(Vec::new());
        writer.write_record(header)?;
        Ok(Self { dialect, writer })
    }

    /// Adds a row.
    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> io::Result<()> {
        Ok(self.writer.write_record(cells.iter().map(AsRef::as_ref))?)
    }

    /// The finished file.
    pub fn bytes(self) -> io::Result<Vec<u8>> {
        let utf8 = self.writer.into_inner().map_err(|e| io::Error::other(e.to_string()))?;
        let mut bytes = if self.dialect.mark { vec![0xef, 0xbb, 0xbf] } else { Vec::new() };
        if self.dialect.windows_1252 {
            let text = String::from_utf8(utf8).map_err(io::Error::other)?;
            let (encoded, _, lost) = encoding_rs::WINDOWS_1252.encode(&text);
            if lost {
                return Err(io::Error::other("a text of the demonstration does not fit in Windows-1252"));
            }
            bytes.extend_from_slice(&encoded);
        } else {
            bytes.extend(utf8);
        }
        Ok(bytes)
    }
}

/// A number as a cell; nothing becomes an empty cell.
pub fn cell(number: Option<u64>) -> String {
    number.map_or_else(String::new, |n| n.to_string())
}

#[cfg(test)]
mod tests {
    use super::{Dialect, Sheet};

    #[test]
    fn a_dialect_decides_the_bytes() {
        let old = Dialect { delimiter: b';', crlf: true, windows_1252: true, mark: false };
        let mut sheet = Sheet::new(old, &["Leeftijd"]).unwrap();
        sheet.row(&["26–39 jaar"]).unwrap();
        assert_eq!(sheet.bytes().unwrap(), b"Leeftijd\r\n26\x9639 jaar\r\n");
        let new = Dialect { delimiter: b',', crlf: false, windows_1252: false, mark: true };
        let mut sheet = Sheet::new(new, &["a"]).unwrap();
        sheet.row(&["x,y"]).unwrap();
        assert_eq!(sheet.bytes().unwrap(), b"\xef\xbb\xbfa\n\"x,y\"\n");
    }
}
