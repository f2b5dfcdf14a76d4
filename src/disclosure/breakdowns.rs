//! Breakdowns that are withheld as a whole, in one year each.
//!
//! Readers hold earlier editions, and what these printed cannot be suppressed any more. A breakdown that no
//! pattern protects beside them is not given at all: a cell that is not given says nothing, not even that it
//! is no zero, and readers know no more than they did. The total of a year names no trait and is always given.
//! A breakdown that takes more work to protect than the settings allow is withheld in the same way.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Num, Period};
use crate::measures::{Exact, Flag, Form, Key, Missing, NoteRef, Table};

/// Note of a table with years that are withheld for a reason.
pub(super) fn note(why: Missing) -> &'static str {
    if why == Missing::PastLimit { "past-limit" } else { "beside-published" }
}

/// Dimensions that name a place in a report and no trait.
const LABELS: [&str; 4] = ["publication", "vintage", "control", "line"];

/// Names of traits; a month is one.
pub type Traits = BTreeSet<String>;

/// The breakdowns that are withheld.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Breakdowns {
    /// By year the traits: whatever names all of one such set is withheld.
    named: BTreeMap<i32, BTreeMap<Traits, Missing>>,
    /// By year how many traits a cell must name to be withheld.
    from: BTreeMap<i32, usize>,
}

impl Breakdowns {
    /// Withholds what names all of these traits in a year, because a small count would follow from it; gives
    /// whether that is new. Without a trait it would be the total, which is always given.
    pub fn add(&mut self, traits: &Traits, year: i32) -> bool {
        self.add_because(traits, year, Missing::BesidePublished)
    }

    /// The same, because protecting it is too much work.
    pub fn add_past_limit(&mut self, traits: &Traits, year: i32) -> bool {
        self.add_because(traits, year, Missing::PastLimit)
    }

