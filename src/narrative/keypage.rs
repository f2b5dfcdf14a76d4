//! The year on one page: key figures and findings, from the safe tables of the report.

use std::collections::BTreeSet;

use super::headline::{finding, whole};
use super::lead::sentence;
use super::series::amount;
use super::{Reading, changes, notes, reach};
use crate::base::Num;
use crate::config::{Chapter, FigureId, dim};
use crate::disclosure::SafeTable;

use crate::measures::{Form, Label, Role};
use crate::words::{Labels, capital};

/// A key figure before it is typeset.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyFigure {
    /// Formatted value, signs included.
    pub value: String,
    /// What it is.
    pub label: String,
    /// Change in words, or nothing.
    pub change: String,
    /// Sign of the change.
    pub direction: i8,
    /// The years shown, oldest first; `None` where no number is published.
    pub spark: Vec<Option<f64>>,
    /// First and last year of the spark line.
    pub years: (i32, i32),
    /// Signs printed.
    pub signs: Vec<char>,
}

/// Numbers of tiles that fill the page without holes, most first.
const FULL: [usize; 3] = [10, 8, 5];

/// Key figures, the most important first.
#[must_use]
pub fn tiles(tables: &[SafeTable], labels: Labels<'_>) -> Vec<KeyFigure> {
    let groups = [volume, reachability, people, times, means];
    let mut found: Vec<KeyFigure> = groups.iter().flat_map(|group| group(tables, labels)).flatten().collect();
    // A line without channels, times or victims shows what its contacts are about.
    if FULL.iter().all(|n| *n > found.len()) {
        let more: Vec<KeyFigure> = tables
            .iter()
            .filter(|t| breaks_down_contacts(t))
            .filter_map(|t| top_share(t, labels, "tile.top"))
            .collect();
        let new = |tile: &KeyFigure| found.iter().all(|other| other.label != tile.label);
        let more: Vec<KeyFigure> = more.into_iter().filter(new).collect();
        found.extend(more);
    }
    if let Some(most) = FULL.into_iter().find(|n| *n <= found.len()) {
        found.truncate(most);
    }
    found
}

/// Tiles, where the tables give them.
type Tiles = Vec<Option<KeyFigure>>;

fn find<'t>(tables: &'t [SafeTable], figure: &FigureId) -> Option<&'t SafeTable> {
    tables.iter().find(|t| t.figure() == figure)
}

/// Contacts, since the start, and as they came in.
fn volume(tables: &[SafeTable], labels: Labels<'_>) -> Tiles {
    let words = labels.words;
    let mut tiles = Tiles::new();
    if let Some(t) = find(tables, &FigureId::ContactsPerYear) {
        tiles.push(counted(t, 0, labels, whole(t, labels)));
    }
    if let Some(t) = find(tables, &FigureId::ContactsPerYear).filter(|_| labels.subject.since.is_some()) {
        let word = words.fill("tile.cumulative", &[("unit", &whole(t, labels))]);
        let row = t.rows().iter().position(|h| h.label == Label::Word("row.cumulative".to_owned()));
        tiles.push(row.and_then(|r| plain(t, r, word, |n| words.number(n))));
    }
    if let Some(t) = find(tables, &FigureId::Funnel).filter(|t| !reach::counts_openings(t, labels)) {
        tiles.push(counted(t, 0, labels, labels.inside(&t.rows()[0].label)));
    }
    tiles
}

/// How many were answered of those that rang.
fn reachability(tables: &[SafeTable], labels: Labels<'_>) -> Tiles {
    let of = |channel: Option<&str>| match channel {
        None => labels.words.get("tile.answer_rate").to_owned(),
        Some(id) => {
            let channel = labels.small(&labels.code(dim::CHANNEL, id));
            labels.words.fill("tile.answer_rate_channel", &[("channel", &channel)])
        }
    };
    let tile = |t| reach::answer_rate(t).and_then(|(row, channel)| rate(t, row, labels, of(channel)));
    find(tables, &FigureId::AnswerRates).map(tile).into_iter().collect()
}

/// Victims, the channel used most, what it was about and who called.
fn people(tables: &[SafeTable], labels: Labels<'_>) -> Tiles {
    let words = labels.words;
    let mut tiles = Tiles::new();
    if let Some(t) = find(tables, &FigureId::Victims) {
        tiles.push(counted(t, 0, labels, words.get("tile.victims").to_owned()));
        tiles.push(plain(t, 2, words.get("tile.victims_per_contact").to_owned(), |n| words.number(n)));
    }
    if let Some(t) = find(tables, &FigureId::ContactsByChannel) {
        tiles.push(top_share(t, labels, "tile.channel_share"));
    }
    let asked = |t: &&SafeTable| of_problem(t) || t.figure().is("contacts-by-caller-type");
    tiles.extend(tables.iter().filter(asked).map(|t| top_share(t, labels, "tile.top")));
    tiles
}

