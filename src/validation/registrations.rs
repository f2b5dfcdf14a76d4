//! Typed, coded registrations of one line: a struct of columns.

use std::collections::{BTreeMap, BTreeSet};

use crate::intake::InputFile;

/// No value in a `u32` column.
pub const NONE_U32: u32 = u32::MAX;
/// A value in a `u32` column that is there and could not be read or believed.
pub const UNREAD_U32: u32 = u32::MAX - 1;
/// No value in a `u16` column.
pub const NONE_U16: u16 = u16::MAX;
/// No hour: the file registers dates only.
pub const NO_HOUR: u8 = u8::MAX;

/// Rows read = rows used + rows excluded by each named rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Accounting {
    /// Records found in all files.
    pub read: u64,
    /// Records that count.
    pub used: u64,
    /// Rule name to records it took out: skip rules by their own name, rejections by `rejected:` and the
    /// finding's code.
    pub excluded: BTreeMap<String, u64>,
    /// Records read and rejected per calendar year; one without a day belongs to the year of its neighbour.
    #[serde(skip)]
    pub years: BTreeMap<u16, OfYear>,
}

/// Records of a year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OfYear {
    /// Records found.
    pub read: u64,
    /// Records rejected by validation.
    pub rejected: u64,
}

/// What a rule took out, by how it ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    /// All records.
    pub rows: u64,
    /// Those that were answered.
    pub answered: u64,
    /// Attempts that nobody answered.
    pub missed: u64,
}

impl Taken {
    /// Whether what was taken out is mostly what was not answered, so that the rest looks better. Fewer than
    /// the threshold tell nothing.
    #[must_use]
    pub fn is_telling(&self, threshold: u64) -> bool {
        self.missed >= threshold.max(1) && 10 * self.missed >= 9 * self.rows
    }

    /// "All 47", "44 of 47".
    #[must_use]
    pub fn part(&self) -> String {
        if self.missed == self.rows {
            format!("all {}", self.rows)
        } else {
            format!("{} of {}", self.missed, self.rows)
        }
    }

    /// Adds those of another file.
    pub fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.answered += other.answered;
        self.missed += other.missed;
    }
}

impl Accounting {
    /// Whether the sum closes.
    #[must_use]
    pub fn closes(&self) -> bool {
        self.read == self.used + self.excluded.values().sum::<u64>()
    }

    /// Adds that of another file.
    pub fn add(&mut self, other: Self) {
        self.read += other.read;
        self.used += other.used;
        for (rule, rows) in other.excluded {
            *self.excluded.entry(rule).or_default() += rows;
        }
        for (year, rows) in other.years {
            let own = self.years.entry(year).or_default();
            own.read += rows.read;
            own.rejected += rows.rejected;
        }
    }

    /// Takes a record out that counted so far.
    pub fn take_out(&mut self, rule: &str, year: u16) {
        self.used -= 1;
        *self.excluded.entry(rule.to_owned()).or_default() += 1;
        if rule.starts_with("rejected:") {
            self.years.entry(year).or_default().rejected += 1;
        }
    }

    /// Records rejected by validation (named skip rules not counted).
    #[must_use]
    pub fn rejected(&self) -> u64 {
        self.excluded.iter().filter(|(rule, _)| rule.starts_with("rejected:")).map(|(_, n)| n).sum()
    }
}

/// The registrations that count, as columns of equal length. Optional columns are `None` when no file
/// of the line has them; a file that lacks a column another file has gives blanks.
#[derive(Debug, Clone, Default)]
pub struct Registrations {
    /// Number of rows.
    pub rows: usize,
    /// Calendar year.
    pub year: Vec<u16>,
    /// Month, 1 to 12.
    pub month: Vec<u8>,
    /// Day of the month, 1 to 31, or 0 when it is not known.
    pub day: Vec<u8>,
    /// Day of the week, Monday 0.
    pub weekday: Vec<u8>,
    /// Hour, 0 to 23, or [`NO_HOUR`].
    pub hour: Vec<u8>,
    /// Whether any row has a time of day.
    pub has_time: bool,
    /// Whether any row has a month and no day, so that nothing can be said of days.
    pub days_unknown: bool,
    /// Whether the contact came in during the opening hours of its channel: [`SHUT`](super::SHUT),
    /// [`OPEN`](super::OPEN) or [`NO_HOURS`](super::NO_HOURS).
    pub open: Option<Vec<u8>>,
    /// Highest stage reached, as position in [`Stage::ALL`](crate::config::Stage::ALL).
    pub stage: Vec<u8>,
    /// Position in [`Helpline::channels`](crate::config::Helpline::channels); the number of channels
    /// stands for a blank.
    pub channel: Option<Vec<u8>>,
    /// Position in [`Outcome::ALL`](crate::config::Outcome::ALL); its length stands for a blank.
    pub outcome: Option<Vec<u8>>,
    /// Seconds until the answer (or until leaving), [`UNREAD_U32`] or [`NONE_U32`].
    pub wait_s: Option<Vec<u32>>,
    /// Seconds of conversation, [`UNREAD_U32`] or [`NONE_U32`].
    pub duration_s: Option<Vec<u32>>,
    /// Seconds from opening to closing, or [`NONE_U32`].
    pub closed_after_s: Option<Vec<u32>>,
    /// Victims named in the contact, or [`NONE_U16`].
    pub victims: Option<Vec<u16>>,
    /// What is known of the callers' numbers; `None` when no file has numbers.
    pub caller: Option<Vec<super::Caller>>,
    /// Single-valued dimensions: position in the code list's `codes`.
    pub single: BTreeMap<String, Vec<u16>>,
    /// Multi-valued dimensions: bit `i` for the code at position `i`; no bit means that every code
    /// was answered with no.
    pub multi: BTreeMap<String, Vec<u64>>,
    /// Files read, sorted by path.
    pub files: Vec<InputFile>,
    /// Rows read, used and excluded.
    pub accounting: Accounting,
    /// By rule, what skip rules and rejections took out.
    pub taken: BTreeMap<String, Taken>,
    /// Reasons of the corrections that were applied.
    pub corrections: BTreeSet<String>,
}

/// Rule by which totals and notes below the registrations of a file are left out.
pub const BELOW: &str = "file:below";
/// Rule by which a correction takes a registration out.
pub const WITHDRAWN: &str = "correction:withdrawn";
