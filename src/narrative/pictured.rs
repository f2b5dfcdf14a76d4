//! Which figures a chart adds something to.

use super::{contrast, reach};
use crate::config::{FigureId, LandscapeFigure};
use crate::disclosure::SafeTable;
use crate::measures::Form;
use crate::words::Labels;

/// Whether a chart of a figure shows what its headline and its table do not: of a cross, rows that differ by more than
/// chance; of attempts, people who tried. What a chart cannot show because it is withheld, is few or is level is
/// decided where it is drawn.
#[must_use]
pub fn is_pictured(table: &SafeTable, labels: Labels<'_>) -> bool {
    use FigureId::{Cross, Funnel, Landscape, UnansweredByChannel};
    match table.figure().own() {
        // A map of months shows what is so everywhere, too.
        Cross(..) if table.form() == Form::Heat => contrast::finding(table, labels).is_some(),
        Cross(..) => contrast::tells_apart(table, labels),
        // Opened windows beside calls make steps of which none says who was missed.
        Funnel | UnansweredByChannel => !reach::counts_openings(table, labels),
        // Lines with other tasks lie a hundredfold apart, and stand in one table.
        Landscape(LandscapeFigure::Per100000(_)) => false,
        _ => true,
    }
}
