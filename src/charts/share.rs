//! Rows as horizontal bars of one hundred percent, divided by columns.

use charming::Chart;

use super::canvas::{Align, Canvas, Layer, Paint, Type};
use super::columns::on;
use super::cut::{Shown, row_size};
use super::drawing::Drawing;
use super::frame::{Frame, Scale};
use super::metrics::Weight;
use super::readout::{Readout, Way};
use super::view::{HIDDEN, Part, Sum, Unit, View, add};
use crate::base::Num;

use crate::measures::Role;

const ROW: f64 = 14.5;
const TALL_ROW: f64 = 20.5;
const BAR: f64 = 11.0;
const LEGEND_LINE: f64 = 12.0;
/// Rows beyond these stand in the table only; fewer where names take two lines.
const MOST: usize = 24;
const MOST_TALL: usize = 17;

/// A bar: the share of each part, and whether something is withheld.
pub struct Divided {
    /// Percentage of each part.
    pub shares: Vec<Option<Num>>,
    /// Whether something is left out.
    pub gap: bool,
}

/// Room for the names of rows.
fn name_room(view: &View<'_>, rows: &[usize]) -> f64 {
    let size = view.theme.tokens.sizes.chart_label;
    let width = |row: &usize| view.theme.metrics.width(&view.row_name(*row), size, Weight::Regular);
    (rows.iter().map(width).fold(0.0, f64::max) + 8.0).min(view.width * 0.4)
}

/// The rows of the chart.
pub fn shown(view: &View<'_>) -> Shown {
    let rows = view.parts();
    let (left, size) = (name_room(view, &rows), view.theme.tokens.sizes.chart_label);
    let tall =
        rows.iter().any(|r| view.theme.metrics.width(&view.row_name(*r), size, Weight::Regular) > left - 8.0);
    let most = if tall { MOST_TALL } else { MOST };
    Shown::of(view, rows, most, |row| view.table.rows()[row].role, |row| row_size(view, row))
}

/// Option and height of a chart of divided bars.
pub fn stacked_share(view: &View<'_>) -> Option<Drawing> {
    let shown = shown(view);
    let rows = &shown.rows;
    let parts = view.categories(view.table.cols());
    let tokens = &view.theme.tokens;
    let metrics = &view.theme.metrics;
    let look = Type { size: tokens.sizes.chart_label, weight: Weight::Regular, colour: &tokens.colours.ink };
    let bars: Vec<Divided> = rows.iter().map(|row| divide(view, *row, &parts)).collect();
    // With a third of it withheld a chart shows what protection left, not how things are divided.
    let withheld = bars.iter().filter(|bar| bar.gap).flat_map(|bar| &bar.shares).filter(|s| s.is_none());
    let drawn = bars.iter().any(|bar| bar.shares.iter().any(Option::is_some));
    if !drawn || 3 * withheld.count() >= bars.len() * parts.len() {
        return None;
    }
    let left = name_room(view, rows);
    let broken: Vec<Vec<String>> = rows
        .iter()
        .map(|r| metrics.wrap(&view.row_name(*r), look.size, look.weight, left - 8.0, 2))
        .collect();
    let tall = if broken.iter().any(|lines| lines.len() > 1) { TALL_ROW } else { ROW };
    let mut canvas = Canvas::new(view.theme);
    let gap_room = if bars.iter().any(|b| b.gap && rest(b).is_none()) { 14.0 } else { 0.0 };
    let legend = legend(&mut canvas, view, &parts, left);
    let frame =
        Frame { left, top: legend, width: view.width - left - gap_room, height: tall * rows.len() as f64 };
    let scale = Scale::to(100.0);
    for (place, bar) in bars.iter().enumerate() {
        let y = frame.down(place, rows.len());
        for (i, line) in broken[place].iter().enumerate() {
            let shift = (i as f64 - (broken[place].len() as f64 - 1.0) / 2.0) * look.size * 1.16;
            canvas.text(line, frame.left - 6.0, y + shift, Align::Right, look);
        }
        let end = segments(&mut canvas, view, &frame, &scale, &parts, (rows[place], bar), y);
        // What all bars are says the note under the chart.
        if drawn_unsure(view, rows[place]) && !rows.iter().all(|row| drawn_unsure(view, *row)) {
            canvas.hatch(&tokens.colours.paper, frame.left, y - BAR / 2.0, end - frame.left, BAR);
        }
        if bar.gap && rest(bar).is_none() {
            let soft = Type { colour: &tokens.colours.soft, ..look };
            canvas.text(HIDDEN, end + 4.0, y, Align::Left, soft);
        }
    }
    let height = shown.write(&mut canvas, view, frame.left, frame.bottom() + 2.0) + 1.0;
    let readout = readout(view, (rows, &bars), &parts, &frame);
    Some(Drawing::new(&Chart::new().animation(false), canvas, height, vec![readout]))
}

