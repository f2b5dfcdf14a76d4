//! Charts. Takes a [`SafeTable`]; gives the option of a chart with its alternative text, and draws it
//! as SVG with the script engine.
//!
//! Options are data: equal tables give equal options, and a withheld number leaves no trace in them.
//! The SVG carries counters of the engine; caches are keyed on the option.

mod alt;
mod areas;
mod bands;
mod bars;
mod canvas;
mod columns;
mod cut;
mod drawing;
mod dumbbell;
mod engine;
mod error;
mod frame;
mod heat;
mod lines;
mod metrics;
mod multiples;
mod outline;
mod panels;
mod readout;
mod series;
mod shapes;
mod share;
mod side_names;
mod stack;
mod theme;
mod tiles;
mod tracks;
mod view;
mod words;

#[cfg(test)]
mod tests;

pub use engine::Engine;
pub use error::{ChartError, Problem};
pub use metrics::{Metrics, Weight};
pub use theme::{Theme, Tokens, contrast, mix, rgb};
pub use words::ChartWords;

use crate::disclosure::SafeTable;
use crate::measures::{Form, Role};

/// A chart before it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartPlan {
    /// Figure it belongs to.
    pub figure: String,
    /// Option of ECharts.
    pub option: serde_json::Value,
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
    /// Alternative text.
    pub alt: String,
    /// What it reads out where somebody points, in the notation of `readout.rs`.
    pub readout: String,
}

/// More columns than these need the whole page.
const FEW_COLUMNS: usize = 12;
/// So many tiles across, too.
const FEW_TILES: usize = 6;
/// A page is divided into so many columns, of which a small chart takes so many: its words stand beside it.
const PARTS: (f64, f64) = (8.0, 12.0);
/// Between two columns, in points.
const GUTTER: f64 = 11.0;

/// The width of a table's chart on a page of so many points: what is small stands beside its words, what has much
/// to show across takes all of it.
fn room(table: &SafeTable, words: &dyn ChartWords, page: f64) -> f64 {
    let across = table.cols().iter().filter(|head| head.role != Role::Derived).count();
    let small = match table.form() {
        Form::YearColumns | Form::YearStack | Form::YearLines | Form::Heat => across <= FEW_COLUMNS,
        Form::SeriesMonths | Form::SmallMultiples => false,
        Form::Tiles => {
            let grid = table.row_dim().map(|dim| words.tiles(dim)).unwrap_or_default();
            let last = |row: &Vec<Option<String>>| row.iter().rposition(Option::is_some);
            grid.iter().all(|row| last(row).is_none_or(|at| at < FEW_TILES))
        }
        Form::YearPanels => table.rows().iter().filter(|row| row.role != Role::Derived).count() <= 2,
        Form::None
        | Form::MonthLines
        | Form::Funnel
        | Form::RankedBars
        | Form::LatestBars
        | Form::StackedShare => true,
    };
    let column = (page - (PARTS.1 - 1.0) * GUTTER) / PARTS.1;
    if small { (PARTS.0 * column + (PARTS.0 - 1.0) * GUTTER).floor() } else { page }
}

/// The ground of a chart.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// Colours, fonts, sizes.
    pub theme: &'a Theme,
    /// The line's colour.
    pub accent: &'a str,
    /// Width of the page in points.
    pub page: f64,
}

/// Plans the chart of a table; `None` when it has no chart, or fewer than two numbers to draw. `compared` are the
/// columns of the two years whose shares its headline sets beside each other, the earlier one first, where it does.
#[must_use]
pub fn plan(
    table: &SafeTable,
    words: &dyn ChartWords,
    Ground { theme, accent, page }: Ground<'_>,
    compared: Option<(usize, usize)>,
) -> Option<ChartPlan> {
    let width = room(table, words, page);
    let accent = if theme::rgb(accent).is_some() { accent } else { &theme.tokens.colours.accent };
    let view = view::View { table, words, theme, accent, width, compared };
    if !view.drawable() {
        return None;
    }
    let drawing = match table.form() {
        Form::None => None,
        Form::YearColumns => columns::year_columns(&view),
        Form::YearStack => stack::year_stack(&view),
        Form::MonthLines => lines::month_lines(&view),
        Form::Heat => heat::heat(&view),
        Form::Funnel => bars::funnel(&view),
        Form::RankedBars if dumbbell::is_one(&view) => dumbbell::dumbbell(&view),
        Form::RankedBars | Form::LatestBars => bars::ranked(&view),
        Form::YearPanels => panels::year_panels(&view),
        Form::StackedShare => share::stacked_share(&view),
        Form::YearLines => lines::year_lines(&view),
        Form::SeriesMonths => series::series_months(&view),
        Form::SmallMultiples => multiples::small_multiples(&view),
        Form::Tiles if areas::are_shapes(&view) => shapes::shape_map(&view),
        Form::Tiles => tiles::tile_map(&view),
    }?;
    Some(ChartPlan {
        figure: table.figure().to_string(),
        option: drawing.option,
        width,
        height: drawing.height.ceil(),
        alt: alt::text(&view),
        readout: readout::notation(&drawing.readouts),
    })
}

/// Draws a planned chart as SVG.
///
/// # Errors
/// When the script fails, a font lacks a character, or the chart does not fit on a page: what is taller than
/// that would be cut off at both ends.
pub fn draw(engine: &mut Engine, plan: &ChartPlan) -> Result<String, ChartError> {
    if plan.height > cut::MOST_HEIGHT {
        return Err(ChartError::new(Problem::Tall(plan.height as u32)).of(&plan.figure));
    }
    engine.render(&plan.option.to_string(), plan.width, plan.height).map_err(|error| error.of(&plan.figure))
}
