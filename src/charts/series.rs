//! Series over all months of several years: a line each, and the events that fall among the months.

use super::bands::bands;
use super::canvas::{Align, Canvas, Layer, Paint, Type};
use super::drawing::Drawing;
use super::frame::{Frame, spread};
use super::lines::{BELOW, draw, extremes, frame, gaps, marked};
use super::metrics::Weight;
use super::readout::{Readout, Way};
use super::tracks::{Point, Track};
use super::view::{View, drawn, period};
use crate::base::Period;

use crate::measures::LEAST_MONTHS;

/// Lines that can be told apart, and lines of their names.
const MOST: usize = 4;
const NAME_LINES: usize = 3;
/// Room for the numbers of events.
const ABOVE: f64 = 16.0;
/// From one line of a name to the next, and room for names.
const NAME: f64 = 9.0;
const NAMES: f64 = 92.0;

/// Rows of the months in a table, none where a month has no row, and the first month.
pub struct Months {
    first: (i32, u32),
    rows: Vec<Option<usize>>,
}

impl Months {
    /// Of a table whose rows are months.
    pub fn of(view: &View<'_>) -> Option<Self> {
        let month = |row: usize| match period(&view.table.rows()[row]) {
            Some(Period::Month(year, month)) => Some((year * 12 + i32::from(month) - 1, row)),
            _ => None,
        };
        let found: Vec<(i32, usize)> = drawn(view.table.rows()).into_iter().filter_map(month).collect();
        let (first, last) = (found.iter().map(|(at, _)| *at).min()?, found.iter().map(|(at, _)| *at).max()?);
        let mut rows = vec![None; usize::try_from(last - first).ok()? + 1];
        for (at, row) in found {
            rows[usize::try_from(at - first).ok()?] = Some(row);
        }
        Some(Self { first: (first.div_euclid(12), u32::try_from(first.rem_euclid(12)).ok()? + 1), rows })
    }

    fn year(&self, place: usize) -> i32 {
        self.first.0 + i32::try_from(self.first.1 as usize - 1 + place).unwrap_or(0) / 12
    }
}

