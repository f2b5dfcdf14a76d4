//! What the safe tables say, as sentences in the report's language.
//!
//! Takes [`SafeTable`]s and [`Labels`]; gives headlines, subtitles, notes, key figures and findings.
//! A sentence is only written from published numbers; where one is hidden, a plain title takes its
//! place.

mod callers;
mod contrast;
mod headline;
mod keypage;
mod lead;
mod notes;
mod reach;
mod reading;
mod series;
mod subtitle;
mod targets;
mod wide;

pub use headline::{finding, headline};
pub use keypage::{findings, tiles};
pub use lead::lead;
pub use notes::{legend, note, sign, signed, signs_of};
pub use reading::Reading;
pub use subtitle::{caption, subtitle};
