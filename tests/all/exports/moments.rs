//! Moments: offsets, zones, names of months, midnights, swapped dates, and corrections saved by a spreadsheet.

use std::path::{Path, PathBuf};

use super::super::support::{Run, base, copy, jaarlijn, put, repository, skipped};

/// A copy of a case; nothing where the cases are not at hand.
fn case(name: &str) -> Option<tempfile::TempDir> {
    let beside = repository().join("../shared/cases");
    let folder = std::env::var_os("JAARLIJN_CASES").map_or(beside, PathBuf::from).join(name);
    if !folder.is_dir() {
        skipped("JAARLIJN_CASES is not set and ../shared/cases is not there");
        return None;
    }
    let dir = tempfile::tempdir().unwrap();
    copy(&folder, dir.path());
    Some(dir)
}

/// Puts another text into a line's settings.
#[track_caller]
fn set(dir: &Path, line: &str, from: &str, to: &str) {
    let path = dir.join(format!("data/{line}/helpline.yaml"));
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "`{from}` is not in the settings of {line}");
    std::fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[track_caller]
fn builds(dir: &Path, code: i32) -> Run {
    let run = jaarlijn(dir, &["build", "--publish"]);
    run.ends(code, &[]);
    run
}

/// Published values of a measure of a figure: period, dimensions, value.
#[track_caller]
fn values(
    dir: &Path,
    (line, year): (&str, i32),
    figure: &str,
    measure: &str,
) -> Vec<(String, String, String)> {
    let path = dir.join(format!("reports/{year}/{line}/figures.csv"));
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows = reader.records().map(Result::unwrap).filter(|r| &r[0] == figure && &r[1] == measure);
    rows.map(|r| (r[4].to_owned(), r[5].to_owned(), r[6].to_owned())).collect()
}

/// One published value; empty where there is none.
#[track_caller]
fn value(dir: &Path, of: (&str, i32), figure: (&str, &str), period: &str, dims: &str) -> String {
    let all = values(dir, of, figure.0, figure.1);
    all.into_iter().find(|(p, d, _)| p == period && d == dims).map(|(_, _, v)| v).unwrap_or_default()
}

/// Contacts of the months of a year, as published.
#[track_caller]
fn months(dir: &Path, (line, year): (&str, i32)) -> Vec<u32> {
    let of = |m| value(dir, (line, year), ("contacts-by-month", "contacts"), &format!("{year}-{m:02}"), "");
    (1..=12).map(|m| of(m).parse().unwrap_or(0)).collect()
}

/// How often each number from 0 to `n` is said by `of` of the rows of a CSV, the header left out.
fn counted(path: &Path, n: usize, of: impl Fn(&str) -> usize) -> Vec<u32> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut counts = vec![0; n];
    text.lines().skip(1).for_each(|line| counts[of(line)] += 1);
    counts
}

const MONTHS: [&str; 24] = [
    "jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec", "janv.", "févr.",
    "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
];

/// The month in a text of which a word is its name.
fn named_month(line: &str) -> usize {
    let words = line.split([' ', '-', ';']);
    words.filter_map(|w| MONTHS.iter().position(|m| *m == w)).next().unwrap() % 12
}

#[test]
fn utc_and_offsets_become_local_time_and_spans_are_true() {
    let Some(dir) = case("01-utc-and-offsets") else { return };
    let dir = dir.path();
    builds(dir, 0);
    for line in ["nacht-utc", "nacht-gemengd"] {
        for (year, contacts) in [("2023", "90"), ("2024", "110")] {
            let found = value(dir, (line, 2024), ("contacts-by-month", "contacts"), year, "");
            assert_eq!(found, contacts, "{line} {year}");
        }
        let hours = values(dir, (line, 2024), "contacts-in-and-out-of-hours", "contacts");
        // Without contacts outside the hours there is no such figure.
        assert!(hours.iter().all(|(_, dims, n)| dims != "hours=closed" || n == "0"), "{line}: {hours:?}");
    }
    let median = value(dir, ("nacht-gemengd", 2024), ("handling-time", "handling_time_median"), "2024", "");
    assert_eq!(median, "1320");
}

#[test]
fn half_swapped_dates_are_refused_and_put_back_when_asked() {
    let Some(dir) = case("02-half-swapped-dates") else { return };
    let dir = dir.path();
    let said = builds(dir, 10).said();
    assert_eq!(said.matches("error[V121]").count(), 1, "one for both files: {said}");
    assert!(said.contains(" in data/lijn/registrations/2024.xlsx"), "{said}");
    assert!(!dir.join("reports/2024/lijn/figures.csv").exists());
    set(dir, "lijn", "format: \"%d/%m/%Y %H:%M\"", "format: \"%d/%m/%Y %H:%M\", swapped: true");
    builds(dir, 0);
    assert_eq!(months(dir, ("lijn", 2024)), [25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80]);
}

