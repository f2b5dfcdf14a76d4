//! The one message that opens a chapter: what its first figure says beyond its headline.

use super::headline::{of_answer, some_only, whole, whole_number};
use super::notes::signed;
use super::{Reading, reach};
use crate::base::{Num, Period};
use crate::config::{FigureId, Stage, dim};
use crate::disclosure::SafeTable;

use crate::measures::{Flag, Form, Label, Role};
use crate::words::{Labels, capital};

/// The lead of a chapter with these tables; empty when there is nothing to add.
#[must_use]
pub fn lead(tables: &[&SafeTable], labels: Labels<'_>) -> String {
    // A part of all attempts says nothing where some channels miss nobody: the rates do. Nor do opened windows.
    let tells = |t: &&&SafeTable| !reach::mixes(t, labels) && !reach::is_of_openings(t, labels);
    let first = tables.iter().filter(tells).find(|t| t.form() != Form::None);
    first.and_then(|t| sentence(t, labels)).unwrap_or_default()
}

/// What a figure says beyond its headline.
pub fn sentence(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    use FigureId::*;
    match table.figure().own() {
        ContactsPerYear => since(table, labels, 0),
        ContactsByMonth => busy_and_quiet(table, labels),
        Funnel if reach::mixes(table, labels) => None,
        Funnel => before(table, labels),
        // Its headline says what part of the calls within opening hours; the funnel says the rest, where it can.
        AnswerRates => reach::rates_by_channel(table, labels),
        WaitingTime => p90(table, labels),
        Victims => per_contact(table, labels),
        // Two parts only: the second follows from the headline.
        ContactsInAndOutOfHours => None,
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
    let number = |col: usize| reading.number(row, col).map(Num::to_f64);
    let (then, now) = (number(from)?, number(to)?);
    // What came about in one year is told of that year, not of the years in which nothing changed.
    let step = reading.year_column(table.year() - 1).and_then(number).map(|before| now - before);
    if step.is_some_and(|step| step * (now - then) > 0.0 && step.abs() > (now - then).abs() / 2.0) {
        return None;
    }
    let size = |change: Num| labels.words.percent(Num { scaled: change.scaled.abs(), ..change });
    // A rise since the first year is no message about a year that fell, nor the other way round.
    let latest = reading.year_column(table.year() - 1).and_then(|col| reading.change(row, col, to));
    let turned = latest.filter(|latest| latest.scaled.signum() == -change.scaled.signum());
    let key = match (change.scaled.signum(), turned) {
        (1, None) => "lead.since.up",
        (1, Some(_)) => "lead.since.up_but",
        (-1, None) => "lead.since.down",
        (-1, Some(_)) => "lead.since.down_but",
        _ => return None,
    };
    let then = reading.number(row, from)?;
    let n = labels.words.number(then);
    if let Some((times, about)) = multiple(change).filter(|_| turned.is_none()) {
        let about = if about.is_empty() { String::new() } else { format!("{} ", labels.words.get(about)) };
        let places = [
            ("first", first.to_string()),
            ("unit", whole(table, labels)),
            ("about", about),
            ("n", n),
            ("now", labels.words.number(reading.number(row, to)?)),
        ];
        return Some(capital(&labels.words.fill(times, &places.each_ref().map(|(k, v)| (*k, v.as_str())))));
    }
    Some(labels.words.fill(
        &labels.words.numbered(key, whole_number(then)),
        &[
            ("year", &table.year().to_string()),
            ("first", &first.to_string()),
            ("percent", &size(change)),
            ("latest", &turned.map(size).unwrap_or_default()),
            ("previous", &(table.year() - 1).to_string()),
            ("n", &n),
            ("unit", &whole(table, labels)),
        ],
    ))
}

/// A rise, in percent, that is about a doubling or a tripling, and by which word it is near it: at most a twentieth
/// away, within a fiftieth without a word.
fn multiple(change: Num) -> Option<(&'static str, &'static str)> {
    let factor = 1.0 + change.to_f64() / 100.0;
    let near = |times: f64| factor / times - 1.0;
    let (key, off) = [("lead.since.doubled", near(2.0)), ("lead.since.tripled", near(3.0))]
        .into_iter()
        .find(|(_, off)| off.abs() <= 0.05 + 1e-9)?;
    let about = match off {
        off if off.abs() <= 0.02 + 1e-9 => "",
        off if off < 0.0 => "about.almost",
        _ => "about.over",
    };
    Some((key, about))
}

fn busy_and_quiet(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let reading = Reading(table);
    let col = reading.year_column(table.year())?;
    let body: Vec<usize> = (0..table.rows().len()).filter(|r| table.rows()[*r].role == Role::Body).collect();
    // A hidden or partial month could be the quietest.
    let whole = |r: usize| !table.cell(r, col).flags().contains(&Flag::PartialYear);
    if body.iter().any(|r| reading.number(*r, col).is_none() || !whole(*r)) {
        return None;
    }
    let (n, row) = body.iter().filter_map(|r| Some((reading.number(*r, col)?, *r))).min()?;
    let month = labels.inside(reading.row_label(row));
    let unit = labels.counted(&table.key_of(0, 0), whole_number(n));
    let (n, year) = (labels.words.number(n), table.year().to_string());
    let args = [("month", month.as_str()), ("n", &n), ("unit", &unit), ("year", &year)];
    let Some(top) = reading.largest(col) else { return Some(labels.words.fill("lead.quiet", &args)) };
    let most = labels.words.number(reading.number(top, col)?);
    let busiest = labels.inside(reading.row_label(top));
    let both: Vec<(&str, &str)> = args.into_iter().chain([("busiest", &*busiest), ("most", &most)]).collect();
    Some(labels.words.fill("lead.busy_and_quiet", &both))
}

/// The part answered this year and the year before.
fn before(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let (reading, words) = (Reading(table), labels.words);
    let row = table.rows().iter().position(|h| h.label == Label::Stage(Stage::Answered))?;
    let part = |year: i32| {
        let col = reading.year_column(year)?;
        let (incoming, answered) = (reading.number(0, col)?, reading.number(row, col)?);
        Some((i128::from(answered.scaled), i128::from(incoming.scaled)))
    };
    let (year, previous) = (table.year(), table.year() - 1);
    let ((now, all), (then, earlier)) = (part(year)?, part(previous)?);
    let unit = words.fill("lead.rates.unit", &[("unit", &labels.offered(2))]);
    let share = words.share_of(now, all, &unit)?;
    let args = [
        ("year", year.to_string()),
        ("previous", previous.to_string()),
        ("share", share.text),
        ("before", words.percent(Num::quotient(100, then, earlier, 1)?)),
    ];
    let key = words.numbered("lead.rates", share.number);
    Some(words.fill(&key, &args.each_ref().map(|(k, v)| (*k, v.as_str()))))
}

fn p90(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let reading = Reading(table);
    let row = table.rows().iter().position(|h| {
        h.role == Role::Total && h.key.measure.as_deref().is_some_and(|m| m.ends_with("_p90"))
    })?;
    let seconds = reading.number(row, reading.year_column(table.year())?)?;
    Some(labels.words.fill(
        "lead.p90",
        &[("p90", &labels.words.duration(seconds)), ("unit", &reach::waited(table, labels))],
    ))
}

fn per_contact(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let reading = Reading(table);
    let ratio =
        reading.number(reading.measure_row("victims_per_contact")?, reading.year_column(table.year())?)?;
    Some(labels.words.fill("lead.per_contact", &[("ratio", &labels.words.number(ratio))]))
}

/// The two largest parts, and how much is unknown.
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
    let total = reading.number(reading.total_row()?, col)?;
    let of = |row: usize| Some((i128::from(reading.number(row, col)?.scaled), i128::from(total.scaled)));
    let name = |row: usize| labels.inside(reading.row_label(row));
    let (first, next) = (of(largest)?, of(row)?);
    let (key, dimension) = match table.row_dim() {
        Some(dim::CHANNEL) => ("lead.second.channel".to_owned(), String::new()),
        _ => of_answer(table, labels, "lead.second"),
    };
    let args = [
        ("dimension", dimension),
        ("label", name(row)),
        ("largest", name(largest)),
        ("share", share_of(table, labels, first)?),
        ("percent", labels.words.share_alone(next.0, next.1)?),
    ];
    let mut text = capital(&labels.words.fill(&key, &args.each_ref().map(|(k, v)| (*k, v.as_str()))));
    if let Some(unknown) = unknown_share(table, col).filter(|n| n.scaled >= 50) {
        text.push(' ');
        text.push_str(&labels.words.fill("lead.unknown", &[("percent", &labels.words.percent(unknown))]));
    }
    Some(text)
}

