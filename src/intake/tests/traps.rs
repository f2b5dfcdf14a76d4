//! What real exports get wrong.

use super::*;

fn broken(table: &RawTable) -> Vec<(u64, &'static str)> {
    table.broken.iter().map(|b| (b.line, b.code.id())).collect()
}

#[test]
fn a_stray_quote_costs_one_record_and_no_neighbour() {
    for damaged in ["3,\"\"x, y\"\",z", "3,\"x,z", "3,x\"y,z", "3,\"x\"y,z", "3,\"x\" ,z", "3,x,\"z"] {
        for end in ["\n", "\r\n"] {
            let text = ["a,b,c", "1,\"p, q\",r", damaged, "4,\"s, t\",u", "5,v,w", ""].join(end);
            let table = read_bytes("a.csv", text, &map(&["a", "b", "c"])).expect("a table");
            assert_eq!(broken(&table), [(3, "V012")], "{damaged}");
            assert_eq!(cells(&table), [["1", "p, q", "r"], ["4", "s, t", "u"], ["5", "v", "w"]], "{damaged}");
            assert_eq!(lines(&table), [2, 4, 5]);
            assert_eq!(table.broken_text(&table.broken[0]), damaged);
            assert_eq!(table.record_text(0), "1,\"p, q\",r");
            assert_eq!(table.record_text(2), "5,v,w");
            assert_eq!(table.file.rows, 4);
            assert_eq!((table.row_at(4), table.row_at(3), table.row_at(1)), (Some(1), None, None));
        }
    }
}

#[test]
fn two_stray_quotes_do_not_swallow_what_is_between_them() {
    let text = "a,b,c\n1,\"p,q\n2,r,s\n3,t,u\n4,v\",w\n5,x,y\n";
    let table = read_bytes("a.csv", text, &map(&["a"])).expect("a table");
    assert_eq!(broken(&table), [(2, "V012"), (5, "V012")]);
    assert_eq!(cells(&table), [["2"], ["3"], ["5"]]);
    assert_eq!(lines(&table), [3, 4, 6]);
}

#[test]
fn a_quote_that_is_never_closed_costs_one_record() {
    let mut text = "a,b\n1,\"x\n".to_owned();
    (0..5000).for_each(|i| text.push_str(&format!("{i},y\n")));
    let table = read_bytes("a.csv", text, &map(&["a", "b"])).expect("a table");
    assert_eq!(broken(&table), [(2, "V012")]);
    assert_eq!(table.rows(), 5000);
}

#[test]
fn quoted_line_breaks_are_one_record_on_several_lines() {
    let text = "a;b;c\r\n1;\"two\r\nlines, and\r\na \"\"word\"\"\";x\r\n2;y;z\r\n";
    let table = read_bytes("a.csv", text, &map(&["a", "b", "c"])).expect("a table");
    assert_eq!(cells(&table), [["1", "two\r\nlines, and\r\na \"word\"", "x"], ["2", "y", "z"]]);
    assert_eq!(lines(&table), [2, 5]);
    assert!(table.broken.is_empty());
    assert!(table.record_text(0).ends_with("\"\"\";x"));
}

#[test]
fn ragged_records_are_rejected_one_by_one() {
    let text = "a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12,\n13,14,15\n";
    let table = read_bytes("a.csv", text, &map(&["c"])).expect("a table");
    assert_eq!(broken(&table), [(3, "V013"), (4, "V013"), (5, "V013")]);
    assert_eq!(cells(&table), [["3"], ["15"]]);
}

#[test]
fn an_empty_field_behind_every_record_is_harmless() {
    for text in ["a,b,\n1,2,\n3,4,\n", "a,b\n1,2,\n3,4,\n", "a,b,\n1,2\n3,4\n"] {
        let table = read_bytes("a.csv", text, &map(&["a", "b"])).expect("a table");
        assert_eq!(cells(&table), [["1", "2"], ["3", "4"]], "{text}");
        assert!(table.broken.is_empty(), "{text}");
    }
    let table = read_bytes("a.csv", "a,b\n1,2,\n3,4,x\n", &map(&["a"])).expect("a table");
    assert_eq!(broken(&table), [(3, "V013")]);
}

#[test]
fn blank_lines_are_no_records() {
    let table = read_bytes("a.csv", "\n\na,b\n1,2\n\n3,4\n\r\n\n", &map(&["a"])).expect("a table");
    assert_eq!(
        (cells(&table), lines(&table)),
        (vec![vec!["1".to_owned()], vec!["3".to_owned()]], vec![4, 6])
    );
    assert_eq!(table.file.rows, 2);
}

#[test]
fn a_giant_cell_is_refused_and_its_neighbours_are_not() {
    let giant = "x".repeat(10 << 20);
    for cell in [giant.clone(), format!("\"{giant}\"")] {
        let text = format!("a,b\n1,ok\n2,{cell}\n3,ok\n");
        let table = read_bytes("a.csv", text, &map(&["a", "b"])).expect("a table");
        assert_eq!(broken(&table), [(3, "V014")]);
        assert_eq!(cells(&table), [["1", "ok"], ["3", "ok"]]);
    }
}

