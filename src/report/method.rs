//! The words of the method chapter.

use super::Facts;
use crate::config::{Chapter, FigureId, Helpline, Stage, Zeros};
use crate::disclosure::SafeTable;
use crate::document::model::Block;
use crate::measures::NoteRef;
use crate::words::{Labels, Words, capital};

/// Notes that say how something is computed stand here once, not under each table: the note, and its term.
const FORMULAS: [(&str, &str); 3] = [
    ("event-interval", "method.interval"),
    ("event-control-interval", "method.interval_control"),
    (SILENT, "method.reliability"),
];

/// Where `[u]` is not given, as a note of the tables.
const SILENT: &str = "reliability-withheld";

/// The notes that a reader of a table needs beside it.
pub fn beside_table(table: &SafeTable) -> impl Iterator<Item = &NoteRef> {
    table.notes().iter().filter(|note| note.id != SILENT)
}

/// Definitions and rules, as far as they apply to the line and its tables.
pub fn blocks((line, labels): (&Helpline, Labels<'_>), facts: &Facts, tables: &[SafeTable]) -> Vec<Block> {
    let words = labels.words;
    let withheld = tables.iter().map(SafeTable::withheld).sum();
    let heading = |key: &str| Block::Heading { text: words.get(key).to_owned() };
    let text = |key: &str| Block::Text { text: words.get(key).to_owned() };
    let mut blocks = Vec::new();
    if line.synthetic {
        blocks.extend([heading("method.synthetic.title"), text("method.synthetic")]);
    }
    blocks.push(heading("method.stages.title"));
    blocks.push(Block::Terms {
        items: line
            .stages
            .iter()
            .map(|s| (capital(&labels.stage_unit(*s, 1)), stage_text(labels, *s)))
            .collect(),
    });
    blocks.push(text("method.contacts"));
    if matches!(line.scope.as_str(), "violence" | "group") {
        blocks.push(text("method.more_reports"));
    }
    if line.registers(Stage::Incoming) {
        blocks.push(heading("method.rates.title"));
        let names = ["offered", "answer", "reach", "busy", "abandon", "hours"];
        let mut items: Vec<(String, String)> = names
            .iter()
            .map(|n| {
                let (term, text) = (format!("method.rates.{n}"), format!("method.rates.{n}.text"));
                (words.get(&term).to_owned(), words.get(&text).to_owned())
            })
            .collect();
        items.extend(common_formulas(labels, tables));
        blocks.push(Block::Terms { items });
    } else {
        blocks.push(heading("method.rates.title"));
        blocks.push(Block::Terms { items: common_formulas(labels, tables) });
    }
    blocks.extend([
        heading("method.unknown.title"),
        text("method.unknown"),
        heading("method.rounding.title"),
        text("method.rounding"),
        heading("method.protection.title"),
        Block::Text { text: protection(labels, withheld) },
        heading("method.revision.title"),
        text("method.revision"),
    ]);
    if !facts.absent.is_empty() {
        let list: Vec<&str> = facts.absent.iter().map(|k| words.get(k)).collect();
        blocks.push(heading("method.absent.title"));
        blocks.push(Block::Text { text: words.fill("method.absent", &[("list", &list.join(", "))]) });
    }
    blocks
}

/// What a stage is, and what a line counts there when the unit is its own.
fn stage_text(labels: Labels<'_>, stage: Stage) -> String {
    // A conversation is more than an answer.
    let key = match (stage, labels.subject.unit(stage)) {
        (Stage::Answered, "conversation") => "method.stages.conversation".to_owned(),
        _ => format!("method.stages.{}", stage.id()),
    };
    let usual = labels.words.get(&key).to_owned();
    let own = labels
        .subject
        .own_units
        .get(labels.subject.unit(stage))
        .map(|u| u.definition.get(labels.words.lang()));
    match own.filter(|text| !text.is_empty()) {
        Some(own) => format!("{usual} {own}"),
        None => usual,
    }
}

/// What is withheld, what that says about zero, and how many numbers it are.
fn protection(labels: Labels<'_>, withheld: usize) -> String {
    let words = labels.words;
    let last = words.count(labels.subject.threshold.saturating_sub(1));
    let withheld = words.count(withheld as u64);
    let zeros = match labels.subject.protection.zeros {
        Zeros::Printed => "method.protection.zeros",
        Zeros::MayBeHidden => "method.protection.zeros_hidden",
    };
    let number = words.fill("method.protection.number", &[("withheld", &withheld)]);
    if let Some(base) = labels.subject.protection.base() {
        return [words.fill("method.protection.rounded", &[("base", &words.count(base))]), number].join(" ");
    }
    [words.fill("method.protection", &[("last", &last)]), words.get(zeros).to_owned(), number].join(" ")
}

/// What is asked of a chapter and cannot be measured, each with its reason.
pub fn not_measurable(line: &Helpline, words: &Words, chapter: Chapter) -> Vec<Block> {
    let lang = words.lang();
    let items: Vec<(String, String)> = line
        .not_measurable
        .iter()
        .filter(|n| n.chapter == chapter)
        .map(|n| (n.label.get(lang).to_owned(), n.reason.get(lang).to_owned()))
        .collect();
    if items.is_empty() {
        return Vec::new();
    }
    vec![Block::Heading { text: words.get("method.not_measurable").to_owned() }, Block::Terms { items }]
}

fn common_formulas(labels: Labels<'_>, tables: &[SafeTable]) -> Vec<(String, String)> {
    let noted = |id: &str| tables.iter().any(|table| table.notes().iter().any(|note| note.id == id));
    let victims = tables.iter().any(|table| *table.figure() == FigureId::Victims);
    let always = ["method.share", "method.change", "method.quantile"].map(|key| (key, true));
    let mut terms: Vec<(&str, bool)> = always.to_vec();
    terms.push(("method.victims", victims));
    terms.extend(FORMULAS.map(|(note, key)| (key, noted(note))));
    terms
        .iter()
        .filter(|(_, applies)| *applies)
        .map(|(key, _)| {
            (labels.words.get(key).to_owned(), labels.words.get(&format!("{key}.text")).to_owned())
        })
        .collect()
}
