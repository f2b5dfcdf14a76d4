//! What is doubted of whole files: exports that were cut, rows that are legs of a contact, copies.

use crate::base::{Finding, Place};
use crate::config::Helpline;

use super::file::Chunk;
use super::notes::fold_files;
use super::rules;

/// Numbers of records at which programs cut an export: round ones, and those of old and new worksheets with
/// and without their header.
const CUTS: [u64; 17] = [
    1_000, 2_000, 5_000, 10_000, 20_000, 25_000, 50_000, 100_000, 200_000, 250_000, 500_000, 1_000_000,
    65_535, 65_536, 1_048_575, 1_048_576, 32_767,
];
/// Fewest rows of which something can be said.
const ENOUGH: usize = 20;
/// Of a hundred rows so many are copies when it is told.
const COPIES: usize = 10;

/// What is worth looking at in the files of a line.
pub(super) fn doubts(chunks: &[Chunk], line: &Helpline) -> Vec<Finding> {
    let files = || chunks.iter().filter(|c| !c.table.files.is_empty());
    let path = |chunk: &Chunk| chunk.table.files.first().map(|f| f.path.clone()).unwrap_or_default();
    let mut found: Vec<Finding> =
        files().filter(|c| is_cut(c)).map(|c| cut(c).at(Place::file(path(c)))).collect();
    let legs: Vec<&Chunk> = files().filter(|c| c.beside >= ENOUGH && 2 * c.beside > c.rows()).collect();
    found.extend(legs.iter().map(|c| shared_moments(c).at(Place::file(path(c)))));
    let copied = |c: &&Chunk| c.copies >= ENOUGH && 100 * c.copies >= COPIES * c.rows() && !c.keys.has_keys();
    // Legs are copies for the same reason.
    let apart = files().filter(copied).filter(|c| !legs.iter().any(|l| path(l) == path(c)));
    found.extend(apart.map(|c| copies().at(Place::file(path(c)))));
    let mut found = crate::base::Findings(found.into_iter().map(|f| f.of(&line.id)).collect());
    fold_files(&mut found);
    found.0
}

fn is_cut(chunk: &Chunk) -> bool {
    chunk.table.files.first().is_some_and(|f| CUTS.contains(&f.rows))
}

fn cut(chunk: &Chunk) -> Finding {
    let rows = chunk.table.files.first().map_or(0, |f| f.rows);
    let message = format!("this file has exactly {rows} records: many programs cut an export there");
    Finding::warning(rules::CUT, message)
        .hint("compare with the number that the registration software shows, and export in parts if rows are missing")
}

fn shared_moments(chunk: &Chunk) -> Finding {
    let message = format!(
        "{} of {} rows have exactly the moment of the row beside them: several rows may be one contact, such as the \
         legs of a call, and each is counted by itself",
        chunk.beside,
        chunk.rows()
    );
    Finding::warning(rules::LEGS, message).hint(
        "name the column that rows of one contact share under `count_by:` of this file in helpline.yaml \
         (`linkedid`, `uniqueid`, `call_id`, a number of the report); if each row is a contact, leave it",
    )
}

fn copies() -> Finding {
    let message = "many records of this file are copies of another in all columns that are read, and without an \
                   `id` each counts";
    Finding::warning(rules::COPIES, message).hint(
        "map a column to `id:` if the export has one, then copies count once; where several rows are one contact, \
         name their column under `count_by:`; if these are different contacts, leave it",
    )
}
