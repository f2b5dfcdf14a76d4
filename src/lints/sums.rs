//! Numbers that are sums over years or differences between two.

use super::context::Context;
use super::facts::Fact;
use super::lexicon::Unit;
use super::numbers::{Count, meets};
use crate::base::{Findings, Period, code};
use crate::disclosure::Safe;
use crate::words::wording::Nearness;

/// The sum of the codes that a sentence names together: *op zaterdag en zondag samen*.
pub fn of_codes(cx: &Context<'_>, count: &Count, years: &[i32]) -> bool {
    if cx.mentions.len() < 2 {
        return false;
    }
    let mut sums = std::collections::BTreeMap::<_, i64>::new();
    let one = |f: &&Fact| f.counts() && f.dims.len() == 1;
    let fits = |f: &&Fact| {
        count.unit.is_none_or(|u| u.fits(&f.unit)) && f.year().is_some_and(|y| years.contains(&y))
    };
    for fact in cx.covered.iter().copied().filter(fits).filter(one) {
        *sums.entry((&fact.figure, &fact.measure, fact.stage, fact.period)).or_default() +=
            fact.count().unwrap_or_default();
    }
    sums.into_values().any(|sum| meets(count, sum))
}

/// Sums over years, and differences between two.
pub fn sums<'a>(cx: &Context<'a>, count: &Count) -> Option<&'a Fact> {
    let facts = cx.facts();
    let mut years: Vec<i32> = cx.years.iter().map(|(_, y)| *y).collect();
    years.sort_unstable();
    let together =
        cx.has(&["samen", "totaal", "opgeteld", "sinds", "cumulatief", "tot", "start", "periode", "hele"]);
    let between = !cx.directions.is_empty() || cx.has(&["verschil", "bij", "extra", "vergeleken"]);
    let fits = |f: &&Fact| f.counts() && count.unit.is_none_or(|u| u.fits(&f.unit));
    cx.covered.iter().copied().filter(|f| !f.narrow).filter(fits).find(|f| {
        let spans = f.cumulative() || matches!(f.period, Period::Years(..) | Period::Months(..));
        if spans && together && f.count().is_some_and(|v| meets(count, v)) {
            return true;
        }
        // A channel that did not exist yet adds nothing; what is withheld leaves the sum open.
        let added = |s: &Fact| match s.value {
            Safe::Missing(_) => Some(0),
            _ => s.count(),
        };
        let series = facts.series(f);
        let (first, last) =
            (years.first().copied().unwrap_or(i32::MIN), years.last().copied().unwrap_or(i32::MAX));
        let last = if years.len() < 2 { i32::MAX } else { last };
        let inside = || series.iter().filter(|s| s.year().is_some_and(|y| first <= y && y <= last));
        let additive = !matches!(f.unit.as_str(), "visitor") && !f.cumulative();
        let sum = inside().map(|s| added(s)).sum::<Option<i64>>();
        let whole = series.iter().map(|s| added(s)).sum::<Option<i64>>();
        let sum_fits = together && additive && [sum, whole].into_iter().flatten().any(|v| meets(count, v));
        // *In 2022 kwamen er 530 bij*: against the year before as well.
        let steps = cx.years.iter().map(|(_, y)| (y - 1, *y)).chain(cx.compared());
        let gap =
            |(a, b): (i32, i32)| Some((facts.in_year(f, b)?.count()? - facts.in_year(f, a)?.count()?).abs());
        sum_fits || (between && steps.filter_map(gap).any(|v| meets(count, v)))
    })
}

/// L15: yearly visitors added up and called visitors or persons.
pub fn visitors(cx: &Context<'_>, count: &Count, findings: &mut Findings) -> bool {
    if !matches!(count.unit, Some(Unit::Visitor | Unit::Person)) {
        return false;
    }
    let lone = |f: &&Fact| f.unit == "visitor" && f.year().is_some() && f.dims.is_empty();
    for fact in cx.facts().all.iter().filter(lone) {
        let series = cx.facts().series(fact);
        for from in 0..series.len() {
            let mut sum = 0;
            for (n, year) in series[from..].iter().enumerate() {
                let Some(value) = year.count() else { break };
                sum += value;
                if n > 0
                    && meets(count, sum)
                    && count.nearness != Nearness::More
                    && count.nearness != Nearness::Less
                {
                    let message = format!(
                        "{} is the sum of {} yearly numbers ({}–{}): whoever came back in another year is counted again",
                        sum,
                        n + 1,
                        series[from].period,
                        year.period
                    );
                    cx.report(
                        code::L15,
                        count.at,
                        &message,
                        "give the yearly numbers, or say that it is a sum of visits per year",
                        findings,
                    );
                    return true;
                }
            }
        }
    }
    false
}
