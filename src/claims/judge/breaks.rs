//! L12: a change that comes from the code list, not from the world.

use crate::config::dim;
use std::collections::BTreeMap;

use crate::base::{Findings, code};
use crate::claims::read::change::percent;
use crate::claims::resolve::context::Context;
use crate::claims::resolve::facts::{Fact, Facts};
use crate::measures::Flag;

/// A code is compared over a marked break, or jumps while the whole does not and no break is marked.
pub fn jump(cx: &Context<'_>, at: usize, subjects: &[&Fact], findings: &mut Findings) {
    let Some((from, to)) = cx.said.compared().filter(|_| !cx.said.has(&cx.said.lexicon.series.break_named))
    else {
        return;
    };
    for fact in subjects.iter().filter(|f| !f.dims.is_empty()) {
        let facts = cx.facts();
        if let Some(year) = broken(facts, fact, from, to) {
            let message = format!("the series breaks in {year}: {from} and {to} do not count the same");
            cx.report(
                code::L12,
                at,
                &message,
                "name the break, or compare years on one side of it",
                findings,
            );
            return;
        }
        if let Some(shown) = leaps(facts, fact, from, to) {
            let message = format!(
                "{shown} % between {from} and {to}, far from the whole: were the categories changed?"
            );
            cx.report(
                code::L12,
                at,
                &message,
                "mark the break in the code list, or name the cause",
                findings,
            );
            return;
        }
    }
}

/// The year of a break after the first year compared.
fn broken(facts: &Facts, fact: &Fact, from: i32, to: i32) -> Option<i32> {
    let breaks = |y: &i32| facts.in_year(fact, *y).is_some_and(|f| f.flags.contains(&Flag::Break));
    (from.min(to) + 1..=from.max(to)).find(breaks)
}

/// A change of at least half within two years, twice as large as that of the whole, in percent.
fn leaps(facts: &Facts, fact: &Fact, from: i32, to: i32) -> Option<String> {
    let change = facts.change(fact, from, to)?;
    let whole = facts.beside(fact, &BTreeMap::new(), fact.period);
    let whole = facts.change(whole?, from, to)?;
    // A channel is in no list of codes.
    if fact.dims.contains_key(dim::CHANNEL) {
        return None;
    }
    let large = 2 * change.0.abs() >= change.1
        && facts.in_year(fact, from).and_then(Fact::count).is_some_and(|n| n >= 30);
    let apart = 2 * whole.0.abs() * change.1 < change.0.abs() * whole.1;
    (large && apart && to - from <= 2).then(|| percent(change, 0).map(|n| n.to_string()).unwrap_or_default())
}
