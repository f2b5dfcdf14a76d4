//! Headlines and captions of the figures on numbers of callers.

use super::Reading;
use crate::config::{FigureId, Stage};
use crate::disclosure::SafeTable;
use crate::words::{Labels, capital};

/// The name of such a figure in the catalogue.
pub fn name(figure: &FigureId) -> Option<&'static str> {
    use FigureId::{ContactsByCaller, FrequentCallers, UnansweredAnsweredLater, UnansweredByCaller};
    match figure.own() {
        UnansweredByCaller => Some("unanswered_by_caller"),
        UnansweredAnsweredLater => Some("answered_later"),
        ContactsByCaller => Some("contacts_by_caller"),
        FrequentCallers => Some("frequent_callers"),
        _ => None,
    }
}

/// The share of the report year.
pub fn headline(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let name = name(table.figure())?;
    let measure = match name {
        "unanswered_by_caller" => "new_number_share",
        "answered_later" => "answered_later_share",
        "contacts_by_caller" => "known_number_share",
        _ => "contacts_of_frequent_share",
    };
    let reading = Reading(table);
    let number = reading.number(reading.measure_row(measure)?, reading.year_column(table.year())?)?;
    let args = [
        ("percent", labels.words.percent(number)),
        ("unit", labels.offered(2)),
        ("year", table.year().to_string()),
    ];
    let args = args.each_ref().map(|(k, v)| (*k, v.as_str()));
    Some(labels.words.fill(&format!("head.{name}"), &args))
}

/// What such a table holds.
pub fn caption(table: &SafeTable, labels: Labels<'_>, period: &str) -> String {
    let Some(name) = name(table.figure()) else { return String::new() };
    let measure = capital(&labels.measure(&table.key_of(0, 0)));
    let unit = match table.key().stage {
        Some(Stage::Incoming) | None => labels.offered(2),
        Some(stage) => labels.stage_unit(stage, 2),
    };
    let args = [("measure", measure.as_str()), ("unit", unit.as_str()), ("period", period)];
    capital(&labels.words.fill(&format!("sub.{name}"), &args))
}
