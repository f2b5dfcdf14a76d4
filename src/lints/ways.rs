//! Directions without a size, and what lies between two years: *daalde in 2023*, *bleef stabiel*, *van 1140
//! (2019) naar 1929 (2022)*.

use super::changes::{percent, subjects, subjects_of};
use super::context::{Context, Mention, exactly};
use super::facts::Fact;
use super::jumps::jump;
use super::periods::{self, Part};
use crate::base::{Findings, code};
use crate::words::wording::Ratio;

/// Words of sentences that claim no direction: wishes, conditions, negations, pace.
const NO_CLAIM: [&str; 27] = [
    "niet",
    "geen",
    "nooit",
    "als",
    "wanneer",
    "indien",
    "kan",
    "kunnen",
    "zou",
    "zouden",
    "zal",
    "zullen",
    "moet",
    "moeten",
    "willen",
    "wil",
    "verwacht",
    "verwachten",
    "of",
    "snel",
    "sneller",
    "trager",
    "zonder",
    "tempo",
    "nauwelijks",
    "amper",
    "behalve",
];

fn no_claim(cx: &Context<'_>) -> bool {
    let zowel = cx.has(&["zowel"]);
    (0..cx.tokens().len()).any(|i| NO_CLAIM.contains(&cx.word(i)) && !(zowel && cx.word(i) == "als"))
}

/// Checks the directions of a sentence, unless it gave their size.
pub fn check(cx: &Context<'_>, sized: bool, findings: &mut Findings) {
    if !sized {
        ways(cx, findings);
        stable(cx, findings);
    }
    endpoints(cx, findings);
}

/// Words that only compare: they say nothing without what they are compared with.
fn compares_only(word: &str) -> bool {
    ["meer", "minder", "hoger", "lager"].contains(&word)
}

/// *Het stijgende aantal*: said of a series, not of a year.
pub fn of_series(word: &str) -> bool {
    ["stijgend", "dalend", "toenemend", "afnemend", "groeiend"].iter().any(|w| word.starts_with(w))
}

/// L16: a direction without a size.
fn ways(cx: &Context<'_>, findings: &mut Findings) {
    if super::trends::is_trend(cx) || !cx.others.is_empty() || no_claim(cx) {
        return;
    }
    let compares = cx.years.len() == 2
        || cx.has(&["tegenover", "vergeleken", "opzichte"])
        || matches!(cx.part, Part::Against(..))
        || cx.says(&["dan vorig jaar", "dan in", "dan het jaar", "dan een jaar"]);
    let lone = cx.directions.len() == 1;
    for (at, way) in cx.directions.iter().copied() {
        let mates = cx.directions.iter().filter(|(j, _)| cx.clauses[*j] == cx.clauses[at]).count();
        let own = |j: usize| cx.clauses[j] == cx.clauses[at];
        let named =
            cx.units.iter().any(|(j, _)| lone || own(*j)) || cx.mentions.iter().any(|m| lone || own(m.from));
        let word = cx.word(at);
        if mates > 1 || !named || of_series(word) || (compares_only(word) && !compares) || !certain(cx, at) {
            continue;
        }
        one(cx, at, way, findings);
    }
}

/// Whether the clauses of a direction and of all units are understood.
fn certain(cx: &Context<'_>, at: usize) -> bool {
    cx.certain(at) && cx.units.iter().all(|(j, _)| cx.certain(*j)) && !super::printed::narrowed(cx)
}

fn one(cx: &Context<'_>, at: usize, way: i8, findings: &mut Findings) {
    let Some((from, to)) = cx.compared_at(at).first().copied() else { return };
    // *Zowel het aantal oproepen als het aantal gesprekken*: each of them.
    let each: Vec<Vec<&Fact>> = if cx.has(&["zowel"]) && cx.units.len() > 1 {
        cx.units.iter().map(|(_, u)| subjects_of(cx, at, &[*u])).collect()
    } else {
        vec![subjects(cx, at)]
    };
    for subjects in each {
        let known = |f: &&Fact| Some((change(cx, f, from, to)?, cx.facts().partial(f, [from, to])));
        let changes: Vec<(Ratio, Option<i32>)> = subjects.iter().filter_map(known).collect();
        // Only when all that can be meant went the other way.
        let against =
            |(c, partial): &(Ratio, Option<i32>)| c.0.signum() * i128::from(way) <= 0 && partial.is_none();
        if changes.is_empty() || !changes.iter().all(against) {
            continue;
        }
        let shown = percent(changes[0].0, 1).map(|n| n.to_string()).unwrap_or_default();
        let said = if way > 0 { "more" } else { "fewer" };
        let when = match &cx.part {
            Part::Months(months) => {
                format!("{} to {}", periods::shown(months, from), periods::shown(months, to))
            }
            Part::Against(month, other) => format!("{to}-{other:02} to {to}-{month:02}"),
            _ => format!("{from} to {to}"),
        };
        let message = format!("claimed {said}, computed {shown} % ({when})");
        return cx.report(code::L16, at, &message, "turn the word round", findings);
    }
}

