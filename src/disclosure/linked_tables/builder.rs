//! Builds the system in two steps: first the cells, then the relations between them.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::Identity;
use super::cost::Costs;
use super::known_to_readers::Known;
use super::revisions::Revised;
use super::system::{Node, Relation, System, nodes};
use crate::base::Num;
use crate::config::Zeros;
use crate::disclosure::settings::Settings;
use crate::measures::{Exact, Key, Population, Sum, Table};

/// Cell of the system for each place of a table.
pub type Places = Vec<Option<usize>>;

#[derive(Debug)]
pub struct Builder {
    threshold: u64,
    revised: Revised,
    zeros: Zeros,
    cells: BTreeMap<Identity, usize>,
    /// The cells by what the tables say that they count, and how many.
    counts: BTreeMap<(Identity, u64), usize>,
    identities: Vec<Identity>,
    nodes: Vec<Node>,
    relations: BTreeSet<Relation>,
    /// Sums that no table prints but several tables share, by what they count and how many.
    margins: BTreeMap<(Identity, u64), usize>,
    /// The rests of wholes of which not all parts are printed, by what the whole and its parts are.
    rests: BTreeMap<Relation, usize>,
}

/// A rest of so many thresholds or more is left out of the system: a perturbation never needs so much room,
/// so the sum restricts nothing.
const AMPLE: u64 = 20;

impl Builder {
    /// Takes all cells from the tables.
    pub fn new(tables: &[Table], settings: &Settings, before: &Known) -> Self {
        let (mut all, mut counted_here) = (BTreeSet::new(), BTreeSet::new());
        let mut given = BTreeSet::new();
        for table in tables {
            for_each(table, |_, key, value| match value {
                Exact::Count(n) => {
                    counted_here.insert((Identity::of(key), *n));
                }
                Exact::Stat { n, .. } if is_share(key) => {
                    all.insert((Identity::of(&counted(key)), *n));
                }
                Exact::Given(Num { scaled, decimals: 0 }) => {
                    given.insert((Identity::of(key), u64::try_from(*scaled).unwrap_or(0)));
                }
                _ => {}
            });
        }
        all.extend(counted_here.iter().cloned());
        let named = told_apart(&all);
        let values: BTreeMap<Identity, u64> = named.iter().map(|((_, n), id)| (id.clone(), *n)).collect();
        let identities: Vec<Identity> = values.keys().cloned().collect();
        let cells: BTreeMap<Identity, usize> =
            identities.iter().enumerate().map(|(i, id)| (id.clone(), i)).collect();
        let here = named.iter().filter(|(count, _)| counted_here.contains(*count));
        let revised = Revised::of(&here.map(|((_, n), id)| (id.clone(), *n)).collect(), before);
        let costs = Costs::of(tables, identities.iter());
        let nodes = nodes(&values, &given, settings, &costs, (before, &revised));
        let counts = named.into_iter().map(|(count, id)| (count, cells[&id])).collect();
        Self {
            threshold: settings.threshold,
            revised,
            zeros: settings.zeros,
            cells,
            counts,
            identities,
            nodes,
            relations: BTreeSet::new(),
            margins: BTreeMap::new(),
            rests: BTreeMap::new(),
        }
    }

    /// Cells with their identity, in order.
    pub fn identities(&self) -> &[Identity] {
        &self.identities
    }

    /// The cell with an identity.
    pub fn find(&self, wanted: &Identity) -> Option<usize> {
        self.cells.get(wanted).copied()
    }

    /// The cells with a name, whatever contacts they count, those of all contacts last.
    pub fn named(&self, wanted: &Identity) -> Vec<usize> {
        let from = wanted.among(Population::Answering(String::new()));
        let to = wanted.among(Population::All);
        self.cells.range(from..=to).map(|(_, i)| *i).collect()
    }

