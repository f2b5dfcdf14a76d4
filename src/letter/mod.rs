//! Letters: an answer as text that can be pasted, as a Word file and as Markdown.
//!
//! Takes a [`Letter`] in words, made from safe tables; gives bytes, the same for the same letter. The Word file is
//! the smallest that Word, LibreOffice and Pages read alike: paragraphs of named styles and plain tables.

mod docx;
mod markdown;

#[cfg(test)]
mod tests;

pub use docx::docx;
pub use markdown::markdown;

use crate::base::Lang;
use crate::document::model::TableModel;

/// A letter.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Its language.
    pub lang: Lang,
    /// Day of the edition.
    pub date: chrono::NaiveDate,
    /// Who makes it, for the properties of the file.
    pub author: String,
    /// Subject of the question.
    pub title: String,
    /// What the question is, and what holds for the whole answer.
    pub opening: Vec<String>,
    /// "Vraag", above the questions as put.
    pub question: String,
    /// "Antwoord op vraag nr. 232 van 18 december 2020", above the answers.
    pub answer: String,
    /// The sub-questions, in their order.
    pub asked: Vec<Asked>,
    /// "Bijlagen".
    pub annexes_title: String,
    /// Each annex with what it is.
    pub annexes: Vec<String>,
    /// A text between square brackets that somebody has yet to fill in; it is marked.
    pub slot: String,
    /// "Tabel".
    pub table_word: String,
}

/// A sub-question with its answer.
#[derive(Debug, Clone)]
pub struct Asked {
    /// `1a`.
    pub number: String,
    /// The question as put.
    pub text: String,
    /// The answer.
    pub pieces: Vec<Piece>,
}

/// A piece of an answer.
#[derive(Debug, Clone)]
pub enum Piece {
    /// What was asked for, and one to three sentences on it.
    Paragraph {
        /// What was asked for.
        about: String,
        /// The sentences.
        text: String,
    },
    /// A table with its number.
    Table(usize, Box<TableModel>),
}

/// The parts of a text that are to be filled in (`true`), and those between them.
fn slots<'t>(text: &'t str, slot: &str) -> Vec<(bool, &'t str)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(slot).filter(|_| !slot.is_empty()) {
        parts.push((false, &rest[..at]));
        parts.push((true, &rest[at..at + slot.len()]));
        rest = &rest[at + slot.len()..];
    }
    parts.push((false, rest));
    parts.retain(|(_, part)| !part.is_empty());
    parts
}

/// What stands under a table: its notes, and the signs that it uses.
fn under(table: &TableModel) -> Vec<String> {
    let signs = table.legend.iter().map(|(sign, meaning)| format!("{sign} {meaning}"));
    table
        .notes
        .iter()
        .cloned()
        .chain(signs)
        .chain((!table.source.is_empty()).then(|| table.source.clone()))
        .collect()
}
