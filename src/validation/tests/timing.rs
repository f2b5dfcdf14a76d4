//! Dates, times, waits and the life of the line.

use chrono::NaiveDate;

use super::*;
use crate::validation::reader::Reader;
use crate::validation::stamp::{NO_OFFSET, NO_SECOND, Stamp, weekday};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

#[test]
fn iso_dates_are_read_with_everything_that_may_stand_behind_them() {
    let months = BTreeMap::new();
    let reader = Reader::new([], &months);
    let read = |text: &str| reader.moment(text.as_bytes()).map(|r| (r.stamp.day, r.stamp.second));
    let ten = 10 * 3600 + 11 * 60;
    for (text, second) in [
        ("2023-01-05", NO_SECOND),
        ("2023-01-05T10:11", ten),
        ("2023-01-05 10:11", ten),
        ("2023-01-05T10:11:12", ten + 12),
        ("2023-01-05T10:11:12Z", ten + 12),
        ("2023-01-05T10:11:12.123456", ten + 12),
        ("2023-01-05T10:11:12.5+01:00", ten + 12),
        ("2023-01-05 10:11:12+0100", ten + 12),
        ("2023-01-05T23:59:60", 86_399),
        ("2023-01-05T24:00", 86_400),
    ] {
        assert_eq!(read(text), Some((20_230_105, second)), "{text}");
    }
    for text in [
        "",
        "2023",
        "2023-1-5",
        "2023-13-01",
        "2023-02-29",
        "2023-00-10",
        "2023-01-00",
        "2023-01-05T",
        "2023-01-05T24:01",
        "2023-01-05T10:60",
        "2023-01-05T10:11:61",
        "2023-01-05x10:11",
        "2023-01-05T10:11:12q",
        "0023-01-05",
        "05/01/2023",
        "2023-01-05T10:11:12.",
        "2023-01-05T10:11:12+1",
        "20230105",
        "2023/01/05",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn offsets_are_read_as_programs_write_them() {
    let months = BTreeMap::new();
    let reader = Reader::new([], &months);
    let offset =
        |tail: &str| reader.moment(format!("2023-01-05T10:11:12{tail}").as_bytes()).map(|r| r.offset);
    for (tail, seconds) in [
        ("", NO_OFFSET),
        ("Z", 0),
        ("z", 0),
        (".5Z", 0),
        ("+01:00", 3600),
        ("+0100", 3600),
        ("+01", 3600),
        ("-03:30", -12_600),
        (" +0200", 7200),
        ("\u{2212}05:00", -18_000),
        (" UTC", 0),
        (" GMT+1", 3600),
        (" GMT+0100 (Central European Standard Time)", 3600),
        ("+02:00[Europe/Brussels]", 7200),
        (" CEST", 7200),
        ("Z[UTC]", 0),
        ("+05:45", 20_700),
        ("+14:00", 50_400),
    ] {
        assert_eq!(offset(tail), Some(seconds), "{tail}");
    }
    for tail in ["+1", "+25:00", "+01:75", " XYZ", "+01:00x", " PM", "Zoo", "+"] {
        assert_eq!(offset(tail), None, "{tail}");
    }
    let reader = Reader::new(["%d/%m/%Y %H:%M"], &months);
    let read = reader.moment(b"05/01/2023 10:11 +0100").map(|r| (r.stamp.second, r.offset));
    assert_eq!(read, Some((36_660, 3600)));
}

#[test]
fn numbers_of_spreadsheets_are_rounded_to_the_second() {
    let months = BTreeMap::new();
    let read = |format: &str, text: &str| {
        Reader::new([format], &months)
            .moment(text.as_bytes())
            .map(|r| (r.stamp.day, r.stamp.second, r.offset))
    };
    let local = |day, second| Some((day, second, NO_OFFSET));
    assert_eq!(read("serial", "45292.5"), local(20_240_101, 43_200));
    assert_eq!(read("serial", "45292,5"), local(20_240_101, 43_200));
    assert_eq!(read("serial", "45292"), local(20_240_101, 0));
    // 13:29 as a spreadsheet keeps it.
    assert_eq!(read("serial", "44927.56180555555"), local(20_230_101, 48_540));
    assert_eq!(read("serial", "45291.999999"), local(20_240_101, 0));
    assert_eq!(read("serial-1904", "43830.5"), local(20_240_101, 43_200));
    assert_eq!(read("serial", "61"), local(19_000_301, 0));
    for text in ["60", "-1", "1e5", "200000", "45.292,5", "", "x", "NaN", "inf"] {
        assert_eq!(read("serial", text), None, "{text}");
    }
    assert_eq!(read("unix", "1704067200"), Some((20_240_101, 0, 0)));
    assert_eq!(read("unix", "1704067200.75"), Some((20_240_101, 0, 0)));
    assert_eq!(read("unix-ms", "1704067199999"), Some((20_231_231, 86_399, 0)));
    let time = |text: &str| Reader::new(["serial"], &months).time(text.as_bytes());
    assert_eq!(time("0,899306"), Some((77_700, NO_OFFSET)));
    assert_eq!(time("1.0069444444"), Some((87_000, NO_OFFSET)));
}

#[test]
fn formats_are_read_as_chrono_does() {
    let months = BTreeMap::new();
    let read =
        |format: &str, text: &str| Reader::new([format], &months).moment(text.as_bytes()).map(|r| r.stamp);
    let time =
        |format: &str, text: &str| Reader::new([format], &months).time(text.as_bytes()).map(|(s, _)| s);
    let at = |second| Some(Stamp { day: 20_230_105, second });
    assert_eq!(read("%d/%m/%Y %H:%M", "05/01/2023 10:11"), at(36_660));
    assert_eq!(read("%d/%m/%Y %H:%M", "5/1/2023 9:05"), at(32_700));
    assert_eq!(read("%d/%m/%Y %H:%M", "05/01/2023  10:11"), at(36_660));
    assert_eq!(read("%d-%m-%Y", "05-01-2023"), at(NO_SECOND));
    assert_eq!(read("%F %T", "2023-01-05 10:11:12"), at(36_672));
    assert_eq!(read("%d/%m/%Y %H:%M", "2023-01-05T10:11:00"), at(36_660));
    assert_eq!(read("%d/%m/%Y %H:%M", "05/01/2023 25:11"), at(90_660));
    assert_eq!(time("%Hu%M", "9u30"), Some(34_200));
    assert_eq!(time("%Hu%M", "09:30:00"), Some(34_200));
    assert_eq!(Reader::new([], &months).time(b"9.30"), None);
    assert_eq!(read("%d %B %Y", "5 January 2023"), at(NO_SECOND));
    assert_eq!(read("%d/%m/%y %I:%M %p", "05/01/23 01:11 PM"), at(47_460));
    // Not read here: by chrono.
    assert_eq!(read("%Y-%j", "2023-005"), at(NO_SECOND));
    for text in
        ["31/02/2023 10:11", "05/01/2023", "05/01/2023 10:11x", "05/01/2023 30:11", "05.01.2023 10:11"]
    {
        assert_eq!(read("%d/%m/%Y %H:%M", text), None, "{text}");
    }
}

#[test]
fn weekdays_agree_with_chrono() {
    use chrono::Datelike;
    for days in 0..20_000 {
        let day = day(1990, 1, 1) + chrono::Duration::days(days);
        let packed = day.year() as u32 * 10_000 + day.month() * 100 + day.day();
        assert_eq!(u32::from(weekday(packed)), day.weekday().num_days_from_monday());
    }
}

#[test]
fn rows_without_a_possible_day_are_rejected_and_counted() {
    let content = "id,at\n1,2023-01-05T10:11\n2,\n3,2023-02-30\n4,2011-12-31\n5,2024-01-02\n6,2023-06-01\n";
    let columns = vec![column("id", "id"), column("at", "at")];
    let (table, findings, quarantine) = run_with(content, Vec::new(), columns, |line| {
        line.subject.since = Some(day(2012, 3, 1));
        line.until = Some(day(2024, 1, 1));
    });
    let table = table.expect("registrations");
    assert!(table.accounting.closes());
    assert_eq!((table.accounting.read, table.accounting.used, table.rows), (6, 2, 2));
    for (code, at) in [("V020", 3), ("V021", 4), ("V022", 5), ("V023", 6)] {
        assert_eq!(table.accounting.excluded[&format!("rejected:{code}")], 1);
        assert_eq!(with_code(&findings, code).iter().map(|f| line_of(f)).collect::<Vec<_>>(), [Some(at)]);
    }
    assert_eq!((table.year, table.month, table.weekday), (vec![2023, 2023], vec![1, 6], vec![3, 3]));
    assert_eq!((table.hour, table.has_time), (vec![10, NO_HOUR], true));
    let texts: Vec<&str> = quarantine.iter().map(|q| q.text.as_str()).collect();
    assert_eq!(texts, ["2,", "3,2023-02-30", "4,2011-12-31", "5,2024-01-02"]);
    assert!(findings.0.iter().all(|f| !f.message.contains("2023-02-30")), "no data in messages");
}

#[test]
fn a_date_and_a_time_column_go_together() {
    let columns = || {
        let date = ColumnMap { format: Some("%d/%m/%Y".to_owned()), ..column("date", "d") };
        vec![date, column("time", "t")]
    };
    let content = "d,t\n05/01/2023,9:30\n06/01/2023,\n07/01/2023,31:00\n31/12/2023,25:10\n";
    let (table, findings, _) = run_with(content, Vec::new(), columns(), |_| {});
    let table = table.expect("registrations");
    assert_eq!(table.hour, [9, NO_HOUR, NO_HOUR, 1]);
    assert_eq!((table.year[3], table.month[3], table.day[3]), (2024, 1, 1));
    assert_eq!(with_code(&findings, "V122").len(), 1);
    assert_eq!(with_code(&findings, "V036").len(), 1);
    assert_eq!(table.accounting.used, 4);
}

#[test]
fn dates_written_as_midnights_have_no_hour() {
    let (table, findings, _) =
        run_with("at\n2023-01-05T00:00:00\n2023-01-06 00:00\n", Vec::new(), vec![column("at", "at")], |_| {});
    assert!(!table.expect("registrations").has_time);
    assert_eq!(with_code(&findings, "V038").len(), 1);
    let (table, ..) = run_with(
        "at\n2023-01-05T00:00:00\n2023-01-06T00:01:00\n",
        Vec::new(),
        vec![column("at", "at")],
        |_| {},
    );
    assert_eq!(table.expect("registrations").hour, [0, 0]);
}

#[test]
fn waits_and_durations_follow_from_moments() {
    let content = "at,answered,ended\n\
        2023-01-05T23:59:50,2023-01-06T00:00:10,2023-01-06T00:01:10\n\
        2023-01-05T10:00:00,,2023-01-05T10:05:00\n\
        2023-01-05T10:00:00,2023-01-05T09:59:00,2023-01-05T09:58:00\n\
        2023-01-05T10:00:00,2023-01-05T10:00:01,2023-02-05T10:00:00\n\
        2023-01-05T10:00:00,soon,\n";
    let columns = vec![column("at", "at"), column("answered_at", "answered"), column("ended_at", "ended")];
    let (table, findings, _) = run_with(content, Vec::new(), columns, |_| {});
    let table = table.expect("registrations");
    assert_eq!(table.wait_s, Some(vec![20, NONE_U32, UNREAD_U32, 1, UNREAD_U32]));
    // Without a moment of answering, which other rows have, nobody knows when the conversation began.
    assert_eq!(table.duration_s, Some(vec![60, NONE_U32, UNREAD_U32, UNREAD_U32, NONE_U32]));
    assert_eq!(with_code(&findings, "V032").len(), 2);
    assert_eq!(with_code(&findings, "V030").len(), 1);
    assert_eq!(with_code(&findings, "V036").len(), 1);
    assert_eq!(table.rows, 5);
}
