//! Headlines that state the finding.

use super::intervals::{excess, quantile};
use super::series::{amount, series, series_month};
use super::{Reading, areas, callers, changes, contrast, reach, republished, targets, wide};
use crate::base::{Num, Period};
use crate::config::FigureId;
use crate::disclosure::SafeTable;

use crate::measures::{Form, Header, Label, Role};
use crate::words::{Labels, capital};

/// The headline of a figure: its finding, or a plain title when the numbers that a finding would need
/// are not published.
#[must_use]
pub fn headline(table: &SafeTable, labels: Labels<'_>) -> String {
    capital(&finding(table, labels).unwrap_or_else(|| plain(table, labels)))
}

/// What a figure finds, as a sentence without full stop.
pub fn finding(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    use FigureId::*;
    match table.figure().own() {
        ContactsPerYear => per_year(table, labels),
        ContactsByStage => stages(table, labels),
        // Windows that were opened are no attempts of people.
        AttemptsByChannel if reach::is_of_openings(table, labels) => None,
        ContactsByChannel | AttemptsByChannel => {
            changes::of_share(table, labels).or_else(|| top(table, labels, "head.channel"))
        }
        ContactsByMonth => {
            changes::of_months(table, labels).or_else(|| peak(table, labels, "head.month", "month"))
        }
        ContactsByWeekday => peak(table, labels, "head.weekday", "day"),
        ContactsByWeekdayAndHour => heat(table, labels),
        Funnel => reach::funnel(table, labels),
        AnswerRates => reach::rates(table, labels),
        WaitingTime => duration(table, labels, "head.waiting"),
        ResponseTime => duration(table, labels, "head.response"),
        HandlingTime => duration(table, labels, "head.handling"),
        TimeUntilClosed => targets::closing(table, labels),
        SameMonths(_) => targets::same_months(table, labels),
        Events => targets::events(table, labels),
        EventsBesideControl => targets::events_beside_control(table, labels),
        ResponseTarget => targets::headline(table, labels),
        UnansweredPerYear | UnansweredByMonth => None,
        UnansweredByChannel => reach::unanswered(table, labels),
        ContactsInAndOutOfHours => reach::out_of_hours(table, labels),
        UnansweredByCaller | UnansweredAnsweredLater | ContactsByCaller | FrequentCallers => {
            callers::headline(table, labels)
        }
        Victims => victims(table, labels),
        Completeness => Some(labels.words.fill("head.completeness", &[("year", &table.year().to_string())])),
        Rows => Some(labels.words.get("head.rows").to_owned()),
        PublishedBefore => republished::headline(table, labels)
            .or_else(|| Some(labels.words.get("head.published").to_owned())),
        Landscape(figure) => wide::finding(figure, table, labels),
        Cross(..) => contrast::finding(table, labels),
        Trend(..) => targets::trends(table, labels),
        Per100000By(_) => areas::finding(table, labels),
        SeriesPerMonth(_) => series_month(table, labels),
        SeriesPerYear(_) => series(table, labels),
        ContactsBy(_) | VictimsBy(_) | ContactsByOrigin | ContactsByTimeUntilClosed => {
            breakdown(table, labels)
        }
        Answer { .. } => None,
    }
}

/// A title without a finding.
fn plain(table: &SafeTable, labels: Labels<'_>) -> String {
    if let Some(name) = callers::name(table.figure()) {
        let key = format!("head.{name}_plain");
        return labels.words.fill(&key, &[("unit", &labels.offered(2))]);
    }
    use FigureId::*;
    let key = match table.figure().own() {
        Funnel => "head.funnel_plain",
        AnswerRates => "head.rates_plain",
        WaitingTime => "head.waiting_plain",
        ResponseTime => "head.response_plain",
        HandlingTime => "head.handling_plain",
        TimeUntilClosed => "head.closing_plain",
        Events => "head.events_plain",
        EventsBesideControl => "head.events_control_plain",
        ResponseTarget => "head.response_target_plain",
        UnansweredByChannel | UnansweredPerYear => "head.unanswered",
        UnansweredByMonth => "head.unanswered_month",
        ContactsInAndOutOfHours => "head.hours_plain",
        ContactsByWeekdayAndHour => "head.heat_plain",
        _ => "",
    };
    if !key.is_empty() {
        return labels.words.fill(key, &[("unit", &labels.offered(2))]);
    }
    let measure = labels.measure(&table.key_of(0, 0));
    match (table.row_dim(), table.col_dim()) {
        (Some(row), Some(col)) => {
            let (a, b) = (labels.dimension(row), labels.small(&labels.dimension(col)));
            labels.words.fill("head.cross_plain", &[("a", &a), ("b", &b)])
        }
        (Some(row), None) => {
            let dimension = labels.small(&labels.dimension(row));
            let rates = matches!(table.figure().own(), Per100000By(_));
            let key = if rates { "head.areas_plain" } else { "head.plain" };
            labels.words.fill(key, &[("measure", &measure), ("dimension", &dimension)])
        }
        _ => labels.label(&table.rows()[0].label),
    }
}

