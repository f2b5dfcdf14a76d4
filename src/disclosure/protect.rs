//! Protects all tables of a line together: the same cell is shown or hidden wherever it stands.

use std::collections::{BTreeMap, BTreeSet};

use super::breakdowns::Traits;
use super::linked_tables::builder::{Builder, Places};
use super::linked_tables::cell::Identity;
use super::linked_tables::known_to_readers::Known;
use super::linked_tables::relations::relate;
use super::linked_tables::system::System;
use super::progress::{Told, nobody};
use super::reliability::silence;
use super::render::render;
use super::report::ProtectionReport;
use super::rounding;
use super::row_order::reorder;
use super::rows_used;
use super::safe::SafeTable;
use super::settings::Settings;
use super::suppression::component::Pattern;
use super::suppression::solution_cache::Memory;
use super::suppression::suppress::suppress;
use super::suppression::suppression_log::log;
use crate::base::{Num, Period};
use crate::config::dim;

use crate::measures::{Exact, Key, Table};

/// Makes the safe tables of all exact tables of a line, of all its reports together, in the same order; with
/// a report of what it cost. Nothing may be published when the report names cells that could not be
/// protected.
#[must_use]
pub fn protect_all(
    tables: &[Table],
    settings: &Settings,
    before: &Known,
) -> (Vec<SafeTable>, ProtectionReport) {
    protect_with(tables, settings, before, &mut Memory::none(), &nobody)
}

/// The same with a cache: a component that `memory` has is not solved again, and one that is solved is stored
/// in it. `told` hears how far it is.
#[must_use]
pub fn protect_with(
    tables: &[Table],
    settings: &Settings,
    before: &Known,
    memory: &mut Memory<'_>,
    told: Told<'_>,
) -> (Vec<SafeTable>, ProtectionReport) {
    if let Some(base) = settings.base {
        let (mut safe, report) = rounding::round_all(tables, settings, before, (base, memory));
        silence(&mut safe);
        return (safe, report);
    }
    let mut builder = Builder::new(tables, settings, before);
    relate(&mut builder, tables);
    let telling = telling(tables, &builder, before);
    let marks: Vec<Marks> = tables.iter().map(|t| Marks::of(t, &builder, &telling)).collect();
    let system = builder.finish();
    let pattern = suppress(&system, settings, memory, &|n| describe(&system, n), told);
    let mut safe = Vec::new();
    for (table, marks) in tables.iter().zip(&marks) {
        let mut table = render(table, &marks.hidden(table, &pattern, settings));
        reorder(&mut table, &settings.sorted, false);
        safe.push(table);
    }
    silence(&mut safe);
    rows_used::withhold(tables, &mut safe, settings.threshold);
    let report = ProtectionReport {
        #[cfg(test)]
        tables: tables.to_vec(),
        ..report(&system, &pattern)
    };
    let cells = (0..system.nodes.len()).filter(|n| pattern.hidden[*n] && system.nodes[*n].printed);
    memory.explain(&cells.zip(&report.log).collect());
    (safe, report)
}

fn report(system: &System, pattern: &Pattern) -> ProtectionReport {
    let nodes = || system.nodes.iter().enumerate().filter(|(_, n)| n.printed);
    let hidden = |n: &usize| pattern.hidden[*n];
    // A hidden total contains its parts, so only the cells without a hidden part are counted.
    let mut inner: Vec<bool> =
        (0..system.nodes.len()).map(|n| hidden(&n) && system.nodes[n].printed).collect();
    for relation in &system.relations {
        for (n, factor) in relation.iter().filter(|(n, _)| hidden(n)) {
            let part = relation.iter().any(|(m, f)| f.signum() != factor.signum() && hidden(m));
            let sum = relation.iter().filter(|(_, f)| f.signum() != factor.signum()).count() > 1;
            inner[*n] &= !(part && sum);
        }
    }
    ProtectionReport {
        cells: nodes().count(),
        relations: system.relations.len(),
        primary: nodes().filter(|(n, node)| node.primary && hidden(n)).count(),
        published_elsewhere: nodes().filter(|(n, node)| node.published_elsewhere && hidden(n)).count(),
        secondary: nodes().filter(|(n, node)| !node.primary && hidden(n)).count(),
        contacts: nodes().filter(|(n, _)| inner[*n]).map(|(_, node)| node.value).sum(),
        plain: plain(system),
        slightly: system.slightly.clone(),
        unprotectable: pattern.unprotectable.iter().map(|n| describe(system, *n)).collect(),
        past_limit: largest(system, &pattern.past_limit),
        stuck: pattern.unprotectable.iter().flat_map(|n| places(system, *n)).collect(),
        base: None,
        parts: pattern.parts,
        undecided: pattern.undecided.len(),
        log: log(system, pattern, |n| describe(system, n)),
        #[cfg(test)]
        tables: Vec::new(),
    }
}

