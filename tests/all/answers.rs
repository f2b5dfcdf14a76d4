//! The answers of the demonstration, read back from their files.

use std::collections::BTreeSet;

use jaarlijn::base::Period;

use super::demo::{Cell, PERSONAL, built, published_cells};
use super::support::{copy, jaarlijn, skipped};

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
fn the_years_are_those_asked_for_and_over() {
    // Question 232 of 18 December 2020 asked for three years, of which two were over.
    let cells = cells("vraag-232");
    let year = numbers(&cells, "stop-it-now-contacts-per-year", |_| true);
    // Of the third the months that were, together.
    let expected = [("2018", "447"), ("2019", "281"), ("2020-01/2020-11", "422")];
    assert_eq!(year, expected.map(|(y, n)| (y.to_owned(), n.to_owned())));
    // And one by one.
    let months = |year: &str| {
        let month =
            numbers(&cells, "stop-it-now-contacts-by-month", |c| c.period.starts_with(&format!("{year}-")));
        month.into_iter().filter(|(_, n)| !n.is_empty()).map(|(m, _)| m).collect::<Vec<_>>()
    };
    assert_eq!(months("2019").last().map(String::as_str), Some("2019-12"));
    assert_eq!(months("2020").last().map(String::as_str), Some("2020-11"));
    let told = letter("vraag-232");
    for words in
        ["Stand op 18 december 2020", "januari–november 2020", "dat jaar was op 18 december 2020 nog niet om"]
    {
        assert!(told.contains(words), "{words} in {told}");
    }
}

/// A question of the demonstration and the day up to which it may be answered.
fn days() -> Vec<(String, chrono::NaiveDate)> {
    let day = |question: &&str| {
        let file = built().join(format!("data/questions/{question}.yaml"));
        let yaml: serde_yaml::Value = serde_yaml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        ((*question).to_owned(), yaml["date"].as_str().unwrap().parse().unwrap())
    };
    QUESTIONS.iter().map(day).collect()
}

/// The answer as Markdown.
fn letter(question: &str) -> String {
    let file = built().join(format!("reports/answers/{question}/answer.nl.md"));
    std::fs::read_to_string(file).unwrap().replace('\\', "")
}

#[test]
fn no_answer_uses_what_came_after_its_day() {
    use chrono::Datelike;
    // What was fixed before its year.
    let fixed = ["nupraatikerover-chat-budget-per-year", "staff-by-line"];
    let mut seen = 0;
    for (question, day) in days() {
        for cell in cells(&question).iter().filter(|c| !c.value.is_empty()) {
            let Some(period) = Period::parse(&cell.period) else { continue };
            let last =
                if fixed.contains(&cell.figure.as_str()) { period.first_day() } else { period.last_day() };
            assert!(last.unwrap() <= day, "{question}: {cell:?}");
            seen += 1;
        }
        let text = letter(&question);
        let later = text.split(|c: char| !c.is_alphanumeric() && c != '.' && c != ',').filter_map(|word| {
            let word = word.trim_matches(['.', ',']);
            word.parse::<i32>().ok().filter(|n| word.len() == 4 && (day.year() + 1..2100).contains(n))
        });
        let later: Vec<i32> = later.collect();
        assert!(later.is_empty(), "{question} of {day} names {later:?}");
    }
    assert!(seen > 1000, "only {seen}");
}

#[test]
fn parts_that_nobody_asked_and_causes_are_told_as_such() {
    let text = letter("vraag-265");
    assert!(text.contains("Anonimiteit (niet gevraagd, ter aanvulling)."), "{text}");
    assert!(
        text.contains("Verklaring van de trends. Een oorzaak is uit de cijfers niet af te leiden")
            || text.contains("Verklaring van de trends.** Een oorzaak"),
        "{text}"
    );
    let policy = letter("vraag-281");
    assert_eq!(policy.matches("[aan te vullen]").count(), 3, "{policy}");
}

