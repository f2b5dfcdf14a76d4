//! Shares of two years as two dots on a line per row, what rose most first: it shows how far each share moved, where bars
//! would show how large it is. Drawn where the headline tells that a share changed by more than chance.

use charming::Chart;

use super::bars;
use super::canvas::{Align, Canvas, Layer, Paint, Type};
use super::cut::Shown;
use super::drawing::Drawing;
use super::frame::{Frame, Scale};
use super::metrics::Weight;
use super::readout::{Readout, Way};
use super::view::View;
use crate::base::Num;
use crate::measures::Role;

const ROW: f64 = 14.0;
const TALL_ROW: f64 = 19.0;
const NAME_LINES: usize = 2;
const DOT: f64 = 3.6;
/// Between a dot and its number.
const BESIDE: f64 = 5.5;
const LEGEND: f64 = 16.0;
/// Rows of these and fewer need no chart.
const FEW: usize = 3;
const STEPS: f64 = 5.0;

/// Whether the chart of a table is one.
pub fn is_one(view: &View<'_>) -> bool {
    view.compared.is_some() && rows(view).rows.len() > FEW
}

/// The rows of a chart, the members of groups left out: the groups move with them.
fn rows(view: &View<'_>) -> Shown {
    let Shown { rows, note } = bars::shown(view);
    let role = |row: &usize| view.table.rows()[*row].role;
    let members = rows.iter().any(|row| role(row) == Role::Member);
    // Nobody gave such an answer in either year.
    let none = |row: &usize| {
        let zero = |share: Option<Num>| share.is_some_and(|share| share.scaled == 0);
        matches!(role(row), Role::Other | Role::Unknown)
            && shares(view, *row).is_some_and(|(then, now)| zero(then) && zero(now))
    };
    let rows = rows.into_iter().filter(|row| role(row) != Role::Member && !none(row)).collect();
    let groups = || view.words.fill("charts.groups_only", &[]);
    Shown { rows, note: note.or_else(|| members.then(groups)) }
}

/// The rows of the chart: those that rose most first, those whose change is not known after all others, and what is
/// other or unknown at the end.
pub fn shown(view: &View<'_>) -> Shown {
    let mut shown = rows(view);
    let order = |row: &usize| {
        let rest = matches!(view.table.rows()[*row].role, Role::Other | Role::Unknown);
        let change = shares(view, *row).and_then(|(then, now)| Some(now?.to_f64() - then?.to_f64()));
        (rest, change)
    };
    shown.rows.sort_by(|a, b| {
        let ((a_rest, a), (b_rest, b)) = (order(a), order(b));
        let known = b.is_some().cmp(&a.is_some());
        a_rest.cmp(&b_rest).then(known).then(b.unwrap_or(0.0).total_cmp(&a.unwrap_or(0.0)))
    });
    shown
}

/// The shares of a row in the earlier and in the report year.
fn shares(view: &View<'_>, row: usize) -> Option<(Option<Num>, Option<Num>)> {
    let (from, now) = view.compared?;
    Some((view.share(row, from), view.share(row, now)))
}

/// A row as it is drawn.
struct Line {
    name: Vec<String>,
    then: Option<Num>,
    now: Option<Num>,
    /// What stands where the report year has no share.
    sign: String,
    rest: bool,
}

