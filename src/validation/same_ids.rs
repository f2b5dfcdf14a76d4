//! Ids that stand more than once: copies of a record, numbers that begin anew in every file, rows of one
//! contact, ids that a spreadsheet rounded, or two records that say different things.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Finding, Place};
use crate::config::Helpline;

use super::file::Chunk;
use super::keys::{Locate, ids_repeat, leaders};
use super::quarantine::Rejected;
use super::values::{differing, rank, values};
use super::{id_spellings, rules};

/// The rule that takes copies of a record out.
pub(super) const RULE: &str = "same:record";
/// Fewest records of which it can be said why they share ids.
const ENOUGH: usize = 20;
/// Fewest of a small file.
const FEW: usize = 3;
/// Ids that are looked at to see whether they were rounded.
const LOOKED_AT: usize = 1000;
/// Digits that a spreadsheet keeps of a number.
const KEPT_DIGITS: usize = 15;

/// What was found.
#[derive(Default)]
pub(super) struct Found {
    pub findings: Vec<Finding>,
    /// Rows, by chunk, that say again what another says.
    pub copies: BTreeSet<(usize, usize)>,
    /// Rows, by chunk, that do not count because another with their id does.
    pub losers: BTreeSet<(usize, usize)>,
    pub rejected: Vec<Rejected>,
    /// Whether the line is refused.
    pub refused: bool,
}

/// Rows with one id: by the chunk and row of the first all of them.
type Groups = BTreeMap<(usize, usize), Vec<(usize, usize)>>;

/// Looks for ids that stand more than once.
pub(super) fn same_ids(chunks: &[Chunk], line: &Helpline) -> Found {
    let mut found = Found::default();
    let groups = groups(chunks);
    if let Some(finding) = rounded(chunks, !groups.is_empty()) {
        found.refused = !groups.is_empty();
        found.findings.push(finding);
    }
    let ask = || shared(chunks, &groups, line).or_else(|| restart(chunks, &groups, line));
    if !found.refused
        && let Some(finding) = ask().or_else(|| id_spellings::differ(chunks))
    {
        found.refused = true;
        found.findings.push(finding);
    }
    if !found.refused {
        resolve(chunks, &groups, line, &mut found);
    }
    found.findings = found.findings.into_iter().map(|f| f.of(&line.id)).collect();
    found
}

fn groups(chunks: &[Chunk]) -> Groups {
    let mut groups = Groups::new();
    if !ids_repeat(chunks) {
        return groups;
    }
    let locate = Locate::new(chunks);
    leaders(
        chunks,
        |chunk| chunk.keys.has_ids().then(|| chunk.keys.ids()),
        |number, first| {
            let first = locate.row(first);
            groups.entry(first).or_insert_with(|| vec![first]).push(locate.row(number));
        },
    );
    groups
}

/// Whether most rows of a file share their id with a neighbour that says something else.
fn shared(chunks: &[Chunk], groups: &Groups, line: &Helpline) -> Option<Finding> {
    let mut beside: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for rows in groups.values() {
        for pair in rows.windows(2).filter(|p| p[0].0 == p[1].0 && p[0].1 + 1 == p[1].1) {
            if differing(&of(chunks, line, pair[0]), &of(chunks, line, pair[1])).is_empty() {
                continue;
            }
            beside.entry(pair[0].0).or_default().extend([pair[0].1, pair[1].1]);
        }
    }
    let (at, rows) =
        beside.iter().find(|(at, rows)| rows.len() >= ENOUGH && 2 * rows.len() > chunks[**at].rows())?;
    let keys = &chunks[*at].keys;
    let first = rows.first().map(|row| keys.place(*row))?;
    let message = format!(
        "{} of {} rows share their id with the row beside them: several rows are one contact, and each would count \
         or be refused by itself",
        rows.len(),
        chunks[*at].rows()
    );
    let hint = "name the column under `count_by:` of this file in helpline.yaml, then rows that share it are one \
                contact; if each row is a contact, map another column to `id`, or none";
    Some(Finding::error(rules::IDS_SHARED, message).at(first).hint(hint))
}

