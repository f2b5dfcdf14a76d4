//! One table of registrations in many containers gives the same cells.

use std::io::Write;

use proptest::prelude::*;

use super::*;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Container {
    Csv { delimiter: char, encoding: u8, separator: bool },
    Xlsx,
    JsonLines,
    JsonList,
    Parquet,
}

/// What stands around it.
#[derive(Debug, Clone, Copy)]
struct Around {
    titles: usize,
    group: bool,
    tags: bool,
    total: bool,
    hidden: bool,
    packed: u8,
}

const NAMES: [&str; 4] = ["when", "kanaal", "duur", "thema"];

fn rows() -> impl Strategy<Value = Vec<[String; 4]>> {
    let row = (
        "20[0-2][0-9]-0[1-9]-1[0-9]T1[0-9]:00:00",
        "[a-zéü]{1,8}",
        "[1-9][0-9]{0,3}",
        "[a-z ,;\"]{0,9}[a-z]",
    );
    prop::collection::vec(row.prop_map(|(a, b, c, d)| [a, b, c, d]), 3..12)
}

fn containers() -> impl Strategy<Value = Container> {
    let csv = (prop::sample::select(vec![',', ';', '\t', '|']), 0..3_u8, any::<bool>());
    prop_oneof![
        4 => csv.prop_map(|(delimiter, encoding, separator)| Container::Csv { delimiter, encoding, separator }),
        2 => Just(Container::Xlsx),
        1 => Just(Container::JsonLines),
        1 => Just(Container::JsonList),
        1 => Just(Container::Parquet),
    ]
}

fn arounds() -> impl Strategy<Value = Around> {
    (0..5_usize, any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), 0..3_u8).prop_map(
        |(titles, group, tags, total, hidden, packed)| Around { titles, group, tags, total, hidden, packed },
    )
}

/// All rows of a sheet, with what stands above and below the table.
fn sheet(rows: &[[String; 4]], around: Around) -> Vec<Vec<String>> {
    let texts = |cells: &[&str]| cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
    let mut all: Vec<Vec<String>> = (0..around.titles).map(|i| texts(&[&format!("Titel {i}")])).collect();
    if around.group {
        all.push(texts(&["Contact", "", "Inhoud", ""]));
    }
    all.push(texts(&NAMES));
    if around.tags {
        all.push(texts(&["#date", "#channel", "", "#theme"]));
    }
    all.extend(rows.iter().map(|r| r.to_vec()));
    if around.total {
        all.push(texts(&["Totaal", "", "676", ""]));
    }
    all
}

fn csv_bytes(all: &[Vec<String>], delimiter: char, encoding: u8, separator: bool) -> Vec<u8> {
    let mut text = if separator { format!("sep={delimiter}\r\n") } else { String::new() };
    for row in all {
        let cells: Vec<String> = row.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect();
        text.push_str(&cells.join(&delimiter.to_string()));
        text.push_str("\r\n");
    }
    match encoding {
        0 => text.into_bytes(),
        1 => format!("\u{feff}{text}").into_bytes(),
        _ => [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
    }
}

fn xlsx_bytes(all: &[Vec<String>], hidden: bool) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    if hidden {
        let sheet = book.add_worksheet();
        sheet.set_name("_lijsten").expect("a name").set_hidden(true);
        sheet.write(0, 0, "kanaal").expect("a cell");
    }
    let sheet = book.add_worksheet();
    sheet.set_name("Registraties").expect("a name");
    for (row, cells) in all.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate().filter(|(_, c)| !c.is_empty()) {
            let number = cell.bytes().all(|b| b.is_ascii_digit()).then(|| cell.parse::<f64>());
            match number.unwrap_or_else(|| "no".parse()) {
                Ok(number) => sheet.write(row as u32, column as u16, number).expect("a cell"),
                Err(_) => sheet.write(row as u32, column as u16, cell.as_str()).expect("a cell"),
            };
        }
    }
    book.save_to_buffer().expect("bytes")
}

fn json_bytes(rows: &[[String; 4]], list: bool) -> Vec<u8> {
    let object = |row: &[String; 4]| {
        let pairs = NAMES.iter().zip(row).map(|(name, cell)| {
            let value = cell.parse::<i64>().map_or_else(|_| cell.clone().into(), serde_json::Value::from);
            ((*name).to_owned(), value)
        });
        serde_json::Value::Object(pairs.collect())
    };
    let objects: Vec<serde_json::Value> = rows.iter().map(object).collect();
    if list {
        return serde_json::to_vec_pretty(&objects).expect("bytes");
    }
    let lines: Vec<String> = objects.iter().map(ToString::to_string).collect();
    format!("{}\n", lines.join("\n")).into_bytes()
}

fn parquet_bytes(rows: &[[String; 4]]) -> Vec<u8> {
    use polars::prelude::{Column, DataFrame};
    let column =
        |c: usize| Column::new(NAMES[c].into(), rows.iter().map(|r| r[c].as_str()).collect::<Vec<_>>());
    let mut frame = DataFrame::new(rows.len(), (0..4).map(column).collect()).expect("a frame");
    let mut bytes = Vec::new();
    polars_io::parquet::write::ParquetWriter::new(&mut bytes).finish(&mut frame).expect("bytes");
    bytes
}

/// Packs bytes: not, by gzip, or by gzip in two pieces.
fn packed(bytes: Vec<u8>, how: u8) -> Vec<u8> {
    let gzip = |piece: &[u8]| {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        writer.write_all(piece).expect("bytes");
        writer.finish().expect("bytes")
    };
    let half = bytes.len() / 2;
    match how {
        0 => bytes,
        1 => gzip(&bytes),
        _ => [gzip(&bytes[..half]), gzip(&bytes[half..])].concat(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_table_is_the_same_in_every_container(rows in rows(), container in containers(), around in arounds()) {
        let all = sheet(&rows, around);
        let (name, bytes, plain) = match container {
            Container::Csv { delimiter, encoding, separator } => {
                ("a.csv", csv_bytes(&all, delimiter, encoding, separator), false)
            }
            Container::Xlsx => ("a.xlsx", xlsx_bytes(&all, around.hidden), false),
            Container::JsonLines => ("a.jsonl", json_bytes(&rows, false), true),
            Container::JsonList => ("a.json", json_bytes(&rows, true), true),
            Container::Parquet => ("a.parquet", parquet_bytes(&rows), true),
        };
        let mut map = map(&NAMES);
        map.columns[0].target = "at".to_owned();
        let table = read_bytes(name, packed(bytes, around.packed), &map).expect("a table");
        let expected: Vec<Vec<String>> = rows.iter().map(|r| r.iter().map(|c| c.trim().to_owned()).collect()).collect();
        let below = usize::from(around.total && !plain);
        let found = cells(&table);
        prop_assert_eq!(&found[..found.len() - below], &expected[..]);
        prop_assert_eq!(table.below.len(), below);
        prop_assert!(table.broken.is_empty());
        prop_assert!(!table.findings.has_errors());
    }
}
