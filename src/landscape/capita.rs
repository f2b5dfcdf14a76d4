//! Contacts per 100 000 inhabitants, of each area that a line can be set against.

use std::collections::BTreeSet;

use super::Ground;
use super::entry::{Entry, per, published, registered};
use super::guard::{Comparison, Counted};
use super::volume::{bars, code, compared, counted, dims};
use crate::base::{Num, Period};
use crate::config::{Chapter, FigureId, LandscapeFigure, dim};
use crate::disclosure::{Beside, Frame, SafeTable};

use crate::measures::{Header, Key, Label, NoteRef, Role};

/// Inhabitants that a rate is of.
const PER: u32 = 100_000;

/// Tables of rates: one per comparison.
pub fn tables(ground: &Ground<'_>) -> Vec<SafeTable> {
    let mut entries = registered(ground);
    entries.extend(published(ground));
    entries.retain(|e| !e.areas.is_empty());
    Comparison::apart(entries).iter().filter_map(|c| table(ground, c)).collect()
}

fn table(ground: &Ground<'_>, comparison: &Comparison<Entry>) -> Option<SafeTable> {
    let years = ground.years();
    // Years with a number of contacts and of inhabitants.
    let rated = |year: usize, e: &Entry| {
        matches!(e.all().get(year), Some(Beside::Cell(_) | Beside::Given(..)))
            && e.areas.iter().any(|a| ground.landscape.population(a, years[year]).is_some())
    };
    let shown: Vec<usize> =
        (0..years.len()).filter(|y| comparison.entries().iter().any(|e| rated(*y, e))).collect();
    let (mut rows, mut cells) = (Vec::new(), Vec::new());
    for entry in comparison.entries().iter().filter(|e| shown.iter().any(|y| rated(*y, e))) {
        for area in &entry.areas {
            rows.push(Header {
                key: dims(&[(dim::LINE, entry.line()), (dim::AREA, area)]),
                label: code("line_area", &format!("{}.{area}", entry.line)),
                role: Role::Body,
            });
            for year in &shown {
                cells.extend(three(ground, entry, area, *year, years[*year]));
            }
        }
    }
    if rows.is_empty() {
        return None;
    }
    let frame = Frame {
        figure: FigureId::Landscape(LandscapeFigure::Per100000(compared(comparison))),
        chapter: Chapter::Where,
        key: counted(comparison.kind()),
        row_dim: Some("line_area".to_owned()),
        col_dim: None,
        form: bars(&rows),
        year: ground.year,
        rows,
        cols: shown.iter().flat_map(|y| columns(years[*y])).collect(),
        notes: vec![NoteRef::plain("per-inhabitants")],
    };
    Some(SafeTable::beside(frame, cells))
}

/// Contacts, inhabitants, rate.
fn three(ground: &Ground<'_>, entry: &Entry, area: &str, at: usize, year: i32) -> [Beside; 3] {
    let missing = || Beside::Missing(crate::measures::Missing::NotAvailable);
    let contacts = entry.all().get(at).cloned().unwrap_or_else(missing);
    match ground.landscape.population(area, year) {
        Some((people, _)) => {
            let rate = per(contacts.clone(), Num::int(people), PER, 1);
            [contacts, Beside::Given(Num::int(people), BTreeSet::new()), Beside::Cell(rate)]
        }
        None => [contacts, missing(), missing()],
    }
}

fn columns(year: i32) -> [Header; 3] {
    let period = Some(Period::Year(year));
    let word = |word: &str| Label::Word(format!("{word}:{year}"));
    let derived = |measure: &str, unit: &str, label: &str| Header {
        key: Key { measure: Some(measure.to_owned()), unit: Some(unit.to_owned()), period, ..Key::default() },
        label: word(label),
        role: Role::Derived,
    };
    [
        Header { key: Key { period, ..Key::default() }, label: word("col.number_of"), role: Role::Body },
        derived("population", "inhabitant", "col.population"),
        derived("per_100000", "per_100000", "col.per_100000"),
    ]
}
