//! Rates: how much was answered, busy, closed, given up, or answered in time.

use super::context::Context;
use super::facts::Fact;
use super::printed;
use super::ratios::{Share, meets, percent, worded};
use super::shares::candidates;
use crate::base::{Findings, code};
use crate::config::Stage;
use crate::words::wording::Ratio;

/// What a rate is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Answered, or a conversation.
    Answered,
    /// Not answered, for whatever reason.
    Unanswered,
    /// Not answered for one reason: the code of the outcome.
    Outcome(&'static str),
    /// Answered within the target.
    InTime,
}

const ANSWERED: [&str; 11] = [
    "beantwoord",
    "beantwoordde",
    "beantwoordden",
    "beantwoordt",
    "beantwoorden",
    "antwoordgraad",
    "bereikbaarheid",
    "bereikbaarheidsgraad",
    "opgenomen",
    "aangenomen",
    "antwoordpercentage",
];
const UNANSWERED: [&str; 5] = ["onbeantwoord", "onbeantwoorde", "gemist", "gemiste", "niet-beantwoord"];
const BUSY: [&str; 5] = ["bezet", "overbezet", "bezette", "bezettoon", "bezetgraad"];
const GIVEN_UP: [&str; 4] = ["afgebroken", "opgehangen", "afgehaakt", "afgebroken"];

/// Which rate a share is, by the words of its clause, or of the sentence when its clause names no code.
pub fn kind(cx: &Context<'_>, at: usize) -> Option<Kind> {
    let open = cx.mentions_at(at).is_empty();
    let here = |j: usize| open || cx.clauses[j] == cx.clauses[at];
    let has = |words: &[&str]| (0..cx.tokens().len()).any(|j| here(j) && words.contains(&cx.word(j)));
    let denied = has(&["niet", "geen"]);
    let hours = |j: usize| cx.word(j) == "binnen" && cx.word(j + 2) == "uur";
    if (0..cx.tokens().len()).any(hours) {
        return Some(Kind::InTime);
    }
    if has(&UNANSWERED) {
        return Some(Kind::Unanswered);
    }
    if has(&BUSY) {
        return Some(Kind::Outcome("busy"));
    }
    if has(&GIVEN_UP)
        || (has(&["hing", "hingen", "haakte", "haakten"]) && has(&["op", "af"]) && !has(&["samen"]))
    {
        return Some(Kind::Outcome("abandoned"));
    }
    let named = cx.mentions_at(at).into_iter().flat_map(|m| &m.options).find(|(d, _)| d == "outcome");
    if let Some((_, code)) = named {
        return ["busy", "closed", "abandoned"].into_iter().find(|c| c == code).map(Kind::Outcome);
    }
    let led = cx.has(&["leidde", "leidden", "leidt", "resulteerde", "resulteerden", "mondde", "mondden"])
        && cx.has(&["gesprek", "gesprekken", "contact", "contactname", "antwoord"]);
    (has(&ANSWERED) || led).then_some(if denied { Kind::Unanswered } else { Kind::Answered })
}

/// A published percentage as a fraction of 1.
pub fn fraction(fact: &Fact) -> Option<Ratio> {
    let n = fact.value.number().filter(|_| fact.unit == "percent")?;
    Some(Ratio(i128::from(n.scaled), 100 * 10_i128.pow(u32::from(n.decimals))))
}

