//! Half-swapped dates: a spreadsheet set to another order of day and month made real dates, swapped, of the
//! days up to 12, and left the others as the text they were.

use super::stamp::{Read, Stamp};

/// Fewest of each of which something can be said.
const FEWEST: u64 = 3;
/// One in so many may lie outside the pattern: typed in by hand afterwards.
const ONE_IN: u64 = 20;
/// Of so many kinds of files that are in order one would look so by chance, as its logarithm.
const CHANCE: f64 = 6.9;

/// Days up to 12 and beyond, among real dates and among texts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Orders {
    real: [u64; 2],
    texts: [u64; 2],
}

impl Orders {
    /// Adds what a cell says; a month without a day says nothing.
    #[inline]
    pub(super) fn add(&mut self, read: &Read) {
        let day = read.stamp.day % 100;
        if day != 0 {
            let of = if read.named { &mut self.texts } else { &mut self.real };
            of[usize::from(day > 12)] += 1;
        }
    }

    /// Whether the real dates run to day 12 and the texts begin behind it, too neatly for chance.
    pub(super) fn half_swapped(&self) -> bool {
        let ([real, real_late], [text_early, text]) = (self.real, self.texts);
        let neat = |right: u64, wrong: u64| right >= FEWEST && wrong * ONE_IN <= right;
        // Of the days of a year 144 in 365 are up to 12.
        let unlikely = 0.93 * real as f64 + 0.50 * text as f64 >= CHANCE;
        neat(real, real_late) && neat(text, text_early) && unlikely
    }

    /// Whether a real date has a day that no swapped one can have.
    pub(super) fn has_late_real(&self) -> bool {
        self.real[1] > 0
    }

    /// Rows that were looked at.
    pub(super) fn rows(&self) -> u64 {
        self.real.iter().chain(&self.texts).sum()
    }
}

/// Day and month put back.
pub(super) fn put_back(stamp: Stamp) -> Stamp {
    let (year, month, day) = (stamp.day / 10_000, stamp.day / 100 % 100, stamp.day % 100);
    if (1..=12).contains(&day) { Stamp { day: year * 10_000 + day * 100 + month, ..stamp } } else { stamp }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(real: &[u32], texts: &[u32]) -> bool {
        let mut orders = Orders::default();
        let mut add = |day: &u32, named| {
            let stamp = Stamp { day: 20_240_300 + day, second: 0 };
            orders.add(&Read { stamp, offset: super::super::stamp::NO_OFFSET, named });
        };
        real.iter().for_each(|d| add(d, false));
        texts.iter().for_each(|d| add(d, true));
        orders.half_swapped()
    }

    #[test]
    fn the_pattern_is_neat_and_long_enough() {
        let (early, late): (Vec<u32>, Vec<u32>) = ((1..=12).collect(), (13..=31).collect());
        assert!(of(&early, &late));
        assert!(!of(&late, &early) && !of(&early, &[]) && !of(&[], &late) && !of(&early[..2], &late));
        assert!(!of(&early[..3], &late[..3]));
        let all: Vec<u32> = (1..=31).collect();
        assert!(!of(&all, &late) && !of(&early, &all));
    }

    #[test]
    fn put_back_twice_is_as_it_was() {
        let stamp = Stamp { day: 20_240_503, second: 7 };
        assert_eq!(put_back(stamp), Stamp { day: 20_240_305, second: 7 });
        assert_eq!(put_back(put_back(stamp)), stamp);
    }
}
