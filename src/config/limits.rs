//! How much a chart may ask of the machine, and which values of registrations are believed.

use std::time::Duration;

use super::yaml::Node;

/// Limits of the script engine that draws charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest time for one chart.
    pub chart_time: Duration,
    /// Largest memory of one engine, in bytes.
    pub chart_memory: usize,
}

/// Most that can be asked for: what does not fit in a day or in 64 GiB is a mistake.
const SECONDS_MAX: i64 = 86_400;
const MEGABYTES_MAX: i64 = 65_536;
/// ECharts alone needs about 20 MB.
const MEGABYTES_MIN: i64 = 32;

/// `limits:` of the workspace, completed from the defaults.
pub fn limits(own: Option<Node<'_>>, default: Option<Node<'_>>) -> Option<Limits> {
    let map = own.or_else(|| default.clone())?.map(default.into_iter().collect());
    let seconds = map.get("chart_seconds").and_then(|n| n.whole(1, SECONDS_MAX));
    let megabytes = map.get("chart_memory_mb").and_then(|n| n.whole(MEGABYTES_MIN, MEGABYTES_MAX));
    map.finish();
    Some(Limits {
        chart_time: Duration::from_secs(u64::try_from(seconds?).ok()?),
        chart_memory: usize::try_from(megabytes?).ok()?.checked_mul(1 << 20)?,
    })
}

/// Limits of plausibility.
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
