//! What is said of a number that the published cells contradict.

use super::digits::swapped;
use super::earlier;
use super::labels::cell;
use crate::base::{Findings, Num, code};
use crate::claims::read::count::Count;
use crate::claims::resolve::context::Context;
use crate::claims::resolve::count_cells::{in_own_unit, meant, near_by};
use crate::claims::resolve::facts::Fact;
use crate::disclosure::Safe;

const HINT: &str = "correct it, or write a reference such as {contacts-per-year}";

/// L03, L04, L09, L22: the published number is another.
pub fn check(cx: &Context<'_>, count: &Count, near: &[&Fact], years: &[i32], findings: &mut Findings) {
    if let Some(earlier) = earlier::of(cx, count.typed.value) {
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
    let Some(fact) = near_by(cx, count, near).or_else(own).or_else(|| in_own_unit(cx, count, near, years))
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

/// L09, L04, L22 or L03: the cell has another number.
fn other(cx: &Context<'_>, count: &Count, fact: &Fact, n: Num, findings: &mut Findings) {
    let (facts, claimed) = (cx.facts(), count.typed.value);
    let together =
        cx.said.has(&cx.said.lexicon.count.added_up) || cx.said.says(&cx.said.lexicon.count.in_total);
    let total = facts.series(fact).iter().map(|s| s.count()).sum::<Option<i64>>();
    if let (true, Some(total)) =
        (together && (cx.said.years.len() != 1 || cx.said.has(&cx.said.lexicon.period.from)), total)
    {
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

fn span(series: &[&Fact]) -> String {
    match series {
        [first, .., last] => format!("{}–{}", first.period, last.period),
        _ => String::new(),
    }
}
