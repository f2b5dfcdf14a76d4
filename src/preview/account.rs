//! The account of a line: all that its reports show and do not show.

use serde::Serialize;

use super::breakdown::{Breakdown, breakdowns};
use super::figure::{FigureAccount, figures};
use super::left_out::{LeftOut, left_out};
use super::reasons::Reasons;
use crate::config::{FigureId, Helpline};
use crate::disclosure::SafeTable;

/// What an account is made from.
pub struct Grounds<'g> {
    pub line: &'g Helpline,
    /// Safe tables per report year.
    pub reports: Vec<(i32, &'g [SafeTable])>,
    /// Why counts are withheld, when that may be told.
    pub reasons: Option<Reasons>,
}

/// What the reports of a line show. Its numbers are published ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    pub helpline: String,
    /// Report years.
    pub years: Vec<i32>,
    /// Counts of 1 up to (not including) this are withheld.
    pub threshold: u64,
    /// What counts are rounded to, where they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rounded_to: Option<u64>,
    /// Breakdowns by one dimension: codes by years.
    pub breakdowns: Vec<Breakdown>,
    /// All figures, by report year.
    pub figures: Vec<FigureAccount>,
    /// Figures that settings could add.
    pub left_out: Vec<LeftOut>,
    /// Why each count is withheld: private, like the registrations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Reasons>,
}

impl Account {
    /// Cells withheld in the report on a year, of figures that name two traits, by figure: withheld and all.
    #[must_use]
    pub fn crosses(&self) -> Vec<(&FigureId, (usize, usize))> {
        let sum = |f: &FigureAccount| {
            let all = f.years.values();
            all.fold((0, 0), |(withheld, cells), y| (withheld + y.withheld, cells + y.all()))
        };
        let crosses = self.figures.iter().filter(|f| f.cross);
        let mut found: Vec<_> =
            crosses.map(|f| (&f.figure, sum(f))).filter(|(_, (withheld, _))| *withheld > 0).collect();
        found.sort_by_key(|(figure, _)| figure.to_string());
        found
    }
}

/// Gives the account of a line.
#[must_use]
pub fn account(grounds: Grounds<'_>) -> Account {
    let Grounds { line, reports, reasons } = grounds;
    let tables = || reports.iter().map(|(_, tables)| *tables);
    let figures = figures(reports.iter().copied());
    Account {
        helpline: line.id.clone(),
        years: reports.iter().map(|(year, _)| *year).collect(),
        threshold: line.threshold,
        rounded_to: line.protection.base(),
        breakdowns: breakdowns(line, tables()),
        left_out: left_out(line, &figures),
        figures,
        reasons,
    }
}
