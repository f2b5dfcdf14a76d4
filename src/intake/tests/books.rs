//! Workbooks as people leave them, and files of other kinds.

use super::*;
use crate::config::MergedCells;

/// A workbook from the XML of its worksheets: name, state and rows each.
fn book(sheets: &[(&str, &str, &str)], workbook: &str, more: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut part = |name: &str, text: &str| {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("a part");
    };
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    part(
        "_rels/.rels",
        &format!(
            "<Relationships><Relationship Id=\"a\" Type=\"{kind}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    );
    let mut listed = String::new();
    let mut relations = format!("<Relationship Id=\"s\" Type=\"{kind}/styles\" Target=\"styles.xml\"/>");
    for (at, (name, state, _)) in sheets.iter().enumerate() {
        listed
            .push_str(&format!("<sheet name=\"{name}\" sheetId=\"{at}\" state=\"{state}\" r:id=\"r{at}\"/>"));
        relations.push_str(&format!(
            "<Relationship Id=\"r{at}\" Type=\"{kind}/worksheet\" Target=\"worksheets/s{at}.xml\"/>"
        ));
    }
    part("xl/workbook.xml", &format!("<workbook>{workbook}<sheets>{listed}</sheets></workbook>"));
    part("xl/_rels/workbook.xml.rels", &format!("<Relationships>{relations}</Relationships>"));
    part(
        "xl/styles.xml",
        "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[h]:mm:ss\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>",
    );
    for (at, (_, _, rows)) in sheets.iter().enumerate() {
        part(
            &format!("xl/worksheets/s{at}.xml"),
            &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
        );
    }
    for (name, text) in more {
        part(name, text);
    }
    zip.finish().expect("bytes").into_inner()
}

fn text(cell: &str) -> String {
    format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>")
}

fn row(cells: &[&str]) -> String {
    format!("<row>{}</row>", cells.iter().map(|c| text(c)).collect::<String>())
}

fn timed(names: &[&str]) -> FileMap {
    let mut map = map(names);
    map.columns[0].target = "at".to_owned();
    map
}

fn codes(table: &RawTable) -> Vec<&'static str> {
    table.findings.0.iter().map(|f| f.code.id()).collect()
}

#[test]
fn formulas_nobody_computed_and_errors_are_named_where_they_are_mapped() {
    let rows = row(&["at", "n", "m", "x"])
        + "<row><c s=\"1\"><v>45292.5</v></c><c><f>1+1</f><v></v></c><c t=\"e\"><v>#DIV/0!</v></c><c t=\"e\"><v>#SPILL!</v></c></row>"
        + "<row><c s=\"1\"><v>45293.5</v></c><c><f>1+1</f></c><c t=\"e\"><v>#BLOCKED!</v></c></row>"
        + "<row><c s=\"1\"><v>45294.5</v></c><c><f>1+1</f><v>0</v></c><c><f>1</f><v>3</v></c></row>"
        + "<row><c s=\"1\"><v>45294.5</v></c><c t=\"str\"><f>\"\"</f><v></v></c><c t=\"b\"><v>1</v></c></row>";
    let bytes = book(&[("Data", "visible", &rows)], "<calcPr fullCalcOnLoad=\"1\"/>", &[]);
    let table = read_bytes("a.xlsx", &bytes, &timed(&["at", "n", "m"])).expect("a table");
    assert_eq!(codes(&table), ["V134", "V135"]);
    assert!(table.findings.0[0].message.contains("`n` of worksheet `Data` has 3 formulas"));
    assert!(table.findings.0[1].message.ends_with("2 cells with an error: #DIV/0!, #BLOCKED!"));
    let found = cells(&table);
    assert_eq!(found[0], ["2024-01-01T12:00:00", "#FORMULA", "#DIV/0!"]);
    assert_eq!((found[2][1].as_str(), found[2][2].as_str()), ("#FORMULA", "3"));
    assert_eq!((found[3][1].as_str(), found[3][2].as_str()), ("", "true"));
    // What nobody maps is nobody's matter; without the wish to be computed a zero is a zero.
    let table = read_bytes("a.xlsx", &bytes, &timed(&["at"])).expect("a table");
    assert!(codes(&table).is_empty());
    let bytes = book(&[("Data", "visible", &rows)], "", &[]);
    assert_eq!(cells(&read_bytes("a.xlsx", bytes, &timed(&["at", "n"])).expect("a table"))[2][1], "0");
}

#[test]
fn spans_moments_and_the_other_calendar_are_right() {
    let rows = row(&["at", "n"])
        + "<row><c s=\"1\"><v>43830.416666</v></c><c s=\"2\"><v>1.13541667</v></c></row>"
        + "<row><c t=\"d\"><v>2024-03-05T10:29:59.9999</v></c><c s=\"2\"><v>0</v></c></row>";
    let bytes = book(&[("Data", "visible", &rows)], "<workbookPr date1904=\"1\"/>", &[]);
    let table = read_bytes("a.xlsx", bytes, &timed(&["at", "n"])).expect("a table");
    assert_eq!(cells(&table), [["2024-01-01T10:00:00", "27:15:00"], ["2024-03-05T10:30:00", "0:00:00"]]);
}

#[test]
fn a_table_s_own_totals_are_no_record() {
    let rows = row(&["at", "n"])
        + &row(&["2024-01-05", "5"])
        + &row(&["2024-01-06", "6"])
        + &row(&["2024-01-06", "11"]);
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/table";
    let relations = format!(
        "<Relationships><Relationship Id=\"t\" Type=\"{kind}\" Target=\"../tables/t.xml\"/></Relationships>"
    );
    let more = [
        ("xl/worksheets/_rels/s0.xml.rels", relations.as_str()),
        ("xl/tables/t.xml", "<table ref=\"A1:B4\" totalsRowCount=\"1\"/>"),
    ];
    let bytes = book(&[("Data", "visible", &rows)], "", &more);
    let table = read_bytes("a.xlsx", bytes, &timed(&["at", "n"])).expect("a table");
    assert_eq!((table.below.as_slice(), table.rows(), table.file.rows), (&[2][..], 3, 3));
    assert_eq!(codes(&table), ["V133"]);
}

#[test]
fn the_worksheet_is_found_and_hidden_ones_are_told() {
    let (data, other) =
        (row(&["at", "n"]) + &row(&["2024-01-05", "5"]), row(&["code", "n"]) + &row(&["a", "b"]));
    let map = timed(&["at", "n"]);
    let read =
        |sheets: &[(&str, &str, &str)], map: &FileMap| read_bytes("a.xlsx", book(sheets, "", &[]), map);
    let table = read(&[("Codes", "visible", &other), ("Data", "visible", &data)], &map).expect("a table");
    assert_eq!(cells(&table), [["2024-01-05", "5"]]);
    let table = read(&[("Oud", "hidden", &data), ("Data", "visible", &data)], &map).expect("a table");
    assert_eq!((codes(&table), table.rows()), (vec!["V141"], 1));
    assert_eq!(only_code(read(&[("A", "visible", &data), ("B", "visible", &data)], &map)), "V015");
    assert_eq!(only_code(read(&[("A", "veryHidden", &data), ("B", "visible", &other)], &map)), "V141");
    let named = FileMap { sheet: Some("oud".to_owned()), ..map.clone() };
    assert_eq!(
        read(&[("Oud", "hidden", &data), ("B", "visible", &data)], &named).expect("a table").rows(),
        1
    );
    let wrong = FileMap { header_line: Some(7), ..map };
    assert_eq!(only_code(read(&[("B", "visible", &data)], &wrong)), "V131");
}

#[test]
fn a_workbook_that_was_cut_off_is_refused() {
    let rows = row(&["at"]) + "<row><c t=\"inlineStr\"><is><t>2024";
    assert_eq!(
        only_code(read_bytes("a.xlsx", book(&[("D", "visible", &rows)], "", &[]), &map(&["at"]))),
        "V015"
    );
}

#[test]
fn the_header_line_can_be_said() {
    let text = "at;n\n2024-01-05;5\nat;n\n2024-01-06;6\n";
    let map = FileMap { header_line: Some(3), ..timed(&["at", "n"]) };
    let table = read_bytes("a.csv", text, &map).expect("a table");
    assert_eq!(
        (cells(&table), lines(&table)),
        (vec![vec!["2024-01-06".to_owned(), "6".to_owned()]], vec![4])
    );
    let map = FileMap { header_line: Some(9), ..map };
    assert_eq!(only_code(read_bytes("a.csv", text, &map)), "V131");
    let sorted = "2024-01-05;5\n2024-01-06;6\nat;n\n2024-01-07;7\n";
    assert_eq!(only_code(read_bytes("a.csv", sorted, &timed(&["at", "n"]))), "V130");
}

#[test]
fn files_that_were_cut_off_are_refused() {
    let names = ["at", "n", "m"];
    for text in ["at,n,m\n2024-01-05,5,6\n2024-01", "at,n,m\n2024-01-05,5,6\n2024-01-05,\"5"] {
        assert_eq!(only_code(read_bytes("a.csv", text, &timed(&names))), "V136", "{text}");
    }
    let whole = "{\"at\":\"2024-01-05\",\"n\":1}\n{\"at\":\"2024-01-06\",\"n\":2}\n";
    assert_eq!(read_bytes("a.jsonl", whole, &timed(&["at", "n"])).expect("a table").rows(), 2);
    assert_eq!(only_code(read_bytes("a.jsonl", &whole[..whole.len() - 9], &timed(&["at", "n"]))), "V136");
    assert_eq!(only_code(read_bytes("a.json", "[{\"at\":\"2024-01-05\"},", &timed(&["at"]))), "V136");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gzip, whole.as_bytes()).expect("bytes");
    let gzip = gzip.finish().expect("bytes");
    assert_eq!(only_code(read_bytes("a.jsonl.gz", &gzip[..gzip.len() - 12], &timed(&["at"]))), "V136");
    let table = read_bytes("a.jsonl.gz", &gzip, &timed(&["at"])).expect("a table");
    assert_eq!((table.rows(), codes(&table).is_empty()), (2, true));
}

