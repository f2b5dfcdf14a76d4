//! L06: a number under the name of another unit: victims called calls, contacts called persons, calls that came
//! in called answered ones.

use super::labels::{cell, name, unit_said};
use crate::base::{Findings, code};
use crate::claims::read::count::Count;
use crate::claims::read::unit::Unit;
use crate::claims::resolve::context::Context;
use crate::claims::resolve::facts::Fact;
use crate::commentary::Cited;
use crate::config::Stage;
use crate::words::wording::Nearness;

/// A number from a reference is right; only the words around it can be wrong.
pub fn reference(cx: &Context<'_>, count: &Count, cited: &Cited, findings: &mut Findings) {
    let published = cited.key.unit.as_deref().unwrap_or_default();
    let Some(unit) = count.unit.filter(|u| count.own && !u.fits(published)) else { return };
    // *Attempts* are called contacts or calls at will by nobody but the line itself.
    let message = format!(
        "{} counts {}, not {}",
        count.typed.value,
        name(cx, cited.key.stage, published),
        unit_said(unit)
    );
    cx.report(
        code::L06,
        count.at,
        &message,
        "use the unit of the figure, or refer to another figure",
        findings,
    );
}

/// L06: the number is that of another unit.
pub fn other_unit(cx: &Context<'_>, count: &Count, near: &[&Fact], findings: &mut Findings) -> bool {
    if count.nearness != Nearness::Plain {
        return false;
    }
    let told = cx.said.says(&cx.said.lexicon.count.counted_twice);
    let Some(unit) = count.unit.filter(|_| !told) else { return false };
    // Persons may be said of any year: they are no contacts in any.
    let same = |f: &&Fact| f.counts() && !unit.fits(&f.unit) && f.count() == Some(count.typed.value.scaled);
    let main = cx.said.setting.line.main_stage;
    let found = near.iter().copied().filter(same).min_by_key(|f| f.stage != Some(main)).or_else(|| {
        let any = cx.facts().all.iter().filter(|f| f.counts() && f.unit != "visitor" && f.unit != "visit");
        any.filter(|f| unit == Unit::Person && count.typed.value.scaled >= 20 && cx.covers(f))
            .filter(|f| same(f))
            .min_by_key(|f| f.stage != Some(main))
    });
    let Some(fact) = found else { return false };
    let message = format!(
        "{} is the number of {}, not of {}",
        fact.value.number().map(|n| n.to_string()).unwrap_or_default(),
        cell(cx, fact),
        unit_said(unit)
    );
    cx.report(code::L06, count.at, &message, "use the unit of the figure", findings);
    true
}

/// Contacts called persons, the number being rounded or not quite right: *meer dan 9.400 mensen*.
pub fn persons(cx: &Context<'_>, count: &Count, findings: &mut Findings) -> bool {
    let sure = cx.said.certain(count.at) && cx.said.mentions.is_empty();
    if count.unit != Some(Unit::Person) || count.typed.value.scaled < 20 || !sure {
        return false;
    }
    let report = cx.facts().year;
    let years: Vec<i32> = cx.said.years.iter().map(|(_, y)| *y).collect();
    let total = |f: &&Fact| {
        f.dims.is_empty()
            && f.measure == "contacts"
            && !f.narrow
            && f.year().is_some_and(|y| years.contains(&y) || (years.is_empty() && y == report))
    };
    let claimed = count.typed.value.scaled;
    let near = |f: &&Fact| {
        let Some(n) = f.count() else { return false };
        let reach = if count.nearness == Nearness::Plain { 50 } else { 10 };
        reach * (n - claimed).abs() <= n && (count.nearness == Nearness::Plain || count.meets(n))
    };
    let Some(fact) = cx.facts().all.iter().filter(total).find(near) else { return false };
    let message = format!(
        "{} {} in {} are called persons: whoever makes contact twice is counted twice",
        fact.count().unwrap_or_default(),
        name(cx, fact.stage, &fact.unit),
        fact.period
    );
    cx.report(code::L06, count.at, &message, "use the unit of the figure", findings);
    true
}

/// Calls that came in called answered ones.
pub fn other_stage(
    cx: &Context<'_>,
    count: &Count,
    stage: Option<Stage>,
    years: &[i32],
    findings: &mut Findings,
) -> bool {
    let Some(stage) = stage else { return false };
    let other = |f: &&Fact| {
        f.dims.is_empty()
            && f.measure == "contacts"
            && f.stage.is_some_and(|s| s != stage)
            && f.year().is_some_and(|y| years.contains(&y))
            && f.count() == Some(count.typed.value.scaled)
    };
    let Some(fact) = cx.facts().all.iter().find(other) else { return false };
    let right = |f: &&Fact| {
        f.measure == fact.measure
            && f.dims.is_empty()
            && f.stage == Some(stage)
            && f.period == fact.period
            && !f.narrow
    };
    let Some(answered) = cx.facts().all.iter().find(right) else { return false };
    let message = format!(
        "{} is the number of {} in {}; {} are {}",
        count.typed.value,
        name(cx, fact.stage, &fact.unit),
        fact.period,
        name(cx, answered.stage, &answered.unit),
        answered.value.number().map_or_else(|| "not given".to_owned(), |n| n.to_string())
    );
    cx.report(code::L06, count.at, &message, "use the word for the stage of the figure", findings);
    true
}
