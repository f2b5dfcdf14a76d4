//! The files of a line together: ids used twice, and one table.

use std::collections::BTreeMap;

use crate::config::{CodeKind, Helpline};
use crate::diagnostics::{Findings, Place, Severity};

use super::answers::NO_OUTCOME;
use super::callers::codes;
use super::file::{Chunk, Ids, keep};
use super::hours::NO_HOURS;
use super::memo::hash;
use super::notes::Notes;
use super::quarantine::Rejected;
use super::registrations::{NONE_U16, NONE_U32, Registrations};
use super::rules;

/// Joins the chunks of a line in the order of their paths, so that the order in which files were read
/// does not matter. The second of two rows with the same id is rejected; rows of files without ids all
/// count.
#[must_use]
pub fn join(mut chunks: Vec<Chunk>, line: &Helpline) -> (Registrations, Findings, Vec<Rejected>) {
    chunks.sort_by(|a, b| a.table.files.cmp(&b.table.files));
    let mut notes = Notes::new(&line.id);
    let mut rejected = Vec::new();
    let repeated = repeated(&chunks);
    for (&(chunk, row), &(first_chunk, first_row)) in &repeated {
        let (place, first) = (place(&chunks[chunk], row), place(&chunks[first_chunk], first_row));
        let Some((place, first)) = place.zip(first) else { continue };
        let first = Place { column: None, ..first };
        let texts = || {
            let hint = "correct the id, or take the record out of one of the two places";
            (format!("the id of this record is that of {first} too; the first counts"), Some(hint.to_owned()))
        };
        if let Some(ids) = &chunks[chunk].ids {
            rejected.push(Rejected {
                file: place.file.clone(),
                line: place.line.unwrap_or_default(),
                rule: rules::SAME_ID,
                reason: format!("the id is that of {first} too"),
                text: if ids.repeatable { ids.raw.record_text(ids.row(row)) } else { String::new() },
            });
        }
        notes.add(Severity::Error, rules::SAME_ID, place, texts);
    }
    for (at, chunk) in chunks.iter_mut().enumerate() {
        drop_rows(chunk, repeated.range((at, 0)..(at + 1, 0)).map(|(&(_, row), _)| row).collect());
    }
    (concatenate(chunks, line), notes.into_findings(), rejected)
}

impl Ids {
    /// The row in the file of a row that counts.
    fn row(&self, row: usize) -> usize {
        self.kept.as_ref().map_or(row, |kept| kept[row] as usize)
    }

    fn get(&self, row: usize) -> &[u8] {
        self.raw.columns.first().map_or(&[], |column| self.raw.cells(column).get(self.row(row)))
    }
}

fn place(chunk: &Chunk, row: usize) -> Option<Place> {
    let ids = chunk.ids.as_ref()?;
    let column = ids.raw.columns.first()?;
    Some(Place::at(ids.raw.file.path.as_str(), ids.raw.line(ids.row(row)), column.number))
}

/// Rows whose id was used before: (chunk, row) to the first (chunk, row).
fn repeated(chunks: &[Chunk]) -> BTreeMap<(usize, usize), (usize, usize)> {
    let mut found = BTreeMap::new();
    let total: usize = chunks.iter().filter(|c| c.ids.is_some()).map(Chunk::rows).sum();
    if total == 0 {
        return found;
    }
    // Slots hold 1 + the number of a row, counted over all chunks, behind part of its id's hash.
    let mask = (total * 4 / 3 + 1).next_power_of_two() - 1;
    let mut slots = vec![0_u64; mask + 1];
    let mut first_of = Vec::with_capacity(chunks.len());
    let mut number = 0;
    for chunk in chunks {
        first_of.push(number);
        number += chunk.ids.as_ref().map_or(0, |_| chunk.rows());
    }
    let locate = |number: usize| {
        let chunk = first_of.partition_point(|&first| first <= number) - 1;
        (chunk, number - first_of[chunk])
    };
    for (at, chunk) in chunks.iter().enumerate() {
        let Some(ids) = &chunk.ids else { continue };
        for row in 0..chunk.rows() {
            let id = ids.get(row);
            if id.is_empty() {
                continue;
            }
            let hash = hash(id);
            let tag = hash & !0xffff_ffff;
            let mut slot = hash as usize & mask;
            loop {
                let held = slots[slot];
                if held == 0 {
                    slots[slot] = tag | (first_of[at] + row + 1) as u64;
                    break;
                }
                if held & !0xffff_ffff == tag {
                    let (chunk, earlier) = locate((held & 0xffff_ffff) as usize - 1);
                    if chunks[chunk].ids.as_ref().is_some_and(|other| other.get(earlier) == id) {
                        found.insert((at, row), (chunk, earlier));
                        break;
                    }
                }
                slot = (slot + 1) & mask;
            }
        }
    }
    found
}

