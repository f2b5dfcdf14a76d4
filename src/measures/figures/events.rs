//! Events: contacts in the days of an event against the same days a year before and the four weeks
//! before, each with a 95 % interval.
//!
//! The change is that of contacts per day. Its interval is the large-sample one of a ratio of two
//! Poisson rates: the ratio times and divided by exp(1.96 √(1/a + 1/b)), where a and b are the two counts
//! (Rothman, Greenland and Lash, Modern Epidemiology, 2008).

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};

use super::{Context, event_notes};
use crate::config::{Chapter, Event};
use crate::measures::cube::{Col, Grouping, Spec};
use crate::measures::grid::{code_key, header, measure, plain};
use crate::measures::{
    Exact, Form, Header, Key, Label, Missing, NoteRef, Num, Period, Role, Table, TableKind,
};

/// Days, by month.
#[must_use]
pub fn spec() -> Spec {
    vec![Col::YearMonth, Col::Day, Col::Stage]
}

/// First and last day.
pub(super) type Window = (NaiveDate, NaiveDate);

/// Days of the weeks before.
const WEEKS_BEFORE: u64 = 28;
/// An event that lasts longer says nothing about a moment.
const LONGEST: i64 = 120;

/// One event with its windows; a baseline outside the days counted is left out.
pub(super) struct Effect<'a> {
    pub(super) event: &'a Event,
    pub(super) during: Window,
    pub(super) year_before: Option<Window>,
    pub(super) weeks_before: Option<Window>,
}

/// The table, where an event that asks for it began in the report year.
pub fn tables(cx: &Context<'_>) -> Option<Table> {
    let days = days(cx)?;
    let effects: Vec<Effect<'_>> = cx.line.events.iter().filter_map(|e| effect(cx, e)).collect();
    if effects.is_empty() {
        return None;
    }
    let guard = Guard::new(&days, &effects);
    let (mut rows, mut cells) = (Vec::new(), Vec::new());
    for effect in &effects {
        let during = guard.count(effect.during);
        for (name, window) in [("year_before", effect.year_before), ("weeks_before", effect.weeks_before)] {
            let Some(window) = window else { continue };
            let base = guard.count(window);
            rows.push(row(effect.event, name));
            cells.extend([during, base].map(|count| plain(count.exact())));
            cells.extend(change(during, length(effect.during), base, length(window)).map(plain));
        }
    }
    Some(Table {
        figure: "events".to_owned(),
        chapter: Chapter::When,
        key: Key { stage: Some(cx.line.main_stage), period: Some(Period::Year(cx.year)), ..Key::default() },
        row_dim: Some("event".to_owned()),
        col_dim: None,
        kind: TableKind::Multi,
        form: Form::None,
        year: cx.year,
        rows,
        cols: cols(cx),
        cells,
        notes: event_notes::notes(&cx.line.events, &effects),
        annex: false,
    })
}

fn row(event: &Event, baseline: &str) -> Header {
    let key = code_key("event", &event.id).join(&code_key("baseline", baseline));
    header(key, Label::Word(format!("baseline.{baseline}:code:event:{}", event.id)), Role::Body)
}

fn cols(cx: &Context<'_>) -> Vec<Header> {
    let unit = cx.line.unit(cx.line.main_stage);
    let col =
        |name: &str, unit: &str, role| header(measure(name, unit), Label::Word(format!("col.{name}")), role);
    let mut cols = vec![col("during_event", unit, Role::Body), col("baseline", unit, Role::Body)];
    cols.extend(
        ["daily_change", "daily_change_low", "daily_change_high"].map(|n| col(n, "percent", Role::Derived)),
    );
    cols
}

/// Contacts of the main stage per day.
fn days(cx: &Context<'_>) -> Option<BTreeMap<NaiveDate, u64>> {
    let mut days = BTreeMap::new();
    for (key, sums) in Grouping::iter(cx.cube.get(&spec())?) {
        let (year, month) = cx.cube.year_month(key[0]);
        let day = NaiveDate::from_ymd_opt(year, u32::from(month), u32::try_from(key[1]).unwrap_or(0));
        if let Some(day) = day.filter(|_| Context::reaches(key[2], cx.line.main_stage)) {
            *days.entry(day).or_default() += sums.n;
        }
    }
    Some(days)
}

