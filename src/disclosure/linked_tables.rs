//! One system of cells: a cell is what it counts, wherever it is printed.

use std::collections::{BTreeMap, BTreeSet};

use super::revisions::Revised;
use super::settings::{Known, Settings, Told};
use crate::base::Period;
use crate::config::{Stage, Zeros};

use crate::measures::Key;

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

    /// Whether both count the same, but for the number.
    pub(super) fn same_name(&self, other: &Self) -> bool {
        (&self.measure, self.stage, self.period, &self.dims)
            == (&other.measure, other.stage, other.period, &other.dims)
    }

    /// What it counts, without the number.
    pub fn describe(&self) -> String {
        let mut parts = vec![self.measure.clone()];
        parts.extend(self.period.map(|p| p.to_string()));
        parts.extend(self.dims.iter().map(|(dim, code)| format!("{dim}={code}")));
        parts.join(" ")
    }

    pub(super) fn year(&self) -> i32 {
        self.period.map_or(i32::MIN, |p| p.months().1.0)
    }

    /// How far it goes into detail, in traits, a month being one: totals of a year are the least.
    pub fn detail(&self) -> usize {
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
    /// Whether an edition that says what is true now withheld it.
    pub withheld: bool,
    /// What readers know it to be at least.
    pub least: u64,
    /// Whether it is the new total of what was corrected: that is what a new edition is for.
    pub spared: bool,
    /// What hiding it costs, in thousandths.
    pub cost: u64,
    /// The same cell in other periods has the same family.
    pub family: usize,
}

impl Node {
    /// A number that is printed nowhere but follows from others.
    pub fn implied(value: u64, small: bool) -> Self {
        Self {
            value,
            small,
            printed: false,
            known: false,
            elsewhere: false,
            forced: false,
            withheld: false,
            least: 0,
            spared: false,
            cost: 0,
            family: usize::MAX,
        }
    }
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
    /// Years of which so few registrations were corrected that every difference would describe them.
    pub slightly: Vec<i32>,
}

impl System {
    /// Cells that hang together by sums, each part sorted, in the order of their first cells.
    pub fn parts(&self) -> Vec<Vec<usize>> {
        let mut above: Vec<usize> = (0..self.nodes.len()).collect();
        fn root(above: &mut [usize], mut at: usize) -> usize {
            while above[at] != at {
                above[at] = above[above[at]];
                at = above[at];
            }
            at
        }
        for relation in &self.relations {
            for pair in relation.windows(2) {
                let (a, b) = (root(&mut above, pair[0].0), root(&mut above, pair[1].0));
                above[a.max(b)] = a.min(b);
            }
        }
        let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for n in 0..self.nodes.len() {
            parts.entry(root(&mut above, n)).or_default().push(n);
        }
        parts.into_values().collect()
    }
}

/// The printed cells: what readers know of them and what hiding them costs.
pub fn nodes(
    ids: &[Identity],
    given: &BTreeSet<Identity>,
    settings: &Settings,
    (before, revised): (&Known, &Revised),
) -> Vec<Node> {
    let latest = ids.iter().map(Identity::year).max().unwrap_or(0);
    let mut families: BTreeMap<_, usize> = BTreeMap::new();
    let sensitive = |id: &Identity| {
        let month = matches!(id.period, Some(Period::Month(..))).then_some("month");
        let mut traits = id.dims.keys().map(String::as_str).chain(month).peekable();
        let total = settings.sensitive.is_empty() || traits.peek().is_none();
        total || traits.any(|d| settings.sensitive.contains(d))
    };
    ids.iter()
        .map(|id| {
            let next = families.len();
            let family = *families.entry((id.measure.clone(), id.stage, id.dims.clone())).or_insert(next);
            let small = (1..settings.threshold).contains(&id.value) && sensitive(id);
            // Of a year that is published anew readers hold the old numbers, not these; once it is, those of
            // the editions that say what is true now.
            let standing = |says: fn(&Told, &Identity) -> bool| {
                !revised.touches(id) && revised.standing(id, before).any(|told| says(told, id))
            };
            let (known, withheld) = (standing(Told::shows), standing(Told::withholds));
            let spared = id.detail() == 0 && revised.touches(id);
            let elsewhere = given.contains(id);
            Node {
                value: id.value,
                small: small && !known,
                printed: true,
                known,
                elsewhere,
                forced: !known
                    && id.value > 0
                    && (before.hides(id) || revised.describes(id, settings.threshold, before)),
                withheld,
                least: u64::from(settings.zeros == Zeros::Printed),
                spared,
                cost: cost(id, latest) * if elsewhere { 20 } else { 1 } * if spared { 40 } else { 1 },
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
