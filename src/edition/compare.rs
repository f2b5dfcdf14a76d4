//! Two editions side by side.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::inputs::changes;
use super::record::{Record, Replaced, by_id};
use crate::base::Num;
use crate::config::{RevisionBounds, dim};
use crate::exports::PublishedCell;
use crate::measures::CellId;
use crate::validation::InputFile;

/// What an edition shows of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    /// A number.
    Number(Num),
    /// Withheld.
    Hidden,
    /// No number, by its status letters.
    Missing(String),
    /// The edition has no such cell.
    Absent,
}

impl Shown {
    fn of(cell: Option<&PublishedCell>) -> Self {
        match cell {
            None => Self::Absent,
            Some(cell) if cell.conf_status == "C" => Self::Hidden,
            Some(cell) => {
                Num::parse(&cell.value).map_or_else(|| Self::Missing(cell.obs_status.clone()), Self::Number)
            }
        }
    }
}

/// How much a change matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// Below the first bound.
    Tiny,
    /// Between the bounds, or a change of what is hidden.
    Minor,
    /// From the second bound on, or a number that appears or goes.
    Serious,
}

/// A cell that two editions show differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The cell.
    #[serde(flatten)]
    pub id: CellId,
    /// What the replaced edition says.
    pub before: Shown,
    /// What this one says.
    pub after: Shown,
    /// The difference, when both say a number.
    pub difference: Option<Num>,
    /// How much it matters.
    pub grade: Grade,
}

/// A file that was added, taken away or delivered anew.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct InputChange {
    /// Path relative to the workspace.
    pub path: String,
    /// Whether it was there before.
    pub before: bool,
    /// Whether it is there now.
    pub after: bool,
}

impl InputChange {
    /// Whether it holds registrations, corrections or series, and no words of the editor.
    #[must_use]
    pub fn is_delivery(&self) -> bool {
        !is_commentary(&self.path)
    }
}

/// Whether a file holds the editor's words.
#[must_use]
pub fn is_commentary(path: &str) -> bool {
    path.split('/').nth(2) == Some("commentary")
}

/// A number of a past year that differs from what that year's own report says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Restated {
    /// The cell.
    pub id: CellId,
    /// Year of the report that said it.
    pub year: i32,
    /// Its edition.
    pub edition: u32,
    /// What it said.
    pub before: Num,
    /// What this report says.
    pub after: Num,
    /// Whether it was announced as provisional.
    pub provisional: bool,
}

/// What an edition is, and how it differs from the one it replaces.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Revision {
    /// Number of the edition.
    pub edition: u32,
    /// Whether this edition stands published already.
    pub published: bool,
    /// The edition that it replaces.
    pub replaces: Option<Replaced>,
    /// Cells shown differently, sorted.
    pub changes: Vec<Change>,
    /// Cells that the replaced edition did not have, per figure.
    pub added: BTreeMap<String, u64>,
    /// Cells that only the replaced edition has, per figure.
    pub removed: BTreeMap<String, u64>,
    /// Periods whose figures were provisional and are no longer.
    pub settled: BTreeSet<String>,
    /// Files that differ.
    pub inputs: Vec<InputChange>,
    /// Reasons of corrections. Of how many registrations is not told: it can be a few.
    pub reasons: BTreeSet<String>,
    /// Past years' numbers that differ from those years' own reports.
    pub restated: Vec<Restated>,
}

impl Revision {
    /// Whether it shows a number of one of these lines and years otherwise than before. A cell that names
    /// no line is of `own`, or of all lines when `own` is none of them.
    #[must_use]
    pub fn tells_of(&self, lines: &[(String, i32)], own: &str) -> bool {
        let alone = lines.iter().any(|(line, _)| line == own);
        self.changes.iter().any(|change| {
            let key = change.id.key();
            let Some((first, last)) = key.period.map(|p| p.months()) else { return false };
            let line = key.dims.get(dim::LINE).map(String::as_str).or_else(|| alone.then_some(own));
            lines.iter().any(|(l, year)| (first.0..=last.0).contains(year) && line.is_none_or(|own| own == l))
        })
    }

    /// Whether the edition before this one still stands: there is one, and it was not taken back.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.replaces.as_ref().is_some_and(|before| before.retracted.is_none())
    }

    /// Cells whose number is another than was published before.
    #[must_use]
    pub fn revised(&self) -> BTreeSet<&CellId> {
        let changes = self.changes.iter().filter(|c| matches!(c.after, Shown::Number(_))).map(|c| &c.id);
        changes.chain(self.restated.iter().map(|r| &r.id)).collect()
    }

    /// Figures with changes, sorted.
    #[must_use]
    pub fn figures(&self) -> BTreeSet<&str> {
        let changed = self.changes.iter().map(|c| c.id.figure.as_str());
        changed.chain(self.added.keys().chain(self.removed.keys()).map(String::as_str)).collect()
    }
}

