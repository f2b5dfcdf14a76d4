//! What went wrong, where, and what to do next.
//!
//! Takes nothing; gives [`Finding`], the list [`Findings`] and the [`Exit`] codes that every other
//! room uses. A finding never carries a data value unless its column is declared non-sensitive.

mod exit;
mod finding;
mod suggest;

pub use exit::Exit;
pub use finding::{Finding, Findings, InFile, Place, Severity};
pub use suggest::{did_you_mean, fold};
