//! What is found, what is cut to the period asked for, and what is a finding.

use std::collections::{BTreeMap, BTreeSet};

use super::{Answer, Source, answer};
use crate::base::{Findings, Num, Period, Place};
use crate::config::{Asked, AskedPart, Chapter, Lang, Question, Reason, Stage, Text};
use crate::disclosure::{Known, SafeTable, Settings, protect_all};

use crate::measures::{Cell, Exact, Form, Header, Key, Label, Missing, Role, Table, TableKind};

/// A table of one row over the years; 0 stands for a year that is withheld because too much is unknown.
fn table(figure: &str, years: &[(i32, u64)]) -> SafeTable {
    let head = |key: Key, label: Label| Header { key, label, role: Role::Body };
    let period = |y: i32| Period::Year(y);
    let value = |n: u64| match n {
        0 => Exact::Missing(Missing::TooMuchUnknown),
        n => Exact::Count(n),
    };
    let table = Table {
        figure: figure.to_owned(),
        chapter: Chapter::Volume,
        key: Key { measure: Some("contacts".to_owned()), stage: Some(Stage::Answered), ..Key::default() },
        row_dim: None,
        col_dim: None,
        kind: TableKind::Single,
        form: Form::None,
        year: years.last().map_or(0, |(y, _)| *y),
        rows: vec![head(Key::default(), Label::Plain("row".to_owned()))],
        cols: years
            .iter()
            .map(|(y, _)| head(Key { period: Some(period(*y)), ..Key::default() }, Label::Period(period(*y))))
            .collect(),
        cells: years.iter().map(|(_, n)| Cell { value: value(*n), flags: BTreeSet::new() }).collect(),
        notes: Vec::new(),
        annex: false,
        sums: Vec::new(),
    };
    protect_all(&[table], &Settings::new(5), &Known::nothing()).0.remove(0)
}

fn part(figure: Option<&str>, period: Option<&str>, reason: Option<Reason>) -> AskedPart {
    AskedPart {
        what: Text::same("asked"),
        line: figure.map(|_| "line".to_owned()),
        figure: figure.map(str::to_owned),
        period: period.map(|p| Period::parse(p).unwrap()),
        platform: None,
        reason,
        answer: Text::default(),
        answer_places: BTreeMap::new(),
        place: Place::file("data/questions/q.yaml"),
    }
}

fn ask(parts: Vec<AskedPart>, tables: &[SafeTable]) -> (Answer, Findings) {
    let question = Question {
        id: "q".to_owned(),
        number: Text::same("232"),
        date: chrono::NaiveDate::from_ymd_opt(2020, 12, 18).unwrap(),
        undated: false,
        title: Text::same("title"),
        asker: Text::default(),
        addressee: Text::default(),
        original: None,
        summarised: false,
        languages: vec![Lang::Nl],
        asked: vec![Asked { number: "1a".to_owned(), text: Text::same("text"), parts }],
    };
    let source = Source { line: "line", tables: tables.iter().collect() };
    answer(0, &question, &[source])
}

#[test]
fn a_table_is_cut_to_the_years_asked_for() {
    // As in question 232: three years were asked, four are there.
    let tables = [table("contacts", &[(2017, 315), (2018, 447), (2019, 281), (2020, 460)])];
    let (found, findings) = ask(vec![part(Some("contacts"), Some("2018/2020"), None)], &tables);
    assert!(findings.0.is_empty(), "{findings:?}");
    let item = &found.items[0].table;
    assert_eq!((item.cols().len(), item.year()), (3, 2020));
    assert_eq!(item.cell(0, 0).value().number(), Some(Num::int(447)));
    assert_eq!(found.delivered[0][0].years, Some((2018, 2020)));
}

