//! All tables of a line as one system of linked tables: a cell is what it counts, wherever it is printed, and
//! sums hold between the cells of all tables. A table that is protected by itself can be undone by another
//! one.
//!
//! `builder` takes the cells from the tables and adds sums to them; `relations` takes those that figures
//! declare, and finds those that their rows, columns and codes show: within tables, over `hierarchies` of codes,
//! between `overlapping_bands` and `equal_counts`.
//! `cost` says what suppressing a cell costs, `known_to_readers` holds what was published before, `revisions`
//! which years differ from that. `system` is the result.

pub mod builder;
pub mod cell;
pub mod cost;
pub mod equal_counts;
pub mod hierarchies;
pub mod known_to_readers;
pub mod overlapping_bands;
pub mod relations;
pub mod revisions;
pub mod system;
