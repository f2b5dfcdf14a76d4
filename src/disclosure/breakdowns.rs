//! Breakdowns that are withheld as a whole, in one year each.
//!
//! Readers hold earlier editions, and what these printed cannot be suppressed any more. A breakdown that no
//! pattern protects beside them is not given at all: a cell that is not given says nothing, not even that it
//! is no zero, and readers know no more than they did. The total of a year names no trait and is always given.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Num, Period};
use crate::measures::{Exact, Flag, Form, Key, Missing, NoteRef, Table};

/// Note of a table with such years.
pub(super) const NOT_GIVEN: &str = "beside-published";

/// Dimensions that name a place in a report and no trait.
const LABELS: [&str; 4] = ["publication", "vintage", "control", "line"];

/// Names of traits; a month is one.
pub type Traits = BTreeSet<String>;

/// The breakdowns that are withheld.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Breakdowns {
    /// By year the traits: whatever names all of one such set is withheld.
    named: BTreeMap<i32, BTreeSet<Traits>>,
    /// By year how many traits a cell must name to be withheld.
    from: BTreeMap<i32, usize>,
}

impl Breakdowns {
    /// Withholds what names all of these traits in a year; gives whether that is new. Without a trait it
    /// would be the total, which is always given.
    pub fn add(&mut self, traits: &Traits, year: i32) -> bool {
        let new = !traits.is_empty() && !self.has(traits, (year, year));
        if new {
            self.named.entry(year).or_default().insert(traits.clone());
        }
        new
    }

    /// Withholds what names so many traits or more in a year; gives whether that is new.
    pub fn add_from(&mut self, detail: usize, year: i32) -> bool {
        let detail = detail.max(1);
        let new = self.from.get(&year).is_none_or(|from| *from > detail);
        if new {
            self.from.insert(year, detail);
        }
        new
    }

    /// Whether nothing is withheld.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.named.is_empty() && self.from.is_empty()
    }

    /// Whether a breakdown is withheld in one of some years.
    fn has(&self, traits: &Traits, (first, last): (i32, i32)) -> bool {
        let years = first..=last;
        first <= last
            && (self.named.range(years.clone()).any(|(_, sets)| sets.iter().any(|s| s.is_subset(traits)))
                || self.from.range(years).any(|(_, from)| traits.len() >= *from))
    }

    /// Whether the count with a key is withheld. A running total goes with its years.
    #[must_use]
    pub fn withholds(&self, key: &Key) -> bool {
        let Some((first, last)) = key.period.map(Period::months) else { return false };
        let running = key.measure.as_deref().is_some_and(|m| m.ends_with("_cumulative"));
        self.has(&traits(key), (if running { i32::MIN } else { first.0 }, last.0))
    }

    /// Takes the withheld counts out of the tables, with a note in each table that loses some. What is
    /// computed from them is then not given either.
    pub fn take_out(&self, tables: &mut [Table]) {
        for table in tables.iter_mut().filter(|_| !self.is_empty()) {
            let width = table.cols.len();
            let mut years: BTreeSet<i32> = BTreeSet::new();
            for i in 0..table.cells.len() {
                let key = table.key_of(i / width, i % width);
                if counts(&table.cells[i].value, &key) && self.withholds(&key) {
                    table.cells[i].value = Exact::Missing(Missing::BesidePublished);
                    table.cells[i].flags.retain(|flag| *flag == Flag::Provisional);
                    years.extend(key.period.map(|period| period.months().1.0));
                }
            }
            if years.is_empty() {
                continue;
            }
            if years.contains(&table.year) {
                // Nothing is left to draw of the year that the report is about.
                table.form = Form::None;
            }
            let years: Vec<String> = years.iter().map(ToString::to_string).collect();
            table.notes.push(NoteRef {
                id: NOT_GIVEN.to_owned(),
                args: [("years".to_owned(), years.join(", "))].into(),
            });
        }
    }
}

/// The traits that a key names.
#[must_use]
pub fn traits(key: &Key) -> Traits {
    let month = matches!(key.period, Some(Period::Month(..))).then(|| "month".to_owned());
    key.dims.keys().filter(|dim| !LABELS.contains(&dim.as_str())).cloned().chain(month).collect()
}

/// Whether a value counts contacts or persons, or is a share of them. A duration does not, nor does a number
/// of visitors.
fn counts(value: &Exact, key: &Key) -> bool {
    match value {
        Exact::Count(_) => true,
        Exact::Stat { .. } => !matches!(key.unit.as_deref(), Some("second" | "minute" | "hour" | "day")),
        Exact::Given(Num { decimals: 0, .. }) => key.stage.is_some(),
        Exact::Given(_) | Exact::Derived(_) | Exact::Missing(_) => false,
    }
}
