//! What is found, what is cut to the period asked for, and what is a finding.

use std::collections::{BTreeMap, BTreeSet};

use super::{Answer, Source, answer};
use crate::base::{Findings, Lang, Num, Period};
use crate::config::{Asked, AskedPart, Chapter, FigureId, Question, Reason, Stage, Text, TextPlace};
use crate::disclosure::{Known, Safe, SafeTable, Settings, protect_all};

use crate::measures::{
    Cell, Exact, Form, Formula, Header, Key, Label, Missing, NoteRef, Role, Table, TableKind,
};

/// A table of one row over the years; 0 stands for a year that is withheld because too much is unknown.
fn table(figure: &str, years: &[(i32, u64)]) -> SafeTable {
    let head = |key: Key, label: Label| Header { key, label, role: Role::Body };
    let period = |y: i32| Period::Year(y);
    let value = |n: u64| match n {
        0 => Exact::Missing(Missing::TooMuchUnknown),
        n => Exact::Count(n),
    };
    let table = Table {
        year: years.last().map_or(0, |(y, _)| *y),
        rows: vec![head(Key::default(), Label::Plain("row".to_owned()))],
        cols: years
            .iter()
            .map(|(y, _)| head(Key { period: Some(period(*y)), ..Key::default() }, Label::Period(period(*y))))
            .collect(),
        cells: years.iter().map(|(_, n)| Cell { value: value(*n), flags: BTreeSet::new() }).collect(),
        ..bare(figure)
    };
    protect_all(&[table], &Settings::new(5), &Known::nothing()).0.remove(0)
}

/// A table without rows and columns.
fn bare(figure: &str) -> Table {
    Table {
        figure: FigureId::ContactsBy(figure.to_owned()),
        chapter: Chapter::Volume,
        key: Key { measure: Some("contacts".to_owned()), stage: Some(Stage::Answered), ..Key::default() },
        row_dim: None,
        col_dim: None,
        kind: TableKind::Single,
        form: Form::None,
        year: 2020,
        rows: Vec::new(),
        cols: Vec::new(),
        cells: Vec::new(),
        notes: Vec::new(),
        annex: false,
        sums: Vec::new(),
    }
}

/// A table of one number with these notes.
fn with_notes(notes: Vec<NoteRef>) -> SafeTable {
    let head =
        |label: &str| Header { key: Key::default(), label: Label::Plain(label.to_owned()), role: Role::Body };
    let table = Table {
        rows: vec![head("row")],
        cols: vec![head("column")],
        cells: vec![Cell { value: Exact::Count(31), flags: BTreeSet::new() }],
        notes,
        ..bare("notes")
    };
    protect_all(&[table], &Settings::new(5), &Known::nothing()).0.remove(0)
}

/// A table with a row per month, their total, and the change against the year before.
fn by_month(years: &[i32]) -> SafeTable {
    let year = |y: i32| Key { period: Some(Period::Year(y)), ..Key::default() };
    let month =
        |m: u8| Key { dims: BTreeMap::from([("month".to_owned(), format!("{m:02}"))]), ..Key::default() };
    let mut rows: Vec<Header> =
        (1..=12).map(|m| Header { key: month(m), label: Label::Month(m), role: Role::Body }).collect();
    rows.push(Header { key: Key::default(), label: Label::Word("row.total".to_owned()), role: Role::Total });
    let mut cols: Vec<Header> = years
        .iter()
        .map(|y| Header { key: year(*y), label: Label::Period(Period::Year(*y)), role: Role::Body })
        .collect();
    let last = years.len() - 1;
    cols.push(Header {
        key: year(years[last]),
        label: Label::Word("col.change".to_owned()),
        role: Role::Derived,
    });
    let mut cells = Vec::new();
    for (r, n) in (0..13).zip(1_u64..) {
        let count = |y: u64| if n < 13 { 2000 + 10 * y * n / 4 } else { 24_000 + y };
        cells.extend((1..=years.len() as u64).map(|y| Exact::Count(count(y))));
        cells.push(Exact::Derived(Formula::Change { to: (r, last), from: (r, last - 1) }));
    }
    let table = Table {
        kind: TableKind::Multi,
        rows,
        cols,
        cells: cells.into_iter().map(|value| Cell { value, flags: BTreeSet::new() }).collect(),
        ..bare("by-month")
    };
    protect_all(&[table], &Settings::new(5), &Known::nothing()).0.remove(0)
}

fn part(figure: Option<&str>, period: Option<&str>, reason: Option<Reason>) -> AskedPart {
    AskedPart {
        what: Text::same("asked"),
        line: figure.map(|_| "line".to_owned()),
        figure: figure.map(|dim| format!("contacts-by-{dim}")),
        period: period.map(|p| Period::parse(p).unwrap()),
        asked: true,
        fixed: false,
        platform: None,
        reason,
        answer: Text::default(),
        answer_places: BTreeMap::new(),
        place: TextPlace::of_key("data/questions/q.yaml", "", "part"),
    }
}

fn ask(parts: Vec<AskedPart>, tables: &[SafeTable]) -> (Answer, Findings) {
    ask_on("2020-12-31", parts, tables)
}

