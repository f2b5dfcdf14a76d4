//! The product of the wall: tables that may be published.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::breakdowns::note;
use crate::base::{Num, Period};
use crate::config::{Chapter, FigureId};

use crate::measures::{Flag, Form, Header, Key, Label, Missing, NoteRef, Role, TableKind};

/// A value that may be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Safe {
    Number(Num),
    /// Withheld: `[c]`.
    Hidden,
    /// There is no number.
    Missing(Missing),
}

impl Safe {
    /// The number, when there is one.
    #[must_use]
    pub fn number(self) -> Option<Num> {
        match self {
            Self::Number(n) => Some(n),
            Self::Hidden | Self::Missing(_) => None,
        }
    }

    /// The number as a float, for drawing only.
    #[must_use]
    pub fn to_f64(self) -> Option<f64> {
        self.number().map(Num::to_f64)
    }
}

/// A cell that may be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafeCell {
    pub(super) value: Safe,
    pub(super) base: Option<Num>,
    pub(super) flags: BTreeSet<Flag>,
}

impl SafeCell {
    /// Its value.
    #[must_use]
    pub fn value(&self) -> Safe {
        self.value
    }

    /// For a share: its published denominator.
    #[must_use]
    pub fn base(&self) -> Option<Num> {
        self.base
    }

    /// Its signs, the sign of hiding not included.
    #[must_use]
    pub fn flags(&self) -> &BTreeSet<Flag> {
        &self.flags
    }
}

/// A table that may be published. Only this room can make one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafeTable {
    pub(super) figure: FigureId,
    pub(super) chapter: Chapter,
    pub(super) key: Key,
    pub(super) row_dim: Option<String>,
    pub(super) col_dim: Option<String>,
    pub(super) kind: TableKind,
    pub(super) form: Form,
    pub(super) year: i32,
    pub(super) rows: Vec<Header>,
    pub(super) cols: Vec<Header>,
    pub(super) cells: Vec<SafeCell>,
    pub(super) notes: Vec<NoteRef>,
    pub(super) annex: bool,
}

impl SafeTable {
    /// Stable id, kebab case.
    #[must_use]
    pub fn figure(&self) -> &FigureId {
        &self.figure
    }

