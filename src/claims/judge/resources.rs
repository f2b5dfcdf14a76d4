//! Money and staff, held against the published series.

use std::cmp::Reverse;

use crate::base::{Findings, Num, code};
use crate::claims::read::amount::{Amount, about, paid, promised, says, series_words};
use crate::claims::resolve::context::Context;
use crate::claims::resolve::facts::Fact;

/// L03 and L04: an amount that is not that of the series.
pub fn check(cx: &Context<'_>, amount: &Amount<'_>, findings: &mut Findings) {
    let all: Vec<&Fact> =
        cx.facts().all.iter().filter(|f| f.unit == amount.unit && f.value.number().is_some()).collect();
    let (years, _) = cx.said.years_at(amount.at);
    let paid = paid(&cx.said);
    let near: Vec<&Fact> = all
        .iter()
        .copied()
        .filter(|f| !(paid && promised(&cx.said, &f.measure)))
        .filter(|f| cx.said.years.is_empty() || f.year().is_some_and(|y| years.contains(&y)))
        .collect();
    // All that was granted, where the series is the sum of parts.
    let parts = near.iter().copied().find(|f| paid && f.measure.ends_with("_parts"));
    let Some(first) = parts.or_else(|| nearest(cx, amount, &near)) else { return };
    if !about(&cx.said, amount.unit) || cx.said.has(&cx.said.lexicon.particle.per) {
        return;
    }
    let numbers: Vec<(Option<i32>, Num)> =
        near.iter().filter_map(|f| Some((f.year(), f.value.number()?))).collect();
    let pairs = numbers.iter().enumerate().flat_map(|(i, (year, a))| {
        let others = numbers[i + 1..].iter().filter(move |(y, b)| y == year && b.decimals == a.decimals);
        others.map(move |(_, b)| Num { scaled: a.scaled + b.scaled, ..*a })
    });
    let near_word = cx.said.nearness(amount.at);
    if numbers.iter().map(|(_, n)| *n).chain(pairs).any(|n| says(amount, near_word, n)) {
        return;
    }
    let other = all.iter().find(|f| f.value.number().is_some_and(|n| says(amount, near_word, n)));
    let (code, more) = match other {
        Some(fact) if paid && promised(&cx.said, &fact.measure) => {
            (code::L03, ": that was announced".to_owned())
        }
        Some(fact) => (code::L04, format!(": that is the number of {}", fact.period)),
        None => (code::L03, String::new()),
    };
    let message = format!(
        "claimed {}, computed {} ({}, {}){more}",
        amount.shown(),
        first.value.number().map(|n| n.to_string()).unwrap_or_default(),
        first.measure,
        first.period
    );
    cx.report(code, amount.at, &message, "correct it, or write a reference to the series", findings);
}

/// The series that the sentence names best; of those the first.
fn nearest<'a>(cx: &Context<'_>, amount: &Amount<'_>, facts: &[&'a Fact]) -> Option<&'a Fact> {
    let named = |f: &Fact| series_words(&cx.said, amount.unit, Some(&f.measure));
    facts.iter().copied().enumerate().max_by_key(|(i, f)| (named(f), Reverse(*i))).map(|(_, f)| f)
}
