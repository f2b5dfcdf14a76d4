//! One count under two names. The total of those who were asked something is often a code of another
//! question: those who were referred are asked where to. A reader who knows one of the two knows the other.

use std::collections::{BTreeMap, BTreeSet};

use super::builder::Builder;
use super::cell::Identity;
use crate::base::Period;

/// Cells of one name by period and number.
type Series = BTreeMap<Option<Period>, BTreeMap<u64, usize>>;

/// So many different numbers must agree before a reader takes two names for one count.
const ENOUGH: usize = 2;

/// Ties the totals over fewer than all contacts to the codes that have the same number in every period
/// where both are counted.
pub fn same_counts(builder: &mut Builder) {
    let (mut wholes, mut codes) = (BTreeMap::<Identity, Series>::new(), BTreeMap::<Identity, Series>::new());
    for (node, id) in builder.identities().iter().enumerate().filter(|(_, id)| id.measure == "contacts") {
        let list = match id.dims.len() {
            0 => &mut wholes,
            1 => &mut codes,
            _ => continue,
        };
        let name = Identity { value: 0, period: None, ..id.clone() };
        list.entry(name).or_default().entry(id.period).or_default().insert(id.value, node);
    }
    for (name, code) in &codes {
        let all = Identity { dims: BTreeMap::new(), ..name.clone() };
        let pairs = wholes.get(&all).and_then(|asked| agreeing(asked, code)).unwrap_or_default();
        for (whole, code) in pairs {
            builder.same(whole, code);
        }
    }
}

/// Each total of those who were asked with the code of that number; none when a period speaks against it.
fn agreeing(asked: &Series, code: &Series) -> Option<Vec<(usize, usize)>> {
    let (mut pairs, mut agreed) = (Vec::new(), BTreeSet::new());
    for (period, numbers) in code {
        // The largest of several totals is that of all contacts.
        let totals = asked.get(period).into_iter().flatten();
        let mut fewer: BTreeMap<u64, usize> = totals.map(|(n, node)| (*n, *node)).collect();
        fewer.pop_last();
        if fewer.is_empty() {
            continue;
        }
        let found = numbers.iter().find_map(|(n, node)| Some((*n, *fewer.get(n)?, *node)));
        let (n, whole, node) = found?;
        agreed.insert(n);
        pairs.push((whole, node));
    }
    (agreed.len() >= ENOUGH).then_some(pairs)
}
