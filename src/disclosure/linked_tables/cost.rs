//! What suppressing a cell costs: what a reader loses with it. Small counts are cheaper than large ones;
//! unknown and blank are cheaper than real categories; months and crosses are cheaper than the yearly tables
//! of one trait, and totals are the dearest.

use std::collections::BTreeSet;

use super::cell::Identity;
use crate::base::Period;
use crate::measures::{Role, Table};

/// A count from here on is no dearer.
const MANY: u64 = 1_000;

/// What the costs of all cells follow from.
#[derive(Debug)]
pub struct Costs {
    /// The latest year, for which readers look most.
    latest: i32,
    /// Codes of contacts of which a trait is not known, with their dimensions.
    unknown: BTreeSet<(String, String)>,
}

impl Costs {
    /// Of the cells of some tables.
    pub fn of<'i>(tables: &[Table], cells: impl Iterator<Item = &'i Identity>) -> Self {
        let headers = tables.iter().flat_map(|t| t.rows.iter().chain(&t.cols));
        let unknown = headers.filter(|h| h.role == Role::Unknown).flat_map(|h| h.key.dims.clone());
        Self { latest: cells.map(Identity::year).max().unwrap_or(0), unknown: unknown.collect() }
    }

    /// The cost of suppressing a cell, in thousandths: what stands in it counts, on a logarithmic scale and by
    /// itself.
    pub fn cost(&self, id: &Identity, value: u64) -> u64 {
        let n = value + 1;
        let magnitude = u64::from(n.ilog2());
        let size = 1_000 + 500 * magnitude + 500 * (n - (1 << magnitude)) / (1 << magnitude);
        // How many are known says little beside the answers themselves.
        let each = if id.measure == "known" { 0 } else { 10 * value.min(MANY) };
        let recent = if id.year() >= self.latest { 12 } else { 10 };
        let kind = if self.is_unknown(id) { 6 } else { 10 };
        (size + each) * weight(id) * recent * kind / 200
    }

    /// Whether a cell counts contacts of which a trait is not known.
    fn is_unknown(&self, id: &Identity) -> bool {
        matches!(id.measure.as_str(), "unknown" | "unclear" | "blank")
            || id.dims.iter().any(|(dim, code)| self.unknown.contains(&(dim.clone(), code.clone())))
    }
}

/// What a cell weighs for what it is.
fn weight(id: &Identity) -> u64 {
    let yearly = matches!(id.period, Some(Period::Year(_)));
    match id.detail() {
        _ if id.measure.ends_with("_cumulative") => 20,
        0 if id.measure == "known" => 8,
        0 => 14,
        1 if id.measure == "contacts" && yearly => 5,
        1 => 3,
        _ => 2,
    }
}
