//! What the counts of days would give away: with months that are published and with one another they
//! leave rests.
//!
//! A count from day to day is a difference of two running totals, so the published ones are the edges of
//! a graph of days: between any two days that hang together the count follows. What follows so, and what
//! such a count leaves of another around it, is what a reader can compute.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use crate::base::Num;

use crate::measures::Exact;

/// Contacts by day.
pub(super) type Daily = BTreeMap<NaiveDate, u64>;

/// First and last day.
pub(super) type Window = (NaiveDate, NaiveDate);

/// Counts that are taken from one around them at the same time; with very many windows only one.
const MOST: usize = 3;
const MANY: usize = 36;

/// A count, and the smallest count that its publication would give away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Guarded {
    pub(super) n: u64,
    pub(super) smallest: u64,
}

impl Guarded {
    /// A count that is withheld when it, or what it gives away, is small.
    pub(super) fn exact(self) -> Exact {
        match (self.n, self.smallest) {
            (0, 0) => Exact::Count(0),
            (n, smallest) => Exact::Stat { value: Num::int(n), n: smallest },
        }
    }
}

/// Knows what else is published about days: months, and the other windows.
pub(super) struct Guard<'a> {
    days: &'a Daily,
    /// What each window gives away.
    smallest: BTreeMap<Window, u64>,
}

/// The days between two that hang together: from a day up to, not including, another.
#[derive(Clone, Copy)]
struct Block {
    /// Which days hang together, by the first of them.
    part: NaiveDate,
    from: NaiveDate,
    to: NaiveDate,
    n: u64,
}

/// Days that hang together, by the first of them: each with the number of contacts before it.
type Parts = BTreeMap<NaiveDate, BTreeMap<NaiveDate, u64>>;

impl<'a> Guard<'a> {
    pub(super) fn new(days: &'a Daily, windows: &BTreeSet<Window>) -> Self {
        let parts = parts(days, windows);
        let mut guard = Self { days, smallest: BTreeMap::new() };
        let most = if windows.len() > MANY { 1 } else { MOST };
        for (part, points) in &parts {
            for (from, before) in points {
                for (to, up_to) in points.range(*from..).skip(1) {
                    let outer = Block { part: *part, from: *from, to: *to, n: up_to - before };
                    let inside = largest_inside(&outer, &parts);
                    guard.rests(&outer, &inside, &mut Vec::new(), most, (windows, &parts));
                }
            }
        }
        guard
    }

    /// The count of a window, with the smallest of itself and what it gives away. Nothing at all gives
    /// nothing away.
    pub(super) fn count(&self, window: Window) -> Guarded {
        let n = self.days.range(window.0..=window.1).map(|(_, n)| n).sum();
        let rest = self.smallest.get(&window).copied();
        Guarded { n, smallest: [Some(n).filter(|n| *n > 0), rest].into_iter().flatten().min().unwrap_or(0) }
    }

    /// What blocks leave of one around them, and to which windows that is owed.
    fn rests(
        &mut self,
        outer: &Block,
        inside: &[Block],
        taken: &mut Vec<Block>,
        most: usize,
        world: (&BTreeSet<Window>, &Parts),
    ) {
        let rest = outer.n - taken.iter().map(|b| b.n).sum::<u64>();
        if rest > 0 {
            let involved = |day: NaiveDate| {
                [outer].into_iter().chain(&*taken).any(|b| world.1[&b.part].contains_key(&day))
            };
            // A window of whole months says what the months say; one far from these days says nothing.
            let owed = |w: &&Window| {
                let (from, to) = (w.0, after(**w));
                !(from.day() == 1 && to.day() == 1) && from <= outer.to && to >= outer.from && involved(from)
            };
            for window in world.0.iter().filter(owed) {
                let least = self.smallest.entry(*window).or_insert(rest);
                *least = rest.min(*least);
            }
        }
        if taken.len() == most {
            return;
        }
        for (at, block) in inside.iter().enumerate() {
            if taken.iter().all(|b| block.to <= b.from || b.to <= block.from) {
                taken.push(*block);
                self.rests(outer, &inside[at + 1..], taken, most, world);
                taken.pop();
            }
        }
    }
}

/// Of all others that hang together, what lies inside: as much as there is, for a smaller part of it
/// leaves at least what a smaller block is.
fn largest_inside(outer: &Block, parts: &Parts) -> Vec<Block> {
    let of = |(part, points): (&NaiveDate, &BTreeMap<NaiveDate, u64>)| {
        let mut inside = points.range(outer.from..=outer.to);
        let (from, before) = inside.next()?;
        let (to, up_to) = inside.next_back()?;
        Some(Block { part: *part, from: *from, to: *to, n: up_to - before })
    };
    parts.iter().filter(|(part, _)| **part != outer.part).filter_map(of).collect()
}

