//! Is this file what the inputs give? The report is made again in memory and compared.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::request::{Event, Files, Making, Outcome, Report, Request, State};
use super::run::build;
use crate::base::{Exit, Finding, Place, code};
use crate::config::languages;
use crate::edition::{Record, differs};
use crate::verify::{Difference, compare, identity};

/// Makes the report anew that a PDF says it is, and compares page by page, figure by figure, byte by byte.
///
/// Inputs that changed since are named when the `manifest.json` of that file stands beside it.
#[must_use]
pub fn verify(mut request: Request, file: &Path, progress: &(dyn Fn(Event) + Sync)) -> Outcome {
    let shown = file.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let mut outcome = Outcome::new(Default::default());
    let fail = |mut outcome: Outcome, finding: Finding, exit| {
        outcome.findings.push(finding.at(Place::file(&shown)));
        outcome.exit = exit;
        outcome
    };
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            let finding = Finding::error(code::R004, format!("the file cannot be read: {error}"));
            return fail(outcome, finding.hint("name a report.<lang>.pdf"), Exit::Usage);
        }
    };
    let Some(who) = identity(&bytes) else {
        let finding = Finding::error(code::R002, "this is not a report that names itself")
            .hint("verify takes the PDF of a report made by this program");
        return fail(outcome, finding, Exit::Usage);
    };
    request.lines = vec![who.report.clone()];
    request.year = Some(who.year);
    request.lang = languages(&request.root).0.get(&who.lang).into_iter().collect();
    request.making = if who.draft { Making::Drafts } else { Making::EditionsAtOnce };
    request.keep = true;
    request.web = false;
    request.dry = true;
    let mut made = build(&request, progress);
    let Some(files) = made.files.remove(&(who.report.clone(), who.year)) else {
        made.exit = made.exit.worst(Exit::VerifyDiffers);
        let finding = Finding::error(code::R003, "the report cannot be made anew from what stands here now");
        let exit = made.exit;
        return fail(made, finding.hint("the other findings say why"), exit);
    };
    let name = format!("report.{}.pdf", who.lang);
    let new = files.iter().find(|(n, _)| *n == name).map_or(&[][..], |(_, bytes)| bytes);
    let differences = compare(&bytes, new);
    outcome.reports = vec![Report {
        helpline: who.report.clone(),
        year: Some(who.year),
        state: if differences.is_empty() { State::Same } else { State::Differs },
        why: shown.clone(),
        rows: made.reports.first().map_or((0, 0), |r| r.rows),
        changes: Vec::new(),
    }];
    if !differences.is_empty() {
        outcome.exit = Exit::VerifyDiffers;
        for difference in &differences {
            outcome.findings.push(told(difference).of(&who.report).at(Place::file(&shown)));
        }
        for finding in inputs(file, &files) {
            outcome.findings.push(finding.of(&who.report));
        }
        for finding in made.findings.0.iter().filter(|f| f.code == code::D004) {
            outcome.findings.push(waiting(finding).of(&who.report).at(Place::file(&shown)));
        }
    }
    outcome
}

/// That the file differs because a correction waits, which is no mistake of the file.
fn waiting(held: &Finding) -> Finding {
    let message =
        format!("a correction is held back: this file is the edition that stands; {}", held.message);
    let finding = Finding::note(code::R024, message);
    match &held.hint {
        Some(hint) => finding.hint(hint.clone()),
        None => finding,
    }
}

/// A difference in words; never with a value.
fn told(difference: &Difference) -> Finding {
    let (code, message) = match difference {
        Difference::Unreadable => (code::R010, "one of the two files is no PDF that can be read".to_owned()),
        Difference::Figure(id, changed, gone, new) => (
            code::R011,
            format!(
                "figure {id}: {changed} cells differ, {gone} stand only in this file, {new} only in the new one"
            ),
        ),
        Difference::PageCount(old, new) => {
            (code::R012, format!("this file has {old} pages, the report made anew has {new}"))
        }
        Difference::Page(page) => (code::R013, format!("page {page} differs")),
        Difference::Attachment(name) => (code::R014, format!("the attached file {name} differs")),
        Difference::Elsewhere => {
            (code::R015, "pages and attachments are the same, but fonts, tags or metadata are not".to_owned())
        }
    };
    Finding::error(code, message)
}

/// Inputs that are not what they were when the file was made.
fn inputs(file: &Path, new: &Files) -> Vec<Finding> {
    let beside = std::fs::read(file.with_file_name("manifest.json")).unwrap_or_default();
    let now = new.iter().find(|(n, _)| n == "manifest.json").map_or(&[][..], |(_, bytes)| bytes);
    let (Some(then), Some(now)) = (fingerprints(&beside), fingerprints(now)) else {
        return vec![
            Finding::note(
                code::R020,
                "which inputs changed is not known: no manifest.json stands beside the file",
            )
            .hint("verify the file in the folder in which it was published"),
        ];
    };
    let names: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
    let [was, is]: [BTreeMap<&str, &str>; 2] =
        [&then, &now].map(|all| all.iter().map(|(p, h)| (p.as_str(), h.as_str())).collect());
    let mut found: Vec<Finding> = names
        .into_iter()
        .filter(|name| differs(name, &was, &is))
        .map(|name| {
            let what = match (then.contains_key(name), now.contains_key(name)) {
                (true, true) => "is not the same file as when the report was made",
                (true, false) => "was read for the report and is no longer there",
                _ => "was not there when the report was made",
            };
            Finding::error(code::R021, format!("this input {what}")).at(Place::file(name))
        })
        .collect();
    if found.is_empty() && then == now {
        let message =
            "all inputs are the same: settings, templates or the program differ, or the file was altered";
        found.push(Finding::note(code::R022, message));
    } else if found.is_empty() {
        let message = "some registrations are not those of which the report was made; their fingerprints do not \
                       say in which file";
        found.push(Finding::note(code::R023, message));
    }
    found
}

/// Inputs of a manifest: path and fingerprint, and the program that read them.
fn fingerprints(manifest: &[u8]) -> Option<BTreeMap<String, String>> {
    let record = Record::parse(manifest.to_vec())?;
    Some(record.inputs().map(|(path, sha256)| (path.to_owned(), sha256.to_owned())).collect())
}
