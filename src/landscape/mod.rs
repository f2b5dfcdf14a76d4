//! The landscape: all lines of a workspace side by side.
//!
//! Takes the [`SafeTable`](crate::disclosure::SafeTable)s of the lines and what the workspace says of
//! lines without registrations; gives the tables and the report that set them beside each other. Cells
//! are taken over as they are printed in the lines' own reports, and only [`Comparison`]s are set beside
//! each other: what counts the same, at the same stage.

mod assemble;
mod blocks;
mod brands;
mod capita;
mod columns;
mod entry;
mod guard;
mod hours;
mod means;
mod merged;
mod overview;
mod register;
mod source;
mod subject;
mod transfers;
mod volume;

#[cfg(test)]
mod tests;

pub use assemble::assemble;
pub use blocks::members;
pub use guard::{Apart, Comparison, Counted, Kind, Why};
pub use source::LineTables;
pub use subject::{ID, subject};

use crate::config::{Landscape, Workspace};
use crate::disclosure::SafeTable;

/// What the tables are made from.
pub struct Ground<'a> {
    /// The workspace.
    pub workspace: &'a Workspace,
    /// Its section on the landscape.
    pub landscape: &'a Landscape,
    /// The lines that have registrations, in the order of the workspace.
    pub lines: Vec<LineTables<'a>>,
    /// Year of the report.
    pub year: i32,
}

impl Ground<'_> {
    /// Years that tables show, the report year last.
    #[must_use]
    pub fn years(&self) -> Vec<i32> {
        let back = i32::try_from(self.landscape.look_back).unwrap_or(5);
        (self.year - back + 1..=self.year).collect()
    }
}

/// All tables of the landscape report, in printing order.
#[must_use]
pub fn tables(ground: &Ground<'_>) -> Vec<SafeTable> {
    let mut tables = volume::tables(ground);
    tables.extend(capita::tables(ground));
    tables.extend(hours::tables(ground));
    tables.extend(means::tables(ground));
    tables.extend(brands::tables(ground));
    tables.extend(transfers::tables(ground));
    tables
}
