//! What is refused, what waits and what is published.

use super::*;
use crate::base::Findings;

/// The files of a report: a total and two codes, of which one may be hidden.
fn report(line: &str, year: i32, cells: [&str; 3]) -> Files {
    let cells: Vec<(&str, &str)> = ["", "age=a", "age=b"].into_iter().zip(cells).collect();
    files(line, (year, 1), &cells)
}

fn files(line: &str, (year, edition): (i32, u64), cells: &[(&str, &str)]) -> Files {
    let mut figures =
        "figure,measure,stage,unit,period,dimensions,value,base,obs_status,conf_status,note\n".to_owned();
    for (dims, value) in cells {
        let (status, secret) = if value.is_empty() { ("Q", "C") } else { ("A", "F") };
        figures.push_str(&format!("T,contacts,answered,contact,2022,{dims},{value},,{status},{secret},\n"));
    }
    let listed = ["age,a", "age,b", "prov,a", "prov,b"].map(|code| format!("{code},,single\n")).concat();
    let codes = format!("dimension,code,parent,kind\n{listed}");
    let manifest =
        format!(r#"{{"helpline": "{line}", "year": {year}, "edition": {edition}, "threshold": 5}}"#);
    let files = [("figures.csv", figures), ("codes.csv", codes), ("manifest.json", manifest)];
    files.map(|(name, text)| (name.to_owned(), text.into_bytes())).to_vec()
}

/// A table of ages by areas: the four cells, the ages, the areas, the total.
fn square(line: &str, edition: u64, cells: [&str; 9]) -> Files {
    let inner = ["age=a;prov=a", "age=a;prov=b", "age=b;prov=a", "age=b;prov=b"];
    let names = inner.into_iter().chain(["age=a", "age=b", "prov=a", "prov=b", ""]);
    files(line, (2022, edition), &names.zip(cells).collect::<Vec<_>>())
}

fn attacked<'r>(root: &Path, reports: &'r [(&'static str, i32, Files)]) -> (Vec<(&'r str, Kept)>, Outcome) {
    let mut outcome = Outcome::new(Findings::default());
    let ready = reports.iter().map(|(line, year, files)| (*line, format!("reports/{year}/{line}"), files));
    let broken = broken_lines(root, 2, ready, &mut outcome);
    (broken.into_iter().collect(), outcome)
}

fn stand(root: &Path, line: &str, year: i32, files: &Files) {
    let folder = root.join(format!("reports/{year}/{line}"));
    std::fs::create_dir_all(&folder).unwrap();
    files.iter().for_each(|(name, bytes)| std::fs::write(folder.join(name), bytes).unwrap());
}

#[test]
fn a_line_that_gives_something_away_is_refused_and_the_others_are_not() {
    let root = tempfile::tempdir().unwrap();
    let good = ("good", 2022, report("good", 2022, ["30", "", ""]));
    let bad = ("bad", 2022, report("bad", 2022, ["30", "27", ""]));
    let reports = [good, bad];
    let (broken, outcome) = attacked(root.path(), &reports);
    assert_eq!(broken, [("bad", Kept::Refused(crate::base::code::A001))]);
    assert_eq!(outcome.exit, Exit::Disclosure);
    assert!(outcome.findings.0.iter().all(|f| f.helpline.as_deref() == Some("bad")));
}

#[test]
fn two_reports_that_are_safe_alone_are_refused_together() {
    let root = tempfile::tempdir().unwrap();
    let first = report("l", 2022, ["30", "", ""]);
    let second = report("l", 2023, ["", "27", ""]);
    assert!(attacked(root.path(), &[("l", 2022, first.clone())]).0.is_empty());
    assert!(attacked(root.path(), &[("l", 2023, second.clone())]).0.is_empty());
    let both = [("l", 2022, first.clone()), ("l", 2023, second.clone())];
    assert_eq!(attacked(root.path(), &both).0.len(), 1);
    // Also when one of them was published before; not when a new one takes its place.
    stand(root.path(), "l", 2022, &first);
    assert_eq!(attacked(root.path(), &[("l", 2023, second.clone())]).0.len(), 1);
    let hidden = report("l", 2022, ["", "27", ""]);
    let reports = [("l", 2022, hidden), ("l", 2023, second)];
    let (broken, outcome) = attacked(root.path(), &reports);
    assert!(broken.is_empty(), "{:?}", outcome.findings);
}

/// Keeps a report as the record of an edition that was replaced.
fn keep_record(root: &Path, line: &str, year: i32, edition: u64, files: &Files) {
    let figures = files.iter().find(|(name, _)| name == "figures.csv").map(|(_, bytes)| bytes.as_slice());
    let mut reader = csv::Reader::from_reader(figures.unwrap());
    let cells: Vec<std::collections::BTreeMap<String, String>> =
        reader.deserialize().map(Result::unwrap).collect();
    let record = serde_json::json!({"helpline": line, "year": year, "edition": edition, "threshold": 5, "cells": cells});
    let path = root.join(format!("reports/{year}/{line}/edition-{edition}.json"));
    std::fs::write(path, record.to_string()).unwrap();
}

#[test]
fn a_new_edition_is_attacked_beside_all_that_were_replaced() {
    let parts = |a: &'static str| [("age=a", a), ("age=b", "")];
    let broken = |first: &'static str| {
        let root = tempfile::tempdir().unwrap();
        stand(root.path(), "l", 2022, &files("l", (2022, 2), &parts("")));
        keep_record(root.path(), "l", 2022, 1, &files("l", (2022, 1), &parts(first)));
        let [a, b] = parts("");
        let third = [("l", 2022, files("l", (2022, 3), &[("", "30"), a, b]))];
        attacked(root.path(), &third).0.len()
    };
    // The edition that stands prints no number; the one before it printed what the new total leaves three of.
    assert_eq!(broken("27"), 1);
    assert_eq!(broken(""), 0);
}

