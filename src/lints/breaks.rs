//! Breaks in a series, marked or not.

use super::changes::percent;
use super::context::Context;
use super::facts::Fact;
use crate::diagnostics::Findings;
use crate::measures::Flag;

/// L12: numbers on both sides of a break are compared, or a code jumps while the whole does not.
pub fn jump(cx: &Context<'_>, at: usize, subjects: &[&Fact], findings: &mut Findings) {
    let told = [
        "breuk",
        "registratie",
        "categorieen",
        "categorieën",
        "definitie",
        "opgesplitst",
        "lijst",
        "vergelijkbaar",
    ];
    let Some((from, to)) = cx.compared().filter(|_| !cx.has(&told)) else { return };
    let facts = cx.facts();
    for fact in subjects.iter().filter(|f| !f.dims.is_empty()) {
        let broken =
            (from + 1..=to).find(|y| facts.in_year(fact, *y).is_some_and(|f| f.flags.contains(&Flag::Break)));
        if let Some(year) = broken {
            let message = format!("the series is broken in {year}: {from} and {to} cannot be compared");
            cx.report("L12", at, &message, "name the break, or compare years after it", findings);
            return;
        }
        // Channels come and go on a known day; categories are changed by those who keep the list.
        if fact.dims.contains_key("channel") || to - from > 2 {
            continue;
        }
        let Some(change) = facts.change(fact, from, to) else { continue };
        let whole = facts.beside(fact, &std::collections::BTreeMap::new(), fact.period);
        let Some(whole) = whole.and_then(|w| facts.change(w, from, to)) else { continue };
        let large = 2 * change.0.abs() >= change.1
            && facts.in_year(fact, from).and_then(Fact::count).is_some_and(|n| n >= 30);
        if large && 2 * whole.0.abs() * change.1 < change.0.abs() * whole.1 {
            let shown = percent(change, 0).map(|n| n.to_string()).unwrap_or_default();
            let message = format!(
                "{shown} % between {from} and {to}, far from the whole: were the categories changed?"
            );
            cx.report("L12", at, &message, "mark the break in the code list, or name the cause", findings);
            return;
        }
    }
}
