//! The differences between a published file and the same report made anew.

use std::collections::{BTreeMap, BTreeSet};

use super::pdf::{Opened, open};

/// One difference. No value is told: a published file is public, a new one is not yet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// One of the two is no PDF that can be read.
    Unreadable,
    /// They have different numbers of pages.
    PageCount(usize, usize),
    /// The pages from here, counted from 1, look different.
    Page(usize),
    /// A figure has other cells: its id, and how many differ, are gone and are new.
    Figure(String, usize, usize, usize),
    /// An attached file differs, or stands in one of the two only.
    Attachment(String),
    /// Pages and attachments are the same, but not the bytes: fonts, tags or metadata.
    Elsewhere,
}

/// All differences between two files of one report, most telling first; none when the bytes are equal.
#[must_use]
pub fn compare(published: &[u8], rebuilt: &[u8]) -> Vec<Difference> {
    if published == rebuilt {
        return Vec::new();
    }
    let (Some(old), Some(new)) = (open(published), open(rebuilt)) else {
        return vec![Difference::Unreadable];
    };
    let mut found = figures(&old, &new);
    if old.pages.len() != new.pages.len() {
        found.push(Difference::PageCount(old.pages.len(), new.pages.len()));
    }
    let pairs = old.pages.iter().zip(&new.pages).enumerate();
    found.extend(pairs.filter(|(_, (a, b))| a != b).map(|(at, _)| Difference::Page(at + 1)));
    let names: BTreeSet<&String> = old.attachments.keys().chain(new.attachments.keys()).collect();
    let differs = |name: &&&String| old.attachments.get(**name) != new.attachments.get(**name);
    found.extend(names.iter().filter(differs).map(|name| Difference::Attachment((*name).clone())));
    if found.is_empty() {
        found.push(Difference::Elsewhere);
    }
    found
}

/// Cells of `figures.csv`: what a row is about, then what it says.
type Cells = BTreeMap<Vec<String>, Vec<String>>;

/// Columns of `figures.csv` that say what a cell is about.
const KEY: usize = 6;

fn figures(old: &Opened, new: &Opened) -> Vec<Difference> {
    let (old, new) = (cells(old), cells(new));
    let mut counts: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for (key, said) in &old {
        let count = counts.entry(&key[0]).or_default();
        match new.get(key) {
            Some(now) if now == said => {}
            Some(_) => count.0 += 1,
            None => count.1 += 1,
        }
    }
    for key in new.keys().filter(|key| !old.contains_key(*key)) {
        counts.entry(&key[0]).or_default().2 += 1;
    }
    let changed = counts.into_iter().filter(|(_, count)| *count != (0, 0, 0));
    changed.map(|(id, (a, b, c))| Difference::Figure(id.to_owned(), a, b, c)).collect()
}

fn cells(file: &Opened) -> Cells {
    let Some(bytes) = file.attachments.get("figures.csv") else { return Cells::new() };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes.as_slice());
    let rows = reader.records().filter_map(Result::ok).filter(|row| row.len() > KEY);
    rows.map(|row| {
        let mut fields: Vec<String> = row.iter().map(str::to_owned).collect();
        let said = fields.split_off(KEY);
        (fields, said)
    })
    .collect()
}
