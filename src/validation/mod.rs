//! Typing and coding of raw cells, with findings and quarantine.

mod registrations;

pub use registrations::{Accounting, InputFile, NO_HOUR, NONE_U16, NONE_U32, Registrations};
