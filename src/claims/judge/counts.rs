//! Numbers of something, held against the cells they can be of.

use super::digits::swapped;
use super::labels::{cell, name};
use super::units::{other_stage, other_unit, persons, reference};
use super::{other_value, visitors};
use crate::base::{Findings, code};
use crate::claims::read::count::{Count, of_no_cell};
use crate::claims::read::number_role::counted;
use crate::claims::read::part_of_year::Part;
use crate::claims::read::unit::Unit;
use crate::claims::resolve::ambiguity;
use crate::claims::resolve::context::{Context, exactly};
use crate::claims::resolve::count_cells::{CountCells, Subject, meant};
use crate::claims::resolve::facts::Fact;
use crate::claims::resolve::months;
use crate::words::wording::Nearness;

/// L06: a published number under a name that the line does not count: *1.929 koppels*.
pub fn unknown_noun(cx: &Context<'_>, at: usize, noun: usize, findings: &mut Findings) {
    let Some(typed) = cx.said.tokens()[at].number() else { return };
    let (years, _) = cx.said.years_at(at);
    let codes = cx.said.mentions_at(at);
    let same = |f: &&&Fact| {
        f.counts()
            && f.count() == Some(typed.value.scaled)
            && f.year().is_some_and(|y| years.contains(&y))
            && exactly(f, &codes)
            && ["contacts", "victims"].contains(&f.measure.as_str())
    };
    let main = Some(cx.said.setting.line.main_stage);
    let Some(fact) = cx.covered.iter().filter(same).min_by_key(|f| f.stage != main) else { return };
    let message =
        format!("{} is the number of {}, not of {}", typed.value, cell(cx, fact), cx.said.word(noun));
    cx.report(code::L06, at, &message, "use the unit of the figure", findings);
}

/// Checks a count.
pub fn check(cx: &Context<'_>, count: &Count, findings: &mut Findings) {
    if let Some(cited) = cx.said.cited(count.typed) {
        return reference(cx, count, cited, findings);
    }
    let cells = CountCells::of(cx, count);
    if cells.met || of_no_cell(&cx.said) {
        return;
    }
    let CountCells { near, years, stage, subject, .. } = &cells;
    let named = match subject {
        // What is withheld gets one answer, whatever was claimed.
        Subject::Withheld => false,
        Subject::Clear => true,
        Subject::Ambiguous { fits } => !fits || count.unit == Some(Unit::Person),
    };
    if named
        && (other_unit(cx, count, near, findings)
            || persons(cx, count, findings)
            || other_stage(cx, count, *stage, years, findings)
            || visitors::added_up(cx, count, findings))
    {
        return;
    }
    if (!count.own && !cells.one_year) || cx.said.leans() {
        return;
    }
    if cx.said.part != Part::Whole {
        return of_part(cx, count, near, years, findings);
    }
    // The words say more than the report counts: a number that it prints may be meant.
    let ambiguous = matches!(subject, Subject::Ambiguous { .. });
    if ambiguous && (ambiguity::count(cx, count, years) || !slip(cx, count, near, years)) {
        return;
    }
    if !difference(cx, count, near, years, findings) {
        other_value::check(cx, count, near, years, findings);
    }
}

/// L03: *500 oproepen meer dan in 2022* is about the difference.
fn difference(
    cx: &Context<'_>,
    count: &Count,
    near: &[&Fact],
    years: &[i32],
    findings: &mut Findings,
) -> bool {
    let more = (count.at + 1..count.at + 4).any(|j| cx.said.lexicon.count.difference.has(cx.said.word(j)));
    let pair =
        cx.said.compared_at(count.at).first().copied().filter(|_| more && !cx.said.directions.is_empty());
    let (Some((from, to)), Some(fact)) = (pair, meant(cx, count, near, years)) else { return false };
    let number = |y: i32| cx.facts().in_year(fact, y).and_then(Fact::count);
    let (Some(a), Some(b)) = (number(from), number(to)) else { return false };
    let message = format!(
        "claimed a difference of {}, computed {} ({a} in {from}, {b} in {to})",
        count.typed.value,
        b - a
    );
    cx.report(code::L03, count.at, &message, "correct it, or give both numbers as references", findings);
    true
}

/// Whether a number is near what it would be of if the unknown words changed nothing: two digits that
/// changed places, a fiftieth more or less, or the number of another year.
fn slip(cx: &Context<'_>, count: &Count, near: &[&Fact], years: &[i32]) -> bool {
    let Some(fact) = meant(cx, count, near, years) else { return false };
    let Some(actual) = fact.count() else { return false };
    let claimed = count.typed.value.scaled;
    let close = 50 * (claimed - actual).abs() <= actual && !cx.said.narrowed();
    let before = fact.year().and_then(|y| cx.facts().in_year(fact, y - 1)).and_then(Fact::count);
    count.nearness == Nearness::Plain
        && count.own
        && claimed >= 100
        && (close || swapped(&claimed.to_string(), &actual.to_string()) || before == Some(claimed))
}

/// A number of some months of the year, when nothing else is said of them.
fn of_part(cx: &Context<'_>, count: &Count, near: &[&Fact], years: &[i32], findings: &mut Findings) {
    let (Part::Months(months), [year]) = (&cx.said.part, years) else { return };
    let numbers =
        (0..cx.said.tokens().len()).filter(|i| counted(&cx.said, *i, &cx.said.tokens()[*i])).count();
    let Some(fact) = meant(cx, count, near, years).filter(|f| f.dims.is_empty()) else { return };
    let Some(sum) = months::sum(cx, fact, months, *year) else { return };
    if numbers == 1 && cx.said.certain(count.at) && !count.meets(sum) {
        let when = months::shown(months, *year);
        let what = name(cx, fact.stage, &fact.unit);
        let message = format!("claimed {}, computed {sum} ({what} in {when})", count.typed.value);
        cx.report(
            code::L03,
            count.at,
            &message,
            "correct it, or write a reference to contacts-by-month",
            findings,
        );
    }
}
