//! The states of the data that the releases show. A year that was published again with other numbers has a
//! new state, so that old and new numbers are not added up with each other.

use std::collections::{BTreeMap, BTreeSet};

use super::attacker_knowledge::{Node, node_of, published_before};
use super::release::{Release, Shown};
use super::units::counts;

/// For every release the state of the data of each calendar year: a year whose printed numbers differ
/// from those of an earlier release is another state.
#[derive(Debug)]
pub struct Vintages(Vec<BTreeMap<(String, i32), u32>>);

/// What is printed of the counts of a year: the number and how far it can be off, or nothing where the count
/// is hidden.
type Printed = BTreeMap<Node, Option<(i128, i128)>>;

impl Vintages {
    /// Compares the releases, in the order in which they were published. Of the lines that are `apart` a
    /// release is of another state also where it hides what an earlier one printed, or prints what that one
    /// hid.
    #[must_use]
    pub fn of(releases: &[Release], apart: &BTreeSet<String>) -> Self {
        let mut states: BTreeMap<(String, i32), Vec<Printed>> = BTreeMap::new();
        let mut all = Vec::new();
        for release in releases {
            let mut own = BTreeMap::new();
            for (year, printed) in by_year(release) {
                let signs = apart.contains(&year.0);
                // A year of which nothing is printed is compared with no other.
                if !signs && printed.values().all(Option::is_none) {
                    continue;
                }
                let states = states.entry(year.clone()).or_default();
                let differs = |state: &Printed| {
                    printed.iter().any(|(node, here)| match (here, state.get(node)) {
                        (Some(n), Some(Some(other))) => differ(*n, *other),
                        (Some(_), Some(None)) | (None, Some(Some(_))) => signs,
                        (_, None) | (None, Some(None)) => false,
                    })
                };
                let at = match states.iter().rposition(|state| !differs(state)) {
                    Some(at) => at,
                    None => {
                        states.push(Printed::new());
                        states.len() - 1
                    }
                };
                for (node, here) in printed {
                    let known = states[at].entry(node).or_default();
                    *known = here.or(*known);
                }
                if at > 0 {
                    own.insert(year, u32::try_from(at).unwrap_or(u32::MAX));
                }
            }
            all.push(own);
        }
        Self(all)
    }

    /// The states of the data of a release that a count rests on.
    #[must_use]
    pub fn touching(&self, release: usize, node: &Node) -> BTreeMap<i32, u32> {
        let own = node.dims.get("line").map_or("", String::as_str);
        let of_line = self.0[release].iter().filter(|((line, _), _)| line == own);
        part(&of_line.map(|((_, year), version)| (*year, *version)).collect(), node)
    }
}

/// What a release prints of the counts of each calendar year, by line and year.
fn by_year(release: &Release) -> BTreeMap<(String, i32), Printed> {
    let mut by_year: BTreeMap<(String, i32), Printed> = BTreeMap::new();
    for cell in release.cells.iter().filter(|c| counts(c) && !published_before(c)) {
        let Some(node) = node_of(release, cell).filter(|node| !is_running(node)) else { continue };
        let here = match cell.shown {
            Shown::Number(n) => n.whole().map(|n| Some((n, release.slack(cell)))),
            Shown::Hidden => Some(None),
            Shown::Impossible | Shown::Absent => None,
        };
        let line = node.dims.get("line").cloned().unwrap_or_default();
        let mut years = node.period.years();
        if let (Some(year), None, Some(here)) = (years.next(), years.next(), here) {
            let known = by_year.entry((line, year)).or_default().entry(node).or_insert(here);
            *known = known.or(here);
        }
    }
    by_year
}

/// Whether two printed numbers of a count are of different states. A true number and a rounded one are of the
/// same state when rounding explains the difference; two rounded numbers of one state would be equal.
fn differ((a, off): (i128, i128), (b, other_off): (i128, i128)) -> bool {
    if (off == 0) == (other_off == 0) { a != b } else { (a - b).abs() > off.max(other_off) }
}

/// The states that a count rests on: those of its period, or of all years up to it for a running total.
#[must_use]
pub fn part(vintage: &BTreeMap<i32, u32>, node: &Node) -> BTreeMap<i32, u32> {
    let last = node.period.years().last();
    let touched = |year: i32| {
        if is_running(node) {
            last.is_some_and(|last| year <= last)
        } else {
            node.period.years().any(|y| y == year)
        }
    };
    vintage.iter().filter(|(y, _)| touched(**y)).map(|(y, v)| (*y, *v)).collect()
}

/// Whether a node is a running total: it counts all years up to its own.
fn is_running(node: &Node) -> bool {
    node.measure.ends_with("_cumulative")
}
