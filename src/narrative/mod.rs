//! What the safe tables say, as sentences in the report's language.
//!
//! Takes [`SafeTable`]s and [`Labels`]; gives headlines, subtitles, notes, key figures and findings.
//! A sentence is only written from published numbers; where one is hidden, a plain title takes its
//! place.
//!
//! A headline tells the first of these that holds: a number that is back where it was, or that stopped changing;
//! a year whose parts went different ways; a share that changed by more than chance since the year before, or since
//! the first year that can be compared; a difference between the rows of a cross by more than chance; what comes
//! first everywhere; what comes first. Of rates of areas it tells how far they lie apart, or that they do not. `intervals` has the tests and their sources.

mod areas;
mod callers;
mod changes;
mod contrast;
mod headline;
mod intervals;
mod keypage;
mod lead;
mod notes;
mod pictured;
mod reach;
mod reading;
mod republished;
mod series;
mod subtitle;
mod targets;
mod wide;

pub use changes::compared_years;
pub use headline::{finding, headline, whole};
pub use keypage::{findings, tiles};
pub use lead::lead;
pub use notes::{legend, note, sign, signed, signs_of};
pub use pictured::is_pictured;
pub use reading::Reading;
pub use republished::repeated;
pub use subtitle::{caption, caption_from, subtitle};
