//! People and means: staff, volunteers and money of each line, and contacts per full-time equivalent.

use std::collections::BTreeMap;

use super::Ground;
use super::entry::{Entry, per, registered};
use super::guard::{Comparison, Counted};
use super::source::LineTables;
use super::volume::{bars, code, compared, counted, dims};
use crate::base::Period;
use crate::config::{Chapter, FigureId, LandscapeFigure, dim};
use crate::disclosure::{Beside, Frame, SafeTable};

use crate::measures::{Form, Header, Key, Label, Missing, NoteRef, Role};

/// All staff of a line.
const STAFF: &str = "fte";
/// Sources of series, by line and series.
pub const SOURCE: &str = "series_source";
/// Figures, the series that stands for the whole of a line, and the unit of it and of its parts.
const KINDS: [(LandscapeFigure, &str, &str); 3] = [
    (LandscapeFigure::Staff, STAFF, "fte"),
    (LandscapeFigure::Volunteers, "volunteers", "volunteer"),
    (LandscapeFigure::Budget, "budget", "euro"),
];

/// Tables of means, each with a row per line: what is not known of a line is told as such.
pub fn tables(ground: &Ground<'_>) -> Vec<SafeTable> {
    let mut tables: Vec<SafeTable> = KINDS.iter().filter_map(|k| table(ground, k)).collect();
    let main = |e: &Entry| {
        let line = ground.lines.iter().find(|l| l.line.id == e.line);
        line.is_some_and(|l| e.kind.stage == Some(l.line.main_stage))
    };
    let entries = registered(ground).into_iter().filter(main).collect();
    tables.extend(Comparison::apart(entries).iter().filter_map(|c| per_fte(ground, c)));
    tables
}

fn given(line: &LineTables<'_>, series: &str, year: i32) -> Beside {
    line.series(series, year).map_or(Beside::Missing(Missing::NotAvailable), |c| Beside::Cell(c.clone()))
}

fn header(line: &LineTables<'_>, (series, unit): (&str, &str), label: Label, role: Role) -> Header {
    let key = Key {
        measure: Some(series.to_owned()),
        unit: Some(unit.to_owned()),
        ..dims(&[(dim::LINE, &line.line.id)])
    };
    Header { key, label, role }
}

fn year_header(year: i32) -> Header {
    let period = Period::Year(year);
    Header {
        key: Key { period: Some(period), ..Key::default() },
        label: Label::Period(period),
        role: Role::Body,
    }
}

fn table(ground: &Ground<'_>, (figure, whole, unit): &(LandscapeFigure, &str, &str)) -> Option<SafeTable> {
    let of_unit = |l: &LineTables<'_>| -> Vec<String> {
        let mine = l.line.series.iter().filter(|s| s.unit == *unit && s.id != *whole);
        mine.map(|s| s.id.clone()).collect()
    };
    let known = |l: &LineTables<'_>, year: i32| {
        of_unit(l).iter().map(String::as_str).chain([*whole]).any(|s| l.series(s, year).is_some_and(number))
    };
    let years: Vec<i32> =
        ground.years().into_iter().filter(|y| ground.lines.iter().any(|l| known(l, *y))).collect();
    if years.is_empty() {
        return None;
    }
    let (mut rows, mut cells, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    for line in &ground.lines {
        let others: Vec<String> = of_unit(line)
            .into_iter()
            .filter(|s| years.iter().any(|y| line.series(s, *y).is_some()))
            .collect();
        let role = if others.is_empty() { Role::Body } else { Role::Group };
        rows.push(header(line, (whole, unit), code(dim::LINE, &line.line.id), role));
        cells.extend(years.iter().map(|y| given(line, whole, *y)));
        for series in &others {
            rows.push(header(line, (series, unit), Label::Series(series.clone()), Role::Member));
            cells.extend(years.iter().map(|y| given(line, series, *y)));
        }
        notes.extend(sources(line, unit));
    }
    notes.push(NoteRef::plain("means-not-known"));
    let frame = Frame {
        figure: FigureId::Landscape(figure.clone()),
        chapter: Chapter::Means,
        key: Key { measure: Some((*whole).to_owned()), unit: Some((*unit).to_owned()), ..Key::default() },
        row_dim: Some(dim::LINE.to_owned()),
        col_dim: None,
        form: Form::None,
        year: ground.year,
        rows,
        cols: years.iter().map(|y| year_header(*y)).collect(),
        notes,
    };
    Some(SafeTable::beside(frame, cells))
}

