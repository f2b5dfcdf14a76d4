//! Records that stand twice: files, stretches, ids.

use super::*;

/// A row per number, with a minute of its own.
fn rows(numbers: std::ops::Range<usize>) -> Vec<String> {
    let row = |n: usize| {
        let (day, minute) = (n / 3 % 28 + 1, n * 7 % 60);
        format!(
            "2023-{:02}-{day:02}T{:02}:{minute:02},{}",
            n / 84 % 12 + 1,
            8 + n % 9,
            ["south", "north"][n % 2]
        )
    };
    numbers.map(row).collect()
}

fn file(rows: &[String]) -> String {
    format!("at,p\n{}\n", rows.join("\n"))
}

fn work(files: &[(&str, String)], change: impl FnOnce(&mut Helpline)) -> (Option<Registrations>, Findings) {
    let work = Work::new();
    files.iter().for_each(|(name, text)| work.put(name, text));
    let place = dimension(list("place", &["south", "north"]), DimKind::Single);
    let map = file_map(vec![column("at", "at"), column("place", "p")]);
    let mut line = line(&work.path(), vec![place], map);
    change(&mut line);
    let (table, findings, _) = work.run(&line);
    (table, findings)
}

fn codes(findings: &Findings) -> Vec<&str> {
    findings.0.iter().map(|f| f.code.id()).collect()
}

#[test]
fn equal_files_are_refused_counted_once_or_both() {
    let files =
        [("a.csv", file(&rows(0..9))), ("copy/b.csv", file(&rows(0..9))), ("c.csv", file(&rows(50..60)))];
    let (table, findings) = work(&files, |_| {});
    assert!(table.is_none());
    let [same] = with_code(&findings, "V154")[..] else { panic!("{findings:?}") };
    let place = same.place.as_ref().map(ToString::to_string);
    assert_eq!(place.as_deref(), Some("data/line/registrations/copy/b.csv"));
    assert!(same.message.contains("data/line/registrations/a.csv"));
    for (same, rows) in [(SameRows::Once, 19), (SameRows::Count, 28)] {
        let (table, findings) = work(&files, |line| line.files[0].rows.same_rows = same);
        let table = table.expect("registrations");
        assert!(table.accounting.closes() && findings.0.is_empty(), "{findings:?}");
        assert_eq!(table.rows, rows);
    }
}

#[test]
fn overlaps_are_told_with_both_places_in_either_order_of_the_rows() {
    let first = rows(0..200);
    let second = rows(150..400);
    let turned: Vec<String> = second.iter().rev().cloned().collect();
    let inside = [&rows(500..700)[..], &first[20..60], &rows(700..800)[..]].concat();
    for (other, lines, from) in [
        (&second, "lines 2 to 51", "lines 152 to 201"),
        (&turned, "lines 202 to 251", "lines 152 to 201"),
        (&inside, "lines 202 to 241", "lines 22 to 61"),
    ] {
        let files = [("a.csv", file(&first)), ("b.csv", file(other))];
        let (table, findings) = work(&files, |_| {});
        assert!(table.is_none());
        assert_eq!(codes(&findings), ["V155"]);
        let message = &findings.0[0].message;
        assert!(message.contains(lines) && message.contains(from), "{message}");
        let (table, _) = work(&files, |line| line.files[0].rows.same_rows = SameRows::Once);
        let table = table.expect("registrations");
        assert_eq!(table.rows + table.accounting.excluded["same:rows"] as usize, first.len() + other.len());
        assert_eq!(table.accounting.excluded["same:rows"], if *other == inside { 40 } else { 50 });
        // The order of the files is no matter.
        let files = [("b.csv", file(&first)), ("a.csv", file(other))];
        let (again, _) = work(&files, |line| line.files[0].rows.same_rows = SameRows::Once);
        let sorted = |t: &Registrations| {
            let mut all: Vec<_> =
                (0..t.rows).map(|r| (t.month[r], t.day[r], t.hour[r], t.single["place"][r])).collect();
            all.sort_unstable();
            all
        };
        assert_eq!(sorted(&again.expect("registrations")), sorted(&table));
    }
}

