//! The files of a line together: records that stand twice, rows of one contact, and one table.

use std::collections::BTreeSet;

use crate::base::Findings;
use crate::config::{CodeKind, Helpline};

use super::answers::NO_OUTCOME;
use super::callers::{codes, together};
use super::contacts::{self, Plan};
use super::file::{Chunk, keep};
use super::hours::NO_HOURS;
use super::notes::fold_files;
use super::quarantine::Rejected;
use super::registrations::{NONE_U16, NONE_U32, Registrations};
use super::{prints, rules, same_ids, same_rows, whole_files};

/// Joins the chunks of a line in the order of their paths, so that the order in which files were read
/// does not matter. Of records with one id that say the same one counts; of others the one that is stated to.
/// Rows of files without ids all count, unless they stand in two files or share the key of a contact. Nothing
/// when it is not known how often records count: the findings ask.
#[must_use]
pub fn join(mut chunks: Vec<Chunk>, line: &Helpline) -> (Option<Registrations>, Findings, Vec<Rejected>) {
    chunks.sort_by(|a, b| a.table.files.cmp(&b.table.files));
    let mut findings = Findings::default();
    let twice = same_rows::same_rows(&chunks, line);
    findings.0.extend(twice.findings);
    if !twice.refused {
        drop_rows(&mut chunks, &twice.gone, same_rows::RULE);
    }
    prints::forget(&mut chunks);
    // What stands in two files has its ids twice: that is told once.
    if twice.refused {
        return (None, findings, Vec::new());
    }
    let ids = same_ids::same_ids(&chunks, line);
    let mut found = Findings(ids.findings);
    fold_files(&mut found);
    findings.extend(found);
    if ids.refused {
        return (None, findings, Vec::new());
    }
    let gone: BTreeSet<(usize, usize)> = ids.copies.union(&ids.losers).copied().collect();
    let of_records = |at: &(usize, usize)| if ids.losers.contains(at) { 1 } else { 0 };
    let rejected = format!("rejected:{}", rules::SAME_ID);
    drop_rows_by(&mut chunks, &gone, &[same_ids::RULE, &rejected], of_records);
    findings.0.extend(whole_files::doubts(&chunks, line));
    let plan = Plan::of(&mut chunks);
    if let Some(asked) = plan.as_ref().and_then(|plan| plan.restart(line)) {
        findings.push(asked);
        return (None, findings, ids.rejected);
    }
    let (table, said) = concatenate(chunks, plan, line);
    findings.extend(said);
    (Some(table), findings, ids.rejected)
}

/// Takes rows out of their chunks, by one rule.
fn drop_rows(chunks: &mut [Chunk], gone: &BTreeSet<(usize, usize)>, rule: &str) {
    drop_rows_by(chunks, gone, &[rule], |_| 0);
}

/// Takes rows out of their chunks, each by the rule that `rule` gives the place of.
fn drop_rows_by(
    chunks: &mut [Chunk],
    gone: &BTreeSet<(usize, usize)>,
    rules: &[&str],
    rule: impl Fn(&(usize, usize)) -> usize,
) {
    for (at, chunk) in chunks.iter_mut().enumerate() {
        let own: Vec<(usize, usize)> = gone.range((at, 0)..(at + 1, 0)).copied().collect();
        if own.is_empty() {
            continue;
        }
        for place in &own {
            let name = rules[rule(place)];
            let year = chunk.table.year[place.1];
            chunk.table.accounting.take_out(name, year);
        }
        let mut next = own.iter().map(|(_, row)| *row).peekable();
        let kept: Vec<usize> = (0..chunk.table.rows).filter(|row| next.next_if_eq(row).is_none()).collect();
        chunk.keep(&kept);
    }
}

/// One table from all; a file without a column that another has gives blanks.
fn concatenate(mut chunks: Vec<Chunk>, plan: Option<Plan>, line: &Helpline) -> (Registrations, Findings) {
    let calls = chunks.iter_mut().map(|c| (c.calls.take(), c.table.rows)).collect();
    let mut tables: Vec<Registrations> = chunks.into_iter().map(|c| c.table).collect();
    let mut calls = together(calls);
    let mut all = columns(&mut tables, line);
    for table in tables {
        all.has_time |= table.has_time;
        all.days_unknown |= table.days_unknown;
        all.files.extend(table.files);
        all.accounting.add(table.accounting);
        for (rule, taken) in table.taken {
            all.taken.entry(rule).or_default().add(taken);
        }
    }
    let mut findings = Findings::default();
    if let Some(plan) = plan {
        let years = std::mem::take(&mut all.year);
        all.year.clone_from(&years);
        let (kept, said) = plan.apply(&mut all, calls.as_mut(), line);
        findings.0.extend(said);
        let mut next = kept.iter().copied().peekable();
        for row in (0..all.rows).filter(|row| next.next_if_eq(row).is_none()) {
            all.accounting.take_out(contacts::RULE, years[row]);
        }
        keep(&mut all, |row| kept.get(row).copied());
        if let Some(calls) = &mut calls {
            calls.keep(|row| kept.get(row).copied());
        }
        all.rows = kept.len();
    }
    all.caller = calls.map(|calls| codes(&calls, &all, &line.caller_number, line.main_stage));
    (all, findings)
}

/// The columns of all tables, one behind the other.
fn columns(tables: &mut [Registrations], line: &Helpline) -> Registrations {
    let rows: usize = tables.iter().map(|t| t.rows).sum();
    let mut all = Registrations { rows, ..Registrations::default() };
    all.year = column(tables, rows, |t| std::mem::take(&mut t.year));
    all.month = column(tables, rows, |t| std::mem::take(&mut t.month));
    all.day = column(tables, rows, |t| std::mem::take(&mut t.day));
    all.weekday = column(tables, rows, |t| std::mem::take(&mut t.weekday));
    all.hour = column(tables, rows, |t| std::mem::take(&mut t.hour));
    all.stage = column(tables, rows, |t| std::mem::take(&mut t.stage));
    let channel = u8::try_from(line.channels.len()).unwrap_or(u8::MAX);
    all.channel = optional(tables, rows, channel, |t| t.channel.take());
    all.open = optional(tables, rows, NO_HOURS, |t| t.open.take());
    all.outcome = optional(tables, rows, NO_OUTCOME, |t| t.outcome.take());
    all.wait_s = optional(tables, rows, NONE_U32, |t| t.wait_s.take());
    all.duration_s = optional(tables, rows, NONE_U32, |t| t.duration_s.take());
    all.closed_after_s = optional(tables, rows, NONE_U32, |t| t.closed_after_s.take());
    all.victims = optional(tables, rows, NONE_U16, |t| t.victims.take());
    for dimension in &line.dimensions {
        let id = &dimension.id;
        let codes = &dimension.codes.codes;
        let blank = codes.iter().position(|c| c.kind == CodeKind::Blank).unwrap_or(codes.len());
        let code = u16::try_from(blank).unwrap_or(u16::MAX);
        if let Some(values) = optional(tables, rows, code, |t| t.single.remove(id)) {
            all.single.insert(id.clone(), values);
        }
        let bit = if blank < 62 { 1 << blank } else { 0 };
        if let Some(values) = optional(tables, rows, bit, |t| t.multi.remove(id)) {
            all.multi.insert(id.clone(), values);
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
