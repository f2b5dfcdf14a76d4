//! Shares whose base or rest is not named, and words such as *nauwelijks*.

use super::context::Context;
use super::shares::{Share, percent, rates};
use crate::diagnostics::Findings;

/// L07: a percentage of nothing that is named.
pub fn baseless(cx: &Context<'_>, share: &Share, findings: &mut Findings) {
    let first = cx.before.is_empty();
    let whole = share.claimed.0 == share.claimed.1;
    if share.decimals.is_some()
        && !whole
        && cx.units.is_empty()
        && first
        && cx.directions.is_empty()
        && cx.others.is_empty()
    {
        let message = format!("{} of what? neither base nor figure is named", share.shown);
        cx.report(
            "L07",
            share.at,
            &message,
            "say what it is a share of: *van de oproepen in 2023*",
            findings,
        );
    }
}

/// L08: a list of shares that seems complete and is not.
pub fn closing(cx: &Context<'_>, shares: &[Share], findings: &mut Findings) {
    let listed: Vec<&Share> = shares.iter().filter(|s| s.decimals.is_some()).collect();
    let some = [
        "vooral",
        "voornamelijk",
        "voornaamste",
        "belangrijkste",
        "meest",
        "meeste",
        "onder",
        "zoals",
        "grootste",
        "top",
        "vaakst",
        "drie",
        "vier",
        "vijf",
        "rest",
        "overige",
        "andere",
        "overblijvende",
        "resterende",
        "waaronder",
    ];
    if listed.len() < 4 || cx.mentions.len() < 4 || cx.has(&some) {
        return;
    }
    let sum: i128 = listed.iter().map(|s| 10_000 * s.claimed.0 / s.claimed.1).sum();
    if (9_700..=10_300).contains(&sum) || sum > 10_300 {
        return;
    }
    let message = format!("the shares listed add up to {} %: {} % is not named", sum / 100, 100 - sum / 100);
    cx.report(
        "L08",
        listed[0].at,
        &message,
        "name the rest (*andere*, *onbekend*), or say that these are the largest",
        findings,
    );
}

/// L16: *nauwelijks* of something that happens to more than one in twenty.
pub fn hardly(cx: &Context<'_>, findings: &mut Findings) {
    let Some(at) = (0..cx.tokens().len()).find(|i| ["nauwelijks", "amper", "zelden"].contains(&cx.word(*i)))
    else {
        return;
    };
    let busy = cx.has(&["bezet", "overbezet", "bezette"]);
    if !busy {
        return;
    }
    let (years, _) = cx.years_at(at);
    let found = rates(cx, &years).into_iter().find(|(f, _)| f.measure == "busy_rate");
    if let Some((fact, actual)) = found.filter(|(_, s)| s.0 * 20 >= s.1) {
        let message = format!(
            "claimed hardly any, computed {} ({}, {})",
            percent(actual, 1),
            fact.measure,
            fact.period
        );
        cx.report("L16", at, &message, "give the number instead of the word", findings);
    }
}
