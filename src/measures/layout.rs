//! How a grouping is packed into one integer, counted and unpacked again.

use polars::prelude::{Column, DataFrame, DataType, Expr, LazyFrame, PolarsResult, col, len, lit};

use super::cube::{Col, Grouping, Sums};
use crate::config::{DimKind, Helpline, Outcome, Stage};
use crate::validation::{Caller, NONE_U16, NONE_U32, Registrations};

/// Up to this many possible groups are counted in an array.
const FEW: u64 = 1 << 18;

/// How a specification is packed into one integer.
pub(super) struct Layout {
    /// Frame column, where the line has one, and number of values.
    digits: Vec<(Option<String>, u64)>,
    /// Name of the multi-valued column, and its place in the specification.
    bits: Option<(String, usize)>,
    /// Rows to leave out.
    filter: Option<Expr>,
    victims: bool,
    width: usize,
}

impl Layout {
    pub(super) fn new(spec: &[Col], line: &Helpline, data: &Registrations, years: i32) -> Self {
        let years = u64::try_from(years).unwrap_or(1);
        let mut layout = Self {
            digits: Vec::new(),
            bits: None,
            filter: None,
            victims: data.victims.is_some(),
            width: spec.len(),
        };
        let wide = |name: &str| Some(name.to_owned());
        for (place, column) in spec.iter().enumerate() {
            let digit = match column {
                Col::YearMonth => (wide("ym"), years * 12),
                Col::Year => (wide("year"), years),
                Col::Stage => (wide("stage"), Stage::ALL.len() as u64),
                Col::Channel if data.channel.is_none() => (None, 1),
                Col::Channel => (wide("channel"), line.channels.len() as u64 + 1),
                Col::Outcome if data.outcome.is_none() => (None, 1),
                Col::Outcome => (wide("outcome"), Outcome::ALL.len() as u64 + 1),
                Col::Day => (wide("day"), 32),
                Col::Weekday => (wide("weekday"), 7),
                Col::Hour => (wide("hour"), 25),
                Col::Open if data.open.is_none() => (None, 1),
                Col::Open => (wide("open"), 3),
                Col::Caller if data.caller.is_none() => (None, 1),
                Col::Caller => (wide("caller"), Caller::CODES),
                Col::Wait | Col::Duration => {
                    let name = if *column == Col::Wait { "wait" } else { "duration" };
                    layout.filter = Some(col(name).neq(lit(NONE_U32)));
                    (wide(name), 1 << 32)
                }
                Col::Dim(id) => match line.dimension(id) {
                    Some(d) if d.kind == DimKind::Multi => {
                        layout.bits = Some((format!("d:{id}"), place));
                        continue;
                    }
                    Some(d) => (wide(&format!("d:{id}")), d.codes.codes.len() as u64),
                    None => (None, 1),
                },
            };
            layout.digits.push(digit);
        }
        layout
    }

    /// Number of possible groups, when they are few.
    pub(super) fn few(&self) -> Option<usize> {
        if self.bits.is_some() || self.filter.is_some() {
            return None;
        }
        let groups = self.digits.iter().try_fold(1_u64, |all, (_, base)| all.checked_mul(*base))?;
        usize::try_from(groups).ok().filter(|_| groups <= FEW)
    }

    /// The packed key, the last column varying fastest.
    pub(super) fn key(&self, kind: &DataType, name: &str) -> Expr {
        let number = |n: u64| lit(n).cast(kind.clone());
        let key = self.digits.iter().fold(None, |key: Option<Expr>, (digit, base)| {
            let key = key.map(|key| key * number(*base));
            let digit = digit.as_ref().map(|name| col(name.as_str()).cast(kind.clone()));
            match (key, digit) {
                (Some(key), Some(digit)) => Some(key + digit),
                (key, digit) => key.or(digit),
            }
        });
        // Without any column all contacts are one group; a column gives the key its length.
        key.unwrap_or_else(|| col("ym").cast(kind.clone()) * number(0)).alias(name)
    }

    /// Counts keys of which there are few.
    pub(super) fn count(&self, keys: &Column, few: usize, victims: Option<&[u16]>) -> PolarsResult<Grouping> {
        let mut counts = vec![Sums::default(); few];
        let mut row = 0;
        for chunk in keys.u32()?.downcast_iter() {
            for key in chunk.values().iter() {
                let sums = &mut counts[*key as usize];
                sums.n += 1;
                if let Some(&named) =
                    victims.and_then(|v| v.get(row)).filter(|v| !matches!(**v, 0 | NONE_U16))
                {
                    sums.victims += u64::from(named);
                    sums.with_victims += 1;
                }
                row += 1;
            }
        }
        let mut grouping = Grouping { width: self.width, ..Grouping::default() };
        for (key, sums) in (0_u64..).zip(counts).filter(|(_, sums)| sums.n > 0) {
            grouping.keys.extend(self.digits_of(key));
            grouping.sums.push(sums);
        }
        Ok(grouping)
    }

    /// A packed key's numbers.
    fn digits_of(&self, mut key: u64) -> Vec<u64> {
        let mut digits: Vec<u64> = Vec::with_capacity(self.width);
        for (_, base) in self.digits.iter().rev() {
            digits.push(key % base);
            key /= base;
        }
        digits.reverse();
        digits
    }

    pub(super) fn plan(&self, frame: LazyFrame, data: &Registrations) -> LazyFrame {
        let mut by = vec![self.key(&DataType::UInt64, "key")];
        by.extend(self.bits.iter().map(|(name, _)| col(name.as_str()).alias("bits")));
        let mut sums = vec![len().cast(DataType::UInt64).alias("n")];
        if data.victims.is_some() {
            sums.push(col("victims").cast(DataType::UInt64).sum().alias("victims"));
            sums.push(col("victims").gt(lit(0_u16)).cast(DataType::UInt64).sum().alias("with_victims"));
        }
        let frame = match &self.filter {
            Some(filter) => frame.filter(filter.clone()),
            None => frame,
        };
        frame.group_by(by).agg(sums)
    }

    pub(super) fn unpack(&self, frame: &DataFrame) -> PolarsResult<Grouping> {
        let column = |name: &str| -> PolarsResult<Vec<u64>> {
            Ok(frame.column(name)?.u64()?.into_no_null_iter().collect())
        };
        let (packed, n) = (column("key")?, column("n")?);
        let bits = self.bits.as_ref().map(|_| column("bits")).transpose()?;
        let (victims, with) = if self.victims {
            (column("victims")?, column("with_victims")?)
        } else {
            (vec![0; n.len()], vec![0; n.len()])
        };
        let mut rows: Vec<(Vec<u64>, Sums)> = packed
            .into_iter()
            .enumerate()
            .map(|(i, key)| {
                let mut digits = self.digits_of(key);
                if let (Some((_, place)), Some(bits)) = (&self.bits, &bits) {
                    digits.insert(*place, bits[i]);
                }
                (digits, Sums { n: n[i], victims: victims[i], with_victims: with[i] })
            })
            .collect();
        // Explicit order: the engine's own depends on the number of threads.
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        let mut grouping = Grouping { width: self.width, ..Grouping::default() };
        for (digits, sums) in rows {
            grouping.keys.extend(digits);
            grouping.sums.push(sums);
        }
        Ok(grouping)
    }
}
