//! One file: from text cells to typed columns.

use crate::base::{Finding, Findings};
use crate::config::{CALLER_NUMBER, ColumnMap, FileMap, Helpline};
use crate::intake::RawTable;

use super::callers::{Calls, calls};
use super::codes::{channel, dimension, one_column};
use super::corrections::Applied;
use super::derive::derive;
use super::finish::Finished;
use super::keys::{self, Keys};
use super::numbers::{Wanted, numbers};
use super::quarantine::Rejected;
use super::registrations::{NO_HOUR, NONE_U16, Registrations, UNREAD_U32};
use super::rows::Rows;
use super::{answers, hours, intervals, meeting, moment_signs, prints, rules, scales, times};
use crate::base::SecretKey;

/// The registrations of one file, until those of all files are joined.
#[derive(Debug)]
pub struct Chunk {
    pub(super) table: Registrations,
    pub(super) keys: Keys,
    pub(super) calls: Option<Calls>,
    /// A fingerprint per row, where rows may stand in two files or have no id.
    pub(super) prints: Vec<u32>,
    /// Seconds since the year 1 per row, where rows are counted by a key.
    pub(super) moments: Vec<i64>,
    /// Rows that share their moment with a neighbour.
    pub(super) beside: usize,
    /// Rows that are a copy of another in all cells that are read.
    pub(super) copies: usize,
}

impl Chunk {
    /// Forgets which file it comes from: a file of corrections is told of by itself.
    pub(super) fn take_files(&mut self) {
        self.table.files.clear();
        self.prints.clear();
    }

    /// Rows that count so far.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.table.rows
    }

    /// Keeps rows, in order.
    pub(super) fn keep(&mut self, kept: &[usize]) {
        keep(&mut self.table, |row| kept.get(row).copied());
        self.keys.keep(kept);
        if let Some(calls) = &mut self.calls {
            calls.keep(|row| kept.get(row).copied());
        }
        if !self.moments.is_empty() {
            self.moments = kept.iter().map(|row| self.moments[*row]).collect();
        }
        if !self.prints.is_empty() {
            self.prints = kept.iter().map(|row| self.prints[*row]).collect();
        }
        self.table.rows = kept.len();
    }
}

/// What one file gives.
#[derive(Debug)]
pub struct Typed {
    /// Rows that count.
    pub chunk: Chunk,
    /// What is wrong or worth knowing.
    pub findings: Findings,
    /// Rows and records that were rejected.
    pub quarantine: Vec<Rejected>,
    /// Ids of registrations whose correction cannot be read, and why.
    pub(super) spoilt: Vec<(Vec<u8>, Finding)>,
}

/// Types and codes the rows of one file.
#[must_use]
pub fn type_file(raw: RawTable, map: &FileMap, line: &Helpline, salt: &SecretKey) -> Typed {
    type_corrected(raw, map, (line, salt), &Applied::default(), false)
}

/// Types and codes the rows of one file, with what corrections did to it. `printed` asks for a fingerprint of
/// each row.
#[must_use]
pub(super) fn type_corrected(
    mut raw: RawTable,
    map: &FileMap,
    (line, salt): (&Helpline, &SecretKey),
    applied: &Applied,
    printed: bool,
) -> Typed {
    derive(&mut raw, map, line);
    let mut table = Registrations::default();
    let spoilt;
    let (done, mut columns) = {
        let mut rows = Rows::new(&raw, map, line);
        rows.withdraw(&applied.withdrawn);
        rows.fixes = &applied.fixes;
        rows.settled.clone_from(&applied.settled);
        let printed = printed || map.id_columns().is_empty();
        let columns = type_columns(&mut rows, &mut table, salt, printed);
        spoilt = rows.spoilt();
        (rows.finish(&table.year, table.outcome.as_deref()), columns)
    };
    let Finished { kept, accounting, taken, notes, quarantine } = done;
    table.accounting = accounting;
    table.taken = taken;
    table.rows = kept.as_ref().map_or(raw.rows(), Vec::len);
    let has_ids = !map.id_columns().is_empty();
    if let Some(kept) = &kept {
        let from = |row: usize| kept.get(row).map(|&r| r as usize);
        keep(&mut table, from);
        if let Some(numbers) = &mut columns.calls {
            numbers.keep(from);
        }
        if !columns.moments.is_empty() {
            columns.moments = kept.iter().map(|row| columns.moments[*row as usize]).collect();
        }
        if !columns.prints.is_empty() {
            columns.prints = kept.iter().map(|row| columns.prints[*row as usize]).collect();
        }
    }
    if !columns.prints.is_empty() {
        let numbers = columns.calls.as_ref().map(|calls| &*calls.hashes);
        prints::complete(&mut columns.prints, &table, numbers);
    }
    table.has_time = table.hour.iter().any(|&h| h != NO_HOUR);
    table.days_unknown = table.day.contains(&0);
    table.files = vec![raw.file.clone()];
    let mut findings = notes.into_findings();
    let mut early = std::mem::take(&mut raw.findings);
    early.0.iter_mut().for_each(|f| f.helpline = Some(line.id.clone()));
    findings.extend(early);
    let copies = if has_ids || !table.has_time { 0 } else { prints::copies(&columns.prints) };
    let chunk = Chunk {
        table,
        keys: Keys::new(raw, kept, map, line),
        calls: columns.calls,
        prints: if printed { columns.prints } else { Vec::new() },
        moments: columns.moments,
        beside: columns.beside,
        copies,
    };
    Typed { chunk, findings, quarantine, spoilt }
}

/// What is typed beside the table.
#[derive(Default)]
struct Beside {
    calls: Option<Calls>,
    moments: Vec<i64>,
    /// Fingerprints of the moments, where they are wanted.
    prints: Vec<u32>,
    beside: usize,
}

