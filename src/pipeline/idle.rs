//! A build with nothing to do: when every file that was read, every published file, the program and the
//! question are what they were after the last build, its outcome is told again and nothing is read.
//!
//! The record can be thrown away at any time and carried to another machine; it is believed only when
//! its own fingerprint fits.

use super::ground::Ground;
use super::issue::PROGRAM;
use super::request::{Outcome, Report, Request, State};
use crate::base::{Area, Code, Exit, Finding, Findings, InFile, Place, Severity, code, sha256};
use crate::publish::{CACHE, folder_fingerprint, publish_file};

/// Version of the record.
const FORMAT: u64 = 2;

/// What a build reads, before it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inputs(String);

impl Inputs {
    /// Of a request: program, question, data and templates.
    pub fn take(request: &Request) -> Self {
        let data = folder_fingerprint(&request.root.join("data"), request.jobs, &|path| !in_quarantine(path));
        let templates = folder_fingerprint(&request.root.join("templates"), 1, &|_| true);
        let asked = format!("{:?} {:?} {:?}", request.lines, request.year, request.lang);
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

fn name(request: &Request) -> String {
    let asked = format!("{:?} {:?} {:?}", request.lines, request.year, request.lang);
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
    let record: serde_json::Value = serde_json::from_slice(&bytes).ok()?;
    let body = record["body"].as_str()?;
    if record["sha256"].as_str()? != sha256(body.as_bytes()) {
        return None;
    }
    let body: serde_json::Value = serde_json::from_str(body).ok()?;
    if body["inputs"].as_str()? != inputs.0 || body["outputs"].as_str()? != outputs(request) {
        return None;
    }
    let reports = body["reports"].as_array()?.iter().map(report).collect::<Option<Vec<_>>>()?;
    let findings = body["findings"].as_array()?.iter().map(finding).collect::<Option<Vec<_>>>()?;
    let code = i32::try_from(body["exit"].as_i64()?).ok()?;
    let exit = Exit::ALL.into_iter().find(|e| i32::from(e.code()) == code)?;
    Some(Outcome { reports, exit, ..Outcome::new(Findings(findings)) })
}

/// Notes the outcome of a build that left nothing to do; one that failed somewhere is done again.
///
/// Nothing depends on the record: what keeps it from being written only costs time.
pub fn note(request: &Request, ground: &Ground<'_>, inputs: &Inputs, outcome: &Outcome) {
    let idle = |r: &Report| matches!(r.state, State::Made | State::UpToDate | State::Held | State::Refused);
    let only_looked = request.dry || request.keep;
    if only_looked || !outcome.reports.iter().all(idle) || outcome.reports.is_empty() {
        return;
    }
    let reports: Vec<_> = outcome
        .reports
        .iter()
        .map(|r| {
            let state = match r.state {
                State::Refused => "refused",
                State::Held => "held",
                _ => "there",
            };
            serde_json::json!({
                "helpline": r.helpline, "year": r.year, "state": state,
                "why": if r.state == State::Made { "" } else { r.why.as_str() }, "rows": r.rows,
            })
        })
        .collect();
    // What was put right or could not be written is of that build only, and so is the date of what was made.
    let of_once = |f: &&Finding| f.code.area() == Area::Publishing || f.code == code::D031;
    let lasting: Vec<&Finding> = outcome.findings.0.iter().filter(|f| !of_once(f)).collect();
    let body = serde_json::json!({
        "inputs": inputs.0,
        "outputs": outputs(request),
        "reports": reports,
        "findings": lasting,
        "exit": i32::from(outcome.exit.code()),
    })
    .to_string();
    let record = serde_json::json!({ "sha256": sha256(body.as_bytes()), "body": body }).to_string();
    let _ = publish_file(ground.disk, &request.root.join(CACHE).join(name(request)), record.as_bytes());
}

fn report(value: &serde_json::Value) -> Option<Report> {
    let year = match &value["year"] {
        serde_json::Value::Null => None,
        year => Some(i32::try_from(year.as_i64()?).ok()?),
    };
    let state = match value["state"].as_str()? {
        "refused" => State::Refused,
        "held" => State::Held,
        "there" => State::UpToDate,
        _ => return None,
    };
    let rows = (value["rows"][0].as_u64()?, value["rows"][1].as_u64()?);
    Some(Report::new(value["helpline"].as_str()?, year, state, value["why"].as_str()?).rows(rows))
}

fn finding(value: &serde_json::Value) -> Option<Finding> {
    let text = |name: &str| value[name].as_str().map(str::to_owned);
    let severity = match value["severity"].as_str()? {
        "error" => Severity::Error,
        "warning" => Severity::Warning,
        "note" => Severity::Note,
        _ => return None,
    };
    let place = &value["place"];
    let place = place["file"].as_str().map(|file| Place {
        file: file.to_owned(),
        line: place["line"].as_u64(),
        column: place["column"].as_u64(),
    });
    let files = value["files"].as_array().map(Vec::as_slice).unwrap_or_default();
    let in_file = |one: &serde_json::Value| {
        let file = one["file"].as_str()?.to_owned();
        Some(InFile { file, line: one["line"].as_u64(), count: one["count"].as_u64()? })
    };
    Some(Finding {
        code: Code::parse(&text("code")?)?,
        severity,
        helpline: text("helpline"),
        place,
        message: text("message")?,
        hint: text("hint"),
        more: value["more"].as_u64()?,
        files: files.iter().map(in_file).collect::<Option<_>>()?,
    })
}
