//! A share in two years, and the difference in percentage points.

use std::collections::BTreeMap;

use super::context::{Context, exactly};
use super::facts::Fact;
use crate::claims::read::mention::Mention;
use crate::words::wording::Ratio;

/// A share in two years, and the difference in points.
pub struct Step<'a> {
    pub fact: &'a Fact,
    pub shares: [Ratio; 2],
}

impl Step<'_> {
    /// How much the share grew, as a fraction of what it was.
    pub fn growth(&self) -> Ratio {
        let [a, b] = self.shares;
        Ratio(b.0 * a.1 - a.0 * b.1, (a.0 * b.1).max(1))
    }

    /// The difference in percentage points.
    pub fn points(&self) -> Ratio {
        let [a, b] = self.shares;
        Ratio(100 * (b.0 * a.1 - a.0 * b.1), a.1 * b.1)
    }
}

/// The shares that the sentence can be about, in the two years it compares.
pub fn steps<'a>(cx: &Context<'a>, at: usize) -> Vec<Step<'a>> {
    let Some((from, to)) = cx.said.compared_at(at).first().copied() else { return Vec::new() };
    let facts = cx.facts();
    let all: Vec<&Mention> = cx.said.mentions.iter().collect();
    let unit = |f: &Fact| cx.said.units.is_empty() || cx.said.units.iter().any(|(_, u)| u.fits(&f.unit));
    let hinted = !cx.said.hints.is_empty();
    let meant = |f: &&Fact| {
        f.year() == Some(to)
            && f.counts()
            && f.dims.len() == 1
            && unit(f)
            && (exactly(f, &all) && !all.is_empty() || hinted && cx.covers(f))
    };
    let share = |f: &Fact, year: i32| facts.in_year(f, year).and_then(|f| facts.share(f, &BTreeMap::new()));
    let step = |f: &'a Fact| Some(Step { fact: f, shares: [share(f, from)?, share(f, to)?] });
    facts.all.iter().filter(meant).filter_map(step).collect()
}
