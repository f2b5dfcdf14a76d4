//! Alternative texts: what a chart shows, its extremes, and the change over time.

use super::share::divide;
use super::view::{View, drawn, period};
use crate::base::Period;

use crate::measures::{Form, Header, Role};

/// Parts named in one sentence.
const MOST: usize = 8;

/// The alternative text of a chart.
pub fn text(view: &View<'_>) -> String {
    let mut sentences = vec![kind(view)];
    match view.table.form() {
        Form::YearColumns => years_of_one(view, &mut sentences),
        Form::YearStack | Form::YearLines => years_of_parts(view, &mut sentences),
        Form::RankedBars if super::dumbbell::is_one(view) => sentences.push(super::dumbbell::told(view)),
        Form::Funnel | Form::RankedBars | Form::LatestBars => sentences.extend(report_year_list(view)),
        Form::MonthLines => months(view, &mut sentences),
        Form::SeriesMonths => series(view, &mut sentences),
        Form::Heat => heat(view, &mut sentences),
        Form::StackedShare => shares(view, &mut sentences),
        Form::YearPanels => sentences.extend(super::panels::told(view)),
        Form::Tiles => sentences.extend(super::areas::told(view)),
        Form::SmallMultiples | Form::None => {}
    }
    sentences.extend(cut(view));
    let hidden = if view.table.form() == Form::YearPanels { 0 } else { view.hidden_cells() };
    match hidden {
        0 => {}
        1 => sentences.push(view.words.fill("charts.alt.hidden_one", &[])),
        n => sentences.push(view.words.fill("charts.alt.hidden", &[("n", n.to_string())])),
    }
    sentences.retain(|s| !s.is_empty());
    sentences.join(" ")
}

/// That the chart shows the largest rows only, when it does.
fn cut(view: &View<'_>) -> Option<String> {
    match view.table.form() {
        Form::RankedBars if super::dumbbell::is_one(view) => super::dumbbell::shown(view).note,
        Form::RankedBars | Form::LatestBars => super::bars::shown(view).note,
        Form::StackedShare => super::share::shown(view).note,
        Form::YearPanels => super::panels::shown(view).note,
        Form::Heat => {
            let (down, across) = super::heat::shown(view);
            down.note.or(across.note)
        }
        _ => None,
    }
}

fn kind(view: &View<'_>) -> String {
    let key = match view.table.form() {
        Form::None => return String::new(),
        Form::YearColumns => "charts.alt.year_columns",
        Form::YearStack => "charts.alt.year_stack",
        Form::MonthLines => "charts.alt.month_lines",
        Form::Heat => "charts.alt.heat",
        Form::Funnel => "charts.alt.funnel",
        Form::RankedBars if super::dumbbell::is_one(view) => "charts.alt.dumbbell",
        Form::RankedBars | Form::LatestBars => "charts.alt.ranked_bars",
        Form::YearPanels => "charts.alt.year_panels",
        Form::StackedShare => "charts.alt.stacked_share",
        Form::YearLines => "charts.alt.year_lines",
        Form::SeriesMonths => "charts.alt.series_months",
        Form::SmallMultiples => "charts.alt.small_multiples",
        Form::Tiles if super::areas::are_shapes(view) => "charts.alt.shapes",
        Form::Tiles => "charts.alt.tiles",
    };
    let periods: Vec<Period> = match view.table.form() {
        Form::SeriesMonths => {
            drawn(view.table.rows()).iter().filter_map(|r| period(&view.table.rows()[*r])).collect()
        }
        _ => view.years().iter().map(|(_, year)| Period::Year(*year)).collect(),
    };
    let report = Period::Year(view.report_year());
    let from = periods.iter().min().copied().unwrap_or(report);
    let to = periods.iter().max().copied().unwrap_or(report);
    let places = [
        ("subject", view.words.subject(view.table)),
        ("from", view.words.period(from)),
        ("to", view.words.period(to)),
        ("year", view.words.period(report)),
    ];
    view.words.fill(key, &places)
}

fn years_of_one(view: &View<'_>, sentences: &mut Vec<String>) {
    let Some(row) = view.single() else { return };
    sentences.extend(changes(view, row));
    let years = view.years();
    let points: Vec<(String, usize, usize)> =
        years.iter().map(|(col, year)| (view.words.period(Period::Year(*year)), row, *col)).collect();
    sentences.extend(extremes(view, &points));
}

fn years_of_parts(view: &View<'_>, sentences: &mut Vec<String>) {
    sentences.extend(report_year_list(view));
    let total = view.table.rows().iter().position(|row| row.role == Role::Total);
    if let Some(row) = total.or(view.parts().first().copied()) {
        let name = view.row_name(row);
        sentences.extend(changes(view, row).into_iter().map(|change| colon(view, &name, change)));
    }
}

/// `2023: …`, as the language writes a colon.
fn colon(view: &View<'_>, before: &str, after: String) -> String {
    view.words.fill("join.colon", &[("a", before.to_owned()), ("b", after)])
}

