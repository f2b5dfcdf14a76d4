//! A perturbation: a change of some cells that leaves every sum as it is. When a perturbation changes
//! suppressed cells only, the changed table agrees with everything that is printed; a reader cannot tell it
//! from the true one. A cell that such perturbations move far enough is protected.

use std::cell::{Cell, RefCell, RefMut};
use std::collections::{BTreeMap, BTreeSet};

use super::bounds::Bounds;
use crate::disclosure::linked_tables::system::System;

/// Whole changes per cell, sorted by cell.
pub type Perturbation = Vec<(usize, i64)>;

/// So many cells at most are in one chain; in a chain of the last and widest search, so many.
const LONG: usize = 72;
const LONGEST: usize = 240;

/// How many of the cheapest unfinished chains are continued (the width of the beam search), one try after
/// another. Where so few find nothing, more of them hardly ever do, and an integer program is quicker.
pub const QUICK: &[usize] = &[8];
/// The same for the last search, where the program finds nothing either.
pub const LAST: &[usize] = &[64, 640];

/// The estimated cost of closing a sum that does not add up yet, per unit by which it is off.
const OPEN: u64 = 3_000;

/// The system, with the relations in which each cell stands.
#[derive(Debug)]
pub struct Space<'a> {
    pub system: &'a System,
    /// Relation and factor per cell.
    member: Vec<Vec<(usize, i64)>>,
    /// How many cells were looked at so far: the work of the search, as a count and no clock, so that equal
    /// input gives equal output.
    looked_at: Cell<u64>,
    /// Where the propagation of bounds writes.
    bounds: RefCell<Bounds>,
}

/// An unfinished chain.
#[derive(Debug, Clone, Default)]
struct State {
    cells: Vec<(usize, i64)>,
    /// Relations that do not add up, and by how much.
    open: Vec<(usize, i64)>,
    /// By how much all of them together do not.
    off: u64,
    cost: u64,
    /// Chains of the same cells have the same mark.
    mark: u64,
}

/// A chain with one cell more, before it is made: most of these are dropped.
#[derive(Debug)]
struct Step {
    /// The chain that it continues.
    from: usize,
    cell: (usize, i64),
    cost: u64,
    off: u64,
    mark: u64,
}

/// The most promising steps, of those to the same cells one.
fn cheapest(mut steps: Vec<Step>, width: usize, bound: u64) -> Vec<Step> {
    let rank = |s: &Step| (s.cost + OPEN * s.off, s.from, s.cell);
    steps.retain(|s| s.cost < bound);
    let some = 4 * width;
    if steps.len() > some {
        steps.select_nth_unstable_by_key(some, rank);
        steps.truncate(some);
    }
    steps.sort_unstable_by_key(rank);
    let mut marks = BTreeSet::new();
    steps.retain(|s| marks.len() < width && marks.insert(s.mark));
    steps
}

/// A number that stands for another and shares no pattern with it (SplitMix64).
fn mixed(n: u64) -> u64 {
    let mut n = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}

impl<'a> Space<'a> {
    pub fn new(system: &'a System) -> Self {
        let mut member = vec![Vec::new(); system.nodes.len()];
        for (r, relation) in system.relations.iter().enumerate() {
            for (node, factor) in relation {
                member[*node].push((r, *factor));
            }
        }
        Self { system, member, looked_at: Cell::new(0), bounds: RefCell::default() }
    }

    /// How many cells were looked at so far.
    pub fn work(&self) -> u64 {
        self.looked_at.get()
    }

    /// Adds to the work.
    pub fn look(&self, cells: usize) {
        self.looked_at.set(self.looked_at.get().saturating_add(cells as u64));
    }

