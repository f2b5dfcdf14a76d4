//! Shares: 58 % van de slachtoffers, 1 op 4, meer dan de helft, twee derde, and rates.

use std::collections::BTreeMap;

use super::bases::{baseless, closing, hardly};
use super::context::{Context, Mention};
use super::facts::Fact;
use super::lexicon::{Unit, part_of_whole, small_number};
use super::text::Typed;
use crate::commentary::wording::{Nearness, Ratio, holds};
use crate::diagnostics::Findings;
use crate::disclosure::Safe;

/// A claim about a share.
pub struct Share {
    /// Token it stands at.
    pub at: usize,
    /// What is claimed, as a fraction of 1.
    pub claimed: Ratio,
    /// Digits of the percentage; `None` for a worded ratio.
    pub decimals: Option<u8>,
    /// Its word.
    pub nearness: Nearness,
    /// As it is written.
    pub shown: String,
}

/// Words of rates.
const RATES: [&str; 12] = [
    "beantwoord",
    "antwoordgraad",
    "opgenomen",
    "bezet",
    "afgebroken",
    "gemist",
    "gemiste",
    "onbeantwoord",
    "bereikbaarheid",
    "opgehangen",
    "overbezet",
    "niet-beantwoord",
];

/// Checks all shares of a sentence.
pub fn check(cx: &Context<'_>, findings: &mut Findings) {
    let shares: Vec<Share> = (0..cx.tokens().len()).filter_map(|i| read(cx, i)).collect();
    for share in &shares {
        one(cx, share, findings);
    }
    closing(cx, &shares, findings);
    hardly(cx, findings);
}

fn read(cx: &Context<'_>, at: usize) -> Option<Share> {
    let nearness = cx.nearness(at);
    let make = |a: i128, b: i128, shown: String| {
        (a > 0 && a <= b).then_some(Share { at, claimed: Ratio(a, b), decimals: None, nearness, shown })
    };
    if let Some(typed) = cx.tokens()[at].number() {
        if typed.percent {
            return percentage(cx, at, typed, nearness);
        }
        // *1 op 4*, *2 op de 3*.
        let skip = usize::from(cx.word(at + 2) == "de");
        if cx.word(at + 1) == "op" && cx.cited(typed).is_none() {
            let whole = cx.tokens().get(at + 2 + skip).and_then(|t| {
                t.number().map(|n| i128::from(n.value.scaled)).or_else(|| t.word().and_then(small_number))
            })?;
            return make(i128::from(typed.value.scaled), whole, format!("{} op {whole}", typed.value));
        }
        return None;
    }
    let word = cx.word(at);
    if word == "helft" && !["eerste", "tweede", "laatste"].contains(&cx.word(at.wrapping_sub(1))) {
        return make(1, 2, "de helft".to_owned());
    }
    if word == "driekwart" {
        return make(3, 4, word.to_owned());
    }
    let count = small_number(word)?;
    if let Some(whole) = part_of_whole(cx.word(at + 1)) {
        return make(count, whole, format!("{word} {}", cx.word(at + 1)));
    }
    let skip = usize::from(cx.word(at + 2) == "de");
    if cx.word(at + 1) == "op" {
        let next = cx.tokens().get(at + 2 + skip)?;
        let whole = next
            .word()
            .and_then(small_number)
            .or_else(|| next.number().map(|n| i128::from(n.value.scaled)))?;
        return make(count, whole, format!("{word} op {whole}"));
    }
    None
}

fn percentage(cx: &Context<'_>, at: usize, typed: Typed, nearness: Nearness) -> Option<Share> {
    if typed.cited.is_some() || super::changes::is_change(cx, at) {
        return None;
    }
    let claimed = Ratio(i128::from(typed.value.scaled), 100 * 10_i128.pow(u32::from(typed.value.decimals)));
    Some(Share {
        at,
        claimed,
        decimals: Some(typed.value.decimals),
        nearness,
        shown: format!("{} %", typed.value),
    })
}

/// Whether an actual share is what is claimed.
fn meets(share: &Share, actual: Ratio) -> bool {
    match (share.decimals, share.nearness) {
        (Some(decimals), Nearness::Plain) => {
            let percent = |r: Ratio| Ratio(100 * r.0, r.1).rounded(decimals);
            percent(actual) == percent(share.claimed)
        }
        _ => holds(share.nearness, share.claimed, actual, false),
    }
}