/// "4,2 % meer dan in 2022".
pub fn change_phrase(change: Num, previous: i32, labels: Labels<'_>) -> String {
    let size = Num { scaled: change.scaled.abs(), ..change };
    let key = match change.scaled.signum() {
        1 => "change.up",
        -1 => "change.down",
        _ => "change.same",
    };
    labels.words.fill(key, &[("percent", &labels.words.percent(size)), ("previous", &previous.to_string())])
}

/// A sentence on a number of the report year, with its change when there is one.
pub fn with_change(
    table: &SafeTable,
    labels: Labels<'_>,
    row: usize,
    full: &str,
    short: &str,
    args: &[(&str, &str)],
) -> Option<String> {
    let reading = Reading(table);
    let year = table.year();
    let col = reading.year_column(year)?;
    let n = labels.words.number(amount(reading.number(row, col)?, &table.key_of(row, col)));
    let year_text = year.to_string();
    let mut all = vec![("n", n.as_str()), ("year", year_text.as_str())];
    all.extend_from_slice(args);
    let change = reading.year_column(year - 1).and_then(|before| reading.change(row, before, col));
    Some(match change {
        Some(change) => {
            let phrase = change_phrase(change, year - 1, labels);
            all.push(("change", phrase.as_str()));
            labels.words.fill(full, &all)
        }
        None => labels.words.fill(short, &all),
    })
}

fn per_year(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let reading = Reading(table);
    let n = reading.number(0, reading.year_column(table.year())?)?;
    let unit = labels.stage_unit(labels.subject.main_stage, whole_number(n));
    if let Some(text) = back_again(table, labels, &unit) {
        return Some(text);
    }
    if let Some(text) = stopped(table, labels, &unit) {
        return Some(text);
    }
    with_change(table, labels, 0, "head.per_year", "head.per_year_only", &[("unit", &unit)])
}

/// Smallest change of the year before, in tenths of a percent, that can stop.
const STRONG: i64 = 150;
/// Largest change of the report year, in tenths of a percent, that is none.
const STILL: i64 = 20;

/// A year in which a strong rise or fall of the year before did not go on.
fn stopped(table: &SafeTable, labels: Labels<'_>, unit: &str) -> Option<String> {
    let (reading, year) = (Reading(table), table.year());
    let col = |years: i32| reading.year_column(year - years);
    let (now, then, before) = (col(0)?, col(1)?, col(2)?);
    let (change, earlier) = (reading.change(0, then, now)?, reading.change(0, before, then)?);
    if earlier.scaled.abs() < STRONG || change.scaled.abs() > STILL {
        return None;
    }
    let percent = |change: Num| labels.words.percent(Num { scaled: change.scaled.abs(), ..change });
    let args = [
        ("n", labels.words.number(amount(reading.number(0, now)?, &table.key_of(0, now)))),
        ("unit", unit.to_owned()),
        ("year", year.to_string()),
        ("previous", (year - 1).to_string()),
        ("change", labels.words.signed_percent(change)),
        ("earlier", percent(earlier)),
    ];
    let key = if earlier.scaled > 0 { "head.per_year.risen" } else { "head.per_year.fallen" };
    Some(labels.words.fill(key, &args.each_ref().map(|(k, v)| (*k, v.as_str()))))
}