fn number(cell: &crate::disclosure::SafeCell) -> bool {
    cell.value().number().is_some()
}

/// Where a line's numbers stand, and which day they are of.
fn sources(line: &LineTables<'_>, unit: &str) -> Vec<NoteRef> {
    let mut notes: Vec<NoteRef> = Vec::new();
    let mut seen = Vec::new();
    for series in line.line.series.iter().filter(|s| s.unit == unit && !s.source.0.is_empty()) {
        let mut args = BTreeMap::from([
            ("line".to_owned(), format!("code:line:{}", line.line.id)),
            ("source".to_owned(), format!("code:{SOURCE}:{}.{}", line.line.id, series.id)),
        ]);
        args.extend(series.date.map(|d| ("date".to_owned(), format!("date:{d}"))));
        let id = if series.date.is_some() { "means-source-date" } else { "means-source" };
        if !seen.contains(&(&series.source, series.date)) {
            seen.push((&series.source, series.date));
            notes.push(NoteRef { id: id.to_owned(), args });
        }
    }
    notes
}

/// Contacts per full-time equivalent, among lines that count the same; a line of which the staff is not
/// known has its row all the same.
fn per_fte(ground: &Ground<'_>, comparison: &Comparison<Entry>) -> Option<SafeTable> {
    let line = |e: &Entry| ground.lines.iter().find(|l| l.line.id == e.line);
    let staff = |e: &Entry, year: i32| {
        line(e).and_then(|l| l.series(STAFF, year)).and_then(|c| c.value().number()).filter(|n| n.scaled > 0)
    };
    let every = ground.years();
    let years: Vec<(usize, i32)> = every
        .iter()
        .copied()
        .enumerate()
        .filter(|(_, y)| comparison.entries().iter().any(|e| staff(e, *y).is_some()))
        .collect();
    if years.is_empty() {
        return None;
    }
    let cell = |e: &Entry, (at, year): (usize, i32)| match (e.all().get(at), staff(e, year)) {
        (Some(contacts), Some(fte)) => Beside::Cell(per(contacts.clone(), fte, 1, 0)),
        _ => Beside::Missing(Missing::NotAvailable),
    };
    let cells =
        comparison.entries().iter().flat_map(|e| years.iter().map(|y| cell(e, *y)).collect::<Vec<_>>());
    let kind = comparison.kind();
    let row = |e: &Entry| Header {
        key: dims(&[(dim::LINE, e.line())]),
        label: code(dim::LINE, e.line()),
        role: Role::Body,
    };
    let rows: Vec<Header> = comparison.entries().iter().map(row).collect();
    let frame = Frame {
        figure: FigureId::Landscape(LandscapeFigure::PerFte(compared(comparison))),
        chapter: Chapter::Means,
        key: Key {
            measure: Some("per_fte".to_owned()),
            unit: Some("contacts_per_fte".to_owned()),
            ..counted(kind)
        },
        row_dim: Some(dim::LINE.to_owned()),
        col_dim: None,
        form: bars(&rows),
        year: ground.year,
        rows,
        cols: years.iter().map(|(_, y)| year_header(*y)).collect(),
        notes: vec![NoteRef::plain("per-fte"), NoteRef::plain("means-not-known")],
    };
    Some(SafeTable::beside(frame, cells.collect()))
}
