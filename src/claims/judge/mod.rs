//! A claim is held against its cells; what does not fit is a finding.

mod breaks;
mod changes;
mod comparisons;
mod counts;
mod digits;
mod directions;
pub mod earlier;
mod events;
mod extremes;
mod factors;
pub mod foreign;
mod labels;
mod other_value;
mod percentage_points;
mod rates;
mod report;
mod resources;
mod share_base;
mod shares;
pub mod tables;
mod trends;
mod units;
mod visitors;

#[cfg(test)]
pub use digits::swapped;

use super::read::claim::Claim;
use super::resolve::context::Context;
use crate::base::Findings;

/// Judges one claim of a sentence.
pub fn judge(cx: &Context<'_>, claim: &Claim<'_>, findings: &mut Findings) {
    match claim {
        Claim::Count(count) => counts::check(cx, count, findings),
        Claim::UnknownNoun { at, noun } => counts::unknown_noun(cx, *at, *noun, findings),
        Claim::Amount(amount) => resources::check(cx, amount, findings),
        Claim::Share(share) => shares::check(cx, share, findings),
        Claim::Rate(share, rate) => rates::check(cx, share, *rate, findings),
        Claim::ShareList(shares) => share_base::closing(cx, shares, findings),
        Claim::HardlyBusy { at } => share_base::hardly(cx, *at, findings),
        Claim::Change(change) => changes::check(cx, change, findings),
        Claim::CitedChange { at } => changes::cited(cx, *at, findings),
        Claim::Factor(factor) => factors::check(cx, factor, findings),
        Claim::Direction(direction) => directions::check(cx, direction, findings),
        Claim::Stable { at } => directions::stable(cx, *at, findings),
        Claim::Endpoints => directions::endpoints(cx, findings),
        Claim::Points(points) => percentage_points::check(cx, points, findings),
        Claim::Trend(trend) => trends::check(cx, trend, findings),
        Claim::Record(record) => extremes::record(cx, record, findings),
        Claim::Extreme(superlative) => extremes::check(cx, superlative, findings),
        Claim::EventEffect(effect) => events::check(cx, effect, findings),
        Claim::LineComparison => comparisons::lines(cx, findings),
        Claim::PeriodComparison { at } => comparisons::periods(cx, *at, findings),
        Claim::PerInhabitant { at } => comparisons::inhabitants(cx, *at, findings),
    }
}
