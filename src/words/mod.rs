//! What readers of a catalogue need beyond its texts: numbers and dates as the language writes them, names of rows and
//! codes, shares as people say them. Takes ids and exact numbers; gives text. Refuses nothing: a test proves that every
//! key exists in every language of the program.

mod labels;
mod listed;
mod numbers;
mod shares;
mod typography;
pub mod wording;

pub use crate::base::Words;
pub use labels::{Labels, capital};
pub use shares::Worded;
pub use typography::typographic;