/// The change of a cell between two years, or between the same months of them.
fn change(cx: &Context<'_>, fact: &Fact, from: i32, to: i32) -> Option<Ratio> {
    match &cx.part {
        Part::Whole => cx.facts().change(fact, from, to),
        Part::Months(months) => {
            let (a, b) = (periods::sum(cx, fact, months, from)?, periods::sum(cx, fact, months, to)?);
            (a > 0).then_some(Ratio(i128::from(b - a), i128::from(a)))
        }
        Part::Against(month, other) => {
            let (a, b) = (periods::sum(cx, fact, &[*other], to)?, periods::sum(cx, fact, &[*month], to)?);
            (a > 0).then_some(Ratio(i128::from(b - a), i128::from(a)))
        }
        Part::Other => None,
    }
}

/// L16: *bleef stabiel* of what changed by more than a tenth.
fn stable(cx: &Context<'_>, findings: &mut Findings) {
    let Some(at) =
        (0..cx.tokens().len()).find(|i| ["stabiel", "ongewijzigd", "constant"].contains(&cx.word(*i)))
    else {
        return;
    };
    let named = !cx.units.is_empty() || !cx.mentions.is_empty();
    if !named || cx.has(&["niet", "relatief", "vrij"]) || !certain(cx, at) || cx.part != Part::Whole {
        return;
    }
    let Some((from, to)) = cx.compared() else { return };
    let subjects = subjects(cx, at);
    let changes: Vec<Ratio> = subjects.iter().filter_map(|f| cx.facts().change(f, from, to)).collect();
    if !changes.is_empty() && changes.iter().all(|c| 10 * c.0.abs() > c.1) {
        let shown = percent(changes[0], 1).map(|n| n.to_string()).unwrap_or_default();
        let message = format!("claimed to be stable, computed {shown} % ({from} to {to})");
        cx.report(code::L16, at, &message, "give the change in percent", findings);
    }
}

/// Cells of which the sentence gives both numbers; the unit may be called wrongly (L06).
fn cited<'a>(cx: &Context<'a>, from: i32, to: i32) -> Vec<&'a Fact> {
    let facts = cx.facts();
    let all: Vec<&Mention> = cx.mentions.iter().collect();
    let numbers = cx.tokens().iter().filter_map(|t| t.number()).filter(|n| !n.percent && !n.yearly);
    let yearly = cx.tokens().iter().enumerate().filter(|(i, _)| !cx.years.iter().any(|(j, _)| j == i));
    let yearly = yearly.filter_map(|(_, t)| t.number()).filter(|n| n.yearly);
    let typed: Vec<i64> = numbers.chain(yearly).map(|n| n.value.scaled).filter(|n| *n >= 10).collect();
    let both = |f: &&Fact| {
        f.counts()
            && exactly(f, &all)
            && f.year() == Some(to)
            && f.count().is_some_and(|n| typed.contains(&n))
            && facts.in_year(f, from).and_then(Fact::count).is_some_and(|n| typed.contains(&n))
    };
    facts.all.iter().filter(both).collect()
}

/// L11: from one year to another, with years between that tell another story; L12 over a break.
fn endpoints(cx: &Context<'_>, findings: &mut Findings) {
    let pair = cx.compared().filter(|_| !cx.years.is_empty());
    let Some((from, to)) = pair else { return };
    let found = cited(cx, from, to);
    let at = cx.directions.first().map(|(at, _)| *at);
    if to - from < 2 {
        // *445 tegenover 187 een jaar eerder* needs no word of direction.
        let at = at.or_else(|| (!found.is_empty()).then(|| cx.years[0].0));
        let typed = cx.tokens().iter().filter_map(|t| t.number()).any(|n| !n.yearly && !n.percent);
        if let Some(at) = at.filter(|_| typed && (cx.years.len() >= 2 || !found.is_empty())) {
            let subjects = if found.is_empty() { subjects(cx, at) } else { found };
            jump(cx, at, &subjects, findings);
        }
        return;
    }
    let (Some((at, way)), true) = (cx.directions.first().copied(), cx.years.len() >= 2) else { return };
    let meant = if found.is_empty() { subjects(cx, at) } else { found };
    for fact in meant {
        if let Some(story) = between(cx, fact, way, (from, to)) {
            let message = format!("the years between tell another story: {story}");
            let hint = "show all years, or say that the last step went the other way";
            return cx.report(code::L11, at, &message, hint, findings);
        }
    }
}

/// The steps that went the other way, when the last one is among them and the sentence does not say so.
fn between(cx: &Context<'_>, fact: &Fact, way: i8, (from, to): (i32, i32)) -> Option<String> {
    let facts = cx.facts();
    let values: Vec<(i32, i64)> =
        (from..=to).filter_map(|y| Some((y, facts.in_year(fact, y)?.count()?))).collect();
    if values.len() < 3 || facts.partial(fact, [from, to]).is_some() {
        return None;
    }
    let step = |a: i64, b: i64| (b - a).signum() * i64::from(way);
    let against = |w: &&[(i32, i64)]| step(w[0].1, w[1].1) < 0;
    let overall = step(values.first()?.1, values.last()?.1) > 0;
    values.windows(2).next_back().filter(against)?;
    // The year that went the other way is named: the reader is told.
    if !overall || cx.directions.iter().any(|(_, w)| *w != way) {
        return None;
    }
    let steps = values.windows(2).filter(against);
    let told: Vec<String> =
        steps.map(|w| format!("{} in {}, {} in {}", w[0].1, w[0].0, w[1].1, w[1].0)).collect();
    Some(told.join("; "))
}
