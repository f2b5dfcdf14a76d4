//! Ages, and several answers in a cell or in several columns.

use super::*;
use crate::config::{Birth, Quantity, Unit};

fn at() -> ColumnMap {
    column("at", "at")
}

fn with(target: &str, quantity: Quantity) -> ColumnMap {
    ColumnMap { quantity, ..column(target, "x") }
}

/// A file with one more column, `x`, quoted.
fn file(cells: &[&str]) -> String {
    let rows: Vec<String> = cells.iter().map(|c| format!("2023-01-05;\"{c}\"\n")).collect();
    format!("at;x\n{}", rows.concat())
}

fn bands() -> Dimension {
    let mut ages = list("age", &[]);
    for (at, (from, to)) in [(0, 11), (12, 17), (18, 120)].into_iter().enumerate() {
        let band = Code { band: Some((from, to)), ..code(&format!("age_{from}"), CodeKind::Plain, &[]) };
        ages.codes.insert(at, band);
    }
    dimension(ages, DimKind::Single)
}

#[test]
fn ages_have_units_in_the_cell_or_beside_it() {
    let cells =
        ["9m", "6 maanden", "8 mois", "3 days", "2 jaar", "0,5", "12.0", "NaN", "1½5", "150", "18 maanden"];
    let (table, findings, _) = run_with(&file(&cells), vec![bands()], vec![at(), column("age", "x")], |_| {});
    assert_eq!(table.expect("registrations").single["age"], [0, 0, 0, 0, 0, 0, 1, 5, 4, 4, 0]);
    assert_eq!((with_code(&findings, "V026").len(), with_code(&findings, "V031").len()), (1, 1));
    let content =
        "at;n;u\n2023-01-05;20;M\n2023-01-05;20;J\n2023-01-05;20;\n2023-01-05;;J\n2023-01-05;20;?\n";
    let quantity = Quantity {
        unit_column: Some(vec!["u".to_owned()]),
        units: BTreeMap::from([("j".to_owned(), Unit::Years)]),
        ..Quantity::default()
    };
    let age = ColumnMap { quantity, ..column("age", "n") };
    let (table, ..) = run_with(content, vec![bands()], vec![at(), age], |_| {});
    assert_eq!(table.expect("registrations").single["age"], [0, 2, 2, 5, 2]);
}

#[test]
fn ages_are_reckoned_from_births_to_the_day_of_the_contact() {
    let content = "at;x\n2023-03-01;01/03/2011\n2023-02-28;01/03/2011\n2023-02-28;29/02/2004\n2023-02-28;\n\
        2023-02-28;01/01/2024\n2023-02-28;ooit\n";
    let birth = |birth| Quantity { birth: Some(birth), ..Quantity::default() };
    let age = ColumnMap { format: Some("%d/%m/%Y".to_owned()), ..with("age", birth(Birth::Date)) };
    let (table, findings, _) = run_with(content, vec![bands()], vec![at(), age], |_| {});
    assert_eq!(table.expect("registrations").single["age"], [1, 0, 2, 5, 4, 4]);
    let [told] = with_code(&findings, "V031")[..] else { panic!("{findings:?}") };
    assert_eq!(told.more, 1);
    let content = "at;x\n2023-03-01;2005\n2023-03-01;2005.0\n2023-03-01;2011\n2023-03-01;11\n2023-03-01;?\n";
    let (table, ..) = run_with(content, vec![bands()], vec![at(), with("age", birth(Birth::Year))], |_| {});
    assert_eq!(table.expect("registrations").single["age"], [2, 2, 1, 4, 3]);
}

#[test]
fn bands_that_became_dates_are_told_once() {
    let (table, findings, _) = run_with(
        &file(&["12-mrt", "15-dec", "14", "12-mrt"]),
        vec![bands()],
        vec![at(), column("age", "x")],
        |_| {},
    );
    assert_eq!(table.expect("registrations").single["age"], [4, 4, 1, 4]);
    let [told] = with_code(&findings, "V115")[..] else { panic!("{findings:?}") };
    assert!(told.message.contains("3 cells") && with_code(&findings, "V026").is_empty());
}

#[test]
fn several_answers_stand_in_lists_in_columns_and_in_labels_with_the_separator() {
    let mut themes = list("theme", &["a", "b", "c"]);
    themes.codes[1].aliases = vec!["B, of iets".to_owned()];
    let theme = || dimension(themes.clone(), DimKind::Multi);
    let content = "at;x\n2023-01-05;[\"a\", \"c\"]\n2023-01-05;['b']\n2023-01-05;{a,c}\n2023-01-05;[a; b]\n\
        2023-01-05;[]\n2023-01-05;a, b, of iets\n2023-01-05;B, of iets, c\n2023-01-05;a, zz\n2023-01-05;a, NA\n"
        .replace("[\"a\", \"c\"]", "\"[\"\"a\"\", \"\"c\"\"]\"")
        .replace("[a; b]", "\"[a; b]\"");
    let columns = vec![at(), ColumnMap { separator: Some(",".to_owned()), ..column("theme", "x") }];
    let (table, findings, _) = run_with(&content, vec![theme()], columns, |_| {});
    let blank = 1 << 5;
    let expected = [0b101, 0b10, 0b101, 0b11, blank, 0b11, 0b110, 0b1 | 1 << 4, 0b1];
    assert_eq!(table.expect("registrations").multi["theme"], expected, "{findings:?}");
    let content = "at;x;y;z\n2023-01-05;a;c;\n2023-01-05;;;\n2023-01-05;NA;b;b\n2023-01-05;?;;\n";
    let source = Source::Several(["x", "y", "z"].map(|n| vec![n.to_owned()]).to_vec());
    let columns = vec![at(), ColumnMap { source, ..column("theme", "") }];
    let (table, ..) = run_with(content, vec![theme()], columns, |_| {});
    assert_eq!(table.expect("registrations").multi["theme"], [0b101, blank, 0b10, 1 << 3]);
}
