//! Numbers that are sums over years or codes, or differences between two years.

use super::context::Context;
use super::facts::Fact;
use crate::base::Period;
use crate::claims::read::count::Count;
use crate::disclosure::Safe;

/// The sum of the codes that a sentence names together: *op zaterdag en zondag samen*.
pub fn of_codes(cx: &Context<'_>, count: &Count, years: &[i32]) -> bool {
    if cx.said.mentions.len() < 2 {
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
    sums.into_values().any(|sum| count.meets(sum))
}

/// Sums over years, and differences between two.
pub fn over_years<'a>(cx: &Context<'a>, count: &Count) -> Option<&'a Fact> {
    let facts = cx.facts();
    let mut years: Vec<i32> = cx.said.years.iter().map(|(_, y)| *y).collect();
    years.sort_unstable();
    let together = cx.said.has(&cx.said.lexicon.count.together);
    let between = !cx.said.directions.is_empty() || cx.said.has(&cx.said.lexicon.count.between);
    let fits = |f: &&Fact| f.counts() && count.unit.is_none_or(|u| u.fits(&f.unit));
    cx.covered.iter().copied().filter(|f| !f.narrow).filter(fits).find(|f| {
        let spans = f.cumulative() || matches!(f.period, Period::Years(..) | Period::Months(..));
        if spans && together && f.count().is_some_and(|v| count.meets(v)) {
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
        let sum_fits = together && additive && [sum, whole].into_iter().flatten().any(|v| count.meets(v));
        // *In 2022 kwamen er 530 bij*: against the year before as well.
        let steps = cx.said.years.iter().map(|(_, y)| (y - 1, *y)).chain(cx.said.compared());
        let gap =
            |(a, b): (i32, i32)| Some((facts.in_year(f, b)?.count()? - facts.in_year(f, a)?.count()?).abs());
        sum_fits || (between && steps.filter_map(gap).any(|v| count.meets(v)))
    })
}
