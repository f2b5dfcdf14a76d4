//! Contradictions: settings that are readable one by one and cannot all be meant.

mod caller_number;
mod columns;
mod helpline;
mod landscape;
mod printed_figures;
mod published;
mod recodings;
mod rows;
mod translations;

pub use helpline::{is_reserved, line};
pub use landscape::landscape;
pub use published::published;
pub use translations::missing_texts;
