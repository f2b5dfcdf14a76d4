//! Opening hours: hours per year, contacts per open hour, and how long two lines are open together.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::Ground;
use super::entry::per;
use super::guard::{Comparison, Counted, Kind};
use super::volume::{bars, code, compared, counted, dims, year_headers};
use crate::base::{Num, Period};
use crate::config::{Channel, Chapter, FigureId, Helpline, Hours, LandscapeFigure, Stage, dim};
use crate::disclosure::{Beside, Frame, SafeTable};

use crate::measures::{Form, Header, Key, Missing, NoteRef, Role};

/// Tables of opening hours.
pub fn tables(ground: &Ground<'_>) -> Vec<SafeTable> {
    let mut tables: Vec<SafeTable> = open_hours(ground).into_iter().collect();
    tables.extend(Comparison::apart(shifts(ground)).iter().filter_map(|c| per_hour(ground, c)));
    tables.extend(overlap(ground, LandscapeFigure::OverlapHours, &|_| true));
    tables.extend(overlap(ground, LandscapeFigure::OverlapChatHours, &|c| c.id == "chat"));
    tables
}

/// A channel of a line that has opening hours.
struct Shift<'a> {
    kind: Kind,
    line: &'a Helpline,
    channel: &'a Channel,
}

impl Counted for Shift<'_> {
    fn kind(&self) -> &Kind {
        &self.kind
    }

    fn line(&self) -> &str {
        &self.line.id
    }
}

/// All channels with opening hours, counted at their line's main stage.
fn shifts<'a>(ground: &'a Ground<'_>) -> Vec<Shift<'a>> {
    let lines = ground.lines.iter().map(|l| l.line);
    let channels = lines.flat_map(|line| line.channels.iter().map(move |c| (line, c)));
    let kind = |line: &Helpline| {
        let stage: Stage = line.main_stage;
        Kind { stage: Some(stage), unit: line.unit(stage).to_owned() }
    };
    channels
        .filter(|(_, c)| !c.hours.is_empty())
        .map(|(line, channel)| Shift { kind: kind(line), line, channel })
        .collect()
}

/// The week that was valid on a day.
fn valid(channel: &Channel, day: NaiveDate) -> Option<&Hours> {
    let open = channel.since.is_none_or(|d| d <= day) && channel.until.is_none_or(|d| day <= d);
    channel.hours.iter().rfind(|h| h.from <= day).filter(|_| open)
}

fn spans(channel: &Channel, day: NaiveDate) -> &[(u16, u16)] {
    let weekday = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or(0);
    valid(channel, day).map_or(&[], |h| &h.week[weekday])
}

/// Minutes in a year that a channel is open.
pub fn minutes(channel: &Channel, year: i32) -> u64 {
    let first = NaiveDate::from_ymd_opt(year, 1, 1);
    let days = first.into_iter().flat_map(|d| d.iter_days().take_while(move |x| x.year() == year));
    days.flat_map(|d| spans(channel, d).to_vec()).map(|(a, b)| u64::from(b.saturating_sub(a))).sum()
}

/// A row of a channel of a line.
fn row(shift: &Shift<'_>) -> Header {
    Header {
        key: dims(&[(dim::LINE, &shift.line.id), ("channel", &shift.channel.id)]),
        label: code("line_channel", &format!("{}.{}", shift.line.id, shift.channel.id)),
        role: Role::Body,
    }
}

/// Hours of minutes.
fn hours(minutes: u64, decimals: u8) -> Num {
    Num::quotient(1, i128::from(minutes), 60, decimals).unwrap_or(Num::int(0))
}

fn open_hours(ground: &Ground<'_>) -> Option<SafeTable> {
    let shifts = shifts(ground);
    if shifts.is_empty() {
        return None;
    }
    let years = ground.years();
    let cell = |shift: &Shift<'_>, year: i32| match minutes(shift.channel, year) {
        0 => Beside::Missing(unknown(shift, year)),
        open => Beside::Given(hours(open, 0), BTreeSet::new()),
    };
    let cells = shifts.iter().flat_map(|s| years.iter().map(|y| cell(s, *y)).collect::<Vec<_>>()).collect();
    let rows: Vec<Header> = shifts.iter().map(row).collect();
    let frame = Frame {
        figure: FigureId::Landscape(LandscapeFigure::OpenHours),
        chapter: Chapter::Reach,
        key: Key { measure: Some("open_hours".to_owned()), unit: Some("hour".to_owned()), ..Key::default() },
        row_dim: Some("line_channel".to_owned()),
        col_dim: None,
        form: bars(&rows),
        year: ground.year,
        rows,
        cols: year_headers(ground),
        notes: vec![NoteRef::plain("open-hours")],
    };
    Some(SafeTable::beside(frame, cells))
}

