//! Reports spring after spring: whatever happens to a line after its first edition, the next report is made,
//! and nothing follows from all its editions together.

mod random_line;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use jaarlijn::audit;
use random_line::{LAST, Line};

use super::support::{Run, copy, files, jaarlijn, put, repository};

/// Builds; no report is refused, the attack on all editions finds nothing, and a second build changes
/// nothing.
#[track_caller]
fn build(root: &Path, what: &str) -> Run {
    let run = jaarlijn(root, &["build", "--publish"]);
    assert_eq!(run.code, 0, "{what}:\n{}", run.said());
    if what.ends_with(|c: char| c.is_ascii_digit()) {
        tally(what, &run);
    }
    assert!(!run.out.contains("refused"), "{what}:\n{}", run.said());
    jaarlijn(root, &["audit"]).ends(0, &["withstands", " 0 broken"]);
    let reports = root.join("reports");
    let records =
        files(&reports).into_iter().filter(|file| file.extension().is_some_and(|end| end == "json"));
    assert_eq!(
        audit::find(&reports, "reports").0.len(),
        records.count(),
        "{what}: an edition is not attacked"
    );
    let again = jaarlijn(root, &["build", "--publish"]);
    assert!(again.code == 0 && !again.out.contains("  published "), "{what}, again:\n{}", again.said());
    run
}

/// What became of the builds of random lines, by what had happened to the line: a report was published, held back
/// until more is corrected, or stood as it was. None is refused, or the test fails.
static TALLY: Mutex<BTreeMap<String, [usize; 3]>> = Mutex::new(BTreeMap::new());

fn tally(what: &str, run: &Run) {
    let became = match () {
        () if made(run) > 0 => 0,
        () if run.out.contains("held back") => 1,
        () => 2,
    };
    let happened = what.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',' || c == ' ');
    TALLY.lock().unwrap_or_else(PoisonError::into_inner).entry(happened.to_owned()).or_default()[became] += 1;
}

/// How many reports a build made.
fn made(run: &Run) -> usize {
    run.out.lines().filter(|line| line.contains("  published ")).count()
}

/// Builds the steps of a case of `tests/springs`, each laid over the one before; gives how many reports the
/// last one made.
#[track_caller]
fn case(name: &str) -> usize {
    let (from, root) = (repository().join("tests/springs").join(name), tempfile::tempdir().unwrap());
    let steps = (1..).map(|n| from.join(n.to_string())).take_while(|step| step.is_dir());
    let runs: Vec<Run> = steps
        .map(|step| {
            copy(&step, root.path());
            build(root.path(), name)
        })
        .collect();
    assert!(!runs.is_empty(), "{name} has no steps");
    runs.last().map_or(0, made)
}

#[test]
fn a_code_recoded() {
    assert_eq!(case("code_recoded"), 1);
}

#[test]
fn a_report_on_an_earlier_year() {
    assert_eq!(case("earlier_year"), 1);
}

#[test]
fn late_rows_and_the_next_year() {
    assert_eq!(case("late_rows_then_next_spring"), 2);
}

#[test]
fn a_new_trend() {
    assert_eq!(case("new_trend"), 1);
}

#[test]
fn one_row_changed_and_the_next_year() {
    assert!(case("one_row_then_next_spring") >= 1);
}

#[test]
fn few_attempts_rounded() {
    assert_eq!(case("rounding_five_attempts"), 1);
}

/// What happens to random lines; `JAARLIJN_SPRINGS` says of how many, `JAARLIJN_SPRINGS_FROM` the first seed.
#[test]
fn random_lines() {
    let number = |name: &str| std::env::var(name).ok().and_then(|n| n.parse::<u64>().ok());
    let (first, size) =
        (number("JAARLIJN_SPRINGS_FROM").unwrap_or(1), number("JAARLIJN_SPRINGS").unwrap_or(2));
    for seed in first..first + size {
        for spring in [late_month, withdrawn, one_row, new_trend, earlier_year, recoded, late_column] {
            spring(seed);
        }
    }
    println!(
        "| what happens to a line | published | held back | as it was | refused |\n|---|---|---|---|---|"
    );
    for (happened, [made, held, same]) in TALLY.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        println!("| {happened} | {made} | {held} | {same} | 0 |");
    }
}

/// A line with its first edition.
fn first_edition(seed: u64) -> (tempfile::TempDir, Line) {
    let (root, line) = (tempfile::tempdir().unwrap(), Line::new(seed));
    line.write(root.path(), "[2023]", LAST, "2024-04-15");
    assert_eq!(made(&build(root.path(), &format!("first edition, {seed}"))), 1);
    (root, line)
}

