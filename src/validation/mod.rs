//! Typing and coding of raw cells, with findings and quarantine.
//!
//! Takes the [`RawTable`](crate::intake::RawTable)s of a line; gives [`Registrations`]. Beside them the
//! findings, and the rejected records for the quarantine. Rows read = rows used + rows excluded by each
//! named rule ([`Accounting`]).

mod age_signs;
mod ages;
mod answers;
mod asking;
mod between;
mod births;
mod calendar_names;
mod callers;
mod codes;
mod contact;
mod contacts;
mod correction_file;
mod correction_text;
mod corrections;
mod derive;
mod doubts;
mod equal_rows;
mod file;
mod finish;
mod guess;
mod hours;
mod id_spellings;
mod intervals;
mod join;
mod keys;
mod late_codes;
mod late_columns;
mod line;
mod lists;
mod loose;
mod meeting;
mod memo;
mod moment_signs;
mod moments;
mod notes;
mod nothing;
mod numbered;
mod numbers;
mod placing;
mod prints;
mod quarantine;
mod reader;
mod registrations;
mod rows;
mod rules;
mod same_ids;
mod same_rows;
mod scales;
mod shows;
mod span_signs;
mod span_units;
mod spans;
mod spellings;
mod stamp;
mod strays;
mod stretches;
mod survey;
mod swapped;
#[cfg(test)]
mod tests;
mod texts;
mod times;
mod unit_names;
mod unreadable;
mod values;
mod vocabulary;
mod whole_files;
mod written;
mod zone;

pub use crate::intake::InputFile;
pub use callers::Caller;
pub use doubts::{begins, doubts};
pub use file::{Chunk, Typed, type_file};
pub use hours::{NO_HOURS, OPEN, SHUT};
pub use join::join;
pub use line::{Progress, registrations};
pub use quarantine::{Rejected, set_aside, write_quarantine};
pub use registrations::{
    Accounting, BELOW, NO_HOUR, NONE_U16, NONE_U32, OfYear, Registrations, Taken, UNREAD_U32, WITHDRAWN,
};
pub use spellings::{Spellings, channel_spellings, code_spellings, outcome_spellings, yes_no_spellings};
pub use survey::{
    SeenMoments, age, clocks, frequent, is_code, is_span, least_shown, list, moments as seen_moments,
    unit_of_name,
};
