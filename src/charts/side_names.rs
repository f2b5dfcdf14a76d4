//! Names at the right of a chart: moved apart, in two lines where all of them have room for that.

use super::canvas::{Align, Canvas, Type};
use super::frame::{Frame, spread};
use super::metrics::Weight;
use super::view::View;

/// From one line of a name to the next, as a part of the size of its letters.
const LEADING: f64 = 1.16;
/// Between two names, in points.
const APART: (f64, f64) = (2.0, 1.0);

/// A name and where it would stand.
pub struct SideName {
    /// The middle of what it names.
    pub y: f64,
    /// Where it begins.
    pub left: f64,
    pub text: String,
    pub weight: Weight,
}

/// A name in its place.
pub struct Placed {
    pub y: f64,
    left: f64,
    weight: Weight,
    lines: Vec<String>,
}

/// The places of names beside a frame; the middle of the first and of the last line keeps `margin` points from its
/// ends.
pub fn placed(view: &View<'_>, frame: &Frame, names: &[SideName], margin: f64) -> Vec<Placed> {
    let (metrics, size) = (&view.theme.metrics, view.theme.tokens.sizes.chart_label);
    let broken = |lines: usize| -> Vec<Vec<String>> {
        let room = |name: &SideName| view.width - name.left;
        names.iter().map(|n| metrics.wrap(&n.text, size, n.weight, room(n), lines)).collect()
    };
    let high = |lines: &[Vec<String>]| match lines.iter().map(Vec::len).max().unwrap_or(1) {
        0 | 1 => size + APART.0,
        most => most as f64 * size * LEADING + APART.1,
    };
    let two = broken(2);
    let lines = if high(&two) * names.len() as f64 <= frame.height { two } else { broken(1) };
    let gap = high(&lines);
    let end = margin + (gap - size - APART.0) / 2.0;
    let wanted: Vec<f64> = names.iter().map(|n| n.y).collect();
    let places = spread(&wanted, gap, frame.top + end, frame.bottom() - end);
    let placed =
        |((name, lines), y): ((&SideName, _), f64)| Placed { y, left: name.left, weight: name.weight, lines };
    names.iter().zip(lines).zip(places).map(placed).collect()
}

impl Placed {
    /// Writes the name.
    pub fn write(&self, canvas: &mut Canvas<'_>, view: &View<'_>, colour: &str) {
        let size = view.theme.tokens.sizes.chart_label;
        let look = Type { size, weight: self.weight, colour };
        let first = self.y - (self.lines.len() as f64 - 1.0) * size * LEADING / 2.0;
        for (at, line) in self.lines.iter().enumerate() {
            canvas.text(line, self.left, first + at as f64 * size * LEADING, Align::Left, look);
        }
    }
}
