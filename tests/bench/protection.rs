//! How long protection takes and what it hides, on tables of the size that other programs were measured
//! with, and how that grows. `cargo bench --profile dev --bench protection`.

#[path = "../../src/disclosure/tests/reference.rs"]
mod reference;

use std::time::Instant;

use jaarlijn::base::Period;
use jaarlijn::config::{Chapter, FigureId, Stage};
use jaarlijn::disclosure::{Known, Settings, protect_all};

use jaarlijn::measures::{Cell, Exact, Form, Header, Key, Label, Role, Sum, Table, TableKind};

/// Contacts of a year: so many that about 718 of 3,542 cells are small.
const PER_YEAR: usize = 6_000;

fn main() {
    println!("years  cells  relations  primary  hidden  plain rule  contacts  unprotectable  seconds");
    for (years, categories) in [(1, 7), (1, 14), (2, 14), (3, 14), (5, 14)] {
        let tables = reference::years(years, PER_YEAR, categories);
        let start = Instant::now();
        let (_, report) = protect_all(&tables, &Settings::new(5), &Known::nothing());
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{years:>5}  {:>5}  {:>9}  {:>7}  {:>6}  {:>10}  {:>8}  {:>13}  {seconds:>7.2}",
            report.cells,
            report.relations,
            report.primary,
            report.hidden(),
            report.plain,
            report.contacts,
            report.unprotectable.len(),
        );
    }
}
