//! Hierarchies: sums over the codes of one dimension, whatever tables the codes stand in. Codes add up to
//! their group or to a whole that another table prints; a sum that no table prints links the tables that
//! share it.

use std::collections::{BTreeMap, BTreeSet};

use super::builder::Builder;
use super::cell::Identity;
use crate::base::Period;

use crate::measures::{Header, Role, Table, TableKind};

/// Dimensions that name a place in a report and describe no contacts.
const NO_TRAITS: [&str; 3] = ["publication", "vintage", "variable"];

/// The groups that contain a code, by dimension and code.
type Groups = BTreeMap<(String, String), BTreeSet<String>>;

/// Cells that differ in one dimension only: by that dimension and by what they share.
type Families = BTreeMap<(String, Identity), BTreeMap<String, usize>>;

/// Adds every sum that adds up.
pub fn families(builder: &mut Builder, tables: &[Table], several: &BTreeSet<String>) {
    let groups = groups(tables);
    let mut families = collect(builder.identities());
    families.retain(|(dim, _), _| !several.contains(dim));
    let mut unprinted: BTreeMap<(Identity, u64), Vec<Vec<usize>>> = BTreeMap::new();
    for ((dim, base), codes) in &families {
        for (code, group) in codes {
            let inside = |c: &str| parents(&groups, dim, c).is_some_and(|p| p.contains(code));
            let parts: Vec<usize> = codes.iter().filter(|(c, _)| inside(c)).map(|(_, n)| *n).collect();
            if !parts.is_empty() {
                builder.tie_exact(*group, &parts);
            }
        }
        let inside =
            |c: &str| parents(&groups, dim, c).is_some_and(|p| p.iter().any(|g| codes.contains_key(g)));
        let top: Vec<usize> = codes.iter().filter(|(c, _)| !inside(c)).map(|(_, n)| *n).collect();
        if top.is_empty() {
            continue;
        }
        match builder.find(base) {
            Some(whole) => builder.tie_exact(whole, &top),
            None => {
                let value = top.iter().map(|n| builder.value(*n)).sum();
                unprinted.entry((base.clone(), value)).or_default().push(top);
            }
        }
    }
    for ((id, value), sums) in unprinted.into_iter().filter(|(_, sums)| sums.len() > 1) {
        let margin = builder.margin(&id, value);
        for parts in sums {
            builder.tie_exact(margin, &parts);
        }
    }
}

/// Dimensions with several answers per contact: their codes add up to the whole only by chance. When a cross
/// has several answers and neither of its dimensions has a table of its own, both are taken to have several
/// answers.
pub fn several(tables: &[Table]) -> BTreeSet<String> {
    let multi = || tables.iter().filter(|t| t.kind == TableKind::Multi);
    let own = multi().filter(|t| t.col_dim.is_none()).filter_map(|t| t.row_dim.clone());
    let mut found: BTreeSet<String> = own.collect();
    for cross in multi().filter(|t| t.col_dim.is_some()) {
        let dims = [&cross.row_dim, &cross.col_dim].into_iter().flatten();
        if dims.clone().all(|d| !found.contains(d)) {
            found.extend(dims.cloned());
        }
    }
    found
}

fn parents<'a>(groups: &'a Groups, dim: &str, code: &str) -> Option<&'a BTreeSet<String>> {
    groups.get(&(dim.to_owned(), code.to_owned()))
}

/// Which codes stand under which group in any table.
fn groups(tables: &[Table]) -> Groups {
    let mut groups = Groups::new();
    for table in tables {
        for headers in [&table.rows, &table.cols] {
            let mut group: Option<&Header> = None;
            for header in headers {
                match (header.role, group) {
                    (Role::Group, _) => group = Some(header),
                    (Role::Member, Some(group)) => {
                        // A member differs from its group in the code of one dimension.
                        let changed = header.key.dims.iter().find(|(dim, code)| {
                            group.key.dims.get(*dim).is_some_and(|g| g != *code)
                                && group.key.dims.len() == header.key.dims.len()
                        });
                        if let Some((dim, code)) = changed {
                            let place = (dim.clone(), code.clone());
                            groups.entry(place).or_default().insert(group.key.dims[dim].clone());
                        }
                    }
                    _ => group = None,
                }
            }
        }
    }
    groups
}

fn collect(identities: &[Identity]) -> Families {
    let mut families = Families::new();
    for (node, id) in identities.iter().enumerate() {
        let mut add = |dim: &str, code: &str, base: Identity| {
            families.entry((dim.to_owned(), base)).or_default().insert(code.to_owned(), node);
        };
        for (dim, code) in id.dims.iter().filter(|(dim, _)| !NO_TRAITS.contains(&dim.as_str())) {
            let mut base = id.clone();
            base.dims.remove(dim);
            add(dim, code, base);
        }
        if let Some(Period::Month(year, month)) = id.period {
            let base = Identity { period: Some(Period::Year(year)), ..id.clone() };
            add("month", &format!("{month:02}"), base);
        }
    }
    families
}
