//! Lines: months of several years, rows over the years.

use charming::Chart;
use charming::datatype::DataPoint;
use charming::element::LineStyle;
use charming::series::Line;

use super::bands::bands;
use super::canvas::{Align, Canvas, Layer, Paint, Type};
use super::columns::{break_mark, optional, year_names};
use super::drawing::Drawing;
use super::frame::{Frame, Scale};
use super::metrics::Weight;
use super::readout::{Readout, Way};
use super::side_names::{SideName, placed};
use super::tracks::{Point, Track};
use super::view::{HIDDEN, Unit, View};
use crate::base::Period;

use crate::measures::{Label, Role};

const HEIGHT: f64 = 96.0;
const TOP: f64 = 8.0;
/// Room below the area for the names of periods.
pub const BELOW: f64 = 15.0;
const MOST_LINES: usize = 6;

/// A name at the right end of a line.
struct EndName {
    y: f64,
    number: String,
    name: String,
    colour: String,
    strong: bool,
}

/// Option and height of a chart with the months across and a line a year.
pub fn month_lines(view: &View<'_>) -> Option<Drawing> {
    let months = view.parts();
    let mut years = view.years();
    // An answer shows the months of a year that was not over: that one is the latest.
    let (report, latest) = years.iter().copied().max_by_key(|(_, year)| *year)?;
    // The latest year last, over the others.
    years.sort_by_key(|(col, year)| (*col == report, *year));
    let unit = view.unit(*months.first()?, report);
    let track = |&(col, year): &(usize, i32)| {
        let current = col == report;
        let before = usize::try_from(latest - year).unwrap_or(1).max(1);
        Track {
            points: months.iter().map(|row| Point::of(view, *row, col)).collect(),
            colour: if current { view.accent.to_owned() } else { view.theme.grey(before).to_owned() },
            width: if current { view.theme.tokens.lines.strong } else { view.theme.tokens.lines.thin },
        }
    };
    let tracks: Vec<Track> = years.iter().map(track).collect();
    let (frame, scale) = frame(view, &tracks, unit, 34.0);
    let mut canvas = Canvas::new(view.theme);
    bands(&mut canvas, view, &frame, (latest, 1), months.len());
    frame.value_lines(&mut canvas, view, &scale, unit);
    let chart = draw(&frame, &scale, &tracks, &mut canvas);
    let names: Vec<String> = months.iter().map(|row| month_name(view, *row)).collect();
    across(&mut canvas, view, &frame, &names);
    gaps(&mut canvas, view, &frame, &tracks);
    let ends = years.iter().zip(&tracks).filter_map(|((col, year), track)| {
        Some(EndName {
            y: frame.y(&scale, track.last()?.1),
            number: String::new(),
            name: view.words.period(Period::Year(*year)),
            colour: if *col == report {
                view.accent.to_owned()
            } else {
                view.theme.tokens.colours.soft.clone()
            },
            strong: *col == report,
        })
    });
    end_names(&mut canvas, view, &frame, &ends.collect::<Vec<_>>());
    if let Some(track) = tracks.last() {
        extremes(&mut canvas, view, &frame, &scale, track, |place| view.text(months[place], report));
    }
    let place = |row: &usize| {
        let numbers = years.iter().rev().map(|(col, _)| view.printed(*row, *col));
        (view.row_name(*row), numbers.collect())
    };
    let readout = Readout {
        frame,
        way: Way::Across,
        names: years.iter().rev().map(|(_, year)| view.words.period(Period::Year(*year))).collect(),
        places: months.iter().map(place).collect(),
    };
    Some(Drawing::new(&chart, canvas, frame.bottom() + BELOW, vec![readout]))
}

/// Rows drawn as lines: rates where the table has them, else its parts, else its totals.
fn line_rows(view: &View<'_>) -> Vec<usize> {
    let rows = view.table.rows();
    let rates: Vec<usize> = (0..rows.len())
        .filter(|r| rows[*r].role == Role::Derived && view.unit(*r, 0) == Unit::Percent)
        .filter(|r| !view.table.restates(*r))
        .collect();
    let parts = view.parts();
    match (rates.is_empty(), parts.is_empty()) {
        (false, _) => rates,
        (true, false) => parts,
        (true, true) => (0..rows.len()).filter(|r| rows[*r].role == Role::Total).collect(),
    }
}

/// A line whose numbers lie so near each other, as a part of their mean, shows nothing.
const LEVEL: f64 = 0.05;

/// Whether a line is level from its first number to its last.
fn is_level(track: &Track) -> bool {
    let values: Vec<f64> = track.points.iter().filter_map(|p| p.value).collect();
    let (low, high) = values.iter().fold((f64::MAX, f64::MIN), |(a, b), v| (a.min(*v), b.max(*v)));
    let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
    values.len() < 2 || high - low <= LEVEL * mean
}

