//! Records that stand in two files in whatever order: an export that was sorted anew, a total beside its parts, a
//! copy that lost its seconds.
//!
//! Two files of different contacts hold some equal records by chance, and then each holds about as many equal ones
//! within itself. What two files share far beyond that is the same contacts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::config::Helpline;

use super::file::Chunk;
use super::prints;
use super::stretches::FEWEST;
use super::values::{differing, values};

/// Shared records must be so many times those that are equal within the two files.
const BEYOND_CHANCE: usize = 10;
/// Fewest records of a small file that stand in another all of them.
const ALL_OF: usize = 8;

/// What two chunks share.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shared {
    /// The later chunk.
    pub here: usize,
    /// The earlier chunk.
    pub there: usize,
    /// Rows of the later chunk that stand in the earlier one too.
    pub rows: Vec<usize>,
    /// Rows of the later chunk that have the day and hour of one of the earlier and differ from it: perhaps the
    /// same contacts, corrected since.
    pub versions: usize,
}

/// The pairs of chunks that share records; chunks in `left_out` take no part.
pub(super) fn shared(chunks: &[Chunk], line: &Helpline, left_out: &BTreeSet<usize>) -> Vec<Shared> {
    let takes_part = |at: &usize| !left_out.contains(at) && !chunks[*at].prints.is_empty();
    let part = on_the_same_days(chunks, (0..chunks.len()).filter(takes_part).collect());
    if part.len() < 2 {
        return Vec::new();
    }
    let full: Vec<&[u32]> = part.iter().map(|at| chunks[*at].prints.as_slice()).collect();
    let mut found = pairs(chunks, line, &part, &full);
    // Without minutes and seconds, which a spreadsheet does not always keep.
    let hours: Vec<Vec<u32>> = part.iter().map(|at| without_minutes(&chunks[*at])).collect();
    let hours: Vec<&[u32]> = hours.iter().map(Vec::as_slice).collect();
    for pair in pairs(chunks, line, &part, &hours) {
        if !found.iter().any(|f| (f.here, f.there) == (pair.here, pair.there)) {
            found.push(pair);
        }
    }
    found.sort_by_key(|f| (f.here, f.there));
    found
}

/// The chunks that have a day in common with another: equal records have the same day.
fn on_the_same_days(chunks: &[Chunk], part: Vec<usize>) -> Vec<usize> {
    if part.len() < 2 {
        return part;
    }
    let days: Vec<BTreeSet<u32>> = part.iter().map(|at| days(&chunks[*at])).collect();
    let mut files: BTreeMap<u32, usize> = BTreeMap::new();
    days.iter().flatten().for_each(|day| *files.entry(*day).or_default() += 1);
    let is_shared = |days: &BTreeSet<u32>| days.iter().any(|day| files[day] > 1);
    part.into_iter().zip(&days).filter(|(_, days)| is_shared(days)).map(|(at, _)| at).collect()
}

/// The days of a chunk's rows.
fn days(chunk: &Chunk) -> BTreeSet<u32> {
    let mut days = BTreeSet::new();
    // Most files are in order, so that a day comes again and again.
    let mut last = None;
    for day in (0..chunk.rows()).map(|row| day_of(chunk, row)) {
        if last.replace(day) != Some(day) {
            days.insert(day);
        }
    }
    days
}

/// The day of a row.
fn day_of(chunk: &Chunk, row: usize) -> u32 {
    let table = &chunk.table;
    u32::from(table.year[row]) * 400 + u32::from(table.month[row]) * 32 + u32::from(table.day[row])
}

/// The day and hour of a row.
fn hour_of(chunk: &Chunk, row: usize) -> u32 {
    day_of(chunk, row) * 256 + u32::from(chunk.table.hour[row])
}

fn without_minutes(chunk: &Chunk) -> Vec<u32> {
    let mut of_rows: Vec<u32> =
        (0..chunk.rows()).map(|row| hour_of(chunk, row).wrapping_mul(0x9e37_79b1)).collect();
    prints::complete(&mut of_rows, &chunk.table, chunk.calls.as_ref().map(|calls| &*calls.hashes));
    of_rows
}

