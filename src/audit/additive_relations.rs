//! Relations that the format promises: the codes of one level add up to their parent, months add up to years,
//! and years to longer periods.

use std::collections::{BTreeMap, BTreeSet};

use super::attacker_knowledge::{Node, State, World, node_of, published_before};
use super::editions::{Vintages, part};
use super::release::{Code, Codes, Release};
use super::span::Span;
use super::units::counts;

/// Dimensions whose codes do not divide the contacts: each code is about all of them, so nothing adds up.
const NO_PARTITION: [&str; 12] = [
    "variable",
    "rule",
    "publication",
    "vintage",
    "event",
    "baseline",
    // Lines and areas stand side by side: they are not parts of one whole, and areas overlap.
    "line",
    "other_line",
    "line_area",
    "line_channel",
    "area",
    "brand",
];

/// Note of a breakdown that prints only who is not known.
const INCOMPLETE: &str = "too-much-unknown";

/// What the cells of one table have in common, apart from their codes.
type Family = (String, Node);

/// The nodes of a table, by the dimensions that they name.
type Contexts = BTreeMap<BTreeSet<String>, BTreeSet<Node>>;

/// What is known of a table: its figure, whether rows are left out, whether counts are rounded, the code
/// lists.
struct Table<'a> {
    figure: &'a str,
    incomplete: bool,
    rounded: bool,
    codes: &'a Codes,
}

/// Adds the sums over complete dimensions, table by table. A margin that no table prints becomes a node too,
/// so that the tables which share it are linked. The numbers of a sum need not agree where each was rounded
/// by itself.
pub fn sums(world: &mut World, releases: &[Release], vintages: &Vintages) {
    for (position, release) in releases.iter().enumerate() {
        let rounded = release.rules_of(&release.line).rounding.is_some_and(|r| r.apart);
        let mut tables: BTreeMap<Family, Contexts> = BTreeMap::new();
        let mut incomplete: BTreeSet<&str> = BTreeSet::new();
        let loose = |c: &&super::release::Published| counts(c) && !c.dims.contains_key("publication");
        for cell in release.cells.iter().filter(loose) {
            let Some(mut node) = node_of(release, cell).filter(|_| !published_before(cell)) else { continue };
            if cell.notes.contains(INCOMPLETE) {
                incomplete.insert(&cell.figure);
            }
            node.vintage = vintages.touching(position, &node);
            let mut family = node.clone();
            family.dims.clear();
            // Every node of a sum has the same period, so the period does not divide the table.
            family.period = Span { first: 0, last: 0 };
            family.vintage.clear();
            let dims: BTreeSet<String> = cell.dims.keys().cloned().collect();
            let table = tables.entry((cell.figure.clone(), family)).or_default();
            table.entry(dims).or_default().insert(node);
        }
        for ((figure, _), contexts) in tables {
            let incomplete = incomplete.contains(figure.as_str());
            let table = Table { figure: &figure, incomplete, rounded, codes: &release.codes };
            table_sums(world, &table, contexts);
        }
    }
}

fn table_sums(world: &mut World, table: &Table<'_>, mut contexts: Contexts) {
    let widest = contexts.keys().map(BTreeSet::len).max().unwrap_or(0);
    for width in (1..=widest).rev() {
        let here: Vec<(BTreeSet<String>, BTreeSet<Node>)> =
            contexts.iter().filter(|(d, _)| d.len() == width).map(|(d, n)| (d.clone(), n.clone())).collect();
        for (dims, nodes) in here {
            for dim in dims.iter().filter(|d| partition(table.codes, d)) {
                let listed = table.codes.get(dim);
                let mut children: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
                for code in nodes.iter().filter_map(|n| n.dims.get(dim)) {
                    climb(listed, code, &mut children);
                }
                let rests: BTreeSet<Node> = nodes.iter().map(|n| without(n, dim)).collect();
                for (parent, codes) in &children {
                    level(world, table, dim, &rests, (parent, codes));
                }
                let fewer: BTreeSet<String> = dims.iter().filter(|d| *d != dim).cloned().collect();
                contexts.entry(fewer).or_default().extend(rests);
            }
        }
    }
}

/// Whether the codes of a dimension divide the whole.
fn partition(codes: &Codes, dim: &str) -> bool {
    let multi = codes.get(dim).is_some_and(|c| c.values().any(|c| c.multi));
    !multi && !NO_PARTITION.contains(&dim)
}

