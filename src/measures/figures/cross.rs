//! Crosses of two dimensions for the report year.

use super::breakdown::{is_unknown, tells_little};
use super::rows::{CodeRow, Vocabulary, weight};
use super::{Context, column_of};
use crate::base::Period;
use crate::config::{Chapter, DimKind, FigureId, dim};
use crate::measures::cube::{Col, Spec};
use crate::measures::grid::{measure, plain};

use crate::measures::{Exact, Flag, Form, Grid, Header, Key, Label, NoteRef, Role, Table, TableKind};

/// What a cross needs.
#[must_use]
pub fn spec(a: &str, b: &str) -> Spec {
    vec![Col::Year, Col::Stage, column_of(a), column_of(b)]
}

/// One table per configured pair.
pub fn tables(cx: &Context<'_>) -> Vec<Table> {
    cx.line.crosses.iter().filter_map(|(a, b)| table(cx, a, b)).collect()
}

/// One side of a cross.
pub(super) struct Side<'a> {
    vocabulary: Vocabulary<'a>,
    kind: DimKind,
}

impl<'a> Side<'a> {
    pub(super) fn of(cx: &Context<'a>, id: &'a str) -> Option<Self> {
        let (vocabulary, kind) = match id {
            "channel" => (Vocabulary::of_channels(cx.line), DimKind::Single),
            "month" => (Vocabulary::of_months(), DimKind::Single),
            id => cx.line.dimension(id).map(|d| (Vocabulary::of_list(&d.id, &d.codes), d.kind))?,
        };
        Some(Self { vocabulary, kind })
    }

    /// Number of codes.
    pub(super) fn len(&self) -> usize {
        self.vocabulary.codes.len()
    }

    /// Places of a grouping's key among the codes.
    pub(super) fn positions(&self, key: u64) -> Vec<usize> {
        match self.kind {
            // Months are counted on from year to year.
            DimKind::Single if self.vocabulary.dim == dim::MONTH => {
                vec![usize::try_from(key % 12).unwrap_or(0)]
            }
            DimKind::Single => vec![usize::try_from(key).unwrap_or(0)],
            DimKind::Multi => (0..self.len()).filter(|i| key >> i & 1 == 1).collect(),
        }
    }

    /// Rows with their codes; the total counts the place after the last code.
    fn rows(&self, cx: &Context<'_>, n: impl Fn(usize) -> u64) -> Vec<CodeRow> {
        let size = |codes: &[usize]| weight(codes.iter().map(|i| n(*i)).sum(), cx.line.threshold);
        let months = self.vocabulary.dim == dim::MONTH;
        let mut rows = self.vocabulary.rows(size, |i| months || cx.lists(n(i)), true);
        if let Some(total) = rows.iter_mut().find(|r| r.header.role == Role::Total) {
            total.codes = vec![self.len()];
        }
        rows
    }
}

/// Sums of the report year; one more row and column for the totals, in which a contact with several
/// answers counts once.
fn sums(cx: &Context<'_>, a: &Side<'_>, b: &Side<'_>, spec: &[Col]) -> Option<Grid> {
    let (na, nb) = (a.len(), b.len());
    let mut grid = Grid::new(na + 1, nb + 1);
    for (key, sums) in cx.cube.get(spec)?.iter() {
        if cx.cube.year(key[0]) != cx.year || !Context::reaches(key[1], cx.line.main_stage) {
            continue;
        }
        let (rows, cols) = (a.positions(key[2]), b.positions(key[3]));
        for r in rows.iter().copied().chain([na]) {
            for c in cols.iter().copied().chain([nb]) {
                grid.add(r, c, sums);
            }
        }
    }
    Some(grid).filter(|grid| grid.at(na, nb).n > 0)
}

fn table(cx: &Context<'_>, a: &str, b: &str) -> Option<Table> {
    let (sa, sb) = (Side::of(cx, a)?, Side::of(cx, b)?);
    let grid = sums(cx, &sa, &sb, &spec(a, b))?;
    let (na, nb) = (sa.len(), sb.len());
    let above = |limit: u32, told: &dyn Fn(u64, u64) -> bool| {
        unknown_above(&sa.vocabulary, (limit, told), |i| grid.at(i, nb).n)
            || unknown_above(&sb.vocabulary, (limit, told), |i| grid.at(na, i).n)
    };
    if above(cx.line.max_unknown_percent, &|unknown, all| tells_little(unknown, all, cx.line.threshold)) {
        return None;
    }
    let poorly = above(cx.line.low_unknown_percent, &|_, _| true);
    let rows = sa.rows(cx, |i| grid.at(i, nb).n);
    let cols = sb.rows(cx, |i| grid.at(na, i).n);
    let mut cells = Vec::new();
    for row in &rows {
        for col in &cols {
            let pairs = row.codes.iter().flat_map(|r| col.codes.iter().map(move |c| (*r, *c)));
            let mut cell = plain(Exact::Count(pairs.map(|(r, c)| grid.at(r, c).n).sum()));
            if poorly {
                cell.flags.insert(Flag::LowReliability);
            }
            cells.push(cell);
        }
    }
    let multi = sa.kind == DimKind::Multi || sb.kind == DimKind::Multi;
    let months = a == dim::MONTH || b == dim::MONTH;
    let chapter = cx.line.dimension(a).or_else(|| cx.line.dimension(b)).map_or(Chapter::When, |d| d.chapter);
    let mut notes: Vec<NoteRef> = multi.then(|| NoteRef::plain("multi-select")).into_iter().collect();
    if poorly {
        let limit = cx.line.low_unknown_percent.to_string();
        notes.push(NoteRef { id: "low-reliability".to_owned(), args: [("limit".to_owned(), limit)].into() });
    }
    Some(Table {
        figure: FigureId::Cross(a.to_owned(), b.to_owned()),
        chapter,
        key: Key {
            stage: Some(cx.line.main_stage),
            period: Some(Period::Year(cx.year)),
            ..measure("contacts", cx.line.unit(cx.line.main_stage))
        },
        row_dim: Some(a.to_owned()),
        col_dim: Some(b.to_owned()),
        kind: if multi { TableKind::Multi } else { TableKind::Single },
        form: match (multi, months) {
            // Several answers per contact are no parts of one bar.
            (true, _) => Form::None,
            (_, true) => Form::Heat,
            _ => Form::StackedShare,
        },
        year: cx.year,
        annex: cols.len() > 8,
        sums: Vec::new(),
        rows: rows.into_iter().map(|r| long_months(r.header)).collect(),
        cols: cols.into_iter().map(|r| r.header).collect(),
        cells,
        notes,
    })
}

/// Months are written in full at the left of a row, in short above a column.
fn long_months(mut header: Header) -> Header {
    if let Label::Word(word) = &header.label
        && let Some(month) = word.strip_prefix("mon.").and_then(|m| m.parse().ok())
    {
        header.label = Label::Month(month);
    }
    header
}

/// Whether the share of unknown is above a limit in percent, and may be told to be.
fn unknown_above(
    v: &Vocabulary<'_>,
    (limit, told): (u32, &dyn Fn(u64, u64) -> bool),
    n: impl Fn(usize) -> u64,
) -> bool {
    let all: u64 = (0..v.codes.len()).map(&n).sum();
    let unknown: u64 = (0..v.codes.len()).filter(|i| is_unknown(v.codes[*i].2)).map(n).sum();
    told(unknown, all) && unknown * 100 > all * u64::from(limit)
}
