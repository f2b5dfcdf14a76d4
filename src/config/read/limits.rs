//! `limits:` of the workspace: how much a chart may ask of the machine.

use std::time::Duration;

use crate::config::schema::Limits;
use crate::config::yaml::Node;

/// Highest values that can be set: more than a day or 64 GiB is a mistake.
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