#[test]
fn an_answer_is_given_as_text_with_the_numbers_of_its_cells() {
    let mut compared = 0;
    for question in QUESTIONS {
        let folder = built().join("reports/answers").join(question);
        let cells = cells(question);
        let published: BTreeSet<String> = cells.iter().map(|c| c.value.clone()).collect();
        let bytes = std::fs::read(folder.join("answer.nl.docx")).unwrap();
        let tables = tables_of_docx(&bytes);
        assert_eq!(tables, tables_of_markdown(&letter(question)), "{question}");
        // Without the heads of columns and rows.
        let rows = tables.iter().flat_map(|table| table.iter().skip(1));
        for text in rows.flat_map(|row| row.iter().skip(1)) {
            let Some(number) = plain_number(text) else { continue };
            let same = published.contains(&number) || published.contains(&format!("{number}.0"));
            assert!(same, "{question}: {text} ({number}) is no published cell");
            // Nor is a small number anywhere: the least of them are withheld.
            let whole: Option<u32> = number.parse().ok();
            let free = |c: &Cell| c.value == number && !PERSONAL.contains(&c.unit.as_str());
            assert!(
                whole.is_none_or(|n| n == 0 || n >= 5) || cells.iter().any(free),
                "{question}: a small number {text}"
            );
            compared += 1;
        }
        let manifest = std::fs::read_to_string(folder.join("manifest.json")).unwrap();
        for name in ["answer.nl.docx", "answer.nl.md"] {
            assert!(manifest.contains(&format!("\"name\": \"{name}\"")), "{question}: {name}");
        }
    }
    assert!(compared > 300, "only {compared}");
}

/// A cell as a plain number: `1.204 [d]` is 1204, `+4,2 %` is 4.2; nothing for a sign, a time or a word.
fn plain_number(text: &str) -> Option<String> {
    let digits = text.split(" [").next().unwrap_or_default().trim_end_matches('%').trim();
    let digits =
        digits.replace(['.', '+', '\u{a0}', '\u{202f}', '*'], "").replace('−', "-").replace(',', ".");
    let is_number = digits.strip_prefix('-').unwrap_or(&digits).starts_with(|c: char| c.is_ascii_digit());
    (is_number && digits.parse::<f64>().is_ok()).then_some(digits)
}

/// The tables of a Word file, row by row.
fn tables_of_docx(bytes: &[u8]) -> Vec<Vec<Vec<String>>> {
    use std::io::Read;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    zip.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let texts = |cell: &str| -> String {
        let runs = cell.split("<w:t xml:space=\"preserve\">").skip(1);
        let text: String = runs.filter_map(|run| run.split("</w:t>").next()).collect();
        quick_xml::escape::unescape(&text).unwrap().into_owned()
    };
    let parts = |xml: &str, begin: &str, end: &str| -> Vec<String> {
        xml.split(begin).skip(1).filter_map(|part| part.split(end).next()).map(str::to_owned).collect()
    };
    let rows = |table: &String| parts(table, "<w:tr>", "</w:tr>");
    let cells = |row: &String| parts(row, "<w:tc>", "</w:tc>").iter().map(|cell| texts(cell)).collect();
    let tables = parts(&xml, "<w:tbl>", "</w:tbl>");
    tables.iter().map(|table| rows(table).iter().map(cells).collect()).collect()
}

/// The same of Markdown.
fn tables_of_markdown(text: &str) -> Vec<Vec<Vec<String>>> {
    let (mut tables, mut before) = (Vec::<Vec<Vec<String>>>::new(), false);
    for line in text.lines() {
        let row = line.starts_with('|');
        if row && !before {
            tables.push(Vec::new());
        }
        before = row;
        if row && !line.starts_with("| --- |") {
            let cells = line.trim_matches('|').split(" | ").map(|c| c.replace('*', ""));
            tables.last_mut().unwrap().push(cells.map(|c| c.trim_matches(' ').to_owned()).collect());
        }
    }
    tables
}

