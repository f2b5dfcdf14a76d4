//! The subject, the period and the stage of a claim become published cells.

pub mod ambiguity;
pub mod context;
pub mod count_cells;
pub mod facts;
pub mod months;
pub mod rate_cells;
pub mod share_cells;
pub mod share_steps;
pub mod subjects;
pub mod sums;
