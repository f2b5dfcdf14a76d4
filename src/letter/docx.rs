//! A letter as a Word file (ECMA-376, Office Open XML): a zip of XML parts that are written here.

use std::io::{Cursor, Write};

use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{Letter, Piece, slots, under};
use crate::document::model::{RowModel, TableModel};
use crate::words::typographic;

const TYPES: &str = include_str!("parts/content_types.xml");
const PACKAGE: &str = include_str!("parts/package.rels");
const RELATIONS: &str = include_str!("parts/document.rels");
const STYLES: &str = include_str!("parts/styles.xml");
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Room between the margins of an A4 page, in twentieths of a point.
pub(super) const ROOM: usize = 9638;
/// The least that a column of numbers and one of names take.
const NUMBERS: usize = 700;
pub(super) const NAMES: usize = 1700;

/// The bytes of the file: the same for the same letter.
///
/// # Errors
/// When the zip cannot be written, which memory can.
pub fn docx(letter: &Letter) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let parts = [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", PACKAGE.to_owned()),
        ("docProps/core.xml", properties(letter)),
        ("word/_rels/document.xml.rels", RELATIONS.to_owned()),
        ("word/styles.xml", STYLES.replace("{lang}", &letter.lang.words().grammar().locale())),
        ("word/document.xml", document(letter)),
    ];
    for (name, text) in parts {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn properties(letter: &Letter) -> String {
    let moment = format!("{}T00:00:00Z", letter.date);
    format!(
        "{DECLARATION}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:language>{}</dc:language>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{moment}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{moment}</dcterms:modified></cp:coreProperties>",
        plain(&letter.title),
        plain(&letter.author),
        &letter.lang.words().grammar().locale(),
    )
}

fn document(letter: &Letter) -> String {
    let mut body = paragraph("Title", &run("", &letter.title));
    for text in &letter.opening {
        body += &paragraph("BodyText", &marked(text, letter));
    }
    body += &paragraph("Heading1", &run("", &letter.question));
    for asked in &letter.asked {
        let text = format!("{}{TAB}{}", run(BOLD, &asked.number), run("", &asked.text));
        body += &paragraph("Question", &text);
    }
    body += &paragraph("Heading1", &run("", &letter.answer));
    for asked in &letter.asked {
        body += &paragraph("Heading2", &run("", &asked.number));
        for piece in &asked.pieces {
            body += &match piece {
                Piece::Paragraph { about, text } => {
                    let about = run(BOLD, &format!("{about}. "));
                    paragraph("BodyText", &format!("{about}{}", marked(text, letter)))
                }
                Piece::Table(number, model) => table(letter, *number, model),
            };
        }
    }
    if !letter.annexes.is_empty() {
        body += &paragraph("Heading1", &run("", &letter.annexes_title));
        body.extend(letter.annexes.iter().map(|annex| paragraph("BodyText", &run("", annex))));
    }
    format!(
        "{DECLARATION}<w:document xmlns:w=\"{WORD}\"><w:body>{body}<w:sectPr><w:pgSz w:w=\"11906\" \
         w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" \
         w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

const BOLD: &str = "<w:rPr><w:b/></w:rPr>";
/// What somebody has yet to fill in.
const OPEN: &str = "<w:rPr><w:b/><w:highlight w:val=\"yellow\"/></w:rPr>";
const TAB: &str = "<w:r><w:tab/></w:r>";

fn paragraph(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

fn run(properties: &str, text: &str) -> String {
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", plain(text))
}

/// A text in which what is to be filled in stands out.
fn marked(text: &str, letter: &Letter) -> String {
    let parts = slots(text, &letter.slot).into_iter();
    parts.map(|(open, part)| run(if open { OPEN } else { "" }, part)).collect()
}

/// A text as it may stand in XML: escaped, and without characters that XML 1.0 does not have.
fn plain(text: &str) -> String {
    let kept = |c: char| match c {
        '\u{ad}' | '\u{fffe}' | '\u{ffff}' => None,
        c if c.is_control() => Some(' '),
        c => Some(c),
    };
    let text: String = typographic(text).chars().filter_map(kept).collect();
    escape(text.as_str()).into_owned()
}

/// Widths of the names and of each column of numbers: numbers have what they need as long as names keep
/// their least.
pub(super) fn widths(model: &TableModel) -> (usize, usize) {
    let count = model.columns.len().max(1);
    let longest = |texts: &mut dyn Iterator<Item = &str>| texts.map(|t| t.chars().count()).max().unwrap_or(0);
    let words = longest(&mut model.columns.iter().flat_map(|c| c.label.split([' ', '-'])));
    let cells = longest(&mut model.rows.iter().flat_map(|r| r.cells.iter().map(String::as_str)));
    let wanted = (120 * words.max(cells) + 220).max(NUMBERS);
    let each = wanted.min(ROOM.saturating_sub(NAMES) / count);
    (ROOM - each * count, each)
}

fn table(letter: &Letter, number: usize, model: &TableModel) -> String {
    let (names, each) = widths(model);
    let label = run(BOLD, &format!("{} {number}. ", letter.table_word));
    let mut out = paragraph("Caption", &format!("{label}{}", run("", &model.caption)));
    out += &format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Figures\"/><w:tblW w:w=\"{ROOM}\" w:type=\"dxa\"/><w:tblLayout \
         w:type=\"fixed\"/><w:tblLook w:firstRow=\"1\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"{names}\"/>{}</w:tblGrid>",
        format!("<w:gridCol w:w=\"{each}\"/>").repeat(model.columns.len())
    );
    let widths = std::iter::once(names).chain(std::iter::repeat(each));
    let heads = std::iter::once(&model.corner).chain(model.columns.iter().map(|c| &c.label));
    let heads: String = heads
        .zip(widths.clone())
        .enumerate()
        .map(|(at, (head, width))| cell(width, if at == 0 { "Names" } else { "Numbers" }, &run(BOLD, head)))
        .collect();
    out += &format!("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>");
    out.extend(model.rows.iter().map(|row| line(row, model.columns.len(), names, each)));
    out += "</w:tbl>";
    out.extend(under(model).iter().map(|note| paragraph("Note", &run("", note))));
    // A table is followed by a paragraph, and the next one is not to touch it.
    out += &paragraph("Note", "");
    out
}

fn line(row: &RowModel, columns: usize, names: usize, each: usize) -> String {
    let bold = if row.role == "total" { BOLD } else { "" };
    let label = run(bold, &if row.indent { format!("\u{2003}{}", row.label) } else { row.label.clone() });
    let texts = (0..columns).map(|c| row.cells.get(c).map_or("", String::as_str));
    let numbers: String = texts.map(|text| cell(each, "Numbers", &run(bold, text))).collect();
    format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{}{numbers}</w:tr>", cell(names, "Names", &label))
}

fn cell(width: usize, style: &str, runs: &str) -> String {
    format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{}</w:tc>", paragraph(style, runs))
}
