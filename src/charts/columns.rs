//! Years across: one column a year.

use charming::datatype::{CompositeValue, DataPoint, DataPointItem};
use charming::element::ItemStyle;
use charming::series::Bar;

use super::canvas::{Align, Canvas, Layer, Paint, Type};
use super::drawing::Drawing;
use super::frame::{Frame, Scale};
use super::metrics::Weight;
use super::readout::Readout;
use super::theme::contrast;
use super::view::{HIDDEN, View};

const HEIGHT: f64 = 92.0;
/// Room above the columns for a number, below them for a year and its signs.
const ABOVE: f64 = 14.0;
const BELOW: f64 = 14.0;

/// Option and height of a chart with one column a year.
pub fn year_columns(view: &View<'_>) -> Option<Drawing> {
    let row = view.single()?;
    let years = view.years();
    // A single column says no more than its number.
    years.iter().filter(|(col, _)| view.value(row, *col).is_some()).nth(1)?;
    let scale = Scale::to(years.iter().filter_map(|(col, _)| view.value(row, *col)).fold(0.0, f64::max));
    let signs = years.iter().any(|(col, _)| !view.signs(row, *col).is_empty());
    let frame = frame(view, 0.0, signs);
    let mut canvas = Canvas::new(view.theme);
    let bar = bar_width(&frame, years.len());
    let tokens = &view.theme.tokens;
    let report = view.report_column();
    let mut data: Vec<DataPoint> = Vec::new();
    for (place, (col, year)) in years.iter().enumerate() {
        let value = view.value(row, *col);
        let colour = if Some(*col) == report {
            view.accent
        } else {
            view.theme.grey(usize::try_from(view.table.year() - year).unwrap_or(1).clamp(1, 3))
        };
        data.push(DataPointItem::new(optional(value)).item_style(ItemStyle::new().color(colour)).into());
        if let Some(value) = value
            && view.unsure(row, *col)
        {
            let y = frame.y(&scale, value);
            canvas.hatch(
                &tokens.colours.paper,
                frame.across(place, years.len()) - bar / 2.0,
                y,
                bar,
                frame.bottom() - y,
            );
        }
    }
    base_line(&mut canvas, view, &frame);
    let texts: Vec<(String, f64)> = years
        .iter()
        .map(|(col, _)| (view.text(row, *col), frame.y(&scale, view.value(row, *col).unwrap_or(0.0))))
        .collect();
    numbers(&mut canvas, view, &frame, &texts, &years);
    year_names(&mut canvas, view, &frame, &years, |col| view.signs(row, col));
    for (place, (col, _)) in years.iter().enumerate().skip(1) {
        if view.breaks(row, *col) {
            break_mark(
                &mut canvas,
                view,
                &frame,
                frame.left + frame.width * place as f64 / years.len() as f64,
            );
        }
    }
    let chart = frame.chart(&scale, years.len(), false).series(Bar::new().bar_width(bar).data(data));
    let readout =
        Readout::of_years(view, &frame, &years, vec![String::new()], |col| vec![view.printed(row, col)]);
    Some(Drawing::new(&chart, canvas, height(&frame, signs), vec![readout]))
}

/// The area of the columns, with room for a name at the right and signs below.
pub fn frame(view: &View<'_>, right: f64, signs: bool) -> Frame {
    let height = HEIGHT - if signs { 9.0 } else { 0.0 };
    Frame { left: 0.0, top: ABOVE, width: view.width - right, height }
}

/// The height of the chart around its area.
pub fn height(frame: &Frame, signs: bool) -> f64 {
    frame.bottom() + BELOW + if signs { 9.0 } else { 0.0 }
}

/// Width of a column.
pub fn bar_width(frame: &Frame, bars: usize) -> f64 {
    ((frame.width / bars as f64 * 0.66).min(46.0) * 10.0).round() / 10.0
}

/// A number, or no number.
pub fn optional(value: Option<f64>) -> CompositeValue {
    CompositeValue::from(value)
}