/// Adds a code to the children of its parent, and each ancestor to those of its own parent.
fn climb(
    listed: Option<&BTreeMap<String, Code>>,
    code: &str,
    children: &mut BTreeMap<String, BTreeSet<String>>,
) {
    let mut code = code.to_owned();
    // The loop ends also where parents form a circle: a code that is known already is not followed again.
    loop {
        let parent = listed.and_then(|l| l.get(&code)).map(|c| c.parent.clone()).unwrap_or_default();
        if !children.entry(parent.clone()).or_default().insert(code) || parent.is_empty() {
            return;
        }
        code = parent;
    }
}

fn without(node: &Node, dim: &str) -> Node {
    let mut node = node.clone();
    node.dims.remove(dim);
    node
}

/// The sum of the codes below one parent, for each combination of the other codes. It is the whole, unless
/// the printed numbers add up to the whole nowhere and one of these holds: they leave a rest, another table
/// prints a further code, rows are left out. Then the sum is at most the whole.
fn level(
    world: &mut World,
    table: &Table<'_>,
    dim: &str,
    rests: &BTreeSet<Node>,
    (parent, codes): (&String, &BTreeSet<String>),
) {
    let at = |rest: &Node, code: &str| {
        let mut node = rest.clone();
        if !code.is_empty() {
            node.dims.insert(dim.to_owned(), code.to_owned());
        }
        node
    };
    let beside = table.codes.get(dim).into_iter().flatten();
    let beside: Vec<&String> = beside
        .filter(|(code, what)| what.parent == *parent && !codes.contains(*code))
        .map(|(c, _)| c)
        .collect();
    let mut sums = Vec::new();
    let (mut hold, mut short) = (false, false);
    for rest in rests {
        let whole = world.node(at(rest, parent));
        let mut terms = vec![(whole, 1)];
        terms.extend(codes.iter().map(|code| (world.node(at(rest, code)), -1)));
        let rest_of_whole = world.excess(&terms);
        hold |= rest_of_whole == Some(0);
        short |= rest_of_whole.is_some_and(|n| n > 0);
        let more = beside.iter().filter_map(|code| world.find(&at(rest, code)));
        let more =
            more.into_iter().any(|n| world.facts[n].state > State::Withheld && world.known(n) != Some(0));
        sums.push((whole, terms, more));
    }
    let figure = table.figure;
    for (whole, terms, more) in sums {
        let name = world.nodes[whole].to_string();
        if !hold && !table.rounded && (short || more || table.incomplete) {
            let terms = terms.into_iter().map(|(n, c)| (n, -c)).collect();
            world.limit(terms, 0, format!("{name} ≥ sum over {dim} in {figure}"));
        } else {
            world.relate(terms, || format!("{name} = sum over {dim} in {figure}"));
        }
    }
}

/// Adds the sums over time: months of a year, years and months of a longer period.
pub fn periods(world: &mut World) {
    let mut spans: BTreeMap<Node, Vec<(Span, usize)>> = BTreeMap::new();
    for (at, node) in world.nodes.iter().enumerate().filter(|(_, n)| !n.measure.ends_with("_cumulative")) {
        let mut family = node.clone();
        family.period = Span { first: 0, last: 0 };
        family.vintage.clear();
        spans.entry(family).or_default().push((node.period, at));
    }
    for (family, members) in spans {
        for (span, at) in members {
            if let Some(parts) = parts(world, &family, &world.nodes[at].vintage.clone(), span) {
                let mut terms = vec![(at, 1)];
                terms.extend(parts.into_iter().map(|p| (p, -1)));
                let name = world.nodes[at].to_string();
                world.relate(terms, || format!("{name} = sum of its months or years"));
            }
        }
    }
}

/// The nodes of the years and months of which a period consists, years where possible; `None` when one is
/// missing.
fn parts(world: &World, family: &Node, vintage: &BTreeMap<i32, u32>, span: Span) -> Option<Vec<usize>> {
    let find = |period: Span| {
        let mut node = Node { period, ..family.clone() };
        node.vintage = part(vintage, &node);
        world.find(&node)
    };
    if span.first == span.last {
        return None;
    }
    let mut found = Vec::new();
    let mut month = span.first;
    while month <= span.last {
        let year = Span { first: month, last: month + 11 };
        let whole = (month.rem_euclid(12) == 0 && year.last <= span.last && year != span).then(|| find(year));
        if let Some(at) = whole.flatten() {
            found.push(at);
            month += 12;
        } else {
            found.push(find(Span { first: month, last: month })?);
            month += 1;
        }
    }
    Some(found)
}
