//! Subtitles: measure, stage, unit and period.

use crate::base::Period;
use crate::config::{FigureId, Stage};
use crate::disclosure::SafeTable;

use crate::measures::{Form, Role, TableKind};
use crate::words::{Labels, capital};

/// The subtitle of a figure: its caption, and what its bars are when it has a chart.
#[must_use]
pub fn subtitle(table: &SafeTable, labels: Labels<'_>, charted: bool) -> String {
    let mut text = caption(table, labels);
    let separator = labels.words.get("join.list");
    let chart = match table.form() {
        Form::StackedShare => "sub.bars",
        Form::SmallMultiples => "sub.trends_chart",
        Form::YearPanels if wholes(table) > 1 => "sub.panels_chart",
        _ => "",
    };
    if charted && table.form() == Form::LatestBars && several_years(table) {
        let year = table.latest().and_then(|c| table.key_of(0, c).period);
        let year = year.map(|p| labels.words.period(p)).unwrap_or_default();
        return format!("{text}{separator}{}", labels.words.fill("sub.latest_chart", &[("year", &year)]));
    }
    if charted && let Some((from, now)) = super::compared_years(table) {
        let year =
            |col: usize| table.cols()[col].key.period.map(|p| labels.words.period(p)).unwrap_or_default();
        let places = [("from", &*year(from)), ("year", &*year(now))];
        return format!("{text}{separator}{}", labels.words.fill("sub.compared_chart", &places));
    }
    // Bars of several years draw the report year, with a mark for the one before.
    let bars = charted && table.form() == Form::RankedBars && table.col_dim().is_none();
    if bars && several_years(table) && super::Reading(table).year_column(table.year()).is_some() {
        let year = labels.words.fill("sub.latest_chart", &[("year", &table.year().to_string())]);
        return format!("{text}{separator}{year}");
    }
    if charted && !chart.is_empty() {
        text = format!("{text}{separator}{}", labels.words.get(chart));
    }
    text
}

/// Whether the columns are of more than one period.
fn several_years(table: &SafeTable) -> bool {
    let periods: std::collections::BTreeSet<_> = table.cols().iter().map(|c| c.key.period).collect();
    periods.len() > 1
}

/// Rows that have a panel of their own.
fn wholes(table: &SafeTable) -> usize {
    let whole = |r: &usize| matches!(table.rows()[*r].role, Role::Body | Role::Group);
    let number = |r: &usize| (0..table.cols().len()).any(|c| table.cell(*r, c).value().number().is_some());
    (0..table.rows().len()).filter(whole).filter(number).count()
}

/// The caption of a table: measure, stage, unit and period.
#[must_use]
pub fn caption(table: &SafeTable, labels: Labels<'_>) -> String {
    caption_from(table, labels, None)
}