/// How long it took, and where people were referred to.
fn times(tables: &[SafeTable], labels: Labels<'_>) -> Tiles {
    let words = labels.words;
    let mut tiles = Tiles::new();
    for (figure, word) in [(FigureId::WaitingTime, "tile.waiting"), (FigureId::HandlingTime, "tile.handling")]
    {
        if let Some(t) = find(tables, &figure) {
            let row = t.rows().iter().position(|h| h.role == Role::Total);
            let label = match reach::channels_waited(t, labels) {
                Some(channels) => words.fill("tile.waiting_channels", &[("channels", &channels)]),
                None => words.get(word).to_owned(),
            };
            tiles.push(row.and_then(|r| plain(t, r, label, |n| words.clock(n))));
        }
    }
    let referred =
        |t| Reading(t).total_row().and_then(|r| counted(t, r, labels, words.get("tile.referred").to_owned()));
    let destinations = |t: &&SafeTable| counts_contacts_by(t, "referral_destination");
    tiles.extend(tables.iter().filter(destinations).map(referred));
    tiles
}

/// Series of the line.
fn means(tables: &[SafeTable], labels: Labels<'_>) -> Tiles {
    let series = |t: &&SafeTable| matches!(t.figure(), FigureId::SeriesPerYear(_));
    let tile = |t| counted(t, 0, labels, series_name(t, labels));
    tables.iter().filter(series).filter(|t| agrees(t)).map(tile).collect()
}

/// Whether a series is what its parts add up to, where it has parts: one number of two that differ is no key figure.
fn agrees(table: &SafeTable) -> bool {
    let sum = table.rows().iter().position(|h| h.label == Label::Word("row.sum_of_parts".to_owned()));
    let reading = Reading(table);
    let number = |row: usize| reading.year_column(table.year()).and_then(|col| reading.number(row, col));
    sum.and_then(number).zip(number(0)).is_none_or(|(sum, whole)| sum.to_f64() == whole.to_f64())
}

/// What a series is called, with its unit where the number alone does not tell it.
fn series_name(table: &SafeTable, labels: Labels<'_>) -> String {
    let head = &table.rows()[0];
    let name = labels.inside(&head.label);
    match head.key.unit.as_deref() {
        Some(unit @ ("euro" | "fte")) => format!("{name} ({})", labels.unit(unit, 2)),
        _ => name,
    }
}

/// Numbers of the year columns of a row, oldest first.
fn history(table: &SafeTable, row: usize) -> (Vec<Option<f64>>, (i32, i32)) {
    let mut points = Vec::new();
    let mut years = Vec::new();
    for (c, head) in table.cols().iter().enumerate().filter(|(_, h)| h.role != Role::Derived) {
        if let Label::Period(crate::base::Period::Year(year)) = head.label {
            years.push(year);
            points.push(table.cell(row, c).value().to_f64());
        }
    }
    let span = (years.first().copied().unwrap_or(0), years.last().copied().unwrap_or(0));
    (points, span)
}

fn plain(table: &SafeTable, row: usize, label: String, write: impl Fn(Num) -> String) -> Option<KeyFigure> {
    let reading = Reading(table);
    let col = reading.year_column(table.year())?;
    let number = reading.number(row, col)?;
    let signs: Vec<char> = notes::signed(table, table.cell(row, col).flags()).map(notes::sign).collect();
    let marks: String = signs.iter().map(|s| format!(" [{s}]")).collect();
    let (spark, years) = history(table, row);
    Some(KeyFigure {
        value: format!("{}{marks}", write(number)),
        label,
        change: String::new(),
        direction: 0,
        spark,
        years,
        signs,
    })
}

fn counted(table: &SafeTable, row: usize, labels: Labels<'_>, label: String) -> Option<KeyFigure> {
    let key = table.key_of(row, 0);
    let mut tile = plain(table, row, label, |n| labels.words.number(amount(n, &key)))?;
    let reading = Reading(table);
    let (col, before) = (reading.year_column(table.year())?, reading.year_column(table.year() - 1));
    if let Some((then, earlier)) = reading.back_again(row) {
        let number = |col| Some(labels.words.number(amount(reading.number(row, col)?, &key)));
        let places = [
            ("previous", (table.year() - 1).to_string()),
            ("then", number(then)?),
            ("earlier", (table.year() - 2).to_string()),
            ("before", number(earlier)?),
        ];
        tile.change = labels.words.fill("change.back", &places.each_ref().map(|(k, v)| (*k, v.as_str())));
    } else if let Some(change) = before.and_then(|b| reading.change(row, b, col)) {
        tile.direction = i8::try_from(change.scaled.signum()).unwrap_or(0);
        let previous = (table.year() - 1).to_string();
        let percent = labels.words.signed_percent(change);
        tile.change = labels.words.fill("change.up.short", &[("percent", &percent), ("previous", &previous)]);
    }
    Some(tile)
}

