//! Events beside a control, and among the months of series, by hand.

use super::{A, B, CALL, CODES, LINE, OTHER, Row, all_of, data, line_of};
use crate::base::{Num, Period};
use crate::config::{FigureId, Helpline};

use crate::measures::{Context, Exact, Form, Table, cube, specs, tables, years};
use crate::series::SeriesPoint;
use crate::validation::Registrations;

const EVENTS: &str = "- {id: campagne, kind: campaign, from: 2021-06-05, to: 2021-06-14, nl: Campagne, \
    control: {problem: b}}\n- {id: chat, kind: capacity, from: 2021-06-01, nl: Chat}\n";

/// Answered calls of a day about a problem, and how many.
type Put = ([u16; 3], u8, usize);

fn registrations(puts: &[Put]) -> Registrations {
    let mut rows: Vec<Row> = Vec::new();
    for ([year, month, day], problem, n) in puts {
        let row = Row { year: *year, month: *month as u8, day: *day as u8, problem: *problem, ..CALL };
        rows.extend(vec![row; *n]);
    }
    data(&rows)
}

/// Problem `a` and `other` during the campaign 120, a year before 80, in the weeks before 140; problem `b`,
/// which it did not touch, 30, 40 and 35. The other days leave 50 and more.
const PUTS: [Put; 18] = [
    ([2020, 6, 5], A, 40),
    ([2020, 6, 14], OTHER, 40),
    ([2020, 6, 6], B, 40),
    ([2020, 6, 20], A, 50),
    ([2020, 6, 20], B, 50),
    ([2021, 5, 7], A, 60),
    ([2021, 5, 7], B, 60),
    ([2021, 5, 8], A, 70),
    ([2021, 6, 4], A, 70),
    ([2021, 5, 9], B, 35),
    ([2021, 6, 5], A, 60),
    ([2021, 6, 14], OTHER, 60),
    ([2021, 6, 6], B, 30),
    ([2021, 6, 15], A, 50),
    ([2021, 6, 30], B, 50),
    ([2021, 7, 1], A, 20),
    ([2021, 7, 1], B, 20),
    ([2021, 7, 1], OTHER, 20),
];

fn beside(tables: &[Table]) -> Option<&Table> {
    tables.iter().find(|t| t.figure == FigureId::EventsBesideControl)
}

/// The numbers of a row, and of how few each tells.
fn row(table: &Table, row: usize) -> (Vec<String>, Vec<u64>) {
    let cells = (0..table.cols.len()).map(|c| match table.cell(row, c).value {
        Exact::Stat { value, n } => (value.to_string(), n),
        _ => ("-".to_owned(), 0),
    });
    cells.unzip()
}

#[test]
fn all_others_are_set_beside_the_control() {
    let line = line_of(CODES, LINE, EVENTS);
    let tables = all_of(&line, &registrations(&PUTS));
    let table = beside(&tables).unwrap();
    assert_eq!(table.rows.len(), 2);
    // (120/80) / (30/40) = 2; the root of 1/120 + 1/80 + 1/30 + 1/40 is 0.2813657, times 1.96 0.5514768, exp
    // 1.7358146: 1.1521968 and 3.4716292.
    assert_eq!(row(table, 0).0, ["120", "80", "30", "40", "100.0", "15.2", "247.2"]);
    // (120/140) / (30/35) = 1; root of 1/120 + 1/140 + 1/30 + 1/35 0.2781743, times 1.96 0.5452216, exp
    // 1.7249904: 0.5797134 and 1.7249904.
    assert_eq!(row(table, 1).0, ["120", "140", "30", "35", "0.0", "-42.0", "72.5"]);
    let key = table.key_of(0, 2);
    let dims: Vec<String> = key.dims.iter().map(|(d, c)| format!("{d}={c}")).collect();
    assert_eq!(dims, ["baseline=year_before", "compared=control", "control=problem.b", "event=campagne"]);
    let ids: Vec<&str> = table.notes.iter().map(|n| n.id.as_str()).collect();
    // The chat began in the weeks before: the control may have changed by it.
    assert_eq!(
        ids,
        ["event-window-year-weeks", "event-control", "event-in-control", "event-control-interval"]
    );
}

