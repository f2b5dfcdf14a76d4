//! A letter read back: from Markdown as text, from the Word file through its XML.

use std::io::{Cursor, Read};

use super::{Asked, Letter, Piece, docx, markdown, slots};
use crate::base::Lang;
use crate::document::model::{ColumnModel, RowModel, TableModel};

fn row(label: &str, role: &str, cells: &[&str]) -> RowModel {
    RowModel {
        label: label.to_owned(),
        role: role.to_owned(),
        indent: false,
        cells: cells.iter().map(|c| (*c).to_owned()).collect(),
    }
}

fn table() -> TableModel {
    let column = |label: &str| ColumnModel { label: label.to_owned(), role: "count".to_owned() };
    TableModel {
        id: "contacts-by-channel".to_owned(),
        caption: "Contactnames & gesprekken".to_owned(),
        corner: "Kanaal".to_owned(),
        columns: ["2018", "2019"].map(column).to_vec(),
        rows: vec![
            row("Telefoon | e-mail", "body", &["1.204", "[c]"]),
            row("<Chat>", "body", &["−3,5\u{a0}%", ""]),
            row("Totaal", "total", &["1.310"]),
        ],
        notes: vec!["Een noot.".to_owned()],
        legend: vec![("[c]".to_owned(), "afgeschermd".to_owned())],
        source: "Bron: registraties".to_owned(),
    }
}

fn letter() -> Letter {
    let text = "Zie de tabel. Het plan: [aan te vullen]\u{1}.";
    Letter {
        lang: Lang::nl(),
        date: chrono::NaiveDate::from_ymd_opt(2024, 4, 15).unwrap(),
        author: "Kabinet <1>".to_owned(),
        title: "Lijn 'Proef' – oproepen".to_owned(),
        opening: vec!["Stand op 18 december 2020.".to_owned()],
        question: "Vraag".to_owned(),
        answer: "Antwoord".to_owned(),
        asked: vec![Asked {
            number: "1a".to_owned(),
            text: "Hoeveel *contactnames*?".to_owned(),
            pieces: vec![
                Piece::Paragraph { about: "Per kanaal".to_owned(), text: text.to_owned() },
                Piece::Table(1, Box::new(table())),
            ],
        }],
        annexes_title: "Bijlagen".to_owned(),
        annexes: vec!["Bijlage 1: tables.xlsx".to_owned()],
        slot: "[aan te vullen]".to_owned(),
        table_word: "Tabel".to_owned(),
    }
}

/// A part of the Word file.
fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The texts of the paragraphs, and for each table its rows of cells.
fn read(xml: &str) -> (Vec<String>, Vec<Vec<Vec<String>>>) {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut paragraphs, mut tables) = (Vec::new(), Vec::new());
    let (mut inside, mut text) = (false, String::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => match tag.name().as_ref() {
                "w:tbl" => {
                    inside = true;
                    tables.push(Vec::new());
                }
                "w:tr" => tables.last_mut().unwrap().push(Vec::new()),
                "w:p" => text.clear(),
                _ => {}
            },
            Event::End(tag) => match tag.name().as_ref() {
                "w:tbl" => inside = false,
                "w:tc" => tables.last_mut().unwrap().last_mut().unwrap().push(text.clone()),
                "w:p" if !inside => paragraphs.push(text.clone()),
                _ => {}
            },
            Event::Text(found) => text += &found.xml10_content(),
            Event::GeneralRef(found) => {
                text += quick_xml::escape::resolve_predefined_entity(found.as_ref()).unwrap();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    (paragraphs, tables)
}

#[test]
fn a_word_file_has_what_the_letter_has() {
    let bytes = docx(&letter()).unwrap();
    let (paragraphs, tables) = read(&part(&bytes, "word/document.xml"));
    assert_eq!(
        paragraphs,
        [
            "Lijn ‘Proef’ – oproepen",
            "Stand op 18 december 2020.",
            "Vraag",
            "1aHoeveel *contactnames*?",
            "Antwoord",
            "1a",
            "Per kanaal. Zie de tabel. Het plan: [aan te vullen] .",
            "Tabel 1. Contactnames & gesprekken",
            "Een noot.",
            "[c] afgeschermd",
            "Bron: registraties",
            "",
            "Bijlagen",
            "Bijlage 1: tables.xlsx",
        ]
    );
    let rows = [
        ["Kanaal", "2018", "2019"],
        ["Telefoon | e-mail", "1.204", "[c]"],
        ["<Chat>", "−3,5\u{a0}%", ""],
        // A row that lacks a cell has as many as the others: Word refuses a table otherwise.
        ["Totaal", "1.310", ""],
    ];
    assert_eq!(tables, [rows.map(|row| row.map(str::to_owned).to_vec()).to_vec()]);
    assert!(part(&bytes, "docProps/core.xml").contains("<dc:creator>Kabinet &lt;1&gt;</dc:creator>"));
    assert!(part(&bytes, "word/styles.xml").contains("nl-BE"));
}

#[test]
fn what_is_to_be_filled_in_is_marked() {
    let xml = part(&docx(&letter()).unwrap(), "word/document.xml");
    let marked = "<w:highlight w:val=\"yellow\"/></w:rPr><w:t xml:space=\"preserve\">[aan te vullen]</w:t>";
    assert_eq!(xml.matches(marked).count(), 1);
    assert!(markdown(&letter()).contains("**\\[aan te vullen\\]**"));
    assert_eq!(slots("a [x] b [x]", "[x]"), [(false, "a "), (true, "[x]"), (false, " b "), (true, "[x]")]);
    assert_eq!(slots("a", ""), [(false, "a")]);
}

#[test]
fn the_same_letter_is_the_same_file() {
    assert_eq!(docx(&letter()).unwrap(), docx(&letter()).unwrap());
    let mut other = letter();
    other.asked[0].text.push('x');
    assert_ne!(docx(&letter()).unwrap(), docx(&other).unwrap());
}

#[test]
fn columns_of_a_table_fill_the_page_and_no_more() {
    for count in [1, 3, 9, 14] {
        let mut table = table();
        table.columns = vec![table.columns[0].clone(); count];
        let (names, each) = super::docx::widths(&table);
        assert_eq!(names + each * count, super::docx::ROOM, "{count}");
        assert!(names >= super::docx::NAMES && each > 0, "{count}: {names} {each}");
    }
}

#[test]
fn markdown_is_read_back_as_it_was_meant() {
    use pulldown_cmark::{Event, Options, Parser, TagEnd};
    let text = markdown(&letter());
    let (mut blocks, mut one) = (Vec::new(), String::new());
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        match event {
            Event::Text(part) => one += &part,
            Event::End(TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::TableCell | TagEnd::Item) => {
                blocks.push(std::mem::take(&mut one));
            }
            _ => {}
        }
    }
    let wanted = [
        "Lijn ‘Proef’ – oproepen",
        "Stand op 18 december 2020.",
        "Vraag",
        "1a Hoeveel *contactnames*?",
        "Antwoord",
        "1a",
        "Per kanaal. Zie de tabel. Het plan: [aan te vullen] .",
        "Tabel 1 Contactnames & gesprekken",
        "Kanaal",
        "2018",
        "2019",
        "Telefoon | e-mail",
        "1.204",
        "[c]",
        "<Chat>",
        "−3,5\u{a0}%",
        "",
        "Totaal",
        "1.310",
        "",
        "Een noot.",
        "[c] afgeschermd",
        "Bron: registraties",
        "Bijlagen",
        "Bijlage 1: tables.xlsx",
    ];
    assert_eq!(blocks, wanted);
}