    fn add_because(&mut self, traits: &Traits, year: i32, why: Missing) -> bool {
        let new = !traits.is_empty() && self.why(traits, (year, year)).is_none();
        if new {
            self.named.entry(year).or_default().insert(traits.clone(), why);
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

    /// Why a breakdown is withheld in one of some years; nothing when it is not.
    fn why(&self, traits: &Traits, (first, last): (i32, i32)) -> Option<Missing> {
        if first > last {
            return None;
        }
        let years = first..=last;
        if self.from.range(years.clone()).any(|(_, from)| traits.len() >= *from) {
            return Some(Missing::BesidePublished);
        }
        // What earlier editions forbid cannot be helped, so it is said first.
        let sets = self.named.range(years).flat_map(|(_, sets)| sets);
        sets.filter(|(set, _)| set.is_subset(traits)).map(|(_, why)| *why).min()
    }

    /// Why the count with a key is withheld; nothing when it is not. A running total goes with its years.
    #[must_use]
    pub fn withholds(&self, key: &Key) -> Option<Missing> {
        let (first, last) = key.period.map(Period::months)?;
        let running = key.measure.as_deref().is_some_and(|m| m.ends_with("_cumulative"));
        self.why(&traits(key), (if running { i32::MIN } else { first.0 }, last.0))
    }

    /// Takes the withheld counts out of the tables, with a note in each table that loses some. What is
    /// computed from them is then not given either.
    pub fn take_out(&self, tables: &mut [Table]) {
        for table in tables.iter_mut().filter(|_| !self.is_empty()) {
            let width = table.cols.len();
            let mut withheld: BTreeMap<Missing, BTreeSet<i32>> = BTreeMap::new();
            for i in 0..table.cells.len() {
                let key = table.key_of(i / width, i % width);
                let why = self.withholds(&key).filter(|_| counts(&table.cells[i].value, &key));
                if let Some(why) = why {
                    table.cells[i].value = Exact::Missing(why);
                    table.cells[i].flags.retain(|flag| *flag == Flag::Provisional);
                    withheld.entry(why).or_default().extend(key.period.map(|period| period.months().1.0));
                }
            }
            for (why, years) in withheld {
                if years.contains(&table.year) {
                    // Nothing is left to draw of the year that the report is about.
                    table.form = Form::None;
                }
                let years: Vec<String> = years.iter().map(ToString::to_string).collect();
                let args = [("years".to_owned(), years.join(", "))].into();
                table.notes.push(NoteRef { id: note(why).to_owned(), args });
            }
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

#[cfg(test)]
mod tests {
    use super::{Breakdowns, Traits, note};
    use crate::base::Period;
    use crate::config::{Chapter, FigureId};
    use crate::measures::{Cell, Exact, Form, Header, Key, Label, Missing, Role, Table, TableKind};

    fn key(period: Period, traits: &[&str]) -> Key {
        let dims = traits.iter().map(|t| ((*t).to_owned(), "code".to_owned())).collect();
        Key { measure: Some("contacts".to_owned()), period: Some(period), dims, ..Key::default() }
    }

    fn set(traits: &[&str]) -> Traits {
        traits.iter().map(|t| (*t).to_owned()).collect()
    }

    #[test]
    fn whatever_names_all_traits_of_a_year_is_withheld() {
        let mut given_up = Breakdowns::default();
        assert!(given_up.add(&set(&["age"]), 2022) && !given_up.add(&set(&["age", "month"]), 2022));
        let withheld = |period, traits: &[&str]| given_up.withholds(&key(period, traits)).is_some();
        assert!(withheld(Period::Year(2022), &["age"]) && withheld(Period::Year(2022), &["age", "channel"]));
        assert!(withheld(Period::Month(2022, 3), &["age"]) && withheld(Period::Years(2020, 2022), &["age"]));
        assert!(!withheld(Period::Year(2023), &["age"]) && !withheld(Period::Year(2022), &["channel"]));
        // The column of a figure that was published before is no trait.
        assert!(!withheld(Period::Year(2022), &["publication"]) && !withheld(Period::Year(2022), &[]));
        let running =
            Key { measure: Some("contacts_cumulative".to_owned()), ..key(Period::Year(2024), &["age"]) };
        assert!(given_up.withholds(&running).is_some());
    }

    #[test]
    fn the_total_is_given_whatever_else_is_not() {
        let mut given_up = Breakdowns::default();
        assert!(!given_up.add(&set(&[]), 2022) && given_up.add_from(2, 2022) && given_up.add_from(0, 2022));
        assert!(!given_up.add_from(1, 2022) && !given_up.add_from(2, 2022));
        assert!(given_up.withholds(&key(Period::Month(2022, 3), &[])).is_some(), "a month is a trait");
        assert!(given_up.withholds(&key(Period::Year(2022), &[])).is_none());
        // What earlier editions forbid is said before what is too much work.
        let mut both = Breakdowns::default();
        assert!(both.add_past_limit(&set(&["age", "month"]), 2022) && both.add(&set(&["age"]), 2022));
        let why = |traits: &[&str]| both.withholds(&key(Period::Year(2022), traits));
        assert_eq!(why(&["age", "month"]), Some(Missing::BesidePublished));
        let mut work = Breakdowns::default();
        assert!(work.add_past_limit(&set(&["age"]), 2022) && !work.add(&set(&["age"]), 2022));
        assert_eq!(work.withholds(&key(Period::Year(2022), &["age"])), Some(Missing::PastLimit));
    }

    #[test]
    fn a_table_loses_the_year_and_says_so() {
        let head = |period, traits: &[&str]| Header {
            key: key(period, traits),
            label: Label::Plain(String::new()),
            role: Role::Body,
        };
        let none = Header { key: Key::default(), label: Label::Plain(String::new()), role: Role::Body };
        let count = |n| Cell { value: Exact::Count(n), flags: Default::default() };
        let mut tables = [Table {
            figure: FigureId::ContactsPerYear,
            chapter: Chapter::Who,
            key: Key::default(),
            row_dim: Some("age".to_owned()),
            col_dim: None,
            kind: TableKind::Single,
            form: Form::RankedBars,
            year: 2023,
            rows: vec![none],
            cols: vec![
                head(Period::Year(2022), &["age"]),
                head(Period::Year(2023), &["age"]),
                head(Period::Year(2022), &[]),
            ],
            cells: vec![count(3), count(30), count(40)],
            notes: Vec::new(),
            annex: false,
            sums: Vec::new(),
        }];
        let mut given_up = Breakdowns::default();
        given_up.take_out(&mut tables);
        assert!(tables[0].notes.is_empty());
        given_up.add(&set(&["age"]), 2022);
        given_up.take_out(&mut tables);
        let values: Vec<&Exact> = tables[0].cells.iter().map(|c| &c.value).collect();
        assert_eq!(values, [&Exact::Missing(Missing::BesidePublished), &Exact::Count(30), &Exact::Count(40)]);
        assert_eq!(
            (tables[0].notes[0].id.as_str(), tables[0].notes[0].args["years"].as_str()),
            (note(Missing::BesidePublished), "2022")
        );
        // The year of the report is still there to draw; then it is not.
        assert_eq!(tables[0].form, Form::RankedBars);
        given_up.add_from(1, 2023);
        given_up.take_out(&mut tables);
        assert_eq!(tables[0].form, Form::None);
    }
}
