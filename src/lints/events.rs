//! L17: the effect of an event without window and baseline, and L05: one that is not the published effect.

use super::context::Context;
use super::facts::Fact;
use super::lexicon;
use super::text::Placed;
use crate::base::{Findings, code};
use crate::words::wording::Ratio;

const EVENTS: [&str; 12] = [
    "campagne",
    "campagnes",
    "uitzending",
    "documentaire",
    "media-aandacht",
    "persaandacht",
    "lockdown",
    "reportage",
    "affiches",
    "tv-programma",
    "mediacampagne",
    "nieuwsberichten",
];

/// The event of the line that is named.
fn named<'a>(cx: &Context<'a>) -> Option<&'a str> {
    let words: Vec<&str> = cx.tokens().iter().filter_map(Placed::word).collect();
    let lexicon = &cx.ground.lexicon;
    let says = |name: &[String]| words.windows(name.len()).any(|w| w == name);
    lexicon.events.iter().find(|(name, _)| !name.is_empty() && says(name)).map(|(_, id)| id.as_str())
}

/// Checks what is said of an event.
pub fn check(cx: &Context<'_>, findings: &mut Findings) {
    let event = named(cx);
    if !(cx.has(&EVENTS) || event.is_some()) || cx.directions.is_empty() {
        return;
    }
    let sized = (0..cx.tokens().len()).find(|i| cx.tokens()[*i].number().is_some_and(|n| n.percent));
    let Some(at) = sized.filter(|at| !of_year(cx, *at)) else { return };
    let window = cx.has(&["week", "weken", "dagen", "maand", "maanden"])
        || cx.tokens().iter().filter_map(Placed::word).any(|w| lexicon::month(w).is_some());
    let baseline = cx.has(&["tegenover", "vergeleken", "opzichte", "dan", "voordien", "ervoor"]);
    if window && baseline {
        return effect(cx, at, event, findings);
    }
    let message = "an effect of an event without the days it was measured over and what it is compared with";
    let hint = "name the window and the same window of the year before";
    cx.report(code::L17, cx.directions[0].0, message, hint, findings);
}

/// Whether the percentage is the change of a year that is named: *de groei van 49 % in 2020*.
fn of_year(cx: &Context<'_>, at: usize) -> bool {
    let Some(typed) = cx.tokens()[at].number() else { return false };
    let subjects = super::changes::subjects(cx, at);
    let meets = |c: Ratio| {
        super::changes::percent(c, typed.value.decimals)
            .is_some_and(|n| n.scaled.abs() == typed.value.scaled.abs())
    };
    let years = cx.years.iter().map(|(_, y)| *y);
    let mut changes = years.flat_map(|y| subjects.iter().filter_map(move |f| cx.facts().change(f, y - 1, y)));
    changes.any(meets)
}

/// L05: the published effect of the event is another.
fn effect(cx: &Context<'_>, at: usize, event: Option<&str>, findings: &mut Findings) {
    let (Some(event), Some(typed)) = (event, cx.tokens()[at].number()) else { return };
    let of = |f: &&Fact| {
        matches!(f.figure.as_str(), "events" | "events-beside-control")
            && f.dims.get("event").is_some_and(|e| e == event)
    };
    let published: Vec<&Fact> = cx.facts().all.iter().filter(of).filter(|f| f.unit == "percent").collect();
    let says = |f: &&&Fact| {
        let n = f.value.number().map(Ratio::of);
        n.and_then(|r| Ratio(r.0.abs(), r.1).rounded(typed.value.decimals)).map(|n| n.scaled)
            == Some(typed.value.scaled.abs())
    };
    if published.iter().any(|f| says(&f)) || !cx.mentions.is_empty() || !cx.has(&["dag", "dagen"]) {
        return;
    }
    let day = |f: &&&Fact| {
        f.measure == "daily_change" && f.dims.get("baseline").is_some_and(|b| b == "year_before")
    };
    if let Some(n) = published.iter().find(day).and_then(|f| f.value.number()) {
        let message = format!("claimed {} %, computed {n} % (events, {event})", typed.value);
        cx.report(code::L05, at, &message, "take the change by day of the table of events", findings);
    }
}
