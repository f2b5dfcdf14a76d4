//! From what was typed to a complete request.

use std::path::{Path, PathBuf};

use super::args::{Build, Common};
use super::run_key::run_key;
use crate::base::{Finding, code};
use crate::config::languages;
use crate::pipeline::{Making, Request};

/// The workspace's folder: as named, or the nearest one upwards that holds `data/`.
pub fn root(common: &Common) -> Result<PathBuf, Finding> {
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    if let Some(named) = &common.root {
        let path = here.join(named);
        let found = path.canonicalize().ok().filter(|p| p.is_dir());
        return found.ok_or_else(|| {
            Finding::error(code::U001, format!("there is no folder `{}`", named.display()))
                .hint("check --root")
        });
    }
    let found = here.ancestors().find(|p| p.join("data/workspace.yaml").is_file()).map(Path::to_owned);
    found.ok_or_else(|| {
        Finding::error(
            code::U002,
            "no workspace here: no folder upwards of this one holds data/workspace.yaml",
        )
        .hint("go to your workspace, name it with --root DIR, or make one with `jaarlijn demo DIR`")
    })
}

/// All that a command needs.
///
/// # Errors
/// What is wrong with the command line.
pub fn request(common: &Common, root: PathBuf, build: Build) -> Result<Request, Finding> {
    let (languages, _) = languages(&root);
    let mut lang = Vec::new();
    for code in build.lang.iter().flat_map(|l| l.split(',')).map(str::trim).filter(|c| !c.is_empty()) {
        lang.push(languages.get(code).ok_or_else(|| {
            Finding::error(code::U003, format!("`{code}` is no language of reports"))
                .hint(format!("use {}", languages.named()))
        })?);
    }
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    Ok(Request {
        root,
        lines: build.lines,
        year: build.year,
        lang,
        jobs: common.jobs.map_or(cores, usize::from),
        making: if build.publish { Making::EditionsAtOnce } else { Making::Drafts },
        dry: build.check,
        web: !build.no_web,
        paper: true,
        keep: false,
        fail_fast: build.fail_fast,
        only_failed: build.only_failed,
        salt: run_key(getrandom::fill)?,
    })
}
