//! Headlines of the response target and of events.

use super::Reading;
use crate::disclosure::SafeTable;
use crate::words::Labels;

/// How many messages of the first channel were answered in time.
pub fn headline(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let reading = Reading(table);
    let row = reading.measure_row("within_target_rate")?;
    let rate = reading.number(row, reading.year_column(table.year())?)?;
    let id = table.rows()[row].key.dims.get("channel")?;
    let channel = labels.line.channels.iter().find(|c| c.id == *id)?;
    let args = [
        ("percent", labels.words.percent(rate)),
        ("hours", channel.target_hours?.to_string()),
        ("channel", labels.small(channel.label.get(labels.words.lang()))),
        ("year", table.year().to_string()),
    ];
    Some(labels.words.fill("head.response_target", &args.each_ref().map(|(k, v)| (*k, v.as_str()))))
}

/// The event after which the number of contacts changed most surely upwards: the highest lower end of an
/// interval above zero, against the same days a year before.
pub fn events(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let reading = Reading(table);
    let (low, change) = (reading.measure_column("daily_change_low")?, reading.measure_column("daily_change")?);
    let year_before = |r: &usize| table.rows()[*r].key.dims.get("baseline").is_some_and(|b| b == "year_before");
    let rows = (0..table.rows().len()).filter(year_before).filter_map(|r| Some((reading.number(r, low)?, r)));
    let (lowest, row) = rows.max_by_key(|(n, r)| (n.scaled, std::cmp::Reverse(*r)))?;
    if lowest.scaled <= 0 {
        return None;
    }
    let args = [
        ("event", labels.code("event", table.rows()[row].key.dims.get("event")?)),
        ("percent", labels.words.percent(reading.number(row, change)?)),
    ];
    Some(labels.words.fill("head.events", &args.each_ref().map(|(k, v)| (*k, v.as_str()))))
}
