//! Why each count is withheld, out of the private log: only for whoever holds the registrations.

use serde::Serialize;

use crate::disclosure::{HiddenCell, Why};

/// Why a count is withheld. There is no number in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// What it counts, as the private log names it.
    pub cell: String,
    /// `small`, `protects` or `earlier_edition`.
    pub why: &'static str,
    /// The small counts that could be computed, or guessed too well, without it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub protects: Vec<String>,
}

impl Reason {
    /// Whether a sum disappears for a part of it: it names fewer traits than what it protects.
    #[must_use]
    pub fn is_sum_for_part(&self) -> bool {
        self.protects.iter().any(|small| traits(small) > traits(&self.cell))
    }

    /// Whether it counts how many answers to a question are known: the same counts stand in the breakdown too.
    #[must_use]
    pub fn is_of_completeness(&self) -> bool {
        self.cell.contains(" variable=")
    }

    /// The reason in words.
    #[must_use]
    pub fn text(&self) -> String {
        match self.why {
            "small" => "small itself".to_owned(),
            "earlier_edition" => {
                "withheld by an earlier edition, or too near to what that printed".to_owned()
            }
            _ => {
                let shown = self.protects.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(", ");
                let more = self.protects.len().saturating_sub(3);
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                format!("protects {shown}{more}")
            }
        }
    }
}

/// How many traits a name has: `contacts 2023 age=child channel=chat` has two.
fn traits(name: &str) -> usize {
    name.matches('=').count()
}

/// What a change of the settings brings back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Brings {
    /// Counts that are withheld now and printed then.
    pub printed: Vec<String>,
    /// How many counts of the breakdown are withheld now, and how many then.
    pub withheld: (usize, usize),
}

/// A change that was tried: everything was counted and protected with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trial {
    pub change: String,
    pub brings: Brings,
}

/// All reasons of a line, and what was tried.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Reasons {
    pub withheld: Vec<Reason>,
    /// Changes of the breakdown that was asked for, those that bring most first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tried: Vec<Trial>,
    /// Changes that were tried and bring nothing back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub in_vain: Vec<String>,
}

impl Reasons {
    /// The reasons of a count by its name. Counts of two stages can have one name.
    pub fn of<'r>(&'r self, name: &'r str) -> impl Iterator<Item = &'r Reason> {
        self.withheld.iter().filter(move |reason| reason.cell == name)
    }
}

/// The reasons in the private log, sums that disappear for a part first.
#[must_use]
pub fn reasons(log: &[HiddenCell]) -> Vec<Reason> {
    let reason = |hidden: &HiddenCell| {
        let (why, protects) = match &hidden.why {
            Why::Primary => ("small", Vec::new()),
            Why::EarlierEdition => ("earlier_edition", Vec::new()),
            Why::Secondary(cells) => ("protects", cells.iter().cloned().collect()),
        };
        Reason { cell: hidden.cell.clone(), why, protects }
    };
    let mut all: Vec<Reason> = log.iter().map(reason).collect();
    all.sort_by_cached_key(|r| (!r.is_sum_for_part(), traits(&r.cell), r.cell.clone()));
    all.dedup();
    all
}