#[test]
fn objects_become_rows() {
    let text = "{\"at\":\"2024-01-05\",\"c\":{\"id\":7},\"t\":[\"a\",\"b\"],\"ok\":true,\"no\":null}\n\n[1]\n{\"at\":\"2024-01-06\",\"f\":0.5}\n";
    let table = read_bytes("a.ndjson", text, &timed(&["at", "c.id", "t", "ok", "no", "f"])).expect("a table");
    assert_eq!(
        cells(&table),
        [["2024-01-05", "7", "[\"a\",\"b\"]", "true", "", ""], ["2024-01-06", "", "", "", "", "0.5"]]
    );
    assert_eq!((lines(&table), table.file.rows), (vec![1, 4], 3));
    assert_eq!((table.broken[0].line, table.broken[0].code.id()), (3, "V142"));
    assert_eq!(table.broken_text(&table.broken[0]), "[1]");
    let pages = "{\"count\": 2, \"results\": [{\"at\": \"2024-01-05\"}]}";
    assert_eq!(only_code(read_bytes("a.json", pages, &timed(&["at"]))), "V142");
}

#[test]
fn a_column_without_a_name_is_no_matter_unless_it_lies_behind_all() {
    let text = "at;n;\n2024-01-05;5;x\n2024-01-06;6;\n2024-01-07;7;y\n";
    let table = read_bytes("a.csv", text, &timed(&["at", "n"])).expect("a table");
    assert_eq!((table.rows(), table.broken.len()), (3, 0));
    let text = "at;n\n2024-01-05;5;\n2024-01-06;6;\n2024-01-07;7;y\n";
    let table = read_bytes("a.csv", text, &timed(&["at", "n"])).expect("a table");
    assert_eq!((table.rows(), table.broken.len()), (2, 1));
}

