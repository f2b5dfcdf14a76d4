//! A letter as Markdown: headings, paragraphs and pipe tables, which wikis, mail and chat programs take.

use std::fmt::Write;

use super::{Letter, Piece, slots, under};
use crate::document::model::TableModel;
use crate::words::typographic;

/// The text of the file.
#[must_use]
pub fn markdown(letter: &Letter) -> String {
    let mut out = format!("# {}\n\n", plain(&letter.title));
    letter.opening.iter().for_each(|text| paragraph(&mut out, &marked(text, letter)));
    paragraph(&mut out, &format!("## {}", plain(&letter.question)));
    for asked in &letter.asked {
        paragraph(&mut out, &format!("**{}** {}", plain(&asked.number), plain(&asked.text)));
    }
    paragraph(&mut out, &format!("## {}", plain(&letter.answer)));
    for asked in &letter.asked {
        paragraph(&mut out, &format!("### {}", plain(&asked.number)));
        for piece in &asked.pieces {
            match piece {
                Piece::Paragraph { about, text } => {
                    paragraph(&mut out, &format!("**{}.** {}", plain(about), marked(text, letter)));
                }
                Piece::Table(number, model) => table(&mut out, letter, *number, model),
            }
        }
    }
    if !letter.annexes.is_empty() {
        paragraph(&mut out, &format!("## {}", plain(&letter.annexes_title)));
        for annex in &letter.annexes {
            let _ = writeln!(out, "- {}", plain(annex));
        }
    }
    out
}

fn paragraph(out: &mut String, text: &str) {
    out.push_str(text.trim_end());
    out.push_str("\n\n");
}

/// A text in which what is to be filled in stands out.
fn marked(text: &str, letter: &Letter) -> String {
    let part = |(open, part): (bool, &str)| if open { format!("**{}**", plain(part)) } else { plain(part) };
    slots(text, &letter.slot).into_iter().map(part).collect()
}

/// A text in which no letter has a meaning of its own.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in typographic(text).chars() {
        match c {
            '\\' | '*' | '_' | '`' | '<' | '>' | '|' | '[' | ']' | '#' | '~' => out.extend(['\\', c]),
            '\u{ad}' => {}
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn table(out: &mut String, letter: &Letter, number: usize, model: &TableModel) {
    paragraph(out, &format!("**{} {number}** {}", plain(&letter.table_word), plain(&model.caption)));
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let heads = std::iter::once(&model.corner).chain(model.columns.iter().map(|c| &c.label));
    out.push_str(&line(heads.map(|head| plain(head)).collect()));
    let aligned = std::iter::once("---").chain(model.columns.iter().map(|_| "--:"));
    out.push_str(&line(aligned.map(str::to_owned).collect()));
    for row in &model.rows {
        let strong =
            |text: String| if row.role == "total" && !text.is_empty() { format!("**{text}**") } else { text };
        let label = if row.indent { format!("\u{2003}{}", plain(&row.label)) } else { plain(&row.label) };
        let cells = (0..model.columns.len()).map(|c| row.cells.get(c).map(|t| plain(t)).unwrap_or_default());
        out.push_str(&line(std::iter::once(label).chain(cells).map(strong).collect()));
    }
    out.push('\n');
    under(model).iter().for_each(|note| paragraph(out, &plain(note)));
}