/// Takes rows (in order) out of a chunk.
fn drop_rows(chunk: &mut Chunk, gone: Vec<usize>) {
    if gone.is_empty() {
        return;
    }
    let mut next = gone.iter().copied().peekable();
    let kept: Vec<usize> = (0..chunk.table.rows).filter(|row| next.next_if_eq(row).is_none()).collect();
    keep(&mut chunk.table, |row| kept.get(row).copied());
    if let Some(calls) = &mut chunk.calls {
        calls.keep(|row| kept.get(row).copied());
    }
    chunk.table.rows = kept.len();
    let accounting = &mut chunk.table.accounting;
    accounting.used -= gone.len() as u64;
    *accounting.excluded.entry(format!("rejected:{}", rules::SAME_ID)).or_default() += gone.len() as u64;
}

/// One table from all; a file without a column that another has gives blanks.
fn concatenate(chunks: Vec<Chunk>, line: &Helpline) -> Registrations {
    let (mut tables, calls): (Vec<Registrations>, Vec<_>) =
        chunks.into_iter().map(|c| (c.table, c.calls)).unzip();
    let calls = calls.into_iter().zip(&tables).map(|(calls, table)| (calls, table.rows)).collect();
    let rows: usize = tables.iter().map(|t| t.rows).sum();
    let mut all = Registrations { rows, ..Registrations::default() };
    all.year = column(&mut tables, rows, |t| std::mem::take(&mut t.year));
    all.month = column(&mut tables, rows, |t| std::mem::take(&mut t.month));
    all.day = column(&mut tables, rows, |t| std::mem::take(&mut t.day));
    all.weekday = column(&mut tables, rows, |t| std::mem::take(&mut t.weekday));
    all.hour = column(&mut tables, rows, |t| std::mem::take(&mut t.hour));
    all.stage = column(&mut tables, rows, |t| std::mem::take(&mut t.stage));
    let channel = u8::try_from(line.channels.len()).unwrap_or(u8::MAX);
    all.channel = optional(&mut tables, rows, channel, |t| t.channel.take());
    all.open = optional(&mut tables, rows, NO_HOURS, |t| t.open.take());
    all.outcome = optional(&mut tables, rows, NO_OUTCOME, |t| t.outcome.take());
    all.wait_s = optional(&mut tables, rows, NONE_U32, |t| t.wait_s.take());
    all.duration_s = optional(&mut tables, rows, NONE_U32, |t| t.duration_s.take());
    all.closed_after_s = optional(&mut tables, rows, NONE_U32, |t| t.closed_after_s.take());
    all.victims = optional(&mut tables, rows, NONE_U16, |t| t.victims.take());
    for dimension in &line.dimensions {
        let id = &dimension.id;
        let codes = &dimension.codes.codes;
        let blank = codes.iter().position(|c| c.kind == CodeKind::Blank).unwrap_or(codes.len());
        let code = u16::try_from(blank).unwrap_or(u16::MAX);
        if let Some(values) = optional(&mut tables, rows, code, |t| t.single.remove(id)) {
            all.single.insert(id.clone(), values);
        }
        let bit = if blank < 62 { 1 << blank } else { 0 };
        if let Some(values) = optional(&mut tables, rows, bit, |t| t.multi.remove(id)) {
            all.multi.insert(id.clone(), values);
        }
    }
    all.caller = codes(calls, &all, &line.caller_number, line.main_stage);
    for table in tables {
        all.has_time |= table.has_time;
        all.days_unknown |= table.days_unknown;
        all.files.extend(table.files);
        all.accounting.read += table.accounting.read;
        all.accounting.used += table.accounting.used;
        for (rule, rows) in table.accounting.excluded {
            *all.accounting.excluded.entry(rule).or_default() += rows;
        }
    }
    all
}

fn column<T: Copy>(
    tables: &mut [Registrations],
    rows: usize,
    take: impl Fn(&mut Registrations) -> Vec<T>,
) -> Vec<T> {
    if let [only] = tables {
        return take(only);
    }
    let mut all = Vec::with_capacity(rows);
    tables.iter_mut().for_each(|table| all.extend_from_slice(&take(table)));
    all
}

fn optional<T: Copy>(
    tables: &mut [Registrations],
    rows: usize,
    blank: T,
    take: impl Fn(&mut Registrations) -> Option<Vec<T>>,
) -> Option<Vec<T>> {
    let parts: Vec<Option<Vec<T>>> = tables.iter_mut().map(take).collect();
    if parts.iter().all(Option::is_none) {
        return None;
    }
    let mut all = Vec::with_capacity(rows);
    for (part, table) in parts.iter().zip(tables) {
        match part {
            Some(values) => all.extend_from_slice(values),
            None => all.extend(std::iter::repeat_n(blank, table.rows)),
        }
    }
    Some(all)
}
