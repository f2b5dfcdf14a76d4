//! What is said of files that are equal and of records that stand in two files, and what becomes of them.

use std::collections::BTreeSet;

use crate::base::Finding;
use crate::config::{Helpline, SameRows};

use super::equal_rows::{Shared, shared};
use super::file::Chunk;
use super::rules;
use super::stretches::{Stretch, stretches};

/// The rule that takes records out which count in another file.
pub(super) const RULE: &str = "same:rows";

/// What was found.
#[derive(Default)]
pub(super) struct Found {
    pub findings: Vec<Finding>,
    /// Rows, by chunk, that count elsewhere.
    pub gone: BTreeSet<(usize, usize)>,
    /// Whether the line is refused.
    pub refused: bool,
}

/// What is wanted of two files that share rows: to count both goes before to count once.
fn wanted(a: &Chunk, b: &Chunk) -> SameRows {
    let both = [a.keys.rules.same_rows, b.keys.rules.same_rows];
    [SameRows::Count, SameRows::Once].into_iter().find(|s| both.contains(s)).unwrap_or_default()
}

/// Looks for equal files, then for stretches of equal rows in the others, then for equal rows in whatever order.
/// Chunks are in the order of their paths.
pub(super) fn same_rows(chunks: &[Chunk], line: &Helpline) -> Found {
    let mut found = Found::default();
    let mut equal = BTreeSet::new();
    let bytes = |chunk: &Chunk| chunk.table.files.first().map(|f| f.sha256.clone());
    for (at, chunk) in chunks.iter().enumerate() {
        let Some(own) = bytes(chunk).filter(|_| chunk.rows() > 0) else { continue };
        let Some(first) = chunks[..at].iter().position(|c| bytes(c).as_ref() == Some(&own)) else { continue };
        equal.insert(at);
        match wanted(&chunks[first], chunk) {
            SameRows::Count => {}
            SameRows::Once => found.gone.extend((0..chunk.rows()).map(|row| (at, row))),
            SameRows::Ask => {
                found.refused = true;
                found.findings.push(equal_files(&chunks[first], chunk));
            }
        }
    }
    let mut asked: Vec<Stretch> = Vec::new();
    for stretch in stretches(chunks, &equal) {
        match wanted(&chunks[stretch.here.0], &chunks[stretch.there.0]) {
            SameRows::Count => {}
            SameRows::Once => {
                found.gone.extend((stretch.here.1..=stretch.here.2).map(|row| (stretch.here.0, row)));
            }
            SameRows::Ask => asked.push(stretch),
        }
    }
    found.refused |= !asked.is_empty();
    asked.sort_by_key(|s| (s.here.0, s.there.0, s.here.1));
    let shared = shared(chunks, line, &equal);
    for of_files in asked.chunk_by(|a, b| (a.here.0, a.there.0) == (b.here.0, b.there.0)) {
        let pair = (of_files[0].here.0, of_files[0].there.0);
        let versions = shared.iter().find(|s| (s.here, s.there) == pair).map_or(0, |s| s.versions);
        found.findings.push(stands_twice(chunks, of_files, versions));
    }
    let told = |s: &Shared| asked.iter().any(|a| (a.here.0, a.there.0) == (s.here, s.there));
    let mut open: Vec<&Shared> = Vec::new();
    for pair in shared.iter().filter(|s| !told(s)) {
        match wanted(&chunks[pair.here], &chunks[pair.there]) {
            SameRows::Count => {}
            SameRows::Once if pair.versions == 0 => {
                found.gone.extend(pair.rows.iter().map(|row| (pair.here, *row)));
            }
            SameRows::Once | SameRows::Ask => open.push(pair),
        }
    }
    found.refused |= !open.is_empty();
    if let Some(first) = open.first() {
        let mut finding = shuffled(chunks, first);
        finding.more = open.len() as u64 - 1;
        found.findings.push(finding);
    }
    found.findings = found.findings.into_iter().map(|f| f.of(&line.id)).collect();
    found
}

/// What is said of records that have the day and hour of another and differ from it.
fn and_versions(versions: usize) -> String {
    match versions {
        0 => String::new(),
        n => format!(
            "; {n} more of the file have the day and hour of one there and differ from it: perhaps the same contacts, \
             corrected since"
        ),
    }
}

/// What to do about records that stand in two files.
fn what_to_do(versions: usize) -> &'static str {
    match versions {
        0 => {
            "take them out of one of the two files, or export again without an overlap; or write `same_rows: once` in \
             helpline.yaml to count them once, `same_rows: count` if these are different contacts"
        }
        _ => {
            "take the older of the two files out, or the period that both hold: `same_rows: once` cannot know which of \
             two records that differ counts; `same_rows: count` if these are different contacts"
        }
    }
}

fn shuffled(chunks: &[Chunk], pair: &Shared) -> Finding {
    let path = |at: usize| chunks[at].table.files.first().map(|f| f.path.clone()).unwrap_or_default();
    let message = format!(
        "{} records of this file stand in {} too, in another order or among others{}: they would count twice",
        pair.rows.len(),
        path(pair.there),
        and_versions(pair.versions)
    );
    Finding::error(rules::SAME_SHUFFLED, message)
        .at(crate::base::Place::file(path(pair.here)))
        .hint(what_to_do(pair.versions))
}

fn equal_files(first: &Chunk, chunk: &Chunk) -> Finding {
    let path = |c: &Chunk| c.table.files.first().map(|f| f.path.clone()).unwrap_or_default();
    let message =
        format!("this file is equal to {}, byte for byte: its records would count twice", path(first));
    Finding::error(rules::SAME_FILE, message).at(crate::base::Place::file(path(chunk))).hint(
        "take one of the two out of `registrations`; or write `same_rows: once` in helpline.yaml to count them \
         once, `same_rows: count` if these are different contacts",
    )
}

fn stands_twice(chunks: &[Chunk], stretches: &[Stretch], versions: usize) -> Finding {
    // The longest is shown.
    let longest = stretches.iter().max_by_key(|s| s.rows());
    let Some(Stretch { here, there }) = longest else {
        return Finding::note(rules::SAME_ROWS, String::new());
    };
    let place = |at: usize, row: usize| chunks[at].keys.place(row);
    let lines = |s: &(usize, usize, usize)| {
        let (from, to) = (place(s.0, s.1), place(s.0, s.2));
        (from.file.clone(), from.line.unwrap_or_default(), to.line.unwrap_or_default())
    };
    let ((file, from, to), (other, other_from, other_to)) = (lines(here), lines(there));
    let rest = match stretches.len() {
        1 => String::new(),
        n => format!(", and {} more stretches", n - 1),
    };
    let message = format!(
        "the records of lines {from} to {to} stand in {other} too, in lines {other_from} to {other_to}{rest}{}: they \
         would count twice",
        and_versions(versions)
    );
    Finding::error(rules::SAME_ROWS, message)
        .at(crate::base::Place::line(file, from))
        .hint(what_to_do(versions))
}
