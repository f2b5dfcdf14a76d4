//! Rates: how much was answered, busy, closed, given up, or answered in time.

use super::labels::{percent, worded};
use super::shares::years;
use crate::base::{Findings, code};
use crate::claims::read::rate::Rate;
use crate::claims::read::share::Share;
use crate::claims::resolve::ambiguity;
use crate::claims::resolve::context::Context;
use crate::claims::resolve::rate_cells::rates;
use crate::claims::resolve::share_cells::candidates;

/// L03: no published rate of the kind is the one claimed.
pub fn check(cx: &Context<'_>, share: &Share, kind: Rate, findings: &mut Findings) {
    let years = years(cx, share);
    let all = rates(cx, share.at, kind, &years);
    let others = candidates(cx, &years, None);
    if all.iter().chain(&others).any(|(_, s)| share.meets(*s)) {
        return;
    }
    let typed = cx.said.tokens()[share.at].number().filter(|n| n.percent);
    let printed = typed.is_some_and(|n| ambiguity::percentage(cx, n.value));
    let Some((fact, actual)) = all.first() else { return };
    if (printed && !cx.said.certain(share.at)) || cx.said.narrowed() && fact.dims.is_empty() {
        return;
    }
    let message = format!(
        "claimed {}, computed {} ({}, {})",
        worded(share),
        percent(*actual, 1),
        match (kind, fact.counts()) {
            (Rate::Unanswered, _) => "the rest of answer-rates",
            (_, true) => &fact.figure,
            (_, false) => &fact.measure,
        },
        fact.period
    );
    cx.report(
        code::L03,
        share.at,
        &message,
        "say which rate is meant, or write a reference to answer-rates",
        findings,
    );
}
