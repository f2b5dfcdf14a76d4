//! A panel per row that is a whole: one column a year, each panel on a scale of its own. What a panel shows is
//! its row over the years; heights of different panels are not to be compared.

use charming::Chart;

use super::canvas::{Align, Canvas, Layer, Paint, Type};
use super::columns::{bar_width, base_line, numbers, year_names};
use super::cut::Shown;
use super::drawing::Drawing;
use super::frame::{Frame, Scale};
use super::metrics::Weight;
use super::readout::Readout;
use super::view::{HIDDEN, View};
use crate::base::Period;
use crate::disclosure::Safe;

use crate::measures::{Missing, Role};

const ACROSS: usize = 3;
/// Panels beyond these stand in the table only.
const PANELS: usize = 12;
const GAP: f64 = 16.0;
const HEIGHT: f64 = 58.0;
/// Room above the columns for the name of the panel and a number, below them for the years.
const ABOVE: f64 = 26.0;
/// A panel alone is named by the headline.
const ABOVE_ONE: f64 = 14.0;
const BELOW: f64 = 24.0;

/// Option and height of the chart.
pub fn year_panels(view: &View<'_>) -> Option<Drawing> {
    let (shown, years) = drawn(view);
    let rows = &shown.rows;
    if rows.is_empty() || years.len() < 2 {
        return None;
    }
    let across = rows.len().clamp(2, ACROSS);
    let width = (view.width - GAP * (across - 1) as f64) / across as f64;
    let above = if rows.len() == 1 { ABOVE_ONE } else { ABOVE };
    let (mut canvas, mut readouts) = (Canvas::new(view.theme), Vec::new());
    for (place, row) in rows.iter().enumerate() {
        let left = (width + GAP) * (place % across) as f64;
        let top = (above + HEIGHT + BELOW) * (place / across) as f64 + above;
        let width = if rows.len() == 1 { view.width } else { width };
        let frame = Frame { left, top, width, height: HEIGHT };
        if rows.len() > 1 {
            name(&mut canvas, view, &frame, *row);
        }
        panel(&mut canvas, view, &frame, (*row, &years));
        let names = vec![view.row_name(*row)];
        readouts.push(Readout::of_years(view, &frame, &years, names, |col| vec![view.printed(*row, col)]));
    }
    let lines = rows.len().div_ceil(across);
    let chart = Chart::new().animation(false);
    let height = shown.write(&mut canvas, view, 0.0, (above + HEIGHT + BELOW) * lines as f64);
    Some(Drawing::new(&chart, canvas, height, readouts))
}

/// Rows that are wholes and have a number, and the years from the first to the last with one.
fn drawn(view: &View<'_>) -> (Shown, Vec<(usize, i32)>) {
    let whole = |r: &usize| matches!(view.table.rows()[*r].role, Role::Body | Role::Group);
    let years = view.years();
    let any = |row: usize| years.iter().any(|(c, _)| view.value(row, *c).is_some());
    let rows: Vec<usize> = (0..view.table.rows().len()).filter(whole).filter(|r| any(*r)).collect();
    let filled = |(col, _): &(usize, i32)| {
        rows.iter().any(|r| view.value(*r, *col).is_some() || view.hidden(*r, *col))
    };
    let first = years.iter().position(filled).unwrap_or(0);
    let end = years.iter().rposition(filled).map_or(0, |last| last + 1);
    let years = years.get(first..end).unwrap_or_default().to_vec();
    let latest =
        |row: usize| years.iter().rev().find_map(|(col, _)| view.value(row, *col)).unwrap_or_default();
    let role = |row: usize| view.table.rows()[row].role;
    (Shown::of(view, rows, PANELS, role, latest), years)
}

/// The rows that have a panel.
pub fn shown(view: &View<'_>) -> Shown {
    drawn(view).0
}

fn name(canvas: &mut Canvas<'_>, view: &View<'_>, frame: &Frame, row: usize) {
    let tokens = &view.theme.tokens;
    let look = Type { size: tokens.sizes.chart_label, weight: Weight::Bold, colour: &tokens.colours.ink };
    let name = view.theme.metrics.shorten(&view.row_name(row), look.size, look.weight, frame.width);
    canvas.text(&name, frame.left, frame.top - ABOVE + 6.0, Align::Left, look);
}

fn panel(canvas: &mut Canvas<'_>, view: &View<'_>, frame: &Frame, (row, years): (usize, &[(usize, i32)])) {
    let tokens = &view.theme.tokens;
    let scale = Scale::to(years.iter().filter_map(|(c, _)| view.value(row, *c)).fold(0.0, f64::max));
    let bar = bar_width(frame, years.len());
    let last = years.iter().rposition(|(c, _)| view.value(row, *c).is_some());
    for (place, (col, _)) in years.iter().enumerate() {
        let Some(value) = view.value(row, *col) else { continue };
        let colour = if Some(place) == last { view.accent.to_owned() } else { view.theme.grey(2).to_owned() };
        let (x, y) = (frame.across(place, years.len()) - bar / 2.0, frame.y(&scale, value));
        canvas.rect(&Paint::fill(&colour, Layer::Behind), x, y, bar, frame.bottom() - y);
        if view.unsure(row, *col) {
            canvas.hatch(&tokens.colours.paper, x, y, bar, frame.bottom() - y);
        }
    }
    base_line(canvas, view, frame);
    let text = |col: usize| match view.table.cell(row, col).value() {
        Safe::Missing(Missing::NotAvailable) => "[x]".to_owned(),
        Safe::Missing(Missing::NotApplicable) => "[z]".to_owned(),
        _ => view.text(row, col),
    };
    let texts: Vec<(String, f64)> = years
        .iter()
        .map(|(col, _)| (text(*col), frame.y(&scale, view.value(row, *col).unwrap_or(0.0))))
        .collect();
    numbers(canvas, view, frame, &texts, years);
    year_names(canvas, view, frame, years, |col| view.signs(row, col));
}

/// What the panels show, row by row: the first and the last number, and what is withheld.
pub fn told(view: &View<'_>) -> Vec<String> {
    let (shown, years) = drawn(view);
    let mut sentences = Vec::new();
    for row in shown.rows {
        let known: Vec<(usize, i32)> =
            years.iter().copied().filter(|(c, _)| view.value(row, *c).is_some()).collect();
        let (Some(first), Some(last)) = (known.first(), known.last()) else { continue };
        let year = |y: i32| view.words.period(Period::Year(y));
        let hidden = years.iter().filter(|(c, _)| view.hidden(row, *c)).map(|(_, y)| year(*y));
        let hidden: Vec<String> = hidden.collect();
        let key = if known.len() > 1 { "charts.alt.span" } else { "charts.alt.point" };
        let places = [
            ("name", view.row_name(row)),
            ("from", year(first.1)),
            ("to", year(last.1)),
            ("old", view.text(row, first.0)),
            ("new", view.text(row, last.0)),
        ];
        sentences.push(view.words.fill(key, &places));
        if !hidden.is_empty() {
            let list = hidden.join(&view.words.fill("join.list", &[]));
            let places = [("name", view.row_name(row)), ("years", list), ("sign", HIDDEN.to_owned())];
            sentences.push(view.words.fill("charts.alt.span_hidden", &places));
        }
    }
    sentences
}
