//! The answer as a letter: per sub-question the text as put, one to three sentences on each part, its tables, and
//! a place for what registrations do not tell.

use std::collections::BTreeMap;

use super::Subjects;
use super::assemble::Page;
use super::find::{Answer, Delivered, Item};
use crate::base::Period;
use crate::config::{AskedPart, Workspace};
use crate::disclosure::SafeTable;
use crate::document::model::TableModel;
use crate::letter::{Asked, Letter, Piece};
use crate::measures::{Label, Role};
use crate::narrative::{finding, whole};
use crate::report::{Facts, signed_rows};
use crate::words::{Labels, capital};

/// Tables of more rows or columns than these are an annex.
const ROWS: usize = 26;
const COLUMNS: usize = 9;

/// The letter of an answer.
#[must_use]
pub fn letter(
    workspace: &Workspace,
    subjects: Subjects<'_>,
    labels: Labels<'_>,
    facts: &Facts,
    answer: &Answer,
) -> Letter {
    let words = labels.words;
    let question = &workspace.questions[answer.question];
    let drawn = BTreeMap::new();
    let page = Page { workspace, subjects, labels, words, question, answer, drawn: &drawn };
    let mut writer = Writer { page: &page, annexes: Vec::new(), printed: Vec::new() };
    let asked = (0..question.asked.len()).map(|at| writer.asked(at)).collect();
    let long = writer.annexes;
    let number = question.number.get(words.lang());
    let fixed = ["answer.letter.annex.tables", "answer.letter.annex.cells", "answer.letter.annex.pages"];
    let name = format!("report.{}.pdf", words.lang().code());
    let fixed = fixed.map(|key| words.fill(key, &[("name", &name)]));
    let annexes = fixed.into_iter().chain(long).zip(1_u64..);
    let annexes = annexes
        .map(|(what, n)| words.fill("answer.letter.annex", &[("n", &words.count(n)), ("what", &what)]));
    let mut opening = vec![page.put(), page.dated("answer.as_of.text", "")];
    opening.extend(page.wording_text());
    if facts.draft {
        opening.push(words.get("report.draft").to_owned());
    }
    if labels.subject.synthetic {
        opening.push(words.get("report.synthetic").to_owned());
    }
    Letter {
        lang: words.lang(),
        date: facts.date,
        author: facts.publisher.clone(),
        title: question.title.get(words.lang()).to_owned(),
        opening,
        question: words.get("answer.letter.question").to_owned(),
        answer: words.fill("answer.letter.answer", &[("number", number)]),
        asked,
        annexes_title: words.get("answer.letter.annexes").to_owned(),
        annexes: annexes.collect(),
        slot: words.get("answer.slot").to_owned(),
        table_word: words.get("word.table").to_owned(),
    }
}

struct Writer<'p> {
    page: &'p Page<'p>,
    /// Tables that are too long to stand in the text.
    annexes: Vec<String>,
    /// Positions of the tables that stand in the text, or among the annexes, so far.
    printed: Vec<usize>,
}

impl Writer<'_> {
    fn asked(&mut self, at: usize) -> Asked {
        let page = self.page;
        let asked = &page.question.asked[at];
        let mut pieces = Vec::new();
        for (part, found) in asked.parts.iter().zip(&page.answer.delivered[at]) {
            let new = found.item.filter(|item| !self.printed.contains(item));
            let table = new.map(|item| (item, page.table(&page.answer.items[item])));
            let text = self.text(part, found, table.as_ref().map(|(_, table)| table));
            pieces.push(Piece::Paragraph { about: page.what(part), text });
            if let Some((item, table)) = table {
                self.printed.push(item);
                if fits(&table) {
                    pieces.push(Piece::Table(item + 1, Box::new(table)));
                }
            }
        }
        Asked { number: asked.number.clone(), text: asked.text.get(page.words.lang()).to_owned(), pieces }
    }

    /// One to three sentences on a part: what its table finds, what it gives by year, and what it lacks; or what
    /// there is instead of a table.
    fn text(&mut self, part: &AskedPart, found: &Delivered, new: Option<&TableModel>) -> String {
        let page = self.page;
        let Some(item) = found.item else { return page.answered(part, found, "") };
        let table = &page.answer.items[item];
        let labels = Labels { words: page.words, subject: page.subjects.of(&table.line) };
        let mut texts = Vec::new();
        if let Some(new) = new {
            texts.extend(finding(&table.table, labels).map(|text| sentence(&capital(&text))));
            texts.extend(by_year(&table.table, labels));
            if !fits(new) {
                let number = (item + 1).to_string();
                let places = [("n", number.as_str()), ("caption", new.caption.as_str())];
                self.annexes.push(page.words.fill("answer.letter.annex.table", &places));
                texts.push(page.words.fill("answer.letter.in_annex", &places));
            }
        } else {
            texts.push(page.words.fill("answer.letter.see", &[("n", &(item + 1).to_string())]));
        }
        texts.extend(page.gaps(found));
        let own = found.told.get(page.words.lang());
        texts.extend((!own.is_empty()).then(|| own.to_owned()));
        texts.join(" ")
    }
}

fn fits(table: &TableModel) -> bool {
    table.rows.len() <= ROWS && table.columns.len() <= COLUMNS
}

/// A text with its full stop.
fn sentence(text: &str) -> String {
    let stop = if text.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{text}{stop}")
}

/// The numbers of the whole, year by year, where there are several; those that are withheld are left out.
fn by_year(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let totals: Vec<usize> =
        (0..table.rows().len()).filter(|r| table.rows()[*r].role == Role::Total).collect();
    let row = match totals[..] {
        [total] => total,
        [] if table.rows().len() == 1 => 0,
        _ => return None,
    };
    let cells = signed_rows(table, labels).into_iter().nth(row)?.cells;
    let year = |c: &usize| match table.cols()[*c].key.period {
        Some(Period::Year(year)) if table.cols()[*c].role != Role::Derived => Some(year),
        _ => None,
    };
    let known = (0..table.cols().len()).filter(|c| table.cell(row, *c).value().number().is_some());
    let counted = |c: &usize| table.key_of(row, *c).unit.as_deref() != Some("percent");
    let told: Vec<String> = known
        .filter(counted)
        .filter_map(|c| Some((c, year(&c)?)))
        .map(|(c, year)| {
            let (value, year) = (cells.get(c).map_or("", String::as_str), year.to_string());
            labels.words.fill("answer.letter.of_year", &[("value", value), ("year", &year)])
        })
        .collect();
    // A total is of what the table counts; a row of its own says what it is.
    let label = &table.rows()[row].label;
    let counted = match *label == Label::Word("row.total".to_owned()) {
        true => whole(table, labels),
        false => labels.inside(label),
    };
    let places = [("counted", counted.as_str()), ("list", &labels.words.listed(&told))];
    (told.len() > 1).then(|| labels.words.fill("answer.letter.by_year", &places))
}

impl Page<'_> {
    /// Which question it is, and who put it to whom.
    fn put(&self) -> String {
        let status = self.status();
        match self.parties() {
            parties if parties.is_empty() => status,
            parties => format!("{status} – {parties}"),
        }
    }

    /// The table of an item as it is printed.
    fn table(&self, item: &Item) -> TableModel {
        let labels = Labels { words: self.words, subject: self.subjects.of(&item.line) };
        TableModel { source: self.source(item), ..self.typeset(item, labels) }
    }
}
