//! Records that stand in two files of a line: the same export twice, or two that overlap.
//!
//! Of every file with more than a few records some rows are anchors, chosen by their fingerprints alone (the
//! smallest of every [`WINDOW`] neighbours), so that equal stretches have the same anchors. From each pair
//! of equal anchors the stretch is followed to both its ends, forwards, and against the order for exports
//! that were sorted the other way.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::file::Chunk;

/// Neighbours of which one is an anchor.
const WINDOW: usize = 8;
/// Fewest records of a stretch, and fewest different ones among them.
pub(super) const FEWEST: usize = 20;
/// Fewest different records where the end of one file is the beginning of another.
const AT_ENDS: usize = 5;
/// Rows with one fingerprint that are looked at.
const EQUALS: usize = 32;

/// Rows of one chunk that stand in another too.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stretch {
    /// Chunk, first and last row: the later chunk.
    pub here: (usize, usize, usize),
    /// Where it stands in the earlier chunk.
    pub there: (usize, usize, usize),
}

impl Stretch {
    /// Number of records.
    pub(super) fn rows(&self) -> usize {
        self.here.2 - self.here.1 + 1
    }
}

/// A row of a chunk.
type At = (usize, usize);

/// All stretches, in the order of chunks and rows; chunks in `left_out` take no part.
pub(super) fn stretches(chunks: &[Chunk], left_out: &BTreeSet<usize>) -> Vec<Stretch> {
    let mut found = BTreeSet::new();
    let takes_part = |at: &usize| !left_out.contains(at) && !chunks[*at].prints.is_empty();
    let own = |at: usize| (at, anchors_of(&chunks[at].prints));
    let anchors: Vec<(usize, Vec<usize>)> = (0..chunks.len()).filter(takes_part).map(own).collect();
    let shared = shared(chunks, &anchors);
    for (at, own) in anchors {
        let prints = &chunks[at].prints;
        // Per earlier chunk and direction the last row that is told of already.
        let mut covered: BTreeMap<(usize, bool), usize> = BTreeMap::new();
        for row in own {
            let equals = shared.get(&prints[row]).into_iter().flatten();
            for &(other, there) in equals.take(EQUALS).filter(|(other, _)| *other < at) {
                for against in [false, true] {
                    if covered.get(&(other, against)).is_some_and(|last| row <= *last) {
                        continue;
                    }
                    let stretch = follow(&chunks[other].prints, there, prints, row, against);
                    covered.insert((other, against), stretch.1.1);
                    if different(prints, stretch.1) >= FEWEST {
                        found.insert(Stretch {
                            here: (at, stretch.1.0, stretch.1.1),
                            there: (other, stretch.0.0, stretch.0.1),
                        });
                    }
                }
            }
        }
    }
    found.extend(ends(chunks, takes_part));
    within(found)
}

/// Rows that are the smallest of a window, in order; of equal ones the first.
fn anchors_of(prints: &[u32]) -> Vec<usize> {
    let mut anchors = Vec::with_capacity(prints.len() / (WINDOW / 2) + 1);
    let mut smallest: Option<usize> = None;
    for (first, window) in prints.windows(WINDOW).enumerate() {
        let last = first + WINDOW - 1;
        let now = match smallest.filter(|at| *at >= first) {
            Some(at) if prints[at] <= prints[last] => at,
            Some(_) => last,
            None => first + (0..WINDOW).min_by_key(|i| window[*i]).unwrap_or(0),
        };
        if smallest != Some(now) {
            anchors.push(now);
        }
        smallest = Some(now);
    }
    anchors
}

/// The anchors whose fingerprint stands in more than one chunk, in the order of chunks and rows. In nearly all
/// lines there are none.
fn shared(chunks: &[Chunk], anchors: &[(usize, Vec<usize>)]) -> HashMap<u32, Vec<At>> {
    let of_chunk = |(at, rows): &(usize, Vec<usize>)| {
        let at = *at;
        rows.iter().map(move |row| (chunks[at].prints[*row], at as u32, *row as u32)).collect::<Vec<_>>()
    };
    let mut all: Vec<(u32, u32, u32)> = anchors.iter().flat_map(of_chunk).collect();
    all.sort_unstable();
    let equal = all.chunk_by(|a, b| a.0 == b.0).filter(|equal| equal[0].1 != equal[equal.len() - 1].1);
    equal.map(|equal| (equal[0].0, equal.iter().map(|e| (e.1 as usize, e.2 as usize)).collect())).collect()
}