/// Option and height of a chart of the months of several years, a line a column.
pub fn series_months(view: &View<'_>) -> Option<Drawing> {
    let months = Months::of(view).filter(|m| m.rows.iter().flatten().count() >= LEAST_MONTHS)?;
    let mut cols: Vec<usize> = (0..view.table.cols().len()).collect();
    cols.truncate(MOST);
    let unit = view.unit(0, *cols.first()?);
    let points = |col: usize| -> Vec<Point> {
        months.rows.iter().map(|row| row.map_or(Point::NONE, |row| Point::of(view, row, col))).collect()
    };
    // Of the first series the report year in colour, joined to the month before it.
    let head = points(cols[0]);
    let from = (0..months.rows.len()).find(|i| months.year(*i) == view.table.year()).unwrap_or(0);
    let part = |keep: &dyn Fn(usize) -> bool, colour: &str, width: f64| Track {
        points: head.iter().enumerate().map(|(i, p)| if keep(i) { *p } else { Point::NONE }).collect(),
        colour: colour.to_owned(),
        width,
    };
    let lines = &view.theme.tokens.lines;
    let mut tracks = vec![
        part(&|i| i < from, view.theme.grey(1), lines.line),
        part(&|i| i + 1 >= from && (i >= from || !head[from].breaks), view.accent, lines.strong),
    ];
    let others = cols.iter().enumerate().skip(1);
    tracks.extend(others.map(|(place, col)| Track {
        points: points(*col),
        colour: view.category(place),
        width: lines.line,
    }));
    let room = if cols.len() > 1 { NAMES } else { 10.0 };
    let (mut frame, scale) = frame(view, &tracks, unit, room);
    let mut canvas = Canvas::new(view.theme);
    if !view.table.notes().is_empty() {
        // The numbers of events stand above the area, where no number of a month can cover them.
        let tall = Frame { height: frame.height + ABOVE, ..frame };
        bands(&mut canvas, view, &tall, months.first, months.rows.len());
        frame.top += ABOVE;
    }
    frame.value_lines(&mut canvas, view, &scale, unit);
    let chart = draw(&frame, &scale, &tracks, &mut canvas);
    years(&mut canvas, view, &frame, &months);
    let bare = |points: Vec<Point>| Track { points, colour: String::new(), width: 0.0 };
    gaps(&mut canvas, view, &frame, &cols.iter().map(|c| bare(points(*c))).collect::<Vec<_>>());
    let text = |place: usize| months.rows[place].map_or_else(String::new, |row| view.text(row, cols[0]));
    let year = part(&|i| i >= from, view.accent, lines.strong);
    extremes(&mut canvas, view, &frame, &scale, &year, text);
    // The highest month of all, when it lies before the report year.
    let value = |i: &usize| head[*i].value.map(|v| (v, std::cmp::Reverse(*i)));
    let highest =
        (0..head.len()).filter_map(|i| value(&i)).max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    if let Some((_, std::cmp::Reverse(place))) = highest.filter(|(_, i)| i.0 < from) {
        marked(&mut canvas, view, &frame, &scale, (&tracks[0], place), true, &text(place));
    }
    if cols.len() > 1 {
        let ends: Vec<(usize, &Track)> = cols.iter().copied().zip(&tracks[1..]).collect();
        let ends =
            ends.iter().filter_map(|(c, t)| Some((*c, t.colour.as_str(), frame.y(&scale, t.last()?.1))));
        names(&mut canvas, view, &frame, &ends.collect::<Vec<_>>());
    }
    let name = |col: &usize| view.words.label(&view.table.cols()[*col].label);
    let place = |row: &Option<usize>| {
        let of = |row: usize| cols.iter().map(|col| view.printed(row, *col)).collect();
        row.map_or_else(Default::default, |row| (view.row_name(row), of(row)))
    };
    let readout = Readout {
        frame,
        way: Way::Across,
        names: cols.iter().map(name).collect(),
        places: months.rows.iter().map(place).collect(),
    };
    Some(Drawing::new(&chart, canvas, frame.bottom() + BELOW, vec![readout]))
}

/// Names of the lines at their right ends, in their colours, each on as many lines as it needs.
fn names(canvas: &mut Canvas<'_>, view: &View<'_>, frame: &Frame, ends: &[(usize, &str, f64)]) {
    let tokens = &view.theme.tokens;
    let (size, metrics) = (tokens.sizes.chart_label, &view.theme.metrics);
    let name = |col: usize| {
        let label = view.words.label(&view.table.cols()[col].label);
        metrics.wrap(&label, size, Weight::Regular, NAMES - 6.0, NAME_LINES)
    };
    let names: Vec<Vec<String>> = ends.iter().map(|(col, ..)| name(*col)).collect();
    let tallest = names.iter().map(Vec::len).max().unwrap_or(1) as f64 * NAME;
    let wanted: Vec<f64> = ends.iter().map(|(.., y)| *y).collect();
    let places = spread(&wanted, tallest + 3.0, frame.top + tallest / 2.0, frame.bottom() - tallest / 2.0);
    for (((_, colour, _), lines), y) in ends.iter().zip(&names).zip(places) {
        let dark = super::theme::mix(colour, &tokens.colours.ink, 0.8);
        let look = Type { size, weight: Weight::Regular, colour: &dark };
        let top = y - NAME * (lines.len() as f64 - 1.0) / 2.0;
        for (at, line) in lines.iter().enumerate() {
            canvas.text(line, frame.right() + 5.0, top + NAME * at as f64, Align::Left, look);
        }
    }
}

/// Years under their months, parted by ticks at each January.
fn years(canvas: &mut Canvas<'_>, view: &View<'_>, frame: &Frame, months: &Months) {
    let tokens = &view.theme.tokens;
    let tick = Paint::stroke(&tokens.colours.soft, tokens.lines.axis, Layer::Front);
    let of = months.rows.len();
    let band = frame.width / of as f64;
    let mut start = 0;
    while start < of {
        let year = months.year(start);
        let count = (start..of).take_while(|i| months.year(*i) == year).count();
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