#[test]
fn files_that_are_no_tables_say_why() {
    let names = map(&["a", "b"]);
    assert_eq!(only_code(read_bytes("a.csv", "", &names)), "V006");
    assert_eq!(only_code(read_bytes("a.csv", "\u{feff}", &names)), "V006");
    assert_eq!(only_code(read_bytes("a.csv", "\n \n", &names)), "V006");
    assert_eq!(only_code(read_bytes("a.csv", b"a,b\n1,\x002\n", &names)), "V008");
    assert_eq!(only_code(read_bytes("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00", &names)), "V137");
    assert_eq!(only_code(read_bytes("a.csv", b"a,b\n1,caf\xe9\n", &names)), "V009");
    assert_eq!(only_code(read_bytes("a.csv", "a,b,a\n1,2,3\n", &names)), "V010");
    assert_eq!(only_code(read_bytes("a.parquet", "PAR1 no", &map(&["a"]))), "V015");
    assert_eq!(only_code(read_bytes("a.xlsx", "no workbook", &map(&["a"]))), "V015");
    assert_eq!(only_code(read_bytes("a.ods", "no workbook", &map(&["a"]))), "V015");
    let table = read_bytes("a.csv", "a,b\n", &names).expect("a table");
    assert_eq!(table.findings.0[0].code, "V007");
    let table = read_bytes("a.csv", "a,b,c,c\n1,2,3,4\n", &names).expect("a table");
    assert_eq!((table.findings.0[0].code.id(), table.rows()), ("V010", 1));
}

#[test]
fn a_missing_column_is_named_with_the_nearest_there_is() {
    let findings = read_bytes("a.csv", "a,Provincie\n1,2\n", &map(&["Provinsie"])).expect_err("findings");
    assert_eq!(findings.0[0].code, "V011");
    assert_eq!(findings.0[0].hint.as_deref(), Some("did you mean `Provincie`?"));
    let findings = read_bytes("a.csv", "a,b\n1,2\n", &map(&["a", "tijdstip"])).expect_err("findings");
    assert!(findings.0[0].hint.as_deref().is_some_and(|h| h.ends_with("a, b")));
}

#[test]
fn a_first_line_that_may_be_a_record_is_not_repeated() {
    for (text, wanted) in [
        ("1,Peeters\n2,Janssens\n", &["naam", "tijdstip"][..]),
        ("tijdstip,Peeters\n2,Janssens\n", &["naam", "tijdstip", "kanaal"][..]),
        ("1,Peeters\n", &["tijdstip"][..]),
    ] {
        let findings = read_bytes("a.csv", text, &map(wanted)).expect_err("findings");
        for finding in &findings.0 {
            assert_eq!(finding.code, "V011");
            assert!(!format!("{finding:?}").contains("Peeters"), "{finding:?}");
        }
    }
}

#[test]
fn header_names_match_but_for_capitals_and_accents() {
    let table = read_bytes("a.csv", "Fécha ,b\n1,2\n", &map(&["fecha"])).expect("a table");
    assert_eq!(cells(&table), [["1"]]);
}

#[test]
fn encodings_are_recognised_or_named() {
    let text = "naam;b\ncaf\u{e9} \u{20ac};2\n";
    let utf16 = |big: bool| {
        let mut bytes = if big { vec![0xfe, 0xff] } else { vec![0xff, 0xfe] };
        for unit in text.encode_utf16() {
            bytes.extend(if big { unit.to_be_bytes() } else { unit.to_le_bytes() });
        }
        bytes
    };
    let latin = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let windows = FileMap { encoding: Encoding::Windows1252, ..map(&["naam"]) };
    for (bytes, map) in [
        (text.as_bytes().to_vec(), map(&["naam"])),
        (format!("\u{feff}{text}").into_bytes(), map(&["naam"])),
        (format!("\u{feff}{text}").into_bytes(), windows.clone()),
        (utf16(false), map(&["naam"])),
        (utf16(true), map(&["naam"])),
        (utf16(false)[2..].to_vec(), map(&["naam"])),
        (utf16(true)[2..].to_vec(), map(&["naam"])),
        (latin, windows),
    ] {
        let table = read_bytes("a.csv", bytes, &map).expect("a table");
        assert_eq!(cells(&table), [["caf\u{e9} \u{20ac}"]]);
    }
}

#[test]
fn a_separator_line_above_the_header_is_followed() {
    let table = read_bytes("a.csv", "sep=;\r\na;b,c\r\n1;2\r\n", &map(&["a", "b,c"])).expect("a table");
    assert_eq!((cells(&table), lines(&table)), (vec![vec!["1".to_owned(), "2".to_owned()]], vec![3]));
}

#[test]
fn the_hash_is_that_of_the_bytes() {
    let table = read_bytes("a.csv", "abc", &map(&["abc"])).expect("a table");
    assert_eq!(table.file.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(table.file.bytes, 3);
}
