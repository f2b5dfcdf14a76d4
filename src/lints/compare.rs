//! Comparisons that do not hold: other lines at other stages, periods of unequal length.

use super::context::Context;
use super::lexicon;
use crate::base::{Findings, code};

/// Checks the comparisons of a sentence.
pub fn check(cx: &Context<'_>, findings: &mut Findings) {
    lines(cx, findings);
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
            "onder",
            "boven",
            "dubbele",
            "helft",
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
        cx.report(code::L14, 0, &message, "compare equal stages and units only", findings);
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
    let end = |i: usize| cx.word(i) == "eind" && cx.years.iter().any(|(j, _)| *j == i + 1);
    let other = cx.says(&["hele periode", "tot vandaag", "sinds de start"])
        || (0..cx.tokens().len()).any(end)
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
            code::L13,
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
        cx.report(code::L13, at, message, "name the population and the day it was counted", findings);
    }
}
