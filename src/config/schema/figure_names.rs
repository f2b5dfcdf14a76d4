//! Ids of all figures that a line can have: what `figures:` may name.

use std::collections::BTreeSet;

use super::helpline::Helpline;

/// Figures that do not depend on the line's own dimensions, crosses and series.
const STANDARD: [&str; 30] = [
    "answer-rates",
    "attempts-by-channel",
    "completeness",
    "contacts-by-caller",
    "contacts-by-channel",
    "contacts-by-month",
    "contacts-by-origin",
    "contacts-by-stage",
    "contacts-by-time-until-closed",
    "contacts-by-weekday",
    "contacts-by-weekday-and-hour",
    "contacts-in-and-out-of-hours",
    "contacts-per-year",
    "events",
    "events-beside-control",
    "frequent-callers",
    "funnel",
    "handling-time",
    "published-before",
    "response-target",
    "response-time",
    "rows",
    "time-until-closed",
    "unanswered-answered-later",
    "unanswered-by-caller",
    "unanswered-by-channel",
    "unanswered-by-month",
    "unanswered-per-year",
    "victims",
    "waiting-time",
];

/// The ids of all figures that this line can have.
#[must_use]
pub fn figure_names(line: &Helpline) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = STANDARD.iter().map(|s| (*s).to_owned()).collect();
    for dimension in &line.dimensions {
        names.insert(format!("contacts-by-{}", dimension.id));
        names.insert(format!("victims-by-{}", dimension.id));
    }
    names.extend(line.crosses.iter().map(|(a, b)| format!("contacts-by-{a}-and-{b}")));
    names.extend(line.trends.iter().map(|(a, b)| format!("contacts-by-{a}-and-{b}-per-year")));
    names.extend(line.same_months.iter().map(|s| format!("contacts-by-{}-same-months", s.dimension)));
    for series in &line.series {
        names.extend(["month", "year"].map(|per| format!("{}-per-{per}", series.id)));
    }
    names.into_iter().map(|name| name.replace('_', "-")).collect()
}
