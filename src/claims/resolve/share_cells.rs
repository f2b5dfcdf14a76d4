//! Shares of cells that a sentence can mean.

use std::collections::BTreeMap;

use super::context::Context;
use super::facts::Fact;
use crate::claims::read::mention::Mention;
use crate::claims::read::share::{Share, base};
use crate::claims::read::unit::Unit;
use crate::words::wording::Ratio;

/// Shares of cells that the sentence can mean, with the cell.
pub fn candidates<'a>(cx: &Context<'a>, years: &[i32], base: Option<Unit>) -> Vec<(&'a Fact, Ratio)> {
    let facts = cx.facts();
    let mut found = Vec::new();
    for fact in cx.covered.iter().copied().filter(|f| f.counts() && !f.dims.is_empty()) {
        if !fact.year().is_some_and(|y| years.contains(&y)) || base.is_some_and(|b| !b.fits(&fact.unit)) {
            continue;
        }
        found.extend(facts.share(fact, &BTreeMap::new()).map(|s| (fact, s)));
        if fact.dims.len() == 2 {
            for (dim, code) in &fact.dims {
                let within = BTreeMap::from([(dim.clone(), code.clone())]);
                found.extend(facts.share(fact, &within).map(|s| (fact, s)));
            }
        }
    }
    found
}

/// The mention that stands nearest; one before goes before one behind.
pub fn nearest<'c>(cx: &'c Context<'_>, at: usize) -> Option<&'c Mention> {
    let inside = cx.said.mentions_at(at);
    let pool: Vec<&Mention> = if inside.is_empty() { cx.said.mentions.iter().collect() } else { inside };
    pool.into_iter().min_by_key(|m| if m.to <= at { 2 * (at - m.to) } else { 2 * (m.from - at) + 1 })
}

/// Whether the codes named together have the share, and the sum that *samen* asks for.
pub fn together(cx: &Context<'_>, share: &Share, years: &[i32]) -> (bool, Option<Ratio>) {
    let named = cx.said.mentions.len() + cx.said.hints.len();
    if !cx.said.has(&cx.said.lexicon.share.joined) || named < 2 {
        return (false, None);
    }
    let wanted = base(&cx.said, share.at);
    let mut sums: BTreeMap<(String, String, i32), (usize, Ratio)> = BTreeMap::new();
    let fits = |f: &Fact| f.dims.len() == 1 && wanted.is_none_or(|b| b.fits(&f.unit));
    for (fact, s) in candidates(cx, years, None).into_iter().filter(|(f, _)| fits(f)) {
        let year = fact.year().unwrap_or_default();
        let sum = sums.entry((fact.figure.clone(), fact.measure.clone(), year)).or_insert((0, Ratio(0, s.1)));
        *sum = (sum.0 + 1, Ratio(sum.1.0 + s.0, s.1));
    }
    let met = sums.values().any(|(_, s)| share.meets(*s));
    let asked = cx.said.has(&cx.said.lexicon.share.together)
        && share.at > cx.said.mentions.last().map_or(0, |m| m.from);
    let whole = sums.into_values().filter(|(n, _)| asked && *n == named).map(|(_, s)| s).next();
    (met, whole)
}
