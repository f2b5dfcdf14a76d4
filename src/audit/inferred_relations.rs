//! Relations that no file promises and that a reader guesses from the words: incoming contacts are answered
//! plus unanswered ones, a running total grows by the count of the year, the unknown answers of a question
//! are a row of its table. A guess is believed when the printed numbers confirm it at least once and never
//! contradict it.

use std::collections::{BTreeMap, BTreeSet};

use super::attacker_knowledge::{Node, World};
use super::span::Span;

/// A guessed relation. All guesses of a family are believed, or none.
struct Guess {
    family: String,
    terms: Vec<(usize, i128)>,
    why: String,
    /// Whether the report explains it in words: then it is believed as long as no number contradicts it.
    told: bool,
}

/// Adds all guesses that are believed.
pub fn confirmed(world: &mut World) {
    let mut guesses = unanswered(world);
    guesses.extend(cumulative(world));
    guesses.extend(completeness(world));
    guesses.extend(offered(world));
    guesses.extend(offered_parts(world));
    guesses.extend(same_count(world));
    guesses.extend(outside_hours(world));
    let mut verdict: BTreeMap<String, bool> = BTreeMap::new();
    for guess in &guesses {
        if let Some(excess) = world.excess(&guess.terms) {
            let holds = excess == 0;
            let all = verdict.entry(guess.family.clone()).or_insert(true);
            *all &= holds;
        }
    }
    for guess in guesses {
        let believed = *verdict.get(&guess.family).unwrap_or(&guess.told);
        if believed {
            world.relate(guess.terms, || guess.why);
        }
    }
}

fn names(dims: &BTreeMap<String, String>) -> String {
    dims.keys().cloned().collect::<Vec<_>>().join("+")
}

fn line(node: &Node) -> String {
    node.dims.get("line").cloned().unwrap_or_default()
}

/// All nodes of a measure and stage, by the rest of their identity.
fn by_rest(world: &World, measure: &str, stage: &str) -> BTreeMap<Node, usize> {
    let fits = |n: &Node| n.measure == measure && n.stage == stage;
    let nodes = world.nodes.iter().enumerate().filter(|(_, n)| fits(n));
    nodes.map(|(at, n)| (Node { unit: String::new(), stage: String::new(), ..n.clone() }, at)).collect()
}

/// Incoming = answered + unanswered, also where the unanswered are not printed.
fn unanswered(world: &mut World) -> Vec<Guess> {
    let incoming = by_rest(world, "contacts", "incoming");
    let answered = by_rest(world, "contacts", "answered");
    let missed = by_rest(world, "unanswered", "incoming");
    let mut guesses = Vec::new();
    for (rest, &all) in &incoming {
        let Some(&part) = answered.get(rest) else { continue };
        let mut key = rest.clone();
        key.measure = "unanswered".to_owned();
        let other = match missed.get(&key) {
            Some(&at) => at,
            None if missed.is_empty() => continue,
            None => {
                let unit = world.nodes[all].unit.clone();
                world.node(Node { unit, stage: "incoming".to_owned(), ..key })
            }
        };
        guesses.push(Guess {
            family: format!("unanswered {} {}", line(rest), names(&rest.dims)),
            terms: vec![(all, 1), (part, -1), (other, -1)],
            why: format!("{} = answered + unanswered", world.nodes[all]),
            told: false,
        });
    }
    guesses
}

