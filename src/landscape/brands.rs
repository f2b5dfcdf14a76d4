//! Contacts by entry point, of all lines that carry it: a contact counts once, at the line that had it, before
//! and after a take-over.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::Ground;
use super::guard::{Comparison, Counted, Kind};
use super::source::LineTables;
use super::volume::{code, compared, counted, dims, year_headers};
use crate::config::{Brand, Carrier, Chapter, ENTRY_POINT, FigureId, LandscapeFigure, dim};
use crate::disclosure::{Beside, Frame, Safe, SafeTable};
use crate::measures::{Form, Header, Missing, NoteRef, Role};

/// The dimension of the rows: of the entry points of the lines only those that are brands.
pub const BRAND: &str = "brand";

/// Who carries a brand and is no line, by brand and place among its carriers.
pub const CARRIER: &str = "carrier";

/// A line that registers by which brand a contact came in.
struct Carrying<'g, 'a> {
    kind: Kind,
    tables: &'g LineTables<'a>,
}

impl Counted for Carrying<'_, '_> {
    fn kind(&self) -> &Kind {
        &self.kind
    }

    fn line(&self) -> &str {
        &self.tables.line.id
    }
}

/// Tables of brands: one per comparison of the lines that carry them.
pub fn tables(ground: &Ground<'_>) -> Vec<SafeTable> {
    let lines = ground.lines.iter().filter(|l| !l.line.brands.is_empty());
    let carriers = lines.map(|tables| {
        let stage = tables.line.main_stage;
        Carrying { kind: Kind { stage: Some(stage), unit: tables.line.unit(stage).to_owned() }, tables }
    });
    Comparison::apart(carriers.collect()).iter().filter_map(|c| table(ground, c)).collect()
}

fn table(ground: &Ground<'_>, comparison: &Comparison<Carrying<'_, '_>>) -> Option<SafeTable> {
    let years = ground.years();
    let (mut rows, mut cells, mut notes) = (Vec::new(), Vec::new(), vec![NoteRef::plain("brand-once")]);
    for brand in &ground.landscape.brands {
        let carries = |c: &&Carrying<'_, '_>| {
            c.tables.line.brands.get(&brand.id).is_some_and(|p| !p.is_empty())
                || years.iter().any(|y| {
                    let cell = c.tables.coded(ENTRY_POINT, Some(&brand.id), *y);
                    cell.is_some_and(|cell| cell.value().number().is_some_and(|n| n.scaled > 0))
                })
        };
        let carriers: Vec<_> = comparison.entries().iter().filter(carries).collect();
        if carriers.is_empty() {
            continue;
        }
        let numbers: Vec<Vec<Beside>> =
            carriers.iter().map(|c| years.iter().map(|y| cell(c, brand, *y)).collect()).collect();
        let whole = rows.len();
        let sum = |year: usize| whole_of(&numbers, whole, year);
        cells.extend((0..years.len()).map(sum));
        rows.push(row(brand, None));
        for (carrier, numbers) in carriers.iter().zip(&numbers) {
            rows.push(row(brand, Some(carrier.line())));
            cells.extend(numbers.iter().cloned());
        }
        notes.extend(before(ground, brand));
    }
    let known = |c: &Beside| matches!(c, Beside::Cell(_));
    if !cells.iter().any(known) {
        return None;
    }
    let kind = comparison.kind();
    let frame = Frame {
        figure: FigureId::Landscape(LandscapeFigure::EntryPoints(compared(comparison))),
        chapter: Chapter::Referrals,
        key: counted(kind),
        row_dim: Some(BRAND.to_owned()),
        col_dim: None,
        form: Form::YearPanels,
        year: ground.year,
        rows,
        cols: year_headers(ground),
        notes,
    };
    Some(SafeTable::beside(frame, cells))
}

fn row(brand: &Brand, line: Option<&str>) -> Header {
    let mut key = dims(&[(BRAND, &brand.id)]);
    key.dims.extend(line.map(|l| ("line".to_owned(), l.to_owned())));
    let label = line.map_or_else(|| code(BRAND, &brand.id), |l| code(dim::LINE, l));
    Header { key, label, role: if line.is_some() { Role::Member } else { Role::Group } }
}

/// What a line printed; before it carried the brand there is nothing to count.
fn cell(carrier: &Carrying<'_, '_>, brand: &Brand, year: i32) -> Beside {
    let line = carrier.tables.line;
    let periods = line.brands.get(&brand.id).map(Vec::as_slice).unwrap_or_default();
    let could = periods
        .iter()
        .any(|p| p.from.is_none_or(|d| d.year() <= year) && p.until.is_none_or(|d| d.year() >= year));
    match carrier.tables.coded(ENTRY_POINT, Some(&brand.id), year) {
        Some(cell) => Beside::Cell(cell.clone()),
        None if could => Beside::Missing(Missing::NotAvailable),
        None => Beside::Missing(Missing::NotApplicable),
    }
}

/// All lines that could have contacts under the brand in a year, added up.
fn whole_of(numbers: &[Vec<Beside>], whole: usize, year: usize) -> Beside {
    let never = |cell: &Beside| match cell {
        Beside::Missing(why) => *why == Missing::NotApplicable,
        Beside::Cell(cell) => cell.value() == Safe::Missing(Missing::NotApplicable),
        _ => false,
    };
    let of: Vec<(usize, usize)> = (0..numbers.len())
        .filter(|line| !never(&numbers[*line][year]))
        .map(|line| (whole + 1 + line, year))
        .collect();
    if of.is_empty() { Beside::Missing(Missing::NotApplicable) } else { Beside::Sum { of, less: Vec::new() } }
}

/// Who else carried the brand, without registrations here.
fn before(ground: &Ground<'_>, brand: &Brand) -> Vec<NoteRef> {
    let own = |name: &str| ground.workspace.helplines.iter().any(|l| l.is_called(name));
    let others = brand.carriers.iter().enumerate().filter(|(_, c)| !own(&c.name));
    let note = |(at, carrier): (usize, &Carrier)| {
        let date = |d: chrono::NaiveDate| format!("date:{d}");
        let name = match ground.workspace.line_called(&carrier.name) {
            Some(id) => format!("code:line:{id}"),
            None => format!("code:{CARRIER}:{}.{at}", brand.id),
        };
        let mut args = BTreeMap::from([
            ("brand".to_owned(), format!("code:{BRAND}:{}", brand.id)),
            ("name".to_owned(), name),
        ]);
        let id = match (carrier.from, carrier.until) {
            (_, Some(until)) => {
                args.insert("until".to_owned(), date(until));
                "brand-until"
            }
            (Some(from), None) => {
                args.insert("from".to_owned(), date(from));
                "brand-from"
            }
            (None, None) => "brand-also",
        };
        NoteRef { id: id.to_owned(), args }
    };
    others.map(note).collect()
}