/// The breakdown with the most of some cells, of those with two traits or more where there are any, and the
/// years in which they stand.
fn largest(system: &System, cells: &[usize]) -> BTreeSet<(Traits, i32)> {
    let mut sizes: BTreeMap<(bool, Traits), usize> = BTreeMap::new();
    let places: Vec<(Traits, i32)> =
        cells.iter().flat_map(|n| places(system, *n)).map(|(traits, (_, last))| (traits, last)).collect();
    for (traits, _) in places.iter().filter(|(traits, _)| !traits.is_empty()) {
        *sizes.entry((traits.len() > 1, traits.clone())).or_default() += 1;
    }
    let largest = sizes.into_iter().max_by_key(|((crossed, _), size)| (*crossed, *size));
    let Some(((_, largest), _)) = largest else { return BTreeSet::new() };
    places.into_iter().filter(|(traits, _)| *traits == largest).collect()
}

/// The traits and years of a cell; for a rest, those of the most detailed cells beside it.
fn places(system: &System, node: usize) -> Vec<(Traits, (i32, i32))> {
    let place = |id: &Identity| {
        let (first, last) = id.period?.months();
        Some((id.traits(), (first.0, last.0)))
    };
    if let Some(id) = system.identities.get(node) {
        return place(id).into_iter().collect();
    }
    let beside = system.relations.iter().filter(|r| r.iter().any(|(n, _)| *n == node));
    let named: Vec<&Identity> = beside.flatten().filter_map(|(n, _)| system.identities.get(*n)).collect();
    let finest = named.iter().map(|id| id.detail()).max().unwrap_or(0);
    named.into_iter().filter(|id| id.detail() == finest).filter_map(place).collect()
}

/// How many cells the plain rule hides: every small one, and in every sum at least two. It protects nothing;
/// the loss is compared with it.
fn plain(system: &System) -> usize {
    let nodes = &system.nodes;
    let mut hidden: Vec<bool> = nodes.iter().map(|n| n.primary).collect();
    loop {
        let mut changed = false;
        for relation in &system.relations {
            if relation.iter().filter(|(n, _)| hidden[*n]).count() != 1 {
                continue;
            }
            // A cell that was printed before may be taken too, so that the comparison is the same for every
            // edition.
            let open = relation.iter().map(|(n, _)| *n).filter(|n| !hidden[*n] && nodes[*n].printed);
            if let Some(partner) = open.min_by_key(|n| (nodes[*n].value, *n)) {
                hidden[partner] = true;
                changed = true;
            }
        }
        if !changed {
            return (0..nodes.len()).filter(|n| hidden[*n] && nodes[*n].printed).count();
        }
    }
}

/// A cell in words without its number: what it counts; or, for a rest, the cell beside which it remains.
fn describe(system: &System, node: usize) -> String {
    if let Some(id) = system.identities.get(node) {
        return id.describe();
    }
    let beside = system.relations.iter().find(|r| r.iter().any(|(n, _)| *n == node));
    let named = beside.and_then(|r| r.iter().find_map(|(n, _)| system.identities.get(*n)));
    named.map_or_else(String::new, |id: &Identity| format!("what remains beside {}", id.describe()))
}

/// What each place of a table shows of the system.
struct Marks {
    places: Places,
    described: Vec<Vec<usize>>,
    /// Places whose difference from what was printed before would describe few persons.
    telling: Vec<bool>,
}

impl Marks {
    fn of(table: &Table, builder: &Builder, told: &BTreeSet<String>) -> Self {
        let described = |i: usize| match table.cells[i].value {
            Exact::Stat { .. } => {
                let key = table.key_of(i / table.cols.len(), i % table.cols.len());
                if key.dims.contains_key(dim::EVENT) {
                    months(&key, builder)
                } else {
                    builder.described(&key)
                }
            }
            // A source published a number of the same count, whether it is the same number or not.
            Exact::Given(Num { decimals: 0, .. }) => {
                let key = table.key_of(i / table.cols.len(), i % table.cols.len());
                builder.named(&Identity::of(&key))
            }
            _ => Vec::new(),
        };
        let telling = |i: usize| {
            let event = table.rows[i / table.cols.len()].key.dims.get(dim::EVENT);
            event.is_some_and(|event| told.contains(event))
        };
        Self {
            places: builder.places(table),
            described: (0..table.cells.len()).map(described).collect(),
            telling: (0..table.cells.len()).map(telling).collect(),
        }
    }

