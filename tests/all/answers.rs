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

/// The demonstration with one question, answered in Dutch and French.
fn asked(parts: &str) -> (tempfile::TempDir, super::support::Run, Vec<String>) {
    let dir = tempfile::tempdir().unwrap();
    copy(&built().join("data"), &dir.path().join("data"));
    std::fs::remove_dir_all(dir.path().join("data/questions")).unwrap();
    let text = format!(
        "number: \"9\"\ndate: 2024-02-28\nlanguages: [nl, fr]\nasked:\n  - number: \"1\"\n    text: {{nl: Proef}}\n    \
         parts:\n{parts}"
    );
    super::support::put(dir.path(), "data/questions/proef.yaml", &text);
    let run = jaarlijn(dir.path(), &["answer", "proef"]);
    (dir, run, text.lines().map(str::to_owned).collect())
}

/// Line and column of a text in the file of the question.
fn place(lines: &[String], text: &str) -> String {
    let (line, found) = lines.iter().enumerate().find(|(_, l)| l.contains(text)).unwrap();
    let column = found[..found.find(text).unwrap()].chars().count() + 1;
    format!("data/questions/proef.yaml:{}:{column}:", line + 1)
}

#[test]
fn numbers_typed_in_answers_are_checked() {
    let parts = r#"
      - {nl: Goed, line: "1712", figure: contacts-per-year, period: 2022/2023, answer: {nl: "In 2023 beantwoordde 1712 9.424 oproepen.", fr: "En 2023, 9 424 appels au 1712."}}
      - {nl: Fout, answer: {nl: "Zie 1712: in 2023 werden é 9.242 oproepen beantwoord."}}
      - {nl: Vertaald, answer: {nl: "In 2021 waren er bij 1712 8.515 oproepen.", fr: "En 2021, 8 581 appels au 1712."}}
      - {nl: Verwijzing, answer: {nl: "Samen {1712/contacts-per-year#2023|unit}, {1712/contacts-per-year#2023|growth} meer.", fr: "Soit {1712/contacts-per-year#2023}."}}
"#;
    let (dir, run, lines) = asked(parts);
    let said = run.said();
    assert_eq!(run.code, 0, "{said}");
    assert!(said.contains(&format!("warning[L03] {}", place(&lines, "9.242"))), "{said}");
    assert!(said.contains("claimed 9242, computed 9424"), "{said}");
    assert!(said.contains(&format!("warning[L03] {} `fr` has 8581", place(&lines, "8 581"))), "{said}");
    assert!(said.contains("`fr` leaves out 8515, which `nl` has"), "{said}");
    assert_eq!(said.matches("[L03]").count(), 3, "{said}");
    let page = |lang: &str| {
        let file = dir.path().join(format!("reports/answers/proef/report.{lang}.pdf"));
        let pdf = hayro_syntax::Pdf::new(std::fs::read(file).unwrap()).unwrap();
        super::pdf_text::words(&pdf).replace(['\n', ' ', '\u{a0}', '\u{202f}'], "")
    };
    assert!(page("nl").contains("Samen9.424beantwoordeoproepen,4,2%meer."), "{}", page("nl"));
    assert!(page("fr").contains("Soit9424."), "{}", page("fr"));
}

#[test]
fn an_answer_that_refers_to_what_is_withheld_is_not_made() {
    let part = "      - {nl: Geheim, answer: {nl: \"Naar de huisarts: \
                {stop-it-now/contacts-by-referral-destination#2020;doctor}.\"}}\n";
    let (dir, run, lines) = asked(part);
    let said = run.said();
    assert!(said.contains(&format!("error[K014] {}", place(&lines, "{stop-it-now/"))), "{said}");
    assert!(said.contains("refused") && !dir.path().join("reports/answers/proef").exists(), "{said}");
    assert_eq!(run.code, 10, "{said}");
}

#[test]
fn members_of_platforms_are_listed_with_their_day() {
    let file = built().join("reports/answers/vervolg-281/report.nl.pdf");
    let pdf = hayro_syntax::Pdf::new(std::fs::read(file).unwrap()).unwrap();
    let plain = |c: &char| !c.is_whitespace() && !matches!(c, '-' | '\u{ad}' | '\u{2010}');
    let page: String = super::pdf_text::words(&pdf).chars().filter(plain).collect();
    assert!(page.contains("9ledenop1januari2022:1712,Zelfmoordlijn1813,LUMI"), "{page}");
    assert!(page.contains("27ledenop1januari2022:1712,Adoptiehuis"), "{page}");
}
