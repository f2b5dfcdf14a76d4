//! Shares: 58 % van de slachtoffers, 1 op 4, meer dan de helft, twee derde.

use std::collections::BTreeMap;

use super::labels::{percent, worded};
use super::share_base::baseless;
use crate::base::{Findings, code};
use crate::claims::read::mention::Mention;
use crate::claims::read::number_role::{from_to, of_other_line};
use crate::claims::read::part_of_year::Part;
use crate::claims::read::share::{Share, about, base};
use crate::claims::read::unit::Unit;
use crate::claims::resolve::ambiguity;
use crate::claims::resolve::context::{Context, exactly, rank};
use crate::claims::resolve::facts::Fact;
use crate::claims::resolve::rate_cells::fraction;
use crate::claims::resolve::share_cells::{candidates, nearest, together};
use crate::config::FigureId;
use crate::disclosure::Safe;
use crate::words::wording::Ratio;

/// Years that a share is of. *Van 21,7 % naar 28,5 %*: of either year.
pub fn years(cx: &Context<'_>, share: &Share) -> Vec<i32> {
    let (mut years, _) = cx.said.years_at(share.at);
    if from_to(&cx.said, share.at) {
        years.extend(cx.said.compared().map(|(from, _)| from));
    }
    years
}

/// Checks a share.
pub fn check(cx: &Context<'_>, share: &Share, findings: &mut Findings) {
    if of_other_line(&cx.said, share.at) {
        return;
    }
    let years = years(cx, share);
    // *In de helft van de gevallen duurde het …*: of something that is no count.
    let timed = cx.said.has(&cx.said.lexicon.share.timed);
    if (timed || cx.said.units.is_empty()) && !cx.said.residue.is_empty() && share.decimals.is_none() {
        return;
    }
    let all = candidates(cx, &years, None);
    // What a hint may mean is not always counted here: *84 % ging over geweld*.
    if cx.said.mentions.is_empty() && (cx.said.hints.is_empty() || (all.is_empty() && about(&cx.said))) {
        return baseless(cx, share, findings);
    }
    let named = base(&cx.said, share.at);
    let fits = |f: &Fact| named.is_none_or(|b| b.fits(&f.unit));
    let mut own = cx.covered.iter().filter(|f| f.measure.ends_with("share") && !f.dims.is_empty());
    let is_own = |f: &Fact| {
        f.year().is_some_and(|y| years.contains(&y)) && fraction(f).is_some_and(|s| share.meets(s))
    };
    if all.iter().any(|(f, s)| fits(f) && share.meets(*s))
        || (named.is_none_or(|b| b != Unit::Victim)
            && own.any(|f| FigureId::Funnel.is(&f.figure) && is_own(f)))
        || together(cx, share, &years).0
    {
        return;
    }
    // L07: right, but of something else.
    if let Some((fact, _)) = all.iter().find(|(f, s)| !fits(f) && share.meets(*s)) {
        let of = if fact.unit == "victim" { "victims" } else { "contacts" };
        let message = format!("{} is a share of {of}, not of what the sentence names", share.shown);
        cx.report(code::L07, share.at, &message, "name the base of the figure", findings);
        return;
    }
    let known = cx.covered.iter().filter(|f| f.counts() && f.dims.len() == 1 && fits(f));
    let known = known.filter(|f| f.year().is_some_and(|y| years.contains(&y)));
    if known.filter_map(|f| cx.facts().share_of_known(f)).any(|s| share.meets(s)) {
        if share.decimals.is_some() && !cx.said.has(&cx.said.lexicon.share.known) {
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
    let here = |j: usize| cx.said.clauses[j] == cx.said.clauses[share.at];
    let printed = || {
        let typed = cx.said.tokens()[share.at].number().filter(|n| n.percent);
        typed.is_some_and(|n| ambiguity::percentage(cx, n.value))
    };
    let hinted = cx.said.hints.iter().any(|m| here(m.from));
    hinted || cx.said.part != Part::Whole || cx.said.narrowed() || (!cx.said.certain(share.at) && printed())
}

/// Whether a percentage of what is only hinted at (*84 % ging over geweld*) is that of none of these codes, of all
/// of them, or of the others.
fn nowhere(cx: &Context<'_>, share: &Share, all: &[(&Fact, Ratio)], years: &[i32]) -> bool {
    let here = |j: usize| cx.said.clauses[j] == cx.said.clauses[share.at];
    let known = !cx.said.residue.iter().any(|j| here(*j)) && cx.said.part == Part::Whole;
    if share.decimals.is_none() || !known || !cx.said.hints.iter().any(|m| here(m.from)) || all.is_empty() {
        return false;
    }
    let of_year = |f: &Fact| f.year().is_some_and(|y| years.contains(&y));
    let met = |s: Ratio| share.meets(s) || share.meets(Ratio(s.1 - s.0, s.1));
    let mut sums: BTreeMap<(&str, &str, &str, Option<i32>), Ratio> = BTreeMap::new();
    for (fact, s) in all.iter().filter(|(f, _)| f.dims.len() == 1) {
        let dim = fact.dims.keys().next().map_or("", String::as_str);
        let sum = sums.entry((&fact.figure, &fact.measure, dim, fact.year())).or_insert(Ratio(0, s.1));
        sum.0 += s.0;
    }
    let covered = || cx.covered.iter().copied().filter(|f| of_year(f));
    !(all.iter().any(|(_, s)| met(*s))
        || sums.into_values().any(met)
        || covered().filter_map(fraction).any(met)
        || covered().filter_map(|f| cx.facts().share_of_known(f)).any(met))
}

/// L03: another share was published.
fn wrong(cx: &Context<'_>, share: &Share, all: &[(&Fact, Ratio)], years: &[i32], findings: &mut Findings) {
    let named = base(&cx.said, share.at);
    let fits = |f: &Fact| named.is_none_or(|b| b.fits(&f.unit));
    let hint = "correct it, or write a reference such as {contacts-by-channel#chat|share}";
    let decimals = share.decimals.unwrap_or(1);
    if let (false, Some(sum)) = together(cx, share, years) {
        let message = format!("claimed {}, computed {} together", worded(share), percent(sum, decimals));
        return cx.report(code::L03, share.at, &message, hint, findings);
    }
    let Some(mention) = nearest(cx, share.at) else { return };
    let fitting = all.iter().filter(|(f, _)| fits(f) && f.dims.len() == 1 && exactly(f, &[mention]));
    let stage = Some(cx.said.setting.line.main_stage);
    let when = |f: &Fact| years.iter().position(|y| f.year() == Some(*y));
    let expected = fitting.min_by_key(|(f, _)| (when(f), rank(f, &[mention]), f.stage != stage));
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
            && exactly(f, &[mention])
    });
    if hidden {
        let message = "a share is given of what the report withholds";
        cx.report(code::L20, share.at, message, "leave it out; whether it is right cannot be said", findings);
    }
}
