//! The statement that gives a line's cube out of a table of a database: registrations stay where they are.
//!
//! Takes a line's settings; gives one `SELECT` in the dialect of an engine. Its rows are the file that
//! [`counts`](crate::counts) reads: a kind, its keys as people read them, and sums. What the statement cannot read
//! exactly as rows of a file are read is refused beforehand where the settings show it ([`refusals`]), and counted
//! as `unsure` where only the cells do, so that no cube with such a cell is used.

mod arithmetic;
mod cells;
mod dialect;
mod groupings;
mod letters;
mod moments;
mod refusals;
mod rows;
mod statement;
#[cfg(test)]
mod tests;

pub use dialect::Dialect;
pub use groupings::{FORMAT, Kind, name_of};
pub use refusals::refusals;
pub use statement::{needed, settings, statement};
