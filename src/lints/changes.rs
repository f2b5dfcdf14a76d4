//! Changes: 31 % meer dan vorig jaar, een daling van 12 %, verdubbeld, meer dan in 2022.

use super::context::{Context, exactly};
use super::facts::Fact;
use super::jumps::jump;
use super::text::Typed;
use crate::commentary::wording::{Nearness, Ratio, holds};
use crate::diagnostics::Findings;
use crate::measures::Num;

/// Whether a percentage says how much something changed.
pub fn is_change(cx: &Context<'_>, at: usize) -> bool {
    let same = |j: usize| cx.clauses[j] == cx.clauses[at];
    let way = cx.directions.iter().any(|(j, _)| same(*j) || j.abs_diff(at) <= 6);
    let against = cx.says(&[
        "vs vorig jaar",
        "tegenover vorig jaar",
        "dan vorig jaar",
        "vergeleken met vorig jaar",
        "ten opzichte van vorig jaar",
    ]);
    let share = cx.word(at + 1) == "van" && ["de", "alle", "onze"].contains(&cx.word(at + 2));
    (way || against) && !share
}

/// Checks all changes of a sentence.
pub fn check(cx: &Context<'_>, findings: &mut Findings) {
    let mut sized = false;
    for i in 0..cx.tokens().len() {
        let Some(typed) = cx.tokens()[i].number().filter(|n| n.percent) else { continue };
        if !is_change(cx, i) {
            continue;
        }
        sized = true;
        match typed.cited {
            None => size(cx, i, typed, findings),
            Some(_) => sign(cx, i, findings),
        }
    }
    times(cx, findings);
    if !sized {
        way(cx, findings);
    }
    endpoints(cx, findings);
}

