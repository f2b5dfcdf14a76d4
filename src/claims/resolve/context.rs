//! A sentence that was read, beside the cells it can be about.

use std::collections::BTreeMap;

use super::facts::{Fact, Facts};
use crate::base::Num;
use crate::claims::read::mention::Mention;
use crate::claims::read::sentence::{Reading, Setting};
use crate::measures::CellId;

/// A cell as an earlier edition printed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Which cell.
    pub id: CellId,
    /// Number, when one was printed.
    pub value: Option<Num>,
    /// Edition that printed it.
    pub edition: u32,
}

/// What the claims of a report are held against.
pub struct Evidence<'a> {
    /// What its sentences are read with.
    pub setting: Setting<'a>,
    /// Published cells.
    pub facts: Facts,
    /// Cells of earlier editions of this report.
    pub earlier: &'a [Earlier],
}

/// A sentence with the cells it can be about.
pub struct Context<'a> {
    pub said: Reading<'a>,
    /// What it is held against.
    pub evidence: &'a Evidence<'a>,
    /// Cells of which all codes are named.
    pub covered: Vec<&'a Fact>,
}

impl<'a> Context<'a> {
    /// A sentence beside the cells.
    pub fn of(evidence: &'a Evidence<'a>, said: Reading<'a>) -> Self {
        let mut cx = Self { said, evidence, covered: Vec::new() };
        cx.covered = evidence.facts.all.iter().filter(|f| cx.covers(f)).collect();
        cx
    }

    /// The published cells.
    pub fn facts(&self) -> &'a Facts {
        &self.evidence.facts
    }

    /// Whether all codes of a fact are named.
    pub fn covers(&self, fact: &Fact) -> bool {
        fact.dims
            .iter()
            .all(|(d, c)| self.said.mentions.iter().chain(&self.said.hints).any(|m| m.means(d, c)))
    }
}

/// How far back in what the mentions can mean the codes of a fact stand: *Limburg* is the province before it
/// is the team.
pub fn rank(fact: &Fact, mentions: &[&Mention]) -> usize {
    let place = |m: &&Mention| m.options.iter().position(|(d, c)| fact.dims.get(d) == Some(c));
    mentions.iter().filter_map(place).max().unwrap_or_default()
}

/// Whether the codes of a fact are exactly those that mentions name, one code a mention.
pub fn exactly(fact: &Fact, mentions: &[&Mention]) -> bool {
    // The same name may be said twice.
    let mut left: BTreeMap<&str, &str> = fact.dims.iter().map(|(d, c)| (d.as_str(), c.as_str())).collect();
    let all = fact.dims.len();
    let mut used = 0;
    for mention in mentions {
        let Some((dim, code)) = fact.dims.iter().find(|(d, c)| mention.means(d, c)) else { return false };
        if left.remove(dim.as_str()) == Some(code.as_str()) {
            used += 1;
        }
    }
    used == all
}
