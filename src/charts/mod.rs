//! Charts. Takes a [`SafeTable`]; gives the option of a chart with its alternative text, and draws it
//! as SVG with the script engine.
//!
//! Options are data: equal tables give equal options, and a withheld number leaves no trace in them.
//! The SVG carries counters of the engine; caches are keyed on the option.

mod alt;
mod bands;
mod bars;
mod canvas;
mod columns;
mod cut;
mod engine;
mod error;
mod frame;
mod heat;
mod lines;
mod metrics;
mod multiples;
mod panels;
mod series;
mod share;
mod stack;
mod theme;
mod tracks;
mod view;
mod words;

#[cfg(test)]
mod tests;

pub use engine::Engine;
pub use error::{ChartError, Problem};
pub use metrics::{Metrics, Weight};
pub use theme::{Theme, Tokens};
pub use words::ChartWords;

use crate::disclosure::SafeTable;
use crate::measures::Form;

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
}

/// Plans the chart of a table; `None` when it has no chart, or fewer than two numbers to draw.
#[must_use]
pub fn plan(
    table: &SafeTable,
    words: &dyn ChartWords,
    theme: &Theme,
    accent: &str,
    width: f64,
) -> Option<ChartPlan> {
    let accent = if theme::rgb(accent).is_some() { accent } else { &theme.tokens.colours.accent };
    let view = view::View { table, words, theme, accent, width };
    if !view.drawable() {
        return None;
    }
    let (option, height) = match table.form() {
        Form::None => None,
        Form::YearColumns => columns::year_columns(&view),
        Form::YearStack => stack::year_stack(&view),
        Form::MonthLines => lines::month_lines(&view),
        Form::Heat => heat::heat(&view),
        Form::Funnel => bars::funnel(&view),
        Form::RankedBars | Form::LatestBars => bars::ranked(&view),
        Form::YearPanels => panels::year_panels(&view),
        Form::StackedShare => share::stacked_share(&view),
        Form::YearLines => lines::year_lines(&view),
        Form::SeriesMonths => series::series_months(&view),
        Form::SmallMultiples => multiples::small_multiples(&view),
    }?;
    let height = height.ceil();
    Some(ChartPlan { figure: table.figure().to_string(), option, width, height, alt: alt::text(&view) })
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