#[test]
fn fewer_years_than_asked_are_a_finding() {
    // As in question 281: five years were asked, four given.
    let tables = [table("contacts", &[(2017, 315), (2018, 447), (2019, 281), (2020, 460)])];
    let (found, findings) = ask(vec![part(Some("contacts"), Some("2017/2021"), None)], &tables);
    assert_eq!(found.delivered[0][0].lacking, [2021]);
    assert_eq!(findings.0.len(), 1);
    assert_eq!(findings.0[0].code, "L019");
    assert!(findings.0[0].message.contains("(1a)") && findings.0[0].message.contains("lacks 2021"));
    // The wrong period altogether.
    let (found, findings) = ask(vec![part(Some("contacts"), Some("2021/2022"), None)], &tables);
    assert!(found.items.is_empty() && found.delivered[0][0].item.is_none());
    assert_eq!(findings.0[0].code, "L019");
    // With a reason it is told in the index and is no finding.
    let told = part(Some("contacts"), Some("2017/2021"), Some(Reason::NotAvailable));
    let (found, findings) = ask(vec![told], &tables);
    assert!(findings.0.is_empty());
    assert_eq!(found.delivered[0][0].lacking, [2021]);
}

#[test]
fn a_figure_that_is_not_there_is_a_finding_unless_there_is_a_reason() {
    let (_, findings) = ask(vec![part(Some("nothing"), None, None)], &[]);
    assert_eq!(findings.0[0].code, "L019");
    let (found, findings) = ask(vec![part(None, None, Some(Reason::NotMeasurable))], &[]);
    assert!(findings.0.is_empty());
    assert_eq!(found.delivered[0][0].reason, Some(Reason::NotMeasurable));
}

#[test]
fn years_after_the_day_of_the_question_are_a_finding_unless_they_are_asked_for() {
    let tables = [table("contacts", &[(2020, 460), (2021, 484)])];
    let (_, findings) = ask(vec![part(Some("contacts"), None, None)], &tables);
    assert_eq!(findings.0[0].code, "L019");
    assert!(findings.0[0].message.contains("goes on to 2021"), "{}", findings.0[0].message);
    let (_, findings) = ask(vec![part(Some("contacts"), Some("2020/2021"), None)], &tables);
    assert!(findings.0.is_empty(), "{findings:?}");
    let tables = [table("contacts", &[(2019, 281), (2020, 460)])];
    let (_, findings) = ask(vec![part(Some("contacts"), None, None)], &tables);
    assert!(findings.0.is_empty(), "{findings:?}");
}

#[test]
fn a_breakdown_that_is_withheld_says_so() {
    let tables = [table("gender", &[(2019, 0), (2020, 0)])];
    let (found, findings) = ask(vec![part(Some("gender"), Some("2019/2020"), None)], &tables);
    assert!(found.delivered[0][0].withheld && findings.0.is_empty(), "{findings:?}");
    let tables = [table("gender", &[(2019, 0), (2020, 12)])];
    let (found, _) = ask(vec![part(Some("gender"), Some("2019/2020"), None)], &tables);
    assert!(!found.delivered[0][0].withheld);
}

#[test]
fn a_table_asked_for_twice_stands_once_and_other_years_are_another_table() {
    let tables = [table("contacts", &[(2019, 281), (2020, 460)])];
    let ask_for = |period: &str| part(Some("contacts"), Some(period), None);
    let (found, _) = ask(vec![ask_for("2019/2020"), ask_for("2019/2020"), ask_for("2020")], &tables);
    let items: Vec<Option<usize>> = found.delivered[0].iter().map(|d| d.item).collect();
    assert_eq!(items, [Some(0), Some(0), Some(1)]);
    let ids: Vec<&str> = found.items.iter().map(|i| i.id.as_str()).collect();
    assert_eq!(ids, ["line-contacts", "line-contacts--2"]);
    let named = found.tables();
    assert_eq!(named[1].figure(), "line-contacts--2");
    assert_eq!(named[1].key_of(0, 0).dims["line"], "line");
}