/// Cells that a change can be about, those with exactly the codes named first.
fn subjects<'a>(cx: &Context<'a>, at: usize) -> Vec<&'a Fact> {
    let facts = cx.facts();
    let units: Vec<_> = cx.units.iter().map(|(_, u)| *u).collect();
    let main = |f: &&Fact| {
        f.year() == Some(facts.year)
            && !f.cumulative()
            && f.counts()
            && (f.measure == "contacts"
                || f.measure == "victims"
                || f.measure == "unanswered"
                || f.unit == "visitor")
            && (units.is_empty() || units.iter().any(|u| u.fits(&f.unit)))
    };
    let strict = cx.mentions_at(at);
    let all: Vec<&super::context::Mention> = cx.mentions.iter().collect();
    // What is named in another clause may be meant, or the whole.
    let loose = strict.is_empty() && !all.is_empty();
    for mentions in [&strict, &all] {
        let fits = |f: &&Fact| exactly(f, mentions) || (loose && exactly(f, &all));
        let mut found: Vec<&Fact> = facts.all.iter().filter(main).filter(fits).collect();
        let wanted = wanted_stage(cx);
        if found.iter().any(|f| f.stage == Some(wanted)) && units.is_empty() {
            found.retain(|f| f.stage == Some(wanted));
        }
        found.sort_by_key(|f| f.stage != Some(wanted));
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

fn wanted_stage(cx: &Context<'_>) -> crate::config::Stage {
    if cx.has(&["inkomende", "binnenkomende"]) {
        crate::config::Stage::Incoming
    } else {
        cx.ground.line.main_stage
    }
}

pub fn percent(change: Ratio, decimals: u8) -> Option<Num> {
    Ratio(100 * change.0, change.1).rounded(decimals)
}

/// L05: the change follows from no two published numbers.
fn size(cx: &Context<'_>, at: usize, typed: Typed, findings: &mut Findings) {
    let pairs = cx.compared_at(at);
    let Some((from, to)) = pairs.first().copied() else { return };
    let way = nearest_way(cx, at).unwrap_or(1);
    let subjects = subjects(cx, at);
    let nearness = cx.nearness(at);
    let claimed =
        Ratio(i128::from(typed.value.scaled.abs()), 100 * 10_i128.pow(u32::from(typed.value.decimals)));
    let meets = |change: Ratio| {
        let signed = Ratio(i128::from(way) * change.0, change.1);
        match nearness {
            Nearness::Plain => {
                percent(signed, typed.value.decimals).map(|n| n.scaled) == Some(typed.value.scaled.abs())
            }
            nearness => holds(nearness, claimed, signed, false),
        }
    };
    let facts = cx.facts();
    let change_of = |f: &&Fact| pairs.iter().any(|(a, b)| facts.change(f, *a, *b).is_some_and(meets));
    if subjects.iter().any(change_of) {
        for fact in &subjects {
            unequal(cx, at, fact, [from, to], findings);
        }
        jump(cx, at, &subjects, findings);
        return;
    }
    // A sentence with several codes: any of them.
    let any = facts.all.iter().filter(|f| f.year() == Some(facts.year) && f.counts() && cx.covers(f));
    if cx.mentions.len() > 1 && any.filter_map(|f| facts.change(f, from, to)).any(meets) {
        return;
    }
    let Some((fact, actual)) = subjects.iter().find_map(|f| Some((f, facts.change(f, from, to)?))) else {
        return;
    };
    let shown = percent(actual, typed.value.decimals.max(1)).map(|n| n.to_string()).unwrap_or_default();
    let sign = if way < 0 { "−" } else { "+" };
    let numbers = [from, to].map(|y| {
        facts.in_year(fact, y).and_then(|f| f.value.number()).map(|n| n.to_string()).unwrap_or_default()
    });
    let message = format!(
        "claimed {sign}{} %, computed {shown} % ({} in {from}, {} in {to})",
        Num { scaled: typed.value.scaled.abs(), ..typed.value },
        numbers[0],
        numbers[1]
    );
    cx.report("L05", at, &message, "name both periods, or write a reference with |change", findings);
}

/// L16: a change that came from a reference, called by the wrong direction.
fn sign(cx: &Context<'_>, at: usize, findings: &mut Findings) {
    let typed = cx.tokens()[at].number().and_then(|n| cx.cited(n));
    let (Some(cited), Some(way)) = (typed, nearest_way(cx, at)) else { return };
    let Some(fact) = cx.facts().all.iter().find(|f| {
        f.figure == cited.figure
            && f.dims == cited.key.dims
            && Some(f.period) == cited.key.period
            && f.counts()
    }) else {
        return;
    };
    let Some((from, to)) = cx.compared() else { return };
    let Some(change) = cx.facts().change(fact, from, to) else { return };
    if change.0.signum() * i128::from(way) < 0 {
        let message =
            format!("the direction is wrong: the number {}", if change.0 > 0 { "rose" } else { "fell" });
        cx.report("L16", at, &message, "turn the word round", findings);
    }
}

fn nearest_way(cx: &Context<'_>, at: usize) -> Option<i8> {
    cx.directions.iter().min_by_key(|(j, _)| j.abs_diff(at)).map(|(_, way)| *way)
}

/// L13: a part of a year beside a whole one.
fn unequal(cx: &Context<'_>, at: usize, fact: &Fact, years: [i32; 2], findings: &mut Findings) {
    if let Some(year) = cx.facts().partial(fact, years)
        && !cx.has(&["onvolledig", "onvolledige", "deel", "maanden", "deels"])
    {
        let message = format!("{year} is no whole year here, and is compared with one that is");
        cx.report("L13", at, &message, "compare equal periods, or say that the year is incomplete", findings);
    }
}

/// *Verdubbeld*, *gehalveerd*.
fn times(cx: &Context<'_>, findings: &mut Findings) {
    let factor = |w: &str| match w {
        "verdubbeld" | "verdubbelde" | "verdubbelden" | "verdubbeling" => Some(Ratio(2, 1)),
        "verdrievoudigd" | "verdrievoudigde" | "verdrievoudiging" => Some(Ratio(3, 1)),
        "verviervoudigd" | "verviervoudigde" => Some(Ratio(4, 1)),
        "gehalveerd" | "halveerde" | "halvering" => Some(Ratio(1, 2)),
        _ => None,
    };
    let Some((at, named)) = (0..cx.tokens().len()).find_map(|i| Some((i, factor(cx.word(i))?))) else {
        return;
    };
    let Some((from, to)) = cx.compared() else { return };
    let facts = cx.facts();
    let ratio = |f: &&Fact| {
        let (a, b) = (facts.in_year(f, from)?.count()?, facts.in_year(f, to)?.count()?);
        (a > 0).then_some(Ratio(i128::from(b), i128::from(a)))
    };
    let subjects = subjects(cx, at);
    let found: Vec<Ratio> = subjects.iter().filter_map(ratio).collect();
    if found.is_empty() || found.iter().any(|r| holds(cx.nearness(at), named, *r, false)) {
        return;
    }
    let shown = found[0].rounded(2).map(|n| n.to_string()).unwrap_or_default();
    let message = format!(
        "claimed {} times, computed {shown} times ({from} to {to})",
        named.rounded(1).map(|n| n.to_string()).unwrap_or_default()
    );
    cx.report("L16", at, &message, "give the growth in percent", findings);
}

/// L16: a direction without a size.
fn way(cx: &Context<'_>, findings: &mut Findings) {
    let compares = cx.years.len() == 2
        || cx.has(&["tegenover", "vergeleken", "opzichte"])
        || cx.says(&["dan vorig jaar", "dan in", "dan het jaar", "dan een jaar"]);
    let [(at, way)] = cx.directions[..] else { return };
    if !compares || super::trends::is_trend(cx) || !cx.others.is_empty() {
        return;
    }
    let Some((from, to)) = cx.compared() else { return };
    let subjects = subjects(cx, at);
    let changes: Vec<Ratio> = subjects.iter().filter_map(|f| cx.facts().change(f, from, to)).collect();
    // Only when all that can be meant went the other way.
    if changes.is_empty() || changes.iter().any(|c| c.0.signum() * i128::from(way) > 0) || cx.units.is_empty()
    {
        return;
    }
    let shown = percent(changes[0], 1).map(|n| n.to_string()).unwrap_or_default();
    let said = if way > 0 { "more" } else { "fewer" };
    cx.report(
        "L16",
        at,
        &format!("claimed {said}, computed {shown} % ({from} to {to})"),
        "turn the word round",
        findings,
    );
}

/// L11: from one year to another, with years between that tell another story.
fn endpoints(cx: &Context<'_>, findings: &mut Findings) {
    let [(at, way), ..] = cx.directions[..] else { return };
    let Some((from, to)) = cx.compared().filter(|_| cx.years.len() >= 2) else { return };
    if to - from < 2 {
        let subjects = subjects(cx, at);
        if cx.tokens().iter().filter_map(|t| t.number()).any(|n| !n.yearly && !n.percent) {
            jump(cx, at, &subjects, findings);
        }
        return;
    }
    // The unit may be called wrongly (L06); the numbers tell what is meant.
    let facts = cx.facts();
    let all: Vec<&super::context::Mention> = cx.mentions.iter().collect();
    let typed: Vec<i64> = cx
        .tokens()
        .iter()
        .filter_map(|t| t.number())
        .filter(|n| !n.percent)
        .map(|n| n.value.scaled)
        .collect();
    let cited = |f: &&Fact| {
        f.counts()
            && exactly(f, &all)
            && f.year() == Some(to)
            && f.count().is_some_and(|n| typed.contains(&n))
            && facts.in_year(f, from).and_then(Fact::count).is_some_and(|n| typed.contains(&n))
    };
    let mut meant: Vec<&Fact> = facts.all.iter().filter(cited).collect();
    if meant.is_empty() {
        meant = subjects(cx, at);
    }
    for fact in meant {
        let values: Vec<(i32, i64)> =
            (from..=to).filter_map(|y| Some((y, facts.in_year(fact, y)?.count()?))).collect();
        if values.len() < 3 || facts.partial(fact, [from, to]).is_some() {
            continue;
        }
        let against: Vec<String> = values
            .windows(2)
            .filter(|w| (w[1].1 - w[0].1).signum() * i64::from(way) < 0)
            .map(|w| format!("{} in {}, {} in {}", w[0].1, w[0].0, w[1].1, w[1].0))
            .collect();
        let overall =
            values.last().zip(values.first()).is_some_and(|(b, a)| (b.1 - a.1).signum() * i64::from(way) > 0);
        let last =
            values.windows(2).next_back().is_some_and(|w| (w[1].1 - w[0].1).signum() * i64::from(way) < 0);
        if overall && last && !against.is_empty() {
            let message = format!("the years between tell another story: {}", against.join("; "));
            cx.report(
                "L11",
                at,
                &message,
                "show all years, or say that the last step went the other way",
                findings,
            );
            return;
        }
    }
}