/// The longest equal stretch through two rows: first and last row in each.
fn follow(
    there: &[u32],
    at: usize,
    here: &[u32],
    row: usize,
    against: bool,
) -> ((usize, usize), (usize, usize)) {
    let other = |steps: usize, up: bool| {
        if up != against { at.checked_add(steps).filter(|i| *i < there.len()) } else { at.checked_sub(steps) }
    };
    let same = |own: usize, other: Option<usize>| other.is_some_and(|o| there[o] == here[own]);
    let mut up = 0;
    while row + up + 1 < here.len() && same(row + up + 1, other(up + 1, true)) {
        up += 1;
    }
    let mut down = 0;
    while row > down && same(row - down - 1, other(down + 1, false)) {
        down += 1;
    }
    let (low, high) = if against { (at - up, at + down) } else { (at - down, at + up) };
    ((low, high), (row - down, row + up))
}

/// Different records of a stretch.
fn different(prints: &[u32], (from, to): (usize, usize)) -> usize {
    if to - from + 1 < AT_ENDS {
        return 0;
    }
    prints[from..=to].iter().collect::<BTreeSet<_>>().len()
}

/// Stretches that end one file and begin another, however short; only where rows have a time of day.
fn ends<'c>(
    chunks: &'c [Chunk],
    takes_part: impl Fn(&usize) -> bool + 'c,
) -> impl Iterator<Item = Stretch> + 'c {
    let timed = move |at: &usize| takes_part(at) && chunks[*at].table.has_time;
    let files: Vec<usize> = (0..chunks.len()).filter(timed).collect();
    let pairs = files.clone().into_iter().flat_map(move |a| files.clone().into_iter().map(move |b| (a, b)));
    pairs.filter(|(a, b)| a != b).filter_map(|(a, b)| {
        let (tail, head) = (&chunks[a].prints, &chunks[b].prints);
        let first = head.first()?;
        let from = tail.len().saturating_sub(2 * FEWEST);
        let start = (from..tail.len()).find(|at| {
            let rest = &tail[*at..];
            tail[*at] == *first && head.len() >= rest.len() && head[..rest.len()] == *rest
        })?;
        let rows = tail.len() - start;
        if different(head, (0, rows - 1)) < AT_ENDS {
            return None;
        }
        let (end, begin) = ((a, start, tail.len() - 1), (b, 0, rows - 1));
        Some(if a < b { Stretch { here: begin, there: end } } else { Stretch { here: end, there: begin } })
    })
}

/// Without those that lie within another.
fn within(found: BTreeSet<Stretch>) -> Vec<Stretch> {
    let inside = |a: &Stretch, b: &Stretch| {
        let lies =
            |x: (usize, usize, usize), y: (usize, usize, usize)| x.0 == y.0 && y.1 <= x.1 && x.2 <= y.2;
        a != b && lies(a.here, b.here) && lies(a.there, b.there) && a.rows() < b.rows()
    };
    found.iter().filter(|a| !found.iter().any(|b| inside(a, b))).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_stretches_have_equal_anchors() {
        let numbers =
            |from: u32, to: u32| -> Vec<u32> { (from..to).map(|n| n.wrapping_mul(2_654_435_761)).collect() };
        let (whole, part) = (numbers(0, 500), numbers(200, 260));
        let texts =
            |prints: &[u32]| -> BTreeSet<u32> { anchors_of(prints).into_iter().map(|r| prints[r]).collect() };
        assert!(texts(&part).is_subset(&texts(&whole)));
        assert!(texts(&part).len() >= 60 / WINDOW);
    }

    #[test]
    fn an_anchor_is_the_first_smallest_of_its_window() {
        let prints: Vec<u32> = (0..2000_u32).map(|n| n.wrapping_mul(2_654_435_761) >> 27).collect();
        let by_hand: BTreeSet<usize> = (0..=prints.len() - WINDOW)
            .map(|at| (at..at + WINDOW).min_by_key(|i| (prints[*i], *i)).expect("a window is not empty"))
            .collect();
        assert_eq!(anchors_of(&prints).into_iter().collect::<BTreeSet<_>>(), by_hand);
    }

    #[test]
    fn a_stretch_is_followed_to_its_ends_in_both_directions() {
        let there: Vec<u32> = vec![9, 1, 2, 3, 4, 8];
        let here: Vec<u32> = vec![7, 7, 1, 2, 3, 4];
        assert_eq!(follow(&there, 2, &here, 3, false), ((1, 4), (2, 5)));
        let turned: Vec<u32> = here.iter().rev().copied().collect();
        assert_eq!(follow(&there, 2, &turned, 2, true), ((1, 4), (0, 3)));
    }
}
