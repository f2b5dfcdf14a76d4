//! Contacts per 100,000 inhabitants of the areas of a dimension. A rate is computed from the printed count: where
//! that is withheld, the rate is, and where it is rounded, the rate is that of the rounded count. Inhabitants are
//! public, so that a rate tells as much as the count beside it and no more.

use std::collections::{BTreeMap, BTreeSet};

use super::derived_table::{Beside, Frame};
use super::safe::SafeTable;
use crate::base::{Num, Period};
use crate::config::{AreaPopulation, FigureId, Subject, TileMap};
use crate::measures::{Form, Header, Key, Label, Missing, NoteRef, Role};

/// Inhabitants that a rate is of.
const PER: u32 = 100_000;
/// Columns: contacts, inhabitants, rate.
const WIDTH: usize = 3;
/// Fewer areas with a rate are no map.
const FEWEST: usize = 2;

/// The tables of a report, and before each breakdown by areas the rates of these.
#[must_use]
pub fn with_rates(tables: Vec<SafeTable>, subject: &Subject) -> Vec<SafeTable> {
    let both = |table: SafeTable| rates(&table, subject).into_iter().chain([table]);
    tables.into_iter().flat_map(both).collect()
}

/// The rates of a breakdown; nothing where its codes are no areas, or nobody gave their population.
fn rates(table: &SafeTable, subject: &Subject) -> Option<SafeTable> {
    let FigureId::ContactsBy(dim) = table.figure() else { return None };
    let tiles = subject.dimension(dim)?.codes.tiles.as_ref()?;
    let population = tiles.population(table.year())?;
    let year = Period::Year(table.year());
    let is_year = |head: &Header| head.role != Role::Derived && head.key.period == Some(year);
    let col = table.cols().iter().position(is_year)?;
    let (mut rows, mut cells) = (Vec::new(), Vec::new());
    for row in shown(table, dim, tiles) {
        let head = &table.rows()[row];
        let at = rows.len();
        let role = if matches!(head.role, Role::Other | Role::Unknown) { head.role } else { Role::Body };
        rows.push(Header { role, ..head.clone() });
        cells.push(Beside::Cell(table.cell(row, col).clone()));
        cells.push(inhabitants(code(head, dim), tiles, population));
        cells.push(Beside::Per { num: (at, 0), den: (at, 1), times: PER, decimals: 1 });
    }
    let frame = Frame {
        figure: FigureId::Per100000By(dim.clone()),
        chapter: table.chapter(),
        key: table.key().clone(),
        row_dim: Some(dim.clone()),
        col_dim: None,
        form: Form::Tiles,
        year: table.year(),
        rows,
        cols: columns(table.year(), population.year),
        notes: table.notes().iter().cloned().chain([source(dim, population.year)]).collect(),
    };
    let rates = SafeTable::beside(frame, cells);
    let known = (0..rates.rows().len()).filter(|r| rates.cell(*r, WIDTH - 1).value().number().is_some());
    (known.count() >= FEWEST).then_some(rates)
}

fn code<'h>(head: &'h Header, dim: &str) -> &'h str {
    head.key.dims.get(dim).map_or("", String::as_str)
}

/// The rows that stand in the map or beside it: none is a part of another.
fn shown(table: &SafeTable, dim: &str, tiles: &TileMap) -> Vec<usize> {
    let areas: BTreeSet<&str> = tiles.areas().map(String::as_str).collect();
    let is_area = |row: usize| areas.contains(code(&table.rows()[row], dim));
    let role = |row: usize| table.rows()[row].role;
    let members = |group: usize| {
        (group + 1..table.rows().len()).take_while(|row| role(*row) == Role::Member).collect::<Vec<_>>()
    };
    let mut shown = Vec::new();
    // Whether the members of the group that was met last stand for it.
    let mut divided = false;
    for row in 0..table.rows().len() {
        let stands = match role(row) {
            Role::Body | Role::Other | Role::Unknown => true,
            Role::Group => {
                divided = !is_area(row) && members(row).into_iter().any(is_area);
                !divided
            }
            Role::Member => divided,
            Role::Total | Role::Derived => false,
        };
        shown.extend(stands.then_some(row));
    }
    shown
}

fn inhabitants(area: &str, tiles: &TileMap, population: &AreaPopulation) -> Beside {
    match population.inhabitants.get(area).and_then(|n| i64::try_from(*n).ok()) {
        _ if !tiles.areas().any(|a| a == area) => Beside::Missing(Missing::Undefined),
        Some(people) => Beside::Given(Num { scaled: people, decimals: 0 }, BTreeSet::new()),
        None => Beside::Missing(Missing::NotAvailable),
    }
}

fn columns(year: i32, population: i32) -> Vec<Header> {
    let derived = |measure: &str, unit: &str, label: &str, year: i32| Header {
        key: Key {
            measure: Some(measure.to_owned()),
            unit: Some(unit.to_owned()),
            period: Some(Period::Year(year)),
            ..Key::default()
        },
        label: Label::Word(format!("{label}:{year}")),
        role: Role::Derived,
    };
    vec![
        Header {
            key: Key { period: Some(Period::Year(year)), ..Key::default() },
            label: Label::Word(format!("col.number_of:{year}")),
            role: Role::Body,
        },
        derived("population", "inhabitant", "col.population", population),
        derived("per_100000", "per_100000", "col.per_100000", year),
    ]
}

/// Says of which day the inhabitants are, and where their number stands.
fn source(dim: &str, year: i32) -> NoteRef {
    let places = [("year", year.to_string()), ("source", format!("population:{dim}:{year}"))];
    NoteRef {
        id: "per-inhabitants-of-areas".to_owned(),
        args: BTreeMap::from(places.map(|(place, text)| (place.to_owned(), text))),
    }
}