/// Whether ids begin anew in every file: they meet across files, and hardly within one, and mostly the records
/// are others.
fn restart(chunks: &[Chunk], groups: &Groups, line: &Helpline) -> Option<Finding> {
    let (mut across, mut within, mut others) = (0, 0, 0);
    let mut files: BTreeSet<usize> = BTreeSet::new();
    for rows in groups.values() {
        let of_files: BTreeSet<usize> = rows.iter().map(|(chunk, _)| *chunk).collect();
        across += of_files.len() - 1;
        within += rows.len() - of_files.len();
        if of_files.len() > 1 {
            others += usize::from(
                !differing(&of(chunks, line, rows[0]), &of(chunks, line, rows[rows.len() - 1])).is_empty(),
            ) * (of_files.len() - 1);
            files.extend(of_files);
        }
    }
    let smallest = files.iter().map(|at| chunks[*at].rows()).min().unwrap_or(0);
    let many = across >= ENOUGH || (across >= FEW && 2 * across >= smallest);
    if !many || 20 * within > across || 10 * others < 9 * across {
        return None;
    }
    let (first, rows) = groups.iter().find(|(_, rows)| rows[0].0 != rows[rows.len() - 1].0)?;
    let again = rows[rows.len() - 1];
    let (place, first) = (chunks[again.0].keys.place(again.1), chunks[first.0].keys.place(first.1));
    let message = format!(
        "{across} ids of other records stand in another file too, the first in {}: the numbers begin anew in each \
         of {} files",
        Place { column: None, ..first },
        files.len()
    );
    let hint = "write `unique_in: file` in helpline.yaml, or, where another column tells the files apart, an id of \
                both: `id: {columns: [Jaar, Nummer]}`";
    Some(Finding::error(rules::IDS_RESTART, message).at(place).hint(hint))
}

fn of<'l>(
    chunks: &[Chunk],
    line: &'l Helpline,
    (chunk, row): (usize, usize),
) -> Vec<super::values::Value<'l>> {
    values(&chunks[chunk].table, chunks[chunk].calls.as_ref(), line, row)
}

/// Ids that lost digits in a spreadsheet.
fn rounded(chunks: &[Chunk], repeated: bool) -> Option<Finding> {
    let (at, rows, what) =
        chunks.iter().enumerate().filter(|(_, c)| c.keys.has_ids()).find_map(|(at, chunk)| {
            let id = chunk.keys.ids();
            let ids = (0..chunk.rows().min(LOOKED_AT)).map(|row| (row, id(row)));
            let ids: Vec<(usize, String)> = ids
                .filter(|(_, id)| !id.is_empty())
                .map(|(row, id)| (row, String::from_utf8_lossy(&id).into_owned()))
                .collect();
            let like = |test: fn(&str) -> bool| -> Vec<usize> {
                ids.iter().filter(|(_, id)| test(id)).map(|(row, _)| *row).collect()
            };
            let scientific = like(is_scientific);
            if scientific.len() >= ENOUGH.min(ids.len().max(1)) && 2 * scientific.len() > ids.len() {
                return Some((
                    at,
                    scientific,
                    "are written with an exponent, as a spreadsheet does with long numbers",
                ));
            }
            let zeros = like(ends_in_zeros);
            let most = zeros.len() >= ENOUGH && 20 * zeros.len() >= 19 * ids.len();
            most.then_some((at, zeros, "end in zeros: a spreadsheet keeps 15 digits of a number"))
        })?;
    let place = rows.first().map(|row| chunks[at].keys.place(*row))?;
    let and = if repeated { "; different records share an id now" } else { "" };
    let message = format!("the ids of this file {what}{and}");
    let hint =
        "export again, or import the file with this column as text; if that cannot be had, take `id:` away";
    let finding = if repeated {
        Finding::error(rules::IDS_ROUNDED, message)
    } else {
        Finding::warning(rules::IDS_ROUNDED, message)
    };
    Some(finding.at(place).hint(hint))
}

/// `1.23457E+15` and `1,23457E+15`.
fn is_scientific(id: &str) -> bool {
    let Some((number, power)) = id.split_once(['E', 'e']) else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (whole, part) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    let positive = power.strip_prefix('+').unwrap_or(power);
    whole.len() == 1 && digits(whole) && digits(part) && digits(positive)
}

/// More digits than a spreadsheet keeps, of which the last are lost.
fn ends_in_zeros(id: &str) -> bool {
    let plain = id.strip_suffix(".0").unwrap_or(id);
    let all = !plain.is_empty() && plain.bytes().all(|b| b.is_ascii_digit());
    all && plain.len() > KEPT_DIGITS && plain.as_bytes()[KEPT_DIGITS..].iter().all(|b| *b == b'0')
        || all && plain.len() >= 10 && plain.ends_with("00000")
}

