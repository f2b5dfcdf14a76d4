//! Changes with a size: 31 % meer dan vorig jaar, een daling van 12 %, met een derde toegenomen, verdubbeld.

use super::context::{Context, Mention, exactly, rank};
use super::facts::Fact;
use super::jumps::jump;
use super::lexicon::{part_of_whole, small_number};
use super::periods::{self, Part};
use super::printed;
use super::text::Typed;
use crate::base::{Findings, Num, code};
use crate::config::Stage;
use crate::words::wording::{Nearness, Ratio, holds};

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
    let share = cx.word(at + 1) == "van" && ["de", "alle", "onze", "het"].contains(&cx.word(at + 2));
    // *… met 41 %, dat via telefoon met 13 %*.
    let carried = cx.word(at.wrapping_sub(1)) == "met" && !cx.directions.is_empty();
    (way || against || carried) && !share && !from_to(cx, at)
}

/// *Van 21,7 % naar 28,5 %*: two shares.
pub fn from_to(cx: &Context<'_>, at: usize) -> bool {
    let percent = |j: usize| cx.tokens().get(j).and_then(|t| t.number()).is_some_and(|n| n.percent);
    let before = |j: usize| cx.word(j.wrapping_sub(1));
    let to = |j: usize| ["naar", "tot"].contains(&before(j));
    let from = |j: usize| before(j) == "van";
    let beside = |j: usize| percent(j) && j.abs_diff(at) <= 6;
    (from(at) && (at + 1..at + 7).any(|j| beside(j) && to(j)))
        || (to(at) && (at.saturating_sub(6)..at).any(|j| beside(j) && from(j)))
}

/// A change that is claimed.
struct Claim {
    at: usize,
    size: Ratio,
    /// Digits of a percentage; none for a worded part.
    decimals: Option<u8>,
    nearness: Nearness,
    shown: String,
}

impl Claim {
    fn percentage(cx: &Context<'_>, at: usize, typed: Typed) -> Self {
        let value = Num { scaled: typed.value.scaled.abs(), ..typed.value };
        let Ratio(a, b) = Ratio::of(value);
        Self {
            at,
            size: Ratio(a, 100 * b),
            decimals: Some(value.decimals),
            nearness: cx.nearness(at),
            shown: format!("{value} %"),
        }
    }

    fn meets(&self, change: Ratio, way: i8) -> bool {
        let signed = Ratio(i128::from(way) * change.0, change.1);
        match (self.decimals, self.nearness) {
            (Some(decimals), Nearness::Plain) => percent(signed, decimals) == percent(self.size, decimals),
            (_, nearness) => holds(nearness, self.size, signed, false),
        }
    }
}

/// A part of the whole as the size of a change: *met een derde toegenomen*, *de helft meer dan in 2019*.
/// Gives the part and the token behind it.
pub fn fraction(cx: &Context<'_>, at: usize) -> Option<(Ratio, usize)> {
    let word = cx.word(at);
    let (part, end) = match word {
        "helft" => (Ratio(1, 2), at + 1),
        "driekwart" => (Ratio(3, 4), at + 1),
        _ => (Ratio(small_number(word)?, part_of_whole(cx.word(at + 1))?), at + 2),
    };
    let skip = |j: usize| {
        ["de", "een", "bijna", "ruim", "meer", "dan", "haast", "zowat", "ongeveer", "minstens"]
            .contains(&cx.word(j))
    };
    let before = (0..at).rev().find(|j| !skip(*j)).map(|j| cx.word(j)).unwrap_or_default();
    let way = cx.directions.iter().any(|(j, _)| cx.clauses[*j] == cx.clauses[at]);
    let more = ["meer", "minder", "hoger", "lager"].contains(&cx.word(end));
    (more || (before == "met" && way)).then_some((part, end))
}

/// Checks all changes with a size in a sentence; tells whether there was one.
pub fn check(cx: &Context<'_>, findings: &mut Findings) -> bool {
    let mut sized = false;
    for i in 0..cx.tokens().len() {
        if let Some((size, _)) = fraction(cx, i) {
            sized = true;
            let shown = Ratio(100 * size.0, size.1).rounded(0).map(|n| format!("{n} %")).unwrap_or_default();
            size_of(cx, &Claim { at: i, size, decimals: None, nearness: cx.nearness(i), shown }, findings);
        }
        let Some(typed) = cx.tokens()[i].number().filter(|n| n.percent) else { continue };
        if !is_change(cx, i) {
            continue;
        }
        sized = true;
        match typed.cited {
            None => size_of(cx, &Claim::percentage(cx, i, typed), findings),
            Some(_) => sign(cx, i, findings),
        }
    }
    super::times::check(cx, findings);
    sized
}

/// Cells that a change can be about, those with exactly the codes named first.
pub fn subjects<'a>(cx: &Context<'a>, at: usize) -> Vec<&'a Fact> {
    let units: Vec<_> = cx.units.iter().map(|(_, u)| *u).collect();
    subjects_of(cx, at, &units)
}

