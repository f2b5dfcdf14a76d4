//! `jaarlijn new`: a line drafted from raw exports.

use std::path::{Path, PathBuf};

use super::args::{Common, Format, New};
use super::progress::Progress;
use super::run_key::run_key;
use super::show::{self, give};
use crate::base::{Exit, Finding, Findings, Severity, code};
use crate::config::languages;
use crate::draft::{self, Account, Request};

/// Carries it out.
pub fn run(common: &Common, new: &New) -> Exit {
    let refuse = |findings: Findings| {
        show::findings(&findings, common);
        let errors = findings.0.iter().filter(|f| f.severity == Severity::Error);
        errors.map(|f| f.code.exit()).reduce(Exit::worst).unwrap_or(Exit::Usage)
    };
    let request = match request(common, new) {
        Ok(request) => request,
        Err(finding) => return refuse(Findings(vec![finding])),
    };
    let progress = Progress::new(common);
    let told = |file: &str, rows: Option<u64>| progress.read(file, rows);
    let there = request.root.join("data").join(&request.line).join("helpline.yaml").exists();
    let done = match there {
        false if new.update => Err(Findings(vec![
            Finding::error(
                code::U014,
                format!("there is no line `{}` to which anything could be added", new.line),
            )
            .hint("check the name and --root, or leave --update out to draft a new line"),
        ])),
        true => draft::update(&request, &told),
        false => draft::new_line(&request, &told).map(|account| (account, false)),
    };
    progress.end();
    match done {
        Ok((account, waiting)) => match show_account(&account, common) {
            Exit::Done if waiting => Exit::WouldChange,
            exit => exit,
        },
        Err(findings) => refuse(findings),
    }
}

fn show_account(account: &Account, common: &Common) -> Exit {
    let text = match common.format {
        Format::Json => format!("{:#}\n", account.json),
        _ if common.quiet => String::new(),
        _ => account.text.clone(),
    };
    give(text.as_bytes())
}

fn request(common: &Common, new: &New) -> Result<Request, Finding> {
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    let root = root(common, &here)?;
    let (languages, _) = languages(&root);
    let language = match &new.language {
        None => None,
        Some(text) => Some(languages.get(text.trim()).ok_or_else(|| {
            Finding::error(code::U003, format!("`{text}` is no language of reports"))
                .hint(format!("use {}", languages.named()))
        })?),
    };
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    Ok(Request {
        root,
        line: new.line.clone(),
        from: new.from.clone(),
        language,
        update: new.update,
        jobs: common.jobs.map_or(cores, usize::from),
        salt: run_key(getrandom::fill)?,
    })
}

/// The workspace: as named, the nearest one upwards, or the folder where one stands.
fn root(common: &Common, here: &Path) -> Result<PathBuf, Finding> {
    if let Some(named) = &common.root {
        let path = here.join(named);
        if path.exists() && !path.is_dir() {
            return Err(Finding::error(code::U001, format!("`{}` is no folder", named.display()))
                .hint("check --root"));
        }
        return Ok(path.canonicalize().unwrap_or(path));
    }
    let found = here.ancestors().find(|p| p.join("data/workspace.yaml").is_file());
    Ok(found.unwrap_or(here).to_owned())
}
