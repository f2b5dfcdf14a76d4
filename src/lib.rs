//! Jaarlijn turns the raw registrations of helplines into typeset annual reports.
//!
//! The path of the data, one room a step: [`config`] → [`intake`] → [`validation`] → [`measures`] →
//! [`disclosure`] → narrative, charts → [`document`], exports → publish. `src/README.md` shows it.

pub mod answers;
pub mod audit;
pub mod base;
pub mod charts;
pub mod claims;
pub mod cli;
pub mod commentary;
pub mod config;
pub mod counts;
pub mod demo;
pub mod disclosure;
pub mod document;
pub mod draft;
pub mod edition;
pub mod exports;
pub mod intake;
pub mod landscape;
pub mod letter;
pub mod linear;
pub mod measures;
pub mod narrative;
pub mod pipeline;
pub mod preview;
pub mod publish;
pub mod report;
pub mod series;
pub mod site;
pub mod sql;
pub mod validation;
pub mod verify;
pub mod watch;
pub mod web;
pub mod words;
