//! Events: contacts in the days of an event against the same days a year before and the four weeks
//! before, each with a 95 % interval.
//!
//! The change is that of contacts per day. Its interval is the large-sample one of a ratio of two
//! Poisson rates: the ratio times and divided by exp(1.96 √(1/a + 1/b)), where a and b are the two counts
//! (Rothman, Greenland and Lash, Modern Epidemiology, 2008).

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};

use super::event_guard::{Daily, Guard, Guarded, Window};
use super::{Context, event_notes};
use crate::base::{Num, Period};
use crate::config::{Chapter, Event, FigureId, dim};
use crate::measures::cube::{Col, Grouping, Spec};
use crate::measures::grid::{code_key, header, measure, plain};

use crate::measures::{Cell, Exact, Form, Header, Key, Label, Missing, NoteRef, Role, Table, TableKind};

/// Days, by month.
#[must_use]
pub fn spec() -> Spec {
    vec![Col::YearMonth, Col::Day, Col::Stage]
}

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

impl Effect<'_> {
    /// The days that it is compared with, by name.
    pub(super) fn baselines(&self) -> impl Iterator<Item = (&'static str, Window)> + use<> {
        let named = [("year_before", self.year_before), ("weeks_before", self.weeks_before)];
        named.into_iter().filter_map(|(name, window)| Some((name, window?)))
    }

    /// All its days.
    pub(super) fn windows(&self) -> impl Iterator<Item = Window> + use<> {
        [self.during].into_iter().chain(self.baselines().map(|(_, window)| window))
    }
}

/// The events that began in the report year and of which there is an effect.
pub(super) fn effects<'a>(cx: &Context<'a>) -> Vec<Effect<'a>> {
    all_effects(cx).filter(|e| e.event.from.year() == cx.year).collect()
}

/// Those of all events, whatever year they began in.
pub(super) fn all_effects<'a>(cx: &Context<'a>) -> impl Iterator<Item = Effect<'a>> {
    cx.line.events.iter().filter_map(|e| effect(cx, e))
}

/// The table, where an event that asks for it began in the report year.
pub fn table(cx: &Context<'_>) -> Option<Table> {
    let days = days(cx)?;
    let effects = effects(cx);
    if effects.is_empty() {
        return None;
    }
    // What the reports on other years print of the same days tells as well.
    let guard = Guard::new(&days, &all_effects(cx).flat_map(|e| e.windows()).collect());
    let (mut rows, mut cells) = (Vec::new(), Vec::new());
    for effect in &effects {
        let during = guard.count(effect.during);
        for (name, window) in effect.baselines() {
            let base = guard.count(window);
            rows.push(row(effect.event, name));
            cells.extend([during, base].map(|count| plain(count.exact())));
            cells.extend(change(during, length(effect.during), base, length(window)).map(plain));
        }
    }
    let notes = event_notes::notes(&cx.line.events, &effects);
    Some(of_events(cx, FigureId::Events, (rows, cols(cx), cells), notes))
}

/// A table on the events of the report year.
pub(super) fn of_events(
    cx: &Context<'_>,
    figure: FigureId,
    (rows, cols, cells): (Vec<Header>, Vec<Header>, Vec<Cell>),
    notes: Vec<NoteRef>,
) -> Table {
    Table {
        figure,
        chapter: Chapter::When,
        key: Key { stage: Some(cx.line.main_stage), period: Some(Period::Year(cx.year)), ..Key::default() },
        row_dim: Some(dim::EVENT.to_owned()),
        col_dim: None,
        kind: TableKind::Multi,
        form: Form::None,
        year: cx.year,
        rows,
        cols,
        cells,
        notes,
        annex: false,
        sums: Vec::new(),
    }
}

pub(super) fn row(event: &Event, baseline: &str) -> Header {
    let key = code_key(dim::EVENT, &event.id).join(&code_key(dim::BASELINE, baseline));
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
fn days(cx: &Context<'_>) -> Option<Daily> {
    let mut days = Daily::new();
    for (key, sums) in Grouping::iter(cx.cube.get(&spec())?) {
        if let Some(day) = day_of(cx, key) {
            *days.entry(day).or_default() += sums.n;
        }
    }
    Some(days)
}

/// The day of a key that begins as [`spec`] does, where it reaches the main stage.
pub(super) fn day_of(cx: &Context<'_>, key: &[u64]) -> Option<NaiveDate> {
    let (year, month) = cx.cube.year_month(key[0]);
    let day = NaiveDate::from_ymd_opt(year, u32::from(month), u32::try_from(key[1]).unwrap_or(0));
    day.filter(|_| Context::reaches(key[2], cx.line.main_stage))
}

fn length((from, to): Window) -> i64 {
    (to - from).num_days() + 1
}

/// The windows of an event that lasted longer than a day.
fn effect<'a>(cx: &Context<'_>, event: &'a Event) -> Option<Effect<'a>> {
    let during = (event.from, event.to);
    if !event.kind.has_effect() || !(2..=LONGEST).contains(&length(during)) {
        return None;
    }
    let first = NaiveDate::from_ymd_opt(cx.cube.first_year, 1, 1)?;
    let start = cx.line.since.map_or(first, |d| d.max(first));
    let end = cx.line.cut_off.get(&event.from.year()).copied().or(cx.line.until);
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
pub(super) fn percent(part: f64) -> Num {
    Num { scaled: (part * 1000.0).round() as i64, decimals: 1 }
}

/// Events that touch the report year, numbered in order of time, as notes of a monthly figure.
pub fn marks(cx: &Context<'_>) -> Vec<NoteRef> {
    marks_within(cx, (cx.year, 1), (cx.year, 12))
}

/// Events that touch the months from one to another, numbered in order of time.
pub fn marks_within(cx: &Context<'_>, from: (i32, u8), to: (i32, u8)) -> Vec<NoteRef> {
    let month = |d: NaiveDate| (d.year(), u8::try_from(d.month()).unwrap_or(0));
    let within = |e: &&Event| month(e.from) <= to && month(e.to) >= from;
    let mut notes = Vec::new();
    for (at, event) in cx.line.events.iter().filter(within).enumerate() {
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

    #[test]
    fn the_interval_is_that_of_the_formula() {
        // 150 in 20 days against 200 in 40: 1.5; 1/150 + 1/200 = 0.0116667, root 0.1080123, times 1.96
        // 0.2117042, exp 1.2357820; 1.5 / 1.2357820 = 1.2138063, 1.5 × 1.2357820 = 1.8536730.
        let [ratio, low, high] = ratio_interval(150, 20, 200, 40);
        assert_eq!([ratio, low, high].map(|r| percent(r - 1.0).to_string()), ["50.0", "21.4", "85.4"]);
    }
}
