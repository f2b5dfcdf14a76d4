//! When contacts arrive: months, days and hours by weight, inside or outside opening hours.

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use super::dice::{Dice, apportion};

/// Opening hours from one day on: weekdays (Monday 0, both included) with opening and closing minute.
pub struct Opening {
    /// First day, as year, month, day.
    pub from: (i32, u32, u32),
    /// First weekday, last weekday, minute of opening, minute of closing.
    pub spans: &'static [(u32, u32, u32, u32)],
}

/// How the contacts of a channel lie over the week and the day.
pub struct Pattern {
    /// Dated opening hours, oldest first; none means never open.
    pub openings: &'static [Opening],
    /// Weight per weekday, Monday first.
    pub weekday: [u64; 7],
    /// Weight per hour.
    pub hour: [u64; 24],
    /// Whether the line is closed on the fixed public holidays.
    pub holidays: bool,
}

/// Which minutes are wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Opening hours only.
    Open,
    /// All other minutes.
    Closed,
    /// Any minute.
    Always,
}

/// Fixed public holidays in Belgium, as month and day.
const HOLIDAYS: [(u32, u32); 7] = [(1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)];

impl Pattern {
    /// Whether a minute of a day lies in opening hours.
    pub fn is_open(&self, day: NaiveDate, minute: u32) -> bool {
        let weekday = day.weekday().num_days_from_monday();
        let holiday = self.holidays && HOLIDAYS.contains(&(day.month(), day.day()));
        let current = self.openings.iter().rev().find(|o| (day.year(), day.month(), day.day()) >= o.from);
        !holiday
            && current.is_some_and(|o| {
                o.spans
                    .iter()
                    .any(|(a, b, from, to)| (*a..=*b).contains(&weekday) && (*from..*to).contains(&minute))
            })
    }

    fn minutes(&self, when: When, day: NaiveDate, hour: u32) -> Vec<u32> {
        (hour * 60..hour * 60 + 60)
            .filter(|m| match when {
                When::Always => true,
                When::Open => self.is_open(day, *m),
                When::Closed => !self.is_open(day, *m),
            })
            .collect()
    }
}

/// A span of days over which contacts are spread.
#[derive(Clone, Copy)]
pub struct Span {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

impl Span {
    /// A calendar year, cut off at the left by a first day.
    pub fn year(year: i32, since: Option<NaiveDate>) -> Self {
        let from = day(year, 1, 1);
        Self { from: since.map_or(from, |s| s.max(from)), to: day(year, 12, 31) }
    }

    fn days(self) -> impl Iterator<Item = NaiveDate> {
        self.from.iter_days().take_while(move |d| *d <= self.to)
    }
}

/// A day of the calendar; an impossible one becomes the first day there is.
pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// Exactly `count` moments in a span, sorted. Months get their share by `month` exactly, in
/// proportion to the days of the month inside the span; inside a month, days and hours by chance.
pub fn moments(
    dice: &mut Dice,
    count: u64,
    span: Span,
    pattern: &Pattern,
    when: When,
    month: &dyn Fn(NaiveDate) -> u64,
) -> Vec<NaiveDateTime> {
    let mut months: Vec<Vec<NaiveDate>> = Vec::new();
    for day in span.days() {
        match months.last_mut() {
            Some(days) if days[0].month() == day.month() && days[0].year() == day.year() => days.push(day),
            _ => months.push(vec![day]),
        }
    }
    let weights: Vec<u64> = months
        .iter()
        .map(|days| {
            let reachable = days.iter().any(|d| (0..24).any(|h| !pattern.minutes(when, *d, h).is_empty()));
            if reachable { month(days[0]) * days.len() as u64 } else { 0 }
        })
        .collect();
    let mut found = Vec::new();
    for (days, count) in months.iter().zip(apportion(count, &weights)) {
        spread(dice, count, days, pattern, when, &mut found);
    }
    found.sort_unstable();
    found
}

fn spread(
    dice: &mut Dice,
    count: u64,
    days: &[NaiveDate],
    pattern: &Pattern,
    when: When,
    found: &mut Vec<NaiveDateTime>,
) {
    let mut slots: Vec<(u64, NaiveDate, Vec<u32>)> = Vec::new();
    let mut total = 0;
    for day in days {
        for hour in 0..24 {
            let minutes = pattern.minutes(when, *day, hour);
            let weekday = pattern.weekday[day.weekday().num_days_from_monday() as usize];
            let weight = minutes.len() as u64 * weekday * pattern.hour[hour as usize];
            if weight > 0 {
                total += weight;
                slots.push((total, *day, minutes));
            }
        }
    }
    for _ in 0..count {
        let throw = dice.below(total);
        let slot = slots.partition_point(|(up_to, _, _)| *up_to <= throw);
        let (_, day, minutes) = &slots[slot];
        let minute = minutes[usize::try_from(dice.below(minutes.len() as u64)).unwrap_or(0)];
        let second = u32::try_from(dice.below(60)).unwrap_or(0);
        found.extend(day.and_hms_opt(minute / 60, minute % 60, second));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFICE: Pattern = Pattern {
        openings: &[Opening { from: (2017, 1, 1), spans: &[(0, 4, 540, 1020)] }],
        weekday: [1; 7],
        hour: [1; 24],
        holidays: true,
    };

    #[test]
    fn moments_keep_to_opening_hours_or_out_of_them() {
        for (when, open) in [(When::Open, true), (When::Closed, false)] {
            let found = moments(&mut Dice::new("t"), 500, Span::year(2019, None), &OFFICE, when, &|_| 1);
            assert_eq!(found.len(), 500);
            assert!(found.is_sorted());
            for at in found {
                let minute = at.format("%H:%M").to_string();
                let weekend = at.date().weekday().num_days_from_monday() > 4;
                let holiday = HOLIDAYS.contains(&(at.month(), at.day()));
                let inside = !weekend && !holiday && minute.as_str() >= "09:00" && minute.as_str() < "17:00";
                assert_eq!(inside, open, "{at}");
            }
        }
    }

    #[test]
    fn months_get_their_share_exactly() {
        let span = Span { from: day(2019, 6, 16), to: day(2019, 7, 31) };
        let found = moments(&mut Dice::new("t"), 46, span, &OFFICE, When::Always, &|_| 1);
        assert_eq!(found.iter().filter(|at| at.month() == 6).count(), 15);
    }
}