#[test]
fn what_is_not_read_is_named() {
    let names = timed(&["at"]);
    for (name, bytes) in [
        ("a.xls", &b"<html><table><tr><td>at</td></tr></table>"[..]),
        ("a.csv", b"SQLite format 3\0"),
        ("a.csv", b"%PDF-1.7\n"),
        ("a.mdb", b"\0\x01\0\0Standard Jet DB\0"),
        ("a.xml", b"<rows/>"),
    ] {
        assert_eq!(only_code(read_bytes(name, bytes, &names)), "V137", "{name}");
    }
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(only_code(read_bytes("a.xlsx", locked, &names)), "V138");
    let table = read_bytes("a.xls", "at\tn\n2024-01-05\t5\n", &names).expect("a table");
    assert_eq!((codes(&table), table.rows()), (vec!["V139"], 1));
    let rows = row(&["at"]) + &row(&["2024-01-05"]);
    let table = read_bytes("a.csv", book(&[("D", "visible", &rows)], "", &[]), &names).expect("a table");
    assert_eq!((codes(&table), table.rows()), (vec!["V139"], 1));
}

/// Pages of a server appended to each other, `jq -c` over pages, and `DataFrame.to_json()` of pandas 3.1.1.
#[test]
fn lists_behind_each_other_are_all_read() {
    let days = |text: &str| {
        let table = read_bytes("a.json", text, &timed(&["at"])).expect("a table");
        cells(&table).concat()
    };
    let right = ["2024-01-01", "2024-01-02", "2024-01-03"];
    for text in [
        "[{\"at\":\"2024-01-01\"},{\"at\":\"2024-01-02\"}]\n[{\"at\":\"2024-01-03\"}]\n",
        "[{\"at\":\"2024-01-01\"}]\n[{\"at\":\"2024-01-02\"}]\n[{\"at\":\"2024-01-03\"}]",
        "[{\"at\":\"2024-01-01\"}][][{\"at\":\"2024-01-02\"}]\n{\"at\":\"2024-01-03\"}\n",
        "[{\"at\":\"2024-01-01\"},{\"at\":\"2024-01-02\"},{\"at\":\"2024-01-03\"}]\n\u{1a}",
    ] {
        assert_eq!(days(text), right, "{text}");
    }
    for text in [
        "[{\"at\":\"2024-01-01\"}]\n[{\"at\":\"2024-01-02\"}] and more",
        "{\"at\":{\"0\":\"2024-01-01\",\"1\":\"2024-01-02\"},\"n\":{\"0\":1,\"1\":2}}",
        "{\"0\":{\"at\":\"2024-01-01\"},\"1\":{\"at\":\"2024-01-02\"}}",
    ] {
        assert_eq!(only_code(read_bytes("a.json", text, &timed(&["at"]))), "V142", "{text}");
    }
    let cut = "[{\"at\":\"2024-01-01\"}]\n[{\"at\":\"2024-01-02\"},";
    assert_eq!(only_code(read_bytes("a.json", cut, &timed(&["at"]))), "V136");
}

