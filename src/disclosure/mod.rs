//! The wall. Takes exact [`Table`](crate::measures::Table)s; gives [`SafeTable`]s, which are the only
//! numbers that the rooms downstream can name. Nobody else can make one.
//!
//! The rule of this room: a count of 1 up to the threshold is hidden, and so many further cells that no
//! small count can be computed or confined too tightly; a statistic over a hidden number of contacts is
//! hidden; whatever is computed from a hidden cell is hidden. A true zero is printed.
//!
//! The words are those of the handbook (Hundepool and others, *Statistical Disclosure Control*, 2012, chapter 4;
//! the manual of τ-ARGUS):
//!
//! | word | meaning | file |
//! |---|---|---|
//! | linked tables | all tables of a line, as one system of cells and of sums that hold between them | `linked_tables`, `builder`, `relations` |
//! | hierarchy | codes that are groups of others | `hierarchies`, `overlapping_bands` |
//! | primary suppression | a count of 1 up to the threshold is hidden | `secondary` begins with these |
//! | secondary suppression | a further cell is hidden, so that no primary one can be worked out | `secondary` |
//! | perturbation | a change of hidden cells that leaves every sum as it is; a cell that moves far enough is protected | `perturbation`, `milp` where chains of steps find none |
//! | feasibility interval | the numbers between which a hidden count can lie for all that is printed | `suppression_log` |
//! | bound propagation, elimination | what bounds alone, and exact sums modulo a prime, forbid | `bound_propagation`, `elimination` |
//! | redundancy | a suppression that protects nothing any more is taken back | `secondary/redundancy` |
//! | controlled rounding | counts rounded to multiples of a base, so that every sum still holds | `rounding` |
//! | published pattern | what stands published is suppressed as it stands, and not solved again | `published_pattern`, `revisions` |
//! | solution cache | what was solved before, with the key that finds it | `solution_cache` |
//!
//! `equal_counts`, `rate_denominators` and `rows_used` tie counts that have two names; `derived_table` sets cells of
//! several reports side by side; `row_order` keeps sorted rows from telling sizes; `render` makes the safe table.
//!
//! What a safe table shows can be read from anywhere:
//!
//! ```
//! use jaarlijn::disclosure::{Safe, SafeTable};
//! fn shown(table: &SafeTable) -> Safe {
//!     table.cell(0, 0).value()
//! }
//! ```
//!
//! Its fields cannot, so that nobody can put a number into it or take one away:
//!
//! ```compile_fail,E0616
//! use jaarlijn::disclosure::{SafeCell, SafeTable};
//! fn cells(table: &SafeTable) -> &Vec<SafeCell> {
//!     &table.cells
//! }
//! ```
//!
//! ```compile_fail,E0451
//! use jaarlijn::disclosure::{Safe, SafeCell};
//! fn forged() -> SafeCell {
//!     SafeCell { value: Safe::Hidden, base: None, flags: Default::default() }
//! }
//! ```
//!
//! And a safe table is no exact one: what expects an exact table does not take it.
//!
//! ```compile_fail,E0308
//! use jaarlijn::{disclosure::SafeTable, measures::{Exact, Table}};
//! fn exact(table: &SafeTable) -> &Exact {
//!     let table: &Table = table;
//!     &table.cell(0, 0).value
//! }
//! ```

mod derived_table;
mod linked_tables;
mod protect;
mod reliability;
mod render;
mod report;
mod rounding;
mod row_order;
mod rows_used;
mod safe;
mod settings;
mod suppression;

#[cfg(test)]
mod tests;

pub use derived_table::{Beside, Frame};
pub use linked_tables::known_to_readers::Known;
pub use protect::{protect_all, protect_with};
pub use report::ProtectionReport;
pub use safe::{Safe, SafeCell, SafeTable};
pub use settings::Settings;
pub use suppression::reason::{HiddenCell, Why};
pub use suppression::solution_cache::{Kept, Memory, Print};
