//! Numbers, spans, ages and answers as people and programs write them, in whole columns.

use proptest::prelude::*;

use super::*;
use crate::config::{Clock, Decimal, Minus, Quantity, Silent, Unit};

const DAY: &str = "2023-01-05";

fn at() -> ColumnMap {
    column("at", "at")
}

fn with(target: &str, quantity: Quantity) -> ColumnMap {
    ColumnMap { quantity, ..column(target, "x") }
}

/// A file with one more column, `x`, quoted.
fn file(cells: &[&str]) -> String {
    let rows: Vec<String> = cells.iter().map(|c| format!("{DAY};\"{c}\"\n")).collect();
    format!("at;x\n{}", rows.concat())
}

fn spans(cells: &[&str], quantity: Quantity) -> (Vec<u32>, Findings) {
    let (table, findings, _) =
        run_with(&file(cells), Vec::new(), vec![at(), with("duration_s", quantity)], |line| {
            line.plausible.duration_max = 86_400;
        });
    (table.expect("registrations").duration_s.expect("durations"), findings)
}

#[test]
fn marks_are_decided_by_the_whole_column() {
    let read = |cells: &[&str]| spans(cells, Quantity::default()).0;
    assert_eq!(read(&["1.234", "900", "1.234,5"]), [1234, 900, 1235]);
    assert_eq!(read(&["1,234", "900", "0.5"]), [1234, 900, 1]);
    assert_eq!(read(&["1.234", "12.5"]), [1, 13]);
    assert_eq!(read(&["2 586", "2\u{a0}586", "2\u{202f}586", "2\u{2009}586", "2'586", "2’586"]), [2586; 6]);
    assert_eq!(read(&["1,5", "2.5"]), [2, 3], "each shows its own mark");
}

#[test]
fn a_column_with_two_readings_is_asked_about_and_left_out() {
    let (values, findings) = spans(&["1.234", "900", "", "2.345"], Quantity::default());
    assert_eq!(values, [UNREAD_U32, UNREAD_U32, NONE_U32, UNREAD_U32]);
    let [asked] = with_code(&findings, "V110")[..] else { panic!("{findings:?}") };
    assert!(asked.message.contains('2') && asked.hint.as_ref().is_some_and(|h| h.contains("decimal: comma")));
    assert!(!asked.message.contains("1.234"), "no data in messages");
    let (values, findings) = spans(&["1,5", "2.5", "1.234"], Quantity::default());
    assert_eq!((values, with_code(&findings, "V110").len()), (vec![UNREAD_U32; 3], 1), "the others disagree");
    let comma = Quantity { decimal: Some(Decimal::Comma), ..Quantity::default() };
    assert_eq!(spans(&["1.234", "900", "2.345"], comma.clone()).0, [1234, 900, 2345]);
    let (values, findings) = spans(&["12.5"], comma);
    assert_eq!(
        (values, with_code(&findings, "V029").len()),
        (vec![UNREAD_U32], 1),
        "not the mark that was said"
    );
}

#[test]
fn another_column_of_the_file_or_a_setting_of_the_file_decides() {
    let content = "at;x;y\n2023-01-05;1.234;12,5\n2023-01-05;900;3\n";
    let columns = || vec![at(), column("duration_s", "x"), column("wait_s", "y")];
    let (table, ..) = run_with(content, Vec::new(), columns(), |_| {});
    assert_eq!(table.expect("registrations").duration_s, Some(vec![1234, 900]));
    let content = "at;x\n2023-01-05;1.234\n";
    let (table, ..) = run_with(content, Vec::new(), vec![at(), column("duration_s", "x")], |line| {
        line.files[0].decimal = Some(Decimal::Point);
    });
    assert_eq!(table.expect("registrations").duration_s, Some(vec![1]));
}

#[test]
fn units_are_those_of_the_column() {
    let unit = |unit| Quantity { unit: Some(unit), ..Quantity::default() };
    assert_eq!(spans(&["600000", "1499", "1500", "0:10:00"], unit(Unit::Milliseconds)).0, [600, 1, 2, 600]);
    assert_eq!(spans(&["10", "1,5"], unit(Unit::Minutes)).0, [600, 90]);
    assert_eq!(spans(&["1", "0,25"], unit(Unit::Hours)).0, [3600, 900]);
    assert_eq!(spans(&["0.0104166667", "0,5", "0 days 00:10:00"], unit(Unit::Days)).0, [900, 43_200, 600]);
}

