//! Several files of a line: finding them, joining them, ids, skips, quarantine.

use std::collections::BTreeSet;

use super::*;

fn columns() -> Vec<ColumnMap> {
    vec![column("id", "id"), column("at", "at")]
}

fn skip(rule: &str, equals: &str, not: bool) -> Skip {
    let column = vec!["kind".to_owned()];
    Skip::Column { rule: rule.to_owned(), column, equals: vec![equals.to_owned()], not }
}

#[test]
fn records_with_one_id_count_once_in_any_file_order_and_with_any_number_of_jobs() {
    let work = Work::new();
    work.put("b.csv", "id,at\n4,2023-01-05\n2,2023-01-06\n,2023-01-07\n,2023-01-07\n");
    work.put("a.csv", "id,at\n1,2022-01-05\n2,2022-01-06\nx,bad\n1,2022-01-05\n");
    work.put("deep/c.csv", "id,at\n 4 ,2021-01-05\n");
    let line = line(&work.path(), Vec::new(), file_map(columns()));
    let runs: Vec<_> = (1..5)
        .map(|jobs| registrations(&line, &work.path(), jobs, None, &crate::base::SecretKey::new(&[7; 32])))
        .collect();
    let (table, findings, quarantine) = &runs[0];
    let table = table.as_ref().expect("registrations");
    // 1 twice with the same contents; of 2 and 4 the one dated last counts, wherever it stands.
    assert_eq!(
        (table.accounting.excluded["rejected:V033"], table.accounting.excluded["same:record"]),
        (2, 1)
    );
    assert!(table.accounting.closes());
    assert_eq!((table.accounting.read, table.accounting.used, table.rows), (9, 5, 5));
    assert_eq!(table.year, [2022, 2023, 2023, 2023, 2023]);
    let texts: Vec<(u64, &str)> = quarantine.iter().map(|q| (q.line, q.text.as_str())).collect();
    assert_eq!(texts, [(3, "2,2022-01-06"), (4, "x,bad"), (2, " 4 ,2021-01-05")]);
    let same = with_code(findings, "V033");
    assert!(same[0].message.contains("data/line/registrations/b.csv:3") && same[0].message.contains("`at`"));
    assert_eq!(with_code(findings, "V034").iter().map(|f| 1 + f.more).collect::<Vec<_>>(), [2]);
    for (other, more, rejected) in &runs[1..] {
        let other = other.as_ref().expect("registrations");
        assert_eq!((&other.year, &other.files), (&table.year, &table.files));
        assert_eq!((more, rejected), (findings, quarantine));
    }
}

#[test]
fn equal_rows_without_an_id_all_count() {
    let (table, _, rejected) =
        run_with("at\n2023-01-05\n2023-01-05\n", Vec::new(), vec![column("at", "at")], |_| {});
    assert_eq!((table.expect("registrations").rows, rejected.len()), (2, 0));
}

#[test]
fn a_file_without_a_column_that_another_has_gives_blanks() {
    let work = Work::new();
    work.put("a.csv", "at,c,p,f,o\n2022-01-05,chat,south,x,busy\n");
    work.put("old/b.csv", "at\n2021-01-05\n");
    let place = dimension(list("place", &["south"]), DimKind::Single);
    let form = dimension(list("form", &["x"]), DimKind::Multi);
    let all = vec![
        column("at", "at"),
        column("channel", "c"),
        column("place", "p"),
        column("form", "f"),
        column("outcome", "o"),
    ];
    let mut line = line(&work.path(), vec![place, form], file_map(all));
    line.files.insert(0, FileMap { pattern: "old/*".to_owned(), ..file_map(vec![column("at", "at")]) });
    let (table, findings, _) = work.run(&line);
    assert!(findings.0.is_empty(), "{findings:?}");
    let table = table.expect("registrations");
    assert_eq!((table.channel, table.outcome), (Some(vec![2, 3]), Some(vec![1, 6])));
    assert_eq!((&table.single["place"], &table.multi["form"]), (&vec![0, 3], &vec![1, 1 << 3]));
    assert_eq!(table.stage, [0, 1]);
    assert_eq!((table.wait_s, table.victims), (None, None));
}

#[test]
fn skip_rules_take_rows_out_under_their_own_name() {
    let content =
        "id,at,kind\n1,2023-01-05,Test\n2,bad,test\n3,2023-01-05,real\n4,\"2023\"x,real\n5,2023-01-05,real\n";
    let named = |line| Skip::Row { rule: "known error".to_owned(), file: "a.csv".to_owned(), line };
    let (table, findings, quarantine) = run_with(content, Vec::new(), columns(), |line| {
        line.files[0].skip = vec![skip("tests", "test", false), named(5), named(6), named(77)];
    });
    let table = table.expect("registrations");
    assert_eq!(
        table.accounting.excluded,
        BTreeMap::from([("known error".to_owned(), 2), ("tests".to_owned(), 2)])
    );
    assert!(table.accounting.closes() && table.accounting.rejected() == 0 && quarantine.is_empty());
    assert_eq!((table.rows, findings.has_errors()), (1, false));
    assert_eq!(with_code(&findings, "V037").len(), 1);
    let (table, ..) = run_with(content, Vec::new(), columns(), |line| {
        line.files[0].skip = vec![skip("only real", "real", true)];
    });
    assert_eq!(table.expect("registrations").accounting.excluded["only real"], 2);
}

