//! Breaks, unknown answers, targets, reasons, months and events, by hand.

use super::{
    A, ABANDONED, ANSWERED, B, BUSY, CALL, CHAT, CLOSED, CODES, EMAIL, LINE, OTHER, OVERFLOW_IN, PHONE, Row,
    UNKNOWN, all, all_of, count, data, line, line_of,
};
use crate::config::FigureId;
use crate::measures::{Exact, Flag, Form, Formula, Missing, Table};
use crate::validation::{NONE_U16, NONE_U32, UNREAD_U32};

fn find<'t>(tables: &'t [Table], figure: &str) -> &'t Table {
    tables.iter().find(|t| t.figure.is(figure)).unwrap_or_else(|| panic!("no figure {figure}"))
}

/// The cell of a code (or the total) in a column.
fn at(table: &Table, code: Option<(&str, &str)>, col: usize) -> crate::measures::Cell {
    let fits = |h: &crate::measures::Header| match code {
        Some((dim, code)) => h.key.dims.get(dim).is_some_and(|c| c == code),
        None => h.key.dims.is_empty(),
    };
    table.cell(table.rows.iter().position(fits).unwrap(), col).clone()
}

/// Answered phone calls about a problem: so many of a year.
fn calls(year: u16, problem: u8, n: usize) -> Vec<Row> {
    vec![Row { year, problem, ..CALL }; n]
}

#[test]
fn a_new_code_does_not_exist_before_and_what_it_was_split_from_breaks() {
    let codes = "version: '2'\ncodes:\n  - {id: a, nl: A}\n  - {id: b, nl: B, since: 2021-01-01}\n  - {id: c, nl: C}\n\
        changes:\n  - {from: 2021-01-01, codes: [a, b], nl: B komt uit A.}\n";
    // Both years are whole.
    let line = line_of(codes, &LINE.replace("since: 2020-03-10\n", ""), "");
    let rows = [
        calls(2020, A, 30),
        calls(2020, OTHER, 10),
        calls(2021, A, 20),
        calls(2021, B, 15),
        calls(2021, OTHER, 12),
    ]
    .concat();
    let tables = all(&line, &rows);
    let table = find(&tables, "contacts-by-problem");
    // Columns: 2020, 2021, both shares, change, points.
    assert_eq!(at(table, Some(("problem", "b")), 0).value, Exact::Missing(Missing::NotApplicable));
    assert!(at(table, Some(("problem", "a")), 1).flags.contains(&Flag::Break));
    assert!(!at(table, Some(("problem", "c")), 1).flags.contains(&Flag::Break));
    for col in [4, 5] {
        assert_eq!(at(table, Some(("problem", "a")), col).value, Exact::Missing(Missing::Undefined));
        assert!(matches!(
            at(table, Some(("problem", "c")), col).value,
            Exact::Derived(Formula::Change { .. } | Formula::Points { .. })
        ));
        // The whole moved inside itself: it is compared.
        assert!(matches!(at(table, None, col).value, Exact::Derived(_)));
    }
    let ids: Vec<&str> = table.notes.iter().map(|n| n.id.as_str()).collect();
    assert!(ids.contains(&"code-since") && ids.contains(&"code-change"), "{ids:?}");
}

#[test]
fn a_breakdown_is_signed_above_one_limit_and_withheld_above_the_other() {
    // 2020: 10 of 100 unknown; 2021: 11 of 100, then 31 of 100.
    let settings = format!("{LINE}low_unknown_percent: 10\nmax_unknown_percent: 30\n");
    let line = line_of(CODES, &settings, "");
    let with = |unknown: usize| {
        let rows = [
            calls(2020, A, 90),
            calls(2020, UNKNOWN, 10),
            calls(2021, A, 100 - unknown),
            calls(2021, UNKNOWN, unknown),
        ];
        find(&all(&line, &rows.concat()), "contacts-by-problem").clone()
    };
    let poorly = with(11);
    assert!(!at(&poorly, Some(("problem", "a")), 0).flags.contains(&Flag::LowReliability));
    assert!(at(&poorly, Some(("problem", "a")), 1).flags.contains(&Flag::LowReliability));
    assert_eq!(at(&poorly, Some(("problem", "a")), 1).value, Exact::Count(89));
    let withheld = with(31);
    assert_eq!(at(&withheld, Some(("problem", "a")), 1).value, Exact::Missing(Missing::TooMuchUnknown));
    assert_eq!(at(&withheld, Some(("problem", "a")), 0).value, Exact::Count(90));
    assert_eq!(at(&withheld, Some(("problem", "unknown")), 1).value, Exact::Count(31));
    assert_eq!(at(&withheld, None, 1).value, Exact::Count(100));
    assert_eq!(with(30).notes.iter().filter(|n| n.id == "too-much-unknown").count(), 0);
}