/// A share of what a table counts. Where that takes a whole clause to say, no ratio stands before it.
fn share_of(table: &SafeTable, labels: Labels<'_>, (part, all): (i128, i128)) -> Option<String> {
    let unit = whole(table, labels);
    if some_only(table) {
        return labels.words.percent_of(part, all, &unit);
    }
    labels.words.share_of(part, all, &unit).map(|share| share.text)
}

/// Share of unknown, unclear and blank together, when all are published.
pub fn unknown_share(table: &SafeTable, col: usize) -> Option<Num> {
    let reading = Reading(table);
    let total = reading.number(reading.total_row()?, col)?;
    let rows = (0..table.rows().len()).filter(|r| table.rows()[*r].role == Role::Unknown);
    let sum = rows.map(|r| reading.number(r, col).map(|n| i128::from(n.scaled))).sum::<Option<i128>>()?;
    Num::quotient(100, sum, i128::from(total.scaled), 1)
}

#[cfg(test)]
mod tests {
    use super::multiple;
    use crate::base::Num;

    #[test]
    fn a_rise_near_a_doubling_is_called_so() {
        for (percent, said) in [
            (960, Some(("lead.since.doubled", ""))),
            (958, Some(("lead.since.doubled", "about.almost"))),
            (1000, Some(("lead.since.doubled", ""))),
            (1060, Some(("lead.since.doubled", "about.over"))),
            (1858, Some(("lead.since.tripled", "about.almost"))),
            (2000, Some(("lead.since.tripled", ""))),
            (899, None),
            (1101, None),
            (1500, None),
            (-500, None),
        ] {
            assert_eq!(multiple(Num { scaled: percent, decimals: 1 }), said, "{percent}");
        }
    }
}
