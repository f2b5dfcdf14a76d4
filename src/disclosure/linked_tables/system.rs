//! The system of linked tables: its cells, and the sums that hold between them.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::Identity;
use super::cost::Costs;
use super::known_to_readers::{Known, Told};
use super::revisions::Revised;
use crate::base::Period;
use crate::config::Zeros;
use crate::disclosure::settings::Settings;

/// A cell of the system.
#[derive(Debug, Clone)]
pub struct Node {
    /// How many contacts or persons.
    pub value: u64,
    /// Whether it is a primary suppression: a small count, which must not be found.
    pub primary: bool,
    /// Whether it is printed somewhere. A cell that only follows from others is printed nowhere.
    pub printed: bool,
    /// Whether readers know it from an earlier report of this workspace: it cannot be suppressed any more.
    pub known: bool,
    /// Whether others published it: suppressing it helps only against readers who have not seen that.
    pub published_elsewhere: bool,
    /// Whether its suppression is carried over from an earlier edition, because readers could otherwise
    /// subtract.
    pub carried_over: bool,
    /// Whether an edition that says what is true now withheld it.
    pub withheld: bool,
    /// What readers know it to be at least.
    pub lower_bound: u64,
    /// Whether it is the total of a year that was corrected: a new edition is published for its sake.
    pub corrected_total: bool,
    /// Whether it is printed whatever else must give way: the total of a year, far above the threshold, beside
    /// an earlier edition.
    pub pinned: bool,
    /// What suppressing it costs, in thousandths.
    pub cost: u64,
    /// The same cell in other periods has the same family.
    pub family: usize,
}

impl Node {
    /// A number that is printed nowhere but follows from others.
    pub fn implied(value: u64, primary: bool) -> Self {
        Self {
            value,
            primary,
            printed: false,
            known: false,
            published_elsewhere: false,
            carried_over: false,
            withheld: false,
            lower_bound: 0,
            corrected_total: false,
            pinned: false,
            cost: 0,
            family: usize::MAX,
        }
    }
}

/// A relation: Σ factor × cell = 0.
pub type Relation = Vec<(usize, i64)>;

/// All cells of a line, and the relations between them.
#[derive(Debug, Clone, Default)]
pub struct System {
    pub nodes: Vec<Node>,
    /// Relations, sorted. Zeros are left out where zeros are printed, because readers know them.
    pub relations: Vec<Relation>,
    /// What the printed cells count; they are the first nodes.
    pub identities: Vec<Identity>,
    /// Years of which so few registrations were corrected that every difference between editions describes
    /// them.
    pub slightly: Vec<i32>,
}

impl System {
    /// Cells that hang together by sums, each component sorted, in the order of their first cells.
    pub fn components(&self) -> Vec<Vec<usize>> {
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
        let mut components: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for n in 0..self.nodes.len() {
            components.entry(root(&mut above, n)).or_default().push(n);
        }
        components.into_values().collect()
    }
}

/// The printed cells: which are primary, what readers know of them, and what suppressing them costs.
pub fn nodes(
    counts: &BTreeMap<Identity, u64>,
    given: &BTreeSet<(Identity, u64)>,
    settings: &Settings,
    costs: &Costs,
    (before, revised): (&Known, &Revised),
) -> Vec<Node> {
    let mut families: BTreeMap<_, usize> = BTreeMap::new();
    let sensitive = |id: &Identity| {
        let month = matches!(id.period, Some(Period::Month(..))).then_some("month");
        let mut traits = id.dims.keys().map(String::as_str).chain(month).peekable();
        let total = settings.sensitive.is_empty() || traits.peek().is_none();
        total || traits.any(|d| settings.sensitive.contains(d))
    };
    counts
        .iter()
        .map(|(id, value)| {
            let value = *value;
            let next = families.len();
            let family = (id.measure.clone(), id.stage, id.dims.clone());
            let family = *families.entry(family).or_insert(next);
            let small = (1..settings.threshold).contains(&value) && sensitive(id);
            // Of a corrected year that is not published yet readers know the old numbers only. Else they know
            // the numbers of the editions that say what is true now.
            let standing =
                |says: &dyn Fn(&Told) -> bool| !revised.touches(id) && revised.standing(id, before).any(says);
            let known = standing(&|told| told.shows(id, value));
            let withheld = standing(&|told| told.withholds(id));
            let corrected_total = id.detail() == 0 && revised.touches(id);
            let published_elsewhere = given.contains(&(id.clone(), value));
            let describes = || revised.describes(id, value, settings.threshold, before);
            let carried_over = !known && value > 0 && (before.hides(id, value) || describes());
            let far = id.of_all() && value >= FAR * settings.threshold && is_year(id);
            Node {
                value,
                primary: small && !known,
                printed: true,
                known,
                published_elsewhere,
                carried_over,
                withheld,
                lower_bound: u64::from(settings.zeros == Zeros::Printed),
                corrected_total,
                pinned: far && !carried_over && before.any(),
                cost: costs.cost(id, value)
                    * if published_elsewhere { 20 } else { 1 }
                    * if corrected_total { 40 } else { 1 },
                family,
            }
        })
        .collect()
}

/// Whether a cell is the total of a year, or of all years up to it.
fn is_year(id: &Identity) -> bool {
    let total = matches!(id.measure.as_str(), "contacts" | "contacts_cumulative") && id.dims.is_empty();
    total && matches!(id.period, Some(Period::Year(_)))
}

/// So many thresholds are far above one.
const FAR: u64 = 5;
