//! L17: the effect of an event without window and baseline, and L05: one that is not the published effect.

use crate::base::{Findings, code};
use crate::claims::read::change::percent;
use crate::claims::read::event::EventEffect;
use crate::claims::resolve::context::Context;
use crate::claims::resolve::facts::Fact;
use crate::claims::resolve::subjects::subjects;
use crate::config::{FigureId, dim};
use crate::words::wording::Ratio;

/// Checks what is said of an event.
pub fn check(cx: &Context<'_>, claim: &EventEffect<'_>, findings: &mut Findings) {
    if of_year(cx, claim.at) {
        return;
    }
    if claim.bounded {
        return effect(cx, claim.at, claim.event, findings);
    }
    let message = "an effect of an event without the days it was measured over and what it is compared with";
    let hint = "name the window and the same window of the year before";
    cx.report(code::L17, claim.direction, message, hint, findings);
}

/// Whether the percentage is the change of a year that is named: *de groei van 49 % in 2020*.
fn of_year(cx: &Context<'_>, at: usize) -> bool {
    let Some(typed) = cx.said.tokens()[at].number() else { return false };
    let subjects = subjects(cx, at);
    let meets = |c: Ratio| {
        percent(c, typed.value.decimals).is_some_and(|n| n.scaled.abs() == typed.value.scaled.abs())
    };
    let years = cx.said.years.iter().map(|(_, y)| *y);
    let mut changes = years.flat_map(|y| subjects.iter().filter_map(move |f| cx.facts().change(f, y - 1, y)));
    changes.any(meets)
}

/// L05: the published effect of the event is another.
fn effect(cx: &Context<'_>, at: usize, event: Option<&str>, findings: &mut Findings) {
    let (Some(event), Some(typed)) = (event, cx.said.tokens()[at].number()) else { return };
    let of = |f: &&Fact| {
        (FigureId::Events.is(&f.figure) || FigureId::EventsBesideControl.is(&f.figure))
            && f.dims.get(dim::EVENT).is_some_and(|e| e == event)
    };
    let published: Vec<&Fact> = cx.facts().all.iter().filter(of).filter(|f| f.unit == "percent").collect();
    let says = |f: &&&Fact| {
        let n = f.value.number().map(Ratio::of);
        n.and_then(|r| Ratio(r.0.abs(), r.1).rounded(typed.value.decimals)).map(|n| n.scaled)
            == Some(typed.value.scaled.abs())
    };
    if published.iter().any(|f| says(&f))
        || !cx.said.mentions.is_empty()
        || !cx.said.has(&cx.said.lexicon.event.days)
    {
        return;
    }
    let day = |f: &&&Fact| {
        f.measure == "daily_change" && f.dims.get(dim::BASELINE).is_some_and(|b| b == "year_before")
    };
    if let Some(n) = published.iter().find(day).and_then(|f| f.value.number()) {
        let message = format!("claimed {} %, computed {n} % (events, {event})", typed.value);
        cx.report(code::L05, at, &message, "take the change by day of the table of events", findings);
    }
}