/// The published rates of a kind, and those of the channel that is named.
pub fn rates<'a>(cx: &Context<'a>, at: usize, kind: Kind, years: &[i32]) -> Vec<(&'a Fact, Ratio)> {
    let facts = cx.facts();
    let of_year = |f: &&Fact| f.year().is_some_and(|y| years.contains(&y));
    let named = |f: &Fact| cx.covers(f);
    let wanted = |f: &&Fact| match kind {
        Kind::InTime => f.measure == "within_target_rate",
        Kind::Answered | Kind::Unanswered => {
            ["answer_rate", "reach_rate"].contains(&f.measure.as_str()) && named(f)
                || f.measure == "answer_rate_by_hours"
                || f.measure == "contacts_share" && f.figure == "funnel" && f.stage == Some(Stage::Answered)
        }
        Kind::Outcome(code) => {
            let outcome = f.dims.get("outcome").is_some_and(|o| o == code);
            f.measure == "unanswered_share" && outcome
                || match code {
                    "busy" => f.measure == "busy_rate",
                    "abandoned" => f.measure == "abandonment_rate",
                    _ => {
                        ["contacts_by_hours_share", "requests_by_hours_share"].contains(&f.measure.as_str())
                            && f.dims.get("hours").is_some_and(|h| h == code)
                    }
                }
        }
    };
    let published = facts.all.iter().filter(of_year).filter(wanted);
    let mut found: Vec<(&Fact, Ratio)> = published.filter_map(|f| Some((f, fraction(f)?))).collect();
    found.extend(of_funnel(cx, kind, years));
    found.sort_by_key(|(f, _)| f.measure.as_str() != "answer_rate");
    let channel = cx.mentions.iter().chain(&cx.hints).filter(|m| cx.clauses[m.from] == cx.clauses[at]);
    let channels: Vec<&String> =
        channel.flat_map(|m| &m.options).filter(|(d, _)| d == "channel").map(|(_, c)| c).collect();
    if !channels.is_empty() && kind != Kind::InTime {
        found = of_channel(cx, &channels, kind, years);
    }
    if kind == Kind::Unanswered {
        found.iter_mut().for_each(|(_, r)| *r = Ratio(r.1 - r.0, r.1));
    }
    found
}

/// What came of all that came in, as the funnel counts it.
fn of_funnel<'a>(cx: &Context<'a>, kind: Kind, years: &[i32]) -> Vec<(&'a Fact, Ratio)> {
    let of_year =
        |f: &&Fact| f.figure == "funnel" && f.counts() && f.year().is_some_and(|y| years.contains(&y));
    let steps = || cx.facts().all.iter().filter(of_year);
    let part = |f: &&Fact| match kind {
        Kind::Outcome(code) => f.dims.get("outcome").is_some_and(|o| o == code),
        Kind::InTime => false,
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
    kind: Kind,
    years: &[i32],
) -> Vec<(&'a Fact, Ratio)> {
    let facts = cx.facts();
    let own = |f: &Fact| f.dims.get("channel").is_some_and(|c| channels.contains(&c));
    let of_year = |f: &&Fact| own(f) && f.counts() && f.year().is_some_and(|y| years.contains(&y));
    let part = |f: &&Fact| match kind {
        Kind::Outcome(code) => f.dims.len() == 2 && f.dims.get("outcome").is_some_and(|o| o == code),
        _ => f.dims.len() == 1 && f.measure == "contacts" && f.stage == Some(Stage::Answered),
    };
    let incoming = |like: &Fact| {
        let whole = |f: &&Fact| {
            f.dims.len() == 1
                && f.measure == "contacts"
                && f.stage == Some(Stage::Incoming)
                && f.period == like.period
                && f.dims.get("channel") == like.dims.get("channel")
        };
        facts.all.iter().filter(of_year).find(whole).and_then(Fact::count).filter(|n| *n > 0)
    };
    let parts = facts.all.iter().filter(of_year).filter(part);
    parts.filter_map(|f| Some((f, Ratio(i128::from(f.count()?), i128::from(incoming(f)?))))).collect()
}

/// L03: no published rate of the kind is the one claimed.
pub fn check(cx: &Context<'_>, share: &Share, kind: Kind, years: &[i32], findings: &mut Findings) {
    let all = rates(cx, share.at, kind, years);
    let others = candidates(cx, years, None);
    if all.iter().chain(&others).any(|(_, s)| meets(share, *s)) {
        return;
    }
    let typed = cx.tokens()[share.at].number().filter(|n| n.percent);
    let printed = typed.is_some_and(|n| printed::percentage(cx, n.value));
    let Some((fact, actual)) = all.first() else { return };
    if (printed && !cx.certain(share.at)) || printed::narrowed(cx) && fact.dims.is_empty() {
        return;
    }
    let message = format!(
        "claimed {}, computed {} ({}, {})",
        worded(share),
        percent(*actual, 1),
        match (kind, fact.counts()) {
            (Kind::Unanswered, _) => "the rest of answer-rates",
            (_, true) => &fact.figure,
            (_, false) => &fact.measure,
        },
        fact.period
    );
    cx.report(
        code::L03,
        share.at,
        &message,
        "say which rate is meant, or write a reference to answer-rates",
        findings,
    );
}
