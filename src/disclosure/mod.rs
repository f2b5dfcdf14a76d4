//! The wall. It takes exact [`Table`](crate::measures::Table)s and gives [`SafeTable`]s, which are the only
//! numbers that the rooms downstream can name. No other room can make one.
//!
//! The rule of this room: a count of 1 up to the threshold is hidden, and so many further cells that no
//! small count can be computed or confined too tightly; a statistic over a hidden number of contacts is
//! hidden; whatever is computed from a hidden cell is hidden. A true zero is printed.
//!
//! The words are those of the handbook (Hundepool and others, *Statistical Disclosure Control*, 2012, chapter
//! 4; the manual of τ-ARGUS). `linked_tables/` builds the system, `suppression/` chooses what is hidden:
//!
//! | word | meaning | file |
//! |---|---|---|
//! | linked tables | all tables of a line, as one system of cells and of sums that hold between them | `linked_tables/system`, `builder`, `relations` |
//! | hierarchy | codes that are groups of others | `linked_tables/hierarchies`, `overlapping_bands` |
//! | lower bound | what readers know a count to be at least: 1 for a hidden count where zeros are printed | `linked_tables/system` |
//! | known | readers have it from an earlier edition, so it cannot be suppressed (*protected* in τ-ARGUS) | `linked_tables/known_to_readers` |
//! | component | cells that sums connect; components are protected one by one | `suppression/component` |
//! | primary suppression | a count of 1 up to the threshold is hidden | `suppression/primary` |
//! | secondary suppression | a further cell is hidden, so that no primary one can be computed or bounded too tightly | `suppression/secondary` |
//! | carried over | a suppression that an earlier edition makes necessary (*manually unsafe* in τ-ARGUS) | `linked_tables/revisions` |
//! | unprotectable | a cell that no pattern protects, because too much was published before | `suppression/secondary` |
//! | perturbation | a change of hidden cells that leaves every sum as it is; a cell that moves far enough is protected | `suppression/perturbation`, `milp` |
//! | feasibility interval | the numbers between which a hidden count can lie for all that is printed | `suppression/suppression_log` |
//! | bound propagation, elimination | what bounds alone, and exact sums modulo a prime, forbid | `suppression/bound_propagation`, `elimination` |
//! | redundancy | a suppression that protects nothing any more is taken back | `suppression/redundancy` |
//! | withheld breakdown | a table or a year of it that is not given, because no pattern protects it | `breakdowns` |
//! | controlled rounding | counts rounded to multiples of a base, so that every sum still holds | `rounding` |
//! | published pattern | the pattern of the edition that stands is kept, and not solved again | `suppression/published_pattern` |
//! | solution cache | components that were solved before, with the key that finds them | `suppression/solution_cache` |
//!
//! In this room *suppressed*, *hidden* and *withheld* mean the same: a sign stands for the number.
//!
//! Beside these `rows_used` hides the number of rows where it would give a year back; `derived_table` sets
//! cells of several reports side by side; `per_inhabitant` sets areas against their population; `row_order` keeps sorted rows from saying sizes; `reliability`
//! leaves out signs of low reliability that would say how large a hidden count is; `render` makes the safe
//! table.
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

mod breakdowns;
mod derived_table;
mod linked_tables;
mod per_inhabitant;
mod progress;
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
#[cfg(test)]
pub(crate) use tests::linked;

pub use breakdowns::{Breakdowns, Traits, traits};
pub use derived_table::{Beside, Frame};
pub use linked_tables::cell::cell_name;
pub use linked_tables::known_to_readers::Known;
pub use per_inhabitant::with_rates;
pub use progress::{Progress, Told, Work, nobody};
pub use protect::{protect_all, protect_with};
pub use report::ProtectionReport;
pub use safe::{Safe, SafeCell, SafeTable};
pub use settings::Settings;
pub use suppression::reason::{HiddenCell, Why};
pub use suppression::solution_cache::{Kept, Memory, Print};
