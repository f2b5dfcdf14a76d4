//! Shares: 58 % van de slachtoffers, 1 op 4, meer dan de helft, twee derde, and rates.

use std::collections::BTreeMap;

use super::bases::{about, baseless, closing, hardly};
use super::context::{Context, Mention};
use super::facts::Fact;
use super::lexicon::Unit;
use super::periods::Part;
use super::ratios::{Share, meets, percent, read, worded};
use super::{printed, rates};
use crate::base::{Findings, code};
use crate::disclosure::Safe;
use crate::words::wording::Ratio;

/// Checks all shares of a sentence.
pub fn check(cx: &Context<'_>, findings: &mut Findings) {
    let shares: Vec<Share> = (0..cx.tokens().len()).filter_map(|i| read(cx, i)).collect();
    for share in &shares {
        one(cx, share, findings);
    }
    closing(cx, &shares, findings);
    hardly(cx, findings);
}

/// The base that *van de oproepen* names, behind the share or before it; *van de gevallen* leans on what
/// was named before. A share of people may be one of contacts.
fn base(cx: &Context<'_>, at: usize) -> Option<Unit> {
    let end = (at + 9).min(cx.tokens().len());
    let of = |from: usize| cx.units.iter().find(|(j, _)| *j > from && *j < from + 5).map(|(_, u)| *u);
    let behind = (at + 1..end).find(|j| cx.word(*j) == "van");
    let all = |j: usize| ["alle", "de", "deze", "onze"].contains(&cx.word(j + 1));
    let before = || (0..at).rev().find(|j| cx.word(*j) == "van" && all(*j)).and_then(of);
    // *Zes op de tien oproepen*.
    let ratio = (cx.word(at + 1) == "op").then(|| of(at + 1)).flatten();
    let cases = behind.filter(|j| ["gevallen", "situaties"].contains(&cx.word(j + 2)));
    let first = || cases.and_then(|_| cx.units.iter().find(|(j, _)| *j < at).map(|(_, u)| *u));
    ratio.or_else(|| behind.and_then(of)).or_else(before).or_else(first).filter(|u| *u != Unit::Person)
}

