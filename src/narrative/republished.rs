//! Figures published before, beside what the registrations give.

use super::Reading;
use crate::config::FigureId;
use crate::disclosure::{Safe, SafeTable};
use crate::words::Labels;

/// The columns of such a table.
const PUBLISHED: usize = 0;
const COMPUTED: usize = 1;

/// Rows whose published number is the computed one; none of another table.
pub fn repeated(table: &SafeTable) -> Vec<usize> {
    if *table.figure().own() != FigureId::PublishedBefore {
        return Vec::new();
    }
    let value = |row: usize, col: usize| table.cell(row, col).value();
    let same = |row: &usize| match (value(*row, PUBLISHED), value(*row, COMPUTED)) {
        (Safe::Number(published), Safe::Number(computed)) => published == computed,
        (Safe::Missing(published), Safe::Missing(computed)) => published == computed,
        _ => false,
    };
    (0..table.rows().len()).filter(same).collect()
}

/// How many of the figures that were computed again came out the same.
pub fn headline(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let reading = Reading(table);
    let numbered =
        |row: &usize| reading.number(*row, PUBLISHED).is_some() && reading.number(*row, COMPUTED).is_some();
    let same = repeated(table);
    let again = (0..table.rows().len()).filter(|row| numbered(row) || same.contains(row)).count();
    if again == 0 {
        return None;
    }
    let args = [("n", labels.words.count(again as u64)), ("same", labels.words.count(same.len() as u64))];
    Some(labels.words.fill("head.published.same", &args.each_ref().map(|(k, v)| (*k, v.as_str()))))
}