/// A file whose second column has three merged cells and one more is asked about, and read as the settings say.
fn asked_and_answered(name: &str, bytes: &[u8]) {
    let mut map = timed(&["at", "n"]);
    assert_eq!(only_code(read_bytes(name, bytes, &map)), "V184");
    for (merged, right) in
        [(MergedCells::Fill, ["x", "x", "x", "y"]), (MergedCells::Blank, ["x", "", "", "y"])]
    {
        map.rows.merged_cells = merged;
        let table = read_bytes(name, bytes, &map).expect("a table");
        let second: Vec<String> = cells(&table).into_iter().map(|row| row[1].clone()).collect();
        assert_eq!(second, right);
    }
}

/// Merged as `merge_range` of XlsxWriter does it: the cells below the first hold nothing.
#[test]
fn cells_merged_downwards_are_asked_about() {
    use rust_xlsxwriter::{Format, Workbook};
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, at) in ["at", "2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"].into_iter().enumerate() {
        sheet.write(row as u32, 0, at).expect("a cell");
    }
    sheet.write(0, 1, "n").expect("a cell");
    sheet.merge_range(1, 1, 3, 1, "x", &Format::new()).expect("a range");
    sheet.write(4, 1, "y").expect("a cell");
    let bytes = book.save_to_buffer().expect("bytes");
    asked_and_answered("a.xlsx", &bytes);
    assert!(read_bytes("a.xlsx", &bytes, &timed(&["at"])).is_ok());
}

