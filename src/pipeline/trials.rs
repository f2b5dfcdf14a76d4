//! What would bring withheld counts of a breakdown back: changes of the settings are tried, each by counting and
//! protecting everything anew, so that what is promised is what a build then gives.

use std::collections::BTreeSet;

use super::giving_way::GivingWay;
use super::protection::{Loss, Protected};
use super::years::Counted;
use crate::config::{CodeKind, DimKind, Dimension, FigureId, Helpline};
use crate::disclosure::{Known, Memory, SafeTable};
use crate::measures::{Cube, Table};
use crate::preview::{Breakdown, Brings, Trial, breakdowns, reasons};

/// So many changes of a kind are tried at most; each costs as much as the protection of the line.
const MOST: usize = 4;

/// What was tried.
#[derive(Debug, Clone, Default)]
pub struct Tried {
    /// Changes that bring counts back, those that leave least withheld first.
    pub helps: Vec<Trial>,
    /// Changes that do not.
    pub in_vain: Vec<String>,
}

/// A change of the settings.
enum Change {
    /// These figures are not asked for.
    Without(Vec<FigureId>),
    /// These codes are taken together under one of them or another one.
    Together(BTreeSet<usize>, usize),
}

/// Tries changes for a dimension.
pub fn try_changes(
    counted: &Counted<'_>,
    (before, way): (&Known, &GivingWay<'_>),
    (protected, loss): (&Protected, &Loss),
    dimension: &str,
    memory: &mut Memory<'_>,
) -> Tried {
    let line = counted.line;
    let mut tried = Tried::default();
    let Some(now) = breakdown(line, protected, dimension) else { return tried };
    let withheld = names(&now, true);
    if withheld.is_empty() || loss.base.is_some() {
        return tried;
    }
    let years: Vec<i32> = protected.iter().map(|(year, _)| *year).collect();
    let small: BTreeSet<String> =
        reasons(&loss.log).into_iter().filter(|r| r.why == "small").map(|r| r.cell).collect();
    let mut changes = without(line, dimension);
    changes.extend(line.dimension(dimension).into_iter().flat_map(|d| together(d, &now, &small)));
    for (text, change) in changes {
        let then = attempt(counted, (before, way), (dimension, &years), &change, memory);
        let Some(then) = then.and_then(|p| breakdown(line, &p, dimension)) else {
            tried.in_vain.push(text);
            continue;
        };
        let (printed, left) = (names(&then, false), names(&then, true));
        if left.len() < withheld.len() {
            let printed = withheld.intersection(&printed).cloned().collect();
            let brings = Brings { printed, withheld: (withheld.len(), left.len()) };
            tried.helps.push(Trial { change: text, brings });
        } else {
            tried.in_vain.push(text);
        }
    }
    tried.helps.sort_by_key(|trial| trial.brings.withheld.1);
    tried
}

fn breakdown(line: &Helpline, protected: &[(i32, Vec<SafeTable>)], dimension: &str) -> Option<Breakdown> {
    let all = breakdowns(line, protected.iter().map(|(_, tables)| &tables[..]));
    all.into_iter().find(|b| b.dimension == dimension)
}

/// Names of the counts of a breakdown that are withheld, or printed.
fn names(breakdown: &Breakdown, withheld: bool) -> BTreeSet<String> {
    let shown = breakdown.rows.iter().flat_map(|row| row.years.values());
    let is = |why: Option<&str>| if withheld { why == Some("withheld") } else { why.is_none() };
    shown.filter(|shown| is(shown.why)).map(|shown| shown.name.clone()).collect()
}

/// Everything counted and protected with a change.
fn attempt(
    counted: &Counted<'_>,
    (before, way): (&Known, &GivingWay<'_>),
    (dimension, years): (&str, &[i32]),
    change: &Change,
    memory: &mut Memory<'_>,
) -> Option<Protected> {
    match change {
        Change::Without(figures) => {
            let left_out = |table: &Table| figures.contains(&table.figure);
            counted.tried(before, years, way, memory, &left_out)
        }
        Change::Together(codes, under) => {
            let multi = counted.line.dimension(dimension).is_some_and(|d| d.kind == DimKind::Multi);
            let cube: Cube = counted.cube.taken_together(dimension, multi, codes, *under);
            Counted { cube: &cube, ..*counted }.tried(before, years, way, memory, &|_| false)
        }
    }
}

/// Without each cross of the dimension, and without all of them.
fn without(line: &Helpline, dimension: &str) -> Vec<(String, Change)> {
    let of = |figure: fn(String, String) -> FigureId, a: &String, b: &String| figure(a.clone(), b.clone());
    let crosses = line.crosses.iter().map(|(a, b)| ("crosses", a, b, of(FigureId::Cross, a, b)));
    let trends = line.trends.iter().map(|(a, b)| ("trends", a, b, of(FigureId::Trend, a, b)));
    let own: Vec<_> =
        crosses.chain(trends).filter(|(_, a, b, _)| *a == dimension || *b == dimension).collect();
    let mut all: Vec<(String, Change)> = own
        .iter()
        .take(MOST)
        .map(|(list, a, b, figure)| {
            (format!("leave [{a}, {b}] out of `{list}:`"), Change::Without(vec![figure.clone()]))
        })
        .collect();
    if own.len() > 1 {
        let figures = own.iter().map(|(.., figure)| figure.clone()).collect();
        all.push((
            format!("leave all {} crosses and trends of `{dimension}` out", own.len()),
            Change::Without(figures),
        ));
    }
    all
}

/// Each code with a small count together with a neighbour, and all of them together.
fn together(dimension: &Dimension, now: &Breakdown, small: &BTreeSet<String>) -> Vec<(String, Change)> {
    let list = &dimension.codes;
    let is_small = |code: &str| {
        let mut rows =
            now.rows.iter().filter(|row| row.code.as_deref() == Some(code) && row.role != "unknown");
        rows.any(|row| {
            row.years.values().any(|shown| shown.why == Some("withheld") && small.contains(&shown.name))
        })
    };
    let codes: Vec<usize> = (0..list.codes.len()).filter(|i| is_small(&list.codes[*i].id)).collect();
    let name = |i: usize| format!("`{}`", list.codes[i].id);
    let mut all = Vec::new();
    for code in codes.iter().take(MOST) {
        if let Some(other) = neighbour(dimension, *code) {
            let text =
                format!("take {} and {} together in code list `{}`", name(*code), name(other), list.id);
            all.push((text, Change::Together([*code].into(), other)));
        }
    }
    if let [first, rest @ ..] = codes.as_slice()
        && !rest.is_empty()
    {
        let named: Vec<String> = codes.iter().map(|code| name(*code)).collect();
        let text = format!("take {} together in code list `{}`", named.join(", "), list.id);
        all.push((text, Change::Together(rest.iter().copied().collect(), *first)));
    }
    all
}

/// The code with which a small one is best taken together: the band beside it; else the rest of its list, or the next
/// code of its group.
fn neighbour(dimension: &Dimension, code: usize) -> Option<usize> {
    let list = &dimension.codes;
    let own = &list.codes[code];
    let alike = |i: &usize| {
        let other = &list.codes[*i];
        *i != code && other.parent == own.parent && matches!(other.kind, CodeKind::Plain | CodeKind::Other)
    };
    let beside = || (code + 1..list.codes.len()).chain((0..code).rev()).find(alike);
    if list.ordered {
        return beside();
    }
    let rest = (0..list.codes.len()).filter(|i| *i != code).find(|i| list.codes[*i].kind == CodeKind::Other);
    rest.or_else(beside)
}
