//! The findings: contradictions between printed numbers, small counts that are printed, broken cells.

use super::Rules;
use super::attack::{Break, Kind};
use super::attacker_knowledge::{Node, Told, World, node_of, published_before};
use super::editions::Vintages;
use super::release::{Release, Shown};
use super::span::{Decimal, Span};
use super::units::{counts, is_rate};
use crate::base::{Code, Finding, Place, code};

/// Code of what becomes known by supposing that a correction went one way.
pub const SUPPOSED: Code = code::A015;
/// Code of what is bounded too tightly by supposing so.
pub const BOUNDED: Code = code::A016;

/// Takes in all counts of all releases. A number that a report repeats from an earlier publication is taken
/// only where the report gives the same count itself.
pub fn take_all(world: &mut World, releases: &[Release], vintages: &Vintages) -> Vec<Finding> {
    let mut findings = Vec::new();
    world.releases = releases.iter().map(|r| (r.line.clone(), r.year, r.edition)).collect();
    for before in [false, true] {
        for (position, release) in releases.iter().enumerate() {
            world.reading = position;
            for cell in release.cells.iter().filter(|c| counts(c) && published_before(c) == before) {
                let Some(mut node) = node_of(release, cell) else {
                    findings.push(
                        Finding::error(code::A020, "this is not as published files are: a period")
                            .at(cell.place.clone())
                            .hint("build the report again"),
                    );
                    continue;
                };
                node.vintage = vintages.touching(position, &node);
                let least = i128::from(release.rules_for(cell).zeros_shown);
                let told = Told { shown: cell.shown, least, slack: release.slack(cell) };
                if before {
                    // The earlier number may have been counted in another way. It matters only where the
                    // count is hidden now and was printed then.
                    let hidden = world.find(&node).filter(|at| world.known(*at).is_none());
                    if let Some(at) = hidden.filter(|at| world.facts[*at].hidden) {
                        findings.extend(world.take(at, told, &cell.place));
                    }
                } else {
                    let at = world.node(node);
                    findings.extend(world.take(at, told, &cell.place));
                }
            }
        }
    }
    findings
}

/// Every small count that is printed, as a value or as the base of a share. A number that was published
/// elsewhere before is no secret any more.
pub fn small_counts(releases: &[Release]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for release in releases {
        for cell in release.cells.iter().filter(|c| !published_before(c)) {
            let rules = release.rules_for(cell);
            let small = |n: Option<Decimal>| {
                let small = n.and_then(Decimal::whole).is_some_and(|n| (1..rules.threshold).contains(&n));
                small && Span::parse(&cell.period).is_none_or(|period| rules.protects(&cell.dims, period))
            };
            let value = match cell.shown {
                Shown::Number(n) if counts(cell) => Some(n),
                _ => None,
            };
            // The base of a mean is a number of months or days, and that of a rate one of inhabitants, hours
            // or staff.
            let mean = ["_per_month", "_per_day"].iter().any(|end| cell.measure.ends_with(end));
            let of_months = mean || is_rate(cell);
            let base = cell.base.filter(|_| !of_months);
            if small(value) || small(base) {
                let what =
                    if small(value) { "a small count is printed" } else { "the base is a small count" };
                let name = node_of(release, cell).map_or_else(String::new, |n| n.to_string());
                let message = format!("{what}: `{name}` of {}", cell.figure);
                let hint = "a count below the threshold is hidden everywhere";
                let count = node_of(release, cell).map(|node| node.count(&cell.figure));
                let finding = Finding::error(code::A005, message).about(count);
                findings.push(finding.at(cell.place.clone()).hint(hint));
            }
        }
    }
    findings
}

/// Relations whose numbers are all printed and do not add up.
pub fn sums_that_do_not_add_up(world: &World) -> Vec<Finding> {
    let sums = world.relations.iter().filter(|r| world.excess(&r.terms).is_some_and(|sum| sum != 0));
    let limits = world.limits.iter().filter(|l| world.excess(&l.terms).is_some_and(|sum| sum > l.bound));
    sums.map(|r| (&r.terms, &r.why))
        .chain(limits.map(|l| (&l.terms, &l.why)))
        .map(|(terms, why)| {
            let place = terms.iter().find_map(|(n, _)| world.facts[*n].place.clone());
            let first = terms.first().map(|(node, _)| world.nodes[*node].count(why));
            let finding = Finding::error(code::A007, format!("the printed numbers do not agree: {why}"))
                .about(first)
                .hint("a reader sees that something is wrong or hidden: check the figure");
            place.into_iter().fold(finding, Finding::at)
        })
        .collect()
}

