//! Which cell of a table a reference means.

use std::collections::{BTreeMap, BTreeSet};

use super::reference::{Reference, Want};
use super::resolve::Problem;
use crate::base::{Period, code, did_you_mean};

use crate::measures::Key;

/// What a reference asks, sorted by part of the key.
#[derive(Default)]
pub struct Wants {
    /// Period.
    pub period: Option<Period>,
    /// Measure.
    pub measure: Option<String>,
    stage: Option<String>,
    /// Dimensions and codes.
    pub dims: BTreeMap<String, String>,
}

impl Wants {
    /// Sorts what a reference asks; bare words are looked up among the cells.
    pub fn of(reference: &Reference, cells: &[(usize, usize, Key)]) -> Result<Self, Problem> {
        let mut wants = Self::default();
        for want in &reference.wants {
            match want {
                Want::Period(period) => wants.period = Some(*period),
                Want::Named(key, value) if key == "measure" => wants.measure = Some(value.clone()),
                Want::Named(key, value) if key == "stage" => wants.stage = Some(value.clone()),
                Want::Named(key, value) => {
                    wants.dims.insert(key.clone(), value.clone());
                }
                Want::Bare(word) => wants.bare(word, cells)?,
            }
        }
        Ok(wants)
    }

    /// A word without a name: a code of the table, else a measure or a stage of it.
    fn bare(&mut self, word: &str, cells: &[(usize, usize, Key)]) -> Result<(), Problem> {
        let dims: BTreeSet<&str> = cells
            .iter()
            .flat_map(|(_, _, k)| k.dims.iter())
            .filter(|(_, code)| *code == word)
            .map(|(dim, _)| dim.as_str())
            .collect();
        match dims.iter().copied().collect::<Vec<_>>()[..] {
            [dim] => {
                self.dims.insert(dim.to_owned(), word.to_owned());
                return Ok(());
            }
            [] => {}
            _ => {
                let names = dims.into_iter().map(|d| format!("{d}={word}")).collect::<Vec<_>>().join(" or ");
                return Err((
                    code::K013,
                    format!("`{word}` is a code of several dimensions"),
                    format!("write {names}"),
                ));
            }
        }
        if cells.iter().any(|(_, _, k)| measure_is(k, word)) {
            self.measure = Some(word.to_owned());
        } else if cells.iter().any(|(_, _, k)| k.stage.is_some_and(|s| s.id() == word)) {
            self.stage = Some(word.to_owned());
        } else {
            let known: BTreeSet<&str> = cells
                .iter()
                .flat_map(|(_, _, k)| k.dims.values().map(String::as_str).chain(k.measure.as_deref()))
                .collect();
            let hint = did_you_mean(word, known.iter().copied()).map_or_else(
                || format!("there are {}", known.iter().copied().collect::<Vec<_>>().join(", ")),
                |k| format!("did you mean `{k}`?"),
            );
            return Err((code::K012, format!("this figure has no `{word}`"), hint));
        }
        Ok(())
    }

    /// Whether a key has the measure and the stage.
    pub fn named(&self, key: &Key) -> bool {
        self.measure.as_ref().is_none_or(|m| measure_is(key, m))
            && self.stage.as_ref().is_none_or(|s| key.stage.is_some_and(|k| k.id() == s))
    }
}

/// A change or share of a row with a measure of its own is named after that: `victims_change`.
fn measure_is(key: &Key, word: &str) -> bool {
    let derived = ["share", "change"].contains(&word);
    key.measure.as_ref().is_some_and(|m| m == word || (derived && m.ends_with(&format!("_{word}"))))
}

/// The only cell there is, or what sets the others apart.
pub fn one(
    picked: &[&(usize, usize, Key)],
    all: &[(usize, usize, Key)],
) -> Result<(usize, usize, Key), Problem> {
    let keys: BTreeSet<&Key> = picked.iter().map(|(_, _, k)| k).collect();
    match picked {
        [] => {
            let dims: BTreeSet<&str> =
                all.iter().flat_map(|(_, _, k)| k.dims.keys().map(String::as_str)).collect();
            let periods: BTreeSet<String> =
                all.iter().filter_map(|(_, _, k)| k.period).map(|p| p.to_string()).collect();
            let hint = format!(
                "its dimensions are {}; its periods {}",
                dims.into_iter().collect::<Vec<_>>().join(", "),
                periods.into_iter().take(12).collect::<Vec<_>>().join(", ")
            );
            Err((code::K012, "this figure has no such cell".to_owned(), hint))
        }
        [first, ..] if keys.len() == 1 => Ok((*first).clone()),
        _ => {
            let part = |k: &Key| {
                format!(
                    "{}{}",
                    k.measure.as_deref().map(|m| format!("measure={m}")).unwrap_or_default(),
                    k.stage.map(|s| format!(";stage={}", s.id())).unwrap_or_default()
                )
            };
            let names: BTreeSet<String> = keys.into_iter().map(part).collect();
            let hint = format!("add one of: {}", names.into_iter().collect::<Vec<_>>().join(" | "));
            Err((code::K013, "this reference leads to several cells".to_owned(), hint))
        }
    }
}
