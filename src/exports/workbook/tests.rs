//! A workbook read back by another library, and looked at in its parts.

use std::collections::BTreeSet;
use std::io::Read;

use calamine::{Data, DataType, Reader, Xlsx};

use super::workbook;
use crate::base::{Lang, Num, Period};
use crate::config::{Chapter, FigureId, Helpline, load};
use crate::disclosure::{Known, SafeTable, Settings, protect_all};
use crate::document::model::{ColumnModel, RowModel, TableModel};

use crate::measures::{Cell, Exact, Form, Formula, Header, Key, Label, Role, Table, TableKind};
use crate::words::{Labels, Words};

fn head(text: &str, measure: &str, unit: &str, role: Role) -> Header {
    let mut key = Key { measure: Some(measure.to_owned()), unit: Some(unit.to_owned()), ..Key::default() };
    if role == Role::Body {
        key.dims.insert("part".to_owned(), text.to_owned());
    }
    Header { key, label: Label::Plain(text.to_owned()), role }
}

fn year(y: i32) -> Header {
    let key = Key { period: Some(Period::Year(y)), ..Key::default() };
    Header { key, label: Label::Period(Period::Year(y)), role: Role::Body }
}

fn made(figure: FigureId, rows: Vec<Header>, cols: Vec<Header>, cells: Vec<Exact>) -> SafeTable {
    let table = Table {
        figure,
        chapter: Chapter::Volume,
        key: Key::default(),
        row_dim: None,
        col_dim: None,
        kind: TableKind::Single,
        form: Form::None,
        year: 2023,
        rows,
        cols,
        cells: cells.into_iter().map(|value| Cell { value, flags: BTreeSet::new() }).collect(),
        notes: Vec::new(),
        annex: false,
        sums: Vec::new(),
    };
    protect_all(&[table], &Settings::new(5), &Known::nothing()).0.remove(0)
}

/// Counts with shares of which one is hidden, and times of more than a day.
fn tables() -> Vec<SafeTable> {
    let contact = |text: &str, role| head(text, "contacts", "contact", role);
    let share = Key { measure: Some("share".to_owned()), unit: Some("percent".to_owned()), ..Key::default() };
    let share = Header { key: share, label: Label::Word("col.share".to_owned()), role: Role::Derived };
    let part = |r: usize| Exact::Derived(Formula::Share { part: (r, 0), whole: (4, 0) });
    let counts = [31, 212, 3, 4, 250];
    let cells = counts.iter().enumerate().flat_map(|(r, n)| [Exact::Count(*n), part(r)]).collect();
    let rows = ["-12 jaar", "+18 jaar", "=1+1", "'t Zand"].map(|text| contact(text, Role::Body));
    let rows = rows.into_iter().chain([contact("Totaal", Role::Total)]).collect();
    let time = |scaled| Exact::Stat { value: Num { scaled, decimals: 0 }, n: 40 };
    vec![
        made(FigureId::ContactsBy("part".to_owned()), rows, vec![year(2023), share], cells),
        made(
            FigureId::HandlingTime,
            vec![head("Mediaan", "median", "second", Role::Derived)],
            vec![year(2022), year(2023)],
            vec![time(1200), time(270_525)],
        ),
    ]
}

/// The texts that a report would print.
fn typeset(table: &SafeTable) -> TableModel {
    let text = |label: &Label| match label {
        Label::Plain(text) => text.clone(),
        Label::Period(period) => period.to_string(),
        _ => "Aandeel".to_owned(),
    };
    let cell = |r: usize, c: usize| match table.cell(r, c).value().number() {
        Some(number) if c == 0 && r == 0 => format!("{number} [p]"),
        Some(number) => number.to_string(),
        None => "[c]".to_owned(),
    };
    TableModel {
        id: table.figure().to_string(),
        caption: "=Aantallen".to_owned(),
        corner: String::new(),
        columns: table
            .cols()
            .iter()
            .map(|h| ColumnModel { label: text(&h.label), role: "count".to_owned() })
            .collect(),
        rows: (0..table.rows().len())
            .map(|r| RowModel {
                label: text(&table.rows()[r].label),
                role: "body".to_owned(),
                indent: false,
                cells: (0..table.cols().len()).map(|c| cell(r, c)).collect(),
            })
            .collect(),
        notes: vec!["+ een noot".to_owned()],
        legend: vec![("[c]".to_owned(), "vertrouwelijk".to_owned())],
        source: String::new(),
    }
}

