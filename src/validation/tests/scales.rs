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
fn spans_that_look_wrong_together_are_doubted() {
    let run = |target: &str, cell: &dyn Fn(usize) -> String, unit: Option<Unit>| {
        let quantity = Quantity { unit, ..Quantity::default() };
        let content = format!("at;x\n{}", many(cell));
        let (_, findings, _) = run_with(&content, Vec::new(), vec![at(), with(target, quantity)], |line| {
            line.plausible.wait_max = 1_209_600;
            line.plausible.duration_max = 86_400;
        });
        let codes = ["V044", "V112"].into_iter().filter(|c| !with_code(&findings, c).is_empty());
        codes.collect::<Vec<_>>()
    };
    assert_eq!(run("wait_s", &|i| (37_000 * (i % 9)).to_string(), None), ["V112"]);
    assert_eq!(run("wait_s", &|i| (37 * (i % 9)).to_string(), None), [""; 0]);
    assert_eq!(run("wait_s", &|i| (37_000 * (i % 9)).to_string(), Some(Unit::Seconds)), [""; 0]);
    assert_eq!(run("wait_s", &|i| (i % 5).to_string(), None), ["V044"]);
    assert_eq!(run("wait_s", &|i| format!("0.00{}", i % 5 + 11), None), ["V044"]);
    assert_eq!(run("duration_s", &|i| (600_000 + 977 * i).to_string(), None), ["V112"]);
    assert_eq!(run("duration_s", &|i| (i % 40).to_string(), None), ["V044"]);
    assert_eq!(run("duration_s", &|i| (600 + 17 * i).to_string(), None), [""; 0]);
}

#[test]
fn a_length_that_begins_in_the_queue_is_asked_about() {
    let run = |row: &dyn Fn(usize) -> String| {
        let content = format!("at;o;w;d\n{}", many(row));
        let columns = vec![at(), column("outcome", "o"), column("wait_s", "w"), column("duration_s", "d")];
        let (_, findings, _) = run_with(&content, Vec::new(), columns, |_| {});
        with_code(&findings, "V113").len()
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
    let (_, findings, _) = run_with(&content, Vec::new(), columns, |_| {});
    assert_eq!(with_code(&findings, "V114").len(), 1, "{findings:?}");
}