/// Ink or paper, whichever reads better on a colour.
pub fn on<'a>(view: &'a View<'_>, colour: &str) -> &'a str {
    let colours = &view.theme.tokens.colours;
    if contrast(&colours.paper, colour) >= 4.5 { &colours.paper } else { &colours.ink }
}

/// The line on which the columns stand.
pub fn base_line(canvas: &mut Canvas<'_>, view: &View<'_>, frame: &Frame) {
    let tokens = &view.theme.tokens;
    let paint = Paint::stroke(&tokens.colours.soft, tokens.lines.axis, Layer::Front);
    canvas.line(&paint, &[(frame.left, frame.bottom()), (frame.right(), frame.bottom())]);
}

/// Where a series breaks.
pub fn break_mark(canvas: &mut Canvas<'_>, view: &View<'_>, frame: &Frame, x: f64) {
    let tokens = &view.theme.tokens;
    let paint = Paint::stroke(&tokens.colours.soft, tokens.lines.axis, Layer::Front).dashed();
    canvas.line(&paint, &[(x, frame.top), (x, frame.bottom())]);
}

/// Numbers on top of the columns; where they would touch, only the outermost and extreme ones.
pub fn numbers(
    canvas: &mut Canvas<'_>,
    view: &View<'_>,
    frame: &Frame,
    texts: &[(String, f64)],
    years: &[(usize, i32)],
) {
    let tokens = &view.theme.tokens;
    let band = frame.width / years.len() as f64;
    let widest = |size: f64| {
        texts.iter().map(|(t, _)| view.theme.metrics.width(t, size, Weight::Bold)).fold(0.0, f64::max)
    };
    let size = if widest(tokens.sizes.chart_label) + 3.0 <= band {
        tokens.sizes.chart_label
    } else {
        tokens.sizes.chart_small
    };
    let every = ((widest(size) + 3.0) / band).ceil().max(1.0) as usize;
    for (place, (text, y)) in texts.iter().enumerate() {
        if !(years.len() - 1 - place).is_multiple_of(every) && text != HIDDEN {
            continue;
        }
        let current = Some(years[place].0) == view.report_column();
        let (weight, colour) = if current {
            (Weight::Bold, &tokens.colours.ink)
        } else {
            (Weight::Regular, &tokens.colours.soft)
        };
        canvas.text(
            text,
            frame.across(place, years.len()),
            y - 6.0,
            Align::Center,
            Type { size, weight, colour },
        );
    }
}

/// Years below the columns, signs below the years.
pub fn year_names(
    canvas: &mut Canvas<'_>,
    view: &View<'_>,
    frame: &Frame,
    years: &[(usize, i32)],
    signs: impl Fn(usize) -> String,
) {
    let tokens = &view.theme.tokens;
    let band = frame.width / years.len() as f64;
    let wide = |size: f64| view.theme.metrics.width("0000", size, Weight::Bold) + 3.0;
    let size = if wide(tokens.sizes.chart_label) <= band {
        tokens.sizes.chart_label
    } else {
        tokens.sizes.chart_small
    };
    let every = (wide(size) / band).ceil().max(1.0) as usize;
    for (place, (col, year)) in years.iter().enumerate() {
        let x = frame.across(place, years.len());
        let current = Some(*col) == view.report_column();
        let (weight, colour) = if current {
            (Weight::Bold, &tokens.colours.ink)
        } else {
            (Weight::Regular, &tokens.colours.soft)
        };
        if (years.len() - 1 - place).is_multiple_of(every) {
            let name = view.words.period(crate::base::Period::Year(*year));
            canvas.text(&name, x, frame.bottom() + 8.5, Align::Center, Type { size, weight, colour });
        }
        let small =
            Type { size: tokens.sizes.chart_small, weight: Weight::Regular, colour: &tokens.colours.soft };
        canvas.text(&signs(*col), x, frame.bottom() + 18.0, Align::Center, small);
    }
}
