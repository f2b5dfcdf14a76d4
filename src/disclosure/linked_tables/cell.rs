//! What a cell counts. It names the cell, in whatever table it stands.

use std::collections::BTreeMap;

use crate::base::Period;
use crate::config::{Stage, dim};
use crate::disclosure::breakdowns::{Traits, traits};
use crate::measures::{Key, Population};

/// The name of a cell in the private log: what it counts, without the number.
#[must_use]
pub fn cell_name(key: &Key) -> String {
    Identity::of(key).describe()
}

/// What a cell counts, and of whom. Two printed numbers with the same identity are one cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    pub measure: String,
    pub stage: Option<Stage>,
    pub period: Option<Period>,
    /// Codes by dimension.
    pub dims: BTreeMap<String, String>,
    pub population: Population,
}

impl Identity {
    /// The identity of a count with a key. Some parts of the key only say where the count stands and are left
    /// out: the column of a figure that was published before, and the variable whose completeness a total
    /// serves.
    pub fn of(key: &Key) -> Self {
        let measure = key.measure.clone().unwrap_or_default();
        let mut dims = key.dims.clone();
        dims.remove(dim::PUBLICATION);
        dims.remove(dim::VINTAGE);
        if measure == "contacts" {
            dims.remove(dim::VARIABLE);
        }
        Self { measure, stage: key.stage, period: key.period, dims, population: key.population.clone() }
    }

    /// The same count of other contacts.
    pub(in crate::disclosure) fn among(&self, population: Population) -> Self {
        Self { population, ..self.clone() }
    }

    /// Whether it counts all contacts that its name says.
    pub(in crate::disclosure) fn of_all(&self) -> bool {
        self.population == Population::All
    }

    /// What it counts, without the number.
    pub fn describe(&self) -> String {
        let mut parts = vec![self.measure.clone()];
        parts.extend(self.period.map(|p| p.to_string()));
        parts.extend(self.dims.iter().map(|(dim, code)| format!("{dim}={code}")));
        parts.join(" ")
    }

    pub(in crate::disclosure) fn year(&self) -> i32 {
        self.period.map_or(i32::MIN, |p| p.months().1.0)
    }

    /// The traits that it names; a month is one.
    pub(in crate::disclosure) fn traits(&self) -> Traits {
        traits(&Key { period: self.period, dims: self.dims.clone(), ..Key::default() })
    }

    /// How many traits it names; a month is one. The total of a year names none.
    pub fn detail(&self) -> usize {
        self.dims.len() + usize::from(matches!(self.period, Some(Period::Month(..))))
    }
}
