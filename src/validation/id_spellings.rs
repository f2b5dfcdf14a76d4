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

/// A number as programs write it: digits; with decimals of nothing; with zeros before it; with marks between
/// thousands; with a plus sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Writing {
    Digits,
    Decimals,
    Zeros,
    Groups,
    Sign,
}

const WRITINGS: [Writing; 5] =
    [Writing::Digits, Writing::Decimals, Writing::Zeros, Writing::Groups, Writing::Sign];

/// What stands between thousands: in Flanders a point or a blank, elsewhere a comma or an apostrophe.
const GROUP_MARKS: [char; 7] = ['.', ',', ' ', '\u{a0}', '\u{202f}', '\'', '\u{2019}'];

/// How an id is written and which number it is, where it is one; both of `1,000`, which is one with decimals
/// of nothing or a thousand.
fn numbers(id: &[u8]) -> Vec<(Writing, String)> {
    let Ok(id) = std::str::from_utf8(id) else { return Vec::new() };
    if let Some(rest) = id.strip_prefix('+') {
        return numbers(rest.as_bytes()).into_iter().map(|(_, number)| (Writing::Sign, number)).collect();
    }
    let mark = id.find(['.', ',']);
    let (whole, decimals) = mark.map_or((id, ""), |at| (&id[..at], &id[at + 1..]));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let mut found = Vec::new();
    if digits(whole) && decimals.bytes().all(|b| b == b'0') && (mark.is_none() || !decimals.is_empty()) {
        let number = whole.trim_start_matches('0');
        let writing = match mark {
            Some(_) => Writing::Decimals,
            None if number.len() == whole.len() || whole == "0" => Writing::Digits,
            None => Writing::Zeros,
        };
        found.push((writing, if number.is_empty() { "0" } else { number }.to_owned()));
    }
    found.extend(grouped(id).map(|number| (Writing::Groups, number)));
    found
}

/// The number that is written with one mark between all its thousands.
fn grouped(id: &str) -> Option<String> {
    let mark = id.chars().find(|c| GROUP_MARKS.contains(c))?;
    let mut parts = id.split(mark);
    let first = parts.next().filter(|p| (1..=3).contains(&p.len()) && !p.starts_with('0'))?;
    let mut number = first.to_owned();
    for part in parts {
        number.push_str(Some(part).filter(|p| p.len() == 3)?);
    }
    number.bytes().all(|b| b.is_ascii_digit()).then_some(number)
}

/// Whether some ids of the files are written otherwise than some others, by a look at each.
fn may_differ(chunks: &[&Chunk]) -> bool {
    let mut writings = BTreeSet::new();
    let mut lengths = BTreeSet::new();
    for chunk in chunks {
        let id = chunk.keys.ids();
        for row in (0..chunk.rows()).step_by((chunk.rows() / LOOKED_AT).max(1)) {
            let id = id(row);
            for (writing, _) in numbers(&id) {
                writings.insert(writing);
                lengths.insert(id.len());
            }
        }
    }
    // Numbers of one length, with zeros before the small ones, are written in one way.
    let padded = writings.iter().all(|w| matches!(w, Writing::Digits | Writing::Zeros));
    writings.len() > 1 && (lengths.len() > 1 || !padded)
}

/// Whether a file has marks between thousands, so that its `1,000` is no 1.
fn writes_groups(chunk: &Chunk) -> bool {
    let id = chunk.keys.ids();
    (0..chunk.rows()).any(|row| matches!(numbers(&id(row))[..], [(Writing::Groups, _)]))
}

/// Asks where ids of one file are those of another in another writing.
pub(super) fn differ(chunks: &[Chunk]) -> Option<Finding> {
    let part: Vec<&Chunk> =
        chunks.iter().filter(|c| c.keys.has_ids() && !c.keys.rules.unique_in_file).collect();
    if part.len() < 2 || !may_differ(&part) {
        return None;
    }
    // The first place of each number in each writing; then, by file, its rows that meet one in another writing.
    let mut first: HashMap<(String, Writing), (usize, usize)> = HashMap::new();
    let mut met: BTreeMap<(usize, usize), Vec<(usize, usize)>> = BTreeMap::new();
    for (at, chunk) in part.iter().enumerate() {
        let id = chunk.keys.ids();
        let groups = writes_groups(chunk);
        for row in 0..chunk.rows() {
            let id = id(row);
            let mut own = numbers(&id);
            own.retain(|(writing, _)| match writing {
                Writing::Decimals => !groups,
                Writing::Groups => groups,
                _ => true,
            });
            let other = own.iter().find_map(|(writing, number)| {
                let others = WRITINGS.into_iter().filter(|other| other != writing);
                let mut met = others.filter_map(|other| first.get(&(number.clone(), other)).copied());
                met.find(|(earlier, _)| *earlier != at)
            });
            if let Some((earlier, of)) = other {
                met.entry((at, earlier)).or_default().push((row, of));
            }
            for (writing, number) in own {
                first.entry((number, writing)).or_insert((at, row));
            }
        }
    }
    let (&(here, there), rows) = met.iter().find(|((here, there), rows)| {
        let smaller = part[*here].rows().min(part[*there].rows());
        rows.len() >= ENOUGH || (rows.len() >= FEW && 2 * rows.len() >= smaller)
    })?;
    let &(row, of) = rows.first()?;
    let other = Place { column: None, ..part[there].keys.place(of) };
    let message = format!(
        "{} ids of this file are written otherwise in another, the first in {other}, as `60`, `60.0`, `00060` and `+60` \
         are one number: records that stand in both files would count twice",
        rows.len()
    );
    let hint = "export the files anew with the ids as text, or write them alike; where they are other records, \
                `unique_in: file` in helpline.yaml";
    Some(Finding::error(rules::IDS_WRITTEN, message).at(part[here].keys.place(row)).hint(hint))
}

#[cfg(test)]
mod tests {
    use super::{Writing, numbers};

    #[test]
    fn writings_of_a_number_are_known() {
        use Writing::{Decimals, Digits, Groups, Sign, Zeros};
        for (id, known) in [
            ("60", vec![(Digits, "60")]),
            ("0", vec![(Digits, "0")]),
            ("60.0", vec![(Decimals, "60")]),
            ("60,00", vec![(Decimals, "60")]),
            ("00060.0", vec![(Decimals, "60")]),
            ("00060", vec![(Zeros, "60")]),
            ("000", vec![(Zeros, "0")]),
            ("1,030", vec![(Groups, "1030")]),
            ("1.030.500", vec![(Groups, "1030500")]),
            ("1\u{202f}030", vec![(Groups, "1030")]),
            ("1'030", vec![(Groups, "1030")]),
            ("1,000", vec![(Decimals, "1"), (Groups, "1000")]),
            ("+60", vec![(Sign, "60")]),
            ("+1 030", vec![(Sign, "1030")]),
            ("1,030.500", vec![]),
            ("0,030", vec![]),
            ("60.5", vec![]),
            ("60.", vec![]),
            (".0", vec![]),
            ("2024-0060", vec![]),
            ("A60", vec![]),
            ("+", vec![]),
            ("", vec![]),
        ] {
            let read = numbers(id.as_bytes());
            let read: Vec<(Writing, &str)> = read.iter().map(|(writing, n)| (*writing, n.as_str())).collect();
            assert_eq!(read, known, "{id}");
        }
    }
}