    /// A place for bounds of cells, with none yet. One at a time can be had.
    pub fn bounds(&self) -> RefMut<'_, Bounds> {
        let mut bounds = self.bounds.borrow_mut();
        bounds.forget(self.system.nodes.len());
        bounds
    }

    /// A cheap perturbation that moves a cell by `amount`. `price` of a cell is the cost of moving it, `None`
    /// when it must not move. It is one chain of equal steps if possible, and else a sum of chains with
    /// smaller steps.
    pub fn find(
        &self,
        node: usize,
        amount: i64,
        widths: &[usize],
        price: &impl Fn(usize) -> Option<u64>,
    ) -> Option<Perturbation> {
        self.find_below(node, amount, widths, price, u64::MAX)
    }

    /// The same, where each chain costs less than `most`.
    pub fn find_below(
        &self,
        node: usize,
        amount: i64,
        widths: &[usize],
        price: &impl Fn(usize) -> Option<u64>,
        most: u64,
    ) -> Option<Perturbation> {
        let mut total: Perturbation = Vec::new();
        let mut left = amount;
        let mut step = amount;
        while left != 0 {
            let own = |n: usize| price(n).map(|p| if change(&total, n) == 0 { p } else { 0 });
            // Only the smallest step is searched for thoroughly: where a larger step is possible, it is
            // possible too.
            let tried = if step.abs() > 1 { &widths[..1] } else { widths };
            match tried.iter().find_map(|w| self.chain((node, step), (*w, most), &total, &own)) {
                Some(chain) => {
                    add(&mut total, &chain, step.abs());
                    left -= step;
                    step = if left.abs() < step.abs() { left } else { step };
                }
                None if step.abs() > 1 => step /= 2,
                None => return None,
            }
        }
        Some(total)
    }

    /// A chain: cells with directions that keep every sum when each of them moves by the size of `step`.
    fn chain(
        &self,
        (node, step): (usize, i64),
        (width, most): (usize, u64),
        so_far: &Perturbation,
        price: &impl Fn(usize) -> Option<u64>,
    ) -> Option<Perturbation> {
        let room = |n: usize, sign: i64| self.room(n, so_far, sign) >= step.abs();
        if !room(node, step.signum()) {
            return None;
        }
        let first = State::default();
        let start = self.after(&first, &self.step((0, &first), (node, step.signum()), 0));
        if start.open.is_empty() {
            return Some(start.cells);
        }
        let mut beam = vec![start];
        let mut best: Option<State> = None;
        for _ in 0..if width > LAST[0] { LONGEST } else { LONG } {
            let mut steps: Vec<Step> = Vec::new();
            for (from, state) in beam.iter().enumerate() {
                let Some(open) = state.open.iter().min_by_key(|(r, _)| self.system.relations[*r].len())
                else {
                    continue;
                };
                self.look(self.system.relations[open.0].len());
                for (n, factor) in &self.system.relations[open.0] {
                    let sign = -open.1.signum() * factor.signum();
                    if !room(*n, sign) || state.cells.binary_search_by_key(n, |c| c.0).is_ok() {
                        continue;
                    }
                    let Some(price) = price(*n) else { continue };
                    let bound = best.as_ref().map_or(most, |b| b.cost);
                    if state.cost + price >= bound {
                        continue;
                    }
                    let step = self.step((from, state), (*n, sign), price);
                    if step.off == 0 {
                        best = Some(self.after(state, &step));
                    } else {
                        steps.push(step);
                    }
                }
            }
            let bound = best.as_ref().map_or(most, |b| b.cost);
            beam = cheapest(steps, width, bound).iter().map(|s| self.after(&beam[s.from], s)).collect();
            if beam.is_empty() {
                break;
            }
        }
        best.map(|b| b.cells)
    }

    /// What a chain would be with one cell more.
    fn step(&self, (from, state): (usize, &State), (n, sign): (usize, i64), price: u64) -> Step {
        let mut off = state.off;
        for (r, factor) in &self.member[n] {
            let before = state.open.binary_search_by_key(r, |o| o.0).map_or(0, |at| state.open[at].1);
            off = off - before.unsigned_abs() + (before + sign * factor).unsigned_abs();
        }
        let mark = state.mark ^ mixed((n as u64) << 1 | u64::from(sign > 0));
        Step { from, cell: (n, sign), cost: state.cost + price, off, mark }
    }

    fn after(&self, state: &State, step: &Step) -> State {
        let (n, sign) = step.cell;
        let mut next = State { cost: step.cost, off: step.off, mark: step.mark, ..state.clone() };
        let at = next.cells.binary_search_by_key(&n, |c| c.0).unwrap_or_else(|at| at);
        next.cells.insert(at, (n, sign));
        for (r, factor) in &self.member[n] {
            match next.open.binary_search_by_key(r, |o| o.0) {
                Ok(at) => {
                    next.open[at].1 += sign * factor;
                    if next.open[at].1 == 0 {
                        next.open.remove(at);
                    }
                }
                Err(at) => next.open.insert(at, (*r, sign * factor)),
            }
        }
        next
    }

    /// The sums in which a cell stands.
    pub fn sums_of(&self, n: usize) -> impl Iterator<Item = usize> + '_ {
        self.member[n].iter().map(|(r, _)| *r)
    }

    /// How far a cell may move down.
    pub fn downward(&self, n: usize) -> i64 {
        self.room(n, &Vec::new(), -1)
    }

    /// The cells of `near`, and all cells that stand in a sum with one of them and may move, sorted.
    pub fn around(&self, near: &[usize], free: &impl Fn(usize) -> bool) -> Vec<usize> {
        let sums: BTreeSet<usize> = near.iter().flat_map(|n| &self.member[*n]).map(|(r, _)| *r).collect();
        let beside = sums.into_iter().flat_map(|r| &self.system.relations[r]).map(|(n, _)| *n);
        let all: BTreeSet<usize> = beside.filter(|n| free(*n)).chain(near.iter().copied()).collect();
        all.into_iter().collect()
    }

    /// Every sum with a cell of the sorted list `near`; its terms name cells by their place in the list. With
    /// `inside` only the sums with a cell of `inside`.
    pub fn sums_over(&self, near: &[usize], inside: Option<&[usize]>) -> Vec<Vec<(usize, i64)>> {
        let mut sums: BTreeMap<usize, Vec<(usize, i64)>> = BTreeMap::new();
        let wanted: Option<BTreeSet<usize>> =
            inside.map(|cells| cells.iter().flat_map(|n| &self.member[*n]).map(|(r, _)| *r).collect());
        for (at, n) in near.iter().enumerate() {
            for (r, factor) in &self.member[*n] {
                if wanted.as_ref().is_none_or(|w| w.contains(r)) {
                    sums.entry(*r).or_default().push((at, *factor));
                }
            }
        }
        sums.into_values().collect()
    }

    /// How far a cell may still move in a direction.
    fn room(&self, n: usize, so_far: &Perturbation, sign: i64) -> i64 {
        let node = &self.system.nodes[n];
        if sign > 0 {
            return i64::MAX;
        }
        signed(node.value) - signed(node.lower_bound) + change(so_far, n)
    }

    /// How many times a perturbation can be applied before a cell falls below its lower bound, up to `most`.
    pub fn multiple(&self, cells: &Perturbation, direction: i64, most: i64) -> i64 {
        let limit = |(n, change): &(usize, i64)| {
            let change = change * direction;
            if change > 0 { i64::MAX } else { self.room(*n, &Vec::new(), -1) / change.abs() }
        };
        cells.iter().map(limit).min().unwrap_or(0).min(most)
    }

    /// Whether a perturbation leaves every sum as it is, moves no cell that readers know, and takes no cell
    /// below its lower bound.
    pub fn holds(&self, cells: &Perturbation) -> bool {
        let mut sums: Vec<(usize, i64)> = Vec::new();
        for (n, change) in cells {
            sums.extend(self.member[*n].iter().map(|(r, factor)| (*r, factor * change)));
        }
        sums.sort_unstable();
        let even = sums.chunk_by(|a, b| a.0 == b.0).all(|c| c.iter().map(|s| s.1).sum::<i64>() == 0);
        let free = |n: usize| !self.system.nodes[n].known && !self.system.nodes[n].pinned;
        even && cells.iter().all(|(n, by)| free(*n) && self.room(*n, &Vec::new(), -1) + by >= 0)
    }
}

fn signed(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// By how much a perturbation changes a cell.
pub fn change(cells: &Perturbation, n: usize) -> i64 {
    cells.binary_search_by_key(&n, |c| c.0).map_or(0, |at| cells[at].1)
}

fn add(total: &mut Perturbation, chain: &Perturbation, times: i64) {
    for (n, sign) in chain {
        match total.binary_search_by_key(n, |c| c.0) {
            Ok(at) => total[at].1 += sign * times,
            Err(at) => total.insert(at, (*n, sign * times)),
        }
    }
    total.retain(|(_, change)| *change != 0);
}
