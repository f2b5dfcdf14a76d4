//! Published rates, and those that follow from published counts.

use super::context::Context;
use super::facts::Fact;
use crate::claims::read::rate::Rate;
use crate::config::{FigureId, Stage, dim};
use crate::words::wording::Ratio;

/// A published percentage as a fraction of 1.
pub fn fraction(fact: &Fact) -> Option<Ratio> {
    let n = fact.value.number().filter(|_| fact.unit == "percent")?;
    Some(Ratio(i128::from(n.scaled), 100 * 10_i128.pow(u32::from(n.decimals))))
}

/// The published rates of a kind, and those of the channel that is named.
pub fn rates<'a>(cx: &Context<'a>, at: usize, kind: Rate, years: &[i32]) -> Vec<(&'a Fact, Ratio)> {
    let facts = cx.facts();
    let of_year = |f: &&Fact| f.year().is_some_and(|y| years.contains(&y));
    let named = |f: &Fact| cx.covers(f);
    let wanted = |f: &&Fact| match kind {
        Rate::InTime => f.measure == "within_target_rate",
        Rate::Answered | Rate::Unanswered => {
            ["answer_rate", "reach_rate"].contains(&f.measure.as_str()) && named(f)
                || f.measure == "answer_rate_by_hours"
                || f.measure == "contacts_share"
                    && FigureId::Funnel.is(&f.figure)
                    && f.stage == Some(Stage::Answered)
        }
        Rate::Outcome(code) => {
            let outcome = f.dims.get(dim::OUTCOME).is_some_and(|o| o == code);
            f.measure == "unanswered_share" && outcome
                || match code {
                    "busy" => f.measure == "busy_rate",
                    "abandoned" => f.measure == "abandonment_rate",
                    _ => {
                        ["contacts_by_hours_share", "requests_by_hours_share"].contains(&f.measure.as_str())
                            && f.dims.get(dim::HOURS).is_some_and(|h| h == code)
                    }
                }
        }
    };
    let published = facts.all.iter().filter(of_year).filter(wanted);
    let mut found: Vec<(&Fact, Ratio)> = published.filter_map(|f| Some((f, fraction(f)?))).collect();
    found.extend(of_funnel(cx, kind, years));
    found.sort_by_key(|(f, _)| f.measure.as_str() != "answer_rate");
    let channel = cx
        .said
        .mentions
        .iter()
        .chain(&cx.said.hints)
        .filter(|m| cx.said.clauses[m.from] == cx.said.clauses[at]);
    let channels: Vec<&String> =
        channel.flat_map(|m| &m.options).filter(|(d, _)| d == "channel").map(|(_, c)| c).collect();
    if !channels.is_empty() && kind != Rate::InTime {
        found = of_channel(cx, &channels, kind, years);
    }
    if kind == Rate::Unanswered {
        found.iter_mut().for_each(|(_, r)| *r = Ratio(r.1 - r.0, r.1));
    }
    found
}

/// What came of all that came in, as the funnel counts it.
fn of_funnel<'a>(cx: &Context<'a>, kind: Rate, years: &[i32]) -> Vec<(&'a Fact, Ratio)> {
    let of_year = |f: &&Fact| {
        FigureId::Funnel.is(&f.figure) && f.counts() && f.year().is_some_and(|y| years.contains(&y))
    };
    let steps = || cx.facts().all.iter().filter(of_year);
    let part = |f: &&Fact| match kind {
        Rate::Outcome(code) => f.dims.get(dim::OUTCOME).is_some_and(|o| o == code),
        Rate::InTime => false,
        _ => f.measure == "contacts" && f.stage == Some(Stage::Answered),
    };
    let whole = |like: &Fact| {
        let first = |f: &&Fact| {
            f.measure == "contacts" && f.stage == Some(Stage::Incoming) && f.period == like.period
        };
        steps().find(first).and_then(Fact::count).filter(|n| *n > 0)
    };
    let share = |f: &'a Fact| Some((f, Ratio(i128::from(f.count()?), i128::from(whole(f)?))));
    steps().filter(part).filter_map(share).collect()
}

/// Rates of a channel: what came of its attempts.
fn of_channel<'a>(
    cx: &Context<'a>,
    channels: &[&String],
    kind: Rate,
    years: &[i32],
) -> Vec<(&'a Fact, Ratio)> {
    let facts = cx.facts();
    let own = |f: &Fact| f.dims.get(dim::CHANNEL).is_some_and(|c| channels.contains(&c));
    let of_year = |f: &&Fact| own(f) && f.counts() && f.year().is_some_and(|y| years.contains(&y));
    let part = |f: &&Fact| match kind {
        Rate::Outcome(code) => f.dims.len() == 2 && f.dims.get(dim::OUTCOME).is_some_and(|o| o == code),
        _ => f.dims.len() == 1 && f.measure == "contacts" && f.stage == Some(Stage::Answered),
    };
    let incoming = |like: &Fact| {
        let whole = |f: &&Fact| {
            f.dims.len() == 1
                && f.measure == "contacts"
                && f.stage == Some(Stage::Incoming)
                && f.period == like.period
                && f.dims.get(dim::CHANNEL) == like.dims.get(dim::CHANNEL)
        };
        facts.all.iter().filter(of_year).find(whole).and_then(Fact::count).filter(|n| *n > 0)
    };
    let parts = facts.all.iter().filter(of_year).filter(part);
    parts.filter_map(|f| Some((f, Ratio(i128::from(f.count()?), i128::from(incoming(f)?))))).collect()
}