#[test]
fn a_trend_is_not_given_for_years_without_the_breakdown() {
    // 2020: 30 of 100 unknown, which is not above the limit; 2021: 31 of 100.
    let settings = LINE.replace("violence_form: {}", "violence_form: {kind: single}");
    let settings = format!("{settings}max_unknown_percent: 30\ntrends: [[violence_form, problem]]\n");
    let line = line_of(CODES, &settings, "");
    let rows = [calls(2020, A, 70), calls(2020, UNKNOWN, 30), calls(2021, A, 69), calls(2021, UNKNOWN, 31)];
    let mut data = data(&rows.concat());
    data.multi.clear();
    data.single.insert("violence_form".to_owned(), vec![A.into(); 200]);
    let tables = all_of(&line, &data);
    let id = FigureId::Trend("violence_form".to_owned(), "problem".to_owned());
    let trend = tables.iter().find(|t| t.figure == id).unwrap();
    let both = |h: &crate::measures::Header| {
        h.key.dims.get("problem").is_some_and(|code| code == "a") && h.key.dims.len() == 2
    };
    let row = trend.rows.iter().position(both).unwrap();
    assert_eq!(trend.cell(row, 0).value, Exact::Count(70));
    assert_eq!(trend.cell(row, 1).value, Exact::Missing(Missing::TooMuchUnknown));
    assert_eq!((&at(trend, None, 1).value, trend.form), (&Exact::Count(100), Form::None));
    assert!(trend.notes.iter().any(|n| n.id == "too-much-unknown"));
}

#[test]
fn messages_within_the_promised_time_and_later_add_up() {
    let settings = LINE.replace("chat: {since: 2021-02-01}", "chat: {since: 2020-02-01, target_hours: 1}");
    let line = line_of(CODES, &settings, "");
    // Waits of a chat with a target of 3600 seconds: three within (the limit itself counts), one later, one
    // without a time, one that was never answered; a phone call has no target.
    let chat = |wait_s: u32| Row { channel: CHAT, wait_s, ..CALL };
    let rows = [
        chat(10),
        chat(3599),
        chat(3600),
        Row { outcome: OVERFLOW_IN, ..chat(3601) },
        chat(NONE_U32),
        Row { outcome: ABANDONED, ..chat(20) },
        Row { wait_s: 5, ..CALL },
    ];
    let tables = all(&line, &rows);
    let n = |dims: &[(&str, &str)]| count(&tables, "response-target", "answered_with_time", "2021", dims);
    assert_eq!(n(&[("channel", "chat"), ("target", "within")]), Some(3));
    assert_eq!(n(&[("channel", "chat"), ("target", "later")]), Some(1));
    assert_eq!(n(&[("channel", "chat")]), Some(4));
    assert_eq!(n(&[("channel", "phone")]), None);
}

#[test]
fn who_leaves_within_the_limit_is_a_short_abandon() {
    let line = line_of(CODES, &format!("{LINE}short_abandon_s: 7\n"), "");
    // After 6 seconds short, after 7 and 60 not, without a time not; one answered, one closed.
    let row = |outcome: u8, wait_s: u32| Row { outcome, wait_s, ..CALL };
    let left = |wait_s: u32| row(ABANDONED, wait_s);
    let rows = [left(6), left(7), left(60), left(NONE_U32), row(ANSWERED, 6), row(CLOSED, 6)];
    let tables = all(&line, &rows);
    let n = |measure| count(&tables, "answer-rates", measure, "2021", &[]);
    assert_eq!(n("abandoned_after_limit"), Some(3));
    assert_eq!(n("attempts_without_short"), Some(5));
    assert_eq!(n("offered_in_hours"), Some(4));
}

