//! Money and staff: 600.000 euro, € 1,2 miljoen, 1,5 VTE.

use super::context::Context;
use super::facts::Fact;
use super::names::split;
use crate::base::{Findings, Num, code};
use crate::config::Lang;
use crate::words::wording::{Nearness, Ratio, holds};

/// An amount of something that is no contact.
struct Amount {
    at: usize,
    value: Num,
    /// *Duizend*, *miljoen*.
    times: i128,
    unit: &'static str,
}

/// Words of sentences about the means of a line; any other sum of money may be anybody's.
const MEANS: [&str; 14] = [
    "budget",
    "begroting",
    "middelen",
    "subsidie",
    "subsidies",
    "toegekend",
    "toegekende",
    "aangekondigd",
    "aangekondigde",
    "financiering",
    "gefinancierd",
    "krediet",
    "uitgekeerd",
    "uitbetaald",
];

/// Words of money that was promised, and of money that was paid.
const PROMISED: [&str; 6] = ["aangekondigd", "aangekondigde", "kondigde", "beloofd", "beloofde", "voorzien"];
const PAID: [&str; 6] = ["toegekend", "toegekende", "uitgekeerd", "uitgekeerde", "uitbetaald", "uitbetaalde"];

/// Whether the sentence is about money that was paid, so that what was promised is not meant.
fn paid(cx: &Context<'_>) -> bool {
    let gave = ["kende", "kent", "kenden"].iter().any(|w| cx.has(&[w])) && cx.has(&["toe"]);
    (gave || cx.has(&PAID)) && !cx.has(&PROMISED)
}

/// Whether a series is of money that was promised.
fn promised(cx: &Context<'_>, fact: &Fact) -> bool {
    let series = cx.ground.line.series.iter().find(|s| s.id == fact.measure);
    series.is_some_and(|s| split(s.label.get(Lang::Nl)).iter().any(|w| PROMISED.contains(&w.as_str())))
}

/// Checks all amounts of a sentence against the published series.
pub fn check(cx: &Context<'_>, findings: &mut Findings) {
    for amount in (0..cx.tokens().len()).filter_map(|at| read(cx, at)) {
        one(cx, &amount, findings);
    }
}

fn read(cx: &Context<'_>, at: usize) -> Option<Amount> {
    let typed = cx.tokens()[at].number()?;
    if typed.percent || typed.points || typed.cited.is_some() {
        return None;
    }
    let (times, next) = match cx.word(at + 1) {
        "miljoen" => (1_000_000, at + 2),
        "duizend" => (1000, at + 2),
        _ => (1, at + 1),
    };
    let unit = match cx.word(next) {
        "euro" => "euro",
        "vte" | "voltijds" | "voltijdse" => "fte",
        _ if at > 0 && cx.tokens()[at - 1].is('€') => "euro",
        _ => return None,
    };
    Some(Amount { at, value: typed.value, times, unit })
}

fn one(cx: &Context<'_>, amount: &Amount, findings: &mut Findings) {
    let all: Vec<&Fact> =
        cx.facts().all.iter().filter(|f| f.unit == amount.unit && f.value.number().is_some()).collect();
    let (years, _) = cx.years_at(amount.at);
    let paid = paid(cx);
    let near: Vec<&Fact> = all
        .iter()
        .copied()
        .filter(|f| !(paid && promised(cx, f)))
        .filter(|f| cx.years.is_empty() || f.year().is_some_and(|y| years.contains(&y)))
        .collect();
    // All that was granted, where the series is the sum of parts.
    let parts = near.iter().copied().find(|f| paid && f.measure.ends_with("_parts"));
    let Some(first) = parts.or_else(|| nearest(cx, amount, &near)) else { return };
    if !about(cx, amount.unit) || cx.has(&["per"]) {
        return;
    }
    let numbers: Vec<(Option<i32>, Num)> =
        near.iter().filter_map(|f| Some((f.year(), f.value.number()?))).collect();
    let pairs = numbers.iter().enumerate().flat_map(|(i, (year, a))| {
        let others = numbers[i + 1..].iter().filter(move |(y, b)| y == year && b.decimals == a.decimals);
        others.map(move |(_, b)| Num { scaled: a.scaled + b.scaled, ..*a })
    });
    let near_word = cx.nearness(amount.at);
    if numbers.iter().map(|(_, n)| *n).chain(pairs).any(|n| says(amount, near_word, n)) {
        return;
    }
    let other = all.iter().find(|f| f.value.number().is_some_and(|n| says(amount, near_word, n)));
    let (code, more) = match other {
        Some(fact) if paid && promised(cx, fact) => (code::L03, ": that was announced".to_owned()),
        Some(fact) => (code::L04, format!(": that is the number of {}", fact.period)),
        None => (code::L03, String::new()),
    };
    let message = format!(
        "claimed {}, computed {} ({}, {}){more}",
        amount.shown(),
        first.value.number().map(|n| n.to_string()).unwrap_or_default(),
        first.measure,
        first.period
    );
    cx.report(code, amount.at, &message, "correct it, or write a reference to the series", findings);
}

impl Amount {
    fn claimed(&self) -> Ratio {
        let Ratio(a, b) = Ratio::of(self.value);
        Ratio(a * self.times, b)
    }

    fn shown(&self) -> String {
        let unit = if self.unit == "fte" { "FTE" } else { self.unit };
        match self.times {
            1 => format!("{} {unit}", self.value),
            times => format!("{} × {times} {unit}", self.value),
        }
    }
}

/// A plain amount must be equal, rounded to the digits that are written.
fn says(amount: &Amount, nearness: Nearness, actual: Num) -> bool {
    let Ratio(a, b) = Ratio::of(actual);
    match nearness {
        Nearness::Plain => Ratio(a, b * amount.times).rounded(amount.value.decimals) == Some(amount.value),
        _ => holds(nearness, amount.claimed(), Ratio(a, b), true),
    }
}

/// Whether the sentence is about the means of the line: staff always, money when a word says so.
fn about(cx: &Context<'_>, unit: &str) -> bool {
    unit == "fte" || cx.has(&MEANS) || series_words(cx, unit, None) > 0
}

/// How many longer words of the names of series stand in the sentence.
fn series_words(cx: &Context<'_>, unit: &str, id: Option<&str>) -> usize {
    let series = cx.ground.line.series.iter().filter(|s| s.unit == unit && id.is_none_or(|id| s.id == id));
    let words = series.flat_map(|s| split(s.label.get(Lang::Nl))).filter(|w| w.chars().count() > 6);
    words.filter(|w| cx.has(&[w.as_str()])).count()
}

/// The series that the sentence names best; of those the first.
fn nearest<'a>(cx: &Context<'_>, amount: &Amount, facts: &[&'a Fact]) -> Option<&'a Fact> {
    let named = |f: &Fact| series_words(cx, amount.unit, Some(&f.measure));
    facts.iter().copied().enumerate().max_by_key(|(i, f)| (named(f), std::cmp::Reverse(*i))).map(|(_, f)| f)
}