/// The parts of each row: what the table counts, and the share that is drawn.
fn readout(view: &View<'_>, (rows, bars): (&[usize], &[Divided]), parts: &[Part], frame: &Frame) -> Readout {
    let numbers = |row: usize, bar: &Divided| -> Vec<String> {
        let number = |(part, share): (&Part, &Option<Num>)| {
            let counted = view.printed_part(part, |col| (row, col));
            let percent = part.members.first().is_some_and(|col| view.unit(row, *col) == Unit::Percent);
            let share = share.filter(|_| !percent).map(|share| format!(" ({})", view.words.percent(share)));
            format!("{counted}{}", share.unwrap_or_default())
        };
        parts.iter().zip(&bar.shares).map(number).collect()
    };
    Readout {
        frame: Frame { left: 0.0, width: view.width, ..*frame },
        way: Way::Down,
        names: parts.iter().map(|part| part.name.clone()).collect(),
        places: rows.iter().zip(bars).map(|(row, bar)| (view.row_name(*row), numbers(*row, bar))).collect(),
    }
}

/// Shares of a row's parts. A withheld part is left out, with its place; where one withheld part would
/// be the rest of a published whole, the row is not divided at all.
pub fn divide(view: &View<'_>, row: usize, parts: &[Part]) -> Divided {
    let sums: Vec<Sum> = parts.iter().map(|part| view.sum(part, |col| (row, col))).collect();
    let cells = || parts.iter().flat_map(|part| part.members.iter());
    let hidden = cells().filter(|col| view.hidden(row, **col)).count();
    let number = |sum: &Sum| match sum {
        Sum::Number(n) => Some(*n),
        Sum::Hidden | Sum::Missing => None,
    };
    if hidden == 1 {
        return Divided { shares: vec![None; parts.len()], gap: true };
    }
    if cells().next().is_some_and(|col| view.unit(row, *col) == Unit::Percent) {
        return Divided { shares: sums.iter().map(number).collect(), gap: hidden > 0 };
    }
    let total = view.table.cols().iter().position(|col| col.role == Role::Total);
    let total = total.and_then(|col| view.table.cell(row, col).value().number());
    let whole = if hidden == 0 { sums.iter().filter_map(number).reduce(add) } else { total };
    let shares = sums.iter().map(|sum| number(sum).zip(whole).and_then(|(n, w)| share(n, w))).collect();
    Divided { shares, gap: hidden > 0 }
}

/// A part as a percentage of a whole, with one decimal.
pub fn share(part: Num, whole: Num) -> Option<Num> {
    let decimals = part.decimals.max(whole.decimals);
    let lift = |n: Num| i128::from(n.scaled) * 10_i128.pow(u32::from(decimals - n.decimals));
    Num::quotient(100, lift(part), lift(whole), 1)
}

/// What the withheld parts of a bar are together, in percent: the rest of a published whole.
fn rest(bar: &Divided) -> Option<f64> {
    let known = bar.shares.iter().flatten();
    let drawn: f64 = known.map(|n| n.to_f64()).sum();
    (bar.gap && drawn > 0.0 && drawn < 99.5).then_some(100.0 - drawn)
}