#[test]
fn what_was_given_away_before_is_not_held_against_a_new_report() {
    let root = tempfile::tempdir().unwrap();
    stand(root.path(), "l", 2022, &report("l", 2022, ["30", "27", ""]));
    let reports = [("l", 2023, report("l", 2023, ["30", "27", ""]))];
    let (broken, outcome) = attacked(root.path(), &reports);
    assert!(broken.is_empty(), "{:?}", outcome.findings);
    let other = [("l", 2023, report("l", 2023, ["30", "", "3"]))];
    assert_eq!(attacked(root.path(), &other).0.len(), 1, "a small count printed");
}

#[test]
fn files_that_cannot_be_read_are_not_published() {
    let root = tempfile::tempdir().unwrap();
    let reports = [("l", 2022, Files::new())];
    let (broken, outcome) = attacked(root.path(), &reports);
    assert_eq!(
        (broken.as_slice(), outcome.exit),
        (&[("l", Kept::Refused(crate::base::code::A020))][..], Exit::Disclosure)
    );
}

#[test]
fn a_new_edition_is_held_against_the_one_that_it_replaces() {
    let root = tempfile::tempdir().unwrap();
    // A number of two traits that changed by two is told by the difference only.
    let old = ["20", "30", "40", "50", "50", "90", "60", "80", "140"];
    let new = ["18", "30", "40", "50", "48", "90", "58", "80", "138"];
    stand(root.path(), "m", 2022, &square("m", 1, old));
    let reports = [("m", 2022, square("m", 2, new))];
    let (broken, _) = attacked(root.path(), &reports);
    assert_eq!(broken, [("m", Kept::Refused(crate::base::code::A010))]);
    // The same edition, made again, takes the place of the one that stands.
    let reports = [("m", 2022, square("m", 1, new))];
    let (broken, outcome) = attacked(root.path(), &reports);
    assert!(broken.is_empty(), "{:?}", outcome.findings);
}

#[test]
fn what_went_one_way_and_would_tell_of_few_waits() {
    let root = tempfile::tempdir().unwrap();
    let old = ["10", "30", "40", "50", "40", "90", "50", "80", "130"];
    // All seven were of one age and one area.
    let new = ["", "", "", "", "33", "90", "43", "80", "123"];
    stand(root.path(), "l", 2022, &square("l", 1, old));
    let next = ("l", 2022, square("l", 2, new));
    let other = ("other", 2022, report("other", 2022, ["30", "", ""]));
    let wide = files("wide", (2022, 1), &[("line=l", "123"), ("line=other", "30")]);
    let reports = [next, other, ("wide", 2022, wide)];
    let (broken, outcome) = attacked(root.path(), &reports);
    assert_eq!(broken, [("l", Kept::Waits), ("wide", Kept::Waits)]);
    assert_eq!((outcome.exit, outcome.findings.0.len()), (Exit::Done, 1));
    assert_eq!(outcome.findings.0[0].code, "D004");
    // With a report that cannot wait it is refused.
    let later = ("l", 2023, files("l", (2023, 1), &[("", "123")]));
    let next = ("l", 2022, square("l", 2, new));
    let reports = [next, later];
    let (broken, outcome) = attacked(root.path(), &reports);
    assert_eq!(broken, [("l", Kept::Refused(SUPPOSED))]);
    assert_eq!(outcome.exit, Exit::Disclosure);
}

#[test]
fn what_names_a_refused_line_is_not_published_either() {
    let root = tempfile::tempdir().unwrap();
    let bad = ("bad", 2022, report("bad", 2022, ["30", "27", ""]));
    let good = ("good", 2022, report("good", 2022, ["30", "", ""]));
    let wide = files("wide", (2022, 1), &[("line=bad", "30"), ("line=good", "30")]);
    let only = files("only", (2022, 1), &[("line=good", "30")]);
    let reports = [bad, good, ("wide", 2022, wide), ("only", 2022, only)];
    let (broken, outcome) = attacked(root.path(), &reports);
    let refused = Kept::Refused(crate::base::code::A001);
    assert_eq!(broken, [("bad", refused), ("wide", refused)], "{:?}", outcome.findings);
}

#[test]
fn an_answer_by_itself_is_held_against_the_reports_of_its_lines() {
    let root = tempfile::tempdir().unwrap();
    let old = ["10", "30", "40", "50", "40", "90", "50", "80", "130"];
    stand(root.path(), "l", 2022, &square("l", 1, old));
    let names = ["age=a;prov=a", "age=a;prov=b", "age=b;prov=a", "age=b;prov=b", "age=a", "age=b", "prov=a"];
    let of = |values: [&str; 9]| -> Files {
        let names = names.into_iter().chain(["prov=b", ""]);
        let named =
            names.map(|dims| if dims.is_empty() { "line=l".to_owned() } else { format!("{dims};line=l") });
        let named: Vec<String> = named.collect();
        let cells: Vec<(&str, &str)> = named.iter().map(String::as_str).zip(values).collect();
        files("vraag", (2022, 1), &cells)
    };
    // The line's own report waits, and is not in this build.
    let reports = [("vraag", 2022, of(["", "", "", "", "33", "90", "43", "80", "123"]))];
    let (broken, outcome) = attacked(root.path(), &reports);
    assert_eq!((broken.as_slice(), outcome.exit), (&[("vraag", Kept::Waits)][..], Exit::Done));
    // One that says what the report says is no trouble.
    let reports = [("vraag", 2022, of(old))];
    let (broken, outcome) = attacked(root.path(), &reports);
    assert!(broken.is_empty(), "{:?}", outcome.findings);
}
