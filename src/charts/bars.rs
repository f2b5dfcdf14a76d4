//! Rows as horizontal bars for the report year: ranked, or the steps of a funnel.

use charming::datatype::{DataPoint, DataPointItem};
use charming::element::ItemStyle;
use charming::series::Bar;
use serde_json::Value;

use super::canvas::{Align, Canvas, Layer, Paint, Type};
use super::columns::optional;
use super::frame::{Frame, Scale, option};
use super::metrics::Weight;
use super::theme::mix;
use super::view::View;
use crate::measures::{Flag, Form, Period, Role};

const ROW: f64 = 15.0;
const TALL_ROW: f64 = 22.0;
const BAR: f64 = 9.0;
/// Rows beyond these stand in the table only.
const MOST: usize = 20;

/// Option and height of a chart with ranked bars.
pub fn ranked(view: &View<'_>) -> Option<(Value, f64)> {
    let keep =
        |role: Role| matches!(role, Role::Body | Role::Group | Role::Member | Role::Other | Role::Unknown);
    let mut rows: Vec<usize> =
        (0..view.table.rows().len()).filter(|i| keep(view.table.rows()[*i].role)).collect();
    if rows.is_empty() {
        rows = view.parts();
    }
    let all = rows.len();
    let mut left = MOST;
    rows.retain(|i| {
        let last = matches!(view.table.rows()[*i].role, Role::Other | Role::Unknown);
        left = left.saturating_sub(usize::from(!last));
        last || left > 0
    });
    bars(view, &rows, rows.len() < all, false)
}

/// Option and height of a chart of steps.
pub fn funnel(view: &View<'_>) -> Option<(Value, f64)> {
    let rows = view.table.rows();
    let steps: Vec<usize> = (0..rows.len()).filter(|r| rows[*r].role != Role::Derived).collect();
    bars(view, &steps, false, true)
}

fn bars(view: &View<'_>, rows: &[usize], cut: bool, steps: bool) -> Option<(Value, f64)> {
    let (col, before) = columns(view)?;
    // One bar beside nothing compares nothing: the table says it.
    let long = |r: &&usize| view.value(**r, col).is_some_and(|v| v > 0.0);
    if !steps && rows.iter().filter(long).count() < 2 {
        return None;
    }
    // A part of a year is not set against a whole one.
    let part = |c: usize| rows.iter().any(|r| view.table.cell(*r, c).flags().contains(&Flag::PartialYear));
    let before = before.filter(|(b, _)| !part(col) && !part(*b));
    let tokens = &view.theme.tokens;
    let label = Type { size: tokens.sizes.chart_label, weight: Weight::Regular, colour: &tokens.colours.ink };
    let metrics = &view.theme.metrics;
    let widest = |texts: &mut dyn Iterator<Item = String>, weight| {
        texts.map(|t| metrics.width(&t, label.size, weight)).fold(0.0, f64::max)
    };
    let names =
        (widest(&mut rows.iter().map(|r| view.row_name(*r)), Weight::Bold) + 8.0).min(view.width * 0.4);
    let texts = widest(&mut rows.iter().map(|r| number_text(view, *r, col)), Weight::Bold) + 10.0;
    let broken: Vec<Vec<String>> = rows
        .iter()
        .map(|r| metrics.wrap(&view.row_name(*r), label.size, Weight::Bold, names - 8.0, 2))
        .collect();
    let tall = if broken.iter().any(|lines| lines.len() > 1) {
        TALL_ROW
    } else if steps {
        19.0
    } else {
        ROW
    };
    let bar = if steps { BAR + 3.0 } else { BAR };
    let legend = before.is_some_and(|(b, _)| rows.iter().any(|r| view.value(*r, b).is_some()));
    let top = if legend { 14.0 } else { 2.0 };
    let frame =
        Frame { left: names, top, width: view.width - names - texts, height: tall * rows.len() as f64 };
    let shown = rows.iter().flat_map(|r| {
        [Some(col), before.map(|b| b.0)].into_iter().flatten().filter_map(|c| view.value(*r, c))
    });
    let scale = Scale::to(shown.fold(0.0, f64::max));
    let mut canvas = Canvas::new(view.theme);
    let mut data: Vec<DataPoint> = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let y = frame.down(place, rows.len());
        let role = view.table.rows()[*row].role;
        let style = ItemStyle::new().color(colour(view, role, steps));
        data.push(DataPointItem::new(optional(view.value(*row, col))).item_style(style).into());
        let weight = if role == Role::Group || (steps && role == Role::Total) {
            Weight::Bold
        } else {
            Weight::Regular
        };
        write_name(&mut canvas, &broken[place], frame.left - 6.0, y, Type { weight, ..label });
        let end = view.value(*row, col).map_or(frame.left, |v| frame.x(&scale, v));
        let mark = before.and_then(|(b, _)| view.value(*row, b)).map(|v| frame.x(&scale, v));
        if let Some(mark) = mark {
            // On a bar the mark is light, beside it dark; it is drawn over the bar's full height and a little more.
            canvas.line(
                &Paint::stroke(&tokens.colours.paper, 2.6, Layer::Front),
                &[(mark, y - bar / 2.0), (mark, y + bar / 2.0)],
            );
        }
        if view.unsure(*row, col) && end > frame.left {
            canvas.hatch(&tokens.colours.paper, frame.left, y - bar / 2.0, end - frame.left, bar);
        }
        let after = mark.filter(|m| *m > end - 1.0).map_or(end, |m| m.max(end));
        canvas.text(
            &number_text(view, *row, col),
            after + 5.0,
            y,
            Align::Left,
            Type { weight: Weight::Bold, ..label },
        );
    }
    if steps {
        taper(&mut canvas, view, &frame, &scale, rows, (col, bar));
    }
    marks(&mut canvas, view, &frame, &scale, rows, (before.map(|b| b.0), bar));
    base(&mut canvas, view, &frame);
    if let Some((_, year)) = before.filter(|_| legend) {
        mark_legend(&mut canvas, view, &frame, year);
    }
    let mut height = frame.bottom() + 3.0;
    if cut {
        let note = view.words.fill("charts.first_rows", &[("n", rows.len().to_string())]);
        let look =
            Type { size: tokens.sizes.chart_small, weight: Weight::Regular, colour: &tokens.colours.soft };
        canvas.text(
            &metrics.shorten(&note, look.size, look.weight, frame.width),
            frame.left,
            frame.bottom() + 8.0,
            Align::Left,
            look,
        );
        height += 12.0;
    }
    let chart = frame.chart(&scale, rows.len(), true).series(Bar::new().bar_width(bar).data(data));
    Some((option(&chart, canvas), height))
}

