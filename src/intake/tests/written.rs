//! What other software writes: files without header, and quotes in other ways.

use super::*;
use crate::config::Names;

fn without_header(names: &[&str], least: usize, asked: &[&str]) -> FileMap {
    let all = names.iter().map(|n| (*n).to_owned()).collect();
    FileMap { header: Some(Names { all, least }), ..map(asked) }
}

#[test]
fn a_file_without_header_loses_no_first_record() {
    let names = ["time", "call", "event", "data1", "data2"];
    let map = without_header(&names, 3, &["time", "data2"]);
    let text = "1704067200|a|ENTER||\n1704067205|a|CONNECT|5\n1704067300|a|END|5|95\n\n1704067301|b|END|1|2|3\n17|b\n";
    let table = read_bytes("queue_log.txt", text, &map).expect("a table");
    assert_eq!(cells(&table), [["1704067200", ""], ["1704067205", ""], ["1704067300", "95"]]);
    assert_eq!(lines(&table), [1, 2, 3]);
    let broken: Vec<u64> = table.broken.iter().map(|b| b.line).collect();
    assert_eq!(broken, [5, 6], "more values than names, and fewer than a record has");
    assert_eq!(table.file.rows, 5);
}

#[test]
fn without_names_a_file_without_header_is_refused() {
    let findings =
        read_bytes("a.csv", "2024-01-05 10:00:00,chat\n", &map(&["at", "channel"])).expect_err("refused");
    assert!(!format!("{findings:?}").contains("chat"), "{findings:?}");
}

#[test]
fn quotes_with_a_backslash_do_not_shift_the_fields_behind_them() {
    let text = "at,note,kind\n\"2024-01-05\",\"said \\\"yes, now\\\"\",\"a\"\n";
    let strict = read_bytes("a.csv", text, &map(&["at", "kind"])).expect("a table");
    assert_eq!((strict.rows(), strict.broken.len()), (0, 1), "never a shifted record");
    let map = FileMap { quotes: Quotes::Backslash, ..map(&["at", "note", "kind"]) };
    let table = read_bytes("a.csv", text, &map).expect("a table");
    assert_eq!(cells(&table), [["2024-01-05", "said \"yes, now\"", "a"]]);
}

#[test]
fn quotes_that_are_not_doubled_do_not_shift_the_fields_behind_them() {
    let text = "\"at\",\"name\",\"kind\"\n\"2024-01-05\",\"Ann \"A\" B\",\"a\"\n\"2024-01-06\",\"C \"x\", y\",\"b\"\n";
    let strict = read_bytes("a.csv", text, &map(&["at", "kind"])).expect("a table");
    assert_eq!((strict.rows(), strict.broken.len()), (0, 2), "never a shifted record");
    let map = FileMap { quotes: Quotes::Bare, delimiter: Some(b','), ..map(&["at", "name", "kind"]) };
    let table = read_bytes("a.csv", text, &map).expect("a table");
    assert_eq!(cells(&table), [["2024-01-05", "Ann \"A\" B", "a"]]);
    assert_eq!(
        table.broken.iter().map(|b| b.line).collect::<Vec<_>>(),
        [3],
        "a quote before a comma is doubtful"
    );
}