    /// Whether a number that stands in no sum differs so little from what was printed before that the
    /// difference describes few persons.
    pub fn describes(&self, key: &Key, value: u64, before: &Known) -> bool {
        self.revised.describes(&Identity::of(key), value, self.threshold, before)
    }

    pub fn value(&self, node: usize) -> u64 {
        self.nodes[node].value
    }

    /// Adds the relation `whole = sum of parts` if the numbers agree. When the parts add up to less, the rest
    /// becomes a cell that is printed nowhere and every reader can subtract; a rest that is a small count is
    /// a primary cell. When they add up to more, they are no parts of it, and there is no relation.
    pub fn tie(&mut self, whole: usize, parts: &[usize]) {
        let mut relation: Relation = vec![(whole, 1)];
        relation.extend(parts.iter().map(|p| (*p, -1)));
        self.open(&mut relation);
        let total: u64 = parts.iter().map(|p| self.nodes[*p].value).sum();
        match self.nodes[whole].value.checked_sub(total) {
            Some(0) => {}
            Some(rest) if rest < AMPLE * self.threshold => {
                let next = self.nodes.len();
                let node = *self.rests.entry(relation.clone()).or_insert(next);
                if node == next {
                    self.nodes.push(Node::implied(rest, rest < self.threshold));
                }
                relation.push((node, -1));
            }
            _ => return,
        }
        self.insert(relation);
    }

    /// Adds a sum that a figure declares. Where it may leave a rest, parts that no table prints belong to the
    /// rest; else there is no sum without them.
    pub fn declared(&mut self, sum: &Sum) {
        let cells = |keys: &[Key]| -> Vec<Option<usize>> {
            keys.iter().map(|key| self.find(&Identity::of(key))).collect()
        };
        let (left, right) = (cells(&sum.left), cells(&sum.right));
        let whole = |side: &[Option<usize>]| side.iter().copied().collect::<Option<Vec<usize>>>();
        if sum.rest {
            let parts: Vec<usize> = right.iter().flatten().copied().collect();
            if let ([Some(whole)], false) = (left.as_slice(), parts.is_empty()) {
                self.tie(*whole, &parts);
            }
        } else if let Some((left, right)) = whole(&left).zip(whole(&right)) {
            self.balance(&left, &right);
        }
    }

    /// Adds the relation `whole = sum of parts` if the numbers agree, and else nothing.
    pub fn tie_exact(&mut self, whole: usize, parts: &[usize]) {
        self.balance(&[whole], parts);
    }

    /// Ties one count under two names. Both are suppressed or none is, so the cost is counted once, for the
    /// second.
    pub fn same(&mut self, first: usize, second: usize) {
        self.tie_exact(first, &[second]);
        self.nodes[first].cost = 0;
    }

    /// The cell of a sum that is printed nowhere but follows from more than one table: it links these tables.
    pub fn margin(&mut self, id: &Identity, value: u64) -> usize {
        let next = self.nodes.len();
        let node = *self.margins.entry((id.clone(), value)).or_insert(next);
        if node == next {
            self.nodes.push(Node::implied(value, (1..self.threshold).contains(&value)));
        }
        node
    }

    /// Adds the relation `sum of left = sum of right` if the numbers agree.
    pub fn balance(&mut self, left: &[usize], right: &[usize]) {
        let sum = |side: &[usize]| side.iter().map(|n| self.nodes[*n].value).sum::<u64>();
        if sum(left) == sum(right) {
            let signed = left.iter().map(|n| (*n, 1)).chain(right.iter().map(|n| (*n, -1)));
            self.insert(signed.collect());
        }
    }

    /// Leaves out the zeros, where zeros are printed and readers know them.
    fn open(&self, relation: &mut Relation) {
        relation.retain(|(n, _)| self.nodes[*n].value > 0 || self.zeros == Zeros::MayBeHidden);
        relation.sort_unstable();
    }

