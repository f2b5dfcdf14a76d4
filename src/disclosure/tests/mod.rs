//! The protection against the attack, over tables made by hand and over random ones.

mod attack;
mod equal_counts;
mod exhaust;
mod known;
mod linked;
mod minimal;
mod properties;
mod published_pattern;
mod random;
mod reference;
mod render;
mod rounding;
mod solution_cache;
mod traps;
mod work_limit;

pub use linked::linked;

use std::collections::{BTreeMap, BTreeSet};

use super::render::render as render_with;
use super::{Safe, SafeTable};
use crate::base::{Num, Period};
use crate::config::{Chapter, FigureId, Stage};

use crate::measures::{Cell, Exact, Form, Header, Key, Label, Role, Sum, Table, TableKind};

/// With nothing published before; what cannot be protected fails the test.
pub fn protect_all(tables: &[Table], settings: &super::Settings) -> Vec<SafeTable> {
    let (safe, report) = super::protect_all(tables, settings, &super::Known::nothing());
    assert_eq!(report.unprotectable, Vec::<String>::new());
    safe
}

/// A header with its code.
fn coded(dim: &str, code: &str, role: Role) -> Header {
    let dims = if role == Role::Total { BTreeMap::new() } else { [(dim.to_owned(), code.to_owned())].into() };
    Header { key: Key { dims, ..Key::default() }, label: Label::Plain(code.to_owned()), role }
}

/// A year's header.
fn year(y: i32) -> Header {
    Header {
        key: Key { period: Some(Period::Year(y)), ..Key::default() },
        label: Label::Plain(y.to_string()),
        role: Role::Body,
    }
}

fn contacts() -> Key {
    Key {
        measure: Some("contacts".to_owned()),
        unit: Some("contact".to_owned()),
        stage: Some(Stage::Answered),
        ..Key::default()
    }
}

fn bare(figure: FigureId, key: Key, rows: Vec<Header>, cols: Vec<Header>, cells: Vec<Exact>) -> Table {
    let dim = |headers: &[Header]| headers.iter().find_map(|h| h.key.dims.keys().next().cloned());
    Table {
        figure,
        chapter: Chapter::Volume,
        key,
        row_dim: dim(&rows),
        col_dim: dim(&cols),
        kind: TableKind::Single,
        form: Form::None,
        year: 2023,
        rows,
        cols,
        cells: cells.into_iter().map(|value| Cell { value, flags: BTreeSet::new() }).collect(),
        notes: Vec::new(),
        annex: false,
        sums: Vec::new(),
    }
}

/// Codes down (`+` before a group, `-` before a member) with a total, years across.
fn breakdown(dim: &str, codes: &[&str], years: &[i32], numbers: &[&[u64]]) -> Table {
    let role = |code: &str| match code.chars().next() {
        Some('+') => Role::Group,
        Some('-') => Role::Member,
        _ => Role::Body,
    };
    let mut rows: Vec<Header> =
        codes.iter().map(|c| coded(dim, c.trim_start_matches(['+', '-']), role(c))).collect();
    rows.push(coded(dim, "", Role::Total));
    let mut cells: Vec<u64> = numbers.iter().flat_map(|row| row.to_vec()).collect();
    for c in 0..years.len() {
        let parts = codes.iter().zip(numbers).filter(|(code, _)| !code.starts_with('-'));
        cells.push(parts.map(|(_, row)| row[c]).sum());
    }
    let cells = cells.into_iter().map(Exact::Count).collect();
    bare(
        FigureId::ContactsBy(dim.to_owned()),
        contacts(),
        rows,
        years.iter().map(|y| year(*y)).collect(),
        cells,
    )
}

/// Two dimensions of 2023 with all margins.
fn cross(a: (&str, &[&str]), b: (&str, &[&str]), numbers: &[&[u64]]) -> Table {
    let headers = |(dim, codes): (&str, &[&str])| -> Vec<Header> {
        codes.iter().map(|c| coded(dim, c, Role::Body)).chain([coded(dim, "", Role::Total)]).collect()
    };
    let mut all: Vec<Vec<u64>> =
        numbers.iter().map(|row| row.iter().copied().chain([row.iter().sum()]).collect()).collect();
    all.push((0..=b.1.len()).map(|c| all.iter().map(|row| row[c]).sum()).collect());
    let key = Key { period: Some(Period::Year(2023)), ..contacts() };
    let cells = all.into_iter().flatten().map(Exact::Count).collect();
    bare(FigureId::Cross(a.0.to_owned(), b.0.to_owned()), key, headers(a), headers(b), cells)
}

/// A safe table in which exactly these places are hidden, well or not.
fn hiding(table: &Table, places: &[(usize, usize)]) -> SafeTable {
    let width = table.cols.len();
    let hidden: Vec<bool> =
        (0..table.cells.len()).map(|i| places.contains(&(i / width, i % width))).collect();
    render_with(table, &hidden)
}

fn shown(table: &SafeTable, r: usize, c: usize) -> String {
    match table.cell(r, c).value() {
        Safe::Number(n) => n.to_string(),
        Safe::Hidden => "[c]".to_owned(),
        Safe::Missing(_) => "-".to_owned(),
    }
}

fn hidden_count(tables: &[SafeTable]) -> usize {
    let cells = |t: &SafeTable| -> usize {
        let places = (0..t.rows().len()).flat_map(|r| (0..t.cols().len()).map(move |c| (r, c)));
        places.filter(|(r, c)| t.cell(*r, *c).value() == Safe::Hidden).count()
    };
    tables.iter().map(cells).sum()
}

/// Numbers shown are the true ones.
fn unchanged(exact: &[Table], safe: &[SafeTable]) -> bool {
    exact.iter().zip(safe).all(|(e, s)| {
        (0..e.rows.len()).flat_map(|r| (0..e.cols.len()).map(move |c| (r, c))).all(|(r, c)| {
            match (&e.cell(r, c).value, s.cell(r, c).value()) {
                (Exact::Count(n), Safe::Number(shown)) => shown == Num::int(*n),
                _ => true,
            }
        })
    })
}
