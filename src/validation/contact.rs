//! One contact of several rows: the value of each target.

use crate::config::{CodeKind, CodeList, Helpline, OfRows, Outcome, Stage};

use super::answers::NO_OUTCOME;
use super::callers::{Calls, NOBODY};
use super::contacts::Plan;
use super::registrations::{NONE_U16, NONE_U32, Registrations, UNREAD_U32};

/// Outcomes of several rows: the first of these that any has.
const OUTCOMES: [Outcome; 6] = [
    Outcome::Answered,
    Outcome::OverflowIn,
    Outcome::OverflowOut,
    Outcome::Abandoned,
    Outcome::Busy,
    Outcome::Closed,
];

/// The rows of one contact, in the order of time.
pub(super) struct One<'a> {
    pub plan: &'a Plan,
    pub rows: &'a [usize],
    /// The row that bears the contact.
    pub leader: usize,
    pub line: &'a Helpline,
    pub odd: Vec<Odd>,
}

/// A target in which rows differ, what becomes of it, and what to do.
pub(super) type Odd = (String, &'static str, String);

impl One<'_> {
    /// Writes the values of the contact into its row; gives where rows differ.
    pub(super) fn resolve(mut self, table: &mut Registrations, calls: Option<&mut Calls>) -> Vec<Odd> {
        self.spans(table);
        self.codes(table);
        self.moment_and_outcome(table);
        if let Some(calls) = calls {
            self.caller(calls);
        }
        self.odd
    }

    /// Whether a row was answered.
    fn is_answered(table: &Registrations, row: usize) -> bool {
        match &table.outcome {
            Some(codes) if codes[row] != NO_OUTCOME => {
                Outcome::ALL.get(usize::from(codes[row])).is_some_and(|o| o.is_answered())
            }
            _ => table.stage[row] >= Stage::Answered as u8,
        }
    }

    /// The row that a choice names.
    fn row(&self, table: &Registrations, of: OfRows) -> usize {
        let first = self.rows[0];
        match of {
            OfRows::Last => *self.rows.last().unwrap_or(&first),
            OfRows::Answered => {
                self.rows.iter().copied().find(|row| Self::is_answered(table, *row)).unwrap_or(first)
            }
            _ => first,
        }
    }

    /// When it was, how it ended and how far it came.
    fn moment_and_outcome(&mut self, table: &mut Registrations) {
        let at = ["at", "date", "time"].into_iter().find_map(|t| self.plan.said(t)).unwrap_or(OfRows::First);
        let stage = self.stage(table);
        let moment = self.row(table, at);
        let leader = self.leader;
        table.year[leader] = table.year[moment];
        table.month[leader] = table.month[moment];
        table.day[leader] = table.day[moment];
        table.weekday[leader] = table.weekday[moment];
        table.hour[leader] = table.hour[moment];
        if let Some(open) = &mut table.open {
            open[leader] = open[moment];
        }
        if let Some(codes) = &mut table.outcome {
            let has = |outcome: &Outcome| self.rows.iter().any(|row| codes[*row] == *outcome as u8);
            let best = OUTCOMES.into_iter().find(has).map_or(NO_OUTCOME, |outcome| outcome as u8);
            codes[leader] = match self.plan.said("outcome") {
                Some(OfRows::First) => codes[self.rows[0]],
                Some(OfRows::Last) => codes[*self.rows.last().unwrap_or(&leader)],
                _ => best,
            };
        }
        table.stage[leader] = stage;
    }

    fn stage(&self, table: &Registrations) -> u8 {
        let stages = || self.rows.iter().map(|row| table.stage[*row]);
        let by_row = match (self.plan.said("outcome"), &table.outcome) {
            (Some(OfRows::First), Some(_)) => self.rows.first(),
            (Some(OfRows::Last), Some(_)) => self.rows.last(),
            _ => None,
        };
        let mut stage = stages().max().unwrap_or(0);
        if by_row.is_some_and(|row| !Self::is_answered(table, *row)) {
            stage = Stage::Incoming as u8;
        }
        // Rows that were not answered say nothing of what an answered one reached.
        let lowest = stages().filter(|s| *s >= Stage::Answered as u8).min().unwrap_or(0);
        let all = |target: &str| self.plan.said(target) == Some(OfRows::All);
        if all("case_file") && stage == Stage::CaseFile as u8 && lowest < stage {
            let justified = stages().filter(|s| *s < Stage::CaseFile as u8).max().unwrap_or(0);
            stage = justified.max(Stage::Justified as u8);
        }
        if all("justified") && stage >= Stage::Justified as u8 && lowest < Stage::Justified as u8 {
            stage = Stage::Answered as u8;
        }
        stage
    }

    /// Waits, lengths and victims.
    fn spans(&mut self, table: &mut Registrations) {
        let of = |own: &str, other: &str| self.plan.said(own).or_else(|| self.plan.said(other));
        let wait = table.wait_s.as_deref().map(|c| self.span(table, c, of("wait_s", "answered_at")));
        let length = table.duration_s.as_deref().map(|c| self.span(table, c, of("duration_s", "ended_at")));
        let leader = self.leader;
        for (column, value) in [(&mut table.wait_s, wait), (&mut table.duration_s, length)] {
            if let Some((column, value)) = column.as_mut().zip(value) {
                column[leader] = value;
            }
        }
        // Closed when the last of its rows is.
        let closed = table.closed_after_s.as_deref().map(|c| self.span(table, c, Some(OfRows::Max)));
        if let Some((column, value)) = table.closed_after_s.as_mut().zip(closed) {
            column[leader] = value;
        }
        let Some(column) = &table.victims else { return };
        let given: Vec<u16> = self.rows.iter().map(|row| column[*row]).filter(|n| *n != NONE_U16).collect();
        let asked = self.plan.said("victims");
        let n = match asked {
            Some(OfRows::Sum) => given.iter().copied().reduce(|a, b| a.saturating_add(b).min(NONE_U16 - 1)),
            Some(OfRows::First) => given.first().copied(),
            Some(OfRows::Last) => given.last().copied(),
            _ => given.iter().copied().max(),
        };
        if asked.is_none() && given.len() > 1 {
            let hint = "write `of_rows: sum` with `victims` where every row has its own number, `of_rows: max` where \
                        each repeats that of the contact";
            self.odd.push(("victims".to_owned(), "or repeat it: the largest number counts", hint.to_owned()));
        }
        if let Some(column) = &mut table.victims {
            column[leader] = n.unwrap_or(NONE_U16);
        }
    }

    /// A span of the contact; usually that of the first row that was answered and has one, else the longest.
    fn span(&self, table: &Registrations, column: &[u32], of: Option<OfRows>) -> u32 {
        let given = || self.rows.iter().map(|row| column[*row]).filter(|s| *s != NONE_U32);
        let answered =
            || self.rows.iter().filter(|row| Self::is_answered(table, **row)).map(|row| column[*row]);
        // A span that is there and cannot be read makes a sum, and the smallest or largest, unreadable.
        let unread = given().any(|s| s == UNREAD_U32);
        let found = match of {
            Some(OfRows::Sum | OfRows::Min | OfRows::Max) if unread => Some(UNREAD_U32),
            Some(OfRows::First) => given().next(),
            Some(OfRows::Last) => given().next_back(),
            Some(OfRows::Sum) => given().reduce(|a, b| a.saturating_add(b).min(UNREAD_U32 - 1)),
            Some(OfRows::Min) => given().min(),
            Some(OfRows::Max) => given().max(),
            _ => answered().find(|s| *s != NONE_U32).or_else(|| given().max()),
        };
        found.unwrap_or(NONE_U32)
    }

    /// Channel and dimensions.
    fn codes(&mut self, table: &mut Registrations) {
        let blank = u8::try_from(self.line.channels.len()).unwrap_or(u8::MAX);
        if let Some(codes) = table.channel.take() {
            let (code, agree) = self.agreed(&codes, table, "channel", |code| u8::from(code == blank), blank);
            table.channel = Some(self.put(codes, code));
            if !agree {
                self.disagree("channel", "counted without channel", false);
            }
        }
        for dimension in &self.line.dimensions {
            let list = &dimension.codes;
            if let Some(codes) = table.single.remove(&dimension.id) {
                let unclear = position(list, CodeKind::Unclear);
                let known = |code: u16| standing(list, code);
                let (code, agree) = self.agreed(&codes, table, &dimension.id, known, unclear);
                let codes = self.put(codes, code);
                table.single.insert(dimension.id.clone(), codes);
                if !agree {
                    self.disagree(&dimension.id, "counted as unclear", true);
                }
            }
            if let Some(bits) = table.multi.remove(&dimension.id) {
                let united = match self.plan.said(&dimension.id) {
                    Some(of @ (OfRows::First | OfRows::Last | OfRows::Answered)) => bits[self.row(table, of)],
                    _ => unite(list, self.rows.iter().map(|row| bits[*row])),
                };
                let bits = self.put(bits, united);
                table.multi.insert(dimension.id.clone(), bits);
            }
        }
    }

    fn put<T>(&self, mut column: Vec<T>, value: T) -> Vec<T> {
        column[self.leader] = value;
        column
    }

    fn disagree(&mut self, target: &str, what: &'static str, dimension: bool) {
        let several = if dimension { "`kind: multi` where a contact has several, or " } else { "" };
        let hint = format!(
            "write {several}`of_rows: first`, `last` or `answered` with `{target}` under `columns:` in {}",
            super::codes::settings(self.line)
        );
        self.odd.push((target.to_owned(), what, hint));
    }

    /// The code that the rows agree on, or that of the row that is named, or `unclear`. `standing` says how
    /// little a code says: 0 for a known one.
    fn agreed<T: Copy + Ord>(
        &self,
        codes: &[T],
        table: &Registrations,
        target: &str,
        standing: impl Fn(T) -> u8,
        unclear: T,
    ) -> (T, bool) {
        if let Some(of @ (OfRows::First | OfRows::Last | OfRows::Answered)) = self.plan.said(target) {
            return (codes[self.row(table, of)], true);
        }
        let best = self.rows.iter().map(|row| standing(codes[*row])).min().unwrap_or(0);
        let mut said: Vec<T> =
            self.rows.iter().map(|row| codes[*row]).filter(|code| standing(*code) == best).collect();
        said.sort_unstable();
        said.dedup();
        match said[..] {
            [one] => (one, true),
            _ => (unclear, false),
        }
    }

    /// The number of the first row that has one, with the moment of the contact.
    fn caller(&mut self, calls: &mut Calls) {
        let known = self.rows.iter().copied().find(|row| calls.hashes[*row] != NOBODY);
        let from = self.rows[0];
        if let Some(row) = known {
            calls.hashes[self.leader] = calls.hashes[row];
        }
        calls.moments[self.leader] = calls.moments[from];
        calls.timed[self.leader] = calls.timed[from];
    }
}

