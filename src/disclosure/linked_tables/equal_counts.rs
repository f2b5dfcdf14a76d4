//! One count under two names. The total of those who were asked something is often a code of another
//! question: those who were referred are asked where to. A reader who knows one of the two knows the other.

use std::collections::{BTreeMap, BTreeSet};

use super::builder::Builder;
use super::cell::Identity;
use crate::base::Period;

/// Cells of one name by period.
type Series = BTreeMap<Option<Period>, usize>;

/// So many different numbers must agree before a reader takes two names for one count.
const ENOUGH: usize = 2;

/// Ties the totals over fewer than all contacts to the codes that have the same number in every period
/// where both are counted.
pub fn same_counts(builder: &mut Builder) {
    let (mut wholes, mut codes) = (BTreeMap::<Identity, Series>::new(), BTreeMap::<Identity, Series>::new());
    for (node, id) in builder.identities().iter().enumerate().filter(|(_, id)| id.measure == "contacts") {
        let list = match (id.dims.len(), id.of_all()) {
            (0, false) => &mut wholes,
            (1, true) => &mut codes,
            _ => continue,
        };
        let name = Identity { period: None, ..id.clone() };
        list.entry(name).or_default().insert(id.period, node);
    }
    for (name, code) in &codes {
        for (_, asked) in wholes.iter().filter(|(whole, _)| whole.stage == name.stage) {
            for (whole, code) in agreeing(builder, asked, code).unwrap_or_default() {
                builder.same(whole, code);
            }
        }
    }
}

/// Each total of those who were asked with the code of that number; none when a period speaks against it.
fn agreeing(builder: &Builder, asked: &Series, code: &Series) -> Option<Vec<(usize, usize)>> {
    let both = code.iter().filter_map(|(period, node)| Some((*asked.get(period)?, *node)));
    let pairs: Vec<(usize, usize)> = both.collect();
    let agree = pairs.iter().all(|(whole, code)| builder.value(*whole) == builder.value(*code));
    let numbers: BTreeSet<u64> = pairs.iter().map(|(whole, _)| builder.value(*whole)).collect();
    (agree && numbers.len() >= ENOUGH).then_some(pairs)
}