#[test]
fn one_unreadable_file_refuses_the_line() {
    for bad in ["", "x,y\n1,2\n", "id,at\n\0"] {
        let work = Work::new();
        work.put("a.csv", "id,at\n1,2023-01-05\n");
        work.put("b.csv", bad);
        let (table, findings, _) = work.run(&line(&work.path(), Vec::new(), file_map(columns())));
        assert!(table.is_none() && findings.has_errors());
        assert!(findings.0.iter().all(|f| f.helpline.as_deref() == Some("line")), "{findings:?}");
    }
    let (table, findings, _) = run_with("id\n1\n", Vec::new(), vec![column("id", "id")], |_| {});
    assert!(table.is_none() && with_code(&findings, "V040").len() == 1);
}

#[test]
fn what_lies_beside_the_data_is_named() {
    let work = Work::new();
    work.put("2023/a.csv", "id,at\n1,2023-01-05\n");
    work.put("quarantine/a.csv", "not read");
    work.put(".hidden.csv", "not read");
    work.put("notes.md", "not read");
    let mut line = line(&work.path(), Vec::new(), file_map(columns()));
    let (table, findings, _) = work.run(&line);
    assert_eq!(table.expect("registrations").rows, 1);
    assert_eq!(findings.0.iter().map(|f| f.code.id()).collect::<Vec<_>>(), ["V003"]);
    line.files[0].pattern = "*.csv".to_owned();
    let (table, findings, _) = work.run(&line);
    assert!(table.is_none() && with_code(&findings, "V002").len() == 1);
    let (table, findings, _) = Work::new().run(&line);
    assert!(table.is_none() && findings.has_errors());
}

#[cfg(unix)]
#[test]
fn links_are_refused() {
    let work = Work::new();
    let outside = tempfile::tempdir().expect("a folder");
    std::fs::write(outside.path().join("x.csv"), "id,at\n1,2023-01-05\n").expect("a file");
    let folder = work.path().join("data/line/registrations");
    std::os::unix::fs::symlink(outside.path().join("x.csv"), folder.join("x.csv")).expect("a link");
    std::os::unix::fs::symlink(outside.path(), folder.join("folder")).expect("a link");
    work.put("a.csv", "id,at\n1,2023-01-05\n");
    let (table, findings, _) = work.run(&line(&work.path(), Vec::new(), file_map(columns())));
    assert!(table.is_none());
    assert_eq!(times(&findings, "V004"), 2);
}

#[test]
fn the_quarantine_holds_the_records_as_they_stand_and_is_cleared() {
    let work = Work::new();
    work.put("y/a.csv", "id,at\n=1+1,bad\n2,\"a \"\"b\"\"\"\n3,2023-01-05\n");
    let line = line(&work.path(), Vec::new(), file_map(columns()));
    let (table, _, rejected) = work.run(&line);
    let files: BTreeSet<String> = table.expect("registrations").files.into_iter().map(|f| f.path).collect();
    let written = write_quarantine(&line.dir, &files, &rejected).expect("a file");
    assert_eq!(written, [line.dir.join("quarantine/y/a.csv.csv")]);
    let text = std::fs::read_to_string(&written[0]).expect("text");
    assert!(text.lines().skip(1).all(|l| l.starts_with("\"data/line/registrations/y/a.csv\",\"")));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a record")).collect();
    assert_eq!((&records[0][1], &records[0][2], &records[0][4]), ("2", "V021", "=1+1,bad"));
    assert_eq!(&records[1][4], "2,\"a \"\"b\"\"\"");
    assert_eq!(write_quarantine(&line.dir, &files, &[]).expect("nothing"), Vec::<std::path::PathBuf>::new());
    assert!(!written[0].exists());
}

#[test]
fn progress_is_told_of_every_record() {
    let work = Work::new();
    work.put("a.csv", "id,at\n1,2023-01-05\n2,bad\n");
    work.put("b.csv", "id,at\n3,2023-01-05\n");
    let line = line(&work.path(), Vec::new(), file_map(columns()));
    let seen = std::sync::atomic::AtomicU64::new(0);
    let count = |n| {
        seen.fetch_add(n, std::sync::atomic::Ordering::Relaxed);
    };
    let _ = registrations(&line, &work.path(), 2, Some(&count), &crate::base::SecretKey::new(&[7; 32]));
    assert_eq!(seen.into_inner(), 3);
}
