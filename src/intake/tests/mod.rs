//! Files in every dialect, whole and damaged.

mod books;
mod containers;
mod missing;
mod one_table;
mod round_trip;
mod traps;
mod walking;
mod written;

use super::{RawTable, read};
use crate::base::Findings;
use crate::config::{ColumnMap, Encoding, FileMap, Quotes, Source};

fn column(name: &str) -> ColumnMap {
    ColumnMap::plain(name.to_owned(), Source::Column(vec![name.to_owned()]))
}

fn map(names: &[&str]) -> FileMap {
    FileMap {
        pattern: "*".to_owned(),
        encoding: Encoding::Auto,
        delimiter: None,
        header: None,
        quotes: Quotes::Doubled,
        sheet: None,
        header_line: None,
        decimal: None,
        columns: names.iter().map(|n| column(n)).collect(),
        skip: Vec::new(),
        rows: crate::config::RowRules::default(),
    }
}

fn read_bytes(name: &str, bytes: impl AsRef<[u8]>, map: &FileMap) -> Result<RawTable, Findings> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a file");
    read(&path, map, folder.path())
}

/// The cells of the columns, record by record.
fn cells(table: &RawTable) -> Vec<Vec<String>> {
    (0..table.rows())
        .map(|row| {
            let cell = |c| String::from_utf8_lossy(table.cells(c).get(row)).into_owned();
            table.columns.iter().map(cell).collect()
        })
        .collect()
}

fn lines(table: &RawTable) -> Vec<u64> {
    (0..table.rows()).map(|row| table.line(row)).collect()
}

fn only_code(result: Result<RawTable, Findings>) -> &'static str {
    let findings = result.expect_err("findings");
    assert_eq!(findings.0.len(), 1, "{findings:?}");
    findings.0[0].code.id()
}
