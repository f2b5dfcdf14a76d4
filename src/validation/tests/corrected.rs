//! Corrections as people write them, in files of several kinds.

use super::*;

/// Twelve registrations; the first six are of form `a`.
fn registrations() -> String {
    let row = |n: usize| format!("{n},2024-01-{:02},{},nee\n", n, if n <= 6 { "ja" } else { "nee" });
    format!("id,at,a,b\n{}", (1..=12).map(row).collect::<String>())
}

fn run(files: &[(&str, &[u8])]) -> (Option<Registrations>, Findings) {
    let work = Work::new();
    work.put("a.csv", registrations());
    files.iter().for_each(|(name, bytes)| work.put(&format!("../corrections/{name}"), bytes));
    let mut form = list("form", &["a", "b", "c"]);
    form.codes[0].label = text("Fysiek geweld");
    form.codes[1].label = text("Psychisch geweld");
    let of = |code: &str| (code.to_owned(), vec![code.to_owned()]);
    let forms = ColumnMap { source: Source::YesNo(vec![of("a"), of("b")]), ..column("form", "a") };
    let map = file_map(vec![column("id", "id"), column("at", "at"), forms]);
    let line = line(&work.path(), vec![dimension(form, DimKind::Multi)], map);
    let (table, findings, _) = work.run(&line);
    (table, findings)
}

/// How many registrations have each form.
fn forms(table: &Registrations) -> [usize; 2] {
    [1, 2].map(|bit| table.multi["form"].iter().filter(|bits| **bits & bit != 0).count())
}

fn replacing(text: &str) -> String {
    format!("id;action;reason;author;date;form\n1;replace;typing;me;2024-02-01;{text}\n")
}

#[test]
fn answers_of_yes_and_no_columns_are_understood_by_label_as_well() {
    for (text, right) in [
        ("a|b", [6, 1]),
        ("Fysiek geweld;Psychisch geweld", [6, 1]),
        ("FYSIEK GEWELD|psychisch geweld", [6, 1]),
        ("Psychisch geweld", [5, 1]),
        ("Sin datos", [5, 0]),
        ("onbekend", [5, 0]),
    ] {
        let quoted = format!("\"{text}\"");
        let (table, findings) = run(&[("c.csv", replacing(&quoted).as_bytes())]);
        assert_eq!(forms(&table.expect("registrations")), right, "{text} {findings:?}");
        assert!(findings.0.is_empty(), "{text} {findings:?}");
    }
    // A typing error, and a code that no column of the file can hold.
    for text in ["Psych", "\"a;Psych\"", "c"] {
        let (table, findings) = run(&[("c.csv", replacing(text).as_bytes())]);
        assert_eq!(forms(&table.expect("registrations")), [6, 0], "{text}");
        assert_eq!(times(&findings, "V061"), 1, "{text} {findings:?}");
    }
}

#[test]
fn corrections_are_read_in_every_kind_of_file_or_refused() {
    let withdrawn = |delimiter: &str| {
        let head = ["id", "action", "reason", "author", "date"].join(delimiter);
        let row = ["2", "withdraw", "twice", "me", "2024-02-01"].join(delimiter);
        format!("{head}\n{row}\n")
    };
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in withdrawn(";").lines().enumerate() {
        for (at, cell) in line.split(';').enumerate() {
            sheet.write(row as u32, at as u16, cell).expect("a cell");
        }
    }
    let book = book.save_to_buffer().expect("bytes");
    let (commas, tabs, bars) = (withdrawn(","), withdrawn("\t"), withdrawn("|"));
    for (name, bytes) in [
        ("c.csv", commas.as_bytes()),
        ("C.CSV", commas.as_bytes()),
        ("2024/c.csv", commas.as_bytes()),
        ("c.tsv", tabs.as_bytes()),
        ("c.txt", tabs.as_bytes()),
        ("c.psv", bars.as_bytes()),
        ("c.xlsx", &book),
    ] {
        let (table, findings) = run(&[(name, bytes)]);
        assert_eq!(table.map(|t| t.rows), Some(11), "{name} {findings:?}");
        assert!(findings.0.is_empty(), "{name} {findings:?}");
    }
    let (table, findings) = run(&[("c.json", b"[{\"id\": 2, \"action\": \"withdraw\"}]")]);
    assert!(table.is_none() && times(&findings, "V060") == 1, "{findings:?}");
    let (table, findings) = run(&[("toelichting.txt", b"Waarom we dit deden\n")]);
    assert_eq!((table.map(|t| t.rows), times(&findings, "V003")), (Some(12), 1));
}
