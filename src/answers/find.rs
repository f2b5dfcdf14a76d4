//! Which table answers what, and what is not delivered.

use chrono::Datelike;

use super::Source;
use crate::base::{Finding, Findings, Period, code};
use crate::config::{AskedPart, FigureId, Lang, Question, Reason, Text};
use crate::disclosure::{Safe, SafeTable};
use crate::landscape::ID;

use crate::measures::{Missing, Role};

/// A table of an answer.
#[derive(Debug, Clone)]
pub struct Item {
    /// Id of the line whose it is, or of the landscape.
    pub line: String,
    /// The table as in the line's report, without other periods than those asked for.
    pub table: SafeTable,
    /// Its name in the answer.
    pub id: FigureId,
}

/// What became of one thing that was asked for.
#[derive(Debug, Clone, Default)]
pub struct Delivered {
    /// Position of its table among [`Answer::items`].
    pub item: Option<usize>,
    /// First and last year of the table.
    pub years: Option<(i32, i32)>,
    /// Years asked for that the table does not have.
    pub lacking: Vec<i32>,
    /// Whether the table stands there but holds no number, because too much is unknown.
    pub withheld: bool,
    /// Whether a list of members answers it.
    pub listed: bool,
    /// Why it is not delivered.
    pub reason: Option<Reason>,
    /// The answer in words, references filled in.
    pub told: Text,
}

/// An answer: its tables, and what became of each part of each sub-question.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Position of the question in the workspace.
    pub question: usize,
    /// Tables in the order asked, each once.
    pub items: Vec<Item>,
    /// Per sub-question, per part.
    pub delivered: Vec<Vec<Delivered>>,
}

impl Answer {
    /// The tables for the data files: the cells of a line carry its code.
    #[must_use]
    pub fn tables(&self) -> Vec<SafeTable> {
        let own = |item: &Item| {
            if item.line == ID {
                item.table.clone()
            } else {
                item.table.renamed(item.id.clone(), "line", &item.line)
            }
        };
        self.items.iter().map(own).collect()
    }
}

/// Finds what answers a question. What was asked and is not delivered, without a reason being given, is
/// a finding, and so is a table that lacks years asked for.
#[must_use]
pub fn answer(at: usize, question: &Question, sources: &[Source<'_>]) -> (Answer, Findings) {
    let mut found = Answer { question: at, items: Vec::new(), delivered: Vec::new() };
    let mut findings = Findings::default();
    for asked in &question.asked {
        let mut parts = Vec::new();
        for part in &asked.parts {
            let delivered = deliver(part, sources, &mut found.items);
            if let Some(finding) = objection(question, &asked.number, part, &delivered) {
                findings.push(finding.of(&question.id));
            }
            parts.push(delivered);
        }
        found.delivered.push(parts);
    }
    (found, findings)
}

fn deliver(part: &AskedPart, sources: &[Source<'_>], items: &mut Vec<Item>) -> Delivered {
    let none = Delivered {
        listed: part.platform.is_some(),
        reason: part.reason,
        told: part.answer.clone(),
        ..Delivered::default()
    };
    let (Some(line), Some(figure)) = (&part.line, &part.figure) else { return none };
    let Some(source) = sources.iter().find(|s| s.line == *line) else { return none };
    let Some(whole) = source.tables.iter().find(|t| t.figure().is(figure)) else { return none };
    let Some(table) = part.period.map_or_else(|| Some((*whole).clone()), |p| whole.within(p)) else {
        return none;
    };
    let years = years(&table);
    let lacking = part.period.map(|p| lacking(p, &years)).unwrap_or_default();
    let withheld = withheld(&table);
    let same = |i: &Item| i.line == *line && i.table == table;
    let item = items.iter().position(same).unwrap_or_else(|| {
        // The same figure of other years is another table.
        let again = items.iter().filter(|i| i.line == *line && i.table.figure() == table.figure()).count();
        let figure = Box::new(table.figure().clone());
        let id = FigureId::Answer { line: line.clone(), figure, nth: again + 1 };
        items.push(Item { line: line.clone(), table, id });
        items.len() - 1
    });
    Delivered {
        item: Some(item),
        years: years.first().copied().zip(years.last().copied()),
        lacking,
        withheld,
        ..none
    }
}

/// Years of which a table has a number, a hidden number, or a reason for none that is not that of an
/// absent year.
fn years(table: &SafeTable) -> Vec<i32> {
    let mut years = Vec::new();
    for row in 0..table.rows().len() {
        for col in 0..table.cols().len() {
            if table.cols()[col].role == Role::Derived
                || table.cell(row, col).value() == Safe::Missing(Missing::NotAvailable)
            {
                continue;
            }
            if let Some(period) = table.key_of(row, col).period {
                let (from, to) = period.months();
                years.extend(from.0..=to.0);
            }
        }
    }
    years.sort_unstable();
    years.dedup();
    years
}

fn lacking(asked: Period, years: &[i32]) -> Vec<i32> {
    let ((from, _), (to, _)) = asked.months();
    (from..=to).filter(|y| !years.contains(y)).collect()
}

/// Whether a breakdown is there and none of its parts has a number.
fn withheld(table: &SafeTable) -> bool {
    let cells = (0..table.rows().len()).flat_map(|r| (0..table.cols().len()).map(move |c| (r, c)));
    let mut parts = cells
        .filter(|(r, _)| !matches!(table.rows()[*r].role, Role::Total | Role::Unknown | Role::Derived))
        .map(|(r, c)| table.cell(r, c).value())
        .peekable();
    parts.peek().is_some() && parts.all(|v| matches!(v, Safe::Missing(Missing::TooMuchUnknown)))
}

/// L19: asked and not delivered, or not for all years.
fn objection(question: &Question, number: &str, part: &AskedPart, found: &Delivered) -> Option<Finding> {
    let asked = question.number.get(Lang::En);
    let name = |text: String| format!("question {asked} ({number}): {text}");
    let in_words = !part.answer.0.is_empty() || part.platform.is_some();
    if part.reason.is_some() || (part.figure.is_none() && in_words) {
        return None;
    }
    let (line, figure) =
        (part.line.as_deref().unwrap_or_default(), part.figure.as_deref().unwrap_or_default());
    let finding = if found.item.is_none() {
        let text =
            name(format!("what is asked is not delivered: `{line}` has no figure `{figure}` of that period"));
        Finding::warning(code::L019, text).hint("name another figure of figures.csv, or give the `reason`")
    } else if let Some((_, last)) =
        found.years.filter(|(_, last)| part.period.is_none() && *last > question.date.year())
    {
        let text =
            name(format!("figure `{figure}` of `{line}` goes on to {last}, after the day of the question"));
        Finding::warning(code::L019, text).hint("name the `period` that is asked for")
    } else if found.lacking.is_empty() {
        return None;
    } else {
        let years: Vec<String> = found.lacking.iter().map(i32::to_string).collect();
        let text =
            name(format!("fewer years than asked: figure `{figure}` of `{line}` lacks {}", years.join(", ")));
        Finding::warning(code::L019, text)
            .hint("the index of the answer says so; give a `reason` when there is one")
    };
    Some(finding.at(part.place.clone()))
}
