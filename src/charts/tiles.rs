//! Areas as tiles of equal size, where they lie: darker tiles have more contacts for their inhabitants.

use charming::Chart;

use super::areas::{RATE, across, count, elsewhere, fill, legend, letters, readout, scale, tiles_of};
use super::canvas::{Align, Canvas, Layer, Paint, Type};
use super::drawing::Drawing;
use super::frame::Scale;
use super::metrics::Weight;
use super::view::{HIDDEN, View};

const GAP: f64 = 3.0;
/// A tile is no wider, and no narrower where the map fits the page.
const WIDEST: f64 = 92.0;
const HIGH: f64 = 50.0;
const NAME_LINES: usize = 2;

/// Option and height of the map.
pub fn tile_map(view: &View<'_>) -> Option<Drawing> {
    let places = tiles_of(view);
    let scale = scale(view, places.iter().map(|(row, ..)| *row))?;
    let (first_row, first_col) =
        (places.iter().map(|p| p.1).min().unwrap_or(0), places.iter().map(|p| p.2).min().unwrap_or(0));
    let columns = across(view) - first_col;
    let wide = ((view.width + GAP) / columns as f64 - GAP).min(WIDEST);
    let (mut canvas, mut middles) = (Canvas::new(view.theme), Vec::new());
    let mut bottom = 0.0_f64;
    for (row, y, x) in &places {
        let left = (x - first_col) as f64 * (wide + GAP);
        let top = (y - first_row) as f64 * (HIGH + GAP);
        tile(&mut canvas, view, *row, (left, top, wide), &scale);
        middles.push((*row, (left + wide / 2.0, top + HIGH / 2.0)));
        bottom = bottom.max(top + HIGH);
    }
    let readout = readout(view, bottom, &middles);
    let legend = legend(&mut canvas, view, &scale, bottom + 12.0);
    let height = elsewhere(&mut canvas, view, legend);
    Some(Drawing::new(&Chart::new().animation(false), canvas, height, vec![readout]))
}

/// Name, rate and count of an area; a withheld one has the sign in place of both numbers.
fn tile(canvas: &mut Canvas<'_>, view: &View<'_>, row: usize, (x, y, wide): (f64, f64, f64), scale: &Scale) {
    let tokens = &view.theme.tokens;
    let ink = match fill(view, row, scale) {
        Some(fill) => {
            canvas.rect(&Paint::fill(&fill, Layer::Behind), x, y, wide, HIGH);
            letters(view, &fill)
        }
        None => {
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
    let count = count(view, row);
    // One sign says that both are withheld.
    if rate != HIDDEN {
        number(canvas, &count, HIGH - 7.5, label, Weight::Regular);
    }
    number(canvas, &rate, HIGH - 20.0, label * 1.5, Weight::Bold);
}