fn length((from, to): Window) -> i64 {
    (to - from).num_days() + 1
}

/// The windows of an event that began in the report year and lasted longer than a day.
fn effect<'a>(cx: &Context<'_>, event: &'a Event) -> Option<Effect<'a>> {
    let during = (event.from, event.to);
    if !event.kind.has_effect() || event.from.year() != cx.year || !(2..=LONGEST).contains(&length(during)) {
        return None;
    }
    let first = NaiveDate::from_ymd_opt(cx.cube.first_year, 1, 1)?;
    let start = cx.line.since.map_or(first, |d| d.max(first));
    let end = cx.line.cut_off.get(&cx.year).copied().or(cx.line.until);
    if end.is_some_and(|end| event.to > end) || event.from < start {
        return None;
    }
    let whole = |window: Window| Some(window).filter(|w| w.0 >= start);
    // The 29th of February has no day a year before: the 28th stands for it.
    let year_earlier =
        |d: NaiveDate| d.with_year(d.year() - 1).or_else(|| NaiveDate::from_ymd_opt(d.year() - 1, 2, 28));
    let year_before = year_earlier(event.from).zip(year_earlier(event.to)).and_then(whole);
    let weeks_before =
        event.from.checked_sub_days(Days::new(WEEKS_BEFORE)).zip(event.from.pred_opt()).and_then(whole);
    // Without a baseline a number says nothing of an effect.
    (year_before.is_some() || weeks_before.is_some()).then_some(Effect {
        event,
        during,
        year_before,
        weeks_before,
    })
}

/// A count, and the smallest count that its publication would give away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Guarded {
    n: u64,
    smallest: u64,
}

impl Guarded {
    /// A count that is withheld when it, or what it gives away, is small.
    fn exact(self) -> Exact {
        match (self.n, self.smallest) {
            (0, 0) => Exact::Count(0),
            (n, smallest) => Exact::Stat { value: Num::int(n), n: smallest },
        }
    }
}

/// Knows what else is published about days: months, and the other windows.
struct Guard<'a> {
    days: &'a BTreeMap<NaiveDate, u64>,
    windows: Vec<Window>,
}

impl<'a> Guard<'a> {
    fn new(days: &'a BTreeMap<NaiveDate, u64>, effects: &[Effect<'_>]) -> Self {
        let windows =
            effects.iter().flat_map(|e| [Some(e.during), e.year_before, e.weeks_before]).flatten().collect();
        Self { days, windows }
    }

    fn sum(&self, (from, to): Window) -> u64 {
        if from > to { 0 } else { self.days.range(from..=to).map(|(_, n)| n).sum() }
    }

    /// The count of a window, with the smallest of: itself, what is left of the months that it touches,
    /// what is left of it outside the months that it holds, and its difference with a window around or
    /// inside it. Nothing at all gives nothing away.
    fn count(&self, window: Window) -> Guarded {
        let n = self.sum(window);
        let (outer, inner) = (months_around(window), months_inside(window));
        let mut pieces = vec![n, self.sum(outer) - n];
        pieces.extend(inner.map(|months| n - self.sum(months)));
        for other in &self.windows {
            if other.0 <= window.0 && window.1 <= other.1 {
                pieces.push(self.sum(*other) - n);
            } else if window.0 <= other.0 && other.1 <= window.1 {
                pieces.push(n - self.sum(*other));
            }
        }
        Guarded { n, smallest: pieces.into_iter().filter(|p| *p > 0).min().unwrap_or(0) }
    }
}

/// First day of a date's month, and of the month after.
fn month_of(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let first = day.with_day(1).unwrap_or(day);
    (first, first.checked_add_months(chrono::Months::new(1)).unwrap_or(first))
}

fn months_around((from, to): Window) -> Window {
    (month_of(from).0, month_of(to).1.pred_opt().unwrap_or(to))
}

fn months_inside((from, to): Window) -> Option<Window> {
    let first = if from.day() == 1 { from } else { month_of(from).1 };
    let next = to.succ_opt()?;
    let last = if next.day() == 1 { to } else { month_of(to).0.pred_opt()? };
    (first <= last).then_some((first, last))
}