/// Option and height of the chart.
pub fn dumbbell(view: &View<'_>) -> Option<Drawing> {
    let (_, now) = view.compared?;
    let shown = shown(view);
    let (metrics, size) = (&view.theme.metrics, view.theme.tokens.sizes.chart_label);
    let width = |text: &str, weight: Weight| metrics.width(text, size, weight);
    let names = shown.rows.iter().map(|r| width(&view.row_name(*r), Weight::Regular)).fold(0.0, f64::max);
    let names = (names + 8.0).min(view.width * 0.4);
    let lines: Vec<Line> = shown
        .rows
        .iter()
        .filter_map(|row| {
            let (then, share) = shares(view, *row)?;
            let name = metrics.wrap(&view.row_name(*row), size, Weight::Regular, names - 8.0, NAME_LINES);
            let rest = matches!(view.table.rows()[*row].role, Role::Other | Role::Unknown);
            Some(Line { name, then, now: share, sign: view.text(*row, now), rest })
        })
        .collect();
    let both = |line: &Line| [line.then, line.now].into_iter().flatten().map(Num::to_f64).collect::<Vec<_>>();
    let scale = Scale::covering(lines.iter().flat_map(both), STEPS);
    let number = width(&view.words.percent(Num { scaled: 888, decimals: 1 }), Weight::Bold) + BESIDE;
    let row = if lines.iter().any(|line| line.name.len() > 1) { TALL_ROW } else { ROW };
    // Numbers stand outside the dots, on either side.
    let left = names + number;
    let frame =
        Frame { left, top: LEGEND, width: view.width - left - number, height: row * lines.len() as f64 };
    let mut canvas = Canvas::new(view.theme);
    legend(&mut canvas, view, left);
    for (place, line) in lines.iter().enumerate() {
        draw(&mut canvas, view, line, (&frame, &scale, names, frame.down(place, lines.len())));
    }
    let height = shown.write(&mut canvas, view, left, frame.bottom() + 2.0) + 1.0;
    let readout = readout(view, &shown.rows, &frame);
    Some(Drawing::new(&Chart::new().animation(false), canvas, height, vec![readout]))
}

/// The shares of both years, and the counts that they are of.
fn readout(view: &View<'_>, rows: &[usize], frame: &Frame) -> Readout {
    let cols: Vec<usize> = view.compared.into_iter().flat_map(|(from, now)| [from, now]).collect();
    let name = |col: &usize| view.words.label(&view.table.cols()[*col].label);
    let number = |row: usize, col: usize| {
        let share = view.share(row, col).map(|share| format!(" ({})", view.words.percent(share)));
        format!("{}{}", view.printed(row, col), share.unwrap_or_default())
    };
    let place = |row: &usize| (view.row_name(*row), cols.iter().map(|col| number(*row, *col)).collect());
    Readout {
        frame: Frame { left: 0.0, width: view.width, ..*frame },
        way: Way::Down,
        names: cols.iter().map(name).collect(),
        places: rows.iter().map(place).collect(),
    }
}

/// A row: its name, the line that leads to its first number, the way from dot to dot, and the numbers beside them.
fn draw(
    canvas: &mut Canvas<'_>,
    view: &View<'_>,
    line: &Line,
    (frame, scale, names, y): (&Frame, &Scale, f64, f64),
) {
    let tokens = &view.theme.tokens;
    let (size, ink, soft) = (tokens.sizes.chart_label, &tokens.colours.ink, &tokens.colours.soft);
    let look = |weight, colour| Type { size, weight, colour };
    let first = y - (line.name.len() as f64 - 1.0) * size * 0.58;
    for (at, part) in line.name.iter().enumerate() {
        let down = first + at as f64 * size * 1.16;
        canvas.text(part, names - 6.0, down, Align::Right, look(Weight::Regular, ink));
    }
    let colour = if line.rest { soft.as_str() } else { view.accent };
    let at = |share: Num| frame.x(scale, share.to_f64());
    if let (Some(then), Some(now)) = (line.then, line.now) {
        // The way begins at the edge of the open dot.
        let (from, to) = (at(then), at(now));
        let edge = from + DOT.copysign(to - from);
        if (to - from).abs() > DOT {
            canvas.line(&Paint::stroke(colour, 1.8, Layer::Behind), &[(edge, y), (to, y)]);
        }
    }
    guide(canvas, view, line, (frame, scale, y));
    let now_first = line.then.zip(line.now).is_some_and(|(then, now)| now < then);
    let beside = |canvas: &mut Canvas<'_>, share: Num, left: bool, look: Type<'_>| {
        let (x, align) =
            if left { (at(share) - BESIDE, Align::Right) } else { (at(share) + BESIDE, Align::Left) };
        canvas.text_over(&view.words.percent(share), x, y, align, look);
    };
    if let Some(then) = line.then {
        ring(canvas, view, colour, (at(then), y));
        beside(canvas, then, !now_first, look(Weight::Regular, soft));
    }
    match line.now {
        Some(now) => {
            canvas.disc(&Paint::fill(colour, Layer::Front), at(now), y, DOT);
            beside(canvas, now, now_first, look(Weight::Bold, ink));
        }
        None => canvas.text(&line.sign, frame.right() + BESIDE, y, Align::Left, look(Weight::Bold, ink)),
    }
}

