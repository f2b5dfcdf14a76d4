//! A new line: its exports are read, the draft is made, tried, and moved into its place.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{Datelike, NaiveDate};

use super::account::{Account, account};
use super::assemble::assemble;
use super::columns::columns;
use super::place::Stage;
use super::request::Request;
use super::shape::Given;
use super::sources::{Told, exports};
use super::trial::trial;
use crate::base::{Finding, Findings, Lang, Place, Severity, code};
use crate::config::{CodeList, code_lists, shared_settings};

/// Drafts a new line. Nothing is written where it fails. `told` is called with each file, when it is begun and with its rows when it was read.
pub fn new_line(request: &Request, told: Told<'_>) -> Result<Account, Findings> {
    checked_name(&request.line)?;
    let data = request.root.join("data");
    if data.join(&request.line).join("helpline.yaml").exists() {
        return Err(one(Finding::error(code::U013, format!("there is a line `{}` already", request.line))
            .at(Place::file(format!("data/{}/helpline.yaml", request.line)))
            .hint("choose another name; what a new delivery of this line needs is added with --update")));
    }
    let new = !data.join("workspace.yaml").exists();
    let around = Around::of(&request.root, request.language)?;
    let below = data.join(&request.line).join("registrations");
    let exports = exports(&request.from, &below, request.jobs, told)?;
    let columns = columns(&exports);
    let given = Given {
        id: &request.line,
        languages: around.languages.clone(),
        own_languages: around.own_languages,
        threshold: around.threshold,
        date: around.date,
        lists: &around.lists,
    };
    let mut draft = assemble(&exports, columns, &given)?;
    draft.workspace = new.then_some(around.threshold);
    let version = draft.span.map_or_else(|| "1".to_owned(), |(_, last)| last.year().to_string());
    let stage = Stage::new(&request.root, &request.line, &exports, &version)?;
    let tried = trial(&stage, &mut draft, &exports, around.date, (request.jobs, &request.salt))?;
    if tried.rows.0 == 0 {
        let mut refused = tried.findings;
        refused.0.retain(|f| f.severity == Severity::Error);
        return Err(refused);
    }
    let written = stage.move_in(&draft, &exports)?;
    Ok(account(&draft, &exports, &written, tried.findings, tried.rows))
}

fn one(finding: Finding) -> Findings {
    Findings(vec![finding])
}

/// Refuses a name that cannot be that of a line's folder.
fn checked_name(name: &str) -> Result<(), Findings> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
    let good = !name.is_empty() && name.len() <= 60 && name.bytes().all(plain);
    if good && !["codelists", "questions", "landscape", "answers"].contains(&name) {
        return Ok(());
    }
    let what = match good {
        true => format!(
            "`{name}` cannot be the name of a line: the workspace has a folder of that name for other things"
        ),
        false => "this cannot be the name of a line".to_owned(),
    };
    let hint = "use small letters, digits, hyphens and underscores, as in `crisis-line`: the name is that of its folder";
    Err(one(Finding::error(code::U012, what).hint(hint)))
}

/// What the workspace says.
struct Around {
    languages: Vec<Lang>,
    own_languages: bool,
    threshold: u64,
    date: Option<NaiveDate>,
    lists: BTreeMap<String, CodeList>,
}

impl Around {
    fn of(root: &Path, language: Option<Lang>) -> Result<Self, Findings> {
        let new = !root.join("data/workspace.yaml").exists();
        let mut lists = BTreeMap::new();
        if root.join("data/codelists").is_dir() {
            let (found, problems) = code_lists(root);
            if problems.0.iter().any(|f| f.severity == Severity::Error) {
                return Err(problems);
            }
            lists = found;
        }
        if new {
            let languages = vec![language.unwrap_or(Lang::nl())];
            return Ok(Self { languages, own_languages: false, threshold: 5, date: None, lists });
        }
        let shared = shared_settings(root)?;
        let languages = language.map_or_else(|| shared.languages.clone(), |language| vec![language]);
        let own_languages = languages != shared.languages;
        let (threshold, date) = (shared.threshold, shared.date);
        Ok(Self { languages, own_languages, threshold, date, lists })
    }
}
