//! Changes with a size, held against two published numbers.

use super::breaks::jump;
use crate::base::{Findings, code};
use crate::claims::read::change::{Change, nearest_way, percent};
use crate::claims::read::number_role::{of_other_line, of_share};
use crate::claims::read::part_of_year::Part;
use crate::claims::resolve::ambiguity;
use crate::claims::resolve::context::Context;
use crate::claims::resolve::facts::Fact;
use crate::claims::resolve::months;
use crate::claims::resolve::subjects::subjects;
use crate::words::wording::Ratio;

/// L05: the change follows from no two published numbers.
pub fn check(cx: &Context<'_>, claim: &Change, findings: &mut Findings) {
    let at = claim.at;
    let pairs = cx.said.compared_at(at);
    let Some((from, to)) = pairs.first().copied() else { return };
    let way = nearest_way(&cx.said, at).unwrap_or(1);
    if cx.said.part != Part::Whole {
        return of_part(cx, claim, way, (from, to), findings);
    }
    if of_share(&cx.said) {
        return;
    }
    let (facts, subjects) = (cx.facts(), subjects(cx, at));
    let meets = |change: Ratio| claim.meets(change, way);
    let change_of = |f: &&Fact| pairs.iter().any(|(a, b)| facts.change(f, *a, *b).is_some_and(meets));
    if subjects.iter().any(change_of) {
        for fact in &subjects {
            unequal(cx, at, fact, [from, to], findings);
        }
        jump(cx, at, &subjects, findings);
        return;
    }
    // A sentence with several codes, or one that is only hinted at: any of them.
    let any = cx.covered.iter().filter(|f| f.year() == Some(facts.year) && f.counts());
    let several = cx.said.mentions.len() > 1 || !cx.said.hints.is_empty();
    if several && any.filter_map(|f| facts.change(f, from, to)).any(meets) {
        return;
    }
    let printed =
        claim.decimals.is_some_and(|d| percent(claim.size, d).is_some_and(|n| ambiguity::percentage(cx, n)));
    if cx.said.narrowed() || of_other_line(&cx.said, at) || (!cx.said.certain(at) && (printed || several)) {
        return;
    }
    let Some((fact, actual)) = subjects.iter().find_map(|f| Some((f, facts.change(f, from, to)?))) else {
        return;
    };
    let number = |y: i32| facts.in_year(fact, y).and_then(Fact::count);
    wrong(cx, claim, way, actual, [(number(from), from.to_string()), (number(to), to.to_string())], findings);
}

fn wrong(
    cx: &Context<'_>,
    claim: &Change,
    way: i8,
    actual: Ratio,
    numbers: [(Option<i64>, String); 2],
    findings: &mut Findings,
) {
    let shown =
        percent(actual, claim.decimals.unwrap_or(1).max(1)).map(|n| n.to_string()).unwrap_or_default();
    let sign = if way < 0 { "−" } else { "+" };
    let [from, to] = numbers.map(|(n, when)| format!("{} in {when}", n.unwrap_or_default()));
    let message = format!("claimed {sign}{}, computed {shown} % ({from}, {to})", claim.shown);
    cx.report(
        code::L05,
        claim.at,
        &message,
        "name both periods, or write a reference with |change",
        findings,
    );
}

/// A change of some months of the year; of days and seasons nothing is published.
fn of_part(cx: &Context<'_>, claim: &Change, way: i8, (from, to): (i32, i32), findings: &mut Findings) {
    let Part::Months(months) = &cx.said.part else { return };
    let sums: Vec<(i64, i64)> = subjects(cx, claim.at)
        .iter()
        .filter_map(|f| Some((months::sum(cx, f, months, from)?, months::sum(cx, f, months, to)?)))
        .filter(|(a, _)| *a > 0)
        .collect();
    let change = |(a, b): &(i64, i64)| Ratio(i128::from(b - a), i128::from(*a));
    let Some(first) = sums.first().filter(|_| !sums.iter().any(|s| claim.meets(change(s), way))) else {
        return;
    };
    if cx.said.certain(claim.at) {
        let numbers =
            [(Some(first.0), months::shown(months, from)), (Some(first.1), months::shown(months, to))];
        wrong(cx, claim, way, change(first), numbers, findings);
    }
}

/// L16: a change that came from a reference, called by the wrong direction.
pub fn cited(cx: &Context<'_>, at: usize, findings: &mut Findings) {
    let typed = cx.said.tokens()[at].number().and_then(|n| cx.said.cited(n));
    let (Some(cited), Some(way)) = (typed, nearest_way(&cx.said, at)) else { return };
    let Some(fact) = cx.facts().all.iter().find(|f| {
        f.figure == cited.figure
            && f.dims == cited.key.dims
            && Some(f.period) == cited.key.period
            && f.counts()
    }) else {
        return;
    };
    let Some((from, to)) = cx.said.compared() else { return };
    let Some(change) = cx.facts().change(fact, from, to) else { return };
    if change.0.signum() * i128::from(way) < 0 {
        let message =
            format!("the direction is wrong: the number {}", if change.0 > 0 { "rose" } else { "fell" });
        cx.report(code::L16, at, &message, "turn the word round", findings);
    }
}

/// L13: a part of a year beside a whole one.
fn unequal(cx: &Context<'_>, at: usize, fact: &Fact, years: [i32; 2], findings: &mut Findings) {
    if let Some(year) = cx.facts().partial(fact, years)
        && !cx.said.has(&cx.said.lexicon.change.incomplete)
    {
        let message = format!("{year} is no whole year here, and is compared with one that is");
        cx.report(
            code::L13,
            at,
            &message,
            "compare equal periods, or say that the year is incomplete",
            findings,
        );
    }
}
