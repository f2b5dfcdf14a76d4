//! Moments of columns as a whole: zones, clock changes, midnights, months, swapped dates, corrections.

use super::zone_table::{LOCAL, MOMENTS};
use super::*;
use crate::validation::stamp::{Stamp, iso};
use crate::validation::zone::{Instants, Wall};
use chrono::TimeZone;
use proptest::prelude::*;

fn zone(name: &str) -> chrono_tz::Tz {
    name.parse().expect("a zone")
}

fn wall(text: &str) -> i64 {
    iso(text.as_bytes()).and_then(|read| read.stamp.wall()).expect("a moment")
}

#[test]
fn local_times_are_those_that_another_program_computed() {
    for (name, utc, local) in LOCAL {
        assert_eq!(Wall::new(zone(name)).local(*utc), wall(local), "{name} {utc}");
    }
    for (name, local, times, first, last) in MOMENTS {
        let expected = match times {
            0 => Instants::Skipped(*first, *last),
            1 => Instants::One(*first),
            _ => Instants::Twice(*first, *last),
        };
        assert_eq!(Wall::new(zone(name)).instants(wall(local)), expected, "{name} {local}");
    }
}

proptest! {
    #[test]
    fn every_moment_is_among_those_of_its_local_time(
        name in prop::sample::select(vec![
            "Europe/Brussels", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Chatham", "Asia/Tehran", "UTC",
        ]),
        utc in 1_420_070_400_i64..1_924_991_999,
        near in prop::option::of(-7200_i64..7200),
    ) {
        let zone = zone(name);
        let wall = Wall::new(zone);
        // Half of them near a change of the clock in Brussels: 2024-10-27T01:00Z.
        let utc = near.map_or(utc, |near| 1_729_990_800 + near);
        let exact = zone.timestamp_opt(utc, 0).single().expect("a moment").naive_local();
        let local = wall.local(utc);
        prop_assert_eq!(local, exact.and_utc().timestamp());
        prop_assert!(wall.instants(local).all().contains(&utc));
        prop_assert_eq!(Stamp::of_wall(local).wall(), Some(local));
    }
}

fn ended() -> Vec<ColumnMap> {
    vec![column("at", "at"), column("ended_at", "ended")]
}

#[test]
fn moments_with_an_offset_become_local_time_and_spans_are_true_time() {
    let content = "at,ended\n\
        2023-12-31T23:30:00Z,2024-01-01T00:45:00+01:00\n\
        2024-03-30T23:10:00-05:00,2024-03-31T06:11:00+02:00\n\
        2024-03-31T01:50:00,2024-03-31T03:10:00\n\
        2024-10-27T02:50:00,2024-10-27T02:05:00\n\
        2024-10-27T01:30:00,2024-10-27T03:30:00\n\
        2024-10-27T00:30:00Z,2024-10-27T01:30:00Z\n";
    let (table, findings, _) = run_with(content, Vec::new(), ended(), |_| {});
    let table = table.expect("registrations");
    assert_eq!((table.year[0], table.month[0], table.day[0], table.hour[0]), (2024, 1, 1, 0));
    assert_eq!((table.day[1], table.hour[1]), (31, 6));
    // The last is 1:30 before and 2:30 after the change; its hour is there twice, and its offset tells which.
    let hours = 7200 + 3600;
    assert_eq!(table.duration_s, Some(vec![900, 60, 1200, 900, hours, 3600]));
    assert!(with_code(&findings, "V032").is_empty(), "{findings:?}");
    assert_eq!(with_code(&findings, "V120").len(), 2);
}

#[test]
fn a_zone_of_a_column_or_none_at_all_is_said_in_the_settings() {
    let utc = Some(CellZone::Of(chrono_tz::Tz::UTC));
    let zoned = |zone| ColumnMap { moment: MomentMap { zone, ..MomentMap::default() }, ..column("at", "at") };
    let hours = |content: &str, zone| {
        run_with(content, Vec::new(), vec![zoned(zone)], |_| {})
            .0
            .map(|t| (t.day, t.hour))
            .expect("registrations")
    };
    let content = "at\n2024-07-01 23:30\n2024-07-01T10:00:00+05:00\n2024-01-05\n";
    assert_eq!(hours(content, utc), (vec![2, 1, 5], vec![1, 7, NO_HOUR]));
    assert_eq!(hours(content, None), (vec![1, 1, 5], vec![23, 7, NO_HOUR]));
    assert_eq!(hours(content, Some(CellZone::Local)), (vec![1, 1, 5], vec![23, 10, NO_HOUR]));
    let (table, findings, _) = run_with(
        "d,t\n2024-07-01,23:30\n2024-12-31,23:30Z\n",
        Vec::new(),
        vec![
            column("date", "d"),
            ColumnMap { moment: MomentMap { zone: utc, ..MomentMap::default() }, ..column("time", "t") },
        ],
        |line| line.calendar.zone = chrono_tz::Tz::Asia__Tokyo,
    );
    let table = table.expect("registrations");
    assert_eq!((table.year, table.day, table.hour), (vec![2024, 2025], vec![2, 1], vec![8, 8]));
    assert_eq!(with_code(&findings, "V120").len(), 1);
}

