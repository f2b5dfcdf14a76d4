//! A build with nothing to do: when every file that was read, every published file, the program and the
//! question are what they were after the last build, its outcome is told again and nothing is read.
//!
//! The record can be thrown away at any time and carried to another machine; it is believed only when
//! its own fingerprint fits.

use serde::{Deserialize, Serialize};

use super::edition_plan::PROGRAM;
use super::environment::Environment;
use super::request::{Outcome, Report, Request, State};
use crate::base::{Area, Exit, Finding, Findings, code, sha256};
use crate::publish::{CACHE, folder_fingerprint, publish_file};

/// Version of the record.
const FORMAT: u64 = 3;

/// A record, believed only with its fingerprint.
#[derive(Serialize, Deserialize)]
struct Sealed {
    sha256: String,
    body: String,
}

/// The outcome of the last build.
#[derive(Serialize, Deserialize)]
struct Last {
    inputs: String,
    outputs: String,
    reports: Vec<LastReport>,
    findings: Vec<Finding>,
    exit: u8,
}

/// One report of it.
#[derive(Serialize, Deserialize)]
struct LastReport {
    helpline: String,
    year: Option<i32>,
    became: Became,
    why: String,
    rows: (u64, u64),
}

/// What became of a report.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Became {
    There,
    Held,
    Refused,
}

impl LastReport {
    fn of(report: &Report) -> Self {
        let became = match report.state {
            State::Refused => Became::Refused,
            State::Held => Became::Held,
            _ => Became::There,
        };
        let why = match report.state {
            State::Made => String::new(),
            State::Drafted => "draft".to_owned(),
            _ => report.why.clone(),
        };
        Self { helpline: report.helpline.clone(), year: report.year, became, why, rows: report.rows }
    }

    fn again(self) -> Report {
        let state = match self.became {
            Became::There => State::UpToDate,
            Became::Held => State::Held,
            Became::Refused => State::Refused,
        };
        Report::new(&self.helpline, self.year, state, &self.why).rows(self.rows)
    }
}

/// What a build reads, before it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inputs(String);

impl Inputs {
    /// Of a request: program, question, data and templates.
    pub fn take(request: &Request) -> Self {
        let data = folder_fingerprint(&request.root.join("data"), request.jobs, &|path| !in_quarantine(path));
        let templates = folder_fingerprint(&request.root.join("templates"), 1, &|_| true);
        let asked = asked(request);
        Self(sha256(format!("{FORMAT} {PROGRAM} {asked} {data} {templates}").as_bytes()))
    }
}

fn in_quarantine(path: &str) -> bool {
    path.split('/').nth(1) == Some("quarantine")
}

/// What builds write.
fn outputs(request: &Request) -> String {
    let (root, jobs) = (&request.root, request.jobs);
    let quarantine = folder_fingerprint(&root.join("data"), jobs, &in_quarantine);
    format!("{quarantine} {}", folder_fingerprint(&root.join("reports"), jobs, &|_| true))
}

/// What was asked for, in one text.
fn asked(request: &Request) -> String {
    let Request { making, lines, year, lang, web, .. } = request;
    format!("{making:?} {lines:?} {year:?} {lang:?} {web}")
}

fn name(request: &Request) -> String {
    let asked = asked(request);
    format!("build-{}.json", &sha256(asked.as_bytes())[..16])
}

/// The outcome of the last build, when nothing changed since and nothing had to be put right; `begun` is
/// what this one has told so far.
pub fn recall(request: &Request, inputs: &Inputs, begun: &Outcome) -> Option<Outcome> {
    let repaired = begun.findings.0.iter().any(|f| f.code.area() == Area::Publishing);
    if request.keep || request.only_failed || repaired {
        return None;
    }
    let bytes = std::fs::read(request.root.join(CACHE).join(name(request))).ok()?;
    let sealed: Sealed = serde_json::from_slice(&bytes).ok()?;
    if sealed.sha256 != sha256(sealed.body.as_bytes()) {
        return None;
    }
    let last: Last = serde_json::from_str(&sealed.body).ok()?;
    if last.inputs != inputs.0 || last.outputs != outputs(request) {
        return None;
    }
    let exit = Exit::ALL.into_iter().find(|e| e.code() == last.exit)?;
    let reports = last.reports.into_iter().map(LastReport::again).collect();
    Some(Outcome { reports, exit, ..Outcome::new(Findings(last.findings)) })
}

/// Notes the outcome of a build that left nothing to do; one that failed somewhere is done again.
///
/// Nothing depends on the record: what keeps it from being written only costs time.
pub fn note(request: &Request, environment: &Environment<'_>, inputs: &Inputs, outcome: &Outcome) {
    let idle = |r: &Report| r.state.is_good() || r.state == State::Refused;
    let only_looked = request.dry || request.keep;
    if only_looked || !outcome.reports.iter().all(idle) || outcome.reports.is_empty() {
        return;
    }
    // What was put right or could not be written is of that build only, and so is the date of what was made.
    let of_once = |f: &&Finding| f.code.area() == Area::Publishing || f.code == code::D031;
    let last = Last {
        inputs: inputs.0.clone(),
        outputs: outputs(request),
        reports: outcome.reports.iter().map(LastReport::of).collect(),
        findings: outcome.findings.0.iter().filter(|f| !of_once(f)).cloned().collect(),
        exit: outcome.exit.code(),
    };
    let Ok(body) = serde_json::to_string(&last) else { return };
    let Ok(record) = serde_json::to_string(&Sealed { sha256: sha256(body.as_bytes()), body }) else { return };
    let _ = publish_file(environment.disk, &request.root.join(CACHE).join(name(request)), record.as_bytes());
}