#[test]
fn a_short_overlap_at_the_ends_is_seen_and_a_few_equal_rows_are_not() {
    let files = [("a.csv", file(&rows(0..50))), ("b.csv", file(&rows(44..90)))];
    assert_eq!(codes(&work(&files, |_| {}).1), ["V155"]);
    let some = [&rows(100..130)[..], &rows(10..18)[..], &rows(130..160)[..]].concat();
    let files = [("a.csv", file(&rows(0..50))), ("b.csv", file(&some))];
    assert!(work(&files, |_| {}).0.is_some());
    // Days without hours of two teams are equal rows by nature.
    let days = |n: usize| format!("at,p\n{}", "2023-01-05,south\n2023-01-06,south\n".repeat(n));
    let files = [("a.csv", days(300)), ("b.csv", days(301))];
    assert_eq!(work(&files, |_| {}).0.expect("registrations").rows, 1202);
}

#[test]
fn stretches_are_found_though_ids_differ() {
    let with = |rows: &[String], from: usize| {
        let rows: Vec<String> = rows.iter().enumerate().map(|(n, r)| format!("{},{r}", from + n)).collect();
        format!("id,at,p\n{}\n", rows.join("\n"))
    };
    let work = Work::new();
    work.put("a.csv", with(&rows(0..100), 1));
    work.put("b.csv", with(&rows(60..200), 5000));
    let columns = vec![column("id", "id"), column("at", "at")];
    let (table, findings, _) = work.run(&line(&work.path(), Vec::new(), file_map(columns)));
    assert!(table.is_none());
    assert_eq!(codes(&findings), ["V155"]);
}

fn numbered(
    files: &[(&str, &[(&str, &str)])],
    change: impl FnOnce(&mut Helpline),
) -> (Option<Registrations>, Findings) {
    let work = Work::new();
    for (name, rows) in files {
        let rows: String = rows.iter().map(|(id, at)| format!("{id},{at},x\n")).collect();
        work.put(name, format!("id,at,y\n{rows}"));
    }
    let mut line = line(&work.path(), Vec::new(), file_map(vec![column("id", "id"), column("at", "at")]));
    change(&mut line);
    let (table, findings, _) = work.run(&line);
    (table, findings)
}

#[test]
fn ids_that_restart_are_one_finding_with_two_ways_out() {
    let files: [(&str, &[(&str, &str)]); 3] = [
        ("2021.csv", &[("1", "2021-01-05"), ("2", "2021-01-06"), ("3", "2021-01-07"), ("4", "2021-02-07")]),
        ("2022.csv", &[("1", "2022-01-05"), ("2", "2022-01-06"), ("3", "2022-01-07")]),
        ("2023.csv", &[("1", "2023-01-05"), ("2", "2023-01-06"), ("3", "2023-01-07"), ("3", "2023-01-07")]),
    ];
    let (table, findings) = numbered(&files[..2], |_| {});
    assert!(table.is_none());
    assert_eq!(codes(&findings), ["V151"]);
    assert!(findings.0[0].hint.as_ref().is_some_and(|h| h.contains("unique_in: file")));
    let (table, findings) = numbered(&files, |line| line.files[0].rows.unique_in_file = true);
    assert_eq!((table.expect("registrations").rows, codes(&findings)), (10, vec!["V150"]));
    // An id of two columns.
    let (table, _) = numbered(&files[..2], |line| {
        line.files[0].rows.id = vec![vec!["id".to_owned()], vec!["at".to_owned()]];
    });
    assert_eq!(table.expect("registrations").rows, 7);
}