/// The same when these units are meant.
pub fn subjects_of<'a>(cx: &Context<'a>, at: usize, units: &[super::lexicon::Unit]) -> Vec<&'a Fact> {
    let facts = cx.facts();
    let main = |f: &&Fact| {
        f.year() == Some(facts.year)
            && !f.cumulative()
            && f.counts()
            && !f.narrow
            && (["contacts", "victims", "unanswered"].contains(&f.measure.as_str()) || f.unit == "visitor")
            && (units.is_empty() || units.iter().any(|u| u.fits(&f.unit)))
    };
    let strict = cx.mentions_at(at);
    let all: Vec<&Mention> = cx.mentions.iter().collect();
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
    if cx.has(&["inkomende", "binnenkomende"]) { Stage::Incoming } else { cx.ground.line.main_stage }
}

/// A change in percent, rounded.
pub fn percent(change: Ratio, decimals: u8) -> Option<Num> {
    Ratio(100 * change.0, change.1).rounded(decimals)
}

/// L05: the change follows from no two published numbers.
fn size_of(cx: &Context<'_>, claim: &Claim, findings: &mut Findings) {
    let at = claim.at;
    let pairs = cx.compared_at(at);
    let Some((from, to)) = pairs.first().copied() else { return };
    let way = nearest_way(cx, at).unwrap_or(1);
    if cx.part != Part::Whole {
        return of_part(cx, claim, way, (from, to), findings);
    }
    if super::points::of_share(cx) {
        return;
    }
    let (facts, subjects) = (cx.facts(), subjects(cx, at));
    let meets = |change: Ratio| claim.meets(change, way);
    let change_of = |f: &&Fact| pairs.iter().any(|(a, b)| facts.change(f, *a, *b).is_some_and(meets));
    if subjects.iter().any(change_of) {
        for fact in &subjects {
            unequal(cx, at, fact, [from, to], findings);
        }
        jump(cx, at, &subjects, findings);
        return;
    }
    // A sentence with several codes, or one that is only hinted at: any of them.
    let any = cx.covered.iter().filter(|f| f.year() == Some(facts.year) && f.counts());
    let several = cx.mentions.len() > 1 || !cx.hints.is_empty();
    if several && any.filter_map(|f| facts.change(f, from, to)).any(meets) {
        return;
    }
    let printed =
        claim.decimals.is_some_and(|d| percent(claim.size, d).is_some_and(|n| printed::percentage(cx, n)));
    if printed::narrowed(cx)
        || super::numbers::of_other_line(cx, at)
        || (!cx.certain(at) && (printed || several))
    {
        return;
    }
    let Some((fact, actual)) = subjects.iter().find_map(|f| Some((f, facts.change(f, from, to)?))) else {
        return;
    };
    let number = |y: i32| facts.in_year(fact, y).and_then(Fact::count);
    wrong(cx, claim, way, actual, [(number(from), from.to_string()), (number(to), to.to_string())], findings);
}

fn wrong(
    cx: &Context<'_>,
    claim: &Claim,
    way: i8,
    actual: Ratio,
    numbers: [(Option<i64>, String); 2],
    findings: &mut Findings,
) {
    let shown =
        percent(actual, claim.decimals.unwrap_or(1).max(1)).map(|n| n.to_string()).unwrap_or_default();
    let sign = if way < 0 { "−" } else { "+" };
    let [from, to] = numbers.map(|(n, when)| format!("{} in {when}", n.unwrap_or_default()));
    let message = format!("claimed {sign}{}, computed {shown} % ({from}, {to})", claim.shown);
    cx.report(
        code::L05,
        claim.at,
        &message,
        "name both periods, or write a reference with |change",
        findings,
    );
}

/// A change of some months of the year; of days and seasons nothing is published.
fn of_part(cx: &Context<'_>, claim: &Claim, way: i8, (from, to): (i32, i32), findings: &mut Findings) {
    let Part::Months(months) = &cx.part else { return };
    let sums: Vec<(i64, i64)> = subjects(cx, claim.at)
        .iter()
        .filter_map(|f| Some((periods::sum(cx, f, months, from)?, periods::sum(cx, f, months, to)?)))
        .filter(|(a, _)| *a > 0)
        .collect();
    let change = |(a, b): &(i64, i64)| Ratio(i128::from(b - a), i128::from(*a));
    let Some(first) = sums.first().filter(|_| !sums.iter().any(|s| claim.meets(change(s), way))) else {
        return;
    };
    if cx.certain(claim.at) {
        let numbers =
            [(Some(first.0), periods::shown(months, from)), (Some(first.1), periods::shown(months, to))];
        wrong(cx, claim, way, change(first), numbers, findings);
    }
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
        cx.report(code::L16, at, &message, "turn the word round", findings);
    }
}

fn nearest_way(cx: &Context<'_>, at: usize) -> Option<i8> {
    let apart = |j: usize| (cx.clauses[j] != cx.clauses[at], j.abs_diff(at));
    cx.directions.iter().min_by_key(|(j, _)| apart(*j)).map(|(_, way)| *way)
}

/// L13: a part of a year beside a whole one.
fn unequal(cx: &Context<'_>, at: usize, fact: &Fact, years: [i32; 2], findings: &mut Findings) {
    if let Some(year) = cx.facts().partial(fact, years)
        && !cx.has(&["onvolledig", "onvolledige", "deel", "maanden", "deels"])
    {
        let message = format!("{year} is no whole year here, and is compared with one that is");
        cx.report(
            code::L13,
            at,
            &message,
            "compare equal periods, or say that the year is incomplete",
            findings,
        );
    }
}