/// The base that *van de oproepen* names.
fn base(cx: &Context<'_>, at: usize) -> Option<Unit> {
    let end = (at + 9).min(cx.tokens().len());
    let of = (at + 1..end).find(|j| cx.word(*j) == "van")?;
    cx.units.iter().find(|(j, _)| *j > of && *j < of + 5).map(|(_, u)| *u)
}

/// Shares of cells that the sentence can mean, with the cell.
fn candidates<'a>(cx: &Context<'a>, years: &[i32], base: Option<Unit>) -> Vec<(&'a Fact, Ratio)> {
    let facts = cx.facts();
    let mut found = Vec::new();
    for fact in facts.all.iter().filter(|f| f.counts() && !f.dims.is_empty() && cx.covers(f)) {
        if !fact.year().is_some_and(|y| years.contains(&y)) || base.is_some_and(|b| !b.fits(&fact.unit)) {
            continue;
        }
        found.extend(facts.share(fact, &BTreeMap::new()).map(|s| (fact, s)));
        if fact.dims.len() == 2 {
            for (dim, code) in &fact.dims {
                let within = BTreeMap::from([(dim.clone(), code.clone())]);
                found.extend(facts.share(fact, &within).map(|s| (fact, s)));
            }
        }
    }
    found
}

/// Published rates, and answered over incoming.
pub fn rates<'a>(cx: &Context<'a>, years: &[i32]) -> Vec<(&'a Fact, Ratio)> {
    let facts = cx.facts();
    let of_year = |f: &&Fact| f.year().is_some_and(|y| years.contains(&y)) && f.unit == "percent";
    let rate =
        |f: &&Fact| f.measure.contains("_rate") || (f.figure == "funnel" && f.measure.ends_with("_share"));
    let mut found: Vec<(&Fact, Ratio)> = facts
        .all
        .iter()
        .filter(of_year)
        .filter(rate)
        .filter_map(|f| Some((f, f.value.number()?)))
        .map(|(f, n)| (f, Ratio(i128::from(n.scaled), 100 * 10_i128.pow(u32::from(n.decimals)))))
        .collect();
    let steps = || {
        facts
            .all
            .iter()
            .filter(|f| f.figure == "funnel" && f.counts() && f.year().is_some_and(|y| years.contains(&y)))
    };
    for step in steps() {
        let whole = steps().find(|f| {
            f.year() == step.year()
                && f.measure == "contacts"
                && f.stage == Some(crate::config::Stage::Incoming)
        });
        if let (Some(part), Some(whole)) = (step.count(), whole.and_then(Fact::count).filter(|w| *w > 0)) {
            found.push((step, Ratio(i128::from(part), i128::from(whole))));
            found.push((step, Ratio(i128::from(whole - part), i128::from(whole))));
        }
    }
    found
}

/// The value of a share in percent, for messages.
pub fn percent(share: Ratio, decimals: u8) -> String {
    Ratio(100 * share.0, share.1).rounded(decimals).map(|n| format!("{n} %")).unwrap_or_default()
}

fn one(cx: &Context<'_>, share: &Share, findings: &mut Findings) {
    let (years, _) = cx.years_at(share.at);
    let named = base(cx, share.at);
    if RATES.iter().any(|w| cx.has(&[w])) {
        return rate(cx, share, &years, findings);
    }
    if cx.mentions.is_empty() {
        return baseless(cx, share, findings);
    }
    let all = candidates(cx, &years, None);
    let fits = |f: &Fact| named.is_none_or(|b| b.fits(&f.unit));
    if all.iter().any(|(f, s)| fits(f) && meets(share, *s)) || together(cx, share, &years) {
        return;
    }
    let hint = "correct it, or write a reference such as {contacts-by-channel#chat|share}";
    // L07: right, but of something else.
    if let Some((fact, _)) = all.iter().find(|(f, s)| !fits(f) && meets(share, *s)) {
        let of = if fact.unit == "victim" { "victims" } else { "contacts" };
        let message = format!("{} is a share of {of}, not of what the sentence names", share.shown);
        cx.report("L07", share.at, &message, "name the base of the figure", findings);
        return;
    }
    let known = cx.facts().all.iter().filter(|f| f.counts() && f.dims.len() == 1 && cx.covers(f) && fits(f));
    let known = known.filter(|f| f.year().is_some_and(|y| years.contains(&y)));
    if known.filter_map(|f| cx.facts().share_of_known(f)).any(|s| meets(share, s)) {
        if !cx.has(&["bekend", "gekend", "bekende", "ingevuld", "geregistreerd"]) {
            let message = format!("{} is a share of the known answers only", share.shown);
            cx.report("L07", share.at, &message, "say so: *van wie dit bekend is*", findings);
        }
        return;
    }
    let Some(mention) = nearest(cx, share.at) else { return };
    let expected =
        all.iter().find(|(f, _)| fits(f) && f.dims.len() == 1 && super::context::exactly(f, &[mention]));
    match expected {
        Some((fact, actual)) => {
            let shown = percent(*actual, share.decimals.unwrap_or(1));
            let message =
                format!("claimed {}, computed {shown} ({}, {})", worded(share), fact.figure, fact.period);
            cx.report("L03", share.at, &message, hint, findings);
        }
        None => withheld(cx, share, mention, &years, findings),
    }
}