/// Why a channel has no opening hours in a year: it did not exist, or its hours are not known.
fn unknown(shift: &Shift<'_>, year: i32) -> Missing {
    let since = shift.channel.since.or(shift.line.since);
    if since.is_some_and(|d| d.year() > year) { Missing::NotApplicable } else { Missing::NotAvailable }
}

/// Contacts per hour open, among channels that count the same.
fn per_hour(ground: &Ground<'_>, comparison: &Comparison<Shift<'_>>) -> Option<SafeTable> {
    let years = ground.years();
    let (mut rows, mut cells) = (Vec::new(), Vec::new());
    for shift in comparison.entries() {
        let Some(line) = ground.lines.iter().find(|l| l.line.id == shift.line.id) else { continue };
        let only = shift.line.channels.len() == 1;
        let channel = (!only).then_some(shift.channel.id.as_str());
        let row_cells: Vec<Beside> = years
            .iter()
            .map(|year| {
                let open = minutes(shift.channel, *year);
                match line.contacts(shift.line.main_stage, channel, *year) {
                    Some(cell) if open > 0 => {
                        Beside::Cell(per(Beside::Cell(cell.clone()), hours(open, 2), 1, 2))
                    }
                    _ => Beside::Missing(unknown(shift, *year)),
                }
            })
            .collect();
        if row_cells.iter().any(|c| matches!(c, Beside::Cell(_))) {
            rows.push(row(shift));
            cells.extend(row_cells);
        }
    }
    if rows.is_empty() {
        return None;
    }
    let kind = comparison.kind();
    let frame = Frame {
        figure: FigureId::Landscape(LandscapeFigure::PerOpenHour(compared(comparison))),
        chapter: Chapter::Reach,
        key: Key {
            measure: Some("per_open_hour".to_owned()),
            unit: Some("contacts_per_hour".to_owned()),
            ..counted(kind)
        },
        row_dim: Some("line_channel".to_owned()),
        col_dim: None,
        form: bars(&rows),
        year: ground.year,
        rows,
        cols: year_headers(ground),
        notes: vec![NoteRef::plain("per-open-hour")],
    };
    Some(SafeTable::beside(frame, cells))
}

/// Minutes of a week in which a line is open by any of some channels, as hours of the clock per day.
fn week(line: &Helpline, day: NaiveDate, wanted: &dyn Fn(&Channel) -> bool) -> [Vec<bool>; 7] {
    std::array::from_fn(|weekday| {
        let mut open = vec![false; 24 * 60];
        for channel in line.channels.iter().filter(|c| wanted(c)) {
            for (a, b) in valid(channel, day).map(|h| h.week[weekday].as_slice()).unwrap_or_default() {
                (*a..*b).for_each(|m| {
                    if let Some(minute) = open.get_mut(usize::from(m)) {
                        *minute = true;
                    }
                });
            }
        }
        open
    })
}

/// Minutes per week that two lines are both open, by the hours valid at the end of the report year.
fn overlap(
    ground: &Ground<'_>,
    figure: LandscapeFigure,
    wanted: &dyn Fn(&Channel) -> bool,
) -> Option<SafeTable> {
    let day = NaiveDate::from_ymd_opt(ground.year, 12, 31)?;
    let weeks: Vec<(&Helpline, [Vec<bool>; 7])> = ground
        .lines
        .iter()
        .map(|l| (l.line, week(l.line, day, wanted)))
        .filter(|(_, w)| w.iter().flatten().any(|m| *m))
        .collect();
    if weeks.len() < 2 {
        return None;
    }
    let both = |a: &[Vec<bool>; 7], b: &[Vec<bool>; 7]| {
        let pairs = a.iter().flatten().zip(b.iter().flatten());
        pairs.filter(|(x, y)| **x && **y).count() as u64
    };
    let cells = weeks
        .iter()
        .flat_map(|(_, a)| weeks.iter().map(|(_, b)| Beside::Given(Num::int(both(a, b)), BTreeSet::new())))
        .collect();
    let head = |dim: &str, line: &Helpline| Header {
        key: dims(&[(dim, &line.id)]),
        label: code(dim, &line.id),
        role: Role::Body,
    };
    let frame = Frame {
        figure: FigureId::Landscape(figure),
        chapter: Chapter::Reach,
        key: Key {
            measure: Some("open_together".to_owned()),
            unit: Some("minute".to_owned()),
            period: Some(Period::Year(ground.year)),
            ..Key::default()
        },
        row_dim: Some(dim::LINE.to_owned()),
        col_dim: Some(dim::OTHER_LINE.to_owned()),
        form: Form::None,
        year: ground.year,
        rows: weeks.iter().map(|(l, _)| head("line", l)).collect(),
        cols: weeks.iter().map(|(l, _)| head(dim::OTHER_LINE, l)).collect(),
        notes: vec![NoteRef {
            id: "overlap".to_owned(),
            args: [("date".to_owned(), format!("date:{day}"))].into(),
        }],
    };
    Some(SafeTable::beside(frame, cells))
}
