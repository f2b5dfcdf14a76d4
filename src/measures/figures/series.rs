//! Series that are no contacts: per year, and per month where given so.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use crate::base::{Num, Period};
use crate::config::{FigureId, SeriesSpec};
use crate::measures::grid::{derived_headers, header, measure, period_key, with_derived, year_flags};

use crate::measures::{
    Cell, Exact, Flag, Form, Header, Key, LEAST_MONTHS, Label, Missing, NoteRef, Role, Table, TableKind,
};

/// A yearly and a monthly table per series that is not a part of another; parts are rows beside it.
pub fn tables(cx: &Context<'_>) -> Vec<Table> {
    let mut tables = Vec::new();
    for whole in cx.line.series.iter().filter(|s| s.part_of.is_none()) {
        let family: Vec<&SeriesSpec> = std::iter::once(whole)
            .chain(cx.line.series.iter().filter(|s| s.part_of.as_deref() == Some(&whole.id)))
            .collect();
        tables.extend(yearly(cx, &family));
        tables.extend(monthly(cx, &family));
    }
    tables
}

/// Value of a year: as given, or the sum of its months when the series may be added up.
fn value_of_year(cx: &Context<'_>, series: &SeriesSpec, year: i32) -> Option<Num> {
    let of = |p: &&crate::series::SeriesPoint| p.series == series.id;
    if let Some(point) = cx.series.iter().filter(of).find(|p| p.period == Period::Year(year)) {
        return Some(point.value);
    }
    let months: Vec<Num> = cx
        .series
        .iter()
        .filter(of)
        .filter(|p| matches!(p.period, Period::Month(y, _) if y == year))
        .map(|p| p.value)
        .collect();
    if !series.additive || months.is_empty() {
        return None;
    }
    sum(&months)
}

/// Whether a year is the sum of fewer than its twelve months.
fn is_partial(cx: &Context<'_>, series: &SeriesSpec, year: i32) -> bool {
    let own = cx.series.iter().filter(|p| p.series == series.id);
    let mut months = 0;
    for period in own.map(|p| p.period) {
        match period {
            Period::Year(y) if y == year => return false,
            Period::Month(y, _) if y == year => months += 1,
            _ => {}
        }
    }
    (1..12).contains(&months)
}

fn row(series: &SeriesSpec) -> Header {
    let role = if series.part_of.is_some() { Role::Body } else { Role::Total };
    header(measure(&series.id, &series.unit), Label::Series(series.id.clone()), role)
}

fn note(id: &str) -> NoteRef {
    NoteRef::plain(id)
}

fn table(cx: &Context<'_>, family: &[&SeriesSpec], figure: fn(String) -> FigureId, form: Form) -> Table {
    Table {
        figure: figure(family[0].id.clone()),
        chapter: family[0].chapter,
        key: Key::default(),
        row_dim: None,
        col_dim: None,
        kind: TableKind::Single,
        form,
        year: cx.year,
        rows: family.iter().map(|s| row(s)).collect(),
        cols: Vec::new(),
        cells: Vec::new(),
        notes: Vec::new(),
        annex: false,
        sums: Vec::new(),
    }
}

fn yearly(cx: &Context<'_>, family: &[&SeriesSpec]) -> Option<Table> {
    let values = |s: &SeriesSpec| cx.years.iter().map(|y| value_of_year(cx, s, *y)).collect::<Vec<_>>();
    let flags = |s: &SeriesSpec, year: i32| {
        let mut flags = year_flags(cx.line, year);
        if is_partial(cx, s, year) {
            flags.insert(Flag::PartialYear);
        }
        flags
    };
    if !family.iter().any(|s| values(s).iter().any(Option::is_some)) {
        return None;
    }
    let mut t = table(cx, family, FigureId::SeriesPerYear, Form::YearColumns);
    for (r, series) in family.iter().enumerate() {
        t.cells.extend(values(series).into_iter().zip(&cx.years).map(|(v, year)| Cell {
            value: v.map_or(Exact::Missing(Missing::NotAvailable), Exact::Given),
            flags: flags(series, *year),
        }));
        t.cells.extend(with_derived(r, cx.years.len(), None, &year_flags(cx.line, cx.year), false));
    }
    if family[0].check_sum && family.len() > 1 {
        sum_of_parts(cx, family, &mut t);
    }
    t.notes.extend(sources(family));
    t.cols = cx.year_headers();
    t.cols.extend(derived_headers(&cx.years, false));
    // A year or an amount has no such warning; visitors have.
    if !family[0].additive && family[0].unit.starts_with("visit") {
        t.notes.push(note("not-additive"));
    }
    Some(t)
}

