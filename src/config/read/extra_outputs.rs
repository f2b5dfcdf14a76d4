//! What a line shows beside its registrations: series, equal months of two years, what cannot be measured.

use super::context::Surroundings;
use super::quantity::decimal;
use super::text::{labels, text};
use crate::base::{code, did_you_mean};
use crate::config::schema::{
    Chapter, DimKind, Dimension, NotMeasurable, SameMonths, SeriesSpec, chapter_words,
};
use crate::config::yaml::{Map, checked_id};

/// `same_months:` months that are set against those of the year before.
pub fn same_months(map: &Map<'_>, dimensions: &[Dimension]) -> Vec<SameMonths> {
    let mut found = Vec::new();
    for node in map.get("same_months").map(|n| n.items()).unwrap_or_default() {
        let m = node.map(Vec::new());
        let month = |key: &str, what: &str| {
            m.need(key, what).and_then(|n| n.whole(1, 12)).and_then(|n| u8::try_from(n).ok())
        };
        let (from, to) = (month("from", "the first month, 1 to 12"), month("to", "the last month, 1 to 12"));
        let dimension = m.need("dimension", "a dimension of the line").and_then(|n| n.text());
        m.finish();
        let (Some(from), Some(to), Some(dimension)) = (from, to, dimension) else { continue };
        if from > to {
            node.problem(code::C015, "these months end before they start", "check `from` and `to`");
        } else if dimensions.iter().any(|d| d.id == dimension && d.kind == DimKind::Single) {
            found.push(SameMonths { dimension, from, to });
        } else {
            let names: Vec<&str> = dimensions.iter().map(|d| d.id.as_str()).collect();
            let hint = did_you_mean(&dimension, names.iter().copied()).map_or_else(
                || format!("there are: {}", names.join(", ")),
                |d| format!("did you mean `{d}`?"),
            );
            node.problem(
                code::C035,
                format!("`{dimension}` is no dimension with one answer per contact"),
                hint,
            );
        }
    }
    found
}

/// `not_measurable:` what is asked and cannot be measured.
pub fn not_measurable(map: &Map<'_>) -> Vec<NotMeasurable> {
    let items = map.get("not_measurable").map(|n| n.items()).unwrap_or_default();
    let mut found = Vec::new();
    for node in items {
        let m = node.map(Vec::new());
        let label = labels(&m);
        if label.0.is_empty() {
            node.problem(code::C014, "this has no name", "add `nl:` with the words printed in reports");
        }
        let reason = text(m.need("reason", "why it cannot be measured, as a text or per language"));
        let chapter = m.get("chapter").and_then(|n| n.one_of(&chapter_words())).unwrap_or(Chapter::Method);
        found.push(NotMeasurable { chapter, label, reason });
        m.finish();
    }
    found
}

/// `series:` numbers that are no contacts and have a file below `series`.
pub fn series(map: &Map<'_>, around: &Surroundings<'_>) -> Vec<SeriesSpec> {
    let standard = around.defaults.entry("series");
    let entries = map.get("series").map(|n| n.entries()).unwrap_or_default();
    let names: Vec<String> = entries.iter().map(|(id, _)| id.clone()).collect();
    let mut found: Vec<SeriesSpec> = Vec::new();
    for (id, node) in entries {
        checked_id(&id, &node);
        let default = standard.as_ref().and_then(|s| s.entry(&id));
        let m = node.map(default.into_iter().collect());
        if let Some(part) = m.own("part_of")
            && let Some(whole) = part.text().filter(|w| !names.contains(w))
        {
            let hint = did_you_mean(&whole, names.iter().map(String::as_str)).map_or_else(
                || format!("there are: {}", names.join(", ")),
                |s| format!("did you mean `{s}`?"),
            );
            part.problem(code::C085, format!("there is no series `{whole}` here"), hint);
        }
        let label = labels(&m);
        if label.0.is_empty() {
            node.problem(
                code::C014,
                format!("series `{id}` has no name"),
                "add `nl:` with the words printed in reports",
            );
        }
        found.push(SeriesSpec {
            label,
            unit: m.need("unit", "visitor, visit, fte, euro, …").and_then(|n| n.text()).unwrap_or_default(),
            additive: m.get("additive").and_then(|n| n.boolean()).unwrap_or(false),
            chapter: m.get("chapter").and_then(|n| n.one_of(&chapter_words())).unwrap_or(Chapter::Online),
            part_of: m.get("part_of").and_then(|n| n.text()),
            check_sum: m.get("check_sum").and_then(|n| n.boolean()).unwrap_or(false),
            source: text(m.get("source")),
            date: m.get("date").and_then(|n| n.day()),
            decimal: decimal(&m),
            id,
        });
        m.finish();
    }
    // The defaults may name a whole that this line does not have.
    let ids: Vec<String> = found.iter().map(|s| s.id.clone()).collect();
    for one in &mut found {
        one.part_of.take_if(|whole| !ids.contains(whole));
    }
    found
}
