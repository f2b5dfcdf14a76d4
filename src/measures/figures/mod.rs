//! The figures of a line's report: what each needs from the cube, and its exact table.

mod breakdown;
mod breaks;
mod callers;
mod clock;
mod closing;
mod cross;
mod durations;
mod event_control;
mod event_guard;
mod event_notes;
mod events;
mod hours;
mod method;
mod overflow;
mod published;
mod rates;
mod reach;
mod rows;
mod series;
mod target;
mod trends;
mod unanswered;
mod victims;
mod volume;
mod windows;

#[cfg(test)]
pub(crate) use rates::sums as rate_sums;

use std::collections::{BTreeMap, BTreeSet};

use super::cube::{Col, Cube, Spec};
use super::grid::{header, period_key};
use super::{Exact, Flag, Formula, Grid, Missing, Table};
use super::{Header, Label, NoteRef, Role};
use crate::base::Period;
use crate::config::{Chapter, Helpline, Published, Stage};
use crate::series::SeriesPoint;
use crate::validation::{Accounting, Registrations};

/// What figures are made from.
pub struct Context<'a> {
    /// The line.
    pub line: &'a Helpline,
    /// Its cube.
    pub cube: &'a Cube,
    /// Its series.
    pub series: &'a [SeriesPoint],
    /// Figures published before.
    pub published: &'a [Published],
    /// Rows read, used and excluded.
    pub accounting: &'a Accounting,
    /// Report year.
    pub year: i32,
    /// Years that tables show, the report year last.
    pub years: Vec<i32>,
}

impl Context<'_> {
    /// Whether a row or column stands in a table: somebody has it, or nobody may see who has not.
    #[must_use]
    pub fn lists(&self, n: u64) -> bool {
        n > 0 || !self.line.protection.tells_zeros()
    }

    /// Whether so many of all values are there and could not be read that the others need not be like them
    /// all.
    #[must_use]
    pub fn too_many(&self, unread: u64, all: u64) -> bool {
        unread * 100 > all * u64::from(self.line.max_unknown_percent)
    }

    /// Says that a number is not given for years in which [`too_many`](Self::too_many) could not be read.
    #[must_use]
    pub fn unread_note(&self, id: &str) -> NoteRef {
        NoteRef {
            id: id.to_owned(),
            args: BTreeMap::from([("limit".to_owned(), self.line.max_unknown_percent.to_string())]),
        }
    }

    /// Column of a year among the years shown.
    #[must_use]
    pub fn column(&self, year: i32) -> Option<usize> {
        self.years.iter().position(|y| *y == year)
    }

    /// Column headers of the years shown.
    #[must_use]
    pub fn year_headers(&self) -> Vec<Header> {
        let period = |year: &i32| Period::Year(*year);
        self.years.iter().map(period).map(|p| header(period_key(p), Label::Period(p), Role::Body)).collect()
    }

    /// Whether a [`Col::Stage`] key reaches a stage.
    #[must_use]
    pub fn reaches(key: u64, stage: Stage) -> bool {
        key >= stage as u64
    }

    /// Contacts of the main stage per year shown, as a grid of one row.
    #[must_use]
    pub fn totals(&self, stage: Stage) -> Grid {
        let mut grid = Grid::new(1, self.years.len());
        for (key, sums) in self.cube.get(&flow()).into_iter().flat_map(super::cube::Grouping::iter) {
            if let Some(c) = self.column(self.cube.year_month(key[0]).0)
                && Self::reaches(key[3], stage)
            {
                grid.add(0, c, sums);
            }
        }
        grid
    }
}

/// The grouping of volumes: month, channel, outcome, stage.
#[must_use]
pub fn flow() -> Spec {
    vec![Col::YearMonth, Col::Channel, Col::Outcome, Col::Stage]
}

fn dim(id: &str) -> Spec {
    vec![Col::YearMonth, Col::Channel, Col::Stage, Col::Dim(id.to_owned())]
}

fn clock_spec() -> Spec {
    vec![Col::Year, Col::Stage, Col::Weekday, Col::Hour]
}

fn wait_spec() -> Spec {
    vec![Col::Year, Col::Channel, Col::Outcome, Col::Wait]
}

