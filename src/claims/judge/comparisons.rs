//! Comparisons that do not hold: other lines at other stages, periods of unequal length.

use crate::base::{Findings, code};
use crate::claims::resolve::context::Context;

/// L14: numbers of lines that count different things.
pub fn lines(cx: &Context<'_>, findings: &mut Findings) {
    let own = cx.said.setting.line;
    for position in &cx.said.others {
        let other = &cx.said.setting.lines[*position];
        let (a, b) = (own.unit(own.main_stage), other.unit(other.main_stage));
        if own.main_stage == other.main_stage && a == b {
            continue;
        }
        let message = format!(
            "{} counts {} {a}s, {} counts {} {b}s: these are not compared",
            own.name,
            own.main_stage.id(),
            other.name,
            other.main_stage.id()
        );
        cx.report(code::L14, 0, &message, "compare equal stages and units only", findings);
    }
}

/// L13: periods of unequal length in one sentence.
pub fn periods(cx: &Context<'_>, at: usize, findings: &mut Findings) {
    let message = "numbers of periods of unequal length stand side by side";
    let hint = "give them for the same period, or in sentences of their own";
    cx.report(code::L13, at, message, hint, findings);
}

/// L13: a number by inhabitants without saying which.
pub fn inhabitants(cx: &Context<'_>, at: usize, findings: &mut Findings) {
    let message = "a rate by inhabitants without population and its date";
    cx.report(code::L13, at, message, "name the population and the day it was counted", findings);
}
