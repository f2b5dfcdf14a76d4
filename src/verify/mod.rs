//! Two files of one report, compared: which page, which figure, which attachment differs.

mod compare;
mod identity;
mod pdf;

pub use compare::{Difference, compare};
pub use identity::identity;
