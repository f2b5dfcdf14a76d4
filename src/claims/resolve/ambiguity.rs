//! What may be meant when a sentence says more than the report counts: its number is not called wrong when
//! the report prints it.

use super::context::Context;
use super::facts::Fact;
use crate::base::Num;
use crate::claims::read::count::Count;
use crate::words::wording::Ratio;

/// Whether a published count that fits the unit is the number claimed.
pub fn count(cx: &Context<'_>, count: &Count, years: &[i32]) -> bool {
    fits(cx, count, years) || cx.facts().apart.contains(&count.typed.value)
}

/// The same of cells with a unit and a year.
pub fn fits(cx: &Context<'_>, count: &Count, years: &[i32]) -> bool {
    let facts = cx.facts().all.iter().filter(|f| f.counts() && count.unit.is_none_or(|u| u.fits(&f.unit)));
    let of_year = |f: &&Fact| {
        f.cumulative()
            || years
                .iter()
                .any(|y| f.period.contains(*y, 1) || f.period.contains(*y, 12) || f.period.months().0.0 == *y)
    };
    let mut fitting = facts.filter(of_year).filter_map(Fact::count);
    fitting.any(|v| count.meets(v))
}

/// Whether a percentage is printed, whatever it is of.
pub fn percentage(cx: &Context<'_>, claimed: Num) -> bool {
    let same = |n: Num| {
        let Ratio(a, b) = Ratio::of(n);
        Ratio(a.abs(), b).rounded(claimed.decimals).map(|n| n.scaled) == Some(claimed.scaled.abs())
    };
    let facts = cx.facts().all.iter().filter(|f| f.unit.starts_with("percent"));
    facts.filter_map(|f| f.value.number()).chain(cx.facts().apart.iter().copied()).any(same)
}