/// A year that is again where it was two years before.
fn back_again(table: &SafeTable, labels: Labels<'_>, unit: &str) -> Option<String> {
    let (reading, year) = (Reading(table), table.year());
    let (then, before) = reading.back_again(0)?;
    let number =
        |col: usize| Some(labels.words.number(amount(reading.number(0, col)?, &table.key_of(0, col))));
    let args = [
        ("n", number(reading.year_column(year)?)?),
        ("unit", unit.to_owned()),
        ("year", year.to_string()),
        ("previous", (year - 1).to_string()),
        ("then", number(then)?),
        ("earlier", (year - 2).to_string()),
        ("before", number(before)?),
    ];
    let is_dip = reading.number(0, then)? < reading.number(0, before)?;
    let key = if is_dip { "head.per_year.dip" } else { "head.per_year.peak" };
    Some(labels.words.fill(key, &args.each_ref().map(|(k, v)| (*k, v.as_str()))))
}

fn stages(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let first = labels.inside(&table.rows().first()?.label);
    let last = labels.inside(&table.rows().last()?.label);
    Some(labels.words.fill("head.stages_plain", &[("first", &first), ("last", &last)]))
}

/// A number by which singular or plural is chosen.
pub fn whole_number(n: Num) -> u64 {
    if n.decimals == 0 { u64::try_from(n.scaled).unwrap_or(2) } else { 2 }
}

/// Whether a table only counts contacts for which something was registered.
pub fn some_only(table: &SafeTable) -> bool {
    table.notes().iter().any(|n| n.id == "applies-some")
}

/// What the shares of a table are shares of: "beantwoorde oproepen", "slachtoffers"; where only some have an
/// answer, those.
pub fn whole(table: &SafeTable, labels: Labels<'_>) -> String {
    let unit = labels.measure(&table.key_of(0, 0));
    match some_only(table) {
        true => {
            let dimension = table.row_dim().map(|dim| labels.dimension(dim)).unwrap_or_default();
            labels.words.fill("whole.some", &[("unit", &unit), ("dimension", &dimension)])
        }
        false => unit,
    }
}

/// The key of a sentence on an answer, and the name of what was asked. Where [`whole`] names it, or nothing was
/// asked, the sentence does not.
pub fn of_answer(table: &SafeTable, labels: Labels<'_>, key: &str) -> (String, String) {
    match table.row_dim().filter(|_| !some_only(table)) {
        Some(dim) => (key.to_owned(), labels.dimension(dim)),
        None => (format!("{key}.some"), String::new()),
    }
}

/// A share of everything, in tenths of a percent.
const ALL: i64 = 1000;

fn top(table: &SafeTable, labels: Labels<'_>, key: &str) -> Option<String> {
    let reading = Reading(table);
    let col = reading.year_column(table.year())?;
    let row = reading.largest(col)?;
    // What all have in common is no finding.
    let share = reading.share(row, col).filter(|n| n.scaled < ALL)?;
    let share = labels.words.percent(share);
    let (label, year) = (labels.label(reading.row_label(row)), table.year().to_string());
    let (key, dimension) = match key {
        "head.top" => of_answer(table, labels, key),
        _ => (key.to_owned(), String::new()),
    };
    let unit = whole(table, labels);
    let args = [
        ("label", label.as_str()),
        ("percent", &share),
        ("unit", &unit),
        ("year", &year),
        ("dimension", &dimension),
    ];
    Some(labels.words.fill(&key, &args))
}

fn breakdown(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    if table.form() == Form::None && table.row_dim().is_some() {
        let dimension = labels.dimension(table.row_dim()?);
        let col = Reading(table).year_column(table.year())?;
        if table.years_not_given(None).any(|year| year == table.year().to_string()) {
            return Some(labels.words.fill("head.beside_published", &[("dimension", &dimension)]));
        }
        return Some(match super::lead::unknown_share(table, col) {
            Some(share) => labels.words.fill(
                "head.withheld_share",
                &[("dimension", &dimension), ("percent", &labels.words.percent(share))],
            ),
            None => labels.words.fill("head.withheld", &[("dimension", &dimension)]),
        });
    }
    // Where most people live is no finding.
    let rated = |dim: &str| labels.subject.dimension(dim).is_some_and(|d| d.codes.is_rated(table.year()));
    let by_size = || table.row_dim().is_none_or(|dim| !rated(dim));
    changes::of_share(table, labels).or_else(|| by_size().then(|| top(table, labels, "head.top")).flatten())
}

