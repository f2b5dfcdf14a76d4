//! Answers that nobody gave for years and many after: they may not have been there to be given, and then the zeros of
//! those years are none.

use crate::base::Finding;
use crate::base::code::V186;
use crate::config::{Code, CodeKind, DimKind, Dimension, Helpline};

use super::registrations::Registrations;

/// Fewest registrations with such an answer.
const ENOUGH: u64 = 20;
/// Registrations with it that the time before would have, had it been answered as often as later: that there is none
/// of so many happens by chance once in a million times.
const EXPECTED: u64 = 14;

/// Asks whether an answer was there to be given before its first registration.
pub(super) fn late(line: &Helpline, data: &Registrations) -> Vec<Finding> {
    let month = |(year, month): (&u16, &u8)| u32::from(*year) * 12 + u32::from(*month).saturating_sub(1);
    let months: Vec<u32> = data.year.iter().zip(&data.month).map(month).collect();
    let Some((first, last)) = months.iter().min().zip(months.iter().max()) else { return Vec::new() };
    if last / 12 == first / 12 {
        return Vec::new();
    }
    let span = (*first, (last - first) as usize + 1);
    let of = |dimension| Counts::of(dimension, data, &months, span).map(|counts| counts.findings(dimension));
    line.dimensions.iter().filter_map(of).flatten().collect()
}

/// Registrations by month, the first of all at 0: those with an answer to a dimension, and those of each code.
struct Counts {
    first: u32,
    known: Vec<u64>,
    codes: Vec<Vec<u64>>,
}

impl Counts {
    fn of(
        dimension: &Dimension,
        data: &Registrations,
        months: &[u32],
        (first, length): (u32, usize),
    ) -> Option<Self> {
        let codes = &dimension.codes.codes;
        let is_answer: Vec<bool> =
            codes.iter().map(|c| matches!(c.kind, CodeKind::Plain | CodeKind::Other)).collect();
        let mut known = vec![0; length];
        let mut counts = vec![vec![0_u64; length]; codes.len()];
        let at = |month: &u32| (*month - first) as usize;
        match dimension.kind {
            DimKind::Single => {
                for (code, month) in data.single.get(&dimension.id)?.iter().zip(months) {
                    if let Some(count) = counts.get_mut(usize::from(*code)) {
                        count[at(month)] += 1;
                    }
                }
                for (count, _) in counts.iter().zip(&is_answer).filter(|(_, is_answer)| **is_answer) {
                    known.iter_mut().zip(count).for_each(|(all, n)| *all += n);
                }
            }
            DimKind::Multi => {
                let answers = is_answer.iter().take(64).enumerate().filter(|(_, is_answer)| **is_answer);
                let answers: u64 = answers.map(|(bit, _)| 1 << bit).sum();
                for (bits, month) in data.multi.get(&dimension.id)?.iter().zip(months) {
                    let (mut left, month) = (bits & answers, at(month));
                    known[month] += u64::from(left != 0);
                    while left != 0 {
                        counts[left.trailing_zeros() as usize][month] += 1;
                        left &= left - 1;
                    }
                }
            }
        }
        for (count, is_answer) in counts.iter_mut().zip(&is_answer) {
            if !is_answer {
                count.fill(0);
            }
        }
        Some(Self { first, known, codes: counts })
    }

    fn findings(&self, dimension: &Dimension) -> Vec<Finding> {
        let codes = dimension.codes.codes.iter().zip(&self.codes);
        codes.filter_map(|(code, counts)| self.finding(dimension, code, counts)).collect()
    }

    fn finding(&self, dimension: &Dimension, code: &Code, counts: &[u64]) -> Option<Finding> {
        if code.since.is_some() {
            return None;
        }
        let begin = counts.iter().position(|n| *n > 0)?;
        let with: u64 = counts.iter().sum();
        let (before, after): (u64, u64) =
            (self.known[..begin].iter().sum(), self.known[begin..].iter().sum());
        // In the year of its first registration the zeros before it stand in no figure of their own.
        let month = self.first as usize + begin;
        let is_late = month / 12 > self.first as usize / 12;
        if !is_late || with < ENOUGH || before.saturating_mul(with) < EXPECTED * after.max(1) {
            return None;
        }
        let (year, month) = (month / 12, month % 12 + 1);
        let message = format!(
            "`{}` of `{}` was registered for the first time in {year}-{month:02}, after {before} registrations with \
             another answer: if it could not be answered before, the report prints zeros that are none",
            code.id, dimension.id
        );
        let hint = format!(
            "write `since: {year}-{month:02}-01` at this code in the code list `{}`, then the years before say that it \
             did not exist; where it could be answered from the beginning, `since: {}-{:02}-01`",
            dimension.codes.id,
            self.first / 12,
            self.first % 12 + 1
        );
        Some(Finding::warning(V186, message).hint(hint))
    }
}
