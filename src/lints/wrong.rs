//! What is said of a number that the published cells contradict.

use super::context::{Context, exactly};
use super::facts::Fact;
use super::lexicon::Unit;
use super::numbers::{Count, stage};
use super::units::cell;
use crate::base::{Findings, Num, code};
use crate::disclosure::Safe;

const HINT: &str = "correct it, or write a reference such as {contacts-per-year}";

/// L03, L04, L09, L22: the published number is another.
pub fn wrong(cx: &Context<'_>, count: &Count, near: &[&Fact], years: &[i32], findings: &mut Findings) {
    if let Some(earlier) = super::earlier::of(cx, count.typed.value) {
        cx.report(
            code::L02,
            count.at,
            &earlier,
            "take the number of this edition, best as a reference",
            findings,
        );
        return;
    }
    let own = || meant(cx, count, near, years);
    let Some(fact) = near_by(cx, count, near).or_else(own).or_else(|| misnamed(cx, count, near, years))
    else {
        return;
    };
    let claimed = count.typed.value;
    let what = cell(cx, fact);
    match fact.value {
        // The same words whatever was claimed: a withheld number is neither confirmed nor denied.
        Safe::Hidden => {
            let message = "a number is given where the report withholds it";
            cx.report(
                code::L20,
                count.at,
                message,
                "leave the number out; whether it is right cannot be said",
                findings,
            );
        }
        Safe::Missing(_) => {
            let message = format!("claimed {claimed}; the report has no number of {what}");
            cx.report(code::L03, count.at, &message, HINT, findings);
        }
        Safe::Number(n) => other(cx, count, fact, n, findings),
    }
}

/// What the line counts, where the sentence names a unit that it does not count at all: *12 meldingen over
/// stalking*.
fn misnamed<'a>(cx: &Context<'_>, count: &Count, near: &[&'a Fact], years: &[i32]) -> Option<&'a Fact> {
    let unit = count.unit.filter(|_| count.own)?;
    let contacts = matches!(unit, Unit::Report | Unit::CaseFile | Unit::Conversation | Unit::Call);
    if !contacts || cx.facts().all.iter().any(|f| unit.fits(&f.unit)) {
        return None;
    }
    let line = cx.ground.line;
    let counted = Count { unit: Unit::of(line.unit(line.main_stage)), ..*count };
    meant(cx, &counted, near, years)
}

/// L09, L04, L22 or L03: the cell has another number.
fn other(cx: &Context<'_>, count: &Count, fact: &Fact, n: Num, findings: &mut Findings) {
    let (facts, claimed) = (cx.facts(), count.typed.value);
    let together = cx.has(&["samen", "opgeteld", "cumulatief"]) || cx.says(&["sinds de start", "in totaal"]);
    let total = facts.series(fact).iter().map(|s| s.count()).sum::<Option<i64>>();
    if let (true, Some(total)) = (together && (cx.years.len() != 1 || cx.has(&["sinds", "vanaf"])), total) {
        let span = span(&facts.series(fact));
        let message = format!("claimed {claimed}, computed {total}: the years {span} together");
        return cx.report(
            code::L09,
            count.at,
            &message,
            "say which years are added up, and add them all",
            findings,
        );
    }
    let last = fact.year().and_then(|y| facts.in_year(fact, y - 1)).and_then(Fact::count);
    let (code, more) = if last == Some(claimed.scaled) {
        (code::L04, format!(": {claimed} is the number of the year before"))
    } else if swapped(&claimed.to_string(), &n.to_string()) {
        (code::L22, ": two digits have changed places".to_owned())
    } else {
        (code::L03, String::new())
    };
    let message = format!("claimed {claimed}, computed {n} ({}){more}", cell(cx, fact));
    cx.report(code, count.at, &message, HINT, findings);
}

/// The whole in the line's own unit where the number is a fiftieth away from it at most: *461 oproepen* of a
/// line that answered 460 contacts is about these, though many more calls came in.
fn near_by<'a>(cx: &Context<'_>, count: &Count, near: &[&'a Fact]) -> Option<&'a Fact> {
    let claimed = count.typed.value.scaled;
    let close = |f: &&&Fact| f.count().is_some_and(|n| 50 * (n - claimed).abs() <= n);
    let main = |f: &&&Fact| {
        f.dims.is_empty()
            && f.measure == "contacts"
            && f.stage == Some(cx.ground.line.main_stage)
            && f.year().is_some()
            && !f.narrow
    };
    let strict = cx.mentions_at(count.at);
    let calls = matches!(count.unit, Some(Unit::Call)) && strict.is_empty();
    near.iter().filter(|_| calls).filter(main).find(close).copied()
}

/// The published cell that a claim is about.
pub fn meant<'a>(cx: &Context<'_>, count: &Count, near: &[&'a Fact], years: &[i32]) -> Option<&'a Fact> {
    let unit = count.unit?;
    let strict = cx.mentions_at(count.at);
    let asked = stage(cx, count.at);
    let main = |f: &&&Fact| {
        (unit.fits(&f.unit)
            || (unit == Unit::Call && asked.is_some() && f.stage == asked && f.unit != "victim"))
            && !f.narrow
            && exactly(f, &strict)
            && f.year() == years.first().copied()
            && !f.cumulative()
            && (f.measure == "contacts" || f.measure == "victims" || unit == Unit::Visitor)
    };
    let wanted = asked.unwrap_or(cx.ground.line.main_stage);
    let rank = |f: &&&Fact| (f.stage != Some(wanted), super::context::rank(f, &strict));
    near.iter().filter(main).min_by_key(rank).copied()
}

fn span(series: &[&Fact]) -> String {
    match series {
        [first, .., last] => format!("{}–{}", first.period, last.period),
        _ => String::new(),
    }
}

/// Whether two numbers differ by two neighbouring digits only.
pub fn swapped(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let differing: Vec<usize> = (0..a.len()).filter(|i| a[*i] != b[*i]).collect();
    matches!(differing[..], [i, j] if j == i + 1 && a[i] == b[j] && a[j] == b[i])
}