/// A hairline that leads from the name to the first number; none where it is so short that it looks like a minus.
fn guide(canvas: &mut Canvas<'_>, view: &View<'_>, line: &Line, (frame, scale, y): (&Frame, &Scale, f64)) {
    const LEAST: f64 = 14.0;
    let tokens = &view.theme.tokens;
    let shares = [line.then, line.now].into_iter().flatten();
    let Some(first) = shares.min_by_key(|share| share.scaled) else { return };
    let text = view.words.percent(first);
    let wide = view.theme.metrics.width(&text, tokens.sizes.chart_label, Weight::Bold);
    let end = frame.x(scale, first.to_f64()) - BESIDE - wide - 3.0;
    if end - frame.left >= LEAST {
        let hair = Paint::stroke(&tokens.colours.hairline, tokens.lines.hairline, Layer::Behind);
        canvas.line(&hair, &[(frame.left, y), (end, y)]);
    }
}

/// The dot of the earlier year: open.
fn ring(canvas: &mut Canvas<'_>, view: &View<'_>, colour: &str, (x, y): (f64, f64)) {
    const SIDES: u32 = 32;
    const WIDE: f64 = 1.3;
    canvas.disc(&Paint::fill(&view.theme.tokens.colours.paper, Layer::Behind), x, y, DOT);
    let at = |side: u32| std::f64::consts::TAU * f64::from(side) / f64::from(SIDES);
    let point =
        |side: u32| (x + (DOT - WIDE / 2.0) * at(side).cos(), y + (DOT - WIDE / 2.0) * at(side).sin());
    let circle: Vec<(f64, f64)> = (0..=SIDES).map(point).collect();
    canvas.line(&Paint::stroke(colour, WIDE, Layer::Front), &circle);
}

/// Which dot is of which year.
fn legend(canvas: &mut Canvas<'_>, view: &View<'_>, left: f64) {
    let Some((from, now)) = view.compared else { return };
    let tokens = &view.theme.tokens;
    let look = Type { size: tokens.sizes.chart_small, weight: Weight::Regular, colour: &tokens.colours.soft };
    let mut x = left + DOT;
    for (col, open) in [(from, true), (now, false)] {
        let period = super::view::period(&view.table.cols()[col]);
        let text = period.map(|p| view.words.period(p)).unwrap_or_default();
        match open {
            true => ring(canvas, view, view.accent, (x, 6.0)),
            false => canvas.disc(&Paint::fill(view.accent, Layer::Front), x, 6.0, DOT),
        }
        canvas.text(&text, x + 7.0, 6.0, Align::Left, look);
        x += 7.0 + view.theme.metrics.width(&text, look.size, look.weight) + 16.0;
    }
}

/// Each row with its share in both years, in the order of the chart.
pub fn told(view: &View<'_>) -> String {
    let items: Vec<String> = shown(view)
        .rows
        .into_iter()
        .map(|row| {
            let written = |share: Option<Num>| share.map(|share| view.words.percent(share));
            let (then, now) = shares(view, row).unwrap_or_default();
            let name = view.row_name(row);
            match (written(then), written(now)) {
                (Some(then), Some(now)) => {
                    let places = [("name", name), ("old", then), ("new", now)];
                    view.words.fill("charts.alt.dumbbell.row", &places)
                }
                (_, Some(now)) => format!("{name} {now}"),
                _ => name,
            }
        })
        .collect();
    format!("{}.", items.join(&view.words.fill("join.list", &[])))
}
