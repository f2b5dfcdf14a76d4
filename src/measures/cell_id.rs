//! The name of a cell in files: the first six columns of `figures.csv`.

use serde::{Deserialize, Serialize};

use super::population::Population;
use super::table::Key;
use crate::base::Period;
use crate::config::{FigureId, Stage};

/// What identifies a published cell, as texts. A key that is made from it and turned into texts again is the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CellId {
    /// Figure id.
    pub figure: String,
    /// What is measured.
    pub measure: String,
    /// Stage, or empty.
    pub stage: String,
    /// Unit.
    pub unit: String,
    /// Period.
    pub period: String,
    /// `channel=chat;province=antwerpen`.
    pub dimensions: String,
}

impl CellId {
    /// Of a cell with a key in a figure.
    #[must_use]
    pub fn new(figure: &FigureId, key: &Key) -> Self {
        Self {
            figure: figure.to_string(),
            measure: key.measure.clone().unwrap_or_default(),
            stage: key.stage.map(|s| s.id().to_owned()).unwrap_or_default(),
            unit: key.unit.clone().unwrap_or_default(),
            period: key.period.map(|p| p.to_string()).unwrap_or_default(),
            dimensions: key.dims.iter().map(|(d, c)| format!("{d}={c}")).collect::<Vec<_>>().join(";"),
        }
    }

    /// The key that the cell was named after. Its columns do not say of whom the count is.
    #[must_use]
    pub fn key(&self) -> Key {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Key {
            measure: text(&self.measure),
            stage: Stage::parse(&self.stage),
            unit: text(&self.unit),
            period: Period::parse(&self.period),
            dims: self
                .dimensions
                .split(';')
                .filter_map(|pair| pair.split_once('='))
                .map(|(dim, code)| (dim.to_owned(), code.to_owned()))
                .collect(),
            population: Population::All,
        }
    }
}
