//! Headlines of the response target, of events, of equal months and of one dimension within another.

use crate::config::dim;
use std::collections::BTreeMap;

use super::Reading;
use crate::base::Num;
use crate::disclosure::SafeTable;

use crate::measures::Role;
use crate::words::Labels;

/// How many messages of the first channel were answered in time.
pub fn headline(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let reading = Reading(table);
    let row = reading.measure_row("within_target_rate")?;
    let rate = reading.number(row, reading.year_column(table.year())?)?;
    let id = table.rows()[row].key.dims.get(dim::CHANNEL)?;
    let channel = labels.subject.channels.iter().find(|c| c.id == *id)?;
    let args = [
        ("percent", labels.words.percent(rate)),
        ("hours", channel.target_hours?.to_string()),
        ("channel", labels.small(channel.label.get(labels.words.lang()))),
        ("year", table.year().to_string()),
    ];
    Some(labels.words.fill("head.response_target", &args.each_ref().map(|(k, v)| (*k, v.as_str()))))
}

/// Within how many days half of what was closed was closed.
pub fn closing(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let reading = Reading(table);
    let row = reading.measure_row("time_until_closed_median")?;
    let days = reading.number(row, reading.year_column(table.year())?)?;
    Some(labels.words.fill("head.closing", &[("median", &labels.words.number(days))]))
}

/// The event after which the number of contacts changed most surely upwards: the highest lower end of an
/// interval above zero, against the same days a year before.
pub fn events(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    surest(table, labels, ["daily_change", "daily_change_low"], "head.events")
}

/// The same beside a control; or that all intervals hold no difference at all.
pub fn events_beside_control(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let reading = Reading(table);
    let [low, high] = ["control_change_low", "control_change_high"].map(|m| reading.measure_column(m));
    let (low, high) = low.zip(high)?;
    let holds = |r: usize| Some(reading.number(r, low)?.scaled <= 0 && reading.number(r, high)?.scaled >= 0);
    if (0..table.rows().len()).all(|r| holds(r) == Some(true)) {
        return Some(labels.words.get("head.events_control_unclear").to_owned());
    }
    surest(table, labels, ["control_change", "control_change_low"], "head.events_control")
}

fn surest(table: &SafeTable, labels: Labels<'_>, measures: [&str; 2], key: &str) -> Option<String> {
    let reading = Reading(table);
    let [change, low] = measures.map(|m| reading.measure_column(m));
    let (change, low) = change.zip(low)?;
    let year_before =
        |r: &usize| table.rows()[*r].key.dims.get(dim::BASELINE).is_some_and(|b| b == "year_before");
    let rows = (0..table.rows().len()).filter(year_before).filter_map(|r| Some((reading.number(r, low)?, r)));
    let (lowest, row) = rows.max_by_key(|(n, r)| (n.scaled, std::cmp::Reverse(*r)))?;
    if lowest.scaled <= 0 {
        return None;
    }
    let args = [
        ("event", labels.code(dim::EVENT, table.rows()[row].key.dims.get(dim::EVENT)?)),
        ("percent", labels.words.percent(reading.number(row, change)?)),
    ];
    Some(labels.words.fill(key, &args.each_ref().map(|(k, v)| (*k, v.as_str()))))
}

/// The total of the months against those of the year before.
pub fn same_months(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let reading = Reading(table);
    let row = reading.total_row()?;
    let change = reading.change(row, 0, 1)?;
    let size = labels.words.percent(Num { scaled: change.scaled.abs(), ..change });
    let key = match change.scaled.signum() {
        1 => "head.same_months_up",
        -1 => "head.same_months_down",
        _ => return None,
    };
    let args = [
        ("period", labels.label(&table.cols()[1].label)),
        ("before", labels.label(&table.cols()[0].label)),
        ("percent", size),
    ];
    Some(labels.words.fill(key, &args.each_ref().map(|(k, v)| (*k, v.as_str()))))
}

/// The member that is the largest in most groups of the report year. Groups and members that are no real
/// answers do not count.
pub fn trends(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let reading = Reading(table);
    let col = reading.year_column(table.year())?;
    let mut tops: Vec<Option<(Num, String)>> = Vec::new();
    let mut known = false;
    // What the published members leave of each group: a hidden one can be that large.
    let mut rests: Vec<Option<i64>> = Vec::new();
    for (r, row) in table.rows().iter().enumerate() {
        match row.role {
            Role::Group => {
                known = labels.is_known(&row.label);
                if known {
                    tops.push(None);
                    rests.push(reading.number(r, col).map(|n| n.scaled));
                }
            }
            Role::Member if known => {
                let (Some(top), Some(rest)) = (tops.last_mut(), rests.last_mut()) else { continue };
                let Some(n) = reading.number(r, col) else { continue };
                *rest = rest.map(|rest| rest - n.scaled);
                if labels.is_known(&row.label) && top.as_ref().is_none_or(|(most, _)| n > *most) {
                    *top = Some((n, labels.label(&row.label)));
                }
            }
            _ => {}
        }
    }
    for (top, rest) in tops.iter_mut().zip(&rests) {
        top.take_if(|(n, _)| rest.is_none_or(|rest| rest >= n.scaled));
    }
    if tops.contains(&None) {
        return None;
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, label) in tops.iter().flatten() {
        *counts.entry(label).or_default() += 1;
    }
    let (label, n) = counts.iter().max_by_key(|(label, n)| (**n, std::cmp::Reverse(**label)))?;
    let dimension = labels.small(&labels.dimension(table.row_dim()?));
    let (n, m) = (n.to_string(), tops.len().to_string());
    let key = if n == m { "head.trends.all" } else { "head.trends" };
    let args = [("label", *label), ("n", n.as_str()), ("m", m.as_str()), ("dimension", dimension.as_str())];
    Some(labels.words.fill(key, &args))
}
