//! How many cells of each figure are printed, withheld or not given.

use std::collections::BTreeMap;

use serde::Serialize;

use super::breakdown::{shows_no_part, why};
use crate::config::FigureId;
use crate::disclosure::{Safe, SafeTable};
use crate::measures::{Missing, Role};

/// Cells of the parts of a figure, in the report on one year and of that year alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct OfYear {
    pub printed: usize,
    pub withheld: usize,
    /// Why the others have no number, and how many they are.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub not_given: BTreeMap<&'static str, usize>,
}

impl OfYear {
    /// Cells that could have a number.
    #[must_use]
    pub fn all(&self) -> usize {
        let none = |why: &str| matches!(why, "not_applicable" | "undefined");
        let missing = self.not_given.iter().filter(|(why, _)| !none(why)).map(|(_, n)| n).sum::<usize>();
        self.printed + self.withheld + missing
    }
}

/// A figure, by the year of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FigureAccount {
    pub figure: FigureId,
    pub chapter: &'static str,
    /// Whether its cells name two traits.
    pub cross: bool,
    pub years: BTreeMap<i32, OfYear>,
}

/// The figures of all reports, in the order in which they are met.
#[must_use]
pub fn figures<'t>(reports: impl Iterator<Item = (i32, &'t [SafeTable])>) -> Vec<FigureAccount> {
    let mut all: Vec<FigureAccount> = Vec::new();
    for (year, table) in reports.flat_map(|(year, tables)| tables.iter().map(move |table| (year, table))) {
        let at = all.iter().position(|f| f.figure == *table.figure()).unwrap_or_else(|| {
            let figure = table.figure().clone();
            let chapter = table.chapter().id();
            let cross = table.col_dim().is_some();
            all.push(FigureAccount { figure, chapter, cross, years: BTreeMap::new() });
            all.len() - 1
        });
        all[at].years.insert(year, of_year(table, year));
    }
    all
}

/// The cells of parts, of the report's year; a cell of no year belongs to it too.
fn of_year(table: &SafeTable, year: i32) -> OfYear {
    let mut counted = OfYear::default();
    if shows_no_part(table) {
        counted.not_given.insert(why(Missing::TooMuchUnknown), 1);
        return counted;
    }
    let part = |role: Role| !matches!(role, Role::Derived | Role::Total | Role::Unknown);
    // Where a table has no parts, such as that of the contacts per year, its total is what it shows.
    let any = table.rows().iter().any(|row| part(row.role));
    for (r, row) in table.rows().iter().enumerate() {
        let wanted = if any { part(row.role) } else { row.role == Role::Total };
        for (c, col) in table.cols().iter().enumerate() {
            let of_this = table.key_of(r, c).period.is_none_or(|p| p.months().1.0 == year);
            if !(wanted && of_this) || col.role == Role::Derived {
                continue;
            }
            match table.cell(r, c).value() {
                Safe::Number(_) => counted.printed += 1,
                Safe::Hidden => counted.withheld += 1,
                Safe::Missing(missing) => *counted.not_given.entry(why(missing)).or_default() += 1,
            }
        }
    }
    counted
}
