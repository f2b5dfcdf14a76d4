//! The answers of the demonstration, read back from their files.

use std::collections::BTreeSet;

use super::demo::{Cell, built, published_cells};
use super::support::{copy, jaarlijn};

const QUESTIONS: [&str; 5] = ["vervolg-281", "vraag-232", "vraag-265", "vraag-281", "vraag-826"];

fn cells(question: &str) -> Vec<Cell> {
    published_cells(&built().join("reports/answers").join(question))
}

fn numbers(cells: &[Cell], figure: &str, of: impl Fn(&Cell) -> bool) -> Vec<(String, String)> {
    let wanted = cells.iter().filter(|c| c.figure == figure && c.measure == "contacts" && of(c));
    wanted.map(|c| (c.period.clone(), c.value.clone())).collect()
}

#[test]
fn every_question_is_answered() {
    for question in QUESTIONS {
        let folder = built().join("reports/answers").join(question);
        assert!(std::fs::read(folder.join("report.nl.pdf")).unwrap().starts_with(b"%PDF-"), "{question}");
        assert!(folder.join("tables.xlsx").is_file() && folder.join("manifest.json").is_file());
    }
}

#[test]
fn the_years_are_those_asked_for() {
    // Question 232 asked for three years.
    let cells = cells("vraag-232");
    let year = numbers(&cells, "stop-it-now-contacts-per-year", |_| true);
    let expected = [("2018", "447"), ("2019", "281"), ("2020", "460")];
    assert_eq!(year, expected.map(|(y, n)| (y.to_owned(), n.to_owned())));
    let years: BTreeSet<&str> = cells
        .iter()
        .filter(|c| c.figure == "stop-it-now-contacts-by-month")
        .map(|c| &c.period[..4])
        .collect();
    assert_eq!(years, BTreeSet::from(["2018", "2019", "2020"]));
}

#[test]
fn the_numbers_are_those_of_the_lines_reports() {
    let reports = [("1712", 2023), ("nupraatikerover", 2021), ("stop-it-now", 2020), ("tele-onthaal", 2020)];
    let own =
        reports.map(|(line, year)| (line, published_cells(&built().join(format!("reports/{year}/{line}")))));
    let mut compared = 0;
    for question in QUESTIONS {
        for cell in cells(question).into_iter().filter(|c| !c.value.is_empty()) {
            let mut dims = cell.dims.clone();
            let Some(line) = dims.remove("line") else { continue };
            let Some((_, of_line)) = own.iter().find(|(l, _)| *l == line) else { continue };
            let Some(figure) = cell.figure.strip_prefix(&format!("{line}-")) else { continue };
            let same = of_line.iter().find(|c| {
                c.figure == figure
                    && (&c.measure, &c.stage, &c.unit, &c.period)
                        == (&cell.measure, &cell.stage, &cell.unit, &cell.period)
                    && c.dims == dims
            });
            assert_eq!(same.map(|c| &c.value), Some(&cell.value), "{question}: {cell:?}");
            compared += 1;
        }
    }
    assert!(compared > 1000, "only {compared}");
}

#[test]
fn what_was_asked_and_lacks_is_told() {
    // In a copy: a build takes the lock, and other tests look at the files that stand there.
    let dir = tempfile::tempdir().unwrap();
    copy(&built().join("data"), &dir.path().join("data"));
    copy(&built().join("reports/answers"), &dir.path().join("reports/answers"));
    let run = jaarlijn(dir.path(), &["answer", "vraag-281"]);
    run.ends(
        0,
        &[
            "up to date",
            "warning[L019] data/questions/vraag-281.yaml:",
            "question 281 (3): fewer years than asked: figure `contacts-by-channel` of `stop-it-now` lacks 2021",
        ],
    );
    jaarlijn(built(), &["answer", "vraag-28"]).ends(2, &["did you mean `vraag-281`?"]);
    let file = built().join("reports/answers/vraag-232/report.nl.pdf");
    jaarlijn(built(), &["verify", &file.to_string_lossy()]).ends(0, &["vraag-232"]);
}
