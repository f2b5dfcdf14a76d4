//! Crosses of two dimensions for the report year.

use std::collections::BTreeMap;

use super::rows::{CodeRow, Vocabulary, weight};
use super::{Context, column_of};
use crate::config::{CodeKind, DimKind};
use crate::measures::cube::{Col, Spec};
use crate::measures::grid::{header, measure, plain};
use crate::measures::{Exact, Form, Grid, Key, NoteRef, Period, Role, Table, TableKind};

/// What a cross needs.
#[must_use]
pub fn spec(a: &str, b: &str) -> Spec {
    vec![Col::Year, Col::Stage, column_of(a), column_of(b)]
}

/// One table per configured pair.
pub fn tables(cx: &Context<'_>) -> Vec<Table> {
    cx.line.crosses.iter().filter_map(|(a, b)| table(cx, a, b)).collect()
}

fn vocabulary<'a>(cx: &Context<'a>, id: &'a str) -> Option<(Vocabulary<'a>, DimKind)> {
    if id == "channel" {
        return Some((Vocabulary::of_channels(cx.line), DimKind::Single));
    }
    cx.line.dimension(id).map(|d| (Vocabulary::of_list(&d.id, &d.codes), d.kind))
}

fn positions(key: u64, kind: DimKind, codes: usize) -> Vec<usize> {
    match kind {
        DimKind::Single => vec![usize::try_from(key).unwrap_or(0)],
        DimKind::Multi => (0..codes).filter(|i| key >> i & 1 == 1).collect(),
    }
}

fn table(cx: &Context<'_>, a: &str, b: &str) -> Option<Table> {
    let grouping = cx.cube.get(&spec(a, b))?;
    let ((va, ka), (vb, kb)) = (vocabulary(cx, a)?, vocabulary(cx, b)?);
    let (na, nb) = (va.codes.len(), vb.codes.len());
    // One more row and column for the totals: a contact with several answers counts once in them.
    let mut grid = Grid::new(na + 1, nb + 1);
    for (key, sums) in grouping.iter() {
        if cx.cube.year(key[0]) != cx.year || !Context::reaches(key[1], cx.line.main_stage) {
            continue;
        }
        let (rows, cols) = (positions(key[2], ka, na), positions(key[3], kb, nb));
        for r in rows.iter().copied().chain([na]) {
            for c in cols.iter().copied().chain([nb]) {
                grid.add(r, c, sums);
            }
        }
    }
    if grid.at(na, nb).n == 0 || mostly_unknown(cx, &va, |i| grid.at(i, nb).n) || mostly_unknown(cx, &vb, |i| grid.at(na, i).n) {
        return None;
    }
    let size = |n: u64| weight(n, cx.line.threshold);
    let rows = va.rows(|p| size(p.iter().map(|i| grid.at(*i, nb).n).sum()), |i| grid.at(i, nb).n > 0, true);
    let cols = vb.rows(|p| size(p.iter().map(|i| grid.at(na, *i).n).sum()), |i| grid.at(na, i).n > 0, true);
    let members = |row: &CodeRow, all: usize| if row.header.role == Role::Total { vec![all] } else { row.codes.clone() };
    let mut cells = Vec::new();
    for row in &rows {
        for col in &cols {
            let n = members(row, na).iter().flat_map(|r| members(col, nb).into_iter().map(move |c| (*r, c))).map(|(r, c)| grid.at(r, c).n).sum();
            cells.push(plain(Exact::Count(n)));
        }
    }
    let multi = ka == DimKind::Multi || kb == DimKind::Multi;
    let chapter = cx.line.dimension(a).or_else(|| cx.line.dimension(b)).map(|d| d.chapter)?;
    let headers = |rows: Vec<CodeRow>| rows.into_iter().map(|r| header(r.header.key, r.header.label, r.header.role)).collect();
    Some(Table {
        figure: format!("contacts-by-{}-and-{}", a.replace('_', "-"), b.replace('_', "-")),
        chapter,
        key: Key {
            stage: Some(cx.line.main_stage),
            period: Some(Period::Year(cx.year)),
            ..measure("contacts", cx.line.unit(cx.line.main_stage))
        },
        row_dim: Some(a.to_owned()),
        col_dim: Some(b.to_owned()),
        kind: if multi { TableKind::Multi } else { TableKind::Single },
        // Several answers per contact are no parts of one bar.
        form: if multi { Form::None } else { Form::StackedShare },
        year: cx.year,
        annex: cols.len() > 8,
        rows: headers(rows),
        cols: headers(cols),
        cells,
        notes: multi
            .then(|| NoteRef { id: "multi-select".to_owned(), args: BTreeMap::new() })
            .into_iter()
            .collect(),
    })
}

fn mostly_unknown(cx: &Context<'_>, v: &Vocabulary<'_>, n: impl Fn(usize) -> u64) -> bool {
    let special = |k: CodeKind| matches!(k, CodeKind::Unknown | CodeKind::Unclear | CodeKind::Blank);
    let all: u64 = (0..v.codes.len()).map(&n).sum();
    let unknown: u64 = (0..v.codes.len()).filter(|i| special(v.codes[*i].2)).map(n).sum();
    unknown * 100 > all * u64::from(cx.line.max_unknown_percent)
}
