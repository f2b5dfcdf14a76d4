//! Percentage points: how much a share changed.

use crate::base::{Findings, code};
use crate::claims::read::change::{Points, percent};
use crate::claims::resolve::ambiguity;
use crate::claims::resolve::context::Context;
use crate::claims::resolve::share_steps::{Step, steps};
use crate::words::wording::{Nearness, Ratio, holds};

/// L05: the share changed by another number of points.
pub fn check(cx: &Context<'_>, points: &Points, findings: &mut Findings) {
    let Points { at, typed, way, .. } = *points;
    let steps = steps(cx, at);
    let claimed = Ratio::of(typed.value);
    let meets = |s: &Step<'_>| {
        let Ratio(a, b) = s.points();
        let signed = Ratio(i128::from(way) * a, b);
        match points.nearness {
            // Shares are printed with one decimal: their difference may be one of these.
            Nearness::Plain => (0..=1).any(|d| {
                d <= typed.value.decimals && signed.rounded(typed.value.decimals) == Some(typed.value)
            }),
            nearness => holds(nearness, claimed, signed, false),
        }
    };
    let met = steps.iter().any(meets);
    if typed.points {
        let printed = ambiguity::percentage(cx, typed.value) && !cx.said.certain(at);
        if let Some(first) = steps.first().filter(|_| !met && !printed && !cx.said.narrowed()) {
            tell(cx, at, first, &format!("{} points", typed.value), findings);
        }
    } else if steps.iter().any(|s| {
        let grown = percent(s.growth(), typed.value.decimals);
        grown.is_some_and(|n| n.scaled * i64::from(way) == typed.value.scaled.abs())
    }) {
        // The share itself grew by so much.
    } else if let Some(step) = steps.iter().find(|s| meets(s)) {
        let message = format!("{} % is the change in percentage points ({})", typed.value, between(step));
        cx.report(code::L05, at, &message, "write *procentpunt*", findings);
    } else if let Some(first) = steps.first().filter(|_| cx.said.certain(at)) {
        tell(cx, at, first, &format!("{} %", typed.value), findings);
    }
}

fn tell(cx: &Context<'_>, at: usize, step: &Step<'_>, claimed: &str, findings: &mut Findings) {
    let shown = step.points().rounded(1).map(|n| n.to_string()).unwrap_or_default();
    let message =
        format!("claimed {claimed}, computed {shown} points ({}, {})", between(step), step.fact.figure);
    cx.report(code::L05, at, &message, "name both shares, or write references with |share", findings);
}

fn between(step: &Step<'_>) -> String {
    let shown = |r: Ratio| Ratio(100 * r.0, r.1).rounded(1).map(|n| n.to_string()).unwrap_or_default();
    format!("{} % to {} %", shown(step.shares[0]), shown(step.shares[1]))
}
