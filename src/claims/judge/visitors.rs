//! Yearly visitors added up.

use crate::base::{Findings, code};
use crate::claims::read::count::Count;
use crate::claims::read::unit::Unit;
use crate::claims::resolve::context::Context;
use crate::claims::resolve::facts::Fact;
use crate::words::wording::Nearness;

/// L15: yearly visitors added up and called visitors or persons.
pub fn added_up(cx: &Context<'_>, count: &Count, findings: &mut Findings) -> bool {
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
                    && count.meets(sum)
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
