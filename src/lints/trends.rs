//! Claims about a whole series: elk jaar gestegen, recordjaar, nooit eerder.

use super::context::{Context, exactly};
use super::facts::Fact;
use crate::diagnostics::Findings;
use crate::measures::Flag;

const EVER: [&str; 14] = [
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
];

/// Whether the sentence speaks of every year.
pub fn is_trend(cx: &Context<'_>) -> bool {
    cx.says(&EVER) || cx.has(&["jaarlijks", "onafgebroken", "ononderbroken", "voortdurend", "steevast"])
}

/// Checks the claims about a series in a sentence.
pub fn check(cx: &Context<'_>, findings: &mut Findings) {
    if is_trend(cx) {
        every_year(cx, findings);
    }
    extreme(cx, findings);
}

/// What a series can be of.
fn subjects<'a>(cx: &Context<'a>) -> Vec<&'a Fact> {
    let facts = cx.facts();
    let units: Vec<_> = cx.units.iter().map(|(_, u)| *u).collect();
    let all: Vec<&super::context::Mention> = cx.mentions.iter().collect();
    let main = |f: &&Fact| {
        f.year() == Some(facts.year)
            && !f.cumulative()
            && f.counts()
            && exactly(f, &all)
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
    let since = cx
        .years
        .iter()
        .find(|(i, _)| ["sinds", "vanaf"].contains(&cx.word(i.wrapping_sub(1))))
        .map(|(_, y)| *y);
    let span = cx.compared().filter(|_| cx.years.len() == 2);
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
        let broken = values.windows(2).find(|w| (w[1].1 - w[0].1).signum() * i64::from(way) <= 0);
        if let Some(w) = broken {
            let message = format!("not every year: {} in {}, {} in {}", w[0].1, w[0].0, w[1].1, w[1].0);
            cx.report("L16", at, &message, "name the years that went the other way", findings);
            return;
        }
        let first = values.first().map(|(y, _)| *y);
        if let (Some(since), Some(first)) = (since, first)
            && since < first
        {
            let message =
                format!("said of the years since {since}, while this report has numbers since {first}");
            cx.report("L16", at, &message, "say it of the years that the report shows", findings);
            return;
        }
    }
}

/// L16: the highest or lowest number ever.
fn extreme(cx: &Context<'_>, findings: &mut Findings) {
    let high = cx.has(&["recordjaar", "recordaantal", "record", "drukste"])
        && !cx.says(&[
            "drukste maand",
            "drukste dag",
            "drukste moment",
            "drukste uur",
            "drukste maanden",
            "drukste dagen",
        ])
        || cx.says(&["hoogste aantal", "nooit eerder", "nog nooit", "meer dan ooit", "grootste aantal"]);
    let low = cx.says(&["laagste aantal", "minder dan ooit", "kleinste aantal"]);
    if !(high || low) || cx.has(&["maand", "dag", "weekdag", "per"]) {
        return;
    }
    let word = [
        "recordjaar",
        "recordaantal",
        "record",
        "drukste",
        "hoogste",
        "laagste",
        "nooit",
        "ooit",
        "grootste",
        "kleinste",
    ];
    let at = (0..cx.tokens().len()).find(|i| word.contains(&cx.word(*i))).unwrap_or(0);
    let since = cx
        .years
        .iter()
        .find(|(i, _)| ["sinds", "vanaf"].contains(&cx.word(i.wrapping_sub(1))))
        .map(|(_, y)| *y);
    let year = cx.years.iter().map(|(_, y)| *y).find(|y| Some(*y) != since).unwrap_or(cx.facts().year);
    for fact in subjects(cx) {
        let series = cx.facts().series(fact);
        let values: Vec<(i32, i64)> = series
            .iter()
            .filter_map(|f| Some((f.year()?, f.count()?)))
            .filter(|(y, _)| since.is_none_or(|s| s <= *y))
            .collect();
        let Some((_, own)) = values.iter().find(|(y, _)| *y == year) else { continue };
        let beaten =
            values.iter().find(|(y, n)| *y != year && if high && !low { n >= own } else { n <= own });
        if let Some((other, n)) = beaten {
            let message = format!("{own} in {year}, but {n} in {other}");
            cx.report("L16", at, &message, "name the year that holds the record", findings);
            return;
        }
    }
}
