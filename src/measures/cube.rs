//! The cube: counts of one line's registrations, grouped by what its figures need.
//!
//! A grouping packs its columns into one integer, the last column varying fastest. Few possible groups
//! are counted in an array, many in a table of those that are met; with a multi-valued dimension polars groups a
//! frame with the columns `key` and `bits`. The sums are `n` (contacts), `victims` and `with_victims` (contacts that name at
//! least one victim).

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::PolarsResult;

use super::layout::Layout;
use crate::base::parallel;
use crate::config::Helpline;
use crate::validation::Registrations;

/// A column that contacts can be grouped by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Col {
    /// Months since January of the first year.
    YearMonth,
    /// Years since the first year.
    Year,
    /// Day of the month, 1 to 31.
    Day,
    /// Highest stage reached.
    Stage,
    /// Position among the channels; one more for a blank.
    Channel,
    /// Position in [`Outcome::ALL`](crate::config::Outcome::ALL); one more for a blank.
    Outcome,
    /// Monday 0.
    Weekday,
    /// 0 to 23; 24 when not registered.
    Hour,
    /// Inside the opening hours of the channel or not, or unknown.
    Open,
    /// What is known of the number of the caller: a [`Caller`](crate::validation::Caller).
    Caller,
    /// Seconds; contacts without are left out.
    Wait,
    /// Seconds; contacts without are left out.
    Duration,
    /// Seconds until it was closed; contacts without are left out.
    Closed,
    /// Code of a single-valued dimension, or the bits of a multi-valued one.
    Dim(String),
}

/// What to group by.
pub type Spec = Vec<Col>;

/// Sums of one group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    /// Contacts.
    pub n: u64,
    /// Victims named in them.
    pub victims: u64,
    /// Contacts that name at least one.
    pub with_victims: u64,
}

impl std::ops::AddAssign for Sums {
    fn add_assign(&mut self, other: Self) {
        self.n += other.n;
        self.victims += other.victims;
        self.with_victims += other.with_victims;
    }
}

/// The counts of one grouping.
#[derive(Debug, Clone, Default)]
pub struct Grouping {
    pub(super) width: usize,
    pub(super) keys: Vec<u64>,
    pub(super) sums: Vec<Sums>,
}

impl Grouping {
    /// Of groups that were counted elsewhere: a key of one number per column, and its sums. Groups with equal keys are
    /// added up.
    #[must_use]
    pub fn of(width: usize, groups: impl IntoIterator<Item = (Vec<u64>, Sums)>) -> Self {
        let mut sums: BTreeMap<Vec<u64>, Sums> = BTreeMap::new();
        for (key, own) in groups {
            *sums.entry(key).or_default() += own;
        }
        let (keys, sums): (Vec<Vec<u64>>, Vec<Sums>) = sums.into_iter().unzip();
        Self { width, keys: keys.concat(), sums }
    }

    /// Every group: its key, one number per column of the grouping, and its sums.
    pub fn iter(&self) -> impl Iterator<Item = (&[u64], Sums)> {
        self.keys.chunks_exact(self.width.max(1)).zip(self.sums.iter().copied())
    }
}

/// All groupings of a line.
#[derive(Debug, Clone)]
pub struct Cube {
    /// First year met.
    pub first_year: i32,
    /// Last year met.
    pub last_year: i32,
    /// Whether the line registers victims.
    pub has_victims: bool,
    groups: BTreeMap<Spec, Grouping>,
}

impl Cube {
    /// Of groupings that were counted elsewhere, for the years from the first to the last one.
    #[must_use]
    pub fn of(
        (first_year, last_year): (i32, i32),
        has_victims: bool,
        groups: BTreeMap<Spec, Grouping>,
    ) -> Self {
        Self { first_year, last_year, has_victims, groups }
    }

    /// A grouping that was asked for.
    #[must_use]
    pub fn get(&self, spec: &[Col]) -> Option<&Grouping> {
        self.groups.get(spec)
    }

    /// Year of a [`Col::Year`] key.
    #[must_use]
    pub fn year(&self, key: u64) -> i32 {
        self.first_year + i32::try_from(key).unwrap_or(0)
    }

    /// Year and month of a [`Col::YearMonth`] key.
    #[must_use]
    pub fn year_month(&self, key: u64) -> (i32, u8) {
        (self.year(key / 12), u8::try_from(key % 12 + 1).unwrap_or(1))
    }
}

impl Cube {
    /// The same counts, with the contacts of some codes of a dimension counted under another of its codes, as they are
    /// when the code list takes them together. Codes are positions; with `multi` a key holds a bit for each.
    #[must_use]
    pub fn taken_together(&self, dim: &str, multi: bool, codes: &BTreeSet<usize>, under: usize) -> Self {
        let column = Col::Dim(dim.to_owned());
        let bits = codes.iter().fold(0_u64, |bits, code| bits | 1 << code);
        let moved = |key: u64| match multi {
            true if key & bits != 0 => key & !bits | 1 << under,
            false if usize::try_from(key).is_ok_and(|code| codes.contains(&code)) => under as u64,
            _ => key,
        };
        let grouped = |spec: &Spec, grouping: &Grouping| {
            let Some(at) = spec.iter().position(|col| *col == column) else { return grouping.clone() };
            let moved = grouping.iter().map(|(key, own)| {
                let mut key = key.to_vec();
                key[at] = moved(key[at]);
                (key, own)
            });
            Grouping::of(grouping.width, moved)
        };
        let groups = self.groups.iter().map(|(spec, g)| (spec.clone(), grouped(spec, g))).collect();
        Self { groups, ..*self }
    }
}

/// Groups the registrations by every specification.
///
/// # Errors
/// When polars refuses a grouping, which would be a mistake of this program.
pub fn cube(line: &Helpline, data: &Registrations, specs: &BTreeSet<Spec>) -> PolarsResult<Cube> {
    let first_year = i32::from(data.year.iter().copied().min().unwrap_or(0));
    let last_year = i32::from(data.year.iter().copied().max().unwrap_or(0));
    let first = u16::try_from(first_year).unwrap_or(0);
    let wanted: Vec<&Spec> = specs.iter().collect();
    let counted = parallel::each(parallel::processors(), &wanted, |spec| {
        Layout::new(spec, line, data, (first, last_year - first_year + 1)).group(data)
    });
    let mut groups = BTreeMap::new();
    for (spec, grouping) in wanted.into_iter().zip(counted) {
        groups.insert(spec.clone(), grouping?);
    }
    Ok(Cube { first_year, last_year, has_victims: data.victims.is_some(), groups })
}
