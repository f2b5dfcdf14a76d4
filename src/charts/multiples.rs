//! Small multiples: a panel per group of rows, its largest members as lines over the years, all panels on
//! one scale.

use charming::Chart;

use super::canvas::{Align, Canvas, Layer, Paint, Type};
use super::cut::Shown;
use super::drawing::Drawing;
use super::frame::{Frame, Scale};
use super::metrics::Weight;
use super::readout::Readout;
use super::view::{HIDDEN, View};
use crate::measures::{Label, Role};

const ACROSS: usize = 4;
const HEIGHT: f64 = 62.0;
const GAP: f64 = 14.0;
/// From the name to the highest line: room for a number.
const TITLE: f64 = 15.0;
/// From one line of a name to the next.
const NAME: f64 = 9.5;
/// Lines in a panel, and panels.
const LINES: usize = 4;
const PANELS: usize = 12;

/// A group of rows with the rows of its members; a long name takes two lines.
struct Panel {
    row: usize,
    name: Vec<String>,
    members: Vec<usize>,
}

/// Option and height of the chart.
pub fn small_multiples(view: &View<'_>) -> Option<Drawing> {
    let width = (view.width - GAP * (ACROSS - 1) as f64) / ACROSS as f64;
    let years = view.years();
    let report = view.report_column()?;
    let (panels, kept) = kept(view, panels(view, width), report);
    let shown = largest(view, &panels, report);
    if panels.len() < 2 || shown.is_empty() || years.len() < 2 {
        return None;
    }
    let rows = |panel: &Panel| -> Vec<Option<usize>> {
        let row =
            |label: &Label| panel.members.iter().copied().find(|r| view.table.rows()[*r].label == *label);
        shown.iter().map(row).collect()
    };
    let values = panels.iter().flat_map(|p| rows(p).into_iter().flatten().collect::<Vec<_>>());
    let top =
        values.flat_map(|r| years.iter().filter_map(move |(c, _)| view.value(r, *c))).fold(0.0, f64::max);
    let scale = Scale::to(top);
    let mut canvas = Canvas::new(view.theme);
    let above = legend(&mut canvas, view, &shown);
    let mut next = above;
    let lines = panels.chunks(ACROSS).map(|line| {
        let names = line.iter().map(|p| p.name.len()).max().unwrap_or(1);
        let top = next + TITLE + 6.0 + NAME * (names - 1) as f64;
        next = top + HEIGHT + 20.0;
        top
    });
    let tops: Vec<f64> = lines.collect();
    let mut readouts = Vec::new();
    for (place, panel) in panels.iter().enumerate() {
        let (column, line) = (place % ACROSS, place / ACROSS);
        let left = (width + GAP) * column as f64;
        let frame = Frame { left, top: tops[line], width, height: HEIGHT };
        draw(&mut canvas, view, &frame, &scale, panel, &rows(panel));
        readouts.push(readout(view, (&frame, &years), panel, &rows(panel)));
    }
    let chart = Chart::new().animation(false);
    let height = kept.write(&mut canvas, view, 0.0, next);
    Some(Drawing::new(&chart, canvas, height, readouts))
}

/// The groups with their members; unknown places have no panel.
fn panels(view: &View<'_>, width: f64) -> Vec<Panel> {
    let mut panels: Vec<Panel> = Vec::new();
    let mut known = false;
    let (metrics, size) = (&view.theme.metrics, view.theme.tokens.sizes.chart_label);
    for (r, row) in view.table.rows().iter().enumerate() {
        match (row.role, panels.last_mut()) {
            (Role::Group, _) => {
                known = view.words.is_known(&row.label);
                if known {
                    let name = metrics.wrap(&view.row_name(r), size, Weight::Bold, width, 2);
                    panels.push(Panel { row: r, name, members: Vec::new() });
                }
            }
            (Role::Member, Some(panel)) if known => panel.members.push(r),
            _ => {}
        }
    }
    panels
}

/// The panels that there is room for: those of the largest groups.
fn kept(view: &View<'_>, panels: Vec<Panel>, report: usize) -> (Vec<Panel>, Shown) {
    let groups = panels.iter().map(|p| p.row).collect();
    let role = |row: usize| view.table.rows()[row].role;
    let shown = Shown::of(view, groups, PANELS, role, |row| view.value(row, report).unwrap_or_default());
    (panels.into_iter().filter(|p| shown.rows.contains(&p.row)).collect(), shown)
}

/// The members with the largest published numbers of the report year over all panels, by their label.
fn largest(view: &View<'_>, panels: &[Panel], report: usize) -> Vec<Label> {
    let mut sums: Vec<(f64, Label)> = Vec::new();
    for row in panels.iter().flat_map(|p| &p.members) {
        let label = &view.table.rows()[*row].label;
        let value = view.value(*row, report).unwrap_or(0.0);
        match sums.iter_mut().find(|(_, l)| l == label) {
            Some((sum, _)) => *sum += value,
            None => sums.push((value, label.clone())),
        }
    }
    sums.retain(|(sum, _)| *sum > 0.0);
    // A stable sort: equal sums keep the order of the table.
    sums.sort_by(|a, b| b.0.total_cmp(&a.0));
    sums.into_iter().take(LINES).map(|(_, label)| label).collect()
}