/// Shares of cells that the sentence can mean, with the cell.
pub fn candidates<'a>(cx: &Context<'a>, years: &[i32], base: Option<Unit>) -> Vec<(&'a Fact, Ratio)> {
    let facts = cx.facts();
    let mut found = Vec::new();
    for fact in cx.covered.iter().copied().filter(|f| f.counts() && !f.dims.is_empty()) {
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

fn one(cx: &Context<'_>, share: &Share, findings: &mut Findings) {
    let (mut years, _) = cx.years_at(share.at);
    if super::changes::from_to(cx, share.at) {
        // *Van 21,7 % naar 28,5 %*: of either year.
        years.extend(cx.compared().map(|(from, _)| from));
    }
    if let Some(kind) = rates::kind(cx, share.at) {
        return rates::check(cx, share, kind, &years, findings);
    }
    if super::numbers::of_other_line(cx, share.at) {
        return;
    }
    // *In de helft van de gevallen duurde het …*: of something that is no count.
    let timed = cx.has(&["seconden", "minuten", "minuut"]);
    if (timed || cx.units.is_empty()) && !cx.residue.is_empty() && share.decimals.is_none() {
        return;
    }
    let all = candidates(cx, &years, None);
    // What a hint may mean is not always counted here: *84 % ging over geweld*.
    if cx.mentions.is_empty() && (cx.hints.is_empty() || (all.is_empty() && about(cx))) {
        return baseless(cx, share, findings);
    }
    let named = base(cx, share.at);
    let fits = |f: &Fact| named.is_none_or(|b| b.fits(&f.unit));
    let mut own = cx.covered.iter().filter(|f| f.measure.ends_with("share") && !f.dims.is_empty());
    let is_own = |f: &Fact| {
        f.year().is_some_and(|y| years.contains(&y)) && rates::fraction(f).is_some_and(|s| meets(share, s))
    };
    if all.iter().any(|(f, s)| fits(f) && meets(share, *s))
        || (named.is_none_or(|b| b != Unit::Victim) && own.any(|f| f.figure == "funnel" && is_own(f)))
        || together(cx, share, &years).0
    {
        return;
    }
    // L07: right, but of something else.
    if let Some((fact, _)) = all.iter().find(|(f, s)| !fits(f) && meets(share, *s)) {
        let of = if fact.unit == "victim" { "victims" } else { "contacts" };
        let message = format!("{} is a share of {of}, not of what the sentence names", share.shown);
        cx.report(code::L07, share.at, &message, "name the base of the figure", findings);
        return;
    }
    let known = cx.covered.iter().filter(|f| f.counts() && f.dims.len() == 1 && fits(f));
    let known = known.filter(|f| f.year().is_some_and(|y| years.contains(&y)));
    if known.filter_map(|f| cx.facts().share_of_known(f)).any(|s| meets(share, s)) {
        if share.decimals.is_some() && !cx.has(&["bekend", "gekend", "bekende", "ingevuld", "geregistreerd"])
        {
            let message = format!("{} is a share of the known answers only", share.shown);
            cx.report(code::L07, share.at, &message, "say so: *van wie dit bekend is*", findings);
        }
        return;
    }
    if vague(cx, share) {
        if nowhere(cx, share, &all, &years) {
            let message = format!("{} is no share of what the sentence hints at", share.shown);
            let hint = "name what it is a share of, by the name that the figure has for it";
            cx.report(code::L07, share.at, &message, hint, findings);
        }
        return;
    }
    wrong(cx, share, &all, &years, findings);
}

/// Whether nobody can say which cell is meant: the words are not all known, and the number is printed or
/// is of a part of the contacts or the year.
fn vague(cx: &Context<'_>, share: &Share) -> bool {
    let here = |j: usize| cx.clauses[j] == cx.clauses[share.at];
    let printed = || {
        let typed = cx.tokens()[share.at].number().filter(|n| n.percent);
        typed.is_some_and(|n| printed::percentage(cx, n.value))
    };
    let hinted = cx.hints.iter().any(|m| here(m.from));
    hinted || cx.part != Part::Whole || printed::narrowed(cx) || (!cx.certain(share.at) && printed())
}

/// Whether a percentage of what is only hinted at (*84 % ging over geweld*) is that of none of these codes, of all
/// of them, or of the others.
fn nowhere(cx: &Context<'_>, share: &Share, all: &[(&Fact, Ratio)], years: &[i32]) -> bool {
    let here = |j: usize| cx.clauses[j] == cx.clauses[share.at];
    let known = !cx.residue.iter().any(|j| here(*j)) && cx.part == Part::Whole;
    if share.decimals.is_none() || !known || !cx.hints.iter().any(|m| here(m.from)) || all.is_empty() {
        return false;
    }
    let of_year = |f: &Fact| f.year().is_some_and(|y| years.contains(&y));
    let met = |s: Ratio| meets(share, s) || meets(share, Ratio(s.1 - s.0, s.1));
    let mut sums: BTreeMap<(&str, &str, &str, Option<i32>), Ratio> = BTreeMap::new();
    for (fact, s) in all.iter().filter(|(f, _)| f.dims.len() == 1) {
        let dim = fact.dims.keys().next().map_or("", String::as_str);
        let sum = sums.entry((&fact.figure, &fact.measure, dim, fact.year())).or_insert(Ratio(0, s.1));
        sum.0 += s.0;
    }
    let covered = || cx.covered.iter().copied().filter(|f| of_year(f));
    !(all.iter().any(|(_, s)| met(*s))
        || sums.into_values().any(met)
        || covered().filter_map(rates::fraction).any(met)
        || covered().filter_map(|f| cx.facts().share_of_known(f)).any(met))
}

/// L03: another share was published.
fn wrong(cx: &Context<'_>, share: &Share, all: &[(&Fact, Ratio)], years: &[i32], findings: &mut Findings) {
    let named = base(cx, share.at);
    let fits = |f: &Fact| named.is_none_or(|b| b.fits(&f.unit));
    let hint = "correct it, or write a reference such as {contacts-by-channel#chat|share}";
    let decimals = share.decimals.unwrap_or(1);
    if let (false, Some(sum)) = together(cx, share, years) {
        let message = format!("claimed {}, computed {} together", worded(share), percent(sum, decimals));
        return cx.report(code::L03, share.at, &message, hint, findings);
    }
    let Some(mention) = nearest(cx, share.at) else { return };
    let fitting =
        all.iter().filter(|(f, _)| fits(f) && f.dims.len() == 1 && super::context::exactly(f, &[mention]));
    let stage = Some(cx.ground.line.main_stage);
    let when = |f: &Fact| years.iter().position(|y| f.year() == Some(*y));
    let expected =
        fitting.min_by_key(|(f, _)| (when(f), super::context::rank(f, &[mention]), f.stage != stage));
    match expected {
        Some((fact, actual)) => {
            let shown = percent(*actual, decimals);
            let message =
                format!("claimed {}, computed {shown} ({}, {})", worded(share), fact.figure, fact.period);
            cx.report(code::L03, share.at, &message, hint, findings);
        }
        None => withheld(cx, share, mention, years, findings),
    }
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
        cx.report(code::L20, share.at, message, "leave it out; whether it is right cannot be said", findings);
    }
}

/// The mention that stands nearest; one before goes before one behind.
fn nearest<'c>(cx: &'c Context<'_>, at: usize) -> Option<&'c Mention> {
    let inside = cx.mentions_at(at);
    let pool: Vec<&Mention> = if inside.is_empty() { cx.mentions.iter().collect() } else { inside };
    pool.into_iter().min_by_key(|m| if m.to <= at { 2 * (at - m.to) } else { 2 * (m.from - at) + 1 })
}

/// Whether the codes named together have the share, and the sum that *samen* asks for.
fn together(cx: &Context<'_>, share: &Share, years: &[i32]) -> (bool, Option<Ratio>) {
    let named = cx.mentions.len() + cx.hints.len();
    if !cx.has(&["samen", "tezamen", "opgeteld", "en", "of"]) || named < 2 {
        return (false, None);
    }
    let wanted = base(cx, share.at);
    let mut sums: BTreeMap<(String, String, i32), (usize, Ratio)> = BTreeMap::new();
    let fits = |f: &Fact| f.dims.len() == 1 && wanted.is_none_or(|b| b.fits(&f.unit));
    for (fact, s) in candidates(cx, years, None).into_iter().filter(|(f, _)| fits(f)) {
        let year = fact.year().unwrap_or_default();
        let sum = sums.entry((fact.figure.clone(), fact.measure.clone(), year)).or_insert((0, Ratio(0, s.1)));
        *sum = (sum.0 + 1, Ratio(sum.1.0 + s.0, s.1));
    }
    let met = sums.values().any(|(_, s)| meets(share, *s));
    let asked =
        cx.has(&["samen", "tezamen", "opgeteld"]) && share.at > cx.mentions.last().map_or(0, |m| m.from);
    let whole = sums.into_values().filter(|(n, _)| asked && *n == named).map(|(_, s)| s).next();
    (met, whole)
}
