//! What may be meant when a sentence says more than the report counts: its number is not called wrong when
//! the report prints it.

use super::context::Context;
use super::numbers::{Count, meets};
use crate::base::Num;
use crate::words::wording::Ratio;

/// Words before what narrows a noun down.
const JOINTS: [&str; 14] = [
    "van", "over", "uit", "met", "door", "bij", "aan", "voor", "rond", "tussen", "naar", "die", "waarbij",
    "waarin",
];

/// Whether an unknown word stands where it narrows the unit down: *nachtelijke oproepen*, *oproepen over
/// huisdieren*.
pub fn narrowed(cx: &Context<'_>) -> bool {
    let unknown = |j: usize| cx.residue.contains(&j) || cx.hints.iter().any(|m| m.from <= j && j < m.to);
    cx.units.iter().any(|(at, _)| {
        let before = *at > 0 && unknown(at - 1);
        let joint = JOINTS.contains(&cx.word(at + 1));
        let behind = joint && (at + 2..at + 6).any(|j| j < cx.tokens().len() && unknown(j));
        before || behind
    })
}

/// Whether a published count that fits the unit is the number claimed.
pub fn count(cx: &Context<'_>, count: &Count, years: &[i32]) -> bool {
    fits(cx, count, years) || cx.facts().apart.contains(&count.typed.value)
}

/// The same of cells with a unit and a year.
pub fn fits(cx: &Context<'_>, count: &Count, years: &[i32]) -> bool {
    let facts = cx.facts().all.iter().filter(|f| f.counts() && count.unit.is_none_or(|u| u.fits(&f.unit)));
    let of_year = |f: &&super::facts::Fact| {
        f.cumulative()
            || years
                .iter()
                .any(|y| f.period.contains(*y, 1) || f.period.contains(*y, 12) || f.period.months().0.0 == *y)
    };
    let mut fitting = facts.filter(of_year).filter_map(super::facts::Fact::count);
    fitting.any(|v| meets(count, v))
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
