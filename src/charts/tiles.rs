//! Areas as tiles of equal size, where they lie: darker tiles have more contacts for their inhabitants. The shades are a
//! few classes of one colour that begin at zero, so that areas of nearly one rate mostly have one shade, and differ in
//! lightness, which every eye sees.

use charming::Chart;
use serde_json::Value;

use super::canvas::{Align, Canvas, Layer, Paint, Type};
use super::frame::{Scale, option, tick_number};
use super::metrics::Weight;
use super::theme::{contrast, mix};
use super::view::{HIDDEN, Unit, View};
use crate::disclosure::Safe;
use crate::measures::Label;

/// Columns of the table: contacts, inhabitants, rate.
const COUNT: usize = 0;
const RATE: usize = 2;
const GAP: f64 = 3.0;
/// A tile is no wider, and no narrower where the map fits the page.
const WIDEST: f64 = 92.0;
const HIGH: f64 = 50.0;
const NAME_LINES: usize = 2;
/// Contrast that letters of this size need on what they stand on.
const LEGIBLE: f64 = 4.5;
/// Most shades, and the lightest and the darkest as the share of the line's colour.
const CLASSES: f64 = 4.0;
const SHADES: [f64; 2] = [0.12, 0.9];
/// A shade in the legend.
const SWATCH: [f64; 2] = [34.0, 8.0];
const LINE: f64 = 10.5;

/// Where the areas of a table lie: each with its row of the table, the row of the grid and the column.
fn places(view: &View<'_>) -> Vec<(usize, usize, usize)> {
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

/// The rows that stand beside the map: what lies elsewhere, and what is not known.
pub fn beside(view: &View<'_>) -> Vec<usize> {
    let on_map: Vec<usize> = places(view).into_iter().map(|(row, ..)| row).collect();
    let told = |row: &usize| !view.text(*row, COUNT).is_empty();
    view.parts().into_iter().filter(|row| !on_map.contains(row)).filter(told).collect()
}

/// The rows that are tiles, from north to south.
pub fn tiles(view: &View<'_>) -> Vec<usize> {
    places(view).into_iter().map(|(row, ..)| row).collect()
}

/// The most columns of the grid that an area stands in.
pub fn across(view: &View<'_>) -> usize {
    places(view).iter().map(|(.., x)| x + 1).max().unwrap_or(0)
}

/// Option and height of the map.
pub fn tile_map(view: &View<'_>) -> Option<(Value, f64)> {
    let places = places(view);
    let rates: Vec<f64> = places.iter().filter_map(|(row, ..)| view.value(*row, RATE)).collect();
    if rates.iter().all(|rate| *rate <= 0.0) {
        return None;
    }
    let scale = Scale::covering(rates.into_iter(), CLASSES);
    let (first_row, first_col) =
        (places.iter().map(|p| p.1).min().unwrap_or(0), places.iter().map(|p| p.2).min().unwrap_or(0));
    let columns = across(view) - first_col;
    let wide = ((view.width + GAP) / columns as f64 - GAP).min(WIDEST);
    let mut canvas = Canvas::new(view.theme);
    let mut bottom = 0.0_f64;
    for (row, y, x) in &places {
        let left = (x - first_col) as f64 * (wide + GAP);
        let top = (y - first_row) as f64 * (HIGH + GAP);
        tile(&mut canvas, view, *row, (left, top, wide), &scale);
        bottom = bottom.max(top + HIGH);
    }
    let bottom = legend(&mut canvas, view, &scale, bottom + 12.0);
    let bottom = elsewhere(&mut canvas, view, bottom);
    Some((option(&Chart::new().animation(false), canvas), bottom))
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

/// The colour of letters on a shade: that of the text where it can be read, or else the one that is read better.
fn letters<'v>(view: &'v View<'_>, fill: &str) -> &'v str {
    let (ink, paper) = (&view.theme.tokens.colours.ink, &view.theme.tokens.colours.paper);
    let on_ink = contrast(ink, fill);
    if on_ink >= LEGIBLE || on_ink >= contrast(paper, fill) { ink } else { paper }
}

/// Name, rate and count of an area; a withheld one has the sign in place of both numbers.
fn tile(canvas: &mut Canvas<'_>, view: &View<'_>, row: usize, (x, y, wide): (f64, f64, f64), scale: &Scale) {
    let tokens = &view.theme.tokens;
    let ink = match view.table.cell(row, RATE).value() {
        Safe::Number(rate) => {
            let of = classes(scale);
            let class = ((rate.to_f64() / scale.step - 1e-9).ceil().max(1.0) as usize - 1).min(of - 1);
            let fill = shade(view, class, of);
            canvas.rect(&Paint::fill(&fill, Layer::Behind), x, y, wide, HIGH);
            letters(view, &fill)
        }
        Safe::Hidden | Safe::Missing(_) => {
            let edge = Paint::stroke(&tokens.colours.other, tokens.lines.hairline, Layer::Behind);
            let (right, below) = (x + wide - 0.4, y + HIGH - 0.4);
            let (left, top) = (x + 0.4, y + 0.4);
            canvas.line(&edge, &[(left, top), (right, top), (right, below), (left, below), (left, top)]);
            &tokens.colours.ink
        }
    };
    let (small, label) = (tokens.sizes.chart_small, tokens.sizes.chart_label);
    let metrics = &view.theme.metrics;
    let room = wide - 8.0;
    let write = |canvas: &mut Canvas<'_>, text: &str, down: f64, size: f64, weight: Weight| {
        canvas.text(text, x + 5.0, y + down, Align::Left, Type { size, weight, colour: ink });
    };
    // A number that was cut would be another number: where it is wide, its letters are small.
    let number = |canvas: &mut Canvas<'_>, text: &str, down: f64, size: f64, weight: Weight| {
        let size = size * (room / metrics.width(text, size, weight).max(1.0)).min(1.0);
        write(canvas, text, down, size, weight);
    };
    let names = metrics.wrap(&view.row_name(row), small, Weight::Regular, room, NAME_LINES);
    for (line, name) in names.iter().enumerate() {
        write(canvas, name, 7.5 + line as f64 * small * 1.16, small, Weight::Regular);
    }
    let rate = view.text(row, RATE);
    let count = format!("{}{}", view.text(row, COUNT), own_signs(view, row));
    // One sign says that both are withheld.
    if rate != HIDDEN {
        number(canvas, &count, HIGH - 7.5, label, Weight::Regular);
    }
    number(canvas, &rate, HIGH - 20.0, label * 1.5, Weight::Bold);
}

