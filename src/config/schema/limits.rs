//! How much a chart may ask of the machine, and which values of registrations are believed.

use std::time::Duration;

/// Limits of the script engine that draws charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest time for one chart.
    pub chart_time: Duration,
    /// Largest memory of one engine, in bytes.
    pub chart_memory: usize,
}

/// Highest values of registrations that are believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plausible {
    /// Highest believable age.
    pub age_max: u32,
    /// Highest believable number of victims in one contact.
    pub victims_max: u32,
    /// Longest believable waiting time in seconds.
    pub wait_max: u32,
    /// Longest believable duration in seconds.
    pub duration_max: u32,
    /// Longest believable time until closed in seconds.
    pub closed_max: u32,
}