/// Option and height of a chart with the years across and a line a row; nothing where all of them are level.
pub fn year_lines(view: &View<'_>) -> Option<Drawing> {
    let years = view.years();
    let report = view.report_column()?;
    let mut rows = line_rows(view);
    rows.truncate(MOST_LINES);
    let unit = view.unit(*rows.first()?, report);
    let grey = |row: usize| matches!(view.table.rows()[row].role, Role::Other | Role::Unknown);
    let track = |(place, row): (usize, &usize)| Track {
        points: years.iter().map(|(col, _)| Point::of(view, *row, *col)).collect(),
        colour: if grey(*row) { view.theme.tokens.colours.other.clone() } else { view.category(place) },
        width: if place == 0 { view.theme.tokens.lines.strong } else { view.theme.tokens.lines.line },
    };
    let tracks: Vec<Track> = rows.iter().enumerate().map(track).collect();
    if tracks.iter().all(is_level) {
        return None;
    }
    let metrics = &view.theme.metrics;
    let label = view.theme.tokens.sizes.chart_label;
    let widest = |row: &usize| {
        metrics.width(&view.text(*row, report), label, Weight::Bold)
            + metrics.width(&view.row_name(*row), label, Weight::Regular)
    };
    let room = (rows.iter().map(widest).fold(0.0, f64::max) + 14.0).min(view.width * 0.4);
    let (frame, scale) = frame(view, &tracks, unit, room);
    let mut canvas = Canvas::new(view.theme);
    frame.value_lines(&mut canvas, view, &scale, unit);
    let chart = draw(&frame, &scale, &tracks, &mut canvas);
    let signs = |col: usize| view.signs(rows[0], col);
    let signed = years.iter().any(|(col, _)| !signs(*col).is_empty());
    year_names(&mut canvas, view, &frame, &years, signs);
    gaps(&mut canvas, view, &frame, &tracks);
    let ends = rows.iter().zip(&tracks).filter_map(|(row, track)| {
        let (place, value) = track.last()?;
        Some(EndName {
            y: frame.y(&scale, value),
            number: if years[place].0 == report { view.text(*row, report) } else { String::new() },
            name: view.row_name(*row),
            colour: track.colour.clone(),
            strong: false,
        })
    });
    end_names(&mut canvas, view, &frame, &ends.collect::<Vec<_>>());
    let names = rows.iter().map(|row| view.row_name(*row)).collect();
    let readout = Readout::of_years(view, &frame, &years, names, |col| {
        rows.iter().map(|row| view.printed(*row, col)).collect()
    });
    let height = frame.bottom() + BELOW + if signed { 9.0 } else { 0.0 };
    Some(Drawing::new(&chart, canvas, height, vec![readout]))
}

/// The area and scale of lines, with room for names at the right.
pub fn frame(view: &View<'_>, tracks: &[Track], unit: Unit, right: f64) -> (Frame, Scale) {
    let values = tracks.iter().flat_map(|t| t.points.iter().filter_map(|p| p.value));
    let scale = Scale::of_unit(values, 4.0, unit);
    let left = Frame::tick_width(view, &scale, unit) + 7.0;
    (Frame { left, top: TOP, width: view.width - left - right, height: HEIGHT }, scale)
}

/// One series a track: its largest unbroken part. What a break or an unsure period parts from it is
/// drawn on the canvas, where a piece costs a tenth of a series; so is a point without neighbours.
pub fn draw(frame: &Frame, scale: &Scale, tracks: &[Track], canvas: &mut Canvas<'_>) -> Chart {
    let of = tracks.first().map_or(1, |t| t.points.len());
    let mut chart = frame.chart(scale, of, false);
    for track in tracks {
        let mut pieces = track.pieces();
        let points = |piece: &(bool, Vec<Option<f64>>)| piece.1.iter().flatten().count();
        let largest =
            (0..pieces.len()).filter(|i| !pieces[*i].0).max_by_key(|i| (points(&pieces[*i]), usize::MAX - i));
        if let Some(largest) = largest {
            let (_, values) = pieces.remove(largest);
            let style = LineStyle::new().color(track.colour.as_str()).width(track.width);
            let data: Vec<DataPoint> = values.into_iter().map(|value| optional(value).into()).collect();
            chart = chart.series(Line::new().show_symbol(false).line_style(style).data(data));
        }
        let solid = Paint::stroke(&track.colour, track.width, Layer::Front);
        let dashes = solid.clone().dashed();
        for (dashed, values) in pieces {
            for run in runs(&values) {
                let points: Vec<(f64, f64)> =
                    run.map(|(i, v)| (frame.across(i, of), frame.y(scale, v))).collect();
                canvas.line(if dashed { &dashes } else { &solid }, &points);
            }
        }
        for (place, value) in track.lonely() {
            let paint = Paint::fill(&track.colour, Layer::Front);
            canvas.disc(&paint, frame.across(place, of), frame.y(scale, value), track.width + 0.4);
        }
    }
    chart
}

/// The stretches of numbers without a gap.
fn runs(values: &[Option<f64>]) -> impl Iterator<Item = impl Iterator<Item = (usize, f64)>> {
    let numbered: Vec<(usize, Option<f64>)> = values.iter().copied().enumerate().collect();
    let runs: Vec<Vec<(usize, f64)>> = numbered
        .split(|(_, value)| value.is_none())
        .map(|run| run.iter().filter_map(|(i, value)| Some((*i, (*value)?))).collect::<Vec<_>>())
        .filter(|run: &Vec<(usize, f64)>| !run.is_empty())
        .collect();
    runs.into_iter().map(Vec::into_iter)
}