/// The changes from the year before and from the first year; not over a break or an unsure year.
fn changes(view: &View<'_>, row: usize) -> Vec<String> {
    let years = view.years();
    let Some(to) = view.report_column().and_then(|col| years.iter().position(|(c, _)| *c == col)) else {
        return Vec::new();
    };
    let mut starts: Vec<usize> = [to.checked_sub(1), Some(0)].into_iter().flatten().collect();
    starts.dedup();
    let comparable = |from: &usize| {
        *from < to
            && !(from + 1..=to).any(|i| view.breaks(row, years[i].0))
            && !view.unsure(row, years[*from].0)
            && !view.unsure(row, years[to].0)
    };
    starts
        .into_iter()
        .filter(comparable)
        .filter_map(|from| change(view, row, years[from], years[to]))
        .collect()
}

fn change(view: &View<'_>, row: usize, from: (usize, i32), to: (usize, i32)) -> Option<String> {
    let (old, new) = (view.value(row, from.0)?, view.value(row, to.0)?);
    let key = match new.total_cmp(&old) {
        std::cmp::Ordering::Greater => "charts.alt.rise",
        std::cmp::Ordering::Less => "charts.alt.fall",
        std::cmp::Ordering::Equal => "charts.alt.same",
    };
    let places = [
        ("from", view.words.period(Period::Year(from.1))),
        ("to", view.words.period(Period::Year(to.1))),
        ("old", view.text(row, from.0)),
        ("new", view.text(row, to.0)),
    ];
    Some(view.words.fill(key, &places))
}

/// The highest and the lowest of named cells.
fn extremes(view: &View<'_>, points: &[(String, usize, usize)]) -> Option<String> {
    let numbers: Vec<(&String, f64, String)> = points
        .iter()
        .filter_map(|(name, r, c)| Some((name, view.value(*r, *c)?, view.text(*r, *c))))
        .collect();
    let high = numbers.iter().reduce(|a, b| if b.1 > a.1 { b } else { a })?;
    let low = numbers.iter().reduce(|a, b| if b.1 < a.1 { b } else { a })?;
    if high.1 <= low.1 {
        return None;
    }
    let places = [
        ("high_where", high.0.clone()),
        ("high", high.2.clone()),
        ("low_where", low.0.clone()),
        ("low", low.2.clone()),
    ];
    Some(view.words.fill("charts.alt.extremes", &places))
}

/// The parts of the report year with their numbers, as they stand in the table.
fn report_year_list(view: &View<'_>) -> Option<String> {
    let col = view.report_column().or_else(|| drawn(view.table.cols()).first().copied())?;
    let item = |row: &usize| {
        view.value(*row, col)?;
        Some(format!("{} {}", view.row_name(*row), view.text(*row, col)))
    };
    let items: Vec<String> = view.parts().iter().filter_map(item).take(MOST).collect();
    list(view, Period::Year(view.report_year()), &items)
}

fn list(view: &View<'_>, period: Period, items: &[String]) -> Option<String> {
    if items.is_empty() {
        return None;
    }
    let places =
        [("where", view.words.period(period)), ("items", items.join(&view.words.fill("join.list", &[])))];
    Some(view.words.fill("charts.alt.list", &places))
}

fn months(view: &View<'_>, sentences: &mut Vec<String>) {
    let Some(col) = view.report_column() else { return };
    let points: Vec<_> = view.parts().into_iter().map(|row| (view.row_name(row), row, col)).collect();
    if let Some(found) = extremes(view, &points) {
        let year = view.words.period(Period::Year(view.table.year()));
        sentences.push(colon(view, &year, found));
    }
}

/// The highest and lowest month of each line; of several each with its name.
fn series(view: &View<'_>, sentences: &mut Vec<String>) {
    let rows = drawn(view.table.rows());
    for (col, header) in view.table.cols().iter().enumerate() {
        let points: Vec<_> = rows.iter().map(|row| (view.row_name(*row), *row, col)).collect();
        let found = extremes(view, &points);
        let name = view.words.label(&header.label);
        sentences.extend(found.map(|f| if view.table.cols().len() > 1 { colon(view, &name, f) } else { f }));
    }
}

fn heat(view: &View<'_>, sentences: &mut Vec<String>) {
    let bodies = |headers: &[Header]| -> Vec<usize> {
        headers.iter().enumerate().filter(|(_, h)| h.role == Role::Body).map(|(i, _)| i).collect()
    };
    let name = |row: usize, col: usize| {
        format!("{}, {}", view.row_name(row), view.words.label(&view.table.cols()[col].label))
    };
    let cols = bodies(view.table.cols());
    let points: Vec<_> = bodies(view.table.rows())
        .into_iter()
        .flat_map(|row| cols.iter().map(move |col| (row, *col)))
        .map(|(row, col)| (name(row, col), row, col))
        .collect();
    sentences.extend(extremes(view, &points));
}

/// The largest part of each divided bar.
fn shares(view: &View<'_>, sentences: &mut Vec<String>) {
    let parts = view.categories(view.table.cols());
    for row in view.parts().into_iter().take(MOST) {
        let bar = divide(view, row, &parts);
        let largest = parts
            .iter()
            .zip(&bar.shares)
            .filter_map(|(part, share)| Some((part, (*share)?)))
            .reduce(|a, b| if b.1.to_f64() > a.1.to_f64() { b } else { a });
        if let Some((part, share)) = largest {
            let places = [
                ("row", view.row_name(row)),
                ("part", part.name.clone()),
                ("share", view.words.percent(share)),
            ];
            sentences.push(view.words.fill("charts.alt.largest_part", &places));
        }
    }
}
