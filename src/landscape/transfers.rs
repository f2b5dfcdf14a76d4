//! Contacts that one line passed on to another, live: counted once, at the line that passed them on. What
//! the receiving line says of them is set beside it and never added.

use std::collections::BTreeSet;

use chrono::Datelike;

use super::Ground;
use super::entry::sum;
use super::source::LineTables;
use super::volume::{code, dims};
use crate::base::Period;
use crate::config::{Chapter, CodeKind, FigureId, LandscapeFigure, Stage, dim};
use crate::disclosure::{Beside, Frame, Safe, SafeCell, SafeTable};

use crate::measures::{Form, Header, Key, Label, Missing, NoteRef, Role};

/// The receiving line, at the line that passes on.
pub const TO: &str = "transfer_line";
/// The line that passed on, at the receiving line.
const FROM: &str = "transfer_from";
/// How a receiver without `transfer_from` registers that a contact came from elsewhere.
const ORIGIN: (&str, &str) = ("origin", "overflow_in");

/// What one line passed on.
struct Sender<'g, 'a> {
    tables: &'g LineTables<'a>,
    /// Receivers, with the codes that mean them.
    to: Vec<(String, Vec<String>)>,
}

/// A line that a code of a sender means; else the code itself, as one of another line.
#[must_use]
pub fn receiver(workspace: &crate::config::Workspace, code: &str) -> String {
    workspace.line_called(code).unwrap_or(code).to_owned()
}

fn senders<'g, 'a>(ground: &'g Ground<'a>) -> Vec<Sender<'g, 'a>> {
    let sender = |tables: &'g LineTables<'a>| {
        let list = &tables.line.dimension(TO)?.codes;
        tables.table(&FigureId::ContactsBy("transfer_line".to_owned()))?;
        let mut to: Vec<(String, Vec<String>)> = Vec::new();
        for code in list.codes.iter().filter(|c| c.kind != CodeKind::Blank) {
            let id = receiver(ground.workspace, &code.id);
            match to.iter_mut().find(|(r, _)| *r == id) {
                Some((_, codes)) => codes.push(code.id.clone()),
                None => to.push((id, vec![code.id.clone()])),
            }
        }
        Some(Sender { tables, to })
    };
    ground.lines.iter().filter_map(sender).collect()
}

impl Sender<'_, '_> {
    fn id(&self) -> &str {
        &self.tables.line.id
    }

    /// Whether it registered receiving lines in a year: what was not registered is no zero.
    fn registers(&self, year: i32) -> bool {
        let codes = self.tables.line.dimension(TO).map(|d| d.codes.codes.as_slice()).unwrap_or_default();
        codes
            .iter()
            .filter(|c| c.kind == CodeKind::Plain)
            .any(|c| c.since.is_none_or(|d| d.year() <= year) && c.until.is_none_or(|d| d.year() >= year))
    }

    /// All that it passed on in a year.
    fn all(&self, year: i32) -> Option<SafeCell> {
        self.tables.coded(TO, None, year).filter(|_| self.registers(year)).cloned()
    }

    /// What went to one line in a year; nothing where no report prints it.
    fn sent(&self, receiver: &str, year: i32) -> Option<SafeCell> {
        let (_, codes) = self.to.iter().find(|(r, _)| r == receiver).filter(|_| self.registers(year))?;
        let cells: Vec<SafeCell> =
            codes.iter().filter_map(|c| self.tables.coded(TO, Some(c), year)).cloned().collect();
        match cells.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            _ => Some(sum(cells.into_iter().map(Beside::Cell).collect(), Vec::new())),
        }
    }
}

/// Number in a cell, for deciding what is shown.
fn shows(cell: &SafeCell) -> bool {
    matches!(cell.value(), Safe::Number(_) | Safe::Hidden)
}

/// Whether there is more than nothing in a cell.
fn counts(cell: &SafeCell) -> bool {
    shows(cell) && cell.value().number().is_none_or(|n| n.scaled != 0)
}

fn beside(cell: Option<SafeCell>) -> Beside {
    cell.map_or(Beside::Missing(Missing::NotAvailable), Beside::Cell)
}

