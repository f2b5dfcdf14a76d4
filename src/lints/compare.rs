//! Comparisons that do not hold: other lines at other stages, events without a window, periods of
//! unequal length.

use super::context::Context;
use super::lexicon;
use super::text::Placed;
use crate::diagnostics::Findings;

/// Checks the comparisons of a sentence.
pub fn check(cx: &Context<'_>, findings: &mut Findings) {
    lines(cx, findings);
    events(cx, findings);
    periods(cx, findings);
    inhabitants(cx, findings);
}

/// L14: numbers of lines that count different things.
fn lines(cx: &Context<'_>, findings: &mut Findings) {
    let compares = !cx.directions.is_empty()
        || cx.has(&[
            "tegenover",
            "vergeleken",
            "evenveel",
            "dubbel",
            "keer",
            "maal",
            "meer",
            "minder",
            "dan",
        ]);
    let numbers = cx
        .tokens()
        .iter()
        .enumerate()
        .any(|(i, t)| t.number().is_some() && !cx.years.iter().any(|(j, _)| *j == i));
    if !compares || !numbers && cx.directions.is_empty() {
        return;
    }
    let own = cx.ground.line;
    for position in &cx.others {
        let other = &cx.ground.lines[*position];
        let (a, b) = (own.unit(own.main_stage), other.unit(other.main_stage));
        if own.main_stage == other.main_stage && a == b {
            continue;
        }
        let message = format!(
            "{} counts {} {a}s, {} counts {} {b}s: these are not compared",
            own.name,
            own.main_stage.id(),
            other.name,
            other.main_stage.id()
        );
        cx.report("L14", 0, &message, "compare equal stages and units only", findings);
    }
}

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

/// L17: the effect of an event without window and baseline.
fn events(cx: &Context<'_>, findings: &mut Findings) {
    if !cx.has(&EVENTS) || cx.directions.is_empty() {
        return;
    }
    let sized = cx.tokens().iter().any(|t| t.number().is_some_and(|n| n.percent));
    let window = cx.has(&["week", "weken", "dagen", "maand", "maanden"])
        || cx.tokens().iter().filter_map(Placed::word).any(|w| lexicon::month(w).is_some());
    let baseline = cx.has(&["tegenover", "vergeleken", "opzichte", "dan", "voordien", "ervoor"]);
    if sized && !(window && baseline) {
        let at = cx.directions[0].0;
        let message =
            "an effect of an event without the days it was measured over and what it is compared with";
        cx.report("L17", at, message, "name the window and the same window of the year before", findings);
    }
}

/// L13: periods of unequal length in one sentence.
fn periods(cx: &Context<'_>, findings: &mut Findings) {
    // *Tot en met november 2020*: a period that ends within a year.
    let cut = (0..cx.tokens().len()).find(|i| {
        let before = (i.saturating_sub(3)..*i).any(|j| cx.word(j) == "tot" || cx.word(j) == "eind");
        before && lexicon::month(cx.word(*i)).is_some_and(|m| m < 12)
    });
    let Some(at) = cut else { return };
    let month_year = cx.years.iter().find(|(i, _)| *i == at + 1).map(|(_, y)| *y);
    let other = cx.says(&["hele periode", "eind 2020", "tot vandaag", "sinds de start"])
        || cx.years.iter().any(|(i, y)| {
            *i != at + 1
                && Some(*y) != month_year
                && !["van", "vanaf", "sinds", "mei", "januari"].contains(&cx.word(i.wrapping_sub(1)))
        });
    let numbers = cx
        .tokens()
        .iter()
        .enumerate()
        .filter(|(i, t)| {
            t.number().is_some_and(|n| n.percent || n.value.scaled >= 10)
                && !cx.years.iter().any(|(j, _)| j == i)
        })
        .count();
    if other && numbers >= 2 {
        let message = "numbers of periods of unequal length stand side by side";
        cx.report(
            "L13",
            at,
            message,
            "give them for the same period, or in sentences of their own",
            findings,
        );
    }
}

/// L13: a number by inhabitants without saying which.
fn inhabitants(cx: &Context<'_>, findings: &mut Findings) {
    let Some(at) = (0..cx.tokens().len()).find(|i| ["inwoners", "inwoner"].contains(&cx.word(*i))) else {
        return;
    };
    let per = cx.has(&["per"]);
    let said = cx.has(&["bevolking", "statbel", "januari"]) || !cx.years.is_empty();
    if per && !said {
        let message = "a rate by inhabitants without population and its date";
        cx.report("L13", at, message, "name the population and the day it was counted", findings);
    }
}
