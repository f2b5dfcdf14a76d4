//! One dimension within another over the years: for each province its problems, year by year.

use super::breakdown::{is_unknown, too_little_known};
use super::cross::{Side, spec};
use super::{Context, breaks};
use crate::config::{CodeKind, DimKind, Dimension, FigureId};
use crate::measures::cube::Grouping;
use crate::measures::grid::{code_key, header, measure, year_flags};
use crate::measures::{
    Cell, Exact, Flag, Form, Grid, Header, Key, Label, Missing, NoteRef, Role, Table, TableKind,
};

/// One table per configured pair of dimensions with one answer each.
pub fn tables(cx: &Context<'_>) -> Vec<Table> {
    cx.line.trends.iter().filter_map(|(a, b)| table(cx, a, b)).collect()
}

/// Sums by outer code, inner code and year; the last place of each side is its total.
struct Sums {
    outer: usize,
    inner: usize,
    grid: Grid,
}

impl Sums {
    fn of(cx: &Context<'_>, a: &Side<'_>, b: &Side<'_>, grouping: &Grouping) -> Self {
        let (outer, inner) = (a.len(), b.len());
        let mut grid = Grid::new((outer + 1) * (inner + 1), cx.years.len());
        for (key, sums) in grouping.iter() {
            let Some(y) = cx.column(cx.cube.year(key[0])) else { continue };
            if !Context::reaches(key[1], cx.line.main_stage) {
                continue;
            }
            for r in a.positions(key[2]).into_iter().chain([outer]) {
                for c in b.positions(key[3]).into_iter().chain([inner]) {
                    grid.add(r * (inner + 1) + c, y, sums);
                }
            }
        }
        Self { outer, inner, grid }
    }

    fn at(&self, outer: usize, inner: usize, year: usize) -> u64 {
        self.grid.at(outer * (self.inner + 1) + inner, year).n
    }

    /// The years of which one of two traits is known too seldom for anything to be given by both: those in which
    /// its own breakdown is not given either.
    fn too_little_known(&self, cx: &Context<'_>, (a, b): (&Dimension, &Dimension)) -> Vec<bool> {
        let unknown = |d: &Dimension, n: &dyn Fn(usize) -> u64| -> u64 {
            let codes = d.codes.codes.iter().enumerate().filter(|(_, code)| is_unknown(code.kind));
            codes.map(|(i, _)| n(i)).sum()
        };
        let too_little = |y: usize| {
            let all = self.at(self.outer, self.inner, y);
            too_little_known(cx, a, unknown(a, &|r| self.at(r, self.inner, y)), all)
                || too_little_known(cx, b, unknown(b, &|c| self.at(self.outer, c, y)), all)
        };
        (0..cx.years.len()).map(too_little).collect()
    }

    /// Over all years shown.
    fn ever(&self, outer: usize, inner: usize) -> u64 {
        self.grid.row_total(outer * (self.inner + 1) + inner)
    }
}

fn table(cx: &Context<'_>, a: &str, b: &str) -> Option<Table> {
    let (da, db) = (cx.line.dimension(a)?, cx.line.dimension(b)?);
    if da.kind == DimKind::Multi || db.kind == DimKind::Multi {
        return None;
    }
    let (sa, sb) = (Side::of(cx, a)?, Side::of(cx, b)?);
    let sums = Sums::of(cx, &sa, &sb, cx.cube.get(&spec(a, b))?);
    if sums.ever(sums.outer, sums.inner) == 0 {
        return None;
    }
    let too_little = sums.too_little_known(cx, (da, db));
    let inner: Vec<usize> = (0..sums.inner).filter(|c| cx.lists(sums.ever(sums.outer, *c))).collect();
    let (mut rows, mut cells): (Vec<Header>, Vec<Cell>) = Default::default();
    let code =
        |dim: &str, id: &str| (code_key(dim, id), Label::Code { dim: dim.to_owned(), code: id.to_owned() });
    let cell = |r: usize, c: usize, y: usize| cell(cx, db, (&sums, &too_little), (r, c, y));
    let years = 0..cx.years.len();
    for r in (0..sums.outer).filter(|r| cx.lists(sums.ever(*r, sums.inner))) {
        let (key, label) = code(a, &da.codes.codes[r].id);
        rows.push(header(key.clone(), label, Role::Group));
        cells.extend(years.clone().map(|y| cell(r, sums.inner, y)));
        for &c in &inner {
            let (inner_key, label) = code(b, &db.codes.codes[c].id);
            rows.push(header(inner_key.join(&key), label, Role::Member));
            cells.extend(years.clone().map(|y| cell(r, c, y)));
        }
    }
    rows.push(header(Key::default(), Label::Word("row.total".to_owned()), Role::Total));
    cells.extend(years.map(|y| cell(sums.outer, sums.inner, y)));
    let plain: Vec<usize> =
        inner.into_iter().filter(|c| db.codes.codes[*c].kind == CodeKind::Plain).collect();
    Some(Table {
        figure: FigureId::Trend(a.to_owned(), b.to_owned()),
        chapter: db.chapter,
        key: Key { stage: Some(cx.line.main_stage), ..measure("contacts", cx.line.unit(cx.line.main_stage)) },
        row_dim: Some(a.to_owned()),
        col_dim: None,
        kind: TableKind::Single,
        form: if too_little.last() == Some(&true) { Form::None } else { Form::SmallMultiples },
        year: cx.year,
        rows,
        cols: cx.year_headers(),
        cells,
        notes: notes(cx, b, &plain, too_little.contains(&true)),
        annex: true,
        sums: Vec::new(),
    })
}

/// The count of an outer and an inner code in a year; in years of which too little is known, only the total.
fn cell(
    cx: &Context<'_>,
    inner: &Dimension,
    (sums, too_little): (&Sums, &[bool]),
    (r, c, y): (usize, usize, usize),
) -> Cell {
    let (year, n) = (cx.years[y], sums.at(r, c, y));
    let one = [c];
    let codes = if c < sums.inner { one.as_slice() } else { &[] };
    let mut flags = year_flags(cx.line, year);
    if too_little[y] && (r, c) != (sums.outer, sums.inner) {
        return Cell { value: Exact::Missing(Missing::TooMuchUnknown), flags };
    }
    if n == 0 && !codes.is_empty() && !breaks::exists(&inner.codes, codes, year) {
        return Cell { value: Exact::Missing(Missing::NotApplicable), flags };
    }
    if y > 0 && breaks::broken(&inner.codes, codes, year) {
        flags.insert(Flag::Break);
    }
    Cell { value: Exact::Count(n), flags }
}

fn notes(cx: &Context<'_>, inner: &str, codes: &[usize], too_little: bool) -> Vec<NoteRef> {
    let limit = ("limit".to_owned(), cx.line.max_unknown_percent.to_string());
    let unknown = too_little.then(|| NoteRef { id: "too-much-unknown".to_owned(), args: [limit].into() });
    let broken = cx.line.dimension(inner).map(|d| breaks::notes(d, codes, &cx.years)).unwrap_or_default();
    unknown.into_iter().chain(broken).collect()
}