/// Signs of hiding at the foot of the months or years in which something is withheld, and breaks.
pub fn gaps(canvas: &mut Canvas<'_>, view: &View<'_>, frame: &Frame, tracks: &[Track]) {
    let tokens = &view.theme.tokens;
    let look = Type { size: tokens.sizes.chart_small, weight: Weight::Regular, colour: &tokens.colours.soft };
    let of = tracks.first().map_or(0, |t| t.points.len());
    for place in 0..of {
        if tracks.iter().any(|t| t.points[place].hidden) {
            canvas.text(HIDDEN, frame.across(place, of), frame.bottom() - 6.0, Align::Center, look);
        }
        if place > 0 && tracks.iter().any(|t| t.points[place].breaks) {
            break_mark(canvas, view, frame, frame.left + frame.width * place as f64 / of as f64);
        }
    }
}

/// Names at the right, moved apart, each in the colour of its line.
fn end_names(canvas: &mut Canvas<'_>, view: &View<'_>, frame: &Frame, ends: &[EndName]) {
    let (tokens, metrics) = (&view.theme.tokens, &view.theme.metrics);
    let size = tokens.sizes.chart_label;
    let left = |end: &EndName| {
        let number = metrics.width(&end.number, size, Weight::Bold);
        frame.right() + 4.0 + if end.number.is_empty() { 0.0 } else { number + 4.0 }
    };
    let beside = |end: &EndName| SideName {
        y: end.y,
        left: left(end),
        text: end.name.clone(),
        weight: if end.strong { Weight::Bold } else { Weight::Regular },
    };
    let placed = placed(view, frame, &ends.iter().map(beside).collect::<Vec<_>>(), 1.0);
    for (end, name) in ends.iter().zip(placed) {
        let dark = super::theme::mix(&end.colour, &tokens.colours.ink, 0.8);
        if !end.number.is_empty() {
            let look = Type { size, weight: Weight::Bold, colour: &dark };
            canvas.text(&end.number, frame.right() + 4.0, name.y, Align::Left, look);
        }
        name.write(canvas, view, &dark);
    }
}

/// The highest and lowest number of a line, beside its points.
pub fn extremes(
    canvas: &mut Canvas<'_>,
    view: &View<'_>,
    frame: &Frame,
    scale: &Scale,
    track: &Track,
    text: impl Fn(usize) -> String,
) {
    let points: Vec<(usize, f64)> =
        track.points.iter().enumerate().filter_map(|(i, p)| Some((i, p.value?))).collect();
    let high = points.iter().copied().reduce(|a, b| if b.1 > a.1 { b } else { a });
    let low = points.iter().copied().reduce(|a, b| if b.1 < a.1 { b } else { a });
    for (point, up) in [(high, true), (low.filter(|l| high.is_some_and(|h| h.1 > l.1)), false)] {
        let Some((place, _)) = point else { continue };
        marked(canvas, view, frame, scale, (track, place), up, &text(place));
    }
}

/// A point of a line with its number above it, or below where there is room.
pub fn marked(
    canvas: &mut Canvas<'_>,
    view: &View<'_>,
    frame: &Frame,
    scale: &Scale,
    (track, place): (&Track, usize),
    up: bool,
    text: &str,
) {
    let tokens = &view.theme.tokens;
    let look = Type { size: tokens.sizes.chart_label, weight: Weight::Bold, colour: &tokens.colours.ink };
    let Some(value) = track.points[place].value else { return };
    let half = view.theme.metrics.width(text, look.size, look.weight) / 2.0;
    let (x, y) = (frame.across(place, track.points.len()), frame.y(scale, value));
    canvas.disc(&Paint::fill(&track.colour, Layer::Front), x, y, 2.2);
    let inside = x.clamp(frame.left + half, (frame.right() - half).max(frame.left + half));
    // Below the point unless the base line is in the way.
    let y = if up || y + 14.0 > frame.bottom() { y - 7.5 } else { y + 8.5 };
    canvas.text_over(text, inside, y.max(4.5), Align::Center, look);
}

fn month_name(view: &View<'_>, row: usize) -> String {
    match view.table.rows()[row].label {
        Label::Month(month) => view.words.month_short(month).to_owned(),
        Label::Period(Period::Month(_, month)) => view.words.month_short(month).to_owned(),
        _ => view.row_name(row),
    }
}

fn across(canvas: &mut Canvas<'_>, view: &View<'_>, frame: &Frame, names: &[String]) {
    let tokens = &view.theme.tokens;
    let look = Type { size: tokens.sizes.chart_label, weight: Weight::Regular, colour: &tokens.colours.soft };
    let room = frame.width / names.len() as f64 - 2.0;
    for (place, name) in names.iter().enumerate() {
        let name = view.theme.metrics.shorten(name, look.size, look.weight, room);
        canvas.text(&name, frame.across(place, names.len()), frame.bottom() + 8.5, Align::Center, look);
    }
}