/// Of rows that say the same one counts. Of others with one id the one dated last counts, then the one that
/// came furthest, then the one with the higher values: no order of rows or files decides.
fn resolve(chunks: &[Chunk], groups: &Groups, line: &Helpline, found: &mut Found) {
    let mut columns: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    let mut rivals: BTreeMap<(usize, usize), (usize, usize)> = BTreeMap::new();
    for rows in groups.values() {
        let of_rows: Vec<_> = rows.iter().map(|at| of(chunks, line, *at)).collect();
        let best = (0..rows.len()).reduce(|a, b| if rank(&of_rows[b]) > rank(&of_rows[a]) { b } else { a });
        let Some(best) = best else { continue };
        for at in (0..rows.len()).filter(|at| *at != best) {
            let differ = differing(&of_rows[best], &of_rows[at]);
            if differ.is_empty() {
                found.copies.insert(rows[at]);
            } else {
                columns.entry(rows[at].0).or_default().extend(differ);
                rivals.insert(rows[at], rows[best]);
            }
        }
    }
    found.losers = rivals.keys().copied().collect();
    for (at, chunk) in chunks.iter().enumerate() {
        let in_chunk = |set: &BTreeSet<(usize, usize)>| -> Vec<usize> {
            set.range((at, 0)..(at + 1, 0)).map(|(_, row)| *row).collect()
        };
        found.findings.extend(copies(chunk, &in_chunk(&found.copies)));
        let lost = in_chunk(&found.losers);
        if let Some(columns) = columns.get(&at) {
            found.findings.extend(differ(chunks, (at, &lost), &rivals, columns));
        }
        for row in lost {
            let place = chunk.keys.place(row);
            let winner = rivals.get(&(at, row)).map(|(c, r)| chunks[*c].keys.place(*r).to_string());
            found.rejected.push(Rejected {
                file: place.file.clone(),
                line: place.line.unwrap_or_default(),
                rule: rules::SAME_ID.id(),
                reason: format!("the id is that of {} too, which counts", winner.unwrap_or_default()),
                text: chunk.keys.record(row),
            });
        }
    }
}

fn copies(chunk: &Chunk, rows: &[usize]) -> Option<Finding> {
    let first = chunk.keys.place(*rows.first()?);
    let what = "the id of this record stands in another that says the same; they count once";
    let mut finding = Finding::warning(rules::SAME_RECORD, what).at(first);
    finding.more = rows.len() as u64 - 1;
    Some(finding.hint("nothing is lost; look whether a part of the export was delivered twice"))
}

fn differ(
    chunks: &[Chunk],
    (at, rows): (usize, &[usize]),
    rivals: &BTreeMap<(usize, usize), (usize, usize)>,
    columns: &BTreeSet<&str>,
) -> Option<Finding> {
    let first = rows.first()?;
    let (chunk, row) = rivals.get(&(at, *first))?;
    let winner = Place { column: None, ..chunks[*chunk].keys.place(*row) };
    let columns = columns.iter().map(|c| format!("`{c}`")).collect::<Vec<_>>().join(", ");
    let message = format!(
        "the id of this record is that of {winner} too, and they differ in {columns}: of records with one id the one \
         dated last counts, then the one that came furthest"
    );
    let mut finding = Finding::error(rules::SAME_ID, message).at(chunks[at].keys.place(*first));
    finding.more = rows.len() as u64 - 1;
    Some(finding.hint(
        "correct the id, or take the record out of one of the two places; where several rows are one contact, name \
         the column under `count_by:`",
    ))
}

#[cfg(test)]
mod tests {
    use super::{ends_in_zeros, is_scientific};

    #[test]
    fn ids_that_a_spreadsheet_wrote_are_known() {
        for id in ["1.23457E+15", "1,23457E+15", "1E+20", "9.1e12"] {
            assert!(is_scientific(id), "{id}");
        }
        for id in ["123", "E15", "12.3E+15", "1735580415.456", "2024E001", "1.5E-3"] {
            assert!(!is_scientific(id), "{id}");
        }
        for id in ["1234567890123450", "12345678901234500", "1234500000", "1234567890123450.0"] {
            assert!(ends_in_zeros(id), "{id}");
        }
        for id in ["1234567890123456", "1000", "20240100", "A1234567890123450"] {
            assert!(!ends_in_zeros(id), "{id}");
        }
    }
}
