//! What printed shares, changes and averages say about counts; and limits that hold for any numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::attacker_knowledge::{Node, State, World, node_of, published_before};
use super::editions::Vintages;
use super::release::{Published, Release, Shown};
use super::rounded;
use super::span::{Decimal, Span};
use super::units::counts;
use crate::base::{CountName, Counted, Finding, code};

/// How a derived number follows from counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Share,
    Change,
    /// Difference of two shares.
    Points,
}

/// Reads every derived cell and adds the limits on counts that follow from it. A derived number from which a
/// small count can be computed, or whose own count is hidden, is a finding.
pub fn derived(world: &mut World, releases: &[Release], vintages: &Vintages) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (position, release) in releases.iter().enumerate() {
        let mut measures: BTreeMap<&str, BTreeSet<(&str, &str, &str)>> = BTreeMap::new();
        let mut periods: BTreeMap<&str, BTreeSet<Span>> = BTreeMap::new();
        for cell in release.cells.iter().filter(|c| counts(c)) {
            let list = measures.entry(&cell.figure).or_default();
            list.insert((&cell.measure, &cell.stage, &cell.unit));
            periods.entry(&cell.figure).or_default().extend(Span::parse(&cell.period));
        }
        let none = BTreeSet::new();
        // A number from an earlier publication may have been counted in another way.
        for cell in release.cells.iter().filter(|c| !counts(c) && !published_before(c)) {
            let Shown::Number(value) = cell.shown else { continue };
            if cell.measure.starts_with("daily_change") || cell.measure.starts_with("control_change") {
                findings.extend(of_event(world, cell, release, position, vintages));
                continue;
            }
            let of = measures.get(cell.figure.as_str()).into_iter().flatten();
            let of: Vec<_> = of.filter(|(m, s, _)| base_of(cell, m) && *s == cell.stage).collect();
            let printed = periods.get(cell.figure.as_str()).unwrap_or(&none);
            let at = |world: &World, period: Span| {
                let found: Vec<usize> = of
                    .iter()
                    .filter_map(|(measure, stage, unit)| {
                        let mut node = node_of(release, cell)?;
                        (node.measure, node.stage, node.unit) =
                            ((*measure).to_owned(), (*stage).to_owned(), (*unit).to_owned());
                        node.period = period;
                        settle_month(&mut node);
                        node.vintage = vintages.touching(position, &node);
                        world.find(&node)
                    })
                    .collect();
                (found.len() == 1).then(|| found[0])
            };
            let said = match kind(cell) {
                Some(Kind::Change) => {
                    ends(cell, printed).and_then(|ends| change(world, cell, value, ends, &at))
                }
                Some(Kind::Points) => ends(cell, printed).and_then(|(from, to)| {
                    let both = [at(world, from), at(world, to)];
                    both.into_iter().flatten().find_map(|n| shown_for_hidden(world, n, cell))
                }),
                Some(Kind::Share) => {
                    let node = Span::parse(&cell.period).and_then(|p| at(world, p));
                    share(world, cell, value, node, release)
                }
                None => None,
            };
            findings.extend(said);
        }
    }
    findings
}

fn kind(cell: &Published) -> Option<Kind> {
    if cell.unit == "percentage_point" {
        Some(Kind::Points)
    } else if cell.measure == "change" || cell.measure.ends_with("_change") {
        (cell.unit == "percent").then_some(Kind::Change)
    } else {
        let quotient = cell.unit.contains("_per_") || cell.measure.contains("_per_");
        (cell.unit == "percent" || quotient).then_some(Kind::Share)
    }
}

/// The two periods that a change compares. A single period is compared with the year before. Two months that
/// the figure does not print by themselves are the beginning of the first period and the end of the second.
fn ends(cell: &Published, printed: &BTreeSet<Span>) -> Option<(Span, Span)> {
    let (from, to) = Span::ends(&cell.period)?;
    if from == to {
        return Some((Span { first: from.first - 12, last: from.last - 12 }, to));
    }
    if printed.contains(&from) && printed.contains(&to) {
        return Some((from, to));
    }
    let mut later = printed.iter().filter(|p| p.last == to.last && p.first > from.first);
    later.find_map(|to| {
        let from = Span { first: from.first, last: from.first + to.last - to.first };
        (from.last < to.first && printed.contains(&from)).then_some((from, *to))
    })
}

