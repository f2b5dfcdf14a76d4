//! Percentage points: how much a share changed.

use std::collections::BTreeMap;

use super::context::{Context, Mention, exactly};
use super::facts::Fact;
use super::periods::Part;
use super::printed;
use crate::base::{Findings, code};
use crate::words::wording::{Nearness, Ratio, holds};

/// A share in two years, and the difference in points.
struct Step<'a> {
    fact: &'a Fact,
    shares: [Ratio; 2],
}

impl Step<'_> {
    /// How much the share grew, as a fraction of what it was.
    fn growth(&self) -> Ratio {
        let [a, b] = self.shares;
        Ratio(b.0 * a.1 - a.0 * b.1, (a.0 * b.1).max(1))
    }

    fn points(&self) -> Ratio {
        let [a, b] = self.shares;
        Ratio(100 * (b.0 * a.1 - a.0 * b.1), a.1 * b.1)
    }
}

/// Whether a change is one of a share.
pub fn of_share(cx: &Context<'_>) -> bool {
    cx.has(&["aandeel"]) && !(cx.mentions.is_empty() && cx.hints.is_empty())
}

/// L05: the share changed by another number of points.
pub fn check(cx: &Context<'_>, findings: &mut Findings) {
    for at in 0..cx.tokens().len() {
        let typed = cx.tokens()[at].number().filter(|n| n.cited.is_none());
        let Some(typed) = typed else { continue };
        // *Het aandeel steeg met 2 %*: the points are meant where these were 2.
        let loose = typed.percent && of_share(cx) && super::changes::is_change(cx, at);
        if !(typed.points || loose) || cx.part != Part::Whole {
            continue;
        }
        let steps = steps(cx, at);
        let way = cx.directions.iter().min_by_key(|(j, _)| j.abs_diff(at)).map_or(1, |(_, w)| *w);
        let claimed = Ratio::of(typed.value);
        let meets = |s: &Step<'_>| {
            let Ratio(a, b) = s.points();
            let signed = Ratio(i128::from(way) * a, b);
            match cx.nearness(at) {
                // Shares are printed with one decimal: their difference may be one of these.
                Nearness::Plain => (0..=1).any(|d| {
                    d <= typed.value.decimals && signed.rounded(typed.value.decimals) == Some(typed.value)
                }),
                nearness => holds(nearness, claimed, signed, false),
            }
        };
        let met = steps.iter().any(meets);
        if typed.points {
            let printed = printed::percentage(cx, typed.value) && !cx.certain(at);
            if let Some(first) = steps.first().filter(|_| !met && !printed && !printed::narrowed(cx)) {
                tell(cx, at, first, &format!("{} points", typed.value), findings);
            }
        } else if steps.iter().any(|s| {
            let grown = super::changes::percent(s.growth(), typed.value.decimals);
            grown.is_some_and(|n| n.scaled * i64::from(way) == typed.value.scaled.abs())
        }) {
            // The share itself grew by so much.
        } else if let Some(step) = steps.iter().find(|s| meets(s)) {
            let message = format!("{} % is the change in percentage points ({})", typed.value, between(step));
            cx.report(code::L05, at, &message, "write *procentpunt*", findings);
        } else if let Some(first) = steps.first().filter(|_| cx.certain(at)) {
            tell(cx, at, first, &format!("{} %", typed.value), findings);
        }
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

/// The shares that the sentence can be about, in the two years it compares.
fn steps<'a>(cx: &Context<'a>, at: usize) -> Vec<Step<'a>> {
    let Some((from, to)) = cx.compared_at(at).first().copied() else { return Vec::new() };
    let facts = cx.facts();
    let all: Vec<&Mention> = cx.mentions.iter().collect();
    let unit = |f: &Fact| cx.units.is_empty() || cx.units.iter().any(|(_, u)| u.fits(&f.unit));
    let hinted = !cx.hints.is_empty();
    let meant = |f: &&Fact| {
        f.year() == Some(to)
            && f.counts()
            && f.dims.len() == 1
            && unit(f)
            && (exactly(f, &all) && !all.is_empty() || hinted && cx.covers(f))
    };
    let share = |f: &Fact, year: i32| facts.in_year(f, year).and_then(|f| facts.share(f, &BTreeMap::new()));
    let step = |f: &'a Fact| Some(Step { fact: f, shares: [share(f, from)?, share(f, to)?] });
    facts.all.iter().filter(meant).filter_map(step).collect()
}
