//! The draft is tried as it will be read: settings, files and rows go through the same rooms as in a build, and what these
//! ask is answered with the likeliest setting and a question, until no error is left.

use std::path::Path;

use super::mend::mend;
use super::model::Draft;
use super::place::Stage;
use super::sources::Export;
use crate::base::{Findings, SecretKey, Severity};
use crate::config::load;
use crate::validation::{Rejected, registrations};

/// Most times that a draft is mended.
const ROUNDS: usize = 8;

/// What is left when nothing more can be mended.
pub(super) struct Tried {
    pub findings: Findings,
    /// Rows read and used.
    pub rows: (u64, u64),
}

/// Tries a draft and mends it.
pub(super) fn trial(
    stage: &Stage,
    draft: &mut Draft,
    exports: &[Export],
    jobs: usize,
    salt: &SecretKey,
) -> Result<Tried, Findings> {
    let mut tried = once(stage, draft, jobs, salt)?;
    for _ in 0..ROUNDS {
        if !mend(draft, exports, &tried.0.findings, &tried.1) {
            break;
        }
        tried = once(stage, draft, jobs, salt)?;
    }
    Ok(tried.0)
}

fn once(
    stage: &Stage,
    draft: &Draft,
    jobs: usize,
    salt: &SecretKey,
) -> Result<(Tried, Vec<Rejected>), Findings> {
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
    findings.0.retain(|f| f.helpline.is_none() || f.helpline.as_deref() == Some(draft.id.as_str()));
    Ok((Tried { findings, rows }, rejected))
}
