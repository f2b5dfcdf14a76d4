//! Headlines on reachability.

use super::Reading;
use super::headline::whole_number;
use crate::config::Stage;
use crate::disclosure::SafeTable;
use crate::measures::{Label, Num, Role};
use crate::words::Labels;

pub fn funnel(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let reading = Reading(table);
    let col = reading.year_column(table.year())?;
    let row = |stage: Stage| table.rows().iter().position(|h| h.label == Label::Stage(stage));
    let incoming = reading.number(row(Stage::Incoming)?, col)?;
    let answered = reading.number(row(Stage::Answered)?, col)?;
    let percent = Num::quotient(100, i128::from(answered.scaled), i128::from(incoming.scaled), 1)?;
    let args = [
        ("answered", labels.words.number(answered)),
        ("incoming", labels.words.number(incoming)),
        ("percent", labels.words.percent(percent)),
        ("unit", labels.offered(2)),
    ];
    let key = labels.words.numbered("head.funnel", whole_number(answered));
    Some(labels.words.fill(&key, &args.each_ref().map(|(k, v)| (*k, v.as_str()))))
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
            let channel = labels.code("channel", id);
            text("head.rates_channel", &[("share", &share.text), ("channel", &channel)])
        }
    })
}

/// The row of the answer rate, and its channel when it is that of one; none when there are several.
pub fn answer_rate(table: &SafeTable) -> Option<(usize, Option<&str>)> {
    let is_rate = |r: &usize| table.rows()[*r].key.measure.as_deref() == Some("answer_rate");
    let mut rows = (0..table.rows().len()).filter(is_rate);
    let (row, more) = (rows.next()?, rows.next());
    more.is_none().then(|| (row, table.rows()[row].key.dims.get("channel").map(String::as_str)))
}

pub fn unanswered(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
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

pub fn out_of_hours(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let reading = Reading(table);
    let col = reading.year_column(table.year())?;
    let (closed, total) = (reading.number(1, col)?, reading.number(2, col)?);
    let stage = table.rows()[0].key.stage.unwrap_or(Stage::Incoming);
    let unit = labels.stage_unit(stage, 2);
    let share = labels.words.share_of(i128::from(closed.scaled), i128::from(total.scaled), &unit)?;
    let key = labels.words.numbered("head.out_of_hours", share.number);
    Some(labels.words.fill(&key, &[("share", &share.text), ("year", &table.year().to_string())]))
}