/// Attempts outside opening hours that nobody answered are those that were missed because the line was
/// closed.
fn outside_hours(world: &World) -> Vec<Guess> {
    let mut guesses = Vec::new();
    for (at, node) in world.nodes.iter().enumerate().filter(|(_, n)| n.measure == "unanswered") {
        if node.dims.get("outcome").is_none_or(|o| o != "closed") {
            continue;
        }
        let mut dims = node.dims.clone();
        dims.remove("outcome");
        dims.insert("hours".to_owned(), "closed".to_owned());
        let all = Node { measure: "contacts_by_hours".to_owned(), dims, ..node.clone() };
        let like = |n: &Node| {
            n.stage == "answered"
                && (&n.measure, &n.period, &n.dims) == (&all.measure, &all.period, &all.dims)
        };
        let answered = world.nodes.iter().position(|n| like(n) && n.vintage == all.vintage);
        if let Some((all, answered)) = world.find(&all).zip(answered) {
            guesses.push(Guess {
                family: format!("closed {} {}", line(node), names(&node.dims)),
                terms: vec![(all, 1), (answered, -1), (at, -1)],
                why: format!("{} = answered + missed for that reason", world.nodes[all]),
                told: false,
            });
        }
    }
    guesses
}

/// Each running total is the one of the year before plus the count of the year; the first is the count of its
/// year.
fn cumulative(world: &World) -> Vec<Guess> {
    let mut guesses = Vec::new();
    for (at, node) in world.nodes.iter().enumerate() {
        let Some(measure) = node.measure.strip_suffix("_cumulative") else { continue };
        let mut own = Node { measure: measure.to_owned(), ..node.clone() };
        own.vintage = super::editions::part(&node.vintage, &own);
        let own = world.find(&own);
        let Some((own, year)) = own.zip(node.period.as_year()) else { continue };
        let mut before = node.clone();
        before.period = Span::year(year - 1);
        before.vintage = super::editions::part(&node.vintage, &before);
        let mut terms = vec![(at, 1), (own, -1)];
        terms.extend(world.find(&before).map(|b| (b, -1)));
        let first = if terms.len() == 2 { "first " } else { "" };
        guesses.push(Guess {
            family: format!("{first}{} {} {}", node.measure, line(node), names(&node.dims)),
            terms,
            why: format!("{node} = that of the year before + {measure} of the year"),
            told: false,
        });
    }
    guesses
}

/// Answered and busy attempts of a channel have other names beside its rates.
fn offered(world: &World) -> Vec<Guess> {
    let mut guesses = Vec::new();
    // The sum over the channels with rates is not the count of the line.
    let of_one = world.nodes.iter().enumerate().filter(|(_, n)| n.dims.contains_key("channel"));
    for (at, node) in of_one {
        let mut same = node.clone();
        match node.measure.as_str() {
            "answered_when_offered" => same.measure = "contacts".to_owned(),
            "busy_when_offered" => {
                same.measure = "unanswered".to_owned();
                same.dims.insert("outcome".to_owned(), "busy".to_owned());
            }
            _ => continue,
        }
        if let Some(other) = world.find(&same) {
            guesses.push(Guess {
                family: format!("{} {}", node.measure, line(node)),
                terms: vec![(at, 1), (other, -1)],
                why: format!("{node} = {}", world.nodes[other]),
                told: false,
            });
        }
    }
    guesses
}

/// Attempts that were offered to a channel were answered, busy or abandoned, as the note of the rates
/// explains. The parts that are printed beside it add up, unless printed numbers show that there are others.
fn offered_parts(world: &World) -> Vec<Guess> {
    let mut guesses = Vec::new();
    let of = |node: &Node, measure: &str| {
        let like = |n: &Node| {
            n.measure == measure
                && (n.period, &n.dims, &n.vintage) == (node.period, &node.dims, &node.vintage)
        };
        world.nodes.iter().position(like)
    };
    let whole = world.nodes.iter().enumerate().filter(|(_, n)| n.measure == "offered_in_hours");
    for (at, node) in whole.filter(|(_, n)| n.dims.contains_key("channel")) {
        let (Some(answered), Some(busy)) = (of(node, "answered_when_offered"), of(node, "busy_when_offered"))
        else {
            continue;
        };
        let parts = [Some(answered), Some(busy), of(node, "abandoned_after_limit")];
        let parts = parts.into_iter().flatten().map(|n| (n, -1));
        guesses.push(Guess {
            family: format!("offered {} {}", line(node), node.dims["channel"]),
            terms: std::iter::once((at, 1)).chain(parts).collect(),
            why: format!("{node} = answered + busy + abandoned"),
            told: true,
        });
    }
    guesses
}

