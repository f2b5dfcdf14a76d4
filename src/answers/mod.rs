//! Answers to written questions: the tables and charts that were asked for, in the order asked, and an
//! index from what was asked to the table, or to the reason why there is none.
//!
//! Takes the [`SafeTable`]s of the lines and of the landscape; every number is one that these reports
//! print.

mod assemble;
mod find;
mod letter;
mod subject;
mod told;

#[cfg(test)]
mod tests;

pub use assemble::assemble;
pub use find::{Answer, Delivered, Item, answer};
pub use letter::letter;
pub use subject::{Subjects, subject};
pub use told::told;

use crate::disclosure::SafeTable;

/// The report of a line, or of all lines, that answers may take tables from.
pub struct Source<'a> {
    /// Id of the line, or `landscape`.
    pub line: &'a str,
    /// Its tables, those of the newest report first.
    pub tables: Vec<&'a SafeTable>,
}
