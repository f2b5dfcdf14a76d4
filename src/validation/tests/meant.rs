//! Numbers that were read are the numbers that were meant, or it is asked; the right values are worked out by hand.

use super::*;
use crate::config::{Birth, CellZone, Clock, Minus, MomentMap, Quantity, Unit};

fn at() -> ColumnMap {
    column("at", "at")
}

fn with(target: &str, name: &str, quantity: Quantity) -> ColumnMap {
    ColumnMap { quantity, ..column(target, name) }
}

fn outcome() -> ColumnMap {
    column("outcome", "o")
}

/// 60 rows, one on each of 60 days from the first of January 2023, at noon and `i` minutes.
fn many(header: &str, make: impl Fn(usize) -> String) -> String {
    let rows: Vec<String> = (0..60).map(|i| format!("{};{}\n", moment(i, 0), make(i))).collect();
    format!("at;{header}\n{}", rows.concat())
}

/// So many seconds after the contact of a row.
fn moment(i: usize, seconds: usize) -> String {
    let (day, at) = (i % 28 + 1, 12 * 3600 + i * 60 + seconds);
    format!("2023-{:02}-{day:02} {:02}:{:02}:{:02}", i / 28 + 1, at / 3600, at / 60 % 60, at % 60)
}

fn long(line: &mut Helpline) {
    line.plausible.wait_max = 1_209_600;
    line.plausible.duration_max = 86_400;
}

fn run(content: &str, columns: Vec<ColumnMap>) -> (Registrations, Findings) {
    let (table, findings, _) = run_with(content, Vec::new(), columns, long);
    (table.expect("registrations"), findings)
}