/// A workbook of one worksheet in BIFF8, [MS-XLS], within a compound file, [MS-CFB]: texts by row, and merged cells as
/// first row, last row, first column, last column.
fn older(rows: &[[&str; 2]], merged: [u16; 4]) -> Vec<u8> {
    let words = |words: &[u16]| -> Vec<u8> { words.iter().flat_map(|w| w.to_le_bytes()).collect() };
    let record = |kind: u16, data: &[u8]| [words(&[kind, data.len() as u16]), data.to_vec()].concat();
    let begin = |kind: u16| record(0x0809, &words(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
    let globals = |at: u32| {
        let sheet = [&at.to_le_bytes()[..], &[0, 0, 1, 0, b'D']].concat();
        [begin(5), record(0x0085, &sheet), record(0x000a, &[])].concat()
    };
    let mut stream = globals(globals(0).len() as u32);
    stream.extend(begin(0x10));
    stream.extend(record(0x0200, &words(&[0, 0, rows.len() as u16, 0, 0, 2, 0])));
    for (row, cells) in rows.iter().enumerate() {
        for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let head = words(&[row as u16, column as u16, 0, text.len() as u16]);
            stream.extend(record(0x0204, &[&head[..], &[0], text.as_bytes()].concat()));
        }
    }
    stream.extend(record(0x00e5, &[words(&[1]), words(&merged)].concat()));
    stream.extend(record(0x000a, &[]));
    assert!(stream.len() <= 4096);
    stream.resize(4096, 0);
    // Sector 0 is the FAT, 1 the directory, 2 to 9 the stream.
    let long = |numbers: &[u32]| -> Vec<u8> { numbers.iter().flat_map(|n| n.to_le_bytes()).collect() };
    let (free, end, fat) = (u32::MAX, u32::MAX - 1, u32::MAX - 2);
    let mut head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    head.extend([0; 16]);
    head.extend(words(&[0x3e, 3, 0xfffe, 9, 6, 0, 0, 0]));
    head.extend(long(&[0, 1, 1, 0, 4096, end, 0, end, 0, 0]));
    head.resize(512, 0xff);
    let mut sectors = long(&[fat, end, 3, 4, 5, 6, 7, 8, 9, end]);
    sectors.extend(long(&[free].repeat(128 - 10)));
    let entry = |name: &str, kind: u8, child: u32, start: u32, size: u32| {
        let mut entry = words(&name.encode_utf16().collect::<Vec<_>>());
        entry.resize(64, 0);
        entry.extend(words(&[2 * (name.len() as u16 + 1)]));
        entry.extend([kind, 1]);
        entry.extend(long(&[free, free, child]));
        entry.resize(116, 0);
        entry.extend(long(&[start, size, 0]));
        entry
    };
    sectors.extend(entry("Root Entry", 5, 1, end, 0));
    sectors.extend(entry("Workbook", 2, free, 2, 4096));
    sectors.resize(1024, 0);
    [head, sectors, stream].concat()
}

#[test]
fn cells_merged_downwards_in_an_older_workbook_are_asked_about() {
    let rows =
        [["at", "n"], ["2024-01-01", "x"], ["2024-01-02", ""], ["2024-01-03", ""], ["2024-01-04", "y"]];
    asked_and_answered("a.xls", &older(&rows, [1, 3, 1, 1]));
    // Merged side by side, as titles are, no row is left without.
    assert!(read_bytes("a.xls", older(&rows, [1, 1, 0, 1]), &timed(&["at", "n"])).is_ok());
}

#[test]
fn a_worksheet_that_goes_on_without_names_is_not_passed_over() {
    use rust_xlsxwriter::Workbook;
    let book = |second: &[&str]| {
        let mut book = Workbook::new();
        for name in ["Export", "Export (2)"] {
            let sheet = book.add_worksheet();
            sheet.set_name(name).expect("a name");
            let head = if name == "Export" { &["at", "n"][..] } else { second };
            for (at, name) in head.iter().enumerate() {
                sheet.write(0, at as u16, *name).expect("a cell");
            }
            for row in 1..=20_u32 {
                sheet.write(row, 0, format!("2024-01-{row:02} 10:15")).expect("a cell");
                sheet.write(row, 1, "x").expect("a cell");
            }
        }
        book.save_to_buffer().expect("bytes")
    };
    for second in [&[][..], &["moment", "onderwerp"]] {
        let bytes = book(second);
        assert_eq!(only_code(read_bytes("a.xlsx", &bytes, &timed(&["at", "n"]))), "V183");
        let named = FileMap { sheet: Some("Export".to_owned()), ..timed(&["at", "n"]) };
        assert_eq!(read_bytes("a.xlsx", &bytes, &named).expect("a table").rows(), 20);
    }
}