/// The change at an event is computed from the numbers during the event and at other times.
fn of_event(
    world: &World,
    cell: &Published,
    release: &Release,
    position: usize,
    vintages: &Vintages,
) -> Option<Finding> {
    // With a control the change is computed for the others and for the control.
    let control = cell.dims.contains_key("control");
    let parts: &[Option<&str>] = if control { &[Some("others"), Some("control")] } else { &[None] };
    let of = |measure: &str, part: &Option<&str>| {
        let mut of = Published { measure: measure.to_owned(), ..cell.clone() };
        of.dims.extend(part.map(|p| ("compared".to_owned(), p.to_owned())));
        of
    };
    let counted = parts.iter().flat_map(|part| ["during_event", "baseline"].map(|m| of(m, part)));
    let same = |(at, n): (usize, &Node), of: &Node| {
        let like =
            n.measure == of.measure && n.stage == of.stage && n.period == of.period && n.dims == of.dims;
        (like && n.vintage == of.vintage).then_some(at)
    };
    counted.into_iter().find_map(|of| {
        let mut of = node_of(release, &of)?;
        of.vintage = vintages.touching(position, &of);
        let at = world.nodes.iter().enumerate().find_map(|one| same(one, &of))?;
        shown_for_hidden(world, at, cell)
    })
}

/// Whether a derived cell of a figure may be computed from this measure.
fn base_of(cell: &Published, measure: &str) -> bool {
    match cell.measure.as_str() {
        "share" | "change" | "share_change" => true,
        named => named
            .strip_suffix("_share")
            .or_else(|| named.strip_suffix("_change"))
            .or_else(|| named.split_once("_per_").map(|(many, _)| many))
            .is_some_and(|of| of == measure),
    }
}

/// Turns the code of a month and a year into the period of that month.
fn settle_month(node: &mut Node) {
    let month = node.dims.get("month").and_then(|m| m.parse().ok());
    if let (Some(month), Some(year)) = (month, node.period.as_year()) {
        node.dims.remove("month");
        node.period = Span::month(year, month);
    }
}

fn shown_for_hidden(world: &World, node: usize, cell: &Published) -> Option<Finding> {
    let hidden = world.facts[node].state == State::Hidden;
    hidden.then(|| {
        Finding::error(
            code::A008,
            format!("`{}` is hidden, but its {} is printed", world.nodes[node], cell.measure),
        )
        .about(Some(world.nodes[node].count(&cell.measure)))
        .at(cell.place.clone())
        .hint("hide what is computed from a hidden cell")
    })
}

/// The whole numbers n for which 100 n / base, or n / base, is rounded to a printed quotient.
pub(super) fn numerators(cell: &Published, value: Decimal, base: i128) -> (i128, i128) {
    let hundred = if cell.unit == "percent" { 100 } else { 1 };
    let below = 2 * hundred * value.unit();
    let low = (2 * value.digits - 1) * base;
    let high = (2 * value.digits + 1) * base;
    (-(-low).div_euclid(below), high.div_euclid(below))
}

fn share(
    world: &mut World,
    cell: &Published,
    value: Decimal,
    node: Option<usize>,
    release: &Release,
) -> Option<Finding> {
    let base = cell.base.and_then(Decimal::whole);
    if let Some(said) = node.and_then(|node| rounded::share(world, cell, value, base, node)) {
        return said;
    }
    let Some(base) = base else {
        if let Some(node) = node {
            share_of_unknown(world, cell, value, node);
            return shown_for_hidden(world, node, cell);
        }
        return None;
    };
    let (low, high) = numerators(cell, value, base);
    let name = format!("{} {} {}", release.line, cell.figure, cell.measure);
    if let Some(node) = node {
        let why = format!("the printed {} of `{}`", cell.measure, world.nodes[node]);
        world.limit(vec![(node, 1)], high, why.clone());
        world.limit(vec![(node, -1)], -low, why);
        let said = shown_for_hidden(world, node, cell);
        if said.is_some() || !is_multi(release, cell) {
            return said;
        }
    }
    let small = |low: i128, high: i128| low >= 1 && high < i128::from(release.threshold);
    let (n, rest) = (small(low.max(0), high), small(base - high, base - low));
    (node.is_none() && n || rest && cell.unit == "percent").then(|| {
        let what = if rest { "the count that is missing from its base" } else { "the count it is made of" };
        Finding::error(
            code::A008,
            format!("a printed number of `{name}` gives {what} back, and that is a small one"),
        )
        .about(Some(named(cell, format!("{name} {what}"))))
        .at(cell.place.clone())
        .hint("print no share here, or fewer digits of it")
    })
}