fn ask_on(as_of: &str, parts: Vec<AskedPart>, tables: &[SafeTable]) -> (Answer, Findings) {
    let question = Question {
        id: "q".to_owned(),
        number: Text::same("232"),
        date: chrono::NaiveDate::from_ymd_opt(2020, 12, 18).unwrap(),
        undated: false,
        as_of: as_of.parse().unwrap(),
        title: Text::same("title"),
        asker: Text::default(),
        addressee: Text::default(),
        original: None,
        summarised: false,
        languages: vec![Lang::nl()],
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
    let (found, findings) = ask(vec![part(Some("contacts"), Some("2016/2020"), None)], &tables);
    assert_eq!(found.delivered[0][0].lacking, [2016]);
    assert_eq!(findings.0.len(), 1);
    assert_eq!(findings.0[0].code, "L019");
    assert!(findings.0[0].message.contains("(1a)") && findings.0[0].message.contains("lacks 2016"));
    // The wrong period altogether.
    let (found, findings) = ask(vec![part(Some("contacts"), Some("2015/2016"), None)], &tables);
    assert!(found.items.is_empty() && found.delivered[0][0].item.is_none());
    assert_eq!(findings.0[0].code, "L019");
    // With a reason it is told in the index and is no finding.
    let told = part(Some("contacts"), Some("2016/2020"), Some(Reason::NotAvailable));
    let (found, findings) = ask(vec![told], &tables);
    assert!(findings.0.is_empty());
    assert_eq!(found.delivered[0][0].lacking, [2016]);
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
fn nothing_after_the_day_is_used() {
    let tables = [table("contacts", &[(2019, 281), (2020, 460), (2021, 484)])];
    let years = |as_of: &str, period| {
        let (found, findings) = ask_on(as_of, vec![part(Some("contacts"), period, None)], &tables);
        assert!(findings.0.is_empty(), "{as_of}: {findings:?}");
        let delivered = found.delivered[0][0].clone();
        let numbers = found.items.first().map(|item| (item.table.cols().len(), item.table.year()));
        (delivered.years, delivered.later, numbers)
    };
    // A year is over with its last day.
    assert_eq!(years("2021-12-31", None), (Some((2019, 2021)), vec![], Some((3, 2021))));
    assert_eq!(years("2021-12-30", None), (Some((2019, 2020)), vec![], Some((2, 2020))));
    // What was asked and was not over is told and is no finding.
    let asked = years("2020-12-18", Some("2019/2020"));
    assert_eq!(asked, (Some((2019, 2019)), vec![2020], Some((1, 2019))));
    assert_eq!(years("2020-12-18", Some("2020")), (None, vec![2020], None));
    // A question about what comes after its day asks for the wrong period.
    let (_, findings) = ask_on("2020-12-18", vec![part(Some("contacts"), Some("2021"), None)], &tables);
    assert!(findings.0[0].message.contains("is of a period after 2020-12-18"), "{findings:?}");
    // What was fixed beforehand, as a budget is, was known when its year began.
    let fixed = |as_of: &str| {
        let part = AskedPart { fixed: true, ..part(Some("contacts"), None, None) };
        ask_on(as_of, vec![part], &tables).0.delivered[0][0].years
    };
    assert_eq!((fixed("2021-01-01"), fixed("2020-12-31")), (Some((2019, 2021)), Some((2019, 2020))));
}

#[test]
fn of_a_year_that_is_not_over_only_its_months_are_given() {
    let (found, findings) = ask_on(
        "2020-12-18",
        vec![part(Some("by-month"), Some("2019/2020"), None)],
        &[by_month(&[2019, 2020])],
    );
    assert!(findings.0.is_empty(), "{findings:?}");
    let table = &found.items[0].table;
    let value = |row, col| table.cell(row, col).value();
    // Twelve months of 2019, eleven of 2020; its total and the change against 2019 tell of December.
    assert_eq!((table.rows().len(), table.cols().len(), table.year()), (13, 2, 2019));
    assert_eq!(value(11, 0).number(), Some(Num::int(2030)));
    assert_eq!(value(10, 1).number(), Some(Num::int(2055)));
    let absent = Safe::Missing(Missing::NotAvailable);
    assert_eq!((value(11, 1), value(12, 1)), (absent, absent));
    assert!(value(12, 0).number().is_some());
    let delivered = &found.delivered[0][0];
    assert_eq!(delivered.years, Some((2019, 2020)));
    assert_eq!(delivered.months, Some(Period::Months((2020, 1), (2020, 11))));
    assert!(delivered.later.is_empty() && delivered.lacking.is_empty());
}

#[test]
fn notes_on_later_days_stay_away() {
    let note = |id: &str, name: &str, text: &str| NoteRef {
        id: id.to_owned(),
        args: BTreeMap::from([(name.to_owned(), text.to_owned())]),
    };
    let notes = vec![
        note("event-day", "from", "date:2021-07-05"),
        note("event-day", "from", "date:2020-03-18"),
        note("years", "years", "2019, 2021"),
        note("limit", "limit", "2021"),
        note("count", "n", "1.000"),
        note("code", "event", "code:event:year-2021"),
    ];
    let kept = with_notes(notes).known_on("2020-12-31".parse().unwrap(), false).unwrap();
    let ids: Vec<&str> = kept.notes().iter().map(|n| n.id.as_str()).collect();
    assert_eq!(ids, ["event-day", "count", "code"]);
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
    let ids: Vec<String> = found.items.iter().map(|i| i.id.to_string()).collect();
    assert_eq!(ids, ["line-contacts-by-contacts", "line-contacts-by-contacts--2"]);
    let named = found.tables();
    assert_eq!(named[1].figure().to_string(), ids[1]);
    assert_eq!(named[1].key_of(0, 0).dims["line"], "line");
}