#[test]
fn rounded_ids_and_ids_of_neighbours_are_named() {
    let dates: Vec<String> = (1..=28).map(|d| format!("2023-01-{d:02}")).collect();
    let rounded: Vec<(&str, &str)> = dates.iter().map(|d| ("1.23457E+15", d.as_str())).collect();
    let (table, findings) = numbered(&[("a.csv", &rounded)], |_| {});
    assert_eq!((table.is_none(), codes(&findings)), (true, vec!["V153"]));
    let ids: Vec<String> = (0..28).map(|n| format!("2023{:011}000", n / 2)).collect();
    let zeros: Vec<(&str, &str)> = ids.iter().zip(&dates).map(|(i, d)| (i.as_str(), d.as_str())).collect();
    let (table, findings) = numbered(&[("a.csv", &zeros)], |_| {});
    assert_eq!((table.is_none(), codes(&findings)), (true, vec!["V153"]));
    let ids: Vec<String> = (0..28).map(|n| format!("call-{}", n / 2)).collect();
    let legs: Vec<(&str, &str)> = ids.iter().zip(&dates).map(|(i, d)| (i.as_str(), d.as_str())).collect();
    let (table, findings) = numbered(&[("a.csv", &legs)], |_| {});
    assert_eq!((table.is_none(), codes(&findings)), (true, vec!["V152"]));
}

/// Another program wrote the numbers of records as decimals (pandas 3.1.1 where one is missing), or with zeros.
#[test]
fn ids_that_two_files_write_in_different_ways_are_asked_about() {
    let day = |n: usize| format!("2023-01-{:02}", n % 28 + 1);
    let rows = |write: &dyn Fn(usize) -> String| -> Vec<(String, String)> {
        (1..=40).map(|n| (write(n), day(n))).collect()
    };
    let later: Vec<(String, String)> =
        (21..=60).map(|n| (n.to_string(), format!("2023-02-{:02}", n % 28 + 1))).collect();
    let run = |first: &[(String, String)], change: &dyn Fn(&mut Helpline)| {
        let [a, b] = [first, &later]
            .map(|rows| rows.iter().map(|(i, d)| (i.as_str(), d.as_str())).collect::<Vec<_>>());
        let (table, findings) = numbered(&[("a.csv", &a), ("b.csv", &b)], |line| change(line));
        let codes: Vec<String> = codes(&findings).into_iter().map(str::to_owned).collect();
        (table.map(|t| t.rows), codes)
    };
    for write in [
        (|n| format!("{n}.0")) as fn(usize) -> String,
        |n| format!("\"{n},00\""),
        |n| format!("{n:05}"),
        |n| format!("+{n}"),
    ] {
        assert_eq!(run(&rows(&write), &|_| {}), (None, vec!["V185".to_owned()]), "{}", write(60));
        let (rows, codes) = run(&rows(&write), &|line| line.files[0].rows.unique_in_file = true);
        assert_eq!((rows, codes.contains(&"V185".to_owned())), (Some(80), false));
    }
    // Numbers that meet nobody, and numbers of one length, are written as they are.
    assert_eq!(run(&rows(&|n| format!("{}.0", n + 900)), &|_| {}), (Some(80), vec![]));
    assert_eq!(run(&rows(&|n| format!("A{n}")), &|_| {}), (Some(80), vec![]));
}

/// Excel's format `#,##0` in a CSV; `1,000` is one with decimals or a thousand, as its file writes the others.
#[test]
fn ids_with_marks_between_thousands_are_asked_about_beside_digits() {
    let run = |from: [usize; 2], write: [&dyn Fn(usize) -> String; 2]| {
        let [a, b] = [0, 1].map(|file| {
            let ids = (from[file]..from[file] + 40).map(write[file]);
            ids.enumerate()
                .map(|(n, id)| (id, format!("2023-{:02}-{:02}", file + 1, n % 28 + 1)))
                .collect::<Vec<_>>()
        });
        let [a, b] =
            [&a, &b].map(|rows| rows.iter().map(|(i, d)| (i.as_str(), d.as_str())).collect::<Vec<_>>());
        let (table, findings) = numbered(&[("a.csv", &a), ("b.csv", &b)], |_| {});
        let codes: Vec<String> = codes(&findings).into_iter().map(str::to_owned).collect();
        (table.map(|t| t.rows), codes)
    };
    let digits = |n: usize| n.to_string();
    for mark in [",", ".", "\u{a0}", "\u{202f}", "\u{2019}", "'"] {
        let grouped = |n: usize| match n {
            0..1000 => n.to_string(),
            n => format!("\"{}{mark}{:03}\"", n / 1000, n % 1000),
        };
        assert_eq!(run([1020, 1000], [&grouped, &digits]), (None, vec!["V185".to_owned()]), "{mark}");
        assert_eq!(run([980, 1020], [&grouped, &grouped]), (Some(80), vec![]), "{mark}");
    }
    // Thousands in both files are no ones with decimals, and the other way round.
    let thousands = |n: usize| format!("\"{n},000\"");
    let mixed = |n: usize| if n == 3 { "\"3,001\"".to_owned() } else { thousands(n) };
    assert_eq!(run([1, 1], [&mixed, &digits]), (Some(80), vec![]));
    assert_eq!(run([1, 1], [&thousands, &digits]), (None, vec!["V185".to_owned()]));
}