    /// The years of which its breakdown is not given, in words; with a reason, only those of this reason.
    pub fn years_not_given(&self, why: Option<Missing>) -> impl Iterator<Item = String> + '_ {
        let reasons = [Missing::BesidePublished, Missing::PastLimit].into_iter();
        let wanted: Vec<&str> = reasons.filter(|r| why.is_none_or(|w| w == *r)).map(note).collect();
        let notes = self.notes.iter().filter(move |note| wanted.contains(&note.id.as_str()));
        let years = notes.filter_map(|note| note.args.get("years"));
        years.flat_map(|years| years.split(", ")).map(str::to_owned)
    }

    /// Chapter it is printed in.
    #[must_use]
    pub fn chapter(&self) -> Chapter {
        self.chapter
    }

    /// Key common to all cells.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// Dimension of the rows.
    #[must_use]
    pub fn row_dim(&self) -> Option<&str> {
        self.row_dim.as_deref()
    }

    /// Dimension of the columns.
    #[must_use]
    pub fn col_dim(&self) -> Option<&str> {
        self.col_dim.as_deref()
    }

    /// Whether parts add up.
    #[must_use]
    pub fn kind(&self) -> TableKind {
        self.kind
    }

    /// The column that bars of the latest year draw: rates before the numbers that they are made of.
    #[must_use]
    pub fn latest(&self) -> Option<usize> {
        self.fullest(Some("per_100000")).or_else(|| self.fullest(None))
    }

    /// The latest column with most numbers, among those of a measure of their own, or else among the plain
    /// ones.
    #[must_use]
    pub fn fullest(&self, measure: Option<&str>) -> Option<usize> {
        let fits = |h: &Header| match measure {
            Some(_) => h.key.measure.as_deref() == measure,
            None => !matches!(h.role, Role::Derived | Role::Total),
        };
        let whole = |r: &usize| matches!(self.rows[*r].role, Role::Body | Role::Group);
        let filled = |c: usize| {
            (0..self.rows.len()).filter(whole).filter(|r| self.cell(*r, c).value().number().is_some()).count()
        };
        let cols = (0..self.cols.len()).filter(|c| fits(&self.cols[*c]));
        cols.max_by_key(|c| (filled(*c), *c)).filter(|c| filled(*c) > 0)
    }

    /// Whether a row says number for number what another row says: where a line never closes, all attempts are those
    /// within opening hours, and both rates are one.
    #[must_use]
    pub fn restates(&self, row: usize) -> bool {
        const SAME_WHERE_NEVER_CLOSED: [(&str, &str); 2] =
            [("reach_rate", "answer_rate"), ("attempts_without_short", "offered_in_hours")];
        let measure = |row: usize| self.rows[row].key.measure.as_deref();
        let first =
            SAME_WHERE_NEVER_CLOSED.iter().find(|(again, _)| measure(row) == Some(again)).map(|p| p.1);
        let of_the_same = |other: &usize| self.rows[*other].key.dims == self.rows[row].key.dims;
        let others = (0..self.rows.len()).filter(|other| first.is_some() && measure(*other) == first);
        let number = |row: usize, c: usize| self.cell(row, c).value().number();
        let withheld = |row: usize, c: usize| self.cell(row, c).value() == Safe::Hidden;
        let equal = |other: usize| {
            let same =
                |c: usize| number(other, c) == number(row, c) && !withheld(other, c) && !withheld(row, c);
            (0..self.cols.len()).all(same) && (0..self.cols.len()).any(|c| number(row, c).is_some())
        };
        others.filter(of_the_same).any(equal)
    }

    /// How it is drawn.
    #[must_use]
    pub fn form(&self) -> Form {
        self.form
    }

    /// Year of the report.
    #[must_use]
    pub fn year(&self) -> i32 {
        self.year
    }

    /// Rows.
    #[must_use]
    pub fn rows(&self) -> &[Header] {
        &self.rows
    }

    /// Columns.
    #[must_use]
    pub fn cols(&self) -> &[Header] {
        &self.cols
    }

    /// A cell.
    #[must_use]
    pub fn cell(&self, row: usize, col: usize) -> &SafeCell {
        &self.cells[row * self.cols.len() + col]
    }

    /// Identity of a cell.
    #[must_use]
    pub fn key_of(&self, row: usize, col: usize) -> Key {
        Key::of_cell(&self.cols[col].key, &self.rows[row].key, &self.key)
    }

    /// Notes printed under it.
    #[must_use]
    pub fn notes(&self) -> &[NoteRef] {
        &self.notes
    }

    /// Whether the table itself is printed in the annex.
    #[must_use]
    pub fn in_annex(&self) -> bool {
        self.annex
    }

    /// This table, with the sign of revision on the numbers that `revised` names. No value changes.
    #[must_use]
    pub fn with_revised(mut self, revised: impl Fn(&Key) -> bool) -> Self {
        for row in 0..self.rows.len() {
            for col in 0..self.cols.len() {
                let key = self.key_of(row, col);
                let cell = &mut self.cells[row * self.cols.len() + col];
                if cell.value.number().is_some() && revised(&key) {
                    cell.flags.insert(Flag::Revised);
                }
            }
        }
        self
    }

    /// Whether any cell is withheld.
    #[must_use]
    pub fn hides_anything(&self) -> bool {
        self.withheld() > 0
    }

    /// How many cells are withheld.
    #[must_use]
    pub fn withheld(&self) -> usize {
        self.cells.iter().filter(|c| c.value == Safe::Hidden).count()
    }
}

