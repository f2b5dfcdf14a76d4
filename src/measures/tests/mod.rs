//! Tables against counts made by hand and by a plain loop over the rows.

mod events;
mod figures;

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::cube::Col;
use super::{Context, Exact, Table, cube, specs, tables, years};
use crate::config::{Helpline, Outcome, Stage, load};
use crate::validation::{Accounting, NONE_U16, NONE_U32, Registrations, UNREAD_U32};

const CODES: &str = "version: '1'\ncodes:\n  - {id: a, nl: A}\n  - {id: b, nl: B}\n  - {id: other, nl: Andere, kind: other}\n";
const LINE: &str = "name: Test\nyears: [2021]\nstages: [incoming, answered]\nsince: 2020-03-10\n\
    channels:\n  phone: {since: 2020-03-10}\n  chat: {since: 2021-02-01}\n\
    dimensions:\n  problem: {victims: true}\n  violence_form: {}\n\
    crosses: [[problem, channel]]\n\
    files:\n  - {match: '*.csv', columns: {at: at}}\n";

fn line() -> Helpline {
    line_of(CODES, LINE, "")
}

/// A line from its code lists, its settings and its events.
fn line_of(codes: &str, settings: &str, events: &str) -> Helpline {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir_all(data.join("codelists")).unwrap();
    std::fs::create_dir_all(data.join("test")).unwrap();
    std::fs::write(data.join("workspace.yaml"), "date: 2022-04-01\n").unwrap();
    std::fs::write(data.join("codelists/problem.yaml"), codes).unwrap();
    std::fs::write(data.join("codelists/violence_form.yaml"), CODES).unwrap();
    std::fs::write(data.join("test/helpline.yaml"), settings).unwrap();
    if !events.is_empty() {
        std::fs::write(data.join("test/events.yaml"), events).unwrap();
    }
    let (workspace, findings) = load(folder.path());
    assert!(!findings.has_errors(), "{findings:?}");
    workspace.unwrap().helplines.remove(0)
}

/// One registration. A test names what it is about and takes the rest of [`CALL`]; what is coded has the number
/// of its code: channels in the order of the settings, problems in that of the code list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    year: u16,
    month: u8,
    day: u8,
    weekday: u8,
    hour: u8,
    channel: u8,
    outcome: u8,
    problem: u8,
    /// A bit per form of violence.
    forms: u64,
    wait_s: u32,
    victims: u16,
}

/// An answered phone call of 2021 about problem `a`, by a Monday morning in March.
const CALL: Row = Row {
    year: 2021,
    month: 3,
    day: 1,
    weekday: 0,
    hour: 10,
    channel: PHONE,
    outcome: ANSWERED,
    problem: A,
    forms: 0b01,
    wait_s: 30,
    victims: 0,
};

const PHONE: u8 = 0;
const CHAT: u8 = 1;
const EMAIL: u8 = 2;

const ANSWERED: u8 = Outcome::Answered as u8;
const BUSY: u8 = Outcome::Busy as u8;
const CLOSED: u8 = Outcome::Closed as u8;
const ABANDONED: u8 = Outcome::Abandoned as u8;
const OVERFLOW_IN: u8 = Outcome::OverflowIn as u8;

const A: u8 = 0;
const B: u8 = 1;
/// The third code of a list; in [`CODES`] that of all else.
const OTHER: u8 = 2;
/// What comes behind three codes.
const UNKNOWN: u8 = 3;
const UNCLEAR: u8 = 4;

fn data(rows: &[Row]) -> Registrations {
    let answered = |outcome: u8| u8::from(outcome == ANSWERED || outcome == OVERFLOW_IN);
    Registrations {
        rows: rows.len(),
        year: rows.iter().map(|r| r.year).collect(),
        month: rows.iter().map(|r| r.month).collect(),
        day: rows.iter().map(|r| r.day).collect(),
        weekday: rows.iter().map(|r| r.weekday).collect(),
        hour: rows.iter().map(|r| r.hour).collect(),
        has_time: true,
        days_unknown: false,
        stage: rows.iter().map(|r| answered(r.outcome)).collect(),
        open: None,
        channel: Some(rows.iter().map(|r| r.channel).collect()),
        outcome: Some(rows.iter().map(|r| r.outcome).collect()),
        wait_s: Some(rows.iter().map(|r| r.wait_s).collect()),
        duration_s: None,
        closed_after_s: None,
        caller: None,
        victims: Some(rows.iter().map(|r| r.victims).collect()),
        single: BTreeMap::from([("problem".to_owned(), rows.iter().map(|r| r.problem.into()).collect())]),
        multi: BTreeMap::from([("violence_form".to_owned(), rows.iter().map(|r| r.forms).collect())]),
        files: Vec::new(),
        corrections: std::collections::BTreeSet::new(),
        taken: BTreeMap::new(),
        accounting: Accounting {
            read: rows.len() as u64,
            used: rows.len() as u64,
            excluded: BTreeMap::new(),
            years: BTreeMap::new(),
        },
    }
}

