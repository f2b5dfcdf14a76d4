//! Workbooks and Parquet files.

use polars::prelude::{Column, DataFrame};

use super::*;

#[test]
fn a_workbook_gives_iso_dates_whole_numbers_and_its_own_row_numbers() {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Uitleg").expect("a name");
    let sheet = book.add_worksheet();
    sheet.set_name("Data").expect("a name");
    let moment = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
    let clock = Format::new().set_num_format("hh:mm");
    for (at, name) in ["when", "time", "n", "text"].into_iter().enumerate() {
        sheet.write(2, 1 + at as u16, name).expect("a cell");
    }
    let at = ExcelDateTime::parse_from_str("2023-01-05T23:59:59").expect("a moment");
    sheet.write_datetime_with_format(3, 1, &at, &moment).expect("a cell");
    let at = ExcelDateTime::parse_from_str("09:30:00").expect("a time");
    sheet.write_datetime_with_format(3, 2, &at, &clock).expect("a cell");
    sheet.write(3, 3, 12.0).expect("a cell");
    sheet.write(3, 4, "caf\u{e9}").expect("a cell");
    sheet.write(5, 3, 0.5).expect("a cell");
    sheet.write(5, 4, true).expect("a cell");
    let bytes = book.save_to_buffer().expect("bytes");
    let map = FileMap { sheet: Some("Data".to_owned()), ..map(&["when", "time", "n", "text"]) };
    let table = read_bytes("a.xlsx", &bytes, &map).expect("a table");
    assert_eq!(
        cells(&table),
        [["2023-01-05T23:59:59", "09:30:00", "12", "caf\u{e9}"], ["", "", "0.5", "true"]]
    );
    assert_eq!(lines(&table), [4, 6]);
    assert_eq!(table.columns[0].number, 2);
    let absent = FileMap { sheet: Some("Blad1".to_owned()), ..map.clone() };
    let findings = read_bytes("a.xlsx", &bytes, &absent).expect_err("findings");
    assert_eq!(findings.0[0].hint.as_deref(), Some("the workbook has: Uitleg, Data"));
    let first = FileMap { sheet: None, ..map };
    assert_eq!(read_bytes("a.xlsx", &bytes, &first).expect("a table").rows(), 2);
}

#[test]
fn registrations_on_a_second_worksheet_are_not_passed_over() {
    use rust_xlsxwriter::Workbook;
    let book = |names: &[&str], rows: u32| {
        let mut book = Workbook::new();
        for name in ["Blad1", "Blad2"] {
            let sheet = book.add_worksheet();
            sheet.set_name(name).expect("a name");
            let first = name == "Blad1";
            for (at, name) in if first { &["when", "text"][..] } else { names }.iter().enumerate() {
                sheet.write(0, at as u16, *name).expect("a cell");
                for row in 1..=if first { 1 } else { rows } {
                    sheet.write(row, at as u16, "2023-01-05").expect("a cell");
                }
            }
        }
        book.save_to_buffer().expect("bytes")
    };
    let map = map(&["when", "text"]);
    assert_eq!(only_code(read_bytes("a.xlsx", book(&["when", "text"], 2), &map)), "V015");
    // A sheet of explanations, one with only the header, and one that was named are no matter.
    for (bytes, map) in [
        (book(&["code", "text"], 2), map.clone()),
        (book(&["when", "text"], 0), map.clone()),
        (book(&["when", "text"], 2), FileMap { sheet: Some("Blad1".to_owned()), ..map }),
    ] {
        assert_eq!(read_bytes("a.xlsx", bytes, &map).expect("a table").rows(), 1);
    }
}

fn parquet(columns: Vec<Column>) -> Vec<u8> {
    let height = columns.first().map_or(0, Column::len);
    let mut frame = DataFrame::new(height, columns).expect("a frame");
    let mut bytes = Vec::new();
    polars_io::parquet::write::ParquetWriter::new(&mut bytes).finish(&mut frame).expect("bytes");
    bytes
}

#[test]
fn parquet_columns_become_text() {
    let bytes = parquet(vec![
        Column::new("s".into(), [Some("x"), None, Some("a longer text than fits a view")]),
        Column::new("i".into(), [Some(-7_i64), Some(0), None]),
        Column::new("f".into(), [Some(1.0), Some(2.5), None]),
        Column::new("b".into(), [Some(true), Some(false), None]),
    ]);
    let table = read_bytes("a.parquet", bytes, &map(&["b", "s", "i", "f"])).expect("a table");
    assert_eq!(
        cells(&table),
        [["true", "x", "-7", "1"], ["false", "", "0", "2.5"], ["", "a longer text than fits a view", "", ""]]
    );
    assert_eq!(table.file.rows, 3);
    assert_eq!(table.record_text(0), "true,x,-7,1");
}

#[test]
fn a_parquet_file_that_was_cut_off_is_refused() {
    let bytes = parquet(vec![Column::new("s".into(), ["x", "y"])]);
    for length in [4, bytes.len() / 2, bytes.len() - 1] {
        assert_eq!(only_code(read_bytes("a.parquet", &bytes[..length], &map(&["s"]))), "V015");
    }
    let findings = read_bytes("a.parquet", &bytes, &map(&["t"])).expect_err("findings");
    assert_eq!(findings.0[0].code, "V011");
}
