//! Weekdays down, hours across: darker cells hold more.

use charming::Chart;

use super::canvas::{Align, Canvas, Layer, Paint, Type};
use super::cut::{Shown, column_size, row_size};
use super::drawing::Drawing;
use super::frame::Frame;
use super::metrics::Weight;
use super::readout::{Readout, Way};
use super::theme::mix;
use super::view::{HIDDEN, Unit, View};
use crate::base::Num;
use crate::disclosure::Safe;

use crate::measures::{Header, Label, Role};

const ROW: f64 = 14.0;
const TOP: f64 = 12.0;
/// Shades from nothing to the maximum.
const SHADES: usize = 6;
/// Rows and named columns beyond these stand in the table only.
const MOST_ROWS: usize = 30;
const MOST_COLS: usize = 16;

/// The rows and the columns of the map.
pub fn shown(view: &View<'_>) -> (Shown, Shown) {
    let bodies = |headers: &[Header]| -> Vec<usize> {
        headers.iter().enumerate().filter(|(_, h)| h.role == Role::Body).map(|(i, _)| i).collect()
    };
    let (rows, cols) = (view.table.rows(), view.table.cols());
    // Hours are narrow: they have no names of their own.
    let hours = cols.iter().any(|h| matches!(h.label, Label::Hours(..)));
    let most = if hours { usize::MAX } else { MOST_COLS };
    (
        Shown::of(view, bodies(rows), MOST_ROWS, |row| rows[row].role, |row| row_size(view, row)),
        Shown::of(view, bodies(cols), most, |col| cols[col].role, |col| column_size(view, col)),
    )
}

/// Option and height of a heat map.
pub fn heat(view: &View<'_>) -> Option<Drawing> {
    let (down, across) = shown(view);
    let (rows, cols) = (&down.rows, &across.rows);
    let numbers = rows
        .iter()
        .flat_map(|row| cols.iter().filter_map(|col| view.table.cell(*row, *col).value().number()));
    let highest = numbers.max_by(|a, b| a.to_f64().total_cmp(&b.to_f64()))?;
    let max = if highest.scaled > 0 { highest.to_f64() } else { 1.0 };
    let tokens = &view.theme.tokens;
    let look = Type { size: tokens.sizes.chart_label, weight: Weight::Regular, colour: &tokens.colours.ink };
    let names: Vec<String> = rows.iter().map(|row| day_name(view, *row)).collect();
    let widest =
        names.iter().map(|n| view.theme.metrics.width(n, look.size, look.weight)).fold(0.0, f64::max);
    let left = (widest + 7.0).min(view.width * 0.4);
    let frame = Frame { left, top: TOP, width: view.width - left - 6.0, height: ROW * rows.len() as f64 };
    let mut canvas = Canvas::new(view.theme);
    let (wide, high) = (frame.width / cols.len() as f64, frame.height / rows.len() as f64);
    for (r, row) in rows.iter().enumerate() {
        let name = view.theme.metrics.shorten(&names[r], look.size, look.weight, left - 7.0);
        canvas.text(&name, left - 6.0, frame.down(r, rows.len()), Align::Right, look);
        for (c, col) in cols.iter().enumerate() {
            let (x, y) = (frame.left + wide * c as f64, frame.top + high * r as f64);
            match view.table.cell(*row, *col).value() {
                Safe::Number(n) => {
                    let paint = Paint::fill(&shade(view, class(n.to_f64(), max)), Layer::Behind);
                    canvas.rect(&paint, x + 0.4, y + 0.4, wide - 0.8, high - 0.8);
                }
                Safe::Hidden => {
                    canvas.hatch(&tokens.colours.hairline, x + 1.0, y + 1.0, wide - 2.0, high - 2.0)
                }
                Safe::Missing(_) => {}
            }
        }
    }
    hours(&mut canvas, view, &frame, cols);
    let outlined = open_hours(&mut canvas, view, &frame, (rows, cols));
    let height = legend(&mut canvas, view, &frame, (highest, outlined));
    let note = if down.note.is_some() { &down } else { &across };
    let height = note.write(&mut canvas, view, frame.left, height);
    let name = |col: &usize| view.words.label(&view.table.cols()[*col].label);
    let place =
        |row: &usize| (view.row_name(*row), cols.iter().map(|col| view.printed(*row, *col)).collect());
    let readout = Readout {
        frame,
        way: Way::Grid,
        names: cols.iter().map(name).collect(),
        places: rows.iter().map(place).collect(),
    };
    Some(Drawing::new(&Chart::new().animation(false), canvas, height, vec![readout]))
}