#[test]
fn two_parts_are_asked_about_unless_the_column_shows_what_they_are() {
    let (values, findings) = spans(&["0:45", "0:30", "90", ""], Quantity::default());
    assert_eq!(values, [UNREAD_U32, UNREAD_U32, UNREAD_U32, NONE_U32]);
    let [asked] = with_code(&findings, "V111")[..] else { panic!("{findings:?}") };
    assert!(
        asked.hint.as_ref().is_some_and(|h| h.contains("clock: h:mm")) && !asked.message.contains("0:45")
    );
    assert_eq!(spans(&["0:45", "45:10"], Quantity::default()).0, [45, 2710]);
    assert_eq!(spans(&["0:45", "1:02:03"], Quantity::default()).0, [45, 3723]);
    let clock = |clock| Quantity { clock: Some(clock), ..Quantity::default() };
    assert_eq!(spans(&["0:45"], clock(Clock::HoursMinutes)).0, [2700]);
    assert_eq!(spans(&["0:45"], clock(Clock::MinutesSeconds)).0, [45]);
}

#[test]
fn what_is_negative_or_too_long_is_named_and_not_believed() {
    let (values, findings) = spans(&["-5", "-00:00:05", "2 days", "NaN", "inf", "-"], Quantity::default());
    assert_eq!(values, [UNREAD_U32, UNREAD_U32, UNREAD_U32, NONE_U32, UNREAD_U32, NONE_U32]);
    assert_eq!((with_code(&findings, "V030").len(), with_code(&findings, "V029").len()), (3, 1));
}

