//! The words of a report: one catalogue per language, and numbers, dates and labels written the way
//! the language writes them. Takes ids and exact numbers; gives text. Refuses nothing: a test proves
//! that every key exists in every language.

mod catalogue;
mod collate;
mod labels;
mod numbers;
mod shares;
mod typography;
pub mod wording;

pub use catalogue::Words;
pub use labels::{Labels, capital};
pub use shares::Worded;
pub use typography::typographic;
