//! Years across: columns stacked by row.

use charming::datatype::DataPoint;
use charming::element::ItemStyle;
use charming::series::Bar;

use super::canvas::{Align, Canvas, Layer, Paint, Type};
use super::columns::{bar_width, base_line, break_mark, frame, height, numbers, on, optional, year_names};
use super::drawing::Drawing;
use super::frame::{Frame, Scale};
use super::metrics::Weight;
use super::readout::Readout;
use super::side_names::{SideName, placed};
use super::view::{HIDDEN, Part, Sum, View};
use crate::measures::Role;

/// Option and height of a chart with columns stacked by row.
pub fn year_stack(view: &View<'_>) -> Option<Drawing> {
    let years = view.years();
    let parts = view.categories(view.table.rows());
    let sums: Vec<Vec<Sum>> = years
        .iter()
        .map(|(col, _)| parts.iter().map(|part| view.sum(part, |row| (row, *col))).collect())
        .collect();
    let height_of = |stack: &Vec<Sum>| stack.iter().filter_map(number).sum::<f64>();
    let wholes: Vec<Option<f64>> = years.iter().map(|(col, _)| whole(view, *col)).collect();
    let tall = |(stack, whole): (&Vec<Sum>, &Option<f64>)| whole.unwrap_or_default().max(height_of(stack));
    let scale = Scale::to(sums.iter().zip(&wholes).map(tall).fold(0.0, f64::max));
    let rows = view.parts();
    let signs_of = |col: usize| view.any_signs(&rows, col);
    let signs = years.iter().any(|(col, _)| !signs_of(*col).is_empty());
    let names = names_room(view, &parts, sums.last()?);
    let frame = frame(view, names, signs);
    let bar = bar_width(&frame, years.len());
    let mut canvas = Canvas::new(view.theme);
    let mut chart = frame.chart(&scale, years.len(), false);
    for (p, part) in parts.iter().enumerate() {
        let data: Vec<DataPoint> = sums.iter().map(|stack| optional(number(&stack[p])).into()).collect();
        let style = ItemStyle::new()
            .color(part.colour.as_str())
            .border_color(view.theme.tokens.colours.paper.as_str())
            .border_width(0.6);
        chart = chart.series(Bar::new().stack("all").bar_width(bar).item_style(style).data(data));
    }
    base_line(&mut canvas, view, &frame);
    let mut tops = Vec::new();
    for (place, (col, _)) in years.iter().enumerate() {
        let x = frame.across(place, years.len());
        let mut top = frame.y(&scale, height_of(&sums[place]));
        if let Some(whole) = wholes[place] {
            top = withheld_room(&mut canvas, view, (top, frame.y(&scale, whole)), (x, bar));
        }
        inside(&mut canvas, view, (&frame, &scale), (x, bar), &parts, &sums[place], *col);
        tops.push((total_text(view, *col), top));
        let broken = rows.iter().any(|row| view.breaks(*row, *col));
        if broken && place > 0 {
            break_mark(
                &mut canvas,
                view,
                &frame,
                frame.left + frame.width * place as f64 / years.len() as f64,
            );
        }
    }
    numbers(&mut canvas, view, &frame, &tops, &years);
    year_names(&mut canvas, view, &frame, &years, signs_of);
    if let Some(last) = sums.last() {
        part_names(
            &mut canvas,
            view,
            &frame,
            &scale,
            &parts,
            last,
            frame.across(years.len() - 1, years.len()) + bar / 2.0,
        );
    }
    let total = view.table.rows().iter().position(|row| row.role == Role::Total);
    let names = parts.iter().map(|part| part.name.clone()).chain(total.map(|row| view.row_name(row)));
    let readout = Readout::of_years(view, &frame, &years, names.collect(), |col| {
        let numbers = parts.iter().map(|part| view.printed_part(part, |row| (row, col)));
        numbers.chain(total.map(|row| view.printed(row, col))).collect()
    });
    Some(Drawing::new(&chart, canvas, height(&frame, signs), vec![readout]))
}

/// Withheld parts keep their room, so that a column does not look like a fall; gives the top of the column.
fn withheld_room(
    canvas: &mut Canvas<'_>,
    view: &View<'_>,
    (top, whole): (f64, f64),
    (x, bar): (f64, f64),
) -> f64 {
    let high = top - whole;
    if high <= 0.5 {
        return top;
    }
    canvas.hatch(&view.theme.tokens.colours.hairline, x - bar / 2.0, whole, bar, high);
    whole
}

/// The published total of a column of which several parts are withheld: their sum is known, none of them is.
fn whole(view: &View<'_>, col: usize) -> Option<f64> {
    let hidden = view.parts().iter().filter(|row| view.hidden(**row, col)).count();
    let total = view.table.rows().iter().position(|row| row.role == Role::Total)?;
    if hidden > 1 { view.value(total, col) } else { None }
}

