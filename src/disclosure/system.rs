//! One system of cells: a cell is what it counts, wherever it is printed.

use std::collections::{BTreeMap, BTreeSet};

use super::settings::{Known, Settings, Zeros};
use crate::config::Stage;
use crate::measures::{Exact, Key, Num, Period, Table};

/// What a cell counts. Two printed numbers with the same identity are one cell. Where one name stands
/// for two numbers (the total of those who were asked, beside that of all) these are two cells.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    /// Measure.
    pub measure: String,
    /// Stage.
    pub stage: Option<Stage>,
    /// Period.
    pub period: Option<Period>,
    /// Codes.
    pub dims: BTreeMap<String, String>,
    /// The count.
    pub value: u64,
}

impl Identity {
    /// Of a count with a key. The column of a figure that was published before does not tell cells
    /// apart, nor does the variable whose completeness a total serves.
    pub fn of(key: &Key, value: u64) -> Self {
        let measure = key.measure.clone().unwrap_or_default();
        let mut dims = key.dims.clone();
        dims.remove("publication");
        dims.remove("vintage");
        if measure == "contacts" {
            dims.remove("variable");
        }
        Self { measure, stage: key.stage, period: key.period, dims, value }
    }

    /// What it counts, without the number.
    pub fn describe(&self) -> String {
        let mut parts = vec![self.measure.clone()];
        parts.extend(self.period.map(|p| p.to_string()));
        parts.extend(self.dims.iter().map(|(dim, code)| format!("{dim}={code}")));
        parts.join(" ")
    }

    fn year(&self) -> i32 {
        self.period.map_or(i32::MIN, |p| p.months().1.0)
    }

    /// How far it goes into detail: totals of a year are the least.
    fn detail(&self) -> usize {
        self.dims.len() + usize::from(matches!(self.period, Some(Period::Month(..))))
    }
}

/// A cell of the system.
#[derive(Debug, Clone)]
pub struct Node {
    /// How many contacts or persons.
    pub value: u64,
    /// Whether it is a small count, which must not be found.
    pub small: bool,
    /// Whether it is printed somewhere; what is implied only never is.
    pub printed: bool,
    /// Whether readers hold it already from an earlier report of this workspace: it cannot be hidden.
    pub known: bool,
    /// Whether others published it: hiding it helps only those who have not seen that.
    pub elsewhere: bool,
    /// Whether it was hidden before and must stay so.
    pub forced: bool,
    /// What readers know it to be at least.
    pub least: u64,
    /// What hiding it costs, in thousandths.
    pub cost: u64,
    /// The same cell in other periods has the same family.
    pub family: usize,
}

/// A relation: the sum of factor × cell is zero.
pub type Relation = Vec<(usize, i64)>;

/// All cells of a line with what ties them.
#[derive(Debug, Clone, Default)]
pub struct System {
    /// Cells.
    pub nodes: Vec<Node>,
    /// Relations, sorted; cells that are zero are left out, as readers see them.
    pub relations: Vec<Relation>,
    /// Names of the cells that are printed.
    pub identities: Vec<Identity>,
}

/// Cell of the system for each place of a table.
pub type Places = Vec<Option<usize>>;

/// Builds the system in two steps: the cells, then what ties them.
#[derive(Debug)]
pub struct Builder {
    threshold: u64,
    zeros: Zeros,
    cells: BTreeMap<Identity, usize>,
    identities: Vec<Identity>,
    nodes: Vec<Node>,
    relations: BTreeSet<Relation>,
    implied: BTreeMap<Relation, usize>,
}

impl Builder {
    /// All cells of the tables.
    pub fn new(tables: &[Table], settings: &Settings, before: &Known) -> Self {
        let mut cells = BTreeMap::new();
        let mut given = BTreeSet::new();
        for table in tables {
            for_each(table, |_, key, value| match value {
                Exact::Count(n) => {
                    cells.insert(Identity::of(key, *n), 0);
                }
                Exact::Stat { n, .. } if is_share(key) => {
                    cells.insert(Identity::of(&counted(key), *n), 0);
                }
                Exact::Given(Num { scaled, decimals: 0 }) => {
                    given.insert(Identity::of(key, u64::try_from(*scaled).unwrap_or(0)));
                }
                _ => {}
            });
        }
        let identities: Vec<Identity> = cells.keys().cloned().collect();
        for (i, place) in cells.values_mut().enumerate() {
            *place = i;
        }
        let nodes = nodes(&identities, &given, settings, before);
        Self {
            threshold: settings.threshold,
            zeros: settings.zeros,
            cells,
            identities,
            nodes,
            relations: BTreeSet::new(),
            implied: BTreeMap::new(),
        }
    }

    /// Cells with their identity, in order.
    pub fn identities(&self) -> &[Identity] {
        &self.identities
    }

