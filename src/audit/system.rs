//! The unknown counts as a system of equations and inequalities, split into parts that share no unknown.

use std::collections::BTreeMap;

use super::attacker_knowledge::{State, World};

/// Larger than any count. An unknown with this upper bound has none.
pub const OPEN: i128 = 1 << 50;

/// An equation or an inequality over unknowns.
#[derive(Debug, Clone)]
pub struct Row {
    /// Unknowns with their coefficients, sorted.
    pub terms: Vec<(usize, i128)>,
    /// Right hand side.
    pub rhs: i128,
    /// Which relation or limit of the world it comes from.
    pub from: usize,
}

/// Unknowns that rows connect with each other, numbered from 0 within the part.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// The node of each unknown.
    pub nodes: Vec<usize>,
    /// Lowest possible value of each.
    pub low: Vec<i128>,
    /// Highest possible value of each.
    pub high: Vec<i128>,
    /// Σ = rhs.
    pub equations: Vec<Row>,
    /// Σ ≤ rhs.
    pub limits: Vec<Row>,
}

impl Part {
    /// Whether the rows form no circle and every factor is 1 or −1. Then bound propagation finds the exact
    /// bounds, and no solver is needed.
    #[must_use]
    pub fn is_tree(&self) -> bool {
        let rows = || self.equations.iter().chain(&self.limits).filter(|r| r.terms.len() > 1);
        let plain = rows().flat_map(|r| &r.terms).all(|(_, c)| c.abs() == 1);
        let edges: usize = rows().map(|r| r.terms.len()).sum();
        plain && edges < self.nodes.len() + rows().count()
    }
}

/// Puts the known numbers into the rows and splits the rest into parts. A row without unknowns is left out;
/// whether it holds, the check of printed sums says.
#[must_use]
pub fn parts(world: &World) -> Vec<Part> {
    let mut number: BTreeMap<usize, usize> = BTreeMap::new();
    let mut whole = Part::default();
    for (at, fact) in world.facts.iter().enumerate() {
        let (low, high) = match (fact.state, fact.slack) {
            (State::Known(_), 0) => continue,
            (State::Known(n), off) => ((n - off).max(0), n + off),
            (State::Hidden, _) => (fact.least, OPEN),
            (State::Withheld | State::Unprinted, _) => (0, OPEN),
        };
        number.insert(at, whole.nodes.len());
        whole.nodes.push(at);
        whole.low.push(low);
        whole.high.push(high);
    }
    let row = |terms: &[(usize, i128)], rhs: i128, from: usize| {
        let mut row = Row { terms: Vec::new(), rhs, from };
        for (node, coefficient) in terms {
            match (number.get(node), world.known(*node)) {
                (Some(at), _) => row.terms.push((*at, *coefficient)),
                (None, known) => row.rhs -= coefficient * known.unwrap_or(0),
            }
        }
        row.terms.sort_unstable();
        (!row.terms.is_empty()).then_some(row)
    };
    let equations = world.relations.iter().enumerate().filter_map(|(i, r)| row(&r.terms, 0, i));
    whole.equations = equations.collect();
    let limits = world.limits.iter().enumerate().filter_map(|(i, l)| row(&l.terms, l.bound, i));
    whole.limits = limits.collect();
    split(whole)
}

/// The parts that share no unknown, in the order of their first unknown.
#[must_use]
pub fn split(whole: Part) -> Vec<Part> {
    let mut above: Vec<usize> = (0..whole.nodes.len()).collect();
    fn root(above: &mut [usize], mut at: usize) -> usize {
        while above[at] != at {
            above[at] = above[above[at]];
            at = above[at];
        }
        at
    }
    for row in whole.equations.iter().chain(&whole.limits) {
        for pair in row.terms.windows(2) {
            let (a, b) = (root(&mut above, pair[0].0), root(&mut above, pair[1].0));
            above[a.max(b)] = a.min(b);
        }
    }
    let mut part_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut parts: Vec<Part> = Vec::new();
    let mut place = Vec::with_capacity(whole.nodes.len());
    for at in 0..whole.nodes.len() {
        let part = *part_of.entry(root(&mut above, at)).or_insert_with(|| {
            parts.push(Part::default());
            parts.len() - 1
        });
        place.push((part, parts[part].nodes.len()));
        parts[part].nodes.push(whole.nodes[at]);
        parts[part].low.push(whole.low[at]);
        parts[part].high.push(whole.high[at]);
    }
    let mut put = |rows: Vec<Row>, equation: bool| {
        for mut row in rows {
            let part = &mut parts[place[row.terms[0].0].0];
            row.terms.iter_mut().for_each(|(at, _)| *at = place[*at].1);
            row.terms.sort_unstable();
            if equation { part.equations.push(row) } else { part.limits.push(row) }
        }
    };
    put(whole.equations, true);
    put(whole.limits, false);
    parts
}

/// The part without the unknowns whose bounds have met, split again.
#[must_use]
pub fn reduced(part: &Part) -> Vec<Part> {
    let mut number = vec![None; part.nodes.len()];
    let mut rest = Part::default();
    for at in (0..part.nodes.len()).filter(|at| part.low[*at] != part.high[*at]) {
        number[at] = Some(rest.nodes.len());
        rest.nodes.push(part.nodes[at]);
        rest.low.push(part.low[at]);
        rest.high.push(part.high[at]);
    }
    let shorter = |row: &Row| {
        let mut out = Row { terms: Vec::new(), rhs: row.rhs, from: row.from };
        for (at, coefficient) in &row.terms {
            match number[*at] {
                Some(at) => out.terms.push((at, *coefficient)),
                None => out.rhs -= coefficient * part.low[*at],
            }
        }
        (!out.terms.is_empty()).then_some(out)
    };
    rest.equations = part.equations.iter().filter_map(shorter).collect();
    // A limit that holds for all values within the bounds is left out.
    let binds = |row: &Row, rest: &Part| {
        let most = row.terms.iter().map(|(at, c)| c * if *c > 0 { rest.high[*at] } else { rest.low[*at] });
        most.sum::<i128>() > row.rhs
    };
    rest.limits = part.limits.iter().filter_map(shorter).filter(|row| binds(row, &rest)).collect();
    split(rest)
}
