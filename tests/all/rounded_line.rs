//! Two lines, of which one has its counts rounded: its report, its rows in the landscape beside those of the
//! other, an answer about it and a second edition, against the registrations that they were written from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::demo::{Cell, published_cells};
use super::leaks::{contents, holds};
use super::support::{files, jaarlijn, put};

const BASE: i64 = 5;
const WORKSPACE: &str = "
publisher: Proef
date: 2024-04-15
years: [2023]
languages: [nl]
landscape:
  look_back: 2
  areas:
    streek: {nl: De streek, population: [{year: 2023, value: 100000, source: bron}]}
  lines:
    heel: {areas: [streek]}
    rond: {areas: [streek]}
";
const PROVINCES: &str =
    "version: \"1\"\ncodes:\n  - {id: antwerpen, nl: Antwerpen}\n  - {id: limburg, nl: Limburg}\n";
const AGES: &str = "version: \"1\"\nordered: true\ncodes:\n  - {id: minor, nl: Jong, from: 0, to: 17}
  - {id: adult, nl: Oud, from: 18, to: 120}\n";
const LINE: &str = "
since: 2020-01-01
look_back: 2
channels:
  phone: {since: 2020-01-01}
  chat: {since: 2020-01-01}
dimensions:
  province: {}
  age: {}
crosses: [[province, age], [age, channel], [province, month]]
files:
  - match: \"*.csv\"
    columns: {id: id, date: day, channel: channel, province: province, age: age}
";
const QUESTION: &str = "
number: \"7\"
date: 2024-03-01
title: {nl: Oproepen}
asked:
  - number: \"1\"
    text: {nl: Hoeveel oproepen?}
    parts:
      - {nl: Per jaar, line: rond, figure: contacts-per-year, period: 2022/2023}
      - {nl: Per kanaal, line: rond, figure: contacts-by-channel, period: 2022/2023}
";