/// The lines of a panel, year by year. Its first and last year stand at its edges: half a band lies beyond them.
fn readout(
    view: &View<'_>,
    (frame, years): (&Frame, &[(usize, i32)]),
    panel: &Panel,
    rows: &[Option<usize>],
) -> Readout {
    let band = (frame.width - 4.0) / (years.len() - 1) as f64;
    let area = Frame { left: frame.left + 2.0 - band / 2.0, width: band * years.len() as f64, ..*frame };
    let rows: Vec<usize> = rows.iter().copied().flatten().collect();
    let names = rows.iter().map(|row| view.row_name(*row)).collect();
    let mut readout = Readout::of_years(view, &area, years, names, |col| {
        rows.iter().map(|row| view.printed(*row, col)).collect()
    });
    for (name, _) in &mut readout.places {
        *name = format!("{}, {name}", view.row_name(panel.row));
    }
    readout
}

fn draw(
    canvas: &mut Canvas<'_>,
    view: &View<'_>,
    frame: &Frame,
    scale: &Scale,
    panel: &Panel,
    rows: &[Option<usize>],
) {
    let tokens = &view.theme.tokens;
    let look = Type { size: tokens.sizes.chart_label, weight: Weight::Bold, colour: &tokens.colours.ink };
    for (above, name) in panel.name.iter().rev().enumerate() {
        canvas.text(name, frame.left, frame.top - TITLE - NAME * above as f64, Align::Left, look);
    }
    let axis = Paint::stroke(&tokens.colours.soft, tokens.lines.axis, Layer::Front);
    canvas.line(&axis, &[(frame.left, frame.bottom()), (frame.right(), frame.bottom())]);
    let years = view.years();
    let x = |place: usize| frame.left + 2.0 + (frame.width - 4.0) * place as f64 / (years.len() - 1) as f64;
    let mut hidden = false;
    for (place, row) in rows.iter().enumerate() {
        let Some(row) = row else { continue };
        let paint = Paint::stroke(&view.category(place), tokens.lines.line, Layer::Front);
        let dot = Paint::fill(&view.category(place), Layer::Front);
        let mut run: Vec<(f64, f64)> = Vec::new();
        let mut finish = |run: &mut Vec<(f64, f64)>| match std::mem::take(run).as_slice() {
            [] => {}
            [(x, y)] => canvas.disc(&dot, *x, *y, 1.4),
            points => canvas.line(&paint, points),
        };
        for (at, (col, _)) in years.iter().enumerate() {
            hidden |= view.hidden(*row, *col);
            // A line ends where a number is missing and where its meaning changes.
            if view.breaks(*row, *col) || view.value(*row, *col).is_none() {
                finish(&mut run);
            }
            run.extend(view.value(*row, *col).map(|v| (x(at), frame.y(scale, v))));
        }
        finish(&mut run);
    }
    let small =
        Type { size: tokens.sizes.chart_small, weight: Weight::Regular, colour: &tokens.colours.soft };
    if let (Some(first), Some(last)) = (years.first(), years.last()) {
        canvas.text(&first.1.to_string(), frame.left, frame.bottom() + 7.0, Align::Left, small);
        canvas.text(&last.1.to_string(), frame.right(), frame.bottom() + 7.0, Align::Right, small);
    }
    // The scale is that of all panels: the largest line says how high it ends.
    let end = rows.first().copied().flatten().zip(years.last());
    if let Some((row, (col, value))) = end.and_then(|(r, (c, _))| Some((r, (*c, view.value(r, *c)?)))) {
        let bold = Type { size: small.size, ..look };
        let y = frame.y(scale, value) - 6.0;
        canvas.text_over(&view.text(row, col), frame.right(), y, Align::Right, bold);
    }
    if hidden {
        canvas.text(HIDDEN, frame.left + frame.width / 2.0, frame.bottom() + 7.0, Align::Center, small);
    }
}

/// The names of the lines, each in its colour; gives the room that they take.
fn legend(canvas: &mut Canvas<'_>, view: &View<'_>, shown: &[Label]) -> f64 {
    let tokens = &view.theme.tokens;
    let look = Type { size: tokens.sizes.chart_label, weight: Weight::Regular, colour: &tokens.colours.ink };
    let (mut x, mut y) = (0.0, 6.0);
    for (place, label) in shown.iter().enumerate() {
        let name = view.words.label(label);
        let name = view.theme.metrics.shorten(&name, look.size, look.weight, view.width - 12.0);
        let wide = view.theme.metrics.width(&name, look.size, look.weight) + 22.0;
        if x > 0.0 && x + wide > view.width {
            (x, y) = (0.0, y + 11.0);
        }
        canvas.rect(&Paint::fill(&view.category(place), Layer::Front), x, y - 3.0, 6.0, 6.0);
        canvas.text(&name, x + 9.0, y, Align::Left, look);
        x += wide;
    }
    y + 12.0
}
