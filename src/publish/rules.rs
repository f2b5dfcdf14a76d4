//! How a report was protected, in `manifest.json`: what its readers may know, and the audit assumes.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::config::{Helpline, Method, Zeros};
use crate::disclosure::Settings;

/// Version of these records.
const VERSION: u32 = 1;

/// How the counts of one line were protected.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Protected {
    /// Counts from 1 up to (not including) this are small.
    pub threshold: u64,
    /// `hiding` or `rounding`.
    pub method: &'static str,
    /// When rounded: what all counts are multiples of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<u64>,
    /// When rounded: how far a printed count can be from the true one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deviation: Option<u64>,
    /// Smallest distance between the least and the greatest possibility of a small count that is hidden.
    pub interval_width: u64,
    /// `printed`, or `may_be_hidden`.
    pub zeros: &'static str,
    /// Dimensions whose small counts are protected; all when empty.
    pub sensitive: Vec<String>,
}

impl Protected {
    /// Of a line.
    #[must_use]
    pub fn of(line: &Helpline) -> Self {
        let settings = Settings::of(line);
        let (method, base) = match line.protection.method {
            Method::Hiding => ("hiding", None),
            Method::Rounding { base } => ("rounding", Some(base)),
        };
        Self {
            threshold: settings.threshold,
            method,
            base,
            deviation: base.map(|b| b - 1),
            interval_width: settings.width,
            zeros: match settings.zeros {
                Zeros::Printed => "printed",
                Zeros::MayBeHidden => "may_be_hidden",
            },
            sensitive: settings.sensitive.into_iter().collect(),
        }
    }
}

/// How all lines of a report were protected.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Protection {
    version: u32,
    lines: BTreeMap<String, Protected>,
}

impl Protection {
    /// Of the lines whose cells a report prints.
    #[must_use]
    pub fn of<'l>(lines: impl Iterator<Item = &'l Helpline>) -> Self {
        let lines = lines.map(|line| (line.id.clone(), Protected::of(line))).collect();
        Self { version: VERSION, lines }
    }
}