/// The report year's column, and that of the year before with its year. Without years: the first column.
fn columns(view: &View<'_>) -> Option<(usize, Option<(usize, i32)>)> {
    let years = view.years();
    let Some(col) = view.report_column() else {
        return super::view::drawn(view.table.cols()).first().map(|col| (*col, None));
    };
    if view.table.form() == Form::LatestBars {
        // One bar compares nothing.
        let drawn = (0..view.table.rows().len()).filter(|r| view.value(*r, col).is_some());
        return (drawn.count() > 1).then_some((col, None));
    }
    let year = years.iter().find(|(c, _)| *c == col).map(|(_, y)| *y)?;
    Some((col, years.iter().copied().find(|(_, y)| *y == year - 1)))
}

fn number_text(view: &View<'_>, row: usize, col: usize) -> String {
    // A sign of the whole year stands in the head of the table's column.
    let signs = view.signs(row, col).replace("[u]", "");
    let text = view.text(row, col);
    if signs.is_empty() || text.is_empty() { text } else { format!("{text} {signs}") }
}

fn colour(view: &View<'_>, role: Role, steps: bool) -> String {
    let colours = &view.theme.tokens.colours;
    match role {
        Role::Other | Role::Unknown => colours.other.clone(),
        Role::Member => mix(view.accent, &colours.paper, 0.6),
        Role::Body if steps => colours.other.clone(),
        _ => view.accent.to_owned(),
    }
}

fn write_name(canvas: &mut Canvas<'_>, lines: &[String], x: f64, y: f64, look: Type<'_>) {
    let first = y - (lines.len() as f64 - 1.0) * look.size * 0.58;
    for (i, line) in lines.iter().enumerate() {
        canvas.text(line, x, first + i as f64 * look.size * 1.16, Align::Right, look);
    }
}

/// Marks of the year before, over everything.
fn marks(
    canvas: &mut Canvas<'_>,
    view: &View<'_>,
    frame: &Frame,
    scale: &Scale,
    rows: &[usize],
    (before, bar): (Option<usize>, f64),
) {
    let tokens = &view.theme.tokens;
    let paint = Paint::stroke(&tokens.colours.ink, 1.2, Layer::Front);
    let Some(before) = before else { return };
    for (place, row) in rows.iter().enumerate() {
        if let Some(value) = view.value(*row, before) {
            let (x, y) = (frame.x(scale, value), frame.down(place, rows.len()));
            canvas.line(&paint, &[(x, y - bar / 2.0 - 1.5), (x, y + bar / 2.0 + 1.5)]);
        }
    }
}

fn mark_legend(canvas: &mut Canvas<'_>, view: &View<'_>, frame: &Frame, year: i32) {
    let tokens = &view.theme.tokens;
    canvas.line(
        &Paint::stroke(&tokens.colours.ink, 1.2, Layer::Front),
        &[(frame.left + 1.0, 1.5), (frame.left + 1.0, 10.5)],
    );
    let look = Type { size: tokens.sizes.chart_small, weight: Weight::Regular, colour: &tokens.colours.soft };
    let text = view.words.fill("charts.mark", &[("year", view.words.period(Period::Year(year)))]);
    canvas.text(&text, frame.left + 6.0, 6.0, Align::Left, look);
}

/// Light areas that join the bars of neighbouring steps; a withheld step leaves them out.
fn taper(
    canvas: &mut Canvas<'_>,
    view: &View<'_>,
    frame: &Frame,
    scale: &Scale,
    rows: &[usize],
    (col, bar): (usize, f64),
) {
    let paint = Paint::fill(&mix(view.accent, &view.theme.tokens.colours.paper, 0.14), Layer::Behind);
    for (place, pair) in rows.windows(2).enumerate() {
        if let (Some(a), Some(b)) = (view.value(pair[0], col), view.value(pair[1], col)) {
            let (y, z) =
                (frame.down(place, rows.len()) + bar / 2.0, frame.down(place + 1, rows.len()) - bar / 2.0);
            canvas.area(
                &paint,
                &[(frame.left, y), (frame.x(scale, a), y), (frame.x(scale, b), z), (frame.left, z)],
            );
        }
    }
}

fn base(canvas: &mut Canvas<'_>, view: &View<'_>, frame: &Frame) {
    let tokens = &view.theme.tokens;
    let paint = Paint::stroke(&tokens.colours.soft, tokens.lines.axis, Layer::Front);
    canvas.line(&paint, &[(frame.left, frame.top), (frame.left, frame.bottom())]);
}