#[test]
fn what_the_control_gives_away_holds_for_the_others_too() {
    let line = line_of(CODES, LINE, EVENTS);
    let mut puts = PUTS.to_vec();
    // Of the control three come after the campaign: with the month these could be computed.
    puts.retain(|p| *p != ([2021, 6, 30], B, 50));
    puts.push(([2021, 6, 30], B, 3));
    let tables = all_of(&line, &registrations(&puts));
    let (numbers, least) = row(beside(&tables).unwrap(), 0);
    assert_eq!(numbers[..4], ["120", "80", "30", "40"]);
    assert_eq!(least, [3, 40, 3, 40, 3, 3, 3]);
    // The figure without a control tells nothing of that.
    let events = tables.iter().find(|t| t.figure == FigureId::Events).unwrap();
    assert_eq!(row(events, 0).1, [123, 100, 100, 100, 100]);
}

#[test]
fn two_controls_of_one_kind_tell_of_what_is_neither() {
    let same_days =
        "- {id: nog, kind: media, from: 2021-06-05, to: 2021-06-14, nl: Nog, control: {problem: a}}\n";
    let line = line_of(CODES, LINE, &format!("{EVENTS}{same_days}"));
    let mut puts = PUTS.to_vec();
    puts.retain(|p| *p != ([2021, 6, 14], OTHER, 60));
    puts.extend([([2021, 6, 14], OTHER, 2), ([2021, 6, 20], OTHER, 50)]);
    let tables = all_of(&line, &registrations(&puts));
    let table = beside(&tables).unwrap();
    assert_eq!(table.rows.len(), 4);
    // All less `a` less `b` are the two of the 14th.
    assert!((0..4).all(|r| row(table, r).1[0] == 2), "{:?}", row(table, 0));
}

#[test]
fn a_control_that_was_not_there_is_none() {
    let with = |codes: &str, control: &str| {
        let events = EVENTS.replace("{problem: b}", control);
        let line = line_of(codes, LINE, &events);
        let tables = all_of(&line, &registrations(&PUTS));
        beside(&tables).map_or(0, |t| t.rows.len())
    };
    assert_eq!(with(CODES, "{problem: b}"), 2);
    // The chat began on 1 February 2021: it was there in the weeks before only.
    assert_eq!(with(CODES, "{channel: chat}"), 1);
    let since = CODES.replace("{id: b, nl: B}", "{id: b, nl: B, since: 2021-05-20}");
    assert_eq!(with(&since, "{problem: b}"), 0);
    let changed = format!("{CODES}changes:\n  - {{from: 2021-01-01, codes: [b], nl: Anders.}}\n");
    assert_eq!(with(&changed, "{problem: b}"), 1);
    let rounded = line_of(CODES, &format!("{LINE}protection: {{method: rounding}}\n"), EVENTS);
    assert!(beside(&all_of(&rounded, &registrations(&PUTS))).is_none());
}

fn with_series(line: &Helpline, months: u8) -> Table {
    let data = registrations(&PUTS);
    let point = |n: u8| SeriesPoint {
        series: "visits".to_owned(),
        period: Period::Month(2020 + i32::from(n / 12), n % 12 + 1),
        value: Num::int(100 + u64::from(n)),
    };
    let series: Vec<SeriesPoint> = (24 - months..24).map(point).collect();
    let cube = cube(line, &data, &specs(line, &data, &[])).unwrap();
    let context = Context {
        line,
        cube: &cube,
        series: &series,
        published: &[],
        accounting: &data.accounting,
        year: 2021,
        years: years(line, cube.first_year, 2021),
    };
    tables(&context).into_iter().find(|t| t.figure.is("visits-per-month")).unwrap()
}

#[test]
fn a_series_of_a_year_or_more_has_the_events_of_all_its_months() {
    let settings = format!(
        "{LINE}series: {{visits: {{nl: Bezoeken, unit: visitor, additive: true, chapter: online}}}}\n"
    );
    let events =
        format!("{EVENTS}- {{id: eerder, kind: media, from: 2020-05-01, to: 2020-12-31, nl: Eerder}}\n");
    let line = line_of(CODES, &settings, &events);
    let marks = |months: u8| -> Vec<String> {
        let table = with_series(&line, months);
        assert_eq!((table.form, table.rows.len()), (Form::SeriesMonths, usize::from(months)));
        table.notes.iter().map(|n| format!("{} {}", n.args["n"], n.args["event"])).collect()
    };
    assert_eq!(marks(24), ["1 code:event:eerder", "2 code:event:chat", "3 code:event:campagne"]);
    assert_eq!(marks(12), ["1 code:event:chat", "2 code:event:campagne"]);
    assert_eq!(marks(11), [""; 0]);
}