#[test]
fn without_readable_waits_no_rate_leaves_short_abandons_out() {
    let line = line_of(CODES, &format!("{LINE}short_abandon_s: 7\nmax_unknown_percent: 30\n"), "");
    // In 2020 one wait of four cannot be read, in 2021 one of three.
    let april = Row { month: 4, victims: NONE_U16, ..CALL };
    let answered = |year: u16, wait_s: u32| Row { year, wait_s, ..april };
    let left = |year: u16, wait_s: u32| Row { outcome: ABANDONED, ..answered(year, wait_s) };
    let mut rows = vec![left(2020, 6), left(2020, 60), left(2020, 60), left(2020, UNREAD_U32)];
    rows.extend([left(2021, 6), left(2021, 60), left(2021, UNREAD_U32)]);
    rows.extend([answered(2020, 6), answered(2021, 6)]);
    let tables = all(&line, &rows);
    let n = |measure, year| count(&tables, "answer-rates", measure, year, &[]);
    for (measure, of_2020) in
        [("abandoned_after_limit", 3), ("attempts_without_short", 4), ("offered_in_hours", 4)]
    {
        assert_eq!((n(measure, "2020"), n(measure, "2021")), (Some(of_2020), None), "{measure}");
    }
    assert_eq!(n("contacts", "2021"), Some(1));
    let rates = tables.iter().find(|t| t.figure == FigureId::AnswerRates).expect("there are rates");
    assert!(rates.notes.iter().any(|n| n.id == "rates-unread"));
    assert_ne!(rates.form, Form::None);
    // Nothing that is known is no chart: neither of rates nor of waits.
    let unread = [left(2021, UNREAD_U32), answered(2021, UNREAD_U32)];
    let tables = all(&line, &[unread.repeat(4), vec![answered(2021, 7)]].concat());
    for figure in ["answer-rates", "waiting-time"] {
        assert_eq!(tables.iter().find(|t| t.figure.is(figure)).map(|t| t.form), Some(Form::None), "{figure}");
    }
}

#[test]
fn without_readable_waits_nobody_is_within_the_promised_time() {
    let settings = LINE.replace("chat: {since: 2021-02-01}", "chat: {since: 2020-02-01, target_hours: 1}");
    let line = line_of(CODES, &format!("{settings}max_unknown_percent: 30\n"), "");
    let chat = |year: u16, wait_s: u32| Row { year, channel: CHAT, wait_s, victims: NONE_U16, ..CALL };
    let mut rows = vec![chat(2020, 10), chat(2020, 10), chat(2020, 4000), chat(2020, UNREAD_U32)];
    rows.extend([chat(2021, 10), chat(2021, 4000), chat(2021, UNREAD_U32)]);
    let tables = all(&line, &rows);
    let n = |year, target| {
        let dims = [("channel", "chat"), ("target", target)];
        count(&tables, "response-target", "answered_with_time", year, &dims)
    };
    assert_eq!((n("2020", "within"), n("2020", "later")), (Some(2), Some(1)));
    assert_eq!((n("2021", "within"), n("2021", "later")), (None, None));
    let target = tables.iter().find(|t| t.figure == FigureId::ResponseTarget).expect("there is a target");
    assert!(target.notes.iter().any(|n| n.id == "target-unread"));
}

