//! The file as it stands: records with a kind, keys and sums.

use crate::base::{Finding, Findings, Place, code};
use crate::measures::Sums;
use crate::sql::Kind;

/// What a header ends with.
const SUMS: [&str; 3] = ["n", "victims", "with_victims"];

/// One record.
#[derive(Debug)]
pub(super) struct Record {
    /// Physical line.
    pub line: u64,
    /// A word of [`Kind`], or the name of a grouping.
    pub kind: String,
    keys: Vec<String>,
    pub sums: Sums,
}

impl Record {
    /// A key; empty behind the last one.
    pub(super) fn key(&self, at: usize) -> &str {
        self.keys.get(at).map_or("", String::as_str)
    }
}

/// A file of a cube.
#[derive(Debug)]
pub(super) struct File {
    /// As messages name it.
    pub shown: String,
    pub records: Vec<Record>,
    /// Number of the field of the first key, from 1.
    pub first_key: u64,
}

impl File {
    /// The records of a kind.
    pub(super) fn of(&self, kind: Kind) -> impl Iterator<Item = &Record> {
        self.records.iter().filter(move |r| r.kind == kind.word())
    }

    /// Reads a file with the header `kind,k1,…,n,victims,with_victims`; nothing without it.
    pub(super) fn read(shown: &str, bytes: &[u8], findings: &mut Findings) -> Option<Self> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
        let header: Vec<String> = reader
            .headers()
            .map(|header| header.iter().map(|name| name.trim().to_lowercase()).collect())
            .unwrap_or_default();
        let width = header.len().saturating_sub(1 + SUMS.len());
        let mut expected = vec!["kind".to_owned()];
        expected.extend((1..=width).map(|at| format!("k{at}")));
        expected.extend(SUMS.map(str::to_owned));
        if width == 0 || header != expected {
            let message = "this is no cube: its first line is not `kind,k1,k2,…,n,victims,with_victims`";
            let hint =
                "write what the statement gives as CSV in UTF-8 with a header and commas between fields";
            findings.push(Finding::error(code::V189, message).at(Place::line(shown, 1)).hint(hint));
            return None;
        }
        let mut file = Self { shown: shown.to_owned(), records: Vec::new(), first_key: 2 };
        let mut record = csv::StringRecord::new();
        loop {
            let line = reader.position().line();
            match reader.read_record(&mut record) {
                Ok(false) => break,
                Ok(true) => file.take(&record, line, width, findings),
                Err(error) => {
                    let line = error.position().map_or(line, csv::Position::line);
                    let message = "this record is no text in UTF-8";
                    findings.push(
                        Finding::error(code::V189, message)
                            .at(Place::line(shown, line))
                            .hint("write what the statement gives as CSV in UTF-8"),
                    );
                    break;
                }
            }
        }
        Some(file)
    }

    fn take(&mut self, record: &csv::StringRecord, line: u64, width: usize, findings: &mut Findings) {
        let line = record.position().map_or(line, csv::Position::line);
        let fields = 1 + width + SUMS.len();
        if record.len() != fields {
            let message = format!("{} fields where the header has {fields}", record.len());
            let hint = "put texts that hold a comma between double quotes";
            self.say(line, 1, message, hint, findings);
            return;
        }
        let mut sums = [0; SUMS.len()];
        for ((at, name), sum) in (1 + width..).zip(SUMS).zip(&mut sums) {
            match record.get(at).unwrap_or_default().parse() {
                Ok(number) => *sum = number,
                Err(_) => {
                    let message = format!("`{name}` is no whole number from 0 on");
                    let hint = "write counts as plain digits, and run the statement again if one is below 0";
                    self.say(line, at as u64 + 1, message, hint, findings);
                    return;
                }
            }
        }
        let [n, victims, with_victims] = sums;
        if with_victims > n || with_victims > victims {
            let message =
                format!("{with_victims} contacts with victims, of {n} contacts and {victims} victims");
            self.say(line, fields as u64, message, "run the statement again", findings);
            return;
        }
        self.records.push(Record {
            line,
            kind: record.get(0).unwrap_or_default().to_owned(),
            keys: record.iter().skip(1).take(width).map(str::to_owned).collect(),
            sums: Sums { n, victims, with_victims },
        });
    }

    /// Says what is wrong with a field.
    pub(super) fn say(&self, line: u64, field: u64, message: String, hint: &str, findings: &mut Findings) {
        let place = Place::at(&self.shown, line, field);
        findings.push(Finding::error(code::V189, message).at(place).hint(hint));
    }
}