/// The published total, and the sign of hiding when the column has a gap. A total is not written over
/// a column with a single withheld number, which would be the rest of it.
fn total_text(view: &View<'_>, col: usize) -> String {
    let total = view.table.rows().iter().position(|row| row.role == Role::Total);
    let total =
        total.filter(|row| !view.hidden(*row, col)).map_or_else(String::new, |row| view.text(row, col));
    match view.parts().iter().filter(|row| view.hidden(**row, col)).count() {
        0 => total,
        1 => HIDDEN.to_owned(),
        _ => format!("{total} {HIDDEN}").trim_start().to_owned(),
    }
}

/// Numbers inside the segments of a column, where they fit; what is partial or provisional is hatched.
fn inside(
    canvas: &mut Canvas<'_>,
    view: &View<'_>,
    (frame, scale): (&Frame, &Scale),
    (x, bar): (f64, f64),
    parts: &[Part],
    stack: &[Sum],
    col: usize,
) {
    let size = view.theme.tokens.sizes.chart_small;
    let mut below = 0.0;
    for (part, sum) in parts.iter().zip(stack) {
        let Sum::Number(n) = sum else { continue };
        let value = n.to_f64();
        let tall = value / (scale.max - scale.min) * frame.height;
        let text = view.write(*n, view.unit(part.members[0], col));
        if part.members.iter().any(|row| view.unsure(*row, col)) {
            let paper = &view.theme.tokens.colours.paper;
            canvas.hatch(paper, x - bar / 2.0, frame.y(scale, below + value), bar, tall);
        } else if tall >= size + 2.0 && view.theme.metrics.width(&text, size, Weight::Regular) <= bar - 2.0 {
            let look = Type { size, weight: Weight::Regular, colour: on(view, &part.colour) };
            canvas.text(&text, x, frame.y(scale, below + value / 2.0), Align::Center, look);
        }
        below += value;
    }
}

/// Names of the parts at the right of the last column, with a line to their segment.
fn part_names(
    canvas: &mut Canvas<'_>,
    view: &View<'_>,
    frame: &Frame,
    scale: &Scale,
    parts: &[Part],
    stack: &[Sum],
    edge: f64,
) {
    let tokens = &view.theme.tokens;
    let mut below = 0.0;
    let mut middles = Vec::new();
    for sum in stack {
        let value = number(sum).unwrap_or(0.0);
        middles.push(frame.y(scale, below + value / 2.0));
        below += value;
    }
    let x = frame.right() + 12.0;
    let look = Type { size: tokens.sizes.chart_label, weight: Weight::Regular, colour: &tokens.colours.ink };
    let bold = Type { weight: Weight::Bold, ..look };
    let texts: Vec<String> = parts.iter().zip(stack).map(|(part, sum)| sum_text(view, part, sum)).collect();
    let beside = |(at, part): (usize, &Part)| SideName {
        y: middles[at],
        left: x + 9.0 + view.theme.metrics.width(&texts[at], bold.size, bold.weight) + 4.0,
        text: part.name.clone(),
        weight: look.weight,
    };
    let beside: Vec<SideName> = parts.iter().enumerate().map(beside).collect();
    let names = placed(view, frame, &beside, look.size / 2.0 + 1.0);
    let line = Paint::stroke(&tokens.colours.hairline, tokens.lines.axis, Layer::Front);
    for (at, (part, name)) in parts.iter().zip(&names).enumerate() {
        canvas.rect(&Paint::fill(&part.colour, Layer::Front), x, name.y - 3.0, 6.0, 6.0);
        if number(&stack[at]).is_some_and(|v| v > 0.0) {
            canvas.line(&line, &[(edge + 1.5, middles[at]), (x - 5.0, name.y), (x - 1.5, name.y)]);
        }
        canvas.text(&texts[at], x + 9.0, name.y, Align::Left, bold);
        name.write(canvas, view, &tokens.colours.ink);
    }
}

/// Room to the right for the names of the parts.
fn names_room(view: &View<'_>, parts: &[Part], last: &[Sum]) -> f64 {
    let size = view.theme.tokens.sizes.chart_label;
    let metrics = &view.theme.metrics;
    let wide = |(part, sum): (&Part, &Sum)| {
        metrics.width(&part.name, size, Weight::Regular)
            + metrics.width(&sum_text(view, part, sum), size, Weight::Bold)
    };
    let widest = parts.iter().zip(last).map(wide).fold(0.0, f64::max);
    (widest + 27.0).min(view.width * 0.4)
}

/// The number of a part in the last column.
fn sum_text(view: &View<'_>, part: &Part, sum: &Sum) -> String {
    let col = view.years().last().map_or(0, |(col, _)| *col);
    match sum {
        Sum::Number(n) => view.write(*n, view.unit(part.members[0], col)),
        Sum::Hidden => HIDDEN.to_owned(),
        Sum::Missing => String::new(),
    }
}

fn number(sum: &Sum) -> Option<f64> {
    match sum {
        Sum::Number(n) => Some(n.to_f64()),
        Sum::Hidden | Sum::Missing => None,
    }
}
