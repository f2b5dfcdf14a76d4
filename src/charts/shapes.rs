//! Areas in their own shapes, shaded as tiles are. Where the name and the numbers of an area do not fit inside it, a
//! number refers to a list below the map; where too many do not fit, only the shades and the table tell them.

use charming::Chart;

use super::areas;
use super::canvas::{Align, Canvas, Layer, Paint, Type};
use super::drawing::Drawing;
use super::frame::Scale;
use super::metrics::Weight;
use super::outline::{Outline, Point, outlines};
use super::view::{HIDDEN, View};

/// Height that a map takes at most.
const MOST_HIGH: f64 = 300.0;
/// A name is broken where it is longer: in an area that is wide, and in one that is not.
const NAME: [f64; 2] = [84.0, 44.0];
const NAME_LINES: usize = 2;
/// Around the texts of an area.
const MARGIN: f64 = 3.0;
/// Most areas that the list below the map explains.
const MOST_LISTED: usize = 12;

/// Option and height of the map.
pub fn shape_map(view: &View<'_>) -> Option<Drawing> {
    let rows = areas::shapes_of(view);
    let scale = areas::scale(view, rows.iter().map(|(row, _)| *row))?;
    let shapes = view.table.row_dim().map(|dim| view.words.shapes(dim)).unwrap_or_default();
    let (found, bottom) = outlines(shapes, (view.width - 1.0, MOST_HIGH));
    let mut canvas = Canvas::new(view.theme);
    let (mut listed, mut drawn) = (Vec::new(), Vec::new());
    for (row, at) in &rows {
        let outline = &found[*at];
        fill(&mut canvas, view, *row, (outline, &scale));
        drawn.push((*row, outline));
    }
    // Borders lie over all areas, or the one that is filled last would hide half of each.
    borders(&mut canvas, view, &drawn);
    for (row, outline) in &drawn {
        let placed = Texts::ways(view, *row).find_map(|texts| {
            let (wide, high) = texts.size(view)?;
            Some((outline.room(wide, high)?, texts))
        });
        match placed {
            Some((middle, texts)) => texts.write(&mut canvas, view, *row, (middle, &scale)),
            None => listed.push((*row, *outline)),
        }
    }
    let numbered = listed.len() <= MOST_LISTED;
    if numbered {
        for (at, (row, outline)) in listed.iter().enumerate() {
            number(&mut canvas, view, (*row, at + 1), (outline, &scale));
        }
    }
    let mut y = areas::legend(&mut canvas, view, &scale, bottom + 12.0);
    if numbered && !listed.is_empty() {
        let items: Vec<String> = listed
            .iter()
            .enumerate()
            .map(|(at, (row, _))| format!("{} {}", at + 1, areas::both(view, *row)))
            .collect();
        let text = items.join(&view.words.fill("join.list", &[]));
        y = areas::lines(&mut canvas, view, &text, y, items.len());
    }
    let middles: Vec<(usize, Point)> =
        drawn.iter().filter_map(|(row, outline)| Some((*row, outline.room(1.0, 1.0)?))).collect();
    let readout = areas::readout(view, bottom, &middles);
    let height = areas::elsewhere(&mut canvas, view, y);
    Some(Drawing::new(&Chart::new().animation(false), canvas, height, vec![readout]))
}

/// The shade of an area; a withheld one has none.
fn fill(canvas: &mut Canvas<'_>, view: &View<'_>, row: usize, (outline, scale): (&Outline, &Scale)) {
    if let Some(fill) = areas::fill(view, row, scale) {
        let paint = Paint::fill(&fill, Layer::Behind);
        outline.rings.iter().for_each(|ring| canvas.area(&paint, ring));
    }
}

/// The borders: light between shades, a grey line around what has no shade.
fn borders(canvas: &mut Canvas<'_>, view: &View<'_>, drawn: &[(usize, &Outline)]) {
    let tokens = &view.theme.tokens;
    let light = Paint::stroke(&tokens.colours.paper, 1.2, Layer::Behind);
    let grey = Paint::stroke(&tokens.colours.other, tokens.lines.hairline, Layer::Front);
    let mut draw = |outline: &Outline, paint: &Paint| {
        for ring in &outline.rings {
            let closed: Vec<Point> = ring.iter().chain(ring.first()).copied().collect();
            canvas.line(paint, &closed);
        }
    };
    drawn.iter().for_each(|(_, outline)| draw(outline, &light));
    let empty = |row: usize| view.value(row, areas::RATE).is_none();
    drawn.iter().filter(|(row, _)| empty(*row)).for_each(|(_, outline)| draw(outline, &grey));
}

/// A text with its size and weight.
type Piece = (String, f64, Weight);

