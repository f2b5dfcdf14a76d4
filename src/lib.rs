//! Jaarlijn turns the raw registrations of helplines into typeset annual reports.
//!
//! The path of the data, one room a step: [`config`] → [`intake`] → [`validation`] → [`measures`] →
//! [`disclosure`] → narrative, charts → [`document`], exports → publish. `src/README.md` shows it.

pub mod config;
pub mod diagnostics;
pub mod disclosure;
pub mod document;
pub mod intake;
pub mod measures;
pub mod validation;