/// Change of contacts per day in percent, with both ends of its interval; withheld as soon as one of the
/// two counts is.
fn change(during: Guarded, days: i64, base: Guarded, base_days: i64) -> [Exact; 3] {
    let n = during.smallest.min(base.smallest);
    if during.n == 0 || base.n == 0 {
        return [(); 3].map(|()| Exact::Missing(Missing::Undefined));
    }
    let [ratio, low, high] = ratio_interval(during.n, days, base.n, base_days);
    [ratio, low, high].map(|r| Exact::Stat { value: percent(r - 1.0), n })
}

/// Ratio of two rates per day, and both ends of its 95 % interval.
#[expect(clippy::cast_precision_loss, reason = "counts of contacts are far below 2^53")]
fn ratio_interval(a: u64, days: i64, b: u64, base_days: i64) -> [f64; 3] {
    let (a, b) = (a as f64, b as f64);
    let ratio = (a / days as f64) / (b / base_days as f64);
    let factor = (1.96 * (1.0 / a + 1.0 / b).sqrt()).exp();
    [ratio, ratio / factor, ratio * factor]
}

/// A part of one as a percentage with one decimal.
#[expect(clippy::cast_possible_truncation, reason = "a ratio of counts, times a thousand")]
fn percent(part: f64) -> Num {
    Num { scaled: (part * 1000.0).round() as i64, decimals: 1 }
}

/// Events that touch the report year, numbered in order of time, as notes of a monthly figure.
pub fn marks(cx: &Context<'_>) -> Vec<NoteRef> {
    let year = |e: &&Event| (e.from.year()..=e.to.year()).contains(&cx.year);
    let mut notes = Vec::new();
    for (at, event) in cx.line.events.iter().filter(year).enumerate() {
        let mut args = BTreeMap::from([
            ("n".to_owned(), (at + 1).to_string()),
            ("event".to_owned(), format!("code:event:{}", event.id)),
            ("from".to_owned(), format!("date:{}", event.from)),
        ]);
        if event.to > event.from {
            args.insert("to".to_owned(), format!("date:{}", event.to));
        }
        let id = if event.to > event.from { "event" } else { "event-day" };
        notes.push(NoteRef { id: id.to_owned(), args });
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_interval_is_that_of_the_formula() {
        // 150 in 20 days against 200 in 40: 1.5; 1/150 + 1/200 = 0.0116667, root 0.1080123, times 1.96
        // 0.2117042, exp 1.2357820; 1.5 / 1.2357820 = 1.2138063, 1.5 × 1.2357820 = 1.8536730.
        let [ratio, low, high] = ratio_interval(150, 20, 200, 40);
        assert_eq!([ratio, low, high].map(|r| percent(r - 1.0).to_string()), ["50.0", "21.4", "85.4"]);
    }

    #[test]
    fn months_around_and_inside_a_window() {
        let window = (day("2023-09-18"), day("2023-12-31"));
        assert_eq!(months_around(window), (day("2023-09-01"), day("2023-12-31")));
        assert_eq!(months_inside(window), Some((day("2023-10-01"), day("2023-12-31"))));
        assert_eq!(months_inside((day("2023-09-05"), day("2023-09-26"))), None);
        assert_eq!(
            months_inside((day("2023-09-01"), day("2023-09-30"))),
            Some((day("2023-09-01"), day("2023-09-30")))
        );
    }

    #[test]
    fn a_window_that_leaves_a_small_rest_of_its_month_is_withheld() {
        // Ten contacts a day from 2 to 29 September, three on the 30th: the month's total less the window
        // would be three.
        let mut days: BTreeMap<NaiveDate, u64> =
            (2..=29).map(|d| (day(&format!("2023-09-{d:02}")), 10)).collect();
        days.insert(day("2023-09-30"), 3);
        let guard = Guard { days: &days, windows: Vec::new() };
        let found = guard.count((day("2023-09-02"), day("2023-09-29")));
        assert_eq!(found, Guarded { n: 280, smallest: 3 });
        assert_eq!(guard.count((day("2023-09-01"), day("2023-09-30"))), Guarded { n: 283, smallest: 283 });
        let around = Guard { days: &days, windows: vec![(day("2023-09-02"), day("2023-09-11"))] };
        assert_eq!(around.count((day("2023-09-02"), day("2023-09-12"))), Guarded { n: 110, smallest: 10 });
    }
}