/// A count that is printed nowhere, by the cell that gives it back.
fn named(cell: &Published, name: String) -> CountName {
    let span = Span::parse(&cell.period);
    let month = span.filter(|span| span.first == span.last).map(|_| "month".to_owned());
    let traits = cell.dims.keys().filter(|dim| *dim != "line").cloned().chain(month).collect();
    let years = span.and_then(|span| span.years().next().zip(span.years().last()));
    CountName { line: String::new(), name, counts: Box::new(Counted { traits, years }) }
}

fn is_multi(release: &Release, cell: &Published) -> bool {
    let multi = |(d, c): (&String, &String)| {
        release.codes.get(d).and_then(|codes| codes.get(c)).is_some_and(|code| code.multi)
    };
    cell.dims.iter().any(multi)
}

/// A share whose base is not printed. The base is the total, unless the share could be one of another part.
fn share_of_unknown(world: &mut World, cell: &Published, value: Decimal, node: usize) {
    let mut whole = world.nodes[node].clone();
    if whole.dims.len() > 2 {
        return;
    }
    whole.dims.retain(|d, _| d == "line");
    let Some(whole) = world.find(&whole).filter(|w| *w != node && cell.unit == "percent") else { return };
    let why = format!("the printed {} of `{}`", cell.measure, world.nodes[node]);
    let n = 200 * value.unit();
    world.limit(vec![(node, n), (whole, -(2 * value.digits + 1))], 0, why.clone());
    world.limit(vec![(node, -n), (whole, 2 * value.digits - 1)], 0, why);
}

/// 100 (to − from) / from, rounded.
fn change(
    world: &mut World,
    cell: &Published,
    value: Decimal,
    (from, to): (Span, Span),
    at: &dyn Fn(&World, Span) -> Option<usize>,
) -> Option<Finding> {
    let (from, to) = (at(world, from)?, at(world, to)?);
    if let Some(said) = rounded::change(world, cell, value, (from, to)) {
        return said;
    }
    let why = format!("the printed {} of `{}`", cell.measure, world.nodes[to]);
    let n = 200 * value.unit();
    world.limit(vec![(to, n), (from, -(n + 2 * value.digits + 1))], 0, why.clone());
    world.limit(vec![(to, -n), (from, n + 2 * value.digits - 1)], 0, why);
    shown_for_hidden(world, from, cell).or_else(|| shown_for_hidden(world, to, cell))
}

/// Limits that hold for any numbers. With several answers per contact no answer has more contacts than there
/// are in total. Contacts that name victims are contacts, and each names at least one. A printed answer that
/// all contacts but a few gave is a finding.
pub fn natural(world: &mut World, releases: &[Release], vintages: &Vintages) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (position, release) in releases.iter().enumerate() {
        let threshold = i128::from(release.threshold);
        for cell in release.cells.iter().filter(|c| counts(c) && is_multi(release, c)) {
            let Some(mut node) = node_of(release, cell) else { continue };
            node.vintage = vintages.touching(position, &node);
            let mut whole = node.clone();
            for (dim, code) in &cell.dims {
                if release.codes.get(dim).and_then(|c| c.get(code)).is_some_and(|c| c.multi) {
                    whole.dims.remove(dim);
                }
            }
            let (Some(part), Some(whole)) = (world.find(&node), world.find(&whole)) else { continue };
            let why = format!("`{node}` is at most its total");
            world.limit(vec![(part, 1), (whole, -1)], 0, why);
            if let (Some(n), Some(all)) = (world.exact(part), world.exact(whole))
                && (1..threshold).contains(&(all - n))
            {
                let message = format!("the difference of `{node}` from its total is a small count");
                let hint = "hide the answer that nearly all contacts gave";
                let finding = Finding::error(code::A008, message).about(Some(node.count("from its total")));
                findings.push(finding.at(cell.place.clone()).hint(hint));
            }
        }
    }
    for at in 0..world.nodes.len() {
        let node = world.nodes[at].clone();
        if node.measure == "contacts_with_victims" {
            let of = |measure: &str, unit: &str| Node {
                measure: measure.to_owned(),
                unit: unit.to_owned(),
                ..node.clone()
            };
            if let Some(victims) = world.find(&of("victims", "victim")) {
                world.limit(vec![(at, 1), (victims, -1)], 0, format!("each of `{node}` names a victim"));
            }
            if let Some(all) = world.find(&of("contacts", &node.unit)) {
                world.limit(vec![(at, 1), (all, -1)], 0, format!("`{node}` are contacts"));
            }
        }
    }
    findings
}