/// The edition that these cells make, after the editions published so far.
#[must_use]
pub fn revise(
    history: &[Record],
    cells: &[PublishedCell],
    inputs: &[InputFile],
    reasons: &BTreeSet<String>,
    bounds: &RevisionBounds,
) -> Revision {
    let Some(last) = history.last() else { return Revision { edition: 1, ..Revision::default() } };
    let now = by_id(cells);
    let read: BTreeMap<&str, &str> = inputs.iter().map(|i| (i.path.as_str(), i.sha256.as_str())).collect();
    let published = last.retracted.is_none() && last.by_id() == now;
    // The edition that stands already tells what it told: against its predecessor, with its own inputs.
    let (edition, before) = if published {
        (last.edition, history.iter().find(|r| r.edition + 1 == last.edition))
    } else {
        (last.edition + 1, Some(last))
    };
    let mut revision = Revision { edition, published, ..Revision::default() };
    if published {
        revision.replaces.clone_from(&last.replaces);
    }
    let Some(before) = before else { return revision };
    revision.replaces = Some(Replaced {
        edition: before.edition,
        date: before.date.clone(),
        retracted: before.retracted.clone(),
    });
    let now_read = if published { last.inputs().collect() } else { read };
    revision.inputs = changes(&before.inputs().collect(), &now_read);
    revision.reasons = if published { last.reasons.clone() } else { reasons.clone() };
    fill(&mut revision, &before.by_id(), &now, bounds);
    revision
}

fn fill(
    revision: &mut Revision,
    before: &BTreeMap<CellId, PublishedCell>,
    after: &BTreeMap<CellId, PublishedCell>,
    bounds: &RevisionBounds,
) {
    for (id, new) in after {
        let Some(old) = before.get(id) else {
            *revision.added.entry(id.figure.clone()).or_default() += 1;
            continue;
        };
        let provisional = |cell: &PublishedCell| cell.obs_status.split(' ').any(|s| s == "P");
        if provisional(old) && !provisional(new) {
            revision.settled.insert(id.period.clone());
        }
        let (before, after) = (Shown::of(Some(old)), Shown::of(Some(new)));
        if before != after {
            let difference = difference(&before, &after);
            let grade = grade(id, &before, &after, difference, bounds);
            revision.changes.push(Change { id: id.clone(), before, after, difference, grade });
        }
    }
    for id in before.keys().filter(|id| !after.contains_key(*id)) {
        *revision.removed.entry(id.figure.clone()).or_default() += 1;
    }
}

/// After minus before, when both are printed; otherwise it could give a hidden number away.
fn difference(before: &Shown, after: &Shown) -> Option<Num> {
    let (Shown::Number(before), Shown::Number(after)) = (before, after) else { return None };
    let decimals = before.decimals.max(after.decimals);
    let lift = |n: &Num| n.scaled.checked_mul(10_i64.checked_pow(u32::from(decimals - n.decimals))?);
    Some(Num { scaled: lift(after)?.checked_sub(lift(before)?)?, decimals })
}

fn grade(
    id: &CellId,
    before: &Shown,
    after: &Shown,
    difference: Option<Num>,
    bounds: &RevisionBounds,
) -> Grade {
    if *before == Shown::Hidden || *after == Shown::Hidden {
        return Grade::Minor;
    }
    let (Shown::Number(before), Some(difference)) = (before, difference) else { return Grade::Serious };
    let points = ["percent", "percentage_point"].contains(&id.unit.as_str());
    let size = difference.to_f64().abs();
    let weight = if points {
        size
    } else if before.scaled == 0 {
        100.0
    } else {
        100.0 * size / before.to_f64().abs()
    };
    if weight < f64::from(bounds.tiny_percent) {
        Grade::Tiny
    } else if weight < f64::from(bounds.serious_percent)
        || (!points && size < f64::from(bounds.serious_count))
    {
        Grade::Minor
    } else {
        Grade::Serious
    }
}

/// Numbers of past years that differ from what those years' own reports say about the same cell.
#[must_use]
pub fn restated(year: i32, cells: &[PublishedCell], others: &[Record]) -> Vec<Restated> {
    let now = by_id(cells);
    let mut found = Vec::new();
    for record in others.iter().filter(|r| r.year < year) {
        let own = record.year.to_string();
        let of_year =
            |period: &str| period == own || period.strip_prefix(&own).is_some_and(|r| r.starts_with('-'));
        for (id, old) in record.by_id().iter().filter(|(id, _)| of_year(&id.period)) {
            let Some(new) = now.get(id) else { continue };
            let (Shown::Number(before), Shown::Number(after)) = (Shown::of(Some(old)), Shown::of(Some(new)))
            else {
                continue;
            };
            if before != after {
                found.push(Restated {
                    id: id.clone(),
                    year: record.year,
                    edition: record.edition,
                    before,
                    after,
                    provisional: old.obs_status.split(' ').any(|s| s == "P"),
                });
            }
        }
    }
    found
}
