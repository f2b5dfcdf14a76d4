//! Which units a figure has, and where they are told: over its table, in the heads of its columns, or row by
//! row.

use std::collections::BTreeSet;

use crate::disclosure::SafeTable;
use crate::words::{Labels, Words};

/// The units of a figure in words.
pub struct Units {
    all: Vec<String>,
    columns: Vec<String>,
    rows: Option<Vec<String>>,
}

impl Units {
    /// Of a table.
    pub fn of(table: &SafeTable, labels: Labels<'_>) -> Self {
        let (rows, cols) = (table.rows().len(), table.cols().len());
        let unit = |r: usize, c: usize| table.key_of(r, c).unit;
        let of_column = |c: usize| -> BTreeSet<Option<String>> { (0..rows).map(|r| unit(r, c)).collect() };
        let of_row = |r: usize| -> BTreeSet<Option<String>> { (0..cols).map(|c| unit(r, c)).collect() };
        let columns: Vec<BTreeSet<Option<String>>> = (0..cols).map(of_column).collect();
        let mut all: Vec<Option<String>> = Vec::new();
        for one in columns.iter().flatten() {
            if !all.contains(one) {
                all.push(one.clone());
            }
        }
        let several = all.len() > 1;
        let words = |unit: &Option<String>| unit.as_deref().map_or(String::new(), |u| word(u, labels));
        let joined = |units: BTreeSet<Option<String>>| {
            units.iter().map(&words).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" / ")
        };
        // A count that all columns have is told over the table.
        let of_columns = columns.iter().map(|units| match units.iter().next() {
            Some(one) if units.len() == 1 && (several || is_no_count(one.as_deref())) => words(one),
            _ => String::new(),
        });
        let differ = columns.iter().any(|units| units.len() > 1);
        Self {
            columns: of_columns.collect(),
            rows: differ.then(|| (0..rows).map(|r| joined(of_row(r))).collect()),
            all: all.iter().map(words).filter(|w| !w.is_empty()).collect(),
        }
    }

    /// The line over the table.
    pub fn told(&self, words: &Words) -> String {
        let key = if self.all.len() > 1 { "workbook.units" } else { "workbook.unit" };
        match self.all.as_slice() {
            [] => String::new(),
            all => format!("{}: {}", words.get(key), all.join(", ")),
        }
    }

    /// Whether each row tells its unit.
    pub fn by_row(&self) -> bool {
        self.rows.is_some()
    }

    /// Unit of a row.
    pub fn row(&self, row: usize) -> &str {
        self.rows.as_ref().and_then(|rows| rows.get(row)).map_or("", String::as_str)
    }

    /// Unit in the head of a column; empty when the line over the table says it.
    pub fn column(&self, column: usize) -> &str {
        self.columns.get(column).map_or("", String::as_str)
    }
}

fn is_no_count(unit: Option<&str>) -> bool {
    matches!(unit, Some("percent" | "percentage_point" | "second" | "euro" | "fte"))
}

fn word(unit: &str, labels: Labels<'_>) -> String {
    match unit {
        "percent" => "%".to_owned(),
        "second" => labels.words.get("workbook.time").to_owned(),
        unit => match labels.unit(unit, 2) {
            word if word.is_empty() => unit.replace('_', " "),
            word => word,
        },
    }
}