    fn insert(&mut self, mut relation: Relation) {
        self.open(&mut relation);
        if relation.len() > 1 && relation.windows(2).all(|w| w[0].0 != w[1].0) {
            self.relations.insert(relation);
        }
    }

    /// The cell of each place of a table.
    pub fn places(&self, table: &Table) -> Places {
        let mut places = vec![None; table.cells.len()];
        for_each(table, |i, key, value| {
            places[i] = match value {
                Exact::Count(n) => self.counts.get(&(Identity::of(key), *n)).copied(),
                Exact::Stat { n, .. } if is_share(key) => {
                    self.counts.get(&(Identity::of(&counted(key)), *n)).copied()
                }
                Exact::Given(Num { scaled, decimals: 0 }) => {
                    let n = u64::try_from(*scaled).unwrap_or(0);
                    self.counts.get(&(Identity::of(key), n)).copied()
                }
                _ => None,
            };
        });
        places
    }

    /// The cells with the number of contacts that a statistic describes, where that number is printed.
    pub fn described(&self, key: &Key) -> Vec<usize> {
        self.named(&Identity::of(&counted(key)))
    }

    /// The system. Cells that are printed nowhere are numbered by what they are and not by when they were
    /// met, so that the order of the tables does not change the pattern.
    pub fn finish(self) -> System {
        let printed = self.identities.len();
        let mut place: Vec<usize> = (0..self.nodes.len()).collect();
        let mut order: Vec<usize> = self.margins.values().copied().collect();
        for (new, old) in order.iter().enumerate() {
            place[*old] = printed + new;
        }
        let moved = |relation: &Relation, place: &[usize]| {
            let mut moved: Relation = relation.iter().map(|(n, factor)| (place[*n], *factor)).collect();
            moved.sort_unstable();
            moved
        };
        let mut rests: Vec<(Relation, usize)> =
            self.rests.iter().map(|(relation, node)| (moved(relation, &place), *node)).collect();
        rests.sort();
        order.extend(rests.into_iter().map(|(_, node)| node));
        for (new, old) in order.iter().enumerate() {
            place[*old] = printed + new;
        }
        let relations: BTreeSet<Relation> = self.relations.iter().map(|r| moved(r, &place)).collect();
        let mut nodes = self.nodes[..printed].to_vec();
        nodes.extend(order.iter().map(|old| self.nodes[*old].clone()));
        System {
            nodes,
            relations: relations.into_iter().collect(),
            identities: self.identities,
            slightly: self.revised.slightly(self.threshold),
        }
    }
}

/// The identity of each count, by what the tables say that it counts and by its number. Where tables say the
/// same of several numbers, the largest is that of all; whom the others count is not said.
fn told_apart(counts: &BTreeSet<(Identity, u64)>) -> BTreeMap<(Identity, u64), Identity> {
    let mut named = BTreeMap::new();
    let mut unsaid = 0;
    let mut counts = counts.iter().peekable();
    while let Some((id, value)) = counts.next() {
        let next = counts.peek().map(|(next, _)| next);
        let own = if next == Some(id) {
            unsaid += 1;
            id.among(Population::Unsaid(unsaid))
        } else {
            id.clone()
        };
        if next.is_none_or(|next| next.among(Population::All) != id.among(Population::All)) {
            unsaid = 0;
        }
        named.insert((id.clone(), *value), own);
    }
    named
}

/// A share over contacts that was computed apart from the table it stands in.
fn is_share(key: &Key) -> bool {
    key.measure.as_deref() == Some("share")
}

/// The key of the count of contacts that a statistic describes.
fn counted(key: &Key) -> Key {
    Key { measure: Some("contacts".to_owned()), ..key.clone() }
}

fn for_each(table: &Table, mut see: impl FnMut(usize, &Key, &Exact)) {
    for r in 0..table.rows.len() {
        for c in 0..table.cols.len() {
            see(r * table.cols.len() + c, &table.key_of(r, c), &table.cell(r, c).value);
        }
    }
}
