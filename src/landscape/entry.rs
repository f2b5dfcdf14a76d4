//! What a line contributes to a comparison: its numbers per year, in all and per channel.

use std::collections::BTreeSet;

use chrono::Datelike;

use super::Ground;
use super::guard::{Counted, Kind};
use super::source::LineTables;
use crate::base::Num;
use crate::config::{FigureId, Outside, Stage};
use crate::disclosure::{Beside, Frame, SafeCell, SafeTable};

use crate::measures::{Flag, Form, Header, Key, Label, Missing, Role};

/// A line's numbers of one kind.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it counts.
    pub kind: Kind,
    /// Id of the line.
    pub line: String,
    /// Areas it can be set against.
    pub areas: Vec<String>,
    /// Whether the numbers are somebody else's.
    pub published: bool,
    /// Whether the line falls under the authority that publishes the landscape.
    pub in_remit: bool,
    /// Per channel, all channels together first: one cell per year.
    pub rows: Vec<(Option<String>, Vec<Beside>)>,
}

impl Counted for Entry {
    fn kind(&self) -> &Kind {
        &self.kind
    }

    fn line(&self) -> &str {
        &self.line
    }
}

impl Entry {
    /// The numbers of all channels together.
    #[must_use]
    pub fn all(&self) -> &[Beside] {
        self.rows.first().map_or(&[], |(_, cells)| cells)
    }
}

/// Entries of the lines with registrations: one per stage that the line registers.
pub fn registered(ground: &Ground<'_>) -> Vec<Entry> {
    let years = ground.years();
    let entry = |line: &LineTables<'_>, stage: Stage| {
        let channels = line.channels(stage);
        let several = if channels.len() > 1 { channels } else { Vec::new() };
        let rows = std::iter::once(None).chain(several.into_iter().map(Some));
        let beside = ground.landscape.lines.get(&line.line.id);
        Entry {
            kind: Kind { stage: Some(stage), unit: line.line.unit(stage).to_owned() },
            line: line.line.id.clone(),
            areas: beside.map(|b| b.areas.clone()).unwrap_or_default(),
            published: false,
            in_remit: true,
            rows: rows.map(|c| (c.clone(), cells(line, stage, c.as_deref(), &years))).collect(),
        }
    };
    let lines = ground.lines.iter();
    lines.flat_map(|l| l.line.stages.iter().map(move |s| (l, *s))).map(|(l, s)| entry(l, s)).collect()
}

fn cells(line: &LineTables<'_>, stage: Stage, channel: Option<&str>, years: &[i32]) -> Vec<Beside> {
    let since = channel
        .and_then(|id| line.line.channels.iter().find(|c| c.id == id))
        .and_then(|c| c.since)
        .or(line.line.since)
        .map(|d| d.year());
    let cell = |year: &i32| match line.contacts(stage, channel, *year) {
        Some(cell) => Beside::Cell(cell.clone()),
        None if since.is_some_and(|s| *year < s) => Beside::Missing(Missing::NotApplicable),
        None => Beside::Missing(Missing::NotAvailable),
    };
    years.iter().map(cell).collect()
}

/// Entries of the lines without registrations: one per kind of figure that was published.
pub fn published(ground: &Ground<'_>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for line in &ground.landscape.outside {
        let mut kinds: Vec<(Kind, Option<String>)> = Vec::new();
        for figure in line.figures.iter().filter(|f| ground.years().contains(&f.year)) {
            let kind = Kind { stage: figure.stage, unit: figure.unit.clone() };
            if !kinds.iter().any(|(k, _)| *k == kind) {
                kinds.push((kind, figure.channel.clone()));
            }
        }
        entries
            .extend(kinds.into_iter().map(|(kind, channel)| outside(ground, line, kind, channel.as_deref())));
    }
    entries
}

fn outside(ground: &Ground<'_>, line: &Outside, kind: Kind, channel: Option<&str>) -> Entry {
    let cell = |year: &i32| {
        let fits = |f: &&crate::config::OutsideFigure| {
            f.year == *year && f.stage == kind.stage && f.unit == kind.unit && f.channel.as_deref() == channel
        };
        match line.figures.iter().find(fits) {
            Some(figure) => {
                let flags = BTreeSet::from_iter(figure.approximate.then_some(Flag::Estimated));
                Beside::Given(figure.value, flags)
            }
            None if line.since.is_some_and(|d| d.year() > *year) => Beside::Missing(Missing::NotApplicable),
            None => Beside::Missing(Missing::NotAvailable),
        }
    };
    let cells = ground.years().iter().map(cell).collect();
    Entry {
        line: line.id.clone(),
        areas: line.areas.clone(),
        published: true,
        in_remit: line.in_remit,
        rows: vec![(None, cells)],
        kind,
    }
}

/// `times × num / den`, where `den` is no count of registrations.
pub fn per(num: Beside, den: Num, times: u32, decimals: u8) -> SafeCell {
    let ratio = Beside::Per { num: (0, 0), den: (0, 1), times, decimals };
    last(vec![num, Beside::Given(den, BTreeSet::new()), ratio])
}

/// The sum of cells, less others; hidden where one of them is, without a number where one has none.
pub fn sum(of: Vec<Beside>, less: Vec<Beside>) -> SafeCell {
    let whole = of.len();
    let mut cells = of;
    cells.extend(less);
    let places = |range: std::ops::Range<usize>| range.map(|c| (0, c)).collect();
    let all = Beside::Sum { of: places(0..whole), less: places(whole..cells.len()) };
    cells.push(all);
    last(cells)
}

/// The last cell of a row, computed from those before it.
fn last(cells: Vec<Beside>) -> SafeCell {
    let head = || Header { key: Key::default(), label: Label::Plain(String::new()), role: Role::Body };
    let end = cells.len() - 1;
    let frame = Frame {
        figure: FigureId::ContactsPerYear,
        chapter: crate::config::Chapter::Volume,
        key: Key::default(),
        row_dim: None,
        col_dim: None,
        form: Form::None,
        year: 0,
        rows: vec![head()],
        cols: cells.iter().map(|_| head()).collect(),
        notes: Vec::new(),
    };
    SafeTable::beside(frame, cells).cell(0, end).clone()
}