/// Rows that count and have the time of day of the row before or behind them.
fn share_moment(rows: &Rows, times: &times::Times) -> usize {
    let (mut shared, mut last, mut same) = (0, None, 1);
    for row in (0..rows.verdict.len()).filter(|row| rows.counts(*row)) {
        // Equal moments have equal local times; of those that are there twice the zone knows more.
        let beside = last.is_some_and(|last| {
            times.seconds()[last] == times.seconds()[row]
                && times.days()[last] == times.days()[row]
                && times.minute(row).is_some()
                && times.moment(last) == times.moment(row)
        });
        same = if beside { same + 1 } else { 1 };
        shared += match same {
            1 => 0,
            2 => 2,
            _ => 1,
        };
        last = Some(row);
    }
    shared
}

fn type_columns(rows: &mut Rows, out: &mut Registrations, salt: &SecretKey, printed: bool) -> Beside {
    let map = rows.map;
    let target = |name: &str| map.columns.iter().find(|c| c.target == name);
    let times = times::moments(rows);
    times.fill(out);
    if let Some(map) = target("id") {
        missing_ids(rows, map);
    }
    out.outcome = target("outcome").and_then(|map| answers::outcome(rows, map));
    times.missing(rows, out.outcome.as_deref());
    for map in &map.columns {
        if let Some(of) = rows.line.dimension(&map.target) {
            dimension(rows, map, of, times.days(), out);
        }
    }
    meeting::check(rows, times.days(), out);
    out.stage = answers::stages(rows, out.outcome.as_deref(), target("justified"), target("case_file"));
    if let Some(map) = target("channel") {
        channel(rows, map, times.days(), out);
    }
    out.open = hours::in_hours(rows.line, out.channel.as_deref(), out.year.len(), |row| times.minute(row));
    let limits = &rows.line.plausible;
    let span = |limit: u32| Wanted { limit: limit.min(UNREAD_U32 - 1), timed: true };
    let (wait, duration, victims) = (span(limits.wait_max), span(limits.duration_max), limits.victims_max);
    out.wait_s = target("wait_s").and_then(|map| numbers(rows, map, wait, times.wall()));
    out.duration_s = target("duration_s").and_then(|map| numbers(rows, map, duration, times.wall()));
    scales::doubts(rows, (target("wait_s"), target("duration_s")), out);
    if target("answered_at").is_some() || target("ended_at").is_some() {
        let spans = intervals::spans(&times, rows, out.channel.as_deref());
        let of_moments = (
            target("answered_at").filter(|_| out.wait_s.is_none()),
            target("ended_at").filter(|_| out.duration_s.is_none()),
        );
        out.wait_s = out.wait_s.take().or(spans.wait);
        out.duration_s = out.duration_s.take().or(spans.duration);
        moment_signs::doubts(rows, of_moments, &spans.unanswered, out);
    }
    let longest = Wanted { limit: limits.closed_max.min(UNREAD_U32 - 1), timed: true };
    out.closed_after_s = target("closed_after_s")
        .and_then(|map| {
            let mut values = numbers(rows, map, longest, times.wall())?;
            scales::closings(rows, map, &mut values);
            Some(values)
        })
        .or_else(|| intervals::closing(&times, rows, longest.limit));
    let most = Wanted { limit: victims.min(u32::from(NONE_U16) - 1), timed: false };
    let counted = target("victims").and_then(|map| numbers(rows, map, most, times.wall()));
    out.victims = counted.map(|all| all.into_iter().map(|v| u16::try_from(v).unwrap_or(NONE_U16)).collect());
    let counted = !map.rows.count_by.is_empty();
    if counted {
        keys::missing_keys(rows);
    }
    Beside {
        calls: target(CALLER_NUMBER).and_then(|map| calls(rows, map, &times, salt)),
        moments: if counted {
            (0..out.year.len()).map(|row| times.moment(row).0).collect()
        } else {
            Vec::new()
        },
        prints: if printed { prints::of_moments(&times) } else { Vec::new() },
        beside: if counted { 0 } else { share_moment(rows, &times) },
    }
}

fn missing_ids(rows: &mut Rows, map: &ColumnMap) {
    let Some(column) = one_column(rows, map) else { return };
    let nobody = keys::Nobody::of(rows.line);
    for (row, cell) in rows.raw.cells(column).iter().enumerate() {
        if nobody.is_word(cell) {
            rows.warn(row, rules::NO_ID, column, || {
                let hint = "fill it in: without id a record that was exported twice counts twice";
                ("no id; the row counts".to_owned(), Some(hint.to_owned()))
            });
        }
    }
}

/// Keeps of every column the rows that `from` names, in its order, until it names none.
pub(super) fn keep(table: &mut Registrations, from: impl Fn(usize) -> Option<usize>) {
    fn column<T: Copy>(values: &mut Vec<T>, from: &impl Fn(usize) -> Option<usize>) {
        let mut to = 0;
        while let Some(row) = from(to) {
            values[to] = values[row];
            to += 1;
        }
        values.truncate(to);
    }
    column(&mut table.year, &from);
    column(&mut table.month, &from);
    column(&mut table.day, &from);
    column(&mut table.weekday, &from);
    column(&mut table.hour, &from);
    column(&mut table.stage, &from);
    for values in [&mut table.channel, &mut table.outcome, &mut table.open].into_iter().flatten() {
        column(values, &from);
    }
    for values in [&mut table.wait_s, &mut table.duration_s, &mut table.closed_after_s].into_iter().flatten()
    {
        column(values, &from);
    }
    if let Some(values) = &mut table.victims {
        column(values, &from);
    }
    table.single.values_mut().for_each(|values| column(values, &from));
    table.multi.values_mut().for_each(|values| column(values, &from));
}
