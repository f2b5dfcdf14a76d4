//! A new line: its exports are read, the draft is made, tried, and moved into its place.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{Datelike, NaiveDate};

use super::account::{Account, account};
use super::assemble::assemble;
use super::columns::columns;
use super::model::Draft;
use super::place::Stage;
use super::request::Request;
use super::shape::Given;
use super::sources::exports;
use super::trial::trial;
use super::yaml;
use crate::base::{Finding, Findings, Place, Severity, code};
use crate::config::{CodeList, Lang, code_lists, shared_settings};

/// Drafts a new line. Nothing is written where it fails. `told` is called with each file that was read, and its rows.
pub fn new_line(request: &Request, told: &(dyn Fn(&str, u64) + Sync)) -> Result<Account, Findings> {
    checked_name(&request.line)?;
    let data = request.root.join("data");
    if data.join(&request.line).join("helpline.yaml").exists() {
        return Err(one(Finding::error(code::U013, format!("there is a line `{}` already", request.line))
            .at(Place::file(format!("data/{}/helpline.yaml", request.line)))
            .hint("choose another name; what a new delivery of this line needs is added with --update")));
    }
    let mut around = Around::of(&request.root, request.language)?;
    let below = data.join(&request.line).join("registrations");
    let exports = exports(&request.from, &below, request.jobs, told)?;
    let columns = columns(&exports);
    let given = Given {
        id: &request.line,
        languages: around.languages.clone(),
        own_languages: around.own_languages,
        threshold: around.threshold,
        lists: &around.lists,
    };
    let mut draft = assemble(&exports, columns, &given)?;
    around.settle(&mut draft);
    let version = draft.span.map_or_else(|| "1".to_owned(), |(_, last)| last.year().to_string());
    let stage = Stage::new(&request.root, &request.line, around.workspace.as_deref(), &exports, &version)?;
    let tried = trial(&stage, &mut draft, &exports, request.jobs, &request.salt)?;
    let written = stage.move_in(&draft, &exports, around.workspace.is_some())?;
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
    /// The text of a new `workspace.yaml`, where there is none.
    workspace: Option<String>,
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
            let languages = vec![language.unwrap_or(Lang::Nl)];
            let workspace = Some(String::new());
            return Ok(Self { languages, own_languages: false, threshold: 5, date: None, lists, workspace });
        }
        let shared = shared_settings(root)?;
        let languages = language.map_or_else(|| shared.languages.clone(), |language| vec![language]);
        let own_languages = languages != shared.languages;
        let (threshold, date) = (shared.threshold, shared.date);
        Ok(Self { languages, own_languages, threshold, date, lists, workspace: None })
    }

    /// Sets the day of the reports of a new workspace, or how far the years were counted on that of the old one.
    fn settle(&mut self, draft: &mut Draft) {
        let Some((_, last)) = draft.span else { return };
        if let Some(date) = self.date {
            let ends = NaiveDate::from_ymd_opt(last.year(), 12, 31);
            draft.years.retain(|year, _| *year <= date.year());
            if last.year() == date.year() && ends.is_some_and(|end| end >= date) {
                draft.cut_off = Some((last.year(), last.min(date)));
            } else if last.year() > date.year() {
                draft.cut_off = Some((date.year(), date));
            }
            return;
        }
        let ends = NaiveDate::from_ymd_opt(last.year() + 1, 1, 1);
        let behind = last.succ_opt();
        let day = if draft.cut_off.is_some() { behind } else { ends };
        let languages: Vec<&str> = self.languages.iter().map(|lang| lang.code()).collect();
        let text = format!(
            "# A draft. Settings of all lines; each line can have its own in its helpline.yaml.\n\
             # TO DO who publishes the reports\n\
             publisher: {}\n\
             # TO DO the day that is printed on the reports; the registrations run to {last}\n\
             date: {}\n\
             languages: {}   # languages of the reports\n\
             threshold: {}   # counts from 1 up to, not including, this are hidden\n",
            yaml::scalar(&draft.id),
            day.unwrap_or(last),
            yaml::list(&languages),
            self.threshold,
        );
        self.workspace = Some(text);
    }
}