fn codes(findings: &Findings) -> Vec<&'static str> {
    let mut codes: Vec<&str> = findings.0.iter().map(|f| f.code.id()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[test]
fn a_unit_in_the_name_of_a_column_is_taken_and_told() {
    let lengths = |name: &str, quantity: Quantity, cell: &dyn Fn(usize) -> String| {
        let columns = vec![at(), with("duration_s", name, quantity)];
        let (table, findings) = run(&many(name, cell), columns);
        (table.duration_s.expect("lengths")[3], codes(&findings))
    };
    let plain = |from: usize| move |i: usize| (from + i).to_string();
    let none = Quantity::default;
    assert_eq!(lengths("Duur (min)", none(), &plain(40)), (43 * 60, vec!["V171"]));
    assert_eq!(lengths("duration_minutes", none(), &plain(40)), (43 * 60, vec!["V171"]));
    assert_eq!(lengths("talk_ms", none(), &plain(400_000)), (400, vec!["V171"]));
    assert_eq!(lengths("Duur", none(), &plain(400)), (403, vec![]));
    let seconds = Quantity { unit: Some(Unit::Seconds), ..none() };
    assert_eq!(lengths("Duur (min)", seconds, &plain(400)), (403, vec![]), "a setting goes before");
    // Seven minutes to an hour under a name that says minutes: the cells contradict it.
    assert_eq!(
        lengths("Duur (min)", none(), &|i| (400 + 17 * i).to_string()),
        (UNREAD_U32, vec!["V112", "V171"])
    );
    // With their own unit they say all themselves.
    assert_eq!(lengths("Duur (min)", none(), &|i| format!("0:{:02}:30", i % 60)), (210, vec![]));
}

#[test]
fn times_until_closed_are_in_a_unit_that_is_known_or_asked_about() {
    let closed = |name: &str, unit: Option<Unit>, cell: &dyn Fn(usize) -> String| {
        let quantity = Quantity { unit, ..Quantity::default() };
        let (table, findings) = run(&many(name, cell), vec![at(), with("closed_after_s", name, quantity)]);
        (table.closed_after_s.expect("times until closed")[3], codes(&findings))
    };
    let few = |i: usize| (2 + i % 30).to_string();
    let week = 7 * 86_400;
    assert_eq!(closed("Doorlooptijd", None, &few), (UNREAD_U32, vec!["V044"]));
    assert_eq!(closed("Doorlooptijd", Some(Unit::Seconds), &few), (5, vec![]));
    assert_eq!(closed("Doorlooptijd", Some(Unit::Weeks), &few), (5 * week, vec![]));
    assert_eq!(closed("Doorlooptijd (weken)", None, &few), (5 * week, vec!["V171"]));
    assert_eq!(closed("Doorlooptijd", None, &|i| (90_000 + 7 * i).to_string()), (90_021, vec![]));
    // Nobody knows how many days a month was; texts with their own units say all themselves.
    assert_eq!(closed("Doorlooptijd (maanden)", None, &few), (UNREAD_U32, vec!["V171"]));
    assert_eq!(closed("duration_years", None, &|i| format!("{},5", i % 2)), (UNREAD_U32, vec!["V171"]));
    assert_eq!(closed("Doorlooptijd (maanden)", Some(Unit::Days), &few), (5 * 86_400, vec![]));
    assert_eq!(closed("Doorlooptijd (maanden)", None, &|i| format!("{} dagen", 2 + i)), (5 * 86_400, vec![]));
}

#[test]
fn minutes_and_seconds_that_became_hours_are_asked_about() {
    // As Excel 365 saves `12:45` as CSV when its cells show h:mm:ss.
    let cell = |i: usize| format!("{}:{:02}:00", 3 + i % 17, (i * 7) % 60);
    let read = |clock: Option<Clock>| {
        let (table, findings) = run(
            &many("x", cell),
            vec![at(), with("duration_s", "x", Quantity { clock, ..Quantity::default() })],
        );
        (table.duration_s.expect("lengths")[1], codes(&findings))
    };
    assert_eq!(read(None), (UNREAD_U32, vec!["V172"]));
    assert_eq!(read(Some(Clock::TypedMinutesSeconds)), (4 * 60 + 7, vec![]));
    // Real lengths with seconds, and whole quarters of hours, are nobody's doubt.
    let quarters = many("x", |i| format!("{}:{:02}:00", 1 + i % 2, 15 * (i % 4)));
    let (_, findings) = run(&quarters, vec![at(), column("duration_s", "x")]);
    assert_eq!(codes(&findings), [""; 0]);
}

#[test]
fn a_mark_between_minutes_and_seconds_is_asked_about() {
    let cell = |i: usize| format!("{},{:02}", 5 + i % 30, (i * 7) % 60);
    let read = |quantity: Quantity| {
        let (table, findings) = run(&many("x", cell), vec![at(), with("duration_s", "x", quantity)]);
        (table.duration_s.expect("lengths")[1], codes(&findings))
    };
    let minutes = || Quantity { unit: Some(Unit::Minutes), ..Quantity::default() };
    assert_eq!(read(minutes()), (UNREAD_U32, vec!["V172"]));
    let clock = Some(Clock::MarkedMinutesSeconds);
    assert_eq!(read(Quantity { clock, ..minutes() }), (6 * 60 + 7, vec![]));
    let decimal = Some(crate::config::Decimal::Comma);
    // 6.07 minutes are 364 seconds.
    assert_eq!(read(Quantity { decimal, ..minutes() }), (364, vec![]));
}

#[test]
fn a_unit_that_changes_half_way_and_a_heap_of_nothing_are_asked_about() {
    let change = many("x", |i| if i < 30 { 400 + 20 * i } else { 7 + i / 3 }.to_string());
    let (table, findings) = run(&change, vec![at(), column("duration_s", "x")]);
    assert_eq!(codes(&findings), ["V173"]);
    assert!(table.duration_s.expect("lengths").iter().all(|v| *v == UNREAD_U32));
    let waits = many("x", |i| if i < 30 { 40 + 5 * i } else { 1 + i % 3 }.to_string());
    let (table, findings) = run(&waits, vec![at(), column("wait_s", "x")]);
    assert_eq!((codes(&findings), table.wait_s.expect("waits")[0]), (vec!["V173"], UNREAD_U32));
    let zero = many("x", |i| if i % 3 == 0 { 0 } else { 300 + 20 * i }.to_string());
    let (table, findings) = run(&zero, vec![at(), column("duration_s", "x")]);
    assert_eq!(codes(&findings), ["V174"]);
    assert_eq!(table.duration_s.expect("lengths")[..2], [UNREAD_U32, 320]);
    let recoded = |to: &str| ColumnMap {
        values: BTreeMap::from([("0".to_owned(), to.to_owned())]),
        ..column("duration_s", "x")
    };
    for (to, first) in [("blank", NONE_U32), ("0", 0)] {
        let (table, findings) = run(&zero, vec![at(), recoded(to)]);
        assert_eq!((codes(&findings), table.duration_s.expect("lengths")[0]), (vec![], first));
    }
}

#[test]
fn who_hung_up_at_the_moment_of_the_call_has_no_known_wait() {
    let content = many("o;a", |i| {
        let wait = if i % 3 == 0 { 0 } else { 37 + i };
        format!("{};{}", if i % 3 == 0 { "abandoned" } else { "answered" }, moment(i, wait))
    });
    let (table, findings) = run(&content, vec![at(), outcome(), column("answered_at", "a")]);
    assert_eq!(codes(&findings), ["V114"]);
    assert_eq!(table.wait_s.expect("waits")[..3], [UNREAD_U32, 38, 39]);
}

#[test]
fn a_length_without_a_moment_of_answering_is_left_out() {
    let content = many("a;e", |i| {
        let answer = if i % 3 == 0 { String::new() } else { moment(i, 40) };
        format!("{answer};{}", moment(i, 640 + i))
    });
    let (table, findings) = run(&content, vec![at(), column("answered_at", "a"), column("ended_at", "e")]);
    assert_eq!(codes(&findings), ["V175"]);
    assert_eq!(table.duration_s.expect("lengths")[..3], [NONE_U32, 601, 602]);
    // A file that registers no answers has lengths from the contact on.
    let none = many("a;e", |i| format!(";{}", moment(i, 640 + i)));
    let (table, _) = run(&none, vec![at(), column("answered_at", "a"), column("ended_at", "e")]);
    assert_eq!(table.duration_s.expect("lengths")[1], 641);
}

#[test]
fn a_wait_beside_an_end_is_asked_about() {
    let content = many("w;e", |i| format!("{};{}", 20 + i, moment(i, 620 + 2 * i)));
    let read = |minus: Option<Minus>| {
        let quantity = Quantity { minus: minus.map(Box::new), ..Quantity::default() };
        let columns = vec![at(), column("wait_s", "w"), with("ended_at", "e", quantity)];
        let (table, findings) = run(&content, columns);
        (table.duration_s.expect("lengths")[5], codes(&findings))
    };
    assert_eq!(read(None), (UNREAD_U32, vec!["V113"]));
    assert_eq!(read(Some(Minus::default())), (630, vec![]));
    let wait = Minus { column: vec!["w".to_owned()], ..Minus::default() };
    assert_eq!(read(Some(wait)), (605, vec![]));
}

#[test]
fn ends_in_another_zone_are_told_as_that() {
    let content = many("e", |i| format!("{}Z", moment(i, 600).replace(' ', "T")));
    let (_, findings) = run(&content, vec![at(), column("ended_at", "e")]);
    assert_eq!(codes(&findings), ["V112"], "an hour longer than they are");
    let local = ColumnMap {
        moment: MomentMap { zone: Some(CellZone::Local), ..MomentMap::default() },
        ..column("ended_at", "e")
    };
    let (table, findings) = run(&content, vec![at(), local]);
    assert_eq!((codes(&findings), table.duration_s.expect("lengths")[0]), (vec![], 600));
    let utc = ColumnMap {
        moment: MomentMap { zone: Some(CellZone::Of(chrono_tz::UTC)), ..MomentMap::default() },
        ..at()
    };
    let plain = many("e", |i| moment(i, 600));
    let (table, findings) = run(&plain, vec![utc, column("ended_at", "e")]);
    let hint = with_code(&findings, "V032")[0].hint.clone().unwrap_or_default();
    assert!(hint.contains("time_zone:"), "{hint}");
    assert!(table.duration_s.expect("lengths").iter().all(|v| *v == UNREAD_U32));
}

#[test]
fn times_of_day_belong_to_the_day_of_the_contact_or_the_night_after() {
    let content = "d;t;a;e\n05/01/2023;23:50:10;23:50;00:20\n06/01/2023;10:00:00;10:02;10:30:30\n";
    let date = ColumnMap { format: Some("%d/%m/%Y".to_owned()), ..column("date", "d") };
    let columns = vec![date, column("time", "t"), column("answered_at", "a"), column("ended_at", "e")];
    let (table, findings) = run(content, columns);
    assert_eq!(codes(&findings), [""; 0]);
    assert_eq!(table.wait_s.expect("waits"), [0, 120]);
    // From 23:50:10, where a clock without seconds answered, to 00:20; from 10:02 to 10:30:30.
    assert_eq!(table.duration_s.expect("lengths"), [1790, 1710]);
}

#[test]
fn a_difference_of_two_clocks_goes_past_midnight() {
    let content =
        "at;a;e\n2023-01-05;23:50:00;00:20:30\n2023-01-06;10:00:00;10:30:00\n2023-01-07;0:03:00;0:02:00\n";
    let minus = Minus { column: vec!["a".to_owned()], ..Minus::default() };
    let quantity = Quantity { minus: Some(Box::new(minus)), ..Quantity::default() };
    let (table, findings) = run(content, vec![at(), with("duration_s", "e", quantity)]);
    assert_eq!(table.duration_s.expect("lengths"), [1830, 1800, UNREAD_U32]);
    assert_eq!(codes(&findings), ["V032"], "a minute less than a minute is no night");
}

#[test]
fn words_that_say_nothing_say_nothing_in_moments_too() {
    let content = "at;c\n2023-01-05;n.v.t.\n2023-01-05;open\n2023-01-05;9999-12-31\n2023-01-05;.\n2023-01-05;#N/A\n\
                   2023-01-05;0000-00-00 00:00:00\n2023-01-05;2023-01-07\n2023-01-05;1999-01-01\n";
    let closed = ColumnMap {
        values: BTreeMap::from([("open".to_owned(), "blank".to_owned())]),
        ..column("closed_at", "c")
    };
    let (table, findings, _) = run_with(content, Vec::new(), vec![at(), closed], |line| {
        line.silent.blank = vec!["n.v.t.".to_owned(), "1999-01-01".to_owned()];
    });
    assert_eq!(codes(&findings), [""; 0]);
    let spans = table.and_then(|t| t.closed_after_s).expect("spans");
    assert_eq!(spans[6], 2 * 86_400);
    assert!((0..8).filter(|row| *row != 6).all(|row| spans[row] == NONE_U32), "{spans:?}");
    let first = ColumnMap {
        source: Source::FirstOf(vec![vec!["a".to_owned()], vec!["b".to_owned()]]),
        ..column("at", "a")
    };
    let content = "a;b\n0000-00-00 00:00:00;2023-01-05\n2023-02-05;2023-01-05\n";
    let (table, findings) = run(content, vec![first]);
    assert_eq!((codes(&findings), table.month), (vec![], vec![1, 2]));
}

#[test]
fn what_is_closed_after_the_date_of_the_reports_is_not_closed() {
    let content = "at;c\n2023-01-05;2024-05-01\n2023-01-05;2024-04-15\n";
    let (table, findings, _) = run_with(content, Vec::new(), vec![at(), column("closed_at", "c")], |line| {
        line.date = chrono::NaiveDate::from_ymd_opt(2024, 4, 15);
        line.plausible.closed_max = 315_360_000;
    });
    assert_eq!(codes(&findings), ["V030"]);
    // 466 days from 5 January 2023 to 15 April 2024.
    assert_eq!(table.and_then(|t| t.closed_after_s), Some(vec![UNREAD_U32, 466 * 86_400]));
}

fn bands() -> Dimension {
    let mut age = list("age", &["young", "grown", "old"]);
    for (code, band) in age.codes.iter_mut().zip([(0, 17), (18, 79), (80, 130)]) {
        code.band = Some(band);
    }
    dimension(age, DimKind::Single)
}

fn ages(content: &str, map: ColumnMap, at: ColumnMap) -> (Vec<String>, Vec<&'static str>) {
    let (table, findings, _) = run_with(content, vec![self::bands()], vec![at, map], |_| {});
    let bands = bands();
    let codes_of = &bands.codes.codes;
    let table = table.expect("registrations");
    let found = table.single["age"].iter();
    (found.map(|code| codes_of[usize::from(*code)].id.clone()).collect(), codes(&findings))
}

#[test]
fn a_day_of_birth_is_a_local_day_and_its_short_year_lies_before_the_contact() {
    let born = |birth| Quantity { birth: Some(birth), ..Quantity::default() };
    // 5 January 2005 in Brussels, as JavaScript's toISOString has it: not yet 18 on 4 January 2023.
    let content = "at;b\n2023-01-04;2005-01-04T23:00:00Z\n2023-01-05;2005-01-04T23:00:00Z\n";
    assert_eq!(ages(content, with("age", "b", born(Birth::Date)), at()).0, ["young", "grown"]);
    // 1 July 1938 in a program that knows one offset for all years: the clock was an hour ahead then.
    let content = "at;b\n2023-01-04;1938-07-01T23:00:00Z\n";
    assert_eq!(ages(content, with("age", "b", born(Birth::Date)), at()).0, ["old"]);
    let short = ColumnMap { format: Some("%d/%m/%y".to_owned()), ..with("age", "b", born(Birth::Date)) };
    let content = "at;b\n2023-01-04;05/01/45\n2023-01-05;05/01/43\n2023-01-05;06/01/10\n";
    assert_eq!(ages(content, short, at()), (vec!["grown".into(), "old".into(), "young".into()], vec![]));
    let content = "at;b\n2023-01-04;45\n2023-01-05;43\n2023-01-05;10\n";
    let years = with("age", "b", born(Birth::Year));
    assert_eq!(ages(content, years, at()), (vec!["grown".into(), "old".into(), "young".into()], vec![]));
}

#[test]
fn half_swapped_days_of_birth_are_asked_about() {
    let rows = (1..=28).map(|d| match d {
        1..=12 => format!("2023-06-01;1990-{d:02}-03\n"),
        _ => format!("2023-06-01;{d:02}/03/1990\n"),
    });
    let content = format!("at;b\n{}", rows.collect::<String>());
    let map = |swapped| ColumnMap {
        format: Some("%d/%m/%Y".to_owned()),
        moment: MomentMap { swapped, ..MomentMap::default() },
        ..with("age", "b", Quantity { birth: Some(Birth::Date), ..Quantity::default() })
    };
    let content = content.replace("-03\n", "-03T00:00:00\n");
    let (found, codes) = ages(&content, map(None), at());
    assert!(codes == ["V179"] && found.iter().all(|age| age == "unclear"), "{codes:?} {found:?}");
    let (found, codes) = ages(&content, map(Some(true)), at());
    assert!(codes.is_empty() && found.iter().all(|age| age == "grown"), "{codes:?} {found:?}");
}

#[test]
fn a_letter_and_a_heap_of_ages_are_asked_about() {
    let content = many("b", |i| format!("{}{}", 20 + i, ["M", "V"][i % 2]));
    let (found, codes) = ages(&content, column("age", "b"), at());
    assert_eq!((codes, found[0].as_str()), (vec!["V026", "V177"], "unclear"));
    let units = ["m", "v"].map(|word| (word.to_owned(), Unit::Years)).into_iter().collect();
    let told = with("age", "b", Quantity { units, ..Quantity::default() });
    let (found, codes) = ages(&content, told, at());
    assert_eq!((codes, found[0].as_str()), (vec![], "grown"));
    let babies = many("b", |i| if i % 6 == 0 { format!("{}m", 3 + i % 20) } else { (i % 60).to_string() });
    assert_eq!(ages(&babies, column("age", "b"), at()).1, [""; 0], "months are months");
    let content = many("b", |i| if i % 5 == 0 { "99".to_owned() } else { (20 + i).to_string() });
    let (found, codes) = ages(&content, column("age", "b"), at());
    assert_eq!((codes, found[0].as_str(), found[1].as_str()), (vec!["V174"], "unclear", "grown"));
    let known =
        ColumnMap { values: BTreeMap::from([("99".to_owned(), "unknown".to_owned())]), ..column("age", "b") };
    assert_eq!(ages(&content, known, at()).1, [""; 0]);
    let months = many("age_months", |i| (20 + i).to_string());
    let (found, codes) = ages(&months, column("age", "age_months"), at());
    assert!(codes == ["V171"] && found.iter().all(|age| age == "young"), "{codes:?}");
}

#[test]
fn two_spellings_of_yes_beside_a_no_are_asked_about() {
    let run = |cells: [&str; 4], yes: &[&str]| {
        let content = many("p", |i| cells[i % 4].to_owned());
        let columns = vec![("a".to_owned(), vec!["p".to_owned()])];
        let map = ColumnMap {
            source: Source::YesNo(columns),
            yes: yes.iter().map(|y| (*y).to_owned()).collect(),
            ..column("form", "p")
        };
        let form = dimension(list("form", &["a", "b"]), DimKind::Multi);
        let (table, findings, _) = run_with(&content, vec![form], vec![at(), map], |_| {});
        let bits = table.expect("registrations").multi["form"].clone();
        (codes(&findings), bits.iter().filter(|bits| **bits & 1 == 1).count())
    };
    assert_eq!(run(["J", "N", "O", "N"], &[]), (vec!["V176"], 0));
    assert_eq!(run(["1", "0", "-1", "0"], &[]), (vec!["V176"], 0));
    assert_eq!(run(["1", "0", "-1", "0"], &["1", "-1"]), (vec![], 30));
    assert_eq!(run(["ja", "nee", "J", "N"], &[]), (vec![], 30));
    assert_eq!(run(["1", "0", "1.0", "0"], &[]), (vec![], 30));
    assert_eq!(run(["O", "N", "O", "N"], &[]), (vec![], 30));
    assert_eq!(run(["-1", "0", "-1", "0"], &[]), (vec![], 30));
}

#[test]
fn a_clock_of_twelve_hours_is_asked_about() {
    let content = |half: bool| {
        let rows = (0..120).map(|i| {
            let hour = if half { i % 12 + 1 } else { (i + 9) % 24 };
            format!("2023-01-{:02}T{hour:02}:{:02}\n", i % 28 + 1, i % 60)
        });
        format!("at\n{}", rows.collect::<String>())
    };
    let map = |hour_unknown| ColumnMap { moment: MomentMap { hour_unknown, ..MomentMap::default() }, ..at() };
    let read = |half, known| {
        let (table, findings) = run(&content(half), vec![map(known)]);
        (codes(&findings), table.hour[0])
    };
    assert_eq!(read(true, None), (vec!["V178"], NO_HOUR));
    assert_eq!(read(true, Some(false)), (vec![], 1));
    assert_eq!(read(true, Some(true)), (vec![], NO_HOUR));
    assert_eq!(read(false, None), (vec![], 9));
}