fn rate(table: &SafeTable, row: usize, labels: Labels<'_>, label: String) -> Option<KeyFigure> {
    let mut tile = plain(table, row, label, |n| labels.words.percent(n))?;
    let reading = Reading(table);
    let now = reading.number(row, reading.year_column(table.year())?)?;
    if let Some(then) = reading.year_column(table.year() - 1).and_then(|c| reading.number(row, c)) {
        let points = Num { scaled: now.scaled - then.scaled, decimals: now.decimals };
        tile.direction = i8::try_from(points.scaled.signum()).unwrap_or(0);
        let previous = (table.year() - 1).to_string();
        tile.change = labels
            .words
            .fill("change.points", &[("points", &labels.words.signed(points)), ("previous", &previous)]);
    }
    Some(tile)
}

fn top_share(table: &SafeTable, labels: Labels<'_>, key: &str) -> Option<KeyFigure> {
    let reading = Reading(table);
    let col = reading.year_column(table.year())?;
    let row = reading.largest(col)?;
    let share = reading.share(row, col)?;
    let name = labels.inside(reading.row_label(row));
    let label = labels.words.fill(key, &[("unit", &whole(table, labels)), ("label", &name)]);
    let mut tile = plain(table, row, label, |_| labels.words.percent(share))?;
    let columns: Vec<usize> =
        (0..table.cols().len()).filter(|c| matches!(table.cols()[*c].label, Label::Period(_))).collect();
    tile.spark = columns.iter().map(|c| reading.share(row, *c).map(Num::to_f64)).collect();
    Some(tile)
}

/// Whether the headline of a figure tells a change, not what comes first.
fn tells_change(table: &SafeTable, labels: Labels<'_>) -> bool {
    changes::of_share(table, labels).or_else(|| changes::of_months(table, labels)).is_some()
}

/// Whether a figure breaks down by what people call about, under whatever name the line has for it.
fn of_problem(table: &SafeTable) -> bool {
    table.figure().by().is_some_and(|dim| dim.starts_with("problem"))
}

/// Whether a figure counts contacts by a dimension that is called so, perhaps with more words.
fn counts_contacts_by(table: &SafeTable, dim: &str) -> bool {
    let victims = matches!(table.figure(), FigureId::VictimsBy(_));
    !victims && table.figure().by().is_some_and(|own| own.starts_with(dim))
}

/// Contacts by a dimension of the line, drawn.
fn breaks_down_contacts(table: &SafeTable) -> bool {
    use FigureId::{ContactsBy, ContactsByOrigin, ContactsByTimeUntilClosed};
    table.form() == Form::RankedBars
        && matches!(table.figure(), ContactsBy(_) | ContactsByOrigin | ContactsByTimeUntilClosed)
}

/// Findings of the figures that say most, at most one a chapter: what each says beyond its tile. Three
/// beside many tiles, more where the page has room.
#[must_use]
pub fn findings(tables: &[SafeTable], labels: Labels<'_>) -> Vec<String> {
    use FigureId::{AnswerRates, ContactsByChannel, ContactsByMonth, ContactsPerYear, Funnel, WaitingTime};
    let order = |t: &SafeTable| match t.figure() {
        ContactsPerYear => 0,
        Funnel if !reach::mixes(t, labels) => 1,
        AnswerRates if tables.iter().any(|t| reach::mixes(t, labels)) => 1,
        _ if of_problem(t) => 2,
        f if f.is("contacts-by-caller-type") || f.is("contacts-by-role") => 3,
        WaitingTime => 4,
        ContactsByChannel => 5,
        _ if breaks_down_contacts(t) && t.chapter() == Chapter::What => 6,
        _ if breaks_down_contacts(t) => 7,
        ContactsByMonth => 8,
        _ => 99,
    };
    let ranked: Vec<&SafeTable> = tables.iter().filter(|t| order(t) < 99).collect();
    // After the volume what changed by more than chance: that is news. The course of the year comes first, then the share
    // that is most times what it was.
    let news = |t: &SafeTable| match order(t) {
        0 => f64::INFINITY,
        _ if changes::of_months(t, labels).is_some() => f64::MAX,
        _ => changes::times(t).unwrap_or(0.0),
    };
    let mut rated: Vec<(f64, &SafeTable)> = ranked.into_iter().map(|t| (news(t), t)).collect();
    rated.sort_by(|a, b| b.0.total_cmp(&a.0).then(order(a.1).cmp(&order(b.1))));
    let ranked: Vec<&SafeTable> = rated.into_iter().map(|(_, t)| t).collect();
    let mut chapters = BTreeSet::new();
    let plain = |t: &SafeTable| Some(format!("{}.", capital(&finding(t, labels)?)));
    let found = ranked.iter().filter_map(|t| {
        let told = if tells_change(t, labels) { plain(t) } else { None };
        Some((t.chapter(), told.or_else(|| sentence(t, labels)).or_else(|| plain(t))?))
    });
    let first = found.filter(|(chapter, _)| chapters.insert(*chapter));
    let most = if tiles(tables, labels).len() >= FULL[1] { 3 } else { 5 };
    first.take(most).map(|(_, text)| text).collect()
}
