//! The wall. Takes exact [`Table`](crate::measures::Table)s; gives [`SafeTable`]s, which are the only
//! numbers that the rooms downstream can name. Nobody else can make one.
//!
//! The rule of this room: a count of 1 up to the threshold is hidden, and so many further cells that no
//! small count can be computed or confined too tightly; a statistic over a hidden number of contacts is
//! hidden; whatever is computed from a hidden cell is hidden. A true zero is printed.
//!
//! All tables of a line are one system: `system` (the cells), `builder`, `relations`, `families`, `bands`
//! and `same` (what ties them), `search` (how cells can move while every sum stays), `resort` (the same by
//! an integer program that a `solver` solves), `narrow` and `ties` (what bounds and elimination forbid),
//! `pattern` (which are hidden), `kept` (what was solved before), `standing` (what is published), `render`, `log` (why, for the line
//! itself). A line may have its counts rounded instead (`rounding`): of the same system, so that they still
//! add up.
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

mod bands;
mod beside;
mod builder;
mod families;
mod kept;
mod log;
mod narrow;
mod offered;
mod order;
mod pattern;
mod protect;
mod relations;
mod reliability;
mod render;
mod resort;
mod revised;
mod rounding;
mod rows;
mod safe;
mod same;
mod search;
mod settings;
mod solver;
mod standing;
mod system;
mod ties;

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::attack;

pub use beside::{Beside, Frame};
pub use kept::{Kept, Memory, Print};
pub use log::{HiddenCell, Why};
pub use protect::{protect_all, protect_with};
pub use safe::{Safe, SafeCell, SafeTable};
pub use settings::{Known, ProtectionReport, Settings};