#[test]
fn cut_exports_copies_and_legs_are_doubted() {
    let (_, findings) = work(&[("a.csv", file(&rows(0..1000)))], |_| {});
    assert!(codes(&findings).contains(&"V156"), "{findings:?}");
    let (table, findings) = work(&[("a.csv", file(&rows(0..999)))], |_| {});
    assert!(table.is_some() && !codes(&findings).contains(&"V156"));
    let twice: Vec<String> = rows(0..40).into_iter().chain(rows(0..40)).collect();
    assert_eq!(codes(&work(&[("a.csv", file(&twice))], |_| {}).1), ["V157"]);
    let legs: Vec<String> = rows(0..40).into_iter().flat_map(|r| [r.clone(), r]).collect();
    assert_eq!(codes(&work(&[("a.csv", file(&legs))], |_| {}).1), ["V158"]);
}

#[test]
fn too_many_rejections_are_counted_by_year() {
    let good = rows(0..100);
    let bad = ["2022-03-04T10:00,south".to_owned(), "2022-02-30T10:00,south".to_owned()];
    let (table, _) = work(&[("a.csv", file(&[&bad[..], &good[..]].concat()))], |_| {});
    let years = table.expect("registrations").accounting.years;
    let of = |year: u16| years.get(&year).map(|y| (y.read, y.rejected));
    assert_eq!((of(2022), of(2023)), (Some((2, 1)), Some((100, 0))));
}

/// The same export sorted anew, a total beside its parts: neither is a stretch.
#[test]
fn records_in_another_order_are_told_and_counted_once_or_both() {
    let all = rows(0..120);
    let mut shuffled = all.clone();
    shuffled.sort_by_key(|row| row.bytes().fold(7_u32, |n, b| n.wrapping_mul(31) ^ u32::from(b)));
    let south: Vec<String> = all.iter().filter(|row| row.ends_with("south")).cloned().collect();
    for (other, same) in [(&shuffled, 120), (&south, 60)] {
        let files = [("a.csv", file(&all)), ("b.csv", file(other))];
        let (table, findings) = work(&files, |_| {});
        assert!(table.is_none());
        assert_eq!(codes(&findings), ["V182"], "{findings:?}");
        assert!(findings.0[0].message.starts_with(&format!("{same} records")), "{findings:?}");
        for (wanted, right) in [(SameRows::Once, 120), (SameRows::Count, 120 + same)] {
            let (table, _) = work(&files, |line| line.files[0].rows.same_rows = wanted);
            assert_eq!(table.expect("registrations").rows, right);
        }
    }
}

/// An export that was made again after six records were corrected: nobody knows which of two counts.
#[test]
fn corrected_records_of_a_later_export_do_not_count_twice() {
    let all = rows(0..120);
    let swap = |row: &String| match row.strip_suffix("south") {
        Some(start) => format!("{start}north"),
        None => row.clone(),
    };
    let later: Vec<String> =
        all.iter().enumerate().map(|(at, row)| if at % 20 == 0 { swap(row) } else { row.clone() }).collect();
    let files = [("a.csv", file(&all)), ("b.csv", file(&later))];
    for wanted in [SameRows::Ask, SameRows::Once] {
        let (table, findings) = work(&files, |line| line.files[0].rows.same_rows = wanted);
        assert!(table.is_none());
        assert!(findings.0[0].message.contains("6 more of the file"), "{findings:?}");
    }
}