#[test]
fn a_heap_of_midnights_is_no_hour_and_says_so_until_it_is_settled() {
    let Some(dir) = case("07-midnight-default") else { return };
    let dir = dir.path();
    let raw = std::fs::read_to_string(dir.join("data/lijn/registrations/alles.csv")).unwrap();
    let unknown = raw.lines().filter(|l| l.contains("/2024 00:00;")).count();
    let settle = ["format: \"%d/%m/%Y %H:%M\"", "format: \"%d/%m/%Y %H:%M\", midnight: unknown"];
    for settled in [false, true] {
        if settled {
            set(dir, "lijn", settle[0], settle[1]);
        }
        let said = builds(dir, 0).said();
        assert_eq!(said.contains("warning[V124]"), !settled, "{said}");
        let hours = values(dir, ("lijn", 2024), "contacts-in-and-out-of-hours", "contacts");
        assert!(hours.iter().all(|(_, dims, n)| dims != "hours=closed" || n == "0"), "{hours:?}");
        let hours = values(dir, ("lijn", 2024), "contacts-by-weekday-and-hour", "contacts");
        let of = |dims: &str| hours.iter().find(|(_, d, _)| d == dims).map(|(_, _, n)| n.clone());
        assert_eq!(of("hour=unknown"), Some(unknown.to_string()), "{hours:?}");
        assert!(hours.iter().all(|(_, dims, _)| !dims.contains("hour=0-")), "{hours:?}");
    }
}

#[test]
fn dates_that_only_spreadsheets_write_are_read_by_the_format_that_the_finding_proposes() {
    let Some(dir) = case("16-dates-only-excel-writes") else { return };
    let dir = dir.path();
    let said = jaarlijn(dir, &["build", "--publish"]).said();
    let hint = "write `format: \"serial\"` for this column: it reads all its cells";
    assert_eq!(said.matches("error[V021]").count(), said.matches(hint).count(), "{said}");
    assert!(said.contains(hint), "{said}");
    set(dir, "volgnummers", "\"%d/%m/%Y %H:%M\"", "serial");
    builds(dir, 0);
    for line in ["maandnamen-nl", "maandnamen-fr"] {
        let raw = dir.join(format!("data/{line}/registrations/2024.csv"));
        assert_eq!(months(dir, (line, 2024)), counted(&raw, 12, named_month), "{line}");
    }
    let raw = dir.join("data/volgnummers/registrations/2024.csv");
    // Day 45292 is the first of 2024, a leap year.
    let ends = [31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366];
    let month = |line: &str| {
        let day: usize = line.split([';', ',']).nth(1).unwrap().parse().unwrap();
        ends.iter().position(|end| day - 45_292 < *end).unwrap()
    };
    assert_eq!(months(dir, ("volgnummers", 2024)), counted(&raw, 12, month));
}

#[test]
fn corrections_saved_by_a_spreadsheet_are_read() {
    let Some(dir) = case("23-corrections-saved-by-excel") else { return };
    let dir = dir.path();
    let raw = dir.join("data/lijn/registrations/2024.csv");
    let month = |line: &str| line.split(['/', ';']).nth(2).unwrap().parse::<usize>().unwrap() - 1;
    let mut expected = counted(&raw, 12, month);
    let text = std::fs::read_to_string(&raw).unwrap();
    let withdrawn = text.lines().find(|l| l.starts_with("2024-0007;")).unwrap();
    expected[month(withdrawn)] -= 1;
    builds(dir, 0).ends(0, &["→"]);
    assert_eq!(months(dir, ("lijn", 2024)), expected);
    // A typo in one is its own fault, on its own line, and the registration stays.
    let file = dir.join("data/lijn/corrections/2025.csv");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("12/01/2024 14:05", "12/41/2024 14:05")).unwrap();
    let said = jaarlijn(dir, &["check"]).said();
    assert!(said.contains("error[V061] data/lijn/corrections/2025.csv:4: `at`: "), "{said}");
    assert!(!said.contains("data/lijn/registrations/2024.csv:"), "{said}");
}

#[test]
fn times_of_a_french_night_line_are_read() {
    let Some(dir) = case("29-french-spaces-and-24h15") else { return };
    let dir = dir.path();
    let said = jaarlijn(dir, &["check"]).said();
    assert!(!said.contains("V036"), "{said}");
    assert!(said.contains("warning[V122]"), "{said}");
}

#[test]
fn moments_of_spark_are_local_time() {
    let Some(dir) = case("int96-of-spark") else { return };
    let dir = dir.path();
    let said = builds(dir, 0).said();
    assert!(said.contains("warning[V128]"), "{said}");
    let of = |day: u32| {
        value(dir, ("lijn", 2024), ("contacts-by-weekday", "contacts"), "2024", &format!("weekday={day}"))
    };
    assert_eq!((1..=7).map(of).collect::<Vec<_>>(), ["29", "15", "25", "15", "25", "18", "23"]);
    set(dir, "lijn", "at: at", "at: {column: at, time_zone: UTC}");
    let said = jaarlijn(dir, &["check"]).said();
    assert!(!said.contains("V128"), "{said}");
}