/// Small differences between two states of the same count. A cell with two or more traits then says which
/// registrations were corrected.
pub fn revisions(world: &World, rules: &Rules) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, node) in world.nodes.iter().enumerate() {
        let mut states = node.vintage.iter();
        let (Some((year, version)), None) = (states.next(), states.next()) else { continue };
        let vintage = (*version > 1).then_some((*year, version - 1)).into_iter().collect();
        let before = world.find(&Node { vintage, ..node.clone() });
        let both = before.and_then(|b| world.exact(b)).zip(world.exact(at));
        let of = rules.of(node);
        let specific = node.dims.len() + usize::from(node.period.first == node.period.last) > 2;
        if let Some((old, new)) = both
            && specific
            && of.protects(&node.dims, node.period)
            && (1..of.threshold).contains(&(old - new).abs())
        {
            let message = format!("the difference of `{node}` from what was published before is small");
            let hint = "publish the correction in the total only, or hold it back until more are corrected";
            let finding = Finding::error(code::A010, message).about(Some(node.count(""))).hint(hint);
            findings.push(world.facts[at].place.clone().into_iter().fold(finding, Finding::at));
        }
    }
    findings
}

/// A broken cell as a finding.
pub fn finding(world: &World, broken: &Break) -> Finding {
    let name = world.nodes[broken.node].to_string();
    let hide = "hide another cell of these sums as well, or merge categories";
    let (code, said, hint) = match broken.kind {
        Kind::Small => (code::A001, "is hidden and can be computed: it is a small count", hide),
        Kind::Exact => (code::A002, "is hidden and can be computed; it is not small", hide),
        Kind::Tight => (code::A003, "is hidden and can be bounded too tightly", hide),
        Kind::Group => (code::A004, "is hidden with others that hold only a small count together", hide),
        Kind::Implied => (code::A009, "is printed nowhere and can be computed: it is a small count", hide),
        Kind::Contradiction => {
            (code::A011, "has no possible value", "the printed numbers contradict each other")
        }
        Kind::Supposed => (
            SUPPOSED,
            "is hidden and can be computed from both editions, if the correction went one way: it is a small count",
            "hold the correction back until others come along",
        ),
        Kind::Bounded => (
            BOUNDED,
            "is hidden and can be bounded too tightly from both editions, if the correction went one way",
            "where it can wait, hold the correction back until others come along",
        ),
        Kind::Unproven => {
            (code::A012, "could not be bounded", "the system is too large or too hard to solve")
        }
    };
    const SHOWN: usize = 3;
    let mut from = broken.from.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("; ");
    if broken.from.len() > SHOWN {
        from.push_str(&format!("; and {} more", broken.from.len() - SHOWN));
    }
    let fact = &world.facts[broken.node];
    let said = if fact.slack > 0 && !fact.hidden {
        said.replace("is hidden and can", "is rounded, and can still")
    } else {
        said.to_owned()
    };
    let message = format!("`{name}` {said}, by: {from}");
    let finding = match broken.kind {
        Kind::Unproven | Kind::Bounded => Finding::warning(code, message),
        _ => Finding::error(code, message),
    };
    let place = world.facts[broken.node].place.clone().or_else(|| nearest(world, broken.node));
    let finding = finding.about(Some(world.nodes[broken.node].count(""))).hint(hint);
    place.into_iter().fold(finding, Finding::at)
}

/// The place of a count that is related to an unprinted one.
fn nearest(world: &World, node: usize) -> Option<Place> {
    let related = world.relations.iter().filter(|r| r.terms.iter().any(|(n, _)| *n == node));
    related.flat_map(|r| &r.terms).find_map(|(n, _)| world.facts[*n].place.clone())
}

/// Says which line a finding belongs to, by the folder it stands in.
pub fn of_line(finding: Finding, releases: &[Release]) -> Finding {
    let file = finding.place.as_ref().map(|p| p.file.clone()).unwrap_or_default();
    let own = |r: &&Release| r.cells.first().is_some_and(|c| c.place.file == file);
    match releases.iter().find(own) {
        Some(release) => finding.of(&release.line.clone()),
        None => finding,
    }
}