    /// Which places are hidden: counts that the pattern suppresses; a statistic over few contacts, or over a
    /// suppressed number of contacts; and what a source published of a suppressed cell. The source's number
    /// is hidden also where it differs from the count: otherwise the sign itself would say that the two are
    /// equal.
    fn hidden(&self, table: &Table, pattern: &Pattern, settings: &Settings) -> Vec<bool> {
        let of = |node: &Option<usize>| node.is_some_and(|n| pattern.hidden[n]);
        let place = |(i, cell): (usize, &crate::measures::Cell)| match cell.value {
            Exact::Stat { n, value } => {
                let key = table.key_of(i / table.cols.len(), i % table.cols.len());
                // A count of days is in no sum with others. If it were hidden only where it is small, the
                // sign itself would say that it is small; so it is hidden up to twice the threshold.
                let room = if key.dims.contains_key(dim::EVENT) { 2 } else { 1 };
                let few = (1..room * settings.threshold).contains(&n);
                // A percentage about an event is a change and no share of a whole.
                let share = key.unit.as_deref() == Some("percent") && !key.dims.contains_key(dim::EVENT);
                let all_but_few = share && leaves_few(value, n, settings.threshold);
                few || all_but_few
                    || self.telling[i]
                    || of(&self.places[i])
                    || self.described[i].iter().any(|n| pattern.hidden[*n])
            }
            Exact::Given(Num { scaled, decimals: 0 }) => {
                let key = table.key_of(i / table.cols.len(), i % table.cols.len());
                let small = u64::try_from(scaled).is_ok_and(|n| (1..settings.threshold).contains(&n));
                let counts = key.stage.is_some() && key.unit.as_deref() != Some("percent");
                let beside = self.described[i].iter().any(|n| pattern.hidden[*n]);
                of(&self.places[i]) || beside || (small && counts)
            }
            _ => of(&self.places[i]),
        };
        table.cells.iter().enumerate().map(place).collect()
    }
}

/// Events with a count that differs too little from what was printed before. All places of such an event are
/// hidden, because its changes follow from its counts, one count stands in several rows, and two tables add
/// up to each other.
fn telling(tables: &[Table], builder: &Builder, before: &Known) -> BTreeSet<String> {
    let mut told = BTreeSet::new();
    for table in tables {
        for (i, cell) in table.cells.iter().enumerate() {
            let Exact::Stat { value: Num { scaled, decimals: 0 }, .. } = cell.value else { continue };
            let key = table.key_of(i / table.cols.len(), i % table.cols.len());
            if let Some(event) = key.dims.get(dim::EVENT)
                && builder.describes(&key, u64::try_from(scaled).unwrap_or(0), before)
            {
                told.insert(event.clone());
            }
        }
    }
    told
}

/// The cells of the months in which the days of an event can lie, and the days with which they are compared,
/// also of its control: a count of days that is shown beside a hidden month would say something about the
/// month.
fn months(event: &Key, builder: &Builder) -> Vec<usize> {
    let Some(Period::Year(year)) = event.period else { return Vec::new() };
    let month = |year: i32, month: u8, dims: &BTreeMap<String, String>| Key {
        measure: Some("contacts".to_owned()),
        period: Some(Period::Month(year, month)),
        dims: dims.clone(),
        ..event.clone()
    };
    let control = event.dims.get(dim::CONTROL).and_then(|c| c.split_once('.'));
    let control = control.map(|(dim, code)| BTreeMap::from([(dim.to_owned(), code.to_owned())]));
    let dims: Vec<BTreeMap<String, String>> = [BTreeMap::new()].into_iter().chain(control).collect();
    let all = [year - 1, year, year + 1].into_iter().flat_map(|y| (1..=12).map(move |m| (y, m)));
    all.flat_map(|(y, m)| dims.iter().map(move |dims| (y, m, dims)))
        .flat_map(|(y, m, dims)| builder.named(&Identity::of(&month(y, m, dims))))
        .collect()
}

/// Whether a share of `n` contacts shows that the rest of the whole is a small count: the whole is at most
/// n / (share − half a unit of the last digit).
fn leaves_few(share: Num, n: u64, threshold: u64) -> bool {
    let least = 2 * i128::from(share.scaled) - 1;
    if least <= 0 {
        return false;
    }
    let whole = i128::from(n) * 200 * 10_i128.pow(u32::from(share.decimals)) / least;
    (1..i128::from(threshold)).contains(&(whole - i128::from(n)))
}