fn next_spring(root: &Path, line: &Line, what: &str) {
    line.write(root, "[2024]", LAST + 1, "2025-04-15");
    assert!(made(&build(root, &format!("the next spring after {what}"))) >= 1, "{what}");
}

fn late_month(seed: u64) {
    let (root, mut line) = first_edition(seed);
    let size = line.years[&LAST].len() / 12;
    let mut late = line.rows(LAST, size, "L");
    late.iter_mut().for_each(|row| row[1].replace_range(5..7, "11"));
    line.years.get_mut(&LAST).unwrap().extend(late);
    let what = format!("a late month, {seed}");
    line.write(root.path(), "[2023]", LAST, "2024-09-01");
    let run = build(root.path(), &what);
    // A delivery of five rows and more is published at once.
    assert!(size < 5 || made(&run) == 1, "{what}:\n{}", run.said());
    next_spring(root.path(), &line, &what);
}

fn withdrawn(seed: u64) {
    let (root, mut line) = first_edition(seed);
    let number = [1, 3, 8, 14][line.dice.below(4)];
    let mut text = "id,action,reason,author,date\n".to_owned();
    for _ in 0..number {
        let at = line.dice.below(line.years[&LAST].len());
        let row = &line.years[&LAST][at];
        if !text.contains(&row[0]) {
            text.push_str(&format!("{},withdraw,Dubbel,M. P.,2024-05-02\n", row[0]));
        }
    }
    put(root.path(), "data/lijn/corrections/w.csv", text);
    let what = format!("1 to 14 registrations withdrawn, {seed}");
    line.write(root.path(), "[2023]", LAST, "2024-09-01");
    build(root.path(), &what);
    next_spring(root.path(), &line, &what);
}

fn one_row(seed: u64) {
    let (root, mut line) = first_edition(seed);
    line.change(LAST, 1);
    next_spring(root.path(), &line, &format!("one row changed, {seed}"));
}

fn new_trend(seed: u64) {
    let (root, mut line) = first_edition(seed);
    line.trends = "[[province, role]]";
    next_spring(root.path(), &line, &format!("a new trend, {seed}"));
}

fn earlier_year(seed: u64) {
    let (root, line) = first_edition(seed);
    let what = format!("an earlier year, {seed}");
    line.write(root.path(), "[2022, 2023]", LAST, "2024-09-01");
    assert_eq!(made(&build(root.path(), &what)), 1, "{what}");
}

fn recoded(seed: u64) {
    let (root, mut line) = first_edition(seed);
    for row in line.years.get_mut(&LAST).unwrap() {
        if row[5] == "elders" {
            row[5] = "antwerpen".to_owned();
        }
    }
    let what = format!("a code recoded, {seed}");
    line.write(root.path(), "[2023]", LAST, "2024-09-01");
    build(root.path(), &what);
    next_spring(root.path(), &line, &what);
}

/// Only the newest file has a column: in the others it is not registered.
fn late_column(seed: u64) {
    let (root, mut line) = first_edition(seed);
    line.asks_more = true;
    let what = format!("a further column, {seed}");
    line.write(root.path(), "[2024]", LAST + 1, "2025-04-15");
    let run = build(root.path(), &what);
    assert!(made(&run) == 1 && run.said().contains("warning[V011]"), "{what}:\n{}", run.said());
}

#[test]
fn a_column_that_only_earlier_files_have_is_missed() {
    let (root, mut line) = (tempfile::tempdir().unwrap(), Line::new(1));
    line.asks_more = true;
    line.write(root.path(), "[2024]", LAST + 1, "2025-04-15");
    let newest = root.path().join("data/lijn/registrations/2024.csv");
    let rename = |to: &str| {
        let text = std::fs::read_to_string(&newest).unwrap();
        std::fs::write(&newest, text.replacen("need", to, 1)).unwrap();
    };
    // Of the same kind: the oldest file has it, the newest does not.
    rename("xyz");
    std::fs::write(
        root.path().join("data/lijn/registrations/2021.csv"),
        "id,at,channel,gender,role,province,need\n2021-00000,2021-03-01 10:00,chat,female,victim,oost,advice\n",
    )
    .unwrap();
    jaarlijn(root.path(), &["build", "--publish"]).ends(10, &["error[V011]", "`need`", "refused"]);
}