/// Contacts of minors by phone and chat, of adults by phone and chat.
type Plan = [(&'static str, [usize; 4]); 2];
const KINDS: [(&str, &str); 4] =
    [("minor", "phone"), ("minor", "chat"), ("adult", "phone"), ("adult", "chat")];
const ROND: [(i32, Plan); 2] = [
    (2022, [("antwerpen", [433, 211, 509, 263]), ("limburg", [307, 2, 331, 167])]),
    (2023, [("antwerpen", [487, 233, 461, 277]), ("limburg", [319, 3, 353, 191])]),
];
const HEEL: [(i32, Plan); 2] = [
    (2022, [("antwerpen", [599, 337, 569, 409]), ("limburg", [523, 6, 379, 227])]),
    (2023, [("antwerpen", [613, 347, 577, 419]), ("limburg", [541, 3, 383, 229])]),
];

/// A registration, as the test counts it.
#[derive(Clone, PartialEq)]
struct Row {
    day: String,
    province: &'static str,
    age: &'static str,
    channel: &'static str,
}

fn rows(years: &[(i32, Plan)]) -> Vec<Row> {
    let mut rows = Vec::new();
    for (year, plan) in years {
        for (province, numbers) in plan {
            for ((age, channel), n) in KINDS.into_iter().zip(*numbers) {
                let day = |i: usize| format!("{year}-{:02}-{:02}", i % 12 + 1, i % 28 + 1);
                rows.extend((0..n).map(|i| Row { day: day(i), province, age, channel }));
            }
        }
    }
    rows
}

fn write(dir: &Path, line: &str, rows: &[Row]) {
    let mut text = "id,day,channel,province,age\n".to_owned();
    for (i, row) in rows.iter().enumerate() {
        let age = if row.age == "minor" { 12 } else { 40 };
        text += &format!("{line}{i},{},{},{},{age}\n", row.day, row.channel, row.province);
    }
    put(dir, &format!("data/{line}/registrations/all.csv"), text);
}

fn workspace() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path();
    put(at, "data/workspace.yaml", WORKSPACE);
    put(at, "data/codelists/province.yaml", PROVINCES);
    put(at, "data/codelists/age.yaml", AGES);
    put(at, "data/questions/vraag-7.yaml", QUESTION);
    put(at, "data/heel/helpline.yaml", format!("name: Heellijn\n{LINE}"));
    let rounded = format!("name: Rondlijn\nprotection: {{method: rounding, base: {BASE}}}\n{LINE}");
    put(at, "data/rond/helpline.yaml", rounded);
    write(at, "heel", &rows(&HEEL));
    write(at, "rond", &rows(&ROND));
    dir
}

fn withstands(dir: &Path) {
    jaarlijn(dir, &["audit"]).ends(0, &["withstands", " 0 broken"]);
}

/// How many registrations a cell counts; nothing when it has other dimensions than they have.
fn count(rows: &[Row], cell: &Cell) -> Option<i64> {
    let (from, to) = cell.period.split_once('/').unwrap_or((&cell.period, &cell.period));
    let within = |day: &str| &day[..from.len()] >= from && &day[..to.len()] <= to;
    let known = |dim: &String| ["province", "age", "channel", "line"].contains(&dim.as_str());
    let fits = |row: &&Row| {
        let of = |dim: &str, code: &str| cell.dims.get(dim).is_none_or(|c| c == code);
        within(&row.day) && of("province", row.province) && of("age", row.age) && of("channel", row.channel)
    };
    let n = rows.iter().filter(fits).count();
    (cell.measure == "contacts" && cell.dims.keys().all(known)).then(|| i64::try_from(n).unwrap())
}

/// Cells that count registrations of the rounded line, each near its true count and none it; their number.
fn rounded(cells: &[Cell], rows: &[Row]) -> usize {
    let mut seen = 0;
    for (cell, n) in cells.iter().filter_map(|c| Some((c, count(rows, c)?))) {
        let printed: i64 = cell.value.parse().unwrap_or_else(|_| panic!("{cell:?}"));
        assert_eq!(printed % BASE, 0, "{cell:?}");
        assert!((printed - n).abs() < BASE && (n > 0 || printed == 0), "{cell:?}: {n}");
        assert!(n == 0 || cell.note.split(' ').any(|note| note == "rounded"), "{cell:?}");
        seen += 1;
    }
    seen
}

fn own(cells: Vec<Cell>) -> Vec<Cell> {
    cells.into_iter().filter(|c| c.dims.get("line").is_some_and(|l| l == "rond")).collect()
}

#[test]
fn every_report_says_it_rounded_and_none_says_it_exactly() {
    let dir = workspace();
    let at = dir.path();
    let run = jaarlijn(at, &["build", "--publish"]);
    run.ends(0, &["rond: all", "rounded to multiples of 5; 0 cannot"]);
    withstands(at);
    let rond = rows(&ROND);
    let report = published_cells(&at.join("reports/2023/rond"));
    assert!(rounded(&report, &rond) > 100);
    let landscape = published_cells(&at.join("reports/2023/landscape"));
    assert!(rounded(&own(landscape), &rond) >= 6);
    let answer = published_cells(&at.join("reports/answers/vraag-7"));
    assert!(rounded(&own(answer), &rond) >= 8);
    // The other line says what it counted.
    let heel = published_cells(&at.join("reports/2023/heel"));
    let year = |c: &&Cell| c.figure == "contacts-per-year" && c.measure == "contacts" && c.period == "2023";
    let year = heel.iter().find(year).unwrap();
    assert_eq!(year.value, rows(&HEEL[1..]).len().to_string());
    assert!(heel.iter().all(|c| !c.note.contains("rounded")), "rounded numbers of the other line");
    nothing_exact(at, &[&rond, &[rond.clone(), rows(&HEEL)].concat()]);
}

#[test]
fn a_sum_of_both_lines_is_that_of_the_printed_numbers() {
    let dir = workspace();
    jaarlijn(dir.path(), &["build", "--publish", "--lang", "nl"]).ends(0, &["landscape"]);
    let cells = published_cells(&dir.path().join("reports/2023/landscape"));
    let mut sums = 0;
    for year in ["2022", "2023"] {
        let of = |line: Option<&str>| {
            let dims: BTreeMap<String, String> =
                line.map(|l| ("line".to_owned(), l.to_owned())).into_iter().collect();
            let fits = |c: &&Cell| {
                c.figure.starts_with("lines-answered")
                    && c.measure == "contacts"
                    && c.period == year
                    && c.dims == dims
            };
            cells.iter().find(fits).unwrap_or_else(|| panic!("{line:?} {year}"))
        };
        let number = |line| of(line).value.parse::<usize>().unwrap();
        let all = number(None);
        assert_eq!(all, number(Some("heel")) + number(Some("rond")));
        let year: i32 = year.parse().unwrap();
        let plan =
            |plans: &[(i32, Plan); 2]| plans.iter().filter(|p| p.0 == year).copied().collect::<Vec<_>>();
        let exact = rows(&plan(&HEEL)).len() + rows(&plan(&ROND)).len();
        assert_ne!(all, exact, "the true sum less the line that is not rounded is the one that is");
        assert!(of(None).note.contains("rounded"), "{:?}", of(None));
        sums += 1;
    }
    assert_eq!(sums, 2);
}

#[test]
fn a_second_edition_moves_only_what_is_a_base_away() {
    let dir = workspace();
    let at = dir.path();
    jaarlijn(at, &["build", "--publish", "rond"]).ends(0, &["published"]);
    let first = printed(at);
    // Eleven come late, all of one kind; one of another kind is withdrawn.
    let mut late = rows(&ROND);
    let like = |age: &str, channel: &str, row: &Row| {
        row.day.starts_with("2023-05") && row.age == age && row.channel == channel
    };
    let kind = late.iter().find(|r| r.province == "antwerpen" && like("adult", "phone", r)).unwrap().clone();
    let gone = late.iter().position(|r| r.province == "limburg" && like("minor", "phone", r)).unwrap();
    late.remove(gone);
    late.extend(std::iter::repeat_n(kind, 11));
    write(at, "rond", &late);
    let workspace = WORKSPACE.replace("2024-04-15", "2024-06-01");
    put(at, "data/workspace.yaml", &workspace);
    jaarlijn(at, &["build", "--publish"]).ends(0, &["edition 2"]);
    withstands(at);
    let cells = published_cells(&at.join("reports/2023/rond"));
    assert!(rounded(&cells, &late) > 100);
    let (mut moved, mut stayed) = (0, 0);
    for (key, (value, note)) in printed(at) {
        let Some((before, _)) = first.get(&key) else { continue };
        let revised = note.split(' ').any(|n| n == "revised");
        assert_eq!(revised, value != *before, "{key}: {note}");
        if value == *before { stayed += 1 } else { moved += 1 }
    }
    assert!(moved > 10 && stayed > moved, "{moved} {stayed}");
    // Eleven more of a kind is ten or fifteen more; and nothing of another year or province is.
    let other = |key: &str| key.contains(" 2022") || key.contains("province=limburg");
    for (key, (value, _)) in printed(at).iter().filter(|(key, _)| other(key) && key.contains(" contacts ")) {
        assert_eq!(first.get(key).map(|f| &f.0), Some(value), "{key}");
    }
    nothing_exact(at, &[&late, &rows(&ROND)]);
}

/// Numbers of the report by what they count, with their notes.
fn printed(dir: &Path) -> BTreeMap<String, (String, String)> {
    let cells = published_cells(&dir.join("reports/2023/rond"));
    let key = |c: &Cell| format!("{} {} {} {} {:?}", c.figure, c.measure, c.unit, c.period, c.dims);
    cells.iter().map(|c| (key(c), (c.value.clone(), c.note.clone()))).collect()
}

/// No file of the reports or of the cache holds a count of registrations that is printed nowhere.
fn nothing_exact(dir: &Path, of: &[&[Row]]) {
    let texts: Vec<(String, String)> = ["reports", ".jaarlijn-cache"]
        .iter()
        .flat_map(|folder| files(&dir.join(folder)))
        .filter(|file| !file.to_string_lossy().contains("heel"))
        .flat_map(|file| contents(&file).0)
        .collect();
    let (mut exact, mut shown) = (BTreeSet::new(), BTreeSet::new());
    for folder in ["reports/2023/rond", "reports/2023/landscape", "reports/answers/vraag-7"] {
        if !dir.join(folder).exists() {
            continue;
        }
        for cell in published_cells(&dir.join(folder)) {
            exact.extend(of.iter().filter_map(|rows| count(rows, &cell)));
            shown.extend(cell.value.parse::<i64>().ok());
        }
    }
    // Small numbers and years stand there for other reasons.
    let secret = |n: &i64| *n >= 200 && *n % BASE != 0 && ![2022, 2023].contains(n);
    let secret: Vec<i64> = exact.difference(&shown).copied().filter(secret).collect();
    assert!(secret.len() > 20, "{secret:?}");
    let found: Vec<String> = secret
        .iter()
        .flat_map(|n| {
            texts.iter().filter(|(_, text)| holds(text, usize::try_from(*n).unwrap())).map(move |t| (n, t))
        })
        .map(|(n, (name, _))| format!("{n} in {name}"))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}
