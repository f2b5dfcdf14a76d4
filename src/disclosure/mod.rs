//! The wall. Takes exact [`Table`](crate::measures::Table)s; gives [`SafeTable`]s, which are the only
//! numbers that the rooms downstream can name. Nobody else can make one.
//!
//! The rule of this room: a count of 1 up to the threshold is hidden; a statistic over that few
//! contacts is hidden; whatever is computed from a hidden cell is hidden. A true zero is printed.

mod safe;
mod threshold;

#[cfg(test)]
mod tests;

pub use safe::{Safe, SafeCell, SafeTable};
pub use threshold::protect;