#[test]
fn what_was_closed_at_a_moment_that_cannot_be_read_is_not_open() {
    let line = line_of(CODES, &format!("{LINE}max_unknown_percent: 30\n"), "");
    const DAY: u32 = 86_400;
    let closed = [
        (2020, 2 * DAY),
        (2020, 20 * DAY),
        (2020, 400 * DAY),
        (2020, UNREAD_U32),
        (2020, NONE_U32),
        (2021, 2 * DAY),
        (2021, UNREAD_U32),
    ];
    let of = |year: u16| Row { year, month: 4, wait_s: 10, victims: NONE_U16, ..CALL };
    let rows: Vec<Row> = closed.iter().map(|(year, _)| of(*year)).collect();
    let mut data = data(&rows);
    data.closed_after_s = Some(closed.iter().map(|(_, s)| *s).collect());
    let tables = all_of(&line, &data);
    let n = |figure, measure, year, dims: &[(&str, &str)]| count(&tables, figure, measure, year, dims);
    let band = |year, band| n("contacts-by-time-until-closed", "contacts", year, &[("closed_within", band)]);
    assert_eq!(
        (band("2020", "week"), band("2020", "month"), band("2020", "longer")),
        (Some(1), Some(1), Some(1))
    );
    assert_eq!((band("2020", "open"), band("2020", "unread")), (Some(1), Some(1)));
    assert_eq!((band("2021", "open"), band("2021", "unread")), (Some(0), Some(1)));
    let median = |year| n("time-until-closed", "time_until_closed_median", year, &[]);
    assert_eq!((median("2020"), median("2021")), (Some(200), None));
}

#[test]
fn only_channels_with_requests_in_opening_hours_have_rates() {
    let hours = "hours: [{from: 2020-01-01, mon-fri: '09:00-17:00'}]";
    let settings = LINE.replace(
        "  phone: {since: 2020-03-10}\n  chat: {since: 2021-02-01}\n",
        &format!(
            "  phone: {{since: 2020-03-10, {hours}}}\n  chat: {{since: 2021-02-01, openings: true, {hours}}}\n  \
             email: {{since: 2021-02-01}}\n"
        ),
    );
    let line = line_of(CODES, &settings, "");
    // By phone two answered, one busy, one closed, by chat one answered and three windows opened, by mail two
    // answered.
    let row = |channel: u8, outcome: u8| Row { channel, outcome, wait_s: NONE_U32, ..CALL };
    let rows = [
        row(PHONE, ANSWERED),
        row(PHONE, ANSWERED),
        row(PHONE, BUSY),
        row(PHONE, CLOSED),
        row(CHAT, ANSWERED),
        row(CHAT, BUSY),
        row(CHAT, BUSY),
        row(CHAT, CLOSED),
        row(EMAIL, ANSWERED),
        row(EMAIL, ANSWERED),
    ];
    let tables = all(&line, &rows);
    let n = |measure, dims: &[(&str, &str)]| count(&tables, "answer-rates", measure, "2021", dims);
    let phone = [("channel", "phone")];
    assert_eq!(n("offered_in_hours", &phone), Some(3));
    assert_eq!(n("attempts_without_short", &phone), Some(4));
    assert_eq!(n("answered_when_offered", &phone), Some(2));
    assert_eq!(n("busy_when_offered", &phone), Some(1));
    for none in [&[][..], &[("channel", "chat")], &[("channel", "email")]] {
        assert_eq!(n("offered_in_hours", none), None, "{none:?}");
    }
    let table = find(&tables, "answer-rates");
    assert!(
        table.notes.iter().any(|n| n.id == "openings")
            && table.notes.iter().any(|n| n.id == "rates-channels")
    );
    assert!(!table.rows.iter().any(|r| r.key.measure.as_deref() == Some("abandonment_rate")), "nobody left");
}

