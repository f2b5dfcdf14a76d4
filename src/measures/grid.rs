//! Building a table: headers, a grid of sums, and the cells that follow from them.

use std::collections::{BTreeMap, BTreeSet};

use super::cube::Sums;
use super::{Cell, Exact, Flag, Formula, Header, Key, Label, Missing, Role};
use crate::base::Period;
use crate::config::{Helpline, YearStatus};
use chrono::Datelike;

/// A body header.
#[must_use]
pub fn header(key: Key, label: Label, role: Role) -> Header {
    Header { key, label, role }
}

/// Key with a measure, and a unit.
#[must_use]
pub fn measure(name: &str, unit: &str) -> Key {
    Key { measure: Some(name.to_owned()), unit: Some(unit.to_owned()), ..Key::default() }
}

/// Key with one code.
#[must_use]
pub fn code_key(dim: &str, code: &str) -> Key {
    Key { dims: BTreeMap::from([(dim.to_owned(), code.to_owned())]), ..Key::default() }
}

/// Key with a period.
#[must_use]
pub fn period_key(period: Period) -> Key {
    Key { period: Some(period), ..Key::default() }
}

/// A cell without signs.
#[must_use]
pub fn plain(value: Exact) -> Cell {
    Cell { value, flags: BTreeSet::new() }
}

/// Years that tables show: from the look-back's first year with registrations up to the report year.
#[must_use]
pub fn years(line: &Helpline, first_with_data: i32, year: i32) -> Vec<i32> {
    let back = i32::try_from(line.look_back).unwrap_or(5);
    ((year - back + 1).max(first_with_data)..=year).collect()
}

/// Signs of a year's cells.
#[must_use]
pub fn year_flags(line: &Helpline, year: i32) -> BTreeSet<Flag> {
    let mut flags = BTreeSet::new();
    if line.year_status(year) == YearStatus::Provisional {
        flags.insert(Flag::Provisional);
    }
    let cut_off = line.cut_off.get(&year).copied();
    if partial(line.since, line.until, cut_off, year) || partial(line.counted_since, None, None, year) {
        flags.insert(Flag::PartialYear);
    }
    flags
}

/// Whether a line or channel was only open, or only counted, in a part of a year.
#[must_use]
pub fn partial(
    since: Option<chrono::NaiveDate>,
    until: Option<chrono::NaiveDate>,
    cut_off: Option<chrono::NaiveDate>,
    year: i32,
) -> bool {
    let last_day = |d: chrono::NaiveDate| d.month() == 12 && d.day() == 31;
    since.is_some_and(|d| d.year() == year && d.ordinal() > 1)
        || until.is_some_and(|d| d.year() == year && !last_day(d))
        || cut_off.is_some_and(|d| d.year() == year && !last_day(d))
}

/// A grid of sums: rows × columns, filled from a grouping.
#[derive(Debug, Clone)]
pub struct Grid {
    cols: usize,
    sums: Vec<Sums>,
}

impl Grid {
    /// All zero.
    #[must_use]
    pub fn new(rows: usize, cols: usize) -> Self {
        Self { cols, sums: vec![Sums::default(); rows * cols] }
    }

    /// Adds to a place.
    pub fn add(&mut self, row: usize, col: usize, sums: Sums) {
        self.sums[row * self.cols + col] += sums;
    }

    /// A place.
    #[must_use]
    pub fn at(&self, row: usize, col: usize) -> Sums {
        self.sums[row * self.cols + col]
    }

    /// Sum of a row.
    #[must_use]
    pub fn row_total(&self, row: usize) -> u64 {
        (0..self.cols).map(|c| self.at(row, c).n).sum()
    }
}

/// Appends the share of the report year and the change from the year before to year columns.
///
/// `current` is the column of the report year, `total` the row of the whole; rows in `whole` have no
/// share. Cells of rows are pushed to their ends by [`with_derived`].
#[must_use]
pub fn derived_headers(years: &[i32], shares: bool) -> Vec<Header> {
    let mut headers = Vec::new();
    let Some(&year) = years.last() else { return headers };
    if shares {
        let key = Key { period: Some(Period::Year(year)), ..measure("share", "percent") };
        headers.push(header(key, Label::Word("col.share".to_owned()), Role::Derived));
    }
    if years.len() > 1 {
        let key = Key { period: Some(Period::Years(year - 1, year)), ..measure("change", "percent") };
        headers.push(header(key, Label::Word("col.change".to_owned()), Role::Derived));
    }
    headers
}

/// Cells of the columns that [`derived_headers`] added, for one row.
#[must_use]
pub fn with_derived(
    row: usize,
    years: usize,
    total: Option<usize>,
    flags: &BTreeSet<Flag>,
    shares: bool,
) -> Vec<Cell> {
    let last = years - 1;
    let mut cells = Vec::new();
    if shares {
        let value = total.map_or(Exact::Missing(Missing::Undefined), |t| {
            Exact::Derived(Formula::Share { part: (row, last), whole: (t, last) })
        });
        cells.push(Cell { value, flags: flags.clone() });
    }
    if years > 1 {
        let formula = Formula::Change { from: (row, last - 1), to: (row, last) };
        cells.push(Cell { value: Exact::Derived(formula), flags: flags.clone() });
    }
    cells
}

/// Headers of a breakdown: the share of the year before and of the report year, the change of the number
/// in percent, and the change of the share in percentage points.
#[must_use]
pub fn breakdown_headers(years: &[i32]) -> Vec<Header> {
    let Some(&year) = years.last() else { return Vec::new() };
    let share = |of: i32| {
        let key = Key { period: Some(Period::Year(of)), ..measure("share", "percent") };
        header(key, Label::Word(format!("col.share_of:{of}")), Role::Derived)
    };
    if years.len() < 2 {
        return vec![share(year)];
    }
    let span =
        |name: &str, unit: &str| Key { period: Some(Period::Years(year - 1, year)), ..measure(name, unit) };
    vec![
        share(year - 1),
        share(year),
        header(span("change", "percent"), Label::Word("col.change".to_owned()), Role::Derived),
        header(span("share_change", "percentage_point"), Label::Word("col.points".to_owned()), Role::Derived),
    ]
}

/// Cells of the columns that [`breakdown_headers`] added, for one row; `total` is the row of the whole.
/// `cells` are the row's cells of the years, whose signs the derived ones take over.
#[must_use]
pub fn with_breakdown(row: usize, total: usize, cells: &[Cell]) -> Vec<Cell> {
    let years = cells.len();
    let Some(last) = years.checked_sub(1) else { return Vec::new() };
    let share = |y: usize| Cell {
        value: Exact::Derived(Formula::Share { part: (row, y), whole: (total, y) }),
        flags: cells[y].flags.clone(),
    };
    if years < 2 {
        return vec![share(last)];
    }
    let derived = |formula| Cell { value: Exact::Derived(formula), flags: cells[last].flags.clone() };
    vec![
        share(last - 1),
        share(last),
        derived(Formula::Change { from: (row, last - 1), to: (row, last) }),
        derived(Formula::Points { from: (row, years), to: (row, years + 1) }),
    ]
}
