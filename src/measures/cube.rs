//! The cube: counts of one line's registrations, grouped by what its figures need.
//!
//! All groupings come from one lazily planned polars pass over one frame. A grouping's frame has the
//! columns `key` (its columns packed into one integer, the last column varying fastest), for a
//! multi-valued dimension also `bits`, and the sums `n` (contacts), `victims` and `with_victims`
//! (contacts that name at least one victim). Any engine that gives such frames can take its place.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{
    Column, DataFrame, DataType, Engine, Expr, IntoLazy, LazyFrame, OptFlags, PolarsResult,
};

use super::layout::Layout;
use crate::config::Helpline;
use crate::validation::{NO_HOUR, NONE_U16, Registrations};

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

/// Groups the registrations by every specification in one pass.
///
/// # Errors
/// When polars refuses the plan, which would be a mistake of this program.
pub fn cube(line: &Helpline, data: &Registrations, specs: &BTreeSet<Spec>) -> PolarsResult<Cube> {
    let first_year = i32::from(data.year.iter().copied().min().unwrap_or(0));
    let last_year = i32::from(data.year.iter().copied().max().unwrap_or(0));
    let frame = frame(data, first_year)?;
    let layouts: Vec<Layout> =
        specs.iter().map(|spec| Layout::new(spec, line, data, last_year - first_year + 1)).collect();
    // Few possible groups are counted in an array, from keys that the plan packs; the others are grouped
    // by the plan itself.
    let keys: Vec<Expr> = layouts
        .iter()
        .enumerate()
        .filter(|(_, l)| l.few().is_some())
        .map(|(i, l)| l.key(&DataType::UInt32, &format!("key{i}")))
        .collect();
    let mut plans = vec![frame.clone().lazy().select(keys).logical_plan];
    plans.extend(
        layouts.iter().filter(|l| l.few().is_none()).map(|l| l.plan(frame.clone().lazy(), data).logical_plan),
    );
    let mut frames =
        LazyFrame::collect_all_with_engine(plans, Engine::InMemory, OptFlags::default())?.into_iter();
    let packed = frames.next().unwrap_or_default();
    let mut groups = BTreeMap::new();
    for (i, (spec, layout)) in specs.iter().zip(&layouts).enumerate() {
        let grouping = match layout.few() {
            Some(few) => layout.count(packed.column(&format!("key{i}"))?, few, data.victims.as_deref())?,
            None => layout.unpack(&frames.next().unwrap_or_default())?,
        };
        groups.insert(spec.clone(), grouping);
    }
    Ok(Cube { first_year, last_year, has_victims: data.victims.is_some(), groups })
}

/// The registrations as a frame; every column an unsigned integer without nulls.
fn frame(data: &Registrations, first_year: i32) -> PolarsResult<DataFrame> {
    let first = u16::try_from(first_year).unwrap_or(0);
    let years: Vec<u16> = data.year.iter().map(|y| y - first).collect();
    let months: Vec<u16> = years.iter().zip(&data.month).map(|(y, m)| y * 12 + u16::from(*m) - 1).collect();
    let mut columns = vec![
        Column::new("year".into(), years),
        Column::new("ym".into(), months),
        Column::new("stage".into(), data.stage.clone()),
        Column::new("day".into(), data.day.clone()),
        Column::new("weekday".into(), data.weekday.clone()),
        Column::new(
            "hour".into(),
            data.hour.iter().map(|h| if *h == NO_HOUR { 24 } else { *h }).collect::<Vec<u8>>(),
        ),
    ];
    let mut add = |name: &str, column: &Option<Vec<u8>>| {
        if let Some(values) = column {
            columns.push(Column::new(name.into(), values.clone()));
        }
    };
    add("channel", &data.channel);
    add("outcome", &data.outcome);
    add("open", &data.open);
    if let Some(callers) = &data.caller {
        columns.push(Column::new("caller".into(), callers.iter().map(|c| c.0).collect::<Vec<u8>>()));
    }
    if let Some(victims) = &data.victims {
        let known = victims.iter().map(|v| if *v == NONE_U16 { 0 } else { *v });
        columns.push(Column::new("victims".into(), known.collect::<Vec<u16>>()));
    }
    for (name, seconds) in [("wait", &data.wait_s), ("duration", &data.duration_s)] {
        if let Some(seconds) = seconds {
            columns.push(Column::new(name.into(), seconds.clone()));
        }
    }
    columns
        .extend(data.single.iter().map(|(id, codes)| Column::new(format!("d:{id}").into(), codes.clone())));
    columns.extend(data.multi.iter().map(|(id, bits)| Column::new(format!("d:{id}").into(), bits.clone())));
    DataFrame::new(data.rows, columns)
}
