//! Numeric kernels for systems of linear sums over whole numbers. The protection
//! ([`disclosure`](crate::disclosure)) and the attack ([`audit`](crate::audit)) both use them; each of the
//! two builds its own system, so that a relation that one of them forgets is still known to the other.
//!
//! | file | what it computes |
//! |---|---|
//! | `modular` | arithmetic of remainders modulo a prime |
//! | `elimination` | which unknowns the equations determine, without rounding errors |
//! | `null_space` | how unknowns can move while every sum stays as it is |
//! | `bound_propagation` | bounds that follow from one row after another |
//! | `integer_program` | whole numbers that keep every row, at the lowest or highest cost: `microlp`, or `HiGHS` |
//!
//! The callers state every limit on the work (rows looked at, nodes of a search), because the same limit must
//! give the same published bytes. A limit is a count and never a clock, so that equal input gives equal
//! output.

pub mod bound_propagation;
pub mod elimination;
pub mod integer_program;
mod modular;
pub mod null_space;
