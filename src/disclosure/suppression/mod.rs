//! Suppression: which cells of the system of [linked tables](super::linked_tables) are printed as a sign.
//!
//! `suppress` goes through the components of the system. For each it takes the pattern of the
//! `solution_cache`, or the `published_pattern`, or else solves it: `primary` names the cells that must not
//! be found and how far each must be able to move; `secondary` suppresses further cells until a
//! `perturbation` shows every such move (`milp` where chains of steps find none); `exchange` replaces
//! suppressions by cheaper ones; `redundancy` publishes again what is suppressed without need, with
//! `bound_propagation` and `elimination` to see quickly what is impossible. `suppression_log` says why.
//!
//! The pattern is not the best one, which nobody can find for whole reports, but near it. An integer program
//! gives a lower bound: it suppresses as little as it can, so that in each sum, and in each sum of two that
//! share cells, the other suppressed cells could make up for the moves that `primary` asks of a cell. Every safe
//! pattern fulfils that, so none costs less.

pub mod bound_propagation;
pub mod bounds;
pub mod component;
pub mod elimination;
pub mod exchange;
pub mod milp;
pub mod perturbation;
pub mod primary;
pub mod published_pattern;
pub mod reason;
pub mod redundancy;
pub mod secondary;
pub mod solution_cache;
pub mod suppress;
pub mod suppression_log;
