//! Events beside what they did not touch: how all other contacts changed, divided by how the control did.
//!
//! The four counts are of different contacts: the others and the control, during the event and in the days
//! it is compared with, so the days cancel out. The interval is that of a ratio of two ratios, whose
//! logarithms are independent (Altman and Bland, Interaction revisited, BMJ 2003;326:219): the ratio times
//! and divided by exp(1.96 √(1/a + 1/b + 1/c + 1/d)). A control line beside an interrupted series is
//! described by Lopez Bernal, Cummins and Gasparrini, Int J Epidemiol 2018;47:2082.
//!
//! The control is a part of the line: another line would have days of its own to protect, in reports that
//! this line knows nothing of.

use std::collections::{BTreeMap, BTreeSet};

use super::event_guard::{Daily, Guard, Guarded, Window};
use super::events::{Effect, all_effects, day_of, effects, of_events, percent, row, spec};
use super::{Context, column_of, event_notes};
use crate::config::{Control, FigureId, Helpline, Method, dim};
use crate::measures::cube::{Grouping, Spec};
use crate::measures::grid::{code_key, header, measure, plain};
use crate::measures::{Cell, Exact, Header, Label, Missing, Role, Table};

/// Days by what the controls of a line are codes of.
pub fn specs(line: &Helpline) -> impl Iterator<Item = (&str, Spec)> {
    line.events.iter().filter_map(|e| e.control.as_ref()).map(|c| (c.dim.as_str(), spec_of(&c.dim)))
}

fn spec_of(dim: &str) -> Spec {
    let mut spec = spec();
    spec.push(column_of(dim));
    spec
}

/// An event with its control, and the days it is compared with in which the control was there.
pub(super) struct Beside<'a> {
    pub(super) effect: Effect<'a>,
    pub(super) control: &'a Control,
    baselines: Vec<(&'static str, Window)>,
}

impl Beside<'_> {
    /// All its days.
    pub(super) fn windows(&self) -> impl Iterator<Item = Window> {
        [self.effect.during].into_iter().chain(self.baselines.iter().map(|(_, window)| *window))
    }
}

/// The table, where an event of the report year has a control. Rounded counts are not set beside each
/// other: of three numbers that belong together each tells something of the others.
pub fn table(cx: &Context<'_>) -> Option<Table> {
    if matches!(cx.line.protection.method, Method::Rounding { .. }) {
        return None;
    }
    let all: Vec<Beside<'_>> = effects(cx).into_iter().filter_map(|e| beside(cx, e)).collect();
    let of_all_years: Vec<Beside<'_>> = all_effects(cx).filter_map(|e| beside(cx, e)).collect();
    let (mut rows, mut cells) = (Vec::new(), Vec::new());
    for one in &all {
        let Some(counts) = Counts::of(cx, one, &of_all_years) else { continue };
        let during = counts.of_window(one.effect.during);
        for (name, window) in &one.baselines {
            let base = counts.of_window(*window);
            rows.push(row_of(one, name));
            let pairs = [during[0], base[0], during[1], base[1]];
            cells.extend(pairs.map(|count| plain(count.exact())));
            cells.extend(change(pairs));
        }
    }
    let notes = event_notes::beside(&cx.line.events, &all);
    (!rows.is_empty()).then(|| of_events(cx, FigureId::EventsBesideControl, (rows, cols(cx), cells), notes))
}

