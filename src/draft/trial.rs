//! The draft is tried as it will be read: settings, files and rows go through the same rooms as in a build, and what these
//! ask is answered with the likeliest setting and a question, until no error is left.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;

use super::calendar::calendar;
use super::mend::mend;
use super::model::Draft;
use super::place::Stage;
use super::sources::Export;
use crate::base::{Findings, SecretKey, Severity, code};
use crate::config::load;
use crate::validation::{Registrations, Rejected, registrations};

/// Most times that a draft is mended.
const ROUNDS: usize = 8;

/// What is left when nothing more can be mended.
pub(super) struct Tried {
    pub findings: Findings,
    /// Rows read and used.
    pub rows: (u64, u64),
    days: BTreeMap<NaiveDate, u64>,
    rejected: Vec<Rejected>,
}

/// Tries a draft and mends it.
pub(super) fn trial(
    stage: &Stage,
    draft: &mut Draft,
    exports: &[Export],
    date: Option<NaiveDate>,
    (jobs, salt): (usize, &SecretKey),
) -> Result<Tried, Findings> {
    let mut tried = once(stage, draft, jobs, salt)?;
    for _ in 0..ROUNDS {
        let before = (draft.years.clone(), draft.cut_off);
        // Days in local time, of the rows that count.
        if !tried.days.is_empty() {
            calendar(draft, &tried.days, date);
        }
        let mended = mend(draft, exports, &tried.findings, &tried.rejected);
        if !mended && before == (draft.years.clone(), draft.cut_off) {
            break;
        }
        tried = once(stage, draft, jobs, salt)?;
    }
    Ok(tried)
}

/// The days of the rows that count.
fn days(table: &Registrations) -> BTreeMap<NaiveDate, u64> {
    let mut days: BTreeMap<(u16, u8, u8), u64> = BTreeMap::new();
    for ((year, month), day) in table.year.iter().zip(&table.month).zip(&table.day) {
        *days.entry((*year, *month, (*day).max(1))).or_default() += 1;
    }
    let date =
        |(year, month, day): (u16, u8, u8)| NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
    days.into_iter().filter_map(|(day, n)| Some((date(day)?, n))).collect()
}

fn once(stage: &Stage, draft: &Draft, jobs: usize, salt: &SecretKey) -> Result<Tried, Findings> {
    stage.settings(draft)?;
    let root: &Path = stage.root();
    let (workspace, mut findings) = load(root);
    let line = workspace.as_ref().and_then(|w| w.helplines.iter().find(|line| line.id == draft.id));
    let Some(line) = line else {
        findings.0.retain(|f| f.severity == Severity::Error);
        return Err(findings);
    };
    let (table, told, rejected) = registrations(line, root, jobs, None, salt);
    let rows = table.as_ref().map_or((0, 0), |t| (t.accounting.read, t.accounting.used));
    findings.extend(told);
    // The draft's own account tells of them.
    findings.0.retain(|f| f.code != code::C164);
    findings.0.retain(|f| f.helpline.is_none() || f.helpline.as_deref() == Some(draft.id.as_str()));
    let days = table.as_ref().map(days).unwrap_or_default();
    Ok(Tried { findings, rows, days, rejected })
}