/// Where the numbers stand and which day they are of: a note per source, with what it is of.
fn sources(family: &[&SeriesSpec]) -> Vec<NoteRef> {
    let mut notes: Vec<NoteRef> = Vec::new();
    let mut seen = Vec::new();
    for series in family.iter().filter(|s| !s.source.0.is_empty() || s.date.is_some()) {
        let mut args = BTreeMap::from([("source".to_owned(), format!("source:{}", series.id))]);
        args.extend(series.date.map(|d| ("date".to_owned(), format!("date:{d}"))));
        let id = match (series.source.0.is_empty(), series.date.is_some()) {
            (false, true) => "series-source-date",
            (false, false) => "series-source",
            (true, _) => "series-date",
        };
        if !seen.contains(&(&series.source, series.date)) {
            seen.push((&series.source, series.date));
            notes.push(NoteRef { id: id.to_owned(), args });
        }
    }
    notes
}

/// The sum of the parts beside the whole, and a note where the two differ.
fn sum_of_parts(cx: &Context<'_>, family: &[&SeriesSpec], t: &mut Table) {
    let (whole, parts) = (family[0], &family[1..]);
    let row = t.rows.len();
    let mut differs = false;
    for year in &cx.years {
        let values: Vec<Num> = parts.iter().filter_map(|s| value_of_year(cx, s, *year)).collect();
        let sum = sum(&values);
        let announced = value_of_year(cx, whole, *year);
        differs |= announced.zip(sum).is_some_and(|(a, b)| !equal(a, b));
        let value = sum.map_or(Exact::Missing(Missing::NotAvailable), Exact::Given);
        t.cells.push(Cell { value, flags: year_flags(cx.line, *year) });
    }
    t.cells.extend(with_derived(row, cx.years.len(), None, &year_flags(cx.line, cx.year), false));
    let key = measure(&format!("{}_parts", whole.id), &whole.unit);
    t.rows.push(header(key, Label::Word("row.sum_of_parts".to_owned()), Role::Derived));
    if differs {
        t.notes.push(note("sum-differs"));
    }
}

/// The sum of numbers on their largest number of decimals; nothing of none.
fn sum(values: &[Num]) -> Option<Num> {
    let decimals = values.iter().map(|n| n.decimals).max()?;
    let lift = |n: &Num| n.scaled * 10_i64.pow(u32::from(decimals - n.decimals));
    Some(Num { scaled: values.iter().map(lift).sum(), decimals })
}

fn equal(a: Num, b: Num) -> bool {
    sum(&[a, Num { scaled: -b.scaled, ..b }]).is_some_and(|d| d.scaled == 0)
}

fn monthly(cx: &Context<'_>, family: &[&SeriesSpec]) -> Option<Table> {
    let ids: BTreeSet<&str> = family.iter().map(|s| s.id.as_str()).collect();
    let mut months: BTreeSet<(i32, u8)> = BTreeSet::new();
    for point in cx.series.iter().filter(|p| ids.contains(p.series.as_str())) {
        if let Period::Month(y, m) = point.period
            && cx.years.contains(&y)
        {
            months.insert((y, m));
        }
    }
    if months.len() < 6 {
        return None;
    }
    // Months down, series across: a long table for the annex. A year or more of it is drawn, with events.
    let mut t = table(cx, family, FigureId::SeriesPerMonth, Form::SeriesMonths);
    t.annex = true;
    if let (Some(first), Some(last)) = (months.first(), months.last())
        && months.len() >= LEAST_MONTHS
    {
        t.notes = super::events::marks_within(cx, *first, *last);
    }
    t.notes.extend(sources(family));
    t.cols = std::mem::take(&mut t.rows);
    t.rows = months
        .iter()
        .map(|(y, m)| {
            header(period_key(Period::Month(*y, *m)), Label::Period(Period::Month(*y, *m)), Role::Body)
        })
        .collect();
    for (y, m) in &months {
        for series in family {
            let point = cx.series.iter().find(|p| p.series == series.id && p.period == Period::Month(*y, *m));
            t.cells.push(Cell {
                value: point.map_or(Exact::Missing(Missing::NotAvailable), |p| Exact::Given(p.value)),
                flags: BTreeSet::new(),
            });
        }
    }
    Some(t)
}