#[test]
fn reasons_per_channel_year_and_month_add_up() {
    let of = Row { problem: UNKNOWN, forms: 0, wait_s: NONE_U32, victims: NONE_U16, ..CALL };
    let rows = [
        Row { year: 2020, month: 5, outcome: BUSY, ..of },
        Row { month: 5, outcome: BUSY, ..of },
        Row { month: 5, outcome: CLOSED, ..of },
        Row { month: 6, outcome: CLOSED, ..of },
        Row { month: 6, channel: CHAT, outcome: ABANDONED, ..of },
        Row { month: 6, channel: CHAT, ..of },
    ];
    let tables = all(&line(), &rows);
    let year = |dims: &[(&str, &str)]| count(&tables, "unanswered-per-year", "unanswered", "2021", dims);
    assert_eq!(year(&[]), Some(4));
    assert_eq!(year(&[("channel", "phone")]), Some(3));
    assert_eq!(year(&[("channel", "phone"), ("outcome", "closed")]), Some(2));
    assert_eq!(year(&[("channel", "chat"), ("outcome", "abandoned")]), Some(1));
    let june = |dims: &[(&str, &str)]| count(&tables, "unanswered-by-month", "unanswered", "2021-06", dims);
    assert_eq!(june(&[]), Some(2));
    assert_eq!(june(&[("channel", "phone"), ("outcome", "closed")]), Some(1));
    assert_eq!(june(&[("channel", "phone"), ("outcome", "busy")]), Some(0));
    // Earlier years have their months too, and each year its whole.
    let months = find(&tables, "unanswered-by-month");
    assert_eq!((months.rows.len(), months.cols.len()), (2 * 13, 4));
    let before =
        |period, dims: &[(&str, &str)]| count(&tables, "unanswered-by-month", "unanswered", period, dims);
    let busy = [("channel", "phone"), ("outcome", "busy")];
    assert_eq!((before("2020-05", &busy), before("2020-06", &busy)), (Some(1), Some(0)));
    assert_eq!((before("2020", &busy), before("2021", &[])), (Some(1), Some(4)));
    // Before the line began, and before the chat did, there was nothing to miss.
    assert_eq!((before("2020-02", &busy), before("2020-02", &[])), (None, None));
    let chat = [("channel", "chat"), ("outcome", "abandoned")];
    assert_eq!((before("2021-01", &chat), before("2021-02", &chat)), (None, Some(0)));
    // The line began on 10 March.
    let partial = |row: usize| months.cell(row, 0).flags.contains(&Flag::PartialYear);
    assert_eq!([0, 3, 4, 13].map(partial), [true, true, false, false]);
    // The chat began in 2021: what was not there was not busy either.
    let table = find(&tables, "unanswered-per-year");
    let chat =
        table.rows.iter().position(|h| h.key.dims.get("channel").is_some_and(|c| c == "chat")).unwrap();
    assert_eq!(table.cell(chat, 0).value, Exact::Missing(Missing::NotApplicable));
}

#[test]
fn a_cross_with_months_counts_each_month_of_the_report_year() {
    let line = line_of(CODES, &LINE.replace("[[problem, channel]]", "[[problem, month]]"), "");
    let rows = [calls(2020, A, 9), calls(2021, A, 4), calls(2021, B, 2)].concat();
    let tables = all(&line, &rows);
    let n = |month: &str, dims: &[(&str, &str)]| {
        count(&tables, "contacts-by-problem-and-month", "contacts", month, dims)
    };
    assert_eq!(n("2021-03", &[("problem", "a")]), Some(4));
    assert_eq!(n("2021-03", &[]), Some(6));
    assert_eq!(n("2021-04", &[("problem", "a")]), Some(0));
    assert_eq!(n("2021", &[("problem", "b")]), Some(2));
}

#[test]
fn a_part_of_a_year_has_an_average_per_day_or_of_whole_months() {
    let rows = [calls(2020, A, 35), calls(2021, A, 24)].concat();
    let given = |table: &Table, row: usize, col: usize| table.cell(row, col).value.clone();
    let number = |n| Exact::Given(crate::base::Num::int(n));
    let measures =
        |table: &Table| -> Vec<String> { table.rows.iter().filter_map(|r| r.key.measure.clone()).collect() };
    // The line began on 10 March 2020: a begun month is no month, 297 days are counted.
    let tables = all(&line(), &rows);
    let table = find(&tables, "contacts-per-year");
    assert_eq!((given(table, 3, 0), given(table, 3, 1)), (number(297), number(365)));
    assert!(measures(table).contains(&"contacts_per_day".to_owned()));
    let ratio = |decimals| Exact::Derived(Formula::Ratio { num: (0, 0), den: (3, 0), decimals });
    assert_eq!(given(table, 4, 0), ratio(2));
    // From the first of a month on, months are counted.
    let mut line = line();
    line.subject.since = chrono::NaiveDate::from_ymd_opt(2020, 3, 1);
    let tables = all(&line, &rows);
    let table = find(&tables, "contacts-per-year");
    assert_eq!((given(table, 3, 0), given(table, 3, 1)), (number(10), number(12)));
    assert!(measures(table).contains(&"contacts_per_month".to_owned()));
    assert_eq!(given(table, 4, 0), ratio(1));
    // Registrations that begin in the course of a year make it a part of one.
    line.subject.since = None;
    line.counted_since = chrono::NaiveDate::from_ymd_opt(2020, 6, 5);
    let tables = all(&line, &rows);
    let table = find(&tables, "contacts-per-year");
    assert_eq!(given(table, 3, 0), number(210));
    assert!(table.cell(0, 0).flags.contains(&Flag::PartialYear));
}

