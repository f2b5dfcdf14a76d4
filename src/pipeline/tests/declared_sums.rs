//! The safety net of the sums that figures declare: whatever sum between the counts of a line the attack believes,
//! the protection knows. A figure that forgets to declare a sum fails here, and not by a number of few persons.

use std::collections::{BTreeMap, BTreeSet};

use super::{demonstration, each_line, release, workspaces};
use crate::audit::{Release, Rules, believed};
use crate::config::Helpline;
use crate::disclosure::{Settings, linked};
use crate::exports;
use crate::linear::null_space::Sample;
use crate::measures::{CellId, Table};
use crate::pipeline::gather::Gathered;

/// The prime 2⁶¹ − 1.
const PRIME: i128 = (1 << 61) - 1;

/// Factors by unknown.
type Row = BTreeMap<usize, i128>;

/// Believed sums, with the words of the attack for each.
type Sums = Vec<(Row, String)>;

/// The sums that the attack believes of the reports of a line and that do not follow from those that the
/// protection takes from `tables`, in the words of the attack.
fn undeclared(line: &Helpline, gathered: &Gathered, tables: &[Table]) -> Vec<String> {
    let known = linked(tables, &Settings::of(line));
    let mut cells: BTreeMap<CellId, usize> = BTreeMap::new();
    for (table, places) in tables.iter().zip(&known.places) {
        for (at, place) in places.iter().enumerate().filter_map(|(at, place)| Some((at, (*place)?))) {
            let key = table.key_of(at / table.cols.len(), at % table.cols.len());
            cells.insert(CellId::new(&table.figure, &key), place);
        }
    }
    let releases: Vec<Release> = gathered.years.iter().map(|year| release(line, year)).collect();
    let believed = believed(&releases, &Rules::default());
    // Counts of the attack that are cells of the protection; what the attack counts besides is eliminated.
    let mut cell_of: BTreeMap<usize, usize> = BTreeMap::new();
    for ((_, tables), counts) in gathered.years.iter().zip(&believed.cells) {
        for (cell, count) in exports::cells(tables).into_iter().zip(counts) {
            if let Some((count, place)) = count.zip(cells.get(&cell.id())) {
                cell_of.insert(count, *place);
            }
        }
    }
    // Both must know counts by the same names, or nothing would be compared.
    assert!(!cell_of.is_empty(), "{}: the attack and the protection name no cell alike", line.id);
    let own = known.zero.len();
    let mut sums: Sums = Vec::new();
    for sum in &believed.sums {
        let mut row = Row::new();
        for (count, factor) in &sum.terms {
            match cell_of.get(count) {
                Some(cell) if known.zero[*cell] => {}
                Some(cell) => *row.entry(*cell).or_default() += factor,
                None => *row.entry(own + count).or_default() += factor,
            }
        }
        sums.push((row, sum.why.clone()));
    }
    let sums = among_cells(sums, own);
    assert!(sums.len() > 5, "{}: the attack believes {} sums", line.id, sums.len());
    // A sum holds when an unknown that is equal to it cannot move.
    let mut all = known.sums.clone();
    for (at, (row, _)) in sums.iter().enumerate() {
        let terms = row.iter().map(|(n, factor)| (*n, i64::try_from(*factor).unwrap()));
        all.push(terms.chain([(own + at, -1)]).collect());
    }
    let mut moves = Sample::new(7);
    moves.draw(all, own + sums.len(), 3);
    let free = sums.iter().enumerate().filter(|(at, _)| !moves.fixes(own + at));
    let names: BTreeSet<String> = free.map(|(_, (_, why))| why.clone()).collect();
    names.into_iter().collect()
}

/// What the sums say of the first unknowns alone, of which there are `own`.
fn among_cells(mut sums: Sums, own: usize) -> Sums {
    let others: BTreeSet<usize> =
        sums.iter().flat_map(|(row, _)| row.keys()).copied().filter(|n| *n >= own).collect();
    for other in others {
        let Some(at) =
            (0..sums.len()).filter(|r| sums[*r].0.contains_key(&other)).min_by_key(|r| sums[*r].0.len())
        else {
            continue;
        };
        let (pivot, _) = sums.swap_remove(at);
        let per = inverse(pivot[&other]);
        for (row, _) in &mut sums {
            let Some(factor) = row.get(&other).copied() else { continue };
            for (n, value) in &pivot {
                let entry = row.entry(*n).or_default();
                *entry = (*entry - factor * per % PRIME * value).rem_euclid(PRIME);
                if *entry == 0 {
                    row.remove(n);
                }
            }
        }
    }
    sums.retain_mut(|(row, _)| {
        row.retain(|_, factor| *factor != 0);
        !row.is_empty()
    });
    sums
}

/// By Fermat's little theorem.
fn inverse(n: i128) -> i128 {
    let (mut power, mut exponent, mut result) = (n.rem_euclid(PRIME), PRIME - 2, 1);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * power % PRIME;
        }
        power = power * power % PRIME;
        exponent >>= 1;
    }
    result
}

#[test]
fn the_attack_believes_no_sum_that_nobody_declared() {
    let mut missed: BTreeSet<&str> = BTreeSet::new();
    each_line(&demonstration(), |line, gathered| {
        let tables = &gathered.loss.tables;
        assert_eq!(undeclared(line, gathered, tables), Vec::<String>::new(), "{}", line.id);
        // And each figure that forgets its sums is found out.
        for figure in ["contacts-per-year", "answer-rates"] {
            let mut forgot = tables.clone();
            forgot.iter_mut().filter(|t| t.figure.is(figure)).for_each(|t| t.sums.clear());
            if !undeclared(line, gathered, &forgot).is_empty() {
                missed.insert(figure);
            }
        }
    });
    assert_eq!(missed, ["answer-rates", "contacts-per-year"].into());
}

#[test]
fn nor_of_the_lines_that_other_programs_register() {
    let mut lines = 0;
    // The registrations of Línea 144 are not in the repository.
    for workspace in workspaces().iter().filter(|path| !path.ends_with("linea144")) {
        each_line(workspace, |line, gathered| {
            let found = undeclared(line, gathered, &gathered.loss.tables);
            assert_eq!(found, Vec::<String>::new(), "{} of {}", line.id, workspace.display());
            lines += 1;
        });
    }
    assert!(lines >= 18, "{lines}");
}