/// The event with its control, when that was there during it and in days it is compared with.
fn beside<'a>(cx: &Context<'a>, effect: Effect<'a>) -> Option<Beside<'a>> {
    let control = effect.event.control.as_ref()?;
    let (since, until) = match control.dim.as_str() {
        "channel" => cx.line.channels.iter().find(|c| c.id == control.code).map(|c| (c.since, c.until))?,
        dim => {
            let codes = &cx.line.dimension(dim)?.codes.codes;
            codes.iter().find(|c| c.id == control.code).map(|c| (c.since, c.until))?
        }
    };
    // Where the code got another meaning in between, the two counts are not of the same.
    let changes = cx.line.dimension(&control.dim).map(|d| d.codes.changes.as_slice()).unwrap_or_default();
    let changed =
        |from, to| changes.iter().any(|c| c.codes.contains(&control.code) && from < c.from && c.from <= to);
    let last = effect.during.1;
    let whole = |from| since.is_none_or(|d| d <= from) && until.is_none_or(|d| d >= last);
    let usable = |(_, window): &(&str, Window)| whole(window.0) && !changed(window.0, last);
    let baselines: Vec<(&'static str, Window)> = effect.baselines().filter(usable).collect();
    (!baselines.is_empty()).then_some(Beside { effect, control, baselines })
}

fn row_of(one: &Beside<'_>, baseline: &str) -> Header {
    let Header { key, label, role } = row(one.effect.event, baseline);
    // Only names the control: the same event has no other.
    let control = format!("{}.{}", one.control.dim, one.control.code);
    header(key.join(&code_key(dim::CONTROL, &control)), label, role)
}

fn cols(cx: &Context<'_>) -> Vec<Header> {
    let unit = cx.line.unit(cx.line.main_stage);
    let counted = [
        ("others", "during_event"),
        ("others", "baseline"),
        ("control", "during_event"),
        ("control", "baseline"),
    ];
    let count = |(compared, name): (&str, &str)| {
        let key = measure(name, unit).join(&code_key(dim::COMPARED, compared));
        header(key, Label::Word(format!("col.{name}.{compared}")), Role::Body)
    };
    let derived =
        |name: &str| header(measure(name, "percent"), Label::Word(format!("col.{name}")), Role::Derived);
    let derived = ["control_change", "control_change_low", "control_change_high"].map(derived);
    counted.map(count).into_iter().chain(derived).collect()
}

/// Knows how many came in a window, of the others and of the control.
struct Counts {
    guarded: BTreeMap<Window, [Guarded; 2]>,
}

impl Counts {
    /// The counts of an event. What one of the two gives away holds for both: their sum is published.
    fn of(cx: &Context<'_>, one: &Beside<'_>, all: &[Beside<'_>]) -> Option<Self> {
        let daily = daily(cx, &one.control.dim)?;
        let place = |code: &str| match one.control.dim.as_str() {
            "channel" => cx.line.channels.iter().position(|c| c.id == code),
            dim => cx.line.dimension(dim)?.codes.position(code),
        };
        let alike: Vec<&Beside<'_>> = all.iter().filter(|b| b.control.dim == one.control.dim).collect();
        let codes: BTreeSet<u64> =
            alike.iter().filter_map(|b| u64::try_from(place(&b.control.code)?).ok()).collect();
        let own = u64::try_from(place(&one.control.code)?).ok()?;
        let control = sum(&daily, |code| code == own);
        let others = sum(&daily, |code| code != own);
        // Beside several controls of one kind: what is none of them.
        let neither = sum(&daily, |code| !codes.contains(&code));
        let shared: BTreeSet<Window> = alike.iter().flat_map(|b| b.windows()).collect();
        let same = alike.iter().filter(|b| b.control == one.control);
        let windows: BTreeSet<Window> = same.flat_map(|b| b.windows()).collect();
        let guards =
            [Guard::new(&others, &windows), Guard::new(&control, &windows), Guard::new(&neither, &shared)];
        let joint = |window: Window| {
            let counts = guards.each_ref().map(|g| g.count(window));
            let smallest = counts.iter().map(|c| c.smallest).filter(|n| *n > 0).min().unwrap_or(0);
            (window, [counts[0], counts[1]].map(|c| Guarded { smallest, ..c }))
        };
        Some(Self { guarded: one.windows().map(joint).collect() })
    }

    fn of_window(&self, window: Window) -> [Guarded; 2] {
        self.guarded.get(&window).copied().unwrap_or([Guarded { n: 0, smallest: 0 }; 2])
    }
}

/// Contacts of the main stage by code and day.
fn daily(cx: &Context<'_>, dim: &str) -> Option<BTreeMap<u64, Daily>> {
    let mut daily: BTreeMap<u64, Daily> = BTreeMap::new();
    for (key, sums) in Grouping::iter(cx.cube.get(&spec_of(dim))?) {
        if let Some(day) = day_of(cx, key) {
            *daily.entry(key[3]).or_default().entry(day).or_default() += sums.n;
        }
    }
    Some(daily)
}

fn sum(daily: &BTreeMap<u64, Daily>, wanted: impl Fn(u64) -> bool) -> Daily {
    let mut sum = Daily::new();
    for (day, n) in daily.iter().filter(|(code, _)| wanted(**code)).flat_map(|(_, days)| days) {
        *sum.entry(*day).or_default() += n;
    }
    sum
}

/// Change of the others beside that of the control in percent, with both ends of its interval; withheld as
/// soon as one of the four counts is.
fn change(counts: [Guarded; 4]) -> [Cell; 3] {
    let n = counts.iter().map(|c| c.smallest).min().unwrap_or(0);
    let changes = match ratio_interval(counts.map(|c| c.n)) {
        None => [(); 3].map(|()| Exact::Missing(Missing::Undefined)),
        Some(ratios) => ratios.map(|r| Exact::Stat { value: percent(r - 1.0), n }),
    };
    changes.map(plain)
}

/// The ratio of the ratios a : b and c : d, and both ends of its 95 % interval.
#[expect(clippy::cast_precision_loss, reason = "counts of contacts are far below 2^53")]
fn ratio_interval(counts: [u64; 4]) -> Option<[f64; 3]> {
    if counts.contains(&0) {
        return None;
    }
    let [a, b, c, d] = counts.map(|n| n as f64);
    let ratio = (a / b) / (c / d);
    let factor = (1.96 * (1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d).sqrt()).exp();
    Some([ratio, ratio / factor, ratio * factor])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_that_of_two_ratios() {
        // (120 / 80) / (30 / 40) = 2; 1/120 + 1/80 + 1/30 + 1/40 = 0.0791667, root 0.2813657, times 1.96
        // 0.5514768, exp 1.7358145: 1.1521969 and 3.4716290.
        let found = ratio_interval([120, 80, 30, 40]).unwrap();
        assert_eq!(found.map(|r| percent(r - 1.0).to_string()), ["100.0", "15.2", "247.2"]);
        assert_eq!(ratio_interval([120, 80, 0, 40]), None);
    }
}
