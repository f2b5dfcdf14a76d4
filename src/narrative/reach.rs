//! Headlines on reachability.

use super::Reading;
use super::headline::whole_number;
use crate::base::Num;
use crate::config::{Channel, FigureId, Stage, dim, rated};
use crate::disclosure::SafeTable;

use crate::measures::{Label, Role};
use crate::words::Labels;

pub fn funnel(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    if counts_openings(table, labels) {
        return None;
    }
    let reading = Reading(table);
    let col = reading.year_column(table.year())?;
    let row = |stage: Stage| table.rows().iter().position(|h| h.label == Label::Stage(stage));
    let incoming = reading.number(row(Stage::Incoming)?, col)?;
    let answered = reading.number(row(Stage::Answered)?, col)?;
    let percent = Num::quotient(100, i128::from(answered.scaled), i128::from(incoming.scaled), 1)?;
    let others = answered_otherwise(table, labels);
    let args = [
        ("answered", labels.words.number(answered)),
        ("incoming", labels.words.number(incoming)),
        ("percent", labels.words.percent(percent)),
        ("unit", labels.offered(2)),
        ("channels", labels.words.listed(&others)),
    ];
    let key = if others.is_empty() { "head.funnel" } else { "head.funnel_with" };
    let key = labels.words.numbered(key, whole_number(answered));
    Some(labels.words.fill(&key, &args.each_ref().map(|(k, v)| (*k, v.as_str()))))
}

/// Whether a figure of all attempts counts chat windows that were opened, which need not be requests: no part of it was
/// missed.
pub fn counts_openings(table: &SafeTable, labels: Labels<'_>) -> bool {
    labels.subject.channels.iter().any(|c| c.openings && c.exists_in(table.year()))
}

/// Whether a figure shares opened chat windows out over channels: they are no attempts of people.
pub fn is_of_openings(table: &SafeTable, labels: Labels<'_>) -> bool {
    *table.figure().own() == FigureId::AttemptsByChannel && counts_openings(table, labels)
}

pub fn rates(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let (rate, channel) = answer_rate(table)?;
    let rate = Reading(table).number(rate, Reading(table).year_column(table.year())?)?;
    let whole = 100 * 10_i128.pow(u32::from(rate.decimals));
    let share = labels.words.share_of(i128::from(rate.scaled), whole, &labels.offered(2))?;
    let text = |key: &str, places: &[(&str, &str)]| {
        labels.words.fill(&labels.words.numbered(key, share.number), places)
    };
    Some(match channel {
        None => text("head.rates", &[("share", &share.text)]),
        Some(id) => {
            let channel = labels.code(dim::CHANNEL, id);
            text("head.rates_channel", &[("share", &share.text), ("channel", &channel)])
        }
    })
}

/// Names of the channels in a figure of all attempts of which no part can be called missed, such as e-mail;
/// none where all channels are alike.
fn answered_otherwise(table: &SafeTable, labels: Labels<'_>) -> Vec<String> {
    let channels = &labels.subject.channels;
    let rated = rated(channels);
    if rated.is_empty() {
        return Vec::new();
    }
    let other = |(c, channel): &(usize, &Channel)| !rated.contains(c) && channel.exists_in(table.year());
    let others = channels.iter().enumerate().filter(other);
    others.map(|(_, channel)| labels.small(&labels.code(dim::CHANNEL, &channel.id))).collect()
}

/// Whether a figure counts attempts by channels where people are missed together with others: the part that
/// was answered of all of them says nothing.
pub fn mixes(table: &SafeTable, labels: Labels<'_>) -> bool {
    *table.figure().own() == FigureId::Funnel && !answered_otherwise(table, labels).is_empty()
}

/// The answer rate of each channel that has one, where not all have: "telefoon 74,9 % (in 2023: 75,4 %)".
pub fn rates_by_channel(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let (reading, words) = (Reading(table), labels.words);
    let (year, previous) = (table.year().to_string(), (table.year() - 1).to_string());
    let (now, then) = (reading.year_column(table.year())?, reading.year_column(table.year() - 1));
    let rates = table.rows().iter().enumerate().filter_map(|(row, head)| {
        let rate = head.key.measure.as_deref() == Some("answer_rate");
        let channel = head.key.dims.get(dim::CHANNEL).filter(|_| rate)?;
        let channel = labels.small(&labels.code(dim::CHANNEL, channel));
        let percent = words.percent(reading.number(row, now)?);
        let places = [("channel", channel.as_str()), ("percent", &percent), ("previous", &previous)];
        Some(match then.and_then(|col| reading.number(row, col)) {
            None => words.fill("lead.rates_channel", &places),
            Some(before) => {
                let before = words.percent(before);
                let places: Vec<(&str, &str)> = places.into_iter().chain([("before", &*before)]).collect();
                words.fill("lead.rates_channel_before", &places)
            }
        })
    });
    let rates: Vec<String> = rates.collect();
    let list = words.listed(&rates);
    let places = [("rate", words.get("row.answer_rate")), ("year", &year), ("list", &list)];
    (!rates.is_empty()).then(|| words.fill("lead.rates_channels", &places))
}