#[test]
fn words_that_say_nothing_do_so_in_every_column() {
    let mut ages = list("age", &[]);
    ages.codes.insert(0, Code { band: Some((0, 17)), ..code("young", CodeKind::Plain, &[]) });
    let content = "at;a;t;d;o;c;u;v\n\
        2023-01-05;NaN;n/a;#N/A;NULL;None;-;na\n\
        2023-01-05;?;onbekend;?;unknown;?;999;?\n\
        2023-01-05;999;999;999;999;999;999;999\n\
        2023-01-05;wil niet;wil niet;wil niet;wil niet;wil niet;wil niet;wil niet\n";
    let columns = || {
        vec![
            at(),
            column("age", "a"),
            column("theme", "t"),
            column("duration_s", "d"),
            column("outcome", "o"),
            column("channel", "c"),
            ColumnMap {
                source: Source::YesNo(vec![("p".to_owned(), vec!["u".to_owned()])]),
                ..column("form", "")
            },
            column("victims", "v"),
        ]
    };
    let dimensions = vec![
        dimension(ages, DimKind::Single),
        dimension(list("theme", &["p"]), DimKind::Multi),
        dimension(list("form", &["p"]), DimKind::Multi),
    ];
    let (table, findings, _) = run_with(content, dimensions, columns(), |line| {
        line.silent = Silent { unknown: vec!["wil niet".to_owned()], blank: vec!["999".to_owned()] };
    });
    let table = table.expect("registrations");
    let (unknown, blank) = (1 << 1, 1 << 3);
    assert_eq!(table.single["age"], [3, 1, 3, 1]);
    assert_eq!(table.multi["theme"], [blank, unknown, blank, unknown]);
    assert_eq!(table.multi["form"], [blank, blank, blank, unknown]);
    assert_eq!(table.duration_s, Some(vec![NONE_U32; 4]));
    assert_eq!(table.victims, Some(vec![NONE_U16; 4]));
    assert_eq!((table.outcome, table.channel), (Some(vec![6; 4]), Some(vec![3; 4])));
    let told: Vec<&Finding> = findings.0.iter().filter(|f| f.code != "V028").collect();
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn a_recoding_has_one_spelling_in_all_columns() {
    for target in ["", "blank", "leeg", "n/a"] {
        let values =
            || BTreeMap::from([("nvt".to_owned(), target.to_owned()), ("77".to_owned(), target.to_owned())]);
        let content = "at;x\n2023-01-05;nvt\n2023-01-05;77\n2023-01-05;60\n";
        let map = |target: &str| vec![at(), ColumnMap { values: values(), ..column(target, "x") }];
        let (table, ..) = run_with(content, Vec::new(), map("duration_s"), |_| {});
        assert_eq!(table.expect("registrations").duration_s, Some(vec![NONE_U32, NONE_U32, 60]), "{target}");
        let theme = dimension(list("theme", &["60"]), DimKind::Single);
        let (table, ..) = run_with(content, vec![theme], map("theme"), |_| {});
        assert_eq!(table.expect("registrations").single["theme"], [3, 3, 0], "{target}");
        let source = Source::YesNo(vec![("60".to_owned(), vec!["x".to_owned()])]);
        let yes_no =
            ColumnMap { values: values(), source, yes: vec!["60".to_owned()], ..column("theme", "") };
        let theme = dimension(list("theme", &["60"]), DimKind::Multi);
        let (table, ..) = run_with(content, vec![theme], vec![at(), yes_no], |_| {});
        assert_eq!(table.expect("registrations").multi["theme"], [1 << 3, 1 << 3, 1], "{target}");
    }
}

#[test]
fn yes_and_no_have_many_spellings() {
    let yes =
        ["Y", "Checked", "WAAR", "VRAI", "WAHR", "VERDADERO", "T", "1.0", "On", "✓", "-1", "True", "☑", "Ja"];
    let no =
        ["N", "Unchecked", "ONWAAR", "FAUX", "FALSCH", "FALSO", "F", "0.0", "Off", "0", "False", "☐", "Nee"];
    let map = || vec![at(), column("justified", "x")];
    for (words, stage) in [(&yes[..], 2), (&no[..], 1)] {
        let (table, findings, _) =
            run_with(&file(words), Vec::new(), map(), |line| line.subject.main_stage = Stage::Justified);
        assert_eq!(table.expect("registrations").stage, vec![stage; words.len()]);
        assert_eq!(with_code(&findings, "V035").len(), 0, "{findings:?}");
    }
}

#[test]
fn a_span_can_be_what_remains_of_another() {
    let content = "at;o;l;q\n\
        2023-01-05;answered;600;9.00\n2023-01-05;answered;0:20:00;200\n2023-01-05;abandoned;44;44.00\n\
        2023-01-05;answered;10;30\n2023-01-05;answered;600;\n2023-01-05;answered;1:00:01;60\n";
    let minus = Minus { column: vec!["q".to_owned()], quantity: Quantity::default() };
    let length = ColumnMap {
        quantity: Quantity { minus: Some(Box::new(minus)), ..Quantity::default() },
        ..column("duration_s", "l")
    };
    let columns = vec![at(), column("outcome", "o"), length, column("wait_s", "q")];
    let (table, findings, _) = run_with(content, Vec::new(), columns, |_| {});
    let table = table.expect("registrations");
    assert_eq!(table.duration_s, Some(vec![591, 1000, 0, UNREAD_U32, NONE_U32, 3541]));
    assert_eq!((table.wait_s.map(|w| w[0]), with_code(&findings, "V032").len()), (Some(9), 1));
}

#[test]
fn a_span_can_lie_between_two_moments() {
    let content = "at;e;s\n\
        2023-01-05;05/01/2023 10:05:00;05/01/2023 10:00:00\n2023-01-05;;05/01/2023 10:00:00\n\
        2023-01-05;05/01/2023 09:00:00;05/01/2023 10:00:00\n2023-01-05;06/01/2023 00:00:10;05/01/2023 23:59:50\n";
    let minus = Minus { column: vec!["s".to_owned()], quantity: Quantity::default() };
    let wait = ColumnMap {
        format: Some("%d/%m/%Y %H:%M:%S".to_owned()),
        quantity: Quantity { minus: Some(Box::new(minus)), ..Quantity::default() },
        ..column("wait_s", "e")
    };
    let (table, findings, _) = run_with(content, Vec::new(), vec![at(), wait], |_| {});
    assert_eq!(table.expect("registrations").wait_s, Some(vec![300, NONE_U32, UNREAD_U32, 20]));
    assert_eq!(with_code(&findings, "V032").len(), 1);
}

#[test]
fn a_target_can_come_from_the_first_column_that_is_filled() {
    let content = "s;e;x\n2023-01-05;2024-01-01;phone\nNULL;2023-01-06;chat\n;2023-01-07;-\n;;phone\n";
    let first = |names: &[&str]| Source::FirstOf(names.iter().map(|n| vec![(*n).to_owned()]).collect());
    let at = ColumnMap { source: first(&["s", "e"]), ..column("at", "") };
    let (table, _, quarantine) = run_with(content, Vec::new(), vec![at, column("channel", "x")], |_| {});
    let table = table.expect("registrations");
    assert_eq!((table.year, table.day), (vec![2023; 3], vec![5, 6, 7]));
    assert_eq!((table.channel, quarantine.len()), (Some(vec![0, 2, 3]), 1));
}

#[test]
fn a_target_can_come_from_another_column_for_another_outcome() {
    let content = "at;o;a;b\n2023-01-05;answered;10;1\n2023-01-05;abandoned;1;90\n2023-01-05;busy;3;4\n\
        2023-01-05;;5;6\n";
    let names = |n: &str| vec![n.to_owned()];
    let other = vec![(Outcome::Abandoned, names("b")), (Outcome::Busy, Vec::new())];
    let wait = ColumnMap { source: Source::ByOutcome { usual: names("a"), other }, ..column("wait_s", "") };
    let columns = vec![at(), column("outcome", "o"), wait];
    let (table, ..) = run_with(content, Vec::new(), columns, |_| {});
    assert_eq!(table.expect("registrations").wait_s, Some(vec![10, 90, NONE_U32, 5]));
}

#[test]
fn corrections_say_what_a_difference_or_a_choice_of_columns_comes_to() {
    let work = Work::new();
    work.put("a.csv", "id;at;l;q;p;r\n1;2023-01-05;600;60;;x\n2;2023-01-05;700;60;y;x\n");
    let minus = Minus { column: vec!["q".to_owned()], quantity: Quantity::default() };
    let quantity = Quantity { minus: Some(Box::new(minus)), ..Quantity::default() };
    let first = Source::FirstOf(vec![vec!["p".to_owned()], vec!["r".to_owned()]]);
    let columns = vec![
        column("id", "id"),
        at(),
        ColumnMap { quantity, ..column("duration_s", "l") },
        ColumnMap { source: first, ..column("place", "") },
    ];
    let place = dimension(list("place", &["x", "y"]), DimKind::Single);
    let line = line(&work.path(), vec![place], file_map(columns));
    let folder = work.path().join("data/line/corrections");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(
        folder.join("a.csv"),
        "id,action,reason,author,date,duration_s,place\n1,replace,r,a,2024-01-01,500,y\n",
    )
    .expect("a file");
    let (table, findings, _) = work.run(&line);
    let table = table.expect("registrations");
    assert_eq!(
        (table.duration_s, &table.single["place"][..2]),
        (Some(vec![500, 640]), &[1, 1][..]),
        "{findings:?}"
    );
}

#[test]
fn ids_that_say_nothing_are_no_id() {
    let content = "id;at\nNULL;2023-01-05\nNULL;2023-01-05\n-;2023-01-05\n7;2023-01-05\n7;2023-01-06\n";
    let (table, findings, _) = run_with(content, Vec::new(), vec![column("id", "id"), at()], |_| {});
    let [told] = with_code(&findings, "V034")[..] else { panic!("{findings:?}") };
    assert_eq!((table.expect("registrations").rows, told.more), (4, 2));
}

/// A number in one of the writings of a country, a program or a person.
fn written(whole: u32, part: Option<u32>, between: &str, mark: char) -> String {
    let digits = whole.to_string();
    let mut text = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push_str(between);
        }
        text.push(c);
    }
    part.map_or(text.clone(), |part| format!("{text}{mark}{part:02}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever the marks and the unit: the same seconds are read back, or the column is asked about.
    #[test]
    fn a_column_of_numbers_is_read_back_or_asked_about(
        numbers in prop::collection::vec((0_u32..4000, prop::option::of(0_u32..100)), 1..12),
        (mark, between) in prop::sample::select(vec![
            (',', "."), ('.', ","), (',', " "), ('.', " "), (',', "\u{a0}"), ('.', "\u{202f}"), ('.', "'"), (',', "’"),
            ('.', ""), (',', ""),
        ]),
        (unit, seconds) in prop::sample::select(vec![
            (None, 1.0), (Some(Unit::Milliseconds), 0.001), (Some(Unit::Minutes), 60.0), (Some(Unit::Hours), 3600.0),
        ]),
        said in prop::bool::ANY,
    ) {
        let cells: Vec<String> = numbers.iter().map(|(whole, part)| written(*whole, *part, between, mark)).collect();
        let own = if mark == ',' { Decimal::Comma } else { Decimal::Point };
        let quantity = Quantity { unit, decimal: said.then_some(own), ..Quantity::default() };
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let (found, findings) = spans(&cells, quantity);
        let asked = !with_code(&findings, "V110").is_empty();
        prop_assert!(!(asked && said));
        for ((whole, part), found) in numbers.iter().zip(&found) {
            let right = ((f64::from(*whole) + f64::from(part.unwrap_or(0)) / 100.0) * seconds).round();
            let right = if asked || right > 86_400.0 { UNREAD_U32 } else { right as u32 };
            prop_assert_eq!(*found, right, "{:?} {:?}", cells, findings);
        }
    }
}
