//! Which table answers what, and what is not delivered.

use std::collections::BTreeSet;

use chrono::Datelike;

use super::Source;
use crate::base::{Finding, Findings, Lang, Period, code};
use crate::config::{AskedPart, FigureId, Question, Reason, Text};
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
    /// Years asked for that were not over on the day up to which figures may be used, as far as the table has
    /// nothing of them.
    pub later: Vec<i32>,
    /// The months of the last year that the table has, where that year was not over.
    pub months: Option<Period>,
    /// Whether there is a table, all of whose numbers are later than the day.
    pub too_late: bool,
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
            let delivered = deliver(question, part, sources, &mut found.items);
            if let Some(finding) = objection(question, &asked.number, part, &delivered) {
                findings.push(finding.of(&question.id));
            }
            parts.push(delivered);
        }
        found.delivered.push(parts);
    }
    (found, findings)
}

fn deliver(
    question: &Question,
    part: &AskedPart,
    sources: &[Source<'_>],
    items: &mut Vec<Item>,
) -> Delivered {
    let none = Delivered {
        listed: part.platform.is_some(),
        reason: part.reason,
        told: part.answer.clone(),
        ..Delivered::default()
    };
    let (Some(line), Some(figure)) = (&part.line, &part.figure) else { return none };
    let Some(source) = sources.iter().find(|s| s.line == *line) else { return none };
    let all = || source.tables.iter().filter(|t| t.figure().is(figure));
    let asked = |table: &SafeTable| match part.period {
        Some(period) => table.within(period),
        None => Some(table.clone()),
    };
    let gaps = |table: &SafeTable| part.period.map(|p| lacking(p, &years(table))).unwrap_or_default();
    let known = all().filter_map(|whole| asked(whole)?.known_on(question.as_of, part.fixed));
    // The newest report, unless an older one has more of what was asked.
    let Some(table) = known.min_by_key(|table| (gaps(table).len(), -table.year())) else {
        let too_late = all().any(|whole| asked(whole).is_some());
        let later = part.period.filter(|_| too_late).map(|p| lacking(p, &[])).unwrap_or_default();
        return Delivered { too_late, later, ..none };
    };
    let table = so_far(&table, source, (question, part)).unwrap_or(table);
    let years = years(&table);
    let over = |year: &i32| Period::Year(*year).last_day().is_some_and(|day| day <= question.as_of);
    let (lacking, later) = gaps(&table).into_iter().partition(over);
    let months = years.last().filter(|year| !over(year)).and_then(|year| months(&table, *year));
    let withheld = withheld(&table);
    let item = position(items, line, table);
    Delivered {
        item: Some(item),
        years: years.first().copied().zip(years.last().copied()),
        lacking,
        later,
        months,
        withheld,
        ..none
    }
}

/// The contacts of each year with those of the months of the last one that were over, where the line prints them by
/// month: who asks during a year asks for that year too.
fn so_far(
    table: &SafeTable,
    source: &Source<'_>,
    (question, part): (&Question, &AskedPart),
) -> Option<SafeTable> {
    let year = question.as_of.year();
    let asked = part.period.map(Period::months).is_some_and(|(from, to)| (from.0..=to.0).contains(&year));
    let own = *table.figure().own() == FigureId::ContactsPerYear && !years(table).contains(&year);
    let by_month = || source.tables.iter().filter(|t| *t.figure().own() == FigureId::ContactsByMonth);
    let known = by_month().filter(|_| asked && own).filter_map(|t| t.known_on(question.as_of, false));
    known.into_iter().find_map(|months| table.with_months_of(&months, year))
}

/// Where a table stands among those of the answer; it is added where it does not.
fn position(items: &mut Vec<Item>, line: &str, table: SafeTable) -> usize {
    let same = |i: &Item| i.line == line && i.table == table;
    items.iter().position(same).unwrap_or_else(|| {
        // The same figure of other years is another table.
        let again = items.iter().filter(|i| i.line == line && i.table.figure() == table.figure()).count();
        let figure = Box::new(table.figure().clone());
        let id = FigureId::Answer { line: line.to_owned(), figure, nth: again + 1 };
        items.push(Item { line: line.to_owned(), table, id });
        items.len() - 1
    })
}

/// From the first to the last month of a year of which a table has anything; nothing where it has no months.
fn months(table: &SafeTable, year: i32) -> Option<Period> {
    let cells = (0..table.rows().len()).flat_map(|r| (0..table.cols().len()).map(move |c| (r, c)));
    let known = cells.filter(|(r, c)| !matches!(table.cell(*r, *c).value(), Safe::Missing(_)));
    let months: BTreeSet<u8> = known
        .flat_map(|(r, c)| match table.key_of(r, c).period {
            Some(Period::Month(y, month)) if y == year => vec![month],
            Some(Period::Months((y, from), (z, to))) if y == year && z == year => vec![from, to],
            _ => Vec::new(),
        })
        .collect();
    let (first, last) = (*months.first()?, *months.last()?);
    Some(Period::Months((year, first), (year, last)))
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
    let asked = question.number.get(Lang::en());
    let name = |text: String| format!("question {asked} ({number}): {text}");
    let in_words = !part.answer.0.is_empty() || part.platform.is_some();
    if part.reason.is_some() || (part.figure.is_none() && in_words) {
        return None;
    }
    let (line, figure) =
        (part.line.as_deref().unwrap_or_default(), part.figure.as_deref().unwrap_or_default());
    // What was not over yet the answer itself says; but one that asks for nothing else asks for the wrong period.
    let begun = part.period.and_then(Period::first_day).is_none_or(|day| day <= question.as_of);
    if found.item.is_none() && found.too_late && begun {
        return None;
    }
    let finding = if found.item.is_none() {
        let text = name(if found.too_late {
            let day = question.as_of;
            format!(
                "what is asked is not delivered: figure `{figure}` of `{line}` is of a period after {day}"
            )
        } else {
            format!("what is asked is not delivered: `{line}` has no figure `{figure}` of that period")
        });
        Finding::warning(code::L019, text).hint("name another figure of figures.csv, or give the `reason`")
    } else if found.lacking.is_empty() {
        return None;
    } else {
        let years: Vec<String> = found.lacking.iter().map(i32::to_string).collect();
        let text =
            name(format!("fewer years than asked: figure `{figure}` of `{line}` lacks {}", years.join(", ")));
        Finding::warning(code::L019, text)
            .hint("the index of the answer says so; give a `reason` when there is one")
    };
    Some(finding.at(part.place.place()))
}