#[test]
fn an_event_is_set_against_the_same_days_and_the_weeks_before() {
    let events = "- {id: campagne, kind: campaign, from: 2021-06-05, to: 2021-06-14, nl: Campagne}\n\
        - {id: chat, kind: capacity, from: 2021-06-01, nl: Chat}\n";
    let line = line_of(CODES, LINE, events);
    let mut rows: Vec<Row> = Vec::new();
    let mut put = |year: u16, month: u8, day: u8, n: usize| {
        rows.extend(vec![Row { year, month, day, ..CALL }; n]);
    };
    put(2020, 6, 4, 50);
    put(2020, 6, 5, 40);
    put(2020, 6, 14, 40);
    put(2020, 6, 15, 50);
    put(2021, 5, 7, 99);
    put(2021, 5, 8, 70);
    put(2021, 6, 4, 70);
    put(2021, 6, 5, 60);
    put(2021, 6, 14, 60);
    put(2021, 6, 30, 20);
    let tables = all(&line, &rows);
    let table = find(&tables, "events");
    let texts: Vec<String> = table
        .cells
        .iter()
        .map(|c| match c.value {
            Exact::Stat { value, .. } => value.to_string(),
            _ => "-".to_owned(),
        })
        .collect();
    // 120 against 80 in ten days each: 1.5, the root of 1/120 + 1/80 is 0.1443376, times 1.96 0.2829016,
    // exp 1.3269747: 1.1303908 and 1.9904620. Against 140 in 28 days: 12 / 5 = 2.4, root 0.1244033, times
    // 1.96 0.2438305, exp 1.2761283: 1.8806886 and 3.0627079.
    assert_eq!(texts[..5], ["120", "80", "50.0", "13.0", "99.0"]);
    assert_eq!(texts[5..], ["120", "140", "140.0", "88.1", "206.3"]);
    let month = find(&tables, "contacts-by-month");
    let marks: Vec<&str> = month.notes.iter().map(|n| n.id.as_str()).collect();
    assert_eq!(marks, ["event-day", "event"]);
}

#[test]
fn what_another_line_passed_on_stands_beside_the_own_contacts() {
    let line = line();
    let with = |outcome: u8, n: usize| vec![Row { outcome, ..CALL }; n];
    let rows = [calls(2020, A, 20), calls(2021, A, 30), with(OVERFLOW_IN, 12), with(CLOSED, 7)].concat();
    let tables = all(&line, &rows);
    let table = find(&tables, "contacts-by-origin");
    let numbers = |code: Option<&str>| [0, 1].map(|col| at(table, code.map(|c| ("origin", c)), col).value);
    assert_eq!(numbers(Some("own")), [Exact::Count(20), Exact::Count(30)]);
    assert_eq!(numbers(Some("overflow_in")), [Exact::Count(0), Exact::Count(12)]);
    assert_eq!(numbers(None), [Exact::Count(20), Exact::Count(42)]);
    assert!(all(&line, &calls(2021, A, 30)).iter().all(|t| t.figure != FigureId::ContactsByOrigin));
}

#[test]
fn a_code_that_came_within_a_year_counts_a_part_of_it() {
    let codes = "codes:\n  - {id: a, nl: A}\n  - {id: b, nl: B, since: 2021-07-05}\n";
    let line = line_of(codes, &LINE.replace("since: 2020-03-10\n", ""), "");
    let rows = [calls(2020, A, 30), calls(2021, A, 20), calls(2021, B, 15)].concat();
    let tables = all(&line, &rows);
    let table = find(&tables, "contacts-by-problem");
    assert!(at(table, Some(("problem", "b")), 1).flags.contains(&Flag::PartialYear));
    assert!(!at(table, Some(("problem", "a")), 1).flags.contains(&Flag::PartialYear));
    assert!(!at(table, None, 1).flags.contains(&Flag::PartialYear));
}
