//! Spans that look wrong together.

use super::*;
use crate::config::{Quantity, Unit};

fn at() -> ColumnMap {
    column("at", "at")
}

fn with(target: &str, quantity: Quantity) -> ColumnMap {
    ColumnMap { quantity, ..column(target, "x") }
}

const DAY: &str = "2023-01-05";

fn many(make: impl Fn(usize) -> String) -> String {
    let rows: Vec<String> = (0..60).map(|i| format!("{DAY};{}\n", make(i))).collect();
    rows.concat()
}

#[test]
fn spans_that_look_wrong_together_are_asked_about_and_left_out() {
    let run = |target: &str, cell: &dyn Fn(usize) -> String, unit: Option<Unit>| {
        let quantity = Quantity { unit, ..Quantity::default() };
        let content = format!("at;x\n{}", many(cell));
        let (table, findings, _) =
            run_with(&content, Vec::new(), vec![at(), with(target, quantity)], |line| {
                line.plausible.wait_max = 1_209_600;
                line.plausible.duration_max = 86_400;
            });
        let codes = ["V044", "V112"].into_iter().filter(|c| !with_code(&findings, c).is_empty());
        let codes = codes.collect::<Vec<_>>();
        let table = table.expect("the file is read");
        let spans = table.wait_s.or(table.duration_s).expect("the column is read");
        assert_eq!(spans.iter().all(|span| *span == UNREAD_U32), !codes.is_empty(), "{codes:?}");
        codes
    };
    assert_eq!(run("wait_s", &|i| (37_000 * (i % 9)).to_string(), None), ["V112"]);
    assert_eq!(run("wait_s", &|i| (37 * (i % 9)).to_string(), None), [""; 0]);
    assert_eq!(run("wait_s", &|i| (37_000 * (i % 9)).to_string(), Some(Unit::Seconds)), [""; 0]);
    assert_eq!(run("wait_s", &|i| (i % 5).to_string(), None), ["V044"]);
    assert_eq!(run("wait_s", &|i| format!("0.00{}", i % 5 + 11), None), ["V044"]);
    assert_eq!(run("duration_s", &|i| (600_000 + 977 * i).to_string(), None), ["V112"]);
    assert_eq!(run("duration_s", &|i| (i % 40).to_string(), None), ["V044"]);
    assert_eq!(run("duration_s", &|i| (600 + 17 * i).to_string(), None), [""; 0]);
    // A column that counts days is as long as it says; hours alone may be minutes, seconds and hundredths.
    let clock = |days: &str, i: usize| format!("{days}{:02}:{:02}:{:02}", 5 + i % 9, i % 60, (7 * i) % 60);
    for days in ["1.", "1 "] {
        assert_eq!(run("wait_s", &|i| clock(days, i), None), [""; 0], "{days}");
        assert_eq!(run("wait_s", &|i| clock(if i == 50 { days } else { "" }, i), None), [""; 0], "{days}");
        assert_eq!(
            run("duration_s", &|i| clock(if i == 50 { days } else { "" }, i), None),
            [""; 0],
            "{days}"
        );
    }
    assert_eq!(run("wait_s", &|i| clock("", i), None), ["V112"]);
    assert_eq!(run("duration_s", &|i| clock("", i), None), ["V112"]);
}

#[test]
fn a_length_that_begins_in_the_queue_is_asked_about() {
    let run = |row: &dyn Fn(usize) -> String| {
        let content = format!("at;o;w;d\n{}", many(row));
        let columns = vec![at(), column("outcome", "o"), column("wait_s", "w"), column("duration_s", "d")];
        let (table, findings, _) = run_with(&content, Vec::new(), columns, |_| {});
        let asked = with_code(&findings, "V113").len();
        let lengths = table.and_then(|t| t.duration_s).expect("the lengths are read");
        assert_eq!(lengths.contains(&UNREAD_U32), asked == 1);
        asked
    };
    let outcome = |i: usize| if i.is_multiple_of(4) { "abandoned" } else { "answered" };
    let wait = |i: usize| 10 + 31 * (i % 13);
    let talk = |i: usize| if i.is_multiple_of(4) { 0 } else { 200 + 17 * (i % 50) };
    assert_eq!(run(&|i| format!("{};{};{}", outcome(i), wait(i), wait(i) + talk(i))), 1);
    assert_eq!(run(&|i| format!("{};{};{}", outcome(i), wait(i), talk(i))), 0);
    assert_eq!(
        run(&|i| format!("answered;{};{}", 400 + 31 * (i % 13), 430 + 31 * (i % 13) + 5 * (i % 50))),
        1
    );
}

#[test]
fn waits_of_those_who_left_that_are_all_tiny_are_asked_about() {
    let content = format!(
        "at;o;w\n{}",
        many(|i| format!("{};{}", ["abandoned", "answered"][i % 2], [i % 4, 40][i % 2]))
    );
    let columns = vec![at(), column("outcome", "o"), column("wait_s", "w")];
    let (table, findings, _) = run_with(&content, Vec::new(), columns, |_| {});
    assert_eq!(with_code(&findings, "V114").len(), 1, "{findings:?}");
    let waits = table.and_then(|t| t.wait_s).expect("the waits are read");
    assert!(waits.chunks(2).all(|two| two == [UNREAD_U32, 40]), "{waits:?}");
}

#[test]
fn a_length_of_nothing_of_who_was_not_answered_is_no_doubt() {
    let content = format!(
        "at;o;d\n{}",
        many(|i| if i % 3 == 0 { format!("answered;{}", 300 + 17 * i) } else { "busy;0".to_owned() })
    );
    let columns = vec![at(), column("outcome", "o"), column("duration_s", "d")];
    let (_, findings, _) = run_with(&content, Vec::new(), columns, |_| {});
    assert_eq!(with_code(&findings, "V044").len(), 0, "{findings:?}");
}

#[test]
fn waits_in_another_unit_are_asked_about_once() {
    let content =
        format!("at;o;w\n{}", many(|i| format!("{};0.00{}", ["abandoned", "answered"][i % 2], i % 5 + 11)));
    let columns = vec![at(), column("outcome", "o"), column("wait_s", "w")];
    let (_, findings, _) = run_with(&content, Vec::new(), columns, |_| {});
    let asked = ["V044", "V112", "V114"].map(|code| with_code(&findings, code).len());
    assert_eq!(asked, [1, 0, 0], "{findings:?}");
}
