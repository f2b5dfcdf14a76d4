//! Putting a report together: chapters, tables, key page and method, all in words.
//!
//! Takes [`SafeTable`]s, drawn charts and the facts of a build; gives the
//! [`ReportModel`](crate::document::model::ReportModel) that the templates print.

mod assemble;
mod coarser;
mod corrections;
mod method;
mod opening;
mod prose;
mod revised;
mod table;

pub use assemble::{Drawn, Facts, Front, assemble, model};
pub use corrections::corrections;
pub use table::{signed_rows, table_model, value, whole_table_model};