/// The table of completeness: known, unknown, unclear and blank answers add up to the contacts, and each of
/// them is the row of that name in the variable's own table.
fn completeness(world: &World) -> Vec<Guess> {
    let mut guesses = Vec::new();
    let mut parts: BTreeMap<Node, Vec<usize>> = BTreeMap::new();
    for (at, node) in world.nodes.iter().enumerate() {
        let Some(variable) = node.dims.get("variable").cloned() else { continue };
        let mut plain = node.clone();
        plain.dims.remove("variable");
        plain.measure = "contacts".to_owned();
        let equal = match node.measure.as_str() {
            "contacts" => world.find(&plain),
            "unknown" | "unclear" | "blank" => {
                plain.dims.insert(variable.clone(), node.measure.clone());
                world.find(&plain)
            }
            _ => None,
        };
        if let Some(other) = equal {
            guesses.push(Guess {
                family: format!("completeness {} {variable}", line(node)),
                terms: vec![(at, 1), (other, -1)],
                why: format!("{node} = {}", world.nodes[other]),
                told: false,
            });
        }
        if ["known", "unknown", "unclear", "blank"].contains(&node.measure.as_str()) {
            let mut whole = node.clone();
            whole.measure = "contacts".to_owned();
            parts.entry(whole).or_default().push(at);
        }
    }
    for (whole, parts) in parts.into_iter().filter(|(_, parts)| parts.len() == 4) {
        if let Some(at) = world.find(&whole) {
            let mut terms = vec![(at, 1)];
            terms.extend(parts.into_iter().map(|p| (p, -1)));
            guesses.push(Guess {
                family: format!("answers {} {}", line(&whole), whole.dims["variable"]),
                terms,
                why: format!("{whole} = known + unknown + unclear + blank"),
                told: false,
            });
        }
    }
    guesses
}

/// The total of a figure that counts only those to whom its question applies is often a code of another
/// figure. The two are taken for one count when they agree wherever both are printed, in at least two
/// periods.
fn same_count(world: &World) -> Vec<Guess> {
    let mut series: BTreeMap<Node, BTreeMap<_, usize>> = BTreeMap::new();
    for (at, node) in world.nodes.iter().enumerate().filter(|(_, n)| n.measure == "contacts") {
        let mut key = node.clone();
        key.period = Span { first: 0, last: 0 };
        key.vintage.clear();
        series.entry(key).or_default().insert((node.period, node.vintage.clone()), at);
    }
    let scoped = series.keys().filter(|n| !n.scope.is_empty() && n.dims.len() == 1);
    let mut guesses = Vec::new();
    for whole in scoped {
        let others = series.iter().filter(|(n, _)| {
            n.scope.is_empty() && n.dims.len() == 2 && n.stage == whole.stage && line(n) == line(whole)
        });
        for (other, members) in others {
            let pairs: Vec<(usize, usize)> = series[whole]
                .iter()
                .filter_map(|(period, at)| members.get(period).map(|b| (*at, *b)))
                .collect();
            let agreed: BTreeSet<i128> = pairs
                .iter()
                .filter_map(|(a, b)| world.exact(*a).filter(|n| world.exact(*b) == Some(*n)))
                .collect();
            if agreed.len() >= 3 {
                guesses.extend(pairs.into_iter().map(|(a, b)| Guess {
                    family: format!("same {whole} {other}"),
                    terms: vec![(a, 1), (b, -1)],
                    why: format!("{} = {}", world.nodes[a], world.nodes[b]),
                    told: false,
                }));
            }
        }
    }
    guesses
}
