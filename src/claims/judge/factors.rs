//! How often something became what it was: verdubbeld, gehalveerd.

use super::breaks::jump;
use crate::base::{Findings, code};
use crate::claims::read::change::Factor;
use crate::claims::resolve::context::Context;
use crate::claims::resolve::facts::Fact;
use crate::claims::resolve::subjects::subjects;
use crate::words::wording::{Ratio, holds};

/// L16: *verdubbeld*, *gehalveerd*, and not so.
pub fn check(cx: &Context<'_>, factor: &Factor, findings: &mut Findings) {
    let (at, (from, to)) = (factor.at, factor.years);
    let facts = cx.facts();
    let ratio = |f: &&Fact| {
        let (a, b) = (facts.in_year(f, from)?.count()?, facts.in_year(f, to)?.count()?);
        (a > 0).then_some(Ratio(i128::from(b), i128::from(a)))
    };
    let subjects = subjects(cx, at);
    let found: Vec<Ratio> = subjects.iter().filter_map(ratio).collect();
    if found.is_empty() || found.iter().any(|r| holds(factor.nearness, factor.times, *r, false)) {
        return jump(cx, at, &subjects, findings);
    }
    let shown = found[0].rounded(2).map(|n| n.to_string()).unwrap_or_default();
    let message = format!(
        "claimed {} times, computed {shown} times ({from} to {to})",
        factor.times.rounded(1).map(|n| n.to_string()).unwrap_or_default()
    );
    cx.report(code::L16, at, &message, "give the growth in percent", findings);
}