/// Names of the channels of a figure on waiting, where the line has others.
pub fn channels_waited(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    if *table.figure().own() != FigureId::WaitingTime {
        return None;
    }
    let channels = &labels.subject.channels;
    let of_row =
        |id: &str| table.rows().iter().any(|h| h.key.dims.get(dim::CHANNEL).is_some_and(|c| c == id));
    let only = table.notes().iter().find(|n| n.id == "only-channel").and_then(|n| n.args.get("channel"));
    let only = only.and_then(|word| word.strip_prefix("code:channel:"));
    let (within, without): (Vec<&Channel>, Vec<&Channel>) =
        channels.iter().partition(|c| only == Some(c.id.as_str()) || of_row(&c.id));
    let others = without.iter().any(|c| c.exists_in(table.year()));
    let names: Vec<String> = within.iter().map(|c| labels.small(&labels.code(dim::CHANNEL, &c.id))).collect();
    (others && !names.is_empty()).then(|| labels.words.listed(&names))
}

/// Those whose wait a figure tells of: "beantwoorde oproepen", where not by all channels by which.
pub fn waited(table: &SafeTable, labels: Labels<'_>) -> String {
    let unit = labels.stage_unit(Stage::Answered, 2);
    match channels_waited(table, labels) {
        Some(channels) => labels.words.fill("whole.channels", &[("unit", &unit), ("channels", &channels)]),
        None => unit,
    }
}

/// The row of the answer rate, and its channel when it is that of one; none when there are several.
pub fn answer_rate(table: &SafeTable) -> Option<(usize, Option<&str>)> {
    let is_rate = |r: &usize| table.rows()[*r].key.measure.as_deref() == Some("answer_rate");
    let mut rows = (0..table.rows().len()).filter(is_rate);
    let (row, more) = (rows.next()?, rows.next());
    more.is_none().then(|| (row, table.rows()[row].key.dims.get(dim::CHANNEL).map(String::as_str)))
}

pub fn unanswered(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    // A window that was opened need not have been an attempt.
    if counts_openings(table, labels) {
        return None;
    }
    let reading = Reading(table);
    let row = reading.total_row()?;
    let total = table.cols().iter().position(|h| h.role == Role::Total)?;
    let body = table.cols().iter().enumerate().filter(|(_, h)| h.role == Role::Body);
    let (col, n) = body.filter_map(|(c, _)| Some((c, reading.number(row, c)?))).max_by_key(|(_, n)| *n)?;
    let all = reading.number(row, total)?;
    let unit = labels.words.fill("measure.unanswered", &[("unit", &labels.offered(2))]);
    let share = labels.words.share_of(i128::from(n.scaled), i128::from(all.scaled), &unit)?;
    let (label, year) = (labels.label(&table.cols()[col].label), table.year().to_string());
    let args = [("label", label.as_str()), ("share", &share.text), ("year", &year)];
    Some(labels.words.fill("head.unanswered_top", &args))
}

/// What is counted by opening hours: "inkomende oproepen via telefoon", where the line has channels without.
fn by_hours(table: &SafeTable, labels: Labels<'_>, unit: String) -> String {
    let there = labels.subject.channels.iter().filter(|c| c.exists_in(table.year()));
    let (with, without): (Vec<&Channel>, Vec<&Channel>) =
        there.partition(|c| !c.hours.is_empty() && !c.openings);
    if with.is_empty() || without.is_empty() {
        return unit;
    }
    let names: Vec<String> = with.iter().map(|c| labels.small(&labels.code(dim::CHANNEL, &c.id))).collect();
    labels.words.fill("whole.channels", &[("unit", &unit), ("channels", &labels.words.listed(&names))])
}

pub fn out_of_hours(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let reading = Reading(table);
    let col = reading.year_column(table.year())?;
    let (closed, total) = (reading.number(1, col)?, reading.number(2, col)?);
    let stage = table.rows()[0].key.stage.unwrap_or(Stage::Incoming);
    let unit = by_hours(table, labels, labels.stage_unit(stage, 2));
    let share = labels.words.share_of(i128::from(closed.scaled), i128::from(total.scaled), &unit)?;
    let key = labels.words.numbered("head.out_of_hours", share.number);
    Some(labels.words.fill(&key, &[("share", &share.text), ("year", &table.year().to_string())]))
}