/// The pairs that share more fingerprints than chance gives; `prints` are those of the chunks in `part`.
fn pairs(chunks: &[Chunk], line: &Helpline, part: &[usize], prints: &[&[u32]]) -> Vec<Shared> {
    // A fingerprint above the number of its chunk.
    let mut all: Vec<u64> = Vec::with_capacity(prints.iter().map(|p| p.len()).sum());
    for (at, prints) in prints.iter().enumerate() {
        all.extend(prints.iter().map(|print| u64::from(*print) << 32 | at as u64));
    }
    all.sort_unstable();
    let chunk = |packed: u64| (packed & 0xffff_ffff) as usize;
    let mut within = vec![0_usize; part.len()];
    let mut across: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for equal in all.chunk_by(|a, b| a >> 32 == b >> 32).filter(|equal| equal.len() > 1) {
        let of_chunks: Vec<usize> = equal.chunk_by(PartialEq::eq).map(|of| chunk(of[0])).collect();
        equal.chunk_by(PartialEq::eq).for_each(|of| within[chunk(of[0])] += of.len() - 1);
        for (i, there) in of_chunks.iter().enumerate() {
            for here in &of_chunks[i + 1..] {
                *across.entry((*there, *here)).or_default() += 1;
            }
        }
    }
    let mut found = Vec::new();
    for ((a, b), count) in across {
        let chance = BEYOND_CHANCE * (within[a] + within[b]);
        if !is_telling(count, chance, prints[a].len().min(prints[b].len())) {
            continue;
        }
        let one = of_pair(chunks, line, (part[b], prints[b]), (part[a], prints[a]));
        if is_telling(one.rows.len(), chance, prints[a].len().min(prints[b].len())) {
            found.push(one);
        }
    }
    found
}

/// Whether so many shared records are more than chance gives.
fn is_telling(shared: usize, chance: usize, smaller: usize) -> bool {
    shared > chance && (shared >= FEWEST || (shared >= ALL_OF && shared == smaller))
}

/// The rows that two chunks share, each of the earlier chunk once. Records with the same id are left to their ids.
fn of_pair(
    chunks: &[Chunk],
    line: &Helpline,
    (here, own): (usize, &[u32]),
    (there, other): (usize, &[u32]),
) -> Shared {
    let mut places: HashMap<u32, Vec<usize>> = HashMap::new();
    for (row, print) in other.iter().enumerate().rev() {
        places.entry(*print).or_default().push(row);
    }
    let (a, b) = (&chunks[here], &chunks[there]);
    let (own_id, other_id) = (a.keys.ids(), b.keys.ids());
    let with_ids = a.keys.has_ids() && b.keys.has_ids();
    let mut rows = Vec::new();
    let (mut done, mut taken) = (vec![false; own.len()], vec![false; other.len()]);
    for (row, print) in own.iter().enumerate() {
        let Some(earlier) = places.get_mut(print).and_then(Vec::pop) else { continue };
        let of = |chunk: &Chunk, row| values(&chunk.table, chunk.calls.as_ref(), line, row);
        if !differing(&of(a, row), &of(b, earlier)).is_empty() {
            continue;
        }
        (done[row], taken[earlier]) = (true, true);
        if !with_ids || own_id(row) != other_id(earlier) {
            rows.push(row);
        }
    }
    let mut hours: HashMap<u32, usize> = HashMap::new();
    for row in (0..other.len()).filter(|row| !taken[*row]) {
        *hours.entry(hour_of(b, row)).or_default() += 1;
    }
    let mut versions = 0;
    for row in (0..own.len()).filter(|row| !done[*row]) {
        if let Some(left) = hours.get_mut(&hour_of(a, row)).filter(|left| **left > 0) {
            *left -= 1;
            versions += 1;
        }
    }
    Shared { here, there, rows, versions }
}