/// Shade of a value: 0 for nothing, then equal steps up to the maximum.
fn class(value: f64, max: f64) -> usize {
    if value <= 0.0 { 0 } else { ((value / max * (SHADES - 1) as f64).ceil() as usize).clamp(1, SHADES - 1) }
}

fn shade(view: &View<'_>, class: usize) -> String {
    let colours = &view.theme.tokens.colours;
    match class {
        0 => colours.tint.clone(),
        _ => mix(view.accent, &colours.paper, 0.14 + 0.86 * (class - 1) as f64 / (SHADES - 2) as f64),
    }
}

fn day_name(view: &View<'_>, row: usize) -> String {
    match view.table.rows()[row].label {
        Label::Weekday(day) => view.words.weekday_short(day).to_owned(),
        _ => view.row_name(row),
    }
}

/// Hours at the edges between the columns, every third; other columns by their names.
fn hours(canvas: &mut Canvas<'_>, view: &View<'_>, frame: &Frame, cols: &[usize]) {
    let tokens = &view.theme.tokens;
    let look = Type { size: tokens.sizes.chart_small, weight: Weight::Regular, colour: &tokens.colours.soft };
    let wide = frame.width / cols.len() as f64;
    let every = if cols.len() > 12 { 3 } else { 1 };
    for (place, col) in cols.iter().enumerate() {
        let x = frame.left + wide * place as f64;
        if let Label::Hours(from, to) = view.table.cols()[*col].label {
            if place.is_multiple_of(every) {
                canvas.text(&from.to_string(), x, 5.0, Align::Center, look);
            }
            if place + 1 == cols.len() {
                canvas.text(&to.to_string(), x + wide, 5.0, Align::Center, look);
            }
        } else {
            let name = view.words.label(&view.table.cols()[*col].label);
            let name = view.theme.metrics.shorten(&name, look.size, look.weight, wide - 2.0);
            canvas.text(&name, x + wide / 2.0, 5.0, Align::Center, look);
        }
    }
}

/// The outline of the opening hours over hours of weekdays; gives whether there is one.
fn open_hours(
    canvas: &mut Canvas<'_>,
    view: &View<'_>,
    frame: &Frame,
    (rows, cols): (&[usize], &[usize]),
) -> bool {
    let hour = |place: Option<&usize>| match place.map(|col| &view.table.cols()[*col].label) {
        Some(Label::Hours(from, to)) => Some((f64::from(*from) * 60.0, f64::from(*to) * 60.0)),
        _ => None,
    };
    let (Some((first, _)), Some((_, last))) = (hour(cols.first()), hour(cols.last())) else { return false };
    let week = view.words.open_hours(view.table.year());
    let spans = |place: usize| -> Vec<(f64, f64)> {
        let day = match rows.get(place).map(|row| &view.table.rows()[*row].label) {
            Some(Label::Weekday(day)) => week.get(usize::from(*day)),
            _ => None,
        };
        let within = |minute: u16| f64::from(minute).clamp(first, last);
        let spans = day.into_iter().flatten().map(|(from, to)| (within(*from), within(*to)));
        spans.filter(|(from, to)| from < to).collect()
    };
    let x = |minute: f64| frame.left + frame.width * (minute - first) / (last - first);
    let high = frame.height / rows.len() as f64;
    let ink = Paint::stroke(&view.theme.tokens.colours.ink, 1.1, Layer::Front);
    let mut any = false;
    for place in 0..rows.len() {
        let (top, bottom) = (frame.top + high * place as f64, frame.top + high * (place + 1) as f64);
        let above = place.checked_sub(1).map(spans).unwrap_or_default();
        let below = spans(place + 1);
        for (from, to) in spans(place) {
            any = true;
            for edge in [from, to] {
                canvas.line(&ink, &[(x(edge), top), (x(edge), bottom)]);
            }
            for (y, beside) in [(top, &above), (bottom, &below)] {
                for (a, b) in uncovered((from, to), beside) {
                    canvas.line(&ink, &[(x(a), y), (x(b), y)]);
                }
            }
        }
    }
    any
}

