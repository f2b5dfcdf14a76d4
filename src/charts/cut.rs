//! Charts that would be taller than a page: their largest rows, and a note that says so.

use super::canvas::{Align, Canvas, Type};
use super::metrics::Weight;
use super::view::View;
use crate::measures::Role;

/// Height in points that a chart may have: with headline, notes and source it still stands on one page.
pub const MOST_HEIGHT: f64 = 520.0;
/// Room that the note takes under a chart.
pub const NOTE: f64 = 12.0;

/// The rows (or columns) of a chart, and whether there are others that it has no room for.
pub struct Shown {
    /// Places of the rows, in the table's order.
    pub rows: Vec<usize>,
    /// Says which these are, when they are not all.
    pub note: Option<String>,
}

impl Shown {
    /// All rows when they are no more than `most`, else the largest ones: what is other or unknown stays, for
    /// it belongs to no size.
    pub fn of(
        view: &View<'_>,
        rows: Vec<usize>,
        most: usize,
        role: impl Fn(usize) -> Role,
        size: impl Fn(usize) -> f64,
    ) -> Self {
        let is_rest = |place: &usize| matches!(role(*place), Role::Other | Role::Unknown);
        let (rest, mut named): (Vec<usize>, Vec<usize>) = rows.iter().copied().partition(is_rest);
        if named.len() <= most {
            return Self { rows, note: None };
        }
        // A stable sort: equal sizes keep the order of the table.
        named.sort_by(|a, b| size(*b).total_cmp(&size(*a)));
        named.truncate(most);
        let note = view.words.fill("charts.first_rows", &[("n", named.len().to_string())]);
        named.extend(rest);
        named.sort_unstable();
        Self { rows: named, note: Some(note) }
    }

    /// Writes the note below a chart that ends at `bottom`; gives the height of the whole.
    pub fn write(&self, canvas: &mut Canvas<'_>, view: &View<'_>, left: f64, bottom: f64) -> f64 {
        let Some(note) = &self.note else { return bottom };
        let tokens = &view.theme.tokens;
        let look =
            Type { size: tokens.sizes.chart_small, weight: Weight::Regular, colour: &tokens.colours.soft };
        let note = view.theme.metrics.shorten(note, look.size, look.weight, view.width - left);
        canvas.text(&note, left, bottom + NOTE / 2.0, Align::Left, look);
        bottom + NOTE
    }
}

/// The size of a row: the published number of its total, else the sum of its published parts.
pub fn row_size(view: &View<'_>, row: usize) -> f64 {
    let cols = view.table.cols();
    let total = cols.iter().position(|c| c.role == Role::Total).and_then(|c| view.value(row, c));
    let parts = || super::view::drawn(cols).into_iter().filter_map(|c| view.value(row, c)).sum();
    total.unwrap_or_else(parts)
}

/// The same of a column.
pub fn column_size(view: &View<'_>, col: usize) -> f64 {
    let rows = view.table.rows();
    let total = rows.iter().position(|r| r.role == Role::Total).and_then(|r| view.value(r, col));
    let parts = || super::view::drawn(rows).into_iter().filter_map(|r| view.value(r, col)).sum();
    total.unwrap_or_else(parts)
}