fn worded(share: &Share) -> String {
    let word = match share.nearness {
        Nearness::Plain => "",
        Nearness::About => "about ",
        Nearness::Almost => "almost ",
        Nearness::Over => "just over ",
        Nearness::More => "more than ",
        Nearness::Less => "less than ",
        Nearness::AtLeast => "at least ",
        Nearness::AtMost => "at most ",
    };
    format!("{word}{}", share.shown)
}

/// L20: a share of a cell that is withheld.
fn withheld(cx: &Context<'_>, share: &Share, mention: &Mention, years: &[i32], findings: &mut Findings) {
    let hidden = cx.facts().all.iter().any(|f| {
        f.counts()
            && f.value == Safe::Hidden
            && f.year().is_some_and(|y| years.contains(&y))
            && f.dims.len() == 1
            && super::context::exactly(f, &[mention])
    });
    if hidden {
        let message = "a share is given of what the report withholds";
        cx.report("L20", share.at, message, "leave it out; whether it is right cannot be said", findings);
    }
}

/// The mention that stands nearest; one before goes before one behind.
fn nearest<'c>(cx: &'c Context<'_>, at: usize) -> Option<&'c Mention> {
    let inside = cx.mentions_at(at);
    let pool: Vec<&Mention> = if inside.is_empty() { cx.mentions.iter().collect() } else { inside };
    pool.into_iter().min_by_key(|m| if m.to <= at { 2 * (at - m.to) } else { 2 * (m.from - at) + 1 })
}

/// Whether the codes named together have the share.
fn together(cx: &Context<'_>, share: &Share, years: &[i32]) -> bool {
    if !cx.has(&["samen", "tezamen", "opgeteld", "en", "of"]) || cx.mentions.len() < 2 {
        return false;
    }
    let mut sums: BTreeMap<(String, String, i32), (i128, i128)> = BTreeMap::new();
    for (fact, s) in candidates(cx, years, None).into_iter().filter(|(f, _)| f.dims.len() == 1) {
        let year = fact.year().unwrap_or_default();
        let sum = sums.entry((fact.figure.clone(), fact.measure.clone(), year)).or_insert((0, s.1));
        sum.0 += s.0;
    }
    sums.into_values().any(|(a, b)| meets(share, Ratio(a, b)))
}

fn rate(cx: &Context<'_>, share: &Share, years: &[i32], findings: &mut Findings) {
    let mut all = rates(cx, years);
    if all.is_empty() || all.iter().any(|(_, s)| meets(share, *s)) {
        return;
    }
    if candidates(cx, years, None).iter().any(|(_, s)| meets(share, *s)) {
        return;
    }
    let busy = cx.has(&["bezet", "overbezet"]);
    all.retain(|(f, _)| f.measure == if busy { "busy_rate" } else { "answer_rate" });
    let Some((fact, actual)) = all.first() else { return };
    let message = format!(
        "claimed {}, computed {} ({}, {})",
        worded(share),
        percent(*actual, 1),
        fact.measure,
        fact.period
    );
    cx.report(
        "L03",
        share.at,
        &message,
        "say which rate is meant, or write a reference to answer-rates",
        findings,
    );
}