/// What stands in an area: lines from above, each of one piece or of two beside each other.
struct Texts(Vec<Vec<Piece>>);

/// Between two pieces of a line.
const BETWEEN: f64 = 4.0;

impl Texts {
    /// The ways to write them, the best first: rate and count below each other, or beside each other in an area that is
    /// not high; the name in one line where it can be.
    fn ways<'v>(view: &'v View<'_>, row: usize) -> impl Iterator<Item = Self> + 'v {
        NAME.into_iter().flat_map(move |most| {
            let name = Self::name(view, row, most);
            let [rate, count] = Self::numbers(view, row, 1.3);
            let high = name.iter().cloned().chain([vec![rate], vec![count]]).collect();
            let low = name.into_iter().chain([Self::numbers(view, row, 1.1).to_vec()]).collect();
            [Self(high), Self(low)]
        })
    }

    fn name(view: &View<'_>, row: usize, most: f64) -> Vec<Vec<Piece>> {
        let (metrics, small) = (&view.theme.metrics, view.theme.tokens.sizes.chart_small);
        let lines = metrics.wrap(&view.row_name(row), small, Weight::Regular, most, NAME_LINES);
        lines.into_iter().map(|line| vec![(line, small, Weight::Regular)]).collect()
    }

    /// The rate, so many times as large as other texts, and the count. One sign says that both are withheld.
    fn numbers(view: &View<'_>, row: usize, times: f64) -> [Piece; 2] {
        let (size, rate) = (view.theme.tokens.sizes.chart_label, view.text(row, areas::RATE));
        let count = if rate == HIDDEN { String::new() } else { areas::count(view, row) };
        [(rate, size * times, Weight::Bold), (count, size, Weight::Regular)]
    }

    /// Width of a line and height of it.
    fn line(view: &View<'_>, line: &[Piece]) -> (f64, f64) {
        let said = || line.iter().filter(|(text, ..)| !text.is_empty());
        let wide: f64 =
            said().map(|(text, size, weight)| view.theme.metrics.width(text, *size, *weight)).sum();
        let high = said().map(|(_, size, _)| size * LEADING).fold(0.0, f64::max);
        (wide + BETWEEN * said().count().saturating_sub(1) as f64, high)
    }

    /// Width and height of the box; nothing where a name had to be shortened.
    fn size(&self, view: &View<'_>) -> Option<(f64, f64)> {
        if self.0.iter().flatten().any(|(text, ..)| text.ends_with('…')) {
            return None;
        }
        let lines = || self.0.iter().map(|line| Self::line(view, line));
        let wide = lines().map(|(wide, _)| wide).fold(0.0, f64::max);
        Some((wide + 2.0 * MARGIN, lines().map(|(_, high)| high).sum::<f64>() + MARGIN))
    }

    fn write(&self, canvas: &mut Canvas<'_>, view: &View<'_>, row: usize, ((x, y), scale): (Point, &Scale)) {
        let high: f64 = self.0.iter().map(|line| Self::line(view, line).1).sum();
        let colour = areas::ink(view, row, scale);
        let mut top = y - high / 2.0;
        for line in &self.0 {
            let (wide, high) = Self::line(view, line);
            let mut left = x - wide / 2.0;
            for (text, size, weight) in line.iter().filter(|(text, ..)| !text.is_empty()) {
                let look = Type { size: *size, weight: *weight, colour: &colour };
                canvas.text(text, left, top + high / 2.0, Align::Left, look);
                left += view.theme.metrics.width(text, *size, *weight) + BETWEEN;
            }
            top += high;
        }
    }
}

/// Between two lines of the texts of an area, as part of the size of the letters.
const LEADING: f64 = 1.2;

/// The number by which the list below the map calls an area.
fn number(
    canvas: &mut Canvas<'_>,
    view: &View<'_>,
    (row, number): (usize, usize),
    (outline, scale): (&Outline, &Scale),
) {
    let Some(middle) = outline.room(1.0, 1.0) else { return };
    let tokens = &view.theme.tokens;
    let (text, size) = (number.to_string(), tokens.sizes.chart_small);
    let wide = view.theme.metrics.width(&text, size, Weight::Bold);
    let place = outline.room(wide + 1.0, size);
    let (x, y) = place.unwrap_or(middle);
    // Beyond its area a number stands on others, and has paper around it.
    match place {
        Some(_) => {
            let colour = areas::ink(view, row, scale);
            canvas.text(&text, x, y, Align::Center, Type { size, weight: Weight::Bold, colour: &colour });
        }
        None => {
            let look = Type { size, weight: Weight::Bold, colour: &tokens.colours.ink };
            canvas.text_over(&text, x, y, Align::Center, look);
        }
    }
}