#[test]
fn calls_without_a_start_are_not_skipped_into_a_rate_of_100_percent() {
    let Some(dir) = case("start-empty-when-abandoned") else { return };
    let dir = dir.path();
    let said = jaarlijn(dir, &["check"]).said();
    assert!(said.contains("are `abandoned`") && said.contains("first_of: [Start Time, …]"), "{said}");
    set(dir, "line", "{column: Start Time, format", "{first_of: [Start Time, End Time], format");
    builds(dir, 0);
    let rate = value(dir, ("line", 2024), ("answer-rates", "answer_rate"), "2024", "");
    assert_eq!(rate, "68.7");
}

/// A line with one column of moments, written in some way.
fn written(head: &str, at: &str, cells: &[String]) -> tempfile::TempDir {
    let dir = base();
    let rows: String =
        cells.iter().enumerate().map(|(n, cell)| format!("r{n};{cell};Chat;Antwerpen;30\n")).collect();
    put(dir.path(), "data/voorbeeld/registrations/2023.csv", format!("{head}\n{rows}"));
    set(dir.path(), "voorbeeld", "at: Tijdstip", at);
    dir
}

/// Month, day, hour, minute, and the hours before UTC.
type Moment = (usize, usize, usize, usize, i64);

#[test]
fn the_same_moments_give_the_same_figures_in_every_way_of_writing() {
    let months = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
    // Local time of Brussels, and its offset: winter and summer, the days after the changes included.
    let moments: Vec<Moment> = (0..240)
        .map(|n| {
            let (month, day, hour, minute) = (3 + n % 9, 1 + (n * 7) % 28, 7 + n % 15, (n * 11) % 60);
            let summer = (month > 3 || day >= 26) && month < 11 && !(month == 10 && day > 28);
            (month, day, hour, minute, if summer { 2 } else { 1 })
        })
        .collect();
    let of = |write: &dyn Fn(&Moment) -> String| -> Vec<String> { moments.iter().map(write).collect() };
    let epoch = |(m, d, h, min, offset): &Moment| -> i64 {
        let days = chrono::NaiveDate::from_ymd_opt(2023, *m as u32, *d as u32).unwrap();
        let days = (days - chrono::NaiveDate::from_ymd_opt(1970, 1, 1).unwrap()).num_days();
        days * 86_400 + (*h as i64 - offset) * 3600 + *min as i64 * 60
    };
    let iso = of(&|(m, d, h, min, _)| format!("2023-{m:02}-{d:02}T{h:02}:{min:02}"));
    let ways: Vec<(&str, Vec<String>)> = vec![
        ("Tijdstip", iso),
        ("Tijdstip", of(&|(m, d, h, min, o)| format!("2023-{m:02}-{d:02}T{h:02}:{min:02}:00+0{o}:00"))),
        (
            "Tijdstip",
            of(&|(m, d, h, min, o)| format!("2023-{m:02}-{d:02} {:02}:{min:02}:00.5Z", *h as i64 - o)),
        ),
        (
            "Tijdstip",
            of(&|(m, d, h, min, o)| format!("2023-{m:02}-{d:02} {:02}:{min:02}:00 UTC", *h as i64 - o)),
        ),
        (
            "{column: Tijdstip, time_zone: UTC}",
            of(&|(m, d, h, min, o)| format!("2023-{m:02}-{d:02} {:02}:{min:02}", *h as i64 - o)),
        ),
        (
            "{column: Tijdstip, format: \"%d/%m/%Y %H:%M\"}",
            of(&|(m, d, h, min, _)| format!("{d}/{m}/2023 {h}:{min:02}")),
        ),
        (
            "{column: Tijdstip, format: \"%d-%b-%y %Hu%M\"}",
            of(&|(m, d, h, min, _)| format!("{d:02}-{}-23 {h}u{min:02}", months[m - 1])),
        ),
        (
            "{column: Tijdstip, format: [\"%m/%d/%Y\", \"%m/%d/%Y %I:%M %p\"]}",
            of(&|(m, d, h, min, _)| {
                let half = if *h < 12 { "AM" } else { "PM" };
                format!("{m}/{d}/2023 {}:{min:02} {half}", (h + 11) % 12 + 1)
            }),
        ),
        ("{column: Tijdstip, format: unix}", of(&|moment| epoch(moment).to_string())),
        ("{column: Tijdstip, format: unix-ms}", of(&|moment| format!("{}", epoch(moment) * 1000 + 250))),
        (
            "{column: Tijdstip, format: serial}",
            of(&|moment| {
                let local = epoch(moment) + moment.4 * 3600;
                format!("{:.6}", local as f64 / 86_400.0 + 25_569.0).replace('.', ",")
            }),
        ),
    ];
    let mut first: Option<Vec<u8>> = None;
    for (at, cells) in ways {
        let dir = written("Nummer;Tijdstip;Kanaal;Provincie;Leeftijd", &format!("at: {at}"), &cells);
        builds(dir.path(), 0);
        let figures = std::fs::read(dir.path().join("reports/2023/voorbeeld/figures.csv")).unwrap();
        let first = first.get_or_insert_with(|| figures.clone());
        assert!(*first == figures, "{at} {}: other figures", cells[0]);
    }
}
