//! Ids that two files write in different ways, `60`, `60.0` and `00060`: no record of one would meet its copy in the
//! other.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::base::{Finding, Place};

use super::file::Chunk;
use super::rules;

/// Ids of a file that are looked at first.
const LOOKED_AT: usize = 200;
/// Fewest ids of which it can be said that they meet.
const ENOUGH: usize = 20;
/// Fewest of a small file.
const FEW: usize = 3;

/// A number as programs write it: digits; with decimals of nothing; with zeros before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Writing {
    Digits,
    Decimals,
    Zeros,
}

/// How an id is written and which number it is, where it is one.
fn number(id: &[u8]) -> Option<(Writing, &[u8])> {
    let mark = id.iter().position(|b| matches!(b, b'.' | b','));
    let (whole, decimals) = mark.map_or((id, &[][..]), |at| (&id[..at], &id[at + 1..]));
    let is_number = !whole.is_empty()
        && whole.iter().all(u8::is_ascii_digit)
        && decimals.iter().all(|b| *b == b'0')
        && (mark.is_none() || !decimals.is_empty());
    if !is_number {
        return None;
    }
    let zeros = whole.iter().take(whole.len() - 1).take_while(|b| **b == b'0').count();
    let writing = match (mark, zeros) {
        (Some(_), _) => Writing::Decimals,
        (None, 0) => Writing::Digits,
        (None, _) => Writing::Zeros,
    };
    Some((writing, &whole[zeros..]))
}

/// Whether some ids of the files are written otherwise than some others, by a look at each.
fn may_differ(chunks: &[&Chunk]) -> bool {
    let mut writings = BTreeSet::new();
    let mut lengths = BTreeSet::new();
    for chunk in chunks {
        let id = chunk.keys.ids();
        for row in (0..chunk.rows()).step_by((chunk.rows() / LOOKED_AT).max(1)) {
            let id = id(row);
            if let Some((writing, _)) = number(&id) {
                writings.insert(writing);
                lengths.insert(id.len());
            }
        }
    }
    // Numbers of one length, with zeros before the small ones, are written in one way.
    writings.len() > 1 && (lengths.len() > 1 || writings.contains(&Writing::Decimals))
}

/// Asks where ids of one file are those of another in another writing.
pub(super) fn differ(chunks: &[Chunk]) -> Option<Finding> {
    let part: Vec<&Chunk> =
        chunks.iter().filter(|c| c.keys.has_ids() && !c.keys.rules.unique_in_file).collect();
    if part.len() < 2 || !may_differ(&part) {
        return None;
    }
    // The first place of each number in each writing; then, by file, its rows that meet one in another writing.
    let mut first: HashMap<(Vec<u8>, Writing), (usize, usize)> = HashMap::new();
    let mut met: BTreeMap<(usize, usize), Vec<(usize, usize)>> = BTreeMap::new();
    for (at, chunk) in part.iter().enumerate() {
        let id = chunk.keys.ids();
        for row in 0..chunk.rows() {
            let id = id(row);
            let Some((writing, digits)) = number(&id) else { continue };
            let others = [Writing::Digits, Writing::Decimals, Writing::Zeros].into_iter();
            let other = others.filter(|other| *other != writing).find_map(|other| {
                first.get(&(digits.to_vec(), other)).copied().filter(|(earlier, _)| *earlier != at)
            });
            if let Some((earlier, of)) = other {
                met.entry((at, earlier)).or_default().push((row, of));
            }
            first.entry((digits.to_vec(), writing)).or_insert((at, row));
        }
    }
    let (&(here, there), rows) = met.iter().find(|((here, there), rows)| {
        let smaller = part[*here].rows().min(part[*there].rows());
        rows.len() >= ENOUGH || (rows.len() >= FEW && 2 * rows.len() >= smaller)
    })?;
    let &(row, of) = rows.first()?;
    let other = Place { column: None, ..part[there].keys.place(of) };
    let message = format!(
        "{} ids of this file are written otherwise in another, the first in {other}, as `60`, `60.0` and `00060` are one \
         number: records that stand in both files would count twice",
        rows.len()
    );
    let hint = "export the files anew with the ids as text, or write them alike; where they are other records, \
                `unique_in: file` in helpline.yaml";
    Some(Finding::error(rules::IDS_WRITTEN, message).at(part[here].keys.place(row)).hint(hint))
}

#[cfg(test)]
mod tests {
    use super::{Writing, number};

    #[test]
    fn writings_of_a_number_are_known() {
        for (id, known) in [
            ("60", Some((Writing::Digits, "60"))),
            ("0", Some((Writing::Digits, "0"))),
            ("60.0", Some((Writing::Decimals, "60"))),
            ("60,00", Some((Writing::Decimals, "60"))),
            ("00060.0", Some((Writing::Decimals, "60"))),
            ("00060", Some((Writing::Zeros, "60"))),
            ("000", Some((Writing::Zeros, "0"))),
            ("60.5", None),
            ("60.", None),
            (".0", None),
            ("2024-0060", None),
            ("A60", None),
            ("", None),
        ] {
            let read = number(id.as_bytes());
            assert_eq!(read, known.map(|(writing, digits)| (writing, digits.as_bytes())), "{id}");
        }
    }
}
