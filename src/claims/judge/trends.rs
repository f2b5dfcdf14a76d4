//! Claims about a whole series: elk jaar gestegen, drie jaar op rij.

use crate::base::{Findings, code};
use crate::claims::read::series::Trend;
use crate::claims::resolve::context::Context;
use crate::claims::resolve::subjects::whole_series;
use crate::measures::Flag;

/// L16: one of the years went the other way.
pub fn check(cx: &Context<'_>, trend: &Trend, findings: &mut Findings) {
    let Trend { at, way, since, row, span } = *trend;
    for fact in whole_series(cx) {
        let series = cx.facts().series(fact);
        let from = since.or(span.map(|s| s.0)).unwrap_or(i32::MIN);
        let to = span.map_or(i32::MAX, |s| s.1);
        let values: Vec<(i32, i64)> = series
            .iter()
            .filter(|f| !f.flags.contains(&Flag::PartialYear))
            .filter_map(|f| Some((f.year()?, f.count()?)))
            .filter(|(y, _)| from <= *y && *y <= to)
            .collect();
        let begin = row.map_or(0, |n| values.len().saturating_sub(n + 1));
        let values = &values[begin..];
        let broken = values.windows(2).find(|w| (w[1].1 - w[0].1).signum() * i64::from(way) <= 0);
        if let Some(w) = broken {
            // *Elk jaar, maar in 2021 niet*: the reader is told.
            if cx.said.has(&cx.said.lexicon.series.except) && cx.said.years.iter().any(|(_, y)| *y == w[1].0)
            {
                return;
            }
            let message = format!("not every year: {} in {}, {} in {}", w[0].1, w[0].0, w[1].1, w[1].0);
            cx.report(code::L16, at, &message, "name the years that went the other way", findings);
            return;
        }
        let first = values.first().map(|(y, _)| *y);
        if let (Some(since), Some(first)) = (since, first)
            && since < first
        {
            let message =
                format!("said of the years since {since}, while this report has numbers since {first}");
            cx.report(code::L16, at, &message, "say it of the years that the report shows", findings);
            return;
        }
    }
}
