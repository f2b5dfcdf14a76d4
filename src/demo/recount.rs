//! The files themselves, read again without the rooms that will read them, give the published counts.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::DataFrame;
use polars_io::SerReader;
use polars_io::parquet::read::ParquetReader;
use serde_yaml::Value;

use super::tests::{files, published};
use crate::base::Period;

/// One registration: its month and the texts that published figures ask for, as codes.
struct Row {
    month: (i32, u8),
    codes: BTreeMap<&'static str, &'static str>,
}

/// Columns of the CSV files that matter here, and what they are.
const COLUMNS: [(&str, &str); 6] = [
    ("Kanaal", "channel"),
    ("kanaal", "channel"),
    ("channel", "channel"),
    ("Uitkomst", "outcome"),
    ("outcome", "outcome"),
    ("Doorverwezen", "referred"),
];

/// Texts of the files, and their codes.
const CODES: [(&str, &str); 15] = [
    ("Telefoon", "phone"),
    ("E-mail", "email"),
    ("Mail", "email"),
    ("Chat", "chat"),
    ("chat", "chat"),
    ("phone", "phone"),
    ("Beantwoord", "answered"),
    ("answered", "answered"),
    ("Bezet", "busy"),
    ("busy", "busy"),
    ("Buiten openingstijd", "closed"),
    ("abandoned", "abandoned"),
    ("Ja", "referred"),
    ("Nee", "not_referred"),
    ("Bezorgd over eigen gevoelens of gedrag", "own_feelings"),
];

fn code(text: &str) -> &'static str {
    CODES.iter().find(|(t, _)| *t == text).map_or("", |(_, code)| code)
}

/// Year and month, from `2019-06-…`, `…-06-2019` or `…/06/2019 …`.
fn month(date: &str) -> (i32, u8) {
    let parts: Vec<&str> = date.split(['-', '/', ' ', 'T']).collect();
    let year = if parts[0].len() == 4 { parts[0] } else { parts[2] };
    (year.parse().unwrap(), parts[1].parse().unwrap())
}

/// Rows of a CSV file; test registrations are left out. Names, texts and dates that are compared here
/// are the same bytes in UTF-8 and Windows-1252.
fn csv_rows(bytes: &[u8], withdrawn: &BTreeSet<String>) -> Vec<Row> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let delimiter = if bytes.starts_with(b"gesprek,") { b',' } else { b';' };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes);
    let header: Vec<String> =
        reader.byte_headers().unwrap().iter().map(|h| String::from_utf8_lossy(h).into_owned()).collect();
    let position = |names: &[&str]| header.iter().position(|h| names.contains(&h.as_str()));
    let at = position(&["Datum en uur", "Tijdstip", "datum"]).unwrap();
    let kind = position(&["Soort", "Type", "soort"]).unwrap();
    let mut columns: Vec<(usize, &str)> =
        COLUMNS.iter().filter_map(|(name, dim)| Some((position(&[name])?, *dim))).collect();
    columns.extend(position(&["Soort_hulpvrager"]).map(|i| (i, "caller_type")));
    let text = |record: &csv::ByteRecord, i: usize| String::from_utf8_lossy(&record[i]).into_owned();
    let counted = |r: &csv::ByteRecord| &r[kind] != b"test" && !withdrawn.contains(&text(r, 0));
    let records = reader.byte_records().map(Result::unwrap).filter(counted);
    records
        .map(|r| Row {
            month: month(&text(&r, at)),
            codes: columns.iter().map(|(i, dim)| (*dim, code(&text(&r, *i)))).collect(),
        })
        .collect()
}

fn parquet_rows(bytes: &[u8]) -> Vec<Row> {
    let frame: DataFrame = ParquetReader::new(std::io::Cursor::new(bytes.to_vec())).finish().unwrap();
    let texts = |name: &str| {
        let column = frame.column(name).unwrap().str().unwrap();
        column.iter().map(|t| t.unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let (at, channel, outcome) = (texts("at"), texts("channel"), texts("outcome"));
    (0..at.len())
        .map(|i| Row {
            month: month(&at[i]),
            codes: BTreeMap::from([("channel", code(&channel[i])), ("outcome", code(&outcome[i]))]),
        })
        .collect()
}

fn counts(row: &Row, figure: &Value, period: Period) -> bool {
    let answered = figure["stage"] == "incoming" || row.codes.get("outcome").is_none_or(|o| *o == "answered");
    let wanted = figure["dimensions"].as_mapping().cloned().unwrap_or_default();
    period.contains(row.month.0, row.month.1)
        && answered
        && wanted.iter().all(|(dim, code)| {
            let found = row.codes.get(dim.as_str().unwrap()).copied().unwrap_or_default();
            match code.as_str().unwrap() {
                "phone_and_email" => matches!(found, "phone" | "email"),
                code => found == code,
            }
        })
}

/// Numbers of the registrations that the corrections of a line withdraw.
fn withdrawn(line: &str) -> BTreeSet<String> {
    let folder = format!("{line}/corrections/");
    let files = files().iter().filter(|f| f.path.starts_with(&folder));
    let rows = files.flat_map(|f| csv::Reader::from_reader(f.bytes.as_slice()).into_records());
    rows.map(Result::unwrap).filter(|r| &r[1] == "withdraw").map(|r| r[0].to_owned()).collect()
}

#[test]
fn the_files_give_every_published_count() {
    let mut rows: BTreeMap<&str, Vec<Row>> = BTreeMap::new();
    let registrations = files().iter().filter(|f| f.path.contains("/registrations/"));
    for file in registrations {
        let line = file.path.split('/').next().unwrap();
        let parquet = file.path.ends_with(".parquet");
        let found = if parquet { parquet_rows(&file.bytes) } else { csv_rows(&file.bytes, &withdrawn(line)) };
        rows.entry(line).or_default().extend(found);
    }
    let mut checked = 0;
    for (id, (line, figure)) in published() {
        if figure["measure"] != "contacts" || !figure["not_reproducible"].is_null() {
            continue;
        }
        let period = match &figure["period"] {
            Value::Number(year) => Period::Year(i32::try_from(year.as_i64().unwrap()).unwrap()),
            text => Period::parse(text.as_str().unwrap()).unwrap(),
        };
        let found = rows[line.as_str()].iter().filter(|r| counts(r, &figure, period)).count() as u64;
        match figure["value"].as_u64() {
            Some(value) if figure["qualifier"] == "at_least" => assert!(found >= value, "{id}: {found}"),
            value => assert_eq!(found, value.unwrap_or(0), "{id}"),
        }
        checked += 1;
    }
    assert_eq!(checked, 69, "15 of 1712, 6 of Nupraatikerover, 24 of Stop it Now!, 24 of Tele-Onthaal");
}