fn line() -> Helpline {
    let dir = tempfile::tempdir().unwrap();
    let put = |path: &str, text: &str| {
        let path = dir.path().join("data").join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    put("workspace.yaml", "date: 2024-04-15\nyears: [2023]\n");
    put(
        "lijn/helpline.yaml",
        "name: Lijn\nchannels: {phone: {}}\nfiles: [{match: \"*\", columns: {at: at}}]\n",
    );
    let (workspace, findings) = load(dir.path());
    workspace.and_then(|w| w.helplines.into_iter().next()).unwrap_or_else(|| panic!("{findings:?}"))
}

fn written() -> Vec<u8> {
    let line = line();
    let labels = Labels { words: Words::of(Lang::nl()), subject: &line };
    let day = chrono::NaiveDate::from_ymd_opt(2024, 4, 15).unwrap();
    workbook(&tables(), labels, &typeset, day).unwrap()
}

#[test]
fn numbers_are_of_their_kind_and_labels_stay() {
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(written())).unwrap();
    assert_eq!(book.sheet_names(), ["Inhoud", "01 contacts-by-part", "02 handling-time"]);
    let sheet = |book: &mut Xlsx<_>, name: &str| -> Vec<Vec<Data>> {
        book.worksheet_range(name).unwrap().rows().map(<[Data]>::to_vec).collect()
    };
    let counts = sheet(&mut book, "01 contacts-by-part");
    assert_eq!(counts[1][0].to_string(), "Eenheden: contactnames, %");
    let head: Vec<String> = counts[2].iter().map(ToString::to_string).collect();
    assert_eq!(head, ["Rubriek", "2023 (contactnames)", "Aandeel (%)"]);
    assert_eq!(counts[3], [Data::String("-12 jaar".into()), Data::Float(31.0), Data::Float(0.124)]);
    assert_eq!(counts[4], [Data::String("+18 jaar".into()), Data::Float(212.0), Data::Float(0.848)]);
    assert_eq!(counts[5], ["=1+1", "[c]", "[c]"].map(|t| Data::String(t.into())));
    let times = sheet(&mut book, "02 handling-time");
    let duration = |cell: &Data| match cell {
        Data::DateTime(time) if time.is_duration() => (time.as_f64() * 86_400.0).round(),
        other => panic!("{other:?} is no duration"),
    };
    assert_eq!((duration(&times[3][1]), duration(&times[3][2])), (1200.0, 270_525.0));
    assert_eq!(times[2][1].to_string(), "2022 (u:mm:ss)");
}

#[test]
fn parts_are_a_workbooks_and_hold_nothing_else() {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(written())).unwrap();
    let mut all = String::new();
    for at in 0..archive.len() {
        archive.by_index(at).unwrap().read_to_string(&mut all).unwrap();
    }
    for part in [
        "<pane xSplit=\"1\" ySplit=\"3\"",
        "name=\"table_01_contacts_by_part\"",
        "name=\"table_02_handling_time\"",
        "ref=\"A3:C8\"",
        "formatCode=\"[h]:mm:ss\"",
        "formatCode=\"0.0%\"",
        "formatCode=\"#,##0&quot; [p]&quot;\"",
        "quotePrefix=\"1\"",
        "location=\"&apos;02 handling-time&apos;!A1\"",
    ] {
        assert!(all.contains(part) || all.contains(&part.replace("&apos;", "'")), "{part} is in no part");
    }
    assert!(!all.contains("<f>") && !all.contains("mergeCell"));
    // The small counts and their shares leave no trace.
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(written())).unwrap();
    let name = book.sheet_names()[1].clone();
    let cells = book.worksheet_range(&name).unwrap();
    let numbers: Vec<f64> = cells.used_cells().filter_map(|(_, _, cell)| cell.as_f64()).collect();
    assert_eq!(numbers.len(), 6, "{numbers:?}");
    assert!(numbers.iter().all(|n| ![3.0, 4.0, 0.012, 0.016].contains(n)), "{numbers:?}");
}

#[test]
fn equal_tables_give_equal_bytes() {
    assert_eq!(written(), written());
}
