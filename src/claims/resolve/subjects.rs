//! Cells that a change or a series can be about.

use super::context::{Context, exactly, rank};
use super::facts::Fact;
use super::months;
use crate::claims::read::mention::Mention;
use crate::claims::read::part_of_year::Part;
use crate::claims::read::unit::Unit;
use crate::config::Stage;
use crate::words::wording::Ratio;

/// Cells that a change can be about, those with exactly the codes named first.
pub fn subjects<'a>(cx: &Context<'a>, at: usize) -> Vec<&'a Fact> {
    let units: Vec<_> = cx.said.units.iter().map(|(_, u)| *u).collect();
    subjects_of(cx, at, &units)
}

/// The same when these units are meant.
pub fn subjects_of<'a>(cx: &Context<'a>, at: usize, units: &[Unit]) -> Vec<&'a Fact> {
    let facts = cx.facts();
    let main = |f: &&Fact| {
        f.year() == Some(facts.year)
            && !f.cumulative()
            && f.counts()
            && !f.narrow
            && (["contacts", "victims", "unanswered"].contains(&f.measure.as_str()) || f.unit == "visitor")
            && (units.is_empty() || units.iter().any(|u| u.fits(&f.unit)))
    };
    let strict = cx.said.mentions_at(at);
    let all: Vec<&Mention> = cx.said.mentions.iter().collect();
    // What is named in another clause may be meant, or the whole.
    let loose = strict.is_empty() && !all.is_empty();
    for mentions in [&strict, &all] {
        let fits = |f: &&Fact| exactly(f, mentions) || (loose && exactly(f, &all));
        let mut found: Vec<&Fact> = facts.all.iter().filter(main).filter(fits).collect();
        let wanted = wanted_stage(cx);
        if found.iter().any(|f| f.stage == Some(wanted)) && units.is_empty() {
            found.retain(|f| f.stage == Some(wanted));
        }
        found.sort_by_key(|f| (f.stage != Some(wanted), rank(f, mentions)));
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

fn wanted_stage(cx: &Context<'_>) -> Stage {
    if cx.said.has(&cx.said.lexicon.count.incoming) {
        Stage::Incoming
    } else {
        cx.said.setting.line.main_stage
    }
}

/// What a series can be of.
pub fn whole_series<'a>(cx: &Context<'a>) -> Vec<&'a Fact> {
    let facts = cx.facts();
    let units: Vec<_> = cx.said.units.iter().map(|(_, u)| *u).collect();
    let all: Vec<&Mention> = cx.said.mentions.iter().collect();
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
    let wanted = cx.said.setting.line.main_stage;
    if found.iter().any(|f| f.stage == Some(wanted)) && !cx.said.has(&cx.said.lexicon.count.incoming_only) {
        found.retain(|f| f.stage == Some(wanted));
    }
    found.truncate(1);
    found
}

/// The change of a cell between two years, or between the same months of them.
pub fn change(cx: &Context<'_>, fact: &Fact, from: i32, to: i32) -> Option<Ratio> {
    match &cx.said.part {
        Part::Whole => cx.facts().change(fact, from, to),
        Part::Months(months) => {
            let (a, b) = (months::sum(cx, fact, months, from)?, months::sum(cx, fact, months, to)?);
            (a > 0).then_some(Ratio(i128::from(b - a), i128::from(a)))
        }
        Part::Against(month, other) => {
            let (a, b) = (months::sum(cx, fact, &[*other], to)?, months::sum(cx, fact, &[*month], to)?);
            (a > 0).then_some(Ratio(i128::from(b - a), i128::from(a)))
        }
        Part::Other => None,
    }
}

/// Cells of which the sentence gives both numbers; the unit may be called wrongly (L06).
pub fn cited<'a>(cx: &Context<'a>, from: i32, to: i32) -> Vec<&'a Fact> {
    let facts = cx.facts();
    let all: Vec<&Mention> = cx.said.mentions.iter().collect();
    let numbers = cx.said.tokens().iter().filter_map(|t| t.number()).filter(|n| !n.percent && !n.yearly);
    let yearly =
        cx.said.tokens().iter().enumerate().filter(|(i, _)| !cx.said.years.iter().any(|(j, _)| j == i));
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
