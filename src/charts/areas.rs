//! What maps of areas have alike, as tiles and in shapes: which rows lie on them, the shade of a rate, the legend, and what
//! stands beside a map. The shades are a few classes of one colour that begin at zero, so that areas of nearly one rate
//! mostly have one shade, and differ in lightness, which every eye sees.

use super::canvas::{Align, Canvas, Layer, Paint, Type};
use super::frame::{Frame, Scale, tick_number};
use super::metrics::Weight;
use super::readout::{Readout, Way};
use super::theme::{contrast, mix};
use super::view::{Unit, View};
use crate::measures::Label;

/// Columns of the table: contacts, inhabitants, rate.
const COUNT: usize = 0;
pub const RATE: usize = 2;
/// Contrast that letters of this size need on what they stand on.
const LEGIBLE: f64 = 4.5;
/// Most shades, and the lightest and the darkest as the share of the line's colour.
const CLASSES: f64 = 4.0;
const SHADES: [f64; 2] = [0.12, 0.9];
/// A shade in the legend.
const SWATCH: [f64; 2] = [34.0, 8.0];
const LINE: f64 = 10.5;
/// Most lines of the legend.
const LEGEND_LINES: usize = 2;

/// Whether the areas of a map have shapes of their own.
pub fn are_shapes(view: &View<'_>) -> bool {
    view.table.row_dim().is_some_and(|dim| !view.words.shapes(dim).is_empty())
}

/// Where the areas of a table lie: each with its row of the table, the row of the grid and the column.
pub fn tiles_of(view: &View<'_>) -> Vec<(usize, usize, usize)> {
    let Some(dim) = view.table.row_dim() else { return Vec::new() };
    let row_of = |area: &str| {
        view.table
            .rows()
            .iter()
            .position(|head| matches!(&head.label, Label::Code { code, .. } if code == area))
    };
    let grid = view.words.tiles(dim);
    let cells =
        grid.iter().enumerate().flat_map(|(y, row)| row.iter().enumerate().map(move |(x, c)| (y, x, c)));
    cells.filter_map(|(y, x, area)| Some((row_of(area.as_deref()?)?, y, x))).collect()
}

/// The rows that lie on the map: tiles from north to south, or shapes with their place among these.
pub fn on_map(view: &View<'_>) -> Vec<usize> {
    match are_shapes(view) {
        true => shapes_of(view).into_iter().map(|(row, _)| row).collect(),
        false => tiles_of(view).into_iter().map(|(row, ..)| row).collect(),
    }
}

/// The areas in their shapes that have a row in the table: the row, and the outline's place among the shapes.
pub fn shapes_of(view: &View<'_>) -> Vec<(usize, usize)> {
    let Some(dim) = view.table.row_dim() else { return Vec::new() };
    let row_of = |area: &str| {
        let is = |label: &Label| matches!(label, Label::Code { code, .. } if code == area);
        view.table.rows().iter().position(|head| is(&head.label))
    };
    let shapes = view.words.shapes(dim);
    shapes.iter().enumerate().filter_map(|(at, shape)| Some((row_of(&shape.area)?, at))).collect()
}

/// The rows that stand beside the map: what lies elsewhere, and what is not known.
pub fn beside(view: &View<'_>) -> Vec<usize> {
    let on_map = on_map(view);
    let told = |row: &usize| !view.text(*row, COUNT).is_empty();
    view.parts().into_iter().filter(|row| !on_map.contains(row)).filter(told).collect()
}

/// The most columns of the grid that an area stands in.
pub fn across(view: &View<'_>) -> usize {
    tiles_of(view).iter().map(|(.., x)| x + 1).max().unwrap_or(0)
}

/// The scale of the rates of these rows; none where all are zero or withheld.
pub fn scale(view: &View<'_>, rows: impl Iterator<Item = usize>) -> Option<Scale> {
    let rates: Vec<f64> = rows.filter_map(|row| view.value(row, RATE)).collect();
    rates.iter().any(|rate| *rate > 0.0).then(|| Scale::covering(rates.into_iter(), CLASSES))
}

/// The shade of a row's rate; none where it is withheld.
pub fn fill(view: &View<'_>, row: usize, scale: &Scale) -> Option<String> {
    let rate = view.value(row, RATE)?;
    let of = classes(scale);
    let class = ((rate / scale.step - 1e-9).ceil().max(1.0) as usize - 1).min(of - 1);
    Some(shade(view, class, of))
}

/// The colour of letters on a row's shade.
pub fn ink(view: &View<'_>, row: usize, scale: &Scale) -> String {
    fill(view, row, scale).map_or(&*view.theme.tokens.colours.ink, |fill| letters(view, &fill)).to_owned()
}

/// The colour of letters on a shade: that of the text where it can be read, or else the one that is read better.
pub fn letters<'v>(view: &'v View<'_>, fill: &str) -> &'v str {
    let (ink, paper) = (&view.theme.tokens.colours.ink, &view.theme.tokens.colours.paper);
    let on_ink = contrast(ink, fill);
    if on_ink >= LEGIBLE || on_ink >= contrast(paper, fill) { ink } else { paper }
}

/// The count of a row, with the signs that have no note under the figure.
pub fn count(view: &View<'_>, row: usize) -> String {
    format!("{}{}", view.text(row, COUNT), own_signs(view, row))
}