#[test]
fn the_hour_that_the_clock_skips_is_told() {
    let content = "at,ended\n2024-03-31T02:30:00,2024-03-31T03:10:00\n2024-03-30T02:30:00,\n";
    let (table, findings, _) = run_with(content, Vec::new(), ended(), |_| {});
    let table = table.expect("registrations");
    assert_eq!((table.hour, table.duration_s), (vec![2, 2], Some(vec![2400, NONE_U32])));
    let told = with_code(&findings, "V123");
    assert_eq!((told.len(), line_of(told[0])), (1, Some(2)));
}

/// Rows at quarters of hours from 9:00 to 20:45, and so many at midnight.
fn with_midnights(midnights: usize) -> String {
    let mut content = "at\n".to_owned();
    for n in 0..200 {
        content.push_str(&format!(
            "2024-{:02}-{:02} {:02}:{:02}\n",
            1 + n % 12,
            1 + n % 27,
            9 + n % 12,
            15 * (n % 4)
        ));
    }
    (0..midnights)
        .for_each(|n| content.push_str(&format!("2024-{:02}-{:02} 00:00\n", 1 + n % 12, 1 + n % 27)));
    content
}

#[test]
fn a_heap_of_midnights_is_no_hour() {
    let known = |midnight_unknown| {
        vec![ColumnMap {
            moment: MomentMap { midnight_unknown, ..MomentMap::default() },
            ..column("at", "at")
        }]
    };
    let run = |midnights, sure| {
        let (table, findings, _) = run_with(&with_midnights(midnights), Vec::new(), known(sure), |_| {});
        let table = table.expect("registrations");
        let of = |hour| table.hour.iter().filter(|h| **h == hour).count();
        (of(0), of(NO_HOUR), with_code(&findings, "V124").iter().map(|f| f.more).collect::<Vec<_>>())
    };
    assert_eq!(run(60, None), (0, 60, vec![59]));
    assert_eq!(run(60, Some(true)), (0, 60, vec![]));
    assert_eq!(run(60, Some(false)), (60, 0, vec![]));
    assert_eq!(run(3, None), (3, 0, vec![]));
    // A line that registers whole hours round the clock.
    let hours: String = (0..480).map(|n| format!("2024-01-{:02} {:02}:00\n", 1 + n % 28, n % 24)).collect();
    let (table, findings, _) = run_with(&format!("at\n{hours}"), Vec::new(), known(None), |_| {});
    assert_eq!(table.expect("registrations").hour.iter().filter(|h| **h == 0).count(), 20);
    assert!(with_code(&findings, "V124").is_empty());
}

#[test]
fn midnights_of_another_zone_are_dates_as_well() {
    // Days that a program wrote as moments of UTC, and days that a browser sent as local midnights.
    for (content, days) in [
        ("at\n2024-07-01T00:00:00Z\n2024-12-31T00:00:00Z\n", vec![1, 31]),
        ("at\n2024-06-30T22:00:00Z\n2024-12-31T23:00:00Z\n", vec![1, 1]),
    ] {
        let (table, _, _) = run_with(content, Vec::new(), vec![column("at", "at")], |_| {});
        let table = table.expect("registrations");
        assert_eq!((table.day, table.hour), (days, vec![NO_HOUR, NO_HOUR]), "{content}");
    }
}

#[test]
fn months_without_days_have_neither_weekday_nor_day() {
    let column = |format: Option<&str>, day_unknown| ColumnMap {
        format: format.map(str::to_owned),
        moment: MomentMap { day_unknown, ..MomentMap::default() },
        ..column("at", "at")
    };
    let (table, findings, _) = run_with(
        "at\nmrt 2024\n1 jan 2024\n",
        Vec::new(),
        vec![ColumnMap {
            moment: MomentMap {
                further: vec!["%d %b %Y".to_owned()],
                day_unknown: Some(true),
                ..MomentMap::default()
            },
            ..column(Some("%b %Y"), None)
        }],
        |line| line.subject.since = chrono::NaiveDate::from_ymd_opt(2024, 1, 15),
    );
    let table = table.expect("registrations");
    assert_eq!((table.month, table.day, table.days_unknown), (vec![3, 1], vec![0, 0], true));
    assert!(findings.0.is_empty(), "{findings:?}");
    let firsts: String = (0..24).map(|n| format!("2024-{:02}-01\n", 1 + n % 12)).collect();
    for (sure, unknown, told) in [(None, true, 1), (Some(true), true, 0), (Some(false), false, 0)] {
        let (table, findings, _) =
            run_with(&format!("at\n{firsts}"), Vec::new(), vec![column(None, sure)], |_| {});
        assert_eq!(table.expect("registrations").days_unknown, unknown);
        assert_eq!(with_code(&findings, "V125").len(), told);
    }
}

