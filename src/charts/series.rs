//! One line over all months of several years.

use serde_json::Value;

use super::canvas::{Align, Canvas, Layer, Paint, Type};
use super::frame::{Frame, option};
use super::lines::{BELOW, draw, extremes, frame, gaps};
use super::metrics::Weight;
use super::tracks::{Point, Track};
use super::view::{View, drawn, period};
use crate::measures::Period;

/// Option and height of a chart of one series over the months of several years.
pub fn series_months(view: &View<'_>) -> Option<(Value, f64)> {
    let row = view.single()?;
    let months: Vec<(usize, i32)> = drawn(view.table.cols())
        .into_iter()
        .filter_map(|col| match period(&view.table.cols()[col]) {
            Some(Period::Month(year, _)) => Some((col, year)),
            _ => None,
        })
        .collect();
    let unit = view.unit(row, months.first()?.0);
    let points: Vec<Point> = months.iter().map(|(col, _)| Point::of(view, row, *col)).collect();
    // The report year in colour, joined to the month before it.
    let from = months.iter().position(|(_, year)| *year == view.table.year()).unwrap_or(0);
    let part = |keep: &dyn Fn(usize) -> bool, colour: &str, width: f64| Track {
        points: points.iter().enumerate().map(|(i, p)| if keep(i) { *p } else { Point::NONE }).collect(),
        colour: colour.to_owned(),
        width,
    };
    let lines = &view.theme.tokens.lines;
    let tracks = [
        part(&|i| i < from, view.theme.grey(1), lines.line),
        part(&|i| i + 1 >= from && (i >= from || !points[from].breaks), view.accent, lines.strong),
    ];
    let (frame, scale) = frame(view, &tracks, unit, 10.0);
    let mut canvas = Canvas::new(view.theme);
    frame.value_lines(&mut canvas, view, &scale, unit);
    let chart = draw(&frame, &scale, &tracks, &mut canvas);
    month_years(&mut canvas, view, &frame, &months);
    gaps(&mut canvas, view, &frame, &[Track { points, colour: String::new(), width: 0.0 }]);
    extremes(&mut canvas, view, &frame, &scale, &tracks[1], |place| view.text(row, months[place].0));
    Some((option(&chart, canvas), frame.bottom() + BELOW))
}

/// Years under their months, parted by ticks at each January.
fn month_years(canvas: &mut Canvas<'_>, view: &View<'_>, frame: &Frame, months: &[(usize, i32)]) {
    let tokens = &view.theme.tokens;
    let tick = Paint::stroke(&tokens.colours.soft, tokens.lines.axis, Layer::Front);
    let band = frame.width / months.len() as f64;
    let mut start = 0;
    while start < months.len() {
        let year = months[start].1;
        let count = months[start..].iter().take_while(|(_, y)| *y == year).count();
        let x = frame.left + band * start as f64;
        canvas.line(&tick, &[(x, frame.bottom()), (x, frame.bottom() + 4.0)]);
        let current = year == view.table.year();
        let (weight, colour) = if current {
            (Weight::Bold, &tokens.colours.ink)
        } else {
            (Weight::Regular, &tokens.colours.soft)
        };
        let look = Type { size: tokens.sizes.chart_label, weight, colour };
        let name = view.words.period(Period::Year(year));
        if view.theme.metrics.width(&name, look.size, weight) + 2.0 <= band * count as f64 {
            canvas.text(&name, x + band * count as f64 / 2.0, frame.bottom() + 8.5, Align::Center, look);
        }
        start += count;
    }
}
