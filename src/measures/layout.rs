//! How a grouping is packed into one integer, counted and unpacked again.

use polars::prelude::{Column, DataFrame, GroupsIndicator, PolarsResult};

use super::cube::{Col, Grouping, Sums};
use crate::base::text_key;
use crate::config::{DimKind, Helpline, Outcome, Stage};
use crate::validation::{Caller, NO_HOUR, NONE_U16, NONE_U32, Registrations, UNREAD_U32};

/// Up to this many possible groups are found in an array.
const FEW: u64 = 1 << 20;
/// Rows whose keys are made together, so that they stay in the processor's cache.
const BLOCK: usize = 4096;

/// Where a digit of the key comes from.
enum Digits<'d> {
    /// The line has no such column: always 0.
    None,
    /// Years since the first one.
    Year(&'d [u16], u16),
    /// Months since January of the first year.
    YearMonth(&'d [u16], &'d [u8], u16),
    /// 0 to 23; 24 when not registered.
    Hour(&'d [u8]),
    /// Codes as they stand.
    Codes(&'d [u8]),
    /// Codes of a dimension as they stand.
    Wide(&'d [u16]),
    /// Codes of callers.
    Callers(&'d [Caller]),
    /// Seconds; those that could not be read are one more than the largest.
    Seconds(&'d [u32], u32),
}

impl Digits<'_> {
    /// Puts the digits of the rows from `from` on behind the keys of those rows.
    fn push(&self, keys: &mut [u64], base: u64, from: usize) {
        fn put<T: Copy>(keys: &mut [u64], base: u64, values: &[T], digit: impl Fn(T) -> u64) {
            for (key, value) in keys.iter_mut().zip(values) {
                *key = *key * base + digit(*value);
            }
        }
        let to = from + keys.len();
        match self {
            Self::None => keys.iter_mut().for_each(|key| *key *= base),
            Self::Year(years, first) => put(keys, base, &years[from..to], |y| u64::from(y - first)),
            Self::YearMonth(years, months, first) => {
                for ((key, year), month) in keys.iter_mut().zip(&years[from..to]).zip(&months[from..to]) {
                    *key = *key * base + u64::from(year - first) * 12 + u64::from(*month) - 1;
                }
            }
            Self::Hour(hours) => {
                put(keys, base, &hours[from..to], |h| if h == NO_HOUR { 24 } else { u64::from(h) });
            }
            Self::Codes(codes) => put(keys, base, &codes[from..to], u64::from),
            Self::Wide(codes) => put(keys, base, &codes[from..to], u64::from),
            Self::Callers(callers) => put(keys, base, &callers[from..to], |c| u64::from(c.0)),
            Self::Seconds(seconds, largest) => {
                put(keys, base, &seconds[from..to], |s| u64::from(s.min(largest + 1)));
            }
        }
    }

    /// The number that a digit stands for.
    fn number(&self, digit: u64) -> u64 {
        match self {
            Self::Seconds(_, largest) if digit > u64::from(*largest) => UNREAD_U32.into(),
            _ => digit,
        }
    }
}

/// How a specification is packed into one integer.
pub(super) struct Layout<'d> {
    /// Source of each digit, and its number of values.
    digits: Vec<(Digits<'d>, u64)>,
    /// Bits of the multi-valued column, and its place in the specification.
    bits: Option<(&'d [u64], usize)>,
    /// Seconds of which the rows without any are left out.
    known: Option<&'d [u32]>,
    width: usize,
}

impl<'d> Layout<'d> {
    /// `first` is the first year met, `years` the number of years.
    pub(super) fn new(
        spec: &[Col],
        line: &Helpline,
        data: &'d Registrations,
        (first, years): (u16, i32),
    ) -> Self {
        let years = u64::try_from(years).unwrap_or(1);
        let mut layout = Self { digits: Vec::new(), bits: None, known: None, width: spec.len() };
        let codes = |column: &'d Option<Vec<u8>>, values: u64| match column {
            Some(codes) => (Digits::Codes(codes), values),
            None => (Digits::None, 1),
        };
        for (place, column) in spec.iter().enumerate() {
            let digit = match column {
                Col::YearMonth => (Digits::YearMonth(&data.year, &data.month, first), years * 12),
                Col::Year => (Digits::Year(&data.year, first), years),
                Col::Stage => (Digits::Codes(&data.stage), Stage::ALL.len() as u64),
                Col::Channel => codes(&data.channel, line.channels.len() as u64 + 1),
                Col::Outcome => codes(&data.outcome, Outcome::ALL.len() as u64 + 1),
                Col::Day => (Digits::Codes(&data.day), 32),
                Col::Weekday => (Digits::Codes(&data.weekday), 7),
                Col::Hour => (Digits::Hour(&data.hour), 25),
                Col::Open => codes(&data.open, 3),
                Col::Caller => match &data.caller {
                    Some(callers) => (Digits::Callers(callers), Caller::CODES),
                    None => (Digits::None, 1),
                },
                Col::Wait | Col::Duration | Col::Closed => {
                    let seconds = match column {
                        Col::Wait => &data.wait_s,
                        Col::Duration => &data.duration_s,
                        _ => &data.closed_after_s,
                    };
                    let seconds = seconds.as_deref().unwrap_or_default();
                    layout.known = Some(seconds);
                    let largest = seconds.iter().filter(|s| **s < UNREAD_U32).max().copied().unwrap_or(0);
                    (Digits::Seconds(seconds, largest), u64::from(largest) + 2)
                }
                Col::Dim(id) => match line.dimension(id) {
                    Some(d) if d.kind == DimKind::Multi => {
                        layout.bits = Some((data.multi.get(id).map_or(&[], Vec::as_slice), place));
                        continue;
                    }
                    Some(d) => match data.single.get(id) {
                        Some(values) => (Digits::Wide(values), d.codes.codes.len() as u64),
                        None => (Digits::None, 1),
                    },
                    None => (Digits::None, 1),
                },
            };
            layout.digits.push(digit);
        }
        layout
    }

    /// Counts the registrations of each group.
    ///
    /// # Errors
    /// When polars refuses the grouping.
    pub(super) fn group(&self, data: &Registrations) -> PolarsResult<Grouping> {
        match self.few() {
            Some(few) => Ok(self.count(data, few)),
            None if self.bits.is_none() => Ok(self.count_met(data)),
            None => self.many(data),
        }
    }

    /// Number of possible groups, when they are few.
    fn few(&self) -> Option<usize> {
        if self.bits.is_some() {
            return None;
        }
        let groups = self.digits.iter().try_fold(1_u64, |all, (_, base)| all.checked_mul(*base))?;
        usize::try_from(groups).ok().filter(|_| groups <= FEW)
    }

    /// The packed keys of all rows, block by block, the last column varying fastest.
    fn keys(&self, rows: usize, mut take: impl FnMut(usize, &[u64])) {
        let mut keys = [0_u64; BLOCK];
        for from in (0..rows).step_by(BLOCK) {
            let keys = &mut keys[..BLOCK.min(rows - from)];
            keys.fill(0);
            self.digits.iter().for_each(|(digits, base)| digits.push(keys, *base, from));
            take(from, keys);
        }
    }

    /// Counts keys of which there are few.
    fn count(&self, data: &Registrations, few: usize) -> Grouping {
        // 1 + the place of a key's sums.
        let mut places = vec![0_u32; few];
        let mut sums: Vec<Sums> = Vec::new();
        let victims = data.victims.as_deref();
        self.keys(data.rows, |from, keys| {
            for (row, key) in (from..).zip(keys) {
                if self.known.is_some_and(|known| known.get(row).is_none_or(|s| *s == NONE_U32)) {
                    continue;
                }
                let place = &mut places[*key as usize];
                if *place == 0 {
                    sums.push(Sums::default());
                    *place = sums.len() as u32;
                }
                let sums = &mut sums[*place as usize - 1];
                match victims {
                    None => sums.n += 1,
                    Some(victims) => *sums += sums_of(victims[row]),
                }
            }
        });
        let mut grouping = Grouping { width: self.width, ..Grouping::default() };
        for (key, place) in (0_u64..).zip(places).filter(|(_, place)| *place > 0) {
            grouping.keys.extend(self.digits_of(key));
            grouping.sums.push(sums[place as usize - 1]);
        }
        grouping
    }

    /// Counts keys of which there may be many and most are not met, as those of seconds: only what is met is held.
    fn count_met(&self, data: &Registrations) -> Grouping {
        let mut met = Met::default();
        let victims = data.victims.as_deref();
        self.keys(data.rows, |from, keys| {
            for (row, key) in (from..).zip(keys) {
                if self.known.is_some_and(|known| known.get(row).is_none_or(|s| *s == NONE_U32)) {
                    continue;
                }
                *met.sums(*key) += victims.map_or(Sums { n: 1, ..Sums::default() }, |v| sums_of(v[row]));
            }
        });
        let mut groups: Vec<(u64, Sums)> = met.keys.into_iter().zip(met.sums).collect();
        groups.sort_unstable_by_key(|(key, _)| *key);
        let mut grouping = Grouping { width: self.width, ..Grouping::default() };
        for (key, sums) in groups {
            grouping.keys.extend(self.digits_of(key));
            grouping.sums.push(sums);
        }
        grouping
    }

    /// A packed key's numbers.
    fn digits_of(&self, mut key: u64) -> Vec<u64> {
        let mut digits: Vec<u64> = Vec::with_capacity(self.width);
        for (of, base) in self.digits.iter().rev() {
            digits.push(of.number(key % base));
            key /= base;
        }
        digits.reverse();
        digits
    }

    /// Counts keys with several answers in each, of which there are many: polars groups them.
    fn many(&self, data: &Registrations) -> PolarsResult<Grouping> {
        let mut rows: Vec<usize> = Vec::new();
        let mut packed: Vec<u64> = Vec::new();
        self.keys(data.rows, |from, keys| match self.known {
            None => packed.extend_from_slice(keys),
            Some(known) => {
                let here = known.get(from..).unwrap_or_default();
                for (row, (key, _)) in keys.iter().zip(here).enumerate().filter(|(_, (_, s))| **s != NONE_U32)
                {
                    packed.push(*key);
                    rows.push(from + row);
                }
            }
        });
        let row = |position: usize| if self.known.is_some() { rows[position] } else { position };
        let mut columns = vec![Column::new("key".into(), &packed)];
        if let Some((bits, _)) = self.bits {
            let bits = (0..packed.len()).map(|at| bits.get(row(at)).copied().unwrap_or(0));
            columns.push(Column::new("bits".into(), bits.collect::<Vec<u64>>()));
        }
        let names: Vec<String> = columns.iter().map(|c| c.name().to_string()).collect();
        let frame = DataFrame::new(packed.len(), columns)?;
        let groups = frame.group_by(names)?.into_groups();
        let mut found: Vec<(Vec<u64>, Sums)> = Vec::with_capacity(groups.len());
        for group in groups.iter() {
            let first = group.first() as usize;
            let mut digits = self.digits_of(packed[first]);
            if let Some((bits, place)) = self.bits {
                digits.insert(place, bits.get(row(first)).copied().unwrap_or(0));
            }
            let sums = match data.victims.as_deref() {
                None => Sums { n: group.len() as u64, ..Sums::default() },
                Some(victims) => sum(&group, |at| sums_of(victims[row(at)])),
            };
            found.push((digits, sums));
        }
        // Explicit order: the engine's own depends on the number of threads.
        found.sort_by(|a, b| a.0.cmp(&b.0));
        let mut grouping = Grouping { width: self.width, ..Grouping::default() };
        for (digits, sums) in found {
            grouping.keys.extend(digits);
            grouping.sums.push(sums);
        }
        Ok(grouping)
    }
}

/// The sums of the keys that are met.
#[derive(Default)]
struct Met {
    /// 1 + the place of a key's sums, or 0, found by the key's hash.
    slots: Vec<u32>,
    keys: Vec<u64>,
    sums: Vec<Sums>,
}

impl Met {
    /// The sums of a key.
    fn sums(&mut self, key: u64) -> &mut Sums {
        if 2 * self.keys.len() >= self.slots.len() {
            self.grow();
        }
        let mut at = self.slot(key);
        while let Some(held) = (self.slots[at] as usize).checked_sub(1) {
            if self.keys[held] == key {
                return &mut self.sums[held];
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.keys.push(key);
        self.slots[at] = self.keys.len() as u32;
        self.sums.push(Sums::default());
        let last = self.sums.len() - 1;
        &mut self.sums[last]
    }

    fn slot(&self, key: u64) -> usize {
        text_key::place(key) & (self.slots.len() - 1)
    }

    fn grow(&mut self) {
        self.slots = vec![0; (self.slots.len() * 4).max(1 << 12)];
        for number in 0..self.keys.len() {
            let mut at = self.slot(self.keys[number]);
            while self.slots[at] != 0 {
                at = (at + 1) & (self.slots.len() - 1);
            }
            self.slots[at] = number as u32 + 1;
        }
    }
}

/// What one contact adds to the sums of its group; `named` are the victims it names.
fn sums_of(named: u16) -> Sums {
    match named {
        0 | NONE_U16 => Sums { n: 1, ..Sums::default() },
        named => Sums { n: 1, victims: named.into(), with_victims: 1 },
    }
}

/// The sum over the rows of a group.
fn sum(group: &GroupsIndicator<'_>, of: impl Fn(usize) -> Sums) -> Sums {
    let mut sums = Sums::default();
    match group {
        GroupsIndicator::Idx((_, rows)) => rows.iter().for_each(|row| sums += of(*row as usize)),
        GroupsIndicator::Slice([first, len]) => {
            (*first..*first + *len).for_each(|row| sums += of(row as usize));
        }
    }
    sums
}
