//! How often something became what it was: verdubbeld, gehalveerd.

use super::changes::subjects;
use super::context::Context;
use super::facts::Fact;
use super::jumps::jump;
use super::periods::Part;
use super::printed;
use crate::base::{Findings, code};
use crate::words::wording::{Nearness, Ratio, holds};

/// The factor that a word names.
fn factor(word: &str) -> Option<Ratio> {
    match word {
        "verdubbeld" | "verdubbelde" | "verdubbelden" | "verdubbeling" => Some(Ratio(2, 1)),
        "verdrievoudigd" | "verdrievoudigde" | "verdrievoudigden" | "verdrievoudiging" => Some(Ratio(3, 1)),
        "verviervoudigd" | "verviervoudigde" | "verviervoudigden" => Some(Ratio(4, 1)),
        "gehalveerd" | "halveerde" | "halveerden" | "halvering" => Some(Ratio(1, 2)),
        _ => None,
    }
}

/// L16: *verdubbeld*, *gehalveerd*, and not so.
pub fn check(cx: &Context<'_>, findings: &mut Findings) {
    let Some((at, named)) = (0..cx.tokens().len()).find_map(|i| Some((i, factor(cx.word(i))?))) else {
        return;
    };
    let Some((from, to)) = cx.compared().filter(|_| cx.part == Part::Whole && !printed::narrowed(cx)) else {
        return;
    };
    let facts = cx.facts();
    let ratio = |f: &&Fact| {
        let (a, b) = (facts.in_year(f, from)?.count()?, facts.in_year(f, to)?.count()?);
        (a > 0).then_some(Ratio(i128::from(b), i128::from(a)))
    };
    let subjects = subjects(cx, at);
    let found: Vec<Ratio> = subjects.iter().filter_map(ratio).collect();
    let nearness = match (cx.word(at.wrapping_sub(2)), cx.word(at.wrapping_sub(1))) {
        ("meer", "dan") => Nearness::More,
        _ => cx.nearness(at),
    };
    if found.is_empty() || found.iter().any(|r| holds(nearness, named, *r, false)) {
        return jump(cx, at, &subjects, findings);
    }
    let shown = found[0].rounded(2).map(|n| n.to_string()).unwrap_or_default();
    let message = format!(
        "claimed {} times, computed {shown} times ({from} to {to})",
        named.rounded(1).map(|n| n.to_string()).unwrap_or_default()
    );
    cx.report(code::L16, at, &message, "give the growth in percent", findings);
}