/// The segments of a bar with their percentages where they fit; gives the end of the bar. Withheld parts stand
/// together as a hatched one where the first of them would stand, so that what follows is not read as more.
fn segments(
    canvas: &mut Canvas<'_>,
    view: &View<'_>,
    frame: &Frame,
    scale: &Scale,
    parts: &[Part],
    (row, bar): (usize, &Divided),
    y: f64,
) -> f64 {
    let size = view.theme.tokens.sizes.chart_small;
    let mut from = 0.0;
    let mut rest = rest(bar);
    for (part, share) in parts.iter().zip(&bar.shares) {
        let Some(share) = share else {
            let hidden = part.members.iter().any(|col| view.hidden(row, *col));
            if let Some(value) = rest.take_if(|_| hidden) {
                let (x, room) = (frame.x(scale, from), value / 100.0 * frame.width);
                let colours = &view.theme.tokens.colours;
                canvas.hatch(&colours.hairline, x, y - BAR / 2.0, (room - 0.6).max(0.2), BAR);
                if view.theme.metrics.width(HIDDEN, size, Weight::Regular) + 3.0 <= room {
                    let look = Type { size, weight: Weight::Regular, colour: &colours.ink };
                    canvas.text_over(HIDDEN, x + room / 2.0, y, Align::Center, look);
                }
                from += value;
            }
            continue;
        };
        let value = share.to_f64();
        let whole = Num::quotient(1, i128::from(share.scaled), 10_i128.pow(u32::from(share.decimals)), 0);
        let text = whole.map_or_else(String::new, |n| view.words.percent(n));
        let room = value / 100.0 * frame.width;
        // On the canvas: as series, the parts would cost more than all the rest of the chart.
        let paint = Paint::fill(&part.colour, Layer::Behind);
        canvas.rect(&paint, frame.x(scale, from), y - BAR / 2.0, (room - 0.6).max(0.2), BAR);
        if view.theme.metrics.width(&text, size, Weight::Regular) + 3.0 <= room {
            let look = Type { size, weight: Weight::Regular, colour: on(view, &part.colour) };
            canvas.text(&text, frame.x(scale, from + value / 2.0), y, Align::Center, look);
        }
        from += value;
    }
    frame.x(scale, from)
}

fn drawn_unsure(view: &View<'_>, row: usize) -> bool {
    super::view::drawn(view.table.cols()).iter().any(|col| view.unsure(row, *col))
}

/// Neighbours of one colour, such as all that is unknown, under one mark.
fn entries(parts: &[Part]) -> Vec<(String, &str)> {
    let mut entries: Vec<(String, &str)> = Vec::new();
    for part in parts {
        match entries.last_mut() {
            Some((names, colour)) if *colour == part.colour => {
                names.push_str(", ");
                names.push_str(&part.name);
            }
            _ => entries.push((part.name.clone(), &part.colour)),
        }
    }
    entries
}

/// The names of the parts in the order of the segments, in as many lines as needed; gives their height.
fn legend(canvas: &mut Canvas<'_>, view: &View<'_>, parts: &[Part], left: f64) -> f64 {
    let tokens = &view.theme.tokens;
    let look = Type { size: tokens.sizes.chart_label, weight: Weight::Regular, colour: &tokens.colours.ink };
    let wide = |(name, _): &(String, &str)| view.theme.metrics.width(name, look.size, look.weight) + 21.0;
    let entries = entries(parts);
    // From the bars' left edge where that takes one line, else from the chart's.
    let left = if entries.iter().map(wide).sum::<f64>() <= view.width - left { left } else { 0.0 };
    let (mut x, mut y) = (left, 6.0);
    for entry in &entries {
        let room = wide(entry).min(view.width - left);
        if x > left && x + room - 12.0 > view.width {
            (x, y) = (left, y + LEGEND_LINE);
        }
        canvas.rect(&Paint::fill(entry.1, Layer::Front), x, y - 3.0, 6.0, 6.0);
        let name = view.theme.metrics.shorten(&entry.0, look.size, look.weight, view.width - x - 9.0);
        canvas.text(&name, x + 9.0, y, Align::Left, look);
        x += room;
    }
    y + 9.0
}