fn duration_spec() -> Spec {
    vec![Col::Year, Col::Channel, Col::Stage, Col::Duration]
}

fn column_of(id: &str) -> Col {
    match id {
        "channel" => Col::Channel,
        "outcome" => Col::Outcome,
        "month" => Col::YearMonth,
        other => Col::Dim(other.to_owned()),
    }
}

fn has(data: &Registrations, id: &str) -> bool {
    match id {
        "channel" => data.channel.is_some(),
        "outcome" => data.outcome.is_some(),
        "month" => true,
        other => data.single.contains_key(other) || data.multi.contains_key(other),
    }
}

/// Everything that the line's figures need from the cube.
#[must_use]
pub fn specs(line: &Helpline, data: &Registrations, published: &[Published]) -> BTreeSet<Spec> {
    let mut specs = BTreeSet::from([flow()]);
    // Months whose days are not known say nothing of weekdays, hours and events.
    if !data.days_unknown {
        if data.has_time {
            specs.insert(clock_spec());
        } else {
            specs.insert(vec![Col::Year, Col::Stage, Col::Weekday]);
        }
        if line.events.iter().any(|e| e.kind.has_effect()) {
            specs.insert(events::spec());
        }
        specs.extend(event_control::specs(line).filter(|(dim, _)| has(data, dim)).map(|(_, spec)| spec));
    }
    if data.open.is_some() {
        specs.insert(hours::spec());
    }
    if data.caller.is_some() {
        specs.insert(callers::spec());
    }
    if data.wait_s.is_some() {
        specs.insert(wait_spec());
    }
    if data.closed_after_s.is_some() {
        specs.insert(closing::spec());
    }
    if data.duration_s.is_some() {
        specs.insert(duration_spec());
    }
    specs.extend(line.dimensions.iter().filter(|d| has(data, &d.id)).map(|d| dim(&d.id)));
    specs.extend(
        line.crosses
            .iter()
            .chain(&line.trends)
            .filter(|(a, b)| has(data, a) && has(data, b))
            .map(|(a, b)| cross::spec(a, b)),
    );
    specs
        .extend(published.iter().filter(|p| p.dims.keys().all(|d| has(data, d))).filter_map(published::spec));
    specs
}

/// All exact tables of a line's report for one year, in printing order.
#[must_use]
pub fn tables(context: &Context<'_>) -> Vec<Table> {
    let mut tables = volume::tables(context);
    tables.extend(reach::tables(context));
    tables.extend(hours::tables(context));
    tables.extend(unanswered::tables(context));
    tables.extend(overflow::table(context));
    tables.extend(callers::tables(context));
    tables.extend(durations::tables(context));
    tables.extend(closing::tables(context));
    tables.extend(target::tables(context));
    tables.extend(clock::tables(context));
    tables.extend(events::table(context));
    tables.extend(event_control::table(context));
    tables.extend(breakdown::tables(context));
    tables.extend(windows::tables(context));
    tables.extend(cross::tables(context));
    tables.extend(trends::tables(context));
    tables.extend(victims::tables(context));
    tables.extend(series::tables(context));
    tables.extend(method::tables(context));
    tables.extend(published::table(context));
    tables.iter_mut().for_each(keep_comparable);
    // A stable sort: within a chapter the order above is kept.
    tables.sort_by_key(|t| t.chapter);
    tables.retain(|t| context.line.sections.contains(&t.chapter) || t.chapter == Chapter::Method);
    tables
}

/// No change is computed from or to a part of a year, nor over a break in the series: it would say
/// nothing about the line.
fn keep_comparable(table: &mut Table) {
    let width = table.cols.len();
    let with = |flag: Flag| -> Vec<bool> { table.cells.iter().map(|c| c.flags.contains(&flag)).collect() };
    let (partial, broken) = (with(Flag::PartialYear), with(Flag::Break));
    for cell in &mut table.cells {
        if let Exact::Derived(Formula::Change { from, to } | Formula::Points { from, to }) = cell.value {
            let at = |(row, col): (usize, usize)| row * width + col;
            if partial[at(from)] || partial[at(to)] || broken[at(to)] {
                cell.value = Exact::Missing(Missing::Undefined);
                cell.flags.remove(&Flag::Break);
            }
        }
    }
}