impl SafeTable {
    /// The part of a table that lies within a period: columns and rows of other periods are left out.
    /// `None` when nothing is left.
    #[must_use]
    pub fn within(&self, period: Period) -> Option<Self> {
        let (from, to) = period.months();
        let inside = |h: &Header| {
            h.key.period.is_none_or(|p| {
                let (a, b) = p.months();
                from <= a && b <= to
            })
        };
        let keep = |heads: &[Header]| -> Vec<usize> {
            heads.iter().enumerate().filter(|(_, h)| inside(h)).map(|(i, _)| i).collect()
        };
        let (rows, cols) = (keep(&self.rows), keep(&self.cols));
        let own = self.key.period.is_none_or(|p| from <= p.months().0 && p.months().1 <= to);
        if rows.is_empty() || cols.is_empty() || !own {
            return None;
        }
        let year = cols.iter().filter_map(|c| self.cols[*c].key.period).map(|p| p.months().1.0).max();
        Some(Self { year: year.unwrap_or(self.year), ..self.part(&rows, &cols) })
    }

    /// These rows and columns of the table.
    fn part(&self, rows: &[usize], cols: &[usize]) -> Self {
        let places = rows.iter().flat_map(|r| cols.iter().map(move |c| (*r, *c)));
        Self {
            cells: places.map(|(r, c)| self.cell(r, c).clone()).collect(),
            rows: rows.iter().map(|r| self.rows[*r].clone()).collect(),
            cols: cols.iter().map(|c| self.cols[*c].clone()).collect(),
            ..self.clone()
        }
    }

    /// What the table tells of periods that were over on a day: others are left out, and single cells of
    /// them are without a number. A share or change goes with the whole that it is made of, and a note with
    /// the days and years that it names. What was `fixed` before its year, as a budget is, counts from the
    /// beginning of its period. `None` when nothing is left.
    #[must_use]
    pub fn known_on(&self, day: NaiveDate, fixed: bool) -> Option<Self> {
        let over = |period: Period| {
            let at = if fixed { period.first_day() } else { period.last_day() };
            at.is_some_and(|at| at <= day)
        };
        let cells = || (0..self.rows.len()).flat_map(|r| (0..self.cols.len()).map(move |c| (r, c)));
        let of_cell = |(r, c): (usize, usize)| self.key_of(r, c).period.is_none_or(over);
        let whole = |h: &Header| h.role != Role::Derived || h.key.period.is_none_or(over);
        let known =
            |(r, c): &(usize, usize)| of_cell((*r, *c)) && whole(&self.rows[*r]) && whole(&self.cols[*c]);
        let nothing = Safe::Missing(Missing::NotApplicable);
        let tells = |(r, c): &(usize, usize)| {
            let value = self.cell(*r, *c).value;
            known(&(*r, *c)) && value != nothing && value != Safe::Missing(Missing::NotAvailable)
        };
        if cells().all(|at| known(&at)) {
            return Some(Self { notes: self.notes_until(day), ..self.clone() });
        }
        // A row or column of which nothing is known goes, unless it never had anything to tell.
        let kept = |of: fn((usize, usize)) -> usize, at: usize| {
            let own = || cells().filter(move |cell| of(*cell) == at);
            own().any(|cell| tells(&cell)) || own().all(|cell| known(&cell))
        };
        let rows: Vec<usize> = (0..self.rows.len()).filter(|r| kept(|(r, _)| r, *r)).collect();
        let cols: Vec<usize> = (0..self.cols.len()).filter(|c| kept(|(_, c)| c, *c)).collect();
        if !cells().filter(|(r, c)| rows.contains(r) && cols.contains(c)).any(|at| tells(&at)) {
            return None;
        }
        let mut left = self.part(&rows, &cols);
        for (to, (r, c)) in rows.iter().flat_map(|r| cols.iter().map(move |c| (*r, *c))).enumerate() {
            if !known(&(r, c)) {
                let value = Safe::Missing(Missing::NotAvailable);
                left.cells[to] = SafeCell { value, base: None, flags: BTreeSet::new() };
            }
        }
        let complete = |c: &usize| self.cols[*c].key.period.filter(|p| over(*p)).map(|p| p.months().1.0);
        left.year = cols.iter().filter_map(complete).max().unwrap_or(self.year.min(day.year()));
        left.notes = self.notes_until(day);
        Some(left)
    }

