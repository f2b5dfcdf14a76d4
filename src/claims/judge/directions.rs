//! Directions without a size, and what lies between two years: *daalde in 2023*, *bleef stabiel*, *van 1140
//! (2019) naar 1929 (2022)*.

use super::breaks::jump;
use crate::base::{Findings, code};
use crate::claims::read::change::percent;
use crate::claims::read::direction::Direction;
use crate::claims::read::part_of_year::Part;
use crate::claims::resolve::context::Context;
use crate::claims::resolve::facts::Fact;
use crate::claims::resolve::months;
use crate::claims::resolve::subjects::{change, cited, subjects, subjects_of};
use crate::words::wording::Ratio;

/// L16: a direction that all cells that can be meant contradict.
pub fn check(cx: &Context<'_>, direction: &Direction, findings: &mut Findings) {
    let Direction { at, way } = *direction;
    let Some((from, to)) = cx.said.compared_at(at).first().copied() else { return };
    // *Zowel het aantal oproepen als het aantal gesprekken*: each of them.
    let each: Vec<Vec<&Fact>> = if cx.said.has(&cx.said.lexicon.direction.both) && cx.said.units.len() > 1 {
        cx.said.units.iter().map(|(_, u)| subjects_of(cx, at, &[*u])).collect()
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
        let when = match &cx.said.part {
            Part::Months(months) => {
                format!("{} to {}", months::shown(months, from), months::shown(months, to))
            }
            Part::Against(month, other) => format!("{to}-{other:02} to {to}-{month:02}"),
            _ => format!("{from} to {to}"),
        };
        let message = format!("claimed {said}, computed {shown} % ({when})");
        return cx.report(code::L16, at, &message, "turn the word round", findings);
    }
}

/// L16: *bleef stabiel* of what changed by more than a tenth.
pub fn stable(cx: &Context<'_>, at: usize, findings: &mut Findings) {
    let Some((from, to)) = cx.said.compared() else { return };
    let subjects = subjects(cx, at);
    let changes: Vec<Ratio> = subjects.iter().filter_map(|f| cx.facts().change(f, from, to)).collect();
    if !changes.is_empty() && changes.iter().all(|c| 10 * c.0.abs() > c.1) {
        let shown = percent(changes[0], 1).map(|n| n.to_string()).unwrap_or_default();
        let message = format!("claimed to be stable, computed {shown} % ({from} to {to})");
        cx.report(code::L16, at, &message, "give the change in percent", findings);
    }
}

/// L11: from one year to another, with years between that tell another story; L12 over a break.
pub fn endpoints(cx: &Context<'_>, findings: &mut Findings) {
    let pair = cx.said.compared().filter(|_| !cx.said.years.is_empty());
    let Some((from, to)) = pair else { return };
    let found = cited(cx, from, to);
    let at = cx.said.directions.first().map(|(at, _)| *at);
    if to - from < 2 {
        // *445 tegenover 187 een jaar eerder* needs no word of direction.
        let at = at.or_else(|| (!found.is_empty()).then(|| cx.said.years[0].0));
        let typed = cx.said.tokens().iter().filter_map(|t| t.number()).any(|n| !n.yearly && !n.percent);
        if let Some(at) = at.filter(|_| typed && (cx.said.years.len() >= 2 || !found.is_empty())) {
            let subjects = if found.is_empty() { subjects(cx, at) } else { found };
            jump(cx, at, &subjects, findings);
        }
        return;
    }
    let (Some((at, way)), true) = (cx.said.directions.first().copied(), cx.said.years.len() >= 2) else {
        return;
    };
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
    if !overall || cx.said.directions.iter().any(|(_, w)| *w != way) {
        return None;
    }
    let steps = values.windows(2).filter(against);
    let told: Vec<String> =
        steps.map(|w| format!("{} in {}, {} in {}", w[0].1, w[0].0, w[1].1, w[1].0)).collect();
    Some(told.join("; "))
}