/// The tables: over the years, as a matrix of the latest year, and against what receivers registered.
pub fn tables(ground: &Ground<'_>) -> Vec<SafeTable> {
    let senders = senders(ground);
    let years: Vec<i32> = ground
        .years()
        .into_iter()
        .filter(|y| senders.iter().any(|s| s.all(*y).is_some_and(|c| shows(&c))))
        .collect();
    let Some(latest) = years.last().copied() else { return Vec::new() };
    let mut tables = vec![by_year(ground, &senders, &years)];
    tables.extend(matrix(ground, &senders, latest));
    tables.extend(received(ground, &senders, &years));
    tables
}

fn frame(ground: &Ground<'_>, figure: LandscapeFigure, period: Option<i32>) -> Frame {
    Frame {
        figure: FigureId::Landscape(figure),
        chapter: Chapter::Referrals,
        key: Key {
            measure: Some("transfers".to_owned()),
            unit: Some("contact".to_owned()),
            period: period.map(Period::Year),
            ..Key::default()
        },
        row_dim: Some(dim::LINE.to_owned()),
        col_dim: None,
        form: Form::None,
        year: ground.year,
        rows: Vec::new(),
        cols: Vec::new(),
        notes: vec![NoteRef::plain("transfers-at-sender")],
    }
}

fn year_header(year: i32) -> Header {
    let period = Period::Year(year);
    Header {
        key: Key { period: Some(period), ..Key::default() },
        label: Label::Period(period),
        role: Role::Body,
    }
}

fn total() -> Header {
    Header { key: Key::default(), label: Label::Word("row.total".to_owned()), role: Role::Total }
}

/// Each line that passes on, with the lines that receive below it.
fn by_year(ground: &Ground<'_>, senders: &[Sender<'_, '_>], years: &[i32]) -> SafeTable {
    let mut frame = frame(ground, LandscapeFigure::TransfersPerYear, None);
    let (mut cells, mut wholes) = (Vec::new(), Vec::new());
    for sender in senders {
        wholes.push(frame.rows.len());
        frame.rows.push(Header {
            key: dims(&[(dim::LINE, sender.id())]),
            label: code(dim::LINE, sender.id()),
            role: Role::Group,
        });
        cells.extend(years.iter().map(|y| beside(sender.all(*y))));
        for (to, _) in &sender.to {
            let numbers: Vec<Option<SafeCell>> = years.iter().map(|y| sender.sent(to, *y)).collect();
            if numbers.iter().flatten().any(counts) {
                frame.rows.push(Header {
                    key: dims(&[(dim::LINE, sender.id()), (dim::OTHER_LINE, to)]),
                    label: code(dim::OTHER_LINE, to),
                    role: Role::Member,
                });
                cells.extend(numbers.into_iter().map(beside));
            }
        }
    }
    if wholes.len() > 1 {
        frame.rows.push(total());
        let all = |c| Beside::Sum { of: wholes.iter().map(|r| (*r, c)).collect(), less: Vec::new() };
        cells.extend((0..years.len()).map(all));
    }
    frame.cols = years.iter().map(|y| year_header(*y)).collect();
    SafeTable::beside(frame, cells)
}

/// From line to line in the latest year, where several lines pass on.
fn matrix(ground: &Ground<'_>, senders: &[Sender<'_, '_>], year: i32) -> Option<SafeTable> {
    let of_year: Vec<&Sender<'_, '_>> =
        senders.iter().filter(|s| s.all(year).is_some_and(|c| shows(&c))).collect();
    let mut to: Vec<&String> = Vec::new();
    for (receiver, _) in of_year.iter().flat_map(|s| &s.to) {
        let any = of_year.iter().any(|s| s.sent(receiver, year).is_some_and(|c| counts(&c)));
        if any && !to.contains(&receiver) {
            to.push(receiver);
        }
    }
    if of_year.len() < 2 || to.is_empty() {
        return None;
    }
    let mut frame = frame(ground, LandscapeFigure::TransfersMatrix, Some(year));
    frame.col_dim = Some(dim::OTHER_LINE.to_owned());
    let mut cells = Vec::new();
    for sender in &of_year {
        frame.rows.push(Header {
            key: dims(&[(dim::LINE, sender.id())]),
            label: code(dim::LINE, sender.id()),
            role: Role::Body,
        });
        for receiver in &to {
            // Nothing goes to the line itself.
            let none = if sender.id() == *receiver { Missing::NotApplicable } else { Missing::NotAvailable };
            cells.push(sender.sent(receiver, year).map_or(Beside::Missing(none), Beside::Cell));
        }
        cells.push(beside(sender.all(year)));
    }
    frame.cols = to
        .iter()
        .map(|r| Header {
            key: dims(&[(dim::OTHER_LINE, r)]),
            label: code(dim::OTHER_LINE, r),
            role: Role::Body,
        })
        .chain([total()])
        .collect();
    Some(SafeTable::beside(frame, cells))
}