/// More months or days that are equally busy say nothing.
const MOST_PEAKS: usize = 3;

fn peak(table: &SafeTable, labels: Labels<'_>, key: &str, place: &str) -> Option<String> {
    let reading = Reading(table);
    let col = reading.year_column(table.year())?;
    // Beside months of a later year, which was not over, those of the year before are no news.
    let is_later = |head: &Header| matches!(head.key.period, Some(Period::Year(year)) if year > table.year());
    if table.cols().iter().any(|head| head.role != Role::Derived && is_later(head)) {
        return None;
    }
    let rows = reading.all_largest(col);
    let n = reading.number(*rows.first().filter(|_| rows.len() <= MOST_PEAKS)?, col)?;
    if *table.figure().own() == FigureId::ContactsByWeekday && !stands_out(table, &rows, (col, n)) {
        return None;
    }
    let names: Vec<String> = rows.iter().map(|row| labels.inside(reading.row_label(*row))).collect();
    let key = if names.len() > 1 { format!("{key}.several") } else { key.to_owned() };
    let number = labels.words.number(n);
    let args = [
        ("n", number.as_str()),
        ("unit", &labels.counted(&table.key_of(0, 0), whole_number(n))),
        (place, &labels.words.listed(&names)),
        ("year", &table.year().to_string()),
    ];
    Some(labels.words.fill(&key, &args))
}

/// Whether the busiest days had more contacts than each other day by more than chance.
fn stands_out(table: &SafeTable, busiest: &[usize], (col, most): (usize, Num)) -> bool {
    let others: Vec<usize> = (0..table.rows().len())
        .filter(|r| table.rows()[*r].role == Role::Body && !busiest.contains(r))
        .collect();
    let number = |row: usize| Reading(table).number(row, col).map(|n| n.scaled);
    let z = quantile(others.len());
    others.iter().all(|row| number(*row).is_some_and(|n| excess(most.scaled, n) > z))
}

fn heat(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let reading = Reading(table);
    let mut best: Option<(Num, usize, usize)> = None;
    // What a hidden cell can be at most.
    let mut unsure = 0;
    let mut tie = false;
    for (r, _) in table.rows().iter().enumerate().filter(|(_, h)| h.role == Role::Body) {
        unsure = unsure.max(reading.hidden_in_row(r).unwrap_or(i64::MAX));
        for (c, _) in table.cols().iter().enumerate().filter(|(_, h)| h.role == Role::Body) {
            if let Some(n) = table.cell(r, c).value().number()
                && best.is_none_or(|(most, ..)| n >= most)
            {
                tie = best.is_some_and(|(most, ..)| n == most);
                best = Some((n, r, c));
            }
        }
    }
    let (_, r, c) = best.filter(|(n, ..)| n.scaled > unsure && !tie)?;
    let Label::Hours(from, to) = table.cols()[c].label else { return None };
    let day = labels.inside(&table.rows()[r].label);
    let args = [
        ("day", day.as_str()),
        ("from", &from.to_string()),
        ("to", &to.to_string()),
        ("year", &table.year().to_string()),
    ];
    Some(labels.words.fill("head.heat", &args))
}

fn duration(table: &SafeTable, labels: Labels<'_>, key: &str) -> Option<String> {
    let reading = Reading(table);
    let row = table.rows().iter().position(|h| {
        h.role == Role::Total && h.key.measure.as_deref().is_some_and(|m| m.ends_with("_median"))
    })?;
    let median = reading.number(row, reading.year_column(table.year())?)?;
    let unit = reach::waited(table, labels);
    Some(labels.words.fill(key, &[("median", &labels.words.duration(median)), ("unit", &unit)]))
}

fn victims(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    with_change(table, labels, 0, "head.victims", "head.victims_only", &[])
}
