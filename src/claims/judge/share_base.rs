//! Shares whose base or rest is not named, and words such as *nauwelijks*.

use super::labels::percent;
use crate::base::{Findings, code};
use crate::claims::read::rate::Rate;
use crate::claims::read::share::{Share, about};
use crate::claims::resolve::ambiguity;
use crate::claims::resolve::context::Context;
use crate::claims::resolve::rate_cells::rates;

/// L07: a percentage of nothing that is named.
pub fn baseless(cx: &Context<'_>, share: &Share, findings: &mut Findings) {
    let first = cx.said.before.is_empty();
    // *60 % van de medewerkers*: a base, though none that is counted here.
    let of = |j: usize| {
        cx.said.lexicon.particle.of.has(cx.said.word(j))
            && !cx.said.lexicon.share.of_the.has(cx.said.word(j + 2))
    };
    let based = (share.at + 1..share.at + 4).any(|j| of(j) && !cx.said.word(j + 1).is_empty());
    let typed = cx.said.tokens()[share.at].number();
    let printed = typed.is_some_and(|n| ambiguity::percentage(cx, n.value));
    // *84 % ging over …*: of what, is not said, be it printed or not.
    if based || (printed && !about(&cx.said) && !cx.said.certain(share.at)) {
        return;
    }
    let whole = share.claimed.0 == share.claimed.1;
    if share.decimals.is_some()
        && !whole
        && cx.said.units.is_empty()
        && first
        && cx.said.directions.is_empty()
        && cx.said.others.is_empty()
    {
        let message = format!("{} of what? neither base nor figure is named", share.shown);
        cx.report(
            code::L07,
            share.at,
            &message,
            "say what it is a share of: *van de oproepen in 2023*",
            findings,
        );
    }
}

/// L08: a list of shares that seems complete and is not.
pub fn closing(cx: &Context<'_>, shares: &[Share], findings: &mut Findings) {
    let mut listed: Vec<&Share> = shares.iter().filter(|s| s.decimals.is_some()).collect();
    let all = cx.said.says(&cx.said.lexicon.share.closes);
    let sum = |list: &[&Share]| -> i128 { list.iter().map(|s| 10_000 * s.claimed.0 / s.claimed.1).sum() };
    // *84 % …: 58 %, 14 %, …*: the first is the sum of the others.
    if listed.len() > 2 && (sum(&listed[..1]) - sum(&listed[1..])).abs() <= 100 {
        listed.remove(0);
    }
    let few = listed.len() < 4 || cx.said.mentions.len() < 4 || cx.said.has(&cx.said.lexicon.share.some);
    if listed.len() < 2 || (few && !all) {
        return;
    }
    let sum = sum(&listed);
    if (9_700..=10_300).contains(&sum) || sum > 10_300 {
        return;
    }
    let message = format!("the shares listed add up to {} %: {} % is not named", sum / 100, 100 - sum / 100);
    cx.report(
        code::L08,
        listed[0].at,
        &message,
        "name the rest (*andere*, *onbekend*), or say that these are the largest",
        findings,
    );
}

/// L16: *nauwelijks* of something that happens to more than one in twenty.
pub fn hardly(cx: &Context<'_>, at: usize, findings: &mut Findings) {
    let (years, _) = cx.said.years_at(at);
    let mut found = rates(cx, at, Rate::Outcome("busy"), &years);
    found.sort_by_key(|(f, _)| f.measure != "busy_rate");
    let found = found.into_iter().next();
    if let Some((fact, actual)) = found.filter(|(_, s)| s.0 * 20 >= s.1) {
        let message = format!(
            "claimed hardly any, computed {} ({}, {})",
            percent(actual, 1),
            if fact.counts() { &fact.figure } else { &fact.measure },
            fact.period
        );
        cx.report(code::L16, at, &message, "give the number instead of the word", findings);
    }
}