/// The caption of a table of which only the periods from a year on are printed.
#[must_use]
pub fn caption_from(table: &SafeTable, labels: Labels<'_>, first: Option<i32>) -> String {
    let words = labels.words;
    let period = period_text(table, labels, first);
    let measure = capital(&labels.measure(&table.key_of(0, 0)));
    let unit = labels.stage_unit(Stage::Answered, 2);
    let simple = |key: &str| words.fill(key, &[("measure", &measure), ("period", &period), ("unit", &unit)]);
    let offered = |key: &str| capital(&words.fill(key, &[("unit", &labels.offered(2)), ("period", &period)]));
    use FigureId::*;
    match table.figure().own() {
        ContactsPerYear => simple("sub.cumulative"),
        ContactsByStage => simple("sub.stages"),
        ContactsByMonth => simple("sub.month"),
        ContactsByWeekday => simple("sub.weekday"),
        ContactsByWeekdayAndHour => simple("sub.heat"),
        Funnel => {
            let shares = table.cols().iter().any(|c| c.key.measure.as_deref() == Some("share"));
            offered(if shares { "sub.funnel" } else { "sub.funnel_counts" })
        }
        AnswerRates => simple("sub.rates"),
        WaitingTime => {
            let unit = super::reach::waited(table, labels);
            words.fill("sub.waiting", &[("period", &period), ("unit", &unit)])
        }
        ResponseTime => simple("sub.response"),
        HandlingTime => simple("sub.handling"),
        TimeUntilClosed => {
            let unit = labels.stage_unit(labels.subject.main_stage, 2);
            words.fill("sub.closing", &[("unit", &unit), ("period", &period)])
        }
        UnansweredByChannel => offered("sub.unanswered"),
        UnansweredPerYear | UnansweredByMonth => offered("sub.unanswered_table"),
        Per100000By(_) => {
            let dimension = table.row_dim().map(|d| labels.small(&labels.dimension(d))).unwrap_or_default();
            let places = [("measure", &*measure), ("dimension", &dimension), ("period", &period)];
            words.fill("sub.areas", &places)
        }
        Events => simple("sub.events"),
        EventsBesideControl => simple("sub.events_control"),
        SameMonths(_) => {
            let dimension = table.row_dim().map(|d| labels.small(&labels.dimension(d))).unwrap_or_default();
            words.fill("sub.same_months", &[("measure", &measure), ("dimension", &dimension)])
        }
        ResponseTarget => simple("sub.response_target"),
        ContactsInAndOutOfHours => simple("sub.hours"),
        Victims => simple("sub.victims"),
        Completeness => simple("sub.completeness"),
        Rows => words.get("sub.rows").to_owned(),
        PublishedBefore => words.get("sub.published").to_owned(),
        UnansweredByCaller | UnansweredAnsweredLater | ContactsByCaller | FrequentCallers => {
            super::callers::caption(table, labels, &period)
        }
        Landscape(figure) => simple(&format!("sub.wide.{}", super::wide::name(figure))),
        ContactsByChannel
        | AttemptsByChannel
        | ContactsByOrigin
        | ContactsByTimeUntilClosed
        | ContactsBy(_)
        | VictimsBy(_)
        | Cross(..)
        | Trend(..)
        | SeriesPerYear(_)
        | SeriesPerMonth(_)
        | Answer { .. } => by_form(table, labels, &measure, &period),
    }
}

fn by_form(table: &SafeTable, labels: Labels<'_>, measure: &str, period: &str) -> String {
    let words = labels.words;
    let name = |dim: Option<&str>| dim.map(|d| labels.small(&labels.dimension(d))).unwrap_or_default();
    if table.col_dim().is_some() {
        let (a, b) = (name(table.row_dim()), name(table.col_dim()));
        let key = match (table.kind(), table.form()) {
            (TableKind::Multi, _) => "sub.cross_multi",
            (_, Form::Heat) => "sub.cross_heat",
            _ => "sub.cross",
        };
        return words.fill(key, &[("measure", measure), ("a", &a), ("b", &b), ("period", period)]);
    }
    match table.form() {
        Form::SmallMultiples => words
            .fill("sub.trends", &[("measure", measure), ("a", &name(table.row_dim())), ("period", period)]),
        Form::SeriesMonths | Form::YearColumns => {
            let first = if table.form() == Form::SeriesMonths { &table.cols()[0] } else { &table.rows()[0] };
            let unit = labels.unit(first.key.unit.as_deref().unwrap_or_default(), 2);
            let label = labels.label(&first.label);
            // "Bezoekers van de website" says by itself what is counted.
            let named = label.to_lowercase().contains(&unit.to_lowercase());
            let key = if named { "sub.series.named" } else { "sub.series" };
            words.fill(key, &[("label", &label), ("unit", &unit), ("period", period)])
        }
        _ => {
            let dimension = name(table.row_dim());
            let key = if table.kind() == TableKind::Multi { "sub.by_multi" } else { "sub.by" };
            words.fill(key, &[("measure", measure), ("dimension", &dimension), ("period", period)])
        }
    }
}

/// First to last period of the table's body, from a year on.
#[must_use]
fn period_text(table: &SafeTable, labels: Labels<'_>, from: Option<i32>) -> String {
    let headers =
        table.cols().iter().chain(table.rows()).filter(|h| h.role != crate::measures::Role::Derived);
    let mut periods: Vec<Period> = headers.filter_map(|h| h.key.period).collect();
    periods.extend(table.key().period);
    periods.retain(|p| from.is_none_or(|year| p.months().0.0 >= year));
    let first = periods.iter().map(|p| p.months().0).min();
    let last = periods.iter().map(|p| p.months().1).max();
    let (Some(first), Some(last)) = (first, last) else { return table.year().to_string() };
    let period = match (first, last) {
        ((a, 1), (b, 12)) if a == b => Period::Year(a),
        ((a, 1), (b, 12)) => Period::Years(a, b),
        (a, b) => Period::Months(a, b),
    };
    labels.words.period(period)
}