    /// Cells that count the same, but for the number.
    pub fn find(&self, wanted: &Identity) -> Vec<usize> {
        let from = Identity { value: 0, ..wanted.clone() };
        let to = Identity { value: u64::MAX, ..wanted.clone() };
        self.cells.range(from..=to).map(|(_, i)| *i).collect()
    }

    /// Count of a cell.
    pub fn value(&self, node: usize) -> u64 {
        self.nodes[node].value
    }

    /// Adds the relation `whole = sum of parts`, if that is so; else the rest that it implies when the
    /// parts do not reach the whole. A rest that is a small count must not be found either.
    pub fn tie(&mut self, whole: usize, parts: &[usize]) {
        let mut relation: Relation = vec![(whole, 1)];
        relation.extend(parts.iter().map(|p| (*p, -1)));
        self.open(&mut relation);
        let total: u64 = parts.iter().map(|p| self.nodes[*p].value).sum();
        match self.nodes[whole].value.checked_sub(total) {
            Some(0) => {}
            // A larger rest gives all the room that a move can need.
            Some(rest) if rest < 4 * self.threshold => {
                let next = self.nodes.len();
                let node = *self.implied.entry(relation.clone()).or_insert(next);
                if node == next {
                    self.nodes.push(Node {
                        value: rest,
                        small: rest < self.threshold,
                        printed: false,
                        known: false,
                        elsewhere: false,
                        forced: false,
                        least: 0,
                        cost: 0,
                        family: usize::MAX,
                    });
                }
                relation.push((node, -1));
            }
            _ => return,
        }
        self.insert(relation);
    }

    /// Adds the relation `sum of left = sum of right`, if that is so.
    pub fn balance(&mut self, left: &[usize], right: &[usize]) {
        let sum = |side: &[usize]| side.iter().map(|n| self.nodes[*n].value).sum::<u64>();
        if sum(left) == sum(right) {
            let signed = left.iter().map(|n| (*n, 1)).chain(right.iter().map(|n| (*n, -1)));
            self.insert(signed.collect());
        }
    }

    /// Leaves out the cells that readers see to be zero.
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
                Exact::Count(n) => self.cells.get(&Identity::of(key, *n)).copied(),
                Exact::Stat { n, .. } if is_share(key) => {
                    self.cells.get(&Identity::of(&counted(key), *n)).copied()
                }
                Exact::Given(Num { scaled, decimals: 0 }) => {
                    let n = u64::try_from(*scaled).unwrap_or(0);
                    self.cells.get(&Identity::of(key, n)).copied()
                }
                _ => None,
            };
        });
        places
    }

    /// The number of contacts that a statistic of a stage describes, when it is printed.
    pub fn described(&self, key: &Key) -> Vec<usize> {
        self.find(&Identity::of(&counted(key), 0))
    }

    /// The system.
    pub fn finish(self) -> System {
        System {
            nodes: self.nodes,
            relations: self.relations.into_iter().collect(),
            identities: self.identities,
        }
    }
}

/// The printed cells: what readers know of them and what hiding them costs.
fn nodes(ids: &[Identity], given: &BTreeSet<Identity>, settings: &Settings, before: &Known) -> Vec<Node> {
    let latest = ids.iter().map(Identity::year).max().unwrap_or(0);
    let mut families: BTreeMap<(String, Option<Stage>, BTreeMap<String, String>), usize> = BTreeMap::new();
    let sensitive = |id: &Identity| {
        settings.sensitive.is_empty()
            || id.dims.is_empty()
            || id.dims.keys().any(|d| settings.sensitive.contains(d))
    };
    ids.iter()
        .map(|id| {
            let next = families.len();
            let family =
                *families.entry((id.measure.clone(), id.stage, id.dims.clone())).or_insert(next);
            let small = (1..settings.threshold).contains(&id.value) && sensitive(id);
            let known = before.shows(id);
            let elsewhere = given.contains(id);
            Node {
                value: id.value,
                small: small && !known,
                printed: true,
                known,
                elsewhere,
                forced: before.hides(id) && !known && id.value > 0,
                least: u64::from(settings.zeros == Zeros::Printed),
                cost: cost(id, latest) * if elsewhere { 20 } else { 1 },
                family,
            }
        })
        .collect()
}

/// The number of contacts on a logarithmic scale; totals and recent years are dearer.
fn cost(id: &Identity, latest: i32) -> u64 {
    let n = id.value + 1;
    let magnitude = u64::from(n.ilog2());
    let size = 1_000 + 500 * magnitude + 500 * (n - (1 << magnitude)) / (1 << magnitude);
    let weight = if id.measure.ends_with("_cumulative") {
        12
    } else {
        match id.detail() {
            0 => 8,
            1 => 3,
            _ => 2,
        }
    };
    let recent = if id.year() >= latest { 12 } else { 10 };
    size * weight * recent / 20
}

/// A share over contacts that was computed apart from the table it stands in.
fn is_share(key: &Key) -> bool {
    key.measure.as_deref() == Some("share")
}

/// Key of the count of contacts beside a statistic.
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