fn position(list: &CodeList, kind: CodeKind) -> u16 {
    let at = list.codes.iter().position(|c| c.kind == kind).unwrap_or(list.codes.len());
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// How little a code says.
fn standing(list: &CodeList, code: u16) -> u8 {
    match list.codes.get(usize::from(code)).map(|c| c.kind) {
        Some(CodeKind::Plain | CodeKind::Other) => 0,
        Some(CodeKind::Unclear) => 1,
        Some(CodeKind::Unknown) => 2,
        Some(CodeKind::Blank) | None => 3,
    }
}

/// All answers; what says less goes where another row says more.
fn unite(list: &CodeList, rows: impl Iterator<Item = u64>) -> u64 {
    let kind = |wanted: CodeKind| {
        let bits = list.codes.iter().enumerate().filter(|(_, c)| c.kind == wanted);
        bits.map(|(at, _)| if at < 62 { 1_u64 << at } else { 0 }).fold(0, |a, b| a | b)
    };
    let (unknown, blank) = (kind(CodeKind::Unknown), kind(CodeKind::Blank));
    let (mut all, mut denied) = (0, false);
    for bits in rows {
        all |= bits;
        denied |= bits == 0;
    }
    if all & !blank != 0 || denied {
        all &= !blank;
    }
    let plain = kind(CodeKind::Plain) | kind(CodeKind::Other);
    if all & plain != 0 { all & !unknown } else { all }
}