/// What the senders counted beside what the receivers registered.
fn received(ground: &Ground<'_>, senders: &[Sender<'_, '_>], years: &[i32]) -> Option<SafeTable> {
    let mut frame = frame(ground, LandscapeFigure::TransfersReceived, None);
    frame.notes.push(NoteRef::plain("transfers-compared"));
    let registered = |line: &LineTables<'_>, year: i32| {
        let from: Vec<Beside> = senders
            .iter()
            .filter_map(|s| line.coded(FROM, Some(s.id()), year).cloned().map(Beside::Cell))
            .collect();
        if from.is_empty() {
            return line.coded(ORIGIN.0, Some(ORIGIN.1), year).cloned();
        }
        Some(sum(from, Vec::new()))
    };
    let sent = |line: &LineTables<'_>, year: i32| {
        let cells: Vec<Beside> =
            senders.iter().filter_map(|s| s.sent(&line.line.id, year)).map(Beside::Cell).collect();
        (!cells.is_empty()).then(|| sum(cells, Vec::new()))
    };
    let years: Vec<i32> = years
        .iter()
        .copied()
        .filter(|y| ground.lines.iter().any(|l| registered(l, *y).is_some() && sent(l, *y).is_some()))
        .collect();
    let mut cells = Vec::new();
    for line in &ground.lines {
        if !years.iter().any(|y| registered(line, *y).is_some() && sent(line, *y).is_some()) {
            continue;
        }
        frame.rows.push(Header {
            key: dims(&[(dim::OTHER_LINE, &line.line.id)]),
            label: code(dim::OTHER_LINE, &line.line.id),
            role: Role::Body,
        });
        for year in &years {
            let (sent, registered) = (beside(sent(line, *year)), beside(registered(line, *year)));
            let less = sum(vec![registered.clone()], vec![sent.clone()]);
            cells.extend([sent, registered, Beside::Cell(less)]);
        }
    }
    if frame.rows.is_empty() {
        return None;
    }
    frame.row_dim = Some(dim::OTHER_LINE.to_owned());
    frame.cols = years.iter().flat_map(|y| triple(*y)).collect();
    Some(SafeTable::beside(frame, cells))
}

fn triple(year: i32) -> [Header; 3] {
    let period = Some(Period::Year(year));
    let label = |word: &str| Label::Word(format!("col.transfers.{word}:{year}"));
    let derived = |measure: &str, word: &str| Header {
        key: Key {
            measure: Some(measure.to_owned()),
            unit: (word == "difference").then(|| word.to_owned()),
            period,
            ..Key::default()
        },
        label: label(word),
        role: Role::Derived,
    };
    [
        Header { key: Key { period, ..Key::default() }, label: label("sent"), role: Role::Body },
        derived("transfers_registered", "registered"),
        derived("transfers_difference", "difference"),
    ]
}

/// Contacts of a year that two lines of a group both count, because one passed them on to the other; nothing
/// where none of these lines registers that. Transfers are counted at a line's main stage: at another stage
/// the number is not known.
pub fn doubles(ground: &Ground<'_>, group: &BTreeSet<&str>, stage: Stage, year: i32) -> Option<Beside> {
    let mut cells: Vec<SafeCell> = Vec::new();
    for sender in senders(ground).iter().filter(|s| group.contains(s.id())) {
        let mine = sender.to.iter().filter(|(to, _)| group.contains(to.as_str()) && to != sender.id());
        let mine: Vec<SafeCell> = mine.filter_map(|(to, _)| sender.sent(to, year)).collect();
        if sender.tables.line.main_stage != stage && mine.iter().any(shows) {
            return Some(Beside::Missing(Missing::NotAvailable));
        }
        cells.extend(mine.into_iter().filter(shows));
    }
    (!cells.is_empty()).then(|| Beside::Cell(sum(cells.into_iter().map(Beside::Cell).collect(), Vec::new())))
}
