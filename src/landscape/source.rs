//! Cells of a line's own reports, found by what they say.

use std::collections::BTreeMap;

use crate::base::Period;
use crate::config::{FigureId, Helpline, Stage, dim};
use crate::disclosure::{SafeCell, SafeTable};

use crate::measures::{Key, Population, Role};

/// Figures that hold numbers of contacts, the most detailed first.
const VOLUMES: [FigureId; 4] = [
    FigureId::ContactsByChannel,
    FigureId::AttemptsByChannel,
    FigureId::ContactsByStage,
    FigureId::ContactsPerYear,
];

/// What a line printed in its reports.
pub struct LineTables<'a> {
    /// The line.
    pub line: &'a Helpline,
    /// Its tables, those of the newest report first.
    tables: Vec<&'a SafeTable>,
    volumes: BTreeMap<Key, &'a SafeCell>,
    /// First and last year with registrations.
    pub span: (i32, i32),
}

impl<'a> LineTables<'a> {
    /// Of the tables of a line's reports, by report year; years after `until` are left out.
    #[must_use]
    pub fn new(
        line: &'a Helpline,
        first_year: i32,
        years: impl IntoIterator<Item = (i32, &'a [SafeTable])>,
    ) -> Self {
        let mut newest: Vec<(i32, &'a [SafeTable])> = years.into_iter().collect();
        newest.sort_by_key(|(year, _)| std::cmp::Reverse(*year));
        let last = newest.first().map_or(first_year, |(year, _)| *year);
        let tables: Vec<&SafeTable> = newest.iter().flat_map(|(_, tables)| tables.iter()).collect();
        let mut volumes = BTreeMap::new();
        for figure in VOLUMES {
            for table in tables.iter().filter(|t| *t.figure() == figure) {
                for (row, col) in numbers(table) {
                    volumes.entry(table.key_of(row, col)).or_insert_with(|| table.cell(row, col));
                }
            }
        }
        Self { line, tables, volumes, span: (first_year, last) }
    }

    /// Contacts of a year at a stage, of all channels or of one; `None` when the line printed none.
    #[must_use]
    pub fn contacts(&self, stage: Stage, channel: Option<&str>, year: i32) -> Option<&'a SafeCell> {
        let dims = channel.map(|c| ("channel".to_owned(), c.to_owned())).into_iter().collect();
        let key = Key {
            measure: Some("contacts".to_owned()),
            stage: Some(stage),
            unit: Some(self.line.unit(stage).to_owned()),
            period: Some(Period::Year(year)),
            dims,
            population: Population::All,
        };
        self.volumes.get(&key).copied()
    }

    /// Contacts of the main stage and a year by a code of a dimension, or all that have an answer there; from
    /// the newest report that prints them.
    #[must_use]
    pub fn coded(&self, dim: &str, code: Option<&str>, year: i32) -> Option<&'a SafeCell> {
        let figure = FigureId::ContactsBy(dim.to_owned());
        let dims = code.map(|c| (dim.to_owned(), c.to_owned())).into_iter().collect();
        self.find(&figure, |key| {
            key.measure.as_deref() == Some("contacts")
                && key.period == Some(Period::Year(year))
                && key.dims == dims
        })
    }

    /// A year of a series that is no contacts.
    #[must_use]
    pub fn series(&self, id: &str, year: i32) -> Option<&'a SafeCell> {
        let whole = self.line.series.iter().find(|s| s.id == id)?.part_of.as_deref().unwrap_or(id);
        let figure = FigureId::SeriesPerYear(whole.to_owned());
        self.find(&figure, |key| key.measure.as_deref() == Some(id) && key.period == Some(Period::Year(year)))
    }

    fn find(&self, figure: &FigureId, fits: impl Fn(&Key) -> bool) -> Option<&'a SafeCell> {
        let mut tables = self.tables.iter().filter(|t| t.figure() == figure);
        tables.find_map(|t| numbers(t).find(|(r, c)| fits(&t.key_of(*r, *c))).map(|(r, c)| t.cell(r, c)))
    }

    /// The newest table of a figure.
    #[must_use]
    pub fn table(&self, figure: &FigureId) -> Option<&'a SafeTable> {
        self.tables.iter().find(|t| t.figure() == figure).copied()
    }

    /// All its tables, the newest report first.
    #[must_use]
    pub fn all(&self) -> &[&'a SafeTable] {
        &self.tables
    }

    /// Channels, or the groups they are printed under, as the line's tables name them.
    #[must_use]
    pub fn channels(&self, stage: Stage) -> Vec<String> {
        let figure = match stage == self.line.main_stage {
            true => FigureId::ContactsByChannel,
            false => FigureId::AttemptsByChannel,
        };
        let rows = self.table(&figure).map(SafeTable::rows).unwrap_or_default();
        let own = rows.iter().filter(|r| matches!(r.role, Role::Group | Role::Body));
        own.filter_map(|r| r.key.dims.get(dim::CHANNEL).cloned()).collect()
    }
}

/// Places of a table that hold no share, change or running total.
pub fn numbers(table: &SafeTable) -> impl Iterator<Item = (usize, usize)> + '_ {
    let plain = |h: &crate::measures::Header| h.role != Role::Derived;
    let rows = table.rows().iter().enumerate().filter(move |(_, h)| plain(h));
    rows.flat_map(move |(r, _)| {
        table.cols().iter().enumerate().filter(move |(_, h)| plain(h)).map(move |(c, _)| (r, c))
    })
}
