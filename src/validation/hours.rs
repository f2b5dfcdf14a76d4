//! Whether a contact came in during the opening hours that held on its day for its channel.

use chrono::Datelike;

use crate::config::{Channel, Helpline};

/// Outside the opening hours.
pub const SHUT: u8 = 0;
/// Inside them.
pub const OPEN: u8 = 1;
/// The channel has no opening hours on that day, or the time of day is not registered.
pub const NO_HOURS: u8 = 2;

/// Spans of minutes per weekday, Monday first.
type Week = [Vec<(u16, u16)>; 7];

/// Opening hours of one channel, each with its first day as yyyymmdd.
struct Calendar<'a>(Vec<(u32, &'a Week)>);

impl<'a> Calendar<'a> {
    fn of(channel: &'a Channel) -> Self {
        let day =
            |d: chrono::NaiveDate| u32::try_from(d.year()).unwrap_or(0) * 10_000 + d.month() * 100 + d.day();
        // An opened window is no request, in hours or out of them.
        let hours = if channel.openings { &[][..] } else { &channel.hours[..] };
        let mut dated: Vec<_> = hours.iter().map(|h| (day(h.from), &h.week)).collect();
        dated.sort_by_key(|(from, _)| *from);
        Self(dated)
    }

    fn at(&self, day: u32, weekday: u8, minute: u16) -> u8 {
        let Some((_, week)) = self.0.iter().rev().find(|(from, _)| *from <= day) else { return NO_HOURS };
        let spans = &week[usize::from(weekday)];
        if spans.iter().any(|(from, to)| (*from..*to).contains(&minute)) { OPEN } else { SHUT }
    }
}

/// One code per row; `None` when no channel of the line has opening hours. `moment` gives a row's day
/// (yyyymmdd), weekday and minute, or nothing when its time of day is not registered.
pub(super) fn in_hours(
    line: &Helpline,
    channel: Option<&[u8]>,
    rows: usize,
    moment: impl Fn(usize) -> Option<(u32, u8, u16)>,
) -> Option<Vec<u8>> {
    let calendars: Vec<Calendar> = line.channels.iter().map(Calendar::of).collect();
    if calendars.iter().all(|c| c.0.is_empty()) {
        return None;
    }
    let one = |row: usize| {
        let place = match channel {
            Some(codes) => usize::from(codes[row]),
            // Without a column of channels only a line with one channel can tell.
            None if calendars.len() == 1 => 0,
            None => return NO_HOURS,
        };
        match (calendars.get(place), moment(row)) {
            (Some(calendar), Some((day, weekday, minute))) => calendar.at(day, weekday, minute),
            _ => NO_HOURS,
        }
    };
    Some((0..rows).map(one).collect())
}
