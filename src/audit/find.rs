//! The reports that stand in a folder, with their earlier editions.

use std::path::{Path, PathBuf};

use super::release::Release;
use crate::base::{Finding, Findings, Place, code};

/// Reads every report below `reports`: what stands in `<year>/<line>/`, and its earlier editions, which are kept
/// beside it as `edition-<n>.json`. `shown` is what the folder is called in messages.
#[must_use]
pub fn find(reports: &Path, shown: &str) -> (Vec<Release>, Findings) {
    let (mut releases, mut findings) = (Vec::new(), Findings::default());
    let mut take = |read: Result<Release, Vec<Finding>>| match read {
        Ok(release) => releases.push(release),
        Err(problems) => findings.0.extend(problems),
    };
    for year in folders(reports) {
        for folder in folders(&year) {
            let name = format!("{shown}/{}/{}", last(&year), last(&folder));
            let read = |file: &str| std::fs::read(folder.join(file));
            let codes = read("codes.csv").unwrap_or_default();
            let manifest = read("manifest.json").unwrap_or_default();
            // A draft was published nowhere, and of an edition that was taken back there is a record.
            if let Ok(figures) = read("figures.csv")
                && !manifest.is_empty()
                && !Release::is_draft(&manifest)
            {
                take(Release::read(&name, &figures, &codes, &manifest));
            }
            for path in earlier(&folder) {
                let name = format!("{name}/{}", last(&path));
                let old = std::fs::read(&path).map_err(|_| vec![unread(&name)]);
                take(old.and_then(|old| Release::read_edition(&name, &old, &codes, &manifest)));
            }
        }
    }
    (releases, findings)
}

fn unread(name: &str) -> Finding {
    Finding::error(code::A020, "this edition cannot be read")
        .at(Place::file(name))
        .hint("give yourself the right to read it")
}

fn last(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|e| e.path()).collect();
    all.sort();
    all
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    entries(folder).into_iter().filter(|p| p.is_dir()).collect()
}

/// The records of earlier editions in a report's folder.
fn earlier(folder: &Path) -> Vec<PathBuf> {
    let is_edition = |path: &PathBuf| {
        let number = last(path);
        let number = number.strip_prefix("edition-").and_then(|name| name.strip_suffix(".json"));
        number.is_some_and(|number| number.parse::<u32>().is_ok())
    };
    let mut all = entries(folder);
    all.retain(is_edition);
    all
}
