//! Findings of one file, folded: a million equal problems are a few findings and a number.

use std::collections::BTreeMap;

use crate::diagnostics::{Finding, Findings, Place, Severity};

/// Places shown one by one per code, file and column; the rest is a number on the first.
const SHOWN: usize = 20;

/// Collects findings and folds them.
pub(super) struct Notes {
    helpline: String,
    groups: BTreeMap<(&'static str, Option<u64>, String), Vec<Finding>>,
}

impl Notes {
    /// An empty collection.
    pub(super) fn new(helpline: &str) -> Self {
        Self { helpline: helpline.to_owned(), groups: BTreeMap::new() }
    }

    /// Adds a finding; its texts are only made when it will be shown.
    pub(super) fn add(
        &mut self,
        severity: Severity,
        code: &'static str,
        place: Place,
        texts: impl FnOnce() -> (String, Option<String>),
    ) {
        let group = self.groups.entry((code, place.column, place.file.clone())).or_default();
        if group.len() >= SHOWN {
            group[0].more += 1;
            return;
        }
        let (message, hint) = texts();
        let mut finding = match severity {
            Severity::Error => Finding::error(code, message),
            Severity::Warning => Finding::warning(code, message),
            Severity::Note => Finding::note(code, message),
        };
        finding.hint = hint;
        group.push(finding.at(place).of(&self.helpline));
    }

    /// Adds a finding on several rows, of which the place is the first.
    pub(super) fn add_many(
        &mut self,
        severity: Severity,
        code: &'static str,
        (place, rows): (Place, u64),
        texts: impl FnOnce() -> (String, Option<String>),
    ) {
        let key = (code, place.column, place.file.clone());
        self.add(severity, code, place, texts);
        if let Some(last) = self.groups.get_mut(&key).and_then(|group| group.last_mut()) {
            last.more += rows.saturating_sub(1);
        }
    }

    /// The findings.
    pub(super) fn into_findings(self) -> Findings {
        Findings(self.groups.into_values().flatten().collect())
    }
}