fn all(line: &Helpline, rows: &[Row]) -> Vec<Table> {
    all_of(line, &data(rows))
}

fn all_of(line: &Helpline, data: &Registrations) -> Vec<Table> {
    let cube = cube(line, data, &specs(line, data, &[])).unwrap();
    let context = Context {
        line,
        cube: &cube,
        series: &[],
        published: &[],
        accounting: &data.accounting,
        year: 2021,
        years: years(line, cube.first_year, 2021),
    };
    tables(&context)
}

/// A count by the identity of its cell.
fn count(tables: &[Table], figure: &str, measure: &str, period: &str, dims: &[(&str, &str)]) -> Option<u64> {
    let table = tables.iter().find(|t| t.figure.is(figure))?;
    let wanted: BTreeMap<String, String> =
        dims.iter().map(|(d, c)| ((*d).to_owned(), (*c).to_owned())).collect();
    for r in 0..table.rows.len() {
        for c in 0..table.cols.len() {
            let key = table.key_of(r, c);
            if key.measure.as_deref() == Some(measure)
                && key.period.map(|p| p.to_string()).as_deref() == Some(period)
                && key.dims == wanted
            {
                return match table.cell(r, c).value {
                    Exact::Count(n) => Some(n),
                    Exact::Stat { value, .. } => u64::try_from(value.scaled).ok(),
                    _ => None,
                };
            }
        }
    }
    None
}

#[test]
fn a_handful_by_hand() {
    let line = line();
    // Two answered calls of 2020, one busy; in 2021 an answered call, an answered chat, a chat out of hours.
    let unanswered = Row { problem: UNCLEAR, forms: 0, wait_s: NONE_U32, victims: NONE_U16, ..CALL };
    let rows: [Row; 6] = [
        Row { year: 2020, wait_s: 10, victims: 2, ..CALL },
        Row { year: 2020, month: 4, weekday: 1, hour: 11, problem: B, forms: 0b11, wait_s: 20, ..CALL },
        Row { year: 2020, month: 4, weekday: 1, hour: 11, outcome: BUSY, ..unanswered },
        Row { month: 1, weekday: 2, hour: 12, forms: 0b10, victims: 1, ..CALL },
        Row {
            month: 2,
            weekday: 2,
            hour: 12,
            channel: CHAT,
            outcome: OVERFLOW_IN,
            problem: OTHER,
            forms: 0b11,
            wait_s: 50,
            victims: 3,
            ..CALL
        },
        Row { month: 2, weekday: 6, hour: 23, channel: CHAT, outcome: CLOSED, ..unanswered },
    ];
    let tables = all(&line, &rows);
    let n = |figure, measure, period, dims: &[(&str, &str)]| count(&tables, figure, measure, period, dims);
    assert_eq!(n("contacts-per-year", "contacts", "2020", &[]), Some(2));
    assert_eq!(n("contacts-per-year", "contacts_cumulative", "2021", &[]), Some(4));
    assert_eq!(n("attempts-by-channel", "contacts", "2021", &[("channel", "chat")]), Some(2));
    assert_eq!(n("contacts-by-channel", "contacts", "2021", &[("channel", "chat")]), Some(1));
    assert_eq!(n("contacts-by-channel", "contacts", "2020-03/2021-12", &[("channel", "phone")]), Some(3));
    // Chat did not exist in 2020: no number at all, not zero.
    assert_eq!(n("contacts-by-channel", "contacts", "2020", &[("channel", "chat")]), None);
    assert_eq!(n("contacts-by-month", "contacts", "2020-04", &[]), Some(1));
    assert_eq!(n("funnel", "unanswered", "2020", &[("outcome", "busy")]), Some(1));
    assert_eq!(n("funnel", "unanswered", "2021", &[("outcome", "closed")]), Some(1));
    assert_eq!(n("answer-rates", "offered_in_hours", "2021", &[]), Some(2));
    assert_eq!(n("waiting-time", "waiting_time_median", "2020", &[]), Some(15));
    assert_eq!(n("waiting-time", "waiting_time_p90", "2021", &[]), Some(48));
    assert_eq!(n("contacts-by-problem", "contacts", "2021", &[("problem", "other")]), Some(1));
    assert_eq!(n("victims-by-problem", "victims", "2021", &[("problem", "a")]), Some(1));
    assert_eq!(n("victims", "victims", "2021", &[]), Some(4));
    assert_eq!(n("victims", "contacts_with_victims", "2020", &[]), Some(1));
    assert_eq!(n("contacts-by-violence-form", "contacts", "2020", &[("violence_form", "a")]), Some(2));
    assert_eq!(n("contacts-by-violence-form", "contacts", "2021", &[]), Some(2));
}

