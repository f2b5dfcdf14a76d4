//! Claims about a whole series: elk jaar gestegen, drie jaar op rij.

use super::context::{Context, exactly};
use super::facts::Fact;
use super::lexicon::small_number;
use super::periods::Part;
use super::printed::narrowed;
use crate::base::{Findings, code};
use crate::measures::Flag;

const EVER: [&str; 17] = [
    "elk jaar",
    "ieder jaar",
    "jaar na jaar",
    "jaar op jaar",
    "doorheen de jaren",
    "over de jaren",
    "door de jaren",
    "de voorbije jaren",
    "al jaren",
    "van jaar tot jaar",
    "blijft stijgen",
    "bleef stijgen",
    "bleven stijgen",
    "met de jaren",
    "blijft groeien",
    "blijven stijgen",
    "blijft toenemen",
];

/// Whether the sentence speaks of every year.
pub fn is_trend(cx: &Context<'_>) -> bool {
    // *Het stijgende aantal oproepen sinds 2017*.
    let growing =
        cx.since().is_some() && cx.directions.iter().any(|(i, _)| super::ways::of_series(cx.word(*i)));
    cx.says(&EVER)
        || cx.has(&["jaarlijks", "onafgebroken", "ononderbroken", "voortdurend", "steevast"])
        || in_a_row(cx).is_some()
        || growing
}

/// *Drie jaar op rij*: how many.
fn in_a_row(cx: &Context<'_>) -> Option<usize> {
    let at = (0..cx.tokens().len()).find(|i| cx.word(*i) == "op" && cx.word(i + 1) == "rij")?;
    let before = at.checked_sub(2).filter(|_| ["jaar", "jaren"].contains(&cx.word(at - 1)))?;
    let ordinals = ["eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende"];
    let ordinal = ordinals.iter().position(|o| *o == cx.word(before)).map(|p| p + 1);
    ordinal.or_else(|| small_number(cx.word(before)).and_then(|n| usize::try_from(n).ok()))
}

/// Checks the claims about a series in a sentence.
pub fn check(cx: &Context<'_>, findings: &mut Findings) {
    let denied = cx.has(&["behalve", "uitgezonderd", "uitzondering", "niet"]);
    if is_trend(cx) && cx.part == Part::Whole && !denied && !narrowed(cx) {
        every_year(cx, findings);
    }
}

/// What a series can be of.
pub fn subjects<'a>(cx: &Context<'a>) -> Vec<&'a Fact> {
    let facts = cx.facts();
    let units: Vec<_> = cx.units.iter().map(|(_, u)| *u).collect();
    let all: Vec<&super::context::Mention> = cx.mentions.iter().collect();
    let main = |f: &&Fact| {
        f.year() == Some(facts.year)
            && !f.cumulative()
            && f.counts()
            && exactly(f, &all)
            && !f.narrow
            && (f.measure == "contacts" || f.measure == "victims" || f.unit == "visitor")
    };
    let fitting = |f: &&Fact| main(f) && (units.is_empty() || units.iter().any(|u| u.fits(&f.unit)));
    let mut found: Vec<&Fact> = facts.all.iter().filter(fitting).collect();
    if found.is_empty() {
        // The unit word is wrong or loose (*meldingen*): the line's own number is meant.
        found = facts.all.iter().filter(main).collect();
    }
    let wanted = cx.ground.line.main_stage;
    if found.iter().any(|f| f.stage == Some(wanted)) && !cx.has(&["inkomende"]) {
        found.retain(|f| f.stage == Some(wanted));
    }
    found.truncate(1);
    found
}

fn every_year(cx: &Context<'_>, findings: &mut Findings) {
    let Some((at, way)) = cx.directions.first().copied() else { return };
    let since = cx.since();
    let row = in_a_row(cx);
    let span = cx.compared().filter(|_| cx.years.len() == 2 && row.is_none());
    for fact in subjects(cx) {
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
            if cx.has(&["maar", "hoewel", "al"]) && cx.years.iter().any(|(_, y)| *y == w[1].0) {
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