    /// The same with one more column: the sum of the months of a year that another table prints, where each month from
    /// the first to the last that it tells of has a number. Only rows of which `months` has the numbers get one; what is
    /// computed from whole years has none. `None` when there is nothing to add.
    #[must_use]
    pub fn with_months_of(&self, months: &Self, year: i32) -> Option<Self> {
        let cells = || (0..months.rows.len()).flat_map(|r| (0..months.cols.len()).map(move |c| (r, c)));
        let mut told: Vec<(u8, Key, &SafeCell)> = cells()
            .filter_map(|(r, c)| match months.key_of(r, c) {
                key @ Key { period: Some(Period::Month(of, month)), .. } if of == year => {
                    Some((month, Key { period: None, ..key }, months.cell(r, c)))
                }
                _ => None,
            })
            .filter(|(_, _, cell)| !matches!(cell.value, Safe::Missing(_)))
            .collect();
        told.sort_by_key(|(month, ..)| *month);
        let (first, last) = (told.first()?.0, told.last()?.0);
        let period = Period::Months((year, first), (year, last));
        let sum = |row: usize| {
            let key = Key { period: None, ..self.key_of(row, 0) };
            let own = told.iter().filter(|(_, of, _)| *of == key);
            let numbers: Option<Vec<Num>> = own.clone().map(|(.., cell)| cell.value.number()).collect();
            let numbers = numbers.filter(|all| all.len() == usize::from(last - first) + 1)?;
            let whole = numbers.iter().all(|n| n.decimals == 0);
            let scaled = numbers.iter().map(|n| n.scaled).sum();
            let flags = own.flat_map(|(.., cell)| cell.flags.iter().copied()).chain([Flag::PartialYear]);
            let value = Safe::Number(Num { scaled, decimals: 0 });
            whole.then(|| SafeCell { value, base: None, flags: flags.collect() })
        };
        let sums: Vec<Option<SafeCell>> = (0..self.rows.len()).map(sum).collect();
        if sums.iter().all(Option::is_none) {
            return None;
        }
        let nothing =
            || SafeCell { value: Safe::Missing(Missing::Undefined), base: None, flags: BTreeSet::new() };
        let width = self.cols.len();
        let mut cells = Vec::with_capacity(self.cells.len() + sums.len());
        for (row, sum) in self.cells.chunks(width).zip(sums) {
            cells.extend(row.iter().cloned());
            cells.push(sum.unwrap_or_else(nothing));
        }
        let key = Key { period: Some(period), ..Key::default() };
        let head = Header { key, label: Label::Period(period), role: Role::Body };
        Some(Self { cells, cols: self.cols.iter().cloned().chain([head]).collect(), ..self.clone() })
    }

    /// Its notes but for those that speak of a later day or year.
    fn notes_until(&self, day: NaiveDate) -> Vec<NoteRef> {
        let later = |text: &str| match text.strip_prefix("date:") {
            Some(date) => date.parse::<NaiveDate>().is_ok_and(|date| date > day),
            None => {
                let numbers = text.split(|c: char| !c.is_ascii_digit());
                let mut years = numbers.filter(|n| n.len() == 4).filter_map(|n| n.parse::<i32>().ok());
                !text.contains(':') && years.any(|year| (day.year() + 1..2200).contains(&year))
            }
        };
        self.notes.iter().filter(|note| !note.args.values().any(|text| later(text))).cloned().collect()
    }

    /// The same table under another name, its cells told apart by one more code.
    #[must_use]
    pub fn renamed(&self, figure: FigureId, dim: &str, code: &str) -> Self {
        let mut key = self.key.clone();
        key.dims.insert(dim.to_owned(), code.to_owned());
        Self { figure, key, ..self.clone() }
    }
}