#[test]
fn a_word_file_opens_in_another_program() {
    let known = ["soffice", "libreoffice"];
    let Some(program) =
        known.iter().find(|p| std::process::Command::new(p).arg("--version").output().is_ok())
    else {
        return skipped("LibreOffice is not installed");
    };
    let dir = tempfile::tempdir().unwrap();
    let file = built().join("reports/answers/vraag-232/answer.nl.docx");
    let home = format!("-env:UserInstallation=file://{}/home", dir.path().display());
    let run = std::process::Command::new(program)
        .args([home.as_str(), "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir"])
        .args([dir.path(), file.as_path()])
        .output()
        .unwrap();
    let text = std::fs::read_to_string(dir.path().join("answer.nl.txt"));
    let text = text.unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&run.stderr)));
    for words in ["Antwoord op vraag nr. 232", "Stand op 18 december 2020", "447", "Bijlage 1: tables.xlsx"] {
        assert!(text.contains(words), "{words} in {text}");
    }
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
            match Period::parse(&cell.period) {
                // The months of a year that was not over stand one by one in the report.
                Some(Period::Months((year, from), (_, to))) if same.is_none() => {
                    let month = |m: u8| format!("{year}-{m:02}");
                    let own = |m: u8| {
                        let of = |c: &&Cell| c.figure == "contacts-by-month" && c.period == month(m);
                        of_line.iter().find(of).unwrap().value.parse::<u64>().unwrap()
                    };
                    assert_eq!(
                        (from..=to).map(own).sum::<u64>().to_string(),
                        cell.value,
                        "{question}: {cell:?}"
                    );
                }
                _ => assert_eq!(same.map(|c| &c.value), Some(&cell.value), "{question}: {cell:?}"),
            }
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

/// The folders of the data that the records of answers name.
fn counted(question: &str) -> BTreeSet<String> {
    let file = built().join("reports/answers").join(question).join("manifest.json");
    let manifest: serde_json::Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let inputs =
        manifest["inputs"].as_array().unwrap().iter().map(|i| i["path"].as_str().unwrap().to_owned());
    inputs.map(|path| path.split('/').nth(1).unwrap().to_owned()).collect()
}

#[test]
fn an_answer_rests_on_the_lines_that_its_figures_are_of() {
    let sets = |lines: &[&str]| lines.iter().map(|l| (*l).to_owned()).collect::<BTreeSet<String>>();
    assert_eq!(counted("vraag-232"), sets(&["stop-it-now"]));
    assert_eq!(counted("vraag-265"), sets(&["1712"]));
    // The landscape is of all lines.
    assert_eq!(counted("vraag-281"), sets(&["1712", "nupraatikerover", "stop-it-now", "tele-onthaal"]));
}

#[test]
fn a_draft_of_an_answer_stands_when_a_line_changes_of_which_it_says_nothing() {
    let dir = tempfile::tempdir().unwrap();
    copy(&built().join("data"), &dir.path().join("data"));
    std::fs::remove_file(dir.path().join("data/questions/vraag-281.yaml")).unwrap();
    jaarlijn(dir.path(), &["build", "--no-web", "vraag-232", "vraag-265"]).ends(0, &["new"]);
    let file = dir.path().join("data/1712/registrations/register-3/1712-2023.csv");
    let text = std::fs::read_to_string(&file).unwrap();
    let last = text.trim_end().rfind('\n').unwrap();
    std::fs::write(&file, &text[..=last]).unwrap();
    let run = jaarlijn(dir.path(), &["build", "--no-web", "vraag-232", "vraag-265"]);
    let state = |id: &str| run.out.lines().find(|line| line.starts_with(id)).unwrap().to_owned();
    assert!(state("vraag-232").contains("up to date"), "{}", run.said());
    assert!(!state("vraag-265").contains("up to date"), "{}", run.said());
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
fn words_do_not_name_what_came_after_the_day() {
    let parts = r#"
      - {nl: Vooruit, answer: {nl: "Dit staat in het verslag van 2025.", fr: "Voir le rapport de 2024."}}
      - {nl: Getal, answer: {nl: "Er is 2.025 euro voorzien."}}
"#;
    let (_dir, run, lines) = asked(parts);
    let said = run.said();
    assert!(said.contains(&format!("warning[L23] {}", place(&lines, "2025"))), "{said}");
    assert!(said.contains("the answer names 2025 and may use nothing after 2024-02-28"), "{said}");
    assert_eq!(said.matches("[L23]").count(), 1, "{said}");
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