/// The signs of a count that have no note under the figure.
fn own_signs(view: &View<'_>, row: usize) -> String {
    let signs = view.sign_list(row, COUNT).into_iter().filter(|sign| *sign != "[u]").collect::<String>();
    if signs.is_empty() { signs } else { format!(" {signs}") }
}

/// The shades with the rates at their edges, and which number is which; gives the height below it.
fn legend(canvas: &mut Canvas<'_>, view: &View<'_>, scale: &Scale, y: f64) -> f64 {
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

/// Most lines of the legend.
const LEGEND_LINES: usize = 2;

/// What is not on the map, with its counts, in as many lines as it takes.
fn elsewhere(canvas: &mut Canvas<'_>, view: &View<'_>, y: f64) -> f64 {
    let items: Vec<String> = beside(view)
        .into_iter()
        .map(|row| format!("{} {}{}", view.row_name(row), view.text(row, COUNT), own_signs(view, row)))
        .collect();
    if items.is_empty() {
        return y;
    }
    let joint = view.words.fill("join.list", &[]);
    let text = view.words.fill("charts.tiles.beside", &[("items", items.join(&joint))]);
    lines(canvas, view, &text, y, items.len() + 1)
}

/// A text in at most so many lines; gives the height below it.
fn lines(canvas: &mut Canvas<'_>, view: &View<'_>, text: &str, mut y: f64, most: usize) -> f64 {
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

/// Each area with its rate and its count, then what is not on the map.
pub fn told(view: &View<'_>) -> Vec<String> {
    let joint = view.words.fill("join.list", &[]);
    let both = |row: usize| match (view.text(row, RATE), view.text(row, COUNT)) {
        (rate, count) if rate == count || rate.is_empty() => format!("{} {count}", view.row_name(row)),
        (rate, count) => format!("{} {rate} ({count})", view.row_name(row)),
    };
    let areas: Vec<String> = tiles(view).into_iter().map(both).collect();
    let rest: Vec<String> = beside(view).into_iter().map(both).collect();
    let mut told = vec![format!("{}.", areas.join(&joint))];
    if !rest.is_empty() {
        told.push(format!("{}.", view.words.fill("charts.tiles.beside", &[("items", rest.join(&joint))])));
    }
    told
}
