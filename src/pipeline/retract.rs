//! An edition that was published by mistake is taken back. Its record stays, with the day and the reason: readers may
//! hold it, so that what is published later is protected and attacked beside it, and takes its place.

use serde_json::Value;

use super::environment::Environment;
use super::front_door::front_door;
use super::request::{Outcome, Report, Request, State};
use super::run::{discard_obsolete, finish, lock};
use crate::base::{Exit, Finding, Place, code, did_you_mean};
use crate::config::{Workspace, load};
use crate::edition::{Retracted, standing};
use crate::landscape::ID;
use crate::publish::retract_on;

/// Takes back the edition of the report `id` on a year.
#[must_use]
pub fn retract(
    request: &Request,
    environment: &Environment<'_>,
    (id, year, reason): (&str, i32, &str),
) -> Outcome {
    let (workspace, findings) = load(&request.root);
    let mut outcome = Outcome::new(findings);
    let Some(workspace) = workspace else {
        outcome.exit = outcome.exit.worst(Exit::Config);
        return finish(outcome);
    };
    // What is wrong with the settings of lines keeps nobody from taking a report back.
    outcome.findings.0.clear();
    let reports = request.root.join("reports");
    let folder = match workspace.questions.iter().any(|question| question.id == id) {
        true => reports.join("answers").join(id),
        false => reports.join(year.to_string()).join(id),
    };
    let Ok(lock) = lock(request, environment, &mut outcome) else {
        outcome.exit = outcome.exit.worst(Exit::Write);
        return finish(outcome);
    };
    let Some(edition) = standing(&folder).filter(|edition| edition.year == year) else {
        outcome.findings.push(nothing_stands(&workspace, id, year));
        outcome.exit = outcome.exit.worst(Exit::Usage);
        return finish(outcome);
    };
    let taken_back = Retracted { date: workspace.date.to_string(), reason: reason.to_owned() };
    let mut record: Value = serde_json::from_slice(&edition.bytes).unwrap_or_default();
    record["retracted"] = serde_json::to_value(taken_back).unwrap_or_default();
    let name = format!("edition-{}.json", edition.edition);
    let bytes = format!("{record:#}\n").into_bytes();
    let why = format!("edition {}: {reason}", edition.edition);
    match retract_on(environment.disk, &folder, (name, bytes)) {
        Ok(()) => {
            // What was drafted beside it was to replace it; the next draft has the report's own folder.
            outcome.obsolete.push(folder);
            outcome.reports.push(Report::new(id, Some(year), State::Retracted, &why));
        }
        Err(error) => {
            outcome.findings.push(error.finding(&request.root).of(id));
            outcome.exit = outcome.exit.worst(Exit::Write);
            outcome.reports.push(Report::new(id, Some(year), State::NotWritten, code::P001.id()));
        }
    }
    discard_obsolete(request, environment, &mut outcome);
    front_door(&workspace, (request, environment), &mut outcome);
    drop(lock);
    finish(outcome)
}

/// That there is no edition to take back.
fn nothing_stands(workspace: &Workspace, id: &str, year: i32) -> Finding {
    let lines = workspace.helplines.iter().map(|line| line.id.as_str());
    let known = lines.chain(workspace.questions.iter().map(|question| question.id.as_str())).chain([ID]);
    let near = did_you_mean(id, known.clone()).filter(|_| known.clone().all(|name| name != id));
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            "name a line, `landscape` or a question, and the year of its report; drafts need not be taken \
                 back: the next build replaces them"
                .to_owned()
        }
    };
    Finding::error(code::P022, format!("no edition of the report `{id}` on {year} stands published"))
        .at(Place::file("reports"))
        .hint(hint)
}