/// Contacts on every day of three months: real dates up to day 12, swapped, and texts from day 13 on.
fn half_swapped() -> String {
    let days = (1..=3).flat_map(|month| (1..=28).map(move |day| (month, day)));
    let one = |(month, day): (u32, u32)| match day {
        1..=12 => format!("2024-{day:02}-{month:02}T10:15:00\n"),
        _ => format!("{day:02}/{month:02}/2024 10:15\n"),
    };
    format!("at\n{}", days.map(one).collect::<String>())
}

#[test]
fn half_swapped_dates_are_asked_about_and_put_back() {
    let column = |swapped, format: Option<&str>| ColumnMap {
        format: format.map(str::to_owned),
        moment: MomentMap { swapped, ..MomentMap::default() },
        ..column("at", "at")
    };
    let run = |content: &str, swapped| {
        run_with(content, Vec::new(), vec![column(swapped, Some("%d/%m/%Y %H:%M"))], |_| {})
    };
    let (table, findings, _) = run(&half_swapped(), None);
    assert!(table.is_none());
    assert_eq!((findings.0.len(), with_code(&findings, "V121").len()), (1, 1), "{findings:?}");
    let (table, findings, _) = run(&half_swapped(), Some(true));
    let months = table.expect("registrations").month;
    let of = |month| months.iter().filter(|m| **m == month).count();
    assert_eq!(([of(1), of(2), of(3)], findings.0.len()), ([28; 3], 0));
    assert!(run(&half_swapped(), Some(false)).0.is_some());
    let (table, findings, _) = run(&format!("{}2024-01-13\n", half_swapped()), Some(true));
    assert!(table.is_none() && with_code(&findings, "V121").len() == 1);
    // Without a format the texts cannot be read, and the finding says both.
    let (_, findings, _) = run_with(&half_swapped(), Vec::new(), vec![column(None, None)], |_| {});
    let hint = findings.0[0].hint.as_deref().unwrap_or_default();
    assert!(hint.contains("`format: \"%d/%m/%Y %H:%M\"`") && hint.contains("`swapped: true`"), "{hint}");
}

#[test]
fn a_column_that_cannot_be_read_is_told_once_with_a_format_that_reads_it() {
    let content = "at\n01-mrt-24 10:15\n13-mei-24 9:05\n31-okt-24 23:59\n";
    let wrong = ColumnMap { format: Some("%d/%m/%Y".to_owned()), ..column("at", "at") };
    let (_, findings, rejected) = run_with(content, Vec::new(), vec![wrong], |_| {});
    let told = with_code(&findings, "V021");
    assert_eq!(rejected.len(), 3);
    assert!(told.iter().all(|f| f.hint == told[0].hint && f.message.contains("99-aaa-99 99:99")));
    let hint = told[0].hint.as_deref().unwrap_or_default();
    assert!(hint.contains("`format: \"%d-%b-%y %H:%M\"`"), "{hint}");
    let right = ColumnMap { format: Some("%d-%b-%y %H:%M".to_owned()), ..column("at", "at") };
    let (table, findings, _) = run_with(content, Vec::new(), vec![right], |_| {});
    assert_eq!((table.expect("registrations").month, findings.0.len()), (vec![3, 5, 10], 0));
}

#[test]
fn names_of_months_can_be_added() {
    let column = ColumnMap { format: Some("%d %b %Y".to_owned()), ..column("at", "at") };
    let (table, ..) = run_with("at\n5 ocak 2024\n5 Şubat. 2024\n", Vec::new(), vec![column], |line| {
        line.calendar.months = BTreeMap::from([("ocak".to_owned(), 1), (crate::base::fold("Şubat"), 2)]);
    });
    assert_eq!(table.expect("registrations").month, [1, 2]);
}

#[test]
fn skipping_rows_without_a_start_is_said_to_take_the_abandoned_ones() {
    let content = "at,ended,outcome\n,2024-01-01T10:00,abandoned\n2024-01-02T10:00,2024-01-02T10:05,answered\n\
                   ,2024-01-03T10:00,abandoned\n";
    let columns = || vec![column("at", "at"), column("ended_at", "ended"), column("outcome", "outcome")];
    let (_, findings, rejected) = run_with(content, Vec::new(), columns(), |_| {});
    assert_eq!(rejected.len(), 2);
    let hint = with_code(&findings, "V020")[0].hint.clone().unwrap_or_default();
    for part in ["2 of 3 rows: all of these 2 are `abandoned`", "`at: {first_of: [at, ended]}`"] {
        assert!(hint.contains(part), "{hint}");
    }
}
