//! The one message that opens a chapter: what its first figure says beyond its headline.

use super::Reading;
use super::headline::{headline, whole, whole_number};
use super::notes::signed;
use crate::config::Stage;
use crate::disclosure::SafeTable;
use crate::measures::{Form, Label, Num, Period, Role};
use crate::words::Labels;

/// The lead of a chapter with these tables; empty when there is nothing to add.
#[must_use]
pub fn lead(tables: &[&SafeTable], labels: Labels<'_>) -> String {
    let first = tables.iter().find(|t| t.form() != Form::None);
    first.and_then(|t| sentence(t, labels)).unwrap_or_default()
}

fn sentence(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    match table.figure() {
        "contacts-per-year" => since(table, labels, 0),
        "contacts-by-month" => quiet(table, labels),
        "funnel" => before(table, labels),
        // Its headline says what part of the calls within opening hours; the funnel says the rest.
        "answer-rates" => None,
        "waiting-time" => p90(table, labels),
        "victims" => per_contact(table, labels),
        // Two parts only: the second follows from the headline.
        "contacts-in-and-out-of-hours" => None,
        _ => match table.form() {
            Form::RankedBars | Form::YearStack => second(table, labels),
            Form::YearColumns => since(table, labels, 0),
            _ => None,
        },
    }
}

/// First year shown.
fn first_year(table: &SafeTable) -> Option<i32> {
    table.cols().iter().find_map(|h| match h.label {
        Label::Period(Period::Year(y)) => Some(y),
        _ => None,
    })
}

/// Against the first year shown, when that was whole and lies more than a year back.
fn since(table: &SafeTable, labels: Labels<'_>, row: usize) -> Option<String> {
    let reading = Reading(table);
    let first = first_year(table).filter(|y| *y < table.year() - 1)?;
    let (from, to) = (reading.year_column(first)?, reading.year_column(table.year())?);
    if signed(table, table.cell(row, from).flags()).next().is_some() {
        return None;
    }
    let change = reading.change(row, from, to)?;
    let size = labels.words.percent(Num { scaled: change.scaled.abs(), ..change });
    let key = match change.scaled.signum() {
        1 => "lead.since.up",
        -1 => "lead.since.down",
        _ => return None,
    };
    let then = reading.number(row, from)?;
    let n = labels.words.number(then);
    Some(labels.words.fill(
        &labels.words.numbered(key, whole_number(then)),
        &[
            ("year", &table.year().to_string()),
            ("first", &first.to_string()),
            ("percent", &size),
            ("n", &n),
            ("unit", &whole(table, labels)),
        ],
    ))
}

fn quiet(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let reading = Reading(table);
    let col = reading.year_column(table.year())?;
    let body: Vec<usize> = (0..table.rows().len()).filter(|r| table.rows()[*r].role == Role::Body).collect();
    // A hidden or partial month could be the quietest.
    if body.iter().any(|r| {
        reading.number(*r, col).is_none() || signed(table, table.cell(*r, col).flags()).next().is_some()
    }) {
        return None;
    }
    let (n, row) = body.iter().filter_map(|r| Some((reading.number(*r, col)?, *r))).min()?;
    let month = labels.inside(reading.row_label(row));
    Some(labels.words.fill(
        "lead.quiet",
        &[
            ("month", &month),
            ("n", &labels.words.number(n)),
            ("unit", &labels.counted(&table.key_of(0, 0), whole_number(n))),
            ("year", &table.year().to_string()),
        ],
    ))
}

fn before(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let reading = Reading(table);
    let col = reading.year_column(table.year() - 1)?;
    let row = table.rows().iter().position(|h| h.label == Label::Stage(Stage::Answered))?;
    let (incoming, answered) = (reading.number(0, col)?, reading.number(row, col)?);
    let percent = Num::quotient(100, i128::from(answered.scaled), i128::from(incoming.scaled), 1)?;
    let previous = (table.year() - 1).to_string();
    let args =
        [("previous", previous), ("percent", labels.words.percent(percent)), ("unit", labels.offered(2))];
    Some(labels.words.fill("lead.rates", &args.each_ref().map(|(k, v)| (*k, v.as_str()))))
}

fn p90(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let reading = Reading(table);
    let row = table.rows().iter().position(|h| {
        h.role == Role::Total && h.key.measure.as_deref().is_some_and(|m| m.ends_with("_p90"))
    })?;
    let seconds = reading.number(row, reading.year_column(table.year())?)?;
    Some(labels.words.fill(
        "lead.p90",
        &[("p90", &labels.words.duration(seconds)), ("unit", &labels.stage_unit(Stage::Answered, 2))],
    ))
}

fn per_contact(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let reading = Reading(table);
    let ratio =
        reading.number(reading.measure_row("victims_per_contact")?, reading.year_column(table.year())?)?;
    Some(labels.words.fill("lead.per_contact", &[("ratio", &labels.words.number(ratio))]))
}

/// The second largest part, and how much is unknown.
fn second(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let reading = Reading(table);
    let col = reading.year_column(table.year())?;
    let largest = reading.largest(col)?;
    let mut parts: Vec<(Num, usize)> = (0..table.rows().len())
        .filter(|r| *r != largest && matches!(table.rows()[*r].role, Role::Body | Role::Group))
        .filter_map(|r| Some((reading.number(r, col)?, r)))
        .collect();
    parts.sort_by(|a, b| b.cmp(a));
    let (n, row) = *parts.first()?;
    // A hidden part, or another of the same size, could hold that place.
    let next = parts.get(1).map_or(0, |(n, _)| n.scaled);
    if n.scaled <= next || reading.hidden_at_most(col).is_none_or(|most| most >= n.scaled) {
        return None;
    }
    let share = labels.words.percent(reading.share(row, col)?);
    let label = labels.label(reading.row_label(row));
    let first = labels.inside(reading.row_label(largest));
    let args = [
        ("label", label.as_str()),
        ("largest", &first),
        ("percent", &share),
        ("unit", &whole(table, labels)),
    ];
    let mut text = labels.words.fill("lead.second", &args);
    if let Some(unknown) = unknown_share(table, col).filter(|n| n.scaled >= 50) {
        text.push(' ');
        text.push_str(&labels.words.fill("lead.unknown", &[("percent", &labels.words.percent(unknown))]));
    }
    // Never the same words as the headline above which it stands.
    (text != headline(table, labels)).then_some(text)
}

/// Share of unknown, unclear and blank together, when all are published.
pub fn unknown_share(table: &SafeTable, col: usize) -> Option<Num> {
    let reading = Reading(table);
    let total = reading.number(reading.total_row()?, col)?;
    let rows = (0..table.rows().len()).filter(|r| table.rows()[*r].role == Role::Unknown);
    let sum = rows.map(|r| reading.number(r, col).map(|n| i128::from(n.scaled))).sum::<Option<i128>>()?;
    Num::quotient(100, sum, i128::from(total.scaled), 1)
}