/// The parts of a span that no other span covers; the others are in order.
fn uncovered((from, to): (f64, f64), others: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut parts = Vec::new();
    let mut at = from;
    for (a, b) in others.iter().filter(|(a, b)| *b > from && *a < to) {
        if *a > at {
            parts.push((at, *a));
        }
        at = at.max(*b);
    }
    if at < to {
        parts.push((at, to));
    }
    parts
}

/// The shades from nothing to the maximum, the sign of hiding, and the outline; gives the chart's height.
fn legend(canvas: &mut Canvas<'_>, view: &View<'_>, frame: &Frame, (highest, outlined): (Num, bool)) -> f64 {
    const SIDE: f64 = 9.0;
    let tokens = &view.theme.tokens;
    let look = Type { size: tokens.sizes.chart_small, weight: Weight::Regular, colour: &tokens.colours.soft };
    let y = frame.bottom() + 12.0;
    let unit = Unit::of(view.table.key().unit.as_deref());
    let zero = view.write(Num { scaled: 0, decimals: 0 }, unit);
    let mut x = frame.left;
    canvas.text(&zero, x, y, Align::Left, look);
    x += view.theme.metrics.width(&zero, look.size, look.weight) + 4.0;
    for class in 0..SHADES {
        canvas.rect(&Paint::fill(&shade(view, class), Layer::Front), x, y - SIDE / 2.0, SIDE * 1.6, SIDE);
        x += SIDE * 1.6;
    }
    let text = view.write(highest, unit);
    canvas.text(&text, x + 4.0, y, Align::Left, look);
    x += view.theme.metrics.width(&text, look.size, look.weight) + 18.0;
    if view.hidden_cells() > 0 {
        canvas.hatch(&tokens.colours.other, x, y - SIDE / 2.0, SIDE * 1.6, SIDE);
        canvas.text(HIDDEN, x + SIDE * 1.6 + 4.0, y, Align::Left, look);
        x += SIDE * 1.6 + 4.0 + view.theme.metrics.width(HIDDEN, look.size, look.weight) + 18.0;
    }
    if outlined {
        let ink = Paint::stroke(&tokens.colours.ink, 1.1, Layer::Front);
        let (right, top, bottom) = (x + SIDE * 1.6, y - SIDE / 2.0, y + SIDE / 2.0);
        canvas.line(&ink, &[(x, top), (right, top), (right, bottom), (x, bottom), (x, top)]);
        let text = view.words.fill("charts.open_hours", &[("year", view.table.year().to_string())]);
        canvas.text(&text, right + 4.0, y, Align::Left, look);
    }
    y + 8.0
}

#[cfg(test)]
mod tests {
    use super::uncovered;

    #[test]
    fn an_outline_runs_where_the_next_day_is_closed() {
        let day = (540.0, 1020.0);
        assert_eq!(uncovered(day, &[]), [day]);
        assert_eq!(uncovered(day, &[(0.0, 1440.0)]), []);
        assert_eq!(uncovered(day, &[(600.0, 720.0), (780.0, 1100.0)]), [(540.0, 600.0), (720.0, 780.0)]);
        assert_eq!(uncovered(day, &[(0.0, 540.0), (1020.0, 1440.0)]), [day]);
    }
}