fn row() -> impl Strategy<Value = Row> {
    let when = (2020_u16..2022, 1_u8..13, 0_u8..7, 0_u8..24);
    let what = (0_u8..3, 0_u8..7, 0_u8..6, 0_u64..64, 0_u32..900, 0_u16..4);
    (when, what).prop_map(
        |((year, month, weekday, hour), (channel, outcome, problem, forms, wait_s, victims))| Row {
            year,
            month,
            weekday,
            hour,
            channel,
            outcome,
            problem,
            forms,
            wait_s,
            victims,
            ..CALL
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn tables_equal_a_loop_over_the_rows(rows in proptest::collection::vec(row(), 1..120)) {
        let line = line();
        prop_assume!(rows.iter().any(|r| r.year == 2021));
        let tables = all(&line, &rows);
        let answered = |r: &&Row| r.outcome == ANSWERED || r.outcome == OVERFLOW_IN;
        let naive = |f: &dyn Fn(&Row) -> bool| rows.iter().filter(answered).filter(|r| f(r)).count() as u64;
        prop_assert_eq!(count(&tables, "contacts-per-year", "contacts", "2021", &[]), Some(naive(&|r| r.year == 2021)));
        for m in 1..=12_u8 {
            let found = count(&tables, "contacts-by-month", "contacts", &format!("2021-{m:02}"), &[]);
            prop_assert_eq!(found, Some(naive(&|r| r.year == 2021 && r.month == m)));
        }
        for (i, code) in ["a", "b", "other", "unknown", "unclear", "blank"].iter().enumerate() {
            let single = naive(&|r| r.year == 2021 && usize::from(r.problem) == i);
            if let Some(n) = count(&tables, "contacts-by-problem", "contacts", "2021", &[("problem", code)]) {
                prop_assert_eq!(n, single);
            }
            let multi = naive(&|r| r.year == 2021 && r.forms >> i & 1 == 1);
            if let Some(n) = count(&tables, "contacts-by-violence-form", "contacts", "2021", &[("violence_form", code)]) {
                prop_assert_eq!(n, multi);
            }
        }
    }

    #[test]
    fn the_order_of_the_rows_changes_nothing(rows in proptest::collection::vec(row(), 1..60), turn in 0_usize..60) {
        let line = line();
        prop_assume!(rows.iter().any(|r| r.year == 2021));
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len());
        prop_assert_eq!(all(&line, &rows), all(&line, &turned));
    }
}

#[test]
fn seconds_of_which_hardly_two_are_equal_equal_a_loop_over_the_rows() {
    let rows: Vec<Row> = (0..20_000_u32)
        .map(|i| Row {
            month: (i % 12 + 1) as u8,
            channel: [PHONE, CHAT, EMAIL][i as usize % 3],
            wait_s: match i % 11 {
                0 => NONE_U32,
                1 => UNREAD_U32,
                2 => 30,
                _ => i.wrapping_mul(2_654_435_761) % 86_400,
            },
            victims: if i % 5 == 0 { NONE_U16 } else { (i % 4) as u16 },
            ..CALL
        })
        .collect();
    let (line, data) = (line(), data(&rows));
    let spec = vec![Col::YearMonth, Col::Channel, Col::Wait];
    let cube = cube(&line, &data, &[spec.clone()].into()).unwrap();
    let mut loop_of_rows: BTreeMap<Vec<u64>, (u64, u64, u64)> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.wait_s != NONE_U32) {
        let key = vec![u64::from(row.month) - 1, row.channel.into(), row.wait_s.into()];
        let sums = loop_of_rows.entry(key).or_default();
        let victims = if row.victims == NONE_U16 { 0 } else { row.victims };
        *sums = (sums.0 + 1, sums.1 + u64::from(victims), sums.2 + u64::from(victims > 0));
    }
    let found = cube.get(&spec).unwrap();
    let counted: Vec<(Vec<u64>, (u64, u64, u64))> =
        found.iter().map(|(key, sums)| (key.to_vec(), (sums.n, sums.victims, sums.with_victims))).collect();
    assert!(counted.len() > 14_000);
    assert_eq!(counted, loop_of_rows.into_iter().collect::<Vec<_>>());
}

#[test]
fn stages_count_whoever_reached_them() {
    assert!(Context::reaches(Stage::CaseFile as u64, Stage::Answered));
    assert!(!Context::reaches(Stage::Incoming as u64, Stage::Answered));
}
