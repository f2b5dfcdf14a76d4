//! The report on all lines, and what it needs beside their registrations.

use std::collections::BTreeMap;

use super::brand::Brand;
use super::external_line::Outside;
use super::platform::Platform;
use super::text::Text;
use crate::base::Lang;

/// The name of the report on all lines: its folder below `reports/<year>/`, and in lists of reports.
pub const LANDSCAPE: &str = "landscape";

/// The report on all lines, side by side.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Landscape {
    /// Years to report on.
    pub years: Vec<i32>,
    /// How many years back tables go, the report year included.
    pub look_back: u32,
    /// Languages of the report.
    pub languages: Vec<Lang>,
    /// Where people live, and how many of them.
    pub areas: Vec<Area>,
    /// What is said of lines with registrations, by their id.
    pub lines: BTreeMap<String, Beside>,
    /// Lines without registrations.
    pub outside: Vec<Outside>,
    /// Platforms in which lines meet.
    pub platforms: Vec<Platform>,
    /// Names and buttons under which several lines can be reached.
    pub brands: Vec<Brand>,
}

impl Landscape {
    /// An area by id.
    #[must_use]
    pub fn area(&self, id: &str) -> Option<&Area> {
        self.areas.iter().find(|a| a.id == id)
    }

    /// Inhabitants of an area on 1 January of a year, with where the number stands.
    #[must_use]
    pub fn population(&self, area: &str, year: i32) -> Option<(u64, Vec<&Text>)> {
        let area = self.area(area)?;
        if area.parts.is_empty() {
            let own = area.populations.iter().find(|p| p.year == year)?;
            return Some((own.value, vec![&own.source]));
        }
        let mut sources: Vec<&Text> = Vec::new();
        // Shares are added on a common denominator and rounded once, so that three thirds are exactly one.
        let common: u64 = area.parts.iter().map(|p| p.share.1).product();
        let mut sum = 0;
        for part in &area.parts {
            let (value, source) = self.population(&part.area, year)?;
            sum += value * part.share.0 * (common / part.share.1);
            sources.extend(source);
        }
        let mut seen: Vec<&Text> = Vec::new();
        for source in sources {
            if !seen.contains(&source) {
                seen.push(source);
            }
        }
        Some(((2 * sum + common) / (2 * common), seen))
    }
}

/// What is said of a line that has registrations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside {
    /// Areas whose inhabitants it can be set against; the first is its own.
    pub areas: Vec<String>,
    /// What limits a comparison of its numbers with those of other lines.
    pub note: Text,
}

/// A catchment area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    pub id: String,
    pub label: Text,
    /// Its population by year, when it has one of its own.
    pub populations: Vec<Population>,
    /// Areas it consists of, or shares of them.
    pub parts: Vec<Part>,
}

/// Inhabitants on 1 January of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Population {
    pub year: i32,
    /// How many inhabitants.
    pub value: u64,
    /// Where the number stands.
    pub source: Text,
}

/// A share of another area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The other area.
    pub area: String,
    /// Numerator and denominator.
    pub share: (u64, u64),
}