/// The day after a window.
fn after((_, to): Window) -> NaiveDate {
    to.succ_opt().unwrap_or(to)
}

/// The first days of windows and months, and the days after them, by what hangs together. All first days
/// of months do: every month is published.
fn parts(days: &Daily, windows: &BTreeSet<Window>) -> Parts {
    let mut part_of: BTreeMap<NaiveDate, NaiveDate> = BTreeMap::new();
    for window in windows {
        let mut month = window.0.with_day(1).unwrap_or(window.0);
        while month < after(*window) {
            part_of.insert(month, month);
            month = month.checked_add_months(chrono::Months::new(1)).unwrap_or(NaiveDate::MAX);
        }
        part_of.insert(month, month);
    }
    let months: Vec<NaiveDate> = part_of.keys().copied().collect();
    for pair in months.windows(2) {
        join(&mut part_of, pair[0], pair[1]);
    }
    for window in windows {
        join(&mut part_of, window.0, after(*window));
    }
    let mut parts = Parts::new();
    let (mut running, mut counted) = (0, days.iter().peekable());
    for (day, part) in part_of {
        while let Some((_, n)) = counted.next_if(|(d, _)| **d < day) {
            running += n;
        }
        parts.entry(part).or_default().insert(day, running);
    }
    parts
}

fn join(part_of: &mut BTreeMap<NaiveDate, NaiveDate>, a: NaiveDate, b: NaiveDate) {
    let (one, other) = (*part_of.entry(a).or_insert(a), *part_of.entry(b).or_insert(b));
    let (low, high) = (one.min(other), one.max(other));
    part_of.values_mut().filter(|p| **p == high).for_each(|p| *p = low);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn window(from: &str, to: &str) -> Window {
        (day(&format!("2023-{from}")), day(&format!("2023-{to}")))
    }

    /// So many a day from one day to another.
    fn put(days: &mut Daily, from: &str, to: &str, n: u64) {
        let (from, to) = window(from, to);
        days.extend(from.iter_days().take_while(|d| *d <= to).map(|d| (d, n)));
    }

    fn smallest(days: &Daily, windows: &[Window]) -> Vec<u64> {
        let guard = Guard::new(days, &windows.iter().copied().collect());
        windows.iter().map(|w| guard.count(*w).smallest).collect()
    }

    #[test]
    fn a_window_that_leaves_a_small_rest_of_its_month_is_withheld() {
        // Ten contacts a day from 2 to 29 September, three on the 30th: the month's total less the window
        // would be three.
        let mut days = Daily::new();
        put(&mut days, "09-02", "09-29", 10);
        put(&mut days, "09-30", "09-30", 3);
        assert_eq!(smallest(&days, &[window("09-02", "09-29")]), [3]);
        assert_eq!(smallest(&days, &[window("09-01", "09-30")]), [283]);
        // Less the first window the second is what came on the 12th.
        assert_eq!(smallest(&days, &[window("09-02", "09-11"), window("09-02", "09-12")]), [10, 10]);
    }

    #[test]
    fn a_window_that_begins_with_a_month_leaves_the_end_of_it() {
        let mut days = Daily::new();
        put(&mut days, "09-01", "10-31", 10);
        days.insert(day("2023-09-30"), 2);
        put(&mut days, "09-21", "09-29", 0);
        assert_eq!(smallest(&days, &[window("09-01", "09-20")]), [2]);
        // A window of the next month owes nothing to that.
        assert_eq!(smallest(&days, &[window("09-01", "09-20"), window("10-05", "10-20")]), [2, 150]);
    }

    #[test]
    fn two_windows_side_by_side_leave_what_neither_leaves_alone() {
        // The weeks before an event and the event itself: of both months four contacts remain, of each
        // month alone many more.
        let mut days = Daily::new();
        put(&mut days, "08-08", "09-26", 10);
        days.insert(day("2023-08-03"), 4);
        let windows = [window("08-08", "09-04"), window("09-05", "09-26")];
        assert_eq!(smallest(&days, &windows), [4, 4]);
        // Apart from each other they leave the days between them too.
        let apart = [window("08-08", "09-03"), window("09-05", "09-26")];
        assert_eq!(smallest(&days, &apart), [14, 14]);
    }

    #[test]
    fn where_two_windows_overlap_a_third_around_both_tells_how_many_came_in_both() {
        let mut days = Daily::new();
        put(&mut days, "09-01", "09-30", 20);
        put(&mut days, "09-14", "09-14", 3);
        // 5 to 14, 14 to 25, and 5 to 25: the first two less the third are the 14th.
        let windows = [window("09-05", "09-14"), window("09-14", "09-25"), window("09-05", "09-25")];
        assert_eq!(smallest(&days, &windows), [3, 3, 3]);
        assert_eq!(smallest(&days, &windows[..2]), [183, 223]);
    }
}