/// The signs of a count that have no note under the figure.
fn own_signs(view: &View<'_>, row: usize) -> String {
    let signs = view.sign_list(row, COUNT).into_iter().filter(|sign| *sign != "[u]").collect::<String>();
    if signs.is_empty() { signs } else { format!(" {signs}") }
}

/// How many shades a scale has.
fn classes(scale: &Scale) -> usize {
    ((scale.max / scale.step).round() as usize).max(1)
}

/// The shade of a class of so many, from the lightest.
fn shade(view: &View<'_>, class: usize, of: usize) -> String {
    let darker = if of > 1 { class as f64 / (of - 1) as f64 } else { 0.5 };
    mix(view.accent, &view.theme.tokens.colours.paper, SHADES[0] + (SHADES[1] - SHADES[0]) * darker)
}

/// The shades with the rates at their edges, and which number is which; gives the height below it.
pub fn legend(canvas: &mut Canvas<'_>, view: &View<'_>, scale: &Scale, y: f64) -> f64 {
    let tokens = &view.theme.tokens;
    let look = Type { size: tokens.sizes.chart_small, weight: Weight::Regular, colour: &tokens.colours.soft };
    let of = classes(scale);
    let write = |value: f64| view.write(tick_number(value, scale.step), Unit::Plain);
    let zero = write(0.0);
    let left = view.theme.metrics.width(&zero, look.size, look.weight) / 2.0 + 0.5;
    let wide = SWATCH[0].min((view.width - left) / (of as f64 + 0.5));
    for class in 0..of {
        let paint = Paint::fill(&shade(view, class, of), Layer::Front);
        canvas.rect(&paint, left + wide * class as f64, y - SWATCH[1] / 2.0, wide - 1.0, SWATCH[1]);
    }
    for (at, tick) in scale.ticks().into_iter().enumerate() {
        canvas.text(&write(tick), left + wide * at as f64 - 0.5, y + 10.0, Align::Center, look);
    }
    lines(canvas, view, &view.words.fill("charts.tiles", &[]), y + 21.0, LEGEND_LINES)
}

/// What is not on the map, with its counts, in as many lines as it takes.
pub fn elsewhere(canvas: &mut Canvas<'_>, view: &View<'_>, y: f64) -> f64 {
    let items: Vec<String> =
        beside(view).into_iter().map(|row| format!("{} {}", view.row_name(row), count(view, row))).collect();
    if items.is_empty() {
        return y;
    }
    let joint = view.words.fill("join.list", &[]);
    let text = view.words.fill("charts.tiles.beside", &[("items", items.join(&joint))]);
    lines(canvas, view, &text, y, items.len() + 1)
}

/// A text in at most so many lines; gives the height below it.
pub fn lines(canvas: &mut Canvas<'_>, view: &View<'_>, text: &str, mut y: f64, most: usize) -> f64 {
    let size = view.theme.tokens.sizes.chart_small;
    for part in view.theme.metrics.wrap(text, size, Weight::Regular, view.width, most) {
        y = line(canvas, view, &part, y);
    }
    y
}

fn line(canvas: &mut Canvas<'_>, view: &View<'_>, text: &str, y: f64) -> f64 {
    let tokens = &view.theme.tokens;
    let look = Type { size: tokens.sizes.chart_small, weight: Weight::Regular, colour: &tokens.colours.soft };
    let text = view.theme.metrics.shorten(text, look.size, look.weight, view.width);
    canvas.text(&text, 0.0, y, Align::Left, look);
    y + LINE
}

/// An area with its rate and its count.
pub fn both(view: &View<'_>, row: usize) -> String {
    match (view.text(row, RATE), view.text(row, COUNT)) {
        (rate, count) if rate == count || rate.is_empty() => format!("{} {count}", view.row_name(row)),
        (rate, count) => format!("{} {rate} ({count})", view.row_name(row)),
    }
}

/// The numbers of each area around its point, on a map that ends at `bottom`.
pub fn readout(view: &View<'_>, bottom: f64, areas: &[(usize, (f64, f64))]) -> Readout {
    let cols = view.table.cols();
    let numbers = |row: usize| (0..cols.len()).map(|col| view.printed(row, col)).collect();
    Readout {
        frame: Frame { left: 0.0, top: 0.0, width: view.width, height: bottom },
        way: Way::Around(areas.iter().map(|(_, point)| *point).collect()),
        names: cols.iter().map(|head| view.words.label(&head.label)).collect(),
        places: areas.iter().map(|(row, _)| (view.row_name(*row), numbers(*row))).collect(),
    }
}

/// Each area with its rate and its count, then what is not on the map.
pub fn told(view: &View<'_>) -> Vec<String> {
    let joint = view.words.fill("join.list", &[]);
    let both = |row: usize| both(view, row);
    let areas: Vec<String> = on_map(view).into_iter().map(both).collect();
    let rest: Vec<String> = beside(view).into_iter().map(both).collect();
    let mut told = vec![format!("{}.", areas.join(&joint))];
    if !rest.is_empty() {
        told.push(format!("{}.", view.words.fill("charts.tiles.beside", &[("items", rest.join(&joint))])));
    }
    told
}
